package main

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/stretchr/testify/require"
)

// mutator makes other decisions of a rule from recorded ones.
type mutator struct {
	t       *testing.T
	c       rule.Catalog
	r       *rand.Rand
	s       *schema
	records []record
}

func newMutator(t *testing.T, key string, records []record) *mutator {
	h := fnv.New64()
	_, err := h.Write([]byte(key))
	require.NoError(t, err)
	m := &mutator{t: t, c: civilaffairs.Catalog(), r: rand.New(rand.NewPCG(h.Sum64(), 14)), records: records}
	any, err := ruleOf(m.c, records[0])
	require.NoError(t, err)
	m.s, err = schemaOf(any)
	require.NoError(t, err)
	m.s.findZeros(m.c, records)
	return m
}

// usual are the records without numbers of twelve digits and more, whose products no cell holds.
func (m *mutator) usual() []record {
	var out []record
	for _, r := range m.records {
		large := false
		for _, in := range m.s.inputsOf(m.s.itemsOf(r)) {
			node, there := valueOf(r, in)
			if v, err := formula.ParseValue(in.kind, plain(node)); there && err == nil && v.Rat != nil && v.Rat.Num().BitLen() > 36 {
				large = true
			}
		}
		if !large {
			out = append(out, r)
		}
	}
	return out
}

// other is a decision on inputs many of which are others.
func (m *mutator) other(r record) record {
	for try := 0; ; try++ {
		p, f := copied(m.t, r.Parameters), copied(m.t, r.Facts)
		next := record{Parameters: p, Facts: f}
		for list := range m.s.lists {
			if m.r.IntN(3) == 0 {
				m.resize(next, list)
			}
		}
		for _, in := range m.s.inputsOf(m.s.itemsOf(next)) {
			if m.r.IntN(4) == 0 || try < 20 && m.r.IntN(2) == 0 {
				m.mutate(next, in)
			}
		}
		if got, ok := m.explain(r, p, f); ok {
			return got
		}
		if try > 60 {
			return r
		}
	}
}

// resize takes an item from a list, or puts one to it.
func (m *mutator) resize(r record, list string) {
	node := r.Facts
	if m.s.lists[list] {
		node = r.Parameters
	}
	found, _ := find(node, list)
	items, _ := found.([]any)
	switch {
	case len(items) > 1 && m.r.IntN(2) == 0:
		items = items[:len(items)-1]
	case len(items) > 0 && m.r.IntN(2) == 0:
		items = append(items, copied(m.t, items[m.r.IntN(len(items))]))
	default:
		item := map[string]any{}
		for _, in := range m.s.inputs {
			if in.list == list && !in.field.Optional {
				put(item, in.rest, m.fresh(in))
			}
		}
		items = append(items, any(item))
	}
	put(node, list, any(items))
}

// fresh is a value for an input that has none.
func (m *mutator) fresh(in input) any {
	switch in.kind {
	case formula.Flag:
		return m.r.IntN(2) == 0
	case formula.Choice:
		return in.field.Choices[m.r.IntN(len(in.field.Choices))].Code
	case formula.Rounding:
		return "up/yuan"
	case formula.Month:
		return fmt.Sprintf("20%02d-%02d", 18+m.r.IntN(10), 1+m.r.IntN(12))
	case formula.Text:
		return fmt.Sprint("甲", m.r.IntN(1000))
	case formula.Money:
		return fmt.Sprintf("%d.%02d", m.r.IntN(50000), m.r.IntN(100))
	case formula.Ratio:
		if in.field.Type == "unit.Share" {
			return map[string]any{"part": json.Number(fmt.Sprint(m.r.IntN(50))), "whole": json.Number("50")}
		}
		return fmt.Sprintf("%d%%", 1+m.r.IntN(100))
	case formula.Number:
		return fmt.Sprint(m.r.IntN(100))
	}
	return json.Number(fmt.Sprint(m.r.IntN(80)))
}

// change is a decision on inputs one of which is another.
func (m *mutator) change(r record, in input) (record, bool) {
	for range 12 {
		p, f := copied(m.t, r.Parameters), copied(m.t, r.Facts)
		next := record{Parameters: p, Facts: f}
		if !m.mutate(next, in) {
			continue
		}
		if got, ok := m.explain(r, p, f); ok {
			was, _ := valueOf(r, in)
			is, _ := valueOf(got, in)
			if plain(was) != plain(is) {
				return got, true
			}
		}
	}
	return record{}, false
}

// changes are cases in which one input is changed: each input of the rule once, where that can be, and then so many more. never
// are the inputs that no change was found for which the rule takes.
func (m *mutator) changes(records []record, more int) (out []row, never []string) {
	done := map[string]bool{}
	for round := range 6 {
		for _, r := range records {
			if more <= 0 && len(done) == len(m.s.inputs) {
				break
			}
			if round > 0 {
				r = m.other(r)
			}
			each := m.s.inputsOf(m.s.itemsOf(r))
			m.r.Shuffle(len(each), func(i, j int) { each[i], each[j] = each[j], each[i] })
			for _, in := range each {
				if done[in.name] && (more <= 0 || round == 0) {
					continue
				}
				if to, ok := m.change(r, in); ok {
					if done[in.name] {
						more--
					}
					done[in.name] = true
					out = append(out, row{"changed", r, to, &in})
				}
			}
		}
	}
	for _, in := range m.s.inputs {
		if !done[in.name] {
			never = append(never, m.s.info.ID+" "+in.name)
		}
	}
	return out, never
}

func (m *mutator) explain(r record, parameters, facts any) (record, bool) {
	p, err := json.Marshal(parameters)
	require.NoError(m.t, err)
	f, err := json.Marshal(facts)
	require.NoError(m.t, err)
	raw, err := m.c.Explain(r.Rule, p, f)
	if err != nil {
		return record{}, false
	}
	got, err := readRecord(raw)
	require.NoError(m.t, err)
	return got, got.Version == r.Version
}

func copied(t *testing.T, node any) any {
	raw, err := json.Marshal(node)
	require.NoError(t, err)
	out, err := tree(raw)
	require.NoError(t, err)
	return out
}

// mutate gives an input another value, in the form that it has.
func (m *mutator) mutate(r record, in input) bool {
	node, there := valueOf(r, in)
	if !there {
		donor := m.records[m.r.IntN(len(m.records))]
		if node, there = valueOf(donor, in); !there || m.r.IntN(3) == 0 {
			return m.set(r, in, m.fresh(in))
		}
		return m.set(r, in, copied(m.t, node))
	}
	if in.field.Optional && m.r.IntN(8) == 0 {
		return m.set(r, in, nil)
	}
	text := plain(node)
	v, err := formula.ParseValue(in.kind, text)
	require.NoError(m.t, err)
	switch in.kind {
	case formula.Flag:
		return m.set(r, in, !v.Flag)
	case formula.Choice:
		return m.set(r, in, in.field.Choices[m.r.IntN(len(in.field.Choices))].Code)
	case formula.Rounding:
		how := []string{"up", "down", "half-up", "half-even"}[m.r.IntN(4)]
		return m.set(r, in, how+"/"+[]string{"fen", "jiao", "yuan", "5jiao", "10yuan"}[m.r.IntN(5)])
	case formula.Month:
		n := v.Rat.Num().Int64() + int64(m.r.IntN(49)) - 24
		return m.set(r, in, fmt.Sprintf("%04d-%02d", n/12, n%12+1))
	case formula.Text:
		if len(in.field.Texts) > 0 {
			return m.set(r, in, in.field.Texts[m.r.IntN(len(in.field.Texts))])
		}
		return m.set(r, in, text+"甲")
	}
	if share, ok := node.(map[string]any); ok {
		whole := 1 + m.r.Int64N(1_000_000)
		share["part"], share["whole"] = json.Number(fmt.Sprint(m.r.Int64N(whole+1))), json.Number(fmt.Sprint(whole))
		return true
	}
	next := m.number(v, in.kind)
	if _, ok := node.(json.Number); ok {
		return m.set(r, in, json.Number(next))
	}
	return m.set(r, in, next)
}

// number is another number, written as this one is.
func (m *mutator) number(v formula.Value, kind formula.Kind) string {
	unit := ""
	for _, sign := range []string{"%", "‰", "×"} {
		if strings.HasSuffix(v.Text, sign) {
			unit = sign
		}
	}
	digits := strings.TrimSuffix(v.Text, unit)
	places := 0
	if _, behind, ok := strings.Cut(digits, "."); ok && !strings.Contains(behind, "/") {
		places = len(behind)
	}
	if kind != formula.Money && kind != formula.Count {
		places = m.r.IntN(3)
	}
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	num, ok := new(big.Rat).SetString(digits)
	if !ok {
		num = v.Rat
	}
	num = new(big.Rat).Mul(num, new(big.Rat).SetInt(scale))
	n := new(big.Int).Quo(num.Num(), num.Denom()).Int64()
	switch m.r.IntN(5) {
	case 0:
		n += []int64{-1, 1, -2, 2, 10}[m.r.IntN(5)]
	case 1:
		n = int64(math.Exp(m.r.Float64() * math.Log(1e8)))
	case 2:
		n = m.r.Int64N(max(2*abs64(n), 2))
	case 3:
		n = int64(float64(n) * (0.8 + 0.4*m.r.Float64()))
	default:
		n = m.r.Int64N(100)
	}
	return new(big.Rat).SetFrac(big.NewInt(n), scale).FloatString(places) + unit
}

func abs64(n int64) int64 { return max(n, -n) }

// set puts a value in the place of an input; nil takes it away.
func (m *mutator) set(r record, in input, value any) bool {
	node, path := r.Facts, in.name
	if in.parameter {
		node = r.Parameters
	}
	if in.item > 0 {
		items, _ := find(node, in.list)
		list, _ := items.([]any)
		if in.item > len(list) {
			return false
		}
		node, path = list[in.item-1], in.rest
	}
	if value != nil {
		return put(node, path, value)
	}
	if at := strings.LastIndexByte(path, '.'); at >= 0 {
		var ok bool
		if node, ok = find(node, path[:at]); !ok {
			return false
		}
		path = path[at+1:]
	}
	object, ok := node.(map[string]any)
	delete(object, path)
	return ok
}
