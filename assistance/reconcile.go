package assistance

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"iter"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Payment 发放记录 is one row of a list of allowances: what a household was paid,
// or is due, and everything that amount rests on, flat. [NewPayment] makes it.
type Payment struct {
	ID      string     `json:"id"`
	Amount  unit.Money `json:"amount"`
	Outcome Outcome    `json:"outcome"`
	// Version is the version of [TopUp] that computed it.
	Version  int      `json:"version"`
	Standard Standard `json:"standard"`
	Means    Means    `json:"means"`
	// Seal is a SHA-256 sum over all of the above, in hexadecimal: it shows that
	// a row was altered, as long as whoever altered it left it alone.
	Seal string `json:"seal"`
}

// NewPayment computes what a household of these means is due under a standard,
// and seals the row. Errors are those of [TopUp].
func NewPayment(id string, s Standard, m Means) (Payment, error) {
	r := TopUp.Under(s)
	award, err := r.Eval(m)
	if err != nil {
		return Payment{}, err
	}
	p := Payment{ID: id, Amount: award.Amount, Outcome: award.Outcome, Version: r.Info().Version, Standard: r.Parameters(), Means: m}
	return p.Sealed()
}

// Sealed gives the row with the seal that its content has: for rows that come
// from elsewhere, such as an earlier version's list.
// An error means that a field has no text: the row is then the zero Payment.
func (p Payment) Sealed() (Payment, error) {
	seal, err := p.seal()
	if err != nil {
		return Payment{}, err
	}
	p.Seal = seal
	return p, nil
}

func (p Payment) seal() (string, error) {
	p.Seal = ""
	raw, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(raw)
	return hex.EncodeToString(sum[:]), nil
}

// Cause 差异原因 says why what was paid is not what is due.
type Cause uint8

// The causes.
const (
	Altered       Cause = iota + 1 // 记录被改动：the paid row no longer fits its seal
	OtherRule                      // 规则版本不同：another version of the rule, or an amount the rule never gave
	OtherFacts                     // 家庭情况变化：income, members or property
	OtherStandard                  // 标准变化
	OtherRounding                  // 取整方式变化
	NotDue                         // 只在发放名单：paid, but not in the list of what is due
	NotPaid                        // 只在应发名单：due, but not in the list of what was paid
)

// Part is what one cause contributes to a difference, in yuan a month; the parts
// of a difference add up to it.
type Part struct {
	Cause  Cause      `json:"cause"`
	Amount unit.Money `json:"amount"`
}

// Difference 差异 is one household whose paid amount is not what is due, or whose
// paid row was altered.
type Difference struct {
	ID   string     `json:"id"`
	Paid unit.Money `json:"paid"`
	Due  unit.Money `json:"due"`
	// Parts explain Due − Paid. They are applied in the order of the causes: the
	// row as it should have been computed, then today's facts, standard and
	// rounding.
	Parts []Part `json:"parts"`
}

// Reconciliation 核对结果 is what a list of payments and a recomputation come to.
type Reconciliation struct {
	Matched     int64        `json:"matched"`
	Differences []Difference `json:"differences"` // in the order of ids
	// Arrears 应补发 and Recover 应追回 are the sums of what was paid too little
	// and too much, in yuan.
	Arrears unit.Total `json:"arrears"`
	Recover unit.Total `json:"recover"`
	// PaidTwice and DueTwice name the ids that stand more than once in a list.
	// Every further payment of an id counts as to be recovered; of a due row, the
	// first stands.
	PaidTwice []string `json:"paid_twice"`
	DueTwice  []string `json:"due_twice"`
}

// Reconcile 核对发放 holds a list of what was paid against a recomputation of what
// is due. Both may be in any order. Every difference gets its causes, each with
// the exact amount it contributes. The whole paid list is kept in memory.
//
// A household that stands in one list only, with 0.00, is no difference.
//
// Errors name the row in its list: those of [TopUp] for a paid row whose means or
// standard it refuses, matched or not, [rule.ErrMissing] for a row without an id and
// [rule.ErrRange] for a negative amount, and [rule.ErrInvalid] for a due row that
// does not fit its seal, since nothing can be held against that.
func Reconcile(paid, due iter.Seq[Payment]) (Reconciliation, error) {
	var out Reconciliation
	owed := map[string]Payment{}
	twice := map[string]bool{}
	n := -1
	for p := range due {
		n++
		if seal, err := p.seal(); err != nil || seal != p.Seal {
			return Reconciliation{}, &rule.RowError{Row: n, Err: &rule.Error{Code: rule.CodeInvalid, Field: "seal", Value: p.ID, Reason: rule.Text{
				ZH: "应发名单的记录与其封印不符", EN: "the row of what is due does not fit its seal"}}}
		}
		if err := p.check(); err != nil {
			return Reconciliation{}, &rule.RowError{Row: n, Err: err}
		}
		if _, again := owed[p.ID]; again {
			twice[p.ID] = true
			continue
		}
		owed[p.ID] = p
	}
	out.DueTwice = sortedKeys(twice)
	settled, again := map[string]bool{}, map[string]bool{}
	row := -1
	for p := range paid {
		row++
		d := Difference{ID: p.ID, Paid: p.Amount}
		now, found := owed[p.ID]
		err := p.check()
		switch {
		case err != nil:
		case settled[p.ID] || !found:
			if settled[p.ID] {
				again[p.ID] = true
			}
			d.Parts, err = p.notDue()
		default:
			d.Due = now.Amount
			d.Parts, err = causes(p, now)
		}
		if err != nil {
			return Reconciliation{}, &rule.RowError{Row: row, Err: err}
		}
		settled[p.ID] = true
		out.settle(d)
	}
	for id, now := range owed {
		if !settled[id] {
			out.settle(Difference{ID: id, Due: now.Amount, Parts: []Part{{NotPaid, now.Amount}}})
		}
	}
	out.PaidTwice = sortedKeys(again)
	slices.SortStableFunc(out.Differences, func(a, b Difference) int { return cmp.Compare(a.ID, b.ID) })
	return out, nil
}

func sortedKeys(set map[string]bool) []string {
	out := make([]string, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

func (r *Reconciliation) settle(d Difference) {
	if len(d.Parts) == 0 {
		r.Matched++
		return
	}
	if c := d.Parts[0].Cause; (c == NotDue || c == NotPaid) && d.Parts[0].Amount.IsZero() {
		return // in one list only, with nothing
	}
	r.Differences = append(r.Differences, d)
	switch lack := d.Due.Fen() - d.Paid.Fen(); {
	case lack > 0:
		r.Arrears.AddFen(lack)
	case lack < 0:
		r.Recover.AddFen(-lack)
	}
}

// check refuses what no list of allowances can hold.
func (p Payment) check() error {
	var f rule.Faults
	if p.ID == "" {
		f.Missing("id")
	}
	f.Negative("amount", p.Amount)
	if err := f.Err(); err != nil {
		return err
	}
	_, err := TopUp.Under(p.Standard).Eval(p.Means)
	return err
}

// notDue explains a row that nothing stands against.
func (p Payment) notDue() ([]Part, error) {
	seal, err := p.seal()
	parts := []Part{{NotDue, p.Amount.Neg()}}
	if seal != p.Seal {
		parts = slices.Insert(parts, 0, Part{Cause: Altered})
	}
	return parts, err
}

// causes walks from the paid row to the due one, one change at a time, and keeps
// each step that moves the amount. A row that no longer fits its seal is named
// even if it moves nothing.
func causes(paid, now Payment) ([]Part, error) {
	var parts []Part
	amount := paid.Amount
	move := func(c Cause, s Standard, m Means) error {
		award, err := TopUp.Under(s).Eval(m)
		if err != nil {
			return err
		}
		if by, err := award.Amount.Sub(amount); err != nil || !by.IsZero() {
			parts = append(parts, Part{c, by})
			amount = award.Amount
			return err
		}
		return nil
	}
	seal, err := paid.seal()
	if err != nil {
		return nil, err
	}
	first := OtherRule
	if seal != paid.Seal {
		first = Altered
	}
	standard := now.Standard
	standard.Rounding, standard.PerHead = paid.Standard.Rounding, paid.Standard.PerHead
	for _, step := range []struct {
		cause    Cause
		standard Standard
		means    Means
	}{
		{first, paid.Standard, paid.Means},
		{OtherFacts, paid.Standard, now.Means},
		{OtherStandard, standard, now.Means},
		{OtherRounding, now.Standard, now.Means},
	} {
		if err := move(step.cause, step.standard, step.means); err != nil {
			return nil, err
		}
	}
	if first == Altered && (len(parts) == 0 || parts[0].Cause != Altered) {
		parts = slices.Insert(parts, 0, Part{Cause: Altered})
	}
	return parts, nil
}
