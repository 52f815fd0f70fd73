package rule_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type facts struct {
	Name    string                 `json:"name"`
	Count   int32                  `json:"count"`
	Rural   bool                   `json:"rural"`
	Members []member               `json:"members"`
	Note    rule.Given[unit.Money] `json:"note,omitzero"`
}

type member struct {
	Income unit.Money `json:"income"`
}

const good = `{"name":"甲","count":3,"rural":true,"members":[{"income":"1.00"},{"income":"2.00"}]}`

func TestUnmarshalReadsWhatIsWhole(t *testing.T) {
	var f facts
	require.NoError(t, rule.Unmarshal([]byte(good), &f))
	assert.Equal(t, facts{Name: "甲", Count: 3, Rural: true, Members: []member{{unit.Yuan(1)}, {unit.Yuan(2)}}}, f)
	_, ok := f.Note.Value()
	assert.False(t, ok, "absent is not given, not zero")
	require.NoError(t, rule.Unmarshal([]byte(strings.Replace(good, `"count"`, `"note":"0.00","count"`, 1)), &f))
	note, ok := f.Note.Value()
	assert.True(t, ok)
	assert.True(t, note.IsZero())
}

func TestUnmarshalNamesEachBadField(t *testing.T) {
	for _, c := range []struct {
		name, old, new, field string
		want                  error
	}{
		{"absent", `"count":3,`, ``, "count", rule.ErrMissing},
		{"null", `"count":3`, `"count":null`, "count", rule.ErrMissing},
		{"null that reads itself", `"income":"1.00"`, `"income":null`, "members[0].income", rule.ErrSyntax},
		{"null given", `"count":3`, `"count":3,"note":null`, "note", rule.ErrMissing},
		{"unknown", `"count":3`, `"count":3,"age":4`, "age", rule.ErrUnknownField},
		{"another case", `"count":3`, `"Count":3`, "Count", rule.ErrUnknownField},
		{"twice", `"count":3`, `"count":3,"count":4`, "count", rule.ErrDuplicate},
		{"a fraction", `"count":3`, `"count":3.5`, "count", rule.ErrSyntax},
		{"too large", `"count":3`, `"count":3000000000`, "count", rule.ErrSyntax},
		{"a string", `"count":3`, `"count":"3"`, "count", rule.ErrSyntax},
		{"not a list", `[{"income":"1.00"},{"income":"2.00"}]`, `{}`, "members", rule.ErrSyntax},
		{"not an object", `{"income":"1.00"}`, `7`, "members[0]", rule.ErrSyntax},
		{"sub-fen", `"2.00"`, `"2.001"`, "members[1].income", rule.ErrInexact},
		{"an amount as a number", `"2.00"`, `2.00`, "members[1].income", rule.ErrSyntax},
		{"missing within", `{"income":"2.00"}`, `{}`, "members[1].income", rule.ErrMissing},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.old, c.new, 1)
			require.NotEqual(t, good, text)
			before := facts{Name: "before"}
			f := before
			err := rule.Unmarshal([]byte(text), &f)
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, before, f, "a failed decode changed the receiver")
			var fields []string
			for _, e := range rule.AllErrors(err) {
				fields = append(fields, e.Field)
				assert.NotEmpty(t, e.Reason.ZH)
			}
			assert.Contains(t, fields, c.field)
		})
	}
}

func TestUnmarshalReportsAllBadFieldsTogether(t *testing.T) {
	var f facts
	err := rule.Unmarshal([]byte(`{"name":7,"rural":true,"members":[{"income":"x"}],"age":1}`), &f)
	assert.Len(t, rule.AllErrors(err), 4)
	assert.ErrorIs(t, err, rule.ErrSyntax)
	assert.ErrorIs(t, err, rule.ErrMissing)
	assert.ErrorIs(t, err, rule.ErrUnknownField)
}

type inner struct {
	A int64 `json:"a"`
}

func TestUnmarshalFlattensEmbeddedStructs(t *testing.T) {
	var byValue struct {
		inner
		B int64 `json:"b"`
	}
	require.NoError(t, rule.Unmarshal([]byte(`{"a":1,"b":2}`), &byValue))
	assert.EqualValues(t, 1, byValue.A)
	type Inner struct {
		A int64 `json:"a"`
	}
	var exported struct {
		Inner
		B int64 `json:"b"`
	}
	require.NoError(t, rule.Unmarshal([]byte(`{"a":1,"b":2}`), &exported))
	assert.EqualValues(t, 1, exported.A)
	var byPointer struct {
		*Inner
		B int64 `json:"b"`
	}
	assert.ErrorIs(t, rule.Unmarshal([]byte(`{"a":1,"b":2}`), &byPointer), rule.ErrDefinition)
}

func TestUnmarshalNeedsAPointer(t *testing.T) {
	assert.ErrorIs(t, rule.Unmarshal([]byte(good), facts{}), rule.ErrDefinition)
	assert.ErrorIs(t, rule.Unmarshal([]byte(good), (*facts)(nil)), rule.ErrDefinition)
}

func TestCellsBindAndFlattenAreCounterparts(t *testing.T) {
	var f facts
	require.NoError(t, rule.Unmarshal([]byte(good), &f))
	cells, err := rule.Flatten(f)
	require.NoError(t, err)
	var back facts
	require.NoError(t, cells.Bind(&back, nil))
	assert.Equal(t, f, back)
	require.NoError(t, rule.Cells{{Path: "count", Text: "9"}}.Bind(&back, []byte(good)))
	assert.EqualValues(t, 9, back.Count)
}

func TestCellsBindRefuses(t *testing.T) {
	for path, want := range map[string]error{
		"members[2].income": rule.ErrMissing, "members[x].income": rule.ErrSyntax, "members[-1].income": rule.ErrSyntax,
		"name.first": rule.ErrSyntax, "age": rule.ErrUnknownField, "members[0": rule.ErrSyntax, "members[99999999999999999999].income": rule.ErrSyntax,
	} {
		var f facts
		assert.ErrorIs(t, rule.Cells{{Path: path, Text: "1.00"}}.Bind(&f, []byte(strings.Replace(good, `,{"income":"2.00"}`, ``, 1))), want, path)
	}
}

func FuzzUnmarshal(f *testing.F) {
	f.Add(good)
	f.Add(`{"name":7}`)
	f.Add(`{"a":{"a":1,"a":2}}`)
	f.Fuzz(func(t *testing.T, s string) {
		var v facts
		if err := rule.Unmarshal([]byte(s), &v); err != nil {
			return
		}
		raw, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var back facts
		if err := rule.Unmarshal(raw, &back); err != nil {
			t.Fatalf("%s does not read back: %v", raw, err)
		}
	})
}

func FuzzReplay(f *testing.F) {
	catalog, err := rule.NewCatalog(Heating)
	if err != nil {
		f.Fatal(err)
	}
	d, err := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 3})
	if err != nil {
		f.Fatal(err)
	}
	record, err := d.AppendJSON(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(record))
	f.Fuzz(func(t *testing.T, s string) {
		report, err := catalog.Replay([]byte(s))
		if err == nil && report.Holds() && !strings.Contains(s, "sample.heating") {
			t.Fatalf("%q holds", s)
		}
		if _, err := rule.SplitRecords([]byte(s)); err == nil && strings.Count(s, "{") != strings.Count(s, "}") && !strings.Contains(s, `"`) {
			t.Fatalf("%q splits", s)
		}
	})
}

func FuzzCells(f *testing.F) {
	f.Add("members[0].income", "1.00")
	f.Add("members[0][0]", "[]")
	f.Add("name", "\uFEFF")
	f.Fuzz(func(t *testing.T, path, text string) {
		var v facts
		if err := (rule.Cells{{Path: path, Text: text}}).Bind(&v, []byte(good)); err != nil {
			if len(rule.AllErrors(err)) == 0 {
				t.Fatal("an error without a cause")
			}
		}
	})
}
