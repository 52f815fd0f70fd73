package indicators

import (
	"fmt"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/internal/attribute"
	"github.com/huainan-minzheng/civilaffairs/internal/names"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Attribute 指标属性 says whether missing the target fails the plan. The zero
// Attribute is refused. It is the type of package seeds too.
type Attribute = attribute.Attribute

// The attributes.
const (
	Binding      = attribute.Binding      // 约束性
	Anticipatory = attribute.Anticipatory // 预期性
)

// Direction 方向 says which way is better. The zero Direction is refused.
type Direction = rule.Enum[directions]

// The directions.
const (
	Higher Direction = iota + 1 // 越高越好
	Lower                       // 越低越好
)

// TargetKind says what form a target has. The zero TargetKind is refused.
type TargetKind = rule.Enum[targets]

// The kinds of target.
const (
	Value   TargetKind = iota + 1 // 目标值：to be reached, from the better side
	Band                          // 区间：to lie within, both ends included
	Formula                       // 公式：computed from figures that come with the observation
)

// Pooling 汇总方式 says how counties' figures make the city's. The zero Pooling is refused: an
// average is never summed because nobody said what it is.
type Pooling = rule.Enum[poolings]

// The ways of pooling.
const (
	PoolShare Pooling = iota + 1 // 占比：分子分母分别相加
	PoolSum                      // 合计：数值相加
	PoolNone                     // 不汇总：averages, standards and whatever is each county's own
)

// Term 公式项 is one bound of a formula: a factor times a figure that the
// observation brings under its name, such as 1.3 × allowance.
type Term struct {
	Factor Number `json:"factor" zh:"系数" en:"factor"`
	Of     string `json:"of" zh:"名称" en:"name"`
	// Label is what a reader is told for Of; left out, Of itself.
	Label rule.Text `json:"label,omitzero" zh:"说法" en:"label"`
	// Said is what a reader is told for the whole bound, where the plan says it otherwise than
	// as so many times the figure: 上年度人均消费支出的60%÷12.
	Said rule.Text `json:"said,omitzero" zh:"下限的说法" en:"the bound in words"`
	// Min and Max bound what the figure can be at all; another is refused.
	Min rule.Given[Number] `json:"min,omitzero" zh:"合理下限" en:"least plausible figure"`
	Max rule.Given[Number] `json:"max,omitzero" zh:"合理上限" en:"greatest plausible figure"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (t *Term) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// Target 目标 is what an indicator is to reach by the plan's last year.
type Target struct {
	Kind TargetKind `json:"kind" zh:"目标形式" en:"kind of target"`
	// Value is for kind value.
	Value rule.Given[Number] `json:"value,omitzero" zh:"目标值" en:"target"`
	// Low and High are for kind band, Low not above High.
	Low  rule.Given[Number] `json:"low,omitzero" zh:"区间下限" en:"lower end of the band"`
	High rule.Given[Number] `json:"high,omitzero" zh:"区间上限" en:"upper end of the band"`
	// AtLeast are for kind formula, at most 100: the observation must be at least each of
	// them, that is at least the highest.
	AtLeast []Term `json:"at_least,omitzero" zh:"下限项" en:"bounds"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses what is absent.
func (t *Target) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// Indicator 指标 is one row of a plan's table.
type Indicator struct {
	// ID is unique in the plan: T2.7.
	ID   string    `json:"id" zh:"编号" en:"id"`
	Name rule.Text `json:"name" zh:"指标" en:"indicator"`
	// Domain groups indicators in summaries.
	Domain rule.Text `json:"domain" zh:"领域" en:"domain"`
	// Place says where the row stands: 表2第7行.
	Place rule.Text `json:"place,omitzero" zh:"出处" en:"place"`
	// Unit is how a figure is labelled: %, ‰, 个, 元/月.
	Unit string `json:"unit" zh:"单位" en:"unit"`
	// Scale turns a share's counts into the unit: 100 for %, 1000 for ‰, 10000
	// for “per ten thousand”. It is not given for an indicator that is no share.
	Scale rule.Given[Number] `json:"scale,omitzero" zh:"占比换算" en:"scale of a share"`
	// Min and Max bound what a figure can be at all, in the unit; another is refused, a base or a
	// target too.
	Min rule.Given[Number] `json:"min,omitzero" zh:"合理下限" en:"least plausible figure"`
	Max rule.Given[Number] `json:"max,omitzero" zh:"合理上限" en:"greatest plausible figure"`
	// Counted says that part and whole count things: whole numbers, the part within the whole, and
	// so no base or target below 0 or above Scale. Without a scale it says that the figure itself
	// counts things: outlets, persons.
	Counted bool `json:"counted,omitzero" zh:"计的是个数" en:"things are counted"`
	// Pool says how counties' figures make the city's.
	Pool      Pooling   `json:"pool" zh:"汇总方式" en:"how counties pool"`
	Attribute Attribute `json:"attribute" zh:"属性" en:"attribute"`
	Direction Direction `json:"direction" zh:"方向" en:"direction"`
	// Base is the figure of the base year; not given if the plan has none, in
	// which case there are no milestones on the way.
	Base rule.Given[Number] `json:"base,omitzero" zh:"基值" en:"base"`
	// BaseText is what the plan prints for the base where that is no single figure: 35，65.
	BaseText rule.Text `json:"base_text,omitzero" zh:"基值（原文）" en:"base as printed"`
	Target   Target    `json:"target" zh:"目标" en:"target"`
	// Growth is the yearly growth that the plan prints, for [AuditGrowth].
	Growth rule.Given[Number] `json:"growth,omitzero" zh:"年均增长率（原文）" en:"yearly growth as printed"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses what is absent.
func (i *Indicator) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, i) }

// Plan 规划 is a table of indicators, Huainan's or any other: see [ParsePlan].
type Plan struct {
	ID    string    `json:"id" zh:"编号" en:"id"`
	Title rule.Text `json:"title" zh:"标题" en:"title"`
	// Edition says which text the table is taken from.
	Edition    rule.Text   `json:"edition,omitzero" zh:"所据文本" en:"text read"`
	BaseYear   int         `json:"base_year" zh:"基期年" en:"base year"`
	MidYear    int         `json:"mid_year" zh:"中期评估年" en:"year of the mid-term evaluation"`
	TargetYear int         `json:"target_year" zh:"目标年" en:"target year"`
	Indicators []Indicator `json:"indicators" zh:"指标" en:"indicators"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses what is absent.
func (p *Plan) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// The bounds of a plan.
const (
	FirstYear     = 1900
	LastYear      = 2199
	MaxYears      = 50
	MaxIndicators = 1000
)

// ParsePlan reads a plan table from JSON, strictly: unknown, doubled and absent
// fields are errors, as is everything that [Plan.Check] refuses. The format is
// described by plan.schema.json beside this package's source. A title, a domain or a unit may be empty here, which [ParsePlanCSV] and
// [Plan.WriteCSV] refuse: in a table an empty cell is not given.
func ParsePlan(data []byte) (Plan, error) {
	var p Plan
	if err := rule.Unmarshal(data, &p); err != nil {
		return Plan{}, err
	}
	return p, p.Check()
}

// Check refuses a plan that cannot be: it names each bad row and field, such as
// indicators[3].target.low. [rule.Missing], [rule.Range],
// [rule.Duplicate] and [rule.Invalid] tell the kinds apart.
func (p Plan) Check() error {
	var f rule.Errors
	named(&f, "id", p.ID)
	year := func(field string, y, from, to int) {
		if y < from || y > to {
			f.Add(rule.Range, field, strconv.Itoa(y), rule.Text{
				ZH: fmt.Sprintf("应在%d至%d之间", from, to), EN: fmt.Sprintf("must be %d to %d", from, to)})
		}
	}
	year("base_year", p.BaseYear, FirstYear, LastYear)
	year("target_year", p.TargetYear, p.BaseYear+1, min(p.BaseYear+MaxYears, LastYear))
	year("mid_year", p.MidYear, p.BaseYear+1, p.TargetYear)
	if n := len(p.Indicators); n > MaxIndicators {
		f.Add(rule.Range, "indicators", strconv.Itoa(n), label(fmt.Sprintf("至多%d项", MaxIndicators), fmt.Sprintf("at most %d", MaxIndicators)))
	}
	if len(p.Indicators) == 0 {
		f.Missing("indicators")
	}
	seen := map[string]bool{}
	for i, in := range p.Indicators {
		at := fmt.Sprintf("indicators[%d].", i)
		if seen[in.ID] {
			f.Add(rule.Duplicate, at+"id", in.ID, rule.Text{ZH: "编号重复", EN: "stands twice"})
		}
		seen[in.ID] = true
		in.check(&f, at)
	}
	return f.Err()
}

// named refuses an id that is missing, or that nobody could tell from another.
func named(f *rule.Errors, at, id string) {
	switch code, why := names.Fault(id); {
	case code == rule.Missing && why.IsZero():
		f.Missing(at)
	case code != "":
		f.Add(code, at, names.Shown(id), why)
	}
}

func (in *Indicator) check(f *rule.Errors, at string) {
	named(f, at+"id", in.ID)
	if in.Name.IsZero() {
		f.Missing(at + "name")
	}
	if !in.Attribute.IsValid() {
		f.Missing(at + "attribute")
	}
	if !in.Direction.IsValid() {
		f.Missing(at + "direction")
	}
	if s, ok := in.Scale.Get(); ok && s.Rat().Sign() <= 0 {
		f.Add(rule.Range, at+"scale", s.String(), positive)
	}
	_, scaled := in.Scale.Get()
	switch {
	case !in.Pool.IsValid():
		f.Missing(at + "pool")
	case in.Pool == PoolShare && !scaled:
		f.Missing(at + "scale")
	case in.Pool != PoolNone && in.Target.Kind == Formula:
		f.Add(rule.Invalid, at+"pool", in.Pool.String(), label("公式目标的县区数据不能汇总，应为none", "what a formula asks for is each county's own: must be none"))
	}
	low, high := in.plausible()
	checkPlausible(f, at, low, high, []bounded{{"base", in.Base},
		{"target.value", in.Target.Value}, {"target.low", in.Target.Low}, {"target.high", in.Target.High}})
	in.Target.check(f, at+"target.")
}

// plausible is the range that figures can have, which things that are counted narrow: a part of
// them is not below nothing and not above all.
func (in *Indicator) plausible() (low, high rule.Given[Number]) {
	low, high = in.Min, in.Max
	scale, scaled := in.Scale.Get()
	if !in.Counted || !scaled || scale.Sign() <= 0 {
		return low, high
	}
	if most, ok := high.Get(); !ok || most.Cmp(scale) > 0 {
		high = in.Scale
	}
	if least, ok := low.Get(); !ok || least.Sign() < 0 {
		low = zeroNumber
	}
	return low, high
}

func (t *Target) check(f *rule.Errors, at string) {
	_, hasValue := t.Value.Get()
	low, hasLow := t.Low.Get()
	high, hasHigh := t.High.Get()
	want := func(field string, has, needed bool) {
		switch {
		case needed && !has:
			f.Missing(at + field)
		case has && !needed:
			f.Add(rule.Invalid, at+field, "", rule.Text{ZH: "与目标形式不符", EN: "does not belong to a target of this kind"})
		}
	}
	if !t.Kind.IsValid() {
		f.Missing(at + "kind")
		return
	}
	want("value", hasValue, t.Kind == Value)
	want("low", hasLow, t.Kind == Band)
	want("high", hasHigh, t.Kind == Band)
	want("at_least", len(t.AtLeast) > 0, t.Kind == Formula)
	if hasLow && hasHigh && low.Cmp(high) > 0 {
		f.Add(rule.Range, at+"low", low.String(), rule.Text{ZH: "不得高于上限", EN: "must not be above high"})
	}
	if n := len(t.AtLeast); n > maxBounds {
		f.Add(rule.Range, at+"at_least", strconv.Itoa(n), label(fmt.Sprintf("至多%d项", maxBounds), fmt.Sprintf("at most %d", maxBounds)))
	}
	if len(t.AtLeast) == 0 {
		return
	}
	seen := map[string]bool{}
	for i, term := range t.AtLeast {
		at := fmt.Sprintf("%sat_least[%d].", at, i)
		named(f, at+"of", term.Of)
		if seen[term.Of] {
			f.Add(rule.Duplicate, at+"of", term.Of, rule.Duplicate.Text())
		}
		seen[term.Of] = true
		if term.Factor.Sign() < 0 {
			f.Add(rule.Range, at+"factor", term.Factor.String(), notNegative)
		}
		checkPlausible(f, at, term.Min, term.Max, nil)
	}
}

// Find gives the indicator of an id; no plan has none.
func (p *Plan) Find(id string) (*Indicator, bool) {
	if p == nil {
		return nil, false
	}
	for i := range p.Indicators {
		if p.Indicators[i].ID == id {
			return &p.Indicators[i], true
		}
	}
	return nil, false
}
