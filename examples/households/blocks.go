package households

import (
	"bytes"
	"io"
	"slices"
)

// BlockSize is about how many bytes of lines a block has.
const BlockSize = 1 << 19

// Blocks cuts a file into runs of whole lines, each of which can be read on its
// own. It holds a block and the longest line at most, whatever the file. Blank
// rows behind the last household are left out; others are bad rows.
type Blocks struct {
	r         io.Reader
	sep       byte
	rest      []byte // the beginning of the next block
	row       int    // number of the next line
	tooLong   bool   // rest is a line of which no more is kept
	held      int    // blank rows that are bad if a household comes after them
	waiting   []byte // lines that come after the held rows
	heldAfter int    // blank rows that come after the waiting lines
	finished  bool
}

// NewBlocks reads the heading. The error is a [*Fault] if the file is of another
// kind.
func NewBlocks(r io.Reader) (*Blocks, error) {
	begin := make([]byte, longestHeading)
	n, err := io.ReadFull(r, begin)
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return nil, err
	}
	size, fault := checkHeading(begin[:n], whole)
	if fault != nil {
		return nil, fault
	}
	return BlocksAfter(begin[size:n], r, ',', 2), nil
}

// BlocksAfter cuts lines that come behind a heading which was read already: those
// of begin, then those of r. Cells are separated by sep; it tells blank rows. first is the number of the first of these lines
// in the file.
func BlocksAfter(begin []byte, r io.Reader, sep byte, first int) *Blocks {
	return &Blocks{r: r, rest: begin, row: first, sep: sep}
}

// Blanks says how many blank rows stood behind the last household, once Next has
// given [io.EOF].
func (b *Blocks) Blanks() int { return b.held }

// Block is a run of whole lines.
type Block struct {
	First int    // number of its first line in the file, as an editor counts: the heading is line 1
	Rows  int    // how many rows it has
	Lines []byte // each ended by LF; for [NextLine]
}

// NextLine takes the first line from lines, without its end.
func NextLine(lines []byte) (line, rest []byte) {
	line, rest, _ = cut(lines, '\n')
	return bytes.TrimSuffix(line, []byte{'\r'}), rest
}

// After gives the part of the block that comes after a row.
func (b Block) After(row int) Block {
	if b.First+b.Rows-1 <= row {
		return Block{First: b.First + b.Rows, Lines: b.Lines[:0]}
	}
	for ; b.First <= row; b.First++ {
		_, b.Lines, _ = cut(b.Lines, '\n')
		b.Rows--
	}
	return b
}

// blanksAtOnce keeps blocks of blank rows small: each becomes a row of results.
const blanksAtOnce = 4096

// Next gives the next block, in room if it is large enough; the error after the
// last is [io.EOF].
func (b *Blocks) Next(room []byte) (Block, error) {
	for {
		switch {
		case len(b.waiting) > 0 && b.held > 0:
			n := min(b.held, blanksAtOnce)
			b.held -= n
			return b.block(append(room[:0], bytes.Repeat([]byte{'\n'}, n)...)), nil
		case len(b.waiting) > 0:
			lines := append(room[:0], b.waiting...)
			b.waiting, b.held, b.heldAfter = nil, b.heldAfter, 0
			return b.block(lines), nil
		case b.finished:
			return Block{}, io.EOF
		}
		lines, err := b.fill(room)
		if err != nil {
			return Block{}, err
		}
		kept, blanks := withoutBlankEnd(lines, b.sep)
		switch {
		case len(kept) == 0:
			b.held += blanks
			room = lines[:0] // as large as it has become
		case b.held > 0:
			b.waiting, b.heldAfter = bytes.Clone(kept), blanks
		default:
			b.held = blanks
			return b.block(kept), nil
		}
	}
}

func withoutBlankEnd(lines []byte, sep byte) (kept []byte, blanks int) {
	for len(lines) > 0 {
		from := bytes.LastIndexByte(lines[:len(lines)-1], '\n') + 1
		if !blank(lines[from:], sep) {
			break
		}
		lines = lines[:from]
		blanks++
	}
	return lines, blanks
}

func (b *Blocks) block(lines []byte) Block {
	out := Block{First: b.row, Rows: bytes.Count(lines, []byte{'\n'}), Lines: lines}
	b.row += out.Rows
	return out
}

// fill gives the next whole lines, none if a line has not ended yet. A line that
// is too long keeps so much of itself that [Parse] sees it.
func (b *Blocks) fill(room []byte) ([]byte, error) {
	kept := len(b.rest)
	buf := slices.Grow(room[:0], kept+BlockSize+1)[:kept+BlockSize]
	copy(buf, b.rest)
	n, err := io.ReadFull(b.r, buf[kept:])
	b.finished = err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !b.finished {
		return nil, err
	}
	buf = buf[:kept+n]
	if b.tooLong {
		i := bytes.IndexByte(buf[kept:], '\n')
		if i < 0 {
			i = n
		} else {
			b.tooLong = false
		}
		buf = append(buf[:kept], buf[kept+i:]...)
	}
	if b.finished && len(buf) > 0 && buf[len(buf)-1] != '\n' {
		buf = append(buf, '\n')
	}
	end := bytes.LastIndexByte(buf, '\n') + 1
	b.rest = append(b.rest[:0], buf[end:]...)
	if len(b.rest) > LongestLine+1 {
		b.rest, b.tooLong = b.rest[:LongestLine+2], true // one may be a CR
	}
	return buf[:end], nil
}
