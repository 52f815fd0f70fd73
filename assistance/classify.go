package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ClassPolicy holds the parameters of [Classification]. But for the multiple they are the county's:
// the plan has no figures, and the norms leave them to it.
type ClassPolicy struct {
	// Standard 最低生活保障标准 is of the household's area, in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// EdgeMultiple 低保边缘倍数 is of the standard; unset means the norm's 1.5. A county may set more.
	EdgeMultiple unit.Rate `json:"edge_multiple,omitzero" zh:"低保边缘家庭收入倍数" en:"multiple of the standard for the edge" range:"[1×,100×]" default:"1.5×"`
	// EdgeIncluded takes in a household exactly at the multiple (不高于); the norm's word is 低于, below.
	EdgeIncluded bool `json:"edge_included" zh:"恰等于倍数的计入低保边缘" en:"exactly at the multiple counts"`
	// Disposable 上年度当地居民人均可支配收入 in yuan a person and year; above zero.
	Disposable unit.Money `json:"disposable" zh:"上年度当地居民人均可支配收入（元/年）" en:"last year's disposable income (yuan a person and year)" range:"(0,)"`
	// SpendingShare 刚性支出占比 is the share of a year's income that necessary spending must pass.
	SpendingShare unit.Rate `json:"spending_share" zh:"刚性支出占家庭总收入比例" en:"necessary spending as a share of income" range:"(0,10×]"`
	// ShareIncluded takes in a household exactly at the share (不低于); the norm's word is 超出, above.
	ShareIncluded bool `json:"share_included" zh:"恰等于比例的计入刚性支出困难" en:"exactly at the share counts"`
	// Limits of property, in yuan a person; above zero.
	SupportLimit   unit.Money `json:"support_limit" zh:"特困人员财产限定标准（元/人）" en:"property limit, extreme poverty (yuan a person)" range:"(0,)"`
	AllowanceLimit unit.Money `json:"allowance_limit" zh:"低保家庭财产限定标准（元/人）" en:"property limit, allowance (yuan a person)" range:"(0,)"`
	EdgeLimit      unit.Money `json:"edge_limit" zh:"低保边缘家庭财产限定标准（元/人）" en:"property limit, edge (yuan a person)" range:"(0,)"`
	RigidLimit     unit.Money `json:"rigid_limit" zh:"刚性支出困难家庭财产限定标准（元/人）" en:"property limit, necessary spending (yuan a person)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *ClassPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Applicant 申请家庭 is what is known of a household that applies, or of a person alone.
type Applicant struct {
	// Members 共同生活家庭成员人数 is 1 to [MaxMembers].
	Members int32 `json:"members" zh:"共同生活家庭成员人数" en:"members" range:"[1,127]"`
	// Income 家庭月收入 is countable, in yuan a month: see [MeansTest].
	Income unit.Money `json:"income" zh:"家庭月收入（元）" en:"countable income a month (yuan)" range:"[0,)"`
	// SupportIncome 特困口径月收入 is the income that counts for extreme poverty, which leaves out more: social
	// insurance and old-age allowances too. Not given, it is Income.
	SupportIncome rule.Given[unit.Money] `json:"support_income,omitzero" zh:"特困口径月收入（元）" en:"income that counts for extreme poverty (yuan a month)" range:"[0,)"`
	// Property 家庭财产 in yuan.
	Property unit.Money `json:"property" zh:"家庭财产（元）" en:"property (yuan)" range:"[0,)"`
	// NoWorkAbility 无劳动能力 says that all who apply are old, disabled or minors who cannot work.
	NoWorkAbility bool `json:"no_work_ability" zh:"无劳动能力" en:"unable to work"`
	// NoSupporter says that there is nobody by law to support them, or none who is able to (无法定义务人或者法定义务人无履行义务能力).
	NoSupporter bool `json:"no_supporter" zh:"无法定义务人或其无履行义务能力" en:"no supporter, or none who is able"`
	// YearIncome 申请前十二个月家庭总收入 in yuan.
	YearIncome unit.Money `json:"year_income" zh:"申请前十二个月家庭总收入（元）" en:"income of the twelve months before (yuan)" range:"[0,)"`
	// Necessary spending of those twelve months, in yuan: Living 生活支出, as the county has it counted;
	// Medical 医疗支出 net of insurance and aid; Education 教育支出 up to the public schools' fees;
	// Rehabilitation 残疾康复支出 net of aid; Other 其他支出 that the county recognises.
	Living         unit.Money `json:"living" zh:"生活支出（元）" en:"living (yuan)" range:"[0,)"`
	Medical        unit.Money `json:"medical" zh:"医疗支出（元）" en:"medical (yuan)" range:"[0,)"`
	Education      unit.Money `json:"education" zh:"教育支出（元）" en:"education (yuan)" range:"[0,)"`
	Rehabilitation unit.Money `json:"rehabilitation" zh:"残疾康复支出（元）" en:"rehabilitation (yuan)" range:"[0,)"`
	Other          unit.Money `json:"other" zh:"其他支出（元）" en:"other (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (a *Applicant) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// Classified 分类结论 is the answer of [Classification]: the class, and for each class whether its tests
// are met, or the first thing that speaks against it.
type Classified struct {
	Class Class `json:"class,omitzero" zh:"救助类别" en:"class"`
	// Why of each class; exactly one is [ReasonMet], or none where Class is [NoClass].
	ExtremePoverty Reason `json:"extreme_poverty,omitzero" zh:"特困人员" en:"extreme poverty"`
	Allowance      Reason `json:"allowance,omitzero" zh:"低保" en:"allowance"`
	Edge           Reason `json:"edge,omitzero" zh:"低保边缘" en:"edge of the allowance"`
	Rigid          Reason `json:"rigid,omitzero" zh:"刚性支出困难" en:"hardship from necessary spending"`
	// ByLivingAlone 仅生活支出即超比例 warns that living alone passes the share: a low income does that by
	// itself. Where living is counted as the standard, so does every household below the standard
	// over the share, at 60 % below 1.667 times the standard.
	ByLivingAlone bool `json:"by_living_alone" zh:"仅生活支出即超过规定比例" en:"living alone passes the share"`
	// NoIncome 全年无收入 warns that there is no income of which spending could be a share: the test is taken
	// as passed.
	NoIncome bool `json:"no_income" zh:"全年无收入，占比无从计算，按超过处理" en:"no income: the share is taken as passed"`
}

// Classification 低收入人口分类认定 puts a household that applies into the first class whose tests it meets
// (分类认定): extreme poverty, the allowance, the edge of the allowance, hardship from necessary spending, or
// none. Every household has exactly one. 低于 is strict, and is compared without division:
// income with the standard times members. The edge has no lower bound of income: a household below
// the standard whose property is above the allowance's limit may still be within the edge's.
//
// The fourth class rests on measures in force since January 2025. It compares what is counted over
// twelve months with a yearly income.
//
// Errors: [rule.Range] for a negative amount or members not 1 to [MaxMembers]; for amounts that together
// are more than [unit.MaxFen].
var Classification = rule.MustNew(rule.Definition[ClassPolicy, Applicant, Classified]{
	ID: "assistance.classification", Version: 1,
	Title: rule.Text{ZH: "低收入人口分类认定", EN: "Classification of households in need"},
	Basis: []rule.Clause{clauseLowIncome, clauseSupportWho, clauseSupportPoor, clauseBelow, clauseEdge, clauseRigidWho, clauseRigidWhat},
	Sources: []rule.Source{
		{Path: "edge_multiple", Clause: clauseEdge, Value: "1.5×"},
		{Path: "edge_included", Clause: clauseEdge, Value: "false"},
		{Path: "share_included", Clause: clauseRigidWho, Value: "false"},
	},
	Steps: classTerms, KernelByRef: classification,
})

var (
	clauseLowIncome   = seeds.MustQuote("三(一)3", "对不符合最低生活保障或特困供养条件的低保边缘家庭")
	clauseSupportWho  = ofNorm(normSupport, "民发〔2021〕43号4", "第四条", "article 4", "同时具备以下条件的老年人、残疾人和未成年人")
	clauseSupportPoor = ofNorm(normSupport, "民发〔2021〕43号6", "第六条", "article 6", "收入低于当地最低生活保障标准")
	clauseEdge        = ofNorm(normAllowance, "民发〔2021〕57号8", "第八条", "article 8", "家庭人均收入低于当地最低生活保障标准1.5倍")
	clauseRigidWho    = ofNorm(normRigid, "刚性支出困难家庭认定办法4", "第四条", "article 4", "家庭刚性支出总额占家庭总收入比例超出当地规定")
	clauseRigidWhat   = ofNorm(normRigid, "刚性支出困难家庭认定办法5", "第五条", "article 5", "刚性支出包括以下必需支出")
)

var (
	termSupportCounted = newTerm("support_counted", "特困口径月收入", "income that counts for extreme poverty", "if(given({support_income}), {support_income}, {income})", clauseSupportPoor)
	termSupportPoor    = newTerm("support_poor", "特困：收入低于低保标准", "extreme poverty: income below the standard", "{support_counted} < {standard} × {members}", clauseSupportPoor)
	termSupportOwns    = newTerm("support_owns", "特困：家庭财产超过限定标准", "extreme poverty: property above the limit", "{property} > {support_limit} × {members}", clauseSupportPoor)
	termPoor           = newTerm("poor", "低保：人均收入低于低保标准", "allowance: income a person below the standard", "{income} < {standard} × {members}", clauseBelow)
	termOwns           = newTerm("owns", "低保：家庭财产超过限定标准", "allowance: property above the limit", "{property} > {allowance_limit} × {members}", clauseBelow)
	termEdgeBound      = newTerm("edge_bound", "低保边缘：家庭月收入界限", "edge: bound of the household's income", "{standard} × {members} × {edge_multiple}", clauseEdge)
	termEdgePoor       = newTerm("edge_poor", "低保边缘：收入低于界限", "edge: income below the bound", "if({edge_included}, {income} ≤ {edge_bound}, {income} < {edge_bound})", clauseEdge)
	termEdgeOwns       = newTerm("edge_owns", "低保边缘：家庭财产超过限定标准", "edge: property above the limit", "{property} > {edge_limit} × {members}", clauseEdge)
	termRigidPoor      = newTerm("rigid_poor", "刚性支出：收入低于上年度人均可支配收入", "necessary spending: income below last year's disposable income", "{year_income} < {disposable} × {members}", clauseRigidWho)
	termRigidOwns      = newTerm("rigid_owns", "刚性支出：家庭财产超过限定标准", "necessary spending: property above the limit", "{property} > {rigid_limit} × {members}", clauseRigidWho)
	termSpending       = newTerm("spending", "刚性支出总额", "necessary spending in all", "{living} + {medical} + {education} + {rehabilitation} + {other}", clauseRigidWhat)
	termShareBound     = newTerm("share_bound", "刚性支出须超过的金额", "what necessary spending must pass", "{year_income} × {spending_share}", clauseRigidWho)
	termNoIncome       = newTerm("no_income", "全年无收入", "no income", "{year_income} = 0", rule.Clause{})
	termHeavy          = newTerm("heavy", "刚性支出占比超过规定", "necessary spending passes the share", "{no_income} or if({share_included}, {spending} ≥ {share_bound}, {spending} > {share_bound})", clauseRigidWho)
	termByLiving       = newTerm("by_living_alone", "仅生活支出即超过规定比例", "living alone passes the share", "{no_income} or if({share_included}, {living} ≥ {share_bound}, {living} > {share_bound})", rule.Clause{})

	termWhySupport = newTerm("extreme_poverty", "特困人员", "extreme poverty",
		"if(not {no_work_ability}, 'work-ability', if(not {no_supporter}, 'supporter', if({support_poor}, if({support_owns}, 'property', 'met'), if({support_owns}, 'income-and-property', 'income'))))", clauseSupportWho)
	termWhyAllowance = newTerm("allowance", "低保", "allowance",
		"if({extreme_poverty} = 'met', 'covered', if({poor}, if({owns}, 'property', 'met'), if({owns}, 'income-and-property', 'income')))", clauseBelow)
	termWhyEdge = newTerm("edge", "低保边缘", "edge of the allowance",
		"if({extreme_poverty} = 'met' or {allowance} = 'met', 'covered', if({edge_poor}, if({edge_owns}, 'property', 'met'), if({edge_owns}, 'income-and-property', 'income')))", clauseEdge)
	termWhyRigid = newTerm("rigid", "刚性支出困难", "hardship from necessary spending",
		"if({extreme_poverty} = 'met' or {allowance} = 'met' or {edge} = 'met', 'covered', if({rigid_poor}, if({rigid_owns}, 'property', if({heavy}, 'met', 'spending')), if({rigid_owns}, 'income-and-property', 'income')))", clauseRigidWho)
	termClass = newTerm("class", "救助类别", "class",
		"if({extreme_poverty} = 'met', 'extreme-poverty', if({allowance} = 'met', 'allowance', if({edge} = 'met', 'edge', if({rigid} = 'met', 'rigid-spending', 'none'))))", clauseLowIncome)

	classTerms = []*rule.Term{
		termSupportCounted, termSupportPoor, termSupportOwns, termPoor, termOwns, termEdgeBound, termEdgePoor, termEdgeOwns,
		termRigidPoor, termRigidOwns, termSpending, termShareBound, termNoIncome, termHeavy, termByLiving,
		termWhySupport, termWhyAllowance, termWhyEdge, termWhyRigid, termClass,
	}
)

// found is what holds of a household, before the classes are put in order.
type found struct {
	supportCounted                           unit.Money
	supportPoor, supportOwns, poor, owns     bool
	edgeBound, shareBound                    unit.Exact
	edgePoor, edgeOwns, rigidPoor, rigidOwns bool
	spending                                 unit.Money
	noIncome, heavy, byLiving                bool
}

func classification(p *ClassPolicy, in *Applicant, t *rule.Trace) (Classified, error) {
	if in.sign() < 0 {
		return Classified{}, rule.Refused
	}
	f, err := p.find(in)
	if err != nil {
		return Classified{}, err
	}
	out := Classified{ByLivingAlone: f.byLiving, NoIncome: f.noIncome}
	switch out.ExtremePoverty = tested(f.supportPoor, f.supportOwns); {
	case !in.NoWorkAbility:
		out.ExtremePoverty = ReasonWork
	case !in.NoSupporter:
		out.ExtremePoverty = ReasonSupporter
	}
	out.Class = NoClass
	covered := func(own Reason, c Class) Reason {
		if out.Class != NoClass {
			return ReasonCovered
		}
		if own == ReasonMet {
			out.Class = c
		}
		return own
	}
	out.ExtremePoverty = covered(out.ExtremePoverty, ClassExtremePoverty)
	out.Allowance = covered(tested(f.poor, f.owns), ClassAllowance)
	out.Edge = covered(tested(f.edgePoor, f.edgeOwns), ClassEdge)
	rigid := tested(f.rigidPoor, f.rigidOwns)
	if rigid == ReasonMet && !f.heavy {
		rigid = ReasonSpending
	}
	out.Rigid = covered(rigid, ClassRigid)
	if t.On() {
		f.trace(t, &out)
	}
	return out, nil
}

// tested is what the tests of income and property come to.
func tested(poor, owns bool) Reason {
	switch {
	case poor && !owns:
		return ReasonMet
	case poor:
		return ReasonProperty
	case owns:
		return ReasonIncomeAndProperty
	}
	return ReasonIncome
}

// sign is negative if a fact cannot be.
func (a *Applicant) sign() int64 {
	counted, _ := a.SupportIncome.Get()
	n := int64(a.Members)
	return a.Income.Fen() | counted.Fen() | a.Property.Fen() | a.YearIncome.Fen() | a.Living.Fen() | a.Medical.Fen() |
		a.Education.Fen() | a.Rehabilitation.Fen() | a.Other.Fen() | (n - 1) | (MaxMembers - n)
}

// find computes what holds. Amounts are below 2^53 fen and members at most 127, so that products in
// fen cannot overflow.
func (p *ClassPolicy) find(in *Applicant) (f found, err error) {
	n := int64(in.Members)
	bound := p.Standard.Fen() * n
	f.supportCounted = in.Income
	if m, given := in.SupportIncome.Get(); given {
		f.supportCounted = m
	}
	f.supportPoor, f.supportOwns = f.supportCounted.Fen() < bound, in.Property.Fen() > p.SupportLimit.Fen()*n
	f.poor, f.owns = in.Income.Fen() < bound, in.Property.Fen() > p.AllowanceLimit.Fen()*n
	all, err := unit.MoneyFromFen(bound)
	if err != nil {
		return f, tooLarge(err)
	}
	f.edgeBound = all.Times(p.EdgeMultiple)
	at := f.edgeBound.CmpMoney(in.Income)
	f.edgePoor, f.edgeOwns = at > 0 || at == 0 && p.EdgeIncluded, in.Property.Fen() > p.EdgeLimit.Fen()*n
	f.rigidPoor, f.rigidOwns = in.YearIncome.Fen() < p.Disposable.Fen()*n, in.Property.Fen() > p.RigidLimit.Fen()*n
	f.spending, err = unit.MoneyFromFen(in.Living.Fen() + in.Medical.Fen() + in.Education.Fen() + in.Rehabilitation.Fen() + in.Other.Fen())
	if err != nil {
		return f, unheld(largest(amountOf{"living", in.Living}, amountOf{"medical", in.Medical}, amountOf{"education", in.Education},
			amountOf{"rehabilitation", in.Rehabilitation}, amountOf{"other", in.Other}), err)
	}
	f.shareBound = in.YearIncome.Times(p.SpendingShare)
	f.noIncome = in.YearIncome.IsZero()
	passes := func(m unit.Money) bool {
		c := f.shareBound.CmpMoney(m)
		return f.noIncome || c < 0 || c == 0 && p.ShareIncluded
	}
	f.heavy, f.byLiving = passes(f.spending), passes(in.Living)
	return f, nil
}

func (f *found) trace(t *rule.Trace, out *Classified) {
	t.Money(termSupportCounted, f.supportCounted)
	t.Flag(termSupportPoor, f.supportPoor)
	t.Flag(termSupportOwns, f.supportOwns)
	t.Flag(termPoor, f.poor)
	t.Flag(termOwns, f.owns)
	t.Exact(termEdgeBound, f.edgeBound)
	t.Flag(termEdgePoor, f.edgePoor)
	t.Flag(termEdgeOwns, f.edgeOwns)
	t.Flag(termRigidPoor, f.rigidPoor)
	t.Flag(termRigidOwns, f.rigidOwns)
	t.Money(termSpending, f.spending)
	t.Exact(termShareBound, f.shareBound)
	t.Flag(termNoIncome, f.noIncome)
	t.Flag(termHeavy, f.heavy)
	t.Flag(termByLiving, f.byLiving)
	t.Choice(termWhySupport, out.ExtremePoverty)
	t.Choice(termWhyAllowance, out.Allowance)
	t.Choice(termWhyEdge, out.Edge)
	t.Choice(termWhyRigid, out.Rigid)
	t.Choice(termClass, out.Class)
}
