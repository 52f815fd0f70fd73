package unit_test

import (
	"errors"
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// second takes the error of a call, which must come with no value.
func second[T any](v T, err error) error {
	if err != nil && !reflect.ValueOf(&v).Elem().IsZero() {
		return fmt.Errorf("the value %v came with an error: %s", v, err)
	}
	return err
}

func asMoney(s string) error    { return second(unit.ParseMoney(s)) }
func asRate(s string) error     { return second(unit.ParseRate(s)) }
func asMonth(s string) error    { return second(unit.ParseMonth(s)) }
func asRounding(s string) error { return second(unit.ParseRounding(s)) }
func asNumber(s string) error   { return second(unit.ParseNumber(s)) }
func asShare(s string) error    { return new(unit.Share).UnmarshalText([]byte(s)) }
func asExact(s string) error    { return new(unit.Exact).UnmarshalText([]byte(s)) }
func asExactRate(s string) error {
	return new(unit.ExactRate).UnmarshalText([]byte(s))
}

// faults is an input for every place where the package refuses one, with the code
// and a word of each language that a person needs to mend it.
func faults(t *testing.T) []fault {
	most := unit.MustParseMoney("90071992547409.91")
	var total unit.Total
	require.NoError(t, total.UnmarshalText([]byte("9999999999999999999999999.99")))
	prime := exact(t, "1/9223372036854775783")
	half, zero := share(t, 1, 2), unit.Share{}
	third, err := unit.Percent(101).TowardExact(unit.Percent(102), 1, 3)
	require.NoError(t, err)
	json := func(v interface{ UnmarshalJSON([]byte) error }, s string) error { return v.UnmarshalJSON([]byte(s)) }
	return []fault{
		// Numbers.
		{asMoney(""), unit.Syntax, "内容为空", "empty"},
		{asMoney("1,234.50"), unit.Syntax, "第2个字符是分隔符“,”", "separator ',' at character 2"},
		{asMoney("1，234"), unit.Syntax, "分隔符“，”", "separator '，'"},
		{asMoney("1'234"), unit.Syntax, "分隔符“'”", "separator '''"},
		{asMoney("1_234"), unit.Syntax, "分隔符“_”", "separator '_'"},
		{asMoney("１２００"), unit.Syntax, "第1个字符是全角数字“１”：请改用半角数字1", "use the ASCII digit 1"},
		{asMoney("12０0"), unit.Syntax, "第3个字符是全角数字“０”：请改用半角数字0", "use the ASCII digit 0"},
		{asMoney("9９"), unit.Syntax, "半角数字9", "ASCII digit 9"},
		{asMoney("12．5"), unit.Syntax, "全角符号“．”：请改用半角“.”", "use ASCII '.'"},
		{asMoney("～5"), unit.Syntax, "半角“~”", "ASCII '~'"},
		{asMoney("！5"), unit.Syntax, "半角“!”", "ASCII '!'"},
		{asMoney("－5"), unit.Syntax, "半角“-”", "ASCII '-'"},
		{asMoney("−5"), unit.Syntax, "负号请用半角“-”", "minus sign as ASCII '-'"},
		{asMoney("1-5"), unit.Syntax, "第2个字符是负号", "minus sign at character 2"},
		{asMoney("--5"), unit.Syntax, "第2个字符是负号", "minus sign at character 2"},
		{asMoney("1200元"), unit.Syntax, "第5个字符是“元”：只写数字，不写货币单位", "without a currency"},
		{asMoney("｟5"), unit.Syntax, "“｟”不是数字", "'｟' at character 1 is not a digit"},
		{asMoney("/5"), unit.Syntax, "“/”不是数字", "is not a digit"},
		{asMoney(":5"), unit.Syntax, "“:”不是数字", "is not a digit"},
		{asMoney("￥5"), unit.Syntax, "不写货币单位", "without a currency"},
		{asMoney("¥5"), unit.Syntax, "不写货币单位", "without a currency"},
		{asMoney("12万"), unit.Syntax, "请把数字全部写出", "write the digits out"},
		{asMoney("五"), unit.Syntax, "中文数字“五”", "Chinese numeral"},
		{asMoney("٣"), unit.Syntax, "其他文字的数字", "another script"},
		{asMoney("5%"), unit.Syntax, "第2个字符是“%”：此处不写这个符号", "'%' at character 2"},
		{asMoney("5。5"), unit.Syntax, "小数点写作“.”", "decimal point as '.'"},
		{asMoney("5·5"), unit.Syntax, "小数点写作“.”", "decimal point as '.'"},
		{asMoney("+5"), unit.Syntax, "第1个字符是加号", "plus sign at character 1"},
		{asMoney("1e3"), unit.Syntax, "第2个字符起是指数", "exponent at character 2"},
		{asMoney("1E3"), unit.Syntax, "第2个字符起是指数", "exponent at character 2"},
		{asMoney("e3"), unit.Syntax, "“e”不是数字", "'e' at character 1 is not a digit"},
		{asMoney("NaN"), unit.Syntax, "“NaN”不是数字", "not a number"},
		{asMoney("-Infinity"), unit.Syntax, "“-Infinity”不是数字", "not a number"},
		{asMoney("N/A"), unit.Syntax, "“N/A”不是数字", "not a number"},
		{asMoney("none"), unit.Syntax, "“none”不是数字", "not a number"},
		{asMoney("nil"), unit.Syntax, "“nil”不是数字", "not a number"},
		{asMoney("null"), unit.Syntax, "“null”不是数字", "not a number"},
		{asMoney("abc"), unit.Syntax, "“a”不是数字", "'a' at character 1 is not a digit"},
		{asMoney(".5"), unit.Syntax, "第1个字符“.”之前缺少数字", "a digit is missing before '.' at character 1"},
		{asMoney("-.5"), unit.Syntax, "第2个字符“.”之前缺少数字", "a digit is missing before '.' at character 2"},
		{asMoney("5."), unit.Syntax, "请去掉小数点", "leave the point out"},
		{asMoney("-"), unit.Syntax, "只有负号", "only a minus sign"},
		{asMoney("55％"), unit.Syntax, "第3个字符是“％”：此处不写这个符号", "'％' at character 3: write the number without it"},
		{asMoney("1.2.3"), unit.Syntax, "第4个字符又是小数点", "a second '.' at character 4"},
		{asMoney("007"), unit.Syntax, "开头有多余的零", "leading zero"},
		{asMoney("5 "), unit.Syntax, "空格（U+0020）", "blank (space) (U+0020) at character 2"},
		{asMoney("5\t"), unit.Syntax, "制表符（U+0009）", "(tab)"},
		{asMoney("5\n"), unit.Syntax, "换行符（U+000A）", "(line feed)"},
		{asMoney("5\r"), unit.Syntax, "回车符（U+000D）", "(carriage return)"},
		{asMoney("5\u00a0"), unit.Syntax, "不换行空格（U+00A0）", "no-break space"},
		{asMoney("\u200b5"), unit.Syntax, "零宽空格（U+200B）", "zero-width space"},
		{asMoney("5\u3000"), unit.Syntax, "全角空格（U+3000）", "ideographic space"},
		{asMoney("5\u2009"), unit.Syntax, "空白字符（U+2009）", "blank (U+2009)"},
		{asMoney("5\u2028"), unit.Syntax, "空白字符（U+2028）", "blank (U+2028)"},
		{asMoney("\uFEFF5"), unit.Syntax, "字节顺序标记（U+FEFF）", "byte order mark"},
		{asMoney("\u202a5"), unit.Syntax, "不可见的格式字符（U+202A）", "invisible format character"},
		{asMoney("5\x00"), unit.Syntax, "控制字符（U+0000）", "control character"},
		{asMoney("5\xb5"), unit.Syntax, "另存为UTF-8", "save the file as UTF-8"},
		{asMoney("5\uFFFD"), unit.Syntax, "不是数字", "not a digit"},
		{asMoney("637.505"), unit.Inexact, "小数最多2位：请先取整", "at most 2 decimals: round it first"},
		{asMoney("90071992547409.92"), unit.Range, "-90071992547409.91至90071992547409.91", "-90071992547409.91 to 90071992547409.91"},
		{second(unit.MoneyFromFen(math.MaxInt64)), unit.Range, "90071992547409.91", "90071992547409.91"},
		{second(most.Mul(3)), unit.Range, "乘以3后超出90071992547409.91元：请核对", "times 3 is beyond 90071992547409.91 yuan: check it"},
		{second(unit.MoneyFromDecimal(decimal.New(1, 99))), unit.Range, "90071992547409.91", "90071992547409.91"},
		{second(unit.MoneyFromDecimal(decimal.New(1, 15))), unit.Range, "90071992547409.91", "90071992547409.91"},
		{second(unit.MoneyFromDecimal(decimal.New(1, -99))), unit.Inexact, "小数最多2位", "at most 2 decimals"},
		{second(unit.MoneyFromDecimal(decimal.New(1, -3))), unit.Inexact, "小数最多2位", "at most 2 decimals"},
		{second(unit.MoneyFromDecimal(decimal.NewFromBigInt(tenTo(4096), -4096))), unit.Syntax, "多于4096位数字", "more than 4096 digits"},
		{asNumber("1234567890123456"), unit.Range, "小数点前最多15位", "at most 15 digits"},
		{asNumber("1.0000000000"), unit.Inexact, "小数最多9位", "at most 9 decimals"},
		{second(unit.NumberFromDecimal(decimal.New(1, 16))), unit.Range, "最多15位", "at most 15"},
		{second(unit.NumberFromDecimal(decimal.New(1, -10))), unit.Inexact, "最多9位", "at most 9"},
		{second(unit.WholeNumber(1e15)), unit.Range, "最多15位", "at most 15"},
		{second(unit.MustParseNumber("35").ForEach(30, unit.Number{})), unit.Range, "每30：应为1、10、100等，至1000000", "for each 30: must be 1, 10, 100 and so on, to 1000000"},
		{second(unit.MustParseNumber("999999999999999").ForEach(1, unit.MustParseNumber("999999999999999"))), unit.Range, "最多15位", "at most 15"},
		{second(unit.MustParseNumber("100000000").ForEach(1, unit.MustParseNumber("10000000"))), unit.Range, "最多15位", "at most 15"},
		{second(unit.MustParseNumber("-1").CountForEach(1, 1)), unit.Range, "不得为负", "it is negative"},
		{second(unit.MustParseNumber("0.00001").ForEach(10, unit.MustParseNumber("0.0001"))), unit.Inexact, "乘以0.0001、除以10后小数超过9位：请减少小数位", "times 0.0001 over 10 has more than 9 decimals: give fewer decimals"},
		// Rates.
		{asRate("55"), unit.Syntax, "缺少单位，请写明%、‰或×：55%、55‰或55×", "55%, 55‰ or 55×"},
		{asRate("0.55"), unit.Syntax, "电子表格把55%存成0.55，请写55%；也可写0.55%、0.55‰或0.55×", "spreadsheets save 55% as 0.55, then write 55%; else 0.55%, 0.55‰ or 0.55×"},
		{asRate("1"), unit.Syntax, "请写100%", "then write 100%"},
		{asRate("1.3"), unit.Syntax, "请写130%", "1.3×"},
		{asRate("12345678901"), unit.Syntax, "缺少单位", "the unit is missing"},
		{asRate("007"), unit.Syntax, "缺少单位", "the unit is missing"},
		{asRate(""), unit.Syntax, "内容为空", "empty"},
		{asRate("55％"), unit.Syntax, "全角符号“％”：请改用半角“%”", "use ASCII '%'"},
		{asRate("1.33倍半"), unit.Syntax, "第5个字符“倍”不是数字", "character 5"},
		{asRate("0.0000000001倍"), unit.Inexact, "小数最多9位", "at most 9 decimals"},
		{asRate("五成"), unit.Syntax, "中文数字", "Chinese numeral"},
		{asRate("0.00000001%"), unit.Inexact, "小数最多7位", "at most 7 decimals"},
		{asRate("99999999999999%"), unit.Range, "-214748364800%至214748364800%", "-214748364800% to 214748364800%"},
		{second(unit.RateFromDecimal(decimal.Zero, 9)), unit.Syntax, "没有这种写法", "no such notation"},
		{second(unit.RateFromDecimal(decimal.New(3, 9), unit.TimesNotation)), unit.Range, "2147483648", "2147483648"},
		{second(unit.Percent(0).Toward(unit.Percent(1), 1, 3)), unit.Inexact, "不能整分为3步", "does not divide into 3 steps"},
		{second(unit.Percent(0).Toward(unit.Percent(1), 4, 3)), unit.Range, "第4步、共3步", "step 4 of 3"},
		{second(unit.Percent(0).TowardExact(unit.Percent(1), 0, 1001)), unit.Range, "1至1000", "1 to 1000"},
		{second(unit.Percent(1).CountOf(-1)), unit.Range, "0至9007199254740991", "0 to 9007199254740991"},
		{second(unit.Times(2).CountOf(unit.MaxCount)), unit.Range, "超过9007199254740991", "beyond 9007199254740991"},
		{asExactRate("1/1009%"), unit.Inexact, "最多再分1000份", "at most 1000 parts"},
		{asExactRate("99999999999999/7%"), unit.Range, "214748364800%", "214748364800%"},
		{asExactRate("1/0%"), unit.Syntax, "分母为零", "denominator of zero"},
		{asExactRate("1.3x"), unit.Syntax, "倍数请写作“×”", "write times as ×"},
		{asExactRate(strings.Repeat("1", 300) + "%"), unit.Range, "多于256个字符", "more than 256 characters"},
		{asExactRate("55"), unit.Syntax, "缺少单位", "the unit is missing"},
		// Amounts before rounding.
		{asExact("1/0"), unit.Syntax, "分母为零", "denominator of zero"},
		{asExact("1/-2"), unit.Syntax, "分母为负", "negative denominator"},
		{asExact("1.5/2"), unit.Syntax, "第2个字符是小数点：应为整数", "must be a whole number"},
		{asExact("1/2.5"), unit.Syntax, "第2个字符是小数点：应为整数", "must be a whole number"},
		{asExact("1/x"), unit.Syntax, "“x”不是数字", "'x'"},
		{asExact(strings.Repeat("9", 99)), unit.Range, "128位", "128 bits over 63"},
		{asExact(strings.Repeat("9", 300)), unit.Range, "多于256个字符", "more than 256 characters"},
		{second(unit.Yuan(1).Exact().Div(0)), unit.Range, "除数是0：应不小于1", "the divisor must be at least 1"},
		{second(prime.Div(2)), unit.Range, "少除几次", "divide fewer times"},
		{second(prime.Add(exact(t, "1/7"))), unit.Range, "先取整", "round first"},
		{second(prime.Round(0)), unit.Missing, "如up/yuan", "such as up/yuan"},
		{second(exact(t, "99999999999999999").Round(unit.UpToFen)), unit.Range, "90071992547409.91", "90071992547409.91"},
		{second(unit.Rounding(0).MarshalText()), unit.Missing, "没有指定取整方式", "no rounding is set"},
		{asRounding("up"), unit.Syntax, "half-even（四舍六入五成双）", "half-even"},
		{asRounding(""), unit.Syntax, "没有指定取整方式", "no rounding is set"},
		{asRounding("up/10jiao"), unit.Syntax, "请写成up/yuan", "write it up/yuan"},
		{asRounding("up/05jiao"), unit.Syntax, "多余的零", "leading zero"},
		{asRounding("up/0jiao"), unit.Range, "1分至1000000元", "1 fen to 1000000 yuan"},
		{asRounding("up/1000001yuan"), unit.Range, "1分至1000000元", "1 fen to 1000000 yuan"},
		// Sums.
		{second(total.Times(math.MaxInt32)), unit.Range, "100位", "100 bits"},
		{second(total.Money()), unit.Range, "90071992547409.91", "90071992547409.91"},
		{new(unit.Total).UnmarshalText([]byte(strings.Repeat("9", 99))), unit.Range, "126位", "126 bits"},
		// Shares.
		{asShare(""), unit.Syntax, "内容为空", "empty"},
		{asShare("12"), unit.Syntax, "部分/总数", "part/whole"},
		{asShare("1/0"), unit.EmptyWhole, "总数为零", "zero"},
		{asShare("3/2"), unit.Range, "部分是3：应在0至总数2之间", "the part is 3: it must be 0 to the whole, 2"},
		{asShare("1.5/2"), unit.Syntax, "应为整数", "must be a whole number"},
		{asShare("1/9007199254740992"), unit.Range, "0至9007199254740991", "0 to 9007199254740991"},
		{second(unit.NewShare(1, -2)), unit.Range, "总数是-2：应在1至9007199254740991之间", "the whole is -2"},
		{second(zero.Cmp(unit.Percent(1))), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(zero.CmpExact(third)), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(zero.ToConvert(unit.Percent(1))), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(zero.ToConvertExact(third)), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(zero.ToAdd(unit.Percent(1))), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(half.ToConvert(unit.Percent(101))), unit.Unreachable, "目标101%高于100%", "the target 101% is above 100%"},
		{second(half.ToConvertExact(third)), unit.Unreachable, "目标304/3%高于100%", "the target 304/3% is above 100%"},
		{second(half.ToAdd(unit.Percent(100))), unit.Unreachable, "只靠新增达不到100%", "additions alone stay below 100%"},
		{second(half.ToAdd(unit.MustParseRate("99.9999999%"))), unit.Code(""), "", ""},
		{second(share(t, 0, unit.MaxCount).ToAdd(unit.MustParseRate("99.9999999%"))), unit.Range, "9007199254740991", "9007199254740991"},
		{second(share(t, 0, unit.MaxCount).ToAdd(unit.Percent(50))), unit.Range, "9007199254740991", "9007199254740991"},
		{second(half.Add(zero)), unit.EmptyWhole, "请核对总数", "check the whole"},
		{second(unit.Pool()), unit.EmptyWhole, "请至少给出一个", "at least one"},
		{json(new(unit.Share), `{"part":1}`), unit.Syntax, `{"part":部分,"whole":总数}`, `{"part":…,"whole":…}`},
		{json(new(unit.Share), `null`), unit.Missing, "null表示未提供", "null is not given"},
		// Months.
		{asMonth(""), unit.Syntax, "内容为空", "empty"},
		{asMonth("2021-7"), unit.Syntax, "请写成2021-07", "write 2021-07"},
		{asMonth("2021-02-29"), unit.Syntax, "月份不写到日：请写成2021-02", "without a day: write 2021-02"},
		{asMonth("2021/07"), unit.Syntax, "请写成2021-07", "write 2021-07"},
		{asMonth("2021.7"), unit.Syntax, "请写成2021-07", "write 2021-07"},
		{asMonth("2021年7月"), unit.Syntax, "请写成2021-07", "write 2021-07"},
		{asMonth("2021年7月1日"), unit.Syntax, "月份不写到日：请写成2021-07", "without a day: write 2021-07"},
		{asMonth("202107"), unit.Syntax, "请写成2021-07", "write 2021-07"},
		{asMonth("2021"), unit.Syntax, "如2021-07", "such as 2021-07"},
		{asMonth("20211"), unit.Syntax, "如2021-07", "such as 2021-07"},
		{asMonth("2021-123"), unit.Syntax, "如2021-07", "such as 2021-07"},
		{asMonth("２０２１-07"), unit.Syntax, "第1个字符是全角数字“２”", "full-width digit '２'"},
		{asMonth("2021-07 "), unit.Syntax, "第8个字符是空格（U+0020）：请删去", "(space) (U+0020) at character 8: delete it"},
		{asMonth("2021-07\u200b"), unit.Syntax, "零宽空格（U+200B）：请删去", "zero-width space"},
		{asMonth("Jul-23"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("7.84"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("1,000.00"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("1000.00元"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("2021.13"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("202113"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("2021-07元"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("#N/A"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("45108"), unit.Syntax, "应写成四位年份、“-”和两位月份，如2021-07", "such as 2021-07"},
		{asMonth("2021年07月01日"), unit.Syntax, "月份不写到日：请写成2021-07", "without a day: write 2021-07"},
		{asMonth("二〇二一年七月"), unit.Syntax, "中文数字“二”", "Chinese numeral"},
		{asMonth("July"), unit.Syntax, "如2021-07", "such as 2021-07"},
		{asMonth("2021-13"), unit.Range, "1900-01至2199-12", "1900-01 to 2199-12"},
		{second(unit.MustParseMonth("2199-12").Add(1)), unit.Range, "推算1个月后应在1900-01至2199-12之间", "1 months on must be within 1900-01 to 2199-12"},
		{second(unit.Month{}.Add(1)), unit.Missing, "没有月份", "no month is set"},
		{second(unit.Month{}.MarshalText()), unit.Missing, "没有月份", "no month is set"},
		{new(unit.Month).Scan(time.Date(2021, 7, 1, 0, 0, 0, 1, time.UTC)), unit.Syntax, "请把列改为DATE或TEXT", "make it DATE or TEXT"},
		{new(unit.Month).Scan(time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)), unit.Range, "1900-01至2199-12", "1900-01 to 2199-12"},
		// JSON and columns.
		{json(new(unit.Money), "1200"), unit.Syntax, `请写成带引号的字符串"1200"`, `write it in quotes, "1200"`},
		{json(new(unit.Money), "-1.50"), unit.Syntax, `请写成带引号的字符串"-1.50"`, `write it in quotes, "-1.50"`},
		{json(new(unit.Money), "null"), unit.Missing, "null表示未提供", "null is not given"},
		{json(new(unit.Money), ""), unit.Syntax, "内容为空", "empty"},
		{json(new(unit.Money), "true"), unit.Syntax, "应为带引号的JSON字符串", "must be a JSON string in quotes"},
		{json(new(unit.Money), `"\x"`), unit.Syntax, "请检查引号和反斜杠", "check its quotes and backslashes"},
		{new(unit.Money).Scan(nil), unit.Missing, "此列为NULL", "the column is NULL"},
		{new(unit.Money).Scan(637.5), unit.Syntax, "请把列改为TEXT或DECIMAL类型（SQLite用TEXT）", "make it TEXT or DECIMAL (TEXT in SQLite)"},
		{new(unit.Rate).Scan(0.55), unit.Syntax, "请把列改为TEXT类型", "make it TEXT"},
		{new(unit.Money).Scan(true), unit.Syntax, "请改为文本列", "make it a column of text"},
		{new(unit.Money).Scan(int64(math.MaxInt64)), unit.Range, "90071992547409.91", "90071992547409.91"},
		{new(unit.Rate).Scan(int64(55)), unit.Syntax, "写明%、‰或×", "write %, ‰ or ×"},
		{new(unit.ExactRate).Scan(int64(55)), unit.Syntax, "写明%、‰或×", "write %, ‰ or ×"},
		{new(unit.Exact).Scan(int64(55)), unit.Syntax, "会丢失分数部分", "fractions are lost"},
		{new(unit.Share).Scan(int64(55)), unit.Syntax, "部分/总数", "part/whole"},
		{new(unit.Month).Scan(int64(202107)), unit.Syntax, "请把列改为TEXT", "make it TEXT"},
		{second(unit.ParseLanguage("fr")), unit.Invalid, "应为zh（中文）或en（英文）", "must be zh (Chinese) or en (English)"},
	}
}

type fault struct {
	err    error
	code   unit.Code
	zh, en string
}

func exact(t *testing.T, s string) unit.Exact {
	t.Helper()
	var e unit.Exact
	require.NoError(t, e.UnmarshalText([]byte(s)))
	return e
}

var (
	numerals     = regexp.MustCompile(`[0-9]+`)
	han          = regexp.MustCompile(`\p{Han}`)
	englishWords = regexp.MustCompile(`[A-Za-z]{2,}[ ,;:]+[A-Za-z]{2,}`)
	mendZH       = regexp.MustCompile(`请|应|写|只能|最多|不写到`)
	mendEN       = regexp.MustCompile(`must|write|use |delete|give|add |write it|remove|round|make it|check|save|only|lower|leave|name one|compute|sum in`)
)

func TestEveryReasonSaysAsMuchInChineseAsInEnglish(t *testing.T) {
	for _, f := range faults(t) {
		if f.code == "" {
			assert.NoError(t, f.err)
			continue
		}
		var e *unit.Error
		require.True(t, errors.As(f.err, &e), "%v", f.err)
		zh, en := e.Reason.ZH, e.Reason.EN
		assert.Equal(t, f.code, e.Code, en)
		assert.ErrorIs(t, f.err, f.code)
		assert.Contains(t, zh, f.zh)
		assert.Contains(t, en, f.en)
		assert.NotContains(t, zh+en, "%!", "a format that does not fit its values")
		assert.Regexp(t, han, zh, en)
		assert.Regexp(t, mendZH, zh)
		assert.Regexp(t, mendEN, en)
		assert.NotRegexp(t, englishWords, zh)
		assert.Equal(t, numbersIn(en), numbersIn(zh), "%s\n%s", zh, en)
		assert.Regexp(t, han, e.In(unit.Chinese)[:6], "the type is named in Chinese")
		assert.Less(t, len(e.In(unit.Chinese)), 1_000, "it does not repeat a whole file")
	}
}

func numbersIn(s string) []string {
	n := numerals.FindAllString(s, -1)
	slices.Sort(n)
	return slices.Compact(n)
}
