package ruletest

import (
	"encoding/json"
	"errors"
	"flag"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

var (
	reachedCases  = flag.Int("reached.cases", 1, "partial cases about each golden case")
	reachedBudget = flag.Int("reached.budget", 40_000, "completions looked at for each end")
	reachedRule   = flag.String("reached.rule", "", "the only rule to look at")
	reachedShow   = flag.Int("reached.show", 0, "how many ends that are not reached to show of each field")
)

// withheld draws which facts are left out.
func withheld(all []string, n int, rnd *rand.Rand) (out []string) {
	many := 1 + n%3
	switch n % 6 {
	case 4:
		many = len(all)
	case 5:
		many = (len(all) + 1) / 2
	}
	for _, k := range rnd.Perm(len(all)) {
		if len(out) < many && !slices.ContainsFunc(out, func(p string) bool { return overlaps(p, all[k]) }) {
			out = append(out, all[k])
		}
	}
	return out
}

// choicesOf are what an open fact is tried with.
func choicesOf(f rule.Field, values []json.RawMessage, numbers map[string][]*big.Rat) (out []json.RawMessage) {
	add := func(raw json.RawMessage) {
		if !slices.ContainsFunc(out, func(had json.RawMessage) bool { return string(had) == string(raw) }) {
			out = append(out, raw)
		}
	}
	if f.Optional {
		out = append(out, nil)
	}
	for _, c := range f.Choices {
		add(json.RawMessage(strconv.Quote(c.Code)))
	}
	for _, t := range f.Texts {
		add(json.RawMessage(strconv.Quote(t)))
	}
	if f.Kind == "flag" {
		add(json.RawMessage("true"))
		add(json.RawMessage("false"))
	}
	for _, v := range values {
		add(v)
	}
	if f.Kind != "list" {
		for _, v := range slices.Concat(rangeOf(f), numbers[f.Kind]) {
			if raw := spell(f, v); raw != nil {
				add(raw)
			}
		}
	}
	return out
}

// numbersOf collects the numbers of parameters and facts by kind, and what is beside them.
func numbersOf(r rule.Any, parameters, facts json.RawMessage) map[string][]*big.Rat {
	out := map[string][]*big.Rat{"count": {new(big.Rat), big.NewRat(1, 1), big.NewRat(2, 1), big.NewRat(100, 1), big.NewRat(1_000_000, 1)},
		"money": {new(big.Rat), big.NewRat(1, 100), big.NewRat(1000, 1), big.NewRat(1_000_000, 1)}, "ratio": {new(big.Rat), big.NewRat(1, 1)}, "number": {new(big.Rat), big.NewRat(1, 1), big.NewRat(100, 1)}}
	of := func(raw json.RawMessage, fields []rule.Field) {
		cells, err := leaves(raw)
		if err != nil {
			return
		}
		kinds := map[string]string{}
		for _, f := range fields {
			kinds[f.Path] = f.Kind
		}
		for _, path := range sorted(cells) {
			text, kind := cells[path], kinds[tree.Every(path)]
			if v := rational(text); v != nil && kind != "" && len(out[kind]) < 60 {
				u := unitOf(kind)
				for _, n := range []*big.Rat{v, new(big.Rat).Add(v, u), new(big.Rat).Sub(v, u)} {
					if !slices.ContainsFunc(out[kind], func(had *big.Rat) bool { return had.Cmp(n) == 0 }) {
						out[kind] = append(out[kind], n)
					}
				}
			}
		}
	}
	info := r.Info()
	if parameters == nil {
		parameters = info.Defaults
	}
	of(parameters, info.Parameters)
	of(facts, info.Facts)
	return out
}

// maxLong is how many items a list has at most that is tried at its longest.
const maxLong = 20_000

// longLists are lists of as many items as the range allows, all alike, each as an item of the golden records.
func longLists(f rule.Field, values []json.RawMessage, fields map[string]rule.Field, path string) (out []json.RawMessage) {
	ends := rangeOf(rule.Field{Range: f.Range, Kind: "count"})
	if len(ends) == 0 {
		return nil
	}
	most := ends[len(ends)-2].Num().Int64()
	if most < 2 || most > maxLong {
		return nil
	}
	seen := map[string]bool{}
	for _, v := range values {
		var items []json.RawMessage
		if json.Unmarshal(v, &items) != nil {
			continue
		}
		for _, item := range items {
			for _, item := range atEnds(item, fields, path) {
				if !seen[string(item)] && len(seen) < 24 {
					seen[string(item)] = true
					out = append(out, json.RawMessage("["+strings.Repeat(string(item)+",", int(most-1))+string(item)+"]"))
				}
			}
		}
	}
	return out
}

// atEnds gives an item of a list with each of its numbers at the least and at the greatest of its range, and as it is.
func atEnds(item json.RawMessage, fields map[string]rule.Field, path string) (out []json.RawMessage) {
	own, ok := parsed(item).(map[string]any)
	if !ok {
		return []json.RawMessage{item}
	}
	for _, end := range []int{2, 0} { // rangeOf gives each end with what is beside it
		other := maps.Clone(own)
		for name := range own {
			f := fields[path+"[]."+name]
			if ends := rangeOf(f); len(ends) == 4 {
				if raw := spell(f, ends[end]); raw != nil {
					other[name] = raw
				}
			}
		}
		raw, err := json.Marshal(other)
		if err == nil {
			out = append(out, raw)
		}
	}
	return append(out, item)
}

// open makes the search of a partial case; false where an open fact cannot be tried.
func open(c rule.Catalog, r rule.Any, parameters, whole json.RawMessage, partial []byte, o rule.Outlook, values map[string][]json.RawMessage, rnd *rand.Rand) (s seeking, ok bool) {
	fields := map[string]rule.Field{}
	for _, f := range r.Info().Facts {
		if name, list := strings.CutSuffix(f.Path, "[]"); list {
			f.Kind = "list"
			fields[name] = f
		} else {
			fields[f.Path] = f
		}
	}
	s = seeking{c: c, id: r.ID(), parameters: parameters, facts: partial, open: unasked(o), ends: ends(o), seen: map[string]map[string]string{}, rnd: rnd}
	numbers := numbersOf(r, parameters, whole)
	for _, p := range s.open {
		f, known := fields[tree.Every(p)]
		choices := choicesOf(f, values[tree.Every(p)], numbers)
		if !known || len(choices) == 0 {
			return s, false
		}
		var large []json.RawMessage
		if f.Kind == "list" {
			large = longLists(f, choices, fields, tree.Every(p))
		}
		var corners []json.RawMessage
		if f.Optional {
			corners = append(corners, nil)
		}
		if ends := rangeOf(f); f.Kind != "list" && len(ends) == 4 {
			corners = append(corners, spell(f, ends[0]), spell(f, ends[2]))
		}
		s.corners = append(s.corners, corners)
		s.fields, s.choices, s.large = append(s.fields, f), append(s.choices, choices), append(s.large, large)
	}
	return s, true
}

// seenAt tells of an end whether Decide says that it saw a completion come to it.
func seenAt(o rule.Outlook, e *end) bool {
	at := slices.IndexFunc(o.Answer, func(p rule.Possible) bool { return p.Path == e.path })
	name := e.is
	if e.is == "code" {
		name = e.text
	}
	return !slices.Contains(o.Answer[at].Unseen, name)
}

// counted are the ends that outlooks of partial cases gave: how many, how many Decide itself says are attained, and how many neither it
// nor the search came to.
type counted struct{ ends, attained, left int }

// TestEndsAreReached looks, for each bound and code that Decide gives on golden cases with facts left out, for a completion that
// comes to it: bounds are exact there, and not only safe. With more cases about each (-reached.cases) it only tells how many are not reached.
func TestEndsAreReached(t *testing.T) {
	c, total := civilaffairs.Catalog(), counted{}
	for _, r := range c.Rules() {
		if *reachedRule != "" && r.ID() != *reachedRule {
			continue
		}
		room, _, _ := strings.Cut(r.ID(), ".")
		raw, err := os.ReadFile(filepath.Join("..", "..", room, "testdata", r.ID()+".v"+strconv.Itoa(r.Version())+".jsonl"))
		require.NoError(t, err)
		records, err := rule.SplitRecords(raw)
		require.NoError(t, err)
		values, bases := pool(records)
		if _, err := c.Decide(r.ID(), bases[0].Parameters, []byte(`{}`)); errors.Is(err, rule.NotWhole) {
			continue // lists within lists
		}
		if testing.Short() {
			bases = bases[:min(len(bases), 4)]
		}
		rnd := rand.New(rand.NewPCG(1, 20251231)) // draws what is left out; each search has its own
		sum, left := counted{}, map[string]int{}
		for at, b := range bases {
			for range *reachedCases {
				facts := parsed(b.Facts)
				all := sorted(places(facts, r.Info().Facts))
				for _, p := range withheld(all, rnd.IntN(6), rnd) {
					place(facts, p, nil)
				}
				partial, err := json.Marshal(facts)
				require.NoError(t, err)
				raw, err := c.Decide(r.ID(), b.Parameters, partial)
				if err != nil {
					continue // no completion is answered
				}
				var o rule.Outlook
				require.NoError(t, json.Unmarshal(raw, &o))
				s, ok := open(c, r, b.Parameters, b.Facts, partial, o, values, rand.New(rand.NewPCG(2, uint64(at))))
				if !ok {
					continue
				}
				for _, e := range s.ends {
					e.attained = seenAt(o, e) // in a completion
					e.reached = e.attained
				}
				for _, other := range bases { // what golden cases have, their own first
					s.look(s.read(string(other.Facts)), nil)
				}
				s.run(*reachedBudget)
				for _, e := range s.ends {
					sum.ends++
					name := tree.Every(e.path) + " " + e.is
					switch {
					case e.attained:
						sum.attained++
					case !e.reached:
						sum.left++
						if left[name]++; left[name] <= *reachedShow {
							nearest := "none"
							if e.distance != nil {
								nearest = e.distance.FloatString(4)
							}
							t.Logf("%s: %s is not reached from %s under %s: nearest %s by %s", r.ID(), e, partial, b.Parameters, e.by, nearest)
						}
					}
				}
			}
		}
		if testing.Verbose() {
			t.Logf("RULE %s: %+v %v", r.ID(), sum, left)
		}
		total.ends, total.attained, total.left = total.ends+sum.ends, total.attained+sum.attained, total.left+sum.left
		if *reachedCases == 1 {
			assert.Zero(t, sum.left, "%s: of %d ends no completion was found that comes to these: %v; see -reached.show", r.ID(), sum.ends, left)
		}
	}
	t.Logf("TOTAL %+v", total)
}
