package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAChangeIsLookedForBehindWhatIsRefusedAndToTheEnds of what a number can be.
func TestAChangeIsLookedForBehindWhatIsRefusedAndToTheEnds(t *testing.T) {
	for _, c := range []struct {
		ok      string
		is      func(n int64) bool
		refused func(n int64) bool
		want    string
		fault   string
	}{
		{"{n} > 10", func(n int64) bool { return n > 10 }, func(n int64) bool { return n > 10 && n < 14 }, "14 13 true 0", ""},
		{"{n} > 10", func(n int64) bool { return n > 10 }, func(n int64) bool { return n == 10 }, "11 10 true 1", ""},
		{"{n} = 11 or {n} ≥ 20", func(n int64) bool { return n == 11 || n >= 20 }, func(n int64) bool { return n == 11 }, "20 19 false 1", ""},
		{"{n} = 11 or {n} = 20", func(n int64) bool { return n == 11 || n == 20 }, func(n int64) bool { return n == 11 || n == 20 }, "", ""},
		{"{n} > 10", func(n int64) bool { return n > 10 }, func(n int64) bool { return n > 10 }, "", "upwards: from 11 to 5000 the outcome is another by its formulas, but the rule refuses the 4097 values"},
		{"{n} < 0", func(n int64) bool { return n < 0 }, func(n int64) bool { return n < 0 && n > -4 }, "-4 -3 true 0", ""},
		{"{n} ≥ 5000 or {n} ≤ 0 − 5000", func(n int64) bool { return n >= 5000 || n <= -5000 }, func(int64) bool { return false }, "5000 4999 false 1, -5000 -4999 false 1", ""},
		{"{n} > 5000 or {n} < 0 − 5000", func(int64) bool { return false }, func(int64) bool { return false }, "", ""},
		{"{n} ≥ 4 or {n} ≤ 2", func(n int64) bool { return n >= 4 || n <= 2 }, func(int64) bool { return false }, "4 3 false 1, 2 3 false 1", ""},
	} {
		asked := 0
		r := toldRule(t, "ok", c.ok, "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
			out, _ := above(p, in)
			out.OK = c.is(in.N)
			return out, !c.refused(in.N)
		}, &asked)
		f, err := r.Flip(toldFacts{N: 3, Side: 1})
		require.NoError(t, err, c.ok)
		var got []string
		for _, one := range f.Flips[0].Changes {
			got = append(got, fmt.Sprintf("%s %s %t %d", one.Value, one.Before, one.AfterRefused, len(one.Because)))
		}
		assert.Equal(t, c.want, strings.Join(got, ", "), c.ok)
		if assert.Equal(t, c.fault != "", len(f.Flips[0].Fault) == 1, c.ok); c.fault != "" {
			assert.Contains(t, f.Flips[0].Fault[0].Reason.EN, c.fault)
		}
	}
}

// TestAnOutcomeThatThereIsNotIsNoOtherOutcome: of none divided by n, where n comes to nothing.
func TestAnOutcomeThatThereIsNotIsNoOtherOutcome(t *testing.T) {
	type facts struct {
		N     int64       `json:"n" zh:"数" en:"n" range:"[-9,9]"`
		Other unit.Number `json:"other" zh:"另数" en:"other" range:"[0,9]"`
	}
	type answer struct {
		Part Given[unit.Number] `json:"part,omitzero" zh:"每份" en:"part"`
	}
	r, err := New(Definition[struct{}, facts, answer]{
		ID: "sample.none", Version: 1, Title: Text{ZH: "无", EN: "None"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &struct{}{}, Steps: []*Term{{ID: "part", Label: Text{ZH: "每份", EN: "part"}, Formula: "{other} ÷ {n}"}},
		Kernel: func(_ *struct{}, in facts, _ *Trace) (out answer, err error) {
			if in.N < -9 || in.N > 9 || in.Other.Sign() < 0 {
				return out, Refused
			}
			if in.N != 0 {
				out.Part = Give(in.Other) // of which it matters only whether it is none
			}
			return out, nil
		},
	})
	require.NoError(t, err)
	f, err := r.Flip(facts{N: 3, Other: unit.MustParseNumber("0")})
	require.NoError(t, err)
	assert.Equal(t, []any{"0", []Change{}, Errors(nil)}, []any{f.Value, f.Flips[0].Changes, f.Flips[0].Fault})
}

// TestWhereTheCourseBeforeHasNoValueNothingIsSaidToJump.
func TestWhereTheCourseBeforeHasNoValueNothingIsSaidToJump(t *testing.T) {
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n" range:"[0,9]"`
	}
	type answer struct {
		Part unit.Number `json:"part" zh:"每份" en:"part"`
	}
	r, err := New(Definition[struct{}, facts, answer]{
		ID: "sample.pole", Version: 1, Title: Text{ZH: "极", EN: "Pole"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &struct{}{}, Steps: []*Term{{ID: "part", Label: Text{ZH: "每份", EN: "part"}, Formula: "if({n} < 5, 100 ÷ (5 − {n}), if({n} < 6, 7, 72 ÷ {n}))"}},
		Kernel: func(_ *struct{}, in facts, _ *Trace) (out answer, err error) {
			out.Part = unit.MustParseNumber([]string{"20", "25", "33.3333", "50", "100", "7", "12", "10.2857", "9", "8"}[in.N])
			return out, nil
		},
	})
	require.NoError(t, err)
	e, err := r.Edges(facts{3}, "n", "3", "5")
	require.NoError(t, err)
	require.Len(t, e.Segments, 2)
	assert.Equal(t, []any{Curved, "50", "100"}, []any{e.Segments[0].Answer[0].Shape, e.Segments[0].Answer[0].First, e.Segments[0].Answer[0].Last})
	assert.Equal(t, []string{"5", "7", ""}, []string{e.Segments[1].From, e.Segments[1].Answer[0].First, e.Segments[1].Answer[0].Jump})
	e, err = r.Edges(facts{3}, "n", "8", "9")
	require.NoError(t, err)
	assert.Equal(t, []any{Curved, "9", "8"}, []any{e.Segments[0].Answer[0].Shape, e.Segments[0].Answer[0].First, e.Segments[0].Answer[0].Last})
}
