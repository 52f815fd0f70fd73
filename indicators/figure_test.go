package indicators_test

import (
	"encoding/json"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestAFigureReadsWhatItWritesAndNothingElse(t *testing.T) {
	for text, want := range map[string]string{
		"46.2": "46.2", "-7/3": "-7/3", "0": "0", "14/4": "3.5", "1/8": "0.125", "5.00": "5", "1000000": "1000000", strings.Repeat("9", 2000): strings.Repeat("9", 2000),
	} {
		var f indicators.Figure
		require.NoError(t, f.UnmarshalText([]byte(text)), text)
		assert.Equal(t, want, f.String())
		raw, err := json.Marshal(f)
		require.NoError(t, err)
		assert.Equal(t, `"`+want+`"`, string(raw))
	}
	for _, text := range []string{
		"", "-", "1e3", "1e999999999", "0x10", "1_000", "+1", "1/0", "1/-2", "1.5/2", "1/2.5", "/2", "1/", ".5", "5.", "１", " 1", "NaN", "--1", "1/2/3",
		strings.Repeat("9", 2001), strings.Repeat("中", 800),
	} {
		f := indicators.Figure{}
		require.NoError(t, f.UnmarshalText([]byte("7")))
		err := f.UnmarshalText([]byte(text))
		require.ErrorIs(t, err, rule.Syntax, text)
		assert.Less(t, len(err.Error()), 300)
		assert.Equal(t, "7", f.String(), "an error changes nothing")
	}
	var zero indicators.Figure
	assert.Equal(t, "0", zero.String())
	assert.Zero(t, zero.Rat().Sign())
	zero.Rat().SetInt64(5)
	var half indicators.Figure
	require.NoError(t, half.UnmarshalText([]byte("1/2")))
	half.Rat().SetInt64(5)
	assert.Equal(t, big.NewRat(1, 2), half.Rat(), "what is given is a copy")
}
