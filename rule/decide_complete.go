package rule

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// witness is what completions of a case gave.
type witness struct {
	answers []any      // trees
	choices [][]string // by open fact, what it is tried with; nil where completions cannot be written
	why     Errors     // of the given facts, what every completion was refused for that was refused for any
}

// completions is how many are tried: each way to choose an option of each fact where there are no more; of a case with many
// unknown facts, a few.
const (
	completions = 64
	manyUnknown = 64
)

// complete tries completions of the facts, so that bounds can be called attained. It
// also finds facts that are given and cannot be.
func (e *expected) complete(r Any) (*witness, error) {
	seen := &witness{}
	choices := make([][]string, len(e.unknown))
	writable := true
	for i := range e.unknown {
		u := &e.unknown[i]
		g := &e.sch.given[u.given]
		if g.typ.Kind == formula.List {
			choices[i] = e.lengths(u)
		} else if choices[i] = u.texts(g); g.typ.Optional || g.plainZero {
			choices[i] = append(choices[i], "") // left out
		}
		writable = writable && len(choices[i]) > 0
	}
	if !writable {
		return seen, e.givenFaults()
	}
	seen.choices = choices
	rnd := rand.New(rand.NewPCG(1, uint64(len(e.unknown))))
	tries, few := 1, true // ways to choose an option of each
	for i, c := range choices {
		tries = min(tries*len(c), completions+1)
		few = few && e.sch.given[e.unknown[i].given].typ.Kind != formula.List // items are drawn
	}
	var others [][]string // to mend what is refused by
	switch few = few && tries <= completions; {
	case few:
	case len(e.unknown) > manyUnknown:
		tries, others = 4, choices
	default:
		tries = completions / 2
	}
	for n := range tries {
		option := func(i int) string {
			if !few {
				return choices[i][pick(n, i, len(choices[i]), rnd)]
			}
			at := n
			for _, c := range choices[:i] {
				at /= len(c)
			}
			return choices[i][at%len(choices[i])]
		}
		if err := e.try(r, seen, n == 0, option, others, rnd); err != nil {
			return nil, err
		}
	}
	return seen, e.tryEnds(r, seen, choices, rnd)
}

// maxEnds is how many ends of steps are tried to be reached.
const maxEnds = 64

// tryEnds completes the facts so that steps come to their least and their greatest, where that is known to be at ends of facts.
func (e *expected) tryEnds(r Any, seen *witness, choices [][]string, rnd *rand.Rand) error {
	if len(e.unknown) == 0 || len(e.unknown) > manyUnknown {
		return nil
	}
	e.possible() // says where
	tried := map[string]bool{}
	for _, c := range e.ends {
		at, others := make([]string, len(e.unknown)), slices.Clone(choices)
		for id, s := range c {
			u := &e.unknown[id]
			others[id] = nil
			at[id] = numberJSON(s.Kind, e.sch.given[u.given].leaf.typ, s.Low)
		}
		if name := strings.Join(at, "\n"); len(c) == 0 || len(tried) >= maxEnds || tried[name] {
			continue
		} else {
			tried[name] = true
		}
		for n := range 2 {
			option := func(i int) string {
				if at[i] != "" {
					return at[i]
				}
				return choices[i][pick(n*4, i, len(choices[i]), rnd)]
			}
			if err := e.try(r, seen, false, option, others, rnd); err != nil {
				return err
			}
		}
	}
	return nil
}

// try completes the facts by an option of each, and notes what the rule answers. The first completion is looked at for facts that
// are given and cannot be. What is refused is mended by others of the choices, where it gives some.
func (e *expected) try(r Any, seen *witness, first bool, option func(i int) string, choices [][]string, rnd *rand.Rand) error {
	options := make([]string, len(e.unknown))
	for i := range options {
		options[i] = option(i)
	}
	at, out, err := e.evaluate(r, options, rnd)
	for again := 1; again < maxMended && err != nil && (e.setApart(options, err, again) || e.mend(options, choices, err, rnd)); again++ {
		at, out, err = e.evaluate(r, options, rnd)
	}
	if !at.IsValid() {
		f := Faults(e.sch.named(OfFacts, err))
		if len(e.unknown) > 0 {
			f = e.onGiven(f)
		}
		return f.Err()
	}
	if err == nil {
		answer, err := treeOf(out.Elem().Interface())
		if err != nil {
			return nil
		}
		seen.answers = append(seen.answers, answer)
		return e.sch.beyond(answer)
	}
	if len(e.unknown) == 0 {
		return err
	}
	seen.refused(e.onGiven(Faults(err)))
	if !first {
		return nil
	}
	// What the tags say of facts that were given holds however the rest is completed.
	var f Errors
	checkLimits(&f, "", e.sch.facts, at.Elem())
	if len(f) == 0 {
		return nil
	}
	return e.onGiven(e.sch.named(OfFacts, f)).Err()
}

// pick chooses one of n options: first each fact's first, then its last, then at random.
func pick(try, fact, n int, rnd *rand.Rand) int {
	switch {
	case try == 0:
		return 0
	case try == 1:
		return n - 1
	case try < 4:
		return (try + fact) % n
	}
	return rnd.IntN(n)
}

// onGiven keeps the faults of facts that were given.
func (e *expected) onGiven(list Errors) Errors {
	return slices.DeleteFunc(slices.Clone(list), func(f Fault) bool {
		if f.Part == OfParameters {
			return false
		}
		return f.Field == "" || slices.ContainsFunc(e.unknown, func(u unknown) bool {
			return u.path == f.Field || strings.HasPrefix(u.path, f.Field+".") || strings.HasPrefix(f.Field, u.path+"[")
		})
	})
}

// givenFaults reads what was given where completions cannot be made.
func (e *expected) givenFaults() error {
	node, err := tree.Parse(e.facts)
	if err == nil {
		err = decode(node, reflect.New(e.sch.factsType).Elem())
	}
	if err == nil {
		return nil
	}
	f := slices.DeleteFunc(e.onGiven(Faults(e.sch.named(OfFacts, err))), func(f Fault) bool { return f.Code == Missing && f.Reason != whyNull })
	return f.Err()
}

// lengths stand for lists of so many items: one letter each.
func (e *expected) lengths(u *unknown) []string {
	least, most := whole(u.span.Low, 0), whole(u.span.High, tree.MaxItems)
	var out []string
	for n := least; n <= min(most, least+tryList); n++ {
		out = append(out, strings.Repeat("i", int(n)))
	}
	return out
}

// put writes an option of an unknown fact into the facts.
func (e *expected) put(node any, i int, option string, rnd *rand.Rand) (any, error) {
	u := &e.unknown[i]
	g := &e.sch.given[u.given]
	if g.typ.Kind != formula.List {
		if option == "" {
			return node, nil
		}
		leaf, err := tree.Parse([]byte(option))
		if err != nil {
			return nil, err
		}
		return tree.Put(node, u.path, leaf)
	}
	if option == "" {
		return tree.Put(node, u.path, []any{})
	}
	for item := range len(option) {
		var err error
		if node, err = e.putItem(node, g, tree.Index(u.path, item), rnd); err != nil {
			return nil, err
		}
	}
	return node, nil
}

// putItem writes an item of an unknown list, with every field that it has.
func (e *expected) putItem(node any, list *given, at string, rnd *rand.Rand) (any, error) {
	for k := range e.sch.given {
		g := &e.sch.given[k]
		if g.typ.List != list.leaf.path || g.typ.Kind == formula.List {
			continue
		}
		path := at
		if g.rest != "" {
			path += "." + g.rest
		}
		field := unknown{given: k, path: path, span: e.sch.spanOf(g)}
		options := field.texts(g)
		if len(options) == 0 {
			continue
		}
		leaf, err := tree.Parse([]byte(options[rnd.IntN(len(options))]))
		if err != nil {
			return nil, err
		}
		if node, err = tree.Put(node, path, leaf); err != nil {
			return nil, err
		}
	}
	return node, nil
}

// values gives what a field of the answer was in completions, and whether it was left out
// of one. A path of an unknown list's items, members[].amount, stands for all of them.
func (w *witness) values(path string) (texts []string, absent bool) {
	list, rest, generic := strings.Cut(path, "[]")
	for _, answer := range w.answers {
		nodes := []any{answer}
		at := path
		if generic {
			found, _ := find(answer, list)
			nodes, _ = found.([]any)
			at = strings.TrimPrefix(rest, ".")
			absent = absent || len(nodes) == 0
		}
		for _, node := range nodes {
			leaf, ok := findItem(node, at)
			if !ok {
				absent = true
				continue
			}
			text := plain(leaf)
			if o, ok := leaf.(tree.Object); ok { // a share, by its counts
				part, _ := o.Get("part")
				whole, _ := o.Get("whole")
				text = plain(part) + "/" + plain(whole)
			}
			texts = append(texts, text)
		}
	}
	return texts, absent
}

// findItem goes down a path that may hold one item: members[1].amount.
func findItem(node any, path string) (any, bool) {
	list, rest, ok := strings.Cut(path, "[")
	if !ok {
		return find(node, path)
	}
	found, _ := find(node, list)
	items, _ := found.([]any)
	digits, rest, _ := strings.Cut(rest, "]")
	n := 0
	for _, c := range digits {
		n = n*10 + int(c-'0')
	}
	if n >= len(items) {
		return nil, false
	}
	return find(items[n], strings.TrimPrefix(rest, "."))
}

// settles gives the value of a field that no open fact bears on, whatever its formula tells of it, such as of a least number: the value that it has in
// the completions that are answered is that of all.
func (w *witness) settles(at *shown, s formula.Span) (string, bool) {
	if len(s.Needs) > 0 || s.Any || s.Absent || at.item < 0 {
		return "", false
	}
	texts, absent := w.values(at.path)
	texts = slices.Compact(texts)
	return strings.Join(texts, ""), len(texts) == 1 && !absent
}

// only is the value in the one completion of facts that are all given.
func (w *witness) only(path string) (string, bool) {
	texts, absent := w.values(path)
	if len(texts) == 0 {
		return "", absent
	}
	return texts[0], absent
}

// unseenEnd is an end of a span that no completion came to.
type unseenEnd struct {
	low, high, absent bool
	code              string
}

func (u unseenEnd) name() string {
	switch {
	case u.low:
		return "low"
	case u.high:
		return "high"
	case u.absent:
		return "absent"
	}
	return u.code
}

// unseen lists the ends of a span, or codes, that completions do not reach; of open ends nothing.
func (w *witness) unseen(path string, s formula.Span) (out []unseenEnd) {
	texts, absent := w.values(path)
	if s.Present() {
		var low, high, yes, no bool
		missing := slices.Clone(s.Codes)
		for _, text := range texts {
			v, err := formula.ParseValue(s.Kind, text)
			switch {
			case err != nil:
			case s.Kind.IsOrdered():
				low = low || s.Low != nil && v.Rat.Cmp(s.Low) == 0
				high = high || s.High != nil && v.Rat.Cmp(s.High) == 0
			case s.Kind == formula.Flag:
				yes, no = yes || v.Flag, no || !v.Flag
			default:
				missing = slices.DeleteFunc(missing, func(c string) bool { return c == text })
			}
		}
		switch {
		case s.Kind.IsOrdered():
			if s.Low != nil && !low {
				out = append(out, unseenEnd{low: true})
			}
			if s.High != nil && !high {
				out = append(out, unseenEnd{high: true})
			}
		case s.Kind == formula.Flag:
			if s.True && !yes {
				out = append(out, unseenEnd{code: "true"})
			}
			if s.False && !no {
				out = append(out, unseenEnd{code: "false"})
			}
		default:
			for _, c := range missing {
				out = append(out, unseenEnd{code: c})
			}
		}
	}
	if s.Absent && !absent {
		out = append(out, unseenEnd{absent: true})
	}
	return out
}
