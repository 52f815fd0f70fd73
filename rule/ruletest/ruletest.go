package ruletest

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Result is what became of one row of a table.
type Result struct {
	// Line is the row's line in the file, the heading being line 1.
	Line int
	// ZH and EN say what the case shows.
	ZH, EN string
	// Problems lists how the rule's answer differs from the row; empty if the
	// case passes.
	Problems []string
}

// Run runs the rule over the table of cases in the file at path, usually
// testdata/<rule-id>.csv, one subtest a row. A table that cannot be read, or
// that has no row, fails the test.
func Run[P, In, Out any](t *testing.T, r rule.Rule[P, In, Out], path string) {
	t.Helper()
	RunFS(t, r, os.DirFS(filepath.Dir(path)), filepath.Base(path))
}

// RunFS is [Run] on a file system, such as an embedded one.
func RunFS[P, In, Out any](t *testing.T, r rule.Rule[P, In, Out], fsys fs.FS, name string) {
	t.Helper()
	f, err := fsys.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	results, err := Check(r, f)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, res := range results {
		t.Run(fmt.Sprintf("line %d %s", res.Line, res.EN), func(t *testing.T) {
			for _, p := range res.Problems {
				t.Errorf("%s line %d: %s", name, res.Line, p)
			}
		})
	}
}

// The columns that every table has.
const (
	columnZH     = "zh"
	columnEN     = "en"
	columnClause = "clause"
	columnShown  = "arithmetic"
	columnError  = "want.error"
	columnField  = "want.error.field"
)

// Check runs the rule over a table of cases and tells what became of each row.
// The error is about the table itself: a column it does not know, a row without
// a description or without anything to expect. See the package documentation
// for the columns.
func Check[P, In, Out any](r rule.Rule[P, In, Out], table io.Reader) ([]Result, error) {
	rows, err := read(table)
	if err != nil {
		return nil, err
	}
	head := rows[0]
	if err := checkHead(head); err != nil {
		return nil, err
	}
	var out []Result
	for i, row := range rows[1:] {
		c := splitRow(head, row)
		res := Result{Line: i + 2, ZH: c.zh, EN: c.en}
		if c.zh == "" || c.en == "" || c.clause == "" {
			return nil, fmt.Errorf("line %d: zh, en and clause must be filled in", res.Line)
		}
		if len(c.want) == 0 && len(c.steps) == 0 && c.code == "" {
			return nil, fmt.Errorf("line %d: nothing to expect: fill in a want or step column", res.Line)
		}
		res.Problems = check(r, c)
		out = append(out, res)
	}
	return out, nil
}

// read reads the whole table. A byte order mark at the very start, as
// spreadsheets write it, is skipped; anywhere else it is an error.
func read(table io.Reader) ([][]string, error) {
	data, err := io.ReadAll(table)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if i := bytes.Index(data, []byte("\uFEFF")); i >= 0 {
		return nil, fmt.Errorf("byte %d: a byte order mark inside the table: %w", i, rule.ErrSyntax)
	}
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", rule.ErrSyntax, err)
	}
	if len(rows) < 2 {
		return nil, fmt.Errorf("no cases: a heading and at least one row are needed: %w", rule.ErrMissing)
	}
	return rows, nil
}

func checkHead(head []string) error {
	for i, name := range head {
		if slices.Contains(head[:i], name) {
			return fmt.Errorf("column %d: %q stands twice: %w", i+1, name, rule.ErrDuplicate)
		}
		switch {
		case slices.Contains([]string{columnZH, columnEN, columnClause, columnShown, columnError, columnField}, name):
		case strings.HasPrefix(name, "p."), strings.HasPrefix(name, "in."), strings.HasPrefix(name, "want."), strings.HasPrefix(name, "step."):
		default:
			return fmt.Errorf("column %d: unknown column %q: %w", i+1, name, rule.ErrUnknownField)
		}
	}
	for _, name := range []string{columnZH, columnEN, columnClause} {
		if !slices.Contains(head, name) {
			return fmt.Errorf("column %q: %w", name, rule.ErrMissing)
		}
	}
	return nil
}

// row is one case, its cells by their part.
type row struct {
	zh, en, clause string
	code, field    string
	p, in, want    rule.Cells
	steps          rule.Cells
}

func splitRow(head, cells []string) row {
	var c row
	for i, text := range cells {
		if text == "" {
			continue
		}
		part, path, _ := strings.Cut(head[i], ".")
		cell := rule.Cell{Path: path, Text: text}
		switch {
		case head[i] == columnZH:
			c.zh = text
		case head[i] == columnEN:
			c.en = text
		case head[i] == columnClause:
			c.clause = text
		case head[i] == columnError:
			c.code = text
		case head[i] == columnField:
			c.field = text
		case part == "p":
			c.p = append(c.p, cell)
		case part == "in":
			c.in = append(c.in, cell)
		case part == "want":
			c.want = append(c.want, cell)
		case part == "step":
			c.steps = append(c.steps, cell)
		}
	}
	return c
}

func check[P, In, Out any](r rule.Rule[P, In, Out], c row) []string {
	d, err := explain(r, c)
	if c.code != "" {
		return checkError(c, err)
	}
	if err != nil {
		return []string{"unexpected error: " + err.Error()}
	}
	problems := checkTwins(r, d)
	answer, err := rule.Flatten(d.Answer)
	if err != nil {
		return append(problems, err.Error())
	}
	problems = append(problems, compare("want.", asWritten(d.Answer, c.want), answer)...)
	return append(problems, compare("step.", c.steps, stepCells(d.Steps))...)
}

// explain carries out the row: parameters, facts, decision.
func explain[P, In, Out any](r rule.Rule[P, In, Out], c row) (rule.Decision[P, In, Out], error) {
	var none rule.Decision[P, In, Out]
	if len(c.p) > 0 {
		var p P
		if err := c.p.Bind(&p, r.Info().Defaults); err != nil {
			return none, err
		}
		r = r.Under(p)
	}
	if err := r.Err(); err != nil {
		return none, err
	}
	var in In
	if err := c.in.Bind(&in, nil); err != nil {
		return none, err
	}
	d, err := r.Explain(in)
	if _, evalErr := r.Eval(in); (evalErr == nil) != (err == nil) {
		return none, fmt.Errorf("the forms disagree: Eval and Explain give: %v, %v", evalErr, err)
	}
	return d, err
}

// checkTwins holds the other forms of the rule against the explained answer:
// every case tests them too.
func checkTwins[P, In, Out any](r rule.Rule[P, In, Out], d rule.Decision[P, In, Out]) []string {
	var problems []string
	want, err := json.Marshal(d.Answer)
	if err != nil {
		return []string{err.Error()}
	}
	same := func(name string, out Out, err error) {
		got, merr := json.Marshal(out)
		if err != nil || merr != nil || !bytes.Equal(got, want) {
			problems = append(problems, fmt.Sprintf("%s gives %s (%v), Explain %s", name, got, errors.Join(err, merr), want))
		}
	}
	r = r.Under(d.Parameters)
	out, err := r.Eval(d.Facts)
	same("Eval", out, err)
	if outs, err := r.EvalAll(nil, []In{d.Facts}); len(outs) == 1 {
		same("EvalAll", outs[0], err)
	} else {
		problems = append(problems, fmt.Sprintf("EvalAll gives %d answers for one case", len(outs)))
	}
	problems = append(problems, checkReplay(r, d)...)
	problems = append(problems, checkFormulas(d.Steps)...)
	return problems
}

var place = regexp.MustCompile(`\{([^{}]+)\}`)

// checkFormulas wants every term of a formula to be a step before it, so that a
// reader can recompute each line from the lines above.
func checkFormulas(steps []rule.Step) []string {
	var problems []string
	for i, s := range steps {
		for _, m := range place.FindAllStringSubmatch(s.Formula, -1) {
			id := strings.TrimSuffix(m[1], "…")
			if !slices.ContainsFunc(steps[:i], func(b rule.Step) bool { return b.ID == id }) {
				problems = append(problems, fmt.Sprintf("step %d (%s): no step before it is %q", i+1, s.ID, id))
			}
		}
	}
	return problems
}

func checkReplay[P, In, Out any](r rule.Rule[P, In, Out], d rule.Decision[P, In, Out]) []string {
	record, err := d.AppendJSON(nil)
	if err != nil {
		return []string{err.Error()}
	}
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		return []string{err.Error()}
	}
	report, err := catalog.Replay(record)
	if err != nil {
		return []string{"replay: " + err.Error()}
	}
	var problems []string
	for _, diff := range report.Differences {
		problems = append(problems, "replay: "+diff.In(rule.English))
	}
	return problems
}

func checkError(c row, err error) []string {
	if err == nil {
		return []string{"no error, want code " + c.code}
	}
	var codes []string
	for _, e := range rule.AllErrors(err) {
		if string(e.Code) == c.code && (c.field == "" || e.Field == c.field) {
			return nil
		}
		codes = append(codes, string(e.Code)+" at "+e.Field)
	}
	return []string{fmt.Sprintf("error %q (%s), want code %s at %s", err, strings.Join(codes, ", "), c.code, c.field)}
}

// asWritten writes what a row wants as the answer writes it, so that a spreadsheet
// may turn 200.00 into 200. A cell that cannot be read so keeps its text.
func asWritten[Out any](answer Out, want rule.Cells) rule.Cells {
	base, err := json.Marshal(answer)
	if err != nil {
		return want
	}
	out := slices.Clone(want)
	for i, w := range want {
		var read Out
		w.Text = strings.TrimFunc(w.Text, unicode.IsSpace)
		if err := (rule.Cells{w}).Bind(&read, base); err != nil {
			continue
		}
		cells, err := rule.Flatten(read)
		if err != nil {
			continue
		}
		if k := slices.IndexFunc(cells, func(c rule.Cell) bool { return c.Path == w.Path }); k >= 0 {
			out[i].Text = cells[k].Text
		}
	}
	return out
}

func compare(prefix string, want, got rule.Cells) []string {
	var problems []string
	for _, w := range want {
		i := slices.IndexFunc(got, func(g rule.Cell) bool { return g.Path == w.Path })
		switch {
		case i < 0:
			problems = append(problems, fmt.Sprintf("%s%s: not in the answer, want %s", prefix, w.Path, w.Text))
		case got[i].Text != strings.TrimFunc(w.Text, unicode.IsSpace):
			problems = append(problems, fmt.Sprintf("%s%s: %s, want %s", prefix, w.Path, got[i].Text, w.Text))
		}
	}
	return problems
}

// stepCells names steps by their id, those of a list's items with the item's
// number: income[1]. The last of several wins, as in a formula.
func stepCells(steps []rule.Step) rule.Cells {
	out := make(rule.Cells, 0, len(steps))
	for _, s := range slices.Backward(steps) {
		path := s.ID
		if s.Item > 0 {
			path = fmt.Sprintf("%s[%d]", s.ID, s.Item)
		}
		out = append(out, rule.Cell{Path: path, Text: s.Value})
	}
	return out
}
