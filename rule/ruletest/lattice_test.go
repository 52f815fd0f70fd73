package ruletest

import (
	"bytes"
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
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

var (
	latticeTime = flag.Duration("lattice.time", 0, "for how long to look at lattices of each rule; 0 looks at one")
	latticeSeed = flag.Uint64("lattice.seed", 1, "seed of the lattices")
	latticeRule = flag.String("lattice.rule", "", "the only rule to look at")
)

// A slot is a fact that may be unknown, with the values it may have; nil is that it is known not to be given.
type slot struct {
	path   string
	values []json.RawMessage
}

// A lattice is every way to give each of its slots one of its values, or not to know it.
type lattice struct {
	rule       rule.Any
	parameters json.RawMessage
	base       any // with nothing in the slots
	slots      []slot
}

// pool collects what facts of the golden records have at each path, and what stands beside it.
func pool(records []json.RawMessage) (out map[string][]json.RawMessage, bases []struct{ Parameters, Facts json.RawMessage }) {
	seen := map[string]map[string]bool{}
	add := func(path string, text []byte) {
		path = tree.Every(path)
		if seen[path] == nil {
			seen[path] = map[string]bool{}
		}
		seen[path][string(text)] = true
	}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(tree.Join(path, name), inner)
			}
			return
		case []any:
			if raw, err := json.Marshal(v); err == nil && len(raw) < 600 {
				add(path, raw)
			}
			for i, inner := range v {
				walk(tree.Index(path, i), inner)
			}
			return
		case string:
			for _, near := range beside(v) {
				add(path, []byte(strconv.Quote(near)))
			}
		case json.Number:
			for _, near := range beside(v.String()) {
				add(path, []byte(near))
			}
		case bool:
			add(path, []byte("true"))
			add(path, []byte("false"))
			return
		}
		if raw, err := json.Marshal(v); err == nil {
			add(path, raw)
		}
	}
	limit := max(6_000, len(slices.MinFunc(records, func(a, b json.RawMessage) int { return len(a) - len(b) })))
	for _, record := range records {
		var d struct{ Parameters, Facts json.RawMessage }
		if json.Unmarshal(record, &d) == nil && len(record) <= limit {
			bases = append(bases, d)
			walk("", parsed(d.Facts))
		}
	}
	out = map[string][]json.RawMessage{}
	for path, texts := range seen {
		for _, text := range slices.Sorted(maps.Keys(texts)) {
			out[path] = append(out[path], json.RawMessage(text))
		}
	}
	return out, bases
}

func parsed(raw []byte) any {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	var v any
	_ = d.Decode(&v)
	return v
}

// beside gives the numbers one last place below and above a number, and zero, written as it is.
func beside(text string) []string {
	_, fraction, _ := strings.Cut(text, ".")
	n, ok := new(big.Int).SetString(strings.Replace(text, ".", "", 1), 10)
	if !ok {
		return nil
	}
	write := func(n *big.Int) string {
		s := n.String()
		if len(fraction) == 0 {
			return s
		}
		sign := ""
		if s[0] == '-' {
			sign, s = "-", s[1:]
		}
		s = strings.Repeat("0", max(0, len(fraction)+1-len(s))) + s
		return sign + s[:len(s)-len(fraction)] + "." + s[len(s)-len(fraction):]
	}
	return []string{write(new(big.Int).Sub(n, big.NewInt(1))), write(new(big.Int).Add(n, big.NewInt(1))), write(new(big.Int))}
}

// places lists what can be unknown in facts, with what it is: leaves, lists as a whole, and optional fields that are not there.
func places(facts any, fields []rule.Field) map[string]any {
	out := map[string]any{}
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(tree.Join(path, name), inner)
			}
		case []any:
			out[path] = v
			for i, inner := range v {
				walk(tree.Index(path, i), inner)
			}
		default:
			if !strings.HasSuffix(path, "]") { // an item that is a scalar is known with its list
				out[path] = v
			}
		}
	}
	walk("", facts)
	for _, f := range fields {
		if _, there := out[f.Path]; f.Optional && !strings.Contains(f.Path, "[") && !there {
			out[f.Path] = nil
		}
	}
	return out
}

// overlaps tells that one of two places holds the other.
func overlaps(a, b string) bool {
	return a == b || strings.HasPrefix(a, b+".") || strings.HasPrefix(a, b+"[") || strings.HasPrefix(b, a+".") || strings.HasPrefix(b, a+"[")
}

// place writes a value to a path of facts; nil takes it out.
func place(facts any, path string, value any) {
	steps := strings.Split(strings.ReplaceAll(path, "[", ".["), ".")
	node := facts
	for i, step := range steps {
		last := i == len(steps)-1
		switch n := node.(type) {
		case map[string]any:
			if last {
				if value == nil {
					delete(n, step)
				} else {
					n[step] = value
				}
				return
			}
			if _, ok := n[step]; !ok {
				n[step] = map[string]any{}
			}
			node = n[step]
		case []any:
			k, _ := strconv.Atoi(strings.Trim(step, "[]"))
			if last {
				n[k] = value
				return
			}
			node = n[k]
		default:
			return
		}
	}
}

// slots is how many facts of a lattice may be unknown.
func slots() int {
	switch {
	case *latticeTime > 0:
		return 5
	case testing.Short():
		return 2
	}
	return 3
}

// draw makes a lattice about a record: some facts, each with up to three values.
func draw(r rule.Any, rnd *rand.Rand, values map[string][]json.RawMessage, bases []struct{ Parameters, Facts json.RawMessage }) (l lattice, ok bool) {
	at := bases[rnd.IntN(len(bases))]
	info := r.Info()
	optional := map[string]bool{}
	for _, f := range info.Facts {
		optional[f.Path] = f.Optional
	}
	l = lattice{rule: r, parameters: at.Parameters, base: parsed(at.Facts)}
	standing := places(l.base, info.Facts)
	all := sorted(standing)
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, path := range all {
		if len(l.slots) == slots() || slices.ContainsFunc(l.slots, func(s slot) bool { return overlaps(s.path, path) }) {
			continue
		}
		of := tree.Every(path)
		s := slot{path: path}
		if now := standing[path]; now != nil {
			raw, err := json.Marshal(now)
			if err != nil {
				return l, false
			}
			s.values = append(s.values, raw)
		}
		choices := values[of]
		if optional[of] {
			choices = append(slices.Clone(choices), nil, nil)
		}
		for range 8 {
			if len(s.values) == 3 || len(choices) == 0 {
				break
			}
			v := choices[rnd.IntN(len(choices))]
			if !slices.ContainsFunc(s.values, func(w json.RawMessage) bool { return bytes.Equal(v, w) }) {
				s.values = append(s.values, v)
			}
		}
		if len(s.values) > 0 {
			l.slots = append(l.slots, s)
		}
	}
	return l, len(l.slots) > 0
}

// unknown is the choice of a slot that is not known.
const unknown = -1

// write gives facts with each slot as chosen.
func (l *lattice) write(chosen []int, known json.RawMessage) ([]byte, error) {
	for i, s := range l.slots {
		switch {
		case chosen[i] == unknown:
			place(l.base, s.path, nil)
		case s.values[chosen[i]] == nil && known == nil: // not given
			place(l.base, s.path, nil)
		case s.values[chosen[i]] == nil:
			place(l.base, s.path, known)
		default:
			place(l.base, s.path, s.values[chosen[i]])
		}
	}
	return json.Marshal(l.base)
}

// looked counts what lattices showed.
type looked struct{ partial, refused, determined, agreeing, tight, ends, answers int }

// look holds every partial case of a lattice against all its completions.
func (l *lattice) look(c rule.Catalog, sum *looked) (problems []string) {
	size := 1
	for _, s := range l.slots {
		size *= len(s.values)
	}
	chosen, full, same := make([]int, len(l.slots)), make([]json.RawMessage, size), make([]string, size)
	spread := func(n int) {
		for i, s := range l.slots {
			chosen[i] = n % len(s.values)
			n /= len(s.values)
		}
	}
	for n := range full {
		spread(n)
		facts, err := l.write(chosen, nil)
		if err != nil {
			return []string{err.Error()}
		}
		if out, err := c.Eval(l.rule.ID(), l.parameters, facts); err == nil {
			full[n], same[n] = out, valuesOf(out)
			sum.answers++
		}
	}
	states := 1
	for _, s := range l.slots {
		states *= len(s.values) + 1
	}
	for n := range states {
		m := n
		for i, s := range l.slots {
			chosen[i] = m%(len(s.values)+1) - 1
			m /= len(s.values) + 1
		}
		partial, err := l.write(chosen, json.RawMessage("null"))
		if err != nil {
			return append(problems, err.Error())
		}
		of := map[string]json.RawMessage{} // many completions have one answer
		l.completions(chosen, func(n int) {
			if full[n] != nil {
				of[same[n]] = full[n]
			}
		})
		raw, err := c.Decide(l.rule.ID(), l.parameters, partial)
		if err != nil {
			if errors.Is(err, rule.NotWhole) {
				return problems
			}
			sum.refused++
			if len(of) > 0 {
				problems = append(problems, fmt.Sprintf("%s refused, and a completion is answered: %v", partial, err))
			}
			continue
		}
		sum.partial++
		if len(of) == 0 {
			continue // no completion among these values
		}
		var o rule.Outlook
		if err := json.Unmarshal(raw, &o); err != nil {
			return append(problems, err.Error())
		}
		if p := held(o, of, sum); p != "" {
			problems = append(problems, fmt.Sprintf("%s under %s: %s", partial, l.parameters, p))
		}
	}
	return problems
}

// completions calls back with each point of the lattice that a partial case can become.
func (l *lattice) completions(chosen []int, yield func(n int)) {
	var fill func(i, n, scale int)
	fill = func(i, n, scale int) {
		if i == len(l.slots) {
			yield(n)
			return
		}
		if chosen[i] != unknown {
			fill(i+1, n+chosen[i]*scale, scale*len(l.slots[i].values))
			return
		}
		for v := range l.slots[i].values {
			fill(i+1, n+v*scale, scale*len(l.slots[i].values))
		}
	}
	fill(0, 0, 1)
}

// valuesOf is the same for answers whose values are: a figure of 350 is one of 350.00.
func valuesOf(answer json.RawMessage) string {
	cells, err := leaves(answer)
	if err != nil {
		return string(answer)
	}
	var b strings.Builder
	for _, path := range sorted(cells) {
		text := cells[path]
		if v := rational(text); v != nil {
			text = v.RatString()
		}
		b.WriteString(path + "=" + text + "\n")
	}
	return b.String()
}

// held tells what an outlook says that a completion is not.
func held(o rule.Outlook, of map[string]json.RawMessage, sum *looked) string {
	agree := len(of) == 1
	switch {
	case o.Determined && !agree:
		return fmt.Sprintf("called determined, and answered in %d ways", len(of))
	case o.Determined:
		sum.determined++
	}
	if agree {
		sum.agreeing++
	}
	nums := map[string][]*big.Rat{} // of the fields with ends
	for _, text := range of {
		answer, err := leaves(text)
		if err != nil {
			return err.Error()
		}
		if problems := outside(answer, o); len(problems) > 0 {
			return "in a completion " + problems[0]
		}
		for _, p := range o.Answer {
			if n := rational(answer[p.Path]); p.Low != "" && p.High != "" && n != nil {
				nums[p.Path] = append(nums[p.Path], n)
			}
		}
	}
	for _, p := range o.Answer {
		if p.Determined || p.Low == "" || p.High == "" {
			continue
		}
		for _, end := range []*big.Rat{rational(p.Low), rational(p.High)} {
			sum.ends++
			if end != nil && slices.ContainsFunc(nums[p.Path], func(n *big.Rat) bool { return n.Cmp(end) == 0 }) {
				sum.tight++
			}
		}
	}
	return ""
}

// TestDecideOverLattices: over small lattices about the golden cases, with every fact of a lattice known, known not to be
// given or unknown, no completion answers what Decide says cannot be.
func TestDecideOverLattices(t *testing.T) {
	c, sum, rules := civilaffairs.Catalog(), looked{}, 0
	for _, r := range c.Rules() {
		if *latticeRule != "" && r.ID() != *latticeRule {
			continue
		}
		room, _, _ := strings.Cut(r.ID(), ".")
		raw, err := os.ReadFile(filepath.Join("..", "..", room, "testdata", r.ID()+".v"+strconv.Itoa(r.Version())+".jsonl"))
		require.NoError(t, err)
		records, err := rule.SplitRecords(raw)
		require.NoError(t, err)
		values, bases := pool(records)
		require.NotEmpty(t, bases, r.ID())
		if _, err := c.Decide(r.ID(), bases[0].Parameters, []byte(`{}`)); errors.Is(err, rule.NotWhole) {
			t.Logf("%s: lists within lists", r.ID())
			continue
		}
		rules++
		rnd, before := rand.New(rand.NewPCG(*latticeSeed, 20251231)), sum
		found, start := 0, time.Now()
		for n := 0; n == 0 || time.Since(start) < *latticeTime; n++ {
			l, ok := draw(r, rnd, values, bases)
			if !ok {
				break
			}
			for _, p := range l.look(c, &sum) {
				if found++; found <= 5 {
					assert.Fail(t, r.ID(), p)
				}
			}
			if found > 5 {
				break
			}
		}
		if testing.Verbose() {
			t.Logf("%s: %d partial, %d refused, %d answers; agree %d, determined %d; ends %d, attained among these %d", r.ID(), sum.partial-before.partial, sum.refused-before.refused,
				sum.answers-before.answers, sum.agreeing-before.agreeing, sum.determined-before.determined, sum.ends-before.ends, sum.tight-before.tight)
		}
	}
	t.Logf("%d rules: %+v", rules, sum)
}
