package cases

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Proofreader 校读 reads what a table says for its reader, clause and arithmetic, which no rule computes.
type Proofreader struct {
	clauses, instruments map[string]bool
	places               map[string]string // the id by what a reader calls the place of a clause of the plan: 表2第7行
}

// NewProofreader knows the clauses on which rules of a catalog rest, and others that are given, such as all of a plan's.
func NewProofreader(c rule.Catalog, others ...rule.Clause) *Proofreader {
	p := &Proofreader{clauses: map[string]bool{}, instruments: map[string]bool{}, places: map[string]string{}}
	add := func(c rule.Clause) {
		if c.ID != "" {
			p.clauses[c.ID] = true
		}
		if c.OutsidePlan() {
			for _, name := range instruments(c) {
				p.instruments[name] = true
			}
			return
		}
		for _, place := range []string{c.Place.ZH, c.Place.EN} {
			if place != "" {
				p.places[plainly(place)] = c.ID
			}
		}
	}
	for _, c := range others {
		add(c)
	}
	for _, r := range c.Rules() {
		info := r.Info()
		for _, c := range info.Basis {
			add(c)
		}
		for _, s := range info.Sources {
			add(s.Clause)
		}
		for _, s := range info.Steps {
			add(s.Clause)
		}
		for _, q := range info.Open {
			for _, w := range q.Readings {
				add(rule.Clause{ID: w.Clause})
			}
		}
	}
	return p
}

// instruments are the names by which a clause outside the plan may be cited: of its document, 民发〔2021〕57号, and its title.
func instruments(c rule.Clause) (out []string) {
	if at := strings.Index(c.ID, "号"); at > 0 {
		out = append(out, c.ID[:at+len("号")])
	}
	title, _, _ := strings.Cut(strings.TrimPrefix(c.Norm.ZH, "《"), "（")
	title, _, _ = strings.Cut(title, "》")
	if title != "" {
		out = append(out, title)
	}
	return out
}

// none are the words with which a cell says that the case rests on no clause: the plan says nothing, or it is this module's own.
var none = []string{"规划未规定", "本库约定"}

// cited reports that a cell names a clause that is known, another of an instrument on which a rule rests, or says that there is none.
func (p *Proofreader) cited(cell string) bool {
	if p.clauses[cell] {
		return true
	}
	cell = strings.TrimPrefix(cell, "《")
	for name := range p.instruments {
		if strings.HasPrefix(cell, name) {
			return true
		}
	}
	return slices.ContainsFunc(none, func(words string) bool { return strings.HasPrefix(cell, words) })
}

// meant is the clause that a cell writes otherwise than it is cited, 三（二）4 for 三(二)4 and 表2第7行 for T2.7; empty for none.
func (p *Proofreader) meant(cell string) string {
	plain := plainly(cell)
	for _, id := range slices.Sorted(maps.Keys(p.clauses)) {
		if plainly(id) == plain {
			return id
		}
	}
	return p.places[plain]
}

// several are the clauses of a cell that names more than one, as they are cited; nil for another cell.
func (p *Proofreader) several(cell string) (out []string) {
	for _, part := range strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune("、，,；;/和及与", r) }) {
		if part = strings.TrimSpace(part); !p.cited(part) {
			if part = p.meant(part); part == "" {
				return nil
			}
		}
		out = append(out, part)
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// clause is what is wrong with a clause's cell; empty if nothing is.
func (p *Proofreader) clause(c string) rule.Text {
	if c == "" || p.clauses[c] {
		return rule.Text{}
	}
	if all := p.several(c); all != nil {
		return rule.Text{
			ZH: fmt.Sprintf("clause：一行只写一条条款，%s有%d条；请只留算式所依据的一条，或每条另立一行", c, len(all)),
			EN: fmt.Sprintf("clause: a row names one clause, and %s are %d: leave the one that the arithmetic rests on, or write a row for each", c, len(all))}
	}
	if p.cited(c) {
		return rule.Text{}
	}
	out := rule.Text{ZH: "clause：没有条款" + c + "；", EN: "clause: no clause " + c + " is known; "}
	if id := p.meant(c); id != "" {
		out = rule.Text{ZH: out.ZH + "是否指" + id + "？", EN: out.EN + "perhaps " + id + " is meant; "}
	}
	return rule.Text{ZH: out.ZH + "规划没有规定的写“规划未规定”", EN: out.EN + "where the plan has none, write 规划未规定"}
}

// plainly is how a clause or its place is compared: without blanks, in the digits and brackets of its id.
func plainly(cell string) string {
	return strings.ToUpper(strings.Join(strings.Fields(strings.Map(digit, normal(cell))), ""))
}

// digit writes the Chinese numerals of a clause's place as digits: 表二 is 表2.
func digit(r rune) rune {
	if n := strings.IndexRune("一二三四五六七八九", r); n >= 0 {
		return '1' + rune(n/len("一"))
	}
	return r
}

// Remarks 校读意见 names what a row says for its reader that cannot be so, in both languages: a clause that is not known; an
// equation or comparison in its arithmetic that does not hold; a division by zero; and arithmetic that comes to nothing that the
// row expects or the decision has. Arithmetic is read as far as it is numbers and signs; what words say is left to people, and so is
// what → stands for. A part that says that something holds and cannot be read is told by [Proofreader.Unread].
//
// = is exact, but that decimals that do not end may be cut or rounded to two or more, of a percentage to one or more; after ≈ a
// number is rounded half up to one decimal or more. Neither comes to rest on a bound that the exact number is not: what the part
// compares with, a percentage that another part of the cell does, or one among the parameters of the decision. Digits cut off with … leave a number open: 0.54… is more than 0.54 and less than 0.55.
func (p *Proofreader) Remarks(r Result) (out []rule.Text) {
	if t := p.clause(r.Case.Clause); !t.IsZero() {
		out = append(out, t)
	}
	read, whole := chains(r.Case.Arithmetic)
	bounds := bounds(r, read)
	for _, c := range read {
		switch {
		case errors.Is(c.err, errByZero):
			out = append(out, rule.Text{ZH: fmt.Sprintf("arithmetic：%s以零为除数", c.text), EN: fmt.Sprintf("arithmetic: %s divides by zero", c.text)})
		case c.err == nil && c.verdict(bounds) == notSo:
			out = append(out, rule.Text{ZH: fmt.Sprintf("arithmetic：%s不成立", c.text), EN: fmt.Sprintf("arithmetic: %s does not hold", c.text)})
		}
	}
	if out != nil || !whole || r.Record == nil || r.Case.Unchecked() {
		return out
	}
	if last := result(read); last != nil {
		if there, err := values(r); err == nil && !met(*last, there) {
			v := last.values[len(last.values)-1]
			out = append(out, rule.Text{
				ZH: fmt.Sprintf("arithmetic：算得%s，而预期和结论中都没有这个数", v.String()),
				EN: fmt.Sprintf("arithmetic: it comes to %s, which is neither expected nor in the decision", v.String())})
		}
	}
	return out
}

// Unread 未校部分 names the parts of a row's arithmetic that say that something holds and were not checked, in both languages:
// words stand within them, or digits that are left out with … decide. They are for people to check; that [Proofreader.Remarks]
// says nothing of them does not make them right.
func (p *Proofreader) Unread(r Result) (out []rule.Text) {
	read, _ := chains(r.Case.Arithmetic)
	for _, c := range read {
		if c.related() && (c.err != nil && !errors.Is(c.err, errByZero) || c.err == nil && c.verdict(nil) == unknown) {
			out = append(out, rule.Text{
				ZH: fmt.Sprintf("arithmetic：%s未校，须由人核对；要由本库核对，关系号两边只写数字和符号", c.text),
				EN: fmt.Sprintf("arithmetic: %s was not checked: check it by hand, or write numbers and signs alone on both sides", c.text)})
		}
	}
	return out
}

// bounds are those that no number may be rounded to: percentages with which a part of the cell compares, and parameters.
func bounds(r Result, read []chain) (out []*big.Rat) {
	for i := range read {
		if read[i].err == nil {
			out = append(out, read[i].bounds(true)...)
		}
	}
	var rec struct{ Parameters json.RawMessage }
	if r.Record == nil || json.Unmarshal(r.Record, &rec) != nil {
		return out
	}
	cells, err := rule.Flatten(rec.Parameters)
	if err != nil {
		return out
	}
	for _, c := range cells {
		if v, err := formula.ParseValue(formula.Ratio, c.Text); err == nil && v.Rat != nil && strings.ContainsAny(c.Text, "%‰") {
			out = append(out, v.Rat)
		}
	}
	return out
}

// result is the last part that says what something comes to.
func result(read []chain) *chain {
	for i := len(read) - 1; i >= 0; i-- {
		if c := &read[i]; slices.Contains(c.rels, "=") || slices.Contains(c.rels, "→") {
			return c
		}
	}
	return nil
}

// values are the numbers of a decision and of what its row expects.
func values(r Result) ([]*big.Rat, error) {
	var rec struct {
		Parameters, Facts, Answer json.RawMessage
		Steps                     []rule.Step
	}
	if err := json.Unmarshal(r.Record, &rec); err != nil {
		return nil, err
	}
	texts := append(StepCells(rec.Steps), append(r.Case.Want, r.Case.Steps...)...)
	for _, raw := range []json.RawMessage{rec.Parameters, rec.Facts, rec.Answer} {
		cells, err := rule.Flatten(raw)
		if err != nil {
			return nil, err
		}
		texts = append(texts, cells...)
	}
	var out []*big.Rat
	for _, c := range texts {
		for _, kind := range []formula.Kind{formula.Ratio, formula.Number, formula.Month} {
			if v, err := formula.ParseValue(kind, c.Text); err == nil && v.Rat != nil {
				out = append(out, v.Rat)
				break
			}
		}
	}
	return out, nil
}

// met reports that one of the numbers of a part is among those there: itself, a hundred times or a hundredth of it, as per
// cents are written, or rounded to a fen or to a whole.
func met(c chain, there []*big.Rat) bool {
	hundred := big.NewRat(100, 1)
	for _, v := range c.values {
		for _, x := range there {
			for _, y := range []*big.Rat{x, new(big.Rat).Mul(x, hundred), new(big.Rat).Quo(x, hundred)} {
				if v.low.Cmp(y) == 0 || v.low.Cmp(y) < 0 && y.Cmp(v.high) < 0 {
					return true
				}
			}
			if v.low.IsInt() {
				continue
			}
			off := new(big.Rat).Sub(v.low, x)
			if off.Abs(off).Cmp(big.NewRat(1, 100)) < 0 || x.IsInt() && off.Cmp(big.NewRat(1, 1)) < 0 {
				return true
			}
		}
	}
	return false
}
