package indicators

import (
	"fmt"
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

// Milestone 年度参考值 is the figure of a year on the way from one figure to another: after k
// of n years. It is exact; a compound one is a root, kept as such and compared without being
// computed. It is a reference of this module's: a plan sets the two ends.
//
// The zero Milestone is 0.
type Milestone struct {
	from, to Number
	k, n     int
	method   Method
}

// NewMilestone gives the figure after k of n years: n is 1 to [MaxYears], k is 0
// to n. A compound way needs both figures above zero. Errors: [rule.Range], and
// [rule.Invalid] for an unknown method.
func NewMilestone(from, to Number, k, n int, m Method) (Milestone, error) {
	var f rule.Errors
	if n < 1 || n > MaxYears || k < 0 || k > n {
		f.Add(rule.Range, "year", strconv.Itoa(k), label(
			fmt.Sprintf("共%d年，第%d年：总年数应为1至%d，年序应为0至总年数", n, k, MaxYears),
			fmt.Sprintf("year %d of %d: there must be 1 to %d years, and the year must be 0 to all of them", k, n, MaxYears)))
	}
	if m == 0 {
		m = Linear
	}
	if _, err := m.MarshalText(); err != nil {
		f.Wrap("method", err)
	}
	if m == Compound && (from.Sign() <= 0 || to.Sign() <= 0) {
		f.Add(rule.Range, "method", m.String(), label("等比路径的两端须大于零，请改用等差", "a compound way needs two figures above zero: use linear"))
	}
	if err := f.Err(); err != nil {
		return Milestone{}, err
	}
	return Milestone{from: from, to: to, k: k, n: n, method: m}, nil
}

// linear gives the equal step.
func (m Milestone) linear() *big.Rat {
	r, err := m.from.Toward(m.to, m.k, m.n)
	if err != nil { // the zero Milestone
		return new(big.Rat)
	}
	return r
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
	return m.power().Cmp(power(v, m.n))
}

// power is the n-th power of a compound milestone: from^(n−k) × to^k.
func (m Milestone) power() *big.Rat {
	return new(big.Rat).Mul(power(m.from.Rat(), m.n-m.k), power(m.to.Rat(), m.k))
}

func power(r *big.Rat, n int) *big.Rat {
	e := big.NewInt(int64(n))
	return new(big.Rat).SetFrac(new(big.Int).Exp(r.Num(), e, nil), new(big.Int).Exp(r.Denom(), e, nil))
}

// Show writes the milestone with at most places decimals, marked ≈ where it is
// rounded: for display, never to compare with.
func (m Milestone) Show(places int) string {
	places = min(max(places, 0), 100)
	r := m.Rat(places + 2)
	s := show(r, places)
	if strings.HasPrefix(s, "≈") || m.cmp(r) == 0 {
		return s
	}
	s = r.FloatString(places) // of a root that only seems to end here
	for more := places + 2; places > 0 && s[len(s)-1] == '0' && more <= 100; more += 2 {
		if r = m.Rat(more); !strings.HasSuffix(r.FloatString(more), "00") {
			s = strings.TrimRight(r.FloatString(more), "0")
		}
	}
	return "≈" + s
}

// Rat gives the milestone as a fraction, of a compound way the decimal just below it after so
// many decimals, of which it gives at most 102: for a drawing, never to compare with.
func (m Milestone) Rat(places int) *big.Rat {
	if m.method != Compound {
		return m.linear()
	}
	return root(m.power(), m.n, min(max(places, 0), 102))
}

// toBetter gives a compound milestone as an answer holds it: at its sixth decimal, up where higher is
// better and down where lower is, so that what is not behind it is not behind the root.
func (m Milestone) toBetter(d Direction) *big.Rat {
	r := m.Rat(6)
	if d == Higher && m.cmp(r) > 0 {
		r.Add(r, big.NewRat(1, 1_000_000))
	}
	return r
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

// Trajectory 参考进度路径 gives the milestones of every year from the base to the
// target year, the base included. It is [rule.Missing] for no plan, no indicator or one
// without a base, and [rule.Invalid] for one whose target is no single value.
func (p *Plan) Trajectory(in *Indicator, m Method) ([]Milestone, error) {
	if err := present(p, in); err != nil {
		return nil, err
	}
	base, ok := in.Base.Get()
	if !ok {
		return nil, rule.Errors{{Code: rule.Missing, Field: in.ID + ".base", Reason: label(
			"规划未给出基值，没有年度参考进度", "the plan gives no base, so there are no references on the way")}}
	}
	return in.onTheWay(base, p.BaseYear, p.TargetYear, m)
}

// FromHere 后续进度 gives the milestones from a later observation to the target
// year: what is needed each year from here. Errors are those of
// [Plan.Trajectory], and [rule.Range] for a year outside the plan, the target year
// included: nothing is left then.
func (p *Plan) FromHere(in *Indicator, year int, v Number, m Method) ([]Milestone, error) {
	if err := present(p, in); err != nil {
		return nil, err
	}
	if year < p.BaseYear || year >= p.TargetYear {
		return nil, outsideYears(year, p.BaseYear, p.TargetYear-1)
	}
	return in.onTheWay(v, year, p.TargetYear, m)
}

func outsideYears(year, from, to int) error {
	return rule.Errors{{Code: rule.Range, Field: "year", Label: label("年度", "year"), Value: strconv.Itoa(year), Reason: label(
		fmt.Sprintf("应在%d年至%d年之间", from, to), fmt.Sprintf("must be %d to %d", from, to))}}
}

// present names a plan or an indicator that is not there.
func present(p *Plan, in *Indicator) error {
	var f rule.Errors
	if p == nil {
		f.Missing("plan")
	}
	if in == nil {
		f.Missing("indicator")
	}
	return f.Err()
}

func (in *Indicator) onTheWay(from Number, year, end int, m Method) ([]Milestone, error) {
	target, ok := in.Target.Value.Get()
	if !ok || in.Target.Kind != Value {
		return nil, rule.Errors{{Code: rule.Invalid, Field: in.ID + ".target", Reason: label(
			"目标不是单一数值，没有年度参考进度", "the target is no single value, so there are no milestones")}}
	}
	var out []Milestone
	for y := year; y <= max(year, end); y++ { // once at least, so that years that cannot be are named
		ms, err := NewMilestone(from, target, y-year, end-year, m)
		if err != nil {
			return nil, err
		}
		out = append(out, ms)
	}
	return out, nil
}
