package rule

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// groundScheme has steps of which each of two has a clause of its own, and one that is fed by all.
func groundScheme(t *testing.T) *scheme {
	t.Helper()
	type row struct {
		N int64 `json:"n"`
	}
	type policy struct {
		Limit  int64 `json:"limit"`
		Per    int64 `json:"per"`
		Grades []row `json:"grades"`
	}
	type facts struct {
		N     int64 `json:"n"`
		Grade int64 `json:"grade"`
	}
	type answer struct {
		Over  bool  `json:"over"`
		Final int64 `json:"final"`
	}
	var steps []*Term
	for _, c := range [][3]string{{"twice", "{n} × {per}"}, {"most", "{limit} + 0"}, {"mid", "{n} + 1", "c-mid"}, {"over", "{twice} > {most}"}, {"last", "if({over}, 2, 0)"}, {"final", "{last} + {mid}", "c-final"}, {"alone", "{n} + {grade} > 5"}, {"also", "{most} + 1", "c-also"}} {
		steps = append(steps, &Term{ID: c[0], Label: Text{ZH: "步骤" + c[0], EN: "step " + c[0]}, Formula: c[1], Clause: Clause{ID: c[2]}})
	}
	r, err := New(Definition[policy, facts, answer]{
		ID: "sample.ground", Version: 1, Title: Text{ZH: "据", EN: "Ground"}, Basis: []Clause{{ID: "c-1"}, {ID: "c-2"}}, Steps: steps,
		Kernel: func(*policy, facts, *Trace) (answer, error) { return answer{}, nil },
	})
	require.NoError(t, err)
	return r.scheme()
}

// TestAComparisonRestsOnWhatIsCertainAlone: on its step's clause, on the only one of the rule, on those of what it names, on those of what it feeds; on
// none where there are two or where the parameters are not the clause's.
func TestAComparisonRestsOnWhatIsCertainAlone(t *testing.T) {
	s := groundScheme(t)
	basis := s.basis
	step := func(id string) int { return s.names[id] }
	term := func(id string) *Term { return s.steps[step(id)].term }
	from := func(paths ...string) (out []Origin) {
		for _, path := range paths {
			out = append(out, Origin{Path: path, Clause: "c-" + path})
		}
		return out
	}
	for name, c := range map[string]struct {
		basis []Clause
		g     *grounds
		at    comparison
		want  string
	}{
		"its step's own":                             {nil, &grounds{}, comparison{step("mid"), "{n} > 1"}, "c-mid"},
		"its step's own is not the parameters'":      {nil, &grounds{bare: []*Term{term("mid")}}, comparison{step("mid"), "{n} > 1"}, ""},
		"its step's own, whatever it names":          {nil, &grounds{origins: from("limit")}, comparison{step("mid"), "{limit} > 1"}, "c-mid"},
		"the rule's only":                            {[]Clause{{ID: "c-1"}, {ID: "c-1", Quote: "other"}}, &grounds{}, comparison{step("over"), "{n} > 1"}, "c-1"},
		"the rule's only, which is not its own":      {[]Clause{{ID: "c-1"}}, &grounds{struck: []Clause{{ID: "c-1"}}}, comparison{step("alone"), "{n} > 1"}, ""},
		"a parameter's":                              {nil, &grounds{origins: from("per", "limit")}, comparison{step("over"), "{n} > {limit}"}, "c-limit"},
		"a parameter's that no clause gives":         {nil, &grounds{origins: []Origin{{Path: "limit"}}}, comparison{step("alone"), "{n} > {limit}"}, ""},
		"a parameter's by a step":                    {nil, &grounds{origins: from("limit")}, comparison{step("over"), "{n} > {most}"}, "c-limit"},
		"two parameters'":                            {nil, &grounds{origins: from("per", "limit")}, comparison{step("over"), "{twice} > {most}"}, ""},
		"a step's that it names":                     {nil, &grounds{}, comparison{step("over"), "{mid} > 1"}, "c-mid"},
		"a step's that is not the parameters'":       {nil, &grounds{bare: []*Term{term("mid")}}, comparison{step("over"), "{mid} > 1"}, ""},
		"two steps'":                                 {nil, &grounds{}, comparison{step("over"), "{mid} > {final}"}, ""},
		"a step's and another that is not its own":   {nil, &grounds{bare: []*Term{term("final")}}, comparison{step("over"), "{mid} > {final}"}, ""},
		"that of a step it feeds":                    {nil, &grounds{}, comparison{step("over"), "{twice} > {most}"}, "c-final"},
		"that of a step which its own feeds":         {nil, &grounds{}, comparison{step("last"), "{over} = true"}, "c-final"},
		"of one it feeds that is not its own":        {nil, &grounds{bare: []*Term{term("final")}}, comparison{step("over"), "{twice} > {most}"}, ""},
		"two that it feeds":                          {nil, &grounds{}, comparison{step("most"), "{n} > 1"}, ""},
		"two that it feeds, one not its own":         {nil, &grounds{bare: []*Term{term("final")}}, comparison{step("most"), "{n} > 1"}, ""},
		"it feeds nothing":                           {nil, &grounds{}, comparison{step("alone"), "{n} > 1"}, ""},
		"a list's, by a field of its items":          {nil, &grounds{origins: from("grades")}, comparison{step("alone"), "{grades.n} > 1"}, "c-grades"},
		"of another whose name begins like a list's": {nil, &grounds{origins: from("grade")}, comparison{step("alone"), "{grades.n} > 1"}, ""},
		"a least number's":                           {nil, &grounds{origins: from("limit")}, comparison{step("alone"), "n × n ≥ {limit}"}, "c-limit"},
		"what is no formula rests on what it feeds":  {nil, &grounds{}, comparison{step("over"), "{"}, "c-final"},
	} {
		if s.basis = c.basis; c.basis == nil {
			s.basis = basis
		}
		on := &grounded{s, c.g, map[comparison]string{}}
		assert.Equal(t, c.want, on.clauseOf(c.at), name)
		assert.Equal(t, map[comparison]string{c.at: c.want}, on.known, "it is looked for once: %s", name)
		on.known[c.at] = "known"
		assert.Equal(t, "known", on.clauseOf(c.at))
	}
	for _, c := range []struct {
		ids  []string
		want string
	}{{nil, ""}, {[]string{"a"}, "a"}, {[]string{"a", "a"}, "a"}, {[]string{"a", "b"}, ""}, {[]string{"a", "b", "a"}, ""}, {[]string{"", "a"}, ""}, {[]string{""}, ""}} {
		assert.Equal(t, c.want, sole(c.ids), c.ids)
	}
	for name, want := range map[string]bool{"grades.n": true, "grades": false, "grades.": true, "gradesn": false, "gradex.n": false, "": false, "other.n": false} {
		assert.Equal(t, want, listedIn(name, "grades"), name)
	}
	on := &grounded{s, &grounds{}, map[comparison]string{}}
	list := on.because(nil, course.Cause{Step: step("mid"), Item: 2, Comparison: "{n} > 1"})
	assert.Equal(t, []Turning{{Step: "mid", Item: 2, Label: Text{ZH: "步骤mid", EN: "step mid"}, Comparison: "{n} > 1", Clause: "c-mid"}}, list)
	assert.Len(t, on.because(list, course.Cause{Step: step("mid"), Item: 2, Comparison: "{n} > 1", Crosses: true}), 1, "told once")
	assert.Len(t, on.because(list, course.Cause{Step: step("mid"), Item: 1, Comparison: "{n} > 1"}), 2)
}

// TestAComparisonThatTurnsBetweenTwoStepsSaysWhere, of rates and figures alone, and by the first that says.
func TestAComparisonThatTurnsBetweenTwoStepsSaysWhere(t *testing.T) {
	at := func(n, of int64) course.Cause { return course.Cause{Crosses: true, Root: exact.Frac(n, of)} }
	figure := dial{kind: formula.Number, places: 1, step: exact.Frac(1, 10), typ: reflect.TypeFor[unit.Number]()}
	rate := dial{kind: formula.Ratio, places: 2, sign: "%", step: exact.Frac(1, 10_000), typ: reflect.TypeFor[unit.Rate]()}
	count := dial{kind: formula.Count, step: exact.Int(1)}
	for _, c := range []struct {
		d            dial
		because      []course.Cause
		first, by, x int64
		want         string
	}{
		{figure, []course.Cause{at(9, 2)}, 0, 1, 5, "0.45"}, {figure, []course.Cause{at(9, 2)}, 0, 1, 4, ""}, {figure, []course.Cause{at(9, 2)}, 0, 1, 6, ""}, {figure, []course.Cause{at(5, 1)}, 0, 1, 5, ""}, {figure, []course.Cause{at(4, 1)}, 0, 1, 5, ""},
		{figure, []course.Cause{{}, at(9, 2)}, 0, 1, 5, "0.45"}, {figure, []course.Cause{at(5, 1), at(9, 2)}, 0, 1, 5, ""}, {figure, []course.Cause{at(9, 2), at(5, 1)}, 0, 1, 5, "0.45"}, {figure, nil, 0, 1, 5, ""}, {figure, []course.Cause{{}}, 0, 1, 1, ""},
		{figure, []course.Cause{at(3, 2)}, 10, -1, 8, "0.85"}, {figure, []course.Cause{at(3, 2)}, 10, -1, 9, ""}, {figure, []course.Cause{at(13, 3)}, 0, 1, 5, "13/30"}, {figure, []course.Cause{at(31, 5)}, 0, 1, 5, ""},
		{rate, []course.Cause{at(9, 2)}, 0, 1, 5, "0.045%"}, {count, []course.Cause{at(9, 2)}, 0, 1, 5, ""},
	} {
		assert.Equal(t, c.want, c.d.between(c.because, c.first, c.by, c.x), "%v from %d by %d at %d", c.because, c.first, c.by, c.x)
	}
}

// TestARoundingIsWrittenAsRecordsDo, of an amount by its unit.
func TestARoundingIsWrittenAsRecordsDo(t *testing.T) {
	for _, c := range []struct {
		kind formula.Kind
		n, d int64
		want string
	}{
		{formula.Money, 1, 100, "up/fen"}, {formula.Money, 5, 100, "up/5fen"}, {formula.Money, 1, 10, "up/jiao"}, {formula.Money, 5, 10, "up/5jiao"}, {formula.Money, 9, 10, "up/9jiao"}, {formula.Money, 1, 1, "up/yuan"},
		{formula.Money, 10, 1, "up/10yuan"}, {formula.Money, 500, 1, "up/500yuan"}, {formula.Money, 99, 100, "up/99fen"}, {formula.Count, 1, 1, "up/1"}, {formula.Number, 1, 4, "up/0.25"}, {formula.Ratio, 1, 3, "up/1/3"},
	} {
		assert.Equal(t, c.want, roundingText(c.kind, "up", exact.Frac(c.n, c.d)))
	}
	for text, want := range map[string]bool{"1.50": true, "1.0": true, "10": false, "1.5": false, "": false, "0": false} {
		assert.Equal(t, want, keepsZeros(text), text)
	}
	for code, want := range map[string]Text{"up/yuan": {ZH: "不足1元按1元计", EN: "rounded up to the whole yuan"}, "up/1": {ZH: "取整到个", EN: "rounded to whole ones"}, "": {ZH: "取整到个", EN: "rounded to whole ones"}} {
		assert.Equal(t, want, Text{ZH: roundingIn(code, Chinese), EN: roundingIn(code, English)}, code)
	}
	month := Course{typ: reflect.TypeFor[unit.Month]()}
	money := Course{typ: reflect.TypeFor[unit.Money]()}
	rate := Course{typ: reflect.TypeFor[unit.Rate](), like: "3‰"}
	assert.Equal(t, []string{"0", "-14", "0", "-1.50", "0", "1.5‰"}, []string{month.distance(exact.Int(0)), month.distance(exact.Int(-14)), money.distance(exact.Int(0)), money.distance(exact.Frac(-3, 2)), rate.distance(exact.Int(0)), rate.distance(exact.Frac(3, 2000))})
}

// TestACourseGivesItsValueByWhatItShows, and none where it does not read.
func TestACourseGivesItsValueByWhatItShows(t *testing.T) {
	money, number := reflect.TypeFor[unit.Money](), reflect.TypeFor[unit.Number]()
	fen := &dial{kind: formula.Money, places: 2, step: exact.Frac(1, 100), typ: money}
	line := course.Running(exact.Int(2), exact.Frac(1, 4))
	for _, c := range []struct {
		c    Course
		x    int64
		want string
		ok   bool
	}{
		{Course{Shape: Constant, First: "left"}, 150, "left", true}, {Course{Shape: Straight, First: "2.00", Slope: "3", typ: money}, 150, "3.50", true}, {Course{Shape: Straight, First: "2.00", Slope: "-1/3", typ: money}, 400, "1.00", true},
		{Course{Shape: Straight, First: "2.50", Slope: "1", typ: number, like: "2.50"}, 150, "3.00", true}, {Course{Shape: Rounded, First: "9.99", Line: "2.005", Slope: "0.5", Rounding: "down/yuan", typ: money}, 400, "3.00", true},
		{Course{Shape: Rounded, Line: "2.005", Slope: "0.5", Rounding: "up/fen", typ: money}, 102, "2.02", true}, {Course{Shape: Stairs, value: line, typ: number}, 101, "27.25", true}, {Course{Shape: Curved, value: line, typ: number}, 102, "27.5", true},
		{Course{Shape: Straight, First: "x", Slope: "3", typ: money}, 150, "", false}, {Course{Shape: Straight, First: "2.00", Slope: "x", typ: money}, 150, "", false}, {Course{Shape: Straight, First: "2.00", typ: money}, 150, "", false},
		{Course{Shape: Rounded, First: "2.00", Line: "2.005", Slope: "0.5", Rounding: "x", typ: money}, 400, "", false}, {Course{Shape: Rounded, First: "2.00", Slope: "0.5", Rounding: "up/fen", typ: money}, 400, "", false},
		{Course{Shape: Stairs, typ: number}, 101, "", false}, {Course{Shape: Curved, value: course.Flag(true), typ: number}, 101, "", false}, {Course{Shape: Omitted, First: "1"}, 101, "", false}, {Course{}, 101, "", false},
	} {
		text, ok := c.c.at(fen, 100, c.x)
		assert.Equal(t, []any{c.want, c.ok}, []any{text, ok}, "%s %s at %d", c.c.Shape, c.c.First, c.x)
	}
	for text, want := range map[string]string{"1.50": "3/2", "55%": "11/20", "2021-07": "24258", "1/3": "1/3"} {
		v, ok := rational(text)
		require.True(t, ok, text)
		assert.Equal(t, want, v.RatString())
	}
	_, ok := rational("left")
	assert.False(t, ok)
}

// TestAtAnEndOfASegmentTheFieldIsAsTheRuleWroteIt, between by its course; a course that does not give it is an error that names the field.
func TestAtAnEndOfASegmentTheFieldIsAsTheRuleWroteIt(t *testing.T) {
	number := reflect.TypeFor[unit.Number]()
	e := Edges{Rule: "sample.read", Part: OfFacts, Path: "n", Label: Text{ZH: "数", EN: "n"}, dial: dial{kind: formula.Count, step: exact.Int(1), path: "n"}, sch: readScheme(t, ""), Segments: []Segment{
		{first: 0, last: 10, Answer: []Course{{Path: "a", Shape: Straight, First: "1.50", Last: "3.500", Slope: "0.2", typ: number}, {Path: "left", Shape: Omitted}, {Path: "b", Shape: Constant, First: "x", Last: "x"}}},
		{first: 11, last: 12, Answer: []Course{{Path: "a", Label: Text{ZH: "甲", EN: "a"}, Shape: Curved, First: "7", Last: "8", typ: number}}},
	}}
	for x, want := range map[string]string{"0": "a=1.50 b=x", "5": "a=2.5 b=x", "10": "a=3.500 b=x"} {
		cells, err := e.At(x)
		require.NoError(t, err)
		got := ""
		for i, c := range cells {
			got += map[bool]string{true: " "}[i > 0] + c.Path + "=" + c.Text
		}
		assert.Equal(t, want, got, x)
	}
	for _, x := range []string{"11", "12"} {
		cells, err := e.At(x)
		assert.Nil(t, cells)
		assert.Equal(t, Errors{{Rule: "sample.read", Code: NotWhole, Field: "a", Label: Text{ZH: "甲", EN: "a"}, Reason: Text{ZH: "此区段不是直线，此处取值无法由分段计算", EN: "no line: the segments do not give the value here"}}}, err, x)
	}
	for x, want := range map[string]Fault{
		"13": {Code: Range, Reason: Text{ZH: "不在所求的范围内", EN: "outside the range that was asked for"}}, "-1": {Code: Range, Reason: Text{ZH: "不在所求的范围内", EN: "outside the range that was asked for"}},
		"1.5": {Code: Syntax, Reason: Text{ZH: "应为整数", EN: "must be a whole number"}},
	} {
		_, err := e.At(x)
		want.Rule, want.Part, want.Field, want.Value = "sample.read", OfFacts, "n", x
		assert.Equal(t, Errors{want}, err)
	}
}

// TestWhatGoesOtherwiseAtAnEdgeIsToldFieldByField.
func TestWhatGoesOtherwiseAtAnEdgeIsToldFieldByField(t *testing.T) {
	e := &Edges{sch: readScheme(t, ""), dial: dial{kind: formula.Count}}
	label := Text{ZH: "和（元）", EN: "sum (yuan)"}
	number := func(shape Shape, first, last, slope, jump string, v int64) Course {
		return Course{Path: "sum", Label: label, Shape: shape, First: first, Last: last, Slope: slope, Jump: jump, value: course.Running(exact.Int(v), exact.Int(0))}
	}
	side := func(first, last string) Course {
		return Course{Path: "where", Label: Text{ZH: "何处", EN: "where"}, Shape: Constant, First: first, Last: last, value: course.Code(first)}
	}
	left := Course{Path: "sum", Label: label, Shape: Omitted}
	for name, c := range map[string]struct {
		before, after Course
		single        bool
		want          Text
	}{
		"a code":                   {side("left", "left"), side("right", "right"), false, Text{ZH: "何处 左→右", EN: "where Left→Right"}},
		"the same code":            {side("left", "left"), side("left", "left"), false, Text{}},
		"left out from there":      {number(Straight, "1", "2", "1", "", 1), left, false, Text{ZH: "和 未列", EN: "sum left out"}},
		"no longer left out":       {left, number(Straight, "1", "2", "1", "", 1), false, Text{ZH: "和 1→2（每增1变动+1）", EN: "sum 1→2 (+1 for each 1 more)"}},
		"left out as before":       {left, left, false, Text{}},
		"a jump":                   {number(Straight, "1", "2", "1", "", 1), number(Straight, "9", "9", "2", "-6", 2), false, Text{ZH: "和 跳变−6", EN: "sum jumps by −6"}},
		"a jump of points":         {number(Straight, "1", "2", "1", "", 1), number(Straight, "9", "9", "2", "6%", 2), false, Text{ZH: "和 跳变+6个百分点", EN: "sum jumps by +6 percentage points"}},
		"another slope":            {number(Straight, "1", "2", "1", "", 1), number(Straight, "3", "9", "2", "0", 2), false, Text{ZH: "和 此后每增1变动+2", EN: "sum from there +2 for each 1 more"}},
		"it stays":                 {number(Straight, "1", "2", "1", "", 1), number(Constant, "3", "3", "", "0", 2), false, Text{ZH: "和 此后不变：3", EN: "sum stays from there: 3"}},
		"it stays by a slope of 0": {number(Straight, "1", "2", "1", "", 1), number(Rounded, "3", "3", "0", "0", 2), false, Text{ZH: "和 此后不变：3", EN: "sum stays from there: 3"}},
		"of one value":             {number(Straight, "1", "2", "1", "", 1), number(Constant, "3", "3", "", "0", 2), true, Text{ZH: "和 此处为：3", EN: "sum is there: 3"}},
		"another course":           {number(Straight, "1", "2", "1", "", 1), number(Straight, "3", "9", "1", "0", 2), false, Text{ZH: "和 此后另行取值", EN: "sum goes otherwise"}},
		"the same course":          {number(Straight, "1", "2", "1", "", 1), number(Straight, "3", "9", "1", "0", 1), false, Text{}},
		"another field":            {side("left", "left"), number(Straight, "3", "9", "2", "5", 1), false, Text{}},
	} {
		before, after := &Segment{From: "0", To: "4", Answer: []Course{c.before}}, &Segment{From: "5", To: "9", Answer: []Course{c.after}}
		if c.single {
			after.To = "5"
		}
		assert.Equal(t, c.want, Text{ZH: e.changes(before, after, Chinese), EN: e.changes(before, after, English)}, name)
		before.Answer = nil
		assert.Empty(t, e.changes(before, after, English), "a field more than before: %s", name)
	}
	two := func(a, b Course) *Segment { return &Segment{From: "0", To: "9", Answer: []Course{a, b}} }
	assert.Equal(t, Text{ZH: "何处 左→右；和 跳变+1", EN: "where Left→Right; sum jumps by +1"}, Text{
		ZH: e.changes(two(side("left", "left"), number(Straight, "", "", "1", "", 1)), two(side("right", "right"), number(Straight, "", "", "1", "1", 1)), Chinese),
		EN: e.changes(two(side("left", "left"), number(Straight, "", "", "1", "", 1)), two(side("right", "right"), number(Straight, "", "", "1", "1", 1)), English)})
}

// TestAFieldOfASegmentIsToldInWords: a single value without its slope, and of a refused segment what it said of its first.
func TestAFieldOfASegmentIsToldInWords(t *testing.T) {
	e := &Edges{sch: readScheme(t, ""), dial: dial{kind: formula.Count}}
	c := func(shape Shape, first, last, slope, rounding, jump string) Course {
		return Course{Path: "sum", Label: Text{ZH: "和（元）", EN: "sum (yuan)"}, Shape: shape, First: first, Last: last, Slope: slope, Rounding: rounding, Jump: jump, value: course.Running(exact.Int(1), exact.Int(1))}
	}
	for _, k := range []struct {
		c      Course
		single bool
		want   Text
	}{
		{c(Rounded, "1", "2", "1", "up/yuan", ""), false, Text{ZH: "和 1→2（每增1变动+1，不足1元按1元计）", EN: "sum 1→2 (+1 for each 1 more, rounded up to the whole yuan)"}}, {c(Rounded, "1", "1", "1", "up/yuan", ""), true, Text{ZH: "和 1", EN: "sum 1"}},
		{c(Stairs, "1", "2", "1", "", "3"), false, Text{ZH: "和 1→2（每增1变动+1，多次取整，跳变+3）", EN: "sum 1→2 (+1 for each 1 more, rounded more than once, a jump of +3)"}}, {c(Stairs, "1", "1", "1", "", "3"), true, Text{ZH: "和 1（跳变+3）", EN: "sum 1 (a jump of +3)"}},
		{c(Curved, "1", "2", "", "", "0"), false, Text{ZH: "和 1→2（非直线）", EN: "sum 1→2 (no straight line)"}}, {c(Curved, "1", "1", "", "", "0"), true, Text{ZH: "和 1", EN: "sum 1"}}, {c(Straight, "1", "1", "0", "", ""), false, Text{ZH: "和 1", EN: "sum 1"}},
		{c(Constant, "1", "2", "", "", ""), false, Text{ZH: "和 1", EN: "sum 1"}}, {c(Omitted, "1", "2", "1", "", "1"), false, Text{ZH: "和 未列", EN: "sum left out"}},
	} {
		assert.Equal(t, k.want, Text{ZH: e.field(&k.c, k.single, Chinese), EN: e.field(&k.c, k.single, English)})
	}
	for kind, want := range map[formula.Kind]Text{
		formula.Count: {ZH: "每增1变动+1/3", EN: "+1/3 for each 1 more"}, formula.Money: {ZH: "每增1变动+1/3", EN: "+1/3 for each 1 more"}, formula.Month: {ZH: "每晚1个月变动+1/3", EN: "+1/3 for each month later"},
		formula.Ratio: {ZH: "每增1个百分点变动+1/300", EN: "+1/300 for each percentage point more"},
	} {
		e.dial.kind = kind
		assert.Equal(t, want, Text{ZH: e.slope("1/3", Chinese), EN: e.slope("1/3", English)}, kind)
	}
	e.dial.kind = formula.Ratio
	assert.Equal(t, "+? for each percentage point more", e.slope("?", English), "what is no number is left as it is")
	assert.Equal(t, []string{"−3", "+3", "+0"}, []string{signed("-3"), signed("3"), signed("0")})
	assert.Equal(t, []string{"3个百分点", "3 percentage points", "3.00"}, []string{points("3%", Chinese), points("3%", English), points("3.00", English)})
	yuan, half := Text{ZH: "和（元）", EN: "sum (yuan)"}, Text{ZH: "和（元）", EN: "sum"}
	assert.Equal(t, []string{"3元", "3 yuan", "3元", "3"}, []string{withUnit("3", yuan, Chinese), withUnit("3", yuan, English), withUnit("3", half, Chinese), withUnit("3", half, English)})
	s := e.sch
	for _, k := range [][3]string{{"where", "left", "左 Left"}, {"maybe", "true", "是 yes"}, {"maybe", "false", "否 no"}, {"note", "true", "是 yes"}, {"none", "left", "left left"}, {"each.more", "false", "否 no"}, {"where", "other", "other other"}, {"sum", "5", "5 5"}} {
		assert.Equal(t, k[2], s.said(k[0], k[1], Chinese)+" "+s.said(k[0], k[1], English), k)
	}
	coded := readScheme(t, "")
	coded.codes = map[string]Text{"5": {ZH: "伍", EN: "Five"}}
	e.sch = coded
	assert.Equal(t, []string{"5", "Five"}, []string{e.value(&Course{Path: "sum", value: course.Running(exact.Int(5), exact.Int(0))}, "5", English), e.value(&Course{Path: "where", value: course.Code("5")}, "5", English)}, "a number is no code")
	assert.Equal(t, "left", (*scheme)(nil).said("where", "left", Chinese), "read from JSON it has codes alone")
	one := Edges{Label: yuan, Value: "5", Segments: []Segment{{From: "0", To: "4", Sampled: true, Refused: Errors{{Reason: Text{ZH: "不收", EN: "not these"}}}}, {From: "5", To: "5", Refused: Errors{{Reason: Text{ZH: "甲", EN: "first"}}, {Reason: Text{ZH: "乙", EN: "second"}}}}}}
	assert.Equal(t, "sum from 0 yuan to 5 yuan (in this case 5 yuan)\n  0 to 4  not looked at each value; those asked are refused: not these\n  5  refused: first\n", one.Text(English))
	assert.Equal(t, "和 从0元到5元（本案5元）\n  0至4  未逐值查看；所查看的各值不予计算：不收\n  5  规则不予计算：甲\n", one.Text(Chinese))
	assert.Empty(t, Edges{}.Text(English))
	_, err := parseComparison("{n} >")
	assert.Error(t, err)
	f, err := parseComparison("n × n ≥ {sum}")
	require.NoError(t, err)
	assert.Equal(t, "[sum]", fmt.Sprint(f.Names()))
}
