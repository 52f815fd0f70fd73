package civilaffairs_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// readings are the switches and choices that no clause decides, so that whatever they are set to contradicts none.
var readings = map[string]string{
	"assistance.temporary-aid per_person":         "the norm leaves it to the county whether a household or its persons are aided",
	"assistance.temporary-aid same_cause_once":    "counties differ, and the norm is silent",
	"assistance.price-supplement formula":         "the norm ties the supplement to prices and leaves the formula to the place",
	"assistance.scheme supplement_of":             "article 27 asks for measures, and not of what they are a share",
	"assistance.scheme single_supplements":        "article 27 asks for measures, and not for whom they are more",
	"assistance.means-by-source losses_offset":    "article 13 takes business net of its costs, and does not say whether a loss lowers other income",
	"assistance.means-by-source old_age_since":    "of Huainan a service text says that it is not income; the document and its month were not found",
	"assistance.means-by-source disability_since": "summaries of the rules say that they are not income; the document of the place and its month were not found",
	"childwelfare.guarantee-months at_eighteen":   "no norm that was read says with which month payments end",
	"childwelfare.guarantee-months at_death":      "no norm that was read says with which month payments end",
	"childwelfare.guarantee-months at_end":        "no norm that was read says with which month payments end",
	"childwelfare.guarantee-months schooling":     "no norm that was read goes beyond eighteen",
	"childwelfare.standard-adjustment parity":     "the norm asks that the standards be in step, not that they be equal",
	"indicators.standing kind":                    "a plan's row is itself the parameters",
	"indicators.standing direction":               "a plan's row is itself the parameters",
	"indicators.standing counted":                 "a plan's row is itself the parameters",
	"indicators.standing method":                  "a plan's row is itself the parameters",
	"assistance.price-supplement groups[].group":  "of a list that is one parameter",
	"assistance.price-supplement triggers[].food": "of a list that is one parameter",
}

// TestEverySwitchHasASource: a switch, a choice or a figure with a default changes what a rule of a norm means. Either a
// source says which value is the norm's, or it is known that no clause decides it.
func TestEverySwitchHasASource(t *testing.T) {
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		if !slices.ContainsFunc(info.Basis, rule.Clause.OutsidePlan) {
			continue
		}
		for _, f := range info.Parameters {
			switches := f.Kind == "flag" || f.Kind == "choice" || f.Default != "" && f.Kind != "rounding"
			sourced := slices.ContainsFunc(info.Sources, func(s rule.SourceInfo) bool { return s.Path == f.Path })
			assert.True(t, !switches || sourced || readings[info.ID+" "+f.Path] != "",
				"%s: %s: say in its Sources which value the norm has, or here why no clause decides it", info.ID, f.Path)
		}
	}
}

// decided is what of a record these tests read.
type decided struct {
	Rule       string          `json:"rule"`
	Parameters json.RawMessage `json:"parameters"`
	Facts      json.RawMessage `json:"facts"`
	Origins    []rule.Origin   `json:"origins"`
	Clauses    []rule.Clause   `json:"clauses"`
	Steps      []struct {
		ID, Formula, Clause string
	} `json:"steps"`
}

// TestAClauseIsCitedOnlyForItsOwnValue: each parameter that a clause of any rule gives is set to what the clause does not
// say; then neither the decision nor a step that rests on the parameter cites it, and its origin is the caller.
func TestAClauseIsCitedOnlyForItsOwnValue(t *testing.T) {
	flipped := 0
	for _, r := range civilaffairs.Rules() {
		info := r.Info()
		byPath := map[string][]rule.SourceInfo{}
		for _, s := range info.Sources {
			byPath[s.Path] = append(byPath[s.Path], s)
		}
		for path, sources := range byPath {
			n := 0
			for _, d := range records(t, info.ID) {
				n += flip(t, info, d, path, sources)
			}
			both := len(sources) == 2 && sources[0].Value == "false" && sources[1].Value == "true" // two readings of a clause
			assert.True(t, n > 0 || both, "%s: %s was never set to another value", info.ID, path)
			flipped += n
		}
	}
	assert.Greater(t, flipped, 100)
}

func records(t *testing.T, id string) (out []decided) {
	room, _, _ := strings.Cut(id, ".")
	found, err := filepath.Glob(filepath.Join(room, "testdata", id+".v*.jsonl"))
	require.NoError(t, err)
	for _, name := range found {
		raw, err := os.ReadFile(name)
		require.NoError(t, err)
		for line := range bytes.Lines(raw) {
			if len(out) == 8 {
				break
			}
			var d decided
			require.NoError(t, json.Unmarshal(line, &d), name)
			out = append(out, d)
		}
	}
	return out
}

// flip decides a case anew with other values of one parameter, and counts those that the rule took.
func flip(t *testing.T, info rule.Info, d decided, path string, sources []rule.SourceInfo) (taken int) {
	at := slices.IndexFunc(info.Parameters, func(f rule.Field) bool { return f.Path == path })
	require.GreaterOrEqual(t, at, 0, "%s: %s", info.ID, path)
	for _, value := range others(info.Parameters[at]) {
		if slices.ContainsFunc(sources, func(s rule.SourceInfo) bool { return s.Value == strings.Trim(value, `"`) }) {
			continue
		}
		raw, err := civilaffairs.Catalog().Explain(info.ID, set(t, d.Parameters, path, value), d.Facts)
		if err != nil {
			continue
		}
		taken++
		var got decided
		require.NoError(t, json.Unmarshal(raw, &got))
		what := fmt.Sprintf("%s: %s of %s", info.ID, path, value)
		for _, o := range got.Origins {
			if o.Path == path {
				assert.Equal(t, rule.FromCaller, o.From, what)
				assert.True(t, o.Plan != "" || o.Norm != "", what)
				assert.Regexp(t, "规划为|上位规定为", o.In(rule.Chinese), what)
			}
		}
		for _, s := range sources {
			elsewhere := slices.ContainsFunc(info.Sources, func(o rule.SourceInfo) bool { return o.Path != path && o.Clause == s.Clause })
			assert.True(t, elsewhere || !slices.Contains(got.Clauses, s.Clause), "%s still cites %s", what, s.Clause.ID)
			for _, step := range got.Steps {
				if step.ID == "required" && strings.HasPrefix(info.ID, "community.") {
					continue // it rests on the quota of the place's own kind, of the three that its formula names
				}
				assert.False(t, step.Clause == s.Clause.ID && strings.Contains(step.Formula, "{"+path+"}"), "%s: step %s still cites %s", what, step.ID, s.Clause.ID)
			}
		}
	}
	return taken
}

// others are values of a kind, as JSON; a rule refuses those that it cannot have.
func others(f rule.Field) (out []string) {
	for _, c := range f.Choices {
		out = append(out, `"`+c.Code+`"`)
	}
	switch f.Kind {
	case "flag":
		out = append(out, "true", "false")
	case "count":
		out = append(out, "1", "2", "3", "4", "5", "7", "9", "17", "21", "100", "2019", "2024", "2026")
	case "month":
		out = append(out, `"2021-08"`, `"2023-05"`, `"2030-12"`)
	case "ratio":
		out = append(out, `"1%"`, `"33%"`, `"51%"`, `"99%"`, `"1.6×"`, `"2×"`)
	default:
		out = append(out, `"1"`, `"33"`, `"99"`)
	}
	return out
}

// set gives parameters with another value at a path of names.
func set(t *testing.T, parameters json.RawMessage, path, value string) json.RawMessage {
	name, rest, deeper := strings.Cut(path, ".")
	fields := map[string]json.RawMessage{}
	require.NoError(t, json.Unmarshal(parameters, &fields))
	if fields[name] = json.RawMessage(value); deeper {
		inner := map[string]json.RawMessage{}
		require.NoError(t, json.Unmarshal(parameters, &inner))
		fields[name] = set(t, inner[name], rest, value)
	}
	out, err := json.Marshal(fields)
	require.NoError(t, err)
	return out
}

// TestANationalTriggerIsTheNormsUntilAPlaceLowersIt: what a place pays sooner is its own, and is said to be.
func TestANationalTriggerIsTheNormsUntilAPlaceLowersIt(t *testing.T) {
	var national decided
	for _, d := range records(t, "assistance.price-supplement") {
		if bytes.Contains(d.Parameters, []byte(`"since":"2022-08","cpi":"3%"`)) {
			national = d
			break
		}
	}
	const clause = "发改价格〔2021〕1553号启动"
	for _, lowered := range []bool{false, true} {
		parameters := string(national.Parameters)
		if lowered {
			parameters = strings.Replace(parameters, `"cpi":"3.5%"`, `"cpi":"1%"`, 1)
		}
		raw, err := civilaffairs.Catalog().Explain(national.Rule, []byte(parameters), national.Facts)
		require.NoError(t, err)
		var got decided
		require.NoError(t, json.Unmarshal(raw, &got))
		at := slices.IndexFunc(got.Origins, func(o rule.Origin) bool { return o.Path == "triggers" })
		require.GreaterOrEqual(t, at, 0)
		from, remark := rule.FromNorm, "["+clause+"]"
		if lowered {
			from, remark = rule.FromCaller, "由调用方给出（上位规定为CPI 3.5%"
		}
		assert.Equal(t, from, got.Origins[at].From)
		assert.Contains(t, got.Origins[at].In(rule.Chinese), remark)
		cited := slices.ContainsFunc(got.Clauses, func(c rule.Clause) bool { return c.ID == clause })
		for _, s := range got.Steps {
			cited = cited || s.Clause == clause
		}
		assert.Equal(t, !lowered, cited)
	}
}
