package households

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var policy = Policy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

// answer reads and computes a line as the programs do.
func answer(t testing.TB, line string) (Record, assistance.Award, error) {
	t.Helper()
	r, err := Under(policy)
	require.NoError(t, err)
	rec, _, err := Parse([]byte(line), nil)
	if err != nil {
		return rec, assistance.Award{}, err
	}
	award, err := r.Eval(rec.Household)
	return rec, award, err
}

func TestEachBadLineIsNamedByItsColumnInBothLanguages(t *testing.T) {
	for line, c := range map[string]struct {
		column string
		want   error
		zh, en string
	}{
		"":                                  {"", rule.Missing, "空行；请删除", "a blank row; remove it"},
		",,,,":                              {"", rule.Missing, "空行", "a blank row"},
		`"","","","",""`:                    {"", rule.Missing, "空行", "a blank row"},
		"a,b,rural,1.00":                    {"", rule.Syntax, "有4列，应为5列", "4 columns, want 5: " + Heading},
		"a,b,rural,1.00,0/0,x":              {"", rule.Syntax, "有6列", "6 columns"},
		"a;b;rural;1.00;0/0":                {"", rule.Syntax, "有1列", "1 columns"},
		`a,"b`:                              {"", rule.Syntax, "单元格内有换行", "a line break in a cell"},
		`a",b,rural,1,0/0`:                  {"", rule.Syntax, "引号不成对", "quotes that do not pair"},
		`"a",b,rural,1`:                     {"", rule.Syntax, "有4列", "4 columns"},
		`"a",b,rural,1,0/0,1`:               {"", rule.Syntax, "有6列", "6 columns"},
		",b,rural,1.00,0/0":                 {"id", rule.Missing, "请填写家庭编号", "write the household's id"},
		"\xff,b,rural,1.00,0/0":             {"id", rule.Syntax, "不是UTF-8", "not UTF-8 (perhaps GB18030): save the file as CSV UTF-8"},
		"a,\xcc\xef\xbc\xd2,rural,1.00,0/0": {"county", rule.Syntax, "请把文件另存为“CSV UTF-8”", "save the file as CSV UTF-8"},
		"a,b,\xc5\xa9\xb4\xe5,1.00,0/0":     {"area", rule.Syntax, "不是UTF-8", "not UTF-8"},
		"a,b,,1.00,0/0":                     {"area", rule.Missing, "请写rural（农村）或urban（城市）", "write rural or urban"},
		"a,b,town,1.00,0/0":                 {"area", rule.Invalid, "可选：rural（农村）、urban（城市）", "town: "},
		"a,b,rural,1.001,0/0":               {"property", rule.Inexact, "请先取整", "round it first"},
		"a,b,rural,1e3,0/0":                 {"property", rule.Syntax, "第2个字符", "at character 2"},
		`a,b,rural,"1,234.50",0/0`:          {"property", rule.Syntax, "分隔符", "separator"},
		"a,b,rural,1200元,0/0":               {"property", rule.Syntax, "1200元：", "1200元: "},
		"a,b,rural,,0/0":                    {"property", rule.Missing, "未提供", "not given"},
		"a,b,rural,-0.01,0/0":               {"property", rule.Range, "不得为负", "must not be negative"},
		"a,b,rural,1.00,":                   {"members", rule.Range, "项数应不小于1", "at least 1"},
		"a,b,rural,1.00,0":                  {"members[0].employment_cost", rule.Missing, "每名成员写成“收入/就业成本”", "write income/employment cost of each member"},
		"a,b,rural,1.00,/0":                 {"members[0].income", rule.Missing, "未提供", "not given"},
		"a,b,rural,1.00,0/0;":               {"members[1].income", rule.Missing, "未提供", "not given"},
		"a,b,rural,1.00,0/0;１/0":            {"members[1].income", rule.Syntax, "１：", "１: "},
		"a,b,rural,1.00,0/0；1/0":            {"members[0].employment_cost", rule.Syntax, "半角分号", "semicolons"},
		"a,b,rural,1.00,0/1/2":              {"members[0].employment_cost", rule.Syntax, "1/2：", "1/2: "},
		"a,b,rural,1.00,-1/0":               {"members[0].income", rule.Range, "不得为负", "must not be negative"},
		"a,b,rural,1,90071992547409.92/0":   {"members[0].income", rule.Range, "应在", "must be"},
		"a,b,rural,1,90071992547409.91/0;90071992547409.91/0":    {"members", rule.Range, "", ""},
		"a,b,rural,1.00," + strings.Repeat("0/0;", 127) + "0/0":  {"members", rule.Range, "127", "127"},
		"a,b,rural,1.00," + strings.Repeat("0/0;", 9999) + "0/0": {"members", rule.Range, "127", "127"},
		"a,b,rural,1.00," + strings.Repeat("0/0;", 9999) + ",":   {"", rule.Syntax, "有6列", "6 columns"},
		strings.Repeat("x", LongestLine+1):                       {"", rule.Range, "一行超过1048576字节", "a line of more than 1048576 bytes"},
	} {
		_, _, err := answer(t, line)
		name := Shown(line)
		assert.ErrorIs(t, err, c.want, name)
		all := Faults(err)
		if !assert.Len(t, all, 1, name) {
			continue
		}
		assert.Equal(t, c.column, all[0].Column, name)
		zh, en := RowText(7, err, rule.Chinese), RowText(7, err, rule.English)
		assert.Contains(t, zh, c.zh, name)
		assert.Contains(t, en, c.en, name)
		assert.True(t, strings.HasPrefix(zh, "第7行，") && strings.HasPrefix(en, "row 7, "), name)
		assert.Less(t, len(zh), 700, name)
		assert.NotContains(t, zh+en, "\n", name)
	}
}

func TestGoodLines(t *testing.T) {
	for line, want := range map[string]string{
		"a,b,rural,1.00,1000/400;0/0":                           "a b 1000.00 eligible", // 2 × 800 − 600
		`"a,1","b""c",rural,1.00,"0/0"`:                         `a,1 b"c 800.00 eligible`,
		"淮南,田家庵,urban,1.00,1000/400;0/0":                        "淮南 田家庵 600.00 eligible",
		"a,,rural,60000.00,0.5/0;0.05/0":                        "a  1600.00 eligible", // 1,599.45, up to the yuan
		"a,b,rural,60000.01,0/0;0/0":                            "a b 0.00 over-property",
		"a,b,urban,0,800/9":                                     "a b 0.00 over-income",
		"a\x00,b\r,rural,0,0.00/0.00":                           "a\x00 b\r 800.00 eligible",
		"a,b,rural,1.00," + strings.Repeat("0/0;", 126) + "0/0": "a b 101600.00 eligible",
	} {
		rec, award, err := answer(t, line)
		require.NoError(t, err, line)
		assert.Equal(t, want, string(rec.ID)+" "+string(rec.County)+" "+award.Amount.String()+" "+award.Outcome.String())
	}
}

// FuzzParse holds the quick way against the slow one, both against a reading with
// strings, and what is written of a line against encoding/csv.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"a,b,rural,1.00,1500.00/500.00;0/0", `"a",b,rural,1.00,0/0`, "a,b,rural,,", ",,,,", `"`, "a,b,urban,1,0/0;-1/2",
		"=a,@b,rural,1.00,00.1/1.", "a,b,urban,1,999999999999.99/1;1000000000000/0", "é,\xff,rural,01,.1/1;;"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if strings.Contains(line, "\n") {
			return
		}
		want, slowRoom, err := slow([]byte(line), nil)
		var got Record
		if room, ok := got.quick([]byte(line), nil); ok {
			require.NoError(t, err)
			require.Equal(t, want, got)
			require.Equal(t, slowRoom, room)
		} else {
			require.Empty(t, room, "what was read in vain is taken back")
		}
		written := AppendCell(append(AppendCell(nil, want.ID), ','), want.County)
		written = AppendCell(append(written, ','), []byte(line))
		width := 3
		if err != nil {
			require.NotEmpty(t, RowText(1, err, rule.Chinese))
			written = AppendCell(append(written, ','), []byte(RowText(1, err, rule.English)))
			width++
		}
		rows, csvErr := csv.NewReader(bytes.NewReader(append(written, '\n'))).ReadAll()
		if csvErr != nil || len(rows) == 0 || len(rows[0]) != width {
			t.Fatalf("%q is written as %q, which reads as %q (%v)", line, written, rows, csvErr)
		}
		for _, cell := range rows[0] {
			if cell != "" && strings.Contains("=+-@", cell[:1]) {
				t.Fatalf("%q is written as %q, a formula", line, written)
			}
		}
		if err != nil || strings.Contains(line, `"`) {
			return
		}
		cells := strings.Split(line, ",")
		if len(cells) != 5 || cells[0] != string(want.ID) || cells[1] != string(want.County) {
			t.Fatalf("%q is read as %+v", line, want)
		}
		if len(want.Household.Members) > assistance.MaxMembers {
			return
		}
		var members []string
		if cells[4] != "" {
			members = strings.Split(cells[4], ";")
		}
		require.Len(t, want.Household.Members, len(members))
		for i, m := range want.Household.Members {
			income, cost, _ := strings.Cut(members[i], "/")
			require.Equal(t, assistance.Member{Income: unit.MustParseMoney(income), EmploymentCost: unit.MustParseMoney(cost)}, m)
		}
	})
}

func TestCellsOfOthersAreNoFormulas(t *testing.T) {
	for cell, want := range map[string]string{
		"": "", "a": "a", "a=1": "a=1", "'a": "'a",
		"=1+1": "'=1+1", "+86": "'+86", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "\"'\rx\"", "\n=x": "\"'\n=x\"",
		`=HYPERLINK("a","b")`: `"'=HYPERLINK(""a"",""b"")"`, "＝1": "'＝1", "＋1": "'＋1", "－1": "'－1", "＠x": "'＠x", "，": "，",
		"a,b": `"a,b"`, `a"b`: `"a""b"`,
	} {
		assert.Equal(t, "x"+want, string(AppendCell([]byte("x"), []byte(cell))), "%q", cell)
	}
}

func TestValuesAreShownShortAndHarmless(t *testing.T) {
	assert.Equal(t, "田家庵", Shown("田家庵"))
	assert.Equal(t, `a\x1b[31mb"c\u202e`, Shown("a\x1b[31mb\"c\u202e"))
	assert.Equal(t, `\xcc\xef`, Shown("\xcc\xef"))
	assert.Equal(t, strings.Repeat("字", 40)+"…", Shown(strings.Repeat("字", 1<<20)))
	assert.Less(t, len(Shown(strings.Repeat("\xff", 1<<20))), 200)
}
