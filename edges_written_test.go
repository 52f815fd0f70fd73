package civilaffairs_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// golden is one case of a rule's golden records.
type golden struct{ Parameters, Facts json.RawMessage }

// goldens are the golden cases of a rule, none longer than a form has fields.
func goldens(t *testing.T, r rule.Any) (out []golden) {
	for _, record := range goldenRecords(t, r) {
		var d golden
		require.NoError(t, json.Unmarshal(record, &d))
		if len(record) <= 12_000 {
			out = append(out, d)
		}
	}
	return out
}

// put gives the case with a value at a place, as Edges and Flip wrote it: bare where JSON has no quotes.
func (g golden) put(t *testing.T, part rule.Part, f rule.Field, path, value string) golden {
	var v any = value
	switch f.Kind {
	case "count":
		v = json.Number(value)
	case "flag":
		v = value == "true"
	}
	if part == rule.OfParameters {
		g.Parameters = put(t, g.Parameters, path, v)
	} else {
		g.Facts = put(t, g.Facts, path, v)
	}
	return g
}

// answered is what the rule answers through JSON, by paths, a share as its two counts.
func (g golden) answered(t *testing.T, c rule.Catalog, id string) (map[string]string, error) {
	raw, err := c.Eval(id, g.Parameters, g.Facts)
	if err != nil {
		return nil, err
	}
	cells, err := rule.Flatten(json.RawMessage(raw))
	require.NoError(t, err)
	out := map[string]string{}
	for _, cell := range cells {
		out[cell.Path] = cell.Text
	}
	return out, nil
}

// sameWritten holds what was written of a field of the answer against the answer's own JSON: letter by letter, a share by its ratio.
func sameWritten(got map[string]string, path, said string) bool {
	if own, ok := got[path]; ok && !strings.HasPrefix(own, "{") {
		return own == said
	}
	part, whole := got[path+".part"], got[path+".whole"]
	a, err1 := formula.ParseValue(formula.Ratio, part+"/"+whole)
	b, err2 := formula.ParseValue(formula.Ratio, said)
	return err1 == nil && err2 == nil && a.Rat.Cmp(b.Rat) == 0
}

// spans are ranges of each kind, over zero.
var spans = map[string][2]string{"money": {"-2.00", "5000.00"}, "count": {"-2", "3000"}, "number": {"-2", "200"}, "ratio": {"0%", "150%"}, "month": {"2015-01", "2030-12"}}

// eachRun runs each number of a few golden cases of each rule through a range.
func eachRun(t *testing.T, most int, do func(c rule.Catalog, r rule.Any, g golden, part rule.Part, f rule.Field, e rule.Edges)) {
	c := civilaffairs.Catalog()
	for _, r := range c.Rules() {
		info := r.Info()
		for i, g := range goldens(t, r) {
			if i == most {
				break
			}
			for _, part := range []struct {
				of   rule.Part
				raw  json.RawMessage
				find func(string) (rule.Field, bool)
			}{{rule.OfFacts, g.Facts, info.Fact}, {rule.OfParameters, g.Parameters, info.Parameter}} {
				cells, err := rule.Flatten(part.raw)
				require.NoError(t, err)
				done := map[string]bool{}
				for _, cell := range cells {
					f, ok := part.find(cell.Path)
					span, runs := spans[f.Kind]
					if !ok || !runs || done[f.Path] {
						continue
					}
					done[f.Path] = true
					e, err := c.FindEdges(r.ID(), g.Parameters, g.Facts, cell.Path, span[0], span[1])
					if errors.Is(err, rule.NotWhole) || errors.Is(err, rule.Invalid) || errors.Is(err, rule.Syntax) {
						continue // not followed, or a text that is no number of its steps
					}
					require.NoError(t, err, "%s %s", r.ID(), cell.Path)
					do(c, r, g, part.of, f, e)
				}
			}
		}
	}
}

// TestWhatEdgesWriteIsReadBackAndSo: over all rules, each end of each segment, and a value between, is put into the case as it was
// written; the rule reads it and answers, letter by letter, what the segment and At claim, and writes the value itself so.
func TestWhatEdgesWriteIsReadBackAndSo(t *testing.T) {
	ends, fields, refused := 0, 0, 0
	most := 2
	if testing.Short() {
		most = 1
	}
	eachRun(t, most, func(c rule.Catalog, r rule.Any, g golden, part rule.Part, f rule.Field, e rule.Edges) {
		for i, s := range e.Segments {
			for _, last := range []bool{false, true} {
				at := s.From
				if last {
					at = s.To
				}
				ends++
				got, err := g.put(t, part, f, e.Path, at).answered(t, c, r.ID())
				said, why := e.At(at)
				if len(s.Refused) > 0 {
					require.Error(t, err, "%s: %s at %s", r.ID(), e.Path, at)
					require.Equal(t, codes(err), codes(why), "%s: %s at %s: %v, and %v", r.ID(), e.Path, at, err, why)
					refused++
					continue
				}
				require.NoError(t, err, "%s: %s at %s", r.ID(), e.Path, at)
				require.NoError(t, why, "%s: %s at %s", r.ID(), e.Path, at)
				by := map[string]string{}
				for _, cell := range said {
					by[cell.Path] = cell.Text
				}
				for _, a := range s.Answer {
					if a.Shape == rule.Omitted {
						continue
					}
					want := a.First
					if last {
						want = a.Last
					}
					assert.True(t, sameWritten(got, a.Path, want), "%s: %s at %s: %s is written %q, and the answer has %v", r.ID(), e.Path, at, a.Path, want, got)
					assert.Equal(t, want, by[a.Path], "%s: %s at %s, segment %d: %s", r.ID(), e.Path, at, i, a.Path)
					fields++
				}
			}
		}
	})
	t.Logf("%d ends, %d of them refused, %d fields", ends, refused, fields)
}

// codes are what a refusal is for.
func codes(err error) (out []string) {
	for _, f := range rule.Faults(err) {
		out = append(out, string(f.Code)+" "+f.Field+" "+f.Value)
	}
	return out
}

// TestWhatFlipsWriteIsReadBackAndSo: over all rules, each change of a fact or parameter, and the value before it, is put into the case
// as it was written; the outcome is what is claimed, and one step before as it was, or refused.
func TestWhatFlipsWriteIsReadBackAndSo(t *testing.T) {
	changes, told := 0, 0
	c := civilaffairs.Catalog()
	most := 2
	if testing.Short() {
		most = 1
	}
	for _, r := range c.Rules() {
		info := r.Info()
		for i, g := range goldens(t, r) {
			if i == most {
				break
			}
			for _, part := range []rule.Part{rule.OfFacts, rule.OfParameters} {
				flips, err := c.FindFlips(r.ID(), g.Parameters, g.Facts, part)
				if errors.Is(err, rule.NotWhole) {
					continue
				}
				require.NoError(t, err)
				number := flips.Value == "0" || flips.Value == "not-0"
				is := func(got map[string]string, want string) bool {
					own := got[flips.Outcome]
					if v, err := formula.ParseValue(formula.Ratio, own); number && err == nil {
						return (v.Rat.Sign() == 0) == (want == "0")
					}
					return own == want || number && want == "not-0" && own != "" && own != "0"
				}
				text := flips.Text(rule.English)
				for _, flip := range flips.Flips {
					f, ok := info.Fact(flip.Path)
					if part == rule.OfParameters {
						f, ok = info.Parameter(flip.Path)
					}
					require.True(t, ok, flip.Path)
					for _, change := range flip.Changes {
						changes++
						at := func(value string) (map[string]string, error) {
							return g.put(t, part, f, flip.Path, value).answered(t, c, r.ID())
						}
						got, err := at(change.Value)
						require.NoError(t, err, "%s: %s to %s", r.ID(), flip.Path, change.Value)
						assert.True(t, is(got, change.Outcome), "%s: %s to %s: said %q, is %v", r.ID(), flip.Path, change.Value, change.Outcome, got)
						if change.By == "" {
							continue
						}
						got, err = at(change.Before)
						if assert.Equal(t, change.AfterRefused, err != nil, "%s: %s at %s: %v", r.ID(), flip.Path, change.Before, err); err == nil {
							assert.True(t, is(got, flips.Value), "%s: %s at %s: said %q, is %v", r.ID(), flip.Path, change.Before, flips.Value, got)
						}
						for _, b := range change.Because {
							told++
							assert.Contains(t, text, b.Label.EN+": ")
							if b.Clause != "" {
								assert.Contains(t, text, "["+b.Clause+"]")
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d changes, %d comparisons told", changes, told)
	assert.Greater(t, told, 100)
}

// TestARefusalIsThatOfTheValue: within refused segments, at random values, At says what the rule says of that value.
func TestARefusalIsThatOfTheValue(t *testing.T) {
	rnd, asked := rand.New(rand.NewPCG(7, 7)), 0
	eachRun(t, 1, func(c rule.Catalog, r rule.Any, g golden, part rule.Part, f rule.Field, e rule.Edges) {
		for _, s := range e.Segments {
			if len(s.Refused) == 0 {
				continue
			}
			for range 3 {
				at := within(t, rnd, f, e, s)
				_, want := g.put(t, part, f, e.Path, at).answered(t, c, r.ID())
				_, got := e.At(at)
				require.Error(t, got)
				if want != nil {
					assert.Equal(t, codes(want), codes(got), "%s: %s at %s", r.ID(), e.Path, at)
					asked++
				} else {
					assert.True(t, s.Sampled, "%s: %s is answered at %s, in a segment that is said to be refused", r.ID(), e.Path, at)
				}
			}
		}
	})
	t.Logf("%d values", asked)
	assert.Greater(t, asked, 100)
}

// TestNoRuleHoldsListsWithinLists: of such, edges, flips and Decide are not offered.
func TestNoRuleHoldsListsWithinLists(t *testing.T) {
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		for _, f := range slices.Concat(info.Facts, info.Parameters) {
			assert.LessOrEqual(t, strings.Count(f.Path, "[]"), 1, "%s %s", r.ID(), f.Path)
		}
	}
}

// TestWithinAnAnsweredSegmentTheRuleAnswersWhatItSays: over all rules, at random values within answered segments the rule answers, letter
// by letter what At says; it refuses none but in segments that say that it may.
func TestWithinAnAnsweredSegmentTheRuleAnswersWhatItSays(t *testing.T) {
	rnd, asked, marked := rand.New(rand.NewPCG(5, 5)), 0, map[string]bool{}
	tries := 8
	if testing.Short() {
		tries = 2
	}
	eachRun(t, 1, func(c rule.Catalog, r rule.Any, g golden, part rule.Part, f rule.Field, e rule.Edges) {
		for _, s := range e.Segments {
			for range tries {
				if len(s.Refused) > 0 || s.From == s.To {
					break
				}
				at := within(t, rnd, f, e, s)
				if asked++; s.Sampled {
					assert.Contains(t, r.Info().Gaps, f.Path)
					marked[r.ID()] = true
					_, want := g.put(t, part, f, e.Path, at).answered(t, c, r.ID())
					_, why := e.At(at)
					assert.Equal(t, codes(want), codes(why), "%s: %s at %s", r.ID(), e.Path, at)
					if want != nil {
						continue
					}
				}
				got, err := g.put(t, part, f, e.Path, at).answered(t, c, r.ID())
				if !assert.NoError(t, err, "%s: %s at %s, in the answered segment %s to %s", r.ID(), e.Path, at, s.From, s.To) {
					continue
				}
				said, err := e.At(at)
				require.NoError(t, err)
				for _, cell := range said {
					same := sameWritten(got, cell.Path, cell.Text)
					if of, _ := r.Info().Answered(cell.Path); of.Kind == "number" { // a computed figure may have zeros at its end
						a, err1 := formula.ParseValue(formula.Number, got[cell.Path])
						b, err2 := formula.ParseValue(formula.Number, cell.Text)
						same = err1 == nil && err2 == nil && a.Rat.Cmp(b.Rat) == 0
					}
					assert.True(t, same, "%s: %s at %s: %s is said to be %q, and the answer has %v", r.ID(), e.Path, at, cell.Path, cell.Text, got)
				}
			}
		}
	})
	t.Logf("%d values; rules with gaps: %v", asked, marked)
	assert.Greater(t, asked, 1_000)
}

// within is a value of a segment by chance, one of the steps, written as the field has it.
func within(t *testing.T, rnd *rand.Rand, f rule.Field, e rule.Edges, s rule.Segment) string {
	kind := formula.ParseKind(f.Kind)
	read := func(kind formula.Kind, text string) *big.Rat {
		v, err := formula.ParseValue(kind, text)
		require.NoError(t, err)
		return v.Rat
	}
	stepKind := kind
	if kind == formula.Month {
		stepKind = formula.Count
	}
	from, step := read(kind, s.From), read(stepKind, e.Step)
	n := new(big.Rat).Sub(read(kind, s.To), from)
	n.Quo(n, step)
	require.True(t, n.IsInt() && n.Num().IsInt64())
	x := new(big.Rat).SetInt64(rnd.Int64N(n.Num().Int64() + 1))
	x.Add(from, x.Mul(x, step))
	switch kind {
	case formula.Month:
		m := x.Num().Int64()
		return fmt.Sprintf("%04d-%02d", m/12, m%12+1)
	case formula.Money:
		return x.FloatString(2)
	case formula.Number:
		_, after, _ := strings.Cut(e.Step, ".")
		return x.FloatString(len(after))
	case formula.Ratio:
		sign := e.Step[strings.LastIndexAny(e.Step, "0123456789")+1:]
		x.Mul(x, map[string]*big.Rat{"%": big.NewRat(100, 1), "‰": big.NewRat(1_000, 1), "×": big.NewRat(1, 1)}[sign])
		return strings.TrimSuffix(strings.TrimRight(x.FloatString(9), "0"), ".") + sign
	}
	return x.FloatString(0)
}
