package indicators

import (
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
	// Counted says that part and whole count things: whole numbers, the part within the whole; without
	// a scale, that the figure itself does.
	Counted    bool `json:"counted,omitzero" zh:"计的是个数" en:"things are counted"`
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
	Figure Number `json:"figure" zh:"数值" en:"figure" range:"(0,)"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (b *Bound) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// Observed 完成情况 holds the facts of [Standing]: what was found in a year. [Indicator.Facts]
// makes them of an [Observation].
type Observed struct {
	Year int `json:"year" zh:"年度" en:"year" range:"[1900,2199]"`
	// Value is a figure in the row's unit; or Part and Whole are a share's counts.
	Value rule.Given[Number] `json:"value,omitzero" zh:"完成值" en:"value"`
	Part  rule.Given[Number] `json:"part,omitzero" zh:"分子" en:"part" range:"[0,)"`
	Whole rule.Given[Number] `json:"whole,omitzero" zh:"分母" en:"whole" range:"(0,)"`
	// Bounds are a formula's, in its order; with one of them missing there is no data.
	Bounds []Bound `json:"bounds,omitzero" zh:"下限" en:"bound" range:"[0,100]"`
	// Achieved is a declaration (实现目标), which stands where there is no figure.
	Achieved bool `json:"achieved,omitzero" zh:"申报实现目标" en:"declared reached"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does.
func (o *Observed) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// Stand 进度 is the answer of [Standing]. Figures are exact, in the row's unit, and left out
// where there is none.
type Stand struct {
	Status Status `json:"status,omitzero" zh:"状态" en:"status"`
	// Figure is what was observed.
	Figure rule.Given[Figure] `json:"figure,omitzero" zh:"完成值" en:"figure"`
	// Required is the highest of a formula's bounds.
	Required rule.Given[Figure] `json:"required,omitzero" zh:"下限中较高者" en:"highest bound"`
	// Milestone is the year's reference: a computation of this module, not the plan's demand.
	// On a compound way, where it is a root, it is taken at the sixth decimal, to the better
	// side.
	Milestone rule.Given[Figure] `json:"milestone,omitzero" zh:"年度参考进度（测算，规划未定）" en:"reference of the year (computed, not the plan's)"`
	// Progress is how much of the way from base to target is done: 1 at the target.
	Progress rule.Given[Figure] `json:"progress,omitzero" zh:"完成进度" en:"progress"`
	// ToTarget is how far the figure is from the target, 0 exactly when it is reached.
	ToTarget rule.Given[Figure] `json:"to_target,omitzero" zh:"距目标" en:"to the target"`
	// ToMilestone is how far it is behind the year's reference, 0 exactly when it is not.
	ToMilestone rule.Given[Figure] `json:"to_milestone,omitzero" zh:"距参考进度" en:"to the reference"`
}

var (
	label = func(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

	termReady = rule.Term{ID: "ready", Label: label("有数据", "there is a figure"),
		Formula: ready}
	termFigure = rule.Term{ID: "figure", Label: label("完成值", "figure"), Formula: "if(given({value}), {value}, {part} ÷ {whole} × {scale})"}
	termNeeds  = rule.Term{ID: "required", Label: label("下限中较高者", "highest bound"), Formula: "largest({bounds.factor} × {bounds.figure})"}
	termReach  = rule.Term{ID: "reached", Label: label("达到目标", "reaches the target"),
		Formula: "if({kind} = 'value', if({direction} = 'higher', {figure} ≥ {target}, {figure} ≤ {target}), " +
			"if({kind} = 'band', {figure} ≥ {low} and {figure} ≤ {high}, {figure} ≥ {required}))"}
	termPassed = rule.Term{ID: "passed", Label: label("已过年数", "years passed"), Formula: "min({year}, {target_year}) − {base_year}"}
	termYears  = rule.Term{ID: "years", Label: label("总年数", "years in all"), Formula: "{target_year} − {base_year}"}
	termRoot   = rule.Term{ID: "millionths", Label: label("等比参考进度（百万分之一，取严的一侧）", "compound reference in millionths, to the better side"), Formula: leastRoot}
	termMile   = rule.Term{ID: "milestone", Label: label("年度参考进度（测算，规划未定）", "reference of the year (computed, not the plan's)"),
		Formula: "if({method} = 'compound', {millionths} ÷ 1000000, {base} + ({target} − {base}) ÷ {years} × {passed})"}
	termOnWay    = rule.Term{ID: "on_reference", Label: label("不滞后于参考进度", "not behind the reference"), Formula: onTheWay}
	termProgress = rule.Term{ID: "progress", Label: label("完成进度", "progress"), Formula: "({figure} − {base}) ÷ ({target} − {base})"}
	termToTarget = rule.Term{ID: "to_target", Label: label("距目标", "to the target"),
		Formula: "if({kind} = 'value', if({direction} = 'higher', max({target} − {figure}, 0), max({figure} − {target}, 0)), " +
			"if({kind} = 'band', max({low} − {figure}, {figure} − {high}, 0), max({required} − {figure}, 0)))"}
	termToMile = rule.Term{ID: "to_milestone", Label: label("距参考进度", "to the reference"),
		Formula: "if({on_reference}, 0, if({direction} = 'higher', {milestone} − {figure}, {figure} − {milestone}))"}
	termStatus = rule.Term{ID: "status", Label: label("状态", "status"),
		Formula: "if(not {ready}, if({achieved} and not given({value}) and not given({part}) and not given({whole}), 'declared', 'no-data'), " +
			"if({reached}, 'met', if({kind} = 'band' and {figure} > {high}, 'above', if({year} ≥ {target_year}, 'missed', " +
			"if({kind} = 'value' and given({base}), if({on_reference}, 'on-track', 'behind'), 'not-due')))))"}
)

// When there is a figure, when all that a verdict takes, and when a reference on the way to it.
const (
	someFigure = "(given({value}) or given({part}) and given({whole}))"
	ready      = someFigure + " and ({kind} ≠ 'formula' or count({bounds}) = count({at_least}))"
	onWay      = " and {kind} = 'value' and given({base})"
)

// A compound reference is a root, which no formula takes: what is compared is its power, and
// its sixth decimal is proved by the two numbers beside it.
const leastRoot = "least n: if({direction} = 'higher', power(n ÷ 1000000, {years}) ≥ power({base}, {years} − {passed}) × power({target}, {passed}), " +
	"power((n + 1) ÷ 1000000, {years}) > power({base}, {years} − {passed}) × power({target}, {passed}))"

const onTheWay = "if({method} = 'compound', if({direction} = 'higher', " +
	"{figure} > 0 and power({figure}, {years}) ≥ power({base}, {years} − {passed}) × power({target}, {passed}), " +
	"{figure} ≤ 0 or power({figure}, {years}) ≤ power({base}, {years} − {passed}) × power({target}, {passed})), " +
	"if({direction} = 'higher', {figure} ≥ {milestone}, {figure} ≤ {milestone}))"

// Standing 指标进度 says how an observation stands to its row of a plan's table. An indicator
// that has no base, a band or a formula is not due before the target year; one that has is
// compared with a reference on the way, which is this module's computation; a figure above
// a band is called that. Only in the target year, or after it, can a target be missed.
//
// It computes in exact fractions, and allocates where one is no fraction of two int64 or the way is compound. Errors: [rule.Range] for a year not
// after the base year, a part above its whole or a fraction of one where things are counted, and
// what lies outside the row's plausible range; [rule.Invalid] for a figure and counts at once, for
// counts of a row without a scale, and for bounds that are not the row's; [rule.Missing] for a
// target that the row's kind needs.
var Standing = rule.MustNew(rule.Definition[Row, Observed, Stand]{
	ID: "indicators.standing", Version: 1, Title: label("指标进度评估", "Standing of an indicator"),
	Basis: standingBasis(), SourcesFor: standingSources, Check: checkRow, KernelByRef: standing,
	Gaps: []string{"value", "part", "whole"}, // whole numbers, where things are counted
	Never: []string{"{year} ≤ {base_year}",
		"given({value}) and (given({part}) or given({whole}))",      // a figure and counts at once
		"{kind} ≠ 'formula' and count({bounds}) > 0",                // bounds of what is no formula
		"not given({scale}) and (given({part}) or given({whole}))"}, // counts of what is no share
	Stands: map[string]string{"figure": someFigure, "required": ready + " and {kind} = 'formula'", "to_target": ready,
		"milestone": ready + onWay, "to_milestone": ready + onWay, "progress": ready + onWay + " and {base} ≠ {target}"},
	Steps: []*rule.Term{&termReady, &termFigure, &termNeeds, &termReach, &termPassed, &termYears, &termRoot, &termMile, &termOnWay,
		&termProgress, &termToTarget, &termToMile, &termStatus},
})

// Rules lists the rules of the package.
func Rules() []rule.Any { return []rule.Any{Standing} }
