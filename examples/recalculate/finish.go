package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// byCountyOf names the summary that stands beside the results.
func byCountyOf(out string) string { return out + ".by-county.csv" }

// finish writes what is made of finished results: the summary by county and, if it
// is wanted, a workbook. Both are functions of the results, so that a run that is
// killed here writes the same when it is given again.
func (j *job) finish(r *results, s summary, byCounty *countySums) error {
	if err := j.in.unchanged(); err != nil {
		return err
	}
	if err := replace(byCountyOf(j.out), byCounty.text(j.inForce)); err != nil {
		return fail(err, "%s", "%s", byCountyOf(j.out))
	}
	if j.workbook == "" {
		return r.inPlace()
	}
	if s.at.Rows > mostInWorkbook {
		return fail(nil, "结果有%d行，工作簿至多%d行；%s已完整，请使用它", "%d rows do not fit into a workbook, which has at most %d; %s is whole, use it", s.at.Rows, mostInWorkbook, j.out)
	}
	if err := j.writeWorkbook(byCounty, s); err != nil {
		return err
	}
	return r.inPlace()
}

// countySum is one county's, or that of all.
type countySum struct {
	households, eligible, bad int
	paid                      unit.Total
}

// countySums are sums by the county's cell as it stands in the results.
type countySums struct {
	of map[string]*countySum
	// seen are counties met lately: a map's lookup costs a row as much as deciding it.
	seen [16]struct {
		name string
		sum  *countySum
	}
}

func newCountySums() *countySums { return &countySums{of: map[string]*countySum{}} }

// add counts one household of a county: an award, or a bad row where it is nil.
func (s *countySums) add(county []byte, award *assistance.Award) {
	at := uint8(len(county))
	if len(county) > 0 {
		at += county[len(county)/2] + county[len(county)-1]
	}
	near := &s.seen[at%16]
	if near.sum == nil || near.name != string(county) {
		if near.name = string(county); s.of[near.name] == nil {
			s.of[near.name] = &countySum{}
		}
		near.sum = s.of[near.name]
	}
	one := near.sum
	if award == nil {
		one.bad++
		return
	}
	one.households++
	one.paid.Add(award.Amount)
	if award.Outcome == assistance.Eligible {
		one.eligible++
	}
}

func (c *countySum) merge(o *countySum) {
	c.households += o.households
	c.eligible += o.eligible
	c.bad += o.bad
	c.paid.Merge(o.paid)
}

func (s *countySums) merge(o *countySums) {
	for name, c := range o.of {
		if s.of[name] == nil {
			s.of[name] = &countySum{}
		}
		s.of[name].merge(c)
	}
}

// asCell gives a county as it is read back from its cell of the results.
func asCell(county []byte) []byte {
	if len(county) == 0 {
		return county
	}
	switch county[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n', 0xef:
		if cell := bytes.TrimPrefix(households.AppendCell(nil, county), []byte{'"'}); cell[0] == '\'' {
			county = append([]byte{'\''}, county...)
		}
	}
	if bytes.IndexByte(county, '\r') >= 0 {
		county = bytes.ReplaceAll(county, []byte("\r\n"), []byte{'\n'})
	}
	return county
}

// eachResult reads the results row by row, so many bytes of them.
func (j *job) eachResult(size int64, do func(cells []string) error) error {
	f, err := os.Open(j.out)
	if err != nil {
		return fail(err, "%s", "%s", j.out)
	}
	defer f.Close()
	in := csv.NewReader(bufio.NewReaderSize(io.LimitReader(f, size), 1<<20))
	in.ReuseRecord = true
	for first := true; ; first = false {
		cells, err := in.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fail(err, "%s", "%s", j.out)
		}
		if first {
			continue
		}
		if err := do(cells); err != nil {
			return err
		}
	}
}

// The cells of a row of results.
const (
	cellCounty  = 2
	cellAmount  = 3
	cellOutcome = 4
	cellError   = 6
)

// sumUp reads back what results of an earlier run came to.
func (j *job) sumUp(size int64) (*countySums, error) {
	sums := newCountySums()
	err := j.eachResult(size, func(cells []string) error {
		if cells[cellError] != "" {
			sums.add([]byte(cells[cellCounty]), nil)
			return nil
		}
		var a assistance.Award
		err := a.Amount.UnmarshalText([]byte(cells[cellAmount]))
		if err == nil {
			err = a.Outcome.UnmarshalText([]byte(cells[cellOutcome]))
		}
		if err != nil {
			return fail(err, "%s", "%s", j.out)
		}
		sums.add([]byte(cells[cellCounty]), &a)
		return nil
	})
	return sums, err
}

// rows gives the table of a summary: its heading, the counties by name, all.
func (s *countySums) rows(inForce []households.InForce) [][]string {
	document := map[string]string{}
	for _, f := range inForce {
		document[f.County] = f.Document
	}
	rows := [][]string{{"scope", "county", "households", "eligible", "amount", "bad_rows", "document"}}
	add := func(scope, county, document string, c *countySum) {
		rows = append(rows, []string{scope, county, strconv.Itoa(c.households), strconv.Itoa(c.eligible), c.paid.String(), strconv.Itoa(c.bad), document})
	}
	all := &countySum{}
	for _, name := range slices.Sorted(maps.Keys(s.of)) {
		add("county", name, document[name], s.of[name])
		all.merge(s.of[name])
	}
	add("all", "", "", all)
	return rows
}

func (s *countySums) text(inForce []households.InForce) []byte {
	b := []byte("\uFEFF")
	for i, row := range s.rows(inForce) {
		for k, cell := range row {
			if k > 0 {
				b = append(b, ',')
			}
			if i > 0 && k == 1 && len(cell) > 0 && cell[0] == '\'' { // the results have it so already
				b = append(b, cell...)
				continue
			}
			b = households.AppendCell(b, []byte(cell))
		}
		b = append(b, '\n')
	}
	return b
}

// mostInWorkbook is how many rows a sheet has room for below its heading.
const mostInWorkbook = 1<<20 - 1

var sheetNames = []rule.Text{{ZH: "结果", EN: "results"}, {ZH: "按县区汇总", EN: "by county"}, {ZH: "读取时规整", EN: "normalised"}}

// writeWorkbook writes the results, the summary and what was normalised as a
// workbook. A file of that name that is something else is left alone.
func (j *job) writeWorkbook(byCounty *countySums, s summary) (err error) {
	name := j.workbook
	book := excelize.NewFile()
	defer func() { err = errors.Join(err, book.Close()) }()
	if err := j.fill(book, byCounty, s); err != nil {
		return fail(err, "%s", "%s", name)
	}
	temporary := name + ".tmp"
	f, err := os.Create(temporary)
	if err != nil {
		return fail(err, "%s", "%s", name)
	}
	err = book.Write(f)
	if err == nil {
		err = f.Sync()
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = putInPlace(temporary, name)
	}
	if err != nil {
		_ = os.Remove(temporary) // it is made again
		return fail(err, "%s", "%s", name)
	}
	return nil
}

// putInPlace gives a whole file its name, unless there is another file of that
// name: the same one may stay.
func putInPlace(temporary, name string) error {
	err := os.Link(temporary, name) // refuses a name that is taken, in one step
	if err == nil {
		return os.Remove(temporary)
	}
	_, there := os.Stat(name)
	if errors.Is(there, os.ErrNotExist) { // a file system without links
		return os.Rename(temporary, name)
	}
	same, err := sameContent(temporary, name)
	if err != nil {
		return err
	}
	if !same {
		return fail(nil, "已存在，且不是这次的结果；请删除它或换一个--xlsx", "exists and is not of these results; remove it or choose another --xlsx")
	}
	return os.Remove(temporary)
}

func sameContent(a, b string) (bool, error) {
	var sums [2]string
	for i, name := range []string{a, b} {
		in, err := openInput(name)
		if err != nil {
			return false, err
		}
		if sums[i], err = in.digest(context.Background()); err != nil {
			return false, err
		}
	}
	return sums[0] == sums[1], nil
}

func (j *job) fill(book *excelize.File, byCounty *countySums, s summary) error {
	if err := book.SetDocProps(&excelize.DocProperties{Creator: "recalculate", Created: "2000-01-01T00:00:00Z", Modified: "2000-01-01T00:00:00Z"}); err != nil {
		return err // the writer's own would name a person; a day of the clock would differ each time
	}
	if err := book.SetSheetName("Sheet1", sheetNames[0].In(j.lang)); err != nil {
		return err
	}
	for _, n := range sheetNames[1:] {
		if _, err := book.NewSheet(n.In(j.lang)); err != nil {
			return err
		}
	}
	set := func(sheet rule.Text, row int, cells []any) error {
		return book.SetSheetRow(sheet.In(j.lang), "A"+strconv.Itoa(row), &cells)
	}
	for i, row := range byCounty.rows(j.inForce) {
		cells := make([]any, len(row))
		for k, c := range row {
			cells[k] = c
			if i > 0 && k >= 2 && k <= 5 {
				cells[k] = exactNumber(c)
			}
		}
		if err := set(sheetNames[1], i+1, cells); err != nil {
			return err
		}
	}
	for i, n := range s.read.Notes() {
		if err := set(sheetNames[2], i+1, []any{n.In(j.lang)}); err != nil {
			return err
		}
	}
	w, err := book.NewStreamWriter(sheetNames[0].In(j.lang))
	if err != nil {
		return err
	}
	row := 1
	head := []any{"row", "id", "county", "amount", "outcome", "decision", "error"}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	err = j.eachResult(s.at.Bytes, func(cells []string) error {
		row++
		values := make([]any, len(cells))
		for k, c := range cells {
			values[k] = c
			if k == 0 || k == cellAmount && c != "" {
				values[k] = exactNumber(c)
			}
		}
		return w.SetRow("A"+strconv.Itoa(row), values)
	})
	if err != nil {
		return err
	}
	return w.Flush()
}

// exactNumber is a number of a workbook's cell if that, written again, has the same
// digits, and text if it has not: a cell holds a binary number.
func exactNumber(text string) any {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return text
	}
	point := 0
	if i := bytes.IndexByte([]byte(text), '.'); i >= 0 {
		point = len(text) - i - 1
	}
	if len(text) > 15 || strconv.FormatFloat(v, 'f', point, 64) != text {
		return text
	}
	return v
}

// tell says what was normalised.
func tell(w io.Writer, read households.Report, l rule.Language) {
	for _, n := range read.Notes() {
		fmt.Fprintln(w, rule.Text{ZH: "已规整：", EN: "normalised: "}.In(l)+n.In(l))
	}
}
