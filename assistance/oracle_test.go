package assistance_test

import (
	"flag"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var oracleRows = flag.Int("oracle", 100_000, "random cases of each rule that are held against rationals")

// oracle decides a household the slow, obvious way, in rationals of fen. It is
// not ok where the facts cannot be, where an amount does not fit in Money, or where
// nothing would be left for a household that is eligible.
func oracle(c assistance.AllowancePolicy, h assistance.Household) (amount *big.Rat, outcome assistance.Outcome, ok bool) {
	income, over, ok := oracleMeans(c.Means(), h)
	if !ok {
		return nil, 0, false
	}
	return oracleTopUp(c.TopUp(), income, int64(len(h.Members)), over)
}

// oracleMeans is the part of it that looks at the household.
func oracleMeans(p assistance.MeansPolicy, h assistance.Household) (income *big.Rat, over, ok bool) {
	property, given := h.Property.Get()
	if h.Area != assistance.Rural && h.Area != assistance.Urban ||
		len(h.Members) < 1 || len(h.Members) > 127 || !given || property.Sign() < 0 {
		return nil, false, false
	}
	income = new(big.Rat)
	for _, m := range h.Members {
		if m.Income.Sign() < 0 || m.EmploymentCost.Sign() < 0 {
			return nil, false, false
		}
		net := fen(m.Income.Fen())
		if p.EmploymentCosts == assistance.Everyone || h.Area == assistance.Rural && p.EmploymentCosts != assistance.NoDeduction {
			net.Sub(net, fen(m.EmploymentCost.Fen()))
		}
		if net.Sign() > 0 {
			income.Add(income, net)
		}
	}
	n := fen(int64(len(h.Members)))
	over = fen(property.Fen()).Cmp(new(big.Rat).Mul(fen(p.PropertyLimit.Fen()), n)) > 0
	return income, over, income.Cmp(limit) <= 0
}

// oracleTopUp is the part that looks at the standard.
func oracleTopUp(p assistance.TopUpPolicy, income *big.Rat, members int64, over bool) (amount *big.Rat, outcome assistance.Outcome, ok bool) {
	if income.Sign() < 0 || members < 1 || members > 127 {
		return nil, 0, false
	}
	n := fen(members)
	gap := new(big.Rat).Mul(fen(p.Standard.Fen()), n)
	gap.Sub(gap, income)
	switch {
	case over && gap.Sign() <= 0:
		return new(big.Rat), assistance.OverBoth, true
	case over:
		return new(big.Rat), assistance.OverLimit, true
	case gap.Sign() <= 0:
		return new(big.Rat), assistance.OverIncome, true
	}
	if p.PerHead.IsSet() {
		gap = rounded(gap.Quo(gap, n), p.PerHead)
		if gap.Cmp(limit) > 0 {
			return nil, 0, false
		}
		gap.Mul(gap, n)
	}
	by := p.Rounding
	if by == 0 {
		by = unit.UpToYuan
	}
	gap = rounded(gap, by)
	return gap, assistance.Eligible, gap.Sign() > 0 && gap.Cmp(limit) <= 0
}

var limit = fen(unit.MaxFen)

func fen(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// rounded rounds an amount that is not negative, by the rounding's own words.
func rounded(r *big.Rat, by unit.Rounding) *big.Rat {
	direction, to, _ := strings.Cut(by.String(), "/")
	times, err := strconv.ParseInt(strings.TrimRight(to, "abcdefghijklmnopqrstuvwxyz"), 10, 64)
	if err != nil {
		times = 1
	}
	step := fen(map[string]int64{"fen": 1, "jiao": 10, "yuan": 100}[strings.TrimLeft(to, "0123456789")] * times)
	steps := new(big.Rat).Quo(r, step)
	low := new(big.Int).Quo(steps.Num(), steps.Denom())
	rest := new(big.Rat).Sub(steps, new(big.Rat).SetInt(low))
	half := rest.Cmp(big.NewRat(1, 2))
	if direction == "up" && rest.Sign() > 0 || direction == "half-up" && half >= 0 ||
		direction == "half-even" && (half > 0 || half == 0 && low.Bit(0) == 1) {
		low.Add(low, big.NewInt(1))
	}
	return step.Mul(step, new(big.Rat).SetInt(low))
}

var otherSteps = []unit.Rounding{
	unit.MustParseRounding("up/5jiao"), unit.MustParseRounding("half-even/10yuan"), unit.MustParseRounding("down/3fen"),
	unit.MustParseRounding("down/100yuan"), unit.MustParseRounding("half-up/10000yuan"),
}

func anyRounding(r *rand.Rand) unit.Rounding {
	if r.IntN(10) == 0 {
		return otherSteps[r.IntN(len(otherSteps))]
	}
	return unit.UpToFen + unit.Rounding(r.IntN(12))
}

// anyCounty makes parameters of every kind, with the edges of the range among them.
func anyCounty(r *rand.Rand) assistance.AllowancePolicy {
	c := county
	c.EmploymentCosts = assistance.Deduction(1 + r.IntN(3))
	c.Rounding = anyRounding(r)
	if r.IntN(3) == 0 {
		c.PerHead = anyRounding(r)
	}
	switch r.IntN(8) {
	case 0:
		c.Standard = unit.Fen(1)
	case 1:
		c.Standard, _ = unit.MoneyFromFen(unit.MaxFen / (1 + r.Int64N(200)))
	case 2:
		c.PropertyLimit, _ = unit.MoneyFromFen(unit.MaxFen)
	default:
		c.Standard = unit.Fen(1 + r.Int32N(150_000))
	}
	return c
}

// TestAllowanceEqualsRationals holds bulk runs against the oracle, refusals too,
// under ever other parameters. With -oracle 10000000 it takes ten million.
func TestAllowanceEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	hs := make([]assistance.Household, 1_000)
	var out []assistance.Award
	seen := map[assistance.Outcome]int{}
	for done := 0; done < tries(*oracleRows); done += len(hs) {
		c := anyCounty(r)
		for i := range hs {
			hs[i] = anyHousehold(r)
		}
		var err error
		out, err = assistance.Allowance.Under(c).EvalAll(out[:0], hs)
		bad := badRows(t, err)
		for i, h := range hs {
			want, outcome, ok := oracle(c, h)
			require.Equal(t, ok, !bad[i], "%+v under %+v gives %v", h, c, out[i])
			seen[outcome]++
			if ok && (outcome != out[i].Outcome || want.Cmp(fen(out[i].Amount.Fen())) != 0) {
				t.Fatalf("%+v under %+v gives %v, want %v %v", h, c, out[i], outcome, want)
			}
		}
	}
	for outcome := range assistance.OverBoth + 1 {
		require.Greater(t, seen[outcome], tries(*oracleRows)/200, "outcome %d: %v", outcome, seen)
	}
	t.Logf("refused %d, eligible %d, over income %d, over the property limit %d, over both %d: no difference",
		seen[0], seen[assistance.Eligible], seen[assistance.OverIncome], seen[assistance.OverLimit], seen[assistance.OverBoth])
}

// badRows are the rows that a bulk run refused.
func badRows(t *testing.T, err error) map[int]bool {
	t.Helper()
	bad := map[int]bool{}
	if err != nil {
		var rows rule.RowErrors
		require.ErrorAs(t, err, &rows)
		for _, e := range rows {
			bad[e.Row] = true
		}
	}
	return bad
}

func TestMeansAndTopUpEqualRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 8))
	rows := make([]assistance.Means, 1_000)
	var out []assistance.Award
	for done := 0; done < tries(*oracleRows); done += len(rows) {
		c := anyCounty(r)
		means := assistance.MeansTest.Under(c.Means())
		for i := range rows {
			h := anyHousehold(r)
			income, over, ok := oracleMeans(c.Means(), h)
			m, err := means.Eval(h)
			require.Equal(t, ok, err == nil, "%+v under %+v: %v", h, c, err)
			if ok {
				require.Zero(t, income.Cmp(fen(m.Income.Fen())))
				require.Equal(t, over, m.OverProperty)
				require.EqualValues(t, len(h.Members), m.Members)
			}
			if rows[i] = m; !ok || r.IntN(4) == 0 {
				rows[i] = anyMeans(r)
			}
		}
		var err error
		out, err = assistance.TopUp.Under(c.TopUp()).EvalAll(out[:0], rows)
		bad := badRows(t, err)
		for i, m := range rows {
			want, outcome, ok := oracleTopUp(c.TopUp(), fen(m.Income.Fen()), int64(m.Members), m.OverProperty)
			require.Equal(t, ok, !bad[i], "%+v under %+v gives %v", m, c, out[i])
			if ok && (outcome != out[i].Outcome || want.Cmp(fen(out[i].Amount.Fen())) != 0) {
				t.Fatalf("%+v under %+v gives %v, want %v %v", m, c, out[i], outcome, want)
			}
		}
	}
}
