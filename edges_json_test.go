package civilaffairs_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// put gives an object with another value at a path, members[1].income.
func put(t *testing.T, raw json.RawMessage, path string, value any) json.RawMessage {
	var o map[string]any
	d := json.NewDecoder(strings.NewReader(string(raw)))
	d.UseNumber()
	require.NoError(t, d.Decode(&o))
	tell(t, o, path, value)
	out, err := json.Marshal(o)
	require.NoError(t, err)
	return out
}

// TestEdgesAnswerWhatJSONTakes: over the catalog, each number of a case of each rule, facts and parameters, and each that may be left
// out wherever a golden case has it, runs through a range with zero in it: at every end of a stretch that is answered the rule answers
// through JSON, and at every end of one that is refused it refuses there too.
func TestEdgesAnswerWhatJSONTakes(t *testing.T) {
	c, ends, zeros := civilaffairs.Catalog(), 0, 0
	for _, r := range c.Rules() {
		info := r.Info()
		done := map[string]bool{}
		for i, record := range goldenRecords(t, r) {
			var d struct{ Parameters, Facts json.RawMessage }
			require.NoError(t, json.Unmarshal(record, &d))
			for _, part := range []struct {
				name string
				raw  json.RawMessage
				find func(string) (rule.Field, bool)
			}{{"facts", d.Facts, info.Fact}, {"parameters", d.Parameters, info.Parameter}} {
				cells, err := rule.Flatten(part.raw)
				require.NoError(t, err)
				for _, cell := range cells {
					f, ok := part.find(cell.Path)
					if !ok || done[f.Path] || i > 0 && !f.Optional || testing.Short() && !f.Optional {
						continue
					}
					span, ok := map[string][2]string{"money": {"-2", "5000"}, "count": {"-2", "3000"}, "number": {"-2", "200"}, "ratio": {"0%", "150%"}, "month": {"2015-01", "2030-12"}}[f.Kind]
					if !ok {
						continue
					}
					raw, err := c.Edges(r.ID(), d.Parameters, d.Facts, cell.Path, span[0], span[1])
					if errors.Is(err, rule.NotWhole) || errors.Is(err, rule.Invalid) || errors.Is(err, rule.Syntax) {
						continue // not followed, or a text that is no number of its steps
					}
					require.NoError(t, err, "%s %s", r.ID(), cell.Path)
					done[f.Path] = true
					var e rule.Edges
					require.NoError(t, json.Unmarshal(raw, &e))
					for _, s := range e.Segments {
						for _, at := range []string{s.From, s.To} {
							value := any(at)
							if f.Kind == "count" {
								value = json.Number(at)
							}
							p, in := d.Parameters, d.Facts
							if part.name == "facts" {
								in = put(t, in, cell.Path, value)
							} else {
								p = put(t, p, cell.Path, value)
							}
							_, err := c.Eval(r.ID(), p, in)
							assert.Equal(t, len(s.Refused) > 0, err != nil, "%s: %s at %s: edges say %v, JSON %v", r.ID(), cell.Path, at, s.Refused, err)
							ends++
							if f.Optional && strings.Trim(at, "0.%‰×") == "" {
								zeros++
							}
						}
					}
				}
			}
		}
	}
	t.Logf("%d ends, %d of them zero where a field may be left out", ends, zeros)
	assert.Greater(t, zeros, 20)
}
