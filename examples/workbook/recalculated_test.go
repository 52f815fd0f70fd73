package main

import (
	"flag"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
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
	randomCases = flag.Int("random", 1500, "how many random cases the engines compute")
	changeCases = flag.Int("changes", 1500, "in how many cases an input is changed")
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
	what  string
	row   int
	n, d  int // their places in cells; d is -1 where the denominator is a literal
	under string
	value formula.Value
	still bool // the step is not live
}

// writeBook writes the batch workbook of records. want gives the records whose steps its cells must come to.
func writeBook(t *testing.T, dir, key string, records, want []record, change func(f *excelize.File, b *cases)) made {
	c := civilaffairs.Catalog()
	r, err := ruleOf(c, records[0])
	require.NoError(t, err, key)
	s, err := schemaOf(r)
	require.NoError(t, err, key)
	s.findZeros(c, records[0])
	f := excelize.NewFile()
	w := words{rule.Chinese}
	b := newCases(&looks{f: f}, s, records, w)
	m := made{name: key, file: filepath.Join(dir, key+".xlsx")}
	for i, rec := range records {
		steps, err := b.write(i, rec)
		require.NoError(t, err, key)
		m.expects(s, i, steps, want[i])
	}
	require.NoError(t, b.stream(f), key)
	if change != nil {
		require.NoError(t, f.SaveAs(m.file))
		require.NoError(t, f.Close())
		f, err = excelize.OpenFile(m.file)
		require.NoError(t, err)
		change(f, b)
	}
	require.NoError(t, f.SaveAs(m.file))
	require.NoError(t, f.Close())
	return m
}

func (m *made) expects(s *schema, row int, steps []told, want record) {
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
		e := expected{what: own, row: row, n: len(m.cells), d: -1, under: st.value.D(), value: v, still: st.why != nil}
		m.cells = append(m.cells, st.n)
		if st.d != "" {
			e.d = len(m.cells)
			m.cells = append(m.cells, st.d)
		}
		m.expect = append(m.expect, e)
	}
}

// tally counts what an engine came to.
type tally struct{ equal, beyond, different, still int }

func (m *made) compare(t *testing.T, values []string, total *tally) {
	t.Helper()
	require.Len(t, values, len(m.cells), m.name)
	for _, e := range m.expect {
		n, d := values[e.n], e.under
		if e.d >= 0 {
			d = values[e.d]
		}
		switch {
		case strings.HasPrefix(n, "#") || strings.HasPrefix(d, "#"):
			if e.still {
				total.still++
			} else {
				total.beyond++
				if *verbose {
					t.Logf("%s row %d %s: not computed, is %s", m.name, e.row, e.what, e.value)
				}
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
		return strings.EqualFold(n, fmt.Sprint(v.Flag))
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
func recalculate(t *testing.T, books []made, vet func(t *testing.T, total tally)) {
	for name, run := range engines(t) {
		t.Run(name, func(t *testing.T) {
			var files []string
			var want [][]string
			for _, m := range books {
				files, want = append(files, m.file), append(want, m.cells)
			}
			var total tally
			for i, values := range run(t, files, want) {
				books[i].compare(t, values, &total)
			}
			t.Logf("%d workbooks: %d steps equal, %d not computed for their size, %d not live after a change, %d different", len(books), total.equal, total.beyond, total.still, total.different)
			vet(t, total)
		})
	}
}

func TestEveryGoldenDecisionIsRecalculated(t *testing.T) {
	dir := t.TempDir()
	var books []made
	for key, records := range golden(t) {
		books = append(books, writeBook(t, dir, key, records, records, nil))
	}
	recalculate(t, books, func(t *testing.T, total tally) {
		assert.Greater(t, total.equal, 5000)
		assert.Less(t, total.beyond, 50, "only what is close to 2^53")
		assert.Zero(t, total.still, "nothing was changed")
	})
}

func TestRandomDecisionsAreRecalculated(t *testing.T) {
	dir, all := t.TempDir(), golden(t)
	var books []made
	for key, records := range all {
		m := newMutator(t, key, records)
		var random []record
		for range *randomCases / len(all) {
			random = append(random, m.other(records[m.r.IntN(len(records))]))
		}
		if len(random) > 0 {
			books = append(books, writeBook(t, dir, key, random, random, nil))
		}
	}
	recalculate(t, books, func(t *testing.T, total tally) {
		assert.Less(t, total.beyond*20, total.equal, "what is not computed is rare")
		assert.Zero(t, total.still, "nothing was changed")
	})
}

func TestAChangedInputIsRecalculated(t *testing.T) {
	dir, all := t.TempDir(), golden(t)
	var books []made
	for key, records := range all {
		m := newMutator(t, key, records)
		var from, to []record
		var inputs []input
		for round := 0; len(from) < max(1, *changeCases/len(all)) && round < 40; round++ {
			r := records[m.r.IntN(len(records))]
			each := m.s.inputsOf(m.s.itemsOf(r))
			m.r.Shuffle(len(each), func(i, j int) { each[i], each[j] = each[j], each[i] })
			for _, in := range each {
				if changed, ok := m.change(r, in); ok && len(from) < *changeCases/len(all) {
					from, to, inputs = append(from, r), append(to, changed), append(inputs, in)
				}
			}
		}
		if len(from) == 0 {
			t.Errorf("%s: no input can be changed", key)
			continue
		}
		books = append(books, writeBook(t, dir, key, from, to, func(f *excelize.File, b *cases) {
			for i, in := range inputs {
				b.row = firstCase + i
				typeInto(t, f, b, in, to[i])
			}
		}))
	}
	recalculate(t, books, func(t *testing.T, total tally) {
		assert.Less(t, total.beyond*20, total.equal, "what is not computed is rare")
	})
}

// typeInto does what a reader does who changes an input.
func typeInto(t *testing.T, f *excelize.File, b *cases, in input, to record) {
	c, d, _ := b.given(in)
	var value, under any
	if node, there := valueOf(to, in); there {
		var err error
		value, under, err = cellOf(in, plain(node))
		require.NoError(t, err)
	}
	sheet := b.say("批量", "Cases")
	require.NoError(t, f.SetCellValue(sheet, c, value))
	if d != "" && under != nil {
		require.NoError(t, f.SetCellValue(sheet, d, under))
	}
}
