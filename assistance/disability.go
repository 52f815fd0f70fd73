package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SubsidyPolicy holds the parameters of [DisabilitySubsidies]: the amounts, and since when each group is
// covered. The plan extends both subsidies step by step (三(五)4) and names no dates: an extension
// that is not given has not been made.
type SubsidyPolicy struct {
	// Amounts in yuan a month; above zero. Severe is grades 1 and 2, Moderate 3 and 4.
	LivingSevere    unit.Money `json:"living_severe" zh:"生活补贴：一、二级（元/月）" en:"living subsidy, grades 1 and 2 (yuan a month)" range:"(0,)"`
	LivingModerate  unit.Money `json:"living_moderate" zh:"生活补贴：三、四级（元/月）" en:"living subsidy, grades 3 and 4 (yuan a month)" range:"(0,)"`
	NursingSevere   unit.Money `json:"nursing_severe" zh:"护理补贴：一、二级（元/月）" en:"nursing subsidy, grades 1 and 2 (yuan a month)" range:"(0,)"`
	NursingModerate unit.Money `json:"nursing_moderate" zh:"护理补贴：三、四级（元/月）" en:"nursing subsidy, grades 3 and 4 (yuan a month)" range:"(0,)"`
	// NursingMinor is for minors of any grade, where it differs.
	NursingMinor rule.Given[unit.Money] `json:"nursing_minor,omitzero" zh:"护理补贴：未成年人（元/月）" en:"nursing subsidy, minors (yuan a month)" range:"(0,)"`
	// Extensions of the living subsidy: persons lifted out of poverty (脱贫人口), the edge of the allowance
	// and others in hardship (三(五)4).
	LiftedSince   rule.Given[unit.Month] `json:"lifted_since,omitzero" zh:"生活补贴覆盖脱贫人口起始月份" en:"living subsidy for those lifted out of poverty since"`
	EdgeSince     rule.Given[unit.Month] `json:"edge_since,omitzero" zh:"生活补贴覆盖低保边缘家庭起始月份" en:"living subsidy for the edge of the allowance since"`
	HardshipSince rule.Given[unit.Month] `json:"hardship_since,omitzero" zh:"生活补贴覆盖其他困难残疾人起始月份" en:"living subsidy for others in hardship since"`
	// Extensions of the nursing subsidy to grades 3 and 4 of intellectual and mental disability: minors,
	// and everybody (三(五)4).
	MinorsSince rule.Given[unit.Month] `json:"minors_since,omitzero" zh:"护理补贴覆盖三、四级智力、精神残疾未成年人起始月份" en:"nursing subsidy for minors of grades 3 and 4 since"`
	GradesSince rule.Given[unit.Month] `json:"grades_since,omitzero" zh:"护理补贴覆盖三、四级智力、精神残疾人起始月份" en:"nursing subsidy for grades 3 and 4 since"`
	// InjuryBlocksLiving 工伤护理费排除生活补贴 says that nursing pay of work-injury insurance excludes the living
	// subsidy as well, as the norm has it; some places exclude the nursing subsidy only.
	InjuryBlocksLiving bool `json:"injury_blocks_living" zh:"工伤生活护理费排除生活补贴" en:"work-injury nursing pay excludes the living subsidy"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SubsidyPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// DisabledPerson 残疾人 is what is known of a person with a disability certificate.
type DisabledPerson struct {
	// Grade 残疾等级 is 1 to 4.
	Grade int64 `json:"grade" zh:"残疾等级" en:"grade" range:"[1,4]"`
	// Kind 残疾类别.
	Kind Disability `json:"kind" zh:"残疾类别" en:"kind"`
	// Minor 未成年人.
	Minor bool `json:"minor" zh:"未成年人" en:"a minor"`
	// Hardship 困难类别.
	Hardship Hardship `json:"hardship" zh:"困难类别" en:"hardship"`
	// Child 儿童保障 says whether the person has the guarantee of childwelfare.guarantee.
	Child ChildGuarantee `json:"child" zh:"儿童保障" en:"guarantee of children"`
	// InjuryPay 领取工伤保险生活护理费.
	InjuryPay bool `json:"injury_pay" zh:"领取工伤保险生活护理费" en:"has work-injury nursing pay"`
	// OtherLiving and OtherNursing 同类补贴 are other living and nursing allowances of the same kind (of age, of duty
	// injuries, of retired cadres) that the person draws, in yuan a month, 0.00 if none: the higher is drawn.
	OtherLiving  unit.Money `json:"other_living" zh:"其他福利性生活补贴（元/月）" en:"another living allowance (yuan a month)" range:"[0,)"`
	OtherNursing unit.Money `json:"other_nursing" zh:"其他福利性护理补贴（元/月）" en:"another nursing allowance (yuan a month)" range:"[0,)"`
	// Applied 申请月份 is the month of the application.
	Applied unit.Month `json:"applied" zh:"申请月份" en:"month of application"`
	// Changed 条件变化月份 is the month in which the conditions ceased, a death or an expired certificate
	// included.
	Changed rule.Given[unit.Month] `json:"changed,omitzero" zh:"条件变化月份" en:"month in which the conditions ceased"`
	// Month is the month asked for.
	Month unit.Month `json:"month" zh:"发放月份" en:"month paid"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (d *DisabledPerson) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

// Subsidies 残疾人两项补贴 is the answer of [DisabilitySubsidies].
type Subsidies struct {
	// Living and Nursing are what is paid for the month, in yuan.
	Living  unit.Money `json:"living" zh:"困难残疾人生活补贴（元）" en:"living subsidy (yuan)" range:"[0,)"`
	Nursing unit.Money `json:"nursing" zh:"重度残疾人护理补贴（元）" en:"nursing subsidy (yuan)" range:"[0,)"`
	// LivingWhy and NursingWhy say why.
	LivingWhy  SubsidyReason `json:"living_why,omitzero" zh:"生活补贴理由" en:"why, living"`
	NursingWhy SubsidyReason `json:"nursing_why,omitzero" zh:"护理补贴理由" en:"why, nursing"`
}

// DisabilitySubsidies 残疾人两项补贴 gives what a disabled person is paid for a month of the living subsidy for those in
// hardship and of the nursing subsidy for the severely disabled, and why not:
//
//   - the living subsidy is for the disabled of the allowance, and, since the months that the county
//     gives, of those lifted out of poverty, of the edge of the allowance and others in hardship;
//   - the nursing subsidy is for grades 1 and 2, and, since those months, for grades 3 and 4 of the mind, of minors or of all;
//   - persons in extreme poverty have neither; nor has who has work-injury nursing pay; orphans, and
//     de-facto-unattended children paid in full, have the nursing subsidy only;
//   - of another allowance of the same kind and the subsidy the higher is drawn.
//
// Payments begin with the month of the application, unlike the allowance's, and end with the month in
// which the conditions cease. Neither subsidy is income for the allowance.
//
// Errors: [rule.Range] for a grade not 1 to 4 or a negative amount, [rule.Missing] for what is not given.
var DisabilitySubsidies = rule.MustNew(rule.Definition[SubsidyPolicy, DisabledPerson, Subsidies]{
	ID: "assistance.disability-subsidies", Version: 1,
	Title:       rule.Text{ZH: "残疾人两项补贴", EN: "The two disability subsidies"},
	Basis:       []rule.Clause{clauseLivingWider, clauseNursingWider, clauseBothBarred, clauseInjuryBars, clauseOrphanBarred, clauseFullBarred, clauseHigherOf, clauseApplied},
	Sources:     []rule.Source{{Path: "injury_blocks_living", Clause: clauseInjuryBars, Value: "true"}},
	Steps:       subsidyTerms,
	KernelByRef: disabilitySubsidies,
})

var (
	normSubsidies = rule.Text{
		ZH: "国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见（国发〔2015〕52号；条文据各地落实文件，原文待核）",
		EN: "Opinions of the State Council on the Living and Nursing Subsidies for the Disabled (Guofa [2015] 52; clauses as local documents have them, the original not yet read)"}
	normChildren = rule.Text{
		ZH: "民政部等关于进一步加强事实无人抚养儿童保障工作的意见（民发〔2019〕62号）",
		EN: "Opinions on Strengthening the Protection of De-facto-unattended Children (Minfa [2019] 62)"}

	clauseLivingWider  = seeds.MustQuote("三(五)4", "逐步推进困难残疾人生活补贴覆盖至低保边缘家庭和其他困难残疾人")
	clauseNursingWider = seeds.MustQuote("三(五)4", "重度残疾人护理补贴覆盖至三、四级智力和精神残疾人")
	clauseBothBarred   = ofNorm(normSubsidies, "国发〔2015〕52号特困工伤", "政策衔接", "how it goes with other payments", "领取工伤保险生活护理费、纳入特困人员供养保障")
	clauseInjuryBars   = ofNorm(normSubsidies, "国发〔2015〕52号工伤", "政策衔接", "how it goes with other payments", "领取工伤保险生活护理费、纳入特困人员供养保障")
	clauseOrphanBarred = ofNorm(normSubsidies, "国发〔2015〕52号孤儿", "政策衔接", "how it goes with other payments", "不享受困难残疾人生活补贴，可享受重度残疾人护理补贴")
	clauseHigherOf     = ofNorm(normSubsidies, "国发〔2015〕52号择高", "政策衔接", "how it goes with other payments", "可择高申领其中一类")
	clauseApplied      = ofNorm(normSubsidies, "国发〔2015〕52号计发", "补贴发放", "payment", "补贴资格审定合格的残疾人自递交申请当月计发补贴")
	clauseFullBarred   = ofNorm(normChildren, "民发〔2019〕62号三(一)", "三、（一）", "part 3 (1)", "已全额领取事实无人抚养儿童补贴的残疾儿童不享受困难残疾人生活补贴")
)

var (
	termInMonths = newTerm("in_months", "在发放期间内", "within the months of payment",
		"{month} ≥ {applied} and (not given({changed}) or {month} ≤ {changed})", clauseApplied)
	termSevere = newTerm("severe", "一、二级（重度）", "severe: grades 1 and 2", "{grade} ≤ 2", rule.Clause{})
	termMind   = newTerm("mind", "智力或精神残疾", "of the mind", "{kind} = 'intellectual' or {kind} = 'mental'", rule.Clause{})

	termLivingFor = newTerm("living_for", "属于生活补贴对象", "one of those the living subsidy is for",
		"{hardship} = 'allowance' or {hardship} = 'lifted' and "+since("lifted_since")+" or {hardship} = 'edge' and "+since("edge_since")+" or {hardship} = 'other' and "+since("hardship_since"), clauseLivingWider)
	termNursingFor = newTerm("nursing_for", "属于护理补贴对象", "one of those the nursing subsidy is for",
		"{severe} or {mind} and ({minor} and "+since("minors_since")+" or "+since("grades_since")+")", clauseNursingWider)
	termInjuryBars = newTerm("injury_bars_living", "工伤生活护理费排除生活补贴", "work-injury nursing pay excludes the living subsidy", "{injury_pay} and {injury_blocks_living}", clauseInjuryBars)
	termLivingBar  = newTerm("living_barred", "不得享受生活补贴", "barred from the living subsidy",
		"{hardship} = 'extreme-poverty' or {child} = 'orphan' or {child} = 'de-facto-full' or {injury_bars_living}", clauseOrphanBarred)
	termNursingBar = newTerm("nursing_barred", "不得享受护理补贴", "barred from the nursing subsidy",
		"{hardship} = 'extreme-poverty' or {injury_pay}", clauseBothBarred)
	termLivingRate  = newTerm("living_rate", "生活补贴标准", "rate of the living subsidy", "if({severe}, {living_severe}, {living_moderate})", rule.Clause{})
	termNursingRate = newTerm("nursing_rate", "护理补贴标准", "rate of the nursing subsidy",
		"if({minor} and given({nursing_minor}), {nursing_minor}, if({severe}, {nursing_severe}, {nursing_moderate}))", rule.Clause{})
	termLivingWhy = newTerm("living_why", "生活补贴理由", "why, living",
		"if({living_barred}, 'barred', if(not {living_for}, 'not-covered', if(not {in_months}, 'not-in-month', if({other_living} ≥ {living_rate}, 'other-higher', 'paid'))))", clauseHigherOf)
	termNursingWhy = newTerm("nursing_why", "护理补贴理由", "why, nursing",
		"if({nursing_barred}, 'barred', if(not {nursing_for}, 'not-covered', if(not {in_months}, 'not-in-month', if({other_nursing} ≥ {nursing_rate}, 'other-higher', 'paid'))))", clauseHigherOf)
	termLivingPaid  = newTerm("living", "困难残疾人生活补贴", "living subsidy", "if({living_why} = 'paid', {living_rate}, 0)", rule.Clause{})
	termNursingPaid = newTerm("nursing", "重度残疾人护理补贴", "nursing subsidy", "if({nursing_why} = 'paid', {nursing_rate}, 0)", rule.Clause{})

	subsidyTerms = []*rule.Term{termInMonths, termSevere, termMind, termLivingFor, termNursingFor, termInjuryBars, termLivingBar,
		termNursingBar, termLivingRate, termNursingRate, termLivingWhy, termNursingWhy, termLivingPaid, termNursingPaid}
)

// since says in a formula that an extension has been made by the month.
func since(name string) string { return "given({" + name + "}) and {month} ≥ {" + name + "}" }

// entitlement is what holds of a person, before the reasons.
type entitlement struct {
	inMonths, severe, mind, injuryBars                 bool
	livingFor, nursingFor, livingBarred, nursingBarred bool
	livingRate, nursingRate                            unit.Money
}

func disabilitySubsidies(p *SubsidyPolicy, in *DisabledPerson, t *rule.Trace) (Subsidies, error) {
	if !in.fit() {
		return Subsidies{}, rule.Refused
	}
	e := p.entitle(in)
	out := Subsidies{
		LivingWhy:  e.why(e.livingBarred, e.livingFor, in.OtherLiving, e.livingRate),
		NursingWhy: e.why(e.nursingBarred, e.nursingFor, in.OtherNursing, e.nursingRate),
	}
	if out.LivingWhy == SubsidyPaid {
		out.Living = e.livingRate
	}
	if out.NursingWhy == SubsidyPaid {
		out.Nursing = e.nursingRate
	}
	if t.On() {
		t.Flag(termInMonths, e.inMonths)
		t.Flag(termSevere, e.severe)
		t.Flag(termMind, e.mind)
		t.Flag(termLivingFor, e.livingFor)
		t.Flag(termNursingFor, e.nursingFor)
		t.Flag(termInjuryBars, e.injuryBars)
		t.Flag(termLivingBar, e.livingBarred)
		t.Flag(termNursingBar, e.nursingBarred)
		t.Money(termLivingRate, e.livingRate)
		t.Money(termNursingRate, e.nursingRate)
		t.Choice(termLivingWhy, out.LivingWhy)
		t.Choice(termNursingWhy, out.NursingWhy)
		t.Money(termLivingPaid, out.Living)
		t.Money(termNursingPaid, out.Nursing)
	}
	return out, nil
}

func (d *DisabledPerson) fit() bool {
	changed, given := d.Changed.Get()
	return d.Grade >= 1 && d.Grade <= 4 && d.Kind.IsValid() && d.Hardship.IsValid() && d.Child.IsValid() &&
		d.OtherLiving.Sign() >= 0 && d.OtherNursing.Sign() >= 0 && !d.Applied.IsZero() && !d.Month.IsZero() && (!given || !changed.IsZero())
}

// made reports whether an extension has been made by a month.
func made(from rule.Given[unit.Month], m unit.Month) bool {
	f, given := from.Get()
	return given && !m.Before(f)
}

func (p *SubsidyPolicy) entitle(in *DisabledPerson) (e entitlement) {
	changed, ends := in.Changed.Get()
	e.inMonths = !in.Month.Before(in.Applied) && (!ends || !in.Month.After(changed))
	e.severe = in.Grade <= 2
	e.mind = in.Kind == IntellectualDisability || in.Kind == MentalDisability
	e.livingFor = in.Hardship == HardshipAllowance || in.Hardship == HardshipLifted && made(p.LiftedSince, in.Month) ||
		in.Hardship == HardshipEdge && made(p.EdgeSince, in.Month) || in.Hardship == HardshipOther && made(p.HardshipSince, in.Month)
	e.nursingFor = e.severe || e.mind && (in.Minor && made(p.MinorsSince, in.Month) || made(p.GradesSince, in.Month))
	e.injuryBars = in.InjuryPay && p.InjuryBlocksLiving
	e.livingBarred = in.Hardship == HardshipExtremePoverty || in.Child == GuaranteedOrphan || in.Child == GuaranteedInFull || e.injuryBars
	e.nursingBarred = in.Hardship == HardshipExtremePoverty || in.InjuryPay
	e.livingRate, e.nursingRate = p.LivingModerate, p.NursingModerate
	if e.severe {
		e.livingRate, e.nursingRate = p.LivingSevere, p.NursingSevere
	}
	if rate, given := p.NursingMinor.Get(); given && in.Minor {
		e.nursingRate = rate
	}
	return e
}

func (e *entitlement) why(barred, covered bool, other, rate unit.Money) SubsidyReason {
	switch {
	case barred:
		return SubsidyBarred
	case !covered:
		return SubsidyNotCovered
	case !e.inMonths:
		return SubsidyNotInMonth
	case !other.Less(rate):
		return SubsidyOtherHigher
	}
	return SubsidyPaid
}
