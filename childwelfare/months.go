package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// majority 成年 is the age at which a child comes of age, in months (18 years).
const majority = 18 * 12

// MonthsPolicy holds the parameters of [GuaranteeMonths]. When payments to de-facto-unattended
// children begin is the norm's; the rest, on which the norms that were read are silent, is the
// county's.
type MonthsPolicy struct {
	// DeFactoAfter 事实无人抚养儿童起始 is how many months after the confirmation the first payment is; 1 by the
	// norm (从确认的次月起).
	DeFactoAfter int64 `json:"de_facto_after" zh:"事实无人抚养儿童确认后几个月起发" en:"months to the first payment, de-facto-unattended" range:"[0,12]"`
	// OrphanAfter 孤儿起始 is the same for orphans.
	OrphanAfter int64 `json:"orphan_after" zh:"孤儿批准后几个月起发" en:"months to the first payment, orphans" range:"[0,12]"`
	// AtEighteen, AtDeath and AtEnd say from when nothing is paid any more: after the eighteenth
	// birthday, a death, and the end of the conditions (such as a parent's return).
	AtEighteen Stop `json:"at_eighteen" zh:"年满18周岁" en:"at eighteen"`
	AtDeath    Stop `json:"at_death" zh:"死亡" en:"at death"`
	AtEnd      Stop `json:"at_end" zh:"保障情形消失" en:"when the conditions end"`
	// Schooling 成年后在校就读继续保障 says that the guarantee goes on beyond eighteen while the child is
	// at a school of the county's list.
	Schooling bool `json:"schooling" zh:"成年后在校就读的继续保障" en:"goes on while at school"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *MonthsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Course 儿童情况 holds the months that decide how long a child is paid.
type Course struct {
	// Group is the child's; [Neither] is refused.
	Group Group `json:"group" zh:"保障类别" en:"group"`
	// Born 出生月份 is 1990-01 or later.
	Born unit.Month `json:"born" zh:"出生月份" en:"month of birth" range:"[1990-01,2150-12]"`
	// Confirmed 确认月份 is the month of the decision, not before the birth.
	Confirmed unit.Month `json:"confirmed" zh:"确认月份" en:"month of the decision" range:"[1990-01,2180-12]"`
	// Month is the month asked for.
	Month unit.Month `json:"month" zh:"查询月份" en:"month asked for"`
	// SchoolUntil 在校就读至 is the last month at school, where that is after the eighteenth birthday.
	SchoolUntil rule.Given[unit.Month] `json:"school_until,omitzero" zh:"在校就读至" en:"at school until"`
	// Died 死亡月份, where the child died.
	Died rule.Given[unit.Month] `json:"died,omitzero" zh:"死亡月份" en:"month of death"`
	// Ended 保障情形消失月份, where the conditions hold no longer.
	Ended rule.Given[unit.Month] `json:"ended,omitzero" zh:"保障情形消失月份" en:"month in which the conditions ended"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *Course) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Entitled 发放期间 is the answer of [GuaranteeMonths].
type Entitled struct {
	// Paid reports whether the month asked for is paid.
	Paid bool `json:"paid" zh:"当月发放" en:"the month is paid"`
	// First and Last are the first month paid and the last, as far as is known; Last is
	// before First where no month is paid.
	First unit.Month `json:"first,omitzero" zh:"首月" en:"first month"`
	Last  unit.Month `json:"last,omitzero" zh:"末月" en:"last month"`
	// Months is how many months that are, 0 or more.
	Months int64 `json:"months" zh:"共几个月" en:"months in all" range:"[0,)"`
}

// GuaranteeMonths 基本生活费发放期间 tells from which month to which a child is paid, and whether a month is
// one of them. The first is the month after the confirmation, for de-facto-unattended children by the
// norm. The last is the earliest of: the eighteenth birthday, or the end of schooling where the
// county goes on that long; death; the end of the conditions. Months are whole: nothing is paid by days.
//
// Errors: [rule.Missing] for a month not given, [rule.Range] for one before the birth,
// [rule.Invalid] for a child of neither group.
var GuaranteeMonths = rule.MustNew(rule.Definition[MonthsPolicy, Course, Entitled]{
	ID: "childwelfare.guarantee-months", Version: 1,
	Title:   rule.Text{ZH: "基本生活费发放期间", EN: "Months of the guarantee"},
	Basis:   []rule.Clause{clausePlanGroups, clauseConfirmed},
	Sources: []rule.Source{{Path: "de_facto_after", Clause: clauseConfirmed, Value: "1"}},
	Never:   []string{"{confirmed} < {born}", "{school_until} < {born}", "{died} < {born}", "{ended} < {born}", "{group} = 'none'"},
	// No longer than from birth to the last month by age or schooling, since no child is confirmed before it is born.
	Always: []string{"{months} ≤ max(if({schooling} and given({school_until}), {school_until} − {born}, 0) + 1, 217 − if({at_eighteen} = 'same-month', 1, 0))" +
		" − if({group} = 'orphan', {orphan_after}, {de_facto_after})"},
	Steps: []*rule.Term{&termFirstDeFacto, &termFirst, &termOfAge, &termSchooled, &termUnlessDead, &termLast,
		&termMonths, &termPaid},
	KernelByRef: guaranteeMonths,
})

var (
	termFirstDeFacto = rule.Term{ID: "first_de_facto", Label: rule.Text{ZH: "事实无人抚养儿童首月", EN: "first month of a de-facto-unattended child"},
		Formula: "{confirmed} + {de_facto_after}", Clause: clauseConfirmed}
	termFirst = rule.Term{ID: "first", Label: rule.Text{ZH: "首月", EN: "first month"},
		Formula: "if({group} = 'orphan', {confirmed} + {orphan_after}, {first_de_facto})"}
	termOfAge = rule.Term{ID: "of_age", Label: rule.Text{ZH: "按年龄末月（年满18周岁）", EN: "last month by age (eighteen)"},
		Formula: "{born} + 216 − if({at_eighteen} = 'same-month', 1, 0)"}
	termSchooled = rule.Term{ID: "schooled", Label: rule.Text{ZH: "按年龄或就学末月", EN: "last month by age or schooling"},
		Formula: "if({schooling} and given({school_until}), max({of_age}, {school_until}), {of_age})"}
	termUnlessDead = rule.Term{ID: "alive", Label: rule.Text{ZH: "按年龄、就学或死亡末月", EN: "last month by age, schooling or death"},
		Formula: "if(given({died}), min({schooled}, {died} − if({at_death} = 'same-month', 1, 0)), {schooled})"}
	termLast = rule.Term{ID: "last", Label: rule.Text{ZH: "末月", EN: "last month"},
		Formula: "if(given({ended}), min({alive}, {ended} − if({at_end} = 'same-month', 1, 0)), {alive})"}
	termMonths = rule.Term{ID: "months", Label: rule.Text{ZH: "共几个月", EN: "months in all"},
		Formula: "max({last} − {first} + 1, 0)"}
	termPaid = rule.Term{ID: "paid", Label: rule.Text{ZH: "当月发放", EN: "the month is paid"},
		Formula: "{month} ≥ {first} and {month} ≤ {last}"}
)

// lastBy is the last month paid where what happens in m stops the payments.
func lastBy(m unit.Month, s Stop) (unit.Month, error) {
	if s == SameMonth {
		return m.Add(-1)
	}
	return m, nil
}

func earlier(a, b unit.Month) unit.Month {
	if b.Before(a) {
		return b
	}
	return a
}

func guaranteeMonths(p *MonthsPolicy, in *Course, t *rule.Trace) (Entitled, error) {
	if err := in.fault(); err != nil {
		return Entitled{}, err
	}
	var out Entitled
	after := p.DeFactoAfter
	if in.Group == Orphan {
		after = p.OrphanAfter
	}
	var err error
	if out.First, err = in.Confirmed.Add(int(after)); err != nil {
		return out, err
	}
	birthday, err := in.Born.Add(majority)
	if err != nil {
		return out, err
	}
	ofAge, err := lastBy(birthday, p.AtEighteen)
	if err != nil {
		return out, err
	}
	schooled := ofAge
	if until, given := in.SchoolUntil.Get(); given && p.Schooling && until.After(ofAge) {
		schooled = until
	}
	alive, err := until(schooled, in.Died, p.AtDeath, "died")
	if err != nil {
		return out, err
	}
	if out.Last, err = until(alive, in.Ended, p.AtEnd, "ended"); err != nil {
		return out, err
	}
	out.Months = max(int64(out.Last.Sub(out.First))+1, 0)
	out.Paid = !in.Month.Before(out.First) && !in.Month.After(out.Last)
	if t.On() {
		if in.Group == DeFacto {
			t.Value(&termFirstDeFacto, out.First)
		}
		t.Value(&termFirst, out.First)
		t.Value(&termOfAge, ofAge)
		t.Value(&termSchooled, schooled)
		t.Value(&termUnlessDead, alive)
		t.Value(&termLast, out.Last)
		t.Count(&termMonths, out.Months)
		t.Flag(&termPaid, out.Paid)
	}
	return out, nil
}

// until ends a span where something happened, if it did.
func until(last unit.Month, happened rule.Given[unit.Month], s Stop, field string) (unit.Month, error) {
	m, given := happened.Get()
	if !given {
		return last, nil
	}
	by, err := lastBy(m, s)
	if err != nil {
		var f rule.Errors
		f.Wrap(field, err)
		return last, f.Err()
	}
	return earlier(last, by), nil
}

// The months that a child's birth and a decision may lie in: between them no sum of months leaves
// those that there are.
var (
	firstBirth, lastBirth = unit.MustParseMonth("1990-01"), unit.MustParseMonth("2150-12")
	lastDecision          = unit.MustParseMonth("2180-12")
)

func (c *Course) fault() error {
	if c.Group != Orphan && c.Group != DeFacto && c.Group != Neither || c.Month.IsZero() ||
		c.Born.Before(firstBirth) || c.Born.After(lastBirth) || c.Confirmed.IsZero() || c.Confirmed.Before(firstBirth) || c.Confirmed.After(lastDecision) {
		return rule.Refused
	}
	var f rule.Errors
	refuseNeither(&f, c.Group)
	early := func(field string, m unit.Month) {
		if m.Before(c.Born) {
			f.Add(rule.Range, field, m.String(), rule.Text{
				ZH: "早于出生月份" + c.Born.String(), EN: "before the month of birth, " + c.Born.String()})
		}
	}
	early("confirmed", c.Confirmed)
	for _, e := range [...]struct {
		field string
		month rule.Given[unit.Month]
	}{{"school_until", c.SchoolUntil}, {"died", c.Died}, {"ended", c.Ended}} {
		if m, given := e.month.Get(); given {
			if m.IsZero() {
				return rule.Refused
			}
			early(e.field, m)
		}
	}
	return f.Err()
}
