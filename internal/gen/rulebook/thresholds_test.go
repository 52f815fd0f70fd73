package main

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// at makes thresholds of facts, each at 10 in a case with the value.
func at(value string, facts ...string) []rule.Threshold {
	var out []rule.Threshold
	for _, f := range facts {
		out = append(out, rule.Threshold{Path: f, Value: value, At: "10"})
	}
	return out
}

func TestTheMoreTellingRowIsShown(t *testing.T) {
	for _, c := range []struct {
		why        string
		more, less example
	}{
		{"the rule's own parameters count before all", example{list: at("10", "a")}, example{own: true, list: at("9", "a", "b")}},
		{"then how many facts are shown", example{list: at("10", "a", "b")}, example{list: at("9", "a", "a", "a")}},
		{"a fact beyond what a page shows does not count", example{list: at("9", "a", "b")}, example{list: at("9", "a", "a", "a", "a", "a", "a", "b", "c")}},
		{"then whether all is shown", example{list: at("10", "a", "b")}, example{list: at("9", "a", "b", "b", "b", "b", "b", "b")}},
		{"then that the case is not at the threshold", example{list: at("9", "a", "b")}, example{list: at("10", "a", "b")}},
	} {
		assert.True(t, c.more.moreTelling(&c.less), c.why)
		assert.False(t, c.less.moreTelling(&c.more), c.why)
		assert.False(t, c.more.moreTelling(&c.more), "of equals the first stands")
	}
}

func TestAPageCountsWhatItDoesNotList(t *testing.T) {
	for n, want := range map[int]string{6: "", 7: "\n另有1处未列 · 1 more not listed\n", 9: "\n另有3处未列 · 3 more not listed\n"} {
		r := room{examples: map[string]*example{"x": {list: at("9", strings.Split("abcdefghi"[:n], "")...)}}}
		var b bytes.Buffer
		r.thresholds(&b, rule.Info{ID: "x"})
		assert.Equal(t, 6, strings.Count(b.String(), "| 9 | 10 |"), n)
		_, after, _ := strings.Cut(b.String(), "| `f`")
		_, after, _ = strings.Cut(after, "\n")
		assert.Equal(t, want, after, n)
	}
}

func TestARuleWithoutThresholdsSaysSo(t *testing.T) {
	r := room{examples: map[string]*example{"x": {}, "y": {line: 3, list: at("9", "a")}}}
	var b bytes.Buffer
	r.thresholds(&b, rule.Info{ID: "x"})
	assert.Contains(t, b.String(), "none: in no case")
	b.Reset()
	r.familyThresholds(&b, []rule.Info{{ID: "x"}, {ID: "y"}})
	assert.Contains(t, b.String(), "| x | | none 无 |")
	assert.Contains(t, b.String(), "| y | 3 | `a` | 9 | 10 |")
}

// The thresholds of a row are those of the rule: at the one shown it says otherwise than one bed before.
func TestAnExampleIsOfTheRulesOwnTable(t *testing.T) {
	t.Chdir("../../..")
	catalog := civilaffairs.Catalog()
	e, err := exampleOf(catalog, "eldercare.care-beds")
	require.NoError(t, err)
	require.False(t, e.own)
	require.Len(t, e.list, 2)
	care := e.list[0]
	require.Equal(t, "care", care.Path)
	require.NotEqual(t, care.Value, care.At)
	total := e.list[1].Value
	var beds int
	_, err = fmt.Sscan(care.At, &beds)
	require.NoError(t, err)
	for less, met := range map[int]string{0: `"met":true`, 1: `"met":false`} {
		answer, err := catalog.Eval("eldercare.care-beds", nil, fmt.Appendf(nil, `{"care":%d,"total":%s}`, beds-less, total))
		require.NoError(t, err)
		assert.Contains(t, string(answer), met)
	}
	_, err = exampleOf(catalog, "eldercare.none")
	require.Error(t, err)
}
