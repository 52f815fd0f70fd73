package samples

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"github.com/huainan-minzheng/civilaffairs/examples/households/columns"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Form 样式 says how households are written. The zero Form is the strict core's CSV.
type Form struct {
	// Format is CSV where it is zero.
	Format files.Format
	// Encoding of CSV is UTF-8 where it is zero; UTF-16 has its mark.
	Encoding files.Encoding
	// Mark puts a byte order mark in front of UTF-8.
	Mark bool
	// Separator of CSV is a comma where it is zero.
	Separator byte
	// Chinese has headings and choices in Chinese.
	Chinese bool
	// Loose writes amounts as people do, by turns: 1,234.50, １２３４.５０, 1234.50元,
	// ¥1234.50, with blanks.
	Loose bool
	// Apart gives each member two columns.
	Apart bool
	// Month is a column of months; without if it is zero.
	Month unit.Month
}

// MostMembers is how many members a household has at most, which is how many
// pairs of columns there are where they stand apart.
const MostMembers = 6

// maxWorkbook is how many households a sheet has room for below its heading.
const maxWorkbook = 1<<20 - 1

// ErrForm is the error of a form that cannot be.
var ErrForm = errors.New("no such form")

// Write writes the first n households of a maker.
func Write(to io.Writer, f Form, m *synthetic.Maker, n int) error {
	if n < 0 {
		return fmt.Errorf("%d households: %w", n, synthetic.ErrNumber)
	}
	switch f.Format {
	case 0, files.CSV:
		return f.csv(to, m, n)
	case files.XLSX:
		return f.workbook(to, m, n)
	case files.Parquet:
		if f.Encoding != 0 || f.Separator != 0 || f.Mark || f.Loose || f.Apart || f.Chinese {
			return fmt.Errorf("a Parquet file has no encoding, separator or words: %w", ErrForm)
		}
		if f.Month.IsZero() {
			return columns.Write(to, m, n)
		}
		return columns.WriteMonth(to, m, n, f.Month)
	}
	return fmt.Errorf("format %d: %w", f.Format, ErrForm)
}

func (f Form) encoder() (encoding.Encoding, error) {
	switch f.Encoding {
	case 0, files.UTF8:
		if f.Mark {
			return unicode.UTF8BOM, nil
		}
		return nil, nil
	case files.GB18030:
		return simplifiedchinese.GB18030, nil
	case files.UTF16LE:
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), nil
	case files.UTF16BE:
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM), nil
	}
	return nil, fmt.Errorf("encoding %d: %w", f.Encoding, ErrForm)
}

func (f Form) csv(to io.Writer, m *synthetic.Maker, n int) error {
	e, err := f.encoder()
	if err != nil {
		return err
	}
	sep := f.Separator
	if sep == 0 {
		sep = ','
	}
	buffered := bufio.NewWriterSize(to, 1<<18)
	w := io.Writer(buffered)
	var closed io.Closer = io.NopCloser(nil)
	if e != nil {
		t := e.NewEncoder().Writer(buffered)
		w = t
		if c, ok := t.(io.Closer); ok { // it may hold half a character back
			closed = c
		}
	}
	line := appendLine(nil, f.heading(), sep)
	if _, err := w.Write(line); err != nil {
		return err
	}
	for range n {
		h := m.Next()
		line = appendLine(line[:0], f.row(h), sep)
		if _, err := w.Write(line); err != nil {
			return err
		}
	}
	return errors.Join(closed.Close(), buffered.Flush())
}

func appendLine(b []byte, cells []string, sep byte) []byte {
	for i, c := range cells {
		if i > 0 {
			b = append(b, sep)
		}
		if strings.IndexByte(c, sep) < 0 && !strings.ContainsAny(c, "\"\r\n") {
			b = append(b, c...)
			continue
		}
		b = append(append(append(b, '"'), strings.ReplaceAll(c, `"`, `""`)...), '"')
	}
	return append(b, '\n')
}

func (f Form) heading() []string {
	pick := func(zh, en string) string {
		if f.Chinese {
			return zh
		}
		return en
	}
	names := []string{pick("户编号", "id"), pick("县区", "county"), pick("城乡", "area"), pick("家庭财产（元）", "property")}
	if !f.Apart {
		names = append(names, pick("家庭成员", "members"))
	}
	if !f.Month.IsZero() {
		names = append(names, pick("月份", "month"))
	}
	for i := range MostMembers * boolInt(f.Apart) {
		names = append(names, pick(fmt.Sprintf("成员%d收入", i+1), fmt.Sprintf("member %d income", i+1)), pick(fmt.Sprintf("成员%d就业成本", i+1), fmt.Sprintf("member %d employment cost", i+1)))
	}
	return names
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f Form) row(h synthetic.Household) []string {
	area := h.Area
	if f.Chinese {
		area = map[string]string{"rural": "农村", "urban": "城市"}[area]
	}
	turn := h.Number
	cells := []string{h.ID(), h.County, area, f.amount(h.Property, turn)}
	var parts []string
	for i, m := range h.Members {
		income, cost := f.amount(m.Income, turn+i+1), f.amount(m.EmploymentCost, turn+i+2)
		if f.Apart {
			parts = append(parts, income, cost)
		} else {
			parts = append(parts, income+"/"+cost)
		}
	}
	if !f.Apart {
		cells = append(cells, strings.Join(parts, ";"))
	}
	if !f.Month.IsZero() {
		cells = append(cells, f.Month.String())
	}
	if f.Apart {
		cells = append(cells, parts...)
		cells = append(cells, make([]string, 2*(MostMembers-len(h.Members)))...)
	}
	return cells
}

// amount writes an amount, by turns in the ways of people if it is to be loose.
func (f Form) amount(fen int64, turn int) string {
	whole, rest := strconv.FormatInt(fen/100, 10), fmt.Sprintf(".%02d", fen%100)
	if !f.Loose {
		return whole + rest
	}
	switch turn % 6 {
	case 1:
		return grouped(whole) + rest
	case 2:
		return strings.Map(wide, whole+rest)
	case 3:
		return whole + rest + "元"
	case 4:
		return "¥" + grouped(whole) + rest
	case 5:
		return " " + whole + rest + "\u3000"
	}
	return whole + rest
}

func grouped(digits string) string {
	var groups []string
	for len(digits) > 3 {
		groups, digits = append(groups, digits[len(digits)-3:]), digits[:len(digits)-3]
	}
	groups = append(groups, digits)
	slices.Reverse(groups)
	return strings.Join(groups, ",")
}

func wide(r rune) rune { return r - '!' + '！' }

// workbook writes amounts of columns of their own as numbers, unless they are
// loose, and all others as text.
func (f Form) workbook(to io.Writer, m *synthetic.Maker, n int) error {
	if f.Encoding != 0 || f.Separator != 0 || f.Mark {
		return fmt.Errorf("a workbook has no encoding or separator: %w", ErrForm)
	}
	if n > maxWorkbook {
		return fmt.Errorf("%d households in a workbook: %w: at most %d", n, synthetic.ErrNumber, maxWorkbook)
	}
	book := excelize.NewFile()
	defer book.Close()
	w, err := book.NewStreamWriter("Sheet1")
	if err != nil {
		return err
	}
	var row []any
	for i := range n + 1 {
		cells := f.heading()
		if i > 0 {
			cells = f.row(m.Next())
		}
		row = row[:0]
		for k, c := range cells {
			isAmount := i > 0 && !f.Loose && (k == 3 || f.Apart && k > 3+boolInt(!f.Month.IsZero()))
			switch {
			case c == "":
				row = append(row, nil)
			case isAmount:
				row = append(row, number(c))
			default:
				row = append(row, c)
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(i+1), row); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return book.Write(to)
}

// number is a cell's number, which the writer takes as a binary one: it has to
// write the same digits again, or the cell is text.
func number(amount string) any {
	v, err := strconv.ParseFloat(amount, 64)
	if err != nil || strconv.FormatFloat(v, 'f', 2, 64) != amount {
		return amount
	}
	return v
}
