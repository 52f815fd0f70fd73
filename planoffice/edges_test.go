package planoffice_test

import (
	"encoding/json"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// firstCase reads parameters and facts of a rule's first golden record.
func firstCase(t *testing.T, id string, parameters, facts any) {
	raw, err := os.ReadFile("testdata/" + id + ".v1.jsonl")
	require.NoError(t, err)
	records, err := rule.SplitRecords(raw)
	require.NoError(t, err)
	var d struct{ Parameters, Facts json.RawMessage }
	require.NoError(t, json.Unmarshal(records[0], &d))
	require.NoError(t, rule.Unmarshal(d.Parameters, parameters))
	require.NoError(t, rule.Unmarshal(d.Facts, facts))
}

// TestEdgesFollowALeastNumberThatNoLineGives: what is shared out by a level that is looked for runs through a range, and at every
// value of it the segments say what the rule answers.
func TestEdgesFollowALeastNumberThatNoLineGives(t *testing.T) {
	var p planoffice.PartsPolicy
	var in planoffice.Total
	firstCase(t, "planoffice.parts", &p, &in)
	parts := planoffice.Parts.Under(p)
	e, err := parts.Edges(in, "total", "0", "300")
	require.NoError(t, err)
	assert.Greater(t, len(e.Segments), 10)
	for x := range int64(301) {
		in.Total = x
		out, refused := parts.Eval(in)
		said, err := e.At(strconv.FormatInt(x, 10))
		require.Equal(t, refused == nil, err == nil, "%d: %v, %v", x, refused, err)
		if err != nil {
			continue
		}
		at := map[string]string{}
		for _, c := range said {
			at[c.Path] = c.Text
		}
		assert.Equal(t, strconv.FormatInt(out.Added, 10), at["added"], x)
		for i, c := range out.Counties {
			assert.Equal(t, strconv.FormatInt(c.Part, 10), at["counties["+strconv.Itoa(i)+"].part"], "%d %d", x, i)
		}
	}
	_, err = parts.Edges(in, "total", "0", "1000000")
	require.ErrorIs(t, err, rule.NotWhole, "too many turns are refused, and named")
}
