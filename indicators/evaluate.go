package indicators

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Verdict 评估结论 is what an evaluation comes to. The zero Verdict belongs to no
// evaluation.
type Verdict = rule.Enum[verdicts]

// The verdicts.
const (
	Passes     Verdict = iota + 1 // 通过：no binding indicator is missed, or, before the last year, behind
	Fails                         // 未通过：at least one binding indicator is
	CannotTell                    // 无法判定：none is, but a binding one has no data
)

// Tally counts indicators by status.
type Tally struct {
	Met     int `json:"met"`
	OnTrack int `json:"on_track"`
	Behind  int `json:"behind"`
	Missed  int `json:"missed"`
	NoData  int `json:"no_data"`
}

func (t *Tally) add(s Status) {
	switch s {
	case Met:
		t.Met++
	case OnTrack:
		t.OnTrack++
	case Behind:
		t.Behind++
	case Missed:
		t.Missed++
	case NoData:
		t.NoData++
	}
}

// Group is the tally of a domain.
type Group struct {
	Domain rule.Text `json:"domain"`
	Tally
}

// Evaluation 评估报告 is a whole table in one year.
type Evaluation struct {
	Plan    *Plan
	Year    int
	Verdict Verdict
	Rows    []Assessment // in the plan's order
	// All, Binding and Anticipatory count by attribute, and Domains by domain, in
	// the order of their first indicator.
	All, Binding, Anticipatory Tally
	Domains                    []Group
	// Deciding are the ids of the binding indicators that decide the verdict:
	// the missed or behind ones, or those without data.
	Deciding []string
}

// Evaluate 评估 evaluates the whole table in a year: the mid-term evaluation
// (中期评估) in the plan's MidYear, the final one (终期评估) in its TargetYear, or any
// year between. A missed binding indicator fails the plan, a missed anticipatory
// one does not; before the last year, being behind counts as missing.
//
// Observations of other years and of counties are passed over; see [Pool] for
// those. Errors: [rule.Range] for a year after the base year's or the target's
// bounds, [rule.Invalid] for a method that is none, what [Plan.Check] and [Plan.Assess] refuse, [rule.Duplicate]
// for two observations of one indicator, [rule.Invalid] for one of an
// indicator that the plan does not have.
func Evaluate(p *Plan, year int, observations []Observation, m Method) (Evaluation, error) {
	ev := Evaluation{Plan: p, Year: year}
	var f rule.Errors
	if p == nil {
		f.Missing("plan")
		return ev, f.Err()
	}
	if err := p.Check(); err != nil {
		return ev, err
	}
	if year <= p.BaseYear || year > p.TargetYear {
		f.Add(rule.Range, "year", strconv.Itoa(year), rule.Text{
			ZH: fmt.Sprintf("应在%d年至%d年之间", p.BaseYear+1, p.TargetYear), EN: fmt.Sprintf("must be %d to %d", p.BaseYear+1, p.TargetYear)})
	}
	if m != 0 && m.String() == "" {
		f.Add(rule.Invalid, "method", strconv.Itoa(int(m)), rule.Invalid.Text())
	}
	if err := f.Err(); err != nil {
		return ev, err
	}
	found, err := p.sort(year, observations)
	if err != nil {
		return ev, err
	}
	domains := map[rule.Text]int{}
	var bad, unknown []string
	for i := range p.Indicators {
		in := &p.Indicators[i]
		a, err := p.Assess(in, year, found[in.ID], m)
		if err != nil {
			return ev, err
		}
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
		case Missed, Behind:
			bad = append(bad, in.ID)
		case NoData:
			unknown = append(unknown, in.ID)
		}
	}
	switch {
	case len(bad) > 0:
		ev.Verdict, ev.Deciding = Fails, bad
	case len(unknown) > 0:
		ev.Verdict, ev.Deciding = CannotTell, unknown
	default:
		ev.Verdict = Passes
	}
	return ev, nil
}

// sort finds the year's observation of the whole for each indicator.
func (p *Plan) sort(year int, observations []Observation) (map[string]*Observation, error) {
	var f rule.Errors
	found := map[string]*Observation{}
	for i := range observations {
		o := &observations[i]
		at := fmt.Sprintf("observations[%d].indicator", i)
		if _, ok := p.Find(o.Indicator); !ok {
			f.Add(rule.Invalid, at, o.Indicator, rule.Text{ZH: "规划中没有该指标", EN: "the plan has no such indicator"})
			continue
		}
		if o.Year != year || o.County != "" {
			continue
		}
		if found[o.Indicator] != nil {
			f.Add(rule.Duplicate, at, o.Indicator, rule.Text{ZH: "同一年度给出两次", EN: "given twice for the year"})
		}
		found[o.Indicator] = o
	}
	return found, f.Err()
}

// FurthestBehind 落后排序 lists the indicators that are behind or missed, the one
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
	if d == nil || !ok || a.target == nil {
		return nil
	}
	way := new(big.Rat).Sub(a.target, base.Rat())
	if way.Sign() == 0 {
		return nil
	}
	return d.Quo(d, way.Abs(way))
}
