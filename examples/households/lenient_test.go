package households

import (
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// readLine reads a line under a heading, as people write both.
func readLine(t testing.TB, heading string, sep byte, line string) (*Batch, Report, error) {
	t.Helper()
	var rep Report
	l, err := NewLayout(strings.Split(heading, string(rune(sep))), sep, nil, &rep)
	require.NoError(t, err)
	rep = Report{}
	var b Batch
	l.AddLine(&b, []byte(line), 7, &rep)
	_, err = b.Case(0)
	return &b, rep, err
}

const apart = "id,county,area,property,成员1收入,成员1就业成本,member 2 income,member 2 employment cost"

// TestAmountsAsPeopleWriteThem: each is one amount and no other.
func TestAmountsAsPeopleWriteThem(t *testing.T) {
	for cell, c := range map[string]struct {
		want  string
		kinds string
	}{
		"1234.5":            {"1234.50", ""},
		"1,234":             {"1234.00", "thousands"},
		"1,234.50":          {"1234.50", "thousands"},
		"12,345,678.9":      {"12345678.90", "thousands"},
		"１２３４．５０":           {"1234.50", "full-width"},
		"１，２３４":             {"1234.00", "thousands full-width"},
		"1234元":             {"1234.00", "yuan-sign"},
		"1234.50 元":         {"1234.50", "yuan-sign"},
		"¥1,234.50":         {"1234.50", "thousands yuan-sign"},
		"￥ 1234":            {"1234.00", "yuan-sign"},
		" 1234\u3000":       {"1234.00", "blanks"},
		"1234.000":          {"1234.00", ""},
		"\u00a0１，２３４.5元 ":   {"1234.50", "thousands full-width yuan-sign blanks"},
		"90071992547409.91": {"90071992547409.91", ""},
	} {
		b, rep, err := readLine(t, "id,county,area,property,members", ',', `a,b,rural,"`+cell+`",0/0`)
		require.NoError(t, err, cell)
		got, given := b.Households[0].Property.Get()
		assert.True(t, given)
		assert.Equal(t, c.want, got.String(), cell)
		var kinds []string
		for _, n := range rep.Notes() {
			assert.Equal(t, Note{n.Kind, "property", 1, 7}, n)
			kinds = append(kinds, n.Kind.String())
		}
		assert.Equal(t, c.kinds, strings.Join(kinds, " "), cell)
	}
}

// TestAmountsOfNoCertainMeaning are refused by the column, in both languages.
func TestAmountsOfNoCertainMeaning(t *testing.T) {
	for cell, c := range map[string]struct {
		sep    byte
		want   error
		zh, en string
	}{
		"1,23":                   {',', rule.Invalid, "可能是小数点，也可能是笔误", "may be a decimal point or a slip"},
		"1,2345":                 {',', rule.Invalid, "不是千分位", "separates no thousands"},
		"1234,567":               {',', rule.Invalid, "不是千分位", "separates no thousands"},
		",123":                   {',', rule.Invalid, "不是千分位", "separates no thousands"},
		"1,,234":                 {',', rule.Invalid, "不是千分位", "separates no thousands"},
		"1.234,50":               {',', rule.Invalid, "不是千分位", "separates no thousands"},
		"1,23,456":               {',', rule.Invalid, "不是千分位", "separates no thousands"},
		"1.234":                  {',', rule.Inexact, "", ""},
		"1. 234":                 {',', rule.Syntax, "", ""},
		"1 234":                  {',', rule.Syntax, "", ""},
		"1'234":                  {',', rule.Syntax, "", ""},
		"1.2万":                   {',', rule.Syntax, "单位不是元；请换算为元", "in another unit than yuan"},
		"3千元":                    {',', rule.Syntax, "单位不是元", "another unit"},
		"元":                      {',', rule.Syntax, "", ""},
		"元12":                    {',', rule.Syntax, "", ""},
		"12元元":                   {',', rule.Syntax, "", ""},
		"12¥":                    {',', rule.Syntax, "“¥”应在金额之前", "¥ stands before"},
		"1e3":                    {',', rule.Syntax, "", ""},
		"1.2E+3":                 {',', rule.Syntax, "", ""},
		"(100)":                  {',', rule.Syntax, "", ""},
		"一百":                     {',', rule.Syntax, "", ""},
		"-":                      {',', rule.Syntax, "", ""},
		"无":                      {',', rule.Syntax, "", ""},
		"2023-07-01":             {',', rule.Syntax, "", ""},
		"7/1":                    {',', rule.Syntax, "", ""},
		"12\xff":                 {',', rule.Syntax, "不属于文件编码", "none of the file's encoding"},
		"1．2．3":                  {',', rule.Syntax, "", ""},
		"1.234;":                 {';', rule.Syntax, "", ""},
		"1.234 ":                 {';', rule.Invalid, "可能是千分位，也可能是小数点", "may separate thousands or decimals"},
		"1.000":                  {';', rule.Invalid, "可能是千分位，也可能是小数点", "may separate thousands or decimals"},
		"1,234":                  {';', rule.Invalid, "可能是千分位，也可能是小数点", "may separate thousands or decimals"},
		"1,234,56":               {';', rule.Invalid, "不是千分位", "separates no thousands"},
		"90071992547409.92":      {',', rule.Range, "", ""},
		strings.Repeat("1", 100): {',', rule.Syntax, "太长", "too long"},
	} {
		sep := string(rune(c.sep))
		_, rep, err := readLine(t, strings.ReplaceAll("id,county,area,property,members", ",", sep), c.sep, strings.Join([]string{"a", "b", "rural", `"` + cell + `"`, "0/0"}, sep))
		if !assert.ErrorIs(t, err, c.want, cell) {
			continue
		}
		assert.Equal(t, Report{}, rep, "nothing is normalised of a cell that is refused")
		assert.Equal(t, "property", Faults(err)[0].Column, cell)
		assert.Contains(t, RowText(7, err, rule.Chinese), c.zh, cell)
		assert.Contains(t, RowText(7, err, rule.English), c.en, cell)
	}
	b, _, err := readLine(t, "id;county;area;property;members", ';', `a;b;rural;1,234,567;"1,234.50/0"`)
	require.NoError(t, err, "two groups, or a point behind them, are certain")
	property, _ := b.Households[0].Property.Get()
	assert.Equal(t, "1234567.00", property.String())
	assert.Equal(t, "1234.50", b.Households[0].Members[0].Income.String())
}

// TestNumbersOfWorkbooksAreReadByTheirDigits: the stored text is the amount, or the
// image of one in a binary number, to its last digit.
func TestNumbersOfWorkbooksAreReadByTheirDigits(t *testing.T) {
	for text, c := range map[string]struct{ want, kinds string }{
		"700":                   {"700.00", ""},
		"700.1":                 {"700.10", ""},
		"1.1000000000000001":    {"1.10", "binary-image"},
		"0.28999999999999998":   {"0.29", "binary-image"},
		"2.2000000000000002":    {"2.20", "binary-image"},
		"1234.5599999999999":    {"1234.56", "binary-image"},
		"1.2E+5":                {"120000.00", "exponent"},
		"1.5E-1":                {"0.15", "exponent"},
		"5.0000000000000003E-2": {"0.05", "binary-image"},
		"0.10":                  {"0.10", ""},
		"-5.0":                  {"-5.00", ""},
	} {
		var rep Report
		r := reading{&Layout{}, &rep, 3}
		m, fault := r.amount([]byte(text), Number, ofProperty)
		require.Nil(t, fault, text)
		assert.Equal(t, c.want, m.String(), text)
		var kinds []string
		for _, n := range rep.Notes() {
			kinds = append(kinds, n.Kind.String())
		}
		assert.Equal(t, c.kinds, strings.Join(kinds, " "), text)
	}
	for text, want := range map[string]error{
		"700.0000000001":      rule.Inexact,
		"700.00000000000011":  rule.Inexact, // what a sum of cells has left over
		"0.30000000000000004": rule.Inexact, // 0.1+0.2, which is not the number of 0.3
		"1.1000000000000003":  rule.Inexact,
		"700.105":             rule.Inexact,
		"1E+300":              rule.Range,
		"1E-300":              rule.Range,
		"1E+20":               rule.Range,
		"NaN":                 rule.Syntax,
		"1.2.3":               rule.Syntax,
		"1E":                  rule.Range,
		"0x1p3":               rule.Syntax,
	} {
		var rep Report
		r := reading{&Layout{}, &rep, 3}
		_, fault := r.amount([]byte(text), Number, ofProperty)
		if assert.NotNil(t, fault, text) {
			assert.ErrorIs(t, fault, want, text)
			assert.Equal(t, text, fault.Value)
		}
		assert.Empty(t, rep.Notes(), text)
	}
}

func TestMembersInColumnsOfTheirOwn(t *testing.T) {
	b, _, err := readLine(t, apart, ',', "a,b,农村,,1500.00,500.00,0,0")
	require.NoError(t, err)
	assert.Len(t, b.Households[0].Members, 2)
	b, _, err = readLine(t, apart, ',', "a,b,农村,,1500.00,500.00,,")
	require.NoError(t, err)
	assert.Len(t, b.Households[0].Members, 1)
	b, _, err = readLine(t, apart, ',', "a,b,农村,,,,,")
	require.NoError(t, err)
	assert.Empty(t, b.Households[0].Members, "for the rule to refuse")
	for line, column := range map[string]string{
		"a,b,农村,,,,0,0":       "members[0].income",
		"a,b,农村,,,5,0,0":      "members[0].income",
		"a,b,农村,,5,,0,0":      "members[0].employment_cost",
		"a,b,农村,,5,0,0,":      "members[1].employment_cost",
		"a,b,农村,,5,0,,0":      "members[1].income",
		"a,b,农村,,5,0,x,0":     "members[1].income",
		"a,b,农村,,5,0,5,1.2.3": "members[1].employment_cost",
	} {
		_, _, err := readLine(t, apart, ',', line)
		require.Error(t, err, line)
		assert.Equal(t, column, Faults(err)[0].Column, line)
	}
}

func TestMonthsAsPeopleWriteThem(t *testing.T) {
	heading := "month,id,county,area,property,members"
	for cell, kinds := range map[string]string{"2023-07": "", "2023年7月": "month-form", "2023年07月": "month-form", "2023/7": "month-form", "2023.07": "month-form",
		"202307": "month-form", "２０２３-07": "month-form", " 2023-07": "blanks"} {
		b, rep, err := readLine(t, heading, ',', cell+",a,b,rural,1,0/0")
		require.NoError(t, err, cell)
		assert.Equal(t, []unit.Month{unit.MustParseMonth("2023-07")}, b.Months, cell)
		var got []string
		for _, n := range rep.Notes() {
			got = append(got, n.Kind.String())
		}
		assert.Equal(t, kinds, strings.Join(got, " "), cell)
	}
	for _, cell := range []string{"", "2023-07-01", "7/2023", "Jul-23", "2023-13", "2023-00", "23-07", "2023", "2023年", "45108", "2023-7-1", "2023年7", "07-2023", "2023--7"} {
		b, _, err := readLine(t, heading, ',', cell+",a,b,rural,1,0/0")
		require.Error(t, err, cell)
		assert.Equal(t, "month", Faults(err)[0].Column, cell)
		assert.Len(t, b.Months, 1, "one for every row")
	}
}

func TestTextsThatAreNotTakenAsTheyStand(t *testing.T) {
	heading := "id,county,area,property,members"
	_, _, err := readLine(t, heading, ',', " A1\u3000,田家庵区 ,Rural ,1,0/0；1,000/0")
	require.Error(t, err, "a comma that is not quoted")
	b, rep, err := readLine(t, heading, ',', " A1\u3000,田家庵区 ,Rural ,1,\"0/0；1,000／0\"")
	require.NoError(t, err)
	id, county := b.Texts(0)
	assert.Equal(t, "A1 田家庵区", string(id)+" "+string(county))
	assert.Len(t, b.Households[0].Members, 2)
	assert.Equal(t, 3, rep.Count(Blanks))
	assert.Equal(t, 1, rep.Count(Spelling))
	assert.Equal(t, 2, rep.Count(FullWidth))
	assert.Equal(t, 1, rep.Count(Thousands))
	for line, c := range map[string]struct {
		column string
		want   error
	}{
		"3.40402E+17,b,rural,1,0/0":  {"id", rule.Inexact},
		" 3.40402E+17,b,rural,1,0/0": {"id", rule.Inexact},
		"A\u200b1,b,rural,1,0/0":     {"id", rule.Invalid},
		"A,田\ufeff家庵,rural,1,0/0":    {"county", rule.Invalid},
		" ,b,rural,1,0/0":            {"id", rule.Missing},
		"A,\xff,rural,1,0/0":         {"county", rule.Syntax},
		"A,b,town,1,0/0":             {"area", rule.Invalid},
		"A,b,,1,0/0":                 {"area", rule.Missing},
		"A,b,rural,1,0/0,x":          {"", rule.UnknownField},
		"A,b,rural,1":                {"", rule.Syntax},
		" ,,\u3000,,":                {"", rule.Missing},
		`"A,b,rural,1,0/0`:           {"", rule.Syntax},
		"A,b,rural,1,0/0;":           {"members[1].income", rule.Missing},
		"A,b,rural,1,0":              {"members[0].employment_cost", rule.Missing},
	} {
		_, _, err := readLine(t, heading, ',', line)
		assert.ErrorIs(t, err, c.want, line)
		assert.Equal(t, c.column, Faults(err)[0].Column, line)
	}
	_, _, err = readLine(t, heading, ',', "A,b,rural,1,0/0,,")
	assert.NoError(t, err, "empty cells beyond the heading are nothing")
}

// TestHeadingsThatAreNotCertain are refused as a file.
func TestHeadingsThatAreNotCertain(t *testing.T) {
	for heading, c := range map[string]struct {
		column string
		want   error
	}{
		"id,county,area,property,members,id":                    {"id", rule.Duplicate},
		"id,county,县区,area,property,members":                    {"县区", rule.Duplicate},
		"id,county,area,property,家庭财产（元）,members":               {"家庭财产（元）", rule.Duplicate},
		"id,county,area,property,members,姓名":                    {"姓名", rule.UnknownField},
		"id,county,area,家庭财产（万元）,members":                       {"家庭财产（万元）", rule.UnknownField},
		"id,county,area,members":                                {"property", rule.Missing},
		"id,county,area,property":                               {"members", rule.Missing},
		"id,county,area,property,成员1收入":                         {"成员1就业成本", rule.Missing},
		"id,county,area,property,成员2收入,成员2就业成本":                 {"成员1收入", rule.Missing},
		"id,county,area,property,成员1收入,成员1就业成本,member 1 income": {"member 1 income", rule.Duplicate},
		"id,county,area,property,members,成员1收入,成员1就业成本":         {"members", rule.Duplicate},
		"id,county,area,property,成员128收入,成员128就业成本":             {"成员128收入", rule.Range},
		"id,county,area,property,成员01收入,成员01就业成本":               {"成员01收入", rule.UnknownField},
		"id,county,area,property,members,\xd0\xd5":              {`\xd0\xd5`, rule.Syntax},
		"": {"id", rule.Missing},
	} {
		_, err := NewLayout(strings.Split(heading, ","), ',', nil, new(Report))
		assert.ErrorIs(t, err, c.want, heading)
		if f, ok := err.(*Fault); assert.True(t, ok) {
			assert.Equal(t, c.column, f.Column, heading)
		}
	}
	var rep Report
	l, err := NewLayout(strings.Split("姓名,家庭编号, ＩＤ2 ,County,AREA,家庭财产(元),成员,", ","), ',', []string{"姓名", "id2"}, &rep)
	require.NoError(t, err)
	assert.Equal(t, 2, rep.Count(PassedOver))
	assert.Equal(t, 5, rep.Count(HeadingName))
	var b Batch
	l.AddLine(&b, []byte("某,A,x,b,rural,1,0/0,"), 1, &rep)
	l.AddLine(&b, []byte("某,A,x,b,rural,1,0/0,y"), 2, &rep)
	_, err = b.Case(0)
	assert.NoError(t, err)
	_, err = b.Case(1)
	assert.ErrorIs(t, err, rule.UnknownField)
	_, err = NewLayout(strings.Split("id,county,area,property,members", ","), ',', []string{"电话"}, new(Report))
	assert.ErrorIs(t, err, rule.Missing, "what is to be passed over must be there")
}

// FuzzAddLine: whatever a line is, it makes one row; a line that the strict core
// reads is read to the same household; one that is normalised says so; and what is
// read, written strictly, is read to the same again.
func FuzzAddLine(f *testing.F) {
	for _, s := range []string{"a,b,rural,1.00,1500.00/500.00;0/0", ` a,"b",农村,"1,234.50",１/0；2元/3`, "a,b,rural,1,23,0/0", "a,b,Urban,¥1,0/0", "3E+5,,城市,,0/0"} {
		f.Add(s, byte(','))
		f.Add(strings.ReplaceAll(s, ",", ";"), byte(';'))
	}
	layouts := map[byte]*Layout{}
	for _, sep := range []byte{',', ';', '\t'} {
		l, err := NewLayout(strings.Split(Heading, ","), sep, nil, new(Report))
		require.NoError(f, err)
		layouts[sep] = l
	}
	f.Fuzz(func(t *testing.T, line string, sep byte) {
		l := layouts[sep]
		if l == nil || strings.Contains(line, "\n") {
			return
		}
		var b Batch
		var rep Report
		l.AddLine(&b, []byte(line), 1, &rep)
		require.Len(t, b.Households, 1)
		got, err := b.Case(0)
		in := csv.NewReader(strings.NewReader(line))
		in.Comma, in.FieldsPerRecord = rune(sep), -1
		cells, fault := l.split([]byte(line), nil)
		if want, csvErr := in.ReadAll(); len(line) > 0 && !strings.Contains(line, "\r") && len(line) <= LongestLine {
			require.Equal(t, csvErr == nil, fault == nil)
			for i := range cells {
				require.Equal(t, want[0][i], string(cells[i]))
			}
		}
		if err != nil {
			require.NotEmpty(t, RowText(1, err, rule.Chinese))
			return
		}
		if rec, _, strictErr := Parse([]byte(line), nil); sep == ',' && strictErr == nil && len(rep.Notes()) == 0 {
			require.Equal(t, string(rec.ID), got.ID)
			require.Equal(t, string(rec.County), got.County)
			require.Equal(t, rec.Household.Area, got.Household.Area)
			require.Equal(t, rec.Household.Property, got.Household.Property)
			require.True(t, len(rec.Household.Members) == len(got.Household.Members))
		}
		if strings.ContainsAny(got.ID+got.County, "\"\r\n,") {
			return
		}
		var members []string
		for _, m := range got.Household.Members {
			members = append(members, m.Income.String()+"/"+m.EmploymentCost.String())
		}
		property := ""
		if p, given := got.Household.Property.Get(); given {
			property = p.String()
		}
		again, _, err := Parse([]byte(strings.Join([]string{got.ID, got.County, got.Household.Area.String(), property, strings.Join(members, ";")}, ",")), nil)
		require.NoError(t, err)
		require.Equal(t, got.Household.Property, again.Household.Property)
		require.True(t, len(got.Household.Members) == len(again.Household.Members))
		for i, m := range again.Household.Members {
			require.Equal(t, m, got.Household.Members[i])
		}
	})
}

// FuzzMonths: a line behind which the month of the row before stands again is read as one on its own.
func FuzzMonths(f *testing.F) {
	for _, s := range []string{"a,b,rural,1.00,1500.00/500.00;0/0,2023-07", `a,b,rural,1,"0/0,2023-07`, `a,b,rural,1,"0/0",2023-07`, "a,b,农村,1,0/0;,2023-07", "户,县区,城市,1.20,0/0,2023-08",
		",b,rural,1,0/0,2023-07", "a,b,rural,1,0/0,,2023-07", "2023-07", ",2023-07", "a,\xe5,rural,1,0/0,2023-07", "a,县\u200b,rural,1,0/0,2023-07", "a,b,rural,1," + strings.Repeat("0/0;", 130) + "0/0,2023-07"} {
		f.Add(s)
	}
	quickly, err := NewLayout(strings.Split(Heading+",month", ","), ',', nil, new(Report))
	require.NoError(f, err)
	require.Equal(f, monthBehind, quickly.plain)
	slowly := *quickly
	slowly.plain = otherwise
	read := func(l *Layout, line string) (b Batch, rep Report) {
		for i, s := range []string{"x,y,rural,1,0/0,2023-07", line, line} {
			l.AddLine(&b, []byte(s), i+1, &rep)
		}
		b.row = nil
		return b, rep
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") {
			return
		}
		got, gotReport := read(quickly, line)
		want, wantReport := read(&slowly, line)
		require.Equal(t, want, got)
		require.Equal(t, wantReport, gotReport)
		require.Len(t, got.Months, 3)
	})
}
