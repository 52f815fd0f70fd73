package caseload

import (
	"slices"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Cause 差异原因 says why what was paid is not what is due.
type Cause = rule.Enum[causes]

// The causes, in the order in which they are applied.
const (
	Altered       Cause = iota + 1 // 记录被改动：the paid row no longer fits its seal
	OtherRule                      // 规则版本不同：another version of the rule, or an amount the rule never gave
	OtherFacts                     // 家庭情况变化：income, members or property
	OtherStandard                  // 标准变化
	OtherRounding                  // 取整方式变化
	Unexplained                    // 无从解释：the paid row has only an id and an amount, and was not ordered so
	NotByRule                      // 应发金额与规则不符：the amount in the list of what is due is not what the rule gives
	NotDue                         // 只在发放名单：paid, but not in the list of what is due
	NotPaid                        // 只在应发名单：due, but not in the list of what was paid
)

type causes struct{}

func (causes) Choices() rule.Choices { return causeList }

var causeList = rule.Choices{
	Altered:       {Code: "altered", Label: rule.Text{ZH: "记录被改动", EN: "the record was altered"}},
	OtherRule:     {Code: "rule", Label: rule.Text{ZH: "规则版本不同", EN: "another version of the rule"}},
	OtherFacts:    {Code: "facts", Label: rule.Text{ZH: "家庭情况变化", EN: "other facts"}},
	OtherStandard: {Code: "standard", Label: rule.Text{ZH: "标准变化", EN: "another standard"}},
	OtherRounding: {Code: "rounding", Label: rule.Text{ZH: "取整方式变化", EN: "another rounding"}},
	Unexplained:   {Code: "unexplained", Label: rule.Text{ZH: "发放记录只有金额，无从解释", EN: "unexplained: the paid row has only an amount"}},
	NotByRule:     {Code: "not-by-rule", Label: rule.Text{ZH: "应发名单的金额与规则结果不符", EN: "the amount due is not what the rule gives"}},
	NotDue:        {Code: "not-due", Label: rule.Text{ZH: "只在发放名单", EN: "paid, not due"}},
	NotPaid:       {Code: "not-paid", Label: rule.Text{ZH: "只在应发名单", EN: "due, not paid"}},
}

// Contribution is what one cause contributes to a difference, in yuan a month; the
// contributions to a difference add up to it.
type Contribution struct {
	Cause  Cause      `json:"cause"`
	Amount unit.Money `json:"amount"`
}

// walk goes from one amount to another and keeps each step that moves it.
type walk struct {
	parts []Contribution
	at    unit.Money
}

func (w *walk) to(c Cause, amount unit.Money) error {
	by, err := amount.Sub(w.at)
	if err != nil {
		return err
	}
	if !by.IsZero() {
		w.parts = append(w.parts, Contribution{c, by})
		w.at = amount
	}
	return nil
}

// explain walks from the paid row to the due one, one change at a time. A row that no longer
// fits its seal is named even if that moves nothing.
//
// Between the two rows lie mixtures that nobody decided, the old rounding on new means: one
// that the rule refuses is passed over, and its share falls to the next cause. The last
// step is to the due amount itself, so that the contributions add up whatever it is.
func (k rules) explain(paid *Payment, now *owed) ([]Contribution, error) {
	w := walk{at: paid.Amount}
	if paid.IsBare() {
		if err := w.to(Unexplained, now.byRule); err != nil {
			return nil, err
		}
		err := w.to(NotByRule, now.Amount)
		return w.parts, err
	}
	return k.explainSealed(w, paid, now)
}

// explainOrdered walks from a bare row to the one that the bank was given, and on from there.
func (k rules) explainOrdered(paid, order *Payment, now *owed) ([]Contribution, error) {
	w := walk{at: paid.Amount}
	if err := w.to(Unexplained, order.Amount); err != nil {
		return nil, err
	}
	return k.explainSealed(w, order, now)
}

func (k rules) explainSealed(w walk, paid *Payment, now *owed) ([]Contribution, error) {
	first := OtherRule
	if !paid.sealFits() {
		first = Altered
	}
	standard := now.Policy
	standard.Rounding, standard.PerHead = paid.Policy.Rounding, paid.Policy.PerHead
	for _, step := range []struct {
		cause  Cause
		policy assistance.TopUpPolicy
		means  assistance.Means
	}{
		{first, paid.Policy, paid.Means},
		{OtherFacts, paid.Policy, now.Means},
		{OtherStandard, standard, now.Means},
		{OtherRounding, now.Policy, now.Means},
	} {
		award, err := k.under(step.policy).Eval(step.means)
		if err != nil {
			continue
		}
		if err := w.to(step.cause, award.Amount); err != nil {
			return nil, err
		}
	}
	if err := w.to(NotByRule, now.Amount); err != nil {
		return nil, err
	}
	if first == Altered && (len(w.parts) == 0 || w.parts[0].Cause != Altered) {
		w.parts = slices.Insert(w.parts, 0, Contribution{Cause: Altered})
	}
	return w.parts, nil
}

// rules keeps the rule under the few policies that lists hold: standing a rule on parameters
// looks at all of them.
type rules map[assistance.TopUpPolicy]rule.Rule[assistance.TopUpPolicy, assistance.Means, assistance.Award]

const maxRules = 1024

func (k rules) under(p assistance.TopUpPolicy) rule.Rule[assistance.TopUpPolicy, assistance.Means, assistance.Award] {
	r, ok := k[p]
	if !ok {
		if len(k) >= maxRules {
			clear(k)
		}
		r = assistance.TopUp.Under(p)
		k[p] = r
	}
	return r
}
