package rule

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// dialled has a number of each type that can run, and some of what cannot.
type dialled struct {
	Paid   unit.Money        `json:"paid" range:"(0,12.34)"`
	Owed   unit.Money        `json:"owed" range:"(0.005,12.345)"`
	Sum    unit.Exact        `json:"sum"`
	Rate   unit.Rate         `json:"rate" range:"(0.005%,0.995%)"`
	Half   unit.Rate         `json:"half" range:"[0.25%,50%)"`
	Mille  unit.Rate         `json:"mille"`
	Times  unit.Rate         `json:"times"`
	Figure unit.Number       `json:"figure" range:"(0,7.5]"`
	Far    unit.Number       `json:"far" range:"[-100000000000000,100000000000000]"`
	Month  unit.Month        `json:"month"`
	Since  unit.Month        `json:"since" range:"[2021-01,2030-12]"`
	N      int64             `json:"n"`
	A      int8              `json:"a"`
	B      int16             `json:"b"`
	C      int32             `json:"c"`
	D      uint8             `json:"d"`
	E      uint16            `json:"e"`
	F      uint32            `json:"f"`
	G      uint64            `json:"g"`
	H      uint              `json:"h"`
	Small  Given[int32]      `json:"small,omitzero"`
	Long   Given[int64]      `json:"long,omitzero"`
	Spent  Given[unit.Money] `json:"spent,omitzero" range:"[0,1]"`
	Least  int64             `json:"least" range:"(-3,)"`
	Part   unit.Share        `json:"part"`
	Night  bool              `json:"night"`
	Name   string            `json:"name"`
	Rows   []dialledRow      `json:"rows"`
	Ages   []int64           `json:"ages"`
	Box    Given[dialledBox] `json:"box,omitzero"`
	Inner  dialledBox        `json:"inner"`
}

type dialledRow struct {
	N     int64      `json:"n" range:"[0,5)"`
	Rate  unit.Rate  `json:"rate"`
	Night bool       `json:"night"`
	Paid  unit.Money `json:"paid"`
}

type dialledBox struct {
	Rows []dialledRow `json:"rows"`
	N    int64        `json:"n"`
}

type dialledAnswer struct {
	OK bool `json:"ok"`
}

const dialledCase = `{"paid":"0.05","owed":"1.00","sum":"0.5","rate":"0.5%","half":"1.05%","mille":"3.5‰","times":"1.3×","figure":"1.50","far":"0.000000002",
"month":"2023-05","since":"2023-06","n":-7,"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"small":9,"spent":"0.75","least":11,"part":{"part":1,"whole":2},"night":false,"name":"12",
"rows":[{"n":2,"rate":"1%","night":false,"paid":"1.00"},{"n":3,"rate":"1%","night":true,"paid":"2.00"}],"ages":[70,2],"box":{"rows":[{"n":4,"rate":"1%","night":false,"paid":"1.00"}],"n":5},"inner":{"rows":[],"n":6}}`

// parsed is a tree of JSON.
func parsed(t *testing.T, text string) any {
	t.Helper()
	node, err := tree.Parse([]byte(text))
	require.NoError(t, err)
	return node
}

func dialledWorld(t *testing.T) *world {
	t.Helper()
	ok := &Term{ID: "ok", Label: Text{ZH: "可以", EN: "ok"}, Formula: "{n} > 0"}
	r, err := New(Definition[struct{}, dialled, dialledAnswer]{
		ID: "sample.dialled", Version: 1, Title: Text{ZH: "拨", EN: "Dialled"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &struct{}{}, Steps: []*Term{ok},
		Kernel: func(*struct{}, dialled, *Trace) (dialledAnswer, error) { return dialledAnswer{}, nil },
	})
	require.NoError(t, err)
	return r.scheme().world(nil, parsed(t, dialledCase))
}

// dialOf is the dial of a number by its path.
func dialOf(t *testing.T, w *world, path string, more ...string) dial {
	t.Helper()
	k, item, ok := w.place(path)
	require.True(t, ok, path)
	d, ok := w.dialAt(k, item, more...)
	require.True(t, ok, path)
	d.named(w.sch)
	return d
}

// TestEachNumberRunsInStepsOfItsOwnBetweenItsOwnEnds: its kind, decimals, what a step is worth, what it is and the first and last that its tag
// and its Go type allow, in steps.
func TestEachNumberRunsInStepsOfItsOwnBetweenItsOwnEnds(t *testing.T) {
	const far = "-9007199254740991 9007199254740991"
	w := dialledWorld(t)
	for path, want := range map[string]string{
		"paid": "money 2 1/100 5 1 1233", "owed": "money 2 1/100 100 1 1234", "sum": "money 2 1/100 50 " + far, "spent": "money 2 1/100 75 0 100",
		"rate": "ratio 2 1/10000 50 1 99%", "half": "ratio 2 1/10000 105 25 4999%", "mille": "ratio 2 1/100000 350 " + far + "‰", "times": "ratio 2 1/100 130 " + far + "×",
		"figure": "number 2 1/100 150 1 750", "far": "number 9 1/1000000000 2 " + far, "month": "month 0 1 24280 22800 26399", "since": "month 0 1 24281 24252 24371",
		"n": "count 0 1 -7 " + far, "a": "count 0 1 1 -128 127", "b": "count 0 1 2 -32768 32767", "c": "count 0 1 3 -2147483648 2147483647",
		"d": "count 0 1 4 0 255", "e": "count 0 1 5 0 65535", "f": "count 0 1 6 0 4294967295", "g": "count 0 1 7 0 9007199254740991", "h": "count 0 1 8 0 9007199254740991",
		"small": "count 0 1 9 -2147483648 2147483647", "least": "count 0 1 11 -2 9007199254740991", "rows[0].n": "count 0 1 2 0 4", "rows[1].n": "count 0 1 3 0 4",
		"rows[1].paid": "money 2 1/100 200 " + far, "box.rows[0].n": "count 0 1 4 0 4", "box.n": "count 0 1 5 " + far, "inner.n": "count 0 1 6 " + far,
	} {
		d := dialOf(t, w, path)
		assert.Equal(t, want, fmt.Sprintf("%s %d %s %d %d %d%s", d.kind, d.places, d.step, d.base, d.low, d.high, d.sign), path)
		assert.Equal(t, path, d.path)
		assert.Equal(t, OfFacts, d.part)
	}
	for _, path := range []string{"part", "night", "name", "long"} { // two counts, a truth value, a text, and what is not given
		k, item, ok := w.place(path)
		require.True(t, ok, path)
		_, ok = w.dialAt(k, item)
		assert.False(t, ok, path)
	}
	for more, want := range map[string]string{"0.12345": "3 1/100000 500", "0.1%": "2 1/10000 50", "0.0001‰": "5 1/10000000 50000", "1.234567891234": "7 1/1000000000 5000000", "2": "2 1/10000 50"} {
		d := dialOf(t, w, "rate", more, "1%")
		assert.Equal(t, want, fmt.Sprintf("%d %s %d", d.places, d.step, d.base), more)
	}
	d := dialOf(t, w, "figure", "2", "0.1234567")
	assert.Equal(t, "7 15000000", fmt.Sprintf("%d %d", d.places, d.base))
	k, _, _ := w.place("sum")
	w = dialledWorld(t)
	w.values[k][0] = valueOf(formula.Money, "0.125")
	_, ok := w.dialAt(k, 0)
	assert.False(t, ok, "no whole number of fen")
}

// TestAValueOfStepsIsWrittenAsItsFieldDoes, and read back.
func TestAValueOfStepsIsWrittenAsItsFieldDoes(t *testing.T) {
	money, amount := reflect.TypeFor[unit.Money](), reflect.TypeFor[unit.Exact]()
	for _, c := range []struct {
		d    dial
		x    int64
		want string
	}{
		{dial{kind: formula.Money, places: 2, typ: money}, 0, "0.00"}, {dial{kind: formula.Money, places: 2, typ: money}, 5, "0.05"}, {dial{kind: formula.Money, places: 2, typ: money}, -5, "-0.05"},
		{dial{kind: formula.Money, places: 2, typ: money}, 10, "0.10"}, {dial{kind: formula.Money, places: 2, typ: money}, 99, "0.99"}, {dial{kind: formula.Money, places: 2, typ: money}, 100, "1.00"},
		{dial{kind: formula.Money, places: 2, typ: money}, -12345, "-123.45"}, {dial{kind: formula.Money, places: 2, typ: amount}, 50, "0.5"}, {dial{kind: formula.Money, places: 2, typ: amount}, -100, "-1"},
		{dial{kind: formula.Count}, 0, "0"}, {dial{kind: formula.Count}, 7, "7"}, {dial{kind: formula.Count}, -70, "-70"}, {dial{kind: formula.Count}, 100, "100"},
		{dial{kind: formula.Number}, 10, "10"}, {dial{kind: formula.Number, places: 1}, 0, "0.0"}, {dial{kind: formula.Number, places: 3}, 12, "0.012"}, {dial{kind: formula.Number, places: 3}, 1200, "1.200"},
		{dial{kind: formula.Number, places: 9}, -1, "-0.000000001"},
		{dial{kind: formula.Ratio, places: 2, sign: "%"}, 0, "0%"}, {dial{kind: formula.Ratio, places: 2, sign: "%"}, 1, "0.01%"}, {dial{kind: formula.Ratio, places: 2, sign: "%"}, 150, "1.5%"},
		{dial{kind: formula.Ratio, places: 2, sign: "%"}, 10_000, "100%"}, {dial{kind: formula.Ratio, places: 2, sign: "%"}, -1_050, "-10.5%"}, {dial{kind: formula.Ratio, places: 3, sign: "‰"}, 997, "0.997‰"},
		{dial{kind: formula.Ratio, places: 2, sign: "×"}, 130, "1.3×"}, {dial{kind: formula.Month}, 2023*12 + 6, "2023-07"}, {dial{kind: formula.Month}, 11, "0000-12"},
	} {
		c.d.step = stepOf(c.d.places + shiftOf(c.d.sign))
		assert.Equal(t, c.want, c.d.text(c.x))
		x, bad, why := c.d.steps(c.want)
		assert.Equal(t, []any{c.x, Code(""), Text{}}, []any{x, bad, why}, c.want)
		assert.Equal(t, exact.Int(c.x).Mul(c.d.step).String(), stepsWorth(c.d, c.x), c.want)
	}
	for places, want := range []string{"1", "1/10", "1/100", "1/1000"} {
		assert.Equal(t, want, stepOf(places).String())
	}
	for text, want := range map[string]int{"": 0, "5": 0, "5.": 0, "5.0": 1, "5.09%": 2, "5.9x9": 1, "0.123456789": 9, "0.1234567891": 9, ".5": 1, "1.5/2": 1, "1.5:2": 1} {
		assert.Equal(t, want, placesOf(text), text)
	}
	for text, want := range map[string]string{"1/3": "1/3", "1/2": "0.5", "7": "7", "-7/4": "-1.75", "1/4096": "0.000244140625", "1/8192": "1/8192", "0": "0"} {
		d := exact.Of(mustRat(t, text))
		assert.Equal(t, want, exactText(d), text)
	}
}

func stepsWorth(d dial, x int64) string {
	v := d.running(x, 3)
	form, _ := v.Form()
	at, _ := form.At(0)
	return at.String()
}

// TestHowFarAValueLiesIsToldWithItsSign, of months how many.
func TestHowFarAValueLiesIsToldWithItsSign(t *testing.T) {
	d := dial{kind: formula.Money, places: 2, typ: reflect.TypeFor[unit.Money](), step: exact.Frac(1, 100), base: 250}
	m := dial{kind: formula.Month, step: exact.Int(1), base: 24280}
	r := dial{kind: formula.Ratio, places: 2, sign: "%", step: exact.Frac(1, 10_000), base: 5_500}
	for _, c := range []struct {
		d    dial
		x    int64
		want string
	}{{d, 251, "+0.01"}, {d, 249, "-0.01"}, {d, 250, "+0.00"}, {d, -250, "-5.00"}, {m, 24281, "+1"}, {m, 24268, "-12"}, {m, 24280, "+0"}, {r, 5_650, "+1.5%"}, {r, 0, "-55%"}} {
		assert.Equal(t, c.want, c.d.by(c.x))
	}
	assert.Equal(t, []string{"0.01", "1", "0.01%"}, []string{d.unitText(), m.unitText(), r.unitText()})
	assert.Equal(t, []int64{300, 3, 30_000}, []int64{d.whole(3), m.whole(3), r.whole(3)})
	assert.Equal(t, []string{"50", "0.5", "5000"}, []string{exactText(d.perUnit(exact.Frac(1, 2))), exactText(m.perUnit(exact.Frac(1, 2))), exactText(r.perUnit(exact.Frac(1, 2)))})
}

// TestAnEndIsReadOrSaidWhatItMustBe, with its code and the range; nothing is read of what is refused.
func TestAnEndIsReadOrSaidWhatItMustBe(t *testing.T) {
	money := dial{kind: formula.Money, places: 2, typ: reflect.TypeFor[unit.Money](), step: exact.Frac(1, 100)}
	count, month := dial{kind: formula.Count, step: exact.Int(1)}, dial{kind: formula.Month, step: exact.Int(1)}
	noMonth := Text{ZH: "超出范围：应在0000-01至9999-12之间", EN: "out of range: must be 0000-01 to 9999-12"}
	noCount := Text{ZH: "超出范围：应在-9007199254740991至9007199254740991之间", EN: "out of range: must be -9007199254740991 to 9007199254740991"}
	fen := Text{ZH: "应为金额，且为步长0.01的整数倍", EN: "must be an amount of money, in steps of 0.01"}
	for _, c := range []struct {
		d    dial
		text string
		x    int64
		bad  Code
		why  Text
	}{
		{money, "1.25", 125, "", Text{}}, {money, "1.255", 0, Syntax, fen}, {money, "x", 0, Syntax, fen}, {money, "2021-07", 0, Syntax, fen}, {money, "12345-07", 0, Syntax, fen},
		{count, "1.5", 0, Syntax, Text{ZH: "应为整数", EN: "must be a whole number"}}, {count, "9007199254740991", farSteps, "", Text{}}, {count, "-9007199254740991", -farSteps, "", Text{}},
		{count, "9007199254740992", 0, Range, noCount}, {count, "-9007199254740992", 0, Range, noCount}, {count, "99999999999999999999", 0, Range, noCount}, {count, "-99999999999999999999", 0, Range, noCount},
		{month, "0000-01", 0, "", Text{}}, {month, "9999-12", 9999*12 + 11, "", Text{}}, {month, "2021-13", 0, Syntax, Text{}}, {month, "10000-01", 0, Range, noMonth}, {month, "20210-07", 0, Range, noMonth},
		{month, "20210-13", 0, Syntax, Text{}}, {month, "2021x-07", 0, Syntax, Text{}}, {month, "202-07", 0, Syntax, Text{}}, {month, "202107", 0, Syntax, Text{}}, {month, "-2021-07", 0, Syntax, Text{}},
	} {
		x, bad, why := c.d.steps(c.text)
		assert.Equal(t, []any{c.x, c.bad}, []any{x, bad}, "%s %s", c.d.kind, c.text)
		if _, err := unit.ParseMonth(c.text); c.bad == Syntax && c.d.kind == formula.Month {
			c.why = Faults(err)[0].Reason // which says what a month is
		} else if _, err := formula.ParseValue(c.d.kind, c.text); c.bad == Syntax && err != nil { // what is wrong with it stands before
			assert.Regexp(t, "^.+；"+c.why.ZH+"$", why.ZH)
			assert.Regexp(t, "^.+; it "+c.why.EN+"$", why.EN)
			continue
		}
		assert.Equal(t, c.why, why, "%s %s", c.d.kind, c.text)
	}
	low, high := month.ends()
	assert.Equal(t, []int64{0, 119_999}, []int64{low, high})
}

// TestADialIsSetInAValueOfTheCallersOwn, as JSON would have it, and what the field cannot hold is refused by its value.
func TestADialIsSetInAValueOfTheCallersOwn(t *testing.T) {
	w := dialledWorld(t)
	fresh := func() reflect.Value {
		var in dialled
		require.NoError(t, decode(parsed(t, dialledCase), reflect.ValueOf(&in).Elem()))
		return reflect.ValueOf(&in).Elem()
	}
	at := func(root reflect.Value, path string) string {
		node, err := treeOf(root.Addr().Interface())
		require.NoError(t, err)
		k, item, ok := w.sch.world(nil, node).place(path)
		require.True(t, ok, path)
		return w.sch.world(nil, node).texts[k][item]
	}
	for path, c := range map[string]struct {
		x    int64
		want string
	}{
		"paid": {1234, "12.34"}, "sum": {75, "0.75"}, "rate": {75, "0.75%"}, "mille": {10, "0.1‰"}, "times": {5, "0.05×"}, "figure": {120, "1.20"}, "month": {24281, "2023-06"}, "n": {-9, "-9"},
		"a": {-128, "-128"}, "b": {32767, "32767"}, "d": {255, "255"}, "e": {0, "0"}, "g": {12, "12"}, "small": {-8, "-8"}, "spent": {5, "0.05"}, "rows[1].n": {4, "4"}, "rows[0].rate": {5, "0.05%"},
		"rows[1].paid": {-5, "-0.05"}, "box.rows[0].n": {1, "1"}, "box.rows[0].paid": {1, "0.01"}, "box.n": {2, "2"}, "inner.n": {3, "3"},
	} {
		d, root := dialOf(t, w, path), fresh()
		was := at(root, path)
		require.NotEqual(t, c.want, was)
		set := d.setter(root)
		require.NoError(t, set(c.x), path)
		assert.Equal(t, c.want, at(root, path), path)
		require.NoError(t, set(d.base), path)
		assert.Equal(t, was, at(root, path), path)
		all, err := json.Marshal(root.Interface())
		require.NoError(t, err)
		again, err := json.Marshal(fresh().Interface())
		require.NoError(t, err)
		assert.JSONEq(t, string(again), string(all), "nothing else is set with %s", path)
	}
	for path, beyond := range map[string][]int64{"a": {-129, 128}, "b": {-32769, 32768}, "c": {1 << 31}, "d": {-1, 256}, "e": {-1, 65536}, "f": {1 << 32}, "g": {-1}} {
		for _, x := range beyond {
			d, root := dialOf(t, w, path), fresh()
			err := d.setter(root)(x)
			assert.Equal(t, Errors{{Code: Range, Value: fmt.Sprint(x), Reason: Text{ZH: "超出此项可取的范围", EN: "beyond what the field can hold"}}}, err, path)
			assert.Equal(t, w.texts[d.given][0], at(root, path))
		}
	}
	d := dialOf(t, w, "paid")
	assert.Error(t, d.setter(fresh())(1<<62), "more than there can be")
	d.path = "box.rows[0].night"
	root := fresh()
	require.NoError(t, d.write(root, "true"), "within what need not be given")
	assert.Equal(t, "true", at(root, d.path))
	for path, want := range map[string]string{"night": "true", "rows[1].night": "false"} {
		d.path = path
		require.NoError(t, d.write(root, want))
		assert.Equal(t, want, at(root, path))
	}
	for _, path := range []string{"paid", "n", "d", "rows[1].n", "inner.n"} {
		set := dialOf(t, w, path)
		put := set.setter(root)
		assert.Zero(t, testing.AllocsPerRun(10, func() { _ = put(3) }), "what most cases run is set in place: %s", path)
	}
	for _, path := range []string{"nothing", "paid.more", "n.more", "name.more", "rows[2].n.x", "nothing[0].n", "inner.none"} {
		d.path = path
		if path != "rows[2].n.x" {
			p := settable(root, path)
			assert.False(t, p.IsValid(), path)
			f := Faults(d.write(root, "1"))
			require.Len(t, f, 1, path)
			assert.Equal(t, []any{UnknownField, whyUnknown, true}, []any{f[0].Code, f[0].Reason, strings.HasSuffix(path, f[0].Field)}, path)
		}
	}
}

// TestALeafIsReplacedWhereItStands: a text stays one, anything else is read as JSON; where nothing stands the path is unknown.
func TestALeafIsReplacedWhereItStands(t *testing.T) {
	const had = `{"a":"1","b":{"c":2,"d":[{"e":3},{"e":"4"}],"f":[5,6]}}`
	for path, want := range map[string]string{
		"a": `{"a":"9","b":{"c":2,"d":[{"e":3},{"e":"4"}],"f":[5,6]}}`, "b.c": `{"a":"1","b":{"c":9,"d":[{"e":3},{"e":"4"}],"f":[5,6]}}`, "b.d[0].e": `{"a":"1","b":{"c":2,"d":[{"e":9},{"e":"4"}],"f":[5,6]}}`,
		"b.d[1].e": `{"a":"1","b":{"c":2,"d":[{"e":3},{"e":"9"}],"f":[5,6]}}`, "b.f[1]": `{"a":"1","b":{"c":2,"d":[{"e":3},{"e":"4"}],"f":[5,9]}}`,
	} {
		node, err := replaced(parsed(t, had), path, "9")
		require.NoError(t, err, path)
		assert.Equal(t, want, tree.String(node), path)
	}
	for path, field := range map[string]string{"x": "x", "b.x": "x", "b.d[2].e": "d[2].e", "a.x": "x", "b.c[0]": "c[0]", "b.f[2]": "f[2]"} {
		_, err := replaced(parsed(t, had), path, "9")
		assert.Equal(t, Errors{{Code: UnknownField, Field: field, Reason: whyUnknown}}, err, path)
	}
	_, err := replaced(parsed(t, had), "b.c", "no number")
	assert.Error(t, err)
}

func mustRat(t *testing.T, text string) *big.Rat {
	t.Helper()
	v, ok := new(big.Rat).SetString(text)
	require.True(t, ok, text)
	return v
}
