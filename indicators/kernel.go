package indicators

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func checkRow(r Row) (Row, error) {
	var f rule.Errors
	t := Target{Kind: r.Kind, Value: r.Target, Low: r.Low, High: r.High, AtLeast: r.AtLeast}
	var ofTarget rule.Errors
	t.check(&ofTarget, "")
	for _, fault := range ofTarget {
		if fault.Field == "value" {
			fault.Field = "target"
		}
		f.Add(fault.Code, fault.Field, fault.Value, fault.Reason)
	}
	checkPlausible(&f, "", r.Min, r.Max, []bounded{{"base", r.Base}, {"target", r.Target}, {"low", r.Low}, {"high", r.High}})
	if n := r.TargetYear - r.BaseYear; n < 1 || n > MaxYears {
		f.Add(rule.Range, "target_year", fmt.Sprint(r.TargetYear), label(fmt.Sprintf("应在基期年之后，至多%d年", MaxYears), fmt.Sprintf("must be after the base year, by at most %d years", MaxYears)))
	}
	if base, ok := r.Base.Get(); ok && r.Method == Compound && r.Kind == Value {
		if target, _ := r.Target.Get(); base.Sign() <= 0 || target.Sign() <= 0 {
			f.Add(rule.Range, "method", r.Method.String(), label("等比路径的两端须大于零，请改用等差", "a compound way needs two figures above zero: use linear"))
		}
	}
	return r, f.Err()
}

// bounded is a figure of a row by the name of its field.
type bounded struct {
	field  string
	figure rule.Given[Number]
}

// checkPlausible refuses a range that is none, and figures of the row itself outside it.
func checkPlausible(f *rule.Errors, at string, low, high rule.Given[Number], figures []bounded) {
	least, hasLow := low.Get()
	most, hasHigh := high.Get()
	if hasLow && hasHigh && least.Cmp(most) > 0 {
		f.Add(rule.Range, at+"min", least.String(), label("不得高于合理上限"+most.String(), "must not be above max, "+most.String()))
		return
	}
	for _, b := range figures {
		if v, ok := b.figure.Get(); ok && (hasLow && v.Cmp(least) < 0 || hasHigh && v.Cmp(most) > 0) {
			f.Add(rule.Range, at+b.field, v.String(), implausible(low, high))
		}
	}
}

func implausible(low, high rule.Given[Number]) rule.Text {
	return label("超出合理范围（"+givenText(low)+"至"+givenText(high)+"），请核对数值和单位",
		"outside the plausible range ("+givenText(low)+" to "+givenText(high)+"): check the figure and its unit")
}

func checkObserved(r *Row, o *Observed, figure Figure, has bool) error {
	var f rule.Errors
	if o.Year <= r.BaseYear {
		f.Add(rule.Range, "year", fmt.Sprint(o.Year), label(fmt.Sprintf("应在基期年%d之后", r.BaseYear), fmt.Sprintf("must be after the base year, %d", r.BaseYear)))
	}
	if v, ok := o.Value.Get(); ok && (!o.Part.IsZero() || !o.Whole.IsZero()) {
		f.Add(rule.Invalid, "value", v.String(), label("完成值与分子分母不能同时给出，请只保留一种", "a figure and counts cannot both be given: keep one"))
	}
	if r.Scale.IsZero() && (!o.Part.IsZero() || !o.Whole.IsZero()) {
		field := "part"
		if o.Part.IsZero() {
			field = "whole"
		}
		f.Add(rule.Invalid, field, "", label("该指标不是占比，请报完成值", "the indicator is no share: report a figure"))
	}
	r.plausible(&f, o, figure, has)
	r.checkBounds(&f, o.Bounds)
	return f.Err()
}

// checkBounds looks whether the bounds are the row's, in its order; some may be missing.
func (r *Row) checkBounds(f *rule.Errors, bounds []Bound) {
	next := 0
	for i, b := range bounds {
		at := fmt.Sprintf("bounds[%d].", i)
		for next < len(r.AtLeast) && r.AtLeast[next].Of != b.Name {
			next++
		}
		if next == len(r.AtLeast) {
			f.Add(rule.Invalid, at+"name", b.Name, label("不是指标行的下限项，或次序不同、重复", "not a bound of the row, or not in its order, or there twice"))
			continue
		}
		t := &r.AtLeast[next]
		next++
		if !b.Factor.Equal(t.Factor) {
			f.Add(rule.Invalid, at+"factor", b.Factor.String(), label("系数应为指标行的"+t.Factor.String(), "must be the row's factor, "+t.Factor.String()))
		}
		checkPlausible(f, at, t.Min, t.Max, []bounded{{"figure", rule.Give(b.Figure)}})
	}
}

// plausible names figures that cannot be.
func (r *Row) plausible(f *rule.Errors, o *Observed, figure Figure, has bool) {
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	if r.Counted {
		counts := []bounded{{"part", o.Part}, {"whole", o.Whole}}
		if r.Scale.IsZero() {
			counts = append(counts, bounded{"value", o.Value})
		}
		for _, c := range counts {
			if n, _ := c.figure.Get(); !figureOf(n).isWhole() {
				f.Add(rule.Range, c.field, n.String(), label("应为整数：计的是个数", "must be a whole number: things are counted"))
			}
		}
		if hasPart && hasWhole && part.Cmp(whole) > 0 {
			f.Add(rule.Range, "part", part.String(), label("不得大于分母"+whole.String(), "must not be above the whole, "+whole.String()))
			return
		}
	}
	field := "value"
	if o.Value.IsZero() {
		field = "part"
	}
	low, hasLow := r.Min.Get()
	high, hasHigh := r.Max.Get()
	if has && (hasLow && figure.cmp(figureOf(low)) < 0 || hasHigh && figure.cmp(figureOf(high)) > 0) {
		shown, why := write(figure.rat(), places, low.Rat(), high.Rat()), implausible(r.Min, r.Max)
		if o.Value.IsZero() { // what the counts make is not what stands in the field
			why = label("按分子分母为"+shown+"，"+why.ZH, "by its counts "+shown+", "+why.EN)
			shown = part.String()
		}
		f.Add(rule.Range, field, shown, why)
	}
}

// figure is what was observed, in the row's unit, and whether there is something. A whole is above
// zero, or the facts were refused.
func (r *Row) figure(o *Observed) (Figure, bool) {
	if v, ok := o.Value.Get(); ok {
		return figureOf(v), true
	}
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	scale, scaled := r.Scale.Get()
	if !hasPart || !hasWhole || !scaled {
		return Figure{}, false
	}
	return figureOf(part).quo(figureOf(whole)).mul(figureOf(scale)), true
}

// outside reports facts beyond the ranges of their tags.
func (o *Observed) outside() bool {
	part, _ := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	for i := range o.Bounds {
		if o.Bounds[i].Figure.Sign() <= 0 {
			return true
		}
	}
	return part.Sign() < 0 || hasWhole && whole.Sign() <= 0 || o.Year < FirstYear || o.Year > LastYear
}

// maxBounds is how many bounds a formula can have.
const maxBounds = 100

func standing(r *Row, o *Observed, t *rule.Trace) (Stand, error) {
	var out Stand
	if o.outside() {
		return out, rule.Refused
	}
	v, has := r.figure(o)
	if err := checkObserved(r, o, v, has); err != nil {
		return out, err
	}
	ready := has && (r.Kind != Formula || len(o.Bounds) == len(r.AtLeast))
	t.Flag(&termReady, ready)
	if has {
		out.Figure = given(t, &termFigure, v)
	}
	if !ready {
		if out.Status = NoData; o.Achieved && o.Value.IsZero() && o.Part.IsZero() && o.Whole.IsZero() {
			out.Status = Declared
		}
		t.Choice(&termStatus, out.Status)
		return out, nil
	}
	target := r.against(&out, v, o.Bounds, t)
	switch {
	case target.reached:
		out.Status = Met
	case target.above:
		out.Status = Above
	case o.Year >= r.TargetYear:
		out.Status = Missed
	default:
		out.Status = NotDue
	}
	if base, ok := r.Base.Get(); ok && r.Kind == Value {
		onReference := r.onTheWay(&out, v, base, o.Year, t)
		if out.Status == NotDue {
			if out.Status = Behind; onReference {
				out.Status = OnTrack
			}
		}
	}
	out.ToTarget = given(t, &termToTarget, target.lack)
	t.Choice(&termStatus, out.Status)
	return out, nil
}

// given records a figure and gives it as a field of the answer.
func given(t *rule.Trace, term *rule.Term, f Figure) rule.Given[Figure] {
	if t.On() {
		t.Value(term, f)
	}
	return rule.Give(f)
}

// distance is what a figure lacks to the target, and on which side.
type distance struct {
	lack           Figure
	reached, above bool
}

func (r *Row) against(out *Stand, v Figure, bounds []Bound, t *rule.Trace) (d distance) {
	low, high := v, v
	switch r.Kind {
	case Value:
		target, _ := r.Target.Get()
		if low = figureOf(target); r.Direction == Lower {
			low, high = v, low
		}
	case Band:
		l, _ := r.Low.Get()
		h, _ := r.High.Get()
		low, high = figureOf(l), figureOf(h)
		d.above = v.cmp(high) > 0
	case Formula:
		low = figureOf(bounds[0].Factor).mul(figureOf(bounds[0].Figure))
		for _, b := range bounds[1:] {
			if x := figureOf(b.Factor).mul(figureOf(b.Figure)); x.cmp(low) > 0 {
				low = x
			}
		}
		out.Required = given(t, &termNeeds, low)
	}
	switch {
	case v.cmp(low) < 0:
		d.lack = low.sub(v)
	case r.Kind == Band && d.above, r.Kind == Value && v.cmp(high) > 0 && r.Direction == Lower:
		d.lack = v.sub(high)
	default:
		d.reached = true
	}
	t.Flag(&termReach, d.reached)
	return d
}

// onTheWay compares with the year's reference, and says how far the figure has come.
func (r *Row) onTheWay(out *Stand, v Figure, base Number, year int, t *rule.Trace) bool {
	target, _ := r.Target.Get()
	passed, years := min(year, r.TargetYear)-r.BaseYear, r.TargetYear-r.BaseYear
	t.Count(&termPassed, int64(passed))
	t.Count(&termYears, int64(years))
	from := figureOf(base)
	way := figureOf(target).sub(from)
	var reference Figure
	var behind int
	if r.Method == Compound {
		m := Milestone{from: base, to: target, k: passed, n: years, method: r.Method}
		reference = figureFrom(m.toBetter(r.Direction))
		if t.On() {
			t.Value(&termRoot, reference.mul(Figure{n: 1_000_000}))
		}
		behind = m.cmp(v.rat())
	} else {
		reference = from.add(way.mul(Figure{n: int64(passed)}).quo(Figure{n: int64(years)}))
		behind = reference.cmp(v)
	}
	out.Milestone = given(t, &termMile, reference)
	on := better(r.Direction, -behind)
	t.Flag(&termOnWay, on)
	if way.sign() != 0 {
		out.Progress = given(t, &termProgress, v.sub(from).quo(way))
	}
	var lack Figure
	if !on {
		if lack = reference.sub(v); lack.sign() < 0 {
			lack = lack.neg()
		}
	}
	out.ToMilestone = given(t, &termToMile, lack)
	return on
}
