package ruletest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Partial holds [rule.Rule.Decide] against what the rule answers: of every row of the table
// and of random cases, facts are left out at random, and what the case answers must lie
// within what Decide says is possible; what it calls determined must be the answer; with
// all facts given it must be. It gives what does not hold, and how many partial cases
// were looked at. A rule whose facts hold lists within lists has none.
func Partial[Policy, Facts, Answer any](r rule.Rule[Policy, Facts, Answer], fsys fs.FS, s Suite[Policy, Facts]) (problems []string, looked int, err error) {
	rows, err := s.rows(fsys, r.ID())
	if err != nil {
		return nil, 0, err
	}
	k, err := newTester(r, s.Allocates)
	if err != nil {
		return nil, 0, err
	}
	rnd, broken := rand.New(rand.NewPCG(s.Seed, 20251231)), false
	try := func(under rule.Rule[Policy, Facts, Answer], in Facts, masks int) {
		out, err := under.Eval(in)
		if err != nil {
			return
		}
		answer, err1 := leaves(out)
		facts, err2 := json.Marshal(in)
		if err1 != nil || err2 != nil {
			problems = append(problems, fmt.Sprint(errors.Join(err1, err2)))
			return
		}
		for n := range masks {
			partial := facts
			if n > 0 {
				partial = without(facts, rnd)
			}
			looked++
			outlook, err := under.Decide(partial)
			if errors.Is(err, rule.NotWhole) {
				if strings.HasPrefix(rule.Faults(err)[0].Field, "answer.") && !broken { // the rule is wrong, whatever the case
					broken, problems = true, append(problems, fmt.Sprintf("Decide(%s): %v", partial, err))
				}
				return
			}
			if err != nil {
				problems = append(problems, fmt.Sprintf("Decide(%s): %v", partial, err))
				continue
			}
			if open := unasked(outlook); n == 0 && len(open) > 0 { // optional facts that are not given
				partial = withNulls(facts, open)
				if outlook, err = under.Decide(partial); err != nil {
					problems = append(problems, fmt.Sprintf("Decide(%s): %v", partial, err))
					continue
				}
			}
			if n == 0 && (!outlook.Determined || len(outlook.Needs) > 0) {
				problems = append(problems, fmt.Sprintf("Decide(%s) with all facts is not determined", partial))
			}
			for _, p := range outside(answer, outlook) {
				problems = append(problems, fmt.Sprintf("Decide(%s) of %s: %s", partial, facts, p))
			}
		}
	}
	for _, c := range rows {
		if under, in, err := bind(r, k.info.Defaults, c); err == nil {
			try(under, in, 4)
		}
		if broken || len(problems) > 20 {
			return problems, looked, nil
		}
	}
	s.N = max(s.size()/20, 20)
	for under, in := range drawn(r, &s) {
		if under.Err() == nil {
			try(under, in, 2)
		}
		if broken || len(problems) > 20 {
			break
		}
	}
	return problems, looked, nil
}

// unasked lists the facts that an outlook takes for unknown.
func unasked(o rule.Outlook) []string {
	open := slices.Clone(o.Unneeded)
	for _, n := range o.Needs {
		open = append(open, n.Path)
	}
	return open
}

var itemOf = regexp.MustCompile(`^([^\[]*)\[(\d+)\]$`)

// withNulls says of facts that they are known not to be given.
func withNulls(facts []byte, paths []string) []byte {
	var v any
	d := json.NewDecoder(bytes.NewReader(facts))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return facts
	}
	for _, path := range paths {
		node := v
		names := strings.Split(path, ".")
		for i, name := range names {
			index := -1
			if m := itemOf.FindStringSubmatch(name); m != nil {
				name = m[1]
				index, _ = strconv.Atoi(m[2])
			}
			object, ok := node.(map[string]any)
			if !ok {
				break
			}
			if i == len(names)-1 {
				object[name] = nil
				break
			}
			if _, there := object[name]; !there {
				object[name] = map[string]any{}
			}
			node = object[name]
			if list, ok := node.([]any); ok && index >= 0 && index < len(list) {
				node = list[index]
			}
		}
	}
	out, err := json.Marshal(v)
	if err != nil {
		return facts
	}
	return out
}

// without leaves fields out at random, whole lists and objects too.
func without(facts []byte, rnd *rand.Rand) []byte {
	d := json.NewDecoder(bytes.NewReader(facts))
	d.UseNumber()
	var v any
	if d.Decode(&v) != nil {
		return facts
	}
	var prune func(any)
	prune = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			for _, name := range sorted(v) {
				if rnd.IntN(5) < 2 {
					delete(v, name)
				} else {
					prune(v[name])
				}
			}
		case []any:
			for _, item := range v {
				prune(item)
			}
		}
	}
	prune(v)
	out, err := json.Marshal(v)
	if err != nil {
		return facts
	}
	return out
}

// leaves are an answer's by their paths, as texts; a share is one, by its counts.
func leaves(answer any) (map[string]string, error) {
	cells, err := rule.Flatten(answer)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, c := range cells {
		out[c.Path] = c.Text
	}
	for path, part := range out {
		share, isPart := strings.CutSuffix(path, ".part")
		if whole, ok := out[share+".whole"]; isPart && ok {
			out[share] = part + "/" + whole
			delete(out, path)
			delete(out, share+".whole")
		}
	}
	return out, nil
}

// outside tells which leaves of an answer an outlook says cannot be.
func outside(answer map[string]string, o rule.Outlook) []string {
	possible := map[string]rule.Possible{}
	for _, p := range o.Answer {
		possible[p.Path] = p
	}
	var out []string
	seen := map[string]bool{}
	for _, path := range sorted(answer) {
		p, ok := possible[path]
		if !ok {
			p, ok = possible[tree.Every(path)]
		}
		seen[p.Path] = true
		if !ok {
			out = append(out, path+" is not told of")
		} else if !within(answer[path], p) {
			out = append(out, fmt.Sprintf("%s is %s, not within %+v", path, answer[path], p))
		}
	}
	for _, p := range o.Answer {
		if !seen[p.Path] && !p.Absent && (p.Value != "" || p.Low+p.High != "" || len(p.Codes) > 0) {
			out = append(out, p.Path+" is absent, and said to be there")
		}
	}
	return out
}

func within(text string, p rule.Possible) bool {
	if p.Determined {
		a, b := rational(text), rational(p.Value)
		return text == p.Value || a != nil && b != nil && a.Cmp(b) == 0
	}
	if len(p.Codes) > 0 {
		for _, c := range p.Codes {
			if c == text {
				return true
			}
		}
		return false
	}
	v, low, high := rational(text), rational(p.Low), rational(p.High)
	return v == nil || (low == nil || low.Cmp(v) <= 0) && (high == nil || high.Cmp(v) >= 0)
}

// rational reads a number or a month as answers write it; nil for what is neither.
func rational(text string) *big.Rat {
	for _, kind := range []formula.Kind{formula.Ratio, formula.Month} {
		if v, err := formula.ParseValue(kind, text); err == nil {
			return v.Rat
		}
	}
	return nil
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
