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
	Indicator string `json:"indicator"`
	Year      int    `json:"year"`
	// County is who reported it; empty for the whole city.
	County string             `json:"county,omitzero"`
	Value  rule.Given[Number] `json:"value,omitzero"`
	Part   rule.Given[Number] `json:"part,omitzero"`
	Whole  rule.Given[Number] `json:"whole,omitzero"`
	// Inputs are the figures that a formula needs, by name.
	Inputs []Input `json:"inputs,omitzero"`
	// Achieved is a declaration without a figure (实现目标).
	Achieved bool `json:"achieved,omitzero"`
}

// Input is a named figure of a formula.
type Input struct {
	Name  string `json:"name"`
	Value Number `json:"value"`
}

// Assessment 评估 is one indicator in one year: the answer of [Standing], with the row it is
// about.
type Assessment struct {
	Indicator *Indicator
	Year      int
	Stand
	// Missing names what a formula or an observation lacks, for NoData.
	Missing []string

	milestone *Milestone
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
// Errors: [rule.Duplicate] for an input that stands twice, [rule.UnknownField] for one that
// the indicator's formula does not ask for.
func (in *Indicator) Facts(o *Observation) (Observed, []string, error) {
	facts := Observed{Year: o.Year, Value: o.Value, Part: o.Part, Whole: o.Whole, Achieved: o.Achieved}
	var f rule.Errors
	var missing []string
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
		figure, ok := figures[t.Of]
		if !ok {
			missing = append(missing, t.Of)
			continue
		}
		facts.Bounds = append(facts.Bounds, Bound{Name: t.Of, Factor: t.Factor, Figure: figure})
	}
	if len(facts.Bounds) < len(in.Target.AtLeast) {
		facts.Bounds = nil
	}
	return facts, missing, f.Err()
}

// Assess 评估单项 assesses one observation of an indicator in a year after the base year, as
// [Standing] does. A nil observation is [NoData]. Errors are those of [Standing] and
// [Indicator.Facts], and [rule.Invalid] for an observation of another indicator or year, for
// a nil indicator, and for a plan that [Plan.Check] refuses.
func (p *Plan) Assess(in *Indicator, year int, o *Observation, m Method) (Assessment, error) {
	a := Assessment{Indicator: in, Year: year, Stand: Stand{Status: NoData}}
	r, facts, err := p.prepare(in, year, o, m)
	if err != nil {
		return a, err
	}
	if o == nil {
		a.Missing = []string{"value"}
		return a, nil
	}
	if a.Stand, err = r.Eval(facts); err != nil {
		return a, err
	}
	if a.Status == NoData {
		_, a.Missing, err = in.Facts(o)
	}
	if base, ok := in.Base.Get(); ok && !a.Figure.IsZero() && in.Target.Kind == Value {
		target, _ := in.Target.Value.Get()
		ms, err := NewMilestone(base, target, min(year, p.TargetYear)-p.BaseYear, p.TargetYear-p.BaseYear, m)
		if err != nil {
			return a, err
		}
		a.milestone = &ms
	}
	return a, err
}

// Explain 说明单项 gives the decision behind [Plan.Assess], with every step, as a record that
// replays. A nil observation has nothing to explain: it is [rule.Missing].
func (p *Plan) Explain(in *Indicator, year int, o *Observation, m Method) (rule.Decision[Row, Observed, Stand], error) {
	r, facts, err := p.prepare(in, year, o, m)
	if err == nil && o == nil {
		err = rule.Errors{{Code: rule.Missing, Field: "observation", Reason: rule.Missing.Text()}}
	}
	if err != nil {
		return rule.Decision[Row, Observed, Stand]{}, err
	}
	return r.Explain(facts)
}

func (p *Plan) prepare(in *Indicator, year int, o *Observation, m Method) (rule.Rule[Row, Observed, Stand], Observed, error) {
	var none Observed
	fault := func(field, value, zh, en string) error {
		return rule.Errors{{Code: rule.Invalid, Field: field, Value: value, Reason: label(zh, en)}}
	}
	if p == nil || in == nil {
		return Standing, none, fault("indicator", "", "未给出规划或指标", "no plan or no indicator")
	}
	if m == 0 {
		m = Linear
	}
	r := Standing.Under(p.Row(in, m))
	if err := r.Err(); err != nil {
		return r, none, err
	}
	if year <= p.BaseYear {
		return r, none, rule.Errors{{Code: rule.Range, Field: "year", Value: fmt.Sprint(year), Reason: label("应在基期年之后", "must be after the base year")}}
	}
	if o == nil {
		return r, none, nil
	}
	if o.Indicator != in.ID || o.Year != year {
		return r, none, fault("indicator", fmt.Sprintf("%s %d", o.Indicator, o.Year), "不是该指标该年度的完成情况", "not an observation of this indicator and year")
	}
	facts, _, err := in.Facts(o)
	if err != nil {
		var f rule.Errors
		f.Wrap(in.ID, err)
		return r, none, f
	}
	return r, facts, nil
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

// ToMilestone 距参考进度 gives how far the figure is behind the year's reference: 0 when it is
// not behind, nil when there is none. Of a compound reference it is cut after six decimals.
func (a *Assessment) ToMilestone() *big.Rat {
	if r := ratOf(a.Stand.ToMilestone); r != nil || a.milestone == nil || a.Figure.IsZero() {
		return r
	}
	v := a.Observed()
	if better(a.Indicator.Direction, -a.milestone.cmp(v)) {
		return new(big.Rat)
	}
	d := new(big.Rat).Sub(a.milestone.approx(6), v)
	return d.Abs(d)
}

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
