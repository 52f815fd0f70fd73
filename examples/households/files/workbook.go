package files

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/xuri/nfp"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// workbook is the parts of an XLSX file that cells refer to.
type workbook struct {
	parts     map[string]*zip.File
	sheets    []sheetPart
	since1904 bool
	text      []byte // the shared strings
	ends      []int
	styles    []households.CellKind
}

type sheetPart struct {
	name, path string
	hidden     bool
}

// mostPart is how large a part that is held in memory may be: an archive can claim
// to be of any size.
const mostPart = 1 << 30

func notWorkbook(err error) error {
	said := households.Shown(err.Error())
	return fault(rule.Syntax, "不是XLSX工作簿或已损坏（"+said+"）；请重新另存", "is no XLSX workbook or damaged ("+said+"); save it again")
}

func openWorkbook(f io.ReaderAt, size int64) (*workbook, error) {
	archive, err := zip.NewReader(f, size)
	if err != nil {
		return nil, notWorkbook(err)
	}
	w := &workbook{parts: map[string]*zip.File{}}
	for _, file := range archive.File {
		w.parts[strings.TrimPrefix(file.Name, "/")] = file
	}
	main, err := w.related("", "officeDocument")
	if err != nil {
		return nil, notWorkbook(err)
	}
	if len(main) != 1 {
		return nil, notWorkbook(errors.New("no workbook in it"))
	}
	if err := w.readMain(main[0].path); err != nil {
		return nil, notWorkbook(err)
	}
	return w, nil
}

// relation is a part that another refers to.
type relation struct{ id, path string }

// related gives the parts of a kind that a part refers to.
func (w *workbook) related(of, kind string) (list []relation, _ error) {
	var rels struct {
		Relationship []struct {
			ID     string `xml:"Id,attr"`
			Type   string `xml:"Type,attr"`
			Target string `xml:"Target,attr"`
		}
	}
	dir, name := path.Split(of)
	if err := w.decode(dir+"_rels/"+name+".rels", &rels); err != nil {
		return nil, err
	}
	for _, r := range rels.Relationship {
		if strings.HasSuffix(r.Type, "/"+kind) {
			target := path.Join(dir, r.Target)
			if strings.HasPrefix(r.Target, "/") {
				target = strings.TrimPrefix(r.Target, "/")
			}
			list = append(list, relation{r.ID, target})
		}
	}
	return list, nil
}

func (w *workbook) open(name string) (io.ReadCloser, error) {
	file := w.parts[name]
	if file == nil {
		return nil, fmt.Errorf("no part %s", name)
	}
	return file.Open()
}

// part reads a part to its end; the error is also that it is too large.
func (w *workbook) part(name string, read func(io.Reader) error) error {
	body, err := w.open(name)
	if err != nil {
		return err
	}
	defer body.Close()
	limited := &io.LimitedReader{R: body, N: mostPart}
	if err := read(limited); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if _, err := io.Copy(io.Discard, limited); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if limited.N == 0 {
		return fmt.Errorf("%s: larger than %d bytes", name, mostPart)
	}
	return nil
}

func (w *workbook) decode(name string, v any) error {
	return w.part(name, func(r io.Reader) error { return xml.NewDecoder(r).Decode(v) })
}

func (w *workbook) readMain(main string) error {
	var book struct {
		Pr struct {
			Date1904 string `xml:"date1904,attr"`
		} `xml:"workbookPr"`
		Sheets []struct {
			Name  string     `xml:"name,attr"`
			State string     `xml:"state,attr"`
			Attr  []xml.Attr `xml:",any,attr"`
		} `xml:"sheets>sheet"`
	}
	if err := w.decode(main, &book); err != nil {
		return err
	}
	w.since1904 = book.Pr.Date1904 == "1" || book.Pr.Date1904 == "true"
	sheets, err := w.related(main, "worksheet")
	if err != nil {
		return err
	}
	for _, s := range book.Sheets {
		for _, a := range s.Attr {
			for _, r := range sheets {
				if a.Name.Local == "id" && a.Value == r.id {
					w.sheets = append(w.sheets, sheetPart{s.Name, r.path, s.State == "hidden" || s.State == "veryHidden"})
				}
			}
		}
	}
	for kind, read := range map[string]func(io.Reader) error{"sharedStrings": w.readStrings, "styles": w.readStyles} {
		parts, err := w.related(main, kind)
		if err != nil {
			return err
		}
		for _, p := range parts {
			if err := w.part(p.path, read); err != nil {
				return err
			}
		}
	}
	return nil
}

func (w *workbook) readStrings(r io.Reader) error {
	d := xml.NewDecoder(r)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if t, ok := token.(xml.StartElement); ok && t.Name.Local == "si" {
			text, err := richText(d)
			if err != nil {
				return err
			}
			w.text = append(w.text, text...)
			w.ends = append(w.ends, len(w.text))
		}
	}
}

// readStyles finds out how numbers are shown under each style of cells.
func (w *workbook) readStyles(r io.Reader) error {
	var styles struct {
		Formats []struct {
			ID   int    `xml:"numFmtId,attr"`
			Code string `xml:"formatCode,attr"`
		} `xml:"numFmts>numFmt"`
		Cells []struct {
			Format int `xml:"numFmtId,attr"`
		} `xml:"cellXfs>xf"`
	}
	if err := xml.NewDecoder(r).Decode(&styles); err != nil {
		return err
	}
	codes := map[int]string{}
	for _, f := range styles.Formats {
		codes[f.ID] = f.Code
	}
	for _, c := range styles.Cells {
		w.styles = append(w.styles, kindOf(c.Format, codes[c.Format]))
	}
	return nil
}

// kindOf tells a number from one that is shown as a date, or with zeros in front.
// The formats without a code are those that every program has.
func kindOf(id int, code string) households.CellKind {
	if code == "" {
		switch {
		case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58, id >= 71 && id <= 81:
			return households.Date
		}
		return households.Number
	}
	parser := nfp.NumberFormatParser()
	for _, section := range parser.Parse(code) {
		for i, t := range section.Items {
			switch t.TType {
			case nfp.TokenTypeDateTimes, nfp.TokenTypeElapsedDateTimes:
				return households.Date
			case nfp.TokenTypeZeroPlaceHolder:
				if i == 0 && len(t.TValue) > 1 {
					return households.Padded
				}
			}
		}
	}
	return households.Number
}

// choose picks the sheet: that of the name, or the only one that is seen and not
// empty.
func (w *workbook) choose(name string) (sheetPart, error) {
	var there []string
	var found []sheetPart
	for _, s := range w.sheets {
		if name != "" {
			there = append(there, s.name)
			if s.name == name {
				found = append(found, s)
			}
			continue
		}
		if s.hidden {
			continue
		}
		empty, err := w.empty(s)
		if err != nil {
			return s, notWorkbook(err)
		}
		if !empty {
			there, found = append(there, s.name), append(found, s)
		}
	}
	list := households.Shown(strings.Join(there, "、"))
	switch {
	case len(found) == 1:
		return found[0], nil
	case name != "":
		return sheetPart{}, fault(rule.Missing, "没有工作表“"+households.Shown(name)+"”；有："+list, "there is no sheet "+households.Shown(name)+"; there are "+list)
	case len(found) == 0:
		return sheetPart{}, fault(rule.Missing, "没有可见且不为空的工作表；首行应为表头", "no sheet is seen and has anything in it; its first row must be the heading")
	}
	return sheetPart{}, fault(rule.Invalid, "有多张工作表："+list+"；请指明一张", "there are several sheets, "+list+"; say which")
}

// empty says whether no cell of a sheet has anything in it.
func (w *workbook) empty(s sheetPart) (bool, error) {
	body, err := w.open(s.path)
	if err != nil {
		return false, err
	}
	defer body.Close()
	d := xml.NewDecoder(body)
	for {
		token, err := d.Token()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		if t, ok := token.(xml.StartElement); ok && (t.Name.Local == "v" || t.Name.Local == "is" || t.Name.Local == "f") {
			return false, nil
		}
	}
}

// checkMerged refuses merged cells from the heading on, of which only the first holds what all of them
// seem to: they stand behind the rows of a sheet, so it is read to its end before
// the first.
func (w *workbook) checkMerged(s sheetPart, head int) error {
	body, err := w.open(s.path)
	if err != nil {
		return notWorkbook(err)
	}
	defer body.Close()
	const longest = 256 // of the element
	sought, kept := []byte("mergeCell "), 0
	buf := make([]byte, 1<<16)
	for {
		n, err := io.ReadFull(body, buf[kept:])
		end := err == io.EOF || err == io.ErrUnexpectedEOF
		if err != nil && !end {
			return notWorkbook(err)
		}
		text := buf[:kept+n]
		from := 0
		for {
			i := bytes.Index(text[from:], sought)
			if i < 0 {
				from = max(from, len(text)-len(sought))
				break
			}
			if i += from; !end && len(text)-i < longest { // it may be cut off
				from = i
				break
			}
			ref := ""
			if _, after, ok := bytes.Cut(text[i:min(i+longest, len(text))], []byte(`ref="`)); ok {
				before, _, _ := bytes.Cut(after, []byte{'"'})
				ref = households.Shown(string(before))
			}
			if lastRow(ref) >= head && i > 0 && (text[i-1] == '<' || text[i-1] == ':') {
				return &households.Fault{Cell: ref, Code: rule.Invalid, Reason: rule.Text{
					ZH: "是合并单元格，其中各格的内容无法确定；请取消合并，并逐格填写", EN: "is merged, so that what its cells hold is not certain; unmerge it and fill each cell"}}
			}
			from = i + len(sought)
		}
		if end {
			return nil
		}
		kept = copy(buf, text[max(from-1, 0):])
	}
}

// lastRow is that of B2:D3; of what does not read the last that a sheet can have.
func lastRow(ref string) int {
	n, err := strconv.Atoi(strings.TrimLeft(ref[strings.LastIndexByte(ref, ':')+1:], "$ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	if err != nil {
		return maxRow
	}
	return n
}

// cell gives a cell's text and kind.
func (w *workbook) cell(kind string, style int, value []byte, formula, has bool) ([]byte, households.CellKind, error) {
	if formula && (!has || len(value) == 0 && kind != "str" && kind != "inlineStr") {
		return nil, households.NoValue, nil
	}
	switch kind {
	case "s":
		n, err := strconv.Atoi(string(bytes.TrimSpace(value)))
		if !has {
			return nil, households.Plain, nil
		}
		if err != nil || n < 0 || n >= len(w.ends) {
			return nil, 0, fmt.Errorf("no shared string %s", value)
		}
		from := 0
		if n > 0 {
			from = w.ends[n-1]
		}
		return w.text[from:w.ends[n]:w.ends[n]], households.Plain, nil
	case "str":
		return unescaped(value), households.Plain, nil
	case "inlineStr":
		return value, households.Plain, nil
	case "b":
		return value, households.Boolean, nil
	case "e":
		return value, households.ErrorCell, nil
	case "d":
		return value, households.Date, nil
	case "", "n":
	default:
		return nil, 0, fmt.Errorf("a cell of type %s", kind)
	}
	value = bytes.TrimSpace(value)
	if len(value) == 0 {
		return nil, households.Plain, nil
	}
	is := households.Number
	if style < len(w.styles) && style >= 0 {
		is = w.styles[style]
	}
	if is == households.Date {
		value, _ = day(value, w.since1904)
	}
	return value, is, nil
}
