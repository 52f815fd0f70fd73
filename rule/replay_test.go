package rule_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func replayed(t testing.TB, record string) rule.Report {
	t.Helper()
	report, err := both(t).Replay([]byte(record))
	require.NoError(t, err)
	return report
}

func paths(list []rule.Difference) (out []string) {
	for _, d := range list {
		out = append(out, d.Path)
	}
	return out
}

func TestReplayHolds(t *testing.T) {
	record := recordOf(t)
	report := replayed(t, record)
	assert.True(t, report.Holds())
	assert.Empty(t, report.Wording)
	assert.Nil(t, report.Today)
	assert.Equal(t, "sample.relief", report.Rule)
	assert.Equal(t, 1, report.Version)
	assert.Len(t, report.Decision, 64)
	assert.False(t, rule.Report{}.Holds())
}

// TestReplayHoldsWhateverTheBlanksAndOrder: PostgreSQL's jsonb gives back other blanks and
// another order of the names.
func TestReplayHoldsWhateverTheBlanksAndOrder(t *testing.T) {
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, []byte(recordOf(t)), "", "  "))
	var v any
	require.NoError(t, json.Unmarshal([]byte(recordOf(t)), &v))
	sorted, err := json.Marshal(v)
	require.NoError(t, err)
	for _, record := range []string{indented.String(), string(sorted), "\uFEFF" + recordOf(t), " " + recordOf(t) + "\n"} {
		report := replayed(t, record)
		assert.True(t, report.Holds(), "%v", report.Differences)
		assert.Empty(t, report.Wording)
	}
}

// ordered is a JSON object that keeps its order, for tests that alter records.
type ordered struct {
	names  []string
	values []any
}

func parse(t testing.TB, text string) any {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text))
	d.UseNumber()
	var value func() any
	value = func() any {
		tok, err := d.Token()
		require.NoError(t, err)
		switch tok {
		case json.Delim('{'):
			o := &ordered{}
			for d.More() {
				name, err := d.Token()
				require.NoError(t, err)
				o.names, o.values = append(o.names, name.(string)), append(o.values, value())
			}
			_, err := d.Token()
			require.NoError(t, err)
			return o
		case json.Delim('['):
			list := &[]any{}
			for d.More() {
				*list = append(*list, value())
			}
			_, err := d.Token()
			require.NoError(t, err)
			return list
		}
		return tok
	}
	return value()
}

func write(v any) string {
	switch x := v.(type) {
	case *ordered:
		var parts []string
		for i := range x.names {
			parts = append(parts, write(x.names[i])+":"+write(x.values[i]))
		}
		return "{" + strings.Join(parts, ",") + "}"
	case *[]any:
		var parts []string
		for _, item := range *x {
			parts = append(parts, write(item))
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	raw, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

func (o *ordered) at(name string) *any {
	for i := range o.names {
		if o.names[i] == name {
			return &o.values[i]
		}
	}
	return nil
}

// reseal makes the digests anew, as somebody would who knows how.
func reseal(t testing.TB, record *ordered) {
	t.Helper()
	digests, ok := (*record.at("digests")).(*ordered)
	if !ok {
		return
	}
	part := func(name string) string {
		if p := record.at(name); p != nil {
			return write(*p)
		}
		return ""
	}
	hash := func(text string) string {
		sum := sha256.Sum256([]byte(text))
		return hex.EncodeToString(sum[:])
	}
	set := func(name, value string) {
		if p := digests.at(name); p != nil {
			*p = value
		}
	}
	parameters, facts := sha256.Sum256([]byte(part("parameters"))), sha256.Sum256([]byte(part("facts")))
	name, _ := (*record.at("rule")).(string)
	set("parameters", hex.EncodeToString(parameters[:]))
	set("facts", hex.EncodeToString(facts[:]))
	set("decision", hash(name+"\n"+part("version")+"\n"+string(parameters[:])+string(facts[:])+part("subject")))
	before, _, _ := strings.Cut(write(record), `,"digests":`)
	set("record", hash(before))
}

// edits lists every single change of a record: each leaf altered, each member and item
// removed, each item doubled, each object given a member more.
func edits(t testing.TB, record string, apply func(name, path string, altered *ordered)) {
	t.Helper()
	type place struct {
		path   string
		parent any
		i      int
	}
	var places func(v any, path string) []place
	places = func(v any, path string) (out []place) {
		switch x := v.(type) {
		case *ordered:
			for i := range x.names {
				at := strings.TrimPrefix(path+"."+x.names[i], ".")
				out = append(append(out, place{at, x, i}), places(x.values[i], at)...)
			}
		case *[]any:
			for i := range *x {
				at := path + "[" + strconv.Itoa(i) + "]"
				out = append(append(out, place{at, x, i}), places((*x)[i], at)...)
			}
		}
		return out
	}
	for n := range places(parse(t, record), "") {
		for _, edit := range []string{"alter", "add", "remove", "double"} {
			root := parse(t, record)
			p := places(root, "")[n]
			done := false
			switch x := p.parent.(type) {
			case *ordered:
				if done = edit == "remove"; done {
					x.names, x.values = append(x.names[:p.i:p.i], x.names[p.i+1:]...), append(x.values[:p.i:p.i], x.values[p.i+1:]...)
				} else {
					done = change(edit, &x.values[p.i])
				}
			case *[]any:
				switch edit {
				case "remove":
					*x, done = append((*x)[:p.i:p.i], (*x)[p.i+1:]...), true
				case "double":
					*x, done = append((*x)[:p.i+1:p.i+1], (*x)[p.i:]...), true
				default:
					done = change(edit, &(*x)[p.i])
				}
			}
			if done {
				apply(edit, p.path, root.(*ordered))
			}
		}
	}
}

func change(edit string, v *any) bool {
	switch x := (*v).(type) {
	case *ordered:
		if edit == "add" {
			x.names, x.values = append(x.names, "more"), append(x.values, "1")
			return true
		}
	case string:
		if edit == "alter" {
			*v = x + "1"
			return true
		}
	case json.Number:
		if edit == "alter" {
			*v = json.Number("1" + string(x))
			return true
		}
	case bool:
		if edit == "alter" {
			*v = !x
			return true
		}
	}
	return false
}

// TestEveryEditOfARecordIsNamed changes each place of a record in each way, with the digests
// left as they were and with digests made anew. None holds unnoticed: what only says
// something otherwise is listed as wording, everything else is a difference or refused.
func TestEveryEditOfARecordIsNamed(t *testing.T) {
	c, original := both(t), replayed(t, recordOf(t)).Decision
	tried, refused, wording := 0, 0, 0
	for _, resealed := range []bool{false, true} {
		edits(t, recordOf(t), func(edit, path string, altered *ordered) {
			if resealed && altered.at("digests") != nil && altered.at("version") != nil && altered.at("rule") != nil {
				reseal(t, altered)
			}
			tried++
			name := fmt.Sprintf("%s %s, resealed %v", edit, path, resealed)
			report, err := c.Replay([]byte(write(altered)))
			if err != nil {
				refused++
				for _, f := range rule.Faults(err) {
					assert.NotEmpty(t, f.Reason.ZH, name)
					assert.NotEmpty(t, f.Reason.EN, name)
				}
				return
			}
			if resealed && strings.HasPrefix(path, "digests") && edit == "alter" {
				assert.True(t, report.Holds(), "%s: the digests were made right again", name)
				return
			}
			for _, d := range append(report.Differences, report.Wording...) {
				assert.NotEqual(t, d.In(rule.English), d.In(rule.Chinese), name)
				assert.NotEmpty(t, d.Path, name)
			}
			if resealed && report.Holds() {
				wording++
				top, _, _ := strings.Cut(path, ".")
				top, _, _ = strings.Cut(top, "[")
				assert.Contains(t, []string{"title", "edition", "steps", "clauses", "subject", "facts"}, top, name)
				if top == "subject" || top == "facts" { // the whole record of another decision
					assert.NotEqual(t, original, report.Decision, name)
				} else {
					assert.Equal(t, []string{path}, paths(report.Wording), name)
				}
				return
			}
			assert.False(t, report.Holds(), name)
			assert.NotEmpty(t, report.Differences, name)
		})
	}
	t.Logf("%d edits: %d refused, %d of wording", tried, refused, wording)
	assert.Greater(t, tried, 500)
}

func TestReplayNamesEveryDifference(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		paths          []string
	}{
		{"answer", `"amount":"286.00"`, `"amount":"287.00"`, []string{"answer.amount", "digests.record"}},
		{"parameter", `"share":"60%"`, `"share":"70%"`, []string{"answer.amount", "origins[2].from", "steps[4].value", "digests.parameters", "digests.decision"}},
		{"fact", `"income":"123.45"`, `"income":"124.45"`, []string{"answer.each[0].lack", "steps[1].value", "digests.facts", "digests.decision"}},
		{"version", `"version":1`, `"version":2`, []string{"version"}},
		{"step", `"value":"286.00"`, `"value":"287.00"`, []string{"steps[4].value", "digests.record"}},
		{"clause", `"id":"T9.1","quote"`, `"id":"T9.3","quote"`, []string{"clauses[0].id"}},
		{"quotation", `"quote":"不低于60%"`, `"quote":"不低于50%"`, []string{"clauses[0].quote"}},
		{"origin", `"from":"library"`, `"from":"plan"`, []string{"origins[0].from"}},
		{"notation", `"rural":"600.00"`, `"rural":"600"`, []string{"parameters.standard.rural"}},
		{"extra field", `"version":1`, `"version":1,"note":"x"`, []string{"note"}},
		{"absent answer", `"capped":false,`, ``, []string{"answer.capped"}},
		{"subject", `"case":"H-1"`, `"case":"H-2"`, []string{"digests.decision"}},
		{"no sums", `,"digests":{`, `,"digest":{`, []string{"digests", "digest"}},
		{"no sum of the record", `,"record":"`, `,"recorded":"`, []string{"digests.record", "digests.recorded"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			record := recordOf(t)
			altered := strings.Replace(record, c.old, c.new, 1)
			require.NotEqual(t, record, altered, "the test must alter the record")
			report := replayed(t, altered)
			assert.False(t, report.Holds())
			assert.Subset(t, paths(report.Differences), c.paths)
		})
	}
}

func TestReplayRefusesWhatItCannotRecompute(t *testing.T) {
	record := recordOf(t)
	for _, c := range []struct {
		name, record string
		want         rule.Code
	}{
		{"empty", "", rule.Syntax},
		{"cut off", record[:len(record)/2], rule.Syntax},
		{"two records", record + record, rule.Syntax},
		{"not an object", "[]", rule.Syntax},
		{"field twice", strings.Replace(record, `"version":1`, `"version":1,"version":1`, 1), rule.Duplicate},
		{"nothing", `{}`, rule.Missing},
		{"a version that is none", strings.Replace(record, `"version":1`, `"version":"one"`, 1), rule.Syntax},
		{"a newer format", strings.Replace(record, `"format":1`, `"format":2`, 1), rule.Range},
		{"unknown rule", strings.Replace(record, "sample.relief", "sample.cooling", 1), rule.UnknownRule},
		{"unknown parameter", strings.Replace(record, `"share":"60%"`, `"part":"60%"`, 1), rule.UnknownField},
		{"no facts", strings.Replace(record, `"facts":`, `"fact":`, 1), rule.Missing},
		{"null fact", strings.Replace(record, `"area":"rural"`, `"area":null`, 1), rule.Missing},
		{"fact refused", strings.Replace(record, `"income":"123.45"`, `"income":"-1.00"`, 1), rule.Range},
		{"fact of another type", strings.Replace(record, `"income":"123.45"`, `"income":123.45`, 1), rule.Syntax},
		{"subject of another type", strings.Replace(record, `"month":"2021-07"`, `"month":"July"`, 1), rule.Syntax},
		{"too deep", `{"rule":` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}`, rule.Range},
	} {
		report, err := both(t).Replay([]byte(c.record))
		require.ErrorIs(t, err, c.want, c.name)
		assert.False(t, report.Holds(), c.name)
		for _, f := range rule.Faults(err) {
			assertHelpful(t, f)
		}
	}
}

func TestAReportIsBounded(t *testing.T) {
	record := recordOf(t)
	many := strings.Replace(record, `"steps":[`, `"steps":[`+strings.Repeat(`0,`, 500_000), 1)
	report := replayed(t, many)
	require.Len(t, report.Differences, 1001)
	last := report.Differences[1000]
	assert.Empty(t, last.Path)
	assert.Len(t, last.Recorded, 6)
	assert.Regexp(t, `recorded \d+`, last.In(rule.English))
	long := strings.Replace(record, `"title":{"zh":"`, `"title":{"zh":"`+strings.Repeat("长", 1<<20), 1)
	report = replayed(t, long)
	assert.Less(t, len(report.Wording[0].Recorded), 1100)
}

func TestAReportSurvivesJSON(t *testing.T) {
	for _, record := range []string{recordOf(t), strings.Replace(recordOf(t), `"zh":"救助"`, `"zh":"救济"`, 1), strings.Replace(recordOf(t), `286`, `287`, 1)} {
		report := replayed(t, record)
		raw, err := json.Marshal(report)
		require.NoError(t, err)
		var back rule.Report
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, report.Holds(), back.Holds())
		assert.Equal(t, report, back)
		assert.Contains(t, string(raw), `"differences":`)
	}
}
