package seeds

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// sections lists the plan's sections in order, with the number of clauses that
// each holds. The ids of clauses follow from it.
var sections = []struct {
	id    string // what stands before a clause's number
	count int
	zh    string
	en    string
}{
	{"序", 1, "序言", "Preamble"},
	{"一(一)", 8, "第一部分（一）", "Part one, section one"},
	{"T1.", 17, "表1", "Table 1"},
	{"T1.n", 2, "表1注", "Table 1, note"},
	{"一(二)(1)", 4, "第一部分（二）（1）", "Part one, section two (1)"},
	{"一(二)(2)", 4, "第一部分（二）（2）", "Part one, section two (2)"},
	{"二(一)", 1, "第二部分（一）", "Part two, section one"},
	{"二(二)", 5, "第二部分（二）", "Part two, section two"},
	{"二(三)", 10, "第二部分（三）", "Part two, section three"},
	{"T2.", 20, "表2", "Table 2"},
	{"三(一)", 7, "第三部分（一）", "Part three, section one"},
	{"B1.", 3, "专栏1", "Box 1"},
	{"三(二)", 11, "第三部分（二）", "Part three, section two"},
	{"B2.", 7, "专栏2", "Box 2"},
	{"三(三)", 5, "第三部分（三）", "Part three, section three"},
	{"B3.", 3, "专栏3", "Box 3"},
	{"三(四)", 5, "第三部分（四）", "Part three, section four"},
	{"B4.", 5, "专栏4", "Box 4"},
	{"三(五)", 4, "第三部分（五）", "Part three, section five"},
	{"B5.", 2, "专栏5", "Box 5"},
	{"三(六)", 5, "第三部分（六）", "Part three, section six"},
	{"B6.", 2, "专栏6", "Box 6"},
	{"三(七)", 4, "第三部分（七）", "Part three, section seven"},
	{"B7.", 1, "专栏7", "Box 7"},
	{"三(八)", 7, "第三部分（八）", "Part three, section eight"},
	{"B8.", 2, "专栏8", "Box 8"},
	{"四(一)", 4, "第四部分（一）", "Part four, section one"},
	{"四(二)", 4, "第四部分（二）", "Part four, section two"},
}

// heads are the column heads of the two tables, under the ids that the ledger has for them. They
// are no clauses of their own, and not in the index: what a column's head says holds for its rows.
var heads = map[string]rule.Text{
	"表1": {ZH: "表1栏目", EN: "Table 1, column heads"},
	"表2": {ZH: "表2栏目", EN: "Table 2, column heads"},
}

// Clauses 条款索引 lists every clause of the plan in its order, without
// quotations.
func Clauses() []rule.Clause {
	var out []rule.Clause
	for i := range sections {
		for n := 1; n <= sections[i].count; n++ {
			out = append(out, clauseAt(i, n))
		}
	}
	return out
}

func clauseAt(section, n int) rule.Clause {
	s := sections[section]
	id := s.id + strconv.Itoa(n)
	c := rule.Clause{ID: id, Edition: editionName}
	switch {
	case strings.HasSuffix(s.id, ".n"):
		c.Place = rule.Text{ZH: fmt.Sprintf("%s%d", s.zh, n), EN: fmt.Sprintf("%s %d", s.en, n)}
	case s.id[0] == 'T':
		c.Place = rule.Text{ZH: fmt.Sprintf("%s第%d行", s.zh, n), EN: fmt.Sprintf("%s, row %d", s.en, n)}
		if s.id == "T1." {
			c.Of = table1[n-1].Name
		} else {
			c.Of = table2[n-1].Name
		}
	case s.id[0] == 'B':
		c.Place = rule.Text{ZH: fmt.Sprintf("%s第%d项", s.zh, n), EN: fmt.Sprintf("%s, item %d", s.en, n)}
	default:
		c.Place = rule.Text{ZH: fmt.Sprintf("%s第%d段", s.zh, n), EN: fmt.Sprintf("%s, paragraph %d", s.en, n)}
	}
	return c
}

// Clause finds a clause by its id, or a table's column heads by 表1 or 表2; it reports false for
// an id the plan does not have.
func Clause(id string) (rule.Clause, bool) {
	if place, ok := heads[id]; ok {
		return rule.Clause{ID: id, Place: place, Edition: editionName}, true
	}
	for i := range sections {
		rest, ok := strings.CutPrefix(id, sections[i].id)
		if !ok {
			continue
		}
		n, err := strconv.Atoi(rest)
		if err == nil && n >= 1 && n <= sections[i].count && strconv.Itoa(n) == rest {
			return clauseAt(i, n), true
		}
	}
	return rule.Clause{}, false
}

// MustClause is [Clause] for literals. It panics for an id the plan does not
// have.
func MustClause(id string) rule.Clause {
	c, ok := Clause(id)
	if !ok {
		panic("seeds: no clause " + id)
	}
	return c
}

// MustQuote gives a clause with one of the quotations listed for it, for
// literals. It panics for one that is not in [Quotes], so that every quotation
// in the module is checked against the official text.
func MustQuote(id, quote string) rule.Clause {
	c := MustClause(id)
	for _, q := range quotes {
		if q.id == id && q.quote == quote {
			c.Quote = quote
			return c
		}
	}
	panic(fmt.Sprintf("seeds: quotation %q is not listed for clause %s", quote, id))
}

// Quotes 引文 lists every quotation that the module uses, in the plan's order of
// clauses, each as its clause.
func Quotes() []rule.Clause {
	out := make([]rule.Clause, len(quotes))
	for i, q := range quotes {
		out[i] = MustClause(q.id)
		out[i].Quote = q.quote
	}
	return out
}
