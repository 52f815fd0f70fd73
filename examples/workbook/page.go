package main

import (
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/workbook/live"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// layout says where the cells of a decision stand.
type layout interface {
	// given is the cells of an input: what is typed, its denominator where it has one, the whole number that they give.
	given(in input) (c, d, exact string)
	// step is the cells of a step's numerator and denominator.
	step(owner string) (n, d string)
	// helper is a further cell of an owner.
	helper(owner string) string
	// set writes a formula into a cell.
	set(cell, formula string)
}

// told is a step, at an item or outside lists, as the workbook tells it.
type told struct {
	at       int // in Info.Steps
	item     int
	value    live.Value // as it stands in its cells
	n, d     string     // the cells; d is "" where the denominator is a literal
	recorded *formula.Value
	text     string // the value as recorded
	why      *live.NotLive
}

func owner(id string, item int) string { return id + "/" + strconv.Itoa(item) }

// page writes the formulas of one decision into the cells of a layout.
type page struct {
	*schema
	layout
	rec    record
	items  map[string]int
	inputs []input
	known  map[string]live.Value
	blank  map[string]string // of optional inputs, the cell that is typed
	made   map[string]string // helper cells by owner and formula
	now    string            // the step that is being written
	same   string            // the condition that no input was changed
}

func newPage(s *schema, l layout, r record) *page {
	p := &page{schema: s, layout: l, rec: r, items: s.itemsOf(r), known: map[string]live.Value{}, blank: map[string]string{}, made: map[string]string{}}
	p.inputs = s.inputsOf(p.items)
	return p
}

// write writes the exact cells of all inputs and steps.
func (p *page) write() []told {
	for _, in := range p.inputs {
		c, d, exact := p.given(in)
		p.set(exact, in.exactly(c, d))
		p.known[in.key()] = live.Given(in.kind, exact, d, !in.field.Optional || in.zero, in.nonneg())
		p.blank[in.key()] = c
	}
	recorded := map[string]step{}
	for _, st := range p.rec.Steps {
		recorded[owner(st.ID, st.Item)] = st
	}
	var out []told
	for k, st := range p.info.Steps {
		from, to := 0, 0
		if st.List != "" {
			from, to = 1, p.items[st.List]
		}
		for item := from; item <= to; item++ {
			out = append(out, p.tell(k, item, recorded))
		}
	}
	return out
}

func (p *page) tell(k, item int, recorded map[string]step) told {
	st := &p.info.Steps[k]
	kind := kindNamed(st.Kind)
	t := told{at: k, item: item}
	if r, ok := recorded[owner(st.ID, item)]; ok {
		t.text = r.Value
		if v, err := formula.ParseValue(kind, r.Value); err == nil {
			t.recorded = &v
		}
	}
	p.now = owner(st.ID, item)
	v, err := live.Translate(p.formulas[k], p, item)
	if err != nil {
		why, ok := err.(*live.NotLive)
		if !ok {
			why = &live.NotLive{Reason: rule.Text{ZH: err.Error(), EN: err.Error()}}
		}
		t.why = why
		v = p.still(t.recorded, kind)
	}
	v.Kind = kind // a sum of nothing is a number as well as an amount
	n, d := v.Cells()
	cellN, cellD := p.step(p.now)
	p.set(cellN, n)
	t.n = cellN
	if d != "" {
		p.set(cellD, d)
		t.d = cellD
	}
	t.value = v.Placed(cellN, cellD)
	p.known[p.now] = t.value
	return t
}

// still is a recorded value for as long as no input is another than recorded: what is computed from it would be wrong
// after that.
func (p *page) still(recorded *formula.Value, kind formula.Kind) live.Value {
	if recorded == nil {
		return live.Given(kind, "NA()", "", false, false)
	}
	v := live.Exactly(*recorded)
	if v.Large() {
		return v.Placed("SQRT(-1)", "")
	}
	return v.Placed("IF("+p.unchanged()+","+v.N()+",SQRT(-1))", "")
}

// unchanged is the condition that every input is as recorded, in cells of the step that needs it first.
func (p *page) unchanged() string {
	if p.same != "" {
		return p.same
	}
	var all []string
	for _, in := range p.inputs {
		c := p.blank[in.key()]
		node, there := valueOf(p.rec, in)
		v, err := formula.ParseValue(in.kind, plain(node))
		switch {
		case !there || err != nil:
			all = append(all, "ISBLANK("+c+")")
		default:
			if !v.Kind.IsOrdered() && v.Kind != formula.Flag {
				v.Text = harmless(v.Text)
			}
			all = append(all, p.known[in.key()].Is(v))
		}
	}
	for len(all) > 1 {
		var next []string
		for i := 0; i < len(all); i += 20 {
			next = append(next, p.Put("IFERROR(AND("+strings.Join(all[i:min(i+20, len(all))], ",")+"),FALSE())"))
		}
		all = next
	}
	if len(all) == 0 {
		all = []string{"TRUE()"}
	}
	p.same = all[0]
	return p.same
}

// Value implements [live.Sheet].
func (p *page) Value(name string, item int) (live.Value, bool) {
	for _, at := range []int{item, 0} {
		if v, ok := p.known[owner(name, at)]; ok {
			return v, true
		}
	}
	return live.Value{}, false
}

// Present implements [live.Sheet].
func (p *page) Present(name string, item int) (string, bool) {
	for _, in := range p.schema.inputs {
		if in.name != name {
			continue
		}
		if in.list == "" {
			item = 0
		}
		c, ok := p.blank[owner(name, item)]
		if in.zero {
			return "TRUE()", ok
		}
		return "NOT(ISBLANK(" + c + "))", ok
	}
	return "", false
}

// List implements [live.Sheet].
func (p *page) List(name string) (string, int) {
	if _, ok := p.lists[name]; ok {
		return name, p.items[name]
	}
	for _, in := range p.schema.inputs {
		if in.name == name && in.list != "" {
			return in.list, p.items[in.list]
		}
	}
	for _, st := range p.info.Steps {
		if st.ID == name && st.List != "" {
			return st.List, p.items[st.List]
		}
	}
	return "", -1
}

// Put implements [live.Sheet]. What stands in a cell of the step already is not written twice.
func (p *page) Put(formula string) string {
	key := p.now + "\n" + formula
	if cell, ok := p.made[key]; ok {
		return cell
	}
	cell := p.helper(p.now)
	p.set(cell, formula)
	p.made[key] = cell
	return cell
}
