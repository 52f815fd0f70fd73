package ruletest

import (
	"encoding/json"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// An end is one thing that an outlook says a field of the answer can be: its least, its greatest, a code, or left out.
type end struct {
	path, is string // low, high, code, absent
	text     string
	want     *big.Rat // of low and high
	attained bool     // Decide says that it is reached
	reached  bool
	by       string   // facts that come nearest
	distance *big.Rat // how near those come; nil for none
}

func (e *end) String() string { return e.path + " " + e.is + " " + e.text }

// ends lists what an outlook leaves open, field by field.
func ends(o rule.Outlook) (out []*end) {
	for _, p := range o.Answer {
		if p.Determined {
			continue
		}
		for is, text := range map[string]string{"low": p.Low, "high": p.High} {
			if text != "" {
				out = append(out, &end{path: p.Path, is: is, text: text, want: rational(text)})
			}
		}
		for _, code := range p.Codes {
			out = append(out, &end{path: p.Path, is: "code", text: code})
		}
		if p.Absent {
			out = append(out, &end{path: p.Path, is: "absent"})
		}
	}
	slices.SortFunc(out, func(a, b *end) int { return strings.Compare(a.String(), b.String()) })
	return out
}

// seeking looks for completions of one partial case that come to its ends.
type seeking struct {
	c          rule.Catalog
	id         string
	parameters json.RawMessage
	facts      []byte
	open       []string            // paths
	choices    [][]json.RawMessage // of each, what it is tried with; nil is left out
	corners    [][]json.RawMessage // of each, the ends of its range, and that it is left out
	fields     []rule.Field        // of each
	large      [][]json.RawMessage // lists as long as they can be, tried last
	ends       []*end
	looks      int
	seen       map[string]map[string]string // what completions answer, "" for those that are refused
	order      []string                     // of those answered
	rnd        *rand.Rand
}

// point is a completion: of each open fact its value.
type point []json.RawMessage

func (r *seeking) write(p point) string {
	facts := parsed(r.facts)
	for i, path := range r.open {
		if p[i] == nil {
			continue
		}
		leaf := parsed(p[i])
		place(facts, path, leaf)
	}
	raw, _ := json.Marshal(facts)
	return string(raw)
}

// look evaluates a completion and notes which ends it comes to, or near to; of one end, how near.
func (r *seeking) look(p point, of *end) (*big.Rat, bool) {
	facts := r.write(p)
	answer, done := r.seen[facts]
	if !done {
		r.looks++
		raw, err := r.c.Eval(r.id, r.parameters, []byte(facts))
		if err == nil {
			answer, _ = leaves(json.RawMessage(raw))
			r.order = append(r.order, facts)
		}
		r.seen[facts] = answer
		for _, e := range r.ends {
			if answer == nil || e.reached {
				continue
			}
			d, ok := e.near(answer)
			if ok && (e.distance == nil || d.Cmp(e.distance) < 0) {
				e.distance, e.by = d, facts
				e.reached = d.Sign() == 0
			}
		}
	}
	if answer == nil || of == nil {
		return nil, false
	}
	return of.near(answer)
}

// near is how far an answer is from an end; false where it says nothing of it. A path of an unknown list stands for its items.
func (e *end) near(answer map[string]string) (*big.Rat, bool) {
	var best *big.Rat
	there := false
	for path, text := range answer {
		if path != e.path && tree.Every(path) != e.path {
			continue
		}
		there = true
		switch e.is {
		case "absent":
		case "code":
			if text == e.text {
				return new(big.Rat), true
			}
		default:
			v := rational(text)
			if v == nil {
				continue
			}
			d := new(big.Rat).Sub(v, e.want)
			if d.Abs(d); best == nil || d.Cmp(best) < 0 {
				best = d
			}
		}
	}
	if e.is == "absent" && !there {
		return new(big.Rat), true
	}
	return best, best != nil
}

// run searches: the choices at random and one by one, then from what comes nearest along each fact, and along two together.
func (r *seeking) run(budget int) {
	defer func() { r.seen, r.order = nil, nil }()
	draw := func() point {
		p := make(point, len(r.open))
		for i, c := range r.choices {
			p[i] = c[r.rnd.IntN(len(c))]
		}
		return p
	}
	size := 1
	for _, c := range r.choices {
		size = min(size*len(c), budget)
	}
	if size < budget {
		r.grid()
	} else {
		for range budget / 4 {
			r.look(draw(), nil)
			if r.done() {
				return
			}
		}
	}
	for _, e := range r.ends {
		if !e.reached {
			r.climb(e, budget)
		}
	}
	r.long()
}

// long tries lists that are as long as they can be, in a completion that comes near.
func (r *seeking) long() {
	for i, options := range r.large {
		for _, list := range options {
			if r.done() || len(r.order) == 0 {
				return
			}
			p := r.read(r.order[0])
			p[i] = list
			r.look(p, nil)
		}
	}
}

func (r *seeking) done() bool {
	return !slices.ContainsFunc(r.ends, func(e *end) bool { return !e.reached })
}

func (r *seeking) grid() {
	p := make(point, len(r.open))
	var each func(i int)
	each = func(i int) {
		if i == len(p) {
			r.look(p, nil)
			return
		}
		for _, v := range r.choices[i] {
			p[i] = v
			each(i + 1)
			if r.done() {
				return
			}
		}
	}
	each(0)
}

// climb goes from the completions that come nearest to an end, one fact at a time and then two.
func (r *seeking) climb(e *end, budget int) {
	stop := r.looks + budget
	if len(r.order) == 0 {
		return
	}
	starts := []string{}
	if e.by != "" {
		starts = append(starts, e.by)
	}
	for range 3 {
		starts = append(starts, r.order[r.rnd.IntN(len(r.order))])
	}
	for _, from := range starts {
		at := r.read(from)
		best, _ := r.look(at, e)
		for better := true; better && !e.reached && r.looks < stop; {
			better = false
			try := func(p point) bool {
				if d, ok := r.look(p, e); ok && (best == nil || d.Cmp(best) < 0) {
					at, best, better = slices.Clone(p), d, true
				}
				return e.reached || r.looks > stop
			}
			for i := range at {
				for _, v := range r.moves(i, at[i]) {
					p := slices.Clone(at)
					if p[i] = v; try(p) {
						break
					}
				}
			}
			if better || e.reached {
				continue
			}
			for i := range at { // two together, at their own ends
				for j := range i {
					for n := range len(r.corners[i]) * len(r.corners[j]) {
						p := slices.Clone(at)
						p[i], p[j] = r.corners[i][n%len(r.corners[i])], r.corners[j][n/len(r.corners[i])]
						if try(p) || better {
							break
						}
					}
				}
			}
			if better || e.reached {
				continue
			}
			for i := range at { // and anywhere
				for j := range i {
					a, b := r.moves(i, at[i]), r.moves(j, at[j])
					for range 60 {
						p := slices.Clone(at)
						p[i], p[j] = a[r.rnd.IntN(len(a))], b[r.rnd.IntN(len(b))]
						if r.rnd.IntN(2) == 0 {
							p[i], p[j] = a[r.rnd.IntN(len(r.choices[i]))], b[r.rnd.IntN(len(r.choices[j]))]
						}
						if r.rnd.IntN(3) == 0 { // by the same step
							k := r.rnd.IntN(min(len(a), len(b)))
							p[i], p[j] = a[len(a)-1-k], b[len(b)-1-k]
						}
						if try(p) || better {
							break
						}
					}
				}
			}
		}
		if e.reached {
			return
		}
	}
}

// read takes the open facts of a completion.
func (r *seeking) read(facts string) point {
	v := parsed([]byte(facts))
	p := make(point, len(r.open))
	for i, path := range r.open {
		if leaf, ok := standsAt(v, path); ok {
			p[i], _ = json.Marshal(leaf)
		}
	}
	return p
}

// standsAt goes down a path.
func standsAt(v any, path string) (any, bool) {
	for _, step := range strings.Split(strings.ReplaceAll(path, "[", ".["), ".") {
		switch n := v.(type) {
		case map[string]any:
			inner, ok := n[step]
			if !ok {
				return nil, false
			}
			v = inner
		case []any:
			k, err := strconv.Atoi(strings.Trim(step, "[]"))
			if err != nil || k >= len(n) {
				return nil, false
			}
			v = n[k]
		default:
			return nil, false
		}
	}
	return v, true
}

// moves are what a fact can become: what it is tried with, and what is beside it by ever shorter steps.
func (r *seeking) moves(i int, now json.RawMessage) []json.RawMessage {
	out := r.choices[i]
	v := numberOf(now)
	if v == nil {
		return out
	}
	out = slices.Clone(out)
	by := unitOf(r.fields[i].Kind)
	half := big.NewRat(1, 2)
	for by.Mul(by, new(big.Rat).SetInt64(1<<53)); by.Cmp(unitOf(r.fields[i].Kind)) >= 0; by = new(big.Rat).Mul(by, half) {
		for _, to := range []*big.Rat{new(big.Rat).Add(v, by), new(big.Rat).Sub(v, by)} {
			if raw := spell(r.fields[i], to); raw != nil {
				out = append(out, raw)
			}
		}
	}
	return out
}
