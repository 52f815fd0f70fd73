package caseload

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Deviation 差异 is one household whose paid amount is not what is due, or whose
// paid row was altered.
type Deviation struct {
	ID   string     `json:"id"`
	Paid unit.Money `json:"paid"`
	Due  unit.Money `json:"due"`
	// Parts explain Due − Paid, and add up to it. They are applied in the order of the
	// causes: the row as it should have been computed, then today's facts, standard
	// and rounding.
	Parts []Contribution `json:"parts"`
}

// CauseTotal says how often a cause occurs, and what it comes to.
type CauseTotal struct {
	Cause Cause `json:"cause"`
	// Count is in how many deviations the cause stands.
	Count int64 `json:"count"`
	// Amount is the sum of its contributions, in yuan a month.
	Amount unit.Total `json:"amount"`
}

// Reconciliation 核对结果 is what a list of payments and a recomputation come to.
type Reconciliation struct {
	Matched    int64       `json:"matched"`
	Deviations []Deviation `json:"deviations"` // in the order of ids
	// ByCause adds up the deviations by cause, in the order of the causes; causes that
	// do not occur are left out.
	ByCause []CauseTotal `json:"by_cause"`
	// Nothing counts households that stand in one list only, with 0.00: they are neither matched nor a deviation.
	Nothing int64 `json:"nothing"`
	// Paid 实发合计 and Due 应发合计 are the sums of the two lists, in yuan, of a household that is due twice its
	// first row.
	Paid unit.Total `json:"paid"`
	Due  unit.Total `json:"due"`
	// Arrears 应补发 and Recover 应追回 are the sums of what was paid too little
	// and too much, in yuan. Due − Paid is the one less the other, and the sum of ByCause.
	Arrears unit.Total `json:"arrears"`
	Recover unit.Total `json:"recover"`
	// PaidTwice and DueTwice name the ids that stand more than once in a list.
	// Every further payment of an id counts as to be recovered; of a due row, the
	// first stands.
	PaidTwice []string `json:"paid_twice"`
	DueTwice  []string `json:"due_twice"`
	// NotByRule names the due rows whose amount or outcome is not what today's rule gives
	// for their means, though they fit their seal: rows of another version, or a hand that
	// sealed what it changed. The due list is held to all the same.
	NotByRule []string `json:"not_by_rule"`
}

// ListError names the row that [Reconcile], [ReconcileBank] or [Monitor] refuses: the list, the place in it
// counted from 0, and the household.
type ListError struct {
	List string // "paid", "ordered" or "due", "last" or "this" month's
	Row  int
	ID   string
	Err  error // an [rule.Errors]
}

// Error names the row and the reason in English: "paid row 0 (H1): …".
func (e *ListError) Error() string { return e.In(rule.English) }

// In names the row and the reason in one language. In Chinese rows are counted from 1.
func (e *ListError) In(l rule.Language) string {
	if l == rule.English {
		return fmt.Sprintf("%s row %d (%s): %s", e.List, e.Row, e.ID, rule.Faults(e.Err).In(l))
	}
	return fmt.Sprintf("%s第%d行（%s）：%s", listNames[e.List], e.Row+1, e.ID, rule.Faults(e.Err).In(l))
}

// Unwrap gives the reason, so that [errors.Is] finds its codes.
func (e *ListError) Unwrap() error { return e.Err }

const (
	listPaid    = "paid"
	listOrdered = "ordered"
	listDue     = "due"
	listLast    = "last"
	listThis    = "this"
)

var listNames = map[string]string{listPaid: "发放名单", listOrdered: "拨付名单", listDue: "应发名单", listLast: "上月名单", listThis: "本月名单"}

// owed is a due row with what the rule gives for it.
type owed struct {
	Payment
	byRule unit.Money
}

// Reconcile 核对发放 holds a list of what was paid against a recomputation of what
// is due. Both may be in any order. Every difference gets its causes, each with
// the exact amount it contributes; a household that is paid what it is due has none, though the standard rose
// and its income with it. The whole due list is kept in memory.
//
// Paid rows may be bare, a bank's list of ids and amounts: their differences are
// [Unexplained]; where the list that the bank was given is at hand, [ReconcileBank] explains them. A household
// that stands in one list only, with 0.00, is no difference.
//
// The error is a [*ListError]: the codes of [assistance.TopUp] for a row whose means or
// parameters it refuses, matched or not, [rule.Missing] for a row without an id and
// [rule.Range] for a negative amount, and [rule.Invalid] for a due row that is bare or does
// not fit its seal, since nothing can be held against that.
func Reconcile(paid, due iter.Seq[Payment]) (Reconciliation, error) {
	if err := lists(list{listPaid, paid == nil}, list{listDue, due == nil}); err != nil {
		return Reconciliation{}, err
	}
	under := rules{}
	return reconcile(paid, nil, due, under)
}

// ReconcileBank 核对银行返回名单 is [Reconcile] of what a bank returns, ids and amounts, for which there is the
// list that the bank was given (拨付名单): sealed rows, computed by what was known on the day of the payroll. A bare
// row is explained by its household's row there: what the bank paid otherwise than ordered is [Unexplained], and from the
// ordered amount on the facts, the standard and the rounding say why it is not what is due now. A bare row that
// was not ordered is explained as [Reconcile] does, one that is sealed by itself. Of a household that was ordered
// twice the first row stands.
//
// The whole ordered list is kept in memory, as the due one is. Errors are those of [Reconcile]; an ordered row must be
// what a due row must.
func ReconcileBank(returned, ordered, due iter.Seq[Payment]) (Reconciliation, error) {
	if err := lists(list{listPaid, returned == nil}, list{listOrdered, ordered == nil}, list{listDue, due == nil}); err != nil {
		return Reconciliation{}, err
	}
	under := rules{}
	basis := map[string]Payment{}
	row := -1
	for p := range ordered {
		row++
		if _, err := under.checkSealed(&p); err != nil {
			return Reconciliation{}, &ListError{listOrdered, row, p.ID, err}
		}
		if _, again := basis[p.ID]; !again {
			basis[p.ID] = p
		}
	}
	return reconcile(returned, basis, due, under)
}

// reconcile holds the lists against each other; a bare row goes by its household's in basis, if there is one.
func reconcile(paid iter.Seq[Payment], basis map[string]Payment, due iter.Seq[Payment], under rules) (Reconciliation, error) {
	var out Reconciliation
	owing, err := out.readDue(due, under)
	if err != nil {
		return Reconciliation{}, err
	}
	settled, again := map[string]bool{}, map[string]bool{}
	totals := make([]CauseTotal, len(causeList))
	row := -1
	for p := range paid {
		row++
		d := Deviation{ID: p.ID, Paid: p.Amount}
		now, found := owing[p.ID]
		_, err := under.check(&p)
		switch {
		case err != nil:
		case settled[p.ID] || !found:
			if settled[p.ID] {
				again[p.ID] = true
			}
			d.Parts = p.notDue()
		default:
			d.Due = now.Amount
			if order, ok := basis[p.ID]; ok && p.IsBare() {
				d.Parts, err = under.explainOrdered(&p, &order, &now)
			} else {
				d.Parts, err = under.explain(&p, &now)
			}
			if d.Paid == d.Due && len(d.Parts) > 0 && d.Parts[0].Cause != Altered {
				d.Parts = nil // what moved it was moved back
			}
		}
		if err != nil {
			return Reconciliation{}, &ListError{listPaid, row, p.ID, err}
		}
		settled[p.ID] = true
		out.settle(d, totals)
	}
	for id, now := range owing {
		if !settled[id] {
			out.settle(Deviation{ID: id, Due: now.Amount, Parts: []Contribution{{NotPaid, now.Amount}}}, totals)
		}
	}
	out.PaidTwice = sortedKeys(again)
	slices.SortStableFunc(out.Deviations, func(a, b Deviation) int { return cmp.Compare(a.ID, b.ID) })
	out.ByCause = slices.DeleteFunc(totals, func(t CauseTotal) bool { return t.Count == 0 })
	return out, nil
}

// readDue reads what is due, and notes what is odd in it.
func (r *Reconciliation) readDue(due iter.Seq[Payment], under rules) (map[string]owed, error) {
	owing := map[string]owed{}
	twice, wrong := map[string]bool{}, map[string]bool{}
	row := -1
	for p := range due {
		row++
		award, err := under.checkSealed(&p)
		if err != nil {
			return nil, &ListError{listDue, row, p.ID, err}
		}
		if _, again := owing[p.ID]; again {
			twice[p.ID] = true
			continue
		}
		if award.Amount != p.Amount || award.Outcome != p.Outcome {
			wrong[p.ID] = true
		}
		owing[p.ID] = owed{p, award.Amount}
	}
	r.DueTwice, r.NotByRule = sortedKeys(twice), sortedKeys(wrong)
	return owing, nil
}

// checkSealed is check for a row of a list that others are held against.
func (k rules) checkSealed(p *Payment) (assistance.Award, error) {
	if p.sealFits() {
		return k.check(p)
	}
	var f rule.Errors
	f.Add(rule.Invalid, "seal", p.Seal, rule.Text{
		ZH: "与记录内容不符：应发、拨付名单须由Due或NewPayment生成，或经Sealed重新封存", EN: "does not fit the row: make what is due or ordered with Due or NewPayment, or seal it again with Sealed"})
	return assistance.Award{}, f
}

func sortedKeys(set map[string]bool) []string {
	out := slices.AppendSeq(make([]string, 0, len(set)), maps.Keys(set))
	slices.Sort(out)
	return out
}

func (r *Reconciliation) settle(d Deviation, totals []CauseTotal) {
	r.Paid.Add(d.Paid)
	r.Due.Add(d.Due)
	if len(d.Parts) == 0 {
		r.Matched++
		return
	}
	if c := d.Parts[0].Cause; (c == NotDue || c == NotPaid) && d.Parts[0].Amount.IsZero() {
		r.Nothing++
		return
	}
	r.Deviations = append(r.Deviations, d)
	for _, part := range d.Parts {
		t := &totals[part.Cause]
		t.Cause = part.Cause
		t.Count++
		t.Amount.Add(part.Amount)
	}
	switch lack := d.Due.Fen() - d.Paid.Fen(); {
	case lack > 0:
		r.Arrears.AddFen(lack)
	case lack < 0:
		r.Recover.AddFen(-lack)
	}
}

// check refuses what no list of allowances can hold, and gives what the rule does for the
// row; a bare one has nothing to compute from.
func (k rules) check(p *Payment) (assistance.Award, error) {
	var f rule.Errors
	f.Wrap("", checkID(p.ID))
	if p.Amount.Sign() < 0 {
		f.Add(rule.Range, "amount", p.Amount.String(), rule.Text{ZH: "不得为负", EN: "must not be negative"})
	}
	if err := f.Err(); err != nil || p.IsBare() {
		return assistance.Award{}, err
	}
	return k.under(p.Policy).Eval(p.Means)
}

// notDue explains a row that nothing stands against.
func (p *Payment) notDue() []Contribution {
	parts := []Contribution{{NotDue, p.Amount.Neg()}}
	if !p.IsBare() && !p.sealFits() {
		parts = slices.Insert(parts, 0, Contribution{Cause: Altered})
	}
	return parts
}
