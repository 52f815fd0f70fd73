package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SchemePolicy holds the parameters of [Scheme]: what a county adds to the allowance. All are the county's; the
// longest exit is the norm's. What it does not do, it sets to 0 %.
type SchemePolicy struct {
	// Standard 最低生活保障标准 in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// LeastShare 最低补差比例 is of the standard: a household that lacks less to it is paid so much a head.
	LeastShare unit.Rate `json:"least_share" zh:"人均补差不低于标准的比例" en:"least a head, as a share of the standard" range:"[0,100%]"`
	// Supplements (分类施保) of persons of a class, as a share of SupplementOf; of several classes the highest.
	Elderly      unit.Rate      `json:"elderly_rate" zh:"老年人增发比例" en:"supplement of the elderly" range:"[0,100%]"`
	Minor        unit.Rate      `json:"minor_rate" zh:"未成年人增发比例" en:"supplement of minors" range:"[0,100%]"`
	Disabled     unit.Rate      `json:"disabled_rate" zh:"重度残疾人增发比例" en:"supplement of the severely disabled" range:"[0,100%]"`
	Ill          unit.Rate      `json:"ill_rate" zh:"重病患者增发比例" en:"supplement of the seriously ill" range:"[0,100%]"`
	SupplementOf SupplementBase `json:"supplement_of" zh:"增发基数" en:"supplements are of"`
	// SingleShare 单人户比例 is what a person who is taken in alone is paid, of the standard; SingleSupplements says that
	// such a person has supplements too.
	SingleShare       unit.Rate `json:"single_share" zh:"单人户按标准的比例发放" en:"a person alone, as a share of the standard" range:"[0,100%]"`
	SingleSupplements bool      `json:"single_supplements" zh:"单人户可增发" en:"a person alone has supplements"`
	// ExitMonths 渐退期 is for how many months a household is still paid whose members found work; 6 at most by the
	// norm. ExitShare is of what it was paid before.
	ExitMonths int64     `json:"exit_months" zh:"渐退期（月）" en:"months of gradual exit" range:"[0,6]"`
	ExitShare  unit.Rate `json:"exit_share" zh:"渐退期按原救助金的比例发放" en:"paid in those months, of what was paid before" range:"[0,100%]"`
	// Rounding rounds the allowance, and the supplements together; unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SchemePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Supplemented 保障人员 is a person of a household, with the classes that have supplements.
type Supplemented struct {
	Elderly  bool `json:"elderly" zh:"老年人" en:"elderly"`
	Minor    bool `json:"minor" zh:"未成年人" en:"a minor"`
	Disabled bool `json:"disabled" zh:"重度残疾人" en:"severely disabled"`
	Ill      bool `json:"ill" zh:"重病患者" en:"seriously ill"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *Supplemented) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// SchemeCase 低保家庭 is a household as [MeansTest] leaves it, with what the county's additions need.
type SchemeCase struct {
	// Income 扣减就业成本后的家庭月收入 in yuan, and OverProperty, are of [Means].
	Income       unit.Money `json:"income" zh:"家庭月收入（扣减就业成本后，元）" en:"countable income a month (yuan)" range:"[0,)"`
	OverProperty bool       `json:"over_property" zh:"家庭财产超过限定标准" en:"property above the limit"`
	// Members are 1 to [MaxMembers] persons; one alone where Single is set.
	Members []Supplemented `json:"members" zh:"成员" en:"member" range:"[1,127]"`
	// Single 单人户 says that the person is taken in alone (民发〔2021〕57号第八条): by being severely disabled or ill in a
	// household at the edge, not by the income.
	Single bool `json:"single" zh:"按单人户纳入" en:"taken in alone"`
	// Month is the month paid.
	Month unit.Month `json:"month" zh:"发放月份" en:"month paid"`
	// ExitFrom 渐退起始月份 is the first month in which the household's income is not below the standard because members
	// found work; not given where that is not why. PaidBefore 原救助金 is what it was paid before, in yuan.
	ExitFrom   rule.Given[unit.Month] `json:"exit_from,omitzero" zh:"因就业渐退起始月份" en:"first month of the exit, from work"`
	PaidBefore unit.Money             `json:"paid_before" zh:"渐退前月救助金（元）" en:"paid before the exit (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *SchemeCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// SchemeAward 发放结论 is the answer of [Scheme].
type SchemeAward struct {
	// Amount is what the household is paid for the month, in yuan: Allowance and Supplements. It is above zero for who is
	// eligible, taken in alone or in an exit.
	Amount      unit.Money    `json:"amount" zh:"月发放金额（元）" en:"paid (yuan)" range:"[0,)"`
	Allowance   unit.Money    `json:"allowance" zh:"其中：低保金（元）" en:"of which the allowance (yuan)" range:"[0,)"`
	Supplements unit.Money    `json:"supplements" zh:"其中：分类施保增发（元）" en:"of which supplements (yuan)" range:"[0,)"`
	Outcome     SchemeOutcome `json:"outcome,omitzero" zh:"结论" en:"outcome"`
}

// Scheme 低保金发放方案 composes a month's payment of the allowance and of what the county adds to it, each shown: the
// difference to the standard, at least so much a head; supplements of the elderly, minors, the
// severely disabled and the seriously ill (分类施保), of the standard or of a person's part of the
// allowance, the highest only; a share of the standard for a person taken in alone; and a gradual exit of
// at most six months for those who found work.
//
// Without additions (all at 0 %) it pays what [TopUp] does, and refuses what it refuses: nobody eligible, taken in alone
// or in an exit is paid 0.00. The least a head is a floor, and no rounding goes below it. Errors: [rule.Range] for a
// negative amount, for members not 1 to [MaxMembers], for more than one taken in alone or one where the county pays
// 0 %, for an exit of who was paid nothing before and for a rounding that leaves nothing; [rule.Missing] for a month
// not given.
var Scheme = rule.MustNew(rule.Definition[SchemePolicy, SchemeCase, SchemeAward]{
	ID: "assistance.scheme", Version: 1,
	Title: rule.Text{ZH: "低保金发放方案", EN: "Allowance with a county's additions"},
	Basis: []rule.Clause{clauseRaise, clauseToUp, clauseMethod, clauseAlone, clauseMeasures, clauseExit, clauseSixExit},
	Steps: []*rule.Term{&termPersons, termSchemeGap, termExiting, termSchemeOutcome, termPerHeadLeast, termSchemeAllowance, termAboveScheme, termMemberRate, termMemberSupplement,
		termSupplements, termSchemeAmount},
	Never:       []string{"{single} and count({members}) > 1", "{single} and not {over_property} and {single_share} = 0%"},
	KernelByRef: scheme,
})

var (
	clauseRaise    = seeds.MustQuote("三(一)2", "不断提升社会救助兜底保障水平")
	clauseAlone    = ofNorm(normAllowance, "民发〔2021〕57号8单独", "第八条", "article 8", "可以单独提出申请")
	clauseMethod   = ofNorm(normAllowance, "民发〔2021〕57号23", "第二十三条", "article 23", "与当地最低生活保障标准的实际差额计算")
	clauseMeasures = ofNorm(normAllowance, "民发〔2021〕57号27", "第二十七条", "article 27", "应当采取必要措施给予生活保障")
	clauseExit     = ofNorm(normAllowance, "民发〔2021〕57号33", "第三十三条", "article 33", "可以给予一定时间的渐退期")
	clauseSixExit  = ofNorm(normWider, "社会救助兜底通知一(三)", "一、（三）", "part 1 (3)", "可给予原则上不超过6个月的渐退期")
)

var (
	termSchemeGap = newTerm("gap", "与低保标准的差额", "difference to the standard", "{standard} × {persons} − {income}", clauseMethod)
	termExiting   = newTerm("exiting", "在渐退期内", "within the exit",
		"given({exit_from}) and {exit_share} > 0% and {month} ≥ {exit_from} and {month} < {exit_from} + {exit_months}", clauseSixExit)
	termSchemeOutcome = newTerm("outcome", "结论", "outcome",
		"if({single}, if({over_property}, 'over-property', 'single'), if({gap} > 0, if({over_property}, 'over-property', 'eligible'), if({over_property}, 'over-both', if({exiting}, 'exiting', 'over-income'))))", clauseExit)
	termPerHeadLeast    = newTerm("least", "按人均最低补差", "by the least a head", "{standard} × {persons} × {least_share}", rule.Clause{})
	termSchemeAllowance = newTerm("allowance", "低保金", "allowance",
		"if({outcome} = 'eligible', max(round(max({gap}, {least}), {rounding}), round({least}, 'up/fen')), if({outcome} = 'single', round({standard} × {single_share}, {rounding}), if({outcome} = 'exiting', round({paid_before} × {exit_share}, {rounding}), 0)))", rule.Clause{})
	termAboveScheme = newTerm("above_standard", "因取整超出低保标准的金额", "above the standard by rounding", "max({allowance} − {standard} × {persons}, 0)", rule.Clause{})
	termMemberRate  = newTerm("member_rate", "增发比例（就高）", "rate of the supplement, the highest",
		"max(if({members.elderly}, {elderly_rate}, 0%), if({members.minor}, {minor_rate}, 0%), if({members.disabled}, {disabled_rate}, 0%), if({members.ill}, {ill_rate}, 0%))", clauseMeasures)
	termMemberSupplement = newTerm("member_supplement", "增发金额（取整前）", "supplement before rounding",
		"if({supplement_of} = 'standard', {standard} × {member_rate}, {allowance} × {member_rate} ÷ {persons})", rule.Clause{})
	termSupplements = newTerm("supplements", "分类施保增发", "supplements",
		"if({outcome} = 'eligible' or {outcome} = 'single' and {single_supplements}, round(sum({member_supplement}), {rounding}), 0)", clauseMeasures)
	termSchemeAmount = newTerm("amount", "月发放金额", "paid", "{allowance} + {supplements}", rule.Clause{})
)

func scheme(p *SchemePolicy, in *SchemeCase, t *rule.Trace) (SchemeAward, error) {
	var out SchemeAward
	n := int64(len(in.Members))
	from, given := in.ExitFrom.Get()
	if in.Income.Sign() < 0 || in.PaidBefore.Sign() < 0 || in.Month.IsZero() || n < 1 || n > MaxMembers || given && from.IsZero() {
		return out, rule.Refused
	}
	if in.Single && n > 1 {
		var f rule.Errors
		f.Add(rule.Range, "members", "", rule.Text{ZH: "单人户只能有1人", EN: "a person taken in alone is one person"})
		return out, f
	}
	whole, err := p.Standard.Mul(n)
	if err != nil {
		return out, tooLarge(err)
	}
	gap, err := whole.Sub(in.Income)
	if err != nil {
		return out, err
	}
	exiting := false
	if given && p.ExitShare.Sign() > 0 {
		after := in.Month.Sub(from)
		exiting = after >= 0 && int64(after) < p.ExitMonths
	}
	out.Outcome = schemeOutcome(in, gap, exiting)
	if err := p.pay(in, &out, gap, whole); err != nil {
		return SchemeAward{}, err
	}
	if t.On() {
		err = in.trace(t, p, &out, gap, whole, exiting)
	}
	return out, err
}

func schemeOutcome(in *SchemeCase, gap unit.Money, exiting bool) SchemeOutcome {
	switch {
	case in.Single && !in.OverProperty:
		return SchemeSingle
	case (in.Single || gap.Sign() > 0) && in.OverProperty:
		return SchemeOverProperty
	case gap.Sign() > 0:
		return SchemeEligible
	case in.OverProperty:
		return SchemeOverBoth
	case exiting:
		return SchemeExiting
	}
	return SchemeOverIncome
}

// pay computes the amounts of an outcome.
func (p *SchemePolicy) pay(in *SchemeCase, out *SchemeAward, gap, whole unit.Money) (err error) {
	var allowance, least unit.Exact
	switch out.Outcome {
	case SchemeEligible:
		allowance, least = gap.Exact(), whole.Times(p.LeastShare)
		if least.CmpMoney(gap) > 0 {
			allowance = least
		}
	case SchemeSingle:
		allowance = p.Standard.Times(p.SingleShare)
	case SchemeExiting:
		allowance = in.PaidBefore.Times(p.ExitShare)
	default:
		return nil
	}
	if allowance.Sign() == 0 {
		return nothingToPay(out.Outcome)
	}
	if out.Allowance, err = paid(allowance, p.Rounding); err != nil {
		return err
	}
	if out.Allowance, err = atLeast(out.Allowance, least); err != nil {
		return tooLarge(err)
	}
	if out.Outcome == SchemeEligible || out.Outcome == SchemeSingle && p.SingleSupplements {
		var total unit.Exact
		for i := range in.Members {
			s, err := p.supplement(&in.Members[i], out.Allowance, len(in.Members))
			if err != nil {
				return err
			}
			if total, err = total.Add(s); err != nil {
				return tooLarge(err)
			}
		}
		if out.Supplements, err = paid(total, p.Rounding); err != nil {
			return err
		}
	}
	if out.Amount, err = out.Allowance.Add(out.Supplements); err != nil {
		return tooLarge(err)
	}
	return nil
}

// nothingToPay says what gives a person taken in alone, or a household in its exit, 0.00: the one is no fact, the other is.
func nothingToPay(o SchemeOutcome) error {
	var f rule.Errors
	if o == SchemeSingle {
		f.AddTo(rule.OfParameters, rule.Range, "single_share", "0%", rule.Text{
			ZH: "县区不发放单人户（比例为0%），而该人按单人户纳入：符合条件的，金额不能为零，请规定比例，或不按单人户纳入",
			EN: "the county pays nobody taken in alone (0 %), and this person is: nobody eligible is paid nothing; set a share, or do not take the person in alone"})
	} else {
		f.Add(rule.Range, "paid_before", unit.Money{}.String(), rule.Text{
			ZH: "渐退前没有救助金，渐退期内也就无款可发：请填写渐退前的月救助金，未领过的不填渐退起始月份",
			EN: "nothing was paid before the exit, so that there is nothing to pay in it: give what was paid a month, or leave the exit's first month out"})
	}
	return f.Err()
}

// rate is the highest of a person's classes.
func (p *SchemePolicy) rate(s *Supplemented) (most unit.Rate) {
	for _, c := range [...]struct {
		is bool
		r  unit.Rate
	}{{s.Elderly, p.Elderly}, {s.Minor, p.Minor}, {s.Disabled, p.Disabled}, {s.Ill, p.Ill}} {
		if c.is && c.r.Cmp(most) > 0 {
			most = c.r
		}
	}
	return most
}

// supplement is a person's, before rounding.
func (p *SchemePolicy) supplement(s *Supplemented, allowance unit.Money, members int) (unit.Exact, error) {
	rate := p.rate(s)
	if rate.Sign() == 0 {
		return unit.Exact{}, nil
	}
	if p.SupplementOf == OfStandard {
		return p.Standard.Times(rate), nil
	}
	return allowance.Times(rate).Div(int32(members))
}

func (in *SchemeCase) trace(t *rule.Trace, p *SchemePolicy, out *SchemeAward, gap, whole unit.Money, exiting bool) error {
	t.Count(&termPersons, int64(len(in.Members)))
	t.Money(termSchemeGap, gap)
	t.Flag(termExiting, exiting)
	t.Choice(termSchemeOutcome, out.Outcome)
	t.Exact(termPerHeadLeast, whole.Times(p.LeastShare))
	t.Money(termSchemeAllowance, out.Allowance)
	if out.Outcome == SchemeEligible || out.Outcome == SchemeSingle {
		t.Value(termAboveScheme, sumOf(max(out.Allowance.Fen()-whole.Fen(), 0)))
	}
	for i := range in.Members {
		s, err := p.supplement(&in.Members[i], out.Allowance, len(in.Members))
		if err != nil {
			return err
		}
		t.Item(i)
		t.Rate(termMemberRate, p.rate(&in.Members[i]))
		t.Exact(termMemberSupplement, s)
	}
	t.Item(-1)
	t.Money(termSupplements, out.Supplements)
	t.Money(termSchemeAmount, out.Amount)
	return nil
}
