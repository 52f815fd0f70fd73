package civilaffairs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// goldenRecords are the records of a rule's version that stand in its room.
func goldenRecords(t *testing.T, r rule.Any) []json.RawMessage {
	t.Helper()
	room, _, _ := strings.Cut(r.ID(), ".")
	raw, err := os.ReadFile(filepath.Join(room, "testdata", r.ID()+".v"+strconv.Itoa(r.Version())+".jsonl"))
	require.NoError(t, err)
	records, err := rule.SplitRecords(raw)
	require.NoError(t, err)
	return records
}

// firstCase gives parameters and facts of a rule's first golden record.
func firstCase(t *testing.T, r rule.Any) (parameters, facts json.RawMessage) {
	var d struct{ Parameters, Facts json.RawMessage }
	require.NoError(t, json.Unmarshal(goldenRecords(t, r)[0], &d))
	return d.Parameters, d.Facts
}

// notes are flags of answers that say how it came about, and decide nothing a planner asks for.
var notes = []string{"binding_checked", "capped", "by_living_alone", "urban_unknown", "rural_unknown", "village_unknown", "never_full", "pay_first", "by_township"}

// answersNo reports whether a golden record has a flag of the answer that is there and false.
func answersNo(t *testing.T, r rule.Any, path string) bool {
	for _, record := range goldenRecords(t, r) {
		var d struct{ Answer json.RawMessage }
		require.NoError(t, json.Unmarshal(record, &d))
		cells, err := rule.Flatten(d.Answer)
		require.NoError(t, err)
		if slices.Contains(cells, rule.Cell{Path: path, Text: "false"}) {
			return true
		}
	}
	return false
}

// TestAFlipAsksWhatAPlannerAsks: the outcome of every rule is a verdict, a choice or a number that the rule computes, the same in its
// description and in its flips, and never a note.
func TestAFlipAsksWhatAPlannerAsks(t *testing.T) {
	c := civilaffairs.Catalog()
	for _, r := range c.Rules() {
		info := r.Info()
		f, ok := info.Answered(info.Outcome)
		require.True(t, ok, r.ID())
		assert.Contains(t, []string{"flag", "choice", "count", "money", "ratio", "number"}, f.Kind, r.ID())
		_, ok = info.Step(f.Step)
		assert.True(t, ok, "%s: %s is computed", r.ID(), f.Path)
		if f.Kind == "flag" && f.Optional { // a note is left out where it is false, a verdict where what it is of is not given
			assert.True(t, answersNo(t, r, f.Path), "%s: %s is a note", r.ID(), f.Path)
		}
		assert.NotContains(t, notes, f.Path, r.ID())
		if !slices.Contains([]string{"flag", "choice"}, f.Kind) { // whether it is zero is asked where there is nothing better
			for _, other := range info.Answer {
				computed := false
				if _, ok := info.Step(other.Step); ok {
					computed = true
				}
				verdict := computed && !strings.Contains(other.Path, "[]") && (other.Kind == "choice" || other.Kind == "flag" && (!other.Optional || answersNo(t, r, other.Path)))
				assert.False(t, verdict, "%s asks about %s, and computes %s", r.ID(), f.Path, other.Path)
			}
		}
		parameters, facts := firstCase(t, r)
		raw, err := c.Flip(r.ID(), parameters, facts)
		require.NoError(t, err, r.ID())
		var flips rule.Flips
		require.NoError(t, json.Unmarshal(raw, &flips))
		assert.Equal(t, info.Outcome, flips.Outcome, r.ID())
	}
}
