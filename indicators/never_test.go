package indicators_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestWhatIsNeverAnsweredIsRefused: each golden case with more given than may be is refused, as the rule says of itself; and Decide,
// which goes by that, asks for none of it.
func TestWhatIsNeverAnsweredIsRefused(t *testing.T) {
	c, err := rule.NewCatalog(indicators.Standing)
	require.NoError(t, err)
	raw, err := os.ReadFile("testdata/indicators.standing.v1.jsonl")
	require.NoError(t, err)
	records, err := rule.SplitRecords(raw)
	require.NoError(t, err)
	id := indicators.Standing.ID()
	require.Len(t, indicators.Standing.Info().Never, 4)
	tried := map[string]int{}
	for _, record := range records {
		var d struct {
			Parameters json.RawMessage
			Facts      map[string]any
		}
		require.NoError(t, json.Unmarshal(record, &d))
		var row struct {
			Kind, Scale string
			BaseYear    int `json:"base_year"`
		}
		require.NoError(t, json.Unmarshal(d.Parameters, &row))
		refused := func(what string, also map[string]any) {
			in := map[string]any{}
			for _, from := range []map[string]any{d.Facts, also} {
				for name, v := range from {
					in[name] = v
				}
			}
			facts, err := json.Marshal(in)
			require.NoError(t, err)
			_, err = c.Eval(id, d.Parameters, facts)
			assert.Error(t, err, "%s: %s under %s", what, facts, d.Parameters)
			tried[what]++
		}
		refused("the year of the base", map[string]any{"year": row.BaseYear})
		if _, ok := d.Facts["value"]; ok {
			refused("a figure and a part", map[string]any{"part": "1"})
			refused("a figure and a whole", map[string]any{"whole": "1"})
		}
		if row.Scale == "" {
			refused("a part of no share", map[string]any{"part": "1"})
			refused("a whole of no share", map[string]any{"whole": "1"})
		}
		if row.Kind != "formula" {
			refused("a bound of no formula", map[string]any{"bounds": []any{map[string]any{"name": "x", "factor": "1", "figure": "1"}}})
			out, err := c.Decide(id, d.Parameters, []byte(`{"value":"1"}`))
			if err == nil {
				var o rule.Outlook
				require.NoError(t, json.Unmarshal(out, &o))
				assert.Subset(t, o.Unneeded, []string{"part", "whole", "bounds"})
			}
			_, err = c.Decide(id, d.Parameters, []byte(`{"value":"1","part":"1"}`))
			assert.ErrorIs(t, err, rule.Invalid)
		}
	}
	assert.Len(t, tried, 6)
}
