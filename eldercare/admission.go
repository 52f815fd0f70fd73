package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// AdmissionPolicy has no parameters: the order is the plan's.
type AdmissionPolicy struct{}

// Waiting 入住等候情况 counts the free places of eldercare homes that are public, or public and privately run, and those who wait for one, each
// person once, in the first class that fits.
type Waiting struct {
	// Free 空余床位 is how many places are free.
	Free int64 `json:"free" zh:"空余床位（张）" en:"free places" range:"[0,9007199254740991]"`
	// Dependent 生活不能自理特困人员 are extreme-poverty persons unable to care for themselves who wish
	// residential support.
	Dependent int64 `json:"dependent" zh:"有集中供养意愿的生活不能自理特困人员（人）" en:"willing extreme-poverty persons unable to care for themselves" range:"[0,9007199254740991]"`
	// Willing 其他有集中供养意愿的特困人员 are the other extreme-poverty persons who wish it.
	Willing int64 `json:"willing" zh:"其他有集中供养意愿的特困人员（人）" en:"other willing extreme-poverty persons" range:"[0,9007199254740991]"`
	// Others 其他基本养老服务对象 are the others for whom basic eldercare is.
	Others int64 `json:"others" zh:"其他基本养老服务对象（人）" en:"others for whom basic eldercare is" range:"[0,9007199254740991]"`
}

// UnmarshalJSON refuses a count that is absent.
func (w *Waiting) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// Admitted 入住安排 is the answer of [Admission]. What is admitted and what waits on add up to what
// waited, and what is admitted and what stays free to what was free.
type Admitted struct {
	// Ensured reports that every extreme-poverty person who wishes residential support has it.
	Ensured bool `json:"ensured" zh:"有意愿的特困人员全部集中供养" en:"all willing extreme-poverty persons are admitted"`
	// Dependent, Willing and Others are how many of each class are admitted.
	Dependent int64 `json:"admitted_dependent" zh:"安排生活不能自理特困人员（人）" en:"admitted, unable to care for themselves" range:"[0,)"`
	Willing   int64 `json:"admitted_willing" zh:"安排其他有意愿的特困人员（人）" en:"admitted, other willing extreme-poverty persons" range:"[0,)"`
	Others    int64 `json:"admitted_others" zh:"安排其他基本养老服务对象（人）" en:"admitted, others" range:"[0,)"`
	// DependentLeft, WillingLeft and OthersLeft are how many of each wait on.
	DependentLeft int64 `json:"waiting_dependent" zh:"仍等候的生活不能自理特困人员（人）" en:"waiting on, unable to care for themselves" range:"[0,)"`
	WillingLeft   int64 `json:"waiting_willing" zh:"仍等候的其他有意愿特困人员（人）" en:"waiting on, other willing extreme-poverty persons" range:"[0,)"`
	OthersLeft    int64 `json:"waiting_others" zh:"仍等候的其他基本养老服务对象（人）" en:"waiting on, others" range:"[0,)"`
	// Lacking 还缺床位 is how many places are lacking to have all willing extreme-poverty persons; zero exactly
	// when Ensured.
	Lacking int64 `json:"lacking" zh:"集中供养还缺床位（张）" en:"places lacking for willing extreme-poverty persons" range:"[0,)"`
	// FreeLeft 剩余空床 is how many places stay free.
	FreeLeft int64 `json:"free_left" zh:"剩余空余床位（张）" en:"places left free" range:"[0,)"`
}

// Admission 公办和公建民营养老机构入住次序 gives free places away in the plan's order (三(二)4): first to extreme-poverty
// persons unable to care for themselves who wish residential support (优先满足), then to the
// others of them who wish it, since all who wish it are to have it (确保), and what is left to the others for
// whom basic eldercare is (逐步满足). Nobody of a class is admitted before the class ahead of it is.
//
// Within a class the order is not the plan's, and not this rule's. The clause holds for all who wish
// residential support; the 70 % of T2.4 counts others (discrepancy residential-support-all).
//
// Errors: [rule.Range] for a count outside its range.
var Admission = rule.MustNew(rule.Definition[AdmissionPolicy, Waiting, Admitted]{
	ID: "eldercare.admission", Version: 1,
	Title:    rule.Text{ZH: "公办和公建民营养老机构入住次序", EN: "Order of admission to eldercare homes that are public, or public and privately run"},
	Basis:    []rule.Clause{clauseEnsured, clauseFirst, clauseGradually},
	Defaults: new(AdmissionPolicy),
	Steps: []*rule.Term{&admitDependent, &admitWilling, &admitOthers, &waitDependent, &waitWilling, &waitOthers,
		&admitLacking, &admitEnsured, &admitFree},
	KernelByRef: admission,
})

var (
	clauseEnsured   = seeds.MustQuote("三(二)4", "确保有集中供养意愿的特困人员集中供养")
	clauseFirst     = seeds.MustQuote("三(二)4", "优先满足生活不能自理特困人员集中供养需求")
	clauseGradually = seeds.MustQuote("三(二)4", "逐步满足其他基本养老服务对象的入住需求")

	admitDependent = rule.Term{ID: "admitted_dependent", Label: rule.Text{ZH: "安排生活不能自理特困人员", EN: "admitted, unable to care for themselves"},
		Formula: "min({dependent}, {free})", Clause: clauseFirst}
	admitWilling = rule.Term{ID: "admitted_willing", Label: rule.Text{ZH: "安排其他有意愿的特困人员", EN: "admitted, other willing extreme-poverty persons"},
		Formula: "min({willing}, {free} − {admitted_dependent})", Clause: clauseEnsured}
	admitOthers = rule.Term{ID: "admitted_others", Label: rule.Text{ZH: "安排其他基本养老服务对象", EN: "admitted, others"},
		Formula: "min({others}, {free} − {admitted_dependent} − {admitted_willing})", Clause: clauseGradually}
	waitDependent = rule.Term{ID: "waiting_dependent", Label: rule.Text{ZH: "仍等候的生活不能自理特困人员", EN: "waiting on, unable to care for themselves"},
		Formula: "{dependent} − {admitted_dependent}"}
	waitWilling = rule.Term{ID: "waiting_willing", Label: rule.Text{ZH: "仍等候的其他有意愿特困人员", EN: "waiting on, other willing extreme-poverty persons"},
		Formula: "{willing} − {admitted_willing}"}
	waitOthers = rule.Term{ID: "waiting_others", Label: rule.Text{ZH: "仍等候的其他基本养老服务对象", EN: "waiting on, others"},
		Formula: "{others} − {admitted_others}"}
	admitLacking = rule.Term{ID: "lacking", Label: rule.Text{ZH: "集中供养还缺床位", EN: "places lacking for willing extreme-poverty persons"},
		Formula: "{waiting_dependent} + {waiting_willing}"}
	admitEnsured = rule.Term{ID: "ensured", Label: rule.Text{ZH: "有意愿的特困人员全部集中供养", EN: "all willing extreme-poverty persons are admitted"},
		Formula: "{lacking} = 0", Clause: clauseEnsured}
	admitFree = rule.Term{ID: "free_left", Label: rule.Text{ZH: "剩余空余床位", EN: "places left free"},
		Formula: "{free} − {admitted_dependent} − {admitted_willing} − {admitted_others}"}
)

func admission(_ *AdmissionPolicy, in *Waiting, t *rule.Trace) (Admitted, error) {
	if max(uint64(in.Free), uint64(in.Dependent), uint64(in.Willing), uint64(in.Others)) > unit.MaxCount {
		return Admitted{}, rule.Refused
	}
	var out Admitted
	free := in.Free
	out.Dependent = min(in.Dependent, free)
	free -= out.Dependent
	out.Willing = min(in.Willing, free)
	free -= out.Willing
	out.Others = min(in.Others, free)
	out.FreeLeft = free - out.Others
	out.DependentLeft, out.WillingLeft, out.OthersLeft = in.Dependent-out.Dependent, in.Willing-out.Willing, in.Others-out.Others
	out.Lacking = out.DependentLeft + out.WillingLeft
	out.Ensured = out.Lacking == 0
	if t.On() {
		t.Count(&admitDependent, out.Dependent)
		t.Count(&admitWilling, out.Willing)
		t.Count(&admitOthers, out.Others)
		t.Count(&waitDependent, out.DependentLeft)
		t.Count(&waitWilling, out.WillingLeft)
		t.Count(&waitOthers, out.OthersLeft)
		t.Count(&admitLacking, out.Lacking)
		t.Flag(&admitEnsured, out.Ensured)
		t.Count(&admitFree, out.FreeLeft)
	}
	return out, nil
}
