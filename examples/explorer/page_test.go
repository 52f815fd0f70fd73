package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// seen is what the browser told.
type seen struct {
	Requests, Errors, Records, Axe []string
	Replayed                       []struct {
		Holds bool
		Says  []string
	}
	Texts            map[string]string
	Usable, Ready    int
	Answer           int
	Rules            [][]any
	First            string
	Downloads        struct{ HTML, CSV download }
	Record, Workbook download
	Plan             download
	NarrowIndicators float64
	Sheets           [][2]float64
	Levels           []float64
	Unsaid, Bounds   []string
	Table            struct{ Rows, Height, Least float64 }
}

type download struct{ Name, Text string }

type given struct {
	Rule       string `json:"rule"`
	Parameters string `json:"parameters"`
	Facts      string `json:"facts"`
}

// samples are the first rows of each table, as JSON, and the records that the library makes of them.
func samples(t *testing.T, each int) (list []given, records []string) {
	catalog := civilaffairs.Catalog()
	for _, r := range catalog.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		f, err := os.Open(filepath.Join("..", "..", room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		rows, err := cases.Read(f)
		_ = f.Close()
		require.NoError(t, err)
		for _, c := range rows[:min(each, len(rows))] {
			p, in, err := catalog.FromCells(r.ID(), c.Parameters, c.Facts)
			require.NoError(t, err)
			record, err := catalog.Explain(r.ID(), p, in)
			if err != nil {
				codes := []string{}
				for _, f := range rule.Faults(err) {
					codes = append(codes, string(f.Code))
				}
				record, err = json.Marshal(codes)
				require.NoError(t, err)
			}
			list, records = append(list, given{r.ID(), string(p), string(in)}), append(records, string(record))
		}
	}
	return list, records
}

// lackedDegree is a part of a case of temporary aid that is refused however it is completed: the county has no degree 9.
var lackedDegree = given{"assistance.temporary-aid", `{"standard":"720.00","per_person":false,"degrees":[{"degree":1,"least":"2×","most":"5×"},{"degree":2,"least":"5×","most":"8×"}],
	"bands":[{"from":"20000.00","least":"4×","most":"6×"},{"from":"40000.01","least":"6×","most":"10×"}],"cap":"10×","disposable":"30000.00","property_limit":"20000.00",
	"most_times":2,"same_cause_once":true,"township_limit":"3136.00","rounding":"up/yuan"}`, `{"aided":0,"degree_found":9,"kind":"emergency","same_cause":false}`}

// altered are records with one place changed.
func altered(t *testing.T) []string {
	record, err := civilaffairs.Catalog().Explain("eldercare.care-beds", nil, []byte(`{"care":12649,"total":23000}`))
	require.NoError(t, err)
	var out []string
	for _, change := range [][2]string{
		{`"met":false`, `"met":true`}, {`"shortfall":1`, `"shortfall":0`}, {`"to_add":3`, `"to_add":2`}, {`"care":12649`, `"care":12650`},
		{`"total":23000`, `"total":22999`}, {`"floor":"55%"`, `"floor":"54%"`}, {`"due":2025`, `"due":2026`}, {`"version":1`, `"version":9`},
		{`"from":"plan"`, `"from":"caller"`}, {`"value":"1"`, `"value":"2"`}, {`"actual":{`, `"actual":{"x":1,`}, {`"clause":"T2.7"`, `"clause":"T2.8"`},
		{`{care} ÷ {total}`, `{total} ÷ {care}`}, {`"edition":`, `"issue":`}, {`"required":"55%"`, `"required":"50%"`}, {`"quote":"≥55"`, `"quote":"≥50"`},
		{`"rule":"eldercare.care-beds"`, `"rule":"eldercare.none"`}, {`"format":1`, `"format":7`}, {`"digests":{`, `"digest":{`}, {`"facts":{`, `"facts":{"x":1,`},
	} {
		changed := strings.Replace(string(record), change[0], change[1], 1)
		require.NotEqual(t, string(record), changed, change[0])
		out = append(out, changed)
	}
	return out
}

// The page in a browser: CHROMIUM names it, and .ci/browser installs what is needed.
func TestThePageIsTheLibrary(t *testing.T) {
	if os.Getenv("CHROMIUM") == "" {
		t.Skip("CHROMIUM does not name a browser")
	}
	dir := t.TempDir()
	shots := os.Getenv("SCREENSHOTS") // to look at
	if shots == "" {
		shots = dir
	}
	file := filepath.Join(dir, "explorer.html")
	require.NoError(t, run(file))
	info, err := os.Stat(file)
	require.NoError(t, err)
	assert.Less(t, info.Size(), int64(3_000_000), "the page stays small enough to be sent by mail")
	list, records := samples(t, 6)
	wrong := altered(t)
	plan, err := os.ReadFile(filepath.Join("..", "..", "indicators", "testdata", "city-15.json"))
	require.NoError(t, err)
	todo, err := json.Marshal(map[string]any{"explain": list, "altered": wrong, "household": "assistance.allowance",
		"counties": counties("60"), "impossible": counties("600"), "plan": string(plan), "refused": lackedDegree})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "cases.json"), todo, 0o600))
	cmd := exec.Command("node", "drive.mjs", file, filepath.Join(dir, "cases.json"), shots)
	var errs strings.Builder
	cmd.Stderr = &errs
	raw, err := cmd.Output()
	require.NoError(t, err, errs.String())
	var got seen
	require.NoError(t, json.Unmarshal(raw, &got))

	assert.Equal(t, records, got.Records, "the same records as natively, byte for byte")
	assert.Empty(t, got.Requests, "no request leaves the page")
	assert.Empty(t, got.Errors)
	assert.Empty(t, got.Axe)
	require.Len(t, got.Replayed, len(wrong))
	for i, r := range got.Replayed {
		assert.False(t, r.Holds, wrong[i])
		assert.NotEmpty(t, r.Says, wrong[i])
	}
	assert.Less(t, got.Answer, 1000, "milliseconds to the answer")
	t.Logf("to be filled in after %d ms, ready after %d ms, answered after %d ms, %d records", got.Usable, got.Ready, got.Answer, len(records))
	assert.Contains(t, got.Texts["partial"], "先填")
	assert.Regexp(t, `是 或 否\s+（须于2025年底前达到）`, got.Texts["partial"], "it is known when a verdict is due before the verdict is")
	assert.Contains(t, got.Texts["refused"], "尚不能计算：请看标红之处") // the rule says that it refuses it: it is an error at once
	assert.NotContains(t, got.Texts["refused"], "予以救助", "no answer stands beside the refusal")
	assert.Contains(t, got.Texts["refusedEnglish"], "not computed: see what is marked")
	assert.NotRegexp(t, `\p{Han}`, got.Texts["refusedEnglish"])
	assert.Equal(t, "degree_found 县区没有这一困难程度档次", got.Texts["refusedAt"], "the field is marked, and no other")
	require.NotEmpty(t, got.Levels)
	for _, off := range got.Levels {
		assert.Less(t, off, 2.0, "pixels between the beginnings of steps of one level")
	}
	assert.Equal(t, [][2]float64{{1280, 0}, {1280, 0}}, got.Sheets, "the page does not scroll sideways, nor does the table of the rows in its box")
	assert.Contains(t, got.Texts["answer"], "缺口")
	assert.Contains(t, got.Texts["why"], "护理型床位占床位总数的比例")
	assert.NotContains(t, got.Texts["why"], "least", "formulas are in words")
	assert.Contains(t, got.Texts["more"], "全部相符")
	assert.Contains(t, got.Texts["english"], "shortfall")
	assert.NotRegexp(t, `\p{Han}`, clauseID.ReplaceAllString(withoutQuotes(got.Texts["english"]), ""))
	assert.Contains(t, got.Texts["dropped"], "does not hold")
	assert.Contains(t, got.Texts["droppedChinese"], "不符", "told anew in the language that was chosen")
	assert.NotContains(t, got.Texts["droppedChinese"], "does not hold")
	assert.NotEmpty(t, got.Texts["used"])
	assert.Contains(t, got.Texts["answer"], "须于2025年底前达到", "a verdict stands with the year by which it is due")
	assert.Contains(t, got.Texts["usedWhy"], "取整方式 = 不足1元按1元计")
	assert.Contains(t, got.Texts["usedWhy"], "成员1 月收入（元） − ")
	assert.NotContains(t, got.Texts["usedWhy"], "up/yuan")
	assert.Empty(t, got.Unsaid)
	assert.Equal(t, []string{"0% … 100%", "不大于100%", "不小于0", "12649/23000 (≈54.996%) … 55%", "不限", "1.00 … 2.50", "12.5% … 150%"}, got.Bounds)
	assert.Equal(t, "standard", got.Texts["marked"], "red is what was left empty, and nothing else")
	assert.Contains(t, got.Texts["form"], "成员1 月收入（元）")
	assert.NotZero(t, got.Table.Rows)
	assert.Less(t, got.Table.Height, 400*got.Table.Rows, "a row of the table of cases stays within half a narrow screen")
	assert.Greater(t, got.Table.Least, 200.0, "cells stand below one another on a narrow page")
	assert.True(t, strings.HasPrefix(got.Texts["sampleTable"], "指标,年度,完成值"), got.Texts["sampleTable"])
	assert.Contains(t, got.Texts["planWrong"], "plan.csv line", "the file in which a line is wrong is named")
	evaluated(t, &got)
	decision, err := civilaffairs.Catalog().Explain("eldercare.care-beds", nil, []byte(`{"care":12649,"total":23000}`))
	require.NoError(t, err)
	assert.Equal(t, download{"eldercare.care-beds.json", string(decision)}, got.Record)
	hasDecision(t, got.Workbook)
	assert.Equal(t, "skip", got.First, "the keyboard begins with the way to the rule")
	assert.Len(t, got.Rules, len(civilaffairs.Rules()))
	for _, r := range got.Rules {
		assert.NotZero(t, r[1], "%v has fields to fill in", r[0])
		assert.LessOrEqual(t, r[2], 390.0, "%v fits a narrow page", r[0])
	}
}

// clauseID is the id of a clause, 三(二)4, 表2 or one in square brackets, which is the same in any language.
var clauseID = regexp.MustCompile(`\[[^]]*]|[一-十]\([一-十]+\)[0-9]*|表[0-9]`)

// withoutQuotes drops what is quoted from the plan, which is Chinese in any language.
func withoutQuotes(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		switch r {
		case '“':
			in = true
		case '”':
			in = false
		default:
			if !in {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}
