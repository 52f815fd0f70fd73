// Package sample makes bodies that a rule's schema accepts, for the examples of an API
// description and for tests: from the schema alone, so that a new rule has its own at once.
package sample

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// tries is how many bodies are made until one is answered.
const tries = 6_000

// Body gives a body that the catalog answers by a rule, the same one every time: what a reader
// of a description is shown. It is nil where none was found, since a schema cannot say how
// facts go together.
func Body(c rule.Catalog, info rule.Info) json.RawMessage {
	s, err := Read(info.Schema())
	if err != nil {
		return nil
	}
	h := fnv.New64a()
	_, _ = h.Write([]byte(info.ID)) // a hash refuses nothing
	rnd := rand.New(rand.NewPCG(h.Sum64(), 1))
	var parts [2]map[string]any
	for n := range tries {
		m := maker{Rand: rnd, narrow: n%2 == 0, seed: rnd.Uint64()}
		if parts[1] == nil || n%8 == 0 {
			parts = s.parts(m, s.must)
		}
		parameters, facts := bodyOf(parts)
		_, err := c.Eval(info.ID, parameters, facts)
		if err == nil {
			return Envelope(parameters, facts)
		}
		s.mend(m, &parts, rule.Faults(err))
	}
	return nil
}

// mend makes anew what faults name.
func (s *Schema) mend(m maker, parts *[2]map[string]any, faults rule.Errors) {
	for _, f := range faults {
		i, from := 1, s.facts
		if f.Part == rule.OfParameters {
			i, from = 0, s.parameters
		}
		name := f.Field
		if cut := strings.IndexAny(name, ".["); cut > 0 {
			name = name[:cut]
		}
		props, _ := from["properties"].(map[string]any)
		p, ok := props[name].(map[string]any)
		if !ok {
			continue
		}
		if parts[i] == nil {
			parts[i] = map[string]any{}
		}
		parts[i][name] = m.value(p)
	}
}

// Envelope puts parameters, which may be nil, and facts into one body.
func Envelope(parameters, facts []byte) json.RawMessage {
	if parameters == nil {
		return slices.Concat([]byte(`{"facts":`), facts, []byte(`}`))
	}
	return slices.Concat([]byte(`{"parameters":`), parameters, []byte(`,"facts":`), facts, []byte(`}`))
}

// Schema is a rule's schema, read.
type Schema struct {
	parameters, facts map[string]any
	must              bool // parameters must be given
}

// Read reads what Info.Schema gives.
func Read(raw json.RawMessage) (*Schema, error) {
	var top struct {
		Required []string                  `json:"required"`
		Defs     map[string]map[string]any `json:"$defs"`
	}
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	if err := d.Decode(&top); err != nil {
		return nil, err
	}
	return &Schema{top.Defs["parameters"], top.Defs["facts"], slices.Contains(top.Required, "parameters")}, nil
}

// Make makes parameters, nil where the rule needs none and any is false, and facts.
func (s *Schema) Make(rnd *rand.Rand, any bool) (parameters, facts []byte) {
	return bodyOf(s.parts(maker{Rand: rnd, narrow: rnd.IntN(2) == 0, seed: rnd.Uint64()}, s.must || any))
}

func (s *Schema) parts(m maker, parameters bool) (out [2]map[string]any) {
	if parameters {
		out[0] = m.object(s.parameters)
	}
	out[1] = m.object(s.facts)
	return out
}

func bodyOf(parts [2]map[string]any) (parameters, facts []byte) {
	if parts[0] != nil {
		parameters = encoded(parts[0])
	}
	return parameters, encoded(parts[1])
}

// maker makes the values of one body. A narrow one takes few different texts of a kind: weights
// that must sum to a whole, or amounts that must not exceed each other, then come about.
type maker struct {
	*rand.Rand
	narrow bool
	seed   uint64
}

// pick chooses one of n that are of a kind.
func (m maker) pick(n int) int {
	if !m.narrow {
		return m.IntN(n)
	}
	r := rand.New(rand.NewPCG(m.seed, uint64(n)))
	for range m.IntN(2) {
		r.Uint64()
	}
	return int(r.Uint64() % uint64(n))
}

func encoded(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if e.Encode(v) != nil { // made of maps, lists, texts and numbers alone
		return nil
	}
	return bytes.TrimSpace(b.Bytes())
}

func (m maker) value(s map[string]any) any {
	if list, ok := s["enum"].([]any); ok && len(list) > 0 {
		return list[m.IntN(len(list))]
	}
	if list, ok := s["anyOf"].([]any); ok && len(list) > 0 {
		// A choice: its code comes first of three, with a title.
		var codes []any
		for _, x := range list {
			if o, ok := x.(map[string]any); ok && o["title"] != nil && o["const"] != nil {
				codes = append(codes, o["const"])
			}
		}
		if len(codes) > 0 {
			return codes[m.IntN(len(codes))]
		}
		if o, ok := list[m.IntN(len(list))].(map[string]any); ok {
			return m.value(o)
		}
	}
	if c, ok := s["const"]; ok {
		return c
	}
	switch s["type"] {
	case "object":
		return m.object(s)
	case "array":
		items, _ := s["items"].(map[string]any)
		low, high := bound(s, "minItems", 0), bound(s, "maxItems", 1<<20)
		list := make([]any, low+m.Int64N(min(high-low, 3)+1))
		for i := range list {
			list[i] = m.value(items)
		}
		return list
	case "boolean":
		return m.IntN(2) == 0
	case "integer":
		return m.integer(bound(s, "minimum", 0), bound(s, "maximum", 1_000_000))
	}
	return m.text(s)
}

func (m maker) object(s map[string]any) map[string]any {
	out := map[string]any{}
	props, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, name := range slices.Sorted(maps.Keys(props)) {
		if p, ok := props[name].(map[string]any); ok && (slices.Contains(required, any(name)) || m.IntN(4) == 0) {
			out[name] = m.value(p)
		}
	}
	return out
}

func bound(s map[string]any, name string, otherwise int64) int64 {
	if n, ok := s[name].(json.Number); ok {
		if v, err := n.Int64(); err == nil {
			return v
		}
	}
	return otherwise
}

// integer prefers small numbers and the ends; of a range of years it takes those of the plan.
func (m maker) integer(low, high int64) json.Number {
	n := low
	switch {
	case low <= 2021 && 2021 <= high && low >= 1800 && m.IntN(8) > 0:
		n = 2021 + m.Int64N(5)
	case m.IntN(8) == 0:
	default:
		span := []int64{2, 5, 20, 1_000, 100_000}[m.IntN(5)]
		n += m.Int64N(min(high-low, span) + 1)
	}
	return json.Number(strconv.FormatInt(min(n, high), 10))
}

// words are texts as the module's types write them; those that a field's pattern accepts are tried
// before others are made of the pattern.
var words = strings.Fields(`0.00 100.00 200.00 637.00 800.00 1500.00 12000.00 30000.00 1 2 3.5 10 40 100
 5% 10% 33% 50% 55% 60% 80% 100% 0% 1× 1.3× 1.5× 2×
 1950-03 1960-05 2001-09 2006-07 2015-01 2019-12 2021-07 2022-01 2022-07 2023-01 2024-12 2025-06
 2021-07-01 2022-01-31 2023-06-20 up/yuan up/fen half-up/fen down/jiao`)

func (m maker) text(s map[string]any) any {
	pattern, _ := s["pattern"].(string)
	if pattern == "" {
		return []string{"样例", "sample", "1"}[m.IntN(3)]
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return ""
	}
	var fits []string
	for _, w := range words {
		if re.MatchString(w) {
			fits = append(fits, w)
		}
	}
	if r, ok := s["x-range"].(string); ok { // its ends
		for _, end := range strings.Split(strings.Trim(r, "[]()"), ",") {
			if re.MatchString(end) {
				fits = append(fits, end)
			}
		}
	}
	if len(fits) == 0 || m.IntN(10) == 0 {
		return made(m.Rand, pattern)
	}
	return fits[m.pick(len(fits))]
}
