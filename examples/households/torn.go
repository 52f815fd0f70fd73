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

// holds says whether a line may be the middle of a row that began above.
func (t *torn) holds(row int) bool { return t.next == row+1 && t.begun < row }

// idOfTorn gives the id of a line whose quotes do not pair, if the quotes up to it do.
func (l *Layout) idOfTorn(line []byte) []byte {
	rest := line[:min(len(line), LongestLine)]
	for i := 0; ; i++ {
		var cell []byte
		if len(rest) > 0 && rest[0] == '"' {
			end := bytes.Index(rest[1:], []byte{'"', l.sep}) + 1
			if end == 0 || bytes.IndexByte(rest[1:end], '"') >= 0 {
				return nil
			}
			cell, rest = rest[1:end], rest[end+2:]
		} else {
			var more bool
			if cell, rest, more = cut(rest, l.sep); !more || bytes.IndexByte(cell, '"') >= 0 {
				return nil
			}
		}
		if i == l.at[ofID] {
			if certainID(cell) {
				return cell
			}
			return nil
		}
	}
}

// certainID says whether a cell is an id as it stands.
func certainID(cell []byte) bool { return len(cell) > 0 && plainText(cell) && utf8.Valid(cell) }
