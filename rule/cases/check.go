package cases

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// Result 核对结果 is what became of one row.
type Result struct {
	Case Case
	// Problems lists what does not hold, in both languages; empty if the row passes.
	Problems []rule.Text
	// Record is the decision as the rule gives it; nil where it refuses the case.
	Record json.RawMessage
	// Refusal is why it does.
	Refusal rule.Errors
}

// Check 逐行核对 computes each row of a table by a rule of a catalog, and says of each what is
// otherwise than the row expects. Values are compared, not their texts: 1000 stands for
// 1000.00, TRUE or 是 for true, and the label of a choice for its code.
//
// An error is of the table as a whole ([Read]) or that the catalog has no such rule
// ([rule.UnknownRule]); a row that cannot be read (it expects nothing), or not be computed, is a result with its problem.
func Check(c rule.Catalog, id string, table io.Reader) ([]Result, error) {
	r, ok := c.Lookup(id)
	if !ok { // said first: which rule it is does not hang on the table
		_, err := c.Eval(id, nil, nil) // names the rule as the catalog does
		return nil, err
	}
	list, err := read(table)
	if err != nil {
		return nil, err
	}
	info := r.Info()
	out := make([]Result, len(list))
	for i, one := range list {
		if out[i].Case = one.Case; len(one.wrong) == 0 {
			out[i] = one.check(c, info)
		}
		for _, w := range one.wrong {
			out[i].Problems = append(out[i].Problems, rule.Text{ZH: w.In(rule.Chinese), EN: w.In(rule.English)})
		}
	}
	return out, nil
}

func (c Case) check(catalog rule.Catalog, info rule.Info) Result {
	res := Result{Case: c}
	record, err := catalog.ExplainCells(info.ID, c.Parameters, c.Facts)
	res.Record, res.Refusal = record, rule.Faults(err)
	if p, over := c.Refusal(err); over {
		if p != (rule.Text{}) {
			res.Problems = []rule.Text{p}
		}
		return res
	}
	var d struct {
		Answer json.RawMessage
		Steps  []rule.Step
	}
	err = json.Unmarshal(record, &d)
	var answer rule.Cells
	if err == nil {
		answer, err = rule.Flatten(d.Answer)
	}
	if err != nil {
		res.Problems = []rule.Text{{ZH: "记录无法读取：" + err.Error(), EN: "the record cannot be read: " + err.Error()}}
		return res
	}
	res.Problems = c.Differences(info, answer, d.Steps)
	return res
}

// Refusal holds what a case expects against whether it was refused. The case is over where
// an error was expected, or came: then problem is what does not hold, or the zero Text. A case that names no field stands for
// one error alone: where there are more, it does not say which it means.
func (c Case) Refusal(err error) (problem rule.Text, over bool) {
	switch {
	case c.Code == "" && err == nil:
		return rule.Text{}, false
	case c.Code == "":
		f := rule.Faults(err)
		return rule.Text{ZH: "规则不予计算：" + lines(f, rule.Chinese), EN: "the rule refuses the case: " + lines(f, rule.English)}, true
	case err == nil:
		return rule.Text{ZH: "没有错误，表中应为代码 " + c.Code, EN: "no error, want code " + c.Code}, true
	}
	at := rule.Text{}
	if c.Field != "" {
		at = rule.Text{ZH: "，字段 " + c.Field, EN: " at " + c.Field}
	}
	faults := rule.Faults(err)
	var codes, places []string
	for _, f := range faults {
		code, place := string(f.Code), "代码 "+string(f.Code)
		if f.Field != "" {
			code, place = code+" at "+f.Field, place+"，字段 "+f.Field
		}
		codes, places = append(codes, code), append(places, place)
	}
	for _, f := range faults {
		if string(f.Code) == c.Code && (c.Field == "" || f.Field == c.Field) {
			if f.Reason.ZH == "" || f.Reason.EN == "" {
				return rule.Text{ZH: "错误只有一种语言：" + f.In(rule.Chinese), EN: "the error lacks a language: " + f.In(rule.Chinese) + " / " + f.In(rule.English)}, true
			}
			if c.Field == "" && len(faults) > 1 {
				return rule.Text{
					ZH: fmt.Sprintf("有%d处错误（%s），表中只写了%s：请在want.error.field写明是哪一处", len(faults), strings.Join(places, "；"), c.Code),
					EN: fmt.Sprintf("there are %d errors (%s) and the row names %s alone: say in want.error.field which it means", len(faults), strings.Join(codes, ", "), c.Code),
				}, true
			}
			return rule.Text{}, true
		}
	}
	return rule.Text{
		ZH: fmt.Sprintf("错误为“%s”（%s），表中应为代码 %s%s", lines(faults, rule.Chinese), strings.Join(places, "；"), c.Code, at.ZH),
		EN: fmt.Sprintf("error %q (%s), want code %s%s", err, strings.Join(codes, ", "), c.Code, at.EN),
	}, true
}

func lines(f rule.Errors, l rule.Language) string {
	all := make([]string, len(f))
	for i := range f {
		all[i] = f[i].In(l)
	}
	return strings.Join(all, rule.Text{ZH: "；", EN: "; "}.In(l))
}

// Differences holds the expected fields and steps of a case against an answer, as
// [rule.Flatten] gives it, and the steps of its decision. info is that of the rule.
func (c Case) Differences(info rule.Info, answer rule.Cells, steps []rule.Step) []rule.Text {
	k := kinds{info: info}
	problems := k.compare("want.", c.Want, answer, k.answer, k.code)
	return append(problems, k.compare("step.", c.Steps, StepCells(steps), k.step, func(_, text string) string { return text })...)
}

// kinds tells how values of a rule are compared.
type kinds struct{ info rule.Info }

// compared is the kind by which values of a field are compared: texts, where it has none.
func compared(code string) formula.Kind {
	if k := formula.ParseKind(code); k != 0 && k != formula.List {
		return k
	}
	return formula.Text
}

func (k kinds) answer(path string) formula.Kind {
	if f, ok := k.info.Answered(path); ok {
		if kind := compared(f.Kind); kind != formula.Text {
			return kind
		}
	}
	return formula.Number
}

// code gives the code of a label: a table may say 农村.
func (k kinds) code(path, text string) string {
	if f, ok := k.info.Answered(path); ok {
		for _, c := range f.Choices {
			if c.Label.ZH == text || c.Label.EN == text {
				return c.Code
			}
		}
	}
	return text
}

func (k kinds) step(path string) formula.Kind {
	if s, ok := k.info.Step(path); ok {
		return compared(s.Kind)
	}
	return formula.Text
}

// StepCells names steps as columns do, by their id, those of a list's items with the item's
// number: income[1].
func StepCells(steps []rule.Step) rule.Cells {
	out := make(rule.Cells, 0, len(steps))
	for _, s := range steps {
		path := s.ID
		if s.Item > 0 {
			path = fmt.Sprintf("%s[%d]", s.ID, s.Item)
		}
		out = append(out, rule.Cell{Path: path, Text: s.Value})
	}
	return out
}

// sameValue compares an expected cell with what came out, by value.
func sameValue(kind formula.Kind, want, got string) bool {
	if want == got {
		return true
	}
	if kind == formula.Flag {
		return flagOf(want) == got
	}
	a, err := formula.ParseValue(kind, want)
	b, err2 := formula.ParseValue(kind, got)
	return err == nil && err2 == nil && a.Rat != nil && b.Rat != nil && a.Rat.Cmp(b.Rat) == 0
}

// flagOf reads what a table has for a yes or no: true or false, or a text that is neither.
func flagOf(cell string) string {
	switch {
	case cell == "是" || strings.EqualFold(cell, "true"):
		return "true"
	case cell == "否" || strings.EqualFold(cell, "false"):
		return "false"
	}
	return ""
}

// compare holds expected cells against what came out. codeOf gives the codes of the words
// of choices, which a table may use for them.
func (k kinds) compare(prefix string, want, got rule.Cells, kindOf func(path string) formula.Kind, codeOf func(path, label string) string) []rule.Text {
	var problems []rule.Text
	text := func(path string) (string, bool) {
		i := slices.IndexFunc(got, func(g rule.Cell) bool { return g.Path == path })
		if i < 0 {
			return "", false
		}
		return got[i].Text, true
	}
	for _, w := range want {
		at, said := prefix+w.Path, oneLine(w.Text)
		kind := kindOf(w.Path)
		came, ok := text(w.Path)
		note := rule.Text{}
		if part, has := text(w.Path + ".part"); !ok && has { // a share, written as one text
			if whole, has := text(w.Path + ".whole"); has {
				kind, came, ok = formula.Ratio, part+"/"+whole, true
				note = rule.Text{ZH: "（写作分子/分母，或与之恰好相等的百分数）", EN: " (write the counts, or a percentage that is exactly theirs)"}
			}
		}
		shown := rule.Text{ZH: came, EN: came}
		if kind == formula.Flag {
			shown.ZH = rule.Field{Kind: kind.String()}.Word(came, rule.Chinese)
			if flagOf(w.Text) == "" {
				note = rule.Text{ZH: "（请填是或否，或true、false）", EN: " (write true or false)"}
			}
		}
		switch {
		case !ok:
			problems = append(problems, rule.Text{
				ZH: fmt.Sprintf("%s：结论中没有此项，表中为 %s", at, said), EN: fmt.Sprintf("%s: not in the answer, want %s", at, said)})
		case !sameValue(kind, codeOf(w.Path, w.Text), came):
			problems = append(problems, rule.Text{
				ZH: fmt.Sprintf("%s：重算为 %s，表中为 %s%s", at, shown.ZH, said, note.ZH), EN: fmt.Sprintf("%s: %s, want %s%s", at, shown.EN, said, note.EN)})
		}
	}
	return problems
}
