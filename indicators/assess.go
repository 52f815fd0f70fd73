package indicators

import (
	"fmt"
	"math/big"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Status 进度状态 is what an observation amounts to. The zero Status belongs to no
// assessment.
type Status = rule.Enum[statuses]

// The statuses.
const (
	Met     Status = iota + 1 // 已达目标
	OnTrack                   // 符合进度：at or beyond the year's milestone
	Behind                    // 落后进度：short of it, or, without milestones, short of the target before its year
	Missed                    // 未达目标：short of the target in its year
	NoData                    // 没有数据
)

// Observation 观测值 is what was found for an indicator in a year: a figure in
// the indicator's unit, or a share's two counts, or that the target was declared
// reached without a figure.
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

// Assessment 评估 is one indicator in one year.
type Assessment struct {
	Indicator *Indicator
	Year      int
	Status    Status
	// Declared reports that the target was said to be reached, without a figure.
	Declared bool
	// Missing names what a formula or an observation lacks, for NoData.
	Missing []string

	value, required, target *big.Rat
	milestone               *Milestone
	progress                *big.Rat
}

// value gives the observed figure in the indicator's unit, or what is missing.
func (o *Observation) value(in *Indicator) (*big.Rat, []string, error) {
	v, hasValue := o.Value.Get()
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	scale, isShare := in.Scale.Get()
	fault := func(field, value string, code rule.Code, reason rule.Text) error {
		return rule.Errors{{Code: code, Field: o.Indicator + "." + field, Value: value, Reason: reason}}
	}
	switch {
	case hasValue && (hasPart || hasWhole):
		return nil, nil, fault("value", v.String(), rule.Invalid, rule.Text{ZH: "数值与分子分母不能同时给出", EN: "a figure and counts cannot both be given"})
	case hasValue:
		return v.Rat(), nil, nil
	case !hasPart && !hasWhole:
		return nil, []string{"value"}, nil
	case !isShare:
		return nil, nil, fault("part", part.String(), rule.Invalid, rule.Text{ZH: "该指标不是占比", EN: "the indicator is no share"})
	case !hasPart:
		return nil, []string{"part"}, nil
	case !hasWhole:
		return nil, []string{"whole"}, nil
	case part.Rat().Sign() < 0:
		return nil, nil, fault("part", part.String(), rule.Range, notNegative)
	case whole.Rat().Sign() <= 0:
		return nil, nil, fault("whole", whole.String(), rule.Range, positive)
	}
	r := new(big.Rat).Quo(part.Rat(), whole.Rat())
	return r.Mul(r, scale.Rat()), nil, nil
}

// required gives the figure that a formula asks for: the highest of its bounds.
func (t *Target) required(inputs []Input) (*big.Rat, []string) {
	var highest *big.Rat
	var missing []string
	for _, term := range t.AtLeast {
		found := false
		for _, in := range inputs {
			if in.Name != term.Of {
				continue
			}
			found = true
			if r := new(big.Rat).Mul(term.Factor.Rat(), in.Value.Rat()); highest == nil || r.Cmp(highest) > 0 {
				highest = r
			}
		}
		if !found {
			missing = append(missing, term.Of)
		}
	}
	return highest, missing
}

// Assess 评估单项 assesses one observation of an indicator in a year from the one
// after the base to the target's or later. Milestones follow method m.
//
// A nil observation is [NoData]. Errors: [rule.Invalid] and [rule.Range] for
// an observation that contradicts itself, another indicator's, or another year's.
func (p *Plan) Assess(in *Indicator, year int, o *Observation, m Method) (Assessment, error) {
	a := Assessment{Indicator: in, Year: year, Status: NoData}
	if year <= p.BaseYear {
		return a, rule.Errors{{Code: rule.Range, Field: "year", Value: strconv.Itoa(year), Reason: rule.Text{
			ZH: "应在基期年之后", EN: "must be after the base year"}}}
	}
	if o == nil {
		a.Missing = []string{"value"}
		return a, nil
	}
	if o.Indicator != in.ID || o.Year != year {
		return a, rule.Errors{{Code: rule.Invalid, Field: "indicator", Value: fmt.Sprintf("%s %d", o.Indicator, o.Year), Reason: rule.Text{
			ZH: "不是该指标该年度的观测值", EN: "not an observation of this indicator and year"}}}
	}
	v, missing, err := o.value(in)
	if err != nil {
		return a, err
	}
	if v == nil && o.Achieved {
		a.Status, a.Declared = Met, true
		return a, nil
	}
	if in.Target.Kind == Formula {
		required, lacking := in.Target.required(o.Inputs)
		a.required = required
		missing = append(missing, lacking...)
	}
	if a.value, a.Missing = v, missing; len(missing) > 0 {
		return a, nil
	}
	return a, p.judge(&a, m)
}

// judge sets the status from the value.
func (p *Plan) judge(a *Assessment, m Method) error {
	in := a.Indicator
	last := a.Year >= p.TargetYear
	if a.reached() {
		a.Status = Met
	} else if a.Status = Behind; last {
		a.Status = Missed
	}
	target, ok := in.Target.Value.Get()
	if !ok {
		return nil
	}
	a.target = target.Rat()
	base, hasBase := in.Base.Get()
	if !hasBase {
		return nil
	}
	ms, err := NewMilestone(base, target, min(a.Year, p.TargetYear)-p.BaseYear, p.TargetYear-p.BaseYear, m)
	if err != nil {
		return err
	}
	a.milestone = &ms
	if way := new(big.Rat).Sub(a.target, base.Rat()); way.Sign() != 0 {
		a.progress = new(big.Rat).Sub(a.value, base.Rat())
		a.progress.Quo(a.progress, way)
	}
	if a.Status == Behind && better(in.Direction, -ms.cmp(a.value)) {
		a.Status = OnTrack
	}
	return nil
}

// better reports whether a comparison, of the observed with the required, comes
// out at least equal.
func better(d Direction, c int) bool {
	if d == Lower {
		return c <= 0
	}
	return c >= 0
}

// reached reports whether the target is met.
func (a *Assessment) reached() bool {
	t := &a.Indicator.Target
	switch t.Kind {
	case Band:
		low, _ := t.Low.Get()
		high, _ := t.High.Get()
		return a.value.Cmp(low.Rat()) >= 0 && a.value.Cmp(high.Rat()) <= 0
	case Formula:
		return a.value.Cmp(a.required) >= 0
	}
	target, _ := t.Value.Get()
	return better(a.Indicator.Direction, a.value.Cmp(target.Rat()))
}

// ToTarget 距目标 gives how far the observed figure is from the target, in the
// indicator's unit: 0 when it is met, nil when there is no figure to tell from.
func (a *Assessment) ToTarget() *big.Rat {
	if a.value == nil || a.Status == NoData {
		return nil
	}
	if a.reached() {
		return new(big.Rat)
	}
	t := &a.Indicator.Target
	want := a.target
	switch t.Kind {
	case Formula:
		want = a.required
	case Band:
		low, _ := t.Low.Get()
		if want = low.Rat(); a.value.Cmp(want) > 0 {
			high, _ := t.High.Get()
			want = high.Rat()
		}
	}
	d := new(big.Rat).Sub(want, a.value)
	return d.Abs(d)
}

// ToMilestone 距进度 gives how far the observed figure is behind the year's
// milestone: 0 when it is not behind, nil when there is none. Of a compound
// milestone it is cut after six decimals.
func (a *Assessment) ToMilestone() *big.Rat {
	if a.value == nil || a.milestone == nil {
		return nil
	}
	if better(a.Indicator.Direction, -a.milestone.cmp(a.value)) {
		return new(big.Rat)
	}
	d := new(big.Rat).Sub(a.milestone.approx(6), a.value)
	return d.Abs(d)
}

// Progress 完成进度 gives how much of the way from base to target is done: 1 at
// the target, negative if it went the other way; nil when base or target is no
// single figure, or both are the same.
func (a *Assessment) Progress() *big.Rat { return a.progress }

// Observed gives the figure in the indicator's unit, nil without data.
func (a *Assessment) Observed() *big.Rat { return a.value }

// Required gives the figure that a formula asked for, nil for another target or
// where an input is missing.
func (a *Assessment) Required() *big.Rat { return a.required }

// Milestone gives the year's milestone, nil without one.
func (a *Assessment) Milestone() *Milestone { return a.milestone }
