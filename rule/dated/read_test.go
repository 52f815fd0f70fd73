package dated_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const table = "\uFEFF适用地区,起始月份,截止月份,公布日期,文号,出处,amount,extra\r\n" +
	"样例市,2021-11,,2021-10-20,样例办〔2021〕1号,样例网,200.00,\r\n" +
	",,,,,,,\r\n" +
	"甲县,2023-11,2024-03,2023-12-05,甲政办〔2023〕8号,\"样例网\n公报\",260,10\r\n"

const list = `[
 {"area":"样例市","from":"2021-11","published":"2021-10-20","document":"样例办〔2021〕1号","source":"样例网","parameters":{"amount":"200.00"}},
 {"area":"甲县","from":"2023-11","until":"2024-03","published":"2023-12-05","document":"甲政办〔2023〕8号","source":"样例网\n公报","parameters":{"amount":"260.00","extra":"10.00"}}
]`

func TestTablesAndListsGiveTheSameBook(t *testing.T) {
	a, err := dated.ReadCSV[Fuel](strings.NewReader(table), areas)
	require.NoError(t, err)
	b, err := dated.ReadJSON[Fuel](strings.NewReader(list), areas)
	require.NoError(t, err)
	assert.Equal(t, a.Entries(), b.Entries())
	for _, end := range []string{"\n", "\r"} { // as spreadsheets of other systems end lines
		other, err := dated.ReadCSV[Fuel](strings.NewReader(strings.ReplaceAll(strings.ReplaceAll(table, "\n公报", "公报"), "\r\n", end)), areas)
		require.NoError(t, err, "%q", end)
		assert.Len(t, other.Entries(), len(a.Entries()), "%q", end)
	}
	raw, err := json.Marshal(a.Entries())
	require.NoError(t, err)
	c, err := dated.ReadJSON[Fuel](strings.NewReader(string(raw)), areas)
	require.NoError(t, err)
	assert.Equal(t, a.Entries(), c.Entries(), "what is written reads back")
	f, err := a.At("甲县", unit.MustParseMonth("2024-03"))
	require.NoError(t, err)
	assert.Equal(t, unit.Yuan(10), f.Parameters.Extra)
	money, err := dated.ReadCSV[unit.Money](strings.NewReader("area,from,published,document,parameters\n样例市,2021-11,2021-10-20,一号,1.50\n"), areas)
	require.NoError(t, err)
	assert.Equal(t, unit.MustParseMoney("1.50"), money.Entries()[0].Parameters)
	d, err := dated.ReadCSV[Fuel](strings.NewReader("parameters.amount,area,from,published,document\n1,样例市,2021-11,2021-10-20,一号\n"), areas)
	require.NoError(t, err)
	assert.Equal(t, unit.Yuan(1), d.Entries()[0].Parameters.Amount)
}

func TestTablesAreRefusedByRowAndColumn(t *testing.T) {
	const head = "area,from,until,published,document,amount\n"
	const good = "样例市,2021-11,,2021-10-20,一号,200\n"
	check := func(p Fuel) error { return FuelAid.Under(p).Err() }
	for name, c := range map[string]struct {
		text  string
		code  rule.Code
		field string
		zh    string
	}{
		"empty":             {"", rule.Missing, "file", "第一行应为列名"},
		"blank":             {"\n,,\n", rule.Missing, "file", "第一行应为列名"},
		"only a heading":    {head, rule.Missing, "entries", "至少给出一条"},
		"GBK":               {"\xb5\xd8\xc7\xf8\n", rule.Syntax, "file", "UTF-8"},
		"quotes":            {head + "样例\"市,2021-11\n", rule.Syntax, "file", "第2行第7个字节：引号"},
		"a column twice":    {"area,适用地区,from,published,document\n", rule.Duplicate, "columns[1]", "第1行第2列：适用地区：列名重复"},
		"no column":         {"area,from,published\n", rule.Missing, "columns", "缺少“document”列（文号）"},
		"unknown column":    {"area,from,published,document,amount,cost\n样例市,2021-11,2021-10-20,一号,200,5\n", rule.UnknownField, "columns[5]", "第1行第6列：cost：没有此列：请核对列名或删去此列，列名有area、from、until、published、document、source、amount、extra"},
		"a comma too many":  {head + "样例市,2021-11,,2021-10-20,一号,1,200\n", rule.UnknownField, "rows[0][6]", "第2行第7列：200：此列没有列名"},
		"a month":           {head + good + "\n甲县,2021年11月,,2021-10-20,一号,200\n", rule.Syntax, "rows[1].from", "第4行 from列：2021年11月：年份四位、月份两位，中间用“-”：请写成2021-11"},
		"a day":             {head + "甲县,2021-11,,2021/10/20,一号,200\n", rule.Syntax, "rows[0].published", "第2行 published列：2021/10/20：应写成四位年份、两位月份和两位日期"},
		"an amount":         {head + "甲县,2021-11,,2021-10-20,一号,200元\n", rule.Syntax, "rows[0].amount", "第2行 amount列：200元"},
		"an empty cell":     {head + "甲县,2021-11,,2021-10-20,一号,\n", rule.Missing, "rows[0].amount", "第2行 amount列："},
		"no document":       {head + "甲县,2021-11,,2021-10-20,,200\n", rule.Missing, "rows[0].document", "第2行 document列"},
		"an area":           {head + good + "甲,2021-11,,2021-10-20,一号,200\n", rule.Invalid, "rows[1].area", "第3行（甲 2021-11 一号） 适用地区：甲：不在地区清单中"},
		"a parameter":       {head + good + "甲县,2021-11,,2021-10-20,一号,0\n", rule.Missing, "rows[1].amount", "第3行 每户补助（元）"},
		"a gap":             {head + "样例市,2021-01,2021-03,2021-01-20,一号,200\n" + good, rule.Missing, "rows[1].from", "第3行（样例市 2021-11 一号） 起始月份：2021-11：此前2021-04至2021-10没有标准"},
		"a multi-line cell": {head + "样例市,2021-01,,2021-01-20,\"一\n号\",200\n甲县,2021-1,,2021-01-20,二号,200\n", rule.Syntax, "rows[1].from", "第4行 from列"},
	} {
		b, err := dated.ReadCSV(strings.NewReader(c.text), areas, check)
		require.ErrorIs(t, err, c.code, name)
		assert.Empty(t, b.Entries())
		f := rule.Faults(err)
		require.Len(t, f, 1, name)
		assert.Equal(t, c.field, f[0].Field, name)
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.NotContains(t, f.In(rule.English), "第", name)
		helpful(t, err)
	}
}

func TestListsAreRefusedByEntryAndField(t *testing.T) {
	for old, c := range map[string]struct {
		new   string
		code  rule.Code
		field string
	}{
		`"from":"2023-11",`:     {``, rule.Missing, "[1].from"},
		`"area":"甲县"`:           {`"area":"丁县"`, rule.Invalid, "[1].area"},
		`"extra":"10.00"`:       {`"extra":"-10.00"`, rule.Range, "[1].parameters.extra"},
		`"amount":"260.00"`:     {`"amount":260`, rule.Syntax, "[1].parameters.amount"},
		`"published":"2021-10-`: {`"published":"2021-13-`, rule.Range, "[0].published"},
		`"source"`:              {`"sources"`, rule.UnknownField, "[0].sources"},
		`"until":"2024-03"`:     {`"until":"2023-03"`, rule.Range, "[1].until"},
	} {
		altered := strings.Replace(list, old, c.new, 1)
		require.NotEqual(t, list, altered)
		_, err := dated.ReadJSON(strings.NewReader(altered), areas, func(p Fuel) error { return FuelAid.Under(p).Err() })
		require.ErrorIs(t, err, c.code, old)
		assert.Equal(t, c.field, rule.Faults(err)[0].Field, old)
		helpful(t, err)
	}
	_, err := dated.ReadJSON[Fuel](strings.NewReader(strings.ReplaceAll(list, `"2021-11"`, `"2021-1"`)), areas)
	assert.Equal(t, "第1条 起始月份：2021-1：年份四位、月份两位，中间用“-”：请写成2021-01", rule.Faults(err).In(rule.Chinese))
	_, err = dated.ReadJSON[Fuel](strings.NewReader(strings.ReplaceAll(list, `"260.00"`, `260`)), areas)
	assert.Contains(t, rule.Faults(err).In(rule.English), "entry 2, amount: 260: ")
	for _, text := range []string{"", "{}", "[", "[]", "null", `[null]`} {
		_, err := dated.ReadJSON[Fuel](strings.NewReader(text), areas)
		require.Error(t, err, text)
		helpful(t, err)
	}
}

// TestAColumnThatIsMissingIsNamedOnce: by its name and by what it is, however many rows there are.
func TestAColumnThatIsMissingIsNamedOnce(t *testing.T) {
	type both struct {
		Urban Fuel `json:"urban" zh:"城市" en:"urban"`
		Rural Fuel `json:"rural" zh:"农村" en:"rural"`
	}
	rows := "\n甲县,2021-11,2021-10-20,一号,200\n甲县,2022-11,2022-10-20,二号,220\n甲县,2023-11,2023-10-20,三号,230\n"
	said := func(text string) (string, string) {
		_, err := dated.ReadCSV[both](strings.NewReader(text), areas)
		faults := rule.Faults(err)
		require.Len(t, faults, 1)
		assert.Equal(t, "columns", faults[0].Field)
		return faults[0].In(rule.Chinese), faults[0].In(rule.English)
	}
	zh, en := said("area,from,published,document,urban.amount" + rows)
	assert.Equal(t, "第1行：rural：缺少“rural”列（农村）", zh)
	assert.Equal(t, "row 1: rural: there is no column rural (rural)", en)
	_, err := dated.ReadCSV[Fuel](strings.NewReader("area,from,published,document,extra"+rows), areas)
	require.Len(t, rule.Faults(err), 1)
	assert.Contains(t, rule.Faults(err)[0].In(rule.Chinese), "第1行：amount：缺少“amount”列（")
	_, err = dated.ReadCSV[Fuel](strings.NewReader("area,from,published,document,amount\n甲县,2021-11,2021-10-20,一号,\n"), areas)
	assert.Contains(t, rule.Faults(err)[0].In(rule.Chinese), "第2行 amount列：未提供", "a cell that is empty is named by its row")
	zh, en = said("\narea;from;published;document;amount\n")
	assert.Equal(t, "第2行：area;from;published;document;amount：各列以分号分隔：请另存为以半角逗号分隔的CSV", zh)
	assert.Contains(t, en, "the columns are separated by semicolons: save the file as CSV with commas")
	zh, _ = said("area\tfrom\tpublished\n")
	assert.Contains(t, zh, "各列以制表符分隔")
}

func TestFilesThatCannotBeRead(t *testing.T) {
	broken := errors.New("broken")
	for _, read := range []func(r io.Reader) error{
		func(r io.Reader) error { _, err := dated.ReadCSV[Fuel](r, areas); return err },
		func(r io.Reader) error { _, err := dated.ReadJSON[Fuel](r, areas); return err },
	} {
		assert.ErrorIs(t, read(iotest.ErrReader(broken)), broken)
		assert.ErrorIs(t, read(nil), rule.Missing)
		assert.ErrorIs(t, read(zeros{}), rule.Range)
		assert.ErrorIs(t, read(iotest.ErrReader(os.ErrNotExist)), os.ErrNotExist)
	}
}

// zeros is a file that never ends.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

// reads holds what every reader promises: a book that answers, and reads back from JSON; or
// an error that says in both languages what to mend.
func reads(t *testing.T, b dated.Book[Fuel], err error) {
	if err != nil {
		if !assert.Empty(t, b.Areas()) || len(rule.Faults(err)) == 0 {
			t.Fatal(err)
		}
		for _, f := range rule.Faults(err) {
			if f.Reason.ZH == "" || f.Reason.EN == "" {
				t.Fatal(f)
			}
		}
		return
	}
	raw, err := json.Marshal(b.Entries())
	require.NoError(t, err)
	back, err := dated.ReadJSON[Fuel](strings.NewReader(string(raw)), areas)
	require.NoError(t, err)
	require.Equal(t, b.Entries(), back.Entries())
	for _, e := range b.Entries() {
		then := b.AsKnownOn(e.Published)
		f, err := then.At(e.Area, e.From)
		require.NoError(t, err)
		require.Equal(t, e.Parameters, f.Parameters, "an entry holds in its first month on the day it is published")
		require.NoError(t, b.Confirm(f.Notice(), e.From))
	}
}

func FuzzReadCSV(f *testing.F) {
	f.Add(table)
	f.Add("area,from,published,document,amount\n甲县,2021-11,2021-10-20,一号,200\n甲县,2022-11,2022-10-20,\"二号\",1.5\n")
	f.Add("area,from,until,published,document,amount\n甲县,2021-11,2022-10,2021-10-20,一号,200\n甲县,2022-11,,2022-10-20,一号,1\n")
	f.Fuzz(func(t *testing.T, text string) {
		b, err := dated.ReadCSV[Fuel](strings.NewReader(text), areas)
		reads(t, b, err)
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add(list)
	f.Add(`[{"area":"甲县","from":"2199-12","published":"2199-12-31","document":"一号","parameters":{"amount":"0.01"}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		b, err := dated.ReadJSON[Fuel](strings.NewReader(text), areas)
		reads(t, b, err)
	})
}

// TestAMisspeltHeadingIsSaidOnce: however many rows the table has.
func TestAMisspeltHeadingIsSaidOnce(t *testing.T) {
	text := strings.Builder{}
	text.WriteString("area,from,published,document,amuont\n")
	for i := range 500 {
		fmt.Fprintf(&text, "样例市,2021-11,2021-10-20,%d号,200\n", i)
	}
	_, err := dated.ReadCSV[Fuel](strings.NewReader(text.String()), areas)
	list := rule.Faults(err)
	require.Len(t, list, 2, "%v", err)
	assert.Equal(t, "columns", list[0].Field)
	assert.Equal(t, rule.Missing, list[0].Code)
	assert.Equal(t, "columns[4]", list[1].Field)
	assert.Contains(t, list.In(rule.English), "row 1, column 5: amuont: there is no such column: check its name or leave it out; there are area, from")
}

func TestAWorkbookIsSaidToBeOne(t *testing.T) {
	const workbook = "PK\x03\x04\x14\x00\x06\x00\xff"
	areas := dated.Areas{}
	_, table := dated.ReadCSV[struct{}](strings.NewReader(workbook), areas)
	_, list := dated.ReadJSON[struct{}](strings.NewReader(workbook), areas)
	for _, err := range []error{table, list} {
		assert.ErrorIs(t, err, rule.Syntax)
		assert.ErrorContains(t, err, "CSV UTF-8 (comma delimited)")
		assert.Contains(t, rule.Faults(err).In(rule.Chinese), "这是工作簿（xlsx）")
	}
}
