package unit_test

import (
	"math"
	"math/big"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The slow, obvious reader of numbers that the fast one is held against.
var plain = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

// slowScan reads s as a whole number of 10^-scale, or says which sentinel the
// error wraps.
func slowScan(s string, scale int, limit *big.Int) (*big.Int, error) {
	if !plain.MatchString(s) {
		return nil, unit.Syntax
	}
	r, _ := new(big.Rat).SetString(s)
	r.Mul(r, new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)))
	if !r.IsInt() {
		return nil, unit.Inexact
	}
	if new(big.Int).Abs(r.Num()).Cmp(limit) > 0 {
		return nil, unit.Range
	}
	return r.Num(), nil
}

func slowRate(s string) (*big.Rat, error) {
	for _, n := range []struct {
		sign  string
		shift int
	}{{"%", 2}, {"‰", 3}, {"×", 0}, {"x", 0}, {"倍", 0}} {
		number, ok := strings.CutSuffix(s, n.sign)
		if !ok {
			continue
		}
		limit := new(big.Int).Mul(big.NewInt(1<<31), big.NewInt(1_000_000_000))
		v, err := slowScan(number, 9-n.shift, limit)
		if err != nil {
			return nil, err
		}
		return new(big.Rat).SetFrac(v, big.NewInt(1_000_000_000)), nil
	}
	return nil, unit.Syntax
}

// slowRound rounds yuan to a multiple of a step by the definition of the mode.
func slowRound(yuan *big.Rat, r unit.Rounding) *big.Rat {
	steps := new(big.Rat).Quo(yuan, big.NewRat(r.Step(), 100))
	floor := new(big.Int).Div(steps.Num(), steps.Denom()) // Euclidean: the floor for a positive divisor
	rest := new(big.Rat).Sub(steps, new(big.Rat).SetInt(floor))
	half := rest.Cmp(big.NewRat(1, 2))
	mode, _, _ := strings.Cut(r.String(), "/")
	above := false
	switch mode {
	case "up":
		above = rest.Sign() > 0
	case "half-up":
		above = half >= 0
	case "half-even":
		above = half > 0 || half == 0 && floor.Bit(0) == 1
	}
	if above {
		floor.Add(floor, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(floor), big.NewRat(r.Step(), 100))
}

// roundsAs holds a rounding against the definition, and gives what came out, where money can be
// so much.
func roundsAs(t *testing.T, a unit.Exact, exactly *big.Rat, r unit.Rounding) (unit.Money, bool) {
	t.Helper()
	want := slowRound(exactly, r)
	got, err := a.Round(r)
	if new(big.Rat).Abs(want).Cmp(big.NewRat(unit.MaxFen, 100)) > 0 {
		require.ErrorIs(t, err, unit.Range)
		return unit.Money{}, false
	}
	require.NoError(t, err)
	require.Zero(t, want.Cmp(ratOf(got)), "%v %v: %v, want %v", exactly, r, got, want)
	return got, true
}

func roundings() []unit.Rounding {
	var all []unit.Rounding
	for r := unit.UpToFen; r <= unit.HalfEvenToYuan; r++ {
		all = append(all, r)
	}
	return all
}

// rounds is n, or a tenth of it under -short.
func rounds(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// source is a seeded stream of numbers that favours the edges.
type source struct{ *rand.Rand }

func newSource(seed uint64) source { return source{rand.New(rand.NewPCG(seed, 7))} }

func (s source) fen() int64 {
	switch s.IntN(8) {
	case 0:
		return unit.MaxFen - s.Int64N(3)
	case 1:
		return -unit.MaxFen + s.Int64N(3)
	case 2:
		return s.Int64N(5) - 2
	case 3:
		return (s.Int64N(2_000_001) - 1_000_000) * 50
	}
	return s.Int64N(1<<s.IntN(53)+1) * (1 - 2*s.Int64N(2))
}

func (s source) money() unit.Money {
	m, err := unit.MoneyFromFen(s.fen())
	if err != nil {
		panic(err)
	}
	return m
}

func (s source) rate() unit.Rate {
	if s.IntN(16) == 0 { // a few billionths
		return unit.MustParseRate([]string{"0.0000001%", "-0.0000001%", "0.000000002×", "-0.000003‰", "2147483647.999999999×"}[s.IntN(5)])
	}
	n := int32(s.Int64N(1<<s.IntN(31) + 1))
	if s.IntN(5) == 0 {
		n = math.MaxInt32 - int32(s.IntN(2))
	}
	if s.IntN(4) == 0 {
		n = -n
	}
	return []func(int32) unit.Rate{unit.Percent, unit.Permille, unit.Times}[s.IntN(3)](n)
}

func ratOf(m unit.Money) *big.Rat { return big.NewRat(m.Fen(), 100) }
