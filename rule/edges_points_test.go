package rule_test

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type pointFacts struct {
	N int64 `json:"n" zh:"数" en:"n" range:"[0,100000]"`
}

type pointAnswer struct {
	M  int64 `json:"m" zh:"得" en:"m"`
	On bool  `json:"on" zh:"是" en:"on"`
}

// pointed is a rule of one count; the kernel refuses where it may not be answered.
func pointed(t *testing.T, m, on string, kernel func(n int64) (m int64, on, refused bool)) rule.Rule[none, pointFacts, pointAnswer] {
	t.Helper()
	steps := []*rule.Term{step("m", m), step("on", on)}
	r, err := rule.New(rule.Definition[none, pointFacts, pointAnswer]{
		ID: "sample.point", Version: 1, Title: rule.Text{ZH: "点", EN: "Point"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: steps,
		Kernel: func(_ *none, in pointFacts, tr *rule.Trace) (out pointAnswer, err error) {
			refused := false
			if out.M, out.On, refused = kernel(in.N); refused || in.N < 0 || in.N > 100_000 {
				return pointAnswer{}, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "n", Reason: rule.Text{ZH: "不收", EN: "not this one"}}}
			}
			tr.Count(steps[0], out.M)
			tr.Flag(steps[1], out.On)
			return out, nil
		},
	})
	require.NoError(t, err)
	return r
}

// TestAPointOnTheLineBesideItIsNoSegment of its own: two that follow each other on the line before, and one on the line behind.
func TestAPointOnTheLineBesideItIsNoSegment(t *testing.T) {
	for formula, c := range map[string]struct {
		want []string
		m    func(n int64) int64
	}{
		"if({n} = 5, 5, if({n} = 6, 6, if({n} > 6, 3 × {n}, {n})))": {[]string{"0 6", "7 20"}, func(n int64) int64 {
			if n > 6 {
				return 3 * n
			}
			return n
		}},
		"if({n} < 5, 0, if({n} = 5, 10, 2 × {n}))": {[]string{"0 4", "5 20"}, func(n int64) int64 {
			if n < 5 {
				return 0
			}
			return 2 * n
		}},
		"if({n} < 5, 0, if({n} = 5, 10, if({n} < 8, 2 × {n}, if({n} = 8, 16, 3 × {n}))))": {[]string{"0 4", "5 8", "9 20"}, func(n int64) int64 {
			switch {
			case n < 5:
				return 0
			case n < 9:
				return 2 * n
			}
			return 3 * n
		}},
		"if({n} < 5, 0, if({n} = 5, 11, 2 × {n}))": {[]string{"0 4", "5 5", "6 20"}, func(n int64) int64 {
			switch {
			case n < 5:
				return 0
			case n == 5:
				return 11
			}
			return 2 * n
		}},
	} {
		r := pointed(t, formula, "{n} ≥ 0", func(n int64) (int64, bool, bool) { return c.m(n), true, false })
		e, err := r.Edges(pointFacts{1}, "n", "0", "20")
		require.NoError(t, err, formula)
		assert.Equal(t, c.want, ranges(e), formula)
		if e, err = r.Edges(pointFacts{1}, "n", "5", "7"); strings.Contains(formula, "10") { // where the range begins with it
			require.NoError(t, err, formula)
			assert.Equal(t, []string{"5 7"}, ranges(e), formula)
		}
	}
}

// TestWhereARefusalEndsIsNoThreshold: thresholds lie between two answers.
func TestWhereARefusalEndsIsNoThreshold(t *testing.T) {
	r := pointed(t, "2 × {n}", "{n} ≥ 50", func(n int64) (int64, bool, bool) { return 2 * n, n >= 50, n < 20 })
	list, err := r.Thresholds(pointFacts{30})
	require.NoError(t, err)
	require.Len(t, list, 1)
	assert.Equal(t, "n 50", list[0].Path+" "+list[0].At)
	e, err := r.Edges(pointFacts{30}, "n", "0", "100")
	require.NoError(t, err)
	assert.Equal(t, []string{"(0 19)", "20 49", "50 100"}, ranges(e))
	e, err = r.Edges(pointFacts{30}, "n", "0", "100000")
	require.NoError(t, err)
	assert.Equal(t, []string{"(0 19)", "20 49", "50 100000"}, ranges(e))
	r = pointed(t, "2 × {n}", "{n} ≥ 50000", func(n int64) (int64, bool, bool) { return 2 * n, n >= 50_000, n < 20 })
	e, err = r.Edges(pointFacts{30}, "n", "0", "100000")
	require.NoError(t, err)
	assert.Equal(t, []string{"(0 19)", "20 49999", "50000 100000"}, ranges(e))
	assert.False(t, e.Segments[0].Sampled, "each of so few is asked")
	r = pointed(t, "2 × {n}", "{n} ≥ 50000", func(n int64) (int64, bool, bool) { return 2 * n, n >= 50_000, n == 123 })
	e, err = r.Edges(pointFacts{30}, "n", "0", "300")
	require.NoError(t, err)
	assert.Equal(t, []string{"0 122", "(123 123)", "124 300"}, ranges(e), "of a count each of some hundreds")
}

// TestAFlipBehindARefusedStretchIsFound: from 5 on the outcome is another by its formula, and the rule answers from 8 on.
func TestAFlipBehindARefusedStretchIsFound(t *testing.T) {
	r := pointed(t, "{n}", "{n} ≥ 8 or {n} ≥ 5", func(n int64) (int64, bool, bool) { return n, n >= 5, n >= 5 && n < 8 })
	f, err := r.Flip(pointFacts{1})
	require.NoError(t, err)
	require.Empty(t, f.Flips[0].Fault)
	require.Len(t, f.Flips[0].Changes, 1)
	c := f.Flips[0].Changes[0]
	assert.Equal(t, []any{"8", "7", "+7", true, "true"}, []any{c.Value, c.Before, c.By, c.AfterRefused, c.Outcome})
	assert.NotEmpty(t, c.Because, "it was followed there, and not asked for")
	v, err := visit.Flip(visitFacts{Far: 6, Kind: Urban, Month: unit.MustParseMonth("2025-06"), Needed: true})
	require.NoError(t, err)
	require.Len(t, v.Flips[2].Changes, 1)
	assert.Equal(t, "2025-07 +1", v.Flips[2].Changes[0].Value+" "+v.Flips[2].Changes[0].By, "of months so many")
}

// TestAFlipThatIsNotItsFormulasIsAnError, whether the rule turns later or sooner.
func TestAFlipThatIsNotItsFormulasIsAnError(t *testing.T) {
	for at, holds := range map[int64]bool{4: false, 5: true, 6: false} {
		_, err := pointed(t, "{n}", "{n} ≥ 5", func(n int64) (int64, bool, bool) { return n, n >= at, false }).Flip(pointFacts{1})
		if holds {
			require.NoError(t, err)
			continue
		}
		require.ErrorIs(t, err, rule.NotWhole, at)
		assert.Contains(t, err.Error(), "the formulas are not the rule's")
	}
}

// TestTheLeastChangeOfASquareIsFound, up and down.
func TestTheLeastChangeOfASquareIsFound(t *testing.T) {
	type answer struct {
		Few  bool  `json:"few" zh:"少" en:"few"`
		Side int64 `json:"side" zh:"边长" en:"side"`
	}
	side, few := step("side", "least n: n × n × {per} ≥ 100"), step("few", "{side} ≤ 5 and {bought} ≤ 100000")
	bought := step("bought", "least n: n × n × {paid} ≥ {worth}")
	r, err := rule.New(rule.Definition[gridPolicy, gridFacts, answer]{
		ID: "sample.few", Version: 1, Title: rule.Text{ZH: "少", EN: "Few"}, Basis: []rule.Clause{notice}, Defaults: &gridPolicy{unit.Yuan(100)}, Steps: []*rule.Term{side, bought, few},
		Kernel: func(_ *gridPolicy, in gridFacts, tr *rule.Trace) (out answer, err error) {
			if in.Per < 1 || in.Per > 10_000 || in.Paid.Sign() <= 0 {
				return out, rule.Refused
			}
			b := sideOf((10_000 + in.Paid.Fen() - 1) / in.Paid.Fen())
			out.Side = sideOf((100 + in.Per - 1) / in.Per)
			out.Few = out.Side <= 5 && b <= 100_000
			tr.Count(side, out.Side)
			tr.Count(bought, b)
			tr.Flag(few, out.Few)
			return out, nil
		},
	})
	require.NoError(t, err)
	for per, want := range map[int64][4]string{1: {"4", "3", "+3", "true"}, 3: {"4", "3", "+1", "true"}, 6: {"3", "4", "-3", "false"}} {
		f, err := r.Flip(gridFacts{Per: per, Paid: unit.Yuan(1)})
		require.NoError(t, err)
		require.Len(t, f.Flips[0].Changes, 1, per)
		c := f.Flips[0].Changes[0]
		assert.Equal(t, want, [4]string{c.Value, c.Before, c.By, c.Outcome}, per)
	}
}

// TestAFlipReachesTheEndsOfItsGoType.
func TestAFlipReachesTheEndsOfItsGoType(t *testing.T) {
	type facts struct {
		A int8   `json:"a" zh:"甲" en:"a"`
		D uint8  `json:"d" zh:"丁" en:"d"`
		E uint16 `json:"e" zh:"戊" en:"e"`
	}
	type answer struct {
		On bool `json:"on" zh:"是" en:"on"`
	}
	on := step("on", "{a} ≤ 0 − 128 or {d} ≥ 255 or {e} > 65535")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.ends", Version: 1, Title: rule.Text{ZH: "端", EN: "Ends"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{on},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			is := in.A == -128 || in.D == 255
			tr.Flag(on, is)
			return answer{is}, nil
		},
	})
	require.NoError(t, err)
	f, err := r.Flip(facts{})
	require.NoError(t, err)
	var got []string
	for _, one := range f.Flips {
		assert.Empty(t, one.Fault, one.Path)
		for _, c := range one.Changes {
			got = append(got, one.Path+" "+c.Value+" "+c.Before)
		}
	}
	assert.Equal(t, []string{"a -128 -127", "d 255 254"}, got)
}

// TestAGivenFigureKeepsItsDecimalsOverASegment.
func TestAGivenFigureKeepsItsDecimalsOverASegment(t *testing.T) {
	type facts struct {
		Figure unit.Number `json:"figure" zh:"数值" en:"figure"`
	}
	type answer struct {
		Figure unit.Number `json:"is" zh:"数值" en:"figure" step:"figure"`
	}
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.figure", Version: 1, Title: rule.Text{ZH: "数", EN: "Figure"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(_ *none, in facts, _ *rule.Trace) (answer, error) { return answer(in), nil },
	})
	require.NoError(t, err)
	e, err := r.Edges(facts{unit.MustParseNumber("1.50")}, "figure", "1.50", "2.50")
	require.NoError(t, err)
	for _, at := range []string{"1.50", "1.70", "2.00", "2.50"} {
		cells, err := e.At(at)
		require.NoError(t, err)
		assert.Equal(t, rule.Cells{{Path: "is", Text: at}}, cells)
	}
}

// TestARefusalOfOneAmountBesideAnotherIsFound: just below, at and just above another number of the case, in a range of a million.
func TestARefusalOfOneAmountBesideAnotherIsFound(t *testing.T) {
	for off, want := range map[int64][]string{
		-1: {"0.00 777.75", "(777.76 777.76)", "777.77 1000000.00"}, 0: {"0.00 777.76", "(777.77 777.77)", "777.78 1000000.00"}, 1: {"0.00 777.77", "(777.78 777.78)", "777.79 1000000.00"},
	} {
		reached := step("reached", "{income} ≥ 0 × {income}")
		r, err := rule.New(rule.Definition[none, fencedFacts, islandAnswer]{
			ID: "sample.fence", Version: 1, Title: rule.Text{ZH: "界", EN: "Fence"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{reached},
			Kernel: func(_ *none, in fencedFacts, tr *rule.Trace) (out islandAnswer, err error) {
				if in.Income.Sign() < 0 || in.Fence.Sign() < 0 || in.Income.Fen()-in.Fence.Fen() == off {
					return out, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "income", Reason: rule.Text{ZH: "紧邻界上", EN: "beside the fence"}}}
				}
				out.Reached = true
				tr.Flag(reached, true)
				return out, nil
			},
		})
		require.NoError(t, err)
		e, err := r.Edges(fencedFacts{Income: unit.Yuan(5), Fence: unit.MustParseMoney("777.77")}, "income", "0", "1000000")
		require.NoError(t, err)
		assert.Equal(t, want, ranges(e), off)
	}
}

// TestFlipsAreOfWhatIsGiven: an optional choice that is not has no entry, and a choice of a list one for each item.
func TestFlipsAreOfWhatIsGiven(t *testing.T) {
	type facts struct {
		Kind rule.Given[Area] `json:"kind,omitzero" zh:"类" en:"kind"`
		Rows []struct {
			Area Area `json:"area" zh:"地" en:"area"`
		} `json:"rows" zh:"行" en:"row"`
		N    int64  `json:"n" zh:"数" en:"n" range:"[0,9]"`
		Name string `json:"name" zh:"名" en:"name"`
	}
	type answer struct {
		On   bool   `json:"on" zh:"是" en:"on"`
		Name string `json:"called" zh:"名" en:"name" step:"name"`
	}
	on := step("on", "{n} > 5")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.kinds", Version: 1, Title: rule.Text{ZH: "类", EN: "Kinds"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{on},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			if in.N < 0 || in.N > 9 {
				return answer{}, rule.Refused
			}
			tr.Flag(on, in.N > 5)
			return answer{in.N > 5, in.Name}, nil
		},
	})
	require.NoError(t, err)
	for in, want := range map[string][]string{
		`{"rows":[],"n":3,"name":"010.50"}`:                                   {"n"},
		`{"rows":[{"area":"rural"},{"area":"urban"}],"n":3,"name":"010.50"}`:  {"rows[0].area", "rows[1].area", "n"},
		`{"kind":"rural","rows":[{"area":"rural"}],"n":3,"name":"no number"}`: {"kind", "rows[0].area", "n"},
		`{"kind":"rural","rows":[{"area":"rural"}],"n":3,"name":"-17777.77"}`: {"kind", "rows[0].area", "n"},
	} {
		raw, err := catalogOf(t, r).Flip(r.ID(), nil, []byte(in))
		require.NoError(t, err, in)
		var f rule.Flips
		require.NoError(t, json.Unmarshal(raw, &f))
		var got []string
		for _, one := range f.Flips {
			got = append(got, one.Path)
		}
		assert.Equal(t, want, got, in)
		e, err := catalogOf(t, r).FindEdges(r.ID(), nil, []byte(in), "n", "0", "9")
		require.NoError(t, err)
		require.Len(t, e.Segments, 2)
		assert.Empty(t, e.Segments[1].Answer[1].Jump, "a text has none, whatever it looks like")
		_, err = catalogOf(t, r).FindEdges(r.ID(), nil, []byte(in), "name", "0", "9")
		require.ErrorIs(t, err, rule.Invalid)
	}
}

// TestAThousandValuesAreVariedAndNoMore.
func TestAThousandValuesAreVariedAndNoMore(t *testing.T) {
	type row struct {
		N int64 `json:"n" zh:"数" en:"n" range:"[0,9]"`
	}
	type facts struct {
		Rows []row `json:"rows" zh:"行" en:"row"`
	}
	type policy struct {
		On bool `json:"on" zh:"是" en:"on"`
	}
	type answer struct {
		Off bool `json:"off" zh:"否" en:"off"`
	}
	off := step("off", "not {on}")
	r, err := rule.New(rule.Definition[policy, facts, answer]{
		ID: "sample.many", Version: 1, Title: rule.Text{ZH: "多", EN: "Many"}, Basis: []rule.Clause{notice}, Defaults: &policy{}, Steps: []*rule.Term{off},
		Kernel: func(p *policy, _ facts, tr *rule.Trace) (answer, error) {
			tr.Flag(off, !p.On)
			return answer{!p.On}, nil
		},
	})
	require.NoError(t, err)
	f, err := r.Flip(facts{make([]row, 1000)})
	require.NoError(t, err)
	assert.Len(t, f.Flips, 1000)
	_, err = r.Flip(facts{make([]row, 1001)})
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "1001", rule.Faults(err)[0].Value)
	f, err = r.FlipParameters(facts{make([]row, 1001)})
	require.NoError(t, err)
	assert.Len(t, f.Flips, 1)
}

// halves are whole numbers in Go that write themselves otherwise, as texts; quarters likewise, as numbers of JSON.
type (
	halves   int64
	quarters int64
)

func (h halves) Rat() *big.Rat                 { return big.NewRat(int64(h), 2) }
func (h halves) MarshalText() ([]byte, error)  { return []byte(h.Rat().FloatString(1)), nil }
func (h *halves) UnmarshalText(b []byte) error { return inParts((*int64)(h), string(b), 2) }

func (q quarters) Rat() *big.Rat                 { return big.NewRat(int64(q), 4) }
func (q quarters) MarshalJSON() ([]byte, error)  { return []byte(q.Rat().FloatString(2)), nil }
func (q *quarters) UnmarshalJSON(b []byte) error { return inParts((*int64)(q), string(b), 4) }

func inParts(n *int64, text string, parts int64) error {
	v, ok := new(big.Rat).SetString(text)
	if ok {
		v.Mul(v, big.NewRat(parts, 1))
	}
	if !ok || !v.IsInt() {
		return rule.Errors{{Code: rule.Invalid, Value: text, Reason: rule.Text{ZH: "应为" + strconv.FormatInt(parts, 10) + "分之一的倍数", EN: "must be a whole number of parts"}}}
	}
	*n = v.Num().Int64()
	return nil
}

// TestAFigureOfTheCallersRunsAsItWritesItself, whatever it is in Go; what its type does not read is refused.
func TestAFigureOfTheCallersRunsAsItWritesItself(t *testing.T) {
	type facts struct {
		Half    halves   `json:"half" zh:"半" en:"half"`
		Quarter quarters `json:"quarter" zh:"刻" en:"quarter"`
	}
	type answer struct {
		On bool `json:"on" zh:"是" en:"on"`
	}
	on := step("on", "{half} + {quarter} ≥ 2")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.parts", Version: 1, Title: rule.Text{ZH: "份", EN: "Parts"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{on},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			is := 2*int64(in.Half)+int64(in.Quarter) >= 8
			tr.Flag(on, is)
			return answer{is}, nil
		},
	})
	require.NoError(t, err)
	e, err := r.Edges(facts{Half: 3, Quarter: 1}, "half", "1.4", "2.1")
	require.NoError(t, err)
	assert.Equal(t, []string{"(1.4 1.4)", "1.5 1.5", "(1.6 1.9)", "2.0 2.0", "(2.1 2.1)"}, ranges(e))
	assert.Equal(t, "false true", e.Segments[1].Answer[0].First+" "+e.Segments[3].Answer[0].First)
	e, err = r.Edges(facts{Half: 3, Quarter: 1}, "quarter", "0.25", "0.50")
	require.NoError(t, err)
	got := ranges(e)
	assert.Equal(t, []string{"0.25 0.25", "0.50 0.50"}, []string{got[0], got[len(got)-1]})
	assert.Equal(t, "false true", e.Segments[0].Answer[0].First+" "+e.Segments[len(got)-1].Answer[0].First)
}
