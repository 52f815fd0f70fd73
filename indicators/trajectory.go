package indicators

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Method 路径 says how the way from base to target is divided into years. The
// zero Method stands for [Linear].
type Method = rule.Enum[methods]

// The methods.
const (
	Linear   Method = iota + 1 // 等差：the same amount each year
	Compound                   // 等比：the same percentage each year
)

// Milestone 年度进度值 is the figure that a year requires on the way from one
// figure to another: after k of n years. It is exact; a compound one is a root,
// kept as such and compared without being computed.
type Milestone struct {
	from, to *big.Rat
	k, n     int
	method   Method
}

// NewMilestone gives the figure after k of n years: n is 1 to [MaxYears], k is 0
// to n. A compound way needs both figures above zero. Errors: [rule.Range].
func NewMilestone(from, to Number, k, n int, m Method) (Milestone, error) {
	return milestone(from.Rat(), to.Rat(), k, n, m)
}

func milestone(from, to *big.Rat, k, n int, m Method) (Milestone, error) {
	var f rule.Errors
	if n < 1 || n > MaxYears || k < 0 || k > n {
		f.Add(rule.Range, "year", strconv.Itoa(k), rule.Text{ZH: "不在起止年之间", EN: "not between the two years"})
	}
	if m == 0 {
		m = Linear
	}
	if !m.IsValid() {
		f.Add(rule.Invalid, "method", strconv.Itoa(int(m)), rule.Invalid.Text())
	}
	if m == Compound && (from.Sign() <= 0 || to.Sign() <= 0) {
		f.Add(rule.Range, "method", m.String(), rule.Text{ZH: "等比路径的两端须大于零", EN: "a compound way needs two figures above zero"})
	}
	return Milestone{from: from, to: to, k: k, n: n, method: m}, f.Err()
}

// linear gives from + (to − from) × k ÷ n.
func (m Milestone) linear() *big.Rat {
	r := new(big.Rat).Sub(m.to, m.from)
	r.Mul(r, big.NewRat(int64(m.k), int64(m.n)))
	return r.Add(r, m.from)
}

// Cmp gives -1, 0 or 1 as the milestone is below, equal to or above a figure,
// exactly.
func (m Milestone) Cmp(v Number) int { return m.cmp(v.Rat()) }

func (m Milestone) cmp(v *big.Rat) int {
	if m.method != Compound {
		return m.linear().Cmp(v)
	}
	if v.Sign() <= 0 {
		return 1
	}
	// from^(n−k) × to^k against v^n.
	return new(big.Rat).Mul(power(m.from, m.n-m.k), power(m.to, m.k)).Cmp(power(v, m.n))
}

func power(r *big.Rat, n int) *big.Rat {
	e := big.NewInt(int64(n))
	return new(big.Rat).SetFrac(new(big.Int).Exp(r.Num(), e, nil), new(big.Int).Exp(r.Denom(), e, nil))
}

// Show writes the milestone with at most places decimals, marked ≈ where it is
// rounded: for display, never to compare with.
func (m Milestone) Show(places int) string {
	if s := show(m.approx(places+2), places); m.method != Compound || m.k == 0 || m.k == m.n || strings.HasPrefix(s, "≈") || m.cmp(m.approx(places+2)) == 0 {
		return s
	}
	return "≈" + m.approx(places+2).FloatString(places) // a root that only seems to end here
}

// Rat gives the milestone as a fraction, of a compound way the decimal just below it after so
// many decimals: for a drawing, never to compare with.
func (m Milestone) Rat(places int) *big.Rat { return m.approx(places) }

// approx is the milestone, or for a root the decimal just below it.
func (m Milestone) approx(places int) *big.Rat {
	if m.method != Compound {
		return m.linear()
	}
	return root(new(big.Rat).Mul(power(m.from, m.n-m.k), power(m.to, m.k)), m.n, places)
}

// root gives the n-th root of r, above zero, cut after so many decimals.
func root(r *big.Rat, n, places int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	scaled := new(big.Int).Mul(r.Num(), new(big.Int).Exp(scale, big.NewInt(int64(n)), nil))
	scaled.Quo(scaled, r.Denom())
	low, high := new(big.Int), new(big.Int).Lsh(big.NewInt(1), uint(scaled.BitLen()/n+1))
	for low.Cmp(high) < 0 { // the greatest x whose n-th power is not above
		mid := new(big.Int).Add(low, high)
		mid.Add(mid, big.NewInt(1)).Rsh(mid, 1)
		if new(big.Int).Exp(mid, big.NewInt(int64(n)), nil).Cmp(scaled) <= 0 {
			low = mid
		} else {
			high = mid.Sub(mid, big.NewInt(1))
		}
	}
	return new(big.Rat).SetFrac(low, scale)
}

// Trajectory 进度路径 gives the milestones of every year from the base to the
// target year, the base included. It is [rule.Missing] for an indicator
// without a base, and [rule.Invalid] for one whose target is no single value.
func (p *Plan) Trajectory(in *Indicator, m Method) ([]Milestone, error) {
	base, ok := in.Base.Get()
	if !ok {
		return nil, rule.Errors{{Code: rule.Missing, Field: in.ID + ".base", Reason: rule.Missing.Text()}}
	}
	return in.onTheWay(base, p.BaseYear, p.TargetYear, m)
}

// FromHere 后续进度 gives the milestones from a later observation to the target
// year: what is needed each year from here. Errors are those of
// [Plan.Trajectory], and [rule.Range] for a year outside the plan.
func (p *Plan) FromHere(in *Indicator, year int, v Number, m Method) ([]Milestone, error) {
	if year < p.BaseYear {
		return nil, rule.Errors{{Code: rule.Range, Field: "year", Value: strconv.Itoa(year), Reason: label(
			"应在"+strconv.Itoa(p.BaseYear)+"年至"+strconv.Itoa(p.TargetYear)+"年之间", "must be "+strconv.Itoa(p.BaseYear)+" to "+strconv.Itoa(p.TargetYear))}}
	}
	return in.onTheWay(v, year, p.TargetYear, m)
}

func (in *Indicator) onTheWay(from Number, year, end int, m Method) ([]Milestone, error) {
	target, ok := in.Target.Value.Get()
	if !ok {
		return nil, rule.Errors{{Code: rule.Invalid, Field: in.ID + ".target", Reason: rule.Text{
			ZH: "目标不是单一数值，没有年度进度", EN: "the target is no single value, so there are no milestones"}}}
	}
	var out []Milestone
	for y := year; y <= end; y++ {
		ms, err := NewMilestone(from, target, y-year, end-year, m)
		if err != nil {
			return nil, err
		}
		out = append(out, ms)
	}
	if len(out) == 0 {
		return nil, rule.Errors{{Code: rule.Range, Field: "year", Value: strconv.Itoa(year), Reason: rule.Text{
			ZH: "在目标年之后", EN: "after the target year"}}}
	}
	return out, nil
}
