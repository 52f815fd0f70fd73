package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// RecognitionPolicy holds the parameters of [ExtremePoverty]. Ages are the norms'; standard, income and limit are the place's.
type RecognitionPolicy struct {
	// Standard 最低生活保障标准 in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// PropertyLimit 特困人员财产限额 in yuan; above zero. The city sets it (第七条).
	PropertyLimit unit.Money `json:"property_limit" zh:"特困人员财产限额（元）" en:"property limit (yuan)" range:"(0,)"`
	// Disposable 当地上年人均可支配收入 in yuan a year, against which a supporter's own income is held; above zero.
	Disposable unit.Money `json:"disposable" zh:"上年人均可支配收入（元/年）" en:"last year's disposable income (yuan a person and year)" range:"(0,)"`
	// ElderAge 老年人 is from which age on a person is elderly and taken as unable to work, itself included; unset means 60.
	ElderAge int64 `json:"elder_age,omitzero" zh:"老年人年龄（周岁以上，含本数）" en:"elderly from the age of" range:"[1,150]" default:"60"`
	// MinorAge 未成年人无劳动能力年龄 is below which age a minor is taken as unable to work, itself not included: the norm's 16, or
	// the 18 to which Anhui is reported to have raised it in 2020. No document of the province was found, so there is no default.
	MinorAge int64 `json:"minor_age" zh:"未成年人无劳动能力年龄（未满，不含本数；国家规定为16）" en:"minors unable to work below the age of (16 by the norm)" range:"[16,18]"`
	// SupporterElderAge and SupporterOldAge are from which ages on a supporter who has the allowance, and one of low income,
	// is taken as unable to support, themselves included; unset means 60 and 70.
	SupporterElderAge int64 `json:"supporter_elder_age,omitzero" zh:"低保义务人年龄（周岁以上，含本数）" en:"supporters on the allowance from the age of" range:"[1,150]" default:"60"`
	SupporterOldAge   int64 `json:"supporter_old_age,omitzero" zh:"低收入义务人年龄（周岁以上，含本数）" en:"supporters of low income from the age of" range:"[1,150]" default:"70"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *RecognitionPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Supporter 法定义务人 is one who by law must support a person (赡养、抚养、扶养).
type Supporter struct {
	// Aid 救助情况 of the supporter himself.
	Aid SupporterAid `json:"aid" zh:"救助情况" en:"assistance"`
	// Age 周岁.
	Age int64 `json:"age" zh:"年龄（周岁）" en:"age" range:"[0,150]"`
	// Disabled 重度残疾人或三级智力、精神残疾人 is severely disabled, or of grade 3 of the mind.
	Disabled bool `json:"disabled" zh:"重度残疾人或三级智力、精神残疾人" en:"severely disabled, or grade 3 of the mind"`
	// State 行为能力和下落.
	State SupporterState `json:"state" zh:"行为能力和下落" en:"state"`
	// YearIncome 本人年收入 in yuan, and PropertyWithin 财产符合当地低收入家庭财产状况规定.
	YearIncome     unit.Money `json:"year_income" zh:"本人年收入（元）" en:"own income a year (yuan)" range:"[0,)"`
	PropertyWithin bool       `json:"property_within" zh:"财产符合当地低收入家庭规定" en:"property within the rules for low income"`
	// ByProvince 省规定的其他情形 is another case that the province names.
	ByProvince bool `json:"by_province" zh:"省规定的其他无履行能力情形" en:"unable by a rule of the province"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *Supporter) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// Candidate 特困认定申请人 is a person who may be in extreme poverty.
type Candidate struct {
	// Age 周岁 is in completed years.
	Age int64 `json:"age" zh:"年龄（周岁）" en:"age" range:"[0,150]"`
	// Disability 残疾类别 and Grade 残疾等级 are of the certificate; not given without one. Of a multiple
	// disability the kind and grade of the component are given: the norm goes by them, and [MultipleDisability] is refused.
	Disability rule.Given[Disability] `json:"disability,omitzero" zh:"残疾类别" en:"kind of disability"`
	Grade      rule.Given[int64]      `json:"grade,omitzero" zh:"残疾等级" en:"grade" range:"[1,4]"`
	// OtherInability 省规定的其他无劳动能力情形.
	OtherInability bool `json:"other_inability" zh:"省规定的其他无劳动能力情形" en:"unable to work by a rule of the province"`
	// Income 月收入 is of wages, business, property and transfers, in yuan a month, without what stands below by name.
	Income unit.Money `json:"income" zh:"月收入（元，不含下列单列项目）" en:"income a month (yuan, without the items listed below)" range:"[0,)"`
	// What does not count for extreme poverty, in yuan a month: a longer list than the allowance's, of [MeansBySource]. BasicPension
	// 中央确定的基础养老金, Insurance 基本医疗保险等社会保险, Preferential 优待抚恤金, OldAge 高龄津贴.
	BasicPension unit.Money `json:"basic_pension" zh:"中央确定的基础养老金（元）" en:"central basic pension (yuan)" range:"[0,)"`
	Insurance    unit.Money `json:"insurance" zh:"基本医疗保险等社会保险（元）" en:"social insurance (yuan)" range:"[0,)"`
	Preferential unit.Money `json:"preferential" zh:"优待抚恤金（元）" en:"preferential pensions (yuan)" range:"[0,)"`
	OldAge       unit.Money `json:"old_age" zh:"高龄津贴（元）" en:"old-age allowance (yuan)" range:"[0,)"`
	// Property 财产 in yuan.
	Property unit.Money `json:"property" zh:"财产（元）" en:"property (yuan)" range:"[0,)"`
	// Supporters 法定义务人 are all there are, at most 20; an empty list says that there is none.
	Supporters []Supporter `json:"supporters" zh:"法定义务人" en:"supporter" range:"[0,20]"`
	// ChoosesGuarantee 选择儿童保障 says that a minor who may also have the guarantee of orphans or de-facto-unattended children
	// chose that (第九条); never so for an adult.
	ChoosesGuarantee bool `json:"chooses_guarantee" zh:"选择纳入孤儿、事实无人抚养儿童保障" en:"chose the guarantee of children"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *Candidate) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Recognised 特困人员认定结论 is the answer of [ExtremePoverty]: the outcome, and each condition by itself.
type Recognised struct {
	Outcome Recognition `json:"outcome,omitzero" zh:"认定结论" en:"outcome"`
	// OfGroup 老年人、残疾人或未成年人.
	OfGroup bool `json:"of_group" zh:"老年人、残疾人或未成年人" en:"elderly, disabled or under age"`
	// NoWorkAbility 无劳动能力 (第五条).
	NoWorkAbility bool `json:"no_work_ability" zh:"无劳动能力" en:"unable to work"`
	// NoSource 无生活来源 (第六条): income below the standard, and property within the limit.
	NoSource bool `json:"no_source" zh:"无生活来源" en:"no source of living"`
	// NoSupporter 无法定义务人或其无履行义务能力 (第八条).
	NoSupporter bool `json:"no_supporter" zh:"无法定义务人或者均无履行义务能力" en:"no supporter, or none who is able"`
	// Uncounted is what does not count, in yuan a month.
	Uncounted unit.Money `json:"uncounted" zh:"不计入的收入（元）" en:"not counted (yuan)" range:"[0,)"`
}

// ExtremePoverty 特困人员认定 decides whether a person is in extreme poverty: elderly, disabled or under age, and at once unable to work
// (art. 5), without a source of living (art. 6) and without a supporter, or with none who is able (art. 8). Every condition
// is looked at; the outcome is the first that is not met. A person who is hard of hearing or speech is not unable to
// work by that alone, of whatever grade.
//
// [Classification] takes what this finds as facts, for a household. Errors: [rule.Range] for a negative
// amount, an age not 0 to 150, a grade not 1 to 4, more than 20 supporters, and an adult who chose the guarantee of
// children; [rule.Missing] for a kind of disability without its grade, or a grade without its kind; [rule.Invalid] for
// [MultipleDisability], which is given by its components.
var ExtremePoverty = rule.MustNew(rule.Definition[RecognitionPolicy, Candidate, Recognised]{
	ID: "assistance.extreme-poverty", Version: 1,
	Title: rule.Text{ZH: "特困人员认定", EN: "Recognition of extreme poverty"},
	Basis: []rule.Clause{clauseRevised, clauseSupportWho, clauseNoWork, clauseSupportPoor, clauseSupportLeft, clauseUnable, clauseChooses},
	Sources: []rule.Source{
		{Path: "elder_age", Clause: clauseNoWork, Value: "60"},
		{Path: "minor_age", Clause: clauseNoWork, Value: "16"},
		{Path: "supporter_elder_age", Clause: clauseUnable, Value: "60"},
		{Path: "supporter_old_age", Clause: clauseUnable, Value: "70"},
	},
	Steps: recognitionTerms, KernelByRef: extremePoverty,
})

var (
	clauseRevised     = seeds.MustQuote("三(一)3", "修订特困人员认定办法")
	clauseNoWork      = ofNorm(normSupport, "民发〔2021〕43号5", "第五条", "article 5", "应当认定为本办法所称的无劳动能力")
	clauseSupportLeft = ofNorm(normSupport, "民发〔2021〕43号6不计入", "第六条第二款", "article 6, paragraph 2", "基本医疗保险等社会保险和优待抚恤金、高龄津贴不计入在内")
	clauseUnable      = ofNorm(normSupport, "民发〔2021〕43号8", "第八条", "article 8", "应当认定为本办法所称的无履行义务能力")
	clauseChooses     = ofNorm(normSupport, "民发〔2021〕43号9", "第九条", "article 9", "不再认定为特困人员")
)

var (
	termOfGroup = newTerm("of_group", "老年人、残疾人或未成年人", "elderly, disabled or under age",
		"{age} ≥ {elder_age} or given({disability}) or {age} < 18", clauseSupportWho)
	termUnableGrade = newTerm("unable_by_grade", "残疾类别和等级属无劳动能力", "unable to work by kind and grade of disability",
		"given({disability}) and (({disability} = 'intellectual' or {disability} = 'mental') and {grade} ≤ 3 or {disability} = 'limb' and {grade} ≤ 2 or {disability} = 'sight' and {grade} = 1)", clauseNoWork)
	termNoWork = newTerm("no_work_ability", "无劳动能力", "unable to work",
		"{age} ≥ {elder_age} or {age} < {minor_age} or {unable_by_grade} or {other_inability}", clauseNoWork)
	termNotCounted = newTerm("uncounted", "不计入的收入", "not counted",
		"{basic_pension} + {insurance} + {preferential} + {old_age}", clauseSupportLeft)
	termRecognisedPoor = newTerm("poor", "收入低于低保标准", "income below the standard", "{income} < {standard}", clauseSupportPoor)
	termRecognisedOwns = newTerm("owns", "财产超过限额", "property above the limit", "{property} > {property_limit}", clauseSupportPoor)
	termNoSource       = newTerm("no_source", "无生活来源", "no source of living", "{poor} and not {owns}", clauseSupportPoor)
	termLowSupporter   = newTerm("low_income", "义务人年收入低于上年人均可支配收入", "the supporter's income below the disposable income",
		"{supporters.year_income} < {disposable}", clauseUnable)
	termUnableSupporter = newTerm("unable", "义务人无履行义务能力", "the supporter is unable",
		"{supporters.aid} = 'extreme-poverty' or {supporters.aid} = 'allowance' and {supporters.age} ≥ {supporter_elder_age} or {supporters.property_within} and ({low_income} and ({supporters.age} ≥ {supporter_old_age} or {supporters.disabled}) or {supporters.state} ≠ 'present') or {supporters.by_province}", clauseUnable)
	termNoSupporter = newTerm("no_supporter", "无法定义务人或者均无履行义务能力", "no supporter, or none who is able",
		"all({unable})", clauseUnable)
	termRecognition = newTerm("outcome", "认定结论", "outcome",
		"if(not {of_group}, 'group', if(not {no_work_ability}, 'work-ability', if(not {poor}, 'income', if({owns}, 'property', if(not {no_supporter}, 'supporter', if({chooses_guarantee}, 'guaranteed', 'met'))))))", clauseSupportWho)

	recognitionTerms = []*rule.Term{termOfGroup, termUnableGrade, termNoWork, termNotCounted, termRecognisedPoor, termRecognisedOwns,
		termNoSource, termLowSupporter, termUnableSupporter, termNoSupporter, termRecognition}
)

// adulthood 成年 is at 18 (民法典第十七条).
const adulthood = 18

func extremePoverty(p *RecognitionPolicy, in *Candidate, t *rule.Trace) (out Recognised, err error) {
	if err = in.fault(); err != nil {
		return out, err
	}
	// Amounts are below 2^53 fen: their sum cannot overflow.
	if out.Uncounted, err = unit.MoneyFromFen(in.BasicPension.Fen() + in.Insurance.Fen() + in.Preferential.Fen() + in.OldAge.Fen()); err != nil {
		return out, unheld(largest(amountOf{"basic_pension", in.BasicPension}, amountOf{"insurance", in.Insurance},
			amountOf{"preferential", in.Preferential}, amountOf{"old_age", in.OldAge}), err)
	}
	byGrade := in.unableByGrade()
	out.OfGroup = in.Age >= p.ElderAge || in.Age < adulthood || !in.Disability.IsZero()
	out.NoWorkAbility = in.Age >= p.ElderAge || in.Age < p.MinorAge || byGrade || in.OtherInability
	poor, owns := in.Income.Less(p.Standard), p.PropertyLimit.Less(in.Property)
	out.NoSource = poor && !owns
	out.NoSupporter = true
	for i := range in.Supporters {
		out.NoSupporter = out.NoSupporter && in.Supporters[i].unable(p)
	}
	switch {
	case !out.OfGroup:
		out.Outcome = RecognitionGroup
	case !out.NoWorkAbility:
		out.Outcome = RecognitionWork
	case !poor:
		out.Outcome = RecognitionIncome
	case owns:
		out.Outcome = RecognitionProperty
	case !out.NoSupporter:
		out.Outcome = RecognitionSupporter
	case in.ChoosesGuarantee:
		out.Outcome = RecognitionGuaranteed
	default:
		out.Outcome = RecognitionMet
	}
	if t.On() {
		t.Flag(termOfGroup, out.OfGroup)
		t.Flag(termUnableGrade, byGrade)
		t.Flag(termNoWork, out.NoWorkAbility)
		t.Money(termNotCounted, out.Uncounted)
		t.Flag(termRecognisedPoor, poor)
		t.Flag(termRecognisedOwns, owns)
		t.Flag(termNoSource, out.NoSource)
		for i := range in.Supporters {
			t.Item(i)
			t.Flag(termLowSupporter, in.Supporters[i].YearIncome.Less(p.Disposable))
			t.Flag(termUnableSupporter, in.Supporters[i].unable(p))
		}
		t.Item(-1)
		t.Flag(termNoSupporter, out.NoSupporter)
		t.Choice(termRecognition, out.Outcome)
	}
	return out, nil
}

// fault says what tags cannot: what goes together.
func (c *Candidate) fault() error {
	kind, hasKind := c.Disability.Get()
	grade, hasGrade := c.Grade.Get()
	if c.Age < 0 || c.Age > 150 || hasKind && !kind.IsValid() || hasGrade && (grade < 1 || grade > 4) || len(c.Supporters) > 20 ||
		c.Income.Fen()|c.BasicPension.Fen()|c.Insurance.Fen()|c.Preferential.Fen()|c.OldAge.Fen()|c.Property.Fen() < 0 {
		return rule.Refused
	}
	for i := range c.Supporters {
		if s := &c.Supporters[i]; !s.Aid.IsValid() || !s.State.IsValid() || s.Age < 0 || s.Age > 150 || s.YearIncome.Sign() < 0 {
			return rule.Refused
		}
	}
	var f rule.Errors
	if hasKind && !hasGrade {
		f.Missing("grade")
	}
	if hasGrade && !hasKind {
		f.Missing("disability")
	}
	refuseMultiple(&f, kind)
	if c.ChoosesGuarantee && c.Age >= adulthood {
		f.Add(rule.Range, "chooses_guarantee", "true", rule.Text{
			ZH: "已满18周岁，不能选择儿童基本生活保障：请填false", EN: "an adult cannot choose the guarantee of children: give false"})
	}
	return f.Err()
}

// refuseMultiple wants the components of a multiple disability: the norms go by kinds.
func refuseMultiple(f *rule.Errors, kind Disability) {
	if kind == MultipleDisability {
		f.Add(rule.Invalid, "disability", kind.String(), rule.Text{
			ZH: "多重残疾按其所含类别和等级判断：请填所含各类中最有利的一类残疾（视力、听力、言语、肢体、智力、精神）及其等级",
			EN: "a multiple disability is judged by its components: give the kind (sight, hearing, speech, limb, intellectual or mental) and the grade of the component that tells most for the person"})
	}
}

func (c *Candidate) unableByGrade() bool {
	kind, disabled := c.Disability.Get()
	grade, _ := c.Grade.Get()
	most := int64(0)
	switch kind {
	case IntellectualDisability, MentalDisability:
		most = 3
	case LimbDisability:
		most = 2
	case SightDisability:
		most = 1
	}
	return disabled && grade <= most
}

func (s *Supporter) unable(p *RecognitionPolicy) bool {
	low := s.YearIncome.Less(p.Disposable)
	return s.Aid == SupporterExtremePoverty || s.Aid == SupporterAllowance && s.Age >= p.SupporterElderAge ||
		s.PropertyWithin && (low && (s.Age >= p.SupporterOldAge || s.Disabled) || s.State != SupporterPresent) || s.ByProvince
}
