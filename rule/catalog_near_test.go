package rule_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAnUnknownRuleIsToldWhatMayHaveBeenMeant: a slip, a room left out or another; and what is near to nothing is told nothing.
func TestAnUnknownRuleIsToldWhatMayHaveBeenMeant(t *testing.T) {
	c := catalogOf(t, Relief, limited)
	for id, want := range map[string]string{
		"sample.releif": "sample.relief", "relief": "sample.relief", "another.relief": "sample.relief", "Sample.Limits": "sample.limits", "sample.limit": "sample.limits",
		"": "", "eldercare.care-beds": "", strings.Repeat("sample.relief", 1000): "",
	} {
		for _, door := range []func() error{
			func() error { _, err := c.Eval(id, nil, []byte(`{}`)); return err },
			func() error { _, err := c.Decide(id, nil, []byte(`{}`)); return err },
			func() error { _, err := c.Flip(id, nil, []byte(`{}`)); return err },
		} {
			err := door()
			require.ErrorIs(t, err, rule.UnknownRule, id)
			f := rule.Faults(err)[0]
			if want == "" {
				assert.Equal(t, rule.Text{ZH: "目录中没有此规则：请查看规则清单", EN: "no such rule in the catalog: see the list of the rules"}, f.Reason, id)
				continue
			}
			assert.Equal(t, rule.Text{ZH: "目录中没有此规则：是否为" + want + "？", EN: "no such rule in the catalog: did you mean " + want + "?"}, f.Reason, id)
		}
	}
}
