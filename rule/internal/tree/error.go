package tree

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/internal/written"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Error says what is wrong with a text or a path, for the person who must mend
// it. It wraps its code: errors.Is(err, unit.Duplicate).
type Error struct {
	Code   unit.Code // Syntax, Duplicate, Range or Missing
	Path   string    // members[2].income; "" for the whole; cut to 200 bytes
	Offset int       // of the byte where it is wrong, from 0; -1 if there is no text
	Reason unit.Text // what was found, where, and what is expected
}

const maxErrorPath = 200

// Error gives the sentence in English.
func (e *Error) Error() string { return e.In(unit.English) }

// In gives the sentence in one language, path first.
func (e *Error) In(l unit.Language) string {
	switch {
	case e.Path == "":
		return e.Reason.In(l)
	case l == unit.English:
		return e.Path + ": " + e.Reason.EN
	}
	return e.Path + "：" + e.Reason.In(l)
}

// Unwrap gives the code.
func (e *Error) Unwrap() error { return e.Code }

// fail notes what is wrong at a byte. It gives false, for the reader to return.
func (p *scanner) fail(code unit.Code, offset int, zh, en string) bool {
	p.err = &Error{Code: code, Offset: offset, Reason: unit.Text{
		ZH: fmt.Sprintf("字节偏移%d处：%s", offset, zh),
		EN: fmt.Sprintf("at byte offset %d: %s", offset, en),
	}}
	return false
}

// within adds the step around what failed.
func (p *scanner) within(s step, failed bool) bool {
	p.at = append(p.at, s)
	return failed
}

// failed gives the error with its path.
func (p *scanner) failed() error {
	for i, j := 0, len(p.at)-1; i < j; i, j = i+1, j-1 {
		p.at[i], p.at[j] = p.at[j], p.at[i]
	}
	p.err.Path = pathOf(p.at, maxErrorPath)
	return p.err
}

func tooLarge(n int) *Error {
	return &Error{Code: unit.Range, Offset: MaxSize, Reason: unit.Text{
		ZH: fmt.Sprintf("JSON文本有%d字节，最多%d字节；请分成几份", n, MaxSize),
		EN: fmt.Sprintf("the JSON text has %d bytes, at most %d are read; split it", n, MaxSize),
	}}
}

// Fits refuses a text that is written and could not be read again: one of more than [MaxSize] bytes.
func Fits(n int) error {
	if n <= MaxSize {
		return nil
	}
	return &Error{Code: unit.Range, Offset: MaxSize, Reason: unit.Text{
		ZH: fmt.Sprintf("写出的JSON文本有%d字节，超过可读回的%d字节，未写出；请分成几份", n, MaxSize),
		EN: fmt.Sprintf("the JSON text would have %d bytes, and at most %d can be read again: nothing is written; split it", n, MaxSize),
	}}
}

func (p *scanner) tooDeep() bool {
	return p.fail(unit.Range, p.i,
		fmt.Sprintf("对象和数组嵌套超过%d层", MaxDepth),
		fmt.Sprintf("objects and lists are nested more than %d deep", MaxDepth))
}

func (p *scanner) twice(offset int) bool {
	return p.fail(unit.Duplicate, offset, "同一对象中此名称重复给出，只能保留一个",
		"this name is given twice in one object; keep one")
}

// What may stand at a place.
var (
	wantObject         = unit.Text{ZH: "以“{”开始的对象", EN: `an object, beginning with "{"`}
	wantValue          = unit.Text{ZH: "一个值（对象、数组、字符串、数字、true、false或null）", EN: "a value (object, list, string, number, true, false or null)"}
	wantEnd            = unit.Text{ZH: "文本到此结束，只能有一个值", EN: "the end of the text, which holds one value"}
	wantName           = unit.Text{ZH: "带英文双引号的名称（最后一项之后不加逗号）", EN: "a name in double quotes (no comma after the last member)"}
	wantNameOrEnd      = unit.Text{ZH: "带英文双引号的名称，或“}”", EN: `a name in double quotes, or "}"`}
	wantColon          = unit.Text{ZH: "名称之后的冒号“:”", EN: `the colon ":" after a name`}
	wantCommaOrBrace   = unit.Text{ZH: "逗号“,”或“}”", EN: `a comma "," or "}"`}
	wantCommaOrBracket = unit.Text{ZH: "逗号“,”或“]”", EN: `a comma "," or "]"`}
)

// unexpected reports what stands at p.i and what should.
func (p *scanner) unexpected(want unit.Text) bool {
	if why, is := written.Begins(p.s); is && p.i == 0 {
		p.err = &Error{Code: unit.Syntax, Offset: 0, Reason: why}
		return false
	}
	if p.i == p.bad && p.i < len(p.s) {
		return p.notUTF8()
	}
	if c := p.peek(); want == wantValue && (c == '+' || c == '.') {
		return p.notNumber(p.i)
	}
	found := p.found()
	return p.fail(unit.Syntax, p.i,
		"遇到"+found.ZH+"，应为"+want.ZH, "found "+found.EN+", expected "+want.EN)
}

// found names what stands at p.i.
func (p *scanner) found() unit.Text {
	if p.i >= len(p.s) {
		return unit.Text{ZH: "文本结尾", EN: "the end of the text"}
	}
	if c := p.s[p.i]; inWord(c) {
		w := p.run(p.i)
		return unit.Text{ZH: "“" + w + "”", EN: `"` + w + `"`}
	}
	r, _ := utf8.DecodeRuneInString(p.s[p.i:])
	switch {
	case r == '"':
		return unit.Text{ZH: "字符串", EN: "a string"}
	case r == '\'':
		return unit.Text{ZH: "单引号（应使用双引号）", EN: "a single quote (use double quotes)"}
	case strings.ContainsRune("“”‘’，：｛｝［］【】、＂", r):
		return unit.Text{ZH: "全角符号“" + string(r) + "”（应使用半角符号）", EN: fmt.Sprintf(`the full-width "%c" (use the ASCII sign)`, r)}
	case r == '\uFEFF':
		return unit.Text{ZH: "又一个字节顺序标记（BOM）", EN: "one more byte order mark"}
	case !unicode.IsPrint(r):
		s := fmt.Sprintf("U+%04X", r)
		return unit.Text{ZH: "不可见字符" + s, EN: "the invisible character " + s}
	}
	return unit.Text{ZH: "“" + string(r) + "”", EN: `"` + string(r) + `"`}
}

// run gives the word or number at i, cut to 32 bytes.
func (p *scanner) run(i int) string {
	end := i
	for end < len(p.s) && end <= i+32 && inWord(p.s[end]) {
		end++
	}
	return cut(p.s[i:end], 32)
}

func (p *scanner) notNumber(start int) bool {
	w := p.run(start)
	return p.fail(unit.Syntax, start,
		"“"+w+"”不是JSON数字：整数部分不能缺少，也不能有多余的0或加号，小数点和指数之后要有数字",
		`"`+w+`" is no JSON number: it needs digits before and after a point and in an exponent, no leading zeros and no plus sign`)
}

func (p *scanner) notUTF8() bool {
	b := p.s[p.bad]
	return p.fail(unit.Syntax, p.bad, fmt.Sprintf("字节0x%02X", b)+written.NotUTF8.ZH, fmt.Sprintf("the byte 0x%02X ", b)+written.NotUTF8.EN)
}

func (p *scanner) unclosed() bool {
	return p.fail(unit.Syntax, p.i, "此处开始的字符串没有结束，缺少双引号", "the string that begins here has no end; a double quote is missing")
}

func (p *scanner) control() bool {
	c := p.s[p.i]
	write := fmt.Sprintf(`\u%04x`, c)
	switch c {
	case '\n':
		write = `\n`
	case '\r':
		write = `\r`
	case '\t':
		write = `\t`
	}
	return p.fail(unit.Syntax, p.i,
		fmt.Sprintf("字符串中有控制字符U+%04X，应写作%s", c, write),
		fmt.Sprintf("the string holds the control character U+%04X; write %s", c, write))
}

func (p *scanner) badEscape() bool {
	s := p.s[p.i:]
	if r := hex4(s); r >= 0 {
		return p.fail(unit.Syntax, p.i,
			fmt.Sprintf("“%s”只是半个代理对，应由高位和低位两个转义组成", s[:6]),
			fmt.Sprintf("%s is half a surrogate pair; a high and a low half belong together", s[:6]))
	}
	n := 1 // the backslash and the next character, or what was meant as four digits
	if strings.HasPrefix(s, `\u`) {
		for n = 2; n < min(6, len(s)) && plain[s[n]] && s[n] < utf8.RuneSelf; n++ {
		}
	} else if _, size := utf8.DecodeRuneInString(s[1:]); len(s) > 1 && s[1] >= ' ' && p.i+1 != p.bad {
		n += size
	}
	return p.fail(unit.Syntax, p.i,
		fmt.Sprintf(`“%s”不是JSON转义；可用\" \\ \/ \b \f \n \r \t，或\u加四位十六进制数字`, s[:n]),
		fmt.Sprintf(`%s is no JSON escape; there are \" \\ \/ \b \f \n \r \t, and \u with four hexadecimal digits`, s[:n]))
}
