package conformance_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/conformance"
)

const id = "eldercare.care-beds"

// A row that is answered, and one that is refused.
func ExampleOf() {
	const table = `zh,en,clause,arithmetic,in.care,in.total,want.met,want.error,want.error.field
恰为55%,Exactly 55 %,T2.7,55÷100=55%,55,100,true,,
多于总数,More than there are,T2.7,101>100,101,100,,range,care
`
	file, err := conformance.Of(civilaffairs.Catalog(), "eldercare.care-beds", strings.NewReader(table), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range file.Cases {
		fmt.Println(c.Case, c.Note.EN, c.Facts, len(c.Record) > 0)
		for _, f := range c.Errors {
			fmt.Println("  ", string(f.Code), f.Pointer, f.Said.EN)
		}
	}
	fmt.Printf("%+v\n", file.Entry())
	// Output:
	// 1 Exactly 55 % {"care":55,"total":100} true
	// 2 More than there are {"care":101,"total":100} false
	//    range /care eldercare.care-beds: facts: care beds: 101: must not be above beds, 100
	// {File:eldercare.care-beds.json Rule:eldercare.care-beds Version:1 Cases:2 Refused:1 Kept:0}
}

func of(t *testing.T, table, golden string) (conformance.File, error) {
	t.Helper()
	return conformance.Of(civilaffairs.Catalog(), id, strings.NewReader("zh,in.care,in.total,want.met\n"+table), []byte(golden))
}

func explained(t *testing.T, facts string) string {
	t.Helper()
	record, err := civilaffairs.Catalog().Explain(id, nil, []byte(facts))
	require.NoError(t, err)
	return string(record)
}

func TestWhatIsGivenIsGivenAsText(t *testing.T) {
	file, err := conformance.Of(civilaffairs.Catalog(), id, strings.NewReader("zh,in.care,in.total,want.error\na,'9223372036854775808,2,syntax\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, `{"care":9223372036854775808,"total":2}`, file.Cases[0].Facts, "no reader of the file comes to round it")
	text, err := file.JSON()
	require.NoError(t, err)
	var back conformance.File
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, file.Cases[0].Facts, back.Cases[0].Facts)
	assert.Equal(t, file.Cases[0].Errors[0].Said, back.Cases[0].Errors[0].Said)
	again, err := back.JSON()
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))
}

func TestAGoldenRecordIsKeptByItsBytes(t *testing.T) {
	one, other := explained(t, `{"care":55,"total":100}`), explained(t, `{"care":54,"total":100}`)
	file, err := of(t, "a,55,100,true\nb,56,100,true\n", one+"\n"+other+"\n"+other+"\n")
	require.NoError(t, err)
	require.Len(t, file.Cases, 3, "the second one is a case of its own, once")
	assert.Equal(t, []bool{true, false, true}, []bool{file.Cases[0].Kept, file.Cases[1].Kept, file.Cases[2].Kept})
	assert.Equal(t, other, file.Cases[2].Record)
	assert.Zero(t, file.Cases[2].Line)
	assert.Equal(t, "golden record 2", file.Cases[2].Note.EN)
	assert.Equal(t, "T2.7", file.Cases[2].Clause)

	// one that is only worded otherwise is given as today's, and is not kept
	worded := sealed(t, strings.Replace(one, `"care beds lacking"`, `"beds lacking"`, 1))
	require.NotEqual(t, one, worded)
	for _, rows := range []string{"a,55,100,true\n", "a,56,100,true\n"} {
		file, err = of(t, rows, worded)
		require.NoError(t, err)
		last := file.Cases[len(file.Cases)-1]
		assert.Equal(t, one, last.Record)
		assert.False(t, last.Kept)
	}
}

// sealed gives an altered record the sum of what it says now.
func sealed(t *testing.T, record string) string {
	t.Helper()
	body, _, _ := strings.Cut(record, `,"digests":`)
	at := strings.LastIndex(record, `"record":"`) + len(`"record":"`)
	sum := sha256.Sum256([]byte(body))
	return record[:at] + hex.EncodeToString(sum[:]) + `"}}`
}

// TestNothingIsMadeOfWhatDoesNotHold: what is expected is then not known.
func TestNothingIsMadeOfWhatDoesNotHold(t *testing.T) {
	one := explained(t, `{"care":55,"total":100}`)
	for name, c := range map[string]struct{ table, golden, want string }{
		"a row that expects otherwise":  {"a,55,100,false\n", "", "line 2"},
		"a golden record that is not":   {"a,55,100,true\n", strings.Replace(one, `"shortfall":0`, `"shortfall":1`, 1), "golden record 1"},
		"a record of another rule":      {"a,55,100,true\n", kept(t, "eldercare/testdata/eldercare.admission.v1.jsonl"), "golden record 1"},
		"a record of another version":   {"a,55,100,true\n", strings.Replace(one, `"version":1`, `"version":2`, 1), "golden record 1"},
		"records that are none":         {"a,55,100,true\n", "{", ""},
		"records that nobody can place": {"a,55,100,true\n", "{}", "golden record 1"},
		"a column that cannot be":       {"a,55,100,true\n", `[]`, ""},
	} {
		_, err := of(t, c.table, c.golden)
		require.Error(t, err, name)
		assert.Contains(t, err.Error(), c.want, name)
	}
	_, err := conformance.Of(civilaffairs.Catalog(), "none", strings.NewReader("in.n,want.n\n1,1\n"), nil)
	assert.ErrorIs(t, err, rule.UnknownRule)
	_, err = conformance.Of(civilaffairs.Catalog(), id, strings.NewReader(""), nil)
	assert.ErrorIs(t, err, rule.Missing)
	// a row that contradicts itself, and one that does not say which error it means
	_, err = conformance.Of(civilaffairs.Catalog(), id, strings.NewReader("in.care,in.total,want.met,want.error\n101,100,true,range\n"), nil)
	assert.ErrorContains(t, err, "line 2: want.met")
	_, err = conformance.Of(civilaffairs.Catalog(), id, strings.NewReader("p.due,in.care,in.total,want.error\n2025,,,missing\n"), nil)
	assert.ErrorContains(t, err, "missing at care, missing at total")
	// a column whose path cannot be has no JSON, also where the row expects the refusal
	_, err = conformance.Of(civilaffairs.Catalog(), id, strings.NewReader("in.care,in.care.more,in.total,want.error\n1,2,3,duplicate\n"), nil)
	assert.ErrorContains(t, err, "line 2")
}

func kept(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile("../../" + name)
	require.NoError(t, err)
	return string(text)
}

func TestAnErrorHasItsFaults(t *testing.T) {
	assert.Nil(t, conformance.Faults(nil))
	got := conformance.Faults(rule.Errors{{Code: rule.Range, Part: rule.OfFacts, Field: "members[2].income", Reason: rule.Text{ZH: "甲", EN: "a"}}})
	require.Len(t, got, 1)
	assert.Equal(t, "/members/2/income", got[0].Pointer)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	assert.JSONEq(t, `[{"code":"range","part":"facts","field":"members[2].income","reason":{"zh":"甲","en":"a"},"pointer":"/members/2/income","said":{"zh":"申报核对信息：members[2].income：甲","en":"facts: members[2].income: a"}}]`, string(text))
}

func TestTheIndexCounts(t *testing.T) {
	file, err := of(t, "a,55,100,true\n", "")
	require.NoError(t, err)
	text, err := conformance.Index{Format: conformance.Format, Files: []conformance.Entry{file.Entry()}}.JSON()
	require.NoError(t, err)
	assert.JSONEq(t, `{"format":1,"files":[{"file":"eldercare.care-beds.json","rule":"eldercare.care-beds","version":1,"cases":1,"refused":0,"kept":0}]}`, string(text))
	assert.True(t, json.Valid(conformance.Schema()))
}

// TestAnUnknownRuleIsSaidBeforeWhatItsTableLacks: and how to see which rules there are.
func TestAnUnknownRuleIsSaidBeforeWhatItsTableLacks(t *testing.T) {
	_, err := conformance.Of(civilaffairs.Catalog(), "xyzzy", strings.NewReader(""), nil)
	require.ErrorIs(t, err, rule.UnknownRule)
	assert.ErrorContains(t, err, "see the list of the rules")
}
