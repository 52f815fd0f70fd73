package caseload

import (
	"context"
	"iter"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Due 应发名单 makes the list of what the cases of many counties are due in a month, sealed rows for
// [Reconcile], each by the standards that the book has for its county. The amounts are those of [Run]. It
// streams as that does; a row has a seal of its own, which is an allocation.
//
// A case that [Run] refuses is yielded with its id and a [*rule.RowError]. Ids are not kept, and one that
// stands twice is given twice: [Reconcile] names it in [Reconciliation.DueTwice], and the first row stands.
func Due(ctx context.Context, cases iter.Seq[Case], book Book, month unit.Month, b rule.Batch) iter.Seq2[Payment, error] {
	m, err := InMonth(book, month)
	if err != nil {
		return func(yield func(Payment, error) bool) { yield(Payment{}, err) }
	}
	at := newNames(book.Areas(), func(county string) dueRules { return newDueRules(m.at.find(county)) })
	return rule.EachFunc(ctx, cases, b, func(c *Case) (Payment, error) {
		r := at.find(c.County)
		switch {
		case r == nil:
			return Payment{ID: c.ID}, noCounty(c.County, at.list)
		case r.err != nil:
			return Payment{ID: c.ID}, r.err
		}
		return r.sides[c.Household.Area&3].due(c)
	})
}

// dueRules are the two halves of the allowance in one county and month.
type dueRules struct {
	sides [4]dueSide
	err   error
}

type dueSide struct {
	means  rule.Rule[assistance.MeansPolicy, assistance.Household, assistance.Means]
	topUp  rule.Rule[assistance.TopUpPolicy, assistance.Means, assistance.Award]
	policy assistance.TopUpPolicy
}

func newDueRules(c *countyRules) (d dueRules) {
	if d.err = c.err; d.err != nil {
		return d
	}
	for i := range c.sides {
		p := c.sides[i].Parameters()
		s := dueSide{means: assistance.MeansTest.Under(p.Means()), topUp: assistance.TopUp.Under(p.TopUp())}
		s.policy = s.topUp.Parameters()
		d.sides[i] = s
	}
	return d
}

func (s *dueSide) due(c *Case) (Payment, error) {
	none := Payment{ID: c.ID}
	m, err := s.means.EvalRef(&c.Household)
	if err != nil {
		return none, err
	}
	award, err := s.topUp.Eval(m)
	if err != nil {
		return none, err
	}
	row, err := Payment{ID: c.ID, Amount: award.Amount, Outcome: award.Outcome, Version: s.topUp.Version(), Policy: s.policy, Means: m}.Sealed()
	if err != nil {
		return none, err
	}
	return row, nil
}
