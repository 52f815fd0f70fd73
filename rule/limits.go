package rule

import (
	"encoding"
	"fmt"
	"math/big"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// limit is what a field's tags say of it, and what its type says: a choice must be one.
type limit struct {
	path     string
	index    []int
	typ      reflect.Type
	optional bool
	given    bool // held by a Given
	low      bound1
	high     bound1
	ranged   bool
	oneof    []string
	initial  string  // the text of a default, "" for none
	below    []limit // of a struct, or of the items of a list
}

// bound1 is one end of a range.
type bound1 struct {
	text string // "" for an open end
	v    *big.Rat
	open bool // the end itself is outside
}

// kindOf is what formulas take a type for.
func kindOf(t reflect.Type) formula.Kind {
	t, _ = held(t)
	switch t {
	case reflect.TypeFor[unit.Money](), reflect.TypeFor[unit.Exact]():
		return formula.Money
	case reflect.TypeFor[unit.Rate](), reflect.TypeFor[unit.ExactRate](), reflect.TypeFor[unit.Share]():
		return formula.Ratio
	case reflect.TypeFor[unit.Month]():
		return formula.Month
	case reflect.TypeFor[unit.Rounding]():
		return formula.Rounding
	}
	if n, ok := reflect.Zero(t).Interface().(interface{ FormulaKind() formula.Kind }); ok {
		return n.FormulaKind()
	}
	switch {
	case t.Implements(reflect.TypeFor[chosen]()):
		return formula.Choice
	case t.Implements(reflect.TypeFor[interface{ Rat() *big.Rat }]()):
		return formula.Number
	case writesItself(t):
		return formula.Text
	}
	switch t.Kind() {
	case reflect.Bool:
		return formula.Flag
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return formula.Count
	}
	return formula.Text
}

// limitsOf reads the tags of a struct's fields.
func limitsOf(f *Errors, path string, t reflect.Type, policy bool) []limit {
	var out []limit
	for _, fd := range fieldsOf(t) {
		at := tree.Join(path, fd.name)
		l := limit{path: fd.name, index: fd.index, typ: fd.typ, optional: fd.optional}
		inner, given := held(fd.typ)
		l.optional, l.given = l.optional || given, given
		l.readRange(f, at, fd.tag.Get("range"), inner)
		l.oneof = strings.Fields(fd.tag.Get("oneof"))
		if l.initial = fd.tag.Get("default"); l.initial != "" {
			l.vetDefault(f, at, inner, policy)
		}
		switch {
		case readsItself(inner):
		case inner.Kind() == reflect.Struct:
			l.below = limitsOf(f, at, inner, policy && !given)
		case inner.Kind() == reflect.Slice && inner.Elem().Kind() == reflect.Struct && !readsItself(inner.Elem()):
			l.below = limitsOf(f, at+"[]", inner.Elem(), policy)
		}
		out = append(out, l)
	}
	return out
}

// vetDefault reads a default, which must be a value that the parameter may have.
func (l *limit) vetDefault(f *Errors, at string, t reflect.Type, policy bool) {
	v := reflect.New(t).Elem()
	if err := setText(v, l.initial); err != nil {
		f.Add(NotWhole, at, l.initial, wrapped("", err)[0].Reason)
		return
	}
	if !policy {
		f.Add(NotWhole, at, l.initial, Text{ZH: "default标签只用于参数：信息没有默认值", EN: "a default tag is for parameters: facts have no defaults"})
		return
	}
	var bad Errors
	if l.checkLeaf(&bad, at, v, true); len(bad) > 0 {
		f.Add(NotWhole, at, l.initial, bad[0].Reason)
	}
}

func (l *limit) readRange(f *Errors, at, tag string, t reflect.Type) {
	if tag == "" {
		return
	}
	low, high, ok := strings.Cut(strings.Trim(tag, "[]()"), ",")
	ok = ok && strings.ContainsRune("[(", rune(tag[0])) && strings.ContainsRune("])", rune(tag[len(tag)-1]))
	kind := kindOf(t)
	if t.Kind() == reflect.Slice && !readsItself(t) {
		kind = formula.Count
	}
	end := func(text string, open bool) bound1 {
		b := bound1{text: strings.TrimSpace(text), open: open}
		if b.text != "" {
			v, err := formula.ParseValue(kind, b.text)
			b.v, ok = v.Rat, ok && err == nil && v.Rat != nil
		}
		return b
	}
	switch from, to := end(low, tag[0] == '('), end(high, tag[len(tag)-1] == ')'); {
	case !ok, from.v == nil && to.v == nil, from.v != nil && to.v != nil && !(to.holds(from.v, -1) && from.holds(to.v, 1)): // all would be in it, or nothing
		f.Add(NotWhole, at, tag, Text{ZH: "range标签应形如 [0,100%] 或 (0,)", EN: "a range tag is written like [0,100%] or (0,)"})
	default:
		l.low, l.high, l.ranged = from, to, true
	}
}

func (b bound1) holds(v *big.Rat, sign int) bool {
	if b.v == nil {
		return true
	}
	c := v.Cmp(b.v) * sign
	return c > 0 || c == 0 && !b.open
}

// describe says the range in both languages.
func (l *limit) describe() Text {
	if l.high.v == nil && l.low.text == "0" {
		if l.low.open {
			return positive
		}
		return notNegative
	}
	var zh, en []string
	if l.low.v != nil {
		z, e := "不小于", "at least "
		if l.low.open {
			z, e = "大于", "above "
		}
		zh, en = append(zh, z+l.low.text), append(en, e+l.low.text)
	}
	if l.high.v != nil {
		z, e := "不大于", "at most "
		if l.high.open {
			z, e = "小于", "below "
		}
		zh, en = append(zh, z+l.high.text), append(en, e+l.high.text)
	}
	what := Text{ZH: "应", EN: "must be "}
	if l.typ.Kind() == reflect.Slice {
		what = Text{ZH: "项数应", EN: "the number of items must be "}
	}
	return Text{ZH: what.ZH + strings.Join(zh, "、"), EN: what.EN + strings.Join(en, " and ")}
}

func checkLimits(f *Errors, path string, limits []limit, v reflect.Value) {
	for i := range limits {
		l := &limits[i]
		field, err := v.FieldByIndexErr(l.index)
		if err != nil {
			continue
		}
		l.check(f, tree.Join(path, l.path), field)
	}
}

func (l *limit) check(f *Errors, at string, v reflect.Value) {
	if l.given {
		x := v.Interface().(holder).given()
		if x == nil {
			return
		}
		v = reflect.ValueOf(x)
	} else if l.optional && v.IsZero() {
		return
	}
	switch {
	case v.Kind() == reflect.Slice && !readsItself(v.Type()):
		if !l.within(big.NewRat(int64(v.Len()), 1)) {
			f.Add(Range, at, strconv.Itoa(v.Len()), l.describe())
			return
		}
		if l.below != nil {
			for i := range v.Len() {
				checkLimits(f, at+"["+strconv.Itoa(i)+"]", l.below, v.Index(i))
			}
		}
		return
	case l.below != nil:
		checkLimits(f, at, l.below, v)
		return
	}
	l.checkLeaf(f, at, v, l.given)
}

// checkLeaf looks at one value; given says that a zero one was given and not left out.
func (l *limit) checkLeaf(f *Errors, at string, v reflect.Value, given bool) {
	switch x := v.Interface().(type) {
	case chosen:
		if v.IsZero() {
			f.Add(Missing, at, "", x.Choices().among(whyMissing))
			return
		}
		if !x.IsValid() {
			f.Add(Invalid, at, fmt.Sprint(v.Uint()), x.Choices().among(whyChoice))
			return
		}
	case unit.Month:
		if x.IsZero() {
			f.Missing(at)
			return
		}
	case unit.Rounding:
		if !x.IsSet() {
			if v.IsZero() {
				f.Missing(at)
			} else {
				f.Add(Invalid, at, fmt.Sprint(v.Interface()), Text{ZH: "不是取整方式，如 up/yuan", EN: "not a rounding such as up/yuan"})
			}
			return
		}
	}
	text := textOf(v)
	if len(l.oneof) > 0 && !slices.Contains(l.oneof, text) {
		f.Add(Invalid, at, text, Text{ZH: "只能是" + strings.Join(l.oneof, "、"), EN: "must be " + strings.Join(l.oneof, ", ")})
		return
	}
	if !l.ranged {
		return
	}
	kind := kindOf(v.Type()) // of numbers, or it could have no range
	n, err := formula.ParseValue(kind, text)
	if err != nil {
		f.Add(Invalid, at, text, Invalid.Text())
		return
	}
	if l.within(n.Rat) {
		return
	}
	why := l.describe()
	// What a field left out of a Go struct looks like is called that, where zero is no value it
	// may have.
	if !given && v.IsZero() && n.Rat.Sign() == 0 && (kind == formula.Money || kind == formula.Ratio) {
		f.Add(Missing, at, "", Text{ZH: "未提供，或为零：" + why.ZH, EN: "not given, or zero: " + why.EN})
		return
	}
	f.Add(Range, at, text, why)
}

func (l *limit) within(v *big.Rat) bool {
	return l.low.holds(v, 1) && l.high.holds(v, -1)
}

// textOf is a leaf as its JSON has it, without quotes.
func textOf(v reflect.Value) string {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		if text, err := m.MarshalText(); err == nil {
			return string(text)
		}
	}
	return fmt.Sprint(v.Interface())
}

func fillDefaults(limits []limit, v reflect.Value) {
	for i := range limits {
		l := &limits[i]
		field, err := v.FieldByIndexErr(l.index)
		switch {
		case err != nil:
		case l.initial != "" && field.IsZero():
			_ = setText(field, l.initial) // which limitsOf has read
		case field.Kind() == reflect.Struct && !l.given:
			fillDefaults(l.below, field)
		case field.Kind() == reflect.Slice:
			for k := range field.Len() {
				fillDefaults(l.below, field.Index(k))
			}
		}
	}
}

// setText reads a text into a leaf.
func setText(v reflect.Value, text string) error {
	if u, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	if v.Kind() == reflect.String {
		if !utf8.ValidString(text) {
			return Errors{{Code: Syntax, Value: clip(text), Reason: whyNotUTF8}}
		}
		v.SetString(text)
		return nil
	}
	return Unmarshal([]byte(text), v.Addr().Interface())
}
