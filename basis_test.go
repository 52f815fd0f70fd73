package civilaffairs_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestTheBasisNamesEachClauseOnce: what gives a parameter or a step its right is in the basis that a reader is shown, and no
// clause stands there twice in the same words.
func TestTheBasisNamesEachClauseOnce(t *testing.T) {
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		has := func(id string) bool {
			return id == "" || slices.ContainsFunc(info.Basis, func(c rule.Clause) bool { return c.ID == id })
		}
		for _, s := range info.Steps {
			assert.True(t, has(s.Clause.ID), "%s: %s rests on %s", info.ID, s.ID, s.Clause.ID)
		}
		for _, s := range info.Sources {
			assert.True(t, has(s.Clause.ID), "%s: %s is given by %s", info.ID, s.Path, s.Clause.ID)
		}
		seen := map[[3]string]bool{}
		for _, c := range info.Basis {
			key := [3]string{c.ID, c.Norm.ZH, c.Quote}
			assert.False(t, seen[key], "%s: %v twice", info.ID, key)
			seen[key] = true
		}
	}
	r, _ := civilaffairs.Catalog().Lookup("assistance.allowance")
	for _, id := range []string{"国务院令649号9", "国务院令649号12"} {
		assert.True(t, slices.ContainsFunc(r.Info().Basis, func(c rule.Clause) bool { return c.ID == id }), id)
	}
}
