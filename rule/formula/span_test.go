package formula_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// haze is a SpanEnv over small sets of values: those of a name that is known are one, and of
// the items of the list {t}, whose length is known or not, each the same.
type haze struct {
	texts  map[string][]string
	kinds  map[string]formula.Type
	least  int64
	most   int64
	number map[string]int32
}

func (h *haze) Span(name string, _ int) (formula.Span, bool) {
	typ, ok := h.kinds[name]
	if !ok {
		return formula.Span{}, false
	}
	var s formula.Span
	for _, text := range h.texts[name] {
		v := formula.Value{Kind: typ.Kind, Absent: true}
		if text != "" {
			v, _ = formula.ParseValue(typ.Kind, text)
		}
		one := formula.Certain(v)
		one.Needs = []int32{h.number[name]}
		s = s.Union(one)
	}
	return s, true
}

func (h *haze) Length(name string) (least, most int64, needs []int32, ok bool) {
	if name != "t" && h.kinds[name].List != "t" {
		return 0, 0, nil, false
	}
	if h.least != h.most {
		needs = []int32{h.number["t"]}
	}
	return h.least, h.most, needs, true
}

func (h *haze) scope(name string) (formula.Type, bool) {
	if name == "t" {
		return formula.Type{Kind: formula.List, List: "t"}, true
	}
	typ, ok := h.kinds[name]
	return typ, ok
}

// written makes a random formula of a kind.
func written(rnd *rand.Rand, kind formula.Kind, depth int, inside bool) string {
	leaf := map[formula.Kind][]string{
		formula.Money: {"{m}", "{x}", "0", "sum({t.v})"}, formula.Count: {"{a}", "{b}", "1", "count({t})"},
		formula.Ratio: {"{r}", "50%"}, formula.Flag: {"{f}", "{g}", "given({x})"}, formula.Choice: {"{c}", "'one'"},
	}[kind]
	if inside && kind == formula.Money {
		leaf = []string{"{t.v}", "{t.v}", "{m}"}
	}
	if depth == 0 || rnd.IntN(6) == 0 {
		return leaf[rnd.IntN(len(leaf))]
	}
	sub := func(k formula.Kind) string { return written(rnd, k, depth-1, inside) }
	pick := func(options ...string) string { return options[rnd.IntN(len(options))] }
	branch := func() string { return "if(" + sub(formula.Flag) + ", " + sub(kind) + ", " + sub(kind) + ")" }
	switch kind {
	case formula.Money:
		options := []string{
			"(" + sub(kind) + " + " + sub(kind) + ")", "(" + sub(kind) + " − " + sub(kind) + ")", "(" + sub(kind) + " × " + sub(formula.Ratio) + ")",
			"(" + sub(kind) + " × " + sub(formula.Count) + ")", "(" + sub(kind) + " ÷ " + sub(formula.Count) + ")",
			pick("max", "min") + "(" + sub(kind) + ", " + sub(kind) + ")", branch(), "round(" + sub(kind) + ", {how})",
		}
		if !inside {
			options = append(options, pick("sum", "largest", "smallest")+"("+written(rnd, kind, depth-1, true)+")")
		}
		return pick(options...)
	case formula.Count:
		return pick("("+sub(kind)+" + "+sub(kind)+")", "("+sub(kind)+" − "+sub(kind)+")", "("+sub(kind)+" × "+sub(kind)+")", pick("max", "min")+"("+sub(kind)+", "+sub(kind)+")", branch())
	case formula.Ratio:
		return pick("("+sub(formula.Count)+" ÷ "+sub(formula.Count)+")", "("+sub(kind)+" × "+sub(kind)+")", branch(), "power("+sub(kind)+", 2)")
	case formula.Choice:
		return branch()
	}
	k := []formula.Kind{formula.Money, formula.Count, formula.Ratio}[rnd.IntN(3)]
	options := []string{
		"(" + sub(k) + " " + pick("<", "≤", ">", "≥", "=", "≠") + " " + sub(k) + ")", "(" + sub(kind) + " " + pick("and", "or") + " " + sub(kind) + ")",
		"(not " + sub(kind) + ")", "(" + sub(formula.Choice) + " " + pick("=", "≠") + " " + pick("'one'", "'two'", "{c}") + ")", branch(),
	}
	if !inside {
		options = append(options, pick("all", "any")+"("+written(rnd, kind, depth-1, true)+")")
	}
	return pick(options...)
}

func randomHaze(rnd *rand.Rand) *haze {
	h := &haze{texts: map[string][]string{}, number: map[string]int32{}, kinds: map[string]formula.Type{
		"m": {Kind: formula.Money}, "x": {Kind: formula.Money, Optional: true}, "a": {Kind: formula.Count}, "b": {Kind: formula.Count}, "r": {Kind: formula.Ratio},
		"f": {Kind: formula.Flag}, "g": {Kind: formula.Flag}, "c": {Kind: formula.Choice, Codes: []string{"one", "two"}}, "how": {Kind: formula.Rounding},
		"t.v": {Kind: formula.Money, List: "t"},
	}}
	all := map[string][]string{
		"m": {"-1.50", "0.00", "2.25"}, "x": {"", "0.50", "3.00"}, "a": {"-1", "0", "2"}, "b": {"1", "2"}, "r": {"-50%", "0%", "150%"},
		"f": {"false", "true"}, "g": {"false", "true"}, "c": {"one", "two"}, "how": {"up/yuan", "half-even/jiao"}, "t.v": {"-1.00", "0.00", "4.00"},
	}
	for i, name := range slices.Sorted(mapsKeys(all)) {
		h.number[name] = int32(i)
		h.texts[name] = all[name]
		if rnd.IntN(2) == 0 { // known
			k := rnd.IntN(len(all[name]))
			h.texts[name] = all[name][k : k+1]
		}
	}
	h.number["t"] = 100
	h.least = rnd.Int64N(3)
	h.most = h.least
	if rnd.IntN(2) == 0 {
		h.most = h.least + 1
	}
	return h
}

func mapsKeys(m map[string][]string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for name := range m {
			if !yield(name) {
				return
			}
		}
	}
}

// worlds are all that a haze can be, of the names that a formula mentions.
func (h *haze) worlds(f *formula.Formula, yield func(world)) {
	var names []string
	for _, name := range f.Names() {
		if name != "t" && h.kinds[name].List == "" {
			names = append(names, name)
		}
	}
	var fill func(world, []string)
	items := func(w world) {
		texts := h.texts["t.v"]
		for n := h.least; n <= h.most; n++ {
			total := 1
			for range n {
				total *= len(texts)
			}
			for k := range total {
				list := make([]string, n)
				for i := range list {
					list[i] = texts[k%len(texts)]
					k /= len(texts)
				}
				w["t"] = thing{formula.Type{Kind: formula.List}, list}
				w["t.v"] = thing{h.kinds["t.v"], list}
				yield(w)
			}
		}
	}
	fill = func(w world, rest []string) {
		if len(rest) == 0 {
			items(w)
			return
		}
		for _, text := range h.texts[rest[0]] {
			w[rest[0]] = thing{h.kinds[rest[0]], []string{text}}
			fill(w, rest[1:])
		}
	}
	fill(world{}, names)
}

// TestASpanHoldsEveryValue compares spans with all values that there are, over all that is
// not known.
func TestASpanHoldsEveryValue(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	formulas, certain, values := 0, 0, 0
	for range 6_000 {
		kind := []formula.Kind{formula.Money, formula.Count, formula.Ratio, formula.Flag, formula.Choice}[rnd.IntN(5)]
		text := written(rnd, kind, 3, false)
		f, err := formula.Parse(text)
		require.NoError(t, err, text)
		h := randomHaze(rnd)
		if _, err := f.Check(h.scope); err != nil {
			continue
		}
		formulas++
		s := f.Span(h, 0)
		seen := map[string]bool{}
		h.worlds(f, func(w world) {
			v, err := f.Eval(w, 0)
			if err != nil {
				return
			}
			values++
			if v.Rat != nil {
				v.Text = "" // 0 and 0.00 are one
				seen[v.Rat.RatString()] = true
			} else {
				seen[v.String()] = true
			}
			if !s.Contains(v) {
				t.Fatalf("%s is %s, not within %+v, in %v", f, v, show(s), w)
			}
		})
		if s.IsCertain() && !s.Absent {
			certain++
			assert.LessOrEqual(t, len(seen), 1, "%s is certain, and %v", f, seen)
			assert.Empty(t, s.Needs)
		}
	}
	t.Logf("%d formulas, %d of them certain, %d values", formulas, certain, values)
	assert.Greater(t, formulas, 2_000)
	assert.Greater(t, certain, 300)
}

func show(s formula.Span) string {
	end := func(v *big.Rat) string {
		if v == nil {
			return "…"
		}
		return v.RatString()
	}
	return fmt.Sprintf("%v %s to %s, %t/%t, %s", s.Kind, end(s.Low), end(s.High), s.True, s.False, strings.Join(s.Codes, " "))
}

// A span is no wider than it must be where each name stands once; what decides by itself
// needs nothing else.
func TestSpansAreTight(t *testing.T) {
	h := randomHaze(rand.New(rand.NewPCG(1, 2)))
	h.texts = map[string][]string{
		"m": {"-1.50", "2.25"}, "x": {"", "3.00"}, "a": {"0", "7"}, "b": {"1", "2"}, "r": {"0%", "150%"}, "f": {"false"}, "g": {"false", "true"},
		"c": {"one", "two"}, "how": {"up/yuan"}, "t.v": {"-1.00", "4.00"},
	}
	h.least, h.most = 1, 3
	for text, want := range map[string]string{
		"{m} − {x}":                           "money -9/2 to -3/4, false/false, ",
		"round({m}, {how})":                   "money -1 to 3, false/false, ",
		"max({m}, 0) × {a}":                   "money 0 to 63/4, false/false, ",
		"{m} ÷ {b}":                           "money -3/2 to 9/4, false/false, ",
		"{b} ÷ {a}":                           "ratio 1/7 to …, false/false, ",
		"sum({t.v})":                          "money -3 to 12, false/false, ",
		"count({t})":                          "count 1 to 3, false/false, ",
		"largest({t.v})":                      "money -1 to 4, false/false, ",
		"all({t.v} > 0 − 2)":                  "flag … to …, true/false, ",
		"any({t.v} > 4)":                      "flag … to …, false/true, ",
		"{f} and {g}":                         "flag … to …, false/true, ",
		"{g} and {f}":                         "flag … to …, false/true, ",
		"if({f}, {m}, 5.00 × {b})":            "count 5 to 10, false/false, ",
		"if({g}, 'one', {c})":                 "choice … to …, false/false, one two",
		"least n: {a} + n ≥ 10":               "count 3 to 10, false/false, ",
		"least n: ({a} + n) ÷ (10 + n) ≥ 50%": "count 0 to 10, false/false, ",
		"least n: {a} + n < 0":                "count 0 to …, false/false, ",
		"power({r}, 3)":                       "ratio 0 to 27/8, false/false, ",
		"power({m}, 2)":                       "money … to …, false/false, ",
		"{m} ≥ 0 − 1.50 and not given({x}) or {g}": "flag … to …, true/true, ",
		"max({a}, 9)":                             "count 9 to 9, false/false, ",
		"min({a}, {b} − 1)":                       "count 0 to 1, false/false, ",
		"({m} < 0 − 2) or ({a} ≤ 7)":              "flag … to …, true/false, ",
		"if({c} = 'three', {m}, {x})":             "money 3 to 3, false/false, ",
		"(0 − {b}) ÷ {a}":                         "ratio … to -1/7, false/false, ",
		"{b} ÷ (0 − {a})":                         "ratio … to -1/7, false/false, ",
		"{b} ÷ ({a} − 3)":                         "ratio … to …, false/false, ",
		"sum(if({t.v} > 5.00, {t.v}, 0 × {t.v}))": "money 0 to 0, false/false, ",
	} {
		f, err := formula.Parse(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, show(f.Span(h, 0)), text)
	}
	for text, want := range map[string][]string{
		"{m} + {x}": {"m"}, "{m} + {a} × {m}": {"a", "m"}, "max({a}, 9)": nil, "{f} and {g}": nil, "{g} and {c} = 'one'": {"c", "g"}, "max({m}, {t.v})": {"t.v"}, "sum({t.v})": {"t", "t.v"},
		"if({f}, {m}, {x})": nil, "given({x})": {"x"}, "if({g}, 1, 2)": {"g"}, "if({g}, 2, 2)": nil, "least n: {a} + n ≥ 10": {"a"},
	} {
		f, err := formula.Parse(text)
		require.NoError(t, err, text)
		var got []string
		s := f.Span(h, 1)
		for name, id := range h.number {
			if slices.Contains(s.Needs, id) {
				got = append(got, name)
			}
		}
		slices.Sort(got)
		if text == "max({m}, {t.v})" { // neither is above the other
			want = []string{"m", "t.v"}
		}
		assert.Equal(t, want, got, text)
	}
}
