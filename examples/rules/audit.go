package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func replay(s *session, args []string) error {
	data, err := s.file(args[0])
	if err != nil {
		return err
	}
	records, err := rule.SplitRecords(data)
	if err != nil {
		return s.unreadable(args[0], err)
	}
	if len(records) == 0 {
		return fail(misused, "%s 中没有记录", "no records in %s", args[0])
	}
	type line struct {
		Record int          `json:"record"`
		Report *rule.Report `json:"report,omitzero"`
		Errors rule.Errors  `json:"errors,omitzero"`
	}
	bad, worded := 0, 0
	for i, record := range records {
		report, err := s.catalog.Replay(record)
		l := line{Record: i + 1, Report: &report, Errors: rule.Faults(err)}
		if err != nil || !report.Holds() {
			bad++
		} else if len(report.Wording) > 0 {
			worded++
		}
		if s.json {
			if err := s.writeJSON(l); err != nil {
				return err
			}
			continue
		}
		at := rule.Text{ZH: fmt.Sprintf("第%d条 %s", i+1, report.Rule), EN: fmt.Sprintf("record %d %s", i+1, report.Rule)}.In(s.lang)
		for _, f := range l.Errors {
			said := f
			if said.Rule == report.Rule {
				said.Rule = "" // which stands in front already
			}
			fmt.Fprintf(s.out, "%s: %s\n", at, said.In(s.lang))
		}
		for _, d := range slices.Concat(report.Differences, report.Wording) {
			fmt.Fprintf(s.out, "%s: %s\n", at, d.In(s.lang))
		}
	}
	return s.summary(len(records), bad, worded, rule.Text{ZH: "条记录", EN: "records"})
}

func check(s *session, args []string) error {
	id := s.id
	if id == "" {
		id = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
	}
	if _, err := s.lookup(id); err != nil {
		if s.id == "" {
			return fail(misused, "文件名不是规则编号，请加 -rule ID；%s", "the file is not named for a rule: add -rule ID; %s", both(err))
		}
		return err
	}
	data, err := s.file(args[0])
	if err != nil {
		return err
	}
	results, err := cases.Check(s.catalog, id, bytes.NewReader(data))
	if err != nil {
		return s.unreadable(args[0], err)
	}
	type line struct {
		Row      int         `json:"row"`
		Line     int         `json:"line"`
		Title    string      `json:"title"`
		Holds    bool        `json:"holds"`
		Problems []rule.Text `json:"problems,omitzero"`
		Unread   []rule.Text `json:"unread,omitzero"` // arithmetic that was not checked
	}
	bad, unread := 0, 0
	proof := cases.NewProofreader(s.catalog, seeds.Clauses()...)
	for _, r := range results {
		problems := slices.Concat(r.Problems, proof.Remarks(r))
		l := line{Row: r.Case.Row, Line: r.Case.Line, Title: r.Case.Title(s.lang), Holds: len(problems) == 0, Problems: problems, Unread: proof.Unread(r)}
		if len(l.Unread) > 0 {
			unread++
		}
		if !l.Holds {
			bad++
		}
		if s.json {
			if err := s.writeJSON(l); err != nil {
				return err
			}
			continue
		}
		at := strings.TrimSpace(rule.Text{ZH: fmt.Sprintf("第%d行 %s", l.Row, l.Title), EN: fmt.Sprintf("row %d %s", l.Row, l.Title)}.In(s.lang))
		for _, p := range l.Problems {
			fmt.Fprintf(s.out, "%s: %s\n", at, p.In(s.lang))
		}
		for _, p := range l.Unread {
			fmt.Fprintf(s.out, "%s: %s\n", at, p.In(s.lang))
		}
	}
	if unread > 0 {
		w := s.out
		if s.json {
			w = s.err
		}
		fmt.Fprintln(w, rule.Text{ZH: fmt.Sprintf("%d行的算式有未校部分", unread), EN: fmt.Sprintf("%d rows have arithmetic that was not checked", unread)}.In(s.lang))
	}
	return s.summary(len(results), bad, 0, rule.Text{ZH: "行", EN: "rows"})
}

// both is an error in the two languages, for a sentence of each.
func both(err error) rule.Text {
	if t, ok := err.(*told); ok {
		return t.Text
	}
	return rule.Text{ZH: err.Error(), EN: err.Error()}
}

// unreadable is a file that is not what it should be.
func (s *session) unreadable(name string, err error) error {
	for _, f := range rule.Faults(err) {
		fmt.Fprintf(s.err, "rules: %s: %s\n", name, f.In(s.lang))
	}
	return &told{code: misused}
}

// summary says how many hold, and of those how many are worded otherwise today, and ends with the code of it.
func (s *session) summary(n, bad, worded int, what rule.Text) error {
	text := rule.Text{ZH: fmt.Sprintf("%d%s，全部相符", n, what.ZH), EN: fmt.Sprintf("%d %s, all hold", n, what.EN)}
	if bad > 0 {
		text = rule.Text{ZH: fmt.Sprintf("%d%s中有%d%s不符", n, what.ZH, bad, what.ZH), EN: fmt.Sprintf("%d of %d %s do not hold", bad, n, what.EN)}
	}
	if worded > 0 {
		of := rule.Text{ZH: "，其中", EN: "; the"}
		if bad > 0 {
			of = rule.Text{ZH: "；相符的有", EN: "; of those that hold, the"}
		}
		text.ZH += fmt.Sprintf("%s%d条措辞有别（不影响结论）", of.ZH, worded)
		text.EN += fmt.Sprintf("%s wording of %d differs, which decides nothing", of.EN, worded)
	}
	w := s.out
	if s.json {
		w = s.err
	}
	if _, err := fmt.Fprintln(w, text.In(s.lang)); err != nil {
		return err
	}
	if bad > 0 {
		return &told{code: differs}
	}
	return nil
}
