package main

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// words are what cells say.
type words struct{ l rule.Language }

func (w words) say(zh, en string) string { return rule.Text{ZH: zh, EN: en}.In(w.l) }

func (w words) equal() string     { return w.say("相等", "equal") }
func (w words) different() string { return w.say("不等", "different") }
func (w words) beyond() string    { return w.say("不作计算", "not computed") }
func (w words) unrecorded() string {
	return w.say("未记录", "not recorded")
}

const none = "—"

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }

// state is the formula that says whether a step's value equals the recorded one.
func (w words) state(t told) string {
	missing, failed := "ISNA("+t.n+")", "ISERROR("+t.n+")"
	if t.d != "" {
		missing, failed = "OR("+missing+",ISNA("+t.d+"))", "OR("+failed+",ISERROR("+t.d+"))"
	}
	if t.recorded == nil && t.text == "" {
		return "IF(" + failed + "," + quoted(none) + "," + quoted(w.unrecorded()) + ")"
	}
	if t.recorded == nil {
		return quoted(w.beyond())
	}
	return "IF(" + missing + "," + quoted(w.different()) + ",IF(" + failed + "," + quoted(w.beyond()) + ",IFERROR(IF(" +
		t.value.Is(*t.recorded) + "," + quoted(w.equal()) + "," + quoted(w.different()) + ")," + quoted(w.beyond()) + ")))"
}

// shown is the formula of what a reader sees of a step's cells.
func (w words) shown(s *schema, t told) string {
	n := t.n
	var e string
	switch kind := t.value.Kind; {
	case kind == formula.Flag:
		e = "IF(" + n + "," + quoted(w.say("是", "yes")) + "," + quoted(w.say("否", "no")) + ")"
	case kind == formula.Month:
		e = month(n)
	case kind == formula.Money:
		e = over(n, t) + "/100"
	case kind.IsNumeric():
		e = over(n, t)
	default:
		e = w.labelled(s, s.info.Steps[t.at].ID, n)
	}
	return "IFERROR(" + e + "," + quoted(none) + ")"
}

func over(n string, t told) string {
	if d := t.value.D(); d != "1" {
		return n + "/" + d
	}
	return n
}

// month writes months since the year 0 as 2021-07.
func month(n string) string {
	year := "INT((" + n + "+0.5)/12)"
	return year + `&"-"&RIGHT("0"&(` + n + "-12*" + year + "+1),2)"
}

// labelled gives the label of a choice's code in a cell.
func (w words) labelled(s *schema, name, cell string) string {
	codes := s.choices[name]
	if len(codes) == 0 {
		codes = s.mentioned(name)
	}
	e := cell
	for i := len(codes) - 1; i >= 0; i-- {
		e = "IF(" + cell + "=" + quoted(codes[i].Code) + "," + quoted(codes[i].Label.In(w.l)) + "," + e + ")"
	}
	return e
}

// roundings are those that are offered; others may be typed.
func roundings() []string {
	var out []string
	for _, how := range []string{"up", "down", "half-up", "half-even"} {
		for _, step := range []string{"fen", "jiao", "yuan"} {
			out = append(out, how+"/"+step)
		}
	}
	return out
}

// rounded gives a rounding in words, of those that are offered.
func (w words) rounded(cell string) string {
	e := quoted("")
	for _, code := range roundings() {
		if r, err := unit.ParseRounding(code); err == nil {
			e = "IF(" + cell + "=" + quoted(code) + "," + quoted(r.Label().In(w.l)) + "," + e + ")"
		}
	}
	return e
}

// mentioned are the codes that a step's formula has.
func (s *schema) mentioned(id string) []rule.Choice {
	var out []rule.Choice
	seen := map[string]bool{}
	var walk func(n *formula.Node)
	walk = func(n *formula.Node) {
		if label, ok := s.codes[n.Text]; n.Op == formula.OpCode && ok && !seen[n.Text] {
			seen[n.Text] = true
			out = append(out, rule.Choice{Code: n.Text, Label: label})
		}
		for _, a := range n.Args {
			walk(a)
		}
	}
	for k, st := range s.info.Steps {
		if st.ID == id {
			walk(s.formulas[k].Root())
		}
	}
	return out
}

// harmless keeps a text from being taken for a formula when it is typed again or goes through a CSV: before = + - @,
// a tab or a line's end goes an apostrophe, and one before an apostrophe, so that two texts stay two.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@'\t\r\n＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
