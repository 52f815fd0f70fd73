package assistance

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// IndexBand 贫困程度档次 is where a band of the index begins.
type IndexBand struct {
	// From 起点 is where it begins, itself included.
	From unit.Rate `json:"from" zh:"指数起点（含本数）" en:"index from" range:"[0,100%]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (b *IndexBand) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// DimensionPolicy holds the parameters of [PovertyIndex]. The plan names the six dimensions and gives no weights: they are the
// caller's, and together exactly 100 %.
type DimensionPolicy struct {
	Economy       unit.Rate `json:"economy_weight" zh:"经济权重" en:"weight of economy" range:"[0,100%]"`
	Health        unit.Rate `json:"health_weight" zh:"健康权重" en:"weight of health" range:"[0,100%]"`
	Education     unit.Rate `json:"education_weight" zh:"教育权重" en:"weight of education" range:"[0,100%]"`
	Housing       unit.Rate `json:"housing_weight" zh:"居住权重" en:"weight of housing" range:"[0,100%]"`
	Employment    unit.Rate `json:"employment_weight" zh:"就业权重" en:"weight of employment" range:"[0,100%]"`
	Participation unit.Rate `json:"participation_weight" zh:"社会参与权重" en:"weight of participation" range:"[0,100%]"`
	// Bands 贫困程度档次 are 1 to 10, in rising order.
	Bands []IndexBand `json:"bands" zh:"档次" en:"band" range:"[1,10]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *DimensionPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

func (p *DimensionPolicy) weights() [6]unit.Rate {
	return [...]unit.Rate{p.Economy, p.Health, p.Education, p.Housing, p.Employment, p.Participation}
}

// Dimensions 六个维度评分 are a household's scores, each from 0 to 100 with at most two decimals, the higher the deeper in
// hardship.
type Dimensions struct {
	Economy       unit.Number `json:"economy" zh:"经济评分" en:"economy" range:"[0,100]"`
	Health        unit.Number `json:"health" zh:"健康评分" en:"health" range:"[0,100]"`
	Education     unit.Number `json:"education" zh:"教育评分" en:"education" range:"[0,100]"`
	Housing       unit.Number `json:"housing" zh:"居住评分" en:"housing" range:"[0,100]"`
	Employment    unit.Number `json:"employment" zh:"就业评分" en:"employment" range:"[0,100]"`
	Participation unit.Number `json:"participation" zh:"社会参与评分" en:"participation" range:"[0,100]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (d *Dimensions) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

func (d *Dimensions) scores() [6]*unit.Number {
	return [...]*unit.Number{&d.Economy, &d.Health, &d.Education, &d.Housing, &d.Employment, &d.Participation}
}

var dimensionNames = [6]string{"economy", "health", "education", "housing", "employment", "participation"}

// PovertyFound 贫困评估结论 is the answer of [PovertyIndex].
type PovertyFound struct {
	// Index 贫困指数 is the weighted sum of the scores as a share of the most there can be, exactly.
	Index unit.Share `json:"index,omitzero" zh:"贫困指数（占满分的比例）" en:"index, of the most there can be"`
	// Band 档次 is the number of the highest band that the index reaches, from 1; 0 below the first.
	Band int64 `json:"band" zh:"档次（0为未达第一档）" en:"band (0 below the first)" range:"[0,)"`
}

// PovertyIndex 六维贫困指数 sums up a household's scores in the plan's six dimensions, economy, health, education, housing, employment and
// social participation (三(一)4), by the caller's weights, and puts the sum into one of the caller's bands. It is
// exact and never rounded: 60 at 30 % and 50 at 70 % are 53 %, as a share of the 100 there can be.
//
// The index opens no assistance by itself: it says where to look. Errors: [rule.Range] for a score not 0 to 100, weights that are
// not together 100 %, or bands that do not rise; [rule.Inexact] for a score of more than two decimals.
var PovertyIndex = rule.MustNew(rule.Definition[DimensionPolicy, Dimensions, PovertyFound]{
	ID: "assistance.poverty-index", Version: 1,
	Title:   rule.Text{ZH: "六维贫困指数", EN: "Poverty index of six dimensions"},
	Basis:   []rule.Clause{clauseDimensions},
	Outcome: "band",                                                                               // the index is never zero but of a household that lacks nothing
	Gaps:    []string{"economy", "health", "education", "housing", "employment", "participation"}, // of more than two decimals
	Check:   checkDimensions, Steps: []*rule.Term{termIndex, termIndexBand}, KernelByRef: povertyIndex,
})

var (
	clauseDimensions = seeds.MustQuote("三(一)4", "经济、健康、教育、居住、就业、社会参与等六个维度贫困评估指标体系")

	termIndex = newTerm("index", "贫困指数", "index",
		"({economy} × {economy_weight} + {health} × {health_weight} + {education} × {education_weight} + {housing} × {housing_weight} + {employment} × {employment_weight} + {participation} × {participation_weight}) ÷ 100", clauseDimensions)
	termIndexBand = newTerm("band", "档次", "band", "sum(if({bands.from} ≤ {index}, 1, 0))", rule.Clause{})
)

// checkDimensions wants weights that are the whole, and bands that rise.
func checkDimensions(p DimensionPolicy) (DimensionPolicy, error) {
	var f rule.Errors
	sum := int64(0)
	for _, w := range p.weights() {
		sum += billionths(w)
	}
	if sum != billion {
		total := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%d.%07d", sum/(billion/100), sum%(billion/100)), "0"), ".") + "%"
		f.Add(rule.Range, "economy_weight", p.Economy.String(), rule.Text{
			ZH: "六项权重合计为" + total + "，应恰为100%：请调整", EN: "the six weights are together " + total + ", and must be exactly 100%"})
	}
	for i := 1; i < len(p.Bands); i++ {
		if before, now := p.Bands[i-1].From, p.Bands[i].From; before.Cmp(now) >= 0 {
			f.Add(rule.Range, "bands["+strconv.Itoa(i)+"].from", now.String(), rule.Text{
				ZH: "各档次应由低到高排列，不得重复：" + before.String() + "之后应更高", EN: "bands rise, none twice: after " + before.String() + " must come a higher one"})
		}
	}
	return p, f.Err()
}

const (
	billion    = 1_000_000_000
	scoreSteps = 100 // hundredths of a point
	fullScore  = 100 * scoreSteps
)

func povertyIndex(p *DimensionPolicy, in *Dimensions, t *rule.Trace) (out PovertyFound, err error) {
	// A score is at most ten thousand hundredths and the weights are together a billion billionths.
	part, scores, fine := int64(0), in.scores(), false
	for i, w := range p.weights() {
		n := scores[i]
		if n.Sign() < 0 || n.Cmp(mostScore) > 0 {
			return out, rule.Refused
		}
		fine = fine || n.Decimals() > 2
		part += hundredths(n) * billionths(w)
	}
	if fine {
		return out, tooFine(scores)
	}
	whole := int64(fullScore * billion)
	common := divisor(part, whole)
	if out.Index, err = unit.NewShare(part/common, whole/common); err != nil {
		return out, err
	}
	for i := range p.Bands {
		out.Band += bit(out.Index.Meets(p.Bands[i].From))
	}
	if t.On() {
		t.Share(termIndex, out.Index)
		t.Count(termIndexBand, out.Band)
	}
	return out, nil
}

var mostScore = unit.MustParseNumber("100")

// billionths gives a weight, which is finer than none of them.
func billionths(w unit.Rate) int64 {
	num, den := w.Fraction()
	return num * (billion / den)
}

// hundredths reads a score of 0 to 100 and at most two decimals; more are dropped, which the kernel refuses.
func hundredths(n *unit.Number) (v int64) {
	var buf [32]byte
	text, _ := n.AppendText(buf[:0]) // it never fails
	places := -1
	for _, c := range text {
		switch {
		case c == '.':
			places = 0
		case places < 2:
			v = v*10 + int64(c-'0')
			if places >= 0 {
				places++
			}
		}
	}
	for places = max(places, 0); places < 2; places++ {
		v *= 10
	}
	return v
}

func divisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// tooFine names the scores that have more than two decimals.
func tooFine(scores [6]*unit.Number) error {
	var f rule.Errors
	for i, n := range scores {
		if n.Decimals() > 2 {
			f.Add(rule.Inexact, dimensionNames[i], n.String(), rule.Text{ZH: "评分至多两位小数", EN: "a score has at most two decimals"})
		}
	}
	return f
}
