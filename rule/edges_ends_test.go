package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAnEndTooFarIsToldWithTheRange: of each kind, an end beyond what can be run to is out of range, and one that does not read or is
// between two steps is told apart from it; the greatest and the least end can be given.
func TestAnEndTooFarIsToldWithTheRange(t *testing.T) {
	for _, c := range []struct{ path, low, high, beyond, unread, between string }{
		{"taken", "-9007199254740991", "9007199254740991", "9007199254740992", "1e3", "0.5"},
		{"taken", "-9007199254740991", "9007199254740991", "99999999999999999999999999", "x", "0.5"},
		{"base", "-90071992547409.91", "90071992547409.91", "90071992547409.92", "1,000", "0.005"},
		{"floor", "-90071992547409.91%", "90071992547409.91%", "90071992547409.92%", "%", ""},
		{"month", "0000-01", "9999-12", "10000-01", "2021-13", ""},
	} {
		for _, from := range []bool{true, false} {
			ask := func(end string) error {
				low, high := c.low, end
				if from {
					low, high = end, c.high
				}
				_, err := ferry.Edges(crossing, c.path, low, high)
				return err
			}
			err := ask(c.beyond)
			require.ErrorIs(t, err, rule.Range, c.path)
			list := rule.Faults(err)
			assert.Equal(t, []string{c.path, c.beyond}, []string{list[0].Field, list[0].Value})
			assert.Equal(t, rule.Text{ZH: "超出范围：应在" + c.low + "至" + c.high + "之间", EN: "out of range: must be " + c.low + " to " + c.high}, list[0].Reason)
			for _, bad := range []string{c.unread, c.between} {
				if bad != "" {
					err := ask(bad)
					assert.ErrorIs(t, err, rule.Syntax, "%s %s", c.path, bad)
					assert.NotErrorIs(t, err, rule.Range, "%s %s", c.path, bad)
				}
			}
		}
		e, err := ferry.Edges(crossing, c.path, c.low, c.high)
		require.NoError(t, err, c.path)
		assert.Equal(t, []string{c.low, c.high}, []string{e.Segments[0].From, e.Segments[len(e.Segments)-1].To})
		_, err = e.At(c.beyond)
		assert.ErrorIs(t, err, rule.Range)
		assert.Contains(t, rule.Faults(err)[0].Reason.EN, c.high)
	}
}
