package rule

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type rowItem struct {
	Name   string        `json:"name"`
	Amount unit.Money    `json:"amount"`
	Maybe  Given[string] `json:"maybe,omitzero"`
}

type rowAll struct {
	Flag   bool            `json:"flag"`
	Count  int64           `json:"count"`
	Name   string          `json:"name"`
	Amount unit.Money      `json:"amount"`
	Share  unit.Share      `json:"share"`
	Raw    json.RawMessage `json:"raw"`
	Names  []string        `json:"names"`
	Flags  []bool          `json:"flags"`
	Maybes []Given[string] `json:"maybes"`
	Items  []rowItem       `json:"items"`
	Yes    Given[bool]     `json:"yes,omitzero"`
	Ratio  float64         `json:"ratio"`
}

// TestACellIsReadAsItsFieldStandsInJSON: a text as a text whatever it looks like, a truth value as spreadsheets and people write them, anything else as JSON.
func TestACellIsReadAsItsFieldStandsInJSON(t *testing.T) {
	leaves := leafReadings(reflect.TypeFor[rowAll]())
	for _, c := range []struct {
		path, text string
		want       any
	}{
		{"name", "7", "7"}, {"name", "TRUE", "TRUE"}, {"name", "是", "是"}, {"name", "", ""}, {"name", "[1]", "[1]"}, {"name", "{}", "{}"}, {"amount", "7", "7"}, {"amount", "{}", "{}"},
		{"names[0]", "7", "7"}, {"names[12]", "TRUE", "TRUE"}, {"maybes[0]", "7", "7"}, {"items[3].name", "7", "7"}, {"items[0].amount", "7.00", "7.00"}, {"items[0].maybe", "true", "true"},
		{"share", `{"part":1,"whole":2}`, tree.Object{{Name: "part", Value: json.Number("1")}, {Name: "whole", Value: json.Number("2")}}}, {"share", "1/2", "1/2"}, {"share", "7", "7"}, {"share", "{", "{"},
		{"flag", "TRUE", true}, {"flag", "FALSE", false}, {"flag", "是", true}, {"flag", "否", false}, {"flag", "true", true}, {"flag", "false", false}, {"flag", "yes", "yes"}, {"flag", "1", json.Number("1")},
		{"yes", "是", true}, {"yes", "否", false}, {"flags[0]", "是", true}, {"flags[1]", "FALSE", false}, {"flags[1]", "x", "x"},
		{"count", "7", json.Number("7")}, {"count", "TRUE", true}, {"count", "FALSE", false}, {"count", "是", "是"}, {"count", "否", "否"}, {"count", "07", "07"}, {"count", `"7"`, "7"}, {"count", "null", nil}, {"ratio", "1.5", json.Number("1.5")}, {"ratio", "x", "x"},
		{"names", `["a"]`, list{"a"}}, {"names", "[]", list{}}, {"items", "[]", list{}}, {"items", "none", "none"}, {"nosuch", "7", json.Number("7")}, {"nosuch", "[]", list{}}, {"nosuch", "TRUE", true}, {"nosuch", "是", "是"},
	} {
		assert.Equal(t, c.want, value(leaves, Cell{c.path, c.text}), "%s: %s", c.path, c.text)
	}
	for path, want := range map[string]string{"": "", "a": "a", "a[0]": "a[]", "a[12].b[3].c": "a[].b[].c", "a[x": "a[]", "a]b": "ab", "a[1]2": "a[]2", "月[3]": "月[]"} {
		assert.Equal(t, want, stripIndexes(path), path)
	}
}

// TestCellsAreLaidOverABase: fields over fields, items over items, what is of another shape instead of what was there.
func TestCellsAreLaidOverABase(t *testing.T) {
	parse := func(text string) any {
		node, err := tree.Parse([]byte(text))
		require.NoError(t, err)
		return node
	}
	for _, c := range [][3]string{
		{`{"a":1,"b":2}`, `{"b":3}`, `{"a":1,"b":3}`}, {`{"a":1}`, `{"b":3,"c":4}`, `{"a":1,"b":3,"c":4}`}, {`{"a":{"x":1,"y":2}}`, `{"a":{"y":3,"z":4}}`, `{"a":{"x":1,"y":3,"z":4}}`},
		{`{"a":1}`, `{"a":{"b":2}}`, `{"a":{"b":2}}`}, {`{"a":{"b":2}}`, `{"a":1}`, `{"a":1}`}, {`[1,2,3]`, `[4]`, `[4,2,3]`}, {`[1]`, `[4,5,6]`, `[4,5,6]`}, {`[]`, `[4]`, `[4]`},
		{`[{"a":1,"b":2},{"a":3}]`, `[{"b":5},{"b":6},{"b":7}]`, `[{"a":1,"b":5},{"a":3,"b":6},{"b":7}]`}, {`{"a":1}`, `[4]`, `[4]`}, {`[1]`, `{"a":1}`, `{"a":1}`}, {`null`, `{"a":null}`, `{"a":null}`}, {`{"a":1}`, `{}`, `{"a":1}`}, {`[1]`, `[]`, `[1]`}, {`1`, `"x"`, `"x"`},
	} {
		base, over := parse(c[0]), parse(c[1])
		assert.Equal(t, c[2], tree.String(overlay(base, over)), "%s over %s", c[1], c[0])
		assert.Equal(t, c[0], tree.String(base), "the base is as it was")
		assert.Equal(t, c[1], tree.String(over))
	}
	assert.Equal(t, []any{"x"}, overlay([]any{1, 2, 3}, list{"x"}), "a list in one cell stands for the whole")
	assert.Equal(t, tree.Object{{Name: "a", Value: []any{}}}, overlay(tree.Object{{Name: "a", Value: []any{1}}}, tree.Object{{Name: "a", Value: list{}}}))
}

// TestEveryBadCellIsNamed, and good ones beside them read nothing.
func TestEveryBadCellIsNamed(t *testing.T) {
	v := rowAll{Name: "before"}
	err := Cells{{"name", "\xff"}, {"a\xff" + strings.Repeat("b", 80), "x"}, {"count", "1"}, {"count", "2"}, {"count", "3"}, {"names[1]", "x"}, {"flag", "TRUE"}}.Bind(&v, []byte(`{}`))
	var got []string
	for _, f := range Faults(err) {
		got = append(got, f.Field+" "+string(f.Code)+" "+f.Value)
	}
	assert.Equal(t, []string{"name syntax ?", "a?" + strings.Repeat("b", 62) + "… syntax x", "count duplicate ", "count duplicate ", "names[1] missing "}, got)
	assert.Equal(t, rowAll{Name: "before"}, v)
	require.ErrorIs(t, Cells{}.Bind(&v, []byte(`[`)), Syntax)
	require.ErrorIs(t, Cells{}.Bind((*rowAll)(nil), nil), NotWhole)
	var item rowItem
	require.NoError(t, Cells{{"name", "甲"}, {"amount", "7"}}.Bind(&item, nil))
	assert.Equal(t, rowItem{Name: "甲", Amount: unit.Yuan(7)}, item)
	require.NoError(t, Cells{{"amount", "8"}}.Bind(&item, []byte(`{"name":"乙","amount":"1.00","maybe":"丙"}`)))
	assert.Equal(t, rowItem{"乙", unit.Yuan(8), Give("丙")}, item)
	require.ErrorIs(t, Cells{{"name", "甲"}}.Bind(&item, nil), Missing)
	cells, err := Flatten(map[string]any{"a": []any{1, "x", true, nil, map[string]any{}, []any{}}})
	require.NoError(t, err)
	assert.Equal(t, Cells{{"a[0]", "1"}, {"a[1]", "x"}, {"a[2]", "true"}, {"a[3]", "null"}, {"a[4]", "{}"}, {"a[5]", "[]"}}, cells)
}

// TestATraceKeepsWhatAStepIsAndWhere: the item that it belongs to, its value and its words; and nothing where there is no trace.
func TestATraceKeepsWhatAStepIsAndWhere(t *testing.T) {
	clause, other := Clause{ID: "T1.1", Quote: "1"}, Clause{ID: "T1.1", Quote: "2"}
	a, b := &Term{ID: "a", Label: Text{ZH: "甲", EN: "first"}, Formula: "1", Clause: clause}, &Term{ID: "b", Formula: "2", Clause: other}
	own := &Term{ID: "own", Formula: "3"}
	share, err := unit.NewShare(1, 3)
	require.NoError(t, err)
	rounding := unit.MustParseRounding("up/yuan")
	record := func(tr *Trace) {
		tr.Money(a, unit.Yuan(5))
		tr.Item(0)
		tr.Exact(b, unit.Yuan(5).Times(unit.Percent(1)))
		tr.Count(a, -7)
		tr.Item(11)
		tr.Rate(b, unit.Percent(5))
		tr.Share(b, share)
		tr.Item(-1)
		tr.Flag(a, true)
		tr.Flag(a, false)
		tr.Item(-5)
		tr.Choice(b, rounding)
		tr.Value(own, rounding)
		tr.Value(own, unit.MustParseMonth("2021-07"))
	}
	var none *Trace
	assert.False(t, none.On())
	record(none)
	tr := &Trace{owned: map[*Term]*Term{own: {ID: "copy", Formula: "4"}}, bare: []*Term{b}}
	assert.True(t, tr.On())
	record(tr)
	step := func(t *Term, item int, value string, shown Text, clause string) Step {
		return Step{ID: t.ID, Item: item, Label: t.Label, Formula: t.Formula, Value: value, Shown: shown, Clause: clause}
	}
	copied, up := &Term{ID: "copy", Formula: "4"}, rounding.Label()
	assert.Equal(t, []Step{
		step(a, 0, "5.00", Text{}, "T1.1"), step(b, 1, "0.05", Text{}, ""), step(a, 1, "-7", Text{}, "T1.1"), step(b, 12, "5%", Text{}, ""), step(b, 12, "1/3", Text{}, ""),
		step(a, 0, "true", Text{ZH: "是", EN: "yes"}, "T1.1"), step(a, 0, "false", Text{ZH: "否", EN: "no"}, "T1.1"), step(b, 0, "up/yuan", up, ""), step(copied, 0, "up/yuan", up, ""), step(copied, 0, "2021-07", Text{}, ""),
	}, tr.steps)
	assert.Equal(t, []Clause{clause}, tr.clauses, "each once, and none of a parameter that has another value")
	assert.Equal(t, []Clause{clause, other}, cite(cite(cite(cite(nil, clause), clause), other), other))
	assert.Len(t, cite([]Clause{clause}, Clause{ID: "T1.2", Quote: "1"}), 2)
}
