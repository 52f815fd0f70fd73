package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// GroupPolicy holds the parameter of [GuaranteeGroup].
type GroupPolicy struct {
	// Months 期限 is how many months a parent must be out of contact, in prison, in
	// detoxification or otherwise restricted; 6 or more (6个月以上) by the norm.
	Months int64 `json:"absent_months" zh:"失联、服刑等期限（个月）" en:"months of absence" range:"[1,216]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *GroupPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Parent 父母一方 is what is known of one parent. Of several situations give one that counts.
type Parent struct {
	// Situation must be given.
	Situation Situation `json:"situation" zh:"情形" en:"situation"`
	// Months 期限 is how long the parent is out of contact so far, or for how long in prison, in
	// detoxification or restricted; needed for those four, 0 or more.
	Months rule.Given[int64] `json:"months,omitzero" zh:"期限（个月）" en:"months" range:"[0,1200]"`
	// Grade 残疾等级 is 1 to 4; needed for [Disabled].
	Grade rule.Given[int64] `json:"grade,omitzero" zh:"残疾等级" en:"grade of disability" range:"[1,4]"`
	// Mental 精神或智力残疾 says that the disability is one of the mind: then grades 3 and 4
	// count too.
	Mental bool `json:"mental,omitzero" zh:"精神、智力残疾" en:"a mental or intellectual disability"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *Parent) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Parents 父母 are both parents of a child.
type Parents struct {
	Father Parent `json:"father" zh:"父" en:"father"`
	Mother Parent `json:"mother" zh:"母" en:"mother"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *Parents) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Grouped 认定结论 is the answer of [GuaranteeGroup].
type Grouped struct {
	// Group is to which group the child belongs.
	Group Group `json:"group,omitzero" zh:"保障类别" en:"group"`
	// FatherGone and MotherGone report that the parent is dead or cannot be traced.
	FatherGone bool `json:"father_gone" zh:"父死亡或查找不到" en:"father dead or untraceable"`
	MotherGone bool `json:"mother_gone" zh:"母死亡或查找不到" en:"mother dead or untraceable"`
	// FatherUnable and MotherUnable report that one of the eight conditions holds of the
	// parent, or that the parent was declared missing.
	FatherUnable bool `json:"father_unable" zh:"父符合规定情形" en:"a condition holds of the father"`
	MotherUnable bool `json:"mother_unable" zh:"母符合规定情形" en:"a condition holds of the mother"`
}

// GuaranteeGroup 孤儿和事实无人抚养儿童认定 tells which children the guarantee is for:
//
//   - an orphan has lost both parents, or they cannot be traced;
//   - a de-facto-unattended child has two parents of whom each is in one of eight conditions, or one
//     who is dead or was declared missing and another in one of them.
//
// The conditions: severe disability (grades 1 and 2; 3 and 4 if it is one of the mind), serious
// illness, as the county lists them, six months or more in prison, in detoxification, otherwise
// restricted or out of contact, guardianship revoked, deportation. A parent who was declared missing has
// been out of contact for longer than that and counts so. The age is no part of it: see
// [GuaranteeMonths].
//
// Errors: [rule.Missing] for a situation, or for the months or the grade that it needs;
// [rule.Range] for months or a grade that cannot be.
var GuaranteeGroup = rule.MustNew(rule.Definition[GroupPolicy, Parents, Grouped]{
	ID: "childwelfare.guarantee-group", Version: 1,
	Title:    rule.Text{ZH: "孤儿和事实无人抚养儿童认定", EN: "Orphans and de-facto-unattended children"},
	Basis:    []rule.Clause{clauseUnattended, clauseSixMonths, clauseRevoked, clauseOrphan, clausePlanGroups},
	Defaults: &GroupPolicy{Months: 6},
	Sources:  []rule.Source{{Path: "absent_months", Clause: clauseSixMonths}},
	Steps: []*rule.Term{&fatherTerms.gone, &motherTerms.gone, &fatherTerms.severe, &motherTerms.severe,
		&fatherTerms.absent, &motherTerms.absent, &fatherTerms.unable, &motherTerms.unable, &termGroup},
	Kernel: guaranteeGroup,
})

var (
	fatherTerms = newParentTerms("father", rule.Text{ZH: "父", EN: "father "})
	motherTerms = newParentTerms("mother", rule.Text{ZH: "母", EN: "mother "})

	termGroup = rule.Term{ID: "group", Label: rule.Text{ZH: "保障类别", EN: "group"},
		Formula: "if({father_gone} and {mother_gone}, 'orphan', if(({father_unable} or {father.situation} = 'dead') and ({mother_unable} or {mother.situation} = 'dead'), 'de-facto', 'none'))",
		Clause:  clauseUnattended}
)

// parentTerms are the steps to what holds of one parent.
type parentTerms struct{ gone, severe, absent, unable rule.Term }

func newParentTerms(who string, of rule.Text) *parentTerms {
	label := func(zh, en string) rule.Text { return rule.Text{ZH: of.ZH + zh, EN: of.EN + en} }
	s := "{" + who + ".situation} = "
	return &parentTerms{
		gone: rule.Term{ID: who + "_gone", Label: label("死亡或查找不到", "dead or untraceable"),
			Formula: s + "'dead' or " + s + "'untraceable'", Clause: clauseOrphan},
		severe: rule.Term{ID: who + "_severely_disabled", Label: label("重残", "severely disabled"),
			Formula: s + "'disabled' and ({" + who + ".grade} ≤ 2 or {" + who + ".mental})", Clause: clauseSixMonths},
		absent: rule.Term{ID: who + "_absent", Label: label("服刑、戒毒、限制人身自由或失联达到期限", "in prison, in detoxification, restricted or out of contact for long enough"),
			Formula: "(" + s + "'in-prison' or " + s + "'in-detoxification' or " + s + "'restricted' or " + s + "'out-of-contact') and {" + who + ".months} ≥ {absent_months}",
			Clause:  clauseSixMonths},
		unable: rule.Term{ID: who + "_unable", Label: label("符合规定情形", "in one of the conditions"),
			Formula: "{" + who + "_severely_disabled} or {" + who + "_absent} or " + s + "'serious-illness' or " + s + "'guardianship-revoked' or " + s + "'deported' or " + s + "'declared-missing'",
			Clause:  clauseRevoked},
	}
}

// standing is what holds of one parent.
type standing struct{ gone, severe, absent, unable bool }

func guaranteeGroup(p *GroupPolicy, in Parents, t *rule.Trace) (Grouped, error) {
	var f rule.Errors
	in.Father.vet(&f, "father")
	in.Mother.vet(&f, "mother")
	if err := f.Err(); err != nil {
		return Grouped{}, err
	}
	if !in.Father.fit() || !in.Mother.fit() {
		return Grouped{}, rule.Refused
	}
	father, mother := in.Father.stands(p), in.Mother.stands(p)
	out := Grouped{
		Group:      Neither,
		FatherGone: father.gone, MotherGone: mother.gone, FatherUnable: father.unable, MotherUnable: mother.unable,
	}
	switch {
	case father.gone && mother.gone:
		out.Group = Orphan
	case (father.unable || in.Father.Situation == Dead) && (mother.unable || in.Mother.Situation == Dead):
		out.Group = DeFacto
	}
	if t.On() {
		for _, s := range [...]struct {
			k *parentTerms
			standing
		}{{fatherTerms, father}, {motherTerms, mother}} {
			t.Flag(&s.k.gone, s.gone)
			t.Flag(&s.k.severe, s.severe)
			t.Flag(&s.k.absent, s.absent)
			t.Flag(&s.k.unable, s.unable)
		}
		t.Choice(&termGroup, out.Group)
	}
	return out, nil
}

// timed reports whether a situation is one that must last.
func timed(s Situation) bool { return s >= InPrison && s <= OutOfContact }

// vet names what a situation needs and is not given.
func (p *Parent) vet(f *rule.Errors, who string) {
	if _, given := p.Months.Get(); timed(p.Situation) && !given {
		f.Missing(who + ".months")
	}
	if _, given := p.Grade.Get(); p.Situation == Disabled && !given {
		f.Missing(who + ".grade")
	}
}

func (p *Parent) fit() bool {
	months, _ := p.Months.Get()
	grade, given := p.Grade.Get()
	return p.Situation.IsValid() && months >= 0 && months <= 1200 && (!given || grade >= 1 && grade <= 4)
}

func (p *Parent) stands(policy *GroupPolicy) (s standing) {
	months, _ := p.Months.Get()
	grade, _ := p.Grade.Get()
	s.gone = p.Situation == Dead || p.Situation == Untraceable
	s.severe = p.Situation == Disabled && (grade <= 2 || p.Mental)
	s.absent = timed(p.Situation) && months >= policy.Months
	s.unable = s.severe || s.absent || p.Situation == Ill || p.Situation == RightsRevoked || p.Situation == Deported || p.Situation == DeclaredGone
	return s
}
