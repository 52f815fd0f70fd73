package households

import (
	"bytes"
	"unicode/utf8"
)

// torn is a line whose quotes do not pair, with those that follow it: maybe one row, which has a line break in a cell.
type torn struct {
	text        []byte
	begun, next int // its row, and the one that comes next; 0: none
}

// rest is the last line of a row that has a line break in a cell.
type rest struct {
	index int // in the batch
	begun int // number of the row's first line
}

// longestTorn bounds a row with line breaks. One that is longer is taken for lines of their own, each of them bad.
const longestTorn = 1 << 14

// tear notes a line that does not pair its quotes, and finds out whether it ends the row of one above: if together they have
// the columns of the heading, they are one row.
func (b *Batch) tear(l *Layout, line []byte, row int, bad bool) {
	t := &b.torn
	odd := bad && bytes.Count(line, []byte{'"'})%2 == 1
	if t.next == row && t.next > 0 && len(t.text)+len(line) < longestTorn {
		t.text = append(append(t.text, '\n'), line...)
		if t.next++; !odd {
			return
		}
		if cells, fault := l.splitQuoted(t.text, nil); fault == nil && len(cells) == l.width {
			b.rests = append(b.rests, rest{len(b.Households), t.begun})
			t.next = 0
			return
		}
	}
	t.next = 0
	if odd && len(line) < longestTorn {
		t.text, t.begun, t.next = append(t.text[:0], line...), row, row+1
	}
}

// idBeforeQuotes gives the id of a line whose quotes do not pair, if it stands before all of them.
func (l *Layout) idBeforeQuotes(line []byte) []byte {
	line, _, _ = cut(line[:min(len(line), LongestLine)], '"')
	for range l.at[ofID] {
		_, rest, more := cut(line, l.sep)
		if !more {
			return nil
		}
		line = rest
	}
	if id, _, more := cut(line, l.sep); more && certainID(id) {
		return id
	}
	return nil
}

// certainID says whether a cell is an id as it stands.
func certainID(cell []byte) bool { return len(cell) > 0 && plainText(cell) && utf8.Valid(cell) }
