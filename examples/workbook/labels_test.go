package main

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAnItemIsCalledByItsListAndNumber: over all rules, a field of a list's items has its number behind the list's label, as a decision's text
// has it, and never behind the whole.
func TestAnItemIsCalledByItsListAndNumber(t *testing.T) {
	items := 0
	for _, r := range civilaffairs.Rules() {
		s, err := schemaOf(r)
		require.NoError(t, err)
		for _, in := range s.inputs {
			if in.list == "" {
				continue
			}
			items++
			in.item = 2
			assert.Regexp(t, "^"+regexp.QuoteMeta(s.labels[in.list].ZH)+"2( |$)", in.label(rule.Chinese), in.name)
			assert.Regexp(t, "^"+regexp.QuoteMeta(s.labels[in.list].EN)+" 2( |$)", in.label(rule.English), in.name)
		}
	}
	assert.Greater(t, items, 20)
	assert.Equal(t, "成员1 月收入（元）", itemLabel("成员 月收入（元）", "成员", 1, rule.Chinese))
	assert.Equal(t, "member 1 income a month (yuan)", itemLabel("member income a month (yuan)", "member", 1, rule.English))
	assert.Equal(t, "扣减后收入[1]", itemLabel("扣减后收入", "", 1, rule.Chinese))
}
