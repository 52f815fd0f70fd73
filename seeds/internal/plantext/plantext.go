// Package plantext cuts the official text of the plan into its clauses and
// table cells, for the check that the module's data still match it. The text
// itself is never part of the module.
package plantext

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Paragraph is one clause of the text.
type Paragraph struct {
	ID   string
	Text string
	Line int // of its first line, counted from 1
}

// Row is one row of a table, its cells with runs of blanks made one.
type Row struct {
	ID    string
	Cells []string
	Line  int
}

// Plan is the text, cut. Headings holds the lines that only name what follows: of
// parts and sections that stand alone (一, 一(一), 一(二)(1)), of boxes (专栏1) and of
// tables with their column heads (表1). Paragraphs holds the body's clauses in order: preamble,
// paragraphs, box items and the notes under a table. Front holds what stands
// before the body (title page and table of contents) as one text.
type Plan struct {
	Front      string
	Headings   []Paragraph
	Paragraphs []Paragraph
	Tables     map[int][]Row
}

// Text finds a clause: a paragraph, or a table row as its cells joined by " | ", or a table's title
// and column heads.
func (p *Plan) Text(id string) (string, bool) {
	for _, q := range p.Paragraphs {
		if q.ID == id {
			return q.Text, true
		}
	}
	for _, rows := range p.Tables {
		for _, r := range rows {
			if r.ID == id {
				return strings.Join(r.Cells, " | "), true
			}
		}
	}
	for _, h := range p.Headings {
		if h.ID == id && strings.HasPrefix(id, "表") {
			return h.Text, true
		}
	}
	return "", false
}

var (
	part    = regexp.MustCompile(`^([一二三四])、`)
	section = regexp.MustCompile(`^（([一二三四五六七八])）`)
	sub     = regexp.MustCompile(`^（([12])）`)
	table   = regexp.MustCompile(`^表([12])\s`)
	box     = regexp.MustCompile(`^专栏([1-8])\s`)
	item    = regexp.MustCompile(`^([1-9])[、.]`)
	number  = regexp.MustCompile(`^\t(\d{1,2})$`)
	note    = regexp.MustCompile(`^(?:注：)?([12])\.`)
)

const (
	contents = "目  录"
	bodyOf   = "（2021-2025）"
)

type cutter struct {
	plan    Plan
	part    string
	section string
	n       int // paragraphs so far in the section
	box     string
	table   int
	open    bool // a heading that goes on in the next paragraph

	// What goes on over many lines, column heads or a cell, is gathered here and
	// set by finish: adding to a string line by line copies it for each.
	more   strings.Builder
	finish func(whole string)
}

// grow adds s to what now stands in text; set puts the whole of it there.
func (c *cutter) grow(text, s string, set func(whole string)) {
	if c.finish == nil {
		c.more.WriteString(text)
		c.finish = set
	}
	c.more.WriteString(s)
}

func (c *cutter) done() {
	if c.finish != nil {
		c.finish(c.more.String())
		c.finish = nil
		c.more.Reset()
	}
}

// Parse cuts the text. The error names the line that is not as the plan's.
func Parse(text string) (*Plan, error) {
	lines := strings.Split(strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\uFEFF"), "\n")
	start, err := bodyStart(lines)
	if err != nil {
		return nil, err
	}
	c := cutter{plan: Plan{Front: strings.Join(lines[:start], "\n"), Tables: map[int][]Row{}}}
	for i := start; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" && !(c.table > 0 && strings.HasPrefix(lines[i], "\t")) {
			continue // but in a table a tab alone is an empty cell
		}
		if err := c.line(lines[i], i+1); err != nil {
			return nil, err
		}
	}
	c.done()
	return &c.plan, nil
}

// bodyStart is the line after the second subtitle, the first being the title
// page's.
func bodyStart(lines []string) (int, error) {
	seen := 0
	for i, l := range lines {
		if strings.TrimSpace(l) == bodyOf {
			if seen++; seen == 2 {
				return i + 1, nil
			}
		}
	}
	return 0, fmt.Errorf("the subtitle %s stands %d times, want 2: not the official text", bodyOf, seen)
}

func (c *cutter) line(raw string, line int) error {
	s := strings.TrimSpace(raw)
	if m := table.FindStringSubmatch(s); m != nil {
		c.table, _ = strconv.Atoi(m[1])
		c.heading("表"+m[1], s, line)
		return nil
	}
	if c.table > 0 {
		if !c.endsTable(s) {
			return c.cell(raw, s, line)
		}
		c.table = 0
	}
	switch {
	case part.MatchString(s):
		c.part, c.section, c.n, c.box = part.FindStringSubmatch(s)[1], "", 0, ""
		c.heading(c.part, s, line)
	case section.MatchString(s) && c.part != "":
		c.section, c.n, c.box = section.FindStringSubmatch(s)[1], 0, ""
		c.open = false
		if c.part == "三" { // the heading carries its first paragraph
			c.add(s, line)
			c.open = !strings.HasSuffix(s, "。")
		} else {
			c.heading(c.part+"("+c.section+")", s, line)
		}
	case sub.MatchString(s):
		c.section = "二" + sub.FindString(s)
		c.section = strings.NewReplacer("（", "(", "）", ")").Replace(c.section)
		c.n = 0
		c.heading("一(二)"+strings.TrimPrefix(c.section, "二"), s, line)
	case box.MatchString(s):
		c.box = box.FindStringSubmatch(s)[1]
		c.n = 0
		c.heading("专栏"+c.box, s, line)
	case c.open:
		last := &c.plan.Paragraphs[len(c.plan.Paragraphs)-1]
		last.Text += s
		c.open = false
	default:
		c.add(s, line)
	}
	return nil
}

func (c *cutter) heading(id, s string, line int) {
	c.done()
	c.plan.Headings = append(c.plan.Headings, Paragraph{ID: id, Text: s, Line: line})
}

func (c *cutter) add(s string, line int) {
	id := ""
	switch {
	case c.part == "":
		c.n++
		id = "序" + strconv.Itoa(c.n)
	case c.box != "":
		c.n++
		if m := item.FindStringSubmatch(s); m != nil {
			c.n, _ = strconv.Atoi(m[1])
		}
		id = "B" + c.box + "." + strconv.Itoa(c.n)
	case strings.HasPrefix(c.section, "二(") && c.part == "一":
		c.n++
		id = "一(二)" + strings.TrimPrefix(c.section, "二") + strconv.Itoa(c.n)
	default:
		c.n++
		id = c.part + "(" + c.section + ")" + strconv.Itoa(c.n)
	}
	c.plan.Paragraphs = append(c.plan.Paragraphs, Paragraph{ID: id, Text: s, Line: line})
}

// endsTable tells the first line after a table: the notes under Table 1 are
// taken as clauses of their own.
func (c *cutter) endsTable(s string) bool {
	return section.MatchString(s) || part.MatchString(s)
}

// cell takes one line of a table. A cell begins with a tab; what follows
// without one belongs to it.
func (c *cutter) cell(raw, s string, line int) error {
	if m := note.FindStringSubmatch(s); m != nil && (strings.HasPrefix(s, "注：") || !strings.HasPrefix(raw, "\t")) && strings.Contains(s, "。") {
		c.plan.Paragraphs = append(c.plan.Paragraphs, Paragraph{
			ID: fmt.Sprintf("T%d.n%s", c.table, m[1]), Text: s, Line: line})
		return nil
	}
	rows := c.plan.Tables[c.table]
	if m := number.FindStringSubmatch(strings.TrimRight(raw, " ")); m != nil && m[1] == strconv.Itoa(len(rows)+1) && full(rows, c.table) {
		c.done()
		c.plan.Tables[c.table] = append(rows, Row{ID: fmt.Sprintf("T%d.%s", c.table, m[1]), Cells: []string{m[1]}, Line: line})
		return nil
	}
	if len(rows) == 0 { // the column heads
		h := &c.plan.Headings[len(c.plan.Headings)-1]
		c.grow(h.Text, " "+s, func(whole string) { h.Text = whole })
		return nil
	}
	last := &rows[len(rows)-1]
	if strings.HasPrefix(raw, "\t") {
		c.done()
		last.Cells = append(last.Cells, blanks(s))
		return nil
	}
	if len(last.Cells) == 0 {
		return fmt.Errorf("line %d: text outside a cell", line)
	}
	cell := &last.Cells[len(last.Cells)-1]
	c.grow(*cell, s, func(whole string) { *cell = whole })
	return nil
}

// full reports whether the last row has all its cells, so that a number on its
// own begins the next one.
func full(rows []Row, t int) bool {
	return len(rows) == 0 || len(rows[len(rows)-1].Cells) == map[int]int{1: 5, 2: 7}[t]
}

func blanks(s string) string { return strings.Join(strings.Fields(s), " ") }
