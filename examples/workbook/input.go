package main

import (
	"encoding/json"
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/workbook/live"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// input is a parameter or fact, at an item of its list or outside lists.
type input struct {
	field     rule.Field
	name      string // as formulas have it
	list      string // the list that it belongs to
	listLabel rule.Text
	rest      string // of the path, behind the list
	kind      formula.Kind
	item      int // from 1
	parameter bool
	zero      bool // left out it is its zero
}

func (in input) key() string { return in.name + "/" + strconv.Itoa(in.item) }

// fractional reports whether its denominator is a cell of its own.
func (in input) fractional() bool { return in.kind == formula.Ratio || in.kind == formula.Number }

// format is the number format of its cells. A year has no comma: what lies within years of four digits is taken for one.
func (in input) format(w words) string {
	low, high, _ := strings.Cut(strings.Trim(in.field.Range, "[]()"), ",")
	switch {
	case in.fractional():
		return "General"
	case in.kind == formula.Count && len(low) == 4 && len(high) == 4:
		return "0"
	}
	return formatOf(in.kind, w)
}

// label is the field's own, an item's with its number behind the list's: 成员1 月收入（元）, member 1 income a month (yuan).
func (in input) label(l rule.Language) string {
	return itemLabel(in.field.Label.In(l), in.listLabel.In(l), in.item, l)
}

// schema is what is known of a rule beforehand.
type schema struct {
	info     rule.Info
	inputs   []input         // of lists the first item's
	lists    map[string]bool // by name, whether it is of parameters
	formulas []*formula.Formula
	labels   map[string]rule.Text
	codes    map[string]rule.Text
	choices  map[string][]rule.Choice
}

func schemaOf(r rule.Any) (*schema, error) {
	info := r.Info()
	s := &schema{info: info, lists: map[string]bool{}, labels: map[string]rule.Text{}, codes: map[string]rule.Text{}, choices: map[string][]rule.Choice{}}
	for part, fields := range [][]rule.Field{info.Parameters, info.Facts} {
		parameter := part == 0
		for _, f := range fields {
			list, rest, inList := strings.Cut(f.Path, "[]")
			if f.Kind == formula.List.String() {
				s.lists[list] = parameter
				s.labels[list] = f.Label
				if !inList || rest == "" {
					continue
				}
			}
			if strings.Contains(rest, "[]") {
				continue // a list within a list: formulas cannot name it
			}
			in := input{field: f, name: strings.ReplaceAll(f.Path, "[]", ""), rest: strings.TrimPrefix(rest, "."), kind: kindNamed(f.Kind), parameter: parameter}
			if inList {
				in.list, in.listLabel = list, s.labels[list]
			}
			s.inputs = append(s.inputs, in)
			s.labels[in.name] = f.Label
			s.learn(in.name, f.Choices)
		}
	}
	for _, st := range info.Steps {
		f, err := formula.Parse(st.Formula)
		if err != nil {
			return nil, err
		}
		s.formulas = append(s.formulas, f)
		s.labels[st.ID] = st.Label
	}
	for _, f := range info.Answer {
		s.learn(f.Step, f.Choices)
	}
	return s, nil
}

func (s *schema) learn(name string, choices []rule.Choice) {
	if len(choices) > 0 {
		s.choices[name] = choices
	}
	for _, c := range choices {
		s.codes[c.Code] = c.Label
	}
}

// findZeros tells the optional numbers and truth values that are zero when they are left out from those that are then
// not given: only the latter stand in a record when they are given as zero.
func (s *schema) findZeros(c rule.Catalog, records []record) {
	for i := range s.inputs {
		in := &s.inputs[i]
		if !in.field.Optional || !in.kind.IsNumeric() && in.kind != formula.Flag {
			continue
		}
		for _, r := range records {
			if in.list == "" || s.itemsOf(r)[in.list] > 0 {
				in.zero = leavesZeroOut(c, r, *in)
				break
			}
		}
	}
}

func leavesZeroOut(c rule.Catalog, r record, in input) bool {
	var nodes [2]any
	for i, node := range []any{r.Parameters, r.Facts} {
		raw, err := json.Marshal(node)
		if err != nil {
			return false
		}
		if nodes[i], err = tree(raw); err != nil {
			return false
		}
	}
	node := nodes[1]
	if in.parameter {
		node = nodes[0]
	}
	at, path := node, in.name
	if in.list != "" {
		items, _ := find(node, in.list)
		list, _ := items.([]any)
		if len(list) == 0 {
			return false
		}
		at, path = list[0], in.rest
	}
	if !put(at, path, zeroOf(in.kind)) {
		return false
	}
	p, err := json.Marshal(nodes[0])
	if err != nil {
		return false
	}
	f, err := json.Marshal(nodes[1])
	if err != nil {
		return false
	}
	written, err := c.Explain(r.Rule, p, f)
	if err != nil {
		return false
	}
	again, err := readRecord(written)
	if err != nil {
		return false
	}
	if in.list != "" {
		in.item = 1
	}
	_, there := valueOf(again, in)
	return !there
}

func zeroOf(k formula.Kind) any {
	switch k {
	case formula.Flag:
		return false
	case formula.Money:
		return "0.00"
	case formula.Ratio:
		return "0%"
	}
	return json.Number("0")
}

// put sets a leaf of a tree, making the objects on the way.
func put(node any, path string, leaf any) bool {
	object, ok := node.(map[string]any)
	if !ok {
		return false
	}
	name, rest, more := strings.Cut(path, ".")
	if !more {
		object[name] = leaf
		return true
	}
	if object[name] == nil {
		object[name] = map[string]any{}
	}
	return put(object[name], rest, leaf)
}

// inputsOf lists the inputs for so many items, those of an item together.
func (s *schema) inputsOf(items map[string]int) []input {
	var out []input
	for i := 0; i < len(s.inputs); i++ {
		in := s.inputs[i]
		if in.list == "" {
			out = append(out, in)
			continue
		}
		end := i
		for end < len(s.inputs) && s.inputs[end].list == in.list {
			end++
		}
		for k := 1; k <= items[in.list]; k++ {
			for _, each := range s.inputs[i:end] {
				each.item = k
				out = append(out, each)
			}
		}
		i = end - 1
	}
	return out
}

// itemsOf counts the items of each list of a record.
func (s *schema) itemsOf(r record) map[string]int {
	out := map[string]int{}
	for list, parameter := range s.lists {
		node := r.Facts
		if parameter {
			node = r.Parameters
		}
		items, _ := find(node, list)
		each, _ := items.([]any)
		out[list] = len(each)
	}
	return out
}

// valueOf finds an input in a record.
func valueOf(r record, in input) (any, bool) {
	node := r.Facts
	if in.parameter {
		node = r.Parameters
	}
	if in.item == 0 {
		return find(node, in.name)
	}
	items, _ := find(node, in.list)
	each, _ := items.([]any)
	if in.item > len(each) {
		return nil, false
	}
	return find(each[in.item-1], in.rest)
}

// cellOf is what stands in an input's cells: the value as it is written, and of a ratio or number its denominator.
func cellOf(in input, text string) (value any, d any, err error) {
	v, err := formula.ParseValue(in.kind, text)
	if err != nil {
		return nil, nil, err
	}
	switch {
	case in.kind == formula.Flag:
		return v.Flag, nil, nil
	case in.kind == formula.Month, !in.kind.IsNumeric():
		return harmless(text), nil, nil
	case in.fractional():
		n, d := asWritten(v)
		return number(n), number(d), nil
	case in.kind == formula.Money:
		return number(v.Rat), nil, nil
	}
	return number(v.Rat), nil, nil
}

// asWritten is a fraction as its text has it: 55 over 100 of 55%.
func asWritten(v formula.Value) (n, d *big.Rat) {
	d = big.NewRat(1, 1)
	ten, hundred := big.NewRat(10, 1), big.NewRat(100, 1)
	switch {
	case strings.HasSuffix(v.Text, "%"):
		d.Set(hundred)
	case strings.HasSuffix(v.Text, "‰"):
		d.Mul(hundred, ten)
	case strings.Contains(v.Text, "/"):
		_, under, _ := strings.Cut(v.Text, "/")
		if whole, ok := new(big.Int).SetString(under, 10); ok && whole.Sign() > 0 {
			d.SetInt(whole)
		}
	}
	n = new(big.Rat).Mul(v.Rat, d)
	for range 12 {
		if n.IsInt() {
			return n, d
		}
		n.Mul(n, ten)
		d = new(big.Rat).Mul(d, ten)
	}
	return new(big.Rat).SetInt(v.Rat.Num()), new(big.Rat).SetInt(v.Rat.Denom())
}

// number is a number for a cell, which shows it; what is computed with it is in whole numbers.
func number(r *big.Rat) any {
	if r.IsInt() && r.Num().IsInt64() {
		return r.Num().Int64()
	}
	f, _ := r.Float64()
	return f
}

// exactly is what the input's cells give: a whole number, an error value where they have none, #N/A where they are
// blank. c is the cell of the value, d that of its denominator.
func (in input) exactly(c, d string) string {
	blank := "NA()"
	whole, sound := "ROUND("+c+",0)", []string{}
	switch in.kind {
	case formula.Money:
		whole = "ROUND(" + c + "*100,0)"
		sound = append(sound, "ISNUMBER("+c+")", "ABS("+c+")<100000000000", "ABS("+c+"*100-"+whole+")<=0.000001+ABS("+c+")*0.0000000000001")
	case formula.Count, formula.Ratio, formula.Number:
		sound = append(sound, "ISNUMBER("+c+")", c+"="+whole, "ABS("+c+")<"+live.Limit)
		if d != "" {
			sound = append(sound, "ISNUMBER("+d+")", d+">0", d+"=ROUND("+d+",0)", d+"<"+live.Limit)
		}
	case formula.Month:
		whole = "VALUE(LEFT(" + c + ",4))*12+VALUE(RIGHT(" + c + ",2))-1"
		sound = append(sound, "ISTEXT("+c+")", "LEN("+c+")=7", "MID("+c+`,5,1)="-"`, "VALUE(RIGHT("+c+",2))>=1", "VALUE(RIGHT("+c+",2))<=12")
	case formula.Flag:
		whole = c
		sound = append(sound, "ISLOGICAL("+c+")")
	case formula.Choice:
		whole = c
		var any []string
		for _, choice := range in.field.Choices {
			any = append(any, "EXACT("+c+`,"`+choice.Code+`")`)
		}
		sound = append(sound, "OR("+strings.Join(any, ",")+")")
	default:
		whole = c
		sound = append(sound, "ISTEXT("+c+")")
	}
	sound = append(sound, in.within(whole, d)...)
	if in.zero {
		blank = "0"
		if in.kind == formula.Flag {
			blank = "FALSE()"
		}
	}
	return "IF(ISBLANK(" + c + ")," + blank + ",IF(AND(" + strings.Join(sound, ",") + ")," + whole + ",SQRT(-1)))"
}

// within holds a whole number against the range of the field, as the rule does.
func (in input) within(whole, d string) []string {
	bounds := in.field.Range
	if bounds == "" || !in.kind.IsOrdered() {
		return nil
	}
	low, high, _ := strings.Cut(strings.Trim(bounds, "[]()"), ",")
	var out []string
	hold := func(sign, text string) {
		v, err := formula.ParseValue(in.kind, text)
		if err != nil {
			return
		}
		p, q := live.Fraction(v)
		left := whole
		if q.Cmp(big.NewInt(1)) != 0 {
			left = q.String() + "*(" + whole + ")"
		}
		right := p.String()
		if d != "" && p.Sign() != 0 {
			right += "*" + d
		}
		cond := left + sign + right
		if in.zero {
			cond = "OR(" + whole + "=0," + cond + ")"
		}
		out = append(out, cond)
	}
	if low != "" {
		hold(map[byte]string{'[': ">=", '(': ">"}[bounds[0]], low)
	}
	if high != "" && (in.kind != formula.Count || len(high) < len(live.Limit)) { // a higher one than Limit says nothing more
		hold(map[byte]string{']': "<=", ')': "<"}[bounds[len(bounds)-1]], high)
	}
	return out
}

// nonneg reports whether the range leaves no negative value.
func (in input) nonneg() bool {
	low, _, _ := strings.Cut(strings.TrimLeft(in.field.Range, "[("), ",")
	return in.kind == formula.Month || in.field.Range != "" && low != "" && !strings.HasPrefix(low, "-")
}
