package caseload

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// PaidMonth 已发月份 is what one household was paid for one month, with its facts in that month: a
// household that moved, grew or shrank has other facts in other months, one that came or went has
// fewer months.
type PaidMonth struct {
	Case
	// Month 所属月份 is the month that was paid for, not the one it was paid in.
	Month unit.Month `json:"month" zh:"所属月份" en:"month"`
	// Paid 已发金额 is what was paid for it, in yuan; not negative, 0.00 for nothing.
	Paid unit.Money `json:"paid" zh:"已发金额（元）" en:"paid (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *PaidMonth) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Arrear 应补应追 is one month of one household as it should have been.
type Arrear struct {
	ID     string     `json:"id" zh:"户编号" en:"id"`
	County string     `json:"county" zh:"县区" en:"county"`
	Month  unit.Month `json:"month" zh:"所属月份" en:"month"`
	// Award is what the month should have been by today's book.
	Award assistance.Award `json:"award" zh:"应发" en:"due"`
	// Paid is what was paid.
	Paid unit.Money `json:"paid" zh:"已发金额（元）" en:"paid (yuan)"`
	// Owed 应补发 is what was due less what was paid, in yuan; negative where too much was paid (应追回).
	Owed unit.Money `json:"owed" zh:"应补发（元，负数为应追回）" en:"owed (yuan, negative: paid too much)"`
}

// Arrears 补发测算 computes again each month that was paid, as it should have been by the book,
// less what was paid: what a notice that reaches back owes the households, month by month. It streams as
// [Run] does, without allocating for a month that is answered; the months may stand in any order.
//
// A month that is refused (its household is, nothing holds in its county in that month, a negative
// payment, an empty id) is yielded with id, county and month and a [*rule.RowError]; the zero Book is the one error of
// the run.
//
// Rows are not held against each other: each has to be all that was paid for its month, a payment and its
// correction added together. Of a month that stands in two rows each row is less than was paid, and what both owe
// is too much; [SumArrears] refuses it.
func Arrears(ctx context.Context, paid iter.Seq[PaidMonth], book Book, b rule.Batch) iter.Seq2[Arrear, error] {
	if _, err := side(book, assistance.Urban); err != nil {
		return func(yield func(Arrear, error) bool) { yield(Arrear{}, err) }
	}
	months := monthly{book: book}
	months.known.Store(&map[unit.Month]*monthOf{})
	return rule.EachFunc(ctx, paid, b, months.arrear)
}

// monthly stands the rule on the book's standards of the months that are asked for, once each. It
// is read by many goroutines and written seldom: the table is replaced, never changed.
type monthly struct {
	book  Book
	mu    sync.Mutex
	known atomic.Pointer[map[unit.Month]*monthOf]
}

type monthOf struct {
	Month
	err error
}

func (m *monthly) in(month unit.Month) *monthOf {
	if got, ok := (*m.known.Load())[month]; ok {
		return got
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	had := *m.known.Load()
	if got, ok := had[month]; ok {
		return got
	}
	next := maps.Clone(had)
	got := &monthOf{}
	got.Month, got.err = InMonth(m.book, month)
	next[month] = got
	m.known.Store(&next)
	return got
}

func (m *monthly) arrear(p *PaidMonth) (Arrear, error) {
	out := Arrear{ID: p.ID, County: p.County, Month: p.Month, Paid: p.Paid}
	at := m.in(p.Month)
	var r *AllowanceRule
	if at.err == nil && p.Paid.Sign() >= 0 {
		r = at.quick.rule(&p.Case)
	}
	var err error
	if r != nil {
		out.Award, err = r.EvalRef(&p.Household)
	} else {
		out.County = strings.TrimSpace(p.County)
		out.Award, err = at.paid(p)
	}
	if err == nil {
		out.Owed, err = out.Award.Amount.Sub(p.Paid)
	}
	if err != nil {
		out.Award, out.Owed = assistance.Award{}, unit.Money{}
	}
	return out, err
}

// paid decides a month again, whatever the row looks like.
func (m *monthOf) paid(p *PaidMonth) (assistance.Award, error) {
	if p.Paid.Sign() < 0 {
		var f rule.Errors
		f.Add(rule.Range, "paid", p.Paid.String(), rule.Text{ZH: "不得为负", EN: "must not be negative"})
		return assistance.Award{}, f
	}
	if m.err != nil {
		return assistance.Award{}, m.err
	}
	return m.award(p.Case)
}

// ArrearsSum 补发合计 adds up months of households.
type ArrearsSum struct {
	// Months is how many months of households are counted, and Owing and Overpaid how many of them were
	// paid too little and too much.
	Months   int64 `json:"months"`
	Owing    int64 `json:"owing"`
	Overpaid int64 `json:"overpaid"`
	// Due and Paid are the sums of what should have been and of what was paid, in yuan.
	Due  unit.Total `json:"due"`
	Paid unit.Total `json:"paid"`
	// Arrears 应补发 and Recover 应追回 are the sums of what was paid too little and too much, in yuan:
	// Due − Paid is the one less the other.
	Arrears unit.Total `json:"arrears"`
	Recover unit.Total `json:"recover"`
}

func (s *ArrearsSum) add(a *Arrear) { s.count(a.Award.Amount.Fen(), a.Paid.Fen(), a.Owed.Fen(), 1) }

// drop takes back a row that was added.
func (s *ArrearsSum) drop(r *arrearRow) { s.count(r.due.Fen(), r.paid.Fen(), r.owed.Fen(), -1) }

// count adds a row for a sign of 1 and takes it back for −1.
func (s *ArrearsSum) count(due, paid, owed, sign int64) {
	s.Months += sign
	s.Due.AddFen(sign * due)
	s.Paid.AddFen(sign * paid)
	switch {
	case owed > 0:
		s.Owing += sign
		s.Arrears.AddFen(sign * owed)
	case owed < 0:
		s.Overpaid += sign
		s.Recover.AddFen(-sign * owed)
	}
}

// arrearRow is what is kept of a row that was added, to take it back where its month stands twice.
type arrearRow struct {
	row             int
	due, paid, owed unit.Money
	out             bool // taken back
}

func paidAgain(a *Arrear, first, row int) error {
	var f rule.Errors
	f.Add(rule.Duplicate, "id", shown(a.ID), rule.Text{
		ZH: fmt.Sprintf("%s第%d行与第%d行是同一户、同一县区、同一月份，均未计入：请把该月各次已发金额合并为一行，或删去重复的一行", a.Month, first+1, row+1),
		EN: fmt.Sprintf("rows %d and %d are of one household, county and month, %s; neither is counted: add up what was paid for the month in one row, or leave the copy out", first, row, a.Month)})
	return f
}

// MonthArrears is the sum of one month.
type MonthArrears struct {
	Month unit.Month `json:"month"`
	ArrearsSum
}

// CountyArrears is the sum of one county, in all and by month.
type CountyArrears struct {
	County string `json:"county"`
	ArrearsSum
	ByMonth []MonthArrears `json:"by_month"`
}

// ArrearsSummary 补发汇总 is what months of households come to; every breakdown adds up to All.
type ArrearsSummary struct {
	All      ArrearsSum      `json:"all"`
	ByMonth  []MonthArrears  `json:"by_month"`  // in order
	ByCounty []CountyArrears `json:"by_county"` // in the order of names
}

// SumArrears 补发汇总 adds up what [Arrears] yields: in all, by month, by county and by month of each
// county. Sums are exact and cannot overflow; what is kept of a household's month is its id, county, month
// and three amounts. Bad rows are left out and named in the [rule.RowErrors] returned; any other error ends
// the sum and is returned alone.
//
// A month of a household (id, county and month) that stands in two rows is [rule.Duplicate]: what was due
// would count twice. All its rows are then left out, and the error of each after the first names that one too.
// What was paid for one month, a payment and its correction, is added together before, in one row.
func SumArrears(rows iter.Seq2[Arrear, error]) (ArrearsSummary, error) {
	if rows == nil {
		return ArrearsSummary{}, noList("rows")
	}
	type place struct {
		county string
		month  unit.Month
	}
	type householdMonth struct {
		place
		id string
	}
	sums := map[place]*ArrearsSum{}
	counted := map[householdMonth]arrearRow{}
	var out ArrearsSummary
	var bad rule.RowErrors
	n := -1
	for a, err := range rows {
		n++
		if err != nil {
			var row *rule.RowError
			if !errors.As(err, &row) {
				return ArrearsSummary{}, err
			}
			bad = append(bad, row)
			continue
		}
		at := place{a.County, a.Month}
		of := householdMonth{at, a.ID}
		if first, twice := counted[of]; twice {
			if !first.out {
				first.out = true
				counted[of] = first
				out.All.drop(&first)
				sums[at].drop(&first)
			}
			bad = append(bad, &rule.RowError{Row: n, Err: paidAgain(&a, first.row, n)})
			continue
		}
		counted[of] = arrearRow{row: n, due: a.Award.Amount, paid: a.Paid, owed: a.Owed}
		out.All.add(&a)
		atKey(sums, at).add(&a)
	}
	byMonth := map[unit.Month]*ArrearsSum{}
	byCounty := map[string]*CountyArrears{}
	for at, s := range sums {
		if s.Months == 0 {
			continue // all its rows stand twice
		}
		atKey(byMonth, at.month).join(s)
		c, ok := byCounty[at.county]
		if !ok {
			c = &CountyArrears{County: at.county}
			byCounty[at.county] = c
		}
		c.join(s)
		c.ByMonth = append(c.ByMonth, MonthArrears{at.month, *s})
	}
	for m, s := range byMonth {
		out.ByMonth = append(out.ByMonth, MonthArrears{m, *s})
	}
	inOrder(out.ByMonth)
	for _, name := range slices.Sorted(maps.Keys(byCounty)) {
		inOrder(byCounty[name].ByMonth)
		out.ByCounty = append(out.ByCounty, *byCounty[name])
	}
	if len(bad) > 0 {
		return out, bad
	}
	return out, nil
}

func (s *ArrearsSum) join(o *ArrearsSum) {
	s.Months, s.Owing, s.Overpaid = s.Months+o.Months, s.Owing+o.Owing, s.Overpaid+o.Overpaid
	s.Due.Merge(o.Due)
	s.Paid.Merge(o.Paid)
	s.Arrears.Merge(o.Arrears)
	s.Recover.Merge(o.Recover)
}

func inOrder(list []MonthArrears) {
	slices.SortFunc(list, func(a, b MonthArrears) int { return cmp.Compare(a.Month.Sub(b.Month), 0) })
}
