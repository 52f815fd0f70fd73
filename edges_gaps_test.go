package civilaffairs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAStretchWithRefusalsByRoundingIsMarked: rounding takes a floor above its ceiling at most values of a stretch that is answered at its
// ends, and a product of decimals has too many of them at some.
func TestAStretchWithRefusalsByRoundingIsMarked(t *testing.T) {
	for _, c := range []struct{ id, parameters, facts, path, from, to, refused string }{
		{"assistance.allowance-band", `{"urban_share":{"floor":"28%","ceiling":"35%","floor_only":false},"all_residents_share":{"floor":"35%","ceiling":"35%","floor_only":false},
			"floor_rounding":"up/fen","ceiling_rounding":"down/fen","due":2025}`, `{"all_residents":"24000.00"}`, "all_residents", "12000.00", "36000.00", "13500.01"},
		{"community.service-floor-area", `{"least":"35","per":100,"due":2025}`, `{"floor_area":"1","households":3}`, "least", "34.99984000", "35.00016000", "34.99986327"},
		{"community.new-community-area", `{"least":"15","per":100}`, `{"service_area":"14400","total_area":"120000"}`, "total_area", "119999.99966000", "120000.00034000", "119999.99979589"},
	} {
		e, err := civilaffairs.Catalog().FindEdges(c.id, []byte(c.parameters), []byte(c.facts), c.path, c.from, c.to)
		require.NoError(t, err, c.id)
		var marked bool
		for _, s := range e.Segments {
			assert.True(t, s.Sampled || s.Refused != nil || s.From == s.To, "%s: %s to %s", c.id, s.From, s.To)
			marked = marked || s.Sampled
		}
		assert.True(t, marked, c.id)
		_, err = e.At(c.refused)
		assert.Error(t, err, c.id)
		assert.NotEqual(t, rule.NotWhole, rule.Faults(err)[0].Code)
	}
}

// TestARateRunsInStepsThatItsFieldHolds, whichever way the ends are written.
func TestARateRunsInStepsThatItsFieldHolds(t *testing.T) {
	for _, c := range []struct{ id, parameters, facts, path, from, to, step string }{
		{"eldercare.social-workers", `{"per_person":"1‰","per_bed":"1%","added":false,"due":2025}`, `{"beds":2025,"persons":4001,"workers":4}`, "per_person", "0.0009975", "0.0010025", "0.0001‰"},
		{"eldercare.social-workers", `{"per_person":"1‰","per_bed":"1%","added":false,"due":2025}`, `{"beds":2025,"persons":4001,"workers":4}`, "per_person", "0.9975000‰", "1.0025000‰", "0.000001‰"},
		{"eldercare.social-workers", `{"per_person":"1‰","per_bed":"1%","added":false,"due":2025}`, `{"beds":2025,"persons":4001,"workers":4}`, "per_person", "0.09%", "0.11%", "0.01‰"},
		{"eldercare.care-beds", `{"floor":"55%","due":2025}`, `{"care":12649,"total":23000}`, "floor", "0.00000000%", "100.00000000%", "0.0000001%"},
		{"eldercare.care-beds", `{"floor":"55%","due":2025}`, `{"care":12649,"total":23000}`, "floor", "0.3", "1", "0.01%"},
		{"eldercare.care-beds", `{"floor":"55%","due":2025}`, `{"care":12649,"total":23000}`, "floor", "0.12345", "1", "0.001%"},
	} {
		e, err := civilaffairs.Catalog().FindEdges(c.id, []byte(c.parameters), []byte(c.facts), c.path, c.from, c.to)
		require.NoError(t, err, "%s to %s", c.from, c.to)
		assert.Equal(t, c.step, e.Step, "%s to %s", c.from, c.to)
		for _, s := range e.Segments {
			for _, f := range s.Refused {
				assert.NotEqual(t, rule.Inexact, f.Code, "%s to %s: %s", c.from, c.to, s.From)
			}
		}
	}
}
