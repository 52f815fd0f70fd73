package unit_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

var directions = []unit.Direction{unit.Up, unit.Down, unit.HalfUp, unit.HalfEven}

// anyRounding makes a rounding to a random step, by its text.
func (s source) anyRounding(t *testing.T) (unit.Rounding, int64) {
	step := 1 + s.Int64N(1<<s.IntN(27))
	if s.IntN(3) == 0 {
		step = []int64{1, 2, 3, 5, 10, 50, 99, 100, 101, 255, 256, 257, 266, 356, 500, 1_000, 99_999_999, 100_000_000}[s.IntN(18)]
	}
	step = min(step, 100_000_000)
	text := fmt.Sprintf("%dfen", step)
	switch {
	case step%100 == 0:
		text = fmt.Sprintf("%dyuan", step/100)
	case step%10 == 0:
		text = fmt.Sprintf("%djiao", step/10)
	}
	if strings.HasPrefix(text, "1") && !strings.ContainsAny(text[1:2], "0123456789") {
		text = text[1:]
	}
	d := directions[s.IntN(4)]
	text = d.String() + "/" + text
	r, err := unit.ParseRounding(text)
	require.NoError(t, err, text)
	require.Equal(t, text, r.String())
	require.Equal(t, d, r.Direction())
	require.Equal(t, step, r.Step())
	require.True(t, r.IsSet())
	return r, step
}

func TestAnyStepRoundsByTheDefinition(t *testing.T) {
	s := newSource(22)
	for range rounds(50_000) {
		r, step := s.anyRounding(t)
		fen := s.fen() * (1 + s.Int64N(100))
		if s.IntN(2) == 0 { // near a multiple, and near half of one
			fen = step*(s.Int64N(2_001)-1_000) + step/2*s.Int64N(2) + s.Int64N(5) - 2
		}
		want := slowRound(big.NewRat(fen, 100), r)
		require.Zero(t, want.Cmp(big.NewRat(r.Fen(fen), 100)), "%d %v: %d", fen, r, r.Fen(fen))

		a, ra := s.exact(t)
		roundsAs(t, a, ra, r)
	}
}

func TestEachRoundingHasOneTextAndOneValue(t *testing.T) {
	// A named rounding is equal to the same one read from text, so == may be used.
	for i, r := range roundings() {
		back, err := unit.ParseRounding(r.String())
		require.NoError(t, err)
		assert.True(t, back == r)
		assert.Equal(t, []int64{1, 10, 100}[i%3], r.Step())
		assert.Equal(t, directions[i/3], r.Direction())
	}
	for text, canonical := range map[string]string{
		"up/1yuan": "up/yuan", "up/10jiao": "up/yuan", "up/100fen": "up/yuan", "down/10fen": "down/jiao", "half-up/50fen": "half-up/5jiao",
		"half-even/1000fen": "half-even/10yuan", "up/1fen": "up/fen",
	} {
		_, err := unit.ParseRounding(text)
		assert.ErrorIs(t, err, unit.Syntax)
		assert.ErrorContains(t, err, "write it "+canonical)
	}
	for _, text := range []string{"", "up", "/yuan", "up/", "yuan", "up/5", "up/-5yuan", "up/5 yuan", "up/5.0yuan", "Up/yuan", "up/yuans", "up/yuan/", "to/yuan", "up/５yuan", "up/007yuan", "up//yuan", "upyuan", "up/00yuan"} {
		_, err := unit.ParseRounding(text)
		assert.ErrorIs(t, err, unit.Syntax, text)
	}
	for _, text := range []string{"up/0yuan", "up/1000001yuan", "up/100000001fen", "up/99999999999999999999yuan"} {
		_, err := unit.ParseRounding(text)
		assert.ErrorIs(t, err, unit.Range, text)
	}
	assert.Equal(t, int64(100_000_000), unit.MustParseRounding("up/1000000yuan").Step())
	assert.Panics(t, func() { unit.MustParseRounding("up") })
}

func TestRoundingsSayThemselves(t *testing.T) {
	for text, want := range map[string]unit.Text{
		"up/yuan":          {ZH: "不足1元按1元计", EN: "rounded up to the whole yuan"},
		"up/5jiao":         {ZH: "不足5角按5角计", EN: "rounded up to a multiple of 5 jiao"},
		"down/fen":         {ZH: "不足1分的舍去", EN: "rounded down to the whole fen"},
		"down/10yuan":      {ZH: "不足10元的舍去", EN: "rounded down to a multiple of 10 yuan"},
		"half-up/yuan":     {ZH: "四舍五入到元", EN: "rounded to the nearest whole yuan, half up"},
		"half-up/10yuan":   {ZH: "四舍五入到10元", EN: "rounded to the nearest multiple of 10 yuan, half up"},
		"half-up/5jiao":    {ZH: "取最近的5角的整数倍，正好居中的向上取", EN: "rounded to the nearest multiple of 5 jiao, half up"},
		"half-even/jiao":   {ZH: "四舍六入五成双到角", EN: "rounded to the nearest whole jiao, half to even"},
		"half-even/20yuan": {ZH: "取最近的20元的整数倍，正好居中的取偶数倍", EN: "rounded to the nearest multiple of 20 yuan, half to even"},
	} {
		assert.Equal(t, want, unit.MustParseRounding(text).Label(), text)
	}
	assert.True(t, unit.Rounding(0).Label().IsZero())
	assert.Zero(t, unit.Rounding(0).Direction())
	assert.Zero(t, unit.Rounding(13).Direction())
	assert.Empty(t, unit.Direction(0).String())
	assert.Empty(t, unit.Direction(5).String())
}

func TestArbitraryNumbersAreNoRounding(t *testing.T) {
	s := newSource(23)
	for range rounds(100_000) {
		r := unit.Rounding(s.Uint32() >> s.IntN(32))
		if s.IntN(2) == 0 {
			r |= 1 << 31
		}
		back, err := unit.ParseRounding(r.String())
		if r.IsSet() {
			require.NoError(t, err)
			require.True(t, back == r, "%d and %d are %v", r, back, r)
			continue
		}
		require.Error(t, err)
		require.Zero(t, r.Step())
		require.EqualValues(t, 12_345, r.Fen(12_345))
	}
}
