package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// AdjustmentPolicy holds the parameters of [StandardAdjustment]: the plan asks for the mechanism and
// leaves its index and its rounding to the authority that sets the standards.
type AdjustmentPolicy struct {
	// Parity 两类儿童标准一致 says that de-facto-unattended children have the standard of orphans with a
	// family; the norm asks that the two be in step (相衔接), not that they be equal.
	Parity bool `json:"parity" zh:"事实无人抚养儿童按社会散居孤儿标准执行" en:"de-facto-unattended children as orphans with a family"`
	// Rounding rounds each new standard; unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" oneof:"up/fen up/jiao up/yuan up/5yuan up/10yuan" default:"up/yuan"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *AdjustmentPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Adjusting 上年度标准与指数 holds last year's standards, in yuan a child and month, and by how much they are to
// grow.
type Adjusting struct {
	// Institution, Dispersed and DeFacto are last year's; above zero.
	Institution unit.Money `json:"last_institution" zh:"上年度机构集中养育孤儿标准（元/月）" en:"last year's standard, orphans in an institution (yuan a month)" range:"(0,)"`
	Dispersed   unit.Money `json:"last_dispersed" zh:"上年度社会散居孤儿标准（元/月）" en:"last year's standard, orphans with a family (yuan a month)" range:"(0,)"`
	DeFacto     unit.Money `json:"last_de_facto" zh:"上年度事实无人抚养儿童标准（元/月）" en:"last year's standard, de-facto-unattended children (yuan a month)" range:"(0,)"`
	// Growth 挂钩指标增长率 is the growth of the index that the authority has chosen, such as consumption a
	// person; it may be negative.
	Growth unit.Rate `json:"growth" zh:"挂钩指标增长率" en:"growth of the index" range:"(-100%,1000%]"`
	// FloorInstitution and FloorDispersed 省级最低标准 are the province's floors, where there are any.
	FloorInstitution rule.Given[unit.Money] `json:"floor_institution,omitzero" zh:"省级最低标准：机构集中养育（元/月）" en:"the province's floor, in an institution (yuan a month)" range:"(0,)"`
	FloorDispersed   rule.Given[unit.Money] `json:"floor_dispersed,omitzero" zh:"省级最低标准：社会散居（元/月）" en:"the province's floor, with a family (yuan a month)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (a *Adjusting) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// Adjusted 调整后标准 is the answer of [StandardAdjustment], in yuan a child and month.
type Adjusted struct {
	Institution unit.Money `json:"institution" zh:"机构集中养育孤儿标准（元/月）" en:"orphans in an institution (yuan a month)" range:"[0,)"`
	Dispersed   unit.Money `json:"dispersed" zh:"社会散居孤儿标准（元/月）" en:"orphans with a family (yuan a month)" range:"[0,)"`
	DeFacto     unit.Money `json:"de_facto" zh:"事实无人抚养儿童标准（元/月）" en:"de-facto-unattended children (yuan a month)" range:"[0,)"`
	// InStep 两类儿童标准一致 reports that de-facto-unattended children have the standard of orphans with a
	// family.
	InStep bool `json:"in_step" zh:"两类儿童标准一致" en:"the two groups have one standard"`
}

// StandardAdjustment 孤儿和事实无人抚养儿童保障标准调整 gives the next standards by the growth of an index (三(四)2): last
// year's, grown and rounded, never below last year's (自然增长机制) and never below the province's floors.
// Where the county keeps the two groups level, de-facto-unattended children have the standard of
// orphans with a family, unless theirs of last year was higher.
//
// Errors: [rule.Range] for a growth not above −100 %, [rule.Missing] for a standard of 0.00.
var StandardAdjustment = rule.MustNew(rule.Definition[AdjustmentPolicy, Adjusting, Adjusted]{
	ID: "childwelfare.standard-adjustment", Version: 1,
	Title:  rule.Text{ZH: "孤儿和事实无人抚养儿童保障标准调整", EN: "Adjustment of the children's standards"},
	Basis:  []rule.Clause{clauseGrowth, clauseMechanism, clauseParity},
	Always: []string{"{in_step} = if({parity}, {dispersed} ≥ {last_de_facto}, {de_facto} = {dispersed})"},
	Steps: []*rule.Term{&termGrownInstitution, &termGrownDispersed, &termGrownDeFacto, &termNewInstitution,
		&termNewDispersed, &termOwnDeFacto, &termNewDeFacto, &termInStep},
	KernelByRef: standardAdjustment,
})

var (
	termGrownInstitution = rule.Term{ID: "grown_institution", Label: rule.Text{ZH: "机构集中养育孤儿标准按指标增长", EN: "in an institution, grown by the index"},
		Formula: "{last_institution} × (1 + {growth})", Clause: clauseMechanism}
	termGrownDispersed = rule.Term{ID: "grown_dispersed", Label: rule.Text{ZH: "社会散居孤儿标准按指标增长", EN: "with a family, grown by the index"},
		Formula: "{last_dispersed} × (1 + {growth})", Clause: clauseMechanism}
	termGrownDeFacto = rule.Term{ID: "grown_de_facto", Label: rule.Text{ZH: "事实无人抚养儿童标准按指标增长", EN: "de-facto-unattended children, grown by the index"},
		Formula: "{last_de_facto} × (1 + {growth})", Clause: clauseMechanism}
	termNewInstitution = rule.Term{ID: "institution", Label: rule.Text{ZH: "机构集中养育孤儿标准", EN: "orphans in an institution"},
		Formula: "max(round({grown_institution}, {rounding}), {last_institution}, if(given({floor_institution}), {floor_institution}, 0))", Clause: clauseGrowth}
	termNewDispersed = rule.Term{ID: "dispersed", Label: rule.Text{ZH: "社会散居孤儿标准", EN: "orphans with a family"},
		Formula: "max(round({grown_dispersed}, {rounding}), {last_dispersed}, if(given({floor_dispersed}), {floor_dispersed}, 0))", Clause: clauseGrowth}
	termOwnDeFacto = rule.Term{ID: "own_de_facto", Label: rule.Text{ZH: "事实无人抚养儿童标准（按自身增长）", EN: "de-facto-unattended children, by their own growth"},
		Formula: "max(round({grown_de_facto}, {rounding}), {last_de_facto})", Clause: clauseGrowth}
	termNewDeFacto = rule.Term{ID: "de_facto", Label: rule.Text{ZH: "事实无人抚养儿童标准", EN: "de-facto-unattended children"},
		Formula: "if({parity}, max({dispersed}, {last_de_facto}), {own_de_facto})", Clause: clauseParity}
	termInStep = rule.Term{ID: "in_step", Label: rule.Text{ZH: "两类儿童标准一致", EN: "the two groups have one standard"},
		Formula: "{de_facto} = {dispersed}", Clause: clauseParity}
)

func standardAdjustment(p *AdjustmentPolicy, in *Adjusting, t *rule.Trace) (Adjusted, error) {
	floorInstitution, hasInstitution := in.FloorInstitution.Get()
	floorDispersed, hasDispersed := in.FloorDispersed.Get()
	if in.Institution.Sign() <= 0 || in.Dispersed.Sign() <= 0 || in.DeFacto.Sign() <= 0 ||
		in.Growth.Cmp(unit.Percent(-100)) <= 0 || in.Growth.Cmp(unit.Percent(1000)) > 0 ||
		hasInstitution && floorInstitution.Sign() <= 0 || hasDispersed && floorDispersed.Sign() <= 0 {
		return Adjusted{}, rule.Refused
	}
	var out Adjusted
	institution, own, err := p.grow(in.Institution, in.Growth)
	if err != nil {
		return out, tooHigh("last_institution", in.Institution, err)
	}
	out.Institution = higher(own, floorInstitution)
	dispersed, own, err := p.grow(in.Dispersed, in.Growth)
	if err != nil {
		return out, tooHigh("last_dispersed", in.Dispersed, err)
	}
	out.Dispersed = higher(own, floorDispersed)
	deFacto, own, err := p.grow(in.DeFacto, in.Growth)
	if err != nil {
		return out, tooHigh("last_de_facto", in.DeFacto, err)
	}
	if out.DeFacto = own; p.Parity {
		out.DeFacto = higher(out.Dispersed, in.DeFacto)
	}
	out.InStep = out.DeFacto == out.Dispersed
	if t.On() {
		t.Exact(&termGrownInstitution, institution)
		t.Exact(&termGrownDispersed, dispersed)
		t.Exact(&termGrownDeFacto, deFacto)
		t.Money(&termNewInstitution, out.Institution)
		t.Money(&termNewDispersed, out.Dispersed)
		t.Money(&termOwnDeFacto, own)
		t.Money(&termNewDeFacto, out.DeFacto)
		t.Flag(&termInStep, out.InStep)
	}
	return out, nil
}

// grow gives a standard with its growth, exactly, and what comes of it: never less than it was.
func (p *AdjustmentPolicy) grow(last unit.Money, by unit.Rate) (exact unit.Exact, next unit.Money, err error) {
	if exact, err = last.Exact().Add(last.Times(by)); err != nil {
		return exact, next, err
	}
	if next, err = exact.Round(p.Rounding); err != nil {
		return exact, next, err
	}
	return exact, higher(next, last), nil
}

func higher(a, b unit.Money) unit.Money {
	if a.Less(b) {
		return b
	}
	return a
}

// tooHigh names the standard that leaves what an amount can be.
func tooHigh(field string, m unit.Money, err error) error {
	var f rule.Errors
	f.Wrap(field, err)
	for i := range f {
		f[i].Value = m.String()
	}
	return f
}
