package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TimesPolicy holds the parameters of [AllowanceTimes], each by default the norm's.
type TimesPolicy struct {
	// FirstAfter 起发 is how many months after the decision the first payment is: 1 (下月起).
	FirstAfter int64 `json:"first_after" zh:"确认后几个月起发" en:"months to the first payment" range:"[0,12]"`
	// Review and ReviewUnsteady are how many months there are between reviews: 12, and 6 where income is not
	// steady and members can work.
	Review         int64 `json:"review" zh:"核查间隔（月）" en:"months between reviews" range:"[1,36]"`
	ReviewUnsteady int64 `json:"review_unsteady" zh:"收入不固定且有劳动能力的核查间隔（月）" en:"months between reviews, unsteady income" range:"[1,36]"`
	// AmendWithin is within how many months of a member's death the payment is amended: 3.
	AmendWithin int64 `json:"amend_within" zh:"成员死亡后几个月内办结变更" en:"months to amend after a death" range:"[1,36]"`
	// Refusals is after how many refusals of suitable work in a row a person's own part is cut or stopped: 3.
	Refusals int64 `json:"most_refusals" zh:"连续拒绝介绍工作的次数" en:"refusals of work in a row" range:"[1,36]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *TimesPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// AllowanceCase 低保家庭时限信息 is what the times of a household's allowance depend on.
type AllowanceCase struct {
	// Decided 确认月份 is the month of the decision, Reviewed 最近核查月份 that of the last review, or of the decision where
	// there was none since.
	Decided  unit.Month `json:"decided" zh:"确认月份" en:"month of the decision" range:"[1990-01,2180-12]"`
	Reviewed unit.Month `json:"reviewed" zh:"最近核查月份" en:"month of the last review" range:"[1990-01,2180-12]"`
	// Unsteady says that income is not steady, and CanWork that a member is able to work: both shorten the
	// interval, one alone does not.
	Unsteady bool `json:"unsteady" zh:"收入来源不固定" en:"income is not steady"`
	CanWork  bool `json:"can_work" zh:"家庭成员有劳动能力" en:"a member can work"`
	// Died 成员死亡月份, where a member died.
	Died rule.Given[unit.Month] `json:"died,omitzero" zh:"成员死亡月份" en:"month of a member's death" range:"[1990-01,2180-12]"`
	// Refused 连续拒绝次数 is how often in a row one member refused suitable work without good reason.
	Refused int64 `json:"refused" zh:"连续拒绝介绍工作（次）" en:"refusals in a row" range:"[0,1000]"`
	// Month is the month asked for.
	Month unit.Month `json:"month" zh:"查询月份" en:"month asked for"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *AllowanceCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// AllowanceDates 低保时限 is the answer of [AllowanceTimes].
type AllowanceDates struct {
	// Paid reports whether the month is paid as far as the beginning goes; First is the first that is.
	Paid  bool       `json:"paid" zh:"已到起发月份" en:"payments have begun"`
	First unit.Month `json:"first,omitzero" zh:"首月" en:"first month"`
	// NextReview is by when the household must be reviewed; Overdue reports that the month is later.
	NextReview unit.Month `json:"next_review,omitzero" zh:"下次核查月份" en:"next review"`
	Overdue    bool       `json:"overdue" zh:"逾期未核查" en:"the review is overdue"`
	// AmendBy 变更办结月份 is by when the payment must be amended after a death; not given without one.
	AmendBy rule.Given[unit.Month] `json:"amend_by,omitzero" zh:"死亡变更办结月份" en:"amended by, after the death"`
	// OwnStopped 本人低保金减发或停发 reports that the part of the member who refused is cut or stopped, not the household's.
	OwnStopped bool `json:"own_stopped" zh:"本人低保金减发或停发" en:"the member's own part is cut or stopped"`
}

// AllowanceTimes 低保金时限 gives the months that an allowance goes by: the first payment, the month after the decision and
// never that of the application; the next review, after a year, or half a year where income is not
// steady and members can work; the amendment within three months of a member's death; and whether three
// refusals of work in a row stop that member's own part.
//
// Errors: [rule.Missing] for a month not given, [rule.Range] for one before 1990 or after 2180, for a
// review before the decision and for a negative number of refusals.
var AllowanceTimes = rule.MustNew(rule.Definition[TimesPolicy, AllowanceCase, AllowanceDates]{
	ID: "assistance.allowance-times", Version: 1,
	Title:    rule.Text{ZH: "低保金时限", EN: "Months of the allowance"},
	Basis:    []rule.Clause{clauseDynamic, clauseNextMonth, clauseReviews, clauseThreeMonths, clauseRefusals},
	Defaults: &TimesPolicy{FirstAfter: 1, Review: 12, ReviewUnsteady: 6, AmendWithin: 3, Refusals: 3},
	Sources: []rule.Source{
		{Path: "first_after", Clause: clauseNextMonth},
		{Path: "review", Clause: clauseReviews},
		{Path: "review_unsteady", Clause: clauseReviews},
		{Path: "amend_within", Clause: clauseThreeMonths},
		{Path: "most_refusals", Clause: clauseRefusals},
	},
	Never: []string{"{reviewed} < {decided}"},
	Steps: []*rule.Term{termTimesFirst, termTimesPaid, termNextReview, termOverdue, termAmendBy, termOwnStopped},

	KernelByRef: allowanceTimes,
})

var (
	clauseDynamic     = seeds.MustQuote("三(一)2", "健全低收入人口动态监测、信息汇聚和帮扶机制")
	clauseNextMonth   = ofNorm(normAllowance, "民发〔2021〕57号21", "第二十一条", "article 21", "从作出确认同意决定之日下月起发放最低生活保障金")
	clauseReviews     = ofNorm(normAllowance, "民发〔2021〕57号31", "第三十一条", "article 31", "收入来源不固定、家庭成员有劳动能力的最低生活保障家庭，每半年核查一次")
	clauseThreeMonths = ofNorm(normWider, "社会救助兜底通知一(三)死亡", "一、（三）", "part 1 (3)", "应当自其死亡之日起3个月内对其家庭状况进行核查")
	clauseRefusals    = ofNorm(normAllowance, "民发〔2021〕57号34", "第三十四条", "article 34", "连续3次拒绝接受介绍的与其健康状况、劳动能力等相适应的工作的")
)

var (
	termTimesFirst = newTerm("first", "首月", "first month", "{decided} + {first_after}", clauseNextMonth)
	termTimesPaid  = newTerm("paid", "已到起发月份", "payments have begun", "{month} ≥ {first}", rule.Clause{})
	termNextReview = newTerm("next_review", "下次核查月份", "next review", "{reviewed} + if({unsteady} and {can_work}, {review_unsteady}, {review})", clauseReviews)
	termOverdue    = newTerm("overdue", "逾期未核查", "the review is overdue", "{month} > {next_review}", rule.Clause{})
	termAmendBy    = newTerm("amend_by", "死亡变更办结月份", "amended by, after the death", "{died} + {amend_within}", clauseThreeMonths)
	termOwnStopped = newTerm("own_stopped", "本人低保金减发或停发", "the member's own part is cut or stopped", "{refused} ≥ {most_refusals}", clauseRefusals)
)

// The months that the facts may lie in: between them no sum of months leaves those that there are.
var earliest, latest = unit.MustParseMonth("1990-01"), unit.MustParseMonth("2180-12")

// within reports whether a month lies in those years.
func within(m unit.Month) bool { return !m.Before(earliest) && !m.After(latest) }

func allowanceTimes(p *TimesPolicy, in *AllowanceCase, t *rule.Trace) (out AllowanceDates, err error) {
	died, dead := in.Died.Get()
	if !within(in.Decided) || !within(in.Reviewed) || in.Month.IsZero() || in.Refused < 0 || in.Refused > 1000 || dead && !within(died) {
		return out, rule.Refused
	}
	if in.Reviewed.Before(in.Decided) {
		var f rule.Errors
		f.Add(rule.Range, "reviewed", in.Reviewed.String(), rule.Text{
			ZH: "早于确认月份" + in.Decided.String() + "：确认后尚未核查的，填确认月份", EN: "before the decision, " + in.Decided.String() + ": give that month where there was no review since"})
		return out, f
	}
	interval := p.Review
	if in.Unsteady && in.CanWork {
		interval = p.ReviewUnsteady
	}
	if out.First, err = in.Decided.Add(int(p.FirstAfter)); err != nil {
		return out, err
	}
	if out.NextReview, err = in.Reviewed.Add(int(interval)); err != nil {
		return out, err
	}
	out.Paid, out.Overdue = !in.Month.Before(out.First), in.Month.After(out.NextReview)
	out.OwnStopped = in.Refused >= p.Refusals
	if dead {
		by, err := died.Add(int(p.AmendWithin))
		if err != nil {
			return out, err
		}
		out.AmendBy = rule.Give(by)
	}
	if t.On() {
		t.Value(termTimesFirst, out.First)
		t.Flag(termTimesPaid, out.Paid)
		t.Value(termNextReview, out.NextReview)
		t.Flag(termOverdue, out.Overdue)
		if by, ok := out.AmendBy.Get(); ok {
			t.Value(termAmendBy, by)
		}
		t.Flag(termOwnStopped, out.OwnStopped)
	}
	return out, nil
}
