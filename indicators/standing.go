package indicators

import (
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Row 指标行 holds the parameters of [Standing]: a row of a plan's table and the plan's years.
// [Plan.Row] makes one.
type Row struct {
	// Plan and Indicator name the row: huainan-14, T2.7.
	Plan      string `json:"plan" zh:"规划" en:"plan"`
	Indicator string `json:"indicator" zh:"指标" en:"indicator"`
	// Kind says what form the target has, and which of the figures below it needs: Target
	// for a value, Low and High for a band, AtLeast for a formula.
	Kind      TargetKind         `json:"kind" zh:"目标形式" en:"kind of target"`
	Direction Direction          `json:"direction" zh:"方向" en:"direction"`
	Target    rule.Given[Number] `json:"target,omitzero" zh:"目标值" en:"target"`
	Low       rule.Given[Number] `json:"low,omitzero" zh:"区间下限" en:"lower end of the band"`
	High      rule.Given[Number] `json:"high,omitzero" zh:"区间上限" en:"upper end of the band"`
	AtLeast   []Term             `json:"at_least,omitzero" zh:"下限项" en:"bound" range:"[0,100]"`
	// Base is the figure of the base year; without it there is no reference on the way.
	Base rule.Given[Number] `json:"base,omitzero" zh:"基值" en:"base"`
	// Scale turns a part over a whole into the row's unit.
	Scale rule.Given[Number] `json:"scale,omitzero" zh:"占比换算" en:"scale of a share" range:"(0,)"`
	// Min and Max bound what a figure can be at all, such as 0 and 100 for a share of all
	// townships: another is refused, not taken for data.
	Min rule.Given[Number] `json:"min,omitzero" zh:"合理下限" en:"least plausible figure"`
	Max rule.Given[Number] `json:"max,omitzero" zh:"合理上限" en:"greatest plausible figure"`
	// Counted says that part and whole count things: whole numbers, the part within the whole.
	Counted    bool `json:"counted,omitzero" zh:"分子分母为个数" en:"part and whole are counts"`
	BaseYear   int  `json:"base_year" zh:"基期年" en:"base year" range:"[1900,2199]"`
	TargetYear int  `json:"target_year" zh:"目标年" en:"target year" range:"[1900,2199]"`
	// Method divides the way from base to target into years; left out, into equal steps. The
	// way is a reference of this module, not the plan's demand.
	Method Method `json:"method,omitzero" zh:"参考进度的算法" en:"method of the reference" default:"linear"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (r *Row) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// Bound 下限 is one bound of a formula's target as a case has it: the factor that the plan's
// row gives, and the figure that was reported.
type Bound struct {
	Name   string `json:"name" zh:"名称" en:"name"`
	Factor Number `json:"factor" zh:"系数" en:"factor"`
	Figure Number `json:"figure" zh:"数值" en:"figure"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (b *Bound) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// Observed 完成情况 holds the facts of [Standing]: what was found in a year. [Plan.Facts] makes
// them of an [Observation].
type Observed struct {
	Year int `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
	// Value is a figure in the row's unit; or Part and Whole are a share's counts.
	Value rule.Given[Number] `json:"value,omitzero" zh:"完成值" en:"value"`
	Part  rule.Given[Number] `json:"part,omitzero" zh:"分子" en:"part" range:"[0,)"`
	Whole rule.Given[Number] `json:"whole,omitzero" zh:"分母" en:"whole" range:"(0,)"`
	// Bounds are a formula's, all of them or the figure is missing.
	Bounds []Bound `json:"bounds,omitzero" zh:"下限" en:"bound" range:"[0,100]"`
	// Achieved is a declaration (实现目标), which stands where there is no figure.
	Achieved bool `json:"achieved,omitzero" zh:"申报实现目标" en:"declared reached"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (o *Observed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// Figure 精确数值 is an exact fraction, such as a third of the way; the zero Figure is 0. It is
// immutable.
type Figure struct{ r *big.Rat }

// Rat gives a copy of the figure.
func (f Figure) Rat() *big.Rat {
	if f.r == nil {
		return new(big.Rat)
	}
	return new(big.Rat).Set(f.r)
}

// String gives a decimal where it ends, else a fraction.
func (f Figure) String() string {
	r := f.Rat()
	if n, exact := r.FloatPrec(); exact {
		return r.FloatString(n)
	}
	return r.RatString()
}

// MarshalText writes as [Figure.String]. It never fails.
func (f Figure) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a decimal or a fraction of at most 2,000 characters. On an error f is
// unchanged.
func (f *Figure) UnmarshalText(text []byte) error {
	if len(text) <= 2000 {
		if r, ok := new(big.Rat).SetString(string(text)); ok {
			f.r = r
			return nil
		}
	}
	return rule.Errors{{Code: rule.Syntax, Reason: rule.Text{ZH: "应为小数或分数，如 7/3", EN: "must be a decimal or a fraction: 7/3"}}}
}

// JSONSchema says how it is written; see [rule.Schemer].
func (Figure) JSONSchema() json.RawMessage {
	return json.RawMessage(`{"type":"string","pattern":"^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"}`)
}

// Stand 进度 is the answer of [Standing]. Figures are exact, in the row's unit, and left out
// where there is none.
type Stand struct {
	Status Status `json:"status" zh:"状态" en:"status"`
	// Figure is what was observed.
	Figure rule.Given[Figure] `json:"figure,omitzero" zh:"完成值" en:"figure"`
	// Required is the highest of a formula's bounds.
	Required rule.Given[Figure] `json:"required,omitzero" zh:"下限中较高者" en:"highest bound"`
	// Milestone is the year's reference on a linear way: a computation of this module, not
	// the plan's demand.
	Milestone rule.Given[Figure] `json:"milestone,omitzero" zh:"年度参考进度（测算，规划未定）" en:"reference of the year (computed, not the plan's)"`
	// Progress is how much of the way from base to target is done: 1 at the target.
	Progress rule.Given[Figure] `json:"progress,omitzero" zh:"完成进度" en:"progress"`
	// ToTarget is how far the figure is from the target, 0 exactly when it is reached.
	ToTarget rule.Given[Figure] `json:"to_target,omitzero" zh:"距目标" en:"to the target"`
	// ToMilestone is how far it is from the year's reference.
	ToMilestone rule.Given[Figure] `json:"to_milestone,omitzero" zh:"距参考进度" en:"to the reference"`
}

var (
	label = func(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

	termReady = rule.Term{ID: "ready", Label: label("有数据", "there is a figure"),
		Formula: "(given({value}) or given({part}) and given({whole})) and ({kind} ≠ 'formula' or count({bounds}) = count({at_least}))"}
	termFigure = rule.Term{ID: "figure", Label: label("完成值", "figure"), Formula: "if(given({value}), {value}, {part} ÷ {whole} × {scale})"}
	termNeeds  = rule.Term{ID: "required", Label: label("下限中较高者", "highest bound"), Formula: "largest({bounds.factor} × {bounds.figure})"}
	termReach  = rule.Term{ID: "reached", Label: label("达到目标", "reaches the target"),
		Formula: "if({kind} = 'value', if({direction} = 'higher', {figure} ≥ {target}, {figure} ≤ {target}), " +
			"if({kind} = 'band', {figure} ≥ {low} and {figure} ≤ {high}, {figure} ≥ {required}))"}
	termPassed   = rule.Term{ID: "passed", Label: label("已过年数", "years passed"), Formula: "min({year}, {target_year}) − {base_year}"}
	termYears    = rule.Term{ID: "years", Label: label("总年数", "years in all"), Formula: "{target_year} − {base_year}"}
	termMile     = rule.Term{ID: "milestone", Label: label("年度参考进度（测算）", "reference of the year (computed)"), Formula: "{base} + ({target} − {base}) × {passed} ÷ {years}"}
	termOnWay    = rule.Term{ID: "on_reference", Label: label("不落后于参考进度", "not behind the reference"), Formula: onTheWay}
	termProgress = rule.Term{ID: "progress", Label: label("完成进度", "progress"), Formula: "({figure} − {base}) ÷ ({target} − {base})"}
	termToTarget = rule.Term{ID: "to_target", Label: label("距目标", "to the target"),
		Formula: "if({kind} = 'value', if({direction} = 'higher', max({target} − {figure}, 0), max({figure} − {target}, 0)), " +
			"if({kind} = 'band', max({low} − {figure}, {figure} − {high}, 0), max({required} − {figure}, 0)))"}
	termToMile = rule.Term{ID: "to_milestone", Label: label("距参考进度", "to the reference"),
		Formula: "if({direction} = 'higher', max({milestone} − {figure}, 0), max({figure} − {milestone}, 0))"}
	termStatus = rule.Term{ID: "status", Label: label("状态", "status"),
		Formula: "if(not {ready}, if({achieved} and not given({value}) and not given({part}) and not given({whole}), 'declared', 'no-data'), " +
			"if({reached}, 'met', if({kind} = 'band' and {figure} > {high}, 'above', if({year} ≥ {target_year}, 'missed', " +
			"if({kind} = 'value' and given({base}), if({on_reference}, 'on-track', 'behind'), 'not-due')))))"}
)

// onTheWay compares powers where the way is compound, so that no root is taken.
const onTheWay = "if({method} = 'compound', if({direction} = 'higher', " +
	"{figure} > 0 and power({figure}, {years}) ≥ power({base}, {years} − {passed}) × power({target}, {passed}), " +
	"{figure} ≤ 0 or power({figure}, {years}) ≤ power({base}, {years} − {passed}) × power({target}, {passed})), " +
	"if({direction} = 'higher', {figure} ≥ {milestone}, {figure} ≤ {milestone}))"

// Standing 指标进度 says how an observation stands to its row of a plan's table. An indicator
// that has no base, a band or a formula is not due before the target year; one that has is
// compared with a reference on the way, which is this module's computation; a figure above
// a band is called that. Only in the target year, or after it, can a target be missed.
//
// It computes in exact fractions, and so allocates. Errors: [rule.Range] for a year not
// after the base year; [rule.Invalid] for a figure and counts at once, for counts of a row
// without a scale, and for bounds that are not the row's; [rule.Missing] for a target that
// the row's kind needs.
var Standing = rule.MustNew(rule.Definition[Row, Observed, Stand]{
	ID: "indicators.standing", Version: 1, Title: label("指标进度评估", "Standing of an indicator"),
	Basis: standingBasis(), SourcesFor: standingSources, Check: checkRow, KernelByRef: standing,
	Steps: []*rule.Term{&termReady, &termFigure, &termNeeds, &termReach, &termPassed, &termYears, &termMile, &termOnWay,
		&termProgress, &termToTarget, &termToMile, &termStatus},
})

// Rules lists the rules of the package.
func Rules() []rule.Any { return []rule.Any{Standing} }

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
	if n := r.TargetYear - r.BaseYear; n < 1 || n > MaxYears {
		f.Add(rule.Range, "target_year", fmt.Sprint(r.TargetYear), label(fmt.Sprintf("应在基期年之后，至多%d年", MaxYears), fmt.Sprintf("must be after the base year, by at most %d years", MaxYears)))
	}
	if base, ok := r.Base.Get(); ok && r.Method == Compound && r.Kind == Value {
		if target, _ := r.Target.Get(); base.Sign() <= 0 || target.Sign() <= 0 {
			f.Add(rule.Range, "method", r.Method.String(), label("等比路径的两端须大于零", "a compound way needs two figures above zero"))
		}
	}
	return r, f.Err()
}

func checkObserved(r *Row, o *Observed) error {
	var f rule.Errors
	if o.Year <= r.BaseYear {
		f.Add(rule.Range, "year", fmt.Sprint(o.Year), label("应在基期年之后", "must be after the base year"))
	}
	if !o.Value.IsZero() && (!o.Part.IsZero() || !o.Whole.IsZero()) {
		v, _ := o.Value.Get()
		f.Add(rule.Invalid, "value", v.String(), label("数值与分子分母不能同时给出，请只保留一种", "a figure and counts cannot both be given: keep one"))
	}
	if r.Scale.IsZero() && (!o.Part.IsZero() || !o.Whole.IsZero()) {
		f.Add(rule.Invalid, "part", "", label("该指标不是占比，请报完成值", "the indicator is no share: report a figure"))
	}
	r.plausible(&f, o)
	for i, b := range o.Bounds {
		at := fmt.Sprintf("bounds[%d].", i)
		switch {
		case i >= len(r.AtLeast) || b.Name != r.AtLeast[i].Of:
			f.Add(rule.Invalid, at+"name", b.Name, label("不是指标行的下限项，或次序不同", "not a bound of the row, or not in its order"))
		case !b.Factor.Equal(r.AtLeast[i].Factor):
			f.Add(rule.Invalid, at+"factor", b.Factor.String(), label("系数应为指标行的"+r.AtLeast[i].Factor.String(), "must be the row's factor, "+r.AtLeast[i].Factor.String()))
		}
	}
	return f.Err()
}

// plausible names figures that cannot be.
func (r *Row) plausible(f *rule.Errors, o *Observed) {
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	if r.Counted {
		for name, n := range map[string]Number{"part": part, "whole": whole} {
			if !n.Rat().IsInt() {
				f.Add(rule.Range, name, n.String(), label("应为整数：计的是个数", "must be a whole number: things are counted"))
			}
		}
		if hasPart && hasWhole && part.Cmp(whole) > 0 {
			f.Add(rule.Range, "part", part.String(), label("不得大于分母"+whole.String(), "must not be above the whole, "+whole.String()))
		}
	}
	v, hasValue := o.Value.Get()
	figure, field := v.Rat(), "value"
	if scale, ok := r.Scale.Get(); ok && !hasValue && hasPart && hasWhole && whole.Sign() > 0 {
		figure, field, hasValue = new(big.Rat).Quo(part.Rat(), whole.Rat()), "part", true
		figure.Mul(figure, scale.Rat())
	}
	low, hasLow := r.Min.Get()
	high, hasHigh := r.Max.Get()
	if hasValue && (hasLow && figure.Cmp(low.Rat()) < 0 || hasHigh && figure.Cmp(high.Rat()) > 0) {
		f.Add(rule.Range, field, show(figure, places), label(
			"超出合理范围（"+givenText(r.Min)+"至"+givenText(r.Max)+"），请核对数值和单位",
			"outside the plausible range ("+givenText(r.Min)+" to "+givenText(r.Max)+"): check the figure and its unit"))
	}
}

func standing(r *Row, o *Observed, t *rule.Trace) (Stand, error) {
	var out Stand
	part, hasPart := o.Part.Get()
	whole, hasWhole := o.Whole.Get()
	if part.Sign() < 0 || hasWhole && whole.Sign() <= 0 || o.Year < FirstYear || o.Year > LastYear || len(o.Bounds) > 100 {
		return out, rule.Refused
	}
	if err := checkObserved(r, o); err != nil {
		return out, err
	}
	value, hasValue := o.Value.Get()
	ready := (hasValue || hasPart && hasWhole) && (r.Kind != Formula || len(o.Bounds) == len(r.AtLeast))
	t.Flag(&termReady, ready)
	if !ready {
		if out.Status = NoData; o.Achieved && !hasValue && !hasPart && !hasWhole {
			out.Status = Declared
		}
		t.Choice(&termStatus, out.Status)
		return out, nil
	}
	v := value.Rat()
	if !hasValue {
		scale, _ := r.Scale.Get()
		v = new(big.Rat).Quo(part.Rat(), whole.Rat())
		v.Mul(v, scale.Rat())
	}
	out.Figure = given(t, &termFigure, v)
	target := r.against(&out, v, o.Bounds, t)
	late := o.Year >= r.TargetYear
	switch {
	case target.reached:
		out.Status = Met
	case target.above:
		out.Status = Above
	case late:
		out.Status = Missed
	default:
		out.Status = NotDue
	}
	if base, ok := r.Base.Get(); ok && r.Kind == Value {
		onReference := r.onTheWay(&out, v, base.Rat(), o.Year, t)
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
func given(t *rule.Trace, term *rule.Term, r *big.Rat) rule.Given[Figure] {
	f := Figure{r}
	if t.On() {
		t.Value(term, f)
	}
	return rule.Give(f)
}

// distance is what a figure lacks to the target, and on which side.
type distance struct {
	lack           *big.Rat
	reached, above bool
}

func (r *Row) against(out *Stand, v *big.Rat, bounds []Bound, t *rule.Trace) (d distance) {
	low, high := v, v
	switch r.Kind {
	case Value:
		target, _ := r.Target.Get()
		if low = target.Rat(); r.Direction == Lower {
			low, high = v, target.Rat()
		}
	case Band:
		l, _ := r.Low.Get()
		h, _ := r.High.Get()
		low, high = l.Rat(), h.Rat()
		d.above = v.Cmp(high) > 0
	case Formula:
		low = new(big.Rat).Mul(bounds[0].Factor.Rat(), bounds[0].Figure.Rat())
		for _, b := range bounds[1:] {
			if x := new(big.Rat).Mul(b.Factor.Rat(), b.Figure.Rat()); x.Cmp(low) > 0 {
				low = x
			}
		}
		out.Required = given(t, &termNeeds, low)
	}
	d.lack = new(big.Rat)
	switch {
	case v.Cmp(low) < 0:
		d.lack.Sub(low, v)
	case r.Kind != Formula && v.Cmp(high) > 0 && (r.Kind == Band || r.Direction == Lower):
		d.lack.Sub(v, high)
	default:
		d.reached = true
	}
	t.Flag(&termReach, d.reached)
	return d
}

// onTheWay compares with the year's reference, and says how far the figure has come.
func (r *Row) onTheWay(out *Stand, v, base *big.Rat, year int, t *rule.Trace) bool {
	target, _ := r.Target.Get()
	to := target.Rat()
	passed, years := min(year, r.TargetYear)-r.BaseYear, r.TargetYear-r.BaseYear
	t.Count(&termPassed, int64(passed))
	t.Count(&termYears, int64(years))
	m := Milestone{from: base, to: to, k: passed, n: years, method: r.Method}
	if r.Method != Compound {
		out.Milestone = given(t, &termMile, m.linear())
	}
	on := better(r.Direction, -m.cmp(v))
	t.Flag(&termOnWay, on)
	if way := new(big.Rat).Sub(to, base); way.Sign() != 0 {
		done := new(big.Rat).Sub(v, base)
		out.Progress = given(t, &termProgress, done.Quo(done, way))
	}
	if r.Method != Compound {
		lack := new(big.Rat)
		if !on {
			lack.Sub(m.linear(), v).Abs(lack)
		}
		out.ToMilestone = given(t, &termToMile, lack)
	}
	return on
}
