package rule

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestARefusalMayBeginBesideEachNumberOfItsKind: what it is, the limits of its tag, zero and the others, of the first some dozens.
func TestARefusalMayBeginBesideEachNumberOfItsKind(t *testing.T) {
	w := dialledWorld(t)
	d := dialOf(t, w, "paid") // 0.05, from 0.01 to 12.33; 1.00, 0.5, 0.75, 1.00, 2.00 and 1.00 beside it
	p := pieces{sch: w.sch, w: w, dial: &d}
	assert.Equal(t, []int64{-1, 0, 1, 2, 4, 5, 6, 49, 50, 51, 74, 75, 76, 99, 100, 101, 199, 200, 201, 1232, 1233, 1234}, p.nearby())
	d = dialOf(t, w, "figure") // 1.50 in steps of 0.01, of which 0.000000002 is less than one
	p.dial = &d
	assert.Equal(t, []int64{-1, 0, 1, 2, 149, 150, 151, 749, 750, 751}, p.nearby())
	d = dialOf(t, w, "month")
	p.dial = &d
	assert.Equal(t, []int64{-1, 0, 1, 22799, 22800, 22801, 24279, 24280, 24281, 24282, 26398, 26399, 26400}, p.nearby())
	k, _, _ := w.place("rows[0].paid")
	for i := range int64(100) {
		w.values[k] = append(w.values[k], course.Number(exact.Int(1000+10*i)))
	}
	d = dialOf(t, w, "paid")
	p.dial = &d
	near := p.nearby()
	assert.Greater(t, len(near), 50)
	assert.Less(t, len(near), 75, "bounded")
	assert.True(t, slices.IsSorted(near))
}

// TestWhatTurnsIsToldOfTheLatestStepFirst, with where it crosses, and then what turns besides.
func TestWhatTurnsIsToldOfTheLatestStepFirst(t *testing.T) {
	one := course.Cause{Step: 1, Comparison: "a"}
	crossing := course.Cause{Step: 1, Comparison: "a", Crosses: true, Root: exact.Frac(7, 2)}
	two, three, four := course.Cause{Step: 2, Comparison: "b"}, course.Cause{Step: 3, Item: 1, Comparison: "c"}, course.Cause{Step: 3, Item: 2, Comparison: "c"}
	write := func(list []course.Cause) (out []string) {
		for _, c := range list {
			out = append(out, fmt.Sprintf("%d %d %s %t", c.Step, c.Item, c.Comparison, c.Crosses))
		}
		return out
	}
	assert.Equal(t, []string{"2 0 b false", "1 0 a true"}, write(told([]course.Cause{two, crossing}, nil)), "as they stand where none stands otherwise")
	assert.Equal(t, []string{"3 1 c false", "3 2 c false", "1 0 a true", "2 0 b false"}, write(told([]course.Cause{two, crossing}, []course.Cause{one, three, four})))
	assert.Equal(t, []string{"1 0 a false"}, write(told(nil, []course.Cause{one})))
	assert.Equal(t, []string{"1 0 a true", "2 0 b false"}, write(told([]course.Cause{crossing, two, two}, []course.Cause{one})), "each once")
	had := []course.Cause{one, two}
	told([]course.Cause{crossing}, had)
	assert.Equal(t, []string{"1 0 a false", "2 0 b false"}, write(had), "the walker's own stay")
}

type courseFacts struct {
	N     int64       `json:"n" zh:"数" en:"n"`
	Given unit.Number `json:"given" zh:"给" en:"given"`
}

// TestACourseIsToldAsTheFieldWritesItself: with the zeros that it keeps, the sign of its rates, of a share its ratio; by its line, and how far it is off
// from where the one before would have been.
func TestACourseIsToldAsTheFieldWritesItself(t *testing.T) {
	var steps []*Term
	for _, c := range [][2]string{{"figure", "{n} ÷ 2"}, {"rate", "{n} ÷ 1000"}, {"heads", "2 × {n}"}, {"part", "{n} ÷ 3"}, {"on", "{n} > 3"}} {
		steps = append(steps, &Term{ID: c[0], Label: Text{ZH: "步骤", EN: "step"}, Formula: c[1]})
	}
	type answer struct {
		Figure unit.Number `json:"figure" zh:"数值" en:"figure"`
		Rate   unit.Rate   `json:"rate" zh:"比率" en:"rate"`
		Heads  int64       `json:"heads" zh:"人数" en:"heads"`
		Echo   unit.Number `json:"echo" zh:"原数" en:"echo" step:"given"`
		Part   unit.Share  `json:"part" zh:"占比" en:"part"`
		On     bool        `json:"on" zh:"开" en:"on"`
	}
	r, err := New(Definition[struct{}, courseFacts, answer]{
		ID: "sample.course", Version: 1, Title: Text{ZH: "走", EN: "Course"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &struct{}{}, Steps: steps,
		Kernel: func(*struct{}, courseFacts, *Trace) (answer, error) { return answer{}, nil },
	})
	require.NoError(t, err)
	s := r.scheme()
	line := func(c0, c1 exact.Rat) course.Value { return course.Running(c0, c1) }
	at := func(n, d int64) exact.Rat { return exact.Frac(n, d) }
	told := func(leaf int, v course.Value, first, last int64, from, to string, before ...stretch) Course {
		values := make([][]course.Value, len(s.answers))
		there, texts := make([][]bool, len(s.answers)), make([][]string, len(s.answers))
		for i := range values {
			values[i], there[i], texts[i] = []course.Value{{}}, []bool{true}, []string{""}
		}
		values[leaf][0] = v
		texts[leaf][0] = from
		one := stretch{first: first, last: last, values: values, said: &said{there: there, texts: texts}}
		p := &pieces{sch: s, dial: &dial{kind: formula.Count, step: exact.Int(1)}, ask: func(x int64) *said {
			own := make([][]string, len(s.answers))
			own[leaf] = []string{map[bool]string{true: from, false: to}[x == first]}
			return &said{texts: own}
		}}
		p.list = append(before, one)
		return p.course(len(before), leaf, 0)
	}
	const figure, rate, heads, echo, part, on = 0, 1, 2, 3, 4, 5
	for _, c := range []struct {
		leaf     int
		from, to string
		like     string
	}{
		{figure, "1.50", "2.25", "1.50"}, {figure, "1.5", "2.50", "1.5"}, {figure, "1.5", "2.25", ""}, {figure, "10", "20", ""}, {rate, "5‰", "7‰", "5‰"}, {rate, "5%", "7%", "5%"}, {heads, "10", "20", ""}, {echo, "1.5", "2.5", "1.5"},
	} {
		got := told(c.leaf, line(at(1, 2), at(1, 4)), 3, 9, c.from, c.to)
		assert.Equal(t, []string{c.from, c.to, c.like, "1/4"}, []string{got.First, got.Last, got.like, map[bool]string{true: "1/4"}[got.Slope == "0.25"]}, c)
		assert.Equal(t, Straight, got.Shape)
		assert.Empty(t, got.Jump, "the first has none")
	}
	share := told(part, line(at(0, 1), at(1, 3)), 1, 3, `{"part":1,"whole":3}`, `{"part":3,"whole":3}`)
	assert.Equal(t, []string{"1/3", "100%"}, []string{share.First, share.Last}, "a share by its ratio")
	assert.Equal(t, Straight, told(heads, line(at(0, 1), at(2, 1)), 3, 3, "6", "6").Shape, "of one value it goes on as its line")
	assert.Equal(t, Constant, told(heads, line(at(6, 1), at(0, 1)), 3, 9, "6", "6").Shape)
	flag := told(on, course.Flag(true), 3, 9, "true", "true")
	assert.Equal(t, []string{"constant", "", ""}, []string{string(flag.Shape), flag.Slope, flag.Jump})
	before := func(v course.Value, last int64, refused bool, there bool) stretch {
		values := make([][]course.Value, len(s.answers))
		own := &said{there: make([][]bool, len(s.answers)), texts: make([][]string, len(s.answers))}
		for i := range values {
			values[i], own.there[i], own.texts[i] = []course.Value{v}, []bool{there}, []string{""}
		}
		if refused {
			own.refused = Errors{{}}
		}
		return stretch{first: 0, last: last, values: values, said: own}
	}
	is := line(at(0, 1), at(1, 1)) // n itself
	for _, c := range []struct {
		before stretch
		v      course.Value
		first  int64
		want   string
	}{
		{before(is, 9, false, true), line(at(5, 1), at(1, 1)), 10, "5"}, {before(is, 9, false, true), line(at(-5, 1), at(1, 1)), 10, "-5"}, {before(is, 9, false, true), line(at(-9, 1), at(2, 1)), 10, "0"}, {before(is, 9, false, true), line(at(-10, 1), at(2, 1)), 10, "0"},
		{before(is, 9, false, true), line(at(-8, 1), at(2, 1)), 10, "2"}, {before(is, 9, true, true), line(at(5, 1), at(1, 1)), 10, ""}, {before(is, 9, false, false), line(at(5, 1), at(1, 1)), 10, ""},
	} {
		assert.Equal(t, c.want, told(heads, c.v, c.first, 20, "x", "y", c.before).Jump)
	}
	assert.Empty(t, told(on, course.Flag(true), 10, 20, "true", "true", before(course.Flag(false), 9, false, true)).Jump)
}
