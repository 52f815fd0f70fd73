package civilaffairs_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// unasked are readings of the register that no rule answers, by the entry's id and the reading's place.
var unasked = map[string]string{
	"service-lists-general 2": "townships or communities are counted, which the rule's facts do not have, and of which no clause says how many need a list",
}

// TestEveryOptionOfTheRegisterHasItsReadingsOnARule: an entry that names an option is answered side by side, by a rule or by a
// question of the room's own, with the register's words, for each of its readings.
func TestEveryOptionOfTheRegisterHasItsReadingsOnARule(t *testing.T) {
	asked := map[string][]rule.QuestionInfo{}
	for _, r := range civilaffairs.Rules() {
		for _, q := range r.Info().Open {
			asked[q.ID] = append(asked[q.ID], q)
		}
	}
	for _, q := range civilaffairs.Questions() {
		asked[q.Info().ID] = append(asked[q.Info().ID], q.Info())
	}
	options, missing := 0, 0
	for _, d := range seeds.Discrepancies() {
		if d.Option == "" {
			assert.Empty(t, asked[d.ID], "%s has readings, and no option in the register", d.ID)
			continue
		}
		options++
		assert.NotEmpty(t, asked[d.ID], "%s names the option %s, and no rule says what its readings give", d.ID, d.Option)
		for _, q := range asked[d.ID] {
			assert.Equal(t, d.Title, q.Title)
			for i, reading := range d.Readings {
				if i >= len(q.Readings) {
					missing++
					assert.NotEmpty(t, unasked[fmt.Sprintf("%s %d", d.ID, i)], "%s: reading %d is not answered", d.ID, i)
					continue
				}
				assert.Equal(t, reading.Text, q.Readings[i].Text)
				assert.Equal(t, reading.Clause, q.Readings[i].Clause)
			}
		}
		delete(asked, d.ID)
	}
	assert.Empty(t, asked, "questions that the register does not have")
	assert.Equal(t, len(unasked), missing)
	assert.Positive(t, options)
}
