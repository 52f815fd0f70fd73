package rule_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// sweep is what a rule answers at each value of a range that a number runs through.
type sweep struct {
	d           sweptDial
	first, last int64
	cells       []map[string]string // nil where it is refused
	order       []rule.Cells
	refused     []error
	envs        func(x int64) sweptEnv
}

func sweepOf(t *testing.T, r rule.Rule[sweptPolicy, sweptFacts, sweptAnswer], p sweptPolicy, in sweptFacts, d sweptDial, first, last int64) *sweep {
	s := &sweep{d: d, first: first, last: last}
	at := func(x int64) (sweptPolicy, sweptFacts) {
		p, in := p, in
		in.Rows = append([]sweptRow(nil), in.Rows...)
		d.set(&p, &in, x)
		return p, in
	}
	for x := first; x <= last; x++ {
		p, in := at(x)
		out, err := r.Under(p).Eval(in)
		var cells map[string]string
		var order rule.Cells
		if err == nil {
			list, err := rule.Flatten(out)
			require.NoError(t, err)
			cells, order = map[string]string{}, list
			for _, c := range list {
				cells[c.Path] = c.Text
			}
		}
		s.cells, s.order, s.refused = append(s.cells, cells), append(s.order, order), append(s.refused, err)
	}
	s.envs = func(x int64) sweptEnv {
		p, in := at(x)
		return sweptCase(&p, &in)
	}
	return s
}

func (s *sweep) answered(x int64) bool { return s.refused[x-s.first] == nil }

func (s *sweep) field(x int64, path string) (string, bool) {
	text, ok := s.cells[x-s.first][path]
	return text, ok
}

// rat reads a number as an answer writes it: a month by how many there are since the year 0.
func rat(text string) *big.Rat {
	if len(text) == 7 && text[4] == '-' {
		v, err := formula.ParseValue(formula.Month, text)
		if err == nil {
			return v.Rat
		}
	}
	v, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return v
}

// rounded rounds to whole steps, as a rounding is written.
func rounded(v *big.Rat, code string) *big.Rat {
	way, unit, _ := strings.Cut(code, "/")
	step := map[string]*big.Rat{"fen": big.NewRat(1, 100), "jiao": big.NewRat(1, 10), "yuan": big.NewRat(1, 1)}[unit]
	n := new(big.Rat).Quo(v, step)
	low := new(big.Int).Div(n.Num(), n.Denom()) // down, of what is negative too
	rest := new(big.Rat).Sub(n, new(big.Rat).SetInt(low))
	more := false
	switch c := rest.Cmp(big.NewRat(1, 2)); way {
	case "up":
		more = rest.Sign() > 0
	case "half-up":
		more = c >= 0
	case "half-even":
		more = c > 0 || c == 0 && low.Bit(0) == 1
	}
	if more {
		low.Add(low, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(low), step)
}

// along is what a course says there is at a value, by what it shows alone; nil where it does not say.
func along(c *rule.Course, d sweptDial, from, x int64) *big.Rat {
	by := big.NewRat(x-from, d.perUnit)
	switch c.Shape {
	case rule.Constant:
		return rat(c.First)
	case rule.Straight:
		return by.Add(rat(c.First), by.Mul(by, rat(c.Slope)))
	case rule.Rounded:
		return rounded(by.Add(rat(c.Line), by.Mul(by, rat(c.Slope))), c.Rounding)
	}
	return nil
}

// holds holds edges against what the rule answered at each value.
func (s *sweep) holds(t *testing.T, e *rule.Edges, ids []string, formulas map[string]string) {
	at := s.first
	texts := map[string]int64{}
	for x := s.first; x <= s.last; x++ {
		texts[s.d.text(x)] = x
		got, err := e.At(s.d.text(x))
		if !s.answered(x) {
			require.Error(t, err, s.d.text(x))
			assert.Equal(t, rule.Faults(s.refused[x-s.first])[0].Reason, rule.Faults(err)[0].Reason, s.d.text(x))
			continue
		}
		require.NoError(t, err, s.d.text(x))
		require.ElementsMatch(t, s.order[x-s.first], got, s.d.text(x)) // fields of a list's items stand field by field
	}
	for i := range e.Segments {
		g := &e.Segments[i]
		from, ok1 := texts[g.From]
		to, ok2 := texts[g.To]
		require.True(t, ok1 && ok2 && from == at && to >= from, "%s…%s follows on %s", g.From, g.To, s.d.text(at))
		at = to + 1
		require.False(t, g.Sampled)
		for x := from; x <= to; x++ {
			require.Equal(t, g.Refused == nil, s.answered(x), s.d.text(x))
		}
		if g.Refused != nil {
			assert.Empty(t, g.Because)
			assert.Empty(t, g.Answer)
			assert.Equal(t, rule.Faults(s.refused[from-s.first])[0].Reason, g.Refused[0].Reason)
			continue
		}
		var before *rule.Segment
		if i > 0 && e.Segments[i-1].Refused == nil {
			before = &e.Segments[i-1]
			s.turns(t, g, from, ids, formulas)
		} else {
			assert.Empty(t, g.Because)
		}
		for k := range g.Answer {
			s.course(t, g, k, from, to)
			if before != nil {
				s.jump(t, before, g, k, texts[before.From], from, formulas)
			}
		}
	}
	require.Equal(t, s.last+1, at)
}

// course holds a field's course against each of its values.
func (s *sweep) course(t *testing.T, g *rule.Segment, k int, from, to int64) {
	c := &g.Answer[k]
	first, there := s.field(from, c.Path)
	last, _ := s.field(to, c.Path)
	require.Equal(t, []string{first, last}, []string{c.First, c.Last}, c.Path)
	require.Equal(t, there, c.Shape != rule.Omitted, c.Path)
	assert.Equal(t, c.Shape == rule.Rounded, c.Line != "" && c.Rounding != "", c.Path)
	assert.Equal(t, c.Shape == rule.Straight || c.Shape == rule.Rounded || c.Shape == rule.Stairs, c.Slope != "", c.Path)
	same := true
	for x := from; x <= to; x++ {
		text, ok := s.field(x, c.Path)
		require.Equal(t, there, ok, "%s at %s", c.Path, s.d.text(x))
		same = same && text == first
		if want := along(c, s.d, from, x); rat(text) != nil && want != nil {
			require.Zero(t, want.Cmp(rat(text)), "%s at %s: %s by its course, and it is %s", c.Path, s.d.text(x), want, text)
		} else if c.Shape == rule.Constant {
			require.Equal(t, first, text, c.Path)
		}
	}
	if c.Shape != rule.Constant && from < to {
		assert.True(t, !same || !there, "%s is the same from %s to %s", c.Path, g.From, g.To)
	}
}

// jump holds a field's jump against how far it is off at the first value from where it would have been.
func (s *sweep) jump(t *testing.T, before, g *rule.Segment, k int, was, from int64, formulas map[string]string) {
	c := &g.Answer[k]
	if k >= len(before.Answer) || before.Answer[k].Path != c.Path {
		return
	}
	old := &before.Answer[k]
	if old.Shape == rule.Omitted || c.Shape == rule.Omitted || rat(c.First) == nil {
		assert.Empty(t, c.Jump, c.Path)
		return
	}
	require.NotEmpty(t, c.Jump, c.Path)
	hidden := func(c *rule.Course) bool { // the same everywhere by its values, and not by its formula
		return c.Shape == rule.Constant && (strings.ContainsAny(formulas[strings.NewReplacer("[0]", "", "[1]", "").Replace(c.Path)]+formulas["part"], "÷r"))
	}
	if hidden(old) || hidden(c) {
		return
	}
	want := along(old, s.d, was, from)
	if want == nil {
		return
	}
	want = new(big.Rat).Sub(rat(c.First), want)
	if back := along(c, s.d, from, from-1); back != nil && back.Cmp(rat(old.Last)) == 0 {
		want = new(big.Rat)
	}
	require.Zero(t, want.Cmp(rat(c.Jump)), "%s jumps by %s at %s, not %s", c.Path, c.Jump, g.From, want)
}

// turns holds what is said to turn at a value against the comparison itself, there and before.
func (s *sweep) turns(t *testing.T, g *rule.Segment, from int64, ids []string, formulas map[string]string) {
	require.NotEmpty(t, g.Because, g.From)
	for _, b := range g.Because {
		f := formula.MustParse(b.Comparison)
		if !f.Root().Op.IsComparison() {
			continue // of a max or min the whole
		}
		holds := func(x int64) string {
			e := s.envs(x)
			stepped(e, ids, formulas, b.Step)
			if strings.Contains(b.Comparison, "{rows.") && b.Item == 0 { // at whichever of them
				said := ""
				for i := range e.rows {
					v, err := f.Eval(e, i+1)
					require.NoError(t, err)
					said += v.String() + " "
				}
				return said
			}
			v, err := f.Eval(e, b.Item)
			require.NoError(t, err)
			return v.String()
		}
		before := holds(from - 1)
		assert.True(t, before != holds(from) || from < s.last && before != holds(from+1), "%s of %s stands alike before and at %s", b.Comparison, b.Step, g.From)
	}
}

// stepped adds the steps before one to the values that formulas read.
func stepped(e sweptEnv, ids []string, formulas map[string]string, until string) {
	for _, id := range ids {
		if id == until {
			return
		}
		list := []formula.Value{{}}
		f := formula.MustParse(formulas[id])
		if strings.HasPrefix(id, "each.") {
			for i := range e.rows {
				v, _ := f.Eval(e, i+1)
				list = append(list, v)
			}
		} else {
			list[0], _ = f.Eval(e, 0)
		}
		e.values[id] = list
	}
}

// TestEdgesAreWhatTheRuleSaysAtEachValue: over a family of rules whose formulas are made by chance, each number of a case is put through all
// its values and beyond, and what its edges say is held against what the rule answers at each of them.
func TestEdgesAreWhatTheRuleSaysAtEachValue(t *testing.T) {
	rules, asked, refused := 24, 0, 0
	if testing.Short() {
		rules = 5
	}
	for seed := range uint64(rules) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		r, formulas := anySwept(rnd)
		p, in := anySweptCase(rnd)
		for _, d := range sweptDials(len(in.Rows)) {
			if x, given := d.get(&p, &in); !given {
				_, err := r.Under(p).Edges(in, d.path, d.text(d.low), d.text(d.high))
				require.ErrorIs(t, err, rule.Missing)
				continue
			} else {
				d.set(&p, &in, x)
			}
			first, last := d.low-3, d.high+2
			ok := t.Run(fmt.Sprintf("%d/%s", seed, d.path), func(t *testing.T) {
				e, err := r.Under(p).Edges(in, d.path, d.text(first), d.text(last))
				asked++
				if err != nil {
					require.ErrorIs(t, err, rule.NotWhole)
					require.Contains(t, err.Error(), "cannot be followed")
					refused++
					return
				}
				sweepOf(t, r, p, in, d, first, last).holds(t, &e, sweptIDs, formulas)
			})
			if !ok {
				t.Log(formulas, p, in)
				break
			}
		}
	}
	assert.Less(t, refused*20, asked, "few cannot be followed")
}
