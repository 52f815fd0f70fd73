package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// SinglePolicy holds the parameters of [SingleApplicant], each by default the norm's.
type SinglePolicy struct {
	// ClergyYears 脱离家庭年数 is from how many years on clergy may apply alone, itself included: 3.
	ClergyYears int64 `json:"clergy_years" zh:"宗教教职人员脱离家庭年数（以上，含本数）" en:"clergy living apart for (years)" range:"[1,100]"`
	// UnemployedSince is the first month in which severely disabled adults without work may apply alone, whatever their household:
	// 2022-10.
	UnemployedSince unit.Month `json:"unemployed_since" zh:"成年无业重度残疾人可单独申请的起始月份" en:"severely disabled adults without work since"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *SinglePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// SingleCase 单独申请人 is a person who wants to apply for the allowance alone.
type SingleCase struct {
	// Edge 低保边缘家庭成员 says that the person belongs to a household at the edge of the allowance: [ClassEdge].
	Edge bool `json:"edge" zh:"低保边缘家庭成员" en:"of a household at the edge"`
	// Disability 残疾类别 and Grade 残疾等级 are of the certificate; not given without one. Of a multiple disability the kind
	// and grade of the component are given; [MultipleDisability] is refused.
	Disability rule.Given[Disability] `json:"disability,omitzero" zh:"残疾类别" en:"kind of disability"`
	Grade      rule.Given[int64]      `json:"grade,omitzero" zh:"残疾等级" en:"grade" range:"[1,4]"`
	// Ill 患有当地有关部门认定的重特大疾病.
	Ill bool `json:"ill" zh:"患有认定的重特大疾病" en:"recognised as seriously ill"`
	// Adult 成年 and Employed 就业.
	Adult    bool `json:"adult" zh:"成年" en:"of age"`
	Employed bool `json:"employed" zh:"就业" en:"in work"`
	// AwayYears 脱离家庭、在宗教场所居住的年数 is in completed years, and needed for clergy only; Hardship 生活困难.
	AwayYears rule.Given[int64] `json:"away_years,omitzero" zh:"宗教教职人员脱离家庭的年数" en:"clergy: years of living apart" range:"[0,150]"`
	Hardship  bool              `json:"hardship" zh:"生活困难" en:"in hardship"`
	// ByCounty 县级以上民政部门规定的其他特殊困难人员.
	ByCounty bool `json:"by_county" zh:"县级以上规定的其他特殊困难人员" en:"in particular hardship, by a rule of the county or above"`
	// Month 申请月份.
	Month unit.Month `json:"month" zh:"申请月份" en:"month of the application" range:"[2021-07,2199-12]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *SingleCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// SingleFinding 单独申请结论 is the answer of [SingleApplicant].
type SingleFinding struct {
	// Alone says whether the person may apply alone, and Ground by which case, the first that holds.
	Alone  bool         `json:"alone" zh:"可以单独申请" en:"may apply alone"`
	Ground SingleGround `json:"ground,omitzero" zh:"情形" en:"ground"`
}

// SingleApplicant 单人户申请资格 decides who may apply for the allowance alone (art. 8): of a household at the edge, the disabled of grades 1 and 2, those
// of grade 3 of the mind and the seriously ill; clergy in hardship who have lived apart for three years; and, of any household
// since October 2022, severely disabled adults without work. What such a person is paid is of [Scheme].
//
// Errors: [rule.Range] for a grade not 1 to 4, years not 0 to 150 and a month before 2021-07; [rule.Missing] for a month
// not given, and for a kind of disability without its grade or the other way round; [rule.Invalid] for [MultipleDisability].
var SingleApplicant = rule.MustNew(rule.Definition[SinglePolicy, SingleCase, SingleFinding]{
	ID: "assistance.single-applicant", Version: 1,
	Title:    rule.Text{ZH: "单人户申请资格", EN: "Who may apply alone"},
	Basis:    []rule.Clause{clauseLowIncome, clauseAlone, clauseUnemployed},
	Defaults: &SinglePolicy{ClergyYears: 3, UnemployedSince: unit.MustParseMonth("2022-10")},
	Sources: []rule.Source{
		{Path: "clergy_years", Clause: clauseAlone},
		{Path: "unemployed_since", Clause: clauseUnemployed},
	},
	Steps: []*rule.Term{termSingleSevere, termSingleMind, termSingleClergy, termSingleIdle, termSingleGround, termSingleAlone}, KernelByRef: singleApplicant,
})

var (
	clauseUnemployed = ofNorm(normWider, "社会救助兜底通知一(一)", "一、（一）", "part 1 (1)", "成年无业重度残疾人可以参照“单人户”提出低保申请")

	termSingleSevere = newTerm("severe", "一、二级（重度）残疾", "severely disabled: grades 1 and 2", "given({grade}) and {grade} ≤ 2", clauseAlone)
	termSingleMind   = newTerm("mind", "三级智力、精神残疾", "grade 3 of the mind",
		"given({grade}) and {grade} = 3 and ({disability} = 'intellectual' or {disability} = 'mental')", clauseAlone)
	termSingleClergy = newTerm("clergy", "脱离家庭满规定年数的生活困难的宗教教职人员", "clergy in hardship who have lived apart long enough",
		"given({away_years}) and {away_years} ≥ {clergy_years} and {hardship}", clauseAlone)
	termSingleIdle = newTerm("unemployed", "成年无业重度残疾人", "grown, without work and severely disabled",
		"{severe} and {adult} and not {employed} and {month} ≥ {unemployed_since}", clauseUnemployed)
	termSingleGround = newTerm("ground", "情形", "ground",
		"if({edge} and ({severe} or {mind}), 'disabled', if({edge} and {ill}, 'ill', if({clergy}, 'clergy', if({unemployed}, 'unemployed', if({by_county}, 'county', 'none')))))", clauseAlone)
	termSingleAlone = newTerm("alone", "可以单独申请", "may apply alone", "{ground} ≠ 'none'", clauseAlone)
)

func singleApplicant(p *SinglePolicy, in *SingleCase, t *rule.Trace) (out SingleFinding, err error) {
	kind, hasKind := in.Disability.Get()
	grade, hasGrade := in.Grade.Get()
	away, isClergy := in.AwayYears.Get()
	if hasKind && !kind.IsValid() || hasGrade && (grade < 1 || grade > 4) || away < 0 || away > 150 || in.Month.Before(normSince) || in.Month.After(normLast) {
		return out, rule.Refused
	}
	if hasKind != hasGrade {
		var f rule.Errors
		if hasKind {
			f.Missing("grade")
		} else {
			f.Missing("disability")
		}
		return out, f
	}
	if kind == MultipleDisability {
		var f rule.Errors
		refuseMultiple(&f, kind)
		return out, f
	}
	severe := hasGrade && grade <= 2
	mind := hasGrade && grade == 3 && (kind == IntellectualDisability || kind == MentalDisability)
	clergy := isClergy && away >= p.ClergyYears && in.Hardship
	idle := severe && in.Adult && !in.Employed && !in.Month.Before(p.UnemployedSince)
	switch {
	case in.Edge && (severe || mind):
		out.Ground = SingleDisabled
	case in.Edge && in.Ill:
		out.Ground = SingleIll
	case clergy:
		out.Ground = SingleClergy
	case idle:
		out.Ground = SingleUnemployed
	case in.ByCounty:
		out.Ground = SingleCounty
	default:
		out.Ground = NotSingle
	}
	out.Alone = out.Ground != NotSingle
	if t.On() {
		t.Flag(termSingleSevere, severe)
		t.Flag(termSingleMind, mind)
		t.Flag(termSingleClergy, clergy)
		t.Flag(termSingleIdle, idle)
		t.Choice(termSingleGround, out.Ground)
		t.Flag(termSingleAlone, out.Alone)
	}
	return out, nil
}
