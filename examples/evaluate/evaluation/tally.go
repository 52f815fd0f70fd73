package evaluation

import (
	"fmt"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// counted is a status with how many indicators have it.
type counted struct {
	label rule.Text
	n     int
}

// every gives all statuses with their counts.
func every(t indicators.Tally) []counted {
	return []counted{
		{indicators.Met.Label(), t.Met}, {indicators.Declared.Label(), t.Declared}, {indicators.OnTrack.Label(), t.OnTrack},
		{indicators.Behind.Label(), t.Behind}, {indicators.NotDue.Label(), t.NotDue}, {indicators.Above.Label(), t.Above},
		{indicators.Missed.Label(), t.Missed}, {indicators.NoData.Label(), t.NoData},
	}
}

// statuses gives those that occur.
func statuses(t indicators.Tally) (out []counted) {
	for _, c := range every(t) {
		if c.n > 0 {
			out = append(out, c)
		}
	}
	return out
}

// counts gives the counts of a tally, for the statuses that occur in the whole.
func counts(whole, part indicators.Tally) (out []int) {
	of := every(part)
	for i, c := range every(whole) {
		if c.n > 0 {
			out = append(out, of[i].n)
		}
	}
	return out
}

// Tallied says how many indicators have which status, in a line.
func Tallied(t indicators.Tally, l rule.Language) string {
	var out []string
	for _, c := range statuses(t) {
		out = append(out, fmt.Sprintf("%s %d", c.label.In(l), c.n))
	}
	return strings.Join(out, say(l, "，", ", "))
}
