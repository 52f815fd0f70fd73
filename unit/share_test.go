package unit_test

import (
	"encoding/json"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func share(t *testing.T, part, whole int64) unit.Share {
	t.Helper()
	s, err := unit.NewShare(part, whole)
	require.NoError(t, err)
	return s
}

func TestShareIsComparedAsCounted(t *testing.T) {
	floor := unit.Percent(55)
	assert.True(t, share(t, 12_650, 23_000).Meets(floor))
	short := share(t, 12_649, 23_000)
	assert.Equal(t, "≈54.996%", short.Percent(1))
	assert.False(t, short.Meets(floor), "it prints as less than 55%, which it is")
	assert.Equal(t, "55%", share(t, 11, 20).Percent(1))
}

func TestShortfallsAreTheLeastThatSuffice(t *testing.T) {
	floor, s := unit.Percent(55), share(t, 7_590, 23_000)
	convert, err := s.ToConvert(floor)
	require.NoError(t, err)
	assert.EqualValues(t, 5_060, convert)
	assert.True(t, share(t, 7_590+5_060, 23_000).Meets(floor))
	assert.False(t, share(t, 7_590+5_059, 23_000).Meets(floor))
	add, err := s.ToAdd(floor)
	require.NoError(t, err)
	assert.EqualValues(t, 11_245, add)
	assert.True(t, share(t, 7_590+11_245, 23_000+11_245).Meets(floor))
	assert.False(t, share(t, 7_590+11_244, 23_000+11_244).Meets(floor))
}

func (s source) share(t *testing.T) unit.Share {
	whole := 1 + s.Int64N(1<<s.IntN(53)+1)
	if s.IntN(6) == 0 {
		whole = unit.MaxCount - s.Int64N(2)
	}
	whole = min(whole, unit.MaxCount)
	part := s.Int64N(whole + 1)
	if s.IntN(4) == 0 {
		part = []int64{0, whole, whole / 2, whole - 1}[s.IntN(4)]
	}
	return share(t, part, whole)
}

func TestShareEqualsRationals(t *testing.T) {
	s := newSource(7)
	one := big.NewRat(1, 1)
	for range rounds(50_000) {
		sh, r := s.share(t), s.rate()
		if s.IntN(2) == 0 {
			r = unit.Permille(int32(s.IntN(1100)))
		}
		ratio := big.NewRat(sh.Part(), sh.Whole())
		want := ratio.Cmp(r.Rat())
		got, err := sh.Cmp(r)
		require.NoError(t, err)
		require.Equal(t, want, got)
		require.Equal(t, want >= 0, sh.Meets(r))

		convert, err := sh.ToConvert(r)
		switch {
		case want >= 0:
			require.NoError(t, err)
			require.Zero(t, convert)
		case r.Rat().Cmp(one) > 0:
			require.ErrorIs(t, err, unit.Unreachable)
		default:
			require.NoError(t, err)
			require.True(t, share(t, sh.Part()+convert, sh.Whole()).Meets(r))
			require.False(t, share(t, sh.Part()+convert-1, sh.Whole()).Meets(r))
		}

		add, err := sh.ToAdd(r)
		switch {
		case want >= 0:
			require.NoError(t, err)
			require.Zero(t, add)
		case r.Rat().Cmp(one) >= 0:
			require.ErrorIs(t, err, unit.Unreachable)
		default:
			// x ≥ (whole·r − part) / (1 − r), by rationals.
			x := new(big.Rat).Mul(big.NewRat(sh.Whole(), 1), r.Rat())
			x.Sub(x, big.NewRat(sh.Part(), 1)).Quo(x, new(big.Rat).Sub(one, r.Rat()))
			need := new(big.Int).Div(new(big.Int).Add(x.Num(), new(big.Int).Sub(x.Denom(), big.NewInt(1))), x.Denom())
			if new(big.Int).Add(need, big.NewInt(sh.Whole())).Cmp(big.NewInt(unit.MaxCount)) > 0 {
				require.ErrorIs(t, err, unit.Range)
				continue
			}
			require.NoError(t, err)
			require.Equal(t, need.Int64(), add)
		}
	}
}

func TestNewShareRefuses(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		want        error
	}{
		{0, 0, unit.EmptyWhole}, {1, 0, unit.EmptyWhole}, {-1, 5, unit.Range}, {6, 5, unit.Range}, {0, -5, unit.Range},
		{0, unit.MaxCount + 1, unit.Range}, {math.MaxInt64, math.MaxInt64, unit.Range}, {math.MinInt64, 1, unit.Range},
	} {
		_, err := unit.NewShare(c.part, c.whole)
		assert.ErrorIs(t, err, c.want, "%d/%d", c.part, c.whole)
	}
}

func TestTheZeroShareMeetsNothing(t *testing.T) {
	var zero unit.Share
	assert.False(t, zero.IsValid())
	assert.False(t, zero.Meets(unit.Percent(0)))
	assert.Equal(t, "–", zero.Percent(1))
	assert.Zero(t, zero.Rat().Sign())
	assert.Equal(t, "0/0", zero.String())
	err := second(zero.Cmp(unit.Percent(0)))
	assert.ErrorIs(t, err, unit.EmptyWhole)
	err = second(zero.ToConvert(unit.Percent(0)))
	assert.ErrorIs(t, err, unit.EmptyWhole)
	err = second(zero.ToAdd(unit.Percent(0)))
	assert.ErrorIs(t, err, unit.EmptyWhole)
	err = second(zero.Add(share(t, 1, 2)))
	assert.ErrorIs(t, err, unit.EmptyWhole)
	err = second(unit.Pool())
	assert.ErrorIs(t, err, unit.EmptyWhole)
	err = second(unit.Pool(zero))
	assert.ErrorIs(t, err, unit.EmptyWhole)
}

func TestPoolAddsCountsAndIsNotTheMean(t *testing.T) {
	pooled, err := unit.Pool(share(t, 1, 2), share(t, 0, 98))
	require.NoError(t, err)
	assert.Equal(t, share(t, 1, 100), pooled, "the mean of 50 % and 0 % would be 25 %")
	err = second(unit.Pool(share(t, 0, unit.MaxCount), share(t, 1, 1)))
	assert.ErrorIs(t, err, unit.Range)
}

func TestShareDecodesStrictly(t *testing.T) {
	s := share(t, 7_590, 23_000)
	raw, err := json.Marshal(s)
	require.NoError(t, err)
	assert.Equal(t, `{"part":7590,"whole":23000}`, string(raw))
	var back unit.Share
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, s, back)
	require.NoError(t, back.UnmarshalText([]byte("1/2")))
	assert.Equal(t, share(t, 1, 2), back)
	for text, want := range map[string]error{
		`null`: unit.Missing, `{}`: unit.Syntax, `{"part":1}`: unit.Syntax, `{"part":1,"whole":2,"x":3}`: unit.Syntax,
		`{"part":1,"part":1,"whole":2}`: unit.Syntax, `{"part":"1","whole":2}`: unit.Syntax, `{"Part":1,"whole":2}`: unit.Syntax,
		`{"part":1.5,"whole":2}`: unit.Syntax, `{"part":1.0,"whole":2}`: unit.Syntax, `{"part":1e1,"whole":20}`: unit.Syntax, `{"part":3,"whole":2}`: unit.Range,
		`{"part":0,"whole":0}`: unit.EmptyWhole, `[1,2]`: unit.Syntax, `{"part":1,"whole":2}{}`: unit.Syntax, `{"part":1,"whole":2} `: nil, `{"part":1,"whole":2`: unit.Syntax, `{"part":1,"whole":2]`: unit.Syntax, `{"part":1,"whole":`: unit.Syntax, `{1:2}`: unit.Syntax, ``: unit.Syntax, `"1/2"`: unit.Syntax,
	} {
		before := back
		assert.ErrorIs(t, back.UnmarshalJSON([]byte(text)), want, text)
		assert.Equal(t, before, back, text)
	}
	for _, text := range []string{"", "1", "1/", "/2", "1/2/3", "a/b", "１/２", "1 / 2", "1.0/2", "1/2.0"} {
		assert.ErrorIs(t, back.UnmarshalText([]byte(text)), unit.Syntax, text)
	}
}

// TestAPercentageIsNeverShownOnABoundThatItMisses: whatever is written stands to every whole percentage as the share does.
func TestAPercentageIsNeverShownOnABoundThatItMisses(t *testing.T) {
	seen := 0
	for _, whole := range []int64{3, 7, 999, 1001, 23_000, 9_999_999, unit.MaxCount} {
		for percent := int64(0); percent <= 100; percent++ {
			at := new(big.Int).Div(new(big.Int).Mul(big.NewInt(percent), big.NewInt(whole)), big.NewInt(100)).Int64()
			for part := max(at-1, 0); part <= min(at+2, whole); part++ {
				s := share(t, part, whole)
				shown, ok := new(big.Rat).SetString(strings.TrimSuffix(strings.TrimPrefix(s.Percent(1), "≈"), "%"))
				require.True(t, ok, s.Percent(1))
				exact := new(big.Rat).Mul(s.Rat(), big.NewRat(100, 1))
				require.Equal(t, exact.Cmp(big.NewRat(percent, 1)), shown.Cmp(big.NewRat(percent, 1)), "%s is shown as %s beside %d%%", s, s.Percent(1), percent)
				seen++
			}
		}
	}
	assert.Greater(t, seen, 2_000)
	assert.Equal(t, "≈33.3%", share(t, 1, 3).Percent(1))
	assert.Equal(t, "≈43.04%", share(t, 4304, 10_000-1).Percent(1))
	assert.Equal(t, "≈50%", share(t, 4999, 10_000).Percent(0), "none were asked for")
}

func TestAShareIsShownInTheNotationOfItsBound(t *testing.T) {
	s := share(t, 2399, 3_000_000)
	assert.Equal(t, "≈0.7997‰", s.Approx(unit.PermilleNotation, 2))
	assert.Equal(t, s.Percent(2), s.Approx(unit.PercentNotation, 2))
	assert.Equal(t, s.Percent(2), s.Approx(unit.Notation(200), 2), "a notation that is none")
	assert.Equal(t, "–", unit.Share{}.Approx(unit.PermilleNotation, 1))
}

func TestACountIsReadFromItsDigits(t *testing.T) {
	n, err := unit.ParseCount("9007199254740991")
	require.NoError(t, err)
	assert.EqualValues(t, unit.MaxCount, n)
	for text, want := range map[string]string{"12,649": "separator ',' at character 3", "１２": "full-width digit", "12649.00": "'.' at character 6", "": "empty", "9007199254740992": "must be 0 to", "-1": "must be 0 to"} {
		_, err := unit.ParseCount(text)
		assert.ErrorContains(t, err, want, text)
	}
}
