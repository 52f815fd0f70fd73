package bridge_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/explorer/bridge"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestEachCallAnswersOrNamesWhatIsWrong(t *testing.T) {
	b := bridge.Bridge{Catalog: civilaffairs.Catalog()}
	const id, beds = "eldercare.care-beds", `{"care":12649,"total":23000}`
	type reply struct {
		OK     json.RawMessage
		Errors []map[string]string
	}
	call := func(args ...string) (r reply) {
		require.NoError(t, json.Unmarshal([]byte(b.Call(args[0], args[1:]...)), &r))
		return r
	}
	record := struct {
		Record, Text string
		Words        []string
		Told         []rule.Told
	}{}
	require.NoError(t, json.Unmarshal(call("explain", id, "", beds, "en").OK, &record))
	direct, err := b.Catalog.Explain(id, nil, []byte(beds))
	require.NoError(t, err)
	assert.Equal(t, string(direct), record.Record)
	assert.Contains(t, record.Text, "shortfall")
	assert.Equal(t, "care beds ÷ beds", record.Words[0])
	assert.Contains(t, record.Told, rule.Told{Path: "actual", Label: "actual", Text: "12649/23000 (≈54.996%)"})
	for _, args := range [][]string{
		{"list"}, {"schema", id}, {"decide", id, "", `{"total":1}`}, {"flip", id, "", beds, "zh"}, {"edges", id, "", beds, "zh", "care", "0", "23000"},
		{"readings", id, "", beds}, {"replay", record.Record, "zh"}, {"check", id, "in.care,in.total,want.met\n1,2,否\n"},
		{"plan", "", "zh"}, {"plan", "", "en"}, {"survey", planTable(t, b, "zh"), "", ""}, {"survey", planTable(t, b, "en"), "", ""},
		{"survey", "", "", ""}, {"survey", "", "a.csv", "指标,年度,县区,完成值\nT2.7,2023,甲,46\n"}, {"evaluate", "", "", "", "2023", "linear", "city", "zh"},
		{"evaluate", "", "a.csv", "指标,年度,县区,完成值\nT2.7,2023,甲,46\n", "2023", "compound", "county:甲", "en"},
		{"evaluate", "", "a.csv", "指标,年度,县区,分子,分母\nT2.7,2023,甲,46,90\n", "2023", "linear", "all", "zh"},
	} {
		got := call(args...)
		assert.NotEmpty(t, got.OK, args[0])
		assert.Empty(t, got.Errors, args[0])
	}
	for _, args := range [][]string{
		{""}, {"nothing"}, {"schema", "none"}, {"explain", id, "", "{"}, {"explain", id, "{", beds}, {"explain"}, {"decide", id, "", `{"total":-1}`}, {"flip", id, "", "{}"},
		{"edges", id, "", beds, "zh", "nothing", "0", "1"}, {"readings", "none"}, {"replay", ""}, {"replay", "{"}, {"check", id, "x"}, {"check", "none", "in.care,want.met\n1,1\n"},
		{"plan", "{", "zh"}, {"plan", "x", "zh"}, {"survey", "id,unit\nA,个\n", "", ""}, {"survey", "{", "", ""}, {"survey", "", "a.csv", "x"}, {"evaluate", "", "", "", "", "linear", "city", "zh"}, {"evaluate", "", "", "", "2023", "x", "city", "zh"},
		{"evaluate", "", "", "", "2023", "linear", "all", "zh"}, {"evaluate", "", "", "", "2023", "linear", "county:丁", "zh"}, {"evaluate", "", "", "", "2023", "linear", "", "zh"},
		{"evaluate", "", "", "", "2031", "linear", "city", "zh"}, {"evaluate", "", "a.csv", "指标,年度,完成值\nT9.7,2023,46\n", "2023", "linear", "city", "zh"},
	} {
		got := call(args...)
		require.NotEmpty(t, got.Errors, args)
		assert.NotEmpty(t, got.Errors[0]["zh"], args)
		assert.NotEmpty(t, got.Errors[0]["en"], args)
	}
}

// The page holds a table against what the command rules check does: clauses and arithmetic too, row by row.
func TestATableIsProofread(t *testing.T) {
	b := bridge.Bridge{Catalog: civilaffairs.Catalog()}
	var got struct {
		OK []struct {
			Row      int
			Holds    bool
			Problems []rule.Text
		}
	}
	require.NoError(t, json.Unmarshal([]byte(b.Call("check", "eldercare.care-beds", "zh,clause,arithmetic,in.care,in.total,want.met\n"+
		"\"两\n行\",T2.7,60÷100=60%,60,100,是\n一,T2.77,60÷100=60%,60,100,是\n二,T2.7,60÷100=61%,60,100,是\n三,T2.7,,60,100,\n四,T2.7,,60,100,否\n五,T2.7,,101,100,是\n六,T2.7,60-50=10,60,100,是\n")), &got))
	require.Len(t, got.OK, 7)
	for i, want := range []string{"", "clause：没有条款T2.77", "arithmetic：60÷100=61%不成立", "没有预期", "want.met：重算为 是", "规则不予计算", "arithmetic：算得10"} {
		row := got.OK[i]
		assert.Equal(t, i+2, row.Row)
		assert.Equal(t, want == "", row.Holds, i)
		if want != "" {
			require.Len(t, row.Problems, 1)
			assert.Contains(t, row.Problems[0].ZH, want)
		}
	}
}

// planTable is the plan of this city as the page offers it.
func planTable(t *testing.T, b bridge.Bridge, lang string) string {
	t.Helper()
	var got struct{ OK struct{ Name, Table string } }
	require.NoError(t, json.Unmarshal([]byte(b.Call("plan", "", lang)), &got))
	assert.Equal(t, "huainan-14", got.OK.Name)
	return got.OK.Table
}

func TestAReplayTellsWhatIsOnlyWordedOtherwise(t *testing.T) {
	b := bridge.Bridge{Catalog: civilaffairs.Catalog()}
	record, err := b.Catalog.Explain("eldercare.care-beds", nil, []byte(`{"care":12649,"total":23000}`))
	require.NoError(t, err)
	text, digests, ok := strings.Cut(string(record), `,"digests":`)
	require.True(t, ok)
	text = strings.ReplaceAll(text, `"zh":"还差护理型床位"`, `"zh":"缺额"`)
	at := strings.Index(digests, `"record":"`) + len(`"record":"`)
	again := text + `,"digests":` + digests[:at] + fmt.Sprintf("%x", sha256.Sum256([]byte(text))) + digests[at+2*sha256.Size:]
	var got struct {
		OK []struct {
			Holds bool
			Words int
			Says  []string
		}
	}
	require.NoError(t, json.Unmarshal([]byte(b.Call("replay", again, "zh")), &got))
	require.Len(t, got.OK, 1)
	assert.True(t, got.OK[0].Holds)
	assert.Equal(t, 1, got.OK[0].Words)
	require.Len(t, got.OK[0].Says, 1)
	assert.Contains(t, got.OK[0].Says[0], "措辞与今不同（记录 缺额，今为 还差护理型床位）")
}
