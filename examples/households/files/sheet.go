package files

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// sheet reads a worksheet as a stream. It asks of each cell what
// excelize's iterator of rows does not tell: its type, its style, whether it is a
// formula; and it ends with an error, not early, where the sheet is torn.
type sheet struct {
	book   *workbook
	body   io.ReadCloser
	xml    *xml.Decoder
	layout *households.Layout

	last    int // number of the row before, in the sheet
	head    int // that of the heading
	done    int
	blanks  int // rows without anything since the last household
	waiting bool
	row     rowCells // read, and waiting behind blank rows
	hidden  int
	first   int // row of the first hidden one
	ended   bool
}

// rowCells is one row as it stands in the sheet.
type rowCells struct {
	number int
	text   [][]byte
	kind   []households.CellKind
	cached []bool
	filled bool
}

// sheetRoom is what a piece keeps for the next.
type sheetRoom struct {
	batch *households.Batch
}

const (
	maxRow    = 1 << 20 // of a sheet
	maxColumn = 1 << 14
	sheetRows = 512 // of a piece
)

func openSheet(f io.ReaderAt, size int64, o Options, rep *households.Report) (*sheet, error) {
	if o.Encoding != 0 || o.Separator != 0 {
		return nil, fault(rule.Invalid, "工作簿没有编码和分隔符；请去掉这些选项", "a workbook has no encoding or separator; leave these options out")
	}
	book, err := openWorkbook(f, size)
	if err != nil {
		return nil, err
	}
	part, err := book.choose(o.Sheet)
	if err != nil {
		return nil, err
	}
	body, err := book.open(part.path)
	if err != nil {
		return nil, err
	}
	s := &sheet{book: book, body: body, xml: xml.NewDecoder(body), done: o.After}
	err = s.heading(o, rep)
	if err == nil {
		err = book.checkMerged(part, s.head)
	}
	if err != nil {
		body.Close()
		return nil, err
	}
	return s, nil
}

// heading finds the heading: the first row in which a column's name stands, of those at the beginning. What is above has none,
// and is a title. Without one the first row is taken for it, and refused by its names.
func (s *sheet) heading(o Options, rep *households.Report) error {
	var first rowCells
	var crowded, other *households.Fault
	titles, above := 0, 0
	for {
		err := s.read(&s.row)
		switch {
		case err == io.EOF && first.filled:
			s.row = first
		case err == io.EOF:
			return fault(rule.Missing, "工作表为空；首行应为表头", "the sheet is empty; its first row must be the heading")
		case err != nil:
			return err
		case !s.row.filled:
			continue
		case !s.row.named():
			if titles++; titles == 1 {
				first, above = s.row, s.row.number
			}
			if n := s.row.count(); n >= notTitle && crowded == nil {
				crowded = noTitle(s.row.number, n)
			}
			for i, t := range s.row.text {
				if s.row.kind[i] == households.Plain && other == nil && s.row.count() < notTitle {
					other = notTitleBut(t, s.row.number, inOneCell)
				}
			}
			if titles < mostTitles {
				continue
			}
			s.row = first
		default:
			if crowded != nil {
				return crowded
			}
			rep.NoteFile(households.Titles, titles, above)
		}
		break
	}
	if other != nil {
		return other
	}
	s.head = s.row.number
	names := make([]string, len(s.row.text))
	for i, t := range s.row.text {
		if s.row.kind[i] != households.Plain {
			return &households.Fault{Column: households.Shown(string(t)), Cell: cellName(i, s.head), Code: rule.Invalid, Reason: rule.Text{
				ZH: "表头应为文字", EN: "a heading is text"}}
		}
		names[i] = string(t)
	}
	for len(names) > 0 && strings.TrimSpace(names[len(names)-1]) == "" {
		names = names[:len(names)-1]
	}
	var err error
	s.layout, err = households.NewLayout(names, 0, o.Ignore, rep)
	return err
}

// count is how many cells hold something.
func (r *rowCells) count() (n int) {
	for i, t := range r.text {
		if r.kind[i] != households.Plain || len(bytes.TrimSpace(t)) > 0 {
			n++
		}
	}
	return n
}

// named says whether a column's name stands in the row.
func (r *rowCells) named() bool {
	for i, t := range r.text {
		if r.kind[i] == households.Plain && households.Known(string(t)) {
			return true
		}
	}
	return false
}

func (s *sheet) hasMonths() bool { return s.layout.HasMonths() }
func (s *sheet) close()          { _ = s.body.Close() } // it was only read

func (s *sheet) end(rep *households.Report) {
	rep.NoteFile(households.BlankEnd, s.blanks, 0)
	rep.NoteFile(households.Hidden, s.hidden, s.first)
}

// take gives the next rows, blank ones between households among them.
func (s *sheet) take(p *Piece) error {
	p.First, p.Rows, p.layout = 0, 0, s.layout
	for p.Rows < sheetRows {
		if !s.waiting {
			err := s.read(&s.row)
			if err == io.EOF && p.Rows > 0 {
				return nil
			}
			if err != nil {
				return err
			}
			s.blanks += s.row.number - s.last - 1
			s.last = s.row.number
			if !s.row.filled {
				s.blanks++
				continue
			}
			s.waiting = true
		}
		next := households.Cells{Row: s.row.number - s.blanks, Kind: []households.CellKind{}}
		if s.blanks > 0 {
			s.blanks--
		} else {
			s.waiting = false
			next.Text, next.Kind, next.Cached = s.row.text, s.row.kind, s.row.cached
			s.row = rowCells{}
		}
		if before := next.Row - s.head - 1; before >= s.done {
			if p.Rows == 0 {
				p.First, p.Before = next.Row, before
			}
			p.cells = append(p.cells, next)
			p.Rows++
		}
	}
	return nil
}

func cellName(column, row int) string { return columnName(column) + strconv.Itoa(row) }

func columnName(i int) string {
	s := ""
	for i++; i > 0; i = (i - 1) / 26 {
		s = string(rune('A'+(i-1)%26)) + s
	}
	return s
}

// damaged names the row at which a sheet breaks off.
func (s *sheet) damaged(err error) error {
	said := households.Shown(err.Error())
	return &households.Fault{Code: rule.Syntax, Reason: rule.Text{
		ZH: fmt.Sprintf("工作表在第%d行之后读不出（%s）；文件已损坏，请重新导出", s.last, said),
		EN: fmt.Sprintf("the sheet cannot be read behind row %d (%s); the file is damaged, export it again", s.last, said)}}
}

// read gives the next row that is in the file; the error is io.EOF behind the
// last, when the whole sheet was found sound.
func (s *sheet) read(row *rowCells) error {
	for !s.ended {
		token, err := s.xml.Token()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return s.damaged(err)
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local == "row" {
				if err := s.readRow(row, t); err != nil {
					return s.damaged(err)
				}
				return nil
			}
		case xml.EndElement:
			s.ended = t.Name.Local == "worksheet"
		}
	}
	for { // to the end, where the archive's checksum is compared
		_, err := s.xml.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			return s.damaged(err)
		}
	}
	if _, err := io.Copy(io.Discard, s.body); err != nil {
		return s.damaged(err)
	}
	return io.EOF
}

var errOrder = errors.New("rows or cells stand in no order, or twice")

func (s *sheet) readRow(row *rowCells, start xml.StartElement) error {
	before := max(s.last, row.number)
	*row = rowCells{number: before + 1, text: row.text[:0:0]}
	for _, a := range start.Attr {
		switch a.Name.Local {
		case "r":
			n, err := strconv.Atoi(a.Value)
			if err != nil || n <= before || n > maxRow {
				return fmt.Errorf("row %s: %w", a.Value, errOrder)
			}
			row.number = n
		case "hidden":
			if s.head > 0 && (a.Value == "1" || a.Value == "true") {
				if s.hidden++; s.hidden == 1 {
					s.first = row.number
				}
			}
		}
	}
	if s.head == 0 {
		s.last = row.number
	}
	for {
		token, err := s.xml.Token()
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if t.Name.Local != "c" {
				if err := s.xml.Skip(); err != nil {
					return err
				}
			} else if err := s.readCell(row, t); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// readCell reads a cell: what it stores, to the letter.
func (s *sheet) readCell(row *rowCells, start xml.StartElement) error {
	column, kind, style := len(row.text), "", 0
	for _, a := range start.Attr {
		switch a.Name.Local {
		case "r":
			n, err := columnOf(a.Value, row.number)
			if err != nil || n < len(row.text) {
				return fmt.Errorf("cell %s: %w", a.Value, errOrder)
			}
			column = n
		case "t":
			kind = a.Value
		case "s":
			n, err := strconv.Atoi(a.Value)
			if err != nil {
				return err
			}
			style = n
		}
	}
	if column >= maxColumn {
		return errOrder
	}
	value, formula, has, err := s.contents()
	if err != nil {
		return err
	}
	text, is, err := s.book.cell(kind, style, value, formula, has)
	if err != nil {
		return fmt.Errorf("cell %s: %w", cellName(column, row.number), err)
	}
	if len(text) == 0 && is == households.Plain && !formula {
		return nil // formatted, without anything in it
	}
	for len(row.text) <= column {
		row.text, row.kind, row.cached = append(row.text, nil), append(row.kind, households.Plain), append(row.cached, false)
	}
	row.text[column], row.kind[column], row.cached[column] = text, is, formula && is != households.NoValue
	row.filled = row.filled || len(bytes.TrimSpace(text)) > 0 || is == households.NoValue
	return nil
}
