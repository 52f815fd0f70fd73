package rule

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Labeled is implemented by the named alternatives of a domain (an outcome, a reading), so
// that explanations show a person their names instead of codes.
type Labeled interface{ Label() Text }

// Text tells the decision to a person: the answer first, then how it comes about, step by
// step with formulas filled in, then the facts, the parameters and whose they are, and the
// clauses. Items of a list are counted from 1, as people do. Lines end with "\n".
func (d Decision[Policy, Facts, Answer]) Text(l Language) string {
	a := d.account()
	a.compared = d.compared
	return a.text(l)
}

func (d *account) text(l Language) string {
	w := teller{l: l}
	w.line("%s  %s  %s", d.title.In(l), d.rule, w.say(fmt.Sprintf("第%d版", d.version), fmt.Sprintf("version %d", d.version)))
	w.beside(d.parameters, d.answer)
	w.answer(d.subject, d.answer, d.parameters, d.sch)
	d.open(&w)
	w.steps(w.say("计算过程", "Steps"), d.parameters, d.facts, d.steps, d.sch)
	w.fields(w.say("申报核对信息", "Facts"), d.facts, nil)
	origins := map[string]string{}
	for _, o := range d.origins {
		origins[o.Path] = o.In(l)
	}
	w.fields(w.say("政策参数", "Parameters"), d.parameters, origins)
	if len(d.notices) > 0 {
		w.line("%s", w.say("标准文件", "Notices"))
		for i := range d.notices {
			w.line("  %s", d.notices[i].tell(l))
		}
	}
	w.line("%s", w.say("政策依据", "Basis"))
	for _, c := range d.clauses {
		w.line("  [%s] %s", c.ID, c.In(l))
	}
	if len(d.clauses) == 0 {
		w.line("  %s", w.say(noBasis.ZH, noBasis.EN))
	}
	if !d.edition.IsZero() {
		w.line("  %s", d.edition.In(l))
	}
	if sums, err := d.digests(); err == nil {
		w.line("%s  sha256:%s", w.say("记录校验码", "Decision"), sums.Decision)
	}
	return w.b.String()
}

// open tells on which readings the answer depends, if on any. It is told, and not recorded: the record is the rule's as
// it stands.
func (d *account) open(w *teller) {
	for _, c := range d.compared() {
		if !c.Agree && c.certain() {
			w.line("%s", c.tell(w.l))
		}
	}
}

// compared is what each reading of the rule's open questions says of the case.
func (d *Decision[Policy, Facts, Answer]) compared() (out []Compared) {
	if d.def == nil || len(d.def.Open) == 0 {
		return nil
	}
	r := Rule[Policy, Facts, Answer]{def: d.def, sch: d.sch, boxes: &sync.Pool{New: func() any { return new(Facts) }}}.Under(d.Parameters)
	return r.compared(d.Facts)
}

func (r Rule[Policy, Facts, Answer]) compared(in Facts) (out []Compared) {
	for _, q := range r.Questions() {
		out = append(out, q.Of(in))
	}
	return out
}

var noBasis = Text{ZH: "无：所用参数不是规划规定的数值", EN: "none: the parameters are not the plan's"}

// Summary tells the decision in a few lines: its title, the answer, the facts where they are
// few, the parameters that the caller or a document gives, and the ids of the clauses
// that it rests on. [Decision.Text] tells the rest. Lines end with "\n".
func (d Decision[Policy, Facts, Answer]) Summary(l Language) string { return d.account().summary(l) }

func (d *account) summary(l Language) string {
	w := teller{l: l}
	w.line("%s  %s", d.title.In(l), d.rule)
	w.beside(d.parameters, d.answer)
	w.answer(d.subject, d.answer, d.parameters, d.sch)
	w.facts(d.facts)
	origins := map[string]string{}
	for _, o := range d.origins {
		if o.From == FromCaller || o.From == FromNotice {
			origins[o.Path] = o.In(l)
		}
	}
	w.remarked(w.rows(d.parameters, nil), origins)
	var ids []string
	for _, c := range d.clauses {
		if !slices.Contains(ids, c.ID) {
			ids = append(ids, c.ID)
		}
	}
	if len(ids) == 0 {
		ids = append(ids, w.say(noBasis.ZH, noBasis.EN))
	}
	w.line("%s  %s", w.say("政策依据", "Basis"), strings.Join(ids, w.say("、", ", ")))
	return w.b.String()
}

// In describes the clause in one language, with its quotation and what that is of: 表2第7行 养老机构护理型床位占比 “≥55”.
func (c Clause) In(l Language) string {
	s := c.Place.In(l)
	if c.OutsidePlan() {
		if s != "" {
			s += " "
		}
		s += c.Norm.In(l)
		if l == Chinese {
			s += "（规划之外）"
		} else {
			s += " (outside the plan)"
		}
	}
	if c.Quote != "" {
		s = sentence(" ", s, c.Of.In(l), "“"+c.Quote+"”")
	}
	return s
}

type teller struct {
	b      strings.Builder
	l      Language
	shares besides // how they are written in rows
}

// beside tells shares in the notation, and with as many decimals, as the rates that they stand beside ask for.
func (w *teller) beside(values ...any) {
	var rows []leafRow
	for _, v := range values {
		rows = flatten(rows, w.l, "", "", reflect.ValueOf(v))
	}
	w.shares = besideOf(rows)
}

// line writes a line; in Chinese a multiple is 1.3倍, which stands in records as 1.3×.
func (w *teller) line(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if w.l == Chinese {
		text = multiples(text)
	}
	w.b.WriteString(text + "\n")
}

// multiples writes a multiple, × behind a digit, as Chinese does: 1.3倍.
func multiples(text string) string {
	parts := strings.Split(text, "×")
	var b strings.Builder
	for i, part := range parts {
		b.WriteString(part)
		switch n := len(part); {
		case i == len(parts)-1:
		case n > 0 && part[n-1] >= '0' && part[n-1] <= '9':
			b.WriteString("倍")
		default:
			b.WriteString("×")
		}
	}
	return b.String()
}

func (w *teller) say(zh, en string) string { return Text{ZH: zh, EN: en}.In(w.l) }

// answer tells who was decided for, and what, and by when it must be so.
func (w *teller) answer(s Subject, answer, parameters any, sch *scheme) {
	if !s.isZero() {
		w.line("%s  %s", w.say("决定对象", "Subject"), sentence("  ", s.Case, s.Month.String()))
	}
	w.list(w.say("结论", "Answer"), w.answered(answer, parameters, sch))
}

// answered gives the leaves of an answer, with their units.
func (w *teller) answered(answer, parameters any, sch *scheme) []leafRow {
	rows := w.rows(answer, w.due(answer, parameters))
	for i := range rows {
		if sch == nil {
			break
		}
		u := sch.units[tree.Name(rows[i].path)]
		if w.l == Chinese && u.ZH != "" {
			rows[i].text += "（" + u.ZH + "）"
		} else if w.l == English && u.EN != "" {
			rows[i].text += " (" + u.EN + ")"
		}
	}
	return rows
}

// due remarks by the end of which year a verdict is due, for fields of the answer whose tag names the parameter
// that says so: a target that is not reached before is not missed.
func (w *teller) due(answer, parameters any) map[string]string {
	remarks := map[string]string{}
	for _, l := range leavesOf(reflect.TypeOf(answer)) {
		if l.field == nil || l.field.tag.Get("due") == "" {
			continue
		}
		for _, r := range w.rows(parameters, nil) {
			if r.path == l.field.tag.Get("due") && r.text != "0" {
				remarks[l.path] = dueBy(r.text).In(w.l)
			}
		}
	}
	return remarks
}

// dueBy is the remark on a verdict that is due by the end of a year.
func dueBy(year string) Text {
	return Text{ZH: "（须于" + year + "年底前达到）", EN: "(due by the end of " + year + ")"}
}

// few is how many leaves a summary tells; more are counted.
const few = 8

// told writes a few leaves in one line, and counts many.
func (w *teller) told(rows []leafRow) string {
	if len(rows) > few {
		return w.say(fmt.Sprintf("共%d项", len(rows)), fmt.Sprintf("%d of them", len(rows)))
	}
	var each []string
	for _, r := range rows {
		each = append(each, r.label+" "+r.text)
	}
	return strings.Join(each, w.say("；", "; "))
}

func (w *teller) facts(v any) {
	w.line("%s  %s", w.say("申报核对信息", "Facts"), w.told(w.rows(v, nil)))
}

// remarked writes the parameters that have a remark, those of one remark together.
func (w *teller) remarked(rows []leafRow, remarks map[string]string) {
	var order []string
	by := map[string][]leafRow{}
	for _, r := range rows {
		path, _, _ := strings.Cut(r.path, "[")
		remark := remarks[path]
		if remark == "" {
			continue
		}
		if by[remark] == nil {
			order = append(order, remark)
		}
		by[remark] = append(by[remark], r)
	}
	for _, remark := range order {
		w.line("%s  %s", w.say("政策参数（"+remark+"）", "Parameters ("+remark+")"), w.told(by[remark]))
	}
}

// fields lists the leaves of a value under a heading, each with its remark.
func (w *teller) fields(heading string, v any, remarks map[string]string) {
	w.list(heading, w.rows(v, remarks))
}

// list writes leaves one to a line.
func (w *teller) list(heading string, rows []leafRow) {
	if len(rows) == 0 {
		return
	}
	w.line("%s", heading)
	for _, r := range rows {
		w.line("  %s", strings.TrimSuffix(r.label+": "+r.text+"  "+r.remark, "  "))
	}
}

// rows gives the leaves of a value with the remark that there is for its path; a remark on
// a list stands at its first item.
func (w *teller) rows(v any, remarks map[string]string) []leafRow {
	rows := flatten(nil, w.l, "", "", reflect.ValueOf(v))
	told := ""
	for i := range rows {
		if rows[i].share.IsValid() {
			rows[i].text = shareText(rows[i].share, w.shares.notation, w.shares.places)
		}
		path, _, _ := strings.Cut(rows[i].path, "[")
		if path != told {
			rows[i].remark = remarks[path]
		}
		told = path
	}
	return rows
}

// steps shows each as "label = formula in words = formula in values = value".
func (w *teller) steps(heading string, parameters, facts any, steps []Step, s *scheme) {
	if len(steps) == 0 {
		return
	}
	w.line("%s", heading)
	var e *evidence
	words := formula.Words{}
	if s != nil {
		if p, err := treeOf(parameters); err == nil {
			if f, err := treeOf(facts); err == nil {
				e = s.evidence(p, f, steps)
				words = formula.Words{Name: func(path string, item int) string { return s.nameOf(path, item, w.l) },
					Code: func(path, code string) string { return s.wordOf(path, code, w.l) }}
			}
		}
	}
	for i := range steps {
		st := &steps[i]
		line := st.Label.In(w.l)
		if st.Item > 0 {
			line = tree.Index(line, st.Item)
		}
		if e == nil {
			line += " = " + st.Formula
		} else if k, ok := s.names[st.ID]; ok {
			f := s.steps[k].f
			said := f.Show(w.l, st.Item, words)
			line += " = " + said
			if values := f.ShowValues(w.l, e, st.Item, words); values != said {
				line += " = " + values
			}
		}
		line += " = " + st.shown(w.l)
		if st.Clause != "" {
			line += "  [" + st.Clause + "]"
		}
		w.line("  %d. %s", i+1, line)
	}
}

func treeOf(v any) (any, error) {
	raw, err := appendJSON(nil, v)
	if err != nil {
		return nil, err
	}
	return tree.Parse(raw)
}
