package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

var errDiffers = errors.New("one machine gives something else")

// checkRun computes the whole data set once more on this machine, with EvalAll
// and without Beam, and compares every file of the run to the byte.
func checkRun(ctx context.Context, shards []Shard, terms households.Terms, out output) (Sums, error) {
	var total Sums
	counties := map[string]Sums{}
	var names []string
	same := func(want file) error {
		names = append(names, want.name)
		return sameFile(ctx, want)
	}
	rules, err := terms.Rules()
	if err != nil {
		return Sums{}, err
	}
	for _, s := range shards {
		one := machine{terms: terms, rules: rules, counties: counties, results: []byte(resultsHead + "\n")}
		if err := one.shard(ctx, s); err != nil {
			return Sums{}, err
		}
		if total, err = total.plus(one.all); err != nil {
			return Sums{}, err
		}
		if err := same(file{out.results(s.Number), one.results}); err != nil {
			return Sums{}, err
		}
		if one.notes != nil {
			if err := same(file{out.normalised(s.Number), one.notes}); err != nil {
				return Sums{}, err
			}
		}
		if len(one.bad) > 0 {
			text, _ := badRowsFile(one.bad)
			if err := same(file{out.badRows(s.Number), text}); err != nil {
				return Sums{}, err
			}
		}
	}
	r, err := reportOf(terms, counties, total)
	if err != nil {
		return Sums{}, err
	}
	for _, f := range r.files(out) {
		if err := same(f); err != nil {
			return Sums{}, err
		}
	}
	return total, nothingElse(ctx, out, names)
}

// nothingElse finds files of a run that it should not have written. What a killed
// attempt left is none of them.
func nothingElse(ctx context.Context, out output, names []string) error {
	fs, err := filesystem.New(ctx, out.Dir)
	if err != nil {
		return err
	}
	defer fs.Close()
	there, err := fs.List(ctx, out.Dir+"/*")
	if err != nil {
		return err
	}
	for _, name := range there {
		if !strings.Contains(name, attemptMark) && !slices.Contains(names, name) {
			return fmt.Errorf("%s: no such file was expected: %w", name, errDiffers)
		}
	}
	return nil
}

// machine computes one shard on its own.
type machine struct {
	terms    households.Terms
	rules    *households.Rules
	counties map[string]Sums
	all      Sums
	bad      []Bad
	results  []byte
	notes    []byte // of what was normalised
}

const atOnce = 4096

func (m *machine) shard(ctx context.Context, s Shard) error {
	var rows []member
	var cases []caseload.Case
	refuse := func(row int64, err error) {
		m.bad = append(m.bad, faults(s.Path, row, err)...)
		m.all.BadRows++
	}
	flush := func() error {
		awards, err := m.answers(ctx, cases)
		refused := map[int]bool{}
		if each, ok := errors.AsType[rule.RowErrors](err); ok {
			for _, e := range each {
				refused[e.Row] = true
				refuse(int64(households.ErrorAt(rows[e.Row].row, rows[e.Row].members, e.Err)), e.Err)
			}
		} else if err != nil {
			return err
		}
		for i, a := range awards {
			if refused[i] {
				continue
			}
			c := &cases[i]
			rec := households.Record{ID: []byte(c.ID), County: []byte(c.County), Household: c.Household}
			if m.results, err = appendResult(m.results, int64(rows[i].row), rec, a, m.rules); err != nil {
				return err
			}
			var one Sums
			one.answer(a)
			county := c.County
			if m.counties[county], err = m.counties[county].plus(one); err != nil {
				return err
			}
			if m.all, err = m.all.plus(one); err != nil {
				return err
			}
		}
		rows, cases = rows[:0], cases[:0]
		return nil
	}
	rep, err := eachBatch(ctx, s.Path, func(b *households.Batch, first int) error {
		for i := range b.Households {
			c, err := b.Case(i) // a copy, which is kept until the flush
			row := b.Number(i, first)
			if err == nil && len(b.Months) > 0 {
				err = m.rules.OfMonth(b.Months[i])
			}
			if err != nil {
				refuse(int64(row), err)
				continue
			}
			rows, cases = append(rows, member{row, slices.Clone(b.MembersAt(i))}), append(cases, c)
		}
		if len(rows) < atOnce {
			return nil
		}
		return flush()
	})
	if err == nil {
		m.notes, err = normalised(rep)
	}
	if err != nil {
		return err
	}
	return flush()
}

// member is where a household stands: its row, and those of its members if they have their own.
type member struct {
	row     int
	members []int
}

// answers computes households at once, by EvalAll or, of a book, by caseload.Run:
// another way than the pipeline goes.
func (m *machine) answers(ctx context.Context, cases []caseload.Case) (awards []assistance.Award, _ error) {
	if m.terms.Book == "" {
		facts := make([]assistance.Household, len(cases))
		for i := range cases {
			facts[i] = cases[i].Household
		}
		return m.rules.Rule().EvalAll(nil, facts)
	}
	book, err := m.terms.ReadBook()
	if err != nil {
		return nil, err
	}
	var bad rule.RowErrors
	for r, err := range caseload.Run(ctx, slices.Values(cases), book, m.terms.Month, rule.Batch{}) {
		if e, ok := errors.AsType[*rule.RowError](err); ok {
			bad = append(bad, e)
		} else if err != nil {
			return nil, err
		}
		awards = append(awards, r.Award)
	}
	if len(bad) > 0 {
		return awards, bad
	}
	return awards, nil
}

// sameFile compares a file with what it should be, and names the first line that
// differs.
func sameFile(ctx context.Context, want file) error {
	fs, err := filesystem.New(ctx, want.name)
	if err != nil {
		return err
	}
	defer fs.Close()
	got, err := filesystem.Read(ctx, fs, want.name)
	if err != nil || bytes.Equal(got, want.text) {
		return err
	}
	a, b := bytes.Split(got, []byte{'\n'}), bytes.Split(want.text, []byte{'\n'})
	i := 0
	for i < len(a) && i < len(b) && bytes.Equal(a[i], b[i]) {
		i++
	}
	line := func(lines [][]byte) []byte {
		if i < len(lines) {
			return lines[i]
		}
		return nil
	}
	return fmt.Errorf("%s: line %d: %q, want %q: %w", want.name, i+1, line(a), line(b), errDiffers)
}
