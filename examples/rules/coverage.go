package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// coverage tells what the tables of rules show of them: of one each point, of all a line each.
func coverage(s *session, args []string) error {
	rules, err := s.asked(args)
	if err != nil {
		return err
	}
	var all tally
	bad := 0
	for _, r := range rules {
		c, err := s.coverageOf(r)
		if err != nil {
			return err
		}
		problems := c.Problems()
		if len(problems) > 0 {
			bad++
		}
		n := count(c)
		all.add(n)
		if s.json {
			if err := s.writeJSON(c); err != nil {
				return err
			}
			continue
		}
		info := r.Info()
		fmt.Fprintf(s.out, "%s  %s%s\n", info.ID, info.Title.In(s.lang), rule.Text{ZH: "：", EN: ": "}.In(s.lang)+n.in(s.lang))
		if len(args) > 0 {
			for _, p := range c.Points {
				fmt.Fprintf(s.out, "  %s  %s\n", said(p, info, s.lang), shownBy(p, s.lang))
			}
		}
		for _, p := range problems {
			fmt.Fprintf(s.out, "  ! %s\n", p.In(s.lang))
		}
	}
	w := s.out
	if s.json {
		w = s.err
	}
	if _, err := fmt.Fprintln(w, rule.Text{ZH: fmt.Sprintf("%d条规则，", len(rules)), EN: fmt.Sprintf("%d rules, ", len(rules))}.In(s.lang)+all.in(s.lang)); err != nil {
		return err
	}
	if bad > 0 {
		return &told{code: differs}
	}
	return nil
}

// coverageOf looks at a rule's table, and at the ledger beside it if there is one.
func (s *session) coverageOf(r rule.Any) (cases.Coverage, error) {
	dir, err := s.folder(r.ID())
	if err != nil {
		return cases.Coverage{}, err
	}
	name := filepath.Join(dir, r.ID()+".csv")
	table, err := s.file(name)
	if err != nil {
		return cases.Coverage{}, err
	}
	c, err := cases.Cover(r, bytes.NewReader(table))
	if err != nil {
		return c, s.unreadable(name, err)
	}
	name = filepath.Join(dir, cases.UncoveredFile)
	ledger, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return c, fail(misused, "无法读取文件：%v", "%v", err)
	}
	if err := c.Excuse(bytes.NewReader(ledger)); err != nil {
		return c, s.unreadable(name, err)
	}
	return c, nil
}

// tally counts points by what became of them.
type tally struct{ points, shown, never, excused, open int }

func count(c cases.Coverage) (n tally) {
	n.points = len(c.Points)
	for _, p := range c.Points {
		switch {
		case len(p.Lines) > 0:
			n.shown++
		case p.Never:
			n.never++
		case p.Open():
			n.open++
		default:
			n.excused++
		}
	}
	return n
}

func (n *tally) add(o tally) {
	n.points, n.shown, n.never, n.excused, n.open = n.points+o.points, n.shown+o.shown, n.never+o.never, n.excused+o.excused, n.open+o.open
}

func (n tally) in(l rule.Language) string {
	return rule.Text{
		ZH: fmt.Sprintf("%d处：示出%d，已证不可能%d，列有理由%d，未示出%d", n.points, n.shown, n.never, n.excused, n.open),
		EN: fmt.Sprintf("%d points: %d shown, %d proved impossible, %d with a reason, %d not shown", n.points, n.shown, n.never, n.excused, n.open)}.In(l)
}

// sides are those of a point in words; what is none of them is the code of an outcome.
var sides = map[string]rule.Text{
	"below": {ZH: "低于", EN: "below"}, "at": {ZH: "恰等", EN: "at"}, "above": {ZH: "高于", EN: "above"},
	"same": {ZH: "相同", EN: "the same"}, "other": {ZH: "不同", EN: "another"}, "yes": {ZH: "是", EN: "yes"}, "no": {ZH: "否", EN: "no"},
	"true": {ZH: "是", EN: "yes"}, "false": {ZH: "否", EN: "no"},
	"cited": {ZH: "引用", EN: "cited"}, "agree": {ZH: "各读法一致", EN: "readings agree"}, "differ": {ZH: "各读法不同", EN: "readings differ"},
}

// said tells a point in words, the step and its formula's place, or the field and its outcome.
func said(p cases.Point, info rule.Info, l rule.Language) string {
	side := p.Side
	what := p.Place
	if path, ok := strings.CutPrefix(p.Step, "answer."); ok {
		for _, f := range info.Answer {
			if f.Path != path {
				continue
			}
			what = f.Label.In(l)
			for _, c := range f.Choices {
				if c.Code == side {
					return what + " = " + c.Label.In(l)
				}
			}
		}
		return what + " = " + sides[side].In(l)
	}
	for _, st := range info.Steps {
		if st.ID == p.Step {
			what = st.Label.In(l) + "  " + named(p.Place, info, l)
		}
	}
	for _, q := range info.Open {
		if p.Step == "open" && q.ID == p.Place {
			what = q.Title.In(l) + rule.Text{ZH: "（" + q.ID + "）", EN: " (" + q.ID + ")"}.In(l)
		}
	}
	word := sides[side]
	if p.Adjacent() && side == "above" {
		word = rule.Text{ZH: "紧邻其上", EN: "just above"}
	} else if p.Adjacent() && side == "below" {
		word = rule.Text{ZH: "紧邻其下", EN: "just below"}
	}
	return what + rule.Text{ZH: "：", EN: ": "}.In(l) + word.In(l)
}

// repeated is the number behind a place that stands in its formula more than once.
var repeated = regexp.MustCompile(` \(\d+\)$`)

// named puts what a place of a formula names in words, choices too; what does not parse alone stays as it is.
func named(place string, info rule.Info, l rule.Language) string {
	if condition, ok := strings.CutPrefix(place, "if "); ok {
		return rule.Text{ZH: "如果", EN: "if "}.In(l) + named(condition, info, l)
	}
	if again := repeated.FindString(place); again != "" {
		return named(strings.TrimSuffix(place, again), info, l) + again
	}
	f, err := formula.Parse(place)
	if err != nil { // within a least number, which n stands for
		if f, err = formula.Parse("least n: " + place); err != nil {
			return place
		}
	}
	fields := map[string]rule.Field{}
	for _, list := range [][]rule.Field{info.Facts, info.Parameters, info.Answer} {
		for _, f := range list {
			path := strings.ReplaceAll(f.Path, "[]", "")
			if f.Step != "" { // of the answer
				path = f.Step
			}
			fields[path] = f
		}
	}
	return f.Show(l, 0, formula.Words{
		Name: func(path string, _ int) string {
			if step, ok := info.Step(path); ok {
				return step.Label.In(l)
			}
			if f, ok := fields[path]; ok {
				return f.Label.In(l)
			}
			return path
		},
		Code: func(path, code string) string {
			if f, ok := fields[path]; ok {
				return f.Word(code, l)
			}
			return code
		},
	})
}

// shownBy tells which rows show a point, or why none does.
func shownBy(p cases.Point, l rule.Language) string {
	switch {
	case len(p.Lines) > 0:
		lines := strings.Trim(strings.Join(strings.Fields(fmt.Sprint(p.Lines)), ", "), "[]")
		return rule.Text{ZH: "第" + lines + "行", EN: "lines " + lines}.In(l)
	case p.Never:
		return rule.Text{ZH: "已证不可能", EN: "proved impossible"}.In(l)
	case p.Open():
		return rule.Text{ZH: "未示出", EN: "not shown"}.In(l)
	}
	return p.Why.In(l)
}
