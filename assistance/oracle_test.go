package assistance_test

import (
	"flag"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var oracleRows = flag.Int("oracle", 100_000, "random households that are held against rationals")

// oracle decides a household the slow, obvious way, in rationals of fen. It is
// not ok where the facts cannot be, or where an amount does not fit in Money.
func oracle(c assistance.County, h assistance.Household) (amount *big.Rat, outcome assistance.Outcome, ok bool) {
	limit := fen(unit.MaxFen)
	property, given := h.Property.Value()
	if h.Area != assistance.Rural && h.Area != assistance.Urban ||
		len(h.Members) < 1 || len(h.Members) > 127 || !given || property.Sign() < 0 {
		return nil, 0, false
	}
	income := new(big.Rat)
	for _, m := range h.Members {
		if m.Income.Sign() < 0 || m.EmploymentCost.Sign() < 0 {
			return nil, 0, false
		}
		net := fen(m.Income.Fen())
		if c.EmploymentCosts == assistance.Everyone || h.Area == assistance.Rural && c.EmploymentCosts != assistance.NoDeduction {
			net.Sub(net, fen(m.EmploymentCost.Fen()))
		}
		if net.Sign() > 0 {
			income.Add(income, net)
		}
	}
	if income.Cmp(limit) > 0 {
		return nil, 0, false
	}
	n := fen(int64(len(h.Members)))
	gap := new(big.Rat).Mul(fen(c.Standard.Fen()), n)
	gap.Sub(gap, income)
	rich := fen(property.Fen()).Cmp(new(big.Rat).Mul(fen(c.PropertyCeiling.Fen()), n)) > 0
	switch {
	case rich && gap.Sign() <= 0:
		return new(big.Rat), assistance.OverBoth, true
	case rich:
		return new(big.Rat), assistance.OverProperty, true
	case gap.Sign() <= 0:
		return new(big.Rat), assistance.OverIncome, true
	}
	if c.PerHead.IsSet() {
		if gap.Cmp(limit) > 0 {
			return nil, 0, false
		}
		gap = rounded(gap.Quo(gap, n), c.PerHead)
		if gap.Mul(gap, n).Cmp(limit) > 0 {
			return nil, 0, false
		}
	}
	gap = rounded(gap, c.Rounding)
	return gap, assistance.Eligible, gap.Cmp(limit) <= 0
}

func fen(n int64) *big.Rat { return new(big.Rat).SetInt64(n) }

// rounded rounds an amount that is not negative, by the rounding's own words.
func rounded(r *big.Rat, by unit.Rounding) *big.Rat {
	direction, to, _ := strings.Cut(by.String(), "/")
	step := fen(map[string]int64{"fen": 1, "jiao": 10, "yuan": 100}[to])
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

// anyCounty makes parameters of every kind, with the edges of the range among them.
func anyCounty(r *rand.Rand) assistance.County {
	c := county
	c.EmploymentCosts = assistance.Deduction(1 + r.IntN(3))
	c.Rounding = unit.UpToFen + unit.Rounding(r.IntN(12))
	if r.IntN(3) == 0 {
		c.PerHead = unit.UpToFen + unit.Rounding(r.IntN(12))
	}
	switch r.IntN(8) {
	case 0:
		c.Standard = unit.Fen(1)
	case 1:
		c.Standard, _ = unit.MoneyFromFen(unit.MaxFen / (1 + r.Int64N(200)))
	case 2:
		c.PropertyCeiling, _ = unit.MoneyFromFen(unit.MaxFen)
	default:
		c.Standard = unit.Fen(1 + r.Int32N(150_000))
	}
	return c
}

// TestBenefitEqualsRationals holds bulk runs against the oracle, refusals too,
// under ever other parameters. With -oracle 10000000 it takes ten million.
func TestBenefitEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 3))
	hs := make([]assistance.Household, 1_000)
	var out []assistance.Award
	seen := map[assistance.Outcome]int{}
	for done := 0; done < tries(*oracleRows); done += len(hs) {
		c := anyCounty(r)
		for i := range hs {
			hs[i] = anyHousehold(r)
		}
		var bad rule.RowErrors
		var err error
		if out, err = assistance.Benefit.Under(c).EvalAll(out[:0], hs); err != nil {
			require.ErrorAs(t, err, &bad)
		}
		for i, h := range hs {
			want, outcome, ok := oracle(c, h)
			if refused := len(bad) > 0 && bad[0].Row == i; refused {
				require.False(t, ok, "%+v under %+v is refused: %v", h, c, bad[0])
				bad = bad[1:]
				seen[0]++
				continue
			}
			require.True(t, ok, "%+v under %+v gives %v", h, c, out[i])
			seen[outcome]++
			if outcome != out[i].Outcome || want.Cmp(fen(out[i].Amount.Fen())) != 0 {
				t.Fatalf("%+v under %+v gives %v, want %v %v", h, c, out[i], outcome, want)
			}
		}
	}
	for outcome := range assistance.OverBoth + 1 {
		require.Greater(t, seen[outcome], tries(*oracleRows)/200, "outcome %d: %v", outcome, seen)
	}
	t.Logf("refused %d, eligible %d, over income %d, over property %d, over both %d: no difference",
		seen[0], seen[assistance.Eligible], seen[assistance.OverIncome], seen[assistance.OverProperty], seen[assistance.OverBoth])
}
