package civilaffairs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func TestTheCatalogListsEveryRuleOnce(t *testing.T) {
	rules := civilaffairs.Catalog().Rules()
	require.Len(t, rules, len(civilaffairs.Rules()))
	for _, r := range rules {
		info := r.Info()
		found, ok := civilaffairs.Catalog().Lookup(info.ID)
		require.True(t, ok)
		assert.Equal(t, info, found.Info())
	}
}

func TestEveryRuleIsWhole(t *testing.T) {
	tables := map[string]bool{}
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		pkg, _, ok := strings.Cut(info.ID, ".")
		require.True(t, ok, info.ID)
		table := filepath.Join(pkg, "testdata", info.ID+".csv")
		tables[table] = true
		_, err := os.Stat(table)
		assert.NoError(t, err, "each rule has a table of cases")
		assert.NotEmpty(t, info.Title.ZH)
		assert.NotEmpty(t, info.Title.EN)
		for _, c := range info.Basis {
			_, inPlan := seeds.Clause(c.ID)
			assert.True(t, inPlan || c.OutsidePlan(), "%s rests on %s", info.ID, c.ID)
		}
		for _, f := range append(append(info.Parameters, info.Facts...), info.Answer...) {
			assert.NotEmpty(t, f.Label.ZH, "%s: %s has no Chinese label", info.ID, f.Path)
		}
	}
	found, err := filepath.Glob(filepath.Join("*", "testdata", "*.*.csv"))
	require.NoError(t, err)
	for _, f := range found {
		assert.True(t, tables[f], "%s is the table of no rule in the catalog", f)
	}
}

func TestReplayRefusesAnotherRule(t *testing.T) {
	_, err := civilaffairs.Catalog().Replay([]byte(`{"format":1,"rule":"assistance.other","version":1,"parameters":{},"facts":{}}`))
	assert.ErrorIs(t, err, rule.UnknownRule)
}

// TestOptionsOfDiscrepanciesExist looks for each in the listing of the public
// API: a function, or a field of a type.
func TestOptionsOfDiscrepanciesExist(t *testing.T) {
	api, err := os.ReadFile("api/next.txt")
	require.NoError(t, err)
	named := 0
	for _, d := range seeds.Discrepancies() {
		if d.Option == "" {
			continue
		}
		named++
		pkg, name, _ := strings.Cut(d.Option, ".")
		typ, field, isField := strings.Cut(name, ".")
		found := false
		for line := range strings.Lines(string(api)) {
			found = found || strings.HasPrefix(line, "pkg "+pkg+", func "+name+"(") || strings.TrimSpace(line) == "pkg "+pkg+", var "+name ||
				isField && strings.HasPrefix(line, "pkg "+pkg+", type "+typ+" struct") && strings.Contains(line, " "+field+" ")
		}
		assert.True(t, found, "%s names %s", d.ID, d.Option)
	}
	assert.Positive(t, named)
}

func TestTheLedgerNamesRulesOfTheCatalog(t *testing.T) {
	entries, err := seeds.Ledger()
	require.NoError(t, err)
	named := map[string]bool{}
	for _, e := range entries {
		for _, id := range e.Rules {
			named[id] = true
			r, ok := civilaffairs.Catalog().Lookup(id)
			require.True(t, ok, "%s %s names %s", e.Clause, e.Numeral, id)
			cited := false
			for _, c := range r.Info().Basis {
				cited = cited || c.ID == e.Clause
			}
			assert.True(t, cited, "%s does not rest on %s, where the ledger has it", id, e.Clause)
		}
	}
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		figures := false // of the plan, behind a parameter
		for _, s := range info.Sources {
			figures = figures || info.Defaults != nil && !s.Clause.OutsidePlan()
		}
		// The ledger may name a rule besides that has what the plan says in words, or by a switch, and no figure.
		assert.True(t, named[info.ID] || !figures, "%s has figures of the plan, and the ledger does not name it", info.ID)
	}
}
