package rule_test

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// tinyCase is what is known of a case: facts by name, as JSON; open ones are not among them.
type tinyCase map[string]string

func (c tinyCase) with(name, value string) tinyCase {
	out := tinyCase{name: value}
	for k, v := range c {
		if k != name {
			out[k] = v
		}
	}
	return out
}

// facts writes the case; whole leaves out what is not given, since only Decide reads null as that.
func (c tinyCase) facts(whole bool) []byte {
	var fields []string
	rows := map[string][]string{}
	for name, v := range c {
		if whole && v == "null" {
			continue
		}
		if item, rest, in := strings.Cut(name, "."); in {
			rows[item] = append(rows[item], `"`+rest+`":`+v)
		} else if !strings.HasSuffix(name, "]") {
			fields = append(fields, `"`+name+`":`+v)
		} else if rows[name] == nil {
			rows[name] = []string{}
		}
	}
	slices.Sort(fields)
	if len(rows) > 0 {
		var items []string
		for _, item := range slices.Sorted(maps.Keys(rows)) {
			slices.Sort(rows[item])
			items = append(items, "{"+strings.Join(rows[item], ",")+"}")
		}
		fields = append(fields, `"rows":[`+strings.Join(items, ",")+"]")
	}
	return []byte("{" + strings.Join(fields, ",") + "}")
}

func (r tinyRule) open(c tinyCase) (out []string) {
	for _, name := range r.order {
		if _, ok := c[name]; !ok {
			out = append(out, name)
		}
	}
	return out
}

// each completes the case in every way.
func (r tinyRule) each(c tinyCase, do func(whole tinyCase)) {
	open := r.open(c)
	if len(open) == 0 {
		do(c)
		return
	}
	for _, v := range valuesOf(open[0]) {
		r.each(c.with(open[0], v), do)
	}
}

// valuesOf are those of a fact, or of a field of rows[1].
func valuesOf(name string) []string {
	item, rest, in := strings.Cut(name, ".")
	if list, _, _ := strings.Cut(item, "["); in {
		name = list + "." + rest
	}
	return tinyValues[name]
}

// turns gives the open facts that change the answer, by what is at it: whether another value of one, all else the same, gives another
// of what is looked at.
func (r tinyRule) turns(c tinyCase, at func(tinyRun) string) (out []string) {
	for _, name := range r.open(c) {
		found := map[string]string{}
		turns := false
		r.each(c, func(whole tinyCase) {
			v := r.run(whole.facts(true))
			if v.refused || turns {
				return
			}
			key := string(whole.with(name, "").facts(true))
			said := at(v)
			had, ok := found[key]
			turns = ok && had != said
			found[key] = said
		})
		if turns {
			out = append(out, name)
		}
	}
	return out
}

func tinyAnswerText(r tinyRun) string {
	var out []string
	for path, text := range r.answer {
		out = append(out, path+"="+text)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

// expected is what completions say of a field: its least and its greatest, or its codes.
func tinyPossible(path string, said []tinyRun) (out rule.Possible) {
	out = rule.Possible{Path: path, Attained: true}
	var texts []string
	absent := false
	list, rest, each := strings.Cut(path, "[]")
	for _, r := range said {
		paths := []string{path}
		if each { // of whichever item
			paths = nil
			for at := range r.answer {
				if strings.HasPrefix(at, list+"[") && strings.HasSuffix(at, rest) {
					paths = append(paths, at)
				}
			}
			absent = absent || len(paths) == 0 // there is no item
		}
		for _, at := range paths {
			if text, ok := r.answer[at]; !ok {
				absent = true
			} else if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	out.Absent = absent
	if len(texts) == 0 || len(texts) == 1 && !out.Absent {
		if out.Determined = true; len(texts) == 1 {
			out.Value = texts[0]
		}
		return out
	}
	switch texts[0] {
	case "true", "false":
		slices.Sort(texts)
		slices.Reverse(texts) // yes first
		out.Codes = texts
		return out
	case "rural", "urban":
		slices.Sort(texts)
		out.Codes = texts
		return out
	}
	slices.SortFunc(texts, func(a, b string) int { return tinyNumber(a).Cmp(tinyNumber(b)) })
	out.Low, out.High = texts[0], texts[len(texts)-1]
	return out
}

func tinyNumber(text string) *big.Rat {
	for _, kind := range []formula.Kind{formula.Month, formula.Ratio} {
		if v, err := formula.ParseValue(kind, text); err == nil {
			return v.Rat
		}
	}
	return nil
}

// tried are the values that a fact is tried with to put it in order, of those that some completion is answered with: of a number in a
// span that has more than its ends and the round ones only those.
func (r tinyRule) tried(c tinyCase, name string) (out []string) {
	var numbers []string
	for _, v := range valuesOf(name) {
		some := false
		r.each(c.with(name, v), func(whole tinyCase) { some = some || !r.run(whole.facts(true)).refused })
		if !some {
			continue
		}
		if out = append(out, v); v != "null" {
			numbers = append(numbers, v)
		}
	}
	round, some := tinyRound[name]
	if !some {
		return out
	}
	return slices.DeleteFunc(out, func(v string) bool {
		return v != "null" && v != numbers[0] && v != numbers[len(numbers)-1] && !slices.Contains(round, v)
	})
}

// expectTiny holds all that Decide says of a case against its completions.
func expectTiny(t *testing.T, name string, r tinyRule, c tinyCase) {
	t.Helper()
	at := name + " " + string(c.facts(false))
	var said []tinyRun
	r.each(c, func(whole tinyCase) {
		if v := r.run(whole.facts(true)); !v.refused {
			said = append(said, v)
		}
	})
	o, err := r.decide(c.facts(false))
	if len(said) == 0 {
		if err == nil {
			assert.NotEmpty(t, o.Refused, at)
			assert.False(t, o.Determined, at)
		}
		return
	}
	require.NoError(t, err, at)
	determined := true
	for _, got := range o.Answer {
		want := tinyPossible(got.Path, said)
		determined = determined && want.Determined
		got.Label = rule.Text{}
		if got.Path == "part" { // written as a ratio is
			for _, end := range []*string{&got.Low, &got.High} {
				if *end != "" {
					*end = tinyNumber(*end).RatString()
				}
			}
			for _, end := range []*string{&want.Low, &want.High} {
				if *end != "" {
					*end = tinyNumber(*end).RatString()
				}
			}
		}
		assert.Equal(t, want, got, at)
	}
	assert.Equal(t, determined, o.Determined, at)
	assert.Empty(t, o.Refused, at)
	// What is asked for is what turns the answer, first that after which the fewest are left, on the average.
	needs := r.turns(c, tinyAnswerText)
	left := map[string]*big.Rat{}
	for _, n := range needs {
		tried := r.tried(c, n)
		sum := 0
		for _, v := range tried {
			sum += len(r.turns(c.with(n, v), tinyAnswerText))
		}
		left[n] = big.NewRat(int64(sum), int64(len(tried)))
	}
	slices.SortStableFunc(needs, func(a, b string) int { return left[a].Cmp(left[b]) })
	first := map[string]string{}
	for k, s := range r.steps {
		if len(first) == len(needs) {
			break
		}
		for _, n := range r.turns(c, func(r tinyRun) string { return r.steps[k] }) {
			if first[n] == "" && slices.Contains(needs, n) {
				first[n] = n + " for " + s.Label.EN + " " + s.Clause.ID
			}
		}
	}
	var want, got []string
	for _, n := range needs {
		want = append(want, cmp.Or(first[n], n+" for Tiny "))
	}
	for _, n := range o.Needs {
		got = append(got, n.Path+" for "+n.Step.EN+" "+n.Clause)
	}
	assert.Equal(t, want, got, at)
	var unneeded []string
	for _, n := range r.open(c) {
		if !slices.Contains(needs, n) {
			unneeded = append(unneeded, n)
		}
	}
	slices.Sort(o.Unneeded)
	slices.Sort(unneeded)
	assert.Equal(t, unneeded, o.Unneeded, at)
}

// tinyKnown is a case in which all is known.
var tinyKnown = tinyCase{"a": "2", "b": "1", "paid": `"0.01"`, "spent": `"0.02"`, "month": `"2025-01"`, "rate": `"50%"`, "figure": `"1"`, "area": `"urban"`, "night": "true",
	"late": "false", "extra": `"0.01"`, "guests": "null"}

var tinyDefaults = map[string]string{"ok": "{limit} = 2", "due": "{fee}", "sum": "{limit}", "free": "{limit}", "kind": "{region}", "until": "{since}", "part": "{limit} ÷ {limit}", "left": "{fee}"}

// tinyOf is a rule with some formulas of its own; "base" is a step that no field shows, first of all. Of the others the answer has a constant.
func tinyOf(t *testing.T, formulas map[string]string, said tinySaid) tinyRule {
	ids := []string{"ok", "due", "sum", "free", "kind", "until", "part", "left"}
	if formulas["base"] != "" {
		ids = append([]string{"base"}, ids...)
	}
	said.formulas = map[string]string{}
	for _, id := range ids {
		if said.formulas[id] = formulas[id]; formulas[id] == "" {
			said.formulas[id] = tinyDefaults[id]
		}
	}
	if said.stands == nil {
		said.stands = map[string]string{"left": "{limit} = 2"}
	}
	r, err := newTiny[tinyFacts, tinyAnswer](ids, said)
	require.NoError(t, err, "%v", formulas)
	r.order = tinyOrder
	return r
}

// without leaves facts out of a case.
func (c tinyCase) without(names ...string) tinyCase {
	out := tinyCase{}
	for k, v := range c {
		if !slices.Contains(names, k) {
			out[k] = v
		}
	}
	return out
}

// tinyRead reads "id: formula; id: formula".
func tinyRead(text string) map[string]string {
	out := map[string]string{}
	for f := range strings.SplitSeq(text, "; ") {
		id, formula, _ := strings.Cut(f, ": ")
		out[id] = formula
	}
	return out
}
