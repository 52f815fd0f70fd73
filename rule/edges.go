package rule

import (
	"errors"
	"reflect"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
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
	run  *caseRun // to ask again why a value is refused
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
	// rule may refuse some value within, since it says so ([Definition.Gaps]) or since from step to step a field of the answer goes by less
	// than its type holds: its courses are those of every value that is answered. An answered segment
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
// runs has gaps ([Definition.Gaps]), or where an amount, a count or a figure of the answer goes from step to step by less than a fen, one or a
// billionth: [Edges.At] asks it there.
//
// One call may do a bounded amount of work, eight million operators of formulas, which takes some tenths of a second. A count
// whose formulas cannot be followed within it, over a range of at most 4,096 values, is asked value by value: its
// segments are then lines through all of them, without Because.
//
// A rate's ends are read with their sign, 55%, or as multiples, 0.55 and 11/20: 55 alone is 55 times.
//
// Errors: [UnknownField] for a path that is none, [Missing] for a fact that the case does not have, [Syntax] for an end
// that is no value of it, [Range] for one beyond 2^53 − 1 steps or the year 9999, and for ends in the wrong order, [NotWhole] for a formula that has too
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
	return c.edges(path, from, to)
}

func (c *caseRun) edges(path, from, to string) (Edges, error) {
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
	out.run = c
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
