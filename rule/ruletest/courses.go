package ruletest

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// maxCourses is how many good cases have their numbers run.
const maxCourses = 3

// courses runs each number of a few good cases through a range around what it is, and holds what
// [rule.Rule.Edges] says against what the rule answers, on both sides of each edge and between; and
// holds [rule.Rule.Flip] against the rule likewise. A formula that cannot be followed is told
// of by an error, and is none of its business.
func (k *tester[Policy, Facts, Answer]) courses() []string {
	var problems []string
	for i, good := range k.good {
		if i == maxCourses || len(problems) > 10 {
			break
		}
		r := k.r.Under(good.under)
		facts, err1 := json.Marshal(good.facts)
		parameters, err2 := json.Marshal(good.under)
		cells, err3 := rule.Flatten(good.facts)
		if err := errors.Join(err1, err2, err3); err != nil {
			return append(problems, err.Error())
		}
		for _, c := range firstItems(cells) {
			from, to, ok := around(k.factKind(c.Path), c.Text)
			if !ok {
				continue
			}
			e, err := r.Edges(good.facts, c.Path, from, to)
			if errors.Is(err, rule.NotWhole) && (strings.Contains(err.Error(), "followed piece by piece") || strings.Contains(err.Error(), "too many turns")) {
				continue
			}
			if err != nil {
				problems = append(problems, fmt.Sprintf("Edges of %s from %s to %s, on %s: %v", c.Path, from, to, facts, err))
				continue
			}
			for _, p := range k.course(e, parameters, facts) {
				problems = append(problems, fmt.Sprintf("Edges of %s on %s: %s", c.Path, facts, p))
			}
		}
		problems = append(problems, k.flips(r, good.facts, parameters, facts)...)
	}
	return problems
}

// byChance is how many values of each segment are tried at random.
const byChance = 4

// firstItems keeps of each list the first item and the last.
func firstItems(cells rule.Cells) rule.Cells {
	last := map[string]string{}
	for _, c := range cells {
		last[tree.Every(c.Path)] = c.Path
	}
	var out rule.Cells
	for _, c := range cells {
		if every := tree.Every(c.Path); last[every] == c.Path || strings.Replace(every, "[]", "[0]", 1) == c.Path {
			out = append(out, c)
		}
	}
	return out
}

func (k *tester[Policy, Facts, Answer]) factKind(path string) formula.Kind {
	if f, ok := k.info.Fact(path); ok {
		return formula.ParseKind(f.Kind)
	}
	return formula.Text
}

// around gives a range about a value, over zero and past it.
func around(kind formula.Kind, text string) (from, to string, ok bool) {
	v, err := formula.ParseValue(kind, text)
	if err != nil || v.Rat == nil {
		return "", "", false
	}
	switch kind {
	case formula.Money, formula.Count:
		n := new(big.Int).Quo(v.Rat.Num(), v.Rat.Denom())
		if !n.IsInt64() || n.BitLen() > 50 {
			return "", "", false
		}
		return strconv.FormatInt(min(-1, n.Int64()*2), 10), strconv.FormatInt(max(n.Int64()*3, 5_000), 10), true
	case formula.Month:
		n := v.Rat.Num().Int64()
		at := func(n int64) string { return fmt.Sprintf("%04d-%02d", n/12, n%12+1) }
		return at(max(n-300, 12)), at(min(n+300, 9999*12)), true
	case formula.Ratio:
		return "0%", "150%", true
	case formula.Number:
		n := new(big.Rat).Add(new(big.Rat).Abs(v.Rat), big.NewRat(10, 1))
		far := n.Mul(n, big.NewRat(2, 1)).FloatString(0)
		return "-" + far, far, true
	}
	return "", "", false
}

// course holds segments against the rule at their ends and within.
func (k *tester[Policy, Facts, Answer]) course(e rule.Edges, parameters, facts []byte) []string {
	var problems []string
	kind := k.factKind(e.Path)
	step, _ := formula.ParseValue(kind, e.Step)
	if kind == formula.Month {
		step.Rat = big.NewRat(1, 1)
	}
	for i, s := range e.Segments {
		from, err1 := formula.ParseValue(kind, s.From)
		to, err2 := formula.ParseValue(kind, s.To)
		if err1 != nil || err2 != nil || step.Rat == nil {
			return append(problems, fmt.Sprintf("%s, %s or %s does not read", s.From, s.To, e.Step))
		}
		if i > 0 {
			before, _ := formula.ParseValue(kind, e.Segments[i-1].To)
			if before.Rat.Add(before.Rat, step.Rat).Cmp(from.Rat) != 0 {
				problems = append(problems, fmt.Sprintf("%s does not follow on %s", s.From, e.Segments[i-1].To))
			}
		}
		between := new(big.Rat).Sub(to.Rat, from.Rat)
		steps := between.Quo(between, step.Rat)
		count := new(big.Int).Quo(steps.Num(), steps.Denom()).Int64()
		seen := int64(-1)
		points := []int64{0, 1, count / 3, count / 2, count - 1, count}
		for range byChance { // a refusal between what is answered is to be declared
			points = append(points, rand.N(count+1))
		}
		slices.Sort(points)
		for _, at := range points {
			if at <= seen || at > count {
				continue
			}
			seen = at
			x := new(big.Rat).Add(from.Rat, new(big.Rat).Mul(step.Rat, big.NewRat(at, 1)))
			if p := k.point(e, written(kind, x), parameters, facts); p != "" {
				problems = append(problems, p)
			}
		}
	}
	return problems
}

func written(kind formula.Kind, x *big.Rat) string {
	switch kind {
	case formula.Ratio:
		return strings.TrimSuffix(strings.TrimRight(new(big.Rat).Mul(x, big.NewRat(100, 1)).FloatString(9), "0"), ".") + "%"
	case formula.Money:
		return x.FloatString(2)
	case formula.Number:
		return strings.TrimSuffix(strings.TrimRight(x.FloatString(9), "0"), ".")
	case formula.Month:
		n := x.Num().Int64()
		return fmt.Sprintf("%04d-%02d", n/12, n%12+1)
	}
	return x.FloatString(0)
}

// point compares what segments say at a value with what the rule answers.
func (k *tester[Policy, Facts, Answer]) point(e rule.Edges, x string, parameters, facts []byte) string {
	said, err := e.At(x)
	value := json.RawMessage(strconv.Quote(x))
	if k.factKind(e.Path) == formula.Count {
		value = json.RawMessage(x)
	}
	answer, refused := k.catalog.Eval(k.r.ID(), parameters, at(facts, strings.Split(e.Path, "."), value))
	if err == nil && refused != nil {
		return fmt.Sprintf("at %s: edges say %v, and the rule refuses it: if it may refuse a value between two that it answers, %s belongs into the definition's Gaps: %v", x, said, tree.Every(e.Path), refused)
	}
	if (err == nil) != (refused == nil) {
		return fmt.Sprintf("at %s: edges say %v, the rule %v", x, err, refused)
	}
	if err != nil {
		return ""
	}
	var out any
	d := json.NewDecoder(strings.NewReader(string(answer)))
	d.UseNumber()
	if err := d.Decode(&out); err != nil {
		return err.Error()
	}
	want := map[string]string{}
	spread(want, "", out)
	if len(want) != len(said) {
		return fmt.Sprintf("at %s: edges tell of %d fields, the rule of %d: %v, %v", x, len(said), len(want), said, want)
	}
	for _, c := range said {
		if got, ok := want[c.Path]; !ok || !sameText(c.Text, got) {
			return fmt.Sprintf("at %s: %s is %s by the edges, and the rule answers %s", x, c.Path, c.Text, got)
		}
	}
	return ""
}

func sameText(a, b string) bool {
	if a == b {
		return true
	}
	x, y := rational(a), rational(b)
	return x != nil && y != nil && x.Cmp(y) == 0
}

// spread lists the leaves of an answer, a share as one.
func spread(into map[string]string, path string, node any) {
	switch x := node.(type) {
	case map[string]any:
		if part, ok := x["part"]; ok && len(x) == 2 {
			if whole, ok := x["whole"]; ok {
				into[path] = fmt.Sprint(part) + "/" + fmt.Sprint(whole)
				return
			}
		}
		for name, v := range x {
			spread(into, strings.TrimPrefix(path+"."+name, "."), v)
		}
	case []any:
		for i, v := range x {
			spread(into, fmt.Sprintf("%s[%d]", path, i), v)
		}
	default:
		into[path] = fmt.Sprint(x)
	}
}

// at gives the facts with another value at a path, as with does, at any item of a list.
func at(raw []byte, path []string, value json.RawMessage) []byte {
	name, index, inList := strings.Cut(path[0], "[")
	var object map[string]json.RawMessage
	if json.Unmarshal(raw, &object) != nil {
		return nil
	}
	leaf := value
	if inList {
		var items []json.RawMessage
		n, err := strconv.Atoi(strings.TrimSuffix(index, "]"))
		if json.Unmarshal(object[name], &items) != nil || err != nil || n >= len(items) {
			return nil
		}
		if len(path) > 1 {
			items[n] = at(items[n], path[1:], value)
		} else {
			items[n] = value
		}
		leaf, _ = json.Marshal(items) // they were read as JSON
	} else if len(path) > 1 {
		leaf = at(object[name], path[1:], value)
	}
	object[name] = leaf
	out, _ := json.Marshal(object) // as above
	return out
}

// flips holds each change against the rule: the outcome is another with it, and as it was, or none, just before.
func (k *tester[Policy, Facts, Answer]) flips(r rule.Rule[Policy, Facts, Answer], in Facts, parameters, facts []byte) []string {
	flips, err := r.Flip(in)
	if errors.Is(err, rule.NotWhole) {
		return nil
	}
	if err != nil {
		return []string{fmt.Sprintf("Flip of %s: %v", facts, err)}
	}
	outcome := func(path, x string) (string, bool) {
		kind := k.factKind(path)
		value := json.RawMessage(strconv.Quote(x))
		if kind == formula.Count || kind == formula.Flag {
			value = json.RawMessage(x)
		}
		answer, err := k.catalog.Eval(k.r.ID(), parameters, at(facts, strings.Split(path, "."), value))
		if err != nil {
			return "", false
		}
		var out any
		if json.Unmarshal(answer, &out) != nil {
			return "", false
		}
		leaves := map[string]string{}
		spread(leaves, "", out)
		return leaves[flips.Outcome], true
	}
	number := flips.Value == "0" || flips.Value == "not-0"
	is := func(got, said string) bool {
		if !number {
			return got == said
		}
		v := rational(got)
		return v != nil && (v.Sign() == 0) == (said == "0")
	}
	var problems []string
	for _, f := range flips.Flips {
		for _, c := range f.Changes {
			got, ok := outcome(f.Path, c.Value)
			if !ok || !is(got, c.Outcome) || c.Outcome == flips.Value {
				problems = append(problems, fmt.Sprintf("Flip of %s on %s: with %s the outcome is %q, said to be %q", f.Path, facts, c.Value, got, c.Outcome))
			}
			if c.By == "" {
				continue
			}
			kind := k.factKind(f.Path)
			v, err := formula.ParseValue(kind, c.Value)
			if err != nil || v.Rat == nil {
				problems = append(problems, fmt.Sprintf("Flip of %s: %s does not read", f.Path, c.Value))
				continue
			}
			step := map[formula.Kind]*big.Rat{formula.Money: big.NewRat(1, 100), formula.Count: big.NewRat(1, 1), formula.Month: big.NewRat(1, 1)}[kind]
			if step == nil {
				continue // of a rate or figure it is its own
			}
			if strings.HasPrefix(c.By, "+") {
				step = new(big.Rat).Neg(step)
			}
			before := written(kind, new(big.Rat).Add(v.Rat, step))
			if got, ok := outcome(f.Path, before); ok == c.AfterRefused || ok && !is(got, flips.Value) {
				problems = append(problems, fmt.Sprintf("Flip of %s on %s: %s is said to be the least change, but at %s the outcome is %q", f.Path, facts, c.Value, before, got))
			}
		}
	}
	return problems
}
