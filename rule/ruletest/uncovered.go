package ruletest

import (
	"bytes"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

var makeRows = flag.Bool("ruletest.propose", false, "for what no row of a table shows, look for rows that would, and print them")

// uncoveredFile lists what no row of a room's tables shows, and why none does.
const uncoveredFile = "uncovered.csv"

// Uncovered 未覆盖之处 holds a rule's table against what there is to show. Of what no row shows, and what is not proved to be
// impossible, the file uncovered.csv beside the table must have a row that says why no case can: its columns are rule,
// point ([Point.Name]), zh and en. It gives what is shown nowhere and not in the file, and what the file has although it
// is shown, or is not there to be shown; and rows that ask to be checked.
func Uncovered(r rule.Any, fsys fs.FS) (problems []string, err error) {
	w, rows, err := opened(r, fsys)
	if err != nil {
		return nil, err
	}
	for _, c := range rows {
		if unchecked(c) {
			problems = append(problems, fmt.Sprintf("line %d asks to be checked: work it out by hand, and write that as its arithmetic", c.Line))
		}
	}
	c, err := w.cover(rows)
	if err != nil {
		return problems, err
	}
	excused, err := excuses(fsys, r.ID())
	if err != nil {
		return problems, err
	}
	for _, p := range c.Open() {
		if i := slices.Index(excused, p.Name()); i >= 0 {
			excused = slices.Delete(excused, i, i+1)
			continue
		}
		problems = append(problems, "no row shows "+p.Name())
	}
	for _, name := range excused {
		problems = append(problems, fmt.Sprintf("%s has %s, which a row shows after all, or which is not there", uncoveredFile, name))
	}
	return problems, nil
}

// excuses gives the points of a rule that the room's file lists.
func excuses(fsys fs.FS, id string) ([]string, error) {
	f, err := fsys.Open(uncoveredFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, err
	}
	lines, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\uFEFF")))).ReadAll()
	if err != nil {
		return nil, err
	}
	var out []string
	for i, l := range lines {
		switch {
		case i == 0 && strings.Join(l, ",") != "rule,point,zh,en":
			return nil, wrong(rule.Invalid, "", "列应为rule,point,zh,en", "its columns are rule,point,zh,en")
		case i == 0:
		case l[1] == "" || l[2] == "" || l[3] == "":
			return nil, wrong(rule.Missing, l[0], "每行须写明覆盖点和两种语言的理由", "each row needs its point, and the reason in both languages")
		case l[0] == id:
			out = append(out, l[1])
		}
	}
	return out, nil
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

func wrong(code rule.Code, value, zh, en string) error {
	return rule.Errors{{Code: code, Field: uncoveredFile, Value: value, Reason: rule.Text{ZH: zh, EN: en}}}
}
