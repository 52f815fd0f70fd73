package civilaffairs_test

import (
	"fmt"
	"slices"
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
				if own := q.Readings[i].Clause; own != reading.Clause { // the entry is of several places at once, and the rule of one
					assert.True(t, slices.ContainsFunc(d.Figures, func(f seeds.Quantity) bool { return f.Clause == own }), "%s: reading %d is said to be of %s", d.ID, i, own)
				}
			}
		}
		delete(asked, d.ID)
	}
	assert.Empty(t, asked, "questions that the register does not have")
	assert.Equal(t, len(unasked), missing)
	assert.Positive(t, options)
}

// TestAReadingCitesThePlaceOfItsOwnRule: 三至五名 and 五至十个单位 are one question of several places.
func TestAReadingCitesThePlaceOfItsOwnRule(t *testing.T) {
	got := map[string][]string{}
	for _, r := range civilaffairs.Rules() {
		for _, q := range r.Info().Open {
			if q.ID == "ranges-of-numbers" {
				for _, reading := range q.Readings {
					got[r.ID()] = append(got[r.ID()], reading.Clause)
				}
			}
		}
	}
	assert.Equal(t, map[string][]string{
		"assistance.township-staff":     {"B1.1", "B1.1"},
		"community.smart-pilots":        {"B3.3", "B3.3"},
		"community.consultation-pilots": {"B3.2", "B3.2"},
	}, got)
}

// TestAQuestionOverRulesNamesThem: each reading of a question of a room's own says which rule of the catalog answers it.
func TestAQuestionOverRulesNamesThem(t *testing.T) {
	c := civilaffairs.Catalog()
	for _, q := range civilaffairs.Questions() {
		for _, r := range q.Info().Readings {
			found, ok := c.Lookup(r.Rule)
			if assert.True(t, ok, "%s: %q", q.Info().ID, r.Rule) {
				assert.True(t, q.Info().Asks(found.ID()))
				assert.NotEmpty(t, r.At)
			}
		}
		assert.False(t, q.Info().Asks("sample.nosuch"))
	}
}
