package files

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// longestHeading is how much of a file is looked at for its first line.
const longestHeading = 1 << 16

// lines reads CSV.
type lines struct {
	blocks *households.Blocks
	layout *households.Layout
	head   int // lines up to the heading
	done   int
	marked bool // lines that may be of another encoding end in a mark
}

// openLines finds out encoding and separator, and reads the heading.
func openLines(f io.Reader, o Options, rep *households.Report) (*lines, error) {
	begin := make([]byte, longestHeading)
	n, err := io.ReadFull(f, begin)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return nil, err
	}
	begin = begin[:n]
	encoding, skip, fixed, bad := encodingOf(begin, whole, o)
	if bad != nil {
		return nil, bad
	}
	if skip > 0 {
		rep.NoteFile(households.ByteOrderMark, 1, 0)
	}
	noteEncoding(rep, encoding)
	raw := io.MultiReader(bytes.NewReader(begin[skip:]), f)
	var in io.Reader
	l := &lines{done: o.After, marked: o.Encoding == 0 && encoding == GB18030}
	if in = decoder(raw, encoding); !fixed {
		in = &undecided{r: raw, tell: func(e Encoding) { noteEncoding(rep, e); l.marked = e == GB18030 }}
	} else if o.Encoding == 0 {
		in = marking(raw, encoding)
	}
	head, rest, above, bad, err := heading(in, o)
	if err != nil {
		return nil, err
	}
	if bad != nil {
		return nil, bad
	}
	sep, names, bad := separatorOf(head, o)
	if bad != nil {
		return nil, bad
	}
	rep.NoteFile(map[byte]households.Kind{';': households.Semicolons, '\t': households.Tabs}[sep], boolCount(sep != ','), 0)
	if l.layout, err = households.NewLayout(names, sep, o.Ignore, rep); err != nil {
		return nil, err
	}
	rep.NoteFile(households.Titles, above, 1)
	l.blocks, l.head = households.BlocksAfter(rest, in, sep, above+2), above+1
	return l, nil
}

func boolCount(b bool) int {
	if b {
		return 1
	}
	return 0
}

func noteEncoding(rep *households.Report, e Encoding) {
	switch e {
	case GB18030:
		rep.NoteFile(households.GB18030, 1, 0)
	case UTF16LE, UTF16BE:
		rep.NoteFile(households.UTF16, 1, 0)
	}
}

// encodingOf finds out how a file is encoded, by its mark or its first line. It is
// not fixed yet while that is all ASCII.
func encodingOf(begin []byte, whole bool, o Options) (e Encoding, skip int, fixed bool, _ *households.Fault) {
	for _, m := range marks {
		if bytes.HasPrefix(begin, []byte(m.bytes)) {
			if o.Encoding != 0 && o.Encoding != m.encoding {
				return 0, 0, false, fault(rule.Invalid, "文件开头的标记是"+m.encoding.Label().ZH+"，与指明的编码不符；请核对", "the file begins with the mark of "+m.encoding.Label().EN+", which is not the encoding given; check it")
			}
			return m.encoding, len(m.bytes), true, nil
		}
	}
	if o.Encoding != 0 {
		return o.Encoding, 0, true, nil
	}
	if e, some := zeros(begin); some {
		if e == 0 {
			return 0, 0, false, fault(rule.Syntax, "不是文本文件（含零字节）；请给出CSV、XLSX或Parquet", "is no text, since it has zero bytes; give CSV, XLSX or Parquet")
		}
		return e, 0, true, nil
	}
	line, _, _ := bytes.Cut(begin, []byte{'\n'})
	if asciiPrefix(line) == len(line) {
		return UTF8, 0, false, nil
	}
	u, g := utf8.Valid(line), validGB18030(line)
	if u && g { // the one under which it, or a line below if it is a title, has the names of columns
		known := func(e Encoding) (n int) {
			for i, line := range bytes.SplitN(begin, []byte{'\n'}, mostTitles+1) {
				if text, err := io.ReadAll(decoder(bytes.NewReader(line), e)); i < mostTitles && err == nil {
					n = max(n, mostKnown(text, o))
				}
			}
			return n
		}
		a, b := known(UTF8), known(GB18030)
		u, g = a > b || a == b && isHanzi(line) && !isGB2312(line), b > a
	}
	switch {
	case u:
		return UTF8, 0, true, nil
	case g:
		return GB18030, 0, true, nil
	}
	return 0, 0, false, fault(rule.Syntax, "首行的编码无法确定；"+sayEncoding, "how the first line is encoded cannot be told; "+tellEncoding)
}

// notTitle is how many filled cells a title has not: a household may have so few, and must not be passed over.
const notTitle = 4

func noTitle(row, filled int) *households.Fault {
	return fault(rule.Invalid, fmt.Sprintf("第%d行在表头之上，却有%d个单元格有内容，不像标题；请把各户移到表头之下，或删去此行", row, filled),
		fmt.Sprintf("row %d stands above the heading and has %d filled cells, as no title has; move households below the heading, or delete the row", row, filled))
}

// mostFilled is how many cells of a line are filled, by the separator under which most are.
func mostFilled(line []byte, o Options) (most int) {
	for _, s := range separators {
		if o.Separator != 0 && o.Separator != s.char {
			continue
		}
		n := 0
		for cell := range bytes.SplitSeq(line, []byte{s.char}) {
			if len(bytes.TrimSpace(cell)) > 0 {
				n++
			}
		}
		most = max(most, n)
	}
	return most
}

// mostTitles is how many lines or rows at the beginning are looked at for the heading.
const mostTitles = 20

// heading finds the heading: the first line in which a column's name stands, of those at the beginning. What is above has none, and
// is a title. Without one the first line is taken for it, and refused by its names. It gives what was read
// behind it too, and how many lines stand above.
func heading(in io.Reader, o Options) (line, rest []byte, above int, _ *households.Fault, err error) {
	buf := make([]byte, 0, longestHeading)
	behind, end := 0, false // the first line; the file
	doubtful := 0           // the first line that is
	var other *households.Fault
	for from, number := 0, 0; number < mostTitles; {
		text, _, found := bytes.Cut(buf[from:], []byte{'\n'})
		switch {
		case found || end:
		case len(buf) <= cap(buf)-utf8.UTFMax:
			n, err := in.Read(buf[len(buf):cap(buf)])
			if buf = buf[:len(buf)+n]; err != nil && err != io.EOF {
				if f, ok := err.(*households.Fault); ok {
					return nil, nil, 0, f, nil
				}
				return nil, nil, 0, nil, err
			}
			end = err == io.EOF
			continue
		case number == 0:
			return nil, nil, 0, fault(rule.Range, fmt.Sprintf("首行超过%d字节；首行应为表头", longestHeading), fmt.Sprintf("the first line has more than %d bytes; it must be the heading", longestHeading)), nil
		default:
			number = mostTitles
			continue
		}
		next := min(from+len(text)+1, len(buf))
		text = bytes.TrimSuffix(text, []byte{'\r'})
		number++
		text, doubt := doubted(text)
		if doubt && doubtful == 0 {
			doubtful = number
		}
		if number == 1 {
			line, behind = text, next
		}
		if mostKnown(text, o) > 0 {
			if line, behind, above, doubtful = text, next, number-1, 0; doubt {
				doubtful = number
			}
			break
		}
		if other == nil && mostFilled(text, o) < notTitle {
			other = notTitleBut(text, number, unread)
		}
		if from = next; from == len(buf) && end {
			break
		}
	}
	if doubtful > 0 { // it is the heading, or may be
		return nil, nil, 0, doubtfulHeading(doubtful), nil
	}
	if other != nil {
		return nil, nil, 0, other, nil
	}
	rest = buf[behind:]
	for i, title := range bytes.SplitN(buf[:behind], []byte{'\n'}, above+1) {
		if n := mostFilled(title, o); i < above && n >= notTitle {
			return nil, nil, 0, noTitle(i+1, n), nil
		}
	}
	switch {
	case bytes.IndexByte(line, '\r') >= 0:
		return nil, nil, 0, fault(rule.Syntax, "行尾只有回车符（CR）；请以LF或CR LF换行另存", "lines end in CR alone; save the file with line ends LF or CR LF"), nil
	case len(bytes.Trim(line, ",;\t ")) == 0 && len(rest) == 0 && end:
		return nil, nil, 0, fault(rule.Missing, "文件为空；首行应为表头", "the file is empty; its first line must be the heading"), nil
	case len(bytes.Trim(line, ",;\t ")) == 0:
		return nil, nil, 0, fault(rule.Missing, "首行为空；首行应为表头", "the first line is empty; it must be the heading"), nil
	}
	return line, bytes.Clone(rest), above, nil, nil
}

// mostKnown is how many names of columns a line has, by the separator under which it has most.
func mostKnown(line []byte, o Options) (n int) {
	for _, s := range separators {
		if o.Separator == 0 || o.Separator == s.char {
			n = max(n, knownNames(line, s.char))
		}
	}
	return n
}

var separators = []struct {
	char   byte
	zh, en string
}{{',', "逗号", "commas"}, {';', "分号", "semicolons"}, {'\t', "制表符", "tabs"}}

func cellsOf(line []byte, sep byte) ([]string, bool) {
	in := csv.NewReader(bytes.NewReader(line))
	in.Comma = rune(sep)
	names, err := in.Read()
	return names, err == nil
}

func knownNames(line []byte, sep byte) (n int) {
	names, _ := cellsOf(line, sep)
	for _, name := range names {
		if households.Known(name) {
			n++
		}
	}
	return n
}

// separatorOf finds out the separator, which is the one under which most names of
// columns are known.
func separatorOf(line []byte, o Options) (byte, []string, *households.Fault) {
	sep := o.Separator
	if sep == 0 {
		most := -1
		for _, s := range separators { // of equal ones, which have no name or one, the comma
			if n := knownNames(line, s.char); n > most {
				sep, most = s.char, n
			}
		}
		for _, wide := range []struct{ char, zh, en string }{{"，", "全角逗号", "full-width commas"}, {"、", "顿号", "enumeration commas (、)"}} {
			if most < 2 && bytes.Contains(line, []byte(wide.char)) {
				return 0, nil, fault(rule.Syntax, "表头以"+wide.zh+"分隔；请以半角逗号分隔另存", "the heading is separated by "+wide.en+"; save the file with commas")
			}
		}
	}
	if !validSeparator(sep) {
		return 0, nil, fault(rule.Invalid, "分隔符应为逗号、分号或制表符", "a separator is a comma, a semicolon or a tab")
	}
	names, ok := cellsOf(line, sep)
	if !ok {
		return 0, nil, fault(rule.Syntax, "首行的引号不成对", "quotes of the first line do not pair")
	}
	return sep, names, nil
}

func validSeparator(c byte) bool {
	for _, s := range separators {
		if c == s.char {
			return true
		}
	}
	return false
}

// take gives the next lines.
func (l *lines) take(p *Piece) error {
	for {
		block, err := l.blocks.Next(p.lines)
		if err != nil {
			return err
		}
		p.lines = block.Lines
		if block = block.After(l.head + l.done); block.Rows > 0 {
			p.First, p.Rows, p.Before, p.rest, p.layout = block.First, block.Rows, block.First-l.head-1, block.Lines, l.layout
			p.marked = l.marked
			return nil
		}
	}
}

func (l *lines) end(rep *households.Report) { rep.NoteFile(households.BlankEnd, l.blocks.Blanks(), 0) }
func (l *lines) close()                     {}
