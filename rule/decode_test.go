package rule_test

import (
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type form struct {
	Name    string                 `json:"name" zh:"姓名"`
	Count   int32                  `json:"count" zh:"人数"`
	Rural   bool                   `json:"rural" zh:"农村"`
	Members []earner               `json:"members" zh:"成员"`
	Note    rule.Given[unit.Money] `json:"note,omitzero" zh:"备注"`
}

type earner struct {
	Income unit.Money `json:"income" zh:"月收入"`
}

const good = `{"name":"甲","count":3,"rural":true,"members":[{"income":"1.00"},{"income":"2.00"}]}`

func TestUnmarshalReadsWhatIsWhole(t *testing.T) {
	var f form
	require.NoError(t, rule.Unmarshal([]byte("\uFEFF"+good), &f))
	assert.Equal(t, form{Name: "甲", Count: 3, Rural: true, Members: []earner{{unit.Yuan(1)}, {unit.Yuan(2)}}}, f)
	_, ok := f.Note.Get()
	assert.False(t, ok, "absent is not given, not zero")
	require.NoError(t, rule.Unmarshal([]byte(strings.Replace(good, `"count"`, `"note":"0.00","count"`, 1)), &f))
	note, ok := f.Note.Get()
	assert.True(t, ok)
	assert.True(t, note.IsZero())
}

func TestUnmarshalNamesEachBadField(t *testing.T) {
	for _, c := range []struct {
		name, old, new, field, label string
		want                         rule.Code
	}{
		{"absent", `"count":3,`, ``, "count", "人数", rule.Missing},
		{"null", `"count":3`, `"count":null`, "count", "人数", rule.Missing},
		{"null that reads itself", `"income":"1.00"`, `"income":null`, "members[0].income", "成员1 月收入", rule.Missing},
		{"null given", `"count":3`, `"count":3,"note":null`, "note", "备注", rule.Missing},
		{"null in a list", `{"income":"1.00"}`, `null`, "members[0]", "成员1", rule.Missing},
		{"null for a list", `[{"income":"1.00"},{"income":"2.00"}]`, `null`, "members", "成员", rule.Missing},
		{"unknown", `"count":3`, `"count":3,"age":4`, "age", "", rule.UnknownField},
		{"another case", `"count":3`, `"count":3,"Count":3`, "Count", "", rule.UnknownField},
		{"twice", `"count":3`, `"count":3,"count":4`, "count", "", rule.Duplicate},
		{"a fraction", `"count":3`, `"count":3.5`, "count", "人数", rule.Syntax},
		{"an exponent", `"count":3`, `"count":3e0`, "count", "人数", rule.Syntax},
		{"too large", `"count":3`, `"count":3000000000`, "count", "人数", rule.Syntax},
		{"a string for a count", `"count":3`, `"count":"3"`, "count", "人数", rule.Syntax},
		{"a number for a string", `"name":"甲"`, `"name":7`, "name", "姓名", rule.Syntax},
		{"a string for yes", `"rural":true`, `"rural":"true"`, "rural", "农村", rule.Syntax},
		{"not a list", `[{"income":"1.00"},{"income":"2.00"}]`, `{}`, "members", "成员", rule.Syntax},
		{"not an object", `{"income":"1.00"}`, `7`, "members[0]", "成员1", rule.Syntax},
		{"sub-fen", `"2.00"`, `"2.001"`, "members[1].income", "成员2 月收入", rule.Inexact},
		{"an amount as a number", `"2.00"`, `2.00`, "members[1].income", "成员2 月收入", rule.Syntax},
		{"an optional amount as a number", `"count":3`, `"count":3,"note":2.00`, "note", "备注", rule.Syntax},
		{"missing within", `{"income":"2.00"}`, `{}`, "members[1].income", "成员2 月收入", rule.Missing},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(good, c.old, c.new, 1)
			require.NotEqual(t, good, text)
			before := form{Name: "before"}
			f := before
			err := rule.Unmarshal([]byte(text), &f)
			require.ErrorIs(t, err, c.want)
			assert.Equal(t, before, f, "a failed decode changed the receiver")
			list := rule.Faults(err)
			require.Len(t, list, 1)
			assert.Equal(t, c.field, list[0].Field)
			assert.Equal(t, c.label, list[0].Label.ZH)
			assertHelpful(t, list[0])
		})
	}
}

func TestUnmarshalReportsAllBadFieldsTogether(t *testing.T) {
	var f form
	err := rule.Unmarshal([]byte(`{"name":7,"rural":true,"members":[{"income":"x"}],"age":1}`), &f)
	assert.Equal(t, []string{"name", "count", "members[0].income", "age"}, fieldsOf(err))
	assert.ErrorIs(t, err, rule.Syntax)
	assert.ErrorIs(t, err, rule.Missing)
	assert.ErrorIs(t, err, rule.UnknownField)
}

type Inner struct {
	A int64 `json:"a"`
}

func TestUnmarshalFlattensEmbeddedStructsAsEncodingJSONDoes(t *testing.T) {
	type lower struct {
		A int64 `json:"a"`
	}
	var byValue struct {
		lower
		B int64 `json:"b"`
	}
	require.NoError(t, rule.Unmarshal([]byte(`{"a":1,"b":2}`), &byValue))
	assert.EqualValues(t, 1, byValue.A)
	var named struct {
		Inner `json:"inner"`
		B     int64 `json:"b"`
	}
	text, err := json.Marshal(named)
	require.NoError(t, err)
	require.NoError(t, rule.Unmarshal(text, &named), "%s", text)
	require.NoError(t, rule.Unmarshal([]byte(`{"inner":{"a":1},"b":2}`), &named))
	assert.EqualValues(t, 1, named.A)
	var byPointer struct {
		*Inner
		B int64 `json:"b"`
	}
	assert.ErrorIs(t, rule.Unmarshal([]byte(`{"a":1,"b":2}`), &byPointer), rule.NotWhole)
}

func TestUnmarshalNeedsAPointer(t *testing.T) {
	assert.ErrorIs(t, rule.Unmarshal([]byte(good), form{}), rule.NotWhole)
	assert.ErrorIs(t, rule.Unmarshal([]byte(good), (*form)(nil)), rule.NotWhole)
	assert.ErrorIs(t, rule.Unmarshal([]byte(good), nil), rule.NotWhole)
}

// TestEncodingJSONIsAsStrict: a household has an UnmarshalJSON that calls Unmarshal, so that
// no framework takes what is absent for zero.
func TestEncodingJSONIsAsStrict(t *testing.T) {
	for text, want := range map[string]rule.Code{
		`{"area":"rural"}`: rule.Missing, `{"area":"rural","members":[{}]}`: rule.Missing, `{"area":"rural","members":null}`: rule.Missing,
		`{"area":"rural","members":[],"x":1}`: rule.UnknownField, `{"area":"rural","members":[],"property":null}`: rule.Missing,
	} {
		var h, strict Household
		err := json.Unmarshal([]byte(text), &h)
		require.ErrorIs(t, err, want, text)
		assert.EqualError(t, err, rule.Unmarshal([]byte(text), &strict).Error())
	}
	var h Household
	raw, err := json.Marshal(household())
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(raw, &h))
	assert.Equal(t, household(), h)
}

// TestTypesOfPackageUnitReadAsByEncodingJSON: the shorter way to read them, past their
// UnmarshalJSON, takes and refuses the same texts.
func TestTypesOfPackageUnitReadAsByEncodingJSON(t *testing.T) {
	type all struct {
		Money    unit.Money     `json:"money"`
		Exact    unit.Exact     `json:"exact"`
		Rate     unit.Rate      `json:"rate"`
		Exactly  unit.ExactRate `json:"exactly"`
		Number   unit.Number    `json:"number"`
		Month    unit.Month     `json:"month"`
		Rounding unit.Rounding  `json:"rounding"`
		Share    unit.Share     `json:"share"`
		Area     Area           `json:"area"`
		Count    int8           `json:"count"`
		Counts   uint16         `json:"counts"`
	}
	values := []string{`"1.00"`, `1`, `-1`, `"1"`, `"-0.00"`, `"1/3"`, `"55%"`, `"1.3×"`, `"2021-07"`, `"2021-7"`, `"up/yuan"`, `"up"`, `""`, `" 1"`, `"1\u002e5"`, `true`,
		`{"part":1,"whole":2}`, `"1/2"`, `"rural"`, `"农村"`, `"RURAL"`, `127`, `128`, `-128`, `65535`, `65536`, `1.0`, `1e2`, `[]`, `{}`}
	fields := []string{"money", "exact", "rate", "exactly", "number", "month", "rounding", "share", "area", "count", "counts"}
	base := map[string]string{"money": `"1.00"`, "exact": `"1/3"`, "rate": `"55%"`, "exactly": `"55%"`, "number": `"5.00"`, "month": `"2021-07"`, "rounding": `"up/yuan"`,
		"share": `{"part":1,"whole":2}`, "area": `"rural"`, "count": `1`, "counts": `1`}
	taken := 0
	for _, field := range fields {
		for _, value := range values {
			var parts []string
			for _, f := range fields {
				v := base[f]
				if f == field {
					v = value
				}
				parts = append(parts, `"`+f+`":`+v)
			}
			text := []byte("{" + strings.Join(parts, ",") + "}")
			var strict, plain all
			err, err2 := rule.Unmarshal(text, &strict), json.Unmarshal(text, &plain)
			require.Equal(t, err2 == nil, err == nil, "%s as %s: %v, %v", value, field, err, err2)
			if err == nil {
				taken++
				a, err := json.Marshal(strict)
				require.NoError(t, err)
				b, err := json.Marshal(plain)
				require.NoError(t, err)
				require.Equal(t, string(b), string(a))
			}
		}
	}
	assert.Greater(t, taken, 30)
}

// TestUnmarshalIsLinear: long names over many items once made 6 GB of 234 KB.
func TestUnmarshalIsLinear(t *testing.T) {
	name := strings.Repeat("k", 100_000)
	text := `{"` + name + `":[` + strings.Repeat("0,", 200_000) + `0],"area":"rural","members":[` + strings.Repeat(`{"income":"x"},`, 20_000) + `{}]}`
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var h Household
	err := rule.Unmarshal([]byte(text), &h)
	runtime.ReadMemStats(&after)
	require.Error(t, err)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(100<<20))
	_, err = both(t).Replay([]byte(text))
	require.Error(t, err)
	record := strings.Replace(recordOf(t), `"steps":`, `"`+name+`":[`+strings.Repeat("0,", 200_000)+`0],"steps":`, 1)
	report, err := both(t).Replay([]byte(record))
	require.NoError(t, err)
	assert.False(t, report.Holds())
}
