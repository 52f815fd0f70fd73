package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SourcesPolicy holds the parameters of [MeansBySource].
type SourcesPolicy struct {
	// Standard 最低生活保障标准 in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// Months 核算期限 is the window in months whose income counts (规定期限), such as 1, 6 or 12: the norm leaves it to
	// the place.
	Months int64 `json:"months" zh:"核算期限（月）" en:"window (months)" range:"[1,36]"`
	// EmploymentCosts says whose necessary employment costs are deducted from wages; unset means [Everyone], by
	// the norm's article 13, which this rule follows. The plan (三(一)2) speaks of rural recipients: [RuralOnly], which [MeansTest] and
	// [Allowance] take where nothing is given. An urban household with such costs is thus told apart: see the register, employment-costs.
	EmploymentCosts Deduction `json:"employment_costs,omitzero" zh:"就业成本扣减范围" en:"employment costs deducted" default:"everyone"`
	// LossesOffset says that a person's loss from business is set against other income; unset, it
	// is not: net income from business is then never below zero. The norm does not say.
	LossesOffset bool `json:"losses_offset,omitzero" zh:"经营亏损抵减其他收入" en:"a loss from business is set against other income"`
	// PensionUntil is the last month in which the central basic pension is not counted; unset means 2025-12, the
	// end of the “十四五” period that the norm names.
	PensionUntil unit.Month `json:"pension_until,omitzero" zh:"基础养老金不计入的最后月份" en:"basic pension not counted until" range:"[2021-07,2199-12]" default:"2025-12"`
	// OldAgeSince and DisabilitySince are the first months in which old-age allowances (高龄津贴) and the two disability subsidies
	// (残疾人两项补贴) are not counted; unset means 2021-07, the norm's first month: never counted. In Huainan neither is income, by a
	// service text on the one and by summaries of the rules on the other; in which document and since when was not found. A
	// place that counts one until a month gives the month after it, and one that always does 2199-12.
	OldAgeSince     unit.Month `json:"old_age_since,omitzero" zh:"高龄津贴不计入起始月份" en:"old-age allowances not counted since" range:"[2021-07,2199-12]" default:"2021-07"`
	DisabilitySince unit.Month `json:"disability_since,omitzero" zh:"残疾人两项补贴不计入起始月份" en:"disability subsidies not counted since" range:"[2021-07,2199-12]" default:"2021-07"`
	// LocalSince is the first month in which other items that the city or the province has named are not counted; not given, they are counted.
	LocalSince rule.Given[unit.Month] `json:"local_since,omitzero" zh:"市级以上规定的其他收入不计入起始月份" en:"other items of city or province not counted since"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SourcesPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Earner 家庭人员 is one person of a household with all that the window brought in, in yuan, by source. Each amount is a
// total over the window, not negative, and 0.00 where there was none; no amount stands in two fields.
type Earner struct {
	// Standing 成员认定 says whether the person is counted. The income of one who is not is not either: what such a person gives
	// to the others is their TransfersIn.
	Standing Standing `json:"standing" zh:"成员认定" en:"standing"`
	// Wages 工资性收入 before EmploymentCost 必要的就业成本. The norm names these costs twice, within wages and among what may be
	// deducted: they are deducted once, here, and never below zero.
	Wages          unit.Money `json:"wages" zh:"工资性收入（扣减就业成本前，元）" en:"wages before costs (yuan)" range:"[0,)"`
	EmploymentCost unit.Money `json:"employment_cost" zh:"必要的就业成本（元）" en:"necessary employment cost (yuan)" range:"[0,)"`
	// Takings 经营收入 and BusinessCosts 经营费用、生产性固定资产折旧和生产税.
	Takings       unit.Money `json:"takings" zh:"经营收入（元）" en:"takings of business (yuan)" range:"[0,)"`
	BusinessCosts unit.Money `json:"business_costs" zh:"经营费用、折旧和生产税（元）" en:"costs, depreciation and production tax (yuan)" range:"[0,)"`
	// PropertyNet 财产净收入 is net of its own costs.
	PropertyNet unit.Money `json:"property_net" zh:"财产净收入（元）" en:"net income from property (yuan)" range:"[0,)"`
	// TransfersIn 转移性收入 without what stands below by name, and TransfersOut 转移性支出: taxes, contributions to social
	// insurance, support paid. Out may be more than in.
	TransfersIn  unit.Money `json:"transfers_in" zh:"转移性收入（元，不含下列单列项目）" en:"transfers received (yuan, without the items listed below)" range:"[0,)"`
	TransfersOut unit.Money `json:"transfers_out" zh:"转移性支出（元）" en:"transfers paid (yuan)" range:"[0,)"`
	// OtherIncome 其他应当计入家庭收入的项目.
	OtherIncome unit.Money `json:"other_income" zh:"其他应当计入的收入（元）" en:"other income that counts (yuan)" range:"[0,)"`
	// Spending 可扣减的刚性支出 is what the place allows to deduct for disability or serious illness, without employment
	// costs.
	Spending unit.Money `json:"spending" zh:"按规定扣减的残疾、患重病刚性支出（元，不含就业成本）" en:"necessary spending deducted, without employment costs (yuan)" range:"[0,)"`
	// What never counts: 优待抚恤金, 计划生育奖励与扶助金, 奖学金, 见义勇为等奖励性补助 and 政府发放的社会救助款物.
	Preferential   unit.Money `json:"preferential" zh:"优待抚恤金（元）" en:"preferential pensions (yuan)" range:"[0,)"`
	FamilyPlanning unit.Money `json:"family_planning" zh:"计划生育奖励与扶助金（元）" en:"family-planning awards (yuan)" range:"[0,)"`
	Scholarship    unit.Money `json:"scholarship" zh:"奖学金（元）" en:"scholarships (yuan)" range:"[0,)"`
	Heroism        unit.Money `json:"heroism" zh:"见义勇为等奖励性补助（元）" en:"awards for heroism and the like (yuan)" range:"[0,)"`
	Relief         unit.Money `json:"relief" zh:"社会救助款物（元）" en:"social assistance in money and kind (yuan)" range:"[0,)"`
	// BasicPension 中央确定的城乡居民基础养老金 is that part of a residents' pension only: what the province or city adds, and the
	// personal account, are TransfersIn.
	BasicPension unit.Money `json:"basic_pension" zh:"中央确定的城乡居民基础养老金（元）" en:"central basic pension of residents (yuan)" range:"[0,)"`
	// OldAge 高龄津贴, Disability 残疾人两项补贴 and Local 市级以上规定的其他收入 are not counted since the months of the policy.
	OldAge     unit.Money `json:"old_age" zh:"高龄津贴（元）" en:"old-age allowance (yuan)" range:"[0,)"`
	Disability unit.Money `json:"disability" zh:"残疾人两项补贴（元）" en:"disability subsidies (yuan)" range:"[0,)"`
	Local      unit.Money `json:"local" zh:"市级以上规定不计入的其他收入（元）" en:"other items of city or province (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (e *Earner) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, e) }

// SourcesCase 家庭收入申报核对信息 is a household with its income by source.
type SourcesCase struct {
	// Area says where the household is registered.
	Area Area `json:"area" zh:"城乡" en:"area"`
	// Month 核算月份 is the month in which income is counted: what is left out is so by the rules of that month. The
	// norm is in force since 2021-07.
	Month unit.Month `json:"month" zh:"核算月份" en:"month of the assessment" range:"[2021-07,2199-12]"`
	// Persons are 1 to [MaxMembers], of whom at least one is counted and at most one is the applicant.
	Persons []Earner `json:"persons" zh:"人员" en:"person" range:"[1,127]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *SourcesCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// SourcedMeans 家庭收入核算结论 is the answer of [MeansBySource].
type SourcedMeans struct {
	// Below 人均收入低于低保标准, strictly; without any rounding.
	Below bool `json:"below" zh:"家庭人均收入低于低保标准" en:"income a person below the standard"`
	// Income 家庭收入 is countable, of the whole household over the window, in yuan; not below zero.
	Income unit.Money `json:"income" zh:"核算期限内家庭收入（元）" en:"countable income over the window (yuan)"`
	// Members is how many persons are counted.
	Members int64 `json:"members" zh:"共同生活家庭成员人数" en:"members counted" range:"[1,127]"`
	// PerHead 家庭月人均收入 is exact: a decimal where it ends, else a fraction; for display, since the comparison does without it.
	PerHead unit.Exact `json:"per_head" zh:"家庭月人均收入（元，未取整）" en:"income a person and month (yuan, exact)"`
	// Gap 月差额 is what the household lacks to the standard in a month, exactly, and 0 if nothing: what the allowance comes to
	// before it is rounded, where it is paid as the difference.
	Gap unit.Exact `json:"gap" zh:"与低保标准的月差额（元，未取整）" en:"lacking to the standard a month (yuan, exact)"`
	// Uncounted 不计入的收入 is what the members had that does not count.
	Uncounted unit.Money `json:"uncounted" zh:"不计入的收入（元）" en:"not counted (yuan)" range:"[0,)"`
}

// MeansBySource 家庭收入核算（按来源） counts who is a member of the household (art. 7), and what the members had over a
// window of months, by source: wages less employment costs, net income from business and property, net
// transfers, and other (art. 13), without what the norm, the city or the province leaves out, each by its name and
// with its months. The income a person is held against the standard by multiplication: 8,399.99 yuan a year are
// below twelve times 700, and 8,400.00 are not.
//
// Where the norm is silent: a loss from business makes no other income less, unless the
// policy says so; net transfers may be negative, since taxes and contributions are paid from wages;
// and the income of the household, not of each person, is taken not to be below zero. What is
// left out depends on the month of the assessment.
//
// [MeansTest] is the short form, for a household whose income a month is known.
//
// Errors: [rule.Range] for a negative amount, for persons not 1 to [MaxMembers], for a month before 2021-07, where
// nobody is counted, and for amounts that together are more than [unit.MaxFen]; [rule.Missing] for
// what is not given; [rule.Duplicate] for more than one applicant.
var MeansBySource = rule.MustNew(rule.Definition[SourcesPolicy, SourcesCase, SourcedMeans]{
	ID: "assistance.means-by-source", Version: 1,
	Title: rule.Text{ZH: "家庭收入核算（按来源）", EN: "Income of a household by source"},
	Basis: []rule.Clause{clauseCheckMeans, clauseEmploymentCost, clauseMembers, clauseIncome, clauseWages, clauseRewards, clauseRelief, clausePension, clauseLocal, clauseDeduct, clauseBelow, clauseMethod},
	Sources: []rule.Source{
		{Path: "employment_costs", Clause: clauseWages, Value: "everyone"},
		{Path: "employment_costs", Clause: clauseEmploymentCost, Value: "rural-only"},
		{Path: "pension_until", Clause: clausePension, Value: "2025-12"},
	},
	Steps: sourceTerms, KernelByRef: meansBySource,
	Open: []rule.Open[SourcesPolicy, SourcesCase]{openSourceCosts, openLosses},
})

var (
	clauseCheckMeans = seeds.MustQuote("三(一)5", "优化最低生活保障和特困人员救助供养等低收入家庭收入和财产认定办法")
	clauseMembers    = ofNorm(normAllowance, "民发〔2021〕57号7", "第七条", "article 7", "下列人员不计入共同生活的家庭成员")
	clauseIncome     = ofNorm(normAllowance, "民发〔2021〕57号13", "第十三条", "article 13", "在规定期限内获得的全部现金及实物收入")
	clauseWages      = ofNorm(normAllowance, "民发〔2021〕57号13工资", "第十三条（一）", "article 13 (1)", "全部劳动报酬和各种福利并扣除必要的就业成本")
	clauseBusiness   = ofNorm(normAllowance, "民发〔2021〕57号13经营", "第十三条（二）", "article 13 (2)", "扣除经营费用、生产性固定资产折旧和生产税之后")
	clauseTransfers  = ofNorm(normAllowance, "民发〔2021〕57号13转移", "第十三条（四）", "article 13 (4)", "转移性收入扣减转移性支出之后的收入")
	clauseRewards    = ofNorm(normAllowance, "民发〔2021〕57号13奖励", "第十三条第二款（一）", "article 13, paragraph 2 (1)", "计划生育奖励与扶助金、奖学金、见义勇为等奖励性补助")
	clauseRelief     = ofNorm(normAllowance, "民发〔2021〕57号13救助", "第十三条第二款（二）", "article 13, paragraph 2 (2)", "政府发放的各类社会救助款物")
	clausePension    = ofNorm(normAllowance, "民发〔2021〕57号13养老", "第十三条第二款（三）", "article 13, paragraph 2 (3)", "“十四五”期间，中央确定的城乡居民基本养老保险基础养老金")
	clauseLocal      = ofNorm(normAllowance, "民发〔2021〕57号13地方", "第十三条第二款（四）", "article 13, paragraph 2 (4)", "设区的市级以上地方人民政府规定的其他收入")
	clauseDeduct     = ofNorm(normAllowance, "民发〔2021〕57号13扣减", "第十三条第三款", "article 13, paragraph 3", "在核算家庭收入时可按规定适当扣减")
)

var (
	termCosts = newTerm("deducted", "扣减就业成本", "employment costs are deducted",
		"{employment_costs} = 'everyone' or {employment_costs} = 'rural-only' and {area} = 'rural'", clauseWages)
	termPensionCounts    = newTerm("pension_counts", "基础养老金计入", "the basic pension counts", "{month} > {pension_until}", clausePension)
	termOldAgeCounts     = newTerm("old_age_counts", "高龄津贴计入", "old-age allowances count", "{month} < {old_age_since}", clauseLocal)
	termDisabilityCounts = newTerm("disability_counts", "残疾人两项补贴计入", "disability subsidies count", "{month} < {disability_since}", clauseLocal)
	termLocalCounts      = newTerm("local_counts", "市级以上规定的其他收入计入", "other items of city or province count", "not given({local_since}) or {month} < {local_since}", clauseLocal)

	termCounted = newTerm("counted", "计入共同生活的家庭成员", "counted as a member",
		"{persons.standing} = 'applicant' or {persons.standing} = 'spouse' or {persons.standing} = 'minor-child' or {persons.standing} = 'student-child' or {persons.standing} = 'dependent-child' or {persons.standing} = 'supported'", clauseMembers)
	termWages = newTerm("wages_net", "工资性收入（扣减就业成本后）", "wages after costs",
		"if({deducted}, max({persons.wages} − {persons.employment_cost}, 0), {persons.wages})", clauseWages)
	termBusiness = newTerm("business_net", "经营净收入", "net income from business",
		"if({losses_offset}, {persons.takings} − {persons.business_costs}, max({persons.takings} − {persons.business_costs}, 0))", clauseBusiness)
	termTransfers = newTerm("transfers_net", "转移净收入", "net transfers", "{persons.transfers_in} − {persons.transfers_out}", clauseTransfers)
	termNamed     = newTerm("named_counted", "按名目计入的收入", "what counts of the items by name",
		"if({pension_counts}, {persons.basic_pension}, 0) + if({old_age_counts}, {persons.old_age}, 0) + if({disability_counts}, {persons.disability}, 0) + if({local_counts}, {persons.local}, 0)", rule.Clause{})
	termEarned = newTerm("person_income", "本人计入的收入", "the person's countable income",
		"if({counted}, {wages_net} + {business_net} + {persons.property_net} + {transfers_net} + {persons.other_income} + {named_counted} − {persons.spending}, 0)", clauseIncome)
	termLeftOut = newTerm("person_uncounted", "本人不计入的收入", "of the person, not counted",
		"if({counted}, {persons.preferential} + {persons.family_planning} + {persons.scholarship} + {persons.heroism} + {persons.relief} + {persons.basic_pension} + {persons.old_age} + {persons.disability} + {persons.local} − {named_counted}, 0)", rule.Clause{})

	termSourcedIncome  = newTerm("income", "核算期限内家庭收入", "countable income over the window", "max(sum({person_income}), 0)", clauseIncome)
	termUncounted      = newTerm("uncounted", "不计入的收入", "not counted", "sum({person_uncounted})", rule.Clause{})
	termMembersCounted = newTerm("members", "共同生活家庭成员人数", "members counted", "sum(if({counted}, 1, 0))", clauseMembers)
	termSourcedBound   = newTerm("bound", "按低保标准计的全家收入界限", "what the standard comes to for all", "{standard} × {members} × {months}", rule.Clause{})
	termSourcedBelow   = newTerm("below", "家庭人均收入低于低保标准", "income a person below the standard", "{income} < {bound}", clauseBelow)
	termSourcedHead    = newTerm("per_head", "家庭月人均收入（未取整）", "income a person and month", "{income} ÷ ({members} × {months})", rule.Clause{})
	termSourcedGap     = newTerm("gap", "与低保标准的月差额（未取整）", "lacking to the standard a month", "max({bound} − {income}, 0) ÷ {months}", clauseMethod)

	sourceTerms = []*rule.Term{termCosts, termPensionCounts, termOldAgeCounts, termDisabilityCounts, termLocalCounts,
		termCounted, termWages, termBusiness, termTransfers, termNamed, termEarned, termLeftOut,
		termSourcedIncome, termUncounted, termMembersCounted, termSourcedBound, termSourcedBelow, termSourcedHead, termSourcedGap}
)

// counting is what of a household's income counts under a policy, in its area and month.
type counting struct {
	costs, losses                      bool
	pension, oldAge, disability, local bool
}

func (p *SourcesPolicy) counting(in *SourcesCase) counting {
	return counting{
		costs:   p.EmploymentCosts == Everyone || p.EmploymentCosts == RuralOnly && in.Area == Rural,
		losses:  p.LossesOffset,
		pension: in.Month.After(p.PensionUntil),
		oldAge:  in.Month.Before(p.OldAgeSince), disability: in.Month.Before(p.DisabilitySince), local: !made(p.LocalSince, in.Month),
	}
}

// earned is what one person had, in fen. No sum of its amounts leaves 63 bits.
type earned struct {
	wages, business, transfers, named, income, uncounted int64
}

func (c *counting) of(e *Earner) (out earned) {
	out.wages = e.Wages.Fen()
	if c.costs {
		out.wages = max(out.wages-e.EmploymentCost.Fen(), 0)
	}
	if out.business = e.Takings.Fen() - e.BusinessCosts.Fen(); !c.losses {
		out.business = max(out.business, 0)
	}
	out.transfers = e.TransfersIn.Fen() - e.TransfersOut.Fen()
	out.named = e.BasicPension.Fen()*bit(c.pension) + e.OldAge.Fen()*bit(c.oldAge) + e.Disability.Fen()*bit(c.disability) + e.Local.Fen()*bit(c.local)
	if e.counted() {
		out.income = out.wages + out.business + e.PropertyNet.Fen() + out.transfers + e.OtherIncome.Fen() + out.named - e.Spending.Fen()
		out.uncounted = e.Preferential.Fen() + e.FamilyPlanning.Fen() + e.Scholarship.Fen() + e.Heroism.Fen() + e.Relief.Fen() +
			e.BasicPension.Fen() + e.OldAge.Fen() + e.Disability.Fen() + e.Local.Fen() - out.named
	}
	return out
}

func (e *Earner) counted() bool { return e.Standing <= SupportedKin }

// sign is negative if a fact cannot be.
func (e *Earner) sign() int64 {
	standing := int64(e.Standing)
	return e.Wages.Fen() | e.EmploymentCost.Fen() | e.Takings.Fen() | e.BusinessCosts.Fen() | e.PropertyNet.Fen() | e.TransfersIn.Fen() |
		e.TransfersOut.Fen() | e.OtherIncome.Fen() | e.Spending.Fen() | e.Preferential.Fen() | e.FamilyPlanning.Fen() | e.Scholarship.Fen() |
		e.Heroism.Fen() | e.Relief.Fen() | e.BasicPension.Fen() | e.OldAge.Fen() | e.Disability.Fen() | e.Local.Fen() |
		(standing - 1) | (int64(OtherUncounted) - standing)
}

// normSince is the first month in which the norm is in force, normLast the last that months go to.
var normSince, normLast = unit.MustParseMonth("2021-07"), unit.MustParseMonth("2199-12")

func meansBySource(p *SourcesPolicy, in *SourcesCase, t *rule.Trace) (out SourcedMeans, err error) {
	if !in.Area.IsValid() || in.Month.Before(normSince) || in.Month.After(normLast) || len(in.Persons) < 1 || len(in.Persons) > MaxMembers {
		return out, rule.Refused
	}
	c := p.counting(in)
	var income, uncounted unit.Total
	applicants := int64(0)
	for i := range in.Persons {
		e := &in.Persons[i]
		if e.sign() < 0 {
			return out, rule.Refused
		}
		had := c.of(e)
		income.AddFen(had.income)
		uncounted.AddFen(had.uncounted)
		out.Members += bit(e.counted())
		applicants += bit(e.Standing == ApplicantHimself)
	}
	if income.Sign() < 0 {
		income = unit.Total{}
	}
	if err = out.fill(income, uncounted, applicants); err != nil {
		return SourcedMeans{}, err
	}
	heads := out.Members * p.Months
	bound, err := p.Standard.Mul(heads)
	if err != nil {
		return SourcedMeans{}, tooLarge(err)
	}
	out.Below = out.Income.Less(bound)
	if out.PerHead, err = out.Income.Exact().Div(int32(heads)); err != nil {
		return SourcedMeans{}, err
	}
	if out.Below {
		lacks, err := bound.Sub(out.Income)
		if err != nil {
			return SourcedMeans{}, err
		}
		if out.Gap, err = lacks.Exact().Div(int32(p.Months)); err != nil {
			return SourcedMeans{}, err
		}
	}
	if t.On() {
		c.trace(t, in, &out, bound)
	}
	return out, nil
}

// fill puts the sums into the answer, or says why they do not go there.
func (m *SourcedMeans) fill(income, uncounted unit.Total, applicants int64) (err error) {
	var f rule.Errors
	if applicants > 1 {
		f.Add(rule.Duplicate, "persons", "", rule.Text{ZH: "申请人只能有1人：其余人员按与申请人的关系填写", EN: "one person is the applicant: give the others by how they are related"})
		return f
	}
	if m.Members == 0 {
		f.Add(rule.Range, "persons", "", rule.Text{ZH: "没有计入的家庭成员：至少应有申请人本人", EN: "nobody is counted as a member: give at least the applicant"})
		return f
	}
	if m.Income, err = income.Money(); err == nil {
		m.Uncounted, err = uncounted.Money()
	}
	if err != nil {
		f.Wrap("", unheld("persons", err))
		return f
	}
	return nil
}

func (c *counting) trace(t *rule.Trace, in *SourcesCase, out *SourcedMeans, bound unit.Money) {
	t.Flag(termCosts, c.costs)
	t.Flag(termPensionCounts, c.pension)
	t.Flag(termOldAgeCounts, c.oldAge)
	t.Flag(termDisabilityCounts, c.disability)
	t.Flag(termLocalCounts, c.local)
	for i := range in.Persons {
		had := c.of(&in.Persons[i])
		t.Item(i)
		t.Flag(termCounted, in.Persons[i].counted())
		for _, s := range [...]struct {
			term *rule.Term
			fen  int64
		}{{termWages, had.wages}, {termBusiness, had.business}, {termTransfers, had.transfers}, {termNamed, had.named},
			{termEarned, had.income}, {termLeftOut, had.uncounted}} {
			t.Value(s.term, sumOf(s.fen))
		}
	}
	t.Item(-1)
	t.Money(termSourcedIncome, out.Income)
	t.Money(termUncounted, out.Uncounted)
	t.Count(termMembersCounted, out.Members)
	t.Money(termSourcedBound, bound)
	t.Flag(termSourcedBelow, out.Below)
	t.Exact(termSourcedHead, out.PerHead)
	t.Exact(termSourcedGap, out.Gap)
}
