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
	seen, within      bool // a run stood on the line; the last byte was of one
	sure, short, wide bool
}

// longestRun is how far a run is looked at; one that is UTF-8 so far is none of GB18030.
const longestRun = 1 << 10

// run looks at a run that begins here, and says whether it is whole.
func (l *lookalikes) run(src []byte, final bool) bool {
	wide, i := false, 0
	for i < len(src) && i < longestRun && src[i] >= 0x80 {
		size := 0
		switch c := src[i]; {
		case c >= 0xc2 && c <= 0xdf:
			size = 2
		case c >= 0xe0 && c <= 0xef:
			size = 3
		case c >= 0xf0 && c <= 0xf4:
			size = 4
		}
		for k := 1; k < size; k++ {
			switch {
			case i+k < len(src):
				if src[i+k]&0xc0 != 0x80 {
					size = 0
				}
			case !final:
				return false
			default:
				size = 0
			}
		}
		if size == 0 {
			l.seen, l.within, l.sure = true, true, true
			return true
		}
		wide = wide || size > 2
		i += size
	}
	if i == len(src) && i < longestRun && !final {
		return false
	}
	l.seen, l.within = true, true
	if !utf8.Valid(src[:i]) {
		l.sure = true
		return true
	}
	l.wide, l.short = l.wide || wide, l.short || !wide
	return true
}

// doubtful says whether the line so far may be UTF-8.
func (l *lookalikes) doubtful() bool { return l.wide || l.short && !l.sure }

// lineEnd is where the line ends that goes on at a place; behind all of src if it does not.
func lineEnd(src []byte, from int) int {
	if i := bytes.IndexByte(src[from:], '\n'); i >= 0 {
		return from + i
	}
	return len(src)
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
