package main

import (
	"flag"
	"fmt"
	"maps"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"
)

var (
	randomCases = flag.Int("random", 300, "how many random cases the engines compute")
	changeCases = flag.Int("changes", 0, "in how many cases an input is changed, beside each input of each rule once")
	single      = flag.Int("single", 8, "each how manieth rule has workbooks of one record too")
	verbose     = flag.Bool("tell", false, "tell each step that is not computed")
)

// golden are the recorded decisions of all rules.
func golden(t *testing.T) map[string][]record {
	files, err := filepath.Glob("../../*/testdata/*.v*.jsonl")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	out := map[string][]record{}
	for _, name := range files {
		file, err := os.Open(name)
		require.NoError(t, err)
		records, err := readRecords(file)
		require.NoError(t, err, name)
		require.NoError(t, file.Close())
		key := strings.TrimSuffix(filepath.Base(name), ".jsonl")
		out[key] = records
	}
	return out
}

// made is a workbook with what its cells must come to.
type made struct {
	name   string // of the rule and version
	file   string
	cells  []string
	expect []expected
}

// expected is what a step's cells must come to: exactly the value, or an error where it is beyond what is computed.
type expected struct {
	group string
	what  string
	row   int
	n, d  int // their places in cells; d is -1 where the denominator is a literal
	under string
	value formula.Value
	still bool // the step is not live
}

// row is a case of a batch workbook: the record that it is made from, and that whose steps its cells must come to, which
// is another where a reader types something else into an input.
type row struct {
	group    string
	from, to record
	in       *input
}

// writeBook writes the batch workbook of records, and then what a reader types into it.
func writeBook(t *testing.T, c rule.Catalog, dir, key string, rows []row) made {
	f := excelize.NewFile()
	var records []record
	for _, r := range rows {
		records = append(records, r.from)
	}
	s := schemaFor(t, c, records...)
	b := newCases(&looks{f: f}, s, records, words{rule.Chinese})
	m := made{name: key, file: filepath.Join(dir, key+".xlsx")}
	for i, r := range rows {
		steps, err := b.write(i, r.from)
		require.NoError(t, err, key)
		m.expects(s, r.group, i, steps, r.to)
	}
	require.NoError(t, b.stream(f), key)
	require.NoError(t, f.SaveAs(m.file))
	require.NoError(t, f.Close())
	f, err := excelize.OpenFile(m.file)
	require.NoError(t, err)
	for i, r := range rows {
		if b.row = firstCase + i; r.in != nil {
			typeInto(t, f, b.say("批量", "Cases"), b, *r.in, r.to)
		}
	}
	require.NoError(t, f.Save())
	require.NoError(t, f.Close())
	return m
}

func schemaFor(t *testing.T, c rule.Catalog, records ...record) *schema {
	any, err := ruleOf(c, records[0])
	require.NoError(t, err)
	s, err := schemaOf(any)
	require.NoError(t, err, records[0].Rule)
	s.findZeros(c, records)
	return s
}

// writeOne writes the workbook of one record, and then what a reader types into it.
func writeOne(t *testing.T, c rule.Catalog, dir, key string, r row) made {
	s := schemaFor(t, c, r.from)
	f := excelize.NewFile()
	sh, steps, err := writeSheet(f, &looks{f: f}, s, r.from, words{rule.English})
	require.NoError(t, err, key)
	if r.in != nil {
		typeInto(t, f, sh.name, sh, *r.in, r.to)
	}
	m := made{name: key, file: filepath.Join(dir, key+".xlsx")}
	m.expects(s, r.group, 0, steps, r.to)
	require.NoError(t, f.SaveAs(m.file))
	require.NoError(t, f.Close())
	return m
}

func (m *made) expects(s *schema, group string, row int, steps []told, want record) {
	values := map[string]string{}
	for _, st := range want.Steps {
		values[owner(st.ID, st.Item)] = st.Value
	}
	for _, st := range steps {
		own := owner(s.info.Steps[st.at].ID, st.item)
		text, ok := values[own]
		if !ok {
			continue
		}
		v, err := formula.ParseValue(st.value.Kind, text)
		if err != nil {
			panic(err)
		}
		e := expected{group: group, what: own, row: row, n: len(m.cells), d: -1, under: st.value.D(), value: v, still: st.why != nil}
		m.cells = append(m.cells, st.n)
		if st.d != "" {
			e.d = len(m.cells)
			m.cells = append(m.cells, st.d)
		}
		m.expect = append(m.expect, e)
	}
}

// tally counts what an engine came to.
type tally struct{ equal, beyond, still, different int }

func (m *made) compare(t *testing.T, values []string, totals map[string]*tally) {
	t.Helper()
	require.Len(t, values, len(m.cells), m.name)
	for _, e := range m.expect {
		total := totals[e.group]
		if total == nil {
			total = &tally{}
			totals[e.group] = total
		}
		n, d := values[e.n], e.under
		if e.d >= 0 {
			d = values[e.d]
		}
		switch {
		case (strings.HasPrefix(n, "#") || strings.HasPrefix(d, "#")) && e.still:
			total.still++
		case strings.HasPrefix(n, "#") || strings.HasPrefix(d, "#"):
			if total.beyond++; *verbose {
				t.Logf("%s row %d %s: not computed, is %s", m.name, e.row, e.what, e.value)
			}
		case same(e.value, n, d):
			total.equal++
		default:
			total.different++
			assert.Failf(t, "another value", "%s row %d %s: %s over %s, is %s", m.name, e.row, e.what, n, d, e.value)
		}
	}
}

func same(v formula.Value, n, d string) bool {
	switch {
	case v.Kind == formula.Flag:
		return n == strings.ToUpper(fmt.Sprint(v.Flag))
	case v.Rat == nil:
		return n == v.Text
	}
	p, ok1 := new(big.Rat).SetString(n)
	q, ok2 := new(big.Rat).SetString(d)
	if !ok1 || !ok2 || q.Sign() <= 0 {
		return false
	}
	if v.Kind == formula.Money {
		q.Mul(q, big.NewRat(100, 1))
	}
	return p.Quo(p, q).Cmp(v.Rat) == 0
}

// recalculate has every engine compute the workbooks again.
func recalculate(t *testing.T, books []made, vet func(t *testing.T, totals map[string]*tally)) {
	for name, run := range engines {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var files []string
			var want [][]string
			for _, m := range books {
				files, want = append(files, m.file), append(want, m.cells)
			}
			totals := map[string]*tally{}
			for i, values := range run(t, files, want) {
				books[i].compare(t, values, totals)
			}
			for group, total := range totals {
				t.Logf("%d workbooks, %s: %d steps equal, %d not computed for their size, %d not live after a change, %d different",
					len(books), group, total.equal, total.beyond, total.still, total.different)
			}
			vet(t, totals)
		})
	}
}

// Every step of every recorded decision, of random ones, and of such as are changed in one input, is what the rule gives, or not
// computed for a reason.
func TestEveryStepIsRecalculatedByOtherSpreadsheets(t *testing.T) {
	c, dir, all := civilaffairs.Catalog(), t.TempDir(), golden(t)
	var books []made
	var never []string
	inputs := 0
	for i, key := range slices.Sorted(maps.Keys(all)) {
		records := all[key]
		m := newMutator(t, key, records)
		var rows []row
		for _, r := range records {
			rows = append(rows, row{"recorded", r, r, nil})
		}
		usual := m.usual()
		for range (*randomCases + len(all) - 1) / len(all) {
			r := m.other(usual[m.r.IntN(len(usual))])
			rows = append(rows, row{"random", r, r, nil})
		}
		changed, not := m.changes(usual, *changeCases/len(all))
		require.NotEmpty(t, changed, key)
		inputs, never = inputs+len(m.s.inputs), append(never, not...)
		books = append(books, writeBook(t, c, dir, key, append(rows, changed...)))
		if i%*single == 0 {
			one := rows[m.r.IntN(len(records))]
			one.group = "one recorded"
			books = append(books, writeOne(t, c, dir, key+".one", one))
			other := changed[0]
			other.group = "one changed"
			books = append(books, writeOne(t, c, dir, key+".other", other))
		}
	}
	t.Logf("%d inputs, each changed, but for %d that the rule takes no other value of: %s", inputs, len(never), strings.Join(never, ", "))
	assert.Less(t, len(never)*20, inputs)
	recalculate(t, books, func(t *testing.T, totals map[string]*tally) {
		for group, total := range totals {
			assert.Greater(t, total.equal, 20*total.beyond, group)
			assert.True(t, total.still == 0 || strings.Contains(group, "changed"), group)
		}
		assert.Greater(t, totals["recorded"].equal, 5800)
	})
}

// typeInto does what a reader does who changes an input.
func typeInto(t *testing.T, f *excelize.File, sheet string, l layout, in input, to record) {
	c, d, _ := l.given(in)
	var value, under any
	if node, there := valueOf(to, in); there {
		var err error
		value, under, err = cellOf(in, plain(node))
		require.NoError(t, err)
	}
	require.NoError(t, f.SetCellValue(sheet, c, value))
	if d != "" && under != nil {
		require.NoError(t, f.SetCellValue(sheet, d, under))
	}
}
