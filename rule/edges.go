package rule

import (
	"encoding/json"
	"errors"
	"reflect"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
)

// Edges 分段与临界点 is how the answer goes while one fact or parameter of a case runs through a
// range and everything else stays: segments, in order and without gaps, each with its course, and between
// two of them an edge.
type Edges struct {
	Rule    string `json:"rule"`
	Version int    `json:"version"`
	// Part tells whether a parameter or a fact runs; Path and Label name it.
	Part  Part   `json:"part"`
	Path  string `json:"path"`
	Label Text   `json:"label"`
	// Value is what it is in the case.
	Value string `json:"value"`
	// Step is the step in which it runs: 0.01 of an amount, 1 of a count or month, of a rate or a figure the
	// last decimal that it or an end of the range has, of a percentage at least the second.
	Step string `json:"step"`
	// Segments are the ranges in which nothing changes its course.
	Segments []Segment `json:"segments"`

	dial dial
	sch  *scheme
	run  *caseRun // to ask again why a value is refused; nil where none is
}

// Segment 区段 is a range of values, both ends included, in which each field of the answer
// keeps its course, or in which the rule refuses the case.
type Segment struct {
	From string `json:"from"`
	To   string `json:"to"`
	// Exactly is the point at which the first of Because turns, where that is a rate or figure between From and the last value of
	// the segment before, which are then the nearest on either side in steps of [Edges.Step]: a value or a fraction as the field
	// writes them. Empty where it turns at a value of the steps, and where no line tells.
	Exactly string `json:"exactly,omitzero"`
	// Because lists what turns at From: none for the first segment, and for one that begins where
	// the rule begins to refuse or to answer.
	Because []Turning `json:"because,omitzero"`
	// Refused is why the rule refuses each case of the segment, as it says of the first of them; then there
	// is no Answer.
	Refused Errors `json:"refused,omitzero"`
	// Sampled 未逐值查看 tells of a refused segment that it is too long to ask each of its values: those that were
	// asked are refused, others may be answered. Then Refused says so first, with [NotWhole]. Of an answered one it tells that the
	// rule may refuse some value within ([Definition.Gaps]): its courses are those of every value that is answered. An answered segment
	// that is not Sampled is exact: its courses are proved by the formulas, and the rule answers at both its ends and says of
	// itself that it then answers between.
	Sampled bool `json:"sampled,omitzero"`
	// Answer has a course for each field of the answer.
	Answer []Course `json:"answer,omitzero"`

	first, last int64
}

// Turning 转折 is a comparison that goes the other way from an edge on.
type Turning struct {
	// Step is the id of the step whose formula has it, at Item of a list, counted from 1.
	Step  string `json:"step"`
	Item  int    `json:"item,omitzero"`
	Label Text   `json:"label"`
	// Comparison is that part of the formula: "{gap} > 0"; of a max or min the whole of it.
	Comparison string `json:"comparison"`
	// Clause is the id of the clause that it rests on: the step's; where that has none the only one of the rule, or the only one of the
	// steps and parameters that the comparison names, or of the steps that its step feeds. Empty where there is no such, or where the
	// parameters have another value than it gives.
	Clause string `json:"clause,omitzero"`
}

// Shape 走势 is how a field of the answer goes over a segment.
type Shape string

// The shapes.
const (
	Constant Shape = "constant" // the same everywhere 不变
	Straight Shape = "line"     // Start + Slope × the distance from From, exactly 直线
	Rounded  Shape = "rounded"  // such a line, each value rounded once 取整
	Stairs   Shape = "stairs"   // goes by Slope, rounded more than once on the way 多次取整
	Curved   Shape = "curve"    // no line: a quotient by what runs 曲线
	Omitted  Shape = "omitted"  // the field is left out 未列
)

// Course 走势 is how one field of the answer goes over a segment.
type Course struct {
	Path  string `json:"path"`
	Label Text   `json:"label"`
	Shape Shape  `json:"shape"`
	// First and Last are the values at the ends, as the answer's JSON writes them: 1400.00, 2021-07, 0.8‰. A share, which is
	// two counts there, is a percentage where that ends, else a fraction.
	First string `json:"first,omitzero"`
	Last  string `json:"last,omitzero"`
	// Slope is the change for each whole unit of what runs (a yuan, one of a count, a month, 1 as a
	// ratio), an exact decimal or fraction: −1, 1/3. Of a rounded field it is that of the line below.
	Slope string `json:"slope,omitzero"`
	// Line is what the line below a rounding is at From, written as the field is, to its last decimal or as a fraction.
	Line string `json:"line,omitzero"`
	// Rounding is how the line is rounded: up/yuan, or up/1 to a whole count.
	Rounding string `json:"rounding,omitzero"`
	// Jump is by how much the field is off at From from where the segment before would have been
	// there, written as the field is, of months so many; 0 for a kink, where either course goes over into the other. It is empty at the
	// first segment, after one that is refused, and of flags and choices.
	Jump string `json:"jump,omitzero"`

	value course.Value
	typ   reflect.Type // of the field
	like  string       // how it writes itself
}

// Edges 分段与临界点 gives every point at which the answer changes its course as one fact or
// parameter runs from one value to another, all else as in the case: "members[1].income" from
// "0" to "5000". Both ends are included. The path is that of a number, an amount, a month or a rate that the case
// has; a fact and a parameter of one path cannot be, so that it tells which is meant.
//
// The points are solved for from the steps' formulas, not sampled: an edge one fen wide is found. What is
// found is then held against the kernel on both sides of each edge and within each segment, and where
// they differ the answer is an error, [NotWhole]. A rounding does not make edges: between two of them the
// field is a line that is rounded.
//
// Where the rule refuses, no formula says: that is asked of the kernel, at the ends of each range, at the
// limits of tags, near every other number of the case, and between; the point at which a
// refusal begins is exact. Of a run of up to 4,096 values in which one is refused, and of any run of up to 400 counts or months, every
// value is asked. A longer segment is refused for certain where it is outside the range that the field's tag or type gives;
// else it is [Segment.Sampled]: a smaller range tells. So is a longer segment that is answered, where the rule says of itself that what
// runs has gaps ([Definition.Gaps]): [Edges.At] asks it there.
//
// One call may do a bounded amount of work, eight million operators of formulas, which takes some tenths of a second. A count
// whose formulas cannot be followed within it, over a range of at most 4,096 values, is asked value by value: its
// segments are then lines through all of them, without Because.
//
// Errors: [UnknownField] for a path that is none, [Missing] for a fact that the case does not have, [Syntax] for an end
// that is no value of it, [Range] for ends in the wrong order, [NotWhole] for a formula that has too
// many turns in the range (as a least number that no line gives has one wherever it changes) and for rules whose facts hold lists within lists.
func (r Rule[Policy, Facts, Answer]) Edges(in Facts, path, from, to string) (Edges, error) {
	in = input(in)
	return edgesOf(r, &in, path, from, to)
}

// edgesOf is Edges of any rule, for facts that a pointer leads to.
func edgesOf(r Any, in any, path, from, to string) (Edges, error) {
	c, err := runOf(r, in)
	if err != nil {
		return Edges{}, err
	}
	d, first, last, err := c.w.rangeOf(path, from, to)
	if err != nil {
		return Edges{}, c.s.named("", err)
	}
	p := c.pieces(&d)
	if p.few(first, last) {
		c.left.Share(2) // the other half is for asking each
	}
	err = p.follow(first, last)
	var u unfollowed
	if errors.As(err, &u) && p.few(first, last) {
		c.left.Share(1)
		err = p.each(first, last)
	}
	if errors.As(err, &u) {
		err = u.Errors
	}
	if err != nil {
		return Edges{}, err
	}
	out := p.edges()
	if slices.ContainsFunc(out.Segments, func(s Segment) bool { return len(s.Refused) > 0 || s.Sampled }) {
		own := *c
		own.in = apart(c.in)
		out.run = &own
	}
	return out, nil
}

// Edges 分段与临界点 is [Rule.Edges] of any rule by its id, from JSON to the JSON of an [Edges].
func (c Catalog) Edges(id string, parameters, facts []byte, path, from, to string) (edges []byte, err error) {
	out, err := c.FindEdges(id, parameters, facts, path, from, to)
	if err != nil {
		return nil, err
	}
	return appendJSON(nil, out)
}

// EdgesText 分段说明 is [Edges.Text] of what [Catalog.Edges] finds.
func (c Catalog) EdgesText(id string, parameters, facts []byte, path, from, to string, l Language) (string, error) {
	out, err := c.FindEdges(id, parameters, facts, path, from, to)
	return out.Text(l), err
}

// FindEdges 求分段 is [Rule.Edges] of any rule by its id, from JSON, for who wants both what [Catalog.Edges] writes and what
// [Catalog.EdgesText] tells: they are found once.
func (c Catalog) FindEdges(id string, parameters, facts []byte, path, from, to string) (Edges, error) {
	r, err := c.rule(id)
	if err != nil {
		return Edges{}, err
	}
	bound, in, err := opened(r, parameters, nil, facts)
	if err != nil {
		return Edges{}, err
	}
	return edgesOf(bound, in, path, from, to)
}

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
	return pieces{sch: c.s, w: c.w, dial: d, ask: c.asker(d), left: c.left, on: c.on}
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
		var in any
		var set func(int64) error
		return func(x int64) (any, error) {
			if err := leaf.zero(d, x); err != nil {
				return nil, c.s.named(OfFacts, wrapped(d.path, err))
			}
			if set == nil {
				own := apart(c.in)
				in, set = own.Interface(), d.setter(own.Elem())
			}
			if err := set(x); err != nil {
				return nil, c.s.named(OfFacts, wrapped(d.path, err))
			}
			return out, c.r.evalInto(in, out)
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
	if _, given := held(l.typ); x != 0 || given || l.field == nil || !l.field.optional {
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
	_, policy, err := under.asJSON()
	if err != nil {
		return err
	}
	now := c.s.world(policy, nil)
	for k := range now.values {
		if c.s.given[k].part != OfParameters {
			continue
		}
		for item := range now.values[k] {
			want := course.Value{}
			if item < len(c.w.values[k]) {
				want = c.w.values[k][item]
			}
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
	part := OfFacts
	k, item, ok := w.place(part, path)
	if !ok {
		part = OfParameters
		k, item, ok = w.place(part, path)
	}
	if !ok {
		f.Add(UnknownField, path, "", Text{ZH: "没有此项数值：应为信息或参数中一个数的路径，如members[0].income", EN: "no such number: give the path of one among the facts or parameters, as members[0].income"})
		return d, 0, 0, f
	}
	value := &w.values[k][item]
	if value.IsNone() {
		f.AddTo(part, Missing, path, "", Text{ZH: "此案例未提供该项", EN: "this case does not have it"})
		return d, 0, 0, f
	}
	if d, ok = w.dialAt(k, item, from, to); !ok {
		f.AddTo(part, Invalid, path, w.texts[k][item], Text{ZH: "只有金额、数量、月份、比率和数值可以逐点变动", EN: "only an amount, a count, a month, a rate or a figure can run through a range"})
		return d, 0, 0, f
	}
	d.named(w.sch)
	for _, end := range []struct {
		text string
		at   *int64
	}{{from, &first}, {to, &last}} {
		if *end.at, ok = d.steps(end.text); !ok {
			f.AddTo(part, Syntax, path, clip(end.text), Text{ZH: "应为" + d.kind.Label().ZH + "，且为" + d.unitText() + "的整数倍", EN: "must be " + d.kind.Label().EN + ", a whole number of " + d.unitText()})
		}
	}
	if len(f) == 0 && first > last {
		f.AddTo(part, Range, path, clip(from), Text{ZH: "起点from应不大于终点to（" + clip(to) + "）：请对调两端", EN: "from, where it begins, must not be above to, where it ends (" + clip(to) + "): swap the two"})
	}
	return d, first, last, f.Err()
}
