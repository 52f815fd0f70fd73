package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SupportTimesPolicy holds the parameters of [SupportTimes], each by default the norm's.
type SupportTimesPolicy struct {
	// FirstAfter 起发 is how many months after the confirmation the first payment is: 1 (下月起).
	FirstAfter int64 `json:"first_after" zh:"确认后几个月起发" en:"months to the first payment" range:"[0,12]"`
	// MinorUntil 未成年人享有至 is up to which age a minor keeps the support: 18. The month of that birthday is the last one paid.
	MinorUntil int64 `json:"minor_until" zh:"未成年人享有至（周岁）" en:"minors keep it to the age of" range:"[16,30]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SupportTimesPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// SupportedPerson 特困人员时限信息 is what the months of a person's support depend on.
type SupportedPerson struct {
	// Confirmed 确认月份 is the month of the confirmation.
	Confirmed unit.Month `json:"confirmed" zh:"确认月份" en:"month of the confirmation" range:"[1990-01,2180-12]"`
	// Ended 终止决定月份 is the month of the decision to end it, where there is one.
	Ended rule.Given[unit.Month] `json:"ended,omitzero" zh:"终止决定月份" en:"month of the decision to end it" range:"[1990-01,2180-12]"`
	// Born 出生月份 is given for a person who was recognised as a minor, and InSchool 在校就读 says of such a one that he still has compulsory
	// education, or is at a regular or vocational senior secondary school.
	Born     rule.Given[unit.Month] `json:"born,omitzero" zh:"出生月份（按未成年人认定的）" en:"month of birth (recognised as a minor)" range:"[1990-01,2180-12]"`
	InSchool bool                   `json:"in_school" zh:"接受义务教育或在普通高中、中等职业学校就读" en:"in compulsory education or senior secondary school"`
	// Month is the month asked for.
	Month unit.Month `json:"month" zh:"查询月份" en:"month asked for"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *SupportedPerson) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// SupportDates 特困供养时限 is the answer of [SupportTimes].
type SupportDates struct {
	// Paid reports whether the month is paid.
	Paid bool `json:"paid" zh:"当月发放" en:"the month is paid"`
	// First is the first month paid.
	First unit.Month `json:"first,omitzero" zh:"首月" en:"first month"`
	// OfAge 未成年人到期月份 is the last month of a minor who does not go to school; not given for others.
	OfAge rule.Given[unit.Month] `json:"of_age,omitzero" zh:"未成年人到期月份" en:"last month of a minor"`
}

// SupportTimes 特困供养时限 says whether a person in extreme poverty is paid for a month: from the month after the confirmation (art. 17) to that of a
// decision to end it (art. 26); for one recognised as a minor to the month of the eighteenth birthday, and on while at school
// (art. 24). That the month of the birthday is still paid is a reading: the norm says 至18周岁, and pays by the month.
//
// Errors: [rule.Missing] for a month not given, [rule.Range] for one before 1990 or after 2180, and for an end before
// the confirmation, a birth after it, and one by which the person was already of age then.
var SupportTimes = rule.MustNew(rule.Definition[SupportTimesPolicy, SupportedPerson, SupportDates]{
	ID: "assistance.support-times", Version: 1,
	Title:    rule.Text{ZH: "特困供养时限", EN: "Months of extreme-poverty support"},
	Basis:    []rule.Clause{clauseRevised, clauseSupportNext, clauseSupportMinors, clauseSupportEnds},
	Defaults: &SupportTimesPolicy{FirstAfter: 1, MinorUntil: adulthood},
	Sources: []rule.Source{
		{Path: "first_after", Clause: clauseSupportNext},
		{Path: "minor_until", Clause: clauseSupportMinors},
	},
	Never:  []string{"{ended} < {confirmed}", "{born} > {confirmed}", "{confirmed} > {born} + 216"}, // of age at eighteen
	Stands: map[string]string{"of_age": "given({born})"},
	Steps:  []*rule.Term{termSupportFirst, termSupportOfAge, termSupportGrown, termSupportPaid}, KernelByRef: supportTimes,
})

var (
	clauseSupportNext   = ofNorm(normSupport, "民发〔2021〕43号17", "第十七条", "article 17", "从确认之日下月起给予救助供养待遇")
	clauseSupportMinors = ofNorm(normSupport, "民发〔2021〕43号24", "第二十四条", "article 24", "可继续享有救助供养待遇至18周岁")
	clauseSupportEnds   = ofNorm(normSupport, "民发〔2021〕43号26", "第二十六条", "article 26", "从下月起终止救助供养")

	termSupportFirst = newTerm("first", "首月", "first month", "{confirmed} + {first_after}", clauseSupportNext)
	termSupportOfAge = newTerm("of_age", "未成年人到期月份", "last month of a minor", "{born} + 12 × {minor_until}", clauseSupportMinors)
	termSupportGrown = newTerm("grown", "已过到期月份且不在校", "past that month, and not at school", "given({born}) and {month} > {of_age} and not {in_school}", clauseSupportMinors)
	termSupportPaid  = newTerm("paid", "当月发放", "the month is paid",
		"{month} ≥ {first} and (not given({ended}) or {month} ≤ {ended}) and not {grown}", clauseSupportEnds)
)

// bornMinor refuses a birth after the confirmation, and one by which the person was of age in every day of its month.
func bornMinor(born, confirmed unit.Month, f *rule.Errors) error {
	if born.After(confirmed) {
		f.Add(rule.Range, "born", born.String(), rule.Text{ZH: "出生晚于确认月份" + confirmed.String(), EN: "after the confirmation, " + confirmed.String()})
	}
	eighteen, err := born.Add(12 * adulthood)
	if err != nil {
		return err
	}
	if confirmed.After(eighteen) {
		f.Add(rule.Range, "born", born.String(), rule.Text{
			ZH: "认定时（" + confirmed.String() + "）已满18周岁，不是按未成年人认定的：不填出生月份，或核对两个月份",
			EN: "of age, 18, when confirmed in " + confirmed.String() + ", and so not recognised as a minor: leave out the month of birth, or check the two months"})
	}
	return nil
}

func supportTimes(p *SupportTimesPolicy, in *SupportedPerson, t *rule.Trace) (out SupportDates, err error) {
	ended, ends := in.Ended.Get()
	born, minor := in.Born.Get()
	if !within(in.Confirmed) || in.Month.IsZero() || ends && !within(ended) || minor && !within(born) {
		return out, rule.Refused
	}
	var f rule.Errors
	if ends && ended.Before(in.Confirmed) {
		f.Add(rule.Range, "ended", ended.String(), rule.Text{ZH: "终止决定早于确认月份" + in.Confirmed.String(), EN: "before the confirmation, " + in.Confirmed.String()})
	}
	if minor {
		if err = bornMinor(born, in.Confirmed, &f); err != nil {
			return out, err
		}
	}
	if len(f) > 0 {
		return out, f
	}
	if out.First, err = in.Confirmed.Add(int(p.FirstAfter)); err != nil {
		return out, err
	}
	grown := false
	if minor {
		last, err := born.Add(12 * int(p.MinorUntil))
		if err != nil {
			f.Wrap("born", err)
			return SupportDates{}, f
		}
		out.OfAge, grown = rule.Give(last), in.Month.After(last) && !in.InSchool
	}
	out.Paid = !in.Month.Before(out.First) && (!ends || !in.Month.After(ended)) && !grown
	if t.On() {
		t.Value(termSupportFirst, out.First)
		if last, ok := out.OfAge.Get(); ok {
			t.Value(termSupportOfAge, last)
		}
		t.Flag(termSupportGrown, grown)
		t.Flag(termSupportPaid, out.Paid)
	}
	return out, nil
}
