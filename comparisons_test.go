package civilaffairs_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

var (
	operator = regexp.MustCompile(` (等于|不等于|equals|is|is not|is not equal to|does not equal|≥|≤|<|>|=|≠) `)
	ends     = regexp.MustCompile(`[,，()（）]|；|; | 且 | 或 | and | or |: |：`)
)

// sameOnBothSides gives the comparisons of a text whose two sides are the same words.
func sameOnBothSides(text string) (out []string) {
	for _, op := range operator.FindAllStringIndex(text, -1) {
		left, right := text[:op[0]], text[op[1]:]
		if all := ends.FindAllStringIndex(left, -1); len(all) > 0 {
			left = left[all[len(all)-1][1]:]
		}
		if end := ends.FindStringIndex(right); end != nil {
			right = right[:end[0]]
		}
		if next := operator.FindStringIndex(right); next != nil {
			right = right[:next[0]]
		}
		if left, right = strings.TrimSpace(left), strings.TrimSpace(right); left == right && left != "" {
			out = append(out, left+text[op[0]:op[1]]+right)
		}
	}
	return out
}

// TestNoComparisonShowsTheSameOnBothSides: of every rule, in both languages, each formula as it is told names what it compares so that the two
// are told apart; values may be alike, names never.
func TestNoComparisonShowsTheSameOnBothSides(t *testing.T) {
	require.Equal(t, []string{"困难程度 等于 困难程度"}, sameOnBothSides("如果(困难程度 等于 困难程度, 1, 0)"))
	c, told := civilaffairs.Catalog(), 0
	for _, r := range c.Rules() {
		for i, record := range goldenRecords(t, r) {
			if i == 6 || testing.Short() && i == 2 {
				break
			}
			for _, l := range []rule.Language{rule.Chinese, rule.English} {
				text, err := c.Text(record, l)
				require.NoError(t, err)
				for line := range strings.SplitSeq(text, "\n") {
					_, shown, ok := strings.Cut(line, " = ")
					if !ok {
						continue
					}
					words, _, _ := strings.Cut(shown, " = ") // behind it stand values
					told++
					assert.Empty(t, sameOnBothSides(words), "%s: %s", r.ID(), line)
				}
			}
		}
	}
	assert.Greater(t, told, 1000)
}
