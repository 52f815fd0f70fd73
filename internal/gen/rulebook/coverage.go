package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// coverages looks, for each rule, what its table shows.
func coverages(rules []rule.Any) (map[string]ruletest.Coverage, error) {
	out := make(map[string]ruletest.Coverage, len(rules))
	for _, r := range rules {
		name, _, _ := strings.Cut(r.ID(), ".")
		c, err := ruletest.Cover(r, os.DirFS(name+"/testdata"))
		if err != nil {
			return nil, err
		}
		out[r.ID()] = c
	}
	return out, nil
}

// shown counts the points of one clause.
type shown struct {
	clause          string
	rows            []int
	points, covered int
	never           int // proved, or listed in uncovered.csv: the tests hold that no other is left
}

// byClause counts a rule's points by the clause on which they rest, in the order of the points.
func byClause(c ruletest.Coverage) (out []shown) {
	for _, p := range c.Points {
		i := slices.IndexFunc(out, func(s shown) bool { return s.clause == p.Clause })
		if i < 0 {
			i = len(out)
			out = append(out, shown{clause: p.Clause})
		}
		s := &out[i]
		s.points++
		switch {
		case len(p.Lines) > 0:
			s.covered++
		default:
			s.never++
		}
		for _, line := range p.Lines {
			if !slices.Contains(s.rows, line) {
				s.rows = append(s.rows, line)
			}
		}
	}
	return out
}

// coverage tells what the table of a rule shows of each clause.
func (r *room) coverage(b *bytes.Buffer, info rule.Info) {
	b.WriteString("\n| clause 条款 | rows that show it 案例行数 | points shown 已示 | cannot be 不可能 |\n|---|--:|--:|--:|\n")
	for _, s := range byClause(r.covered[info.ID]) {
		fmt.Fprintf(b, "| %s | %d | %d | %d |\n", clauseOr(s.clause), len(s.rows), s.covered, s.never)
	}
}

// familyCoverage tells it of rules of one kind, a line each.
func (r *room) familyCoverage(b *bytes.Buffer, rules []rule.Info) {
	b.WriteString("\n| id 编号 | clause 条款 | rows that show it 案例行数 | points shown 已示 | cannot be 不可能 |\n|---|---|--:|--:|--:|\n")
	for _, info := range rules {
		for _, s := range byClause(r.covered[info.ID]) {
			fmt.Fprintf(b, "| %s | %s | %d | %d | %d |\n", info.ID, clauseOr(s.clause), len(s.rows), s.covered, s.never)
		}
	}
}

func clauseOr(id string) string {
	if id == "" {
		return "no clause 无条款"
	}
	return "`" + id + "`"
}

// whatIsOpen lists the questions of a rule, those over several rules among them, and under which readings it answers.
func whatIsOpen(b *bytes.Buffer, info rule.Info) {
	open := info.Open
	for _, q := range civilaffairs.Questions() {
		if of := q.Info(); of.Asks(info.ID) {
			open = append(open, of)
		}
	}
	for _, q := range open {
		fmt.Fprintf(b, "\nOpen 未决：**%s** · %s ([%s](../discrepancies.md#%s))\n\n", q.Title.ZH, q.Title.EN, q.ID, q.ID)
		for _, w := range q.Readings {
			of := ""
			if w.Rule != "" && w.Rule != info.ID {
				of = " (`" + w.Rule + "`)"
			}
			fmt.Fprintf(b, "- `%s` %s · %s: `%s`%s\n", w.Clause, w.Text.ZH, w.Text.EN, strings.Join(w.At, "`, `"), of)
		}
	}
}
