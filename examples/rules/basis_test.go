package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
)

// TestAClauseIsListedOnce: in the list of rules, and behind each parameter of one, no clause stands twice; of what a rule rests on,
// none is lacking.
func TestAClauseIsListedOnce(t *testing.T) {
	code, out, errs := rules("", "list")
	require.Zero(t, code, errs)
	for line := range strings.Lines(out) {
		cells := strings.Split(strings.TrimSpace(line), "\t")
		seen := map[string]bool{}
		for _, id := range strings.Fields(cells[len(cells)-1]) {
			assert.False(t, seen[id], line)
			seen[id] = true
		}
	}
	behind := regexp.MustCompile(`  \(([^() ]+(?:\([^()]+\)[0-9]*)?)\)`)
	for _, r := range civilaffairs.Rules() {
		code, out, errs := rules("", "show", r.ID())
		require.Zero(t, code, errs)
		for line := range strings.Lines(out) {
			seen := map[string]bool{}
			for _, m := range behind.FindAllString(line, -1) {
				assert.False(t, seen[m], "%s: %s", r.ID(), line)
				seen[m] = true
			}
		}
		rests, _, _ := strings.Cut(out, "政策参数")
		for _, s := range r.Info().Steps {
			assert.True(t, s.Clause.ID == "" || strings.Contains(rests, "["+s.Clause.ID+"]"), "%s: %s", r.ID(), s.Clause.ID)
		}
	}
}
