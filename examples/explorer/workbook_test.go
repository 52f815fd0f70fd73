package main

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// hasDecision looks at the cells of a downloaded workbook: figures are numbers, and all of the decision is there.
func hasDecision(t *testing.T, book download) {
	t.Helper()
	assert.Equal(t, "eldercare.care-beds.xlsx", book.Name)
	raw, err := base64.StdEncoding.DecodeString(book.Text)
	require.NoError(t, err)
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	require.NoError(t, err)
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		parts[f.Name] = string(text)
	}
	sheets := parts["xl/worksheets/sheet1.xml"] + parts["xl/worksheets/sheet2.xml"]
	for _, number := range []string{"12649", "23000", "1", "3"} {
		assert.Regexp(t, `<c [^>]*><v>`+number+`</v>`, sheets, number)
	}
	words := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(parts["xl/sharedStrings.xml"]+sheets, "|")
	for _, says := range []string{"养老机构护理型床位占比", "缺口", "护理型床位（张）", "规划 T2.7", "≥55", "最小整数n", "记录校验码", "护理型床位占床位总数的比例", "征求意见稿"} {
		assert.Contains(t, words, says)
	}
	assert.Equal(t, 2, strings.Count(parts["xl/workbook.xml"], "<sheet "))
	assert.NotContains(t, words, "所据文本：", "the label says it")
	assert.Contains(t, words, "须于2025年底前达到")
	for _, name := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"} {
		assert.Regexp(t, `<worksheet[^>]*><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`, parts[name])
		assert.Regexp(t, `<pageSetup [^>]*fitToHeight="0"`, parts[name], "one page wide, as many high as it takes")
	}
}

// TestThePageSaysEachOriginInWords: whose a parameter can be has its words in the workbook of the page.
func TestThePageSaysEachOriginInWords(t *testing.T) {
	source, err := os.ReadFile(filepath.Join("..", "..", "rule", "origin.go"))
	require.NoError(t, err)
	script, err := page.ReadFile("workbook.js")
	require.NoError(t, err)
	origins := regexp.MustCompile(`From\w+ +From = "(\w+)"`).FindAllStringSubmatch(string(source), -1)
	require.GreaterOrEqual(t, len(origins), 5)
	said := regexp.MustCompile(`const from = \{.*`).FindString(string(script))
	for _, o := range origins {
		assert.Regexp(t, `[ {]`+o[1]+`: say\('\p{Han}+', `, said, o[1])
	}
}
