package civilaffairs_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// extremes are texts of each kind at which values do not go together: the least step, many decimals, as much as is held.
var extremes = map[string][]string{
	"money":  {"0.00", "0.01", "123456.78", "90071992547409.91"},
	"count":  {"0", "1", "2", "31", "1000", "1000000", "1099511627776", "9007199254740991"},
	"number": {"0", "0.000000001", "12.123456789", "999999", "999999999999999"},
	"ratio":  {"0%", "0.0000001%", "33.3333333%", "100%", "250%"},
	"month":  {"1900-01", "2021-07", "2199-12"},
}

// valueAt is what stands at a path as its fault would write it: of a list how many items it has.
func valueAt(node any, path string) (string, bool) {
	v, ok := at(node, path)
	if !ok {
		return "", false
	}
	switch x := v.(type) {
	case []any:
		return strconv.Itoa(len(x)), true
	case map[string]any:
		return "", true
	}
	return fmt.Sprint(v), true
}

// TestAFaultNamesTheFieldWhoseValueItShows: over all rules, with two numbers of a case at a time set to what does not go together, a
// fault that shows a value names the field that has it, so that what is to be mended is found there.
func TestAFaultNamesTheFieldWhoseValueItShows(t *testing.T) {
	c, asked, faults := civilaffairs.Catalog(), 0, map[string]bool{}
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
			type place struct {
				part rule.Part
				path string
				f    rule.Field
			}
			var places []place
			done := map[string]bool{}
			for _, part := range []struct {
				of   rule.Part
				raw  json.RawMessage
				find func(string) (rule.Field, bool)
			}{{rule.OfFacts, g.Facts, info.Fact}, {rule.OfParameters, g.Parameters, info.Parameter}} {
				cells, err := rule.Flatten(part.raw)
				require.NoError(t, err)
				for _, cell := range cells {
					f, ok := part.find(cell.Path)
					if ok && extremes[f.Kind] != nil && !done[string(part.of)+f.Path] {
						done[string(part.of)+f.Path] = true
						places = append(places, place{part.of, cell.Path, f})
					}
				}
			}
			try := func(g golden) {
				asked++
				_, err := c.Eval(r.ID(), g.Parameters, g.Facts)
				for _, f := range rule.Faults(err) {
					faults[r.ID()+" "+string(f.Part)+" "+f.Field+" "+string(f.Code)] = true
					if f.Value == "" || f.Field == "" {
						continue
					}
					raw := g.Facts
					if f.Part == rule.OfParameters {
						raw = g.Parameters
					}
					var node any
					d := json.NewDecoder(strings.NewReader(string(raw)))
					d.UseNumber()
					require.NoError(t, d.Decode(&node))
					own, ok := valueAt(node, f.Field)
					field, _ := info.Fact(f.Field)
					if f.Part == rule.OfParameters {
						field, _ = info.Parameter(f.Field)
					}
					same := own == f.Value || `"`+own+`"` == f.Value // as its JSON has it
					if kind := formula.ParseKind(field.Kind); !same && kind.IsOrdered() {
						a, err1 := formula.ParseValue(kind, own)
						b, err2 := formula.ParseValue(kind, f.Value)
						same = err1 == nil && err2 == nil && a.Rat.Cmp(b.Rat) == 0
					}
					assert.True(t, ok && same, "%s: the fault of %s shows %q, where %q stands: %s\n%s under %s", r.ID(), f.Field, f.Value, own, f.Reason.EN, g.Facts, g.Parameters)
				}
			}
			for k, one := range places {
				for _, x := range extremes[one.f.Kind] {
					first := g.put(t, one.part, one.f, one.path, x)
					try(first)
					if len(places) > 14 {
						continue // so many pairs are not tried
					}
					for _, other := range places[k+1:] {
						for _, y := range extremes[other.f.Kind] {
							try(first.put(t, other.part, other.f, other.path, y))
						}
					}
				}
			}
		}
	}
	t.Logf("%d cases, %d faults", asked, len(faults))
	assert.Greater(t, len(faults), 200)
}
