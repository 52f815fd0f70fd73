package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TopUpPolicy holds the parameters of [TopUp].
type TopUpPolicy struct {
	// Standard 最低生活保障标准 is the county's allowance standard a person and
	// month, in yuan; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/人·月）" en:"allowance standard (yuan a person and month)" range:"(0,)"`
	// Rounding 取整方式 rounds the household's amount; unset means
	// [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan"`
	// PerHead 按人取整 is for a county whose norm orders that the top-up of each
	// person be rounded before it is multiplied by the members. Unset, as by
	// default, nothing is divided and nothing overpaid: a third of 1,400 times
	// three is 1,400.
	PerHead unit.Rounding `json:"per_head,omitzero" zh:"按人取整" en:"rounding a person"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *TopUpPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// TopUp 补差 decides from a household's [Means] what the standard tops it up
// by: the part of [Allowance] that a change of standard repeats. Its parameters are the
// county's. A rounding that leaves an eligible household nothing is refused, as by
// Allowance.
var TopUp = rule.MustNew(rule.Definition[TopUpPolicy, Means, Award]{
	ID: "assistance.top-up", Version: 1,
	Title: rule.Text{ZH: "补差核算", EN: "Top-up to the standard"},
	Basis: []rule.Clause{clauseStandard},
	Steps: topUpTerms.list(), Kernel: topUp,
})

// The norm that the test and the top-up rest on; the plan has neither.
var (
	decree649 = rule.Text{ZH: "社会救助暂行办法（国务院令第649号）", EN: "Interim Measures for Social Assistance (State Council Decree 649)"}

	clauseBelow = rule.Clause{ID: "国务院令649号9", Place: rule.Text{ZH: "第九条", EN: "article 9"}, Norm: decree649}
	clauseToUp  = rule.Clause{ID: "国务院令649号12", Place: rule.Text{ZH: "第十二条", EN: "article 12"}, Norm: decree649}
)

// terms are the steps from a household's means to its award, in the names of one rule.
type terms struct {
	gap, outcome, each, rounded, due, amount, above rule.Term
}

var topUpTerms = newTopUpTerms("{members}", "{income}")

func newTopUpTerms(members, income string) *terms {
	return &terms{
		gap: rule.Term{ID: "gap", Label: rule.Text{ZH: "与低保标准的差额", EN: "difference to the standard"},
			Formula: "{standard} × " + members + " − " + income, Clause: clauseToUp},
		outcome: rule.Term{ID: "outcome", Label: rule.Text{ZH: "审核确认结果", EN: "outcome"},
			Formula: "if({gap} > 0, if({over_property}, 'over-property', 'eligible'), if({over_property}, 'over-both', 'over-income'))", Clause: clauseBelow},
		each: rule.Term{ID: "per_head_gap", Label: rule.Text{ZH: "人均差额（取整前）", EN: "difference a person before rounding"},
			Formula: "{gap} ÷ " + members},
		rounded: rule.Term{ID: "per_head_rounded", Label: rule.Text{ZH: "人均补差（按人取整）", EN: "top-up a person, rounded"},
			Formula: "round({per_head_gap}, {per_head})"},
		due: rule.Term{ID: "due", Label: rule.Text{ZH: "补差（取整前）", EN: "top-up before rounding"},
			Formula: "if({outcome} = 'eligible', if(given({per_head}), {per_head_rounded} × " + members + ", {gap}), 0)"},
		amount: rule.Term{ID: "amount", Label: rule.Text{ZH: "月低保金", EN: "allowance a month"},
			Formula: "round({due}, {rounding})"},
		// What is paid alone is above the standard only where rounding made it so; what rounding adds to the
		// difference is amount less due, which stand above.
		above: rule.Term{ID: "above_standard", Label: rule.Text{ZH: "低保金高于全体成员低保标准的金额（只因取整）", EN: "allowance above the standard of all members (only by rounding)"},
			Formula: "max({amount} − {standard} × " + members + ", 0)"},
	}
}

func (k *terms) list() []*rule.Term {
	return []*rule.Term{&k.gap, &k.outcome, &k.each, &k.rounded, &k.due, &k.amount, &k.above}
}

// trace records the steps. Amounts that no award can have, such as what a standard of
// trillions comes to, are sums.
func (k *terms) trace(t *rule.Trace, p *TopUpPolicy, income unit.Money, members int64, a Award) {
	whole := p.Standard.Fen() * members
	eligible := a.Outcome == Eligible
	t.Value(&k.gap, sumOf(whole-income.Fen()))
	t.Choice(&k.outcome, a.Outcome)
	due := int64(0)
	if eligible {
		due = whole - income.Fen()
		if p.PerHead != 0 {
			each, part, err := ofEach(p.Standard, income.Fen(), members, p.PerHead)
			if err == nil { // the kernel has done the same
				t.Exact(&k.each, each)
				t.Money(&k.rounded, part)
				due = part.Fen() * members
			}
		}
	}
	t.Value(&k.due, sumOf(due))
	t.Money(&k.amount, a.Amount)
	if eligible {
		t.Value(&k.above, sumOf(max(a.Amount.Fen()-whole, 0)))
	}
}

func sumOf(fen int64) unit.Total {
	var s unit.Total
	s.AddFen(fen)
	return s
}

func topUp(p *TopUpPolicy, m Means, t *rule.Trace) (Award, error) {
	income, members := m.Income.Fen(), int64(m.Members)
	if income|(members-1)|(MaxMembers-members) < 0 { // a row that the caller made
		return Award{}, rule.Refused
	}
	due, why := shortfall(p.Standard, income, members, bit(m.OverProperty))
	fen := unit.UpToYuan.Fen(due)
	if p.Rounding != unit.UpToYuan || p.PerHead != 0 {
		var err error
		if fen, err = p.payable(due, income, members); err != nil {
			return Award{}, err
		}
	}
	amount, err := unit.MoneyFromFen(fen)
	if err != nil {
		return Award{}, tooLarge(err)
	}
	a := Award{Amount: amount, Outcome: Eligible + Outcome(why)}
	if t.On() {
		topUpTerms.trace(t, p, m.Income, members, a)
	}
	return a, nil
}

// shortfall is what a household lacks to the standard, in fen before rounding,
// and 0 if it is not eligible, with why it is not: 0, or what its [Outcome] is above
// [Eligible]. It has no branches that depend on the data. It multiplies and never
// divides: per head and back would overpay.
func shortfall(standard unit.Money, income, members, over int64) (due, why int64) {
	gap := standard.Fen()*members - income
	return max(gap, 0) & (over - 1), bit(gap <= 0) + 2*over
}

// payable rounds what is due as a county may order it: each person's part first, to any step,
// in any direction. The usual rounding, up to the yuan, is written out in the kernels, and
// never leaves nothing of something.
func (p *TopUpPolicy) payable(due, income, members int64) (int64, error) {
	if due == 0 {
		return 0, nil
	}
	field, by, gap := "per_head", p.PerHead, due
	if p.PerHead != 0 {
		_, part, err := ofEach(p.Standard, income, members, p.PerHead)
		if err != nil {
			return 0, tooLarge(err)
		}
		due = part.Fen() * members
	}
	if due != 0 {
		field, by, due = "rounding", p.Rounding, p.Rounding.Fen(due)
	}
	if due != 0 {
		return due, nil
	}
	return 0, roundedAway(field, by, sumOf(gap).String())
}

// ofEach is each person's part, exactly and rounded: the standard less an equal share of the
// income, which is in range where the whole household's need not be.
func ofEach(standard unit.Money, income, members int64, head unit.Rounding) (each unit.Exact, part unit.Money, err error) {
	whole, err := unit.MoneyFromFen(income)
	if err != nil {
		return each, part, err
	}
	share, err := whole.Exact().Div(int32(members))
	if err != nil {
		return each, part, err
	}
	if each, err = standard.Exact().Sub(share); err != nil {
		return each, part, err
	}
	part, err = each.Round(head)
	return each, part, err
}

// tooLarge says that the standard is too large for a household of this size.
func tooLarge(err error) error {
	var f rule.Errors
	for _, e := range rule.Faults(err) {
		f.AddTo(rule.OfParameters, e.Code, "standard", "", computed(e))
	}
	return f.Err()
}
