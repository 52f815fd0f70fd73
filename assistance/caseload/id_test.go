package caseload_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAnIDThatDoesNotShowIsRefused, of whatever length, and one that shows is not.
func TestAnIDThatDoesNotShowIsRefused(t *testing.T) {
	want := map[string]rule.Code{"": rule.Missing, "\xb1\xe0\xba\xc5": rule.Syntax}
	for n := 1; n <= 26; n++ {
		want[strings.Repeat(" ", n)] = rule.Missing
		want[strings.Repeat("\u3000", n)] = rule.Missing
		want[strings.Repeat("7", n)] = ""
		want["7"+strings.Repeat(" ", n)+"~"] = ""
		for at := range n {
			for _, c := range []string{"\x00", "\n", "\t", "\x1f", "\x7f", "\u0085", "\u200b", "\ufeff", "\u2028", "\u3164", "\ufe0f"} {
				want[strings.Repeat("a", at)+c+strings.Repeat("z", n-1-at)] = rule.Invalid
			}
		}
	}
	want["户 1"], want["Ａ１"] = "", ""
	ends := map[string]bool{}
	for _, id := range []string{"H1 ", " H1", "户1　", "\u00a0户1", "户\u00a01", "A\u20071", "　户 1"} {
		want[id], ends[id] = rule.Invalid, true
	}
	var cases []caseload.Case
	for id := range want {
		cases = append(cases, caseload.Case{ID: id, County: "寿县", Household: home(assistance.Rural, 2, 700)})
	}
	i := 0
	for r, err := range caseload.Run(context.Background(), slices.Values(cases), anyStandards(t), unit.MustParseMonth("2023-07"), rule.Batch{}) {
		id := cases[i].ID
		require.Equal(t, id, r.ID)
		if code := want[id]; code == "" {
			assert.NoError(t, err, "%q", id)
		} else {
			require.ErrorIs(t, err, code, "%q", id)
			var row *rule.RowError
			require.ErrorAs(t, err, &row)
			assert.Equal(t, i, row.Row)
			assert.Zero(t, r.Award)
			if ends[id] {
				assert.Contains(t, rule.Faults(err).In(rule.Chinese), "空格", "%q", id)
				assert.Contains(t, rule.Faults(err).In(rule.English), "blank", "%q", id)
			} else if code == rule.Invalid {
				assert.Contains(t, rule.Faults(err).In(rule.Chinese), "不可见")
				assert.Contains(t, rule.Faults(err).In(rule.English), "delete it")
			}
		}
		i++
	}
	assert.Len(t, cases, i)
}
