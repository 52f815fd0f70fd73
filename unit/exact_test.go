package unit_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// exacts makes an exact amount beside its rational.
func (s source) exact(t *testing.T) (unit.Exact, *big.Rat) {
	m, r := s.money(), s.rate()
	e, want := m.Times(r), new(big.Rat).Mul(ratOf(m), r.Rat())
	if s.IntN(3) == 0 {
		e, want = m.Exact(), ratOf(m)
	}
	for range s.IntN(3) {
		n := int32(1 + s.IntN(1<<s.IntN(16)))
		d, err := e.Div(n)
		if err != nil {
			require.ErrorIs(t, err, unit.Range)
			break
		}
		e, want = d, new(big.Rat).Quo(want, new(big.Rat).SetInt64(int64(n)))
	}
	return e, want
}

func TestExactEqualsRationals(t *testing.T) {
	s := newSource(3)
	for range rounds(50_000) {
		a, ra := s.exact(t)
		b, rb := s.exact(t)
		require.Zero(t, ra.Cmp(a.Rat()))
		require.Equal(t, ra.Cmp(rb), a.Cmp(b), "%v and %v", ra, rb)
		require.Equal(t, ra.Sign(), a.Sign())
		require.Zero(t, a.Cmp(a))
		for _, r := range roundings() {
			if got, ok := roundsAs(t, a, ra, r); ok {
				require.Equal(t, ra.Cmp(ratOf(got)), a.CmpMoney(got))
			}
		}
	}
}

func TestExactTextRoundTrips(t *testing.T) {
	s := newSource(4)
	for range rounds(20_000) {
		a, ra := s.exact(t)
		text, err := a.MarshalText()
		require.NoError(t, err)
		r, ok := new(big.Rat).SetString(string(text))
		require.True(t, ok, string(text))
		require.Zero(t, r.Cmp(ra), string(text))
		var back unit.Exact
		require.NoError(t, back.UnmarshalText(text))
		require.True(t, back.Equal(a))
	}
}

// wide makes an exact amount of any size that is held.
func (s source) wide(t *testing.T) (unit.Exact, *big.Rat) {
	num := new(big.Int).Or(new(big.Int).Lsh(new(big.Int).SetUint64(s.Uint64()), 64), new(big.Int).SetUint64(s.Uint64()))
	num.Rsh(num, uint(s.IntN(128)))
	den := new(big.Int).SetUint64(1 + s.Uint64()>>(1+s.IntN(63)))
	if s.IntN(2) == 0 {
		num.Neg(num)
	}
	r := new(big.Rat).SetFrac(num, den.Mul(den, big.NewInt(100)))
	if new(big.Rat).Mul(r, big.NewRat(100, 1)).Denom().BitLen() > 63 {
		return unit.Exact{}, new(big.Rat)
	}
	return exact(t, r.RatString()), r
}

func TestExactOfAnySizeIsComparedShownAndRounded(t *testing.T) {
	s := newSource(28)
	for range rounds(20_000) {
		a, ra := s.wide(t)
		b, rb := s.wide(t)
		require.Equal(t, ra.Cmp(rb), a.Cmp(b))
		require.Zero(t, ra.Cmp(a.Rat()))
		text := ra.RatString()
		if n, ends := ra.FloatPrec(); ends {
			text = ra.FloatString(n)
		}
		require.Equal(t, text, a.String())
		require.True(t, exact(t, text).Equal(a))
		for _, r := range roundings() {
			roundsAs(t, a, ra, r)
		}
	}
}

func TestExactAddsAndSubtractsAsRationalsDo(t *testing.T) {
	s := newSource(20)
	refused := 0
	for range rounds(50_000) {
		a, ra := s.exact(t)
		b, rb := s.exact(t)
		switch s.IntN(9) {
		case 0:
			b, rb = a, ra
		case 1, 2:
			b, rb = s.wide(t)
		case 3:
			a, ra = s.wide(t)
			b, rb = s.wide(t)
		}
		check := func(got unit.Exact, err error, want *big.Rat) {
			fen := new(big.Rat).Mul(want, big.NewRat(100, 1))
			if fen.Num().BitLen() > 128 || fen.Denom().BitLen() > 63 {
				require.ErrorIs(t, err, unit.Range)
				refused++
				return
			}
			require.NoError(t, err, "%v and %v", ra, rb)
			require.Zero(t, want.Cmp(got.Rat()), "%v and %v: %v", ra, rb, got.Rat())
			require.Equal(t, want.Sign(), got.Sign())
			require.Equal(t, want.Sign(), got.Cmp(unit.Exact{}), "there is no negative zero")
		}
		sum, err := a.Add(b)
		check(sum, err, new(big.Rat).Add(ra, rb))
		rest, err := a.Sub(b)
		check(rest, err, new(big.Rat).Sub(ra, rb))
	}
	assert.Positive(t, refused)
	most := exact(t, "3402823669209384634633746074317682114.55") // 2^128 − 1 fen
	zero, err := most.Sub(most)
	require.NoError(t, err)
	assert.Zero(t, zero.Sign())
	assert.Equal(t, "0", zero.String())
	_, err = most.Add(unit.Fen(1).Exact())
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.Fen(1).Exact().Add(most)
	assert.ErrorIs(t, err, unit.Range)
	less, err := most.Sub(unit.Fen(1).Exact())
	require.NoError(t, err)
	assert.Equal(t, "3402823669209384634633746074317682114.54", less.String())
	third := exact(t, "1/3")
	sixth := exact(t, "1/6")
	half, err := third.Add(sixth)
	require.NoError(t, err)
	assert.Equal(t, "0.5", half.String())
	minus, err := sixth.Sub(third)
	require.NoError(t, err)
	assert.Equal(t, "-1/6", minus.String())
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		half, _ = third.Add(sixth)
		half, _ = half.Sub(third)
	}))
}

// TestExactRoundsTiesOfLargeDenominators: the step times the denominator outgrows
// 64 bits, and the halves are exact.
func TestExactRoundsTiesOfLargeDenominators(t *testing.T) {
	for _, yuan := range []int64{0, 1, 2, 3, 7, 8} {
		for _, rest := range []int64{-1, 0, 1} {
			// yuan and a half, give or take 2^-62 of a yuan.
			den := int64(1) << 62
			want := new(big.Rat).Add(big.NewRat(2*yuan+1, 2), big.NewRat(rest, den))
			for _, sign := range []string{"", "-"} {
				e := exact(t, sign+want.RatString())
				r := e.Rat()
				for _, mode := range roundings() {
					got, err := e.Round(mode)
					require.NoError(t, err)
					require.Zero(t, slowRound(r, mode).Cmp(ratOf(got)), "%v %v: %v", r, mode, got)
				}
			}
		}
	}
}

// TestExactRoundsTiesOfUnreducedFractions: a tie reduces to halves, so it meets a
// denominator beyond 64 bits only as it is left by dividing.
func TestExactRoundsTiesOfUnreducedFractions(t *testing.T) {
	for _, fen := range []int32{50, 150, 250, 350, -50, -150, -250, 149, 151, 5, 15, 25, 35, -15, -25} {
		e, err := unit.Fen(fen).Times(unit.Times(math.MaxInt32)).Div(math.MaxInt32)
		require.NoError(t, err)
		for _, mode := range append(roundings(), unit.MustParseRounding("half-even/5jiao"), unit.MustParseRounding("half-even/10yuan")) {
			got, err := e.Round(mode)
			require.NoError(t, err)
			require.Zero(t, slowRound(big.NewRat(int64(fen), 100), mode).Cmp(ratOf(got)), "%d %v: %v", fen, mode, got)
		}
	}
}

// TestExactRefusesWhatWouldWrap: the lowest 64 bits of these are a small amount.
func TestExactRefusesWhatWouldWrap(t *testing.T) {
	prime := new(big.Int).SetUint64(9223372036854775783)
	for _, fen := range []string{"18446744073709551617", "36893488147419103237", "18446744073709551616"} {
		whole, _ := new(big.Int).SetString(fen, 10)
		for _, r := range []*big.Rat{
			new(big.Rat).SetFrac(whole, big.NewInt(100)),
			new(big.Rat).SetFrac(new(big.Int).Add(new(big.Int).Mul(whole, prime), big.NewInt(1)), new(big.Int).Mul(prime, big.NewInt(100))),
		} {
			for _, mode := range append(roundings(), unit.MustParseRounding("down/1000000yuan"), unit.MustParseRounding("down/3fen")) {
				for _, e := range []unit.Exact{exact(t, r.RatString()), exact(t, "-"+r.RatString())} {
					assert.ErrorIs(t, second(e.Round(mode)), unit.Range, "%v %v", e, mode)
				}
			}
		}
	}
}

func TestExactShowsDecimalsThatEndAndFractionsThatDoNot(t *testing.T) {
	third, err := unit.Yuan(1400).Exact().Div(3)
	require.NoError(t, err)
	assert.Equal(t, "1400/3", third.String())
	assert.Equal(t, "828.1", unit.Yuan(637).Times(unit.MustParseRate("1.3×")).String())
	assert.Equal(t, "1400", unit.Yuan(1400).Exact().String())
	assert.Equal(t, "0", unit.Exact{}.String())
	assert.Equal(t, "-0.01", unit.Fen(-1).Exact().String())
}

func TestExactRefuses(t *testing.T) {
	_, err := unit.Yuan(1).Exact().Div(0)
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.Yuan(1).Exact().Div(-3)
	assert.ErrorIs(t, err, unit.Range)
	_, err = unit.Yuan(1).Exact().Round(0)
	assert.ErrorIs(t, err, unit.Missing)
	e := unit.Yuan(7).Exact()
	for _, text := range []string{"", "1/0", "1/-2", "a", "1.", ".1", "1/2/3", "1e5", "１", "0x1", "1_000", "1.5/2"} {
		err := e.UnmarshalText([]byte(text))
		assert.ErrorIs(t, err, unit.Syntax, text)
		assert.True(t, e.Equal(unit.Yuan(7).Exact()), "a failed decode changed the receiver")
	}
}

func TestRoundingFenEqualsTheDefinition(t *testing.T) {
	s := newSource(5)
	for range rounds(50_000) {
		fen := s.fen() * (1 + s.Int64N(100))
		for _, r := range roundings() {
			want := slowRound(big.NewRat(fen, 100), r)
			require.Zero(t, want.Cmp(big.NewRat(r.Fen(fen), 100)), "%d %v", fen, r)
		}
		require.Equal(t, fen, unit.Rounding(0).Fen(fen))
	}
}

func TestRoundingsByHand(t *testing.T) {
	for _, c := range []struct {
		r         unit.Rounding
		fen, want int64
	}{
		{unit.UpToYuan, 139_901, 140_000}, {unit.UpToYuan, 140_000, 140_000}, {unit.UpToYuan, -139_901, -139_900},
		{unit.DownToYuan, 139_999, 139_900}, {unit.DownToYuan, -139_901, -140_000},
		{unit.HalfUpToYuan, 150, 200}, {unit.HalfUpToYuan, 149, 100}, {unit.HalfUpToYuan, -150, -100}, {unit.HalfUpToYuan, -151, -200},
		{unit.HalfEvenToYuan, 150, 200}, {unit.HalfEvenToYuan, 250, 200}, {unit.HalfEvenToYuan, 251, 300}, {unit.HalfEvenToYuan, -250, -200},
		{unit.UpToJiao, 101, 110}, {unit.DownToJiao, 109, 100}, {unit.HalfUpToJiao, 105, 110}, {unit.HalfEvenToJiao, 105, 100},
		{unit.UpToFen, 101, 101}, {unit.HalfEvenToFen, -7, -7},
		{unit.UpToYuan, unit.MaxFen, unit.MaxFen + 9}, {unit.DownToYuan, -unit.MaxFen, -unit.MaxFen - 9}, // …409.91 to …410
		{unit.UpToYuan, 1 << 62, 1<<62 + 96}, {unit.DownToYuan, -1 << 62, -1<<62 - 96}, // 2^62 ends in 04
	} {
		assert.Equal(t, c.want, c.r.Fen(c.fen), "%v of %d", c.r, c.fen)
	}
}

func TestRoundingText(t *testing.T) {
	for _, r := range roundings() {
		text, err := r.MarshalText()
		require.NoError(t, err)
		var back unit.Rounding
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, r, back)
		assert.True(t, r.IsSet())
	}
	for _, bad := range []unit.Rounding{0, 13, 255, 1<<31 - 1, 1 << 31, 1<<31 | 3, 1<<31 | 10<<2, 1<<32 - 1} {
		_, err := bad.MarshalText()
		assert.ErrorIs(t, err, unit.Missing)
		assert.False(t, bad.IsSet())
		assert.Zero(t, bad.Step())
		assert.Empty(t, bad.String())
		_, err = bad.Value()
		assert.ErrorIs(t, err, unit.Missing)
	}
	r := unit.UpToYuan
	assert.ErrorIs(t, r.UnmarshalText([]byte("")), unit.Syntax)
	assert.Equal(t, unit.UpToYuan, r)
}

func TestTotalRefusesRatherThanWraps(t *testing.T) {
	var total unit.Total
	total.Add(unit.MustParseMoney("90071992547409.91"))
	for range 200 {
		doubled, err := total.Times(2)
		if err != nil {
			assert.ErrorIs(t, err, unit.Range)
			assert.Positive(t, total.Sign())
			return
		}
		assert.Positive(t, doubled.Cmp(total))
		total = doubled
	}
	t.Fatal("doubling never ended")
}

func TestTotalNeverOverflows(t *testing.T) {
	s := newSource(6)
	var total unit.Total
	sum := new(big.Rat)
	for range rounds(20_000) {
		m := s.money()
		total.Add(m)
		sum.Add(sum, ratOf(m))
		for range 3 { // far beyond int64
			total.Merge(total)
			sum.Add(sum, sum)
		}
		total = total.Sub(total.Neg()).Neg()
		sum.Add(sum, sum).Neg(sum)
		require.Zero(t, sum.Cmp(total.Rat()))
		if new(big.Int).Abs(sum.Num()).BitLen() > 75 {
			total, sum = unit.Total{}, new(big.Rat)
		}
		require.Equal(t, sum.Sign(), total.Sign())
		text, err := total.MarshalText()
		require.NoError(t, err)
		require.Equal(t, sum.FloatString(2), string(text))
		var back unit.Total
		require.NoError(t, back.UnmarshalText(text))
		require.Equal(t, total, back)
		year, err := total.Times(12)
		require.NoError(t, err)
		require.Zero(t, new(big.Rat).Mul(sum, big.NewRat(12, 1)).Cmp(year.Rat()))
		got, err := total.Money()
		if limit := big.NewRat(unit.MaxFen, 100); new(big.Rat).Abs(sum).Cmp(limit) > 0 {
			require.ErrorIs(t, err, unit.Range)
		} else {
			require.NoError(t, err)
			require.Zero(t, sum.Cmp(ratOf(got)))
		}
	}
}

// TestExactTextOfManyPlaces: a fen divided by powers of two and five has more
// decimals than a machine word has digits.
func TestExactTextOfManyPlaces(t *testing.T) {
	for _, by := range []int32{2, 5, 10} {
		e, want := unit.Fen(1).Exact(), big.NewRat(1, 100)
		for n := 1; n <= 40; n++ {
			var err error
			if e, err = e.Div(by); err != nil {
				require.ErrorIs(t, err, unit.Range)
				require.Greater(t, n, 18)
				break
			}
			want.Quo(want, big.NewRat(int64(by), 1))
			places, finite := want.FloatPrec()
			require.True(t, finite)
			text := want.FloatString(places)
			assert.Equal(t, text, e.String(), "1/100 over %d^%d", by, n)
		}
	}
}
