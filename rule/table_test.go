package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestCellsAndFlattenAreCounterparts(t *testing.T) {
	cells, err := rule.Flatten(household())
	require.NoError(t, err)
	assert.Equal(t, rule.Cells{{"area", "rural"}, {"members[0].income", "123.45"}, {"members[1].income", "700.00"}, {"members[1].age", "81"}, {"property", "1000.00"}}, cells)
	var back Household
	require.NoError(t, cells.Bind(&back, nil))
	assert.Equal(t, household(), back)
	empty, err := rule.Flatten(form{Members: []earner{}})
	require.NoError(t, err)
	assert.Contains(t, empty, rule.Cell{Path: "members", Text: "[]"})
	var f form
	require.NoError(t, empty.Bind(&f, nil))
	_, err = rule.Flatten(map[string]int{"a.b": 1})
	assert.ErrorIs(t, err, rule.Syntax, "a name that no path can hold")
	_, err = rule.Flatten(func() {})
	assert.Error(t, err)
}

func TestCellsLieOverABase(t *testing.T) {
	bind := func(cells ...rule.Cell) (f form) {
		require.NoError(t, rule.Cells(cells).Bind(&f, []byte(good)))
		return f
	}
	assert.EqualValues(t, 9, bind(rule.Cell{Path: "count", Text: "9"}).Count)
	assert.Equal(t, []earner{{unit.Yuan(1)}, {unit.Yuan(7)}}, bind(rule.Cell{Path: "members[0].income", Text: "1"}, rule.Cell{Path: "members[1].income", Text: "7"}).Members, "one item of a list")
	assert.Len(t, bind(rule.Cell{Path: "members", Text: `[{"income":"5"}]`}).Members, 1, "a list may be shortened")
	assert.Empty(t, bind(rule.Cell{Path: "members", Text: `[]`}).Members)
}

// TestCellsReadWhatSpreadsheetsWrite: TRUE, FALSE, 1000 for 1000.00; and a text that looks
// like another value stays a text.
func TestCellsReadWhatSpreadsheetsWrite(t *testing.T) {
	for text, want := range map[string]bool{"TRUE": true, "FALSE": false, "true": true, "false": false} {
		var f form
		require.NoError(t, rule.Cells{{"rural", text}, {"note", "1000"}, {"name", "TRUE"}}.Bind(&f, []byte(good)), text)
		assert.Equal(t, want, f.Rural)
		assert.Equal(t, rule.Give(unit.Yuan(1000)), f.Note)
		assert.Equal(t, "TRUE", f.Name)
	}
	for _, text := range []string{"1", "null", "[]", `"x"`, "{}", " ", "是"} {
		var f form
		require.NoError(t, rule.Cells{{"name", text}}.Bind(&f, []byte(good)), text)
		assert.Equal(t, text, f.Name)
	}
	type facts struct {
		Share unit.Share         `json:"share"`
		Yes   rule.Given[bool]   `json:"yes,omitzero"`
		Count rule.Given[int64]  `json:"count,omitzero"`
		Text  rule.Given[string] `json:"text,omitzero"`
	}
	var in facts
	require.NoError(t, rule.Cells{{"share", `{"part":1,"whole":2}`}, {"yes", "TRUE"}, {"count", "7"}, {"text", "7"}}.Bind(&in, nil))
	assert.Equal(t, "1/2", in.Share.String())
	assert.Equal(t, facts{in.Share, rule.Give(true), rule.Give[int64](7), rule.Give("7")}, in)
}

func TestCellsRefuse(t *testing.T) {
	for _, c := range []struct {
		name  string
		cells rule.Cells
		want  rule.Code
		field string
	}{
		{"an item before its turn", rule.Cells{{"members[2].income", "1.00"}}, rule.Missing, "members[2].income"},
		{"an index that is none", rule.Cells{{"members[x].income", "1.00"}}, rule.Syntax, "members[x].income"},
		{"a negative index", rule.Cells{{"members[-1].income", "1.00"}}, rule.Syntax, "members[-1].income"},
		{"a huge index", rule.Cells{{"members[99999999999999999999].income", "1"}}, rule.Syntax, "members[99999999999999999999].income"},
		{"an open bracket", rule.Cells{{"members[0", "1.00"}}, rule.Syntax, "members[0"},
		{"no path", rule.Cells{{"", "1.00"}}, rule.Syntax, ""},
		{"below a leaf", rule.Cells{{"name.first", "1.00"}}, rule.Syntax, "name"},
		{"no such field", rule.Cells{{"age", "1.00"}}, rule.UnknownField, "age"},
		{"a column twice", rule.Cells{{"count", "1"}, {"count", "2"}}, rule.Duplicate, "count"},
		{"a column over another's parts", rule.Cells{{"members[0].income", "1"}, {"members", "[]"}}, rule.Duplicate, "members"},
		{"a column below another", rule.Cells{{"members", "[]"}, {"members[0].income", "1"}}, rule.Syntax, "members[0].income"},
		{"a value that does not read", rule.Cells{{"count", "three"}}, rule.Syntax, "count"},
		{"a truth value that is none", rule.Cells{{"rural", "YES"}}, rule.Syntax, "rural"},
		{"not UTF-8", rule.Cells{{"name", "\xd5\xc5"}}, rule.Syntax, "name"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := form{Name: "before"}
			f := before
			err := c.cells.Bind(&f, []byte(good))
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, before, f)
			assert.Contains(t, fieldsOf(err), c.field)
			for _, fault := range rule.Faults(err) {
				assertHelpful(t, fault)
			}
		})
	}
	assert.ErrorIs(t, rule.Cells{}.Bind(form{}, nil), rule.NotWhole)
	assert.ErrorIs(t, rule.Cells{}.Bind(nil, nil), rule.NotWhole)
	assert.ErrorIs(t, rule.Cells{}.Bind(new(form), []byte("{")), rule.Syntax)
}

// TestAPathOfAnyDepthIsRefused: one of 8 MB overflowed the stack.
func TestAPathOfAnyDepthIsRefused(t *testing.T) {
	for _, path := range []string{strings.Repeat("a.", 4<<20) + "a", "members" + strings.Repeat("[0]", 1<<20), strings.Repeat("a", 8<<20)} {
		var f form
		err := rule.Cells{{path, "1"}}.Bind(&f, nil)
		require.ErrorIs(t, err, rule.Range)
		assert.Less(t, len(err.Error()), 1000)
	}
}
