package ruletest

import (
	"errors"
	"flag"
	"io/fs"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

var makeRows = flag.Bool("ruletest.propose", false, "for what no row of a table shows, look for rows that would, and print them")

// Uncovered 未覆盖之处 holds a rule's table against what there is to show. Of what no row shows, and what is not proved to be
// impossible, the file uncovered.csv beside the table must have a row that says why no case can ([cases.Coverage.Excuse]). It
// gives [cases.Coverage.Problems] in English: what is shown nowhere and not in the file, and what the file has although it
// is shown, or is not there to be shown; and rows that ask to be checked.
func Uncovered(r rule.Any, fsys fs.FS) (problems []string, err error) {
	c, err := Cover(r, fsys)
	if err != nil {
		return nil, err
	}
	f, err := fsys.Open(cases.UncoveredFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	default:
		defer f.Close()
		if err := c.Excuse(f); err != nil {
			return nil, err
		}
	}
	for _, p := range c.Problems() {
		problems = append(problems, p.EN)
	}
	return problems, nil
}

// coverage is the part of [Test] that holds tables against [Uncovered] and, but with -short, [Bounds].
func coverage(t *testing.T, r rule.Any, fsys fs.FS) {
	t.Helper()
	problems, err := Uncovered(r, fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", r.ID(), p)
	}
	if *makeRows && len(problems) > 0 {
		found, err := Propose(r, fsys)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s\nnothing found for %q", found.CSV, found.Left)
	}
	if testing.Short() {
		return
	}
	survey, err := Bounds(r, fsys)
	if err != nil {
		t.Fatal(err)
	}
	for _, left := range survey.Survivors {
		t.Errorf("%s: no row notices a bound drawn wrongly: %s", r.ID(), left)
	}
}
