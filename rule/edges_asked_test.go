package rule_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// grid asks for the side of a square of which so much is worth a hundred: of nothing there is no such square, which no formula follows.
type gridPolicy struct {
	Worth unit.Money `json:"worth" zh:"价值（元）" en:"worth (yuan)" range:"(0,)"`
}

type gridFacts struct {
	Per  int64      `json:"per" zh:"每格" en:"for each" range:"[1,10000]"`
	Paid unit.Money `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,)"`
}

type gridAnswer struct {
	Side   int64 `json:"side" zh:"边长" en:"side"`
	Double int64 `json:"double" zh:"两倍" en:"double"`
	Bought int64 `json:"bought" zh:"购得边长" en:"side bought"`
}

var gridSteps = struct{ side, double, bought rule.Term }{
	rule.Term{ID: "side", Label: rule.Text{ZH: "边长", EN: "side"}, Formula: "least n: n × n × {per} ≥ 100"},
	rule.Term{ID: "double", Label: rule.Text{ZH: "两倍", EN: "double"}, Formula: "2 × {per}"},
	rule.Term{ID: "bought", Label: rule.Text{ZH: "购得边长", EN: "side bought"}, Formula: "least n: n × n × {paid} ≥ {worth}"},
}

var grid = rule.MustNew(rule.Definition[gridPolicy, gridFacts, gridAnswer]{
	ID: "sample.grid", Version: 1, Title: rule.Text{ZH: "格", EN: "Grid"}, Basis: []rule.Clause{notice}, Defaults: &gridPolicy{unit.Yuan(100)},
	Steps: []*rule.Term{&gridSteps.side, &gridSteps.double, &gridSteps.bought},
	Kernel: func(_ *gridPolicy, in gridFacts, t *rule.Trace) (out gridAnswer, err error) {
		if in.Per < 1 || in.Per > 10_000 || in.Paid.Sign() <= 0 {
			return out, rule.Refused
		}
		out = gridAnswer{Side: sideOf((100 + in.Per - 1) / in.Per), Double: 2 * in.Per, Bought: sideOf((10_000 + in.Paid.Fen() - 1) / in.Paid.Fen())}
		t.Count(&gridSteps.side, out.Side)
		t.Count(&gridSteps.double, out.Double)
		t.Count(&gridSteps.bought, out.Bought)
		return out, nil
	},
})

// TestACountThatCannotBeFollowedIsAskedValueByValue: its segments are lines through what the rule says of each, and none is left out; an
// amount, and more than 4,096 values, are not asked so.
func TestACountThatCannotBeFollowedIsAskedValueByValue(t *testing.T) {
	in := gridFacts{Per: 4, Paid: unit.Yuan(1)}
	e, err := grid.Edges(in, "per", "0", "12")
	require.NoError(t, err)
	assert.Equal(t, "for each from 0 to 12 (in this case 4)\n  0  refused: must be at least 1 and at most 10000\n"+
		"  1 to 3  side 10→6 (−2 for each 1 more); double 2→6 (+2 for each 1 more); side bought 10\n"+
		"  4 to 6  side 5 (a jump of +1); double 8→12 (+2 for each 1 more); side bought 10\n"+
		"  7 to 11  side 4 (a jump of −1); double 14→22 (+2 for each 1 more); side bought 10\n"+
		"  12  side 3 (a jump of −1); double 24; side bought 10\n", e.Text(rule.English))
	for x := range int64(13) {
		cells, err := e.At(strconv.FormatInt(x, 10))
		want, refused := grid.Eval(gridFacts{Per: x, Paid: in.Paid})
		require.Equal(t, refused == nil, err == nil, x)
		if refused != nil {
			assert.Zero(t, x)
			continue
		}
		assert.Equal(t, []string{strconv.FormatInt(want.Side, 10), strconv.FormatInt(want.Double, 10), "10"}, []string{cells[0].Text, cells[1].Text, cells[2].Text}, x)
	}
	for _, s := range e.Segments {
		assert.Empty(t, s.Because)
	}
	e, err = grid.Edges(in, "per", "0", "4095")
	require.NoError(t, err)
	assert.Equal(t, "100 4095", ranges(e)[len(ranges(e))-1])
	for _, c := range [][3]string{{"per", "0", "4096"}, {"paid", "0", "10"}} {
		_, err = grid.Edges(in, c[0], c[1], c[2])
		require.ErrorIs(t, err, rule.NotWhole, c)
		assert.Contains(t, err.Error(), "cannot be followed piece by piece", c)
	}
}

// TestAValueBesideARefusalIsHeldAgainstItsFormula: what the rule says at the last amount before it refuses is its formula's, or there are no
// edges.
func TestAValueBesideARefusalIsHeldAgainstItsFormula(t *testing.T) {
	type answer struct {
		Left unit.Money `json:"left" zh:"余额（元）" en:"left (yuan)"`
	}
	left := &rule.Term{ID: "left", Label: rule.Text{ZH: "余额", EN: "left"}, Formula: "2 × {income}"}
	for last, whole := range map[int64]bool{62_317: true, 62_318: false} { // in fen; refused above
		r, err := rule.New(rule.Definition[none, spikeFacts, answer]{
			ID: "sample.left", Version: 1, Title: rule.Text{ZH: "余额", EN: "Left"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{left},
			Kernel: func(_ *none, in spikeFacts, tr *rule.Trace) (out answer, err error) {
				fen := in.Income.Fen()
				if fen < 0 || fen > last {
					return out, rule.Refused
				}
				if fen *= 2; fen == 2*62_318 {
					fen++
				}
				out.Left, err = unit.MoneyFromFen(fen)
				tr.Money(left, out.Left)
				return out, err
			},
		})
		require.NoError(t, err)
		e, err := r.Edges(spikeFacts{}, "income", "0", "10000")
		if whole {
			require.NoError(t, err)
			assert.Equal(t, []string{"0.00 623.17", "(623.18 10000.00)"}, ranges(e))
			continue
		}
		require.ErrorIs(t, err, rule.NotWhole)
		assert.Contains(t, err.Error(), "with income at 623.18 its formula gives")
	}
}

// TestAnItemOfAListWithinAStructThatNeedNotBeGivenRuns, and an item that is not there is no field.
func TestAnItemOfAListWithinAStructThatNeedNotBeGivenRuns(t *testing.T) {
	type row struct {
		N    int64      `json:"n" zh:"件数" en:"pieces"`
		Rate unit.Rate  `json:"rate" zh:"比率" en:"rate"`
		Paid unit.Money `json:"paid" zh:"已付（元）" en:"paid (yuan)"`
	}
	type box struct {
		Rows []row `json:"rows" zh:"行" en:"row"`
	}
	type facts struct {
		Box rule.Given[box] `json:"box,omitzero" zh:"箱" en:"box"`
	}
	type answer struct {
		Sum int64 `json:"sum" zh:"合计" en:"sum"`
	}
	sum := step("sum", "sum({box.rows.n})")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.box", Version: 1, Title: rule.Text{ZH: "箱", EN: "Box"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{sum},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (out answer, err error) {
			b, _ := in.Box.Get()
			for _, r := range b.Rows {
				out.Sum += r.N
			}
			tr.Count(sum, out.Sum)
			return out, nil
		},
	})
	require.NoError(t, err)
	in := facts{Box: rule.Give(box{Rows: []row{{N: 3, Rate: unit.Percent(1)}, {N: 4, Rate: unit.Percent(1)}}})}
	for _, c := range [][4]string{
		{"box.rows[0].n", "0", "9", "0 to 9  sum 4→13 (+1 for each 1 more)"}, {"box.rows[1].n", "0", "9", "0 to 9  sum 3→12 (+1 for each 1 more)"},
		{"box.rows[1].rate", "0%", "9%", "0% to 9%  sum 7"}, {"box.rows[1].paid", "0", "9", "0.00 to 9.00  sum 7"},
	} {
		e, err := r.Edges(in, c[0], c[1], c[2])
		require.NoError(t, err, c)
		_, segments, _ := strings.Cut(e.Text(rule.English), "\n")
		assert.Equal(t, "  "+c[3]+"\n", segments, c)
	}
	_, err = r.Edges(in, "box.rows[2].n", "0", "9")
	assert.ErrorIs(t, err, rule.UnknownField)
	got, _ := in.Box.Get()
	assert.Equal(t, []int64{3, 4}, []int64{got.Rows[0].N, got.Rows[1].N}, "the caller's own is left as it was")
}

// TestACountRunsWithinItsGoType: what the type does not hold is refused for certain, however far.
func TestACountRunsWithinItsGoType(t *testing.T) {
	type facts struct {
		A int8   `json:"a" zh:"甲" en:"a"`
		B int16  `json:"b" zh:"乙" en:"b"`
		C int32  `json:"c" zh:"丙" en:"c"`
		D uint8  `json:"d" zh:"丁" en:"d"`
		E uint16 `json:"e" zh:"戊" en:"e"`
		F uint32 `json:"f" zh:"己" en:"f"`
		G uint64 `json:"g" zh:"庚" en:"g"`
		H uint   `json:"h" zh:"辛" en:"h"`
	}
	type answer struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	n := step("n", "7")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.widths", Version: 1, Title: rule.Text{ZH: "宽", EN: "Widths"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{n},
		Kernel: func(_ *none, _ facts, tr *rule.Trace) (answer, error) {
			tr.Count(n, 7)
			return answer{7}, nil
		},
	})
	require.NoError(t, err)
	for path, want := range map[string]string{
		"a": "(-9000000000 -129) -128 127 (128 9000000000)", "b": "(-9000000000 -32769) -32768 32767 (32768 9000000000)",
		"c": "(-9000000000 -2147483649) -2147483648 2147483647 (2147483648 9000000000)", "d": "(-9000000000 -1) 0 255 (256 9000000000)",
		"e": "(-9000000000 -1) 0 65535 (65536 9000000000)", "f": "(-9000000000 -1) 0 4294967295 (4294967296 9000000000)",
		"g": "(-9000000000 -1) 0 9000000000", "h": "(-9000000000 -1) 0 9000000000",
	} {
		e, err := r.Edges(facts{}, path, "-9000000000", "9000000000")
		require.NoError(t, err, path)
		assert.Equal(t, want, strings.Join(ranges(e), " "), path)
		for _, s := range e.Segments {
			assert.False(t, s.Sampled, "%s %s", path, s.From)
		}
	}
}
