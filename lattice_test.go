package civilaffairs_test

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
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
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

var itemNumber = regexp.MustCompile(`\[[0-9]+\]`)

// pool collects what facts of the golden records have at each path, and what stands beside it.
func pool(records []json.RawMessage) (out map[string][]json.RawMessage, bases []struct{ Parameters, Facts json.RawMessage }) {
	seen := map[string]map[string]bool{}
	add := func(path string, text []byte) {
		path = itemNumber.ReplaceAllString(path, "[]")
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
				walk(strings.TrimPrefix(path+"."+name, "."), inner)
			}
			return
		case []any:
			if raw, err := json.Marshal(v); err == nil && len(raw) < 600 {
				add(path, raw)
			}
			for i, inner := range v {
				walk(path+"["+strconv.Itoa(i)+"]", inner)
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

// places lists what can be unknown in facts: leaves, lists as a whole, and optional fields that are not there.
func places(facts any, fields []rule.Field) (out []string) {
	var walk func(path string, v any)
	walk = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for name, inner := range v {
				walk(strings.TrimPrefix(path+"."+name, "."), inner)
			}
		case []any:
			out = append(out, path)
			for i, inner := range v {
				walk(path+"["+strconv.Itoa(i)+"]", inner)
			}
		default:
			if !strings.HasSuffix(path, "]") { // an item that is a scalar is known with its list
				out = append(out, path)
			}
		}
	}
	walk("", facts)
	for _, f := range fields {
		if f.Optional && !strings.Contains(f.Path, "[") && !slices.Contains(out, f.Path) {
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
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
	all := places(l.base, info.Facts)
	rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, path := range all {
		if len(l.slots) == slots() || slices.ContainsFunc(l.slots, func(s slot) bool { return overlaps(s.path, path) }) {
			continue
		}
		of := itemNumber.ReplaceAllString(path, "[]")
		s := slot{path: path}
		now, there := at2(l.base, path)
		if there {
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

func at2(facts any, path string) (any, bool) {
	v, ok := at(facts, path)
	return v, ok && v != nil
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

// An answered is what one completion answers, with the numbers read.
type answered struct {
	texts map[string]string
	nums  map[string]*big.Rat
	whole string
}

// looked counts what lattices showed.
type looked struct{ partial, refused, determined, agreeing, tight, ends, answers int }

// look holds every partial case of a lattice against all its completions.
func (l *lattice) look(c rule.Catalog, sum *looked) (problems []string) {
	size := 1
	for _, s := range l.slots {
		size *= len(s.values)
	}
	chosen, full := make([]int, len(l.slots)), make([]*answered, size)
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
			full[n] = read(out)
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
		var of []*answered
		l.completions(chosen, func(n int) {
			if full[n] != nil {
				of = append(of, full[n])
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

func read(answer []byte) *answered {
	a := &answered{texts: map[string]string{}, nums: map[string]*big.Rat{}, whole: string(answer)}
	cells, err := rule.Flatten(json.RawMessage(answer))
	if err != nil {
		return nil
	}
	for _, cell := range cells {
		a.texts[cell.Path] = cell.Text
	}
	for path, part := range a.texts {
		share, ok := strings.CutSuffix(path, ".part")
		if whole, there := a.texts[share+".whole"]; ok && there {
			a.texts[share] = part + "/" + whole
			delete(a.texts, path)
			delete(a.texts, share+".whole")
		}
	}
	for path, text := range a.texts {
		if n := number(text); n != nil {
			a.nums[path] = n
		}
	}
	return a
}

var month = regexp.MustCompile(`^([0-9]{4})-([0-9]{2})$`)

// number reads a number, a share with its counts, a percentage or a month.
func number(text string) *big.Rat {
	if m := month.FindStringSubmatch(text); m != nil {
		return number(m[1] + m[2])
	}
	scale := big.NewRat(1, 1)
	for suffix, by := range map[string]int64{"%": 100, "‰": 1000, "‱": 10000} {
		if s, ok := strings.CutSuffix(text, suffix); ok {
			text, scale = s, big.NewRat(1, by)
		}
	}
	if strings.ContainsAny(text, "eExXpP_") {
		return nil
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return nil
	}
	return n.Mul(n, scale)
}

// held tells what an outlook says that a completion is not.
func held(o rule.Outlook, of []*answered, sum *looked) string {
	agree := true
	for _, a := range of[1:] {
		agree = agree && a.whole == of[0].whole
	}
	switch {
	case o.Determined && !agree:
		return "called determined; one completion answers " + of[0].whole + ", another differs"
	case o.Determined:
		sum.determined++
		sum.agreeing++
	case agree:
		sum.agreeing++
	}
	possible, told := map[string]*rule.Possible{}, map[string]bool{}
	for i := range o.Answer {
		possible[o.Answer[i].Path] = &o.Answer[i]
	}
	for _, a := range of {
		clear(told)
		for path, text := range a.texts {
			p, ok := possible[path]
			if !ok {
				p, ok = possible[itemNumber.ReplaceAllString(path, "[]")]
			}
			if !ok {
				return path + " is not told of"
			}
			told[p.Path] = true
			if !can(p, text, a.nums[path]) {
				return fmt.Sprintf("%s is %s in a completion, not within %+v", path, text, *p)
			}
		}
		for _, p := range o.Answer {
			if !told[p.Path] && !p.Absent && (p.Value != "" || p.Low+p.High != "" || len(p.Codes) > 0) {
				return p.Path + " is absent in a completion, and said to be there"
			}
		}
	}
	for _, p := range o.Answer {
		if p.Determined || p.Low == "" || p.High == "" {
			continue
		}
		sum.ends += 2
		low, high := number(p.Low), number(p.High)
		var isLow, isHigh bool
		for _, a := range of {
			if n := a.nums[p.Path]; n != nil && low != nil && high != nil {
				isLow, isHigh = isLow || n.Cmp(low) == 0, isHigh || n.Cmp(high) == 0
			}
		}
		for _, is := range []bool{isLow, isHigh} {
			if is {
				sum.tight++
			}
		}
	}
	return ""
}

func can(p *rule.Possible, text string, n *big.Rat) bool {
	if p.Determined {
		v := number(p.Value)
		return text == p.Value || n != nil && v != nil && n.Cmp(v) == 0
	}
	if len(p.Codes) > 0 {
		return slices.Contains(p.Codes, text)
	}
	if n == nil {
		return p.Low+p.High == "" || text == p.Low || text == p.High
	}
	if low := number(p.Low); low != nil && n.Cmp(low) < 0 {
		return false
	}
	high := number(p.High)
	return high == nil || n.Cmp(high) <= 0
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
		raw, err := os.ReadFile(filepath.Join(room, "testdata", r.ID()+".v"+strconv.Itoa(r.Version())+".jsonl"))
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
