package rule_test

import (
	"fmt"
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// square asks for least numbers that no line gives: the side of a square of so many tiles, and of as many as so much money buys.
type squarePolicy struct {
	Price unit.Money `json:"price" zh:"单价（元）" en:"price (yuan)" range:"(0,)"`
}

type squareFacts struct {
	Tiles int64      `json:"tiles" zh:"块数" en:"tiles" range:"[0,100000]"`
	Paid  unit.Money `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,)"`
}

type squareAnswer struct {
	Side int64 `json:"side" zh:"边长" en:"side"`
	Paid int64 `json:"bought" zh:"购得边长" en:"side bought"`
}

var squareSteps = struct{ side, bought rule.Term }{
	rule.Term{ID: "side", Label: rule.Text{ZH: "边长", EN: "side"}, Formula: "least n: n × n ≥ {tiles}"},
	rule.Term{ID: "bought", Label: rule.Text{ZH: "购得边长", EN: "side bought"}, Formula: "least n: n × n × {price} ≥ {paid}"},
}

func squareDefinition() rule.Definition[squarePolicy, squareFacts, squareAnswer] {
	return rule.Definition[squarePolicy, squareFacts, squareAnswer]{
		ID: "sample.square", Version: 1, Title: rule.Text{ZH: "方", EN: "Square"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{&squareSteps.side, &squareSteps.bought},
		Kernel: func(p *squarePolicy, in squareFacts, t *rule.Trace) (out squareAnswer, err error) {
			if in.Tiles < 0 || in.Tiles > 100_000 || in.Paid.Sign() < 0 {
				return out, rule.Refused
			}
			out.Side, out.Paid = sideOf(in.Tiles), sideOf((in.Paid.Fen()+p.Price.Fen()-1)/p.Price.Fen())
			t.Count(&squareSteps.side, out.Side)
			t.Count(&squareSteps.bought, out.Paid)
			return out, nil
		},
	}
}

var square = rule.MustNew(squareDefinition()).Under(squarePolicy{unit.Yuan(1)})

// sideOf is the least side of a square of as many tiles.
func sideOf(tiles int64) int64 {
	n := new(big.Int).Sqrt(big.NewInt(tiles)).Int64()
	if n*n < tiles {
		n++
	}
	return n
}

const noVerdict = "\n  the rule gives no verdict: it is asked only whether this number is zero; the thresholds of each fact tell how else it changes\n"

// TestALeastNumberTurnsWhereverItChanges: one tile beyond each square, one fen beyond each square of yuan, to the tag's end and as
// far as numbers are run.
func TestALeastNumberTurnsWhereverItChanges(t *testing.T) {
	e, err := square.Edges(squareFacts{Tiles: 3}, "tiles", "-2", "17")
	require.NoError(t, err)
	const turned = " (a jump of +1); side bought 0  turned: least n: n × n ≥ tiles [sample-1]\n"
	assert.Equal(t, "tiles from -2 to 17 (in this case 3)\n  -2 to -1  refused: must be at least 0 and at most 100000\n  0  side 0; side bought 0\n"+
		"  1  side 1"+turned+"  2 to 4  side 2"+turned+"  5 to 9  side 3"+turned+"  10 to 16  side 4"+turned+"  17  side 5"+turned, e.Text(rule.English))
	all, err := square.Thresholds(squareFacts{Tiles: 3})
	require.NoError(t, err)
	require.Len(t, all, 317+1000, "squares below 100,000 tiles, and below a million yuan")
	for i, h := range all {
		want := strconv.Itoa(i*i + 1)
		if n := i - 317; n >= 0 {
			want = strconv.Itoa(n*n) + ".01"
		}
		require.Equal(t, want, h.At)
		require.Empty(t, h.Fault)
		require.Contains(t, h.Turned.EN, "least n: n × n")
	}
	f, err := square.Flip(squareFacts{Tiles: 3})
	require.NoError(t, err)
	assert.Equal(t, "side: not zero\n  tiles 3 fewer (0): zero  turned: side: least n: n × n ≥ tiles [sample-1]\n  no value alone makes it zero: paid"+noVerdict, f.Text(rule.English))
	assert.Equal(t, "边长: 不为零\n  块数 减少3（至0）：为零  转折：边长：最小整数n，使n × n ≥ 块数 [sample-1]\n  单独变动不使其变为零：已付\n  规则不给出是非或选项的结论，只看此数是否为零；其余变化请查看各项的临界点\n", f.Text(rule.Chinese))
	f, err = square.Flip(squareFacts{})
	require.NoError(t, err)
	assert.Equal(t, "side: zero\n  tiles 1 more (1): not zero  turned: side: least n: n × n ≥ tiles [sample-1]\n  no value alone makes it other than zero: paid"+noVerdict, f.Text(rule.English))
}

// slope has two comparisons that turn where both courses meet.
type slopeAnswer struct {
	Lack  unit.Money `json:"lack" zh:"差额（元）" en:"lack (yuan)"`
	Short unit.Money `json:"short" zh:"不足（元）" en:"short (yuan)"`
	Above bool       `json:"above" zh:"高于" en:"above"`
}

func slope(t *testing.T, above string, isAbove func(income, at int64) bool) rule.Rule[spikePolicy, spikeFacts, slopeAnswer] {
	steps := []*rule.Term{
		{ID: "lack", Label: rule.Text{ZH: "差额", EN: "lack"}, Formula: "max({at} − {income}, 0)"},
		{ID: "short", Label: rule.Text{ZH: "不足", EN: "short"}, Formula: "if({income} ≥ {at}, 0, {at} − {income})"},
		{ID: "above", Label: rule.Text{ZH: "高于", EN: "above"}, Formula: above},
	}
	r, err := rule.New(rule.Definition[spikePolicy, spikeFacts, slopeAnswer]{
		ID: "sample.slope", Version: 1, Title: rule.Text{ZH: "坡", EN: "Slope"}, Basis: []rule.Clause{notice}, Steps: steps,
		Kernel: func(p *spikePolicy, in spikeFacts, tr *rule.Trace) (out slopeAnswer, err error) {
			if in.Income.Sign() < 0 {
				return out, rule.Refused
			}
			if out.Lack, err = unit.MoneyFromFen(max(p.At.Fen()-in.Income.Fen(), 0)); err != nil {
				return out, err
			}
			out.Short, out.Above = out.Lack, isAbove(in.Income.Fen(), p.At.Fen())
			tr.Money(steps[0], out.Lack)
			tr.Money(steps[1], out.Short)
			tr.Flag(steps[2], out.Above)
			return out, nil
		},
	})
	require.NoError(t, err)
	return r.Under(spikePolicy{At: unit.Yuan(5)})
}

// TestWhereTwoComparisonsMeetThereIsOneEdge: a point at which both courses are the same is no segment of its own, and belongs where the
// rest of the answer does.
func TestWhereTwoComparisonsMeetThereIsOneEdge(t *testing.T) {
	for _, c := range []struct {
		above   string
		isAbove func(income, at int64) bool
		want    []string
		turned  int
	}{
		{"{income} > {at}", func(income, at int64) bool { return income > at }, []string{"0.00 5.00", "5.01 9.00"}, 1},
		{"{income} ≥ {at}", func(income, at int64) bool { return income >= at }, []string{"0.00 4.99", "5.00 9.00"}, 2},
		{"{income} > 2 × {at}", func(income, at int64) bool { return income > 2*at }, []string{"0.00 4.99", "5.00 9.00"}, 1},
	} {
		e, err := slope(t, c.above, c.isAbove).Edges(spikeFacts{}, "income", "0", "9")
		require.NoError(t, err)
		assert.Equal(t, c.want, ranges(e), c.above)
		require.Len(t, e.Segments, 2)
		assert.GreaterOrEqual(t, len(e.Segments[1].Because), c.turned, c.above)
		assert.Empty(t, e.Segments[0].Because)
		for _, k := range []int{0, 1} {
			last := e.Segments[1].Answer[k]
			assert.Equal(t, []string{"0.00", "0.00", "constant", "0"}, []string{last.First, last.Last, string(last.Shape), last.Jump}, c.above)
		}
		for at, want := range map[string]string{"0": "5", "4.99": "0.01", "5": "0", "5.01": "0", "9": "0"} {
			cells, err := e.At(at)
			require.NoError(t, err)
			assert.Zero(t, number(t, cells[0].Text).Cmp(number(t, want)), "%s at %s", cells[0].Text, at)
			assert.Equal(t, cells[0].Text, cells[1].Text)
		}
	}
}

// TestItemsOfLongListsAreFoundByTheirPlace, and a path that is none is not one.
func TestItemsOfLongListsAreFoundByTheirPlace(t *testing.T) {
	h := earning(Rural, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22)
	for i := range h.Members {
		path := fmt.Sprintf("members[%d].income", i)
		e, err := Relief.Edges(h, path, "0", "1000")
		require.NoError(t, err)
		assert.Equal(t, unit.Yuan(int32(10+i)).String(), e.Value)
		assert.Equal(t, "member "+strconv.Itoa(i+1)+" income a month (yuan)", e.Label.EN)
		assert.Equal(t, []string{"0.00 600.00", "600.01 1000.00"}, ranges(e))
	}
	for _, path := range []string{"members[13].income", "members[1 ].income", "members[+1].income", "members[].income", "members[1.income", "members[-1].income", "members[:].income", "members[<].income",
		"members[99999999999999999999].income", "members", "members[0]", "area[0]", ""} {
		_, err := Relief.Edges(h, path, "0", "1")
		assert.ErrorIs(t, err, rule.UnknownField, path)
	}
}

// TestWhatTheWorkOfACallDoesNotReachIsSaid: a side that money buys turns three million times on the way to all the money there can be, and
// a thousand times on the way down to none.
func TestWhatTheWorkOfACallDoesNotReachIsSaid(t *testing.T) {
	_, err := square.Edges(squareFacts{}, "paid", "0", "9000000000000")
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Contains(t, err.Error(), "too many turns for the work that one call may do: give a smaller range")
	d := squareDefinition()
	d.Outcome = "bought"
	r, err := rule.New(d)
	require.NoError(t, err)
	f, err := r.Under(squarePolicy{unit.Yuan(1)}).Flip(squareFacts{Paid: unit.Yuan(10_000)})
	require.NoError(t, err)
	assert.Equal(t, "side bought: not zero\n  paid lower by 10000.00 yuan (0.00 yuan): zero  turned: side bought: least n: n × n × price ≥ paid [sample-1]\n"+
		"  paid: upwards: looked at as far as 257861046.00, not to the end: the work that one call may do is used up; look at its thresholds in a smaller range\n  no value alone makes it zero: tiles"+noVerdict, f.Text(rule.English))
	assert.Equal(t, "paid", f.Flips[1].Fault[0].Field)
	assert.Contains(t, f.Flips[1].Fault[0].Reason.ZH, "向上：只查看至257861046.00，未查看完：已达一次调用的工作量上限")

	h := Household{Area: Rural, Members: make([]Member, 500)} // an income and an age of each, a place and a property
	_, err = Relief.Flip(h)
	require.ErrorIs(t, err, rule.Range)
	assert.Contains(t, err.Error(), "at most 1000")
	h.Members = h.Members[1:]
	_, err = Relief.Flip(h)
	require.NoError(t, err)
}

// TestListsWithinListsAreNotFollowed, and each door says so of the same field.
func TestListsWithinListsAreNotFollowed(t *testing.T) {
	type room struct {
		Beds []struct {
			Taken bool `json:"taken" zh:"占用" en:"taken"`
		} `json:"beds" zh:"床" en:"bed"`
	}
	type facts struct {
		N     int64  `json:"n" zh:"数" en:"n"`
		Rooms []room `json:"rooms" zh:"室" en:"room"`
	}
	type answer struct {
		N int64 `json:"count" zh:"数" en:"count"`
	}
	count := step("count", "{n}")
	r, err := rule.New(rule.Definition[none, facts, answer]{
		ID: "sample.rooms", Version: 1, Title: rule.Text{ZH: "室", EN: "Rooms"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{count},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			tr.Count(count, in.N)
			return answer{in.N}, nil
		},
	})
	require.NoError(t, err)
	_, edges := r.Edges(facts{}, "n", "0", "1")
	_, flips := r.Flip(facts{})
	_, thresholds := r.Thresholds(facts{})
	_, decided := r.Decide([]byte(`{"n":1}`))
	for door, err := range map[string]error{"edges": edges, "flips": flips, "thresholds": thresholds, "decide": decided} {
		require.ErrorIs(t, err, rule.NotWhole, door)
		assert.Equal(t, []string{"rooms.beds"}, fieldsOf(err)[:1], door)
		assert.Contains(t, err.Error(), "lists within lists", door)
	}
}
