package rule

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// dial is one number of a case that is run through its values, in whole steps of its own: a fen, one of a
// count, a month, the last decimal of a rate.
type dial struct {
	part   Part
	given  int
	item   int
	path   string
	label  Text
	kind   formula.Kind
	places int       // decimals of a step, of a rate those of its percentage
	step   exact.Rat // what a step is worth
	sign   string    // behind a rate: %, ‰ or ×
	typ    reflect.Type
	base   int64 // what it is, in steps
	low    int64 // what it may be by its type and tag
	high   int64
}

// farSteps is how far a number is run that nothing bounds: 2^53 of its steps, which an amount holds.
const farSteps = 1<<53 - 1

// minPlaces are the decimals of a rate's percentage that a step has at least. A figure has its own: things
// that are counted have none.
const minPlaces = 2

// dialAt makes a given of the case, or an item of one, ready to be run. ok is false where it is not a number, or was not given.
func (w *world) dialAt(k, item int, more ...string) (dial, bool) {
	g := &w.sch.given[k]
	d := dial{part: g.part, given: k, item: item, kind: g.typ.Kind, low: -farSteps, high: farSteps}
	value, ok := w.values[k][item].Fixed() // what stands outside its list was not given
	inner, _ := held(g.leaf.typ)
	if !ok || inner == reflect.TypeFor[unit.Share]() {
		return d, false
	}
	switch d.kind {
	case formula.Money:
		d.places = 2
	case formula.Ratio, formula.Number:
		if d.kind == formula.Ratio {
			d.places, d.sign = minPlaces, signOf(w.texts[k][item])
		}
		for _, text := range append(more, w.texts[k][item]) {
			d.places = max(d.places, d.placesIn(text))
		}
	case formula.Month:
		d.low, d.high = unit.FirstYear*12, unit.LastYear*12+11
	default:
		d.fit(inner)
	}
	d.typ = inner
	d.step = stepOf(d.places + shiftOf(d.sign))
	if d.base, ok = value.Quo(d.step).Int64(); !ok {
		return d, false
	}
	limit := w.sch.limitOf(g)
	if low, ok := d.within(limit.low, 1); ok {
		d.low = max(d.low, low)
	}
	if high, ok := d.within(limit.high, -1); ok {
		d.high = min(d.high, high)
	}
	return d, true
}

// within is the first step that lies within an end of a range, upwards of it, or with −1 downwards; false where there is no such end, or it is
// too far to be run to.
func (d *dial) within(end bound1, way int64) (x int64, ok bool) {
	if end.v == nil {
		return x, false
	}
	n := exact.Of(end.v).Quo(d.step).Mul(exact.Int(-way))
	at := n.Floor()
	if end.open && n.IsInt() {
		at = at.Sub(exact.Int(1))
	}
	x, ok = at.Int64()
	return -way * x, ok
}

// named adds the words of a dial.
func (d *dial) named(s *scheme) {
	d.path = s.pathOf(d.given, d.item)
	d.label = s.labelIn(d.part, d.path)
}

// fit keeps a count within its Go type.
func (d *dial) fit(t reflect.Type) {
	switch t.Kind() {
	case reflect.Int8, reflect.Int16, reflect.Int32:
		bits := t.Bits()
		d.low, d.high = -1<<(bits-1), 1<<(bits-1)-1
	case reflect.Uint8, reflect.Uint16, reflect.Uint32:
		d.low, d.high = 0, 1<<t.Bits()-1
	case reflect.Uint, reflect.Uint64:
		d.low = 0
	}
}

// ratePlaces is how many decimals a rate holds as a multiple.
const ratePlaces = 9

// placesIn is how many decimals a number has that is written as it may be, in the dial's own writing and no more than that holds: 0.35 is 35%,
// and 0.9975‰ has four however it is written.
func (d *dial) placesIn(text string) int {
	if d.kind != formula.Ratio {
		return placesOf(text)
	}
	written := 0 // as a bare multiple
	for _, sign := range []string{"%", "‰"} {
		if strings.HasSuffix(text, sign) {
			written = shiftOf(sign)
		}
	}
	return min(placesOf(text)+written, ratePlaces) - shiftOf(d.sign)
}

func stepOf(places int) exact.Rat {
	n := int64(1)
	for range places {
		n *= 10
	}
	return exact.Frac(1, n)
}

func placesOf(text string) int {
	_, after, _ := strings.Cut(text, ".")
	n := 0
	for n < len(after) && after[n] >= '0' && after[n] <= '9' {
		n++
	}
	return min(n, 9)
}

// text writes a value of so many steps as the field does: a figure with the decimals of the steps, which it keeps.
func (d *dial) text(x int64) string {
	if d.kind == formula.Month {
		return numberText(formula.Month, exact.Int(x))
	}
	if d.kind == formula.Money && d.typ != reflect.TypeFor[unit.Money]() { // before rounding: none that say nothing
		return numeral(d.typ, exact.Int(x).Mul(d.step), "")
	}
	text := strconv.FormatInt(max(x, -x), 10)
	text = strings.Repeat("0", max(d.places+1-len(text), 0)) + text
	if d.places > 0 {
		point := len(text) - d.places
		text = text[:point] + "." + text[point:]
	}
	if d.kind == formula.Ratio { // which keeps none that say nothing
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	if x < 0 {
		text = "-" + text
	}
	return text + d.sign
}

// running is the dial's value over points t, at which it is first + by·t steps.
func (d *dial) running(first, by int64) course.Value {
	return course.Running(exact.Int(first).Mul(d.step), exact.Int(by).Mul(d.step))
}

// settable leads to a field by its path; not valid where something lies between that is no plain struct or list.
func settable(root reflect.Value, path string) reflect.Value {
	v := root
	for path != "" {
		name, rest, _ := strings.Cut(path, ".")
		name, index, inList := strings.Cut(name, "[")
		if v.Kind() != reflect.Struct {
			return reflect.Value{}
		}
		fd := fieldNamed(v.Type(), name)
		if fd == nil {
			return reflect.Value{}
		}
		if v = v.FieldByIndex(fd.index); inList { // no rule has embedded pointers
			n, _ := number(strings.TrimSuffix(index, "]"))
			v = v.Index(n)
		}
		path = rest
	}
	return v.Addr()
}

// setter gives what sets the dial in a value of parameters or facts that is the caller's own.
func (d *dial) setter(root reflect.Value) func(x int64) error {
	if p := settable(root, d.path); p.IsValid() {
		if at, ok := p.Interface().(*unit.Money); ok {
			return func(x int64) (err error) { *at, err = unit.MoneyFromFen(x); return err }
		}
		switch v := p.Elem(); { // steps of what is no count are not what Go counts
		case d.kind == formula.Count && v.CanInt():
			return func(x int64) error {
				if v.OverflowInt(x) {
					return tooLarge(x)
				}
				v.SetInt(x)
				return nil
			}
		case d.kind == formula.Count && v.CanUint():
			return func(x int64) error {
				if x < 0 || v.OverflowUint(uint64(x)) {
					return tooLarge(x)
				}
				v.SetUint(uint64(x))
				return nil
			}
		}
	}
	return func(x int64) error { return d.write(root, d.text(x)) }
}

// tooLarge is a count that the field's type does not hold.
func tooLarge(x int64) error {
	return Errors{{Code: Range, Value: strconv.FormatInt(x, 10), Reason: Text{ZH: "超出此项可取的范围", EN: "beyond what the field can hold"}}}
}

// write puts a text into the field, where it reads one, else into the JSON of the whole.
func (d *dial) write(root reflect.Value, text string) error {
	if p := settable(root, d.path); p.IsValid() {
		if b, ok := p.Interface().(*bool); ok {
			*b = text == "true"
			return nil
		}
		if u, ok := p.Interface().(interface{ UnmarshalText([]byte) error }); ok {
			return u.UnmarshalText([]byte(text))
		}
	}
	node, err := treeOf(root.Addr().Interface())
	if err == nil {
		node, err = replaced(node, d.path, text)
	}
	if err == nil {
		err = decode(node, root)
	}
	return err
}

// replaced puts another leaf where one stands, in place.
func replaced(node any, path, leaf string) (any, error) {
	if path == "" {
		if _, quoted := node.(string); !quoted {
			return tree.Parse([]byte(leaf))
		}
		return leaf, nil
	}
	name, rest, _ := strings.Cut(path, ".")
	name, index, inList := strings.Cut(name, "[")
	o, _ := node.(tree.Object)
	for i := range o {
		if o[i].Name != name {
			continue
		}
		at := &o[i].Value
		if inList {
			n, _ := number(strings.TrimSuffix(index, "]"))
			items, _ := (*at).([]any)
			if n >= len(items) {
				break
			}
			at = &items[n]
		}
		var err error
		*at, err = replaced(*at, rest, leaf)
		return node, err
	}
	return nil, Errors{{Code: UnknownField, Field: path, Reason: whyUnknown}}
}

// by says how far a value is from what it is, with its sign: +18, −3.40.
func (d *dial) by(x int64) string {
	n := x - d.base
	sign := "+"
	if n < 0 {
		sign, n = "-", -n
	}
	if d.kind == formula.Month {
		return sign + strconv.FormatInt(n, 10)
	}
	return sign + d.text(n)
}

// whole is so many whole units, in steps.
func (d *dial) whole(n int64) int64 {
	steps, _ := exact.Int(n).Quo(d.step).Int64()
	return steps
}

// unitText is a step as the field writes it: 0.01, 1, 0.01%.
func (d *dial) unitText() string {
	if d.kind == formula.Month {
		return "1"
	}
	return d.text(1)
}

// perUnit turns a slope for each step into one for each whole unit of the field: a yuan, one of a count,
// a month, 1 as a ratio.
func (d *dial) perUnit(slope exact.Rat) exact.Rat { return slope.Quo(d.step) }

// exactText writes a number that need not be a whole number of steps: a decimal or a fraction.
func exactText(v exact.Rat) string {
	r := v.Big()
	if places, ends := r.FloatPrec(); ends && places <= 12 {
		return r.FloatString(places)
	}
	return r.RatString()
}
