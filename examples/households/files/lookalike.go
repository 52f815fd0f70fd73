package files

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// doubtMark ends a line of decoded GB18030 that may be UTF-8. No text has it, and [notText] is another byte.
const doubtMark = 0xfe

// lookalikes finds the lines of GB18030 that may be of a file in UTF-8 which was put behind or before: their garbled names
// would be good ones. What is not ASCII comes in runs, mostly a cell's. A run that is no UTF-8 is GB18030 beyond doubt, as names of
// counties are. One that is, and has a character of three bytes, as every hanzi of UTF-8, makes its line doubtful; one of
// characters of two bytes, 通 of GB18030, does unless another run of the line is beyond doubt.
type lookalikes struct {
	within      bool // the last byte was of a run
	sure        bool // the line has a run that is no UTF-8
	short, wide bool // it has one that is
}

// verdict is what a run is.
type verdict int

const (
	notWhole verdict = iota // so far
	noUTF8
	asUTF8
)

// longestRun is how far a run is looked at; one that is UTF-8 so far is none of GB18030.
const longestRun = 1 << 10

// run looks at a run that begins here.
func (l *lookalikes) run(src []byte, final bool) verdict {
	end, wide := 0, false
	for end < len(src) && end < longestRun && src[end] >= utf8.RuneSelf {
		if !final && !utf8.FullRune(src[end:]) {
			return notWhole
		}
		c, size := utf8.DecodeRune(src[end:])
		if c == utf8.RuneError && size == 1 {
			return noUTF8
		}
		wide = wide || size > 2
		end += size
	}
	if end == len(src) && end < longestRun && !final {
		return notWhole
	}
	l.wide, l.short = l.wide || wide, l.short || !wide
	return asUTF8
}

// begins takes a run that begins at a place, and says whether it is whole. If not it is to be looked at again, with more of the file. The rest
// is as sureOn has it.
func (l *lookalikes) begins(src []byte, at int, final bool, sureAt int, pending bool) (_ int, whole bool) {
	l.sure = l.sureOn(src[:at], sureAt, pending)
	switch l.run(src[at:], final) {
	case notWhole:
		return sureAt, false
	case noUTF8:
		sureAt = at
		l.sure = l.sure || pending
	}
	return sureAt, true
}

// pending says whether the line has a run that is UTF-8, and its end is to be looked for.
func (l *lookalikes) pending() bool { return l.wide || l.short }

// doubtful says whether the line so far may be UTF-8.
func (l *lookalikes) doubtful() bool { return l.wide || l.short && !l.sure }

// sureOn says whether the line at the end of text has a run that is no UTF-8. Nobody has looked where the lines of text end, unless
// one is pending: the last such run began at a place in it, or, if that is negative, none did.
func (l *lookalikes) sureOn(text []byte, at int, pending bool) bool {
	switch {
	case pending || at < 0 && !l.sure:
		return l.sure
	case at < 0:
		at = 0
	}
	return bytes.IndexByte(text[at:], '\n') < 0
}

// doubted takes the mark off a line.
func doubted(line []byte) ([]byte, bool) {
	if len(line) == 0 || line[len(line)-1] != doubtMark {
		return line, false
	}
	return bytes.TrimSuffix(line[:len(line)-1], []byte{'\r'}), true
}

func doubtfulHeading(row int) *households.Fault {
	return fault(rule.Invalid, fmt.Sprintf("第%d行%s，表头无法确定；%s", row, readsAsUTF8.ZH, mendDoubt.ZH), fmt.Sprintf("row %d %s, so that the heading is not certain; %s", row, readsAsUTF8.EN, mendDoubt.EN))
}

var (
	readsAsUTF8 = rule.Text{ZH: "按UTF-8也读得通，而文件按GB18030读取", EN: "reads as UTF-8 too, while the file is read as GB18030"}
	mendDoubt   = rule.Text{ZH: "请统一编码后另存；确为GB18030的，请指明编码", EN: "save the file in one encoding, or say that it is GB18030 if it is"}
	doubtfulRow = rule.Text{ZH: "此行" + readsAsUTF8.ZH + "，编码混杂；" + mendDoubt.ZH, EN: "the line " + readsAsUTF8.EN + "; " + mendDoubt.EN}
)
