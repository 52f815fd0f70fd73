package caseload

import (
	"context"
	"iter"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Result 一户结果 is what a household is due in a month.
type Result struct {
	ID     string           `json:"id" zh:"户编号" en:"id"`
	County string           `json:"county" zh:"县区" en:"county"`
	Award  assistance.Award `json:"award" zh:"~" en:"~"`
}

// Run 逐月测算 decides the cases of many counties for one month, each by the standards that the book
// has for its county: in order, in bounded memory, on as many goroutines as b says, without
// allocating for a case that is answered. It is [rule.EachFunc]: what that says of sequences and the
// context holds.
//
// Blanks around the name of a county do not count. A case that is refused, whose id is empty or blank ([rule.Missing]), not UTF-8 ([rule.Syntax]) or has characters that do not show ([rule.Invalid]), whose county
// the book does not have, or whose county has no standard in the month, is yielded with its id and
// county and a [*rule.RowError], and the run goes on. A book or month that is none is the one error of the run.
//
// A run keeps no ids, and so does not notice one that stands twice: [Reconcile] and [Monitor] do, as
// [SumArrears] does for a household's month.
func Run(ctx context.Context, cases iter.Seq[Case], book Book, month unit.Month, b rule.Batch) iter.Seq2[Result, error] {
	m, err := InMonth(book, month)
	if err != nil {
		return func(yield func(Result, error) bool) { yield(Result{}, err) }
	}
	quick := m.quick
	return rule.EachFunc(ctx, cases, b, func(c *Case) (Result, error) {
		if r := quick.rule(c); r != nil {
			award, err := r.EvalRef(&c.Household)
			return Result{ID: c.ID, County: c.County, Award: award}, err
		}
		award, err := m.award(c)
		return Result{ID: c.ID, County: strings.TrimSpace(c.County), Award: award}, err
	})
}

// award answers one case, whatever its id and county look like.
func (m *Month) award(c *Case) (assistance.Award, error) {
	at := m.at.find(c.County)
	if at == nil || at.err != nil || checkID(c.ID) != nil {
		return assistance.Award{}, m.refuse(c)
	}
	return at.rule(c.Household.Area).EvalRef(&c.Household)
}

// refuse says why a case is not decided.
func (m *Month) refuse(c *Case) error {
	if err := checkID(c.ID); err != nil {
		return err
	}
	_, err := m.county(c.County)
	return err
}
