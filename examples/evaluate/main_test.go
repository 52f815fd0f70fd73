package main

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
)

func evaluate(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestTheSampleIsEvaluatedInBothLanguages(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"中期评估：约束性指标9项中1项滞后于参考进度、1项未到期、7项已达目标 (T2.7)", "样本数据（虚构）", "滞后较多的指标：T2.7"},
		"en": {"mid-term evaluation: of 9 binding indicators 1 behind the reference, 1 not due yet, 7 met (T2.7)", "sample data (made up)", "furthest behind: T2.7"},
	} {
		code, out, errs := evaluate("-lang", lang)
		assert.Zero(t, code)
		assert.Empty(t, errs)
		for _, w := range want {
			assert.Contains(t, out, w)
		}
	}
	code, out, _ := evaluate("-year", "2025", "-lang", "en")
	assert.Zero(t, code)
	assert.Contains(t, out, "final evaluation: all 9 binding indicators are met")
}

func TestFilesAreWritten(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out")
	code, _, errs := evaluate("-out", dir)
	require.Zero(t, code, errs)
	read := func(name string) string {
		raw, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		return string(raw)
	}
	var report indicators.Report
	require.NoError(t, json.Unmarshal([]byte(read("evaluation.json")), &report))
	assert.Len(t, report.Rows, 20)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(read("evaluation.csv"), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 21)
	assert.Contains(t, read("evaluation.md"), "| T2.7 |")
	page := read("evaluation.html")
	assert.Equal(t, 20, strings.Count(page, "<svg"), "a chart for each indicator")
	assert.NotContains(t, page, "http", "the page needs nothing from elsewhere")
	assert.NotContains(t, page, "NaN")
	wellFormed(t, page)
}

// wellFormed reads the page's charts as XML.
func wellFormed(t *testing.T, page string) {
	t.Helper()
	for _, svg := range strings.Split(page, "<svg")[1:] {
		svg, _, _ = strings.Cut(svg, "</svg>")
		d := xml.NewDecoder(strings.NewReader("<svg" + svg + "</svg>"))
		for {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if !assert.NoError(t, err) {
				return
			}
		}
	}
}

func TestAnotherPlanWithObservationsInJSON(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "obs.json")
	require.NoError(t, os.WriteFile(file, []byte(`[{"indicator":"A1","year":2028,"part":"45","whole":"100"},{"indicator":"A2","year":2028,"value":"9"}]`), 0o600))
	code, out, errs := evaluate("-plan", "../../indicators/testdata/city-15.json", "-observations", file, "-lang", "en", "-out", filepath.Join(dir, "out"))
	require.Zero(t, code, errs)
	assert.Contains(t, out, "mid-term evaluation: of 1 binding indicators 1 on track")
	assert.NotContains(t, out, "sample data (made up).")
}

func TestBadInputIsNamed(t *testing.T) {
	dir := t.TempDir()
	file := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		return path
	}
	for name, c := range map[string]struct {
		args []string
		code int
		says string
	}{
		"a bad cell":    {[]string{"-observations", file("a.csv", "indicator,year,value\nT2.7,2023,46\nT2.8,2023,4x\n")}, 2, "line 3: value: 4x"},
		"a bad column":  {[]string{"-observations", file("b.csv", "indicator,year,valeu\nT2.7,2023,46\n")}, 2, "line 2: valeu"},
		"bad JSON":      {[]string{"-observations", file("c.json", "[{")}, 2, "expected a name in double quotes"},
		"unknown id":    {[]string{"-observations", file("d.csv", "indicator,year,value\nT9.7,2023,46\n")}, 1, "T9.7"},
		"no such file":  {[]string{"-observations", filepath.Join(dir, "absent.csv")}, 2, "absent.csv"},
		"bad plan":      {[]string{"-plan", file("e.json", "{}")}, 2, "id: not given"},
		"bad language":  {[]string{"-lang", "fr"}, 2, "must be zh"},
		"bad method":    {[]string{"-method", "wild"}, 2, "-method wild: no such choice"},
		"a year before": {[]string{"-year", "2020"}, 1, "must be 2021 to 2025"},
	} {
		code, _, errs := evaluate(c.args...)
		assert.Equal(t, c.code, code, name)
		assert.Contains(t, errs, c.says, name)
	}
}

func TestChineseTakesTwoColumns(t *testing.T) {
	assert.Equal(t, 4, width("中文"))
	assert.Equal(t, 4, width("2023"))
	assert.Equal(t, 6, width("（%）x"))
}
