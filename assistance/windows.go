package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// AidWindow 救助次数的期限 says within which time earlier aid counts: "calendar-year" or "months". The zero AidWindow is not given,
// and refused.
type AidWindow = rule.Enum[aidWindows]

// The windows. Counties of the province have both: one counts within a calendar year (一自然年度), another within a year back from
// the application (一年内).
const (
	CalendarYear   AidWindow = iota + 1 // 自然年度
	TrailingMonths                      // 申请日之前若干个月
)

type aidWindows struct{}

func (aidWindows) Choices() rule.Choices { return aidWindowList }

var aidWindowList = rule.Choices{
	CalendarYear:   {Code: "calendar-year", Label: rule.Text{ZH: "自然年度", EN: "the calendar year"}},
	TrailingMonths: {Code: "months", Label: rule.Text{ZH: "申请日之前若干个月", EN: "so many months back from the application"}},
}

// FrequencyPolicy holds the parameters of [AidFrequency]: two windows, each with its own number. All are the county's; the plan has
// neither.
type FrequencyPolicy struct {
	// Times 次数上限 is how often a household is aided within Window, whatever for.
	Times  int64     `json:"most_times" zh:"次数上限" en:"times at most" range:"[1,100]"`
	Window AidWindow `json:"window" zh:"次数的期限" en:"window of the times"`
	// SameCause 同一事由次数上限 is how often it is aided for one cause within CauseWindow.
	SameCause   int64     `json:"most_same_cause" zh:"同一事由次数上限" en:"times at most for one cause" range:"[1,100]"`
	CauseWindow AidWindow `json:"cause_window" zh:"同一事由的期限" en:"window of one cause"`
	// Months 期限月数 is how long a window of months is: 12 for a year.
	Months int64 `json:"window_months" zh:"期限（月）" en:"months of a window" range:"[1,120]"`
	// LastDay 对应日计入期限 says that the day which corresponds to that of the earlier aid is still within: of aid on 10 May
	// the 10 May a year after. Else the window ends with the day before. Where that month is too short to have the day, the window
	// ends with the month, either way.
	LastDay bool `json:"last_day" zh:"对应日仍在期限内" en:"the corresponding day is within"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *FrequencyPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// EarlierAid 以往救助 is one earlier aid of a household.
type EarlierAid struct {
	// Year, Month and Day 救助日期 are those of the decision, not after the application.
	Year  int64 `json:"year" zh:"年" en:"year" range:"[1990,2199]"`
	Month int64 `json:"month" zh:"月" en:"month" range:"[1,12]"`
	Day   int64 `json:"day" zh:"日" en:"day" range:"[1,31]"`
	// SameCause 同一事由 says that it was for the cause of this application.
	SameCause bool `json:"same_cause" zh:"与本次申请同一事由" en:"for the same cause"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (a *EarlierAid) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// AidHistory 临时救助记录 is an application and the aid that the household had before.
type AidHistory struct {
	// Year, Month and Day 申请日期.
	Year  int64 `json:"year" zh:"申请日期：年" en:"application: year" range:"[1990,2199]"`
	Month int64 `json:"month" zh:"申请日期：月" en:"application: month" range:"[1,12]"`
	Day   int64 `json:"day" zh:"申请日期：日" en:"application: day" range:"[1,31]"`
	// Aids 以往救助 are all there were, at most 1,000; an empty list says that there was none.
	Aids []EarlierAid `json:"aids" zh:"以往救助" en:"earlier aid" range:"[0,1000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (h *AidHistory) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

// FrequencyFinding 救助次数检查结论 is the answer of [AidFrequency].
type FrequencyFinding struct {
	// May 可再次救助 reports that neither number is full.
	May bool `json:"may" zh:"次数未满，可再救助" en:"may be aided again"`
	// Aided 期限内已救助次数 and SameCause 同一事由已救助次数 are what the windows hold.
	Aided     int64 `json:"aided" zh:"期限内已救助次数" en:"times aided within the window" range:"[0,)"`
	SameCause int64 `json:"same_cause" zh:"期限内同一事由已救助次数" en:"times aided for the same cause within its window" range:"[0,)"`
	// TooOften 次数已满 and CauseAgain 同一事由次数已满 say which number is full; both can be.
	TooOften   bool `json:"too_often" zh:"次数已满" en:"aided as often as may be"`
	CauseAgain bool `json:"cause_again" zh:"同一事由次数已满" en:"aided for the cause as often as may be"`
}

// AidFrequency 临时救助次数 counts a household's earlier temporary aid within a county's two windows, one for all aid and one for
// the same cause: a county may have the cause once within twelve months and no more than two aids within the
// calendar year. What it counts are the facts that [TemporaryAid] asks for: Aided, and SameCause where CauseAgain.
//
// The plan has procedure for temporary aid and no number of times; neither had a norm that was found. So the parameters are the
// county's, and none has a default.
//
// Errors: [rule.Range] for a day that the calendar does not have, for aid after the application and for more
// than 1,000 aids; [rule.Missing] and [rule.Invalid] for a window.
var AidFrequency = rule.MustNew(rule.Definition[FrequencyPolicy, AidHistory, FrequencyFinding]{
	ID: "assistance.aid-frequency", Version: 1,
	Title: rule.Text{ZH: "临时救助次数", EN: "How often temporary aid was given"},
	Basis: []rule.Clause{clauseStrictly},
	Steps: []*rule.Term{termPassed, termTrailing, termAidCounted, termCauseCounts, termAidedTimes, termCauseTimes, termTooOften, termCauseAgain, termMay},

	KernelByRef: aidFrequency,
})

var (
	termPassed = newTerm("passed", "相隔月数（不计日）", "months between, whatever the day", "({year} − {aids.year}) × 12 + {month} − {aids.month}", rule.Clause{})
	// A month too short for the day has none that corresponds: all its days are before it.
	termTrailing = newTerm("trailing", "在若干个月内", "within so many months",
		"{passed} < {window_months} or {passed} = {window_months} and ({day} < {aids.day} or {day} = {aids.day} and {last_day})", rule.Clause{})
	termAidCounted = newTerm("counted", "计入次数", "counts",
		"if({window} = 'calendar-year', {aids.year} = {year}, {trailing})", rule.Clause{})
	termCauseCounts = newTerm("cause_counted", "计入同一事由次数", "counts for the cause",
		"{aids.same_cause} and if({cause_window} = 'calendar-year', {aids.year} = {year}, {trailing})", rule.Clause{})
	termAidedTimes = newTerm("aided", "期限内已救助次数", "times aided within the window", "sum(if({counted}, 1, 0))", rule.Clause{})
	termCauseTimes = newTerm("same_cause", "期限内同一事由已救助次数", "times aided for the same cause within its window", "sum(if({cause_counted}, 1, 0))", rule.Clause{})
	termTooOften   = newTerm("too_often", "次数已满", "aided as often as may be", "{aided} ≥ {most_times}", rule.Clause{})
	termCauseAgain = newTerm("cause_again", "同一事由次数已满", "aided for the cause as often as may be", "{same_cause} ≥ {most_same_cause}", rule.Clause{})
	termMay        = newTerm("may", "次数未满，可再救助", "may be aided again", "not {too_often} and not {cause_again}", rule.Clause{})
)

// maxAids bounds a household's earlier aids.
const maxAids = 1_000

func aidFrequency(p *FrequencyPolicy, in *AidHistory, t *rule.Trace) (out FrequencyFinding, err error) {
	if err := in.fault(); err != nil {
		return out, err
	}
	for i := range in.Aids {
		a := &in.Aids[i]
		out.Aided += bit(p.within(p.Window, in, a))
		out.SameCause += bit(a.SameCause && p.within(p.CauseWindow, in, a))
	}
	out.TooOften, out.CauseAgain = out.Aided >= p.Times, out.SameCause >= p.SameCause
	out.May = !out.TooOften && !out.CauseAgain
	if t.On() {
		p.trace(in, &out, t)
	}
	return out, nil
}

func (h *AidHistory) passed(a *EarlierAid) int64 { return (h.Year-a.Year)*12 + h.Month - a.Month }

func (p *FrequencyPolicy) trailing(h *AidHistory, a *EarlierAid) bool {
	passed := h.passed(a)
	return passed < p.Months || passed == p.Months && (h.Day < a.Day || h.Day == a.Day && p.LastDay)
}

// within reports whether an earlier aid lies in a window.
func (p *FrequencyPolicy) within(w AidWindow, h *AidHistory, a *EarlierAid) bool {
	if w == CalendarYear {
		return a.Year == h.Year
	}
	return p.trailing(h, a)
}

// fault names a day that is none, and aid after the application.
func (h *AidHistory) fault() error {
	if len(h.Aids) > maxAids || !tagged(h.Year, h.Month, h.Day) {
		return rule.Refused
	}
	for i := range h.Aids {
		if !tagged(h.Aids[i].Year, h.Aids[i].Month, h.Aids[i].Day) {
			return rule.Refused
		}
	}
	var f rule.Errors
	applied, err := dayOf(h.Year, h.Month, h.Day)
	if err != nil {
		noDay(&f, "day", h.Day, err)
	}
	for i := range h.Aids {
		a := &h.Aids[i]
		if aided, bad := dayOf(a.Year, a.Month, a.Day); bad != nil {
			noDay(&f, "aids["+strconv.Itoa(i)+"].day", a.Day, bad)
		} else if err == nil && aided.After(applied) {
			f.Add(rule.Range, "aids["+strconv.Itoa(i)+"].year", strconv.FormatInt(a.Year, 10), rule.Text{
				ZH: aided.String() + "晚于申请日期" + applied.String() + "：只填以往的救助", EN: aided.String() + " is after the application of " + applied.String() + ": give earlier aid only"})
		}
	}
	return f.Err()
}

// noDay says of a day that there is none such in its month.
func noDay(f *rule.Errors, field string, day int64, err error) {
	for _, e := range rule.Faults(err) {
		f.Add(e.Code, field, strconv.FormatInt(day, 10), rule.Text{ZH: e.Value + "：" + e.Reason.ZH, EN: e.Value + " is " + e.Reason.EN})
	}
}

// tagged reports whether the numbers of a day are what their tags allow.
func tagged(year, month, day int64) bool {
	return year >= 1990 && year <= unit.LastYear && month >= 1 && month <= 12 && day >= 1 && day <= 31
}

func dayOf(year, month, day int64) (unit.Day, error) {
	return unit.NewDay(int(year), int(month), int(day))
}

func (p *FrequencyPolicy) trace(in *AidHistory, out *FrequencyFinding, t *rule.Trace) {
	for i := range in.Aids {
		a := &in.Aids[i]
		t.Item(i)
		t.Count(termPassed, in.passed(a))
		t.Flag(termTrailing, p.trailing(in, a))
		t.Flag(termAidCounted, p.within(p.Window, in, a))
		t.Flag(termCauseCounts, a.SameCause && p.within(p.CauseWindow, in, a))
	}
	t.Item(-1)
	t.Count(termAidedTimes, out.Aided)
	t.Count(termCauseTimes, out.SameCause)
	t.Flag(termTooOften, out.TooOften)
	t.Flag(termCauseAgain, out.CauseAgain)
	t.Flag(termMay, out.May)
}
