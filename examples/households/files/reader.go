package files

import (
	"bytes"
	"errors"
	"io"
	"iter"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/columns"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Format 文件格式 is what a file is, told by its first bytes and not by its name.
type Format = rule.Enum[formats]

// The formats.
const (
	CSV Format = iota + 1
	XLSX
	Parquet
)

type formats struct{}

func (formats) Choices() rule.Choices { return formatList }

var formatList = rule.Choices{
	CSV:     {Code: "csv", Label: rule.Text{ZH: "CSV文本", EN: "CSV"}},
	XLSX:    {Code: "xlsx", Label: rule.Text{ZH: "XLSX工作簿", EN: "XLSX workbook"}},
	Parquet: {Code: "parquet", Label: rule.Text{ZH: "Parquet", EN: "Parquet"}},
}

// Options say what cannot be found out. The zero Options leave all to the reader.
type Options struct {
	// Encoding of CSV; zero is found out, or the file refused where it cannot be.
	Encoding Encoding
	// Separator of CSV: a comma, a semicolon or a tab; zero is found out.
	Separator byte
	// Sheet of a workbook, by its name; empty where only one is not empty.
	Sheet string
	// Ignore lists headings of columns to be passed over. Each must be there.
	Ignore []string
	// After is how many rows at the beginning are left out, to go on behind them.
	After int
}

// Reader 读取器 gives the rows of one file in turn.
type Reader struct {
	format Format
	in     source
	rep    households.Report
	months bool
	next   Piece // for Next
	rows   int
	err    error
}

// source is a file of one format.
type source interface {
	take(p *Piece) error
	end(rep *households.Report)
	close()
}

// Open reads the beginning of a file: what it is, how it is encoded, and what its
// columns are. A file that is none of the formats, or whose meaning is not certain
// as a whole, is a [*households.Fault]; other errors are those of f.
func Open(f io.ReaderAt, size int64, o Options) (*Reader, error) {
	var magic [8]byte
	n, err := f.ReadAt(magic[:min(size, 8)], 0)
	if err != nil && err != io.EOF {
		return nil, err
	}
	r := &Reader{rows: o.After}
	switch begin := magic[:n]; {
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		r.format = XLSX
		r.in, r.months, err = grouped(o, func(o Options) (*sheet, *households.Layout, error) {
			s, err := openSheet(f, size, o, &r.rep)
			if err != nil {
				return nil, nil, err
			}
			return s, s.layout, nil
		})
	case bytes.HasPrefix(begin, []byte("PAR1")):
		r.format = Parquet
		r.in, r.months, err = opened(openColumns(f, size, o, &r.rep))
	case bytes.HasPrefix(begin, []byte("\xd0\xcf\x11\xe0")):
		return nil, fault(rule.Syntax, "是旧版.xls工作簿或加密的文件；请在Excel或WPS表格中打开，“另存为”选“Excel工作簿（*.xlsx）”，不设密码",
			"is an old .xls workbook or an encrypted file; open it in a spreadsheet and save it as an Excel workbook (.xlsx), without a password")
	case looksLikeMarkup(begin):
		return nil, fault(rule.Syntax, "是网页或XML格式的表格（有的系统把它导出为.xls）；请在Excel或WPS表格中打开，“另存为”选“Excel工作簿（*.xlsx）”",
			"is a table in HTML or XML, which some systems name .xls; open it in a spreadsheet and save it as an Excel workbook (.xlsx)")
	default:
		r.format = CSV
		r.in, r.months, err = grouped(o, func(o Options) (*lines, *households.Layout, error) {
			l, err := openLines(io.NewSectionReader(f, 0, size), o, &r.rep)
			if err != nil {
				return nil, nil, err
			}
			return l, l.layout, nil
		})
	}
	if err != nil {
		return nil, err
	}
	return r, nil
}

// looksLikeMarkup knows HTML and XML by their beginning.
func looksLikeMarkup(begin []byte) bool {
	b := bytes.ToLower(bytes.TrimLeft(bytes.TrimPrefix(begin, []byte("\xef\xbb\xbf")), " \t\r\n"))
	for _, s := range []string{"<?xml", "<html", "<!doc", "<table", "<meta", "<head"} {
		if k := min(len(b), len(s)); k > 3 && string(b[:k]) == s[:k] {
			return true
		}
	}
	return false
}

// opened keeps a nil source from being a non-nil interface.
func opened[S interface {
	source
	hasMonths() bool
}](s S, err error) (source, bool, error) {
	if err != nil {
		return nil, false, err
	}
	return s, s.hasMonths(), nil
}

func (l *lines) hasMonths() bool { return l.layout.HasMonths() }

// Format says what the file is.
func (r *Reader) Format() Format { return r.format }

// HasMonths says whether the file has a column of months, and [households.Batch]
// those of its rows.
func (r *Reader) HasMonths() bool { return r.months }

// Report gives what was normalised so far: all that concerns the file as a whole,
// and the rows that [Reader.Next] gave. What [Piece.Next] reads is noted where its
// caller says.
func (r *Reader) Report() households.Report { return r.rep }

// Close lets go of what the reader holds; the file itself is the caller's.
func (r *Reader) Close() { r.in.close() }

// Take gives the next rows as they stand in the file, for [Piece.Next] to read on
// any goroutine. The error after the last is [io.EOF]; a [*households.Fault] ends a
// file that is damaged, or whose encoding turns out to be uncertain.
func (r *Reader) Take(p *Piece) error {
	if r.err == nil {
		p.rest, p.cells, p.batch, p.at, p.next = nil, p.cells[:0], nil, 0, 0
		r.err = r.in.take(p)
		if r.err == io.EOF {
			r.in.end(&r.rep)
		}
	}
	if r.err != nil {
		return r.err
	}
	r.rows = p.First + p.Rows - 1
	return nil
}

// batchSize is how many rows Next gives at once.
const batchSize = 1024

// Next fills a batch with the next rows; their numbers begin behind first. The
// error after the last is [io.EOF].
func (r *Reader) Next(b *households.Batch) (first int, err error) {
	for {
		got, first := r.next.Next(b, batchSize, &r.rep)
		if got != nil {
			if got != b {
				*b, *got = *got, *b
			}
			return first - 1, nil
		}
		if err := r.Take(&r.next); err != nil {
			return r.rows, err
		}
	}
}

// Row is one household of a file. Err says why it is a bad row.
type Row struct {
	// Number is the row's as who opens the file sees it; see [households.RowText].
	Number int
	Case   caseload.Case
	// Members are the numbers of its members' rows, where each has a row of its own: members[2] of an error stands in the third, see
	// [Row.At]. Nil in other files.
	Members []int
	// Month is zero where the file has no column of months.
	Month unit.Month
	// Err is a [*households.Fault], or an error of the file after which no row
	// follows; the Number of that is 0.
	Err error
}

// At gives the number of the row in which stands what an error of a rule about the household says first: that of a member, if members have rows
// of their own, or Number.
func (r Row) At(err error) int { return households.ErrorAt(r.Number, r.Members, err) }

// Rows gives the households of the file one by one, each its own copy, good and bad
// ones. It ends after an error of the file.
func (r *Reader) Rows() iter.Seq[Row] {
	return func(yield func(Row) bool) {
		var b households.Batch
		for {
			b.Reset()
			first, err := r.Next(&b)
			if err == io.EOF {
				return
			}
			if err != nil {
				yield(Row{Err: err})
				return
			}
			for i := range b.Households {
				c, bad := b.Case(i)
				row := Row{Number: b.Number(i, first+1), Case: c, Members: slices.Clone(b.MembersAt(i)), Err: bad}
				if len(b.Months) > 0 {
					row.Month = b.Months[i]
				}
				if !yield(row) {
					return
				}
			}
		}
	}
}

// Piece is a run of rows that are not read yet.
type Piece struct {
	// First is the number of the first row, as who opens the file sees it (see [households.RowText]), and Rows how
	// many there are. Before is how many rows of households stand before it.
	First, Rows, Before int

	lines  []byte // the room of rest
	rest   []byte
	layout *households.Layout
	marked bool // see [doubtMark]
	cells  []households.Cells
	at     int // of cells
	next   int // number of the next row, less First
	batch  *households.Batch
	room   sheetRoom
}

// Next reads at most so many of the piece's rows into b, and gives it; of Parquet
// it gives a batch of the piece's own instead, with all of its rows. After the
// last it gives nil. What is normalised is noted in rep. First is the number of the
// batch's first row.
func (p *Piece) Next(b *households.Batch, most int, rep *households.Report) (_ *households.Batch, first int) {
	if p.batch != nil {
		own := p.batch
		p.batch = nil
		own.Noted(rep, p.First)
		return own, p.First
	}
	b.Reset()
	first = p.First + p.next
	for len(b.Households) < most && len(p.rest) > 0 {
		var line []byte
		line, p.rest = households.NextLine(p.rest)
		if p.marked {
			if line, doubt := doubted(line); doubt {
				p.layout.AddRefused(b, line, &households.Fault{Code: rule.Invalid, Reason: doubtfulRow})
				p.next++
				continue
			}
		}
		p.layout.AddLine(b, line, p.First+p.next, rep)
		p.next++
	}
	for len(b.Households) < most && p.at < len(p.cells) {
		p.layout.AddCells(b, &p.cells[p.at], p.First+p.next, rep)
		p.at++
		p.next++
	}
	if len(b.Households) == 0 {
		return nil, first
	}
	return b, first
}

// parquet reads columns.
type parquet struct {
	r *columns.Reader
}

func openColumns(f io.ReaderAt, size int64, o Options, rep *households.Report) (*parquet, error) {
	if o.Encoding != 0 || o.Separator != 0 || o.Sheet != "" || len(o.Ignore) > 0 {
		return nil, fault(rule.Invalid, "Parquet没有编码、分隔符和工作表，其余各列本来就不读；请去掉这些选项", "Parquet has no encoding, separator or sheet, and other columns are not read anyway; leave these options out")
	}
	r, err := columns.Open(f, size, o.After)
	if err != nil {
		return nil, err
	}
	for _, c := range r.OtherScales() {
		rep.NoteScale(c)
	}
	return &parquet{r}, nil
}

func (c *parquet) hasMonths() bool        { return c.r.HasMonths() }
func (c *parquet) end(*households.Report) {}
func (c *parquet) close()                 { c.r.Close() }

func (c *parquet) take(p *Piece) error {
	if p.room.batch == nil {
		p.room.batch = new(households.Batch)
	}
	first, err := c.r.Next(p.room.batch)
	if err != nil {
		return err
	}
	p.First, p.Rows, p.Before, p.batch = first+1, len(p.room.batch.Households), first, p.room.batch
	p.next = p.Rows
	return nil
}

// Bad says whether an error is one of a row or a file that can be told to the
// person who must mend it.
func Bad(err error) (*households.Fault, bool) {
	f, ok := errors.AsType[*households.Fault](err)
	return f, ok
}
