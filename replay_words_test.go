package civilaffairs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// goName is how this library's own types would look in a text for people.
var goName = regexp.MustCompile(`\b(unit|rule|time|reflect|json)\.[A-Z]|\bint64\b|\bstruct\b|map\[|<nil>`)

// TestAReplaySaysWhatDiffersInWords: of every rule, whatever of an answer was changed, the place has a label, and a
// choice is said by its own.
func TestAReplaySaysWhatDiffersInWords(t *testing.T) {
	catalog := civilaffairs.Catalog()
	said := 0
	for _, r := range catalog.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		f, err := os.Open(filepath.Join(room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		rows, err := cases.Read(f)
		require.NoError(t, err)
		require.NoError(t, f.Close())
		for _, c := range rows[:min(3, len(rows))] {
			p, in, err := catalog.FromCells(r.ID(), c.Parameters, c.Facts)
			require.NoError(t, err)
			record, err := catalog.Explain(r.ID(), p, in)
			if err != nil {
				continue
			}
			report, err := catalog.Replay(altered(t, record))
			require.NoError(t, err)
			for _, d := range report.Differences {
				top, rest, _ := strings.Cut(d.Path, ".")
				if rest == "" || top != "answer" && !strings.HasPrefix(top, "steps[") {
					continue
				}
				said++
				assert.False(t, d.Label.IsZero(), "%s %s", r.ID(), d.Path)
				assert.NotRegexp(t, goName, d.In(rule.Chinese)+d.In(rule.English), r.ID())
				for _, field := range r.Info().Answer {
					for _, choice := range field.Choices {
						if "answer."+field.Path == d.Path && d.Recomputed == `"`+choice.Code+`"` {
							assert.Contains(t, d.In(rule.Chinese), "重算 "+choice.Label.ZH, r.ID())
						}
					}
				}
			}
		}
	}
	assert.Greater(t, said, 1000)
}

// TestAFormulaIsHeldAgainstTheRecordsOwnValues: where a step was altered that another is computed from, what the other's formula
// gives is said to be of the record's values, in words, and once.
func TestAFormulaIsHeldAgainstTheRecordsOwnValues(t *testing.T) {
	catalog := civilaffairs.Catalog()
	record, err := catalog.Explain("assistance.top-up", []byte(`{"standard":"800.00"}`), []byte(`{"income":"1000.00","members":3,"over_property":false}`))
	require.NoError(t, err)
	var o struct{ Steps []rule.Step }
	require.NoError(t, json.Unmarshal(record, &o))
	for i, s := range o.Steps {
		var m map[string]any
		require.NoError(t, json.Unmarshal(record, &m))
		m["steps"].([]any)[i].(map[string]any)["value"] = "7"
		if s.Value == "false" {
			m["steps"].([]any)[i].(map[string]any)["value"] = "true"
		}
		again, err := json.Marshal(m)
		require.NoError(t, err)
		report, err := catalog.Replay(again)
		require.NoError(t, err)
		for _, d := range report.Differences {
			zh, en := d.In(rule.Chinese), d.In(rule.English)
			assert.NotContains(t, zh+en, "{")
			if strings.HasPrefix(d.Reason.ZH, "公式不成立：") {
				assert.Contains(t, zh, "按记录中的数值代入得 ")
				assert.Contains(t, en, "by the recorded values, gives ")
				assert.NotContains(t, zh, "重算")
				assert.NotContains(t, en, "recomputed")
				assert.Equal(t, 1, strings.Count(zh, "记录的是"))
			}
		}
	}
}

// altered changes each leaf of a record's answer, and each value of its steps.
func altered(t *testing.T, record []byte) []byte {
	var o map[string]any
	require.NoError(t, json.Unmarshal(record, &o))
	o["answer"] = changed(o["answer"])
	steps, _ := o["steps"].([]any)
	for _, s := range steps {
		step := s.(map[string]any)
		step["value"] = changed(step["value"])
	}
	out, err := json.Marshal(o)
	require.NoError(t, err)
	return out
}

func changed(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = changed(v[k])
		}
	case []any:
		for i := range v {
			v[i] = changed(v[i])
		}
	case bool:
		return !v
	case float64:
		return v + 1
	case string:
		return v + "x"
	}
	return v
}

// TestAMissingStepIsNamed: of every rule, a record that lacks one of its steps is told to lack that one, in words and not as JSON, and no step that
// follows is told as another.
func TestAMissingStepIsNamed(t *testing.T) {
	catalog, said := civilaffairs.Catalog(), 0
	for _, r := range catalog.Rules() {
		record := goldenRecords(t, r)[0]
		var d map[string]any
		dec := json.NewDecoder(strings.NewReader(string(record)))
		dec.UseNumber()
		require.NoError(t, dec.Decode(&d))
		steps, _ := d["steps"].([]any)
		for _, k := range []int{0, len(steps) / 2, len(steps) - 1} {
			if len(steps) < 2 || k >= len(steps) {
				continue
			}
			lost, _ := steps[k].(map[string]any)
			step, ok := r.Info().Step(lost["id"].(string))
			require.True(t, ok)
			d["steps"] = slices.Concat(steps[:k:k], steps[k+1:])
			raw, err := json.Marshal(d)
			require.NoError(t, err)
			report, err := catalog.Replay(raw)
			require.NoError(t, err)
			var about []rule.Difference
			for _, x := range report.Differences {
				if strings.HasPrefix(x.Path, "steps[") && !strings.Contains(x.Path, "].") {
					about = append(about, x)
				}
			}
			require.Len(t, about, 1, "%s without step %d: %v", r.ID(), k, report.Differences)
			for l, words := range map[rule.Language]string{rule.Chinese: "步骤“" + step.Label.ZH, rule.English: "the step “" + step.Label.EN} {
				assert.Contains(t, about[0].In(l), words, r.ID())
				assert.NotContains(t, about[0].In(l), `{"`, r.ID())
			}
			said++
		}
	}
	assert.Greater(t, said, 200)
}
