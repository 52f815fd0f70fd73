package rule

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/course"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// completed are parameters and facts of which a zero stands for a default, or for nothing at all.
type completed struct {
	N int64          `json:"n,omitzero" zh:"数" en:"n" range:"[0,9]" default:"5"`
	M unit.Money     `json:"m,omitzero" zh:"额" en:"m" range:"[0,9]" default:"1.00"`
	R unit.Rate      `json:"r,omitzero" zh:"率" en:"r" range:"[0,100%]" default:"5%"`
	G Given[int64]   `json:"g,omitzero" zh:"给" en:"g" range:"[1,9]"`
	O int64          `json:"o,omitzero" zh:"或" en:"o" range:"[1,9]"`
	A int8           `json:"a" zh:"小" en:"a"`
	P int64          `json:"p" zh:"必" en:"p" range:"[1,9]"`
	L []completedRow `json:"l" zh:"列" en:"list"`
}

type completedFacts struct {
	K    int64          `json:"k,omitzero" zh:"件" en:"k" range:"[1,9]"`
	Rows []completedRow `json:"rows" zh:"行" en:"row"`
	X    int64          `json:"x" zh:"另" en:"x"`
}

type completedRow struct {
	N int64 `json:"m" zh:"件" en:"pieces"`
}

func completedRun(t *testing.T, p completed, in *completedFacts) *caseRun {
	t.Helper()
	r, err := New(Definition[completed, completedFacts, dialledAnswer]{
		ID: "sample.completed", Version: 1, Title: Text{ZH: "补", EN: "Completed"}, Basis: []Clause{{ID: "sample-1"}},
		Steps: []*Term{{ID: "ok", Label: Text{ZH: "可以", EN: "ok"}, Formula: "{n} > 3 and {m} > {m} and {r} > 1 and {p} > 1 and {k} > 3"}},
		Check: func(p completed) (completed, error) {
			switch p.P {
			case 7:
				p.O = 9
			case 8:
				p.L = append(p.L, completedRow{1})
			}
			return p, nil
		},
		Kernel: func(*completed, completedFacts, *Trace) (dialledAnswer, error) {
			return dialledAnswer{}, nil
		},
	})
	require.NoError(t, err)
	c, err := runOf(r.Under(p), in)
	require.NoError(t, err)
	return c
}

// TestAZeroThatStandsForADefaultIsNotRunTo: it is refused as in JSON, by its place; where the rule completes it otherwise, it does not compare.
func TestAZeroThatStandsForADefaultIsNotRunTo(t *testing.T) {
	p := completed{N: 3, M: unit.Yuan(3), R: unit.MustParseRate("3%"), G: Give[int64](3), O: 3, P: 3}
	in := completedFacts{K: 3, Rows: []completedRow{{1}}}
	zero := func(text string) Text {
		return Text{ZH: "填0与未提供无法区分，会改按默认值" + text + "：不用默认值时请填其他值，用默认值时请省去此项",
			EN: "zero cannot be told from a field left out, which stands for the default " + text + ": give another value, or leave the field out for the default"}
	}
	otherwise := Text{ZH: "取此值时规则另行补全参数（如零表示采用默认值），不能与其余各值连续比较", EN: "with this value the rule completes its parameters otherwise (zero may stand for a default): it does not compare with the values beside it"}
	outside := Text{ZH: "应不小于1、不大于9", EN: "must be at least 1 and at most 9"}
	mille := p
	mille.R = unit.MustParseRate("3‰")
	for _, c := range []struct {
		p     completed
		path  string
		x     int64
		code  Code
		value string
		why   Text
	}{
		{p, "n", 0, Invalid, "0", zero("5")}, {p, "n", 1, "", "", Text{}}, {p, "n", 9, "", "", Text{}}, {p, "n", 10, Range, "10", Text{ZH: "应不小于0、不大于9", EN: "must be at least 0 and at most 9"}}, {p, "m", 0, Invalid, `"0.00"`, zero("1.00")}, {p, "m", 1, "", "", Text{}},
		{p, "r", 0, Invalid, `"0%"`, zero("5%")}, {mille, "r", 0, "", "", Text{}}, {mille, "r", 1, "", "", Text{}}, {p, "g", 0, Range, "0", outside}, {p, "g", 1, "", "", Text{}}, {p, "o", 0, Range, "0", outside}, {p, "p", 0, Range, "0", outside}, {p, "p", 6, "", "", Text{}}, {p, "p", 7, Invalid, "7", otherwise}, {p, "p", 8, Invalid, "8", otherwise}, {p, "o", 9, "", "", Text{}},
		{p, "a", -128, "", "", Text{}}, {p, "a", 128, Range, "128", Text{ZH: "超出此项可取的范围", EN: "beyond what the field can hold"}},
		{p, "k", 0, Range, "0", outside}, {p, "k", 1, "", "", Text{}}, {p, "rows[0].m", 0, "", "", Text{}},
	} {
		run := completedRun(t, c.p, &in)
		k, item, ok := run.w.place(c.path)
		require.True(t, ok, c.path)
		d, ok := run.w.dialAt(k, item)
		require.True(t, ok, c.path)
		d.named(run.s)
		out, err := run.evaluator(&d)(c.x)
		if c.code == "" {
			require.NoError(t, err, "%s %d", c.path, c.x)
			assert.Equal(t, &dialledAnswer{}, out)
			continue
		}
		f := Faults(err)
		require.Len(t, f, 1, "%s %d", c.path, c.x)
		assert.Equal(t, []any{"sample.completed", c.code, d.part, c.path, d.label, c.value, c.why}, []any{f[0].Rule, f[0].Code, f[0].Part, f[0].Field, f[0].Label, f[0].Value, f[0].Reason}, "%s %d", c.path, c.x)
	}
	assert.Equal(t, completedFacts{K: 3, Rows: []completedRow{{1}}}, in, "the caller's own stay")
}

// TestWhatIsNotFewHasTheWholeOfTheWork.
func TestWhatIsNotFewHasTheWholeOfTheWork(t *testing.T) {
	asked := 0
	in := toldIn()
	r := toldRule(t, "ok", turning("n", 5, 15), "{n} + 0", func(p *toldPolicy, in *toldFacts) (toldAnswer, bool) {
		out, _ := above(p, in)
		out.OK = in.N > 19
		return out, true
	}, &asked)
	need := func(work int, to string) (int, error) {
		c, err := runOf(r, &in)
		require.NoError(t, err)
		_, err = left(c, work).edges("n", "3", to)
		return work - works(c, func() { c.left.Spend(1) }), err
	}
	wide, err := need(100_000, "4099") // 4,097 values
	require.NoError(t, err)
	_, err = need(wide+1, "4099")
	require.NoError(t, err)
	_, err = need(wide-1, "4099")
	require.ErrorIs(t, err, NotWhole)
}

// TestTooManyRunsAreNotKept.
func TestTooManyRunsAreNotKept(t *testing.T) {
	asked := 0
	in := toldIn()
	c, err := runOf(toldRule(t, "ok", "{n} > {most}", "{n} + 0", above, &asked), &in)
	require.NoError(t, err)
	d, first, last, err := c.w.rangeOf("n", "0", "20")
	require.NoError(t, err)
	for n, whole := range map[int]bool{49_997: true, 49_998: false, 50_000: false} { // to the others come what is up to 5, to 10 and to 20
		p := c.pieces(&d)
		p.list = make([]stretch, n)
		for i := range p.list {
			p.list[i] = stretch{first: -9, last: -8, said: &said{key: "x"}}
		}
		err := p.follow(first, last)
		if whole {
			require.NoError(t, err)
			assert.Len(t, p.list, n+3)
			continue
		}
		require.ErrorIs(t, err, NotWhole, n)
		assert.ErrorIs(t, err.(unfollowed).why, course.ErrWork, n)
	}
	p := c.pieces(&d)
	require.NoError(t, p.follow(3, 4))
	assert.Len(t, p.list, 1)
}

type nestedAnswer struct {
	Box  Given[nestedBox] `json:"box,omitzero" zh:"箱" en:"box"`
	Each []readEach       `json:"each" zh:"各" en:"each"`
	Same []sameEach       `json:"same" zh:"同" en:"same"`
	All  []int64          `json:"all" zh:"全" en:"all" step:"all"`
	Pair []pairEach       `json:"pair" zh:"对" en:"pair"`
}

type nestedBox struct {
	OK bool `json:"ok" zh:"可以" en:"ok"`
}

type pairEach struct {
	Own int64 `json:"own" zh:"自" en:"own" step:"all"`
	Top int64 `json:"top" zh:"上限" en:"most" step:"most"`
}

type sameEach struct {
	Most int64 `json:"top" zh:"上限" en:"most" step:"most"`
}

// TestAListOfTheAnswerHasAsManyItemsAsWhatShowsIt, and an outcome within what need not be given is read there.
func TestAListOfTheAnswerHasAsManyItemsAsWhatShowsIt(t *testing.T) {
	steps := []*Term{{ID: "box.ok", Label: Text{ZH: "可以", EN: "ok"}, Formula: "{n} > {most}"}, {ID: "each.more", Label: Text{ZH: "多", EN: "more"}, Formula: "{rows.n} > {n}"}, {ID: "all", Label: Text{ZH: "全", EN: "all"}, Formula: "{rows.n} + {n}"}}
	r, err := New(Definition[toldPolicy, toldFacts, nestedAnswer]{
		ID: "sample.nested", Version: 1, Title: Text{ZH: "内", EN: "Nested"}, Basis: []Clause{{ID: "sample-1"}}, Defaults: &toldPolicy{Most: 10}, Steps: steps, Outcome: "box.ok",
		Kernel: func(p *toldPolicy, in toldFacts, _ *Trace) (out nestedAnswer, err error) {
			if in.N < -5000 || in.N > 5000 || p.Most < 0 || p.Most > 1000 || in.N == 4 {
				return out, Refused
			}
			out.Box = Give(nestedBox{in.N > p.Most})
			for _, row := range in.Rows {
				out.Pair = append(out.Pair, pairEach{row.N + in.N, p.Most})
				out.Each, out.All = append(out.Each, readEach{row.N > in.N}), append(out.All, row.N+in.N)
			}
			out.Same = []sameEach{{p.Most}, {p.Most}, {p.Most}}
			return out, nil
		},
	})
	require.NoError(t, err)
	in := toldIn()
	c, err := runOf(r, &in)
	require.NoError(t, err)
	d, _, _, err := c.w.rangeOf("n", "0", "9")
	require.NoError(t, err)
	p := c.pieces(&d)
	items := map[string]int{}
	for i := range c.s.answers {
		if l := &c.s.answers[i]; l.list() != "" && (!strings.HasSuffix(l.path, "[]") || l.path == "all[]") {
			items[c.s.answers[i].path] = p.itemsOf(i)
		}
	}
	assert.Equal(t, map[string]int{"each[].more": 2, "same[].top": 3, "all[]": 2, "pair[].own": 2, "pair[].top": 2}, items)
	e, err := r.Edges(in, "n", "0", "3")
	require.NoError(t, err)
	got := ""
	for _, one := range e.Segments[0].Answer {
		got += one.Path + "=" + one.First + "…" + one.Last + " "
	}
	assert.Equal(t, "box.ok=false…false each[0].more=true…true each[1].more=true…true same[0].top=10…10 same[1].top=10…10 same[2].top=10…10 all[0]=1…1 all[1]=2…2 pair[0].own=1…1 pair[1].own=2…2 pair[0].top=10…10 pair[1].top=10…10 ", got)
	walk := c.c.program.Walk(c.w, c.left)
	walk.Vary(d.given)
	walk.Start(0, 9)
	for i := range c.s.answers {
		assert.Len(t, p.valuesOf(walk, i), map[string]int{"box.ok": 1, "each[].more": 2, "same[].top": 3, "all[]": 2, "pair[].own": 2, "pair[].top": 2}[c.s.answers[i].path], c.s.answers[i].path)
	}
	in.N = 4 // which is refused, so that nothing tells how many there are
	c, err = runOf(r, &in)
	require.NoError(t, err)
	d, _, _, err = c.w.rangeOf("n", "4", "4")
	require.NoError(t, err)
	p = c.pieces(&d)
	for i := range c.s.answers {
		if c.s.answers[i].path == "same[].top" || c.s.answers[i].path == "pair[].top" {
			assert.Equal(t, map[string]int{"same[].top": 0, "pair[].top": 2}[c.s.answers[i].path], p.itemsOf(i), c.s.answers[i].path)
		}
	}
	in.N = 3
	f := flipperOf(t, r, &in)
	assert.Equal(t, []string{"false", "true", "false", ""}, []string{f.was, f.read(&nestedAnswer{Box: Give(nestedBox{true})}), f.read(&nestedAnswer{Box: Give(nestedBox{})}), f.read(&nestedAnswer{})})
	flips, err := r.Flip(in)
	require.NoError(t, err)
	assert.Equal(t, "11", flips.Flips[0].Changes[0].Value)
}
