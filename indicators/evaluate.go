package indicators

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Verdict 评估结论 is what an evaluation comes to. The plan itself speaks of no passing: a
// verdict says how its binding indicators stand. The zero Verdict belongs to no evaluation.
type Verdict = rule.Enum[verdicts]

// The verdicts, the first that holds of Fails, Lags, CannotTell, Passes.
const (
	Passes     Verdict = iota + 1 // no binding indicator is missed or behind, and each has a figure
	Lags                          // before the target year a binding indicator is behind the reference
	Fails                         // a binding indicator is missed
	CannotTell                    // a binding one has no figure, or only a declaration
)

// Tally counts indicators by status.
type Tally struct {
	Met      int `json:"met"`
	Declared int `json:"declared"`
	OnTrack  int `json:"on_track"`
	Behind   int `json:"behind"`
	NotDue   int `json:"not_due"`
	Above    int `json:"above"`
	Missed   int `json:"missed"`
	NoData   int `json:"no_data"`
}

// of gives the count of a status, to add to or to show.
func (t *Tally) of(s Status) *int {
	switch s {
	case Met:
		return &t.Met
	case Declared:
		return &t.Declared
	case OnTrack:
		return &t.OnTrack
	case Behind:
		return &t.Behind
	case NotDue:
		return &t.NotDue
	case Above:
		return &t.Above
	case Missed:
		return &t.Missed
	}
	return &t.NoData
}

func (t *Tally) add(s Status) { *t.of(s)++ }

// Group is the tally of a domain.
type Group struct {
	Domain rule.Text `json:"domain"`
	Tally
}

// Evaluation 评估报告 is a whole table in one year. The zero Evaluation is of no plan and has no
// rows.
type Evaluation struct {
	Plan    *Plan
	Year    int
	Method  Method
	Verdict Verdict
	Rows    []Assessment // in the plan's order
	// All, Binding and Anticipatory count by attribute, and Domains by domain, in
	// the order of their first indicator.
	All, Binding, Anticipatory Tally
	Domains                    []Group
	// Deciding are the ids of the binding indicators that decide the verdict:
	// the missed or behind ones, or those without a figure.
	Deciding []string
	// Unused counts observations that were not looked at.
	Unused Unused
	// Absent names, of an evaluation by counties, who did not report what; where that leaves the
	// city without a figure, the row says so too.
	Absent []Absence
	// None names, of an evaluation by counties, who reported 0 of 0 of what.
	None []Absence
	// Remarks are the caller's own, which stand last among the notes: that figures are a sample.
	Remarks []rule.Text

	observations map[string]*Observation
}

// Explain 说明 gives the decision behind a row, with every step, as a record that replays; of a
// row without an observation it says that there is no figure. Errors: [rule.Invalid] for an
// indicator that the plan does not have, [rule.Missing] for the zero Evaluation.
func (ev *Evaluation) Explain(id string) (rule.Decision[Row, Observed, Stand], error) {
	in, ok := ev.Plan.Find(id)
	if !ok && ev.Plan != nil {
		return rule.Decision[Row, Observed, Stand]{}, rule.Errors{{Code: rule.Invalid, Field: "indicator", Value: id, Reason: noSuchIndicator}}
	}
	return ev.Plan.Explain(in, ev.Year, ev.observations[id], ev.Method)
}

var (
	noSuchIndicator = label("规划中没有该指标：请填规划表中的指标编号", "the plan has no such indicator: give the id of a row of it")
	givenTwice      = label("同一年度给出两次，请只保留一条", "given twice for the year: keep one")
)

// Unused counts observations that an evaluation leaves aside: those of other years, and those of
// counties where the whole city is evaluated.
type Unused struct {
	OtherYears int `json:"other_years"`
	Counties   int `json:"counties"`
}

// Evaluate 评估 evaluates the whole table in a year: the mid-term evaluation (中期评估) in the
// plan's MidYear, the final one (终期评估) in its TargetYear, or any year between. Each row is the
// answer of [Standing]; [Evaluation.Explain] gives the decision behind it.
//
// Observations of other years and of counties are counted as unused; see
// [EvaluateCounties] for those of counties. Errors: [rule.Missing] for no plan, [rule.Range] for a
// year that is not after the base year or is after the target year, [rule.Invalid] for an
// unknown method or indicator, [rule.Range] for an observation of what is no year (23, or a date's serial number), [rule.Duplicate] for two observations of one indicator; what
// [Plan.Check] and [Plan.Assess] refuse.
func Evaluate(p *Plan, year int, observations []Observation, m Method) (Evaluation, error) {
	ev, err := evaluation(p, year, m)
	if err != nil {
		return ev, err
	}
	found, unused, err := p.observed(year, observations)
	if err != nil {
		return ev, err
	}
	ev.Unused = unused
	err = ev.assess(found)
	return ev, err
}

// EvaluateCounties 按县区评估 pools the counties' observations, as [Pool] does, and evaluates the
// city's. What is not pooled, or lacks a county, is taken from the city's own observation, if
// there is one; where it lacks a county and there is none, the row names the absent ones.
//
// Errors: those of [Pool] and [Evaluate]; [rule.Duplicate] for an indicator that both the city
// and every county reported, alike: if not, it is [rule.Invalid].
func EvaluateCounties(p *Plan, year int, counties []string, observations []Observation, m Method) (Evaluation, error) {
	ev, err := evaluation(p, year, m)
	if err != nil {
		return ev, err
	}
	pooled, err := Pool(p, year, counties, observations)
	if err != nil {
		return ev, err
	}
	found, unused, err := p.observed(year, observations)
	if err != nil {
		return ev, err
	}
	var f rule.Errors
	for i := range pooled.Observations {
		o := &pooled.Observations[i]
		if found[o.Indicator] != nil {
			f.Add(rule.Duplicate, o.Indicator, "", label("既有全市数据，又可由县区汇总：请只保留一种", "the city has a figure of its own, and the counties' make another: keep one"))
		}
		found[o.Indicator] = o
	}
	if err := f.Err(); err != nil {
		return ev, err
	}
	ev.Unused, ev.Absent = Unused{OtherYears: unused.OtherYears, Counties: pooled.Unpooled}, pooled.Absent
	ev.None = pooled.None
	err = ev.assess(found)
	for i := range ev.Rows {
		for _, a := range ev.Absent {
			if a.Indicator == ev.Rows[i].Indicator.ID && found[a.Indicator] == nil {
				ev.Rows[i].Absent = a.Counties
			}
		}
	}
	return ev, err
}

// evaluation begins one, of a plan, a year and a method that can be.
func evaluation(p *Plan, year int, m Method) (Evaluation, error) {
	ev := Evaluation{Plan: p, Year: year, Method: m}
	var f rule.Errors
	if p == nil {
		f.Missing("plan")
		return ev, f.Err()
	}
	if err := p.Check(); err != nil {
		return ev, err
	}
	if year <= p.BaseYear || year > p.TargetYear {
		f.Wrap("", outsideYears(year, p.BaseYear+1, p.TargetYear))
	}
	if m == 0 {
		ev.Method = Linear
	} else if _, err := m.MarshalText(); err != nil {
		f.Wrap("method", err)
	}
	return ev, f.Err()
}

// assess fills in the rows and folds them to the verdict.
func (ev *Evaluation) assess(found map[string]*Observation) error {
	ev.observations = found
	domains := map[rule.Text]int{}
	var missed, behind, unknown []string
	var f rule.Errors
	for i := range ev.Plan.Indicators {
		in := &ev.Plan.Indicators[i]
		a, err := ev.Plan.Assess(in, ev.Year, found[in.ID], ev.Method)
		f.Wrap("", err)
		ev.Rows = append(ev.Rows, a)
		at, ok := domains[in.Domain]
		if !ok {
			at = len(ev.Domains)
			domains[in.Domain] = at
			ev.Domains = append(ev.Domains, Group{Domain: in.Domain})
		}
		ev.Domains[at].add(a.Status)
		ev.All.add(a.Status)
		if in.Attribute == Anticipatory {
			ev.Anticipatory.add(a.Status)
			continue
		}
		ev.Binding.add(a.Status)
		switch a.Status {
		case Missed:
			missed = append(missed, in.ID)
		case Behind:
			behind = append(behind, in.ID)
		case Above:
			if ev.Year >= ev.Plan.TargetYear { // a band has two ends: it is not reached
				missed = append(missed, in.ID)
			}
		case NoData, Declared:
			unknown = append(unknown, in.ID)
		}
	}
	switch {
	case len(missed) > 0:
		ev.Verdict, ev.Deciding = Fails, missed
	case len(behind) > 0:
		ev.Verdict, ev.Deciding = Lags, behind
	case len(unknown) > 0:
		ev.Verdict, ev.Deciding = CannotTell, unknown
	default:
		ev.Verdict = Passes
	}
	if err := f.Err(); err != nil { // no verdict on figures that cannot be
		*ev = Evaluation{Plan: ev.Plan, Year: ev.Year, Method: ev.Method}
		return err
	}
	return nil
}

// observed finds the year's observation of the whole for each indicator, and counts the others.
func (p *Plan) observed(year int, observations []Observation) (map[string]*Observation, Unused, error) {
	var f rule.Errors
	var unused Unused
	found := map[string]*Observation{}
	known := map[string]bool{}
	for i := range p.Indicators {
		known[p.Indicators[i].ID] = true
	}
	for i := range observations {
		o := &observations[i]
		at := fmt.Sprintf("observations[%d].indicator", i)
		switch {
		case !known[o.Indicator]:
			f.Add(rule.Invalid, at, o.Indicator, noSuchIndicator)
		case o.Year < FirstYear || o.Year > LastYear:
			f.Add(rule.Range, fmt.Sprintf("observations[%d].year", i), strconv.Itoa(o.Year), noYear())
		case o.Year != year:
			unused.OtherYears++
		case o.County != "":
			unused.Counties++
		case found[o.Indicator] != nil:
			f.Add(rule.Duplicate, at, o.Indicator, givenTwice)
		default:
			found[o.Indicator] = o
		}
	}
	return found, unused, f.Err()
}

// FurthestBehind 滞后排序 lists the indicators that are behind or missed, the one
// that lacks the largest part of its way from base to target first; those whose
// way cannot be measured stand last, in the plan's order.
func (ev *Evaluation) FurthestBehind() []Assessment {
	var out []Assessment
	for _, a := range ev.Rows {
		if a.Status == Behind || a.Status == Missed {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b Assessment) int {
		x, y := a.lag(), b.lag()
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		return y.Cmp(x)
	})
	return out
}

// lag is what lacks to the milestone, as a part of the whole way.
func (a *Assessment) lag() *big.Rat {
	d := a.ToMilestone()
	base, ok := a.Indicator.Base.Get()
	target, single := a.Indicator.Target.Value.Get()
	if d == nil || !ok || !single {
		return nil
	}
	way := new(big.Rat).Sub(target.Rat(), base.Rat())
	if way.Sign() == 0 {
		return nil
	}
	return d.Quo(d, way.Abs(way))
}
