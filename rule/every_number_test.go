package rule_test

import (
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Gauge is a rule with a number of each Go type and notation that a fact can have, and the same bounds said for each of them: the
// outcome is over where any is above its own.
type gaugePolicy struct {
	Tiny  int64         `json:"tiny_most" zh:"微数上限" en:"most of tiny"`
	Paid  unit.Money    `json:"paid_most" zh:"已付上限（元）" en:"most paid (yuan)" range:"[0,)"`
	Round unit.Rounding `json:"round,omitzero" zh:"取整方式" en:"rounding" default:"half-up/jiao"`
}

func (p *gaugePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

type gaugeFacts struct {
	Tiny   int8        `json:"tiny" zh:"微数" en:"tiny"`
	Short  uint16      `json:"short" zh:"短数" en:"short"`
	Wide   uint64      `json:"wide" zh:"长数" en:"wide"`
	Plain  int         `json:"plain" zh:"数" en:"plain"`
	Small  int32       `json:"small" zh:"小数目" en:"small" range:"[-5,5)"`
	Rate   unit.Rate   `json:"rate" zh:"比率" en:"rate" range:"(0,200%]"`
	Figure unit.Number `json:"figure" zh:"数值" en:"figure" range:"[-10,10]"`
	Month  unit.Month  `json:"month" zh:"月份" en:"month"`
	Box    gaugeBox    `json:"box" zh:"箱" en:"box"`
	Rows   []gaugeRow  `json:"rows" zh:"行" en:"row"`
	// Spare is a struct that need not be given as a whole: what is in it can only be set through JSON.
	Spare rule.Given[gaugeSpare] `json:"spare,omitzero" zh:"备用" en:"spare"`
	Night bool                   `json:"night,omitzero" zh:"夜间" en:"at night"`
}

type gaugeBox struct {
	Paid  unit.Money             `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,1000)"`
	Extra rule.Given[unit.Money] `json:"extra,omitzero" zh:"另付（元）" en:"extra (yuan)" range:"[0,)"`
}

type gaugeRow struct {
	N    uint8 `json:"n" zh:"件数（件）" en:"pieces"`
	Area Area  `json:"area" zh:"地点" en:"place"`
}

type gaugeSpare struct {
	Count int64 `json:"count" zh:"件数" en:"pieces" range:"[0,9]"`
	Whole bool  `json:"whole" zh:"完好" en:"whole"`
}

func (f *gaugeFacts) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

type gaugeAnswer struct {
	Over  bool       `json:"over" zh:"超出" en:"over"`
	Total int64      `json:"total" zh:"合计" en:"total"`
	Due   unit.Money `json:"due" zh:"应付（元）" en:"due (yuan)"`
	Until unit.Month `json:"until,omitzero" zh:"截止月份" en:"until"`
}

var gaugeSteps = struct{ over, pieces, total, due, until rule.Term }{
	rule.Term{ID: "over", Label: rule.Text{ZH: "超出", EN: "over"}, Clause: notice,
		Formula: "not {night} and ({tiny} > {tiny_most} or {short} > 60000 or {wide} > 9000000 or {plain} > 7 or {small} > 3 or {rate} > 150% or {figure} > 2.5 or {month} ≥ {until} or {box.paid} > {paid_most} or {pieces} > 20)"},
	rule.Term{ID: "pieces", Label: rule.Text{ZH: "件数合计", EN: "pieces in all"}, Formula: "sum(if({rows.area} = 'urban', {rows.n}, 0)) + if(given({spare.count}), if({spare.whole}, {spare.count}, 0), 0)"},
	rule.Term{ID: "total", Label: rule.Text{ZH: "合计", EN: "total"}, Formula: "{tiny} + {short} + 2 × {wide} + {plain} − {small} + {pieces}"},
	rule.Term{ID: "due", Label: rule.Text{ZH: "应付", EN: "due"}, Formula: "round({box.paid} × {rate} + if(given({box.extra}), {box.extra}, 0), {round})"},
	rule.Term{ID: "until", Label: rule.Text{ZH: "截止月份", EN: "until"}, Formula: "{month} − {small} + 3"},
}

var gauge = rule.MustNew(rule.Definition[gaugePolicy, gaugeFacts, gaugeAnswer]{
	ID: "sample.gauge", Version: 1, Title: rule.Text{ZH: "量表", EN: "Gauge"}, Basis: []rule.Clause{notice},
	Steps: []*rule.Term{&gaugeSteps.until, &gaugeSteps.pieces, &gaugeSteps.over, &gaugeSteps.total, &gaugeSteps.due},
	KernelByRef: func(p *gaugePolicy, in *gaugeFacts, t *rule.Trace) (out gaugeAnswer, err error) {
		extra, _ := in.Box.Extra.Get()
		if in.Small < -5 || in.Small >= 5 || in.Rate.Sign() <= 0 || in.Rate.Cmp(unit.Percent(200)) > 0 || in.Figure.Cmp(unit.MustParseNumber("-10")) < 0 ||
			in.Figure.Cmp(unit.MustParseNumber("10")) > 0 || in.Month.IsZero() || in.Box.Paid.Sign() < 0 || in.Box.Paid.Fen() >= 100_000 || extra.Sign() < 0 {
			return out, rule.Refused
		}
		if out.Until, err = in.Month.Add(int(3 - in.Small)); err != nil || in.Wide > 1<<52 {
			return out, tooFar()
		}
		t.Value(&gaugeSteps.until, out.Until)
		pieces := int64(0)
		for _, row := range in.Rows {
			if !row.Area.IsValid() {
				return out, rule.Refused
			}
			if row.Area == Urban {
				pieces += int64(row.N)
			}
		}
		if spare, _ := in.Spare.Get(); spare.Count < 0 || spare.Count > 9 {
			return out, rule.Refused
		} else if spare.Whole {
			pieces += spare.Count
		}
		t.Count(&gaugeSteps.pieces, pieces)
		out.Over = !in.Night && (int64(in.Tiny) > p.Tiny || in.Short > 60_000 || in.Wide > 9_000_000 || in.Plain > 7 || in.Small > 3 || in.Rate.Cmp(unit.Percent(150)) > 0 ||
			in.Figure.Cmp(unit.MustParseNumber("2.5")) > 0 || !in.Month.Before(out.Until) || in.Box.Paid.Fen() > p.Paid.Fen() || pieces > 20)
		t.Flag(&gaugeSteps.over, out.Over)
		out.Total = int64(in.Tiny) + int64(in.Short) + 2*int64(in.Wide) + int64(in.Plain) - int64(in.Small) + pieces
		t.Count(&gaugeSteps.total, out.Total)
		due, err := in.Box.Paid.Times(in.Rate).Add(extra.Exact())
		if err != nil {
			return out, err
		}
		if out.Due, err = due.Round(p.Round); err != nil {
			return out, err
		}
		t.Money(&gaugeSteps.due, out.Due)
		return out, nil
	},
}).Under(gaugePolicy{Tiny: 100, Paid: unit.Yuan(500)})

func tooFar() error {
	var f rule.Errors
	f.AddTo(rule.OfFacts, rule.Range, "month", "", rule.Text{ZH: "太远", EN: "too far"})
	return f
}

func gauged(rate, figure string) gaugeFacts {
	return gaugeFacts{Tiny: 7, Short: 50, Wide: 1_000, Plain: -3, Small: 2, Rate: unit.MustParseRate(rate), Figure: unit.MustParseNumber(figure),
		Month: unit.MustParseMonth("2023-05"), Box: gaugeBox{Paid: unit.MustParseMoney("100.00")}, Rows: []gaugeRow{{3, Urban}, {4, Urban}}, Spare: rule.Give(gaugeSpare{Count: 1, Whole: true})}
}

// ranges writes the segments: those that the rule refuses in parentheses.
func ranges(e rule.Edges) (out []string) {
	for _, s := range e.Segments {
		text := s.From + " " + s.To
		if s.Refused != nil {
			text = "(" + text + ")"
		}
		out = append(out, text)
	}
	return out
}

// TestEachNumberRunsInItsOwnStepAndToItsOwnLimits: a number runs in the steps that its field writes, what its tag or its Go type does
// not hold is refused for certain, and the rest is cut only where the outcome or the case is another.
func TestEachNumberRunsInItsOwnStepAndToItsOwnLimits(t *testing.T) {
	for _, c := range []struct {
		rate, figure   string
		path, from, to string
		value, step    string
		want           string
	}{
		{"12%", "1", "tiny", "-20000", "20000", "7", "1", "(-20000 -129) -128 100, 101 127, (128 20000)"},
		{"12%", "1", "short", "-50000", "70000", "50", "1", "(-50000 -1) 0 60000, 60001 65535, (65536 70000)"},
		{"12%", "1", "wide", "-50000", "9000009", "1000", "1", "(-50000 -1) 0 9000000, 9000001 9000009"},
		{"12%", "1", "plain", "-5000000000", "5000000000", "-3", "1", "-5000000000 7, 8 5000000000"},
		{"12%", "1", "small", "-9", "9", "2", "1", "(-9 -6) -5 2, 3 4, (5 9)"}, // at 3 the month is no longer before its end
		{"125.5‰", "1", "rate", "0‰", "2100‰", "125.5‰", "0.01‰", "(0‰ 0‰) 0.01‰ 1500‰, 1500.01‰ 2000‰, (2000.01‰ 2100‰)"},
		{"0.5×", "1", "rate", "0.01×", "2.011×", "0.5×", "0.001×", "0.01× 1.5×, 1.501× 2×, (2.001× 2.011×)"},
		{"12.1234%", "1", "rate", "0%", "151%", "12.1234%", "0.0001%", "(0% 0%) 0.0001% 150%, 150.0001% 151%"},
		{"12%", "2.5", "figure", "-10.25", "10.25", "2.50", "0.01", "(-10.25 -10.01) -10.00 2.50, 2.51 10.00, (10.01 10.25)"},
		{"12%", "2", "figure", "0", "9", "2", "1", "0 2, 3 9"},
		{"12%", "2.500", "figure", "2", "3", "2.500", "0.001", "2.000 2.500, 2.501 3.000"},
		{"12%", "1", "month", "1899-11", "1900-02", "2023-05", "1", "(1899-11 1899-12) 1900-01 1900-02"},
		{"12%", "1", "month", "0001-01", "2200-02", "2023-05", "1", "(0001-01 1899-12) 1900-01 2199-11, (2199-12 2199-12) (2200-01 2200-02)"},
		{"12%", "1", "box.paid", "-0.02", "1000.01", "100.00", "0.01", "(-0.02 -0.01) 0.00 500.00, 500.01 999.99, (1000.00 1000.01)"},
		{"12%", "1", "rows[1].n", "-10000", "30000", "4", "1", "(-10000 -1) 0 16, 17 255, (256 30000)"},
		{"12%", "1", "spare.count", "-3", "12", "1", "1", "(-3 -1) 0 9, (10 12)"},
		{"12%", "1", "tiny_most", "5", "8", "100", "1", "5 6, 7 8"},
	} {
		e, err := gauge.Edges(gauged(c.rate, c.figure), c.path, c.from, c.to)
		require.NoError(t, err, c.path)
		assert.Equal(t, c.want, strings.ReplaceAll(strings.Join(ranges(e), ", "), "),", ")"), c.path)
		assert.Equal(t, []string{c.value, c.step}, []string{e.Value, e.Step}, c.path)
		for _, s := range e.Segments {
			for _, end := range []string{s.From, s.To} {
				_, err := e.At(end)
				assert.Equal(t, s.Refused == nil, err == nil, "%s at %s", c.path, end)
			}
			if s.Refused != nil {
				assert.Contains(t, []rule.Code{rule.Range, rule.Missing}, s.Refused[0].Code, "%s from %s", c.path, s.From)
				assert.False(t, s.Sampled, "%s from %s", c.path, s.From)
			}
		}
	}
}

// TestTheLeastChangeOfEachNumberIsInItsOwnStep, by hand: each number of the case has one bound, and nothing changes the outcome
// downwards but the month's count.
func TestTheLeastChangeOfEachNumberIsInItsOwnStep(t *testing.T) {
	f, err := gauge.Flip(gauged("125.5‰", "2.25"))
	require.NoError(t, err)
	var got []string
	for _, flip := range f.Flips {
		line := flip.Path + " " + flip.Value + " " + flip.Step + ":"
		for _, c := range flip.Changes {
			line += " " + c.By + " " + c.Value + " " + c.Outcome
		}
		require.Empty(t, flip.Fault, flip.Path)
		got = append(got, line)
	}
	assert.Equal(t, []string{
		"tiny 7 1: +94 101 true",
		"short 50 1: +59951 60001 true",
		"wide 1000 1: +8999001 9000001 true",
		"plain -3 1: +11 8 true",
		"small 2 1: +1 3 true",
		"rate 125.5‰ 0.01‰: +1374.51‰ 1500.01‰ true",
		"figure 2.25 0.01: +0.26 2.51 true",
		"month 2023-05 1:",
		"box.paid 100.00 0.01: +400.01 500.01 true",
		"rows[0].n 3 1: +13 16 true",
		"rows[1].n 4 1: +13 17 true",
		"rows[0].area urban :",
		"rows[1].area urban :",
		"spare.count 1 1:",
		"spare.whole true :",
		"night false :",
	}, got)
	p, err := gauge.FlipParameters(gauged("125.5‰", "2.25"))
	require.NoError(t, err)
	require.Len(t, p.Flips, 2, "a rounding is not varied")
	assert.Equal(t, "6 -94", p.Flips[0].Changes[0].Value+" "+p.Flips[0].Changes[0].By)
	assert.Equal(t, "99.99 -400.01", p.Flips[1].Changes[0].Value+" "+p.Flips[1].Changes[0].By)

	in := gauged("125.5‰", "2.51")
	in.Night = true
	f, err = gauge.Flip(in)
	require.NoError(t, err)
	night := f.Flips[len(f.Flips)-1]
	require.Len(t, night.Changes, 1)
	assert.Equal(t, rule.Change{Value: "false", Shown: rule.Text{ZH: "否", EN: "no"}, Outcome: "true", OutcomeInWords: rule.Text{ZH: "是", EN: "yes"}}.Shown, night.Changes[0].Shown)
	assert.Equal(t, "false true", night.Changes[0].Value+" "+night.Changes[0].Outcome)
}

// TestTheKitHoldsNumbersOfEveryType: edges, flips and partial facts agree with the kernel.
func TestTheKitHoldsNumbersOfEveryType(t *testing.T) {
	const table = `zh,en,clause,arithmetic,p.tiny_most,p.paid_most,in.tiny,in.short,in.wide,in.plain,in.small,in.rate,in.figure,in.month,in.box.paid,in.rows[0].n,in.rows[0].area,want.over,want.total,want.due,want.until
未超,not over,sample-1,7+50+2×1000−3−2+3=2055; 100×12.55%=12.55,100,500,7,50,1000,-3,2,125.5‰,2.25,2023-05,100,3,urban,false,2055,12.60,2023-06
超出,over,sample-1,101>100,100,500,101,0,0,0,0,1×,0,2023-05,0,0,rural,true,101,0,2023-08
`
	tables := fstest.MapFS{"sample.gauge.csv": {Data: []byte(table)}}
	suite := ruletest.Suite[gaugePolicy, gaugeFacts]{N: 100, Allocates: true,
		Random: func(r *rand.Rand) gaugeFacts {
			f := gauged([]string{"0.7×", "125.5‰", "99.99%"}[r.IntN(3)], []string{"2.5", "-3", "2.51"}[r.IntN(3)])
			f.Tiny, f.Short, f.Wide, f.Plain, f.Small = int8(r.IntN(256)-128), uint16(r.IntN(1<<16)), r.Uint64N(1e7), r.IntN(40)-20, r.Int32N(12)-6
			f.Month, _ = f.Month.Add(r.IntN(100) - 50)
			f.Box.Paid, f.Night = unit.Fen(r.Int32N(120_000)), r.IntN(3) == 0
			if r.IntN(2) == 0 {
				f.Box.Extra = rule.Give(unit.Fen(r.Int32N(10_000)))
			}
			if f.Rows = f.Rows[:r.IntN(3)]; len(f.Rows) > 0 {
				f.Rows[0].Area = Area(1 + r.IntN(2))
			}
			if r.IntN(2) == 0 {
				f.Spare = rule.Give(gaugeSpare{r.Int64N(11), r.IntN(2) == 0})
			}
			return f
		},
		Policy: func(r *rand.Rand) gaugePolicy {
			p := gauge.Parameters()
			p.Tiny = r.Int64N(200) - 100
			return p
		}}
	require.NoError(t, ruletest.Check(gauge, tables, suite))
}
