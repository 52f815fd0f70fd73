package rule

import (
	"encoding/json"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// caseRun is a case whose numbers are to run.
type caseRun struct {
	r  Any
	s  *scheme
	in reflect.Value // a pointer to the facts
	w  *world
	c  *courses

	on   *grounded
	left *course.Budget
	cost int // of asking the kernel
}

// pieces makes ready to follow a dial.
func (c *caseRun) pieces(d *dial) pieces {
	return pieces{sch: c.s, c: c.c, w: c.w, dial: d, ask: c.asker(d), left: c.left, on: c.on}
}

// askCost is what asking the kernel takes, in operators, beside one for each given; so many times that where parameters are
// completed anew.
const askCost, anewTimes = 20, 8

// spend takes what asking the kernel costs.
func (c *caseRun) spend(d *dial) bool {
	if d.part == OfParameters {
		return c.left.Spend(c.cost * anewTimes)
	}
	return c.left.Spend(c.cost)
}

// runOf looks at facts that a pointer leads to.
func runOf(r Any, in any) (*caseRun, error) {
	if err := r.Err(); err != nil {
		return nil, err
	}
	s := r.scheme()
	c, err := s.course()
	if err != nil {
		return nil, s.named("", err)
	}
	_, policy, err := r.asJSON()
	if err != nil {
		return nil, err
	}
	v := reflect.ValueOf(in)
	facts, err := treeOf(v.Elem().Interface())
	if err != nil {
		return nil, s.named(OfFacts, err)
	}
	run := &caseRun{r: r, s: s, in: v, w: s.world(policy, facts), c: c, left: course.NewBudget(), cost: askCost,
		on: &grounded{s, r.groundsAny(), map[comparison]string{}}}
	for k := range run.w.values {
		run.cost += len(run.w.values[k])
	}
	return run, nil
}

// apart is a pointer to a copy of what a pointer leads to, which shares nothing with it.
func apart(p reflect.Value) reflect.Value {
	out := reflect.New(p.Type().Elem())
	out.Elem().Set(p.Elem())
	detach(out.Elem(), false, 0)
	return out
}

// evaluator gives what answers the case with the dial at a value: a pointer to the answer, which the next call fills anew.
func (c *caseRun) evaluator(d *dial) func(x int64) (any, error) {
	out := reflect.New(c.s.answerType).Interface()
	leaf := &c.s.given[d.given].leaf
	if d.part == OfFacts {
		var own struct { // made where it is asked first
			in  any
			set func(int64) error
		}
		return func(x int64) (any, error) {
			if err := leaf.zero(d, x); err != nil {
				return nil, c.s.named(OfFacts, wrapped(d.path, err))
			}
			if own.set == nil {
				in := apart(c.in)
				own.in, own.set = in.Interface(), d.setter(in.Elem())
			}
			if err := own.set(x); err != nil {
				return nil, c.s.named(OfFacts, wrapped(d.path, err))
			}
			return out, c.r.evalInto(own.in, out)
		}
	}
	parameters, in := reflect.ValueOf(c.r.parametersAny()), c.in.Interface()
	return func(x int64) (any, error) {
		if err := leaf.zero(d, x); err != nil {
			return nil, c.s.named(OfParameters, wrapped(d.path, err))
		}
		p := apart(parameters)
		if err := d.setter(p.Elem())(x); err != nil {
			return nil, c.s.named(OfParameters, wrapped(d.path, err))
		}
		under := c.r.underAny(p.Interface())
		if err := under.Err(); err != nil {
			return nil, err
		}
		if err := c.same(d, x, under); err != nil {
			return nil, err
		}
		return out, under.evalInto(in, out)
	}
}

// zero refuses a zero where JSON does: of a field that may be left out, and is zero then, it would be taken for that.
func (l *leafType) zero(d *dial, x int64) error {
	if _, given := held(l.typ); x != 0 || given || !l.field.optional {
		return nil
	}
	if d.kind == formula.Ratio && d.sign != "%" { // 0‰ and 0× are not what a field left out is
		return nil
	}
	in := decoder{}
	var item any = d.text(x)
	if l.field.how == asWhole { // as it stands in JSON
		item = json.Number(d.text(x))
	}
	in.zero(l.field, item, reflect.Zero(l.typ))
	return in.f.Err()
}

// same tells of parameters that were completed by the rule whether they are still those that were asked for: zero may stand for a
// default, and a check may give one parameter by another.
func (c *caseRun) same(d *dial, x int64, under Any) error {
	_, policy, _ := under.asJSON() // where it is not written nothing of it is the same
	now := c.s.world(policy, nil)
	for k := range now.values {
		if c.s.given[k].part != OfParameters {
			continue
		}
		for item := range now.values[k] {
			want := c.w.Given(k, item)
			if k == d.given && item == d.item {
				want = course.Number(exact.Int(x).Mul(d.step))
			}
			if !now.values[k][item].Same(&want) {
				return c.s.named(OfParameters, Errors{{Code: Invalid, Part: OfParameters, Field: d.path, Value: d.text(x), Reason: Text{
					ZH: "取此值时规则另行补全参数（如零表示采用默认值），不能与其余各值连续比较",
					EN: "with this value the rule completes its parameters otherwise (zero may stand for a default): it does not compare with the values beside it"}}})
			}
		}
	}
	return nil
}

// asker gives what the kernel says with the dial at a value.
func (c *caseRun) asker(d *dial) func(x int64) *said {
	eval := c.evaluator(d)
	known := map[int64]*said{}
	return func(x int64) *said {
		if s, ok := known[x]; ok {
			return s
		}
		s := &said{}
		c.spend(d)
		out, err := eval(x)
		if err == nil {
			var answer any
			if answer, err = treeOf(out); err == nil {
				s.read(c.s, answer)
			}
		}
		if err != nil {
			s.refuse(c.s, err)
		}
		known[x] = s
		return s
	}
}

// rangeOf reads what runs, from where to where.
func (w *world) rangeOf(path, from, to string) (d dial, first, last int64, err error) {
	var f Errors
	k, item, ok := w.place(path)
	if !ok {
		f.Add(UnknownField, path, "", Text{ZH: "没有此项数值：应为信息或参数中一个数的路径，如members[0].income", EN: "no such number: give the path of one among the facts or parameters, as members[0].income"})
		return d, first, last, f
	}
	part := w.sch.given[k].part
	if w.values[k][item].IsNone() {
		f.AddTo(part, Missing, path, "", Text{ZH: "此案例未提供该项", EN: "this case does not have it"})
		return d, first, last, f
	}
	if d, ok = w.dialAt(k, item, from, to); !ok && d.typ != nil { // a number, and too large to be counted in the steps that the range asks for
		f.AddTo(part, Range, path, w.texts[k][item], d.rangeReason())
		return d, 0, 0, f
	} else if !ok {
		f.AddTo(part, Invalid, path, w.texts[k][item], Text{ZH: "只有金额、数量、月份、比率和数值可以逐点变动", EN: "only an amount, a count, a month, a rate or a figure can run through a range"})
		return d, first, last, f
	}
	d.named(w.sch)
	for _, end := range []struct {
		text string
		at   *int64
	}{{from, &first}, {to, &last}} {
		var bad Code
		var why Text
		if *end.at, bad, why = d.steps(end.text); bad != "" {
			f.AddTo(part, bad, path, clip(end.text), why)
		}
	}
	if len(f) == 0 && first > last {
		f.AddTo(part, Range, path, clip(from), Text{ZH: "起点应不大于终点（" + clip(to) + "）：请对调两端", EN: "where it begins must not be above where it ends (" + clip(to) + "): swap the two"})
	}
	return d, first, last, f.Err()
}
