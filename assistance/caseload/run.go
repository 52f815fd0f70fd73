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
// Blanks around the name of a county do not count. A case that is refused, whose id is empty or blank ([rule.Missing]), not UTF-8 ([rule.Syntax]) or has characters that do not show or blanks at an end ([rule.Invalid]), whose county
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
	if ctx != nil && cases != nil && b.Workers <= 1 && b.Workers >= 0 && b.Rows >= 0 {
		return func(yield func(Result, error) bool) { m.alone(ctx, cases, yield) }
	}
	quick := m.quick
	return rule.EachFunc(ctx, cases, b, func(c *Case) (out Result, err error) {
		out.ID = c.ID
		if r := quick.rule(c); r != nil {
			out.County = c.County
			out.Award, err = r.EvalRef(&c.Household)
			return
		}
		out.County = strings.TrimSpace(c.County)
		out.Award, err = m.award(*c)
		return
	})
}

// alone is a run on the caller's goroutine, as [rule.EachFunc] has it. Through a function of the case, its texts and those of the
// result would be copied once more, which costs as much as finding the county.
func (m *Month) alone(ctx context.Context, cases iter.Seq[Case], yield func(Result, error) bool) {
	ctx, cancel := context.WithCancelCause(ctx) // of which to ask Err costs next to nothing
	defer cancel(nil)
	row, quick := 0, m.quick
	box := new(assistance.Household) // one for all: one of its own would be an allocation for each case
	for c := range cases {
		if ctx.Err() != nil {
			break
		}
		out, err := Result{ID: c.ID, County: c.County}, error(nil)
		if r := quick.rule(&c); r != nil {
			*box = c.Household
			out.Award, err = r.EvalRef(box)
		} else {
			out.County = strings.TrimSpace(c.County)
			out.Award, err = m.award(c)
		}
		if err != nil {
			err = &rule.RowError{Row: row, Err: err}
		}
		if !yield(out, err) {
			return
		}
		row++
	}
	if ctx.Err() != nil {
		yield(Result{}, context.Cause(ctx))
	}
}

// award answers one case, whatever its id and county look like.
func (m *Month) award(c Case) (assistance.Award, error) {
	at := m.at.find(c.County)
	if at == nil || at.err != nil || checkID(c.ID) != nil {
		return assistance.Award{}, m.refuse(&c)
	}
	return at.rule(c.Household.Area).Eval(c.Household)
}

// refuse says why a case is not decided.
func (m *Month) refuse(c *Case) error {
	if err := checkID(c.ID); err != nil {
		return err
	}
	_, err := m.county(c.County)
	return err
}
