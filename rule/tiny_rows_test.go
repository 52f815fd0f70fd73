package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type tinyRow struct {
	N    int64                  `json:"n" zh:"件数" en:"pieces" range:"[0,2]"`
	On   bool                   `json:"on" zh:"在列" en:"on"`
	Cost rule.Given[unit.Money] `json:"cost,omitzero" zh:"费用（元）" en:"cost (yuan)" range:"[0,0.01]"`
}

type rowsFacts struct {
	A    int64            `json:"a" zh:"甲" en:"a" range:"[0,3]"`
	Area Area             `json:"area" zh:"户籍地" en:"area"`
	Held rule.Given[bool] `json:"held,omitzero" zh:"持有" en:"held"`
	Rows []tinyRow        `json:"rows" zh:"行" en:"row" range:"[1,2]"`
}

type rowsAnswer struct {
	OK   bool       `json:"ok" zh:"可以" en:"ok"`
	Sum  int64      `json:"sum" zh:"合计" en:"sum"`
	Due  unit.Money `json:"due" zh:"应付（元）" en:"due (yuan)"`
	Area Area       `json:"area" zh:"户籍地" en:"area"`
	Each []rowsEach `json:"each" zh:"行" en:"row"`
}

type rowsEach struct {
	Pay  unit.Money `json:"pay" zh:"付（元）" en:"pay (yuan)"`
	More bool       `json:"more" zh:"较多" en:"more"`
}

// TestDecideSaysOfListsExactlyWhatCompletionsDo, and of a field that shows a fact as it is: it turns at no step, and is asked for by the
// title of the rule.
func TestDecideSaysOfListsExactlyWhatCompletionsDo(t *testing.T) {
	known := tinyCase{"a": "1", "area": `"rural"`, "held": "null", "rows[0].n": "2", "rows[0].on": "true", "rows[0].cost": `"0.01"`, "rows[1].n": "0", "rows[1].on": "false", "rows[1].cost": "null",
		"rows[0]": "", "rows[1]": ""}
	order := []string{"a", "area", "held", "rows[0].n", "rows[1].n", "rows[0].on", "rows[1].on", "rows[0].cost", "rows[1].cost"}
	for _, c := range []struct {
		formulas, never, open string
	}{
		{"sum: sum({rows.n}); each.pay: {rows.n} × {fee}; each.more: {rows.n} > {a}", "", "rows[0].n, rows[1].n, a, rows[0].n rows[1].n, rows[1].n a, area, area a"},
		{"sum: largest({rows.n}); ok: any({rows.on}); each.more: {rows.on}", "", "rows[0].n, rows[0].on, rows[1].on, rows[0].on rows[1].on, rows[0].n rows[1].n, rows[1].n rows[1].on"},
		{"sum: smallest({rows.n}) + {a}; ok: all({rows.on})", "", "rows[0].n, rows[1].n, a, rows[0].n a, rows[0].on, rows[1].on, rows[0].on rows[1].on"},
		{"sum: sum(if({rows.on}, {rows.n}, 0)); ok: any({rows.on} and {rows.n} > {a})", "", "rows[0].n, rows[1].n, rows[0].on, rows[1].n rows[1].on, rows[0].n rows[1].n rows[0].on, a rows[0].n"},
		{"due: sum(if(given({rows.cost}), {rows.cost}, {fee})); each.pay: if(given({rows.cost}), {rows.cost}, {fee})", "", "rows[0].cost, rows[1].cost, rows[0].cost rows[1].cost"},
		{"sum: count({rows}); ok: given({held})", "", "rows[0].n, held, held a, area held"},
		{"ok: if(given({held}), {held}, {a} > 1); each.more: {rows.n} ≥ {limit}", "", "held, a, a held, rows[0].n"},
		{"sum: sum({rows.n})", "{a} > 2; given({held})", "rows[1].n, a, held, a held"},
	} {
		ids := []string{"each.more", "each.pay", "ok", "sum", "due"}
		said := tinySaid{formulas: map[string]string{"each.more": "{rows.n} < 0", "each.pay": "{fee} × min({rows.n}, 0)", "ok": "{limit} = 2", "sum": "{limit}", "due": "{fee}"}}
		for id, f := range tinyRead(c.formulas) {
			said.formulas[id] = f
		}
		if c.never != "" {
			said.never = strings.Split(c.never, "; ")
		}
		r, err := newTiny[rowsFacts, rowsAnswer](ids, said)
		require.NoError(t, err, c.formulas)
		r.order = order
		expectTiny(t, c.formulas, r, known)
		for names := range strings.SplitSeq(c.open, ", ") {
			expectTiny(t, c.formulas+" never "+c.never, r, known.without(strings.Fields(names)...))
		}
	}
}

// TestDecideOfAnOpenListHoldsEveryList: of one or two rows, each of six.
func TestDecideOfAnOpenListHoldsEveryList(t *testing.T) {
	var lists, one []string
	for _, n := range tinyValues["rows.n"] {
		for _, on := range tinyValues["rows.on"] {
			one = append(one, `{"n":`+n+`,"on":`+on+`}`)
		}
	}
	for _, a := range one {
		lists = append(lists, "["+a+"]")
		for _, b := range one {
			lists = append(lists, "["+a+","+b+"]")
		}
	}
	tinyValues["rows"] = lists
	known := tinyCase{"a": "1", "area": `"rural"`, "held": "null"}
	for formulas, open := range map[string]string{
		"sum: sum({rows.n})": ", a, held", "sum: count({rows}) + {a}": ", a", "sum: largest({rows.n}); ok: any({rows.on})": "", "sum: smallest({rows.n}); ok: all({rows.on})": ", area",
		"ok: {a} > 0 and any({rows.n} > {a})": "", "ok: {a} > 3 and any({rows.on})": ", a",
	} {
		ids := []string{"each.more", "each.pay", "ok", "sum", "due"}
		said := tinySaid{formulas: map[string]string{"each.more": "{rows.on}", "each.pay": "{fee} × {rows.n}", "ok": "{limit} = 2", "sum": "{limit}", "due": "{fee}"}}
		for id, f := range tinyRead(formulas) {
			said.formulas[id] = f
		}
		r, err := newTiny[rowsFacts, rowsAnswer](ids, said)
		require.NoError(t, err, formulas)
		r.order = []string{"a", "area", "held", "rows"}
		for names := range strings.SplitSeq(open, ", ") {
			expectTiny(t, formulas, r, known.without(strings.Fields(names)...))
		}
	}
}
