package formula_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// seen tells what a formula did at its places, in this world.
func seen(t *testing.T, w world, text, recorded string, kind formula.Kind) (out []string) {
	t.Helper()
	f := formula.MustParse(text)
	places, err := f.Places(w.scope)
	require.NoError(t, err)
	v, err := formula.ParseValue(kind, recorded)
	require.NoError(t, err)
	sights, err := f.Watch(w, 0, v, places)
	require.NoError(t, err)
	for _, s := range sights {
		line := s.Place.Text + " " + s.Side.String()
		if s.Gap != nil {
			line += " " + s.Gap.RatString()
		}
		if !s.Decides {
			line += " (does not decide)"
		}
		out = append(out, line)
	}
	return out
}

func TestEveryPlaceOfAFormulaIsNamedOnce(t *testing.T) {
	f := formula.MustParse("if({urban}, max({income}, {standard}, 0), if({care} ≥ {total} or {care} ≥ {total}, {standard}, min({income}, {standard})))")
	places, err := f.Places(huainan.scope)
	require.NoError(t, err)
	var texts []string
	for _, p := range places {
		texts = append(texts, p.Text+" of "+p.Kind.String())
	}
	assert.Equal(t, []string{
		"if {urban} of flag",
		"max({income}, {standard}) of money", "max({income}, {standard}, 0) of money",
		"if {care} ≥ {total} or {care} ≥ {total} of flag",
		"{care} ≥ {total} of count", "{care} ≥ {total} (2) of count",
		"min({income}, {standard}) of money",
	}, texts)
}

func TestACaseIsOnOneSideOfEachPlace(t *testing.T) {
	for _, c := range []struct {
		formula, value string
		kind           formula.Kind
		want           []string
	}{
		{"{care} ≥ {total}", "false", formula.Flag, []string{"{care} ≥ {total} below -15410"}},
		{"{share} = {share}", "true", formula.Flag, []string{"{share} = {share} at 0"}},
		{"{area} = 'rural'", "true", formula.Flag, []string{"{area} = 'rural' same"}},
		{"{area} ≠ 'urban'", "true", formula.Flag, []string{"{area} ≠ 'urban' other"}},
		{"max({standard}, 0)", "800", formula.Money, []string{"max({standard}, 0) above 800"}},
		{"if({urban}, 1, 2)", "1", formula.Count, []string{"if {urban} yes"}},
		{"if({care} < 1, 1, 2)", "2", formula.Count, []string{"{care} < 1 above 7589"}},
		// Of two alternatives only the one that is taken is met.
		{"if({rural}, max({care}, 1), min({care}, 1))", "1", formula.Count, []string{"if {rural} no", "min({care}, 1) above 7589"}},
		// What another comparison outweighs does not decide.
		{"{care} ≥ 1 or {total} ≥ 1", "true", formula.Flag, []string{"{care} ≥ 1 above 7589 (does not decide)"}},
		{"{care} < 1 and {total} ≥ 1", "false", formula.Flag, []string{"{care} < 1 above 7589"}},
		// In a sum there is one for each item.
		{"sum(if({members.income} > 0.5 × {standard}, 1, 0))", "0", formula.Count, []string{
			"{members.income} > 0.5 × {standard} below -100", "{members.income} > 0.5 × {standard} at 0", "{members.income} > 0.5 × {standard} below -400"}},
		// The least n holds, and the one before does not.
		{"least n: n ≥ {total} × {floor}", "12650", formula.Count, []string{"n ≥ {total} × {floor} at 0", "n ≥ {total} × {floor} below -1"}},
		{"least n: n ≥ {nothing}", "0", formula.Count, []string{"n ≥ {nothing} at 0"}},
		// Turned round, it would divide by zero: that is noticed too.
		{"if({nothing} > 0, {care} ÷ {nothing}, 0)", "0", formula.Count, []string{"{nothing} > 0 at 0"}},
	} {
		assert.Equal(t, c.want, seen(t, huainan, c.formula, c.value, c.kind), c.formula)
	}
}

func TestAFormulaThatDoesNotHoldShowsNothing(t *testing.T) {
	f := formula.MustParse("{care} ≥ {total}")
	places, err := f.Places(huainan.scope)
	require.NoError(t, err)
	_, err = f.Watch(huainan, 0, formula.Value{Kind: formula.Flag, Flag: true}, places)
	assert.Error(t, err)
	_, err = formula.MustParse("{care} ≥ {floor}").Places(huainan.scope)
	assert.Error(t, err, "a count is not compared with a ratio")
}

// TestABoundDrawnWronglyIsComputedAsDrawn: an amount can be a fen more than a formula can say.
func TestABoundDrawnWronglyIsComputedAsDrawn(t *testing.T) {
	w := world{"standard": one(formula.Money, "800.00"), "grant": one(formula.Money, "20.00")}
	f := formula.MustParse("{standard} ≥ {grant} × 40")
	places, err := f.Places(w.scope)
	require.NoError(t, err)
	require.Len(t, places, 1)
	assert.Equal(t, "1/100", places[0].Step().RatString())
	holds := func(op formula.Op, fen int64) bool {
		v, err := f.Beside(places[0], op, big.NewRat(fen, 100)).Eval(w, 0)
		require.NoError(t, err)
		return v.Flag
	}
	assert.True(t, holds(formula.OpGe, 0))
	assert.False(t, holds(formula.OpGt, 0))
	assert.False(t, holds(formula.OpGe, -1))
	assert.True(t, holds(formula.OpGt, 1))
	v, err := f.Eval(w, 0)
	require.NoError(t, err)
	assert.True(t, v.Flag, "the formula itself is as it was")
}

// TestWhatCanNotBeIsProvedByWhatTheValuesCanBe: a count is never below 0, and a ratio within its range never above its end.
func TestWhatCanNotBeIsProvedByWhatTheValuesCanBe(t *testing.T) {
	span := func(k formula.Kind, low, high *big.Rat) formula.Span {
		return formula.Span{Kind: k, Low: low, High: high}
	}
	zero, one, two := new(big.Rat), big.NewRat(1, 1), big.NewRat(2, 1)
	flag := func(yes, no bool) formula.Span { return formula.Span{Kind: formula.Flag, True: yes, False: no} }
	codes := func(c ...string) formula.Span { return formula.Span{Kind: formula.Choice, Codes: c} }
	for _, c := range []struct {
		side        formula.Side
		left, right formula.Span
		never       bool
	}{
		{formula.Below, span(formula.Count, zero, nil), span(formula.Count, zero, zero), true},
		{formula.Below, span(formula.Count, zero, nil), span(formula.Count, zero, one), false},
		{formula.Above, span(formula.Ratio, zero, one), span(formula.Ratio, one, one), true},
		{formula.Above, span(formula.Ratio, zero, one), span(formula.Ratio, zero, one), false},
		{formula.At, span(formula.Count, zero, one), span(formula.Count, two, nil), true},
		{formula.At, span(formula.Count, two, nil), span(formula.Count, zero, one), true},
		{formula.At, span(formula.Count, zero, one), span(formula.Count, one, nil), false},
		{formula.Below, span(formula.Count, nil, nil), span(formula.Count, zero, zero), false},
		{formula.Yes, flag(false, true), flag(false, true), true},
		{formula.No, flag(true, false), flag(true, false), true},
		{formula.No, flag(true, true), flag(true, true), false},
		{formula.Same, codes("a", "b"), codes("c"), true},
		{formula.Same, codes("a", "b"), codes("b"), false},
		{formula.Other, codes("b"), codes("b"), true},
		{formula.Other, codes("a", "b"), codes("b"), false},
		{formula.Same, formula.Span{Kind: formula.Text, Any: true}, codes("b"), false},
		{formula.Below, formula.Span{}, span(formula.Count, zero, zero), true},
	} {
		assert.Equal(t, c.never, formula.Never(c.side, c.left, c.right), "%s of %v and %v", c.side, c.left, c.right)
	}
	assert.Equal(t, "none", formula.Side(99).String())
	assert.Nil(t, formula.Place{Op: formula.OpGe, Kind: formula.Ratio}.Step(), "nothing is next to a share")
	assert.True(t, formula.Place{Op: formula.OpLt}.Close(formula.Below))
	assert.True(t, formula.Place{Op: formula.OpGt}.Close(formula.Above))
	assert.False(t, formula.Place{Op: formula.OpEq}.Close(formula.At))
}
