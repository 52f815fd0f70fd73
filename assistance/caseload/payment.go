package caseload

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Payment 发放记录 is one row of a list of allowances: what a household was paid,
// or is due, and everything that amount rests on, flat. [NewPayment] makes it. A bank's
// list has only ids and amounts: such a row is a Payment with these two and nothing else.
type Payment struct {
	ID      string             `json:"id" zh:"户编号" en:"id"`
	Amount  unit.Money         `json:"amount" zh:"金额（元/月）" en:"amount (yuan a month)"`
	Outcome assistance.Outcome `json:"outcome,omitzero" zh:"审核确认结果" en:"outcome"`
	// Version is the version of [assistance.TopUp] that computed it.
	Version int                    `json:"version,omitzero" zh:"规则版本" en:"version of the rule"`
	Policy  assistance.TopUpPolicy `json:"policy,omitzero" zh:"政策参数" en:"parameters"`
	Means   assistance.Means       `json:"means,omitzero" zh:"家庭经济状况" en:"means"`
	// Seal is a SHA-256 sum over all of the above, in hexadecimal: it shows that
	// a row was altered, as long as whoever altered it left it alone.
	Seal string `json:"seal,omitzero" zh:"校验码" en:"seal"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a row without an id or amount.
func (p *Payment) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// NewPayment computes what a household of these means is due under a standard,
// and seals the row. Errors are those of [assistance.TopUp], and of an id [rule.Missing] for one that is empty or
// blank, [rule.Syntax] for one that is not UTF-8, [rule.Invalid] for one with characters that do not show or blanks at an end.
func NewPayment(id string, p assistance.TopUpPolicy, m assistance.Means) (Payment, error) {
	if err := checkID(id); err != nil {
		return Payment{}, err
	}
	r := assistance.TopUp.Under(p)
	award, err := r.Eval(m)
	if err != nil {
		return Payment{}, err
	}
	row := Payment{ID: id, Amount: award.Amount, Outcome: award.Outcome, Version: r.Version(), Policy: r.Parameters(), Means: m}
	return row.Sealed()
}

// IsBare reports whether the row has an id and an amount and nothing else.
func (p Payment) IsBare() bool { return p == Payment{ID: p.ID, Amount: p.Amount} }

// Sealed gives the row with the seal that its content has: for rows that come
// from elsewhere, such as an earlier version's list.
//
// The error is [rule.Missing] for a row without an id or an outcome, [rule.Invalid] for an
// outcome that is none, [rule.Syntax] for an id that is not UTF-8, [rule.Invalid] for one with characters that do not show or blanks at an end: the row is then the
// zero Payment.
func (p Payment) Sealed() (Payment, error) {
	var f rule.Errors
	f.Wrap("", checkID(p.ID))
	if _, err := p.Outcome.MarshalText(); err != nil {
		f.Wrap("outcome", err)
	}
	if err := f.Err(); err != nil {
		return Payment{}, err
	}
	p.Seal = p.seal()
	return p, nil
}

// seal sums everything but the seal, each field on a line of its own. The id is quoted, so
// that no id can look like another row's fields.
func (p *Payment) seal() string {
	var buf [256]byte
	b := strconv.AppendQuote(buf[:0], p.ID)
	for _, n := range [...]int64{
		p.Amount.Fen(), int64(p.Version), p.Policy.Standard.Fen(), p.Means.Income.Fen(), int64(p.Means.Members),
	} {
		b = strconv.AppendInt(append(b, '\n'), n, 10)
	}
	b = append(b, '\n')
	b = append(append(b, p.Outcome.String()...), '\n')
	b = append(append(b, p.Policy.Rounding.String()...), '\n')
	b = append(append(b, p.Policy.PerHead.String()...), '\n')
	b = strconv.AppendBool(b, p.Means.OverProperty)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

func (p *Payment) sealFits() bool { return p.seal() == p.Seal }

// shown keeps a value short enough to read in an error, and readable.
func shown(s string) string {
	q := strconv.QuoteToGraphic(s)
	if len(s) > 64 {
		q = strconv.QuoteToGraphic(s[:64]) + "…"
	}
	return q
}
