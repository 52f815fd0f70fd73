package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// most is how many thresholds a page shows of a rule; what is more, it counts.
const most = 6

// example is a row of a rule's table with the thresholds of its facts.
type example struct {
	line  int
	title rule.Text
	own   bool // the row has parameters of its own
	list  []rule.Threshold
}

// shown are those that a page shows.
func (e *example) shown() []rule.Threshold { return e.list[:min(len(e.list), most)] }

// tells is how much a page shows by the row: first whether by the parameters that the rule stands on, then of how
// many facts, whether that is all, and at how few thresholds the row stands itself.
func (e *example) tells() [4]int {
	var tells [4]int
	if !e.own {
		tells[0] = 1
	}
	facts := map[string]bool{}
	for _, t := range e.shown() {
		facts[t.Path] = true
		if t.At == t.Value {
			tells[3]--
		}
	}
	tells[1] = len(facts)
	if len(e.list) <= most {
		tells[2] = 1
	}
	return tells
}

// moreTelling reports whether the page shows more by e than by other.
func (e *example) moreTelling(other *example) bool {
	a, b := e.tells(), other.tells()
	for i := range a {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return false
}

// examples gives, for each rule, the most telling answered row of its table, of equals the first; the zero
// example where no row has a threshold.
func examples(catalog rule.Catalog) (map[string]*example, error) {
	out := map[string]*example{}
	for _, r := range catalog.Rules() {
		best, err := exampleOf(catalog, r.ID())
		if err != nil {
			return nil, fmt.Errorf("%s: %w", r.ID(), err)
		}
		out[r.ID()] = best
	}
	return out, nil
}

func exampleOf(catalog rule.Catalog, id string) (*example, error) {
	name, _, _ := strings.Cut(id, ".")
	table, err := os.ReadFile(name + "/testdata/" + id + ".csv")
	if err != nil {
		return nil, err
	}
	rows, err := cases.Read(bytes.NewReader(table))
	if err != nil {
		return nil, err
	}
	best := &example{}
	for _, row := range rows {
		if row.Code != "" {
			continue
		}
		p, in, err := catalog.FromCells(id, row.Parameters, row.Facts)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", row.Line, err)
		}
		list, err := catalog.Thresholds(id, p, in)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", row.Line, err)
		}
		list = slices.DeleteFunc(list, func(t rule.Threshold) bool { return len(t.Fault) > 0 })
		if len(list) == 0 {
			continue
		}
		e := &example{line: row.Line, title: rule.Text{ZH: row.Title(rule.Chinese), EN: row.Title(rule.English)}, own: len(row.Parameters) > 0, list: list}
		if len(best.list) == 0 || e.moreTelling(best) {
			best = e
		}
	}
	return best, nil
}

// reading says, once a page, how its tables of thresholds are read.
const reading = "\n临界点：一个案例只变一项信息，该项由小到大，自临界点的值（含）起，结论改变走向。所取为案例表中的一行。\n" +
	"Thresholds: in one case one fact alone is changed; as it rises, the answer changes its course from the value “at” on (that value included). The case is a row of the rule's table.\n"

const thresholdsHead = "\n**临界点 Thresholds**"

// thresholds lists the values at which the answer of a rule's example changes its course, one fact run at a time.
func (r *room) thresholds(b *bytes.Buffer, info rule.Info) {
	e := r.examples[info.ID]
	if len(e.list) == 0 {
		b.WriteString(thresholdsHead + "：无。各案例的结论都不随某一项数值改变走向，或其公式无法随该项推算 · none: in no case does the answer change its course with one number, or a formula cannot be followed as it runs\n")
		return
	}
	fmt.Fprintf(b, thresholdsHead+"：案例表第%d行“%s” · line %d, “%s”\n", e.line, e.title.ZH, e.line, e.title.EN)
	b.WriteString("\n| fact 申报核对信息 | in the case 案例值 | at 临界点 | what changes 改变 | comparison and clause 比较与条款 |\n|---|--:|--:|---|---|\n")
	for _, t := range e.shown() {
		fmt.Fprintf(b, "| `%s` %s | %s | %s | %s | %s |\n", t.Path, both(t.Label), cell(t.Value), cell(t.At), both(t.Change), both(t.Turned))
	}
	if more := len(e.list) - most; more > 0 {
		fmt.Fprintf(b, "\n另有%d处未列 · %d more not listed\n", more, more)
	}
}

// familyThresholds lists one of each rule of a kind.
func (r *room) familyThresholds(b *bytes.Buffer, rules []rule.Info) {
	b.WriteString(thresholdsHead + "：每条规则取一例、一项 · of each rule one case and one fact\n\n" +
		"| id 编号 | case, line 案例行 | fact 申报核对信息 | in the case 案例值 | at 临界点 | what changes 改变 | comparison and clause 比较与条款 |\n|---|--:|---|--:|--:|---|---|\n")
	for _, info := range rules {
		e := r.examples[info.ID]
		if len(e.list) == 0 {
			fmt.Fprintf(b, "| %s | | none 无 | | | | |\n", info.ID)
			continue
		}
		t := e.list[0]
		fmt.Fprintf(b, "| %s | %d | `%s` | %s | %s | %s | %s |\n", info.ID, e.line, t.Path, cell(t.Value), cell(t.At), both(t.Change), both(t.Turned))
	}
}

// both is a text of a cell in both languages, one below the other.
func both(t rule.Text) string {
	if t == (rule.Text{}) {
		return ""
	}
	return cell(t.ZH) + "<br>" + cell(t.EN)
}
