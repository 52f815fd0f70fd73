package unit

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Every reason says in both languages what was found and how to mend it. The two
// name the same numbers, which a test holds them to.

// say fills the same values into both halves of a reason.
func say(zh, en string, values ...any) Text {
	return Text{ZH: fmt.Sprintf(zh, values...), EN: fmt.Sprintf(en, values...)}
}

var (
	leadingZero = Text{"开头有多余的零：请去掉", "leading zero: remove it"}
	emptyText   = Text{"内容为空：请填写，不涉及的整项不填", "empty text: fill it in, or leave the whole field out"}
)

func atMostDecimals(n int) Text {
	return say("小数最多%d位：请先取整", "at most %d decimals: round it first", n)
}

// bounds tells the range of a number.
func (of spec) bounds() Text {
	most := string(trimZeros(appendFixed(nil, int64(of.limit), of.scale), 0)) + of.sign
	if of.count {
		return say("应在0至%s之间", "must be 0 to %s", most)
	}
	return say("应在-%[1]s至%[1]s之间", "must be -%[1]s to %[1]s", most)
}

func notWhole(s string) Text {
	at := utf8.RuneCountInString(s[:strings.IndexByte(s, '.')]) + 1
	return say("第%d个字符是小数点：应为整数，不写小数点", "'.' at character %d: must be a whole number, written without a point", at)
}

// misread says what stands at byte i where it should not.
func misread(typ, s string, i int) error {
	switch {
	case s == "":
		return fault(typ, s, Syntax, emptyText)
	case i >= len(s) && s[i-1] == '-':
		return fault(typ, s, Syntax, Text{"末尾缺少数字：只有负号，请补上数字", "a digit is missing at the end: there is only a minus sign, add the number"})
	case i >= len(s):
		return fault(typ, s, Syntax, Text{"末尾缺少数字：请去掉小数点，或补上小数", "a digit is missing at the end: leave the point out or add the decimals"})
	}
	switch strings.ToLower(strings.TrimLeft(short(s), "+-")) {
	case "nan", "inf", "infinity", "null", "nil", "none", "n/a":
		return fault(typ, s, Syntax, say("“%[1]s”不是数字：请填写数值，没有数值的整项不填", "%[1]q is not a number: give one, or leave the whole field out", short(s)))
	}
	if r, _ := utf8.DecodeRuneInString(s[i:]); r == '％' && typ != "Rate" { // in ASCII it would be refused again
		return fault(typ, s, Syntax, noSign(utf8.RuneCountInString(s[:i])+1, "％"))
	}
	return fault(typ, s, Syntax, found(s, i))
}

// noSign says of a sign of a rate that the number is none.
func noSign(at int, sign string) Text {
	return say("第%[1]d个字符是“%[2]s”：此处不写这个符号", "'%[2]s' at character %[1]d: write the number without it", at, sign)
}

const chineseNumerals = "〇零一二三四五六七八九两壹贰叁肆伍陆柒捌玖"

// found names the character at byte i by what it was likely meant as.
func found(s string, i int) Text {
	r, size := utf8.DecodeRuneInString(s[i:])
	at := utf8.RuneCountInString(s[:i]) + 1
	if r == utf8.RuneError && size < 2 {
		return say("第%d个字符不是UTF-8编码：请把文件另存为UTF-8", "character %d is not UTF-8: save the file as UTF-8", at)
	}
	if name, ok := invisible(r); ok {
		return say("第%[1]d个字符是%[2]s（U+%04[4]X）：请删去", "%[3]s (U+%04[4]X) at character %[1]d: delete it", at, name.ZH, name.EN, r)
	}
	c := string(r)
	switch {
	case r >= '０' && r <= '９':
		return say("第%[1]d个字符是全角数字“%[2]s”：请改用半角数字%[3]s", "full-width digit '%[2]s' at character %[1]d: use the ASCII digit %[3]s", at, c, ascii(r))
	case r > '\uFF00' && r < '\uFF5F' && r != '，':
		return say("第%[1]d个字符是全角符号“%[2]s”：请改用半角“%[3]s”", "full-width '%[2]s' at character %[1]d: use ASCII '%[3]s'", at, c, ascii(r))
	case strings.ContainsRune(",，、'’_", r):
		return say("第%[1]d个字符是分隔符“%[2]s”：数字中间不加分隔符，小数点写作“.”", "separator '%[2]s' at character %[1]d: write the digits without one, and a decimal point as '.'", at, c)
	case r == '。' || r == '·':
		return say("第%[1]d个字符是“%[2]s”：小数点写作“.”", "'%[2]s' at character %[1]d: write a decimal point as '.'", at, c)
	case r == '+':
		return say("第%d个字符是加号：正数前面不写加号", "plus sign at character %d: write the number without one", at)
	case r == '-':
		return say("第%d个字符是负号：负号只能有一个，写在最前面", "minus sign at character %d: only one may stand, before the number", at)
	case strings.ContainsRune("−‐‑‒–—", r):
		return say("第%[1]d个字符是“%[2]s”：负号请用半角“-”", "'%[2]s' at character %[1]d: write a minus sign as ASCII '-'", at, c)
	case (r == 'e' || r == 'E') && i > 0:
		return say("第%d个字符起是指数（科学记数法）：请把数字全部写出", "exponent at character %d: write the digits out", at)
	case r == '.' && (i == 0 || s[i-1] == '-'):
		return say("第%d个字符“.”之前缺少数字：请在前面补上零", "a digit is missing before '.' at character %d: write a zero there", at)
	case r == '.':
		return say("第%d个字符又是小数点“.”：只能有一个", "a second '.' at character %d: only one may stand", at)
	case strings.ContainsRune("元圆角分¥￥$", r):
		return say("第%[1]d个字符是“%[2]s”：只写数字，不写货币单位", "'%[2]s' at character %[1]d: write the number without a currency", at, c)
	case strings.ContainsRune("十百千万亿", r):
		return say("第%[1]d个字符是“%[2]s”：请把数字全部写出", "'%[2]s' at character %[1]d: write the digits out", at, c)
	case strings.ContainsRune(chineseNumerals, r):
		return say("第%[1]d个字符是中文数字“%[2]s”：请改用数字0至9", "Chinese numeral '%[2]s' at character %[1]d: use the digits 0 to 9", at, c)
	case unicode.IsDigit(r):
		return say("第%[1]d个字符“%[2]s”是其他文字的数字：请改用数字0至9", "'%[2]s' at character %[1]d is a digit of another script: use the digits 0 to 9", at, c)
	case r == '%' || r == '‰' || r == '×':
		return noSign(at, c)
	}
	return say("第%[1]d个字符“%[2]s”不是数字：只写数字和小数点", "'%[2]s' at character %[1]d is not a digit: write digits and a point only", at, c)
}

// ascii gives the half-width form of a full-width character.
func ascii(r rune) string { return string(r - '０' + '0') }

var invisibles = map[rune]Text{
	' ': {"空格", "blank (space)"}, '\t': {"制表符", "blank (tab)"},
	'\n': {"换行符", "blank (line feed)"}, '\r': {"回车符", "blank (carriage return)"},
	'\u00a0': {"不换行空格", "blank (no-break space)"}, '\u202f': {"窄的不换行空格", "blank (narrow no-break space)"},
	'\u3000': {"全角空格", "blank (ideographic space)"}, '\u200b': {"零宽空格", "blank (zero-width space)"},
	'\u200c': {"零宽不连字符", "zero-width non-joiner"}, '\u200d': {"零宽连字符", "zero-width joiner"},
	'\u2060': {"零宽的单词连接符", "zero-width word joiner"}, '\uFEFF': {"字节顺序标记", "byte order mark"},
}

// invisible names a character that does not show.
func invisible(r rune) (Text, bool) {
	if name, ok := invisibles[r]; ok {
		return name, true
	}
	switch {
	case unicode.IsSpace(r) || unicode.Is(unicode.Zs, r):
		return Text{"空白字符", "blank"}, true
	case unicode.Is(unicode.Cf, r):
		return Text{"不可见的格式字符", "invisible format character"}, true
	}
	return Text{"控制字符", "control character"}, unicode.IsControl(r)
}

// notText says why a JSON value is not the string it should be.
func notText(data []byte) (Code, Text) {
	s := short(string(data))
	switch {
	case s == "":
		return Syntax, emptyText
	case s == "null":
		return Missing, Text{"null表示未提供：请填写，不涉及的整项不填", "null is not given: give a value, or leave the whole field out"}
	case s[0] == '-' || s[0] >= '0' && s[0] <= '9':
		return Syntax, say("JSON数字会被其他程序改成近似数：请写成带引号的字符串%[1]s", "must be a JSON string, since programs round JSON numbers: write it in quotes, %[1]s", strconv.Quote(s))
	case s[0] == '"':
		return Syntax, Text{"不是合格的JSON字符串：请检查引号和反斜杠", "must be a JSON string that is well formed: check its quotes and backslashes"}
	}
	return Syntax, Text{"应为带引号的JSON字符串", "must be a JSON string in quotes"}
}
