package rule

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/exact"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// asked is a kernel of one count, which answers m and is asked point by point.
type asked struct {
	m       func(x int64) int64
	refuses func(x int64) string // why, "" where it answers
	points  []int64              // that were asked, each once
	known   map[int64]bool
	fields  func(x int64) string // which fields it has, "" for the one
}

func (a *asked) said(x int64) *said {
	if !a.known[x] {
		a.known[x], a.points = true, append(a.points, x)
	}
	s := &said{texts: [][]string{{""}}, there: [][]bool{{true}}, key: " +"}
	if why := a.refuses(x); why != "" {
		return &said{key: why, refused: Errors{{Code: Refused, Reason: Text{ZH: why, EN: why}}}}
	}
	if a.fields != nil {
		s.key += a.fields(x)
	}
	s.texts[0][0] = strconv.FormatInt(a.m(x), 10)
	return s
}

type askedAnswer struct {
	M int64 `json:"m"`
}

// askedPieces are pieces of a dial of a kind that goes from low to high, by m = x, of which a kernel is asked.
func askedPieces(t *testing.T, kind formula.Kind, low, high int64, refuses func(x int64) string) (*pieces, *asked) {
	t.Helper()
	m := &Term{ID: "m", Label: Text{ZH: "得", EN: "m"}, Formula: "{n} + 0"}
	r, err := New(Definition[struct{}, struct {
		N int64 `json:"n"`
	}, askedAnswer]{
		ID: "sample.asked", Version: 1, Title: Text{ZH: "问", EN: "Asked"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &struct{}{}, Steps: []*Term{m},
		Kernel: func(*struct{}, struct {
			N int64 `json:"n"`
		}, *Trace) (askedAnswer, error) {
			return askedAnswer{}, nil
		},
	})
	require.NoError(t, err)
	a := &asked{m: func(x int64) int64 { return x }, refuses: refuses, known: map[int64]bool{}}
	s := r.scheme()
	d := &dial{kind: kind, step: exact.Int(1), low: low, high: high, path: "n"}
	if kind == formula.Money {
		d.typ = reflect.TypeFor[unit.Money]()
	}
	return &pieces{sch: s, w: s.world(nil, parsed(t, `{"n":3}`)), dial: d, ask: a.said, left: course.NewBudget()}, a
}

func neverRefused(int64) string { return "" }

// refusedFrom is a refusal from a point on.
func refusedFrom(at int64) func(int64) string {
	return func(x int64) string {
		if x >= at {
			return "far"
		}
		return ""
	}
}

var turnedThere = []course.Cause{{Step: 0, Comparison: "{n} > 3"}}

// runFrom is a stretch by m = x, from which on something turns.
func runFrom(first, last int64) stretch {
	return stretch{first: first, last: last, values: [][]course.Value{{course.Running(exact.Int(0), exact.Int(1))}}, because: turnedThere}
}

// cutInto writes stretches: those that are refused in brackets, those of which not each was asked with a mark, and those from which something turns with one.
func cutInto(p *pieces) string {
	var out []string
	for _, s := range p.list {
		text := fmt.Sprintf("%d %d", s.first, s.last)
		if s.said.refused != nil {
			text = "(" + text + ")"
		}
		if s.sampled {
			text += "~"
		}
		if s.because != nil {
			text += "!"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

// TestARunIsCutWhereTheKernelSaysOtherwise: at the exact point, found by halving, with what turns at the first part alone; what is told alike at
// two points that follow each other is not looked at between.
func TestARunIsCutWhereTheKernelSaysOtherwise(t *testing.T) {
	for _, c := range []struct {
		refuses func(int64) string
		points  []int64
		want    string
		asked   int
	}{
		{neverRefused, []int64{0, 50, 100}, "0 100!", 3},
		{refusedFrom(37), []int64{0, 50, 100}, "0 36!, (37 100)", 3 + 6},
		{refusedFrom(51), []int64{0, 50, 100}, "0 50!, (51 100)", 3 + 6},
		{refusedFrom(100), []int64{0, 50, 100}, "0 99!, (100 100)", 3 + 6},
		{refusedFrom(1), []int64{0, 100}, "0 0!, (1 100)", 2 + 6},
		{refusedFrom(1), []int64{0, 1, 100}, "0 0!, (1 100)", 3},
		{func(x int64) string {
			return map[bool]string{true: "few"}[x < 20] + map[bool]string{true: "many"}[x > 60]
		}, []int64{0, 50, 100}, "(0 19)!, 20 60, (61 100)", 3 + 6 + 6},
		{func(x int64) string {
			switch {
			case x < 20:
				return ""
			case x < 40:
				return "few"
			}
			return "many"
		}, []int64{0, 50, 100}, "0 19!, (20 39), (40 100)", 3 + 6 + 5},
		{func(x int64) string { return map[bool]string{true: "one"}[x == 25] }, []int64{0, 50, 100}, "0 100!", 3},
		{func(x int64) string { return map[bool]string{true: "one"}[x == 25] }, []int64{0, 25, 100}, "0 24!, (25 25), 26 100", 3 + 5 + 6},
	} {
		p, a := askedPieces(t, formula.Money, -1000, 1000, c.refuses)
		require.NoError(t, p.cut(runFrom(0, 100), c.points, p.put))
		assert.Equal(t, c.want, cutInto(p))
		assert.InDelta(t, c.asked, len(a.points), 1, "halved: %v", a.points)
	}
}

// TestAPartIsHeldAgainstTheKernelAtBothItsEnds: where the formula is not the rule's just beside a refusal, there are no edges.
func TestAPartIsHeldAgainstTheKernelAtBothItsEnds(t *testing.T) {
	for _, at := range []int64{0, 36, 50, 62, 100} { // points that are asked, and the last before and the first behind what is refused
		p, a := askedPieces(t, formula.Count, -1000, 1000, func(x int64) string { return map[bool]string{true: "some"}[x > 36 && x < 62] })
		a.m = func(x int64) int64 {
			if x == at {
				return x + 7
			}
			return x
		}
		err := p.cut(runFrom(0, 100), []int64{0, 45, 50, 100}, p.put)
		if at == 50 {
			require.NoError(t, err, "it is refused")
			assert.Equal(t, "0 36!, (37 61), 62 100", cutInto(p))
			continue
		}
		assert.Equal(t, Errors{{Rule: "sample.asked", Code: NotWhole, Field: "m", Label: Text{ZH: "m", EN: "m"}, Value: fmt.Sprint(at + 7), Reason: Text{
			ZH: fmt.Sprintf("n为%d时，按公式应为\"%d\"：公式与规则不符，不能分段", at, at),
			EN: fmt.Sprintf("with n at %d its formula gives \"%d\": the formula is not the rule's, and no edges can be given", at, at)}}}, err)
	}
	p, _ := askedPieces(t, formula.Count, -1000, 1000, neverRefused)
	next := runFrom(0, 100)
	next.values[0] = nil
	err := p.agree(&next, 5)
	assert.Contains(t, err.Error(), `its formula gives "":`, "a field that its formulas do not have")
	next = runFrom(0, 100)
	next.because = nil
	p.ask = (&asked{m: func(x int64) int64 { return x }, refuses: refusedFrom(37), known: map[int64]bool{}}).said
	for _, first := range []int64{0, 37} { // what is made of a part can fail
		no := errors.New("no")
		assert.Equal(t, no, p.cut(next, []int64{0, 100}, func(s stretch) error {
			if s.first == first {
				return no
			}
			return nil
		}))
	}
	p.left.Spend(course.MaxWork)
	err = p.cut(next, []int64{0, 100}, p.put)
	require.ErrorIs(t, err, NotWhole)
	assert.ErrorIs(t, err.(unfollowed).why, course.ErrWork)
	assert.Empty(t, p.list)
}

// TestWhatIsAskedOfARun: its ends and what is next to them, eighths of it, and the numbers of the case that lie within; of a short one each.
func TestWhatIsAskedOfARun(t *testing.T) {
	p, a := askedPieces(t, formula.Money, -100_000, 100_000, neverRefused)
	p.near = []int64{-5, 999, 1000, 4242, 80_998, 81_000, 81_001}
	require.NoError(t, p.settle(runFrom(1000, 81_000)))
	assert.Equal(t, "1000 81000!", cutInto(p))
	slices.Sort(a.points)
	assert.Equal(t, []int64{1000, 1001, 4242, 11_000, 21_000, 31_000, 51_000, 71_000, 80_998, 80_999, 81_000}, a.points)
	for _, c := range []struct {
		kind    formula.Kind
		last    int64
		refuses func(int64) string
		want    string
		asked   int // 0 for less than each
	}{
		{formula.Money, 64, neverRefused, "0 64!", 65}, {formula.Money, 65, neverRefused, "0 65!", 0}, {formula.Count, 400, neverRefused, "0 400!", 401}, {formula.Count, 401, neverRefused, "0 401!", 0},
		{formula.Month, 400, neverRefused, "0 400!", 401}, {formula.Month, 401, neverRefused, "0 401!", 0}, {formula.Number, 65, neverRefused, "0 65!", 0}, {formula.Ratio, 400, neverRefused, "0 400!", 0},
		{formula.Money, 4096, refusedFrom(4096), "0 4095!, (4096 4096)", 4097}, {formula.Money, 4097, refusedFrom(4097), "0 4096!, (4097 4097)", 4098},
		{formula.Money, 8000, refusedFrom(4097), "0 4096!, (4097 8000)", 8001}, {formula.Money, 9000, refusedFrom(4098), "0 4097!, (4098 9000)~", 0}, {formula.Money, 20_000, refusedFrom(15_000), "0 14999!, (15000 20000)~", 0},
	} {
		p, a := askedPieces(t, c.kind, -100_000, 100_000, c.refuses)
		require.NoError(t, p.settle(runFrom(0, c.last)))
		assert.Equal(t, c.want, cutInto(p), "%s %d", c.kind, c.last)
		if c.asked > 0 {
			assert.Len(t, a.points, c.asked, "%s %d", c.kind, c.last)
		} else {
			assert.Less(t, int64(len(a.points)), c.last, "%s %d", c.kind, c.last)
		}
	}
}

// TestAWideRunIsRefusedForCertainOnlyBeyondItsOwnEnds, and where the rule says that it has gaps an answered one is not certain.
func TestAWideRunIsRefusedForCertainOnlyBeyondItsOwnEnds(t *testing.T) {
	beyond := func(x int64) string { return map[bool]string{true: "beyond"}[x < 0 || x > 50_000] }
	for _, c := range []struct {
		first, last int64
		gaps        bool
		want        string
	}{
		{-30_000, -1, false, "(-30000 -1)!"}, {50_001, 90_000, false, "(50001 90000)!"}, {0, 50_000, false, "0 50000!"}, {0, 50_000, true, "0 50000~!"}, {-30_000, -1, true, "(-30000 -1)!"},
		{7, 7, true, "7 7!"}, {0, 4096, true, "0 4096!"}, {0, 4097, true, "0 4097~!"},
	} {
		p, a := askedPieces(t, formula.Money, 0, 50_000, beyond)
		if c.gaps {
			p.sch.gaps = []string{"n"}
		}
		require.NoError(t, p.settle(runFrom(c.first, c.last)))
		assert.Equal(t, c.want, cutInto(p), c)
		assert.True(t, len(a.points) < 20 || c.last == 4096)
		assert.Equal(t, c.gaps, p.gaps())
	}
	p, _ := askedPieces(t, formula.Money, 0, 50_000, beyond)
	for from, want := range map[int64]string{1: "0 0!, 1 50000~", 2: "0 1!, 2 50000~", 3: "0 2~!, 3 50000~", 49_999: "0 49998~!, 49999 50000", 50_000: "0 49999~!, 50000 50000"} {
		p, a := askedPieces(t, formula.Money, 0, 50_000, beyond)
		p.sch.gaps = []string{"n"}
		a.fields = func(x int64) string { return map[bool]string{true: "more"}[x >= from] }
		require.NoError(t, p.settle(runFrom(0, 50_000)))
		assert.Equal(t, want, cutInto(p), "of two values both were asked")
	}
	for s, want := range map[[2]int64]bool{{-9, -1}: true, {-9, 0}: false, {50_001, 60_000}: true, {50_000, 60_000}: false, {0, 50_000}: false, {-9, 60_000}: false} {
		assert.Equal(t, want, p.outside(stretch{first: s[0], last: s[1]}), s)
	}
	p.sch.gaps = []string{"n"}
	assert.False(t, p.short(runFrom(-5_000, -1_000), []int64{-5_000}), "each beyond its ends is refused as each")
	assert.True(t, p.short(runFrom(0, 4_000), []int64{0}))
	assert.Equal(t, []int64{3}, every(runFrom(3, 3)))
	assert.Equal(t, []int64{-1, 0, 1}, every(runFrom(-1, 1)))
	l := stretch{first: -farSteps, last: farSteps}
	assert.Equal(t, uint64(2*farSteps), l.length())
}

// TestRunsThatGoOnAreOne: where the kernel says alike and each field that is there has the same course; of refusals where they are alike.
func TestRunsThatGoOnAreOne(t *testing.T) {
	p, _ := askedPieces(t, formula.Count, 0, 100, func(x int64) string {
		return map[bool]string{true: "many"}[x > 10] + map[bool]string{true: " more"}[x > 20]
	})
	two := func(first, last int64) stretch {
		s := runFrom(first, last)
		s.values = [][]course.Value{{course.Running(exact.Int(0), exact.Int(2))}}
		return s
	}
	marked := runFrom(7, 8)
	marked.sampled = true
	for _, s := range []stretch{runFrom(0, 2), runFrom(3, 4), two(5, 6), marked, runFrom(9, 10), two(11, 12), runFrom(13, 20), runFrom(21, 22), runFrom(23, 25)} {
		require.NoError(t, p.put(s))
	}
	assert.Equal(t, "0 4!, 5 6!, 7 8~!, 9 10!, (11 20), (21 25)", cutInto(p))
	p.list = nil
	require.NoError(t, p.put(runFrom(12, 12)))
	require.NoError(t, p.put(runFrom(3, 4)))
	assert.Equal(t, "(12 12)!, 3 4", cutInto(p), "what turns where a refusal ends does not tell why")
	a := stretch{said: &said{texts: [][]string{{"1", "2"}}, there: [][]bool{{true, false}}}, values: [][]course.Value{{course.Flag(true), course.Flag(true)}}}
	b := stretch{said: &said{}, values: [][]course.Value{{course.Flag(true), course.Flag(false)}}}
	assert.True(t, p.same(&a, &b), "what is left out goes as it likes")
	assert.Equal(t, []bool{true, false, false}, []bool{p.has(&a, 0, 0), p.has(&a, 0, 1), p.has(&a, 0, 2)})
}

// TestAPointGoesToTheRunBesideIt whose course goes through it, the next before the last, with what turns at either.
func TestAPointGoesToTheRunBesideIt(t *testing.T) {
	at := func(first, last, c0, c1 int64, why ...course.Cause) stretch {
		x := c0 + c1*first
		return stretch{first: first, last: last, values: [][]course.Value{{course.Running(exact.Int(c0), exact.Int(c1))}}, because: why,
			said: &said{key: "+", texts: [][]string{{fmt.Sprint(x)}}, there: [][]bool{{true}}}}
	}
	refused := func(first, last int64) stretch {
		return stretch{first: first, last: last, said: &said{key: "no", refused: Errors{{}}}}
	}
	a, b := course.Cause{Comparison: "a"}, course.Cause{Comparison: "b"}
	for _, c := range []struct {
		list []stretch
		want string
	}{
		{[]stretch{at(0, 4, 0, 0), at(5, 5, 5, 0, a), at(6, 9, 0, 1, b)}, "0 4 , 5 9 ab"}, {[]stretch{at(5, 5, 5, 0, a), at(6, 9, 0, 1, b)}, "5 9 "}, {[]stretch{refused(0, 4), at(5, 5, 5, 0, a), at(6, 9, 0, 1, b)}, "0 4 , 5 9 "},
		{[]stretch{at(0, 4, 0, 1), at(5, 5, 5, 0, a), at(6, 9, 0, 3, b)}, "0 5 , 6 9 b"}, {[]stretch{at(0, 4, 0, 1), at(5, 5, 5, 0, a), at(6, 6, 6, 0, a), at(7, 9, 0, 3, b)}, "0 6 , 7 9 b"},
		{[]stretch{at(0, 4, 0, 1), at(5, 5, 11, 0, a), at(6, 9, 0, 3, b)}, "0 4 , 5 5 a, 6 9 b"}, {[]stretch{at(0, 4, 0, 1), refused(5, 5), at(6, 9, 0, 1, b)}, "0 4 , 5 5 , 6 9 b"},
		{[]stretch{at(0, 4, 0, 1), at(5, 5, 5, 0, a)}, "0 5 "}, {[]stretch{at(0, 4, 0, 2), at(5, 5, 5, 0, a)}, "0 4 , 5 5 a"}, {[]stretch{at(5, 5, 5, 0, a)}, "5 5 a"}, {[]stretch{at(0, 4, 0, 1), at(5, 6, 5, 0, a)}, "0 4 , 5 6 a"},
	} {
		p, _ := askedPieces(t, formula.Count, 0, 100, neverRefused)
		p.list = c.list
		p.absorb()
		var out []string
		for _, s := range p.list {
			why := ""
			for _, c := range s.because {
				why += c.Comparison
			}
			out = append(out, fmt.Sprintf("%d %d %s", s.first, s.last, why))
			if s.said.refused == nil {
				form, _ := s.values[0][0].Form()
				x, _ := form.At(s.first)
				assert.Equal(t, x.String(), s.said.texts[0][0], "what is said is of its first point")
			}
		}
		assert.Equal(t, c.want, strings.Join(out, ", "))
	}
	p, _ := askedPieces(t, formula.Count, 0, 100, neverRefused)
	one, other := at(5, 5, 5, 0), at(6, 9, 0, 1)
	assert.True(t, p.through(&other, &one))
	other.said.key = "-"
	assert.False(t, p.through(&other, &one), "another field is left out")
}

// TestACountThatIsAskedEachIsPutTogetherByLines, and ends with the work.
func TestACountThatIsAskedEachIsPutTogetherByLines(t *testing.T) {
	p, a := askedPieces(t, formula.Count, 0, 100, func(x int64) string { return map[bool]string{true: "many"}[x > 20] })
	a.m = func(x int64) int64 {
		switch {
		case x < 5:
			return 3*x + 1
		case x < 8:
			return 40
		}
		return x * x
	}
	require.NoError(t, p.each(-2, 23))
	assert.Equal(t, "-2 4, 5 7, 8 9, 10 11, 12 13, 14 15, 16 17, 18 19, 20 20, (21 23)", cutInto(p))
	var lines []string
	for _, s := range p.list[:4] {
		form, _ := s.values[0][0].Form()
		c0, c1, _ := form.IsLine()
		lines = append(lines, c0.String()+" "+c1.String())
	}
	assert.Equal(t, []string{"1 3", "40 0", "-72 17", "-110 21"}, lines)
	require.NoError(t, p.each(7, 7))
	assert.Equal(t, "7 7", cutInto(p), "and what was there before is not")
	p.left.Spend(course.MaxWork)
	err := p.each(0, 9)
	var u unfollowed
	require.True(t, errors.As(err, &u))
	assert.ErrorIs(t, u.why, course.ErrWork)
	for _, c := range []struct {
		kind        formula.Kind
		first, last int64
		want        bool
	}{{formula.Count, 0, 4095, true}, {formula.Count, 0, 4096, false}, {formula.Count, -4000, 95, true}, {formula.Count, -4000, 96, false}, {formula.Money, 0, 3, false}, {formula.Count, 5000, 5001, true}} {
		p.dial.kind = c.kind
		assert.Equal(t, c.want, p.few(c.first, c.last), c)
	}
}
