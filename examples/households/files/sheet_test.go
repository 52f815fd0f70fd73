package files_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// workbookOf makes a workbook of the XML of its sheet's rows, to the letter.
func workbookOf(t testing.TB, sheet string, more ...string) string {
	t.Helper()
	parts := map[string]string{
		"_rels/.rels":                `<Relationships xmlns="r"><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="r2"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="r"><Relationship Id="r2" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r3" Type="http://x/styles" Target="/xl/styles.xml"/><Relationship Id="r4" Type="http://x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/styles.xml":              `<styleSheet xmlns="m"><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="00000"/><numFmt numFmtId="166" formatCode="#,##0.00&quot;元&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/></cellXfs></styleSheet>`,
		"xl/sharedStrings.xml":       `<sst xmlns="m"><si><t>户编号</t></si><si><r><t>县</t></r><r><rPr/><t>区</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for i := 0; i+1 < len(more); i += 2 {
		parts[more[i]] = more[i+1]
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := w.Create(name)
		require.NoError(t, err)
		_, err = f.Write([]byte(text))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.String()
}

func text(ref, s string) string {
	return `<c r="` + ref + `" t="inlineStr"><is><t>` + s + `</t></is></c>`
}

const headRow = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="str"><v>城乡</v></c>` +
	`<c r="D1" t="inlineStr"><is><t>家庭财产（元）</t></is></c><c r="E1" t="inlineStr"><is><t>成员</t></is></c><c r="F1" t="inlineStr"><is><t>月份</t></is></c></row>`

func sheetOf(rows ...string) string {
	return `<worksheet xmlns="m"><sheetData>` + headRow + strings.Join(rows, "") + `</sheetData></worksheet>`
}

// row2 is a good row whose property, id and month are the test's.
func row2(id, property, month string) string {
	return `<row r="2">` + id + text("B2", "寿县") + text("C2", "农村") + property + text("E2", "1500/500") + month + `</row>`
}

const (
	idCell    = `<c r="A2" t="inlineStr"><is><t>A1</t></is></c>`
	monthCell = `<c r="F2" t="inlineStr"><is><t>2023-07</t></is></c>`
)

// TestCellsOfAWorkbook: what a cell stores is what is read, or the row is bad and its
// cell named.
func TestCellsOfAWorkbook(t *testing.T) {
	for cell, want := range map[string]string{
		`<c r="D2"><v>1234.5</v></c>`:                           "1234.50 ",
		`<c r="D2" s="4"><v>1234.5</v></c>`:                     "1234.50 ",
		`<c r="D2" t="n"><v> 700.1 </v></c>`:                    "700.10 ",
		`<c r="D2"><v>1.1000000000000001</v></c>`:               "1.10 binary-image",
		`<c r="D2"><v>1.2E+5</v></c>`:                           "120000.00 exponent",
		`<c r="D2"><f>SUM(G2:H2)</f><v>12.5</v></c>`:            "12.50 cached-formula",
		`<c r="D2" t="str"><f>"1,"&amp;234</f><v>1,234</v></c>`: "1234.00 thousands cached-formula",
		`<c r="D2" t="inlineStr"><is><t>１２元</t></is></c>`:       "12.00 full-width yuan-sign",
		`<c r="D2" s="4"/>`:                                     "- ",
		``:                                                      "- ",
	} {
		r := open(t, []byte(workbookOf(t, sheetOf(row2(idCell, cell, monthCell)))), files.Options{})
		var rows []files.Row
		for row := range r.Rows() {
			rows = append(rows, row)
		}
		require.Len(t, rows, 1)
		require.NoError(t, rows[0].Err, cell)
		property, given := rows[0].Case.Household.Property.Get()
		said := property.String()
		if !given {
			said = "-"
		}
		var kinds []string
		for _, n := range r.Report().Notes() {
			if n.Kind != households.HeadingName {
				assert.Equal(t, "property", n.Column)
				kinds = append(kinds, n.Kind.String())
			}
		}
		assert.Equal(t, want, said+" "+strings.Join(kinds, " "), cell)
		assert.Equal(t, "寿县", rows[0].Case.County)
	}
	for _, c := range []struct {
		id, property, month string
		cell                string
		want                error
		zh, en              string
	}{
		{idCell, `<c r="D2"><v>700.0000000001</v></c>`, monthCell, "D2", rule.Inexact, "请用ROUND取整到分", "round it to fen with ROUND"},
		{idCell, `<c r="D2"><f>1/3</f><v>0.33333333333333331</v></c>`, monthCell, "D2", rule.Inexact, "ROUND", "ROUND"},
		{idCell, `<c r="D2"><f>SUM(G2:H2)</f></c>`, monthCell, "D2", rule.Missing, "重算并保存", "calculate and save"},
		{idCell, `<c r="D2"><f>SUM(G2:H2)</f><v></v></c>`, monthCell, "D2", rule.Missing, "重算并保存", "calculate and save"},
		{idCell, `<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, monthCell, "D2", rule.Invalid, "错误值", "has an error"},
		{idCell, `<c r="D2" t="b"><v>1</v></c>`, monthCell, "D2", rule.Invalid, "逻辑值", "TRUE or FALSE"},
		{idCell, `<c r="D2" s="1"><v>45108</v></c>`, monthCell, "D2", rule.Invalid, "日期", "is a date"},
		{idCell, `<c r="D2" s="2"><v>700</v></c>`, monthCell, "D2", rule.Invalid, "日期", "is a date"},
		{`<c r="A2"><v>3.4040219900101101E+17</v></c>`, "", monthCell, "A2", rule.Inexact, "设为文本", "make the column text"},
		{`<c r="A2" s="3"><v>12</v></c>`, "", monthCell, "A2", rule.Inexact, "首位的零", "leading zeros"},
		{`<c r="A2"><v>1.5</v></c>`, "", monthCell, "A2", rule.Inexact, "设为文本", "make the column text"},
		{`<c r="A2" t="b"><v>1</v></c>`, "", monthCell, "A2", rule.Invalid, "逻辑值", "TRUE or FALSE"},
		{idCell, "", `<c r="F2" s="1"><v>45122</v></c>`, "F2", rule.Invalid, "某一天", "a day"},
		{idCell, "", `<c r="F2"><v>45108.5</v></c>`, "F2", rule.Syntax, "不是月份", "no month"},
		{idCell, "", monthCell + text("G2", "more"), "G2", rule.UnknownField, "没有表头", "has no heading"},
		{"", "", monthCell, "A2", rule.Missing, "家庭编号", "household's id"},
	} {
		rows, err := lastError(workbookOf(t, sheetOf(row2(c.id, c.property, c.month))), files.Options{})
		require.NoError(t, err)
		require.Len(t, rows, 1)
		if !assert.ErrorIs(t, rows[0].Err, c.want, c) {
			continue
		}
		assert.Contains(t, households.RowText(1, rows[0].Err, rule.Chinese), "（单元格"+c.cell+"）", c)
		assert.Contains(t, households.RowText(1, rows[0].Err, rule.Chinese), c.zh, c)
		assert.Contains(t, households.RowText(1, rows[0].Err, rule.English), "cell "+c.cell, c)
		assert.Contains(t, households.RowText(1, rows[0].Err, rule.English), c.en, c)
	}
	rows, err := lastError(workbookOf(t, sheetOf(row2(`<c r="A2"><v>340402</v></c>`, "", `<c r="F2" s="2"><v>45108</v></c>`))), files.Options{})
	require.NoError(t, err)
	require.NoError(t, rows[0].Err)
	assert.Equal(t, "340402", rows[0].Case.ID)
	assert.Equal(t, unit.MustParseMonth("2023-07"), rows[0].Month, "what a spreadsheet makes of 2023-07")
}

// TestSheetsThatAreNotCertain are refused as a file.
func TestSheetsThatAreNotCertain(t *testing.T) {
	good := row2(idCell, "", monthCell)
	two := `<workbook xmlns="m" xmlns:r="r"><sheets><sheet name="名单" sheetId="1" r:id="r2"/><sheet name="另一" sheetId="2" r:id="r2"/></sheets></workbook>`
	hidden := strings.Replace(two, `name="另一"`, `name="另一" state="hidden"`, 1)
	for name, c := range map[string]struct {
		data   string
		o      files.Options
		want   error
		zh, en string
	}{
		"merged":        {workbookOf(t, strings.Replace(sheetOf(good), "</sheetData>", `</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>`, 1)), files.Options{}, rule.Invalid, "单元格B2:B3", "cell B2:B3: is merged"},
		"two sheets":    {workbookOf(t, sheetOf(good), "xl/workbook.xml", two), files.Options{}, rule.Invalid, "名单、另一；请指明一张", "say which"},
		"no such sheet": {workbookOf(t, sheetOf(good), "xl/workbook.xml", two), files.Options{Sheet: "三"}, rule.Missing, "没有工作表", "no sheet"},
		"empty":         {workbookOf(t, `<worksheet xmlns="m"><sheetData/></worksheet>`), files.Options{}, rule.Missing, "没有可见且不为空的工作表", "no sheet is seen"},
		"a title":       {workbookOf(t, `<worksheet xmlns="m"><sheetData><row r="1">`+text("A1", "低保名单")+`</row></sheetData></worksheet>`), files.Options{}, rule.UnknownField, "没有此列", "none of the columns"},
		"a number":      {workbookOf(t, `<worksheet xmlns="m"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`), files.Options{}, rule.Invalid, "（单元格A1）", "(cell A1)"},
		"an encoding":   {workbookOf(t, sheetOf(good)), files.Options{Encoding: files.UTF8}, rule.Invalid, "工作簿没有编码", "a workbook has no encoding"},
		"torn":          {workbookOf(t, strings.TrimSuffix(sheetOf(good), "</sheetData></worksheet>")), files.Options{}, rule.Syntax, "损坏", "damaged"},
		"rows twice":    {workbookOf(t, sheetOf(good, good)), files.Options{}, rule.Syntax, "第2行之后读不出", "behind row 2"},
		"cells twice":   {workbookOf(t, sheetOf(row2(idCell+idCell, "", monthCell))), files.Options{}, rule.Syntax, "读不出", "cannot be read"},
		"no string":     {workbookOf(t, sheetOf(row2(`<c r="A2" t="s"><v>99</v></c>`, "", monthCell))), files.Options{}, rule.Syntax, "读不出", "no shared string 99"},
		"new type":      {workbookOf(t, sheetOf(row2(`<c r="A2" t="z"><v>99</v></c>`, "", monthCell))), files.Options{}, rule.Syntax, "读不出", "a cell of type z"},
	} {
		_, err := lastError(c.data, c.o)
		if !assert.ErrorIs(t, err, c.want, name) {
			continue
		}
		f, _ := files.Bad(err)
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.Contains(t, f.In(rule.English), c.en, name)
	}
	rows, err := lastError(workbookOf(t, sheetOf(good), "xl/workbook.xml", hidden), files.Options{})
	require.NoError(t, err, "a hidden sheet is none to choose from")
	assert.Len(t, rows, 1)
	rows, err = lastError(workbookOf(t, sheetOf(good), "xl/workbook.xml", two), files.Options{Sheet: "另一"})
	require.NoError(t, err)
	assert.Len(t, rows, 1)
}

// TestRowsOfASheet: blank ones between are bad, those at the end are counted, and
// hidden ones are read.
func TestRowsOfASheet(t *testing.T) {
	good := func(row string) string {
		return strings.ReplaceAll(row2(idCell, "", monthCell), `2"`, row+`"`)
	}
	data := workbookOf(t, sheetOf(good("2"), good("4"), strings.Replace(good("5"), "<row ", `<row hidden="1" `, 1), `<row r="6"><c r="A6" s="1"/></row>`, `<row r="9">`+text("A9", " ")+`</row>`))
	r := open(t, []byte(data), files.Options{})
	var numbers []int
	for row := range r.Rows() {
		numbers = append(numbers, row.Number)
		if row.Number == 3 {
			assert.ErrorIs(t, row.Err, rule.Missing)
			assert.ErrorContains(t, row.Err, "cell 3: a blank row")
		} else {
			assert.NoError(t, row.Err)
		}
	}
	assert.Equal(t, []int{2, 3, 4, 5}, numbers)
	rep := r.Report()
	assert.Equal(t, 1, rep.Count(households.Hidden))
	assert.Contains(t, rep.Notes(), households.Note{Kind: households.Hidden, Count: 1, First: 5})
	assert.Equal(t, 4, rep.Count(households.BlankEnd))
}

// TestAWorkbookThatIsCutAnywhereIsRefused: no row of it is lost in silence.
func TestAWorkbookThatIsCutAnywhereIsRefused(t *testing.T) {
	whole := string(written(t, forms["workbook, loose"].form, 40))
	for i := 0; i < len(whole); i += 97 {
		rows, err := lastError(whole[:i], files.Options{})
		require.Error(t, err, i)
		require.Empty(t, rows)
	}
	parquet := string(written(t, forms["Parquet"].form, 40))
	for i := 0; i < len(parquet); i += 97 {
		_, err := lastError(parquet[:i], files.Options{})
		require.Error(t, err, i)
	}
}

// TestWorkbooksThatExcelizeWrites, with dates, formulas and merged cells, are read
// as they are meant.
func TestWorkbooksThatExcelizeWrites(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"户编号", "县区", "城乡", "家庭财产", "成员", "月份"}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{"A", "寿县", "农村", 1234.56, "0/0", time.Date(2023, 7, 1, 0, 0, 0, 0, time.UTC)}))
	require.NoError(t, f.SetSheetRow("Sheet1", "A3", &[]any{"B", "寿县", "城市", nil, "0/0", "2023-07"}))
	require.NoError(t, f.SetCellFormula("Sheet1", "D3", "D2*2"))
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	rows, err := lastError(b.String(), files.Options{})
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.NoError(t, rows[0].Err)
	property, _ := rows[0].Case.Household.Property.Get()
	assert.Equal(t, "1234.56", property.String())
	assert.Equal(t, unit.MustParseMonth("2023-07"), rows[0].Month)
	assert.ErrorContains(t, rows[1].Err, "(cell D3): a formula whose value is not in the file")
	require.NoError(t, f.MergeCell("Sheet1", "B2", "B3"))
	b.Reset()
	require.NoError(t, f.Write(&b))
	_, err = lastError(b.String(), files.Options{})
	assert.ErrorContains(t, err, "cell B2:B3: is merged")
}
