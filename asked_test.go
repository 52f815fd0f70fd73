package civilaffairs_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// at finds what stands at a path, members[1].income, in facts read from JSON.
func at(node any, path string) (any, bool) {
	for step := range strings.SplitSeq(strings.ReplaceAll(path, "[", ".["), ".") {
		switch n := node.(type) {
		case map[string]any:
			v, ok := n[step]
			if !ok {
				return nil, false
			}
			node = v
		case []any:
			i, err := strconv.Atoi(strings.Trim(step, "[]"))
			if err != nil || i >= len(n) {
				return nil, false
			}
			node = n[i]
		default:
			return nil, false
		}
	}
	return node, true
}

// tell writes the answer to a question into facts: of a list how long it is, with nothing known of its items.
func tell(t *testing.T, partial map[string]any, path string, value any) {
	if items, ok := value.([]any); ok {
		blank := make([]any, len(items))
		for i, item := range items {
			if blank[i] = item; isObject(item) {
				blank[i] = map[string]any{}
			}
		}
		value = blank
	}
	steps := strings.Split(strings.ReplaceAll(path, "[", ".["), ".")
	var node any = partial
	for i, step := range steps {
		last := i == len(steps)-1
		switch n := node.(type) {
		case map[string]any:
			if last {
				n[step] = value
			} else if n[step] == nil {
				require.False(t, strings.HasPrefix(steps[i+1], "["), path)
				n[step] = map[string]any{}
			}
			node = n[step]
		case []any:
			k, err := strconv.Atoi(strings.Trim(step, "[]"))
			require.NoError(t, err)
			if last {
				n[k] = value
			}
			node = n[k]
		}
	}
}

func isObject(v any) bool { _, ok := v.(map[string]any); return ok }

// asked plays a clerk who asks what [rule.Outlook] says is to be asked first, until the answer is determined.
func asked(t *testing.T, c rule.Catalog, id string, parameters json.RawMessage, facts map[string]any) (questions, form int, last rule.Outlook) {
	partial := map[string]any{}
	for {
		raw, err := json.Marshal(partial)
		require.NoError(t, err)
		got, err := c.Decide(id, parameters, raw)
		require.NoError(t, err, "%s %s", id, raw)
		last = rule.Outlook{}
		require.NoError(t, json.Unmarshal(got, &last))
		if last.Determined || len(last.Needs) == 0 {
			return questions, questions + len(last.Needs) + len(last.Unneeded), last
		}
		path := last.Needs[0].Path
		value, there := at(facts, path)
		if !there {
			value = nil // known not to be given
		}
		tell(t, partial, path, value)
		questions++
		require.Less(t, questions, 400, id)
	}
}

// TestFewerQuestionsThanAForm: on the golden cases, asking what is said to be asked comes to the record's answer, never with
// more questions than a form that asks for everything, and in all with fewer.
func TestFewerQuestionsThanAForm(t *testing.T) {
	c, questions, forms, cases := civilaffairs.Catalog(), 0, 0, 0
	for _, r := range c.Rules() {
		for i, record := range goldenRecords(t, r) {
			if testing.Short() && i > 0 {
				break
			}
			var d struct {
				Parameters json.RawMessage
				Facts      map[string]any
				Answer     json.RawMessage
			}
			require.NoError(t, json.Unmarshal(record, &d))
			if len(record) > 6_000 { // long lists: a form of them has hundreds of fields
				continue
			}
			if _, err := c.Decide(r.ID(), d.Parameters, []byte(`{}`)); err != nil {
				assert.ErrorIs(t, err, rule.NotWhole, "lists within lists are not offered: %s", r.ID())
				break
			}
			n, form, last := asked(t, c, r.ID(), d.Parameters, d.Facts)
			assert.True(t, last.Determined, "%s record %d", r.ID(), i+1)
			assert.LessOrEqual(t, n, form)
			cases, questions, forms = cases+1, questions+n, forms+form
			answer := map[string]string{}
			cells, err := rule.Flatten(d.Answer)
			require.NoError(t, err)
			for _, cell := range cells {
				answer[cell.Path] = cell.Text
			}
			for _, p := range last.Answer {
				if want, ok := answer[p.Path]; ok && p.Value != "" {
					assert.Equal(t, want, p.Value, "%s record %d: %s", r.ID(), i+1, p.Path)
				}
			}
		}
	}
	assert.Less(t, questions, forms)
	t.Logf("%d cases: %d questions, %d in forms", cases, questions, forms)
}

// TestDecideRefusesAtOnceWhatNoCompletionMakesGood: before the first question, with the rule's own words for the whole case.
func TestDecideRefusesAtOnceWhatNoCompletionMakesGood(t *testing.T) {
	c := civilaffairs.Catalog()
	for _, at := range []struct {
		id, parameters, facts, whole, field string
		code                                rule.Code
	}{
		{"assistance.allowance", `{"standard":"700.00","property_limit":"20000.00"}`, `{"property":null}`,
			`{"property":null,"area":"urban","members":[{"income":"1.00","employment_cost":"0.00"}]}`, "property", rule.Missing},
		{"eldercare.care-beds", "", `{"total":0}`, `{"total":0,"care":0}`, "total", rule.EmptyWhole},
	} {
		var parameters []byte
		if at.parameters != "" {
			parameters = []byte(at.parameters)
		}
		for _, facts := range []string{at.facts, at.whole} {
			_, err := c.Decide(at.id, parameters, []byte(facts))
			require.ErrorIs(t, err, at.code, facts)
			list := rule.Faults(err)
			require.Len(t, list, 1, facts)
			assert.Equal(t, at.field, list[0].Field, facts)
		}
	}
}
