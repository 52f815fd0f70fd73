package ruletest

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

var (
	reachedCases  = flag.Int("reached.cases", 2, "partial cases about each golden case")
	reachedBudget = flag.Int("reached.budget", 400, "completions looked at for each end")
	reachedRule   = flag.String("reached.rule", "", "the only rule to look at")
	reachedShow   = flag.Int("reached.show", 0, "how many ends that are not reached to show of each field")
)

// reckoned counts the ends of one kind of a field.
type reckoned struct{ ends, attained, reached int }

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
		for path, text := range cells {
			kind := kinds[tree.Every(path)]
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

func TestEndsAreReached(t *testing.T) {
	c := civilaffairs.Catalog()
	total := reckoned{}
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
		info := r.Info()
		fields := map[string]rule.Field{}
		for _, f := range info.Facts {
			fields[strings.TrimSuffix(f.Path, "[]")] = f
		}
		if _, err := c.Decide(r.ID(), bases[0].Parameters, []byte(`{}`)); errors.Is(err, rule.NotWhole) {
			continue
		}
		rnd := rand.New(rand.NewPCG(1, 20251231))
		byField, looks := map[string]*reckoned{}, 0
		shown := map[string]int{}
		for _, b := range bases {
			for n := range *reachedCases {
				facts := parsed(b.Facts)
				all := sorted(places(facts, info.Facts))
				if len(all) == 0 {
					break
				}
				rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
				for _, p := range withheld(all, n, rnd) {
					place(facts, p, nil)
				}
				partial, err := json.Marshal(facts)
				require.NoError(t, err)
				var o rule.Outlook
				raw, err := c.Decide(r.ID(), b.Parameters, partial)
				if err != nil {
					continue
				}
				require.NoError(t, json.Unmarshal(raw, &o))
				s := seeking{c: c, id: r.ID(), parameters: b.Parameters, facts: partial, open: unasked(o), ends: ends(o), seen: map[string]map[string]string{}, rnd: rnd}
				numbers := numbersOf(r, b.Parameters, b.Facts)
				skip := false
				for _, p := range s.open {
					f, ok := fields[tree.Every(p)]
					if !ok {
						t.Logf("%s: no field %s", r.ID(), p)
						skip = true
						break
					}
					if strings.HasSuffix(f.Path, "[]") {
						f.Kind = "list"
					}
					ch := choicesOf(f, values[tree.Every(p)], numbers)
					if len(ch) == 0 {
						skip = true
						break
					}
					s.fields, s.choices = append(s.fields, f), append(s.choices, ch)
				}
				if skip {
					continue
				}
				attained := map[string]bool{}
				for _, p := range o.Answer {
					attained[p.Path] = p.Attained
				}
				s.run(*reachedBudget)
				looks += s.looks
				for _, e := range s.ends {
					name := tree.Every(e.path) + " " + e.is
					if e.is == "code" {
						name += " " + e.text
					}
					if byField[name] == nil {
						byField[name] = &reckoned{}
					}
					x := byField[name]
					x.ends++
					total.ends++
					if attained[e.path] {
						x.attained++
						total.attained++
					}
					if e.reached || attained[e.path] {
						x.reached++
						total.reached++
					} else if shown[name] < *reachedShow {
						shown[name]++
						dist := "none answered"
						if e.distance != nil {
							dist = e.distance.FloatString(4)
						}
						t.Logf("%s: %s is not reached from %s under %s, by %s, nearest %s", r.ID(), e, partial, b.Parameters, dist, e.by)
					}
				}
			}
		}
		var line []string
		sum := reckoned{}
		for _, name := range slices.Sorted(maps.Keys(byField)) {
			x := byField[name]
			sum.ends += x.ends
			sum.attained += x.attained
			sum.reached += x.reached
			if x.reached < x.ends {
				line = append(line, fmt.Sprintf("%s %d/%d", name, x.ends-x.reached, x.ends))
			}
		}
		t.Logf("RULE %s: %d ends, attained %d, not reached %d; looks %d; %s", r.ID(), sum.ends, sum.attained, sum.ends-sum.reached, looks, strings.Join(line, ", "))
	}
	for _, k := range slices.Sorted(maps.Keys(why)) {
		t.Logf("WHY %s %d", k, why[k])
	}
	t.Logf("TOTAL %+v", total)
}
