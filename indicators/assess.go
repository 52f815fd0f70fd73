package indicators

import (
	"fmt"
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Status 状态 is what an observation amounts to. The zero Status belongs to no assessment.
type Status = rule.Enum[statuses]

// The statuses.
const (
	Met      Status = iota + 1 // 已达目标
	Declared                   // 申报实现目标：declared reached, without a figure that could be checked
	OnTrack                    // 符合参考进度：not behind the year's reference
	Behind                     // 滞后：behind the year's reference, before the target year
	NotDue                     // 未到期：short of the target before its year, with no reference on the way
	Above                      // 高于区间：above a band's upper end
	Missed                     // 未达目标：short of the target in its year or after it
	NoData                     // 未填报
)

// Observation 完成情况 is what was reported for an indicator in a year: a figure in the
// indicator's unit, or a share's two counts, or that the target was declared reached
// without a figure.
type Observation struct {
	Indicator string `json:"indicator" zh:"指标" en:"indicator"`
	Year      int    `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
	// County is who reported it; empty for the whole city.
	County string             `json:"county,omitzero" zh:"县区" en:"county"`
	Value  rule.Given[Number] `json:"value,omitzero" zh:"完成值" en:"figure"`
	Part   rule.Given[Number] `json:"part,omitzero" zh:"分子" en:"part"`
	Whole  rule.Given[Number] `json:"whole,omitzero" zh:"分母" en:"whole"`
	// Inputs are the figures that a formula needs, by name.
	Inputs []Input `json:"inputs,omitzero" zh:"公式所需数据" en:"inputs"`
	// Achieved is a declaration without a figure (实现目标).
	Achieved bool `json:"achieved,omitzero" zh:"申报实现目标" en:"declared reached"`
	// Source says who or what it comes from: a department, a report.
	Source string `json:"source,omitzero" zh:"数据来源" en:"source of the data"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses what is absent.
func (o *Observation) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// Input is a named figure of a formula.
type Input struct {
	Name  string `json:"name" zh:"名称" en:"name"`
	Value Number `json:"value" zh:"数值" en:"figure"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses what is absent.
func (i *Input) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, i) }

// Assessment 评估 is one indicator in one year: the answer of [Standing], with the row it is
// about and what a reader is told beside.
type Assessment struct {
	Indicator *Indicator
	Year      int
	Stand
	// Missing names what a formula or an observation lacks, for NoData: value, part, whole or a
	// formula's input.
	Missing []string
	// Source is the observation's.
	Source string
	// None says that there is nothing of the kind (辖区内没有), a share's part and whole both given
	// as 0: there is no share, and no figure is missing.
	None bool
	// Absent names the counties whose lack leaves the city without a figure; see
	// [EvaluateCounties].
	Absent []string

	targetYear int
	milestone  *Milestone
}

// Row 指标行 gives the parameters of [Standing] for an indicator of the plan.
func (p *Plan) Row(in *Indicator, m Method) Row {
	return Row{
		Plan: p.ID, Indicator: in.ID, Kind: in.Target.Kind, Direction: in.Direction,
		Target: in.Target.Value, Low: in.Target.Low, High: in.Target.High, AtLeast: in.Target.AtLeast,
		Base: in.Base, Scale: in.Scale, Min: in.Min, Max: in.Max, Counted: in.Counted,
		BaseYear: p.BaseYear, TargetYear: p.TargetYear, Method: m,
	}
}

// Facts 申报信息 gives the facts of [Standing] from an observation, and names what is missing.
// Errors: [rule.Missing] for no indicator or observation; [rule.Duplicate] for an input that
// stands twice, [rule.UnknownField] for one that the indicator's formula does not ask for.
func (in *Indicator) Facts(o *Observation) (facts Observed, missing []string, err error) {
	var f rule.Errors
	if in == nil {
		f.Missing("indicator")
	}
	if o == nil {
		f.Missing("observation")
	}
	if err := f.Err(); err != nil {
		return facts, nil, err
	}
	facts = Observed{Year: o.Year, Value: o.Value, Part: o.Part, Whole: o.Whole, Achieved: o.Achieved}
	figures := map[string]Number{}
	for i, input := range o.Inputs {
		at := fmt.Sprintf("inputs[%d].name", i)
		if _, twice := figures[input.Name]; twice {
			f.Add(rule.Duplicate, at, input.Name, rule.Duplicate.Text())
		}
		figures[input.Name] = input.Value
		known := false
		for _, t := range in.Target.AtLeast {
			known = known || t.Of == input.Name
		}
		if !known {
			f.Add(rule.UnknownField, at, input.Name, label("该指标的公式不需要此数", "the indicator's formula does not ask for it"))
		}
	}
	switch {
	case o.Value.IsZero() && o.Part.IsZero() && o.Whole.IsZero():
		missing = append(missing, "value")
	case o.Value.IsZero() && o.Part.IsZero():
		missing = append(missing, "part")
	case o.Value.IsZero() && o.Whole.IsZero():
		missing = append(missing, "whole")
	}
	for _, t := range in.Target.AtLeast {
		if figure, ok := figures[t.Of]; ok {
			facts.Bounds = append(facts.Bounds, Bound{Name: t.Of, Factor: t.Factor, Figure: figure})
		} else {
			missing = append(missing, t.Of)
		}
	}
	return facts, missing, f.Err()
}

// hasNone reports whether an observation says that there is nothing of what a share counts: 0 of 0.
func (in *Indicator) hasNone(o *Observation) bool {
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	return in.Pool == PoolShare && hasPart && hasWhole && o.Value.IsZero() && part.Sign() == 0 && whole.Sign() == 0
}

// Figure 完成值 gives what an observation says in the indicator's unit, as [Standing] reckons it,
// whatever the year: for a drawing of earlier years. It is not given where there is no figure.
// Errors: those of [Indicator.Facts], and figures that [Standing] refuses.
func (in *Indicator) Figure(o *Observation) (rule.Given[Figure], error) {
	facts, _, err := in.Facts(o)
	if err != nil || in.hasNone(o) {
		return rule.Given[Figure]{}, err
	}
	years := Plan{BaseYear: facts.Year - 1, TargetYear: facts.Year}
	out, err := Standing.Under(years.Row(in, Linear)).Eval(facts)
	return out.Figure, err
}

// Assess 评估单项 assesses one observation of an indicator in a year after the base year, as
// [Standing] does. A nil observation is [NoData], and so is a share of 0 of 0, of which [Assessment].None
// says that there is nothing of the kind. Errors are those of [Standing] and
// [Indicator.Facts]; [rule.Missing] for no plan or indicator, [rule.Invalid] for an observation
// of another indicator or year.
func (p *Plan) Assess(in *Indicator, year int, o *Observation, m Method) (Assessment, error) {
	a := Assessment{Indicator: in, Year: year, Stand: Stand{Status: NoData}}
	if err := present(p, in); err != nil {
		return a, err
	}
	row := p.Row(in, m)
	if row.Method == 0 {
		row.Method = Linear
	}
	if !row.sound() { // say why
		if err := Standing.Under(row).Err(); err != nil {
			return a, behind(in.ID, err)
		}
	}
	facts, missing, err := in.facts(year, o)
	if err != nil {
		return a, err
	}
	a.targetYear = p.TargetYear
	if a.Stand, err = standing(&row, &facts, nil); err != nil {
		a.Stand, err = Standing.Under(row).Eval(facts) // which says why
		return a, behind(in.ID, err)
	}
	if o != nil {
		a.Source = o.Source
	}
	if a.None = o != nil && in.hasNone(o); a.Status == NoData && !a.None {
		a.Missing = missing
	}
	if !a.Stand.Milestone.IsZero() {
		base, _ := in.Base.Get()
		target, _ := in.Target.Value.Get()
		a.milestone = &Milestone{from: base, to: target, k: min(year, p.TargetYear) - p.BaseYear, n: p.TargetYear - p.BaseYear, method: row.Method}
	}
	return a, nil
}

// sound reports whether [Standing] takes a row, whose method is given, as parameters: to stand the rule on
// it would cost several times what its kernel does. It knows the ranges of the row's tags; a row that it
// does not take may still be one.
func (r *Row) sound() bool {
	if !r.Kind.IsValid() || !r.Direction.IsValid() || !r.Method.IsValid() || r.BaseYear < FirstYear || r.TargetYear > LastYear {
		return false
	}
	if scale, ok := r.Scale.Get(); ok && scale.Sign() <= 0 {
		return false
	}
	_, err := checkRow(*r)
	return err == nil
}

// Explain 说明单项 gives the decision behind [Plan.Assess], with every step, as a record that
// replays. Of a nil observation it says that there is no figure.
func (p *Plan) Explain(in *Indicator, year int, o *Observation, m Method) (rule.Decision[Row, Observed, Stand], error) {
	r, facts, err := p.prepare(in, year, o, m)
	if err != nil {
		return rule.Decision[Row, Observed, Stand]{}, err
	}
	d, err := r.Explain(facts)
	return d, behind(in.ID, err)
}

// behind puts an indicator's id before the faults of its figures.
func behind(id string, err error) error {
	var f rule.Errors
	f.Wrap(id, err)
	return f.Err()
}

func (p *Plan) prepare(in *Indicator, year int, o *Observation, m Method) (r rule.Rule[Row, Observed, Stand], facts Observed, err error) {
	if err := present(p, in); err != nil {
		return r, facts, err
	}
	r = Standing.Under(p.Row(in, m))
	if err := r.Err(); err != nil {
		return r, facts, behind(in.ID, err)
	}
	facts, _, err = in.facts(year, o)
	return r, facts, err
}

// facts are those of an observation of a year, or of none. Of 0 of 0 there is no share.
func (in *Indicator) facts(year int, o *Observation) (facts Observed, missing []string, err error) {
	if o == nil {
		o = &Observation{Indicator: in.ID, Year: year}
	}
	if o.Indicator != in.ID || o.Year != year {
		return facts, nil, rule.Errors{{Code: rule.Invalid, Field: "indicator", Value: fmt.Sprintf("%s %d", o.Indicator, o.Year), Reason: label(
			fmt.Sprintf("不是%s %d年的完成情况", in.ID, year), fmt.Sprintf("not an observation of %s in %d", in.ID, year))}}
	}
	facts, missing, err = in.Facts(o)
	if in.hasNone(o) {
		facts.Part, facts.Whole = rule.Given[Number]{}, rule.Given[Number]{}
	}
	return facts, missing, behind(in.ID, err)
}

// better reports whether a comparison, of the observed with the required, comes out at least
// equal.
func better(d Direction, c int) bool {
	if d == Lower {
		return c <= 0
	}
	return c >= 0
}

// Observed gives the figure in the indicator's unit, nil without data.
func (a *Assessment) Observed() *big.Rat { return ratOf(a.Figure) }

// ToTarget 距目标 gives how far the figure is from the target: 0 when it is reached, nil when
// there is no figure.
func (a *Assessment) ToTarget() *big.Rat { return ratOf(a.Stand.ToTarget) }

// ToMilestone 距参考进度 gives how far the figure is behind the year's reference: 0 exactly when it
// is not behind, nil when there is none.
func (a *Assessment) ToMilestone() *big.Rat { return ratOf(a.Stand.ToMilestone) }

// Progress 完成进度 gives how much of the way from base to target is done: 1 at the target,
// negative if it went the other way; nil when base or target is no single figure, or both
// are the same.
func (a *Assessment) Progress() *big.Rat { return ratOf(a.Stand.Progress) }

// Required gives the highest of a formula's bounds, nil for another target or where an input
// is missing.
func (a *Assessment) Required() *big.Rat { return ratOf(a.Stand.Required) }

// Milestone gives the year's reference, nil without one.
func (a *Assessment) Milestone() *Milestone { return a.milestone }

func ratOf(g rule.Given[Figure]) *big.Rat {
	f, ok := g.Get()
	if !ok {
		return nil
	}
	return f.Rat()
}
