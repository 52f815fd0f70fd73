package civilaffairs_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// signed are the numbers of answers that can be below zero, or are written by their own type within bounds of their own.
var signed = map[string]string{
	"assistance.means-by-source income":   "business at a loss, where losses lower other income",
	"assistance.means-by-source per_head": "as the income",
	"assistance.means-by-source gap":      "of a household above the standard it is not asked, and of a loss it is above the standard",
	"indicators.standing figure":          "a figure of an indicator may be below zero",
	"indicators.standing required":        "as the figure",
	"indicators.standing milestone":       "as the figure",
	"indicators.standing progress":        "a figure that went the other way",
	"indicators.standing to_target":       "as the figure",
	"indicators.standing to_milestone":    "below zero where the figure is ahead of it",
}

// TestEveryNumberOfAnAnswerSaysWhatItCanBe: so that what is told of a case of which facts are open stays within it, and a
// decision outside it is found out. A number without a range is known to go below zero.
func TestEveryNumberOfAnAnswerSaysWhatItCanBe(t *testing.T) {
	left := map[string]bool{}
	for _, r := range civilaffairs.Rules() {
		for _, f := range r.Info().Answer {
			if !slices.Contains([]formula.Kind{formula.Money, formula.Count, formula.Number}, formula.ParseKind(f.Kind)) || f.Range != "" {
				continue
			}
			name := r.ID() + " " + f.Path
			left[name] = true
			assert.NotEmpty(t, signed[name], "%s: give its tag a range, or say how it comes to be below zero", name)
		}
	}
	for name := range signed {
		assert.True(t, left[name], "%s has a range, or is gone", name)
	}
}
