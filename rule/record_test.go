package rule_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func recordOf(t testing.TB) string {
	t.Helper()
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	record, err := d.For(rule.Subject{Case: "H-1", Month: unit.MustParseMonth("2021-07")}).AppendJSON(nil)
	require.NoError(t, err)
	return string(record)
}

func TestARecordIsTheSameBytesEveryTime(t *testing.T) {
	assert.Equal(t, recordOf(t), recordOf(t))
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	want, err := d.AppendJSON([]byte("before"))
	require.NoError(t, err)
	viaJSON, err := json.Marshal(d)
	require.NoError(t, err)
	assert.Equal(t, string(want), "before"+string(viaJSON), "encoding/json and AppendJSON write the same bytes")
	var plain struct {
		Steps   []rule.Step
		Clauses []rule.Clause
		Origins []rule.Origin
		Digests rule.Digests
	}
	require.NoError(t, json.Unmarshal(viaJSON, &plain))
	assert.Equal(t, d.Steps, plain.Steps)
	assert.Equal(t, d.Origins, plain.Origins)
	sums, err := d.Digests()
	require.NoError(t, err)
	assert.Equal(t, sums, plain.Digests)
}

func TestTextsAreWrittenAsEncodingJSONWould(t *testing.T) {
	for _, s := range []string{"plain", "三(一)4", `"quoted" \ back`, "<b>&</b>", "line\nbreak\ttab", "\u2028", "\x7f", "\ufffd", "𠀀"} {
		clause := rule.Clause{ID: s, Quote: s, Place: rule.Text{ZH: s}, Norm: rule.Text{EN: s}}
		d := heatingDefinition()
		d.Basis, d.Title = []rule.Clause{clause}, rule.Text{ZH: s, EN: s}
		d.Steps = []*rule.Term{{ID: "subsidy", Label: rule.Text{ZH: s, EN: s}, Formula: paid.Formula, Clause: clause}}
		d.Kernel = func(_ *HeatingPolicy, _ HeatingFacts, tr *rule.Trace) (HeatingAnswer, error) {
			tr.Item(4)
			tr.Value(d.Steps[0], labeled(s))
			return HeatingAnswer{}, nil
		}
		got, err := rule.MustNew(d).Under(HeatingPolicy{}).Explain(HeatingFacts{})
		require.NoError(t, err)
		record, err := got.AppendJSON(nil)
		require.NoError(t, err)
		for name, part := range map[string]any{"steps": got.Steps, "clauses": got.Clauses, "title": got.Title, "origins": got.Origins} {
			want, err := json.Marshal(part)
			require.NoError(t, err)
			assert.Contains(t, string(record), `"`+name+`":`+string(want))
		}
	}
}

type labeled string

func (l labeled) String() string   { return string(l) }
func (l labeled) Label() rule.Text { return rule.Text{EN: string(l)} }

func TestDigestsCoverWhatTheySay(t *testing.T) {
	sums := func(d rule.Decision[ReliefPolicy, Household, ReliefAnswer]) rule.Digests {
		got, err := d.Digests()
		require.NoError(t, err)
		return got
	}
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	base := sums(d)
	sameButFor := func(name string, altered rule.Digests, changed ...string) {
		t.Helper()
		for part, pair := range map[string][2]string{
			"parameters": {base.Parameters, altered.Parameters}, "facts": {base.Facts, altered.Facts},
			"decision": {base.Decision, altered.Decision}, "record": {base.Record, altered.Record},
		} {
			assert.Equal(t, slices.Contains(changed, part), pair[0] != pair[1], "%s: %s", name, part)
		}
	}
	answer := d
	answer.Answer.Capped = true
	sameButFor("answer", sums(answer), "record")
	steps := d
	steps.Steps = steps.Steps[:1]
	sameButFor("steps", sums(steps), "record")
	sameButFor("subject", sums(d.For(rule.Subject{Case: "H-1"})), "decision", "record")
	sameButFor("month", sums(d.For(rule.Subject{Month: unit.MustParseMonth("2021-07")})), "decision", "record")
	facts := d
	facts.Facts.Area = Urban
	sameButFor("facts", sums(facts), "facts", "decision", "record")
	parameters := d
	parameters.Parameters.Share = unit.MustParseRate("61%")
	sameButFor("parameters", sums(parameters), "parameters", "decision", "record")
	version := d
	version.Version = 2
	sameButFor("version", sums(version), "decision", "record")

	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	before, _, ok := bytes.Cut(record, []byte(`,"digests":`))
	require.True(t, ok)
	sum := sha256.Sum256(before)
	assert.Equal(t, base.Record, hex.EncodeToString(sum[:]), "as docs/record.md says")
}

func TestAnIdentityIsThatOfTheRecord(t *testing.T) {
	id, err := Relief.Identifier()
	require.NoError(t, err)
	for _, s := range []rule.Subject{{}, {Case: "H-1"}, {Case: "H-1", Month: unit.MustParseMonth("2021-07")}} {
		d, err := Relief.Explain(household())
		require.NoError(t, err)
		want, err := d.For(s).Digests()
		require.NoError(t, err)
		got, err := id.AppendFor([]byte("x"), household(), s)
		require.NoError(t, err)
		assert.Equal(t, "x"+want.Decision, string(got))
	}
	plain, err := id.Append(nil, household())
	require.NoError(t, err)
	assert.Len(t, plain, 64)
	_, err = id.Append(nil, Household{Area: 9})
	assert.Error(t, err)
	_, err = Heating.Identifier()
	assert.ErrorIs(t, err, rule.NoParameters)
}

func TestTextThatIsNotUTF8IsNotRecorded(t *testing.T) {
	type named struct {
		Name string `json:"name"`
	}
	r := rule.MustNew(rule.Definition[none, named, none]{
		ID: "test.named", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, named, *rule.Trace) (none, error) { return none{}, nil },
	})
	id, err := r.Identifier()
	require.NoError(t, err)
	for name, good := range map[string]bool{"\xd5\xc5\xc8\xfd": false, `a\ufffd`: true, `\\ufffd`: true, "\ufffd": true, "张三": true, "\xd5\\ufffd": false} {
		d, err := r.Explain(named{name})
		require.NoError(t, err)
		_, err = d.AppendJSON(nil)
		assert.Equal(t, good, err == nil, "%q", name)
		_, err = id.Append(nil, named{name})
		assert.Equal(t, good, err == nil, "%q", name)
		_, err = d.For(rule.Subject{Case: name}).AppendJSON(nil)
		assert.Equal(t, good, err == nil, "%q", name)
	}
}

func TestRecordsAreSplit(t *testing.T) {
	got, err := rule.SplitRecords([]byte("\uFEFF{\"a\":1}\n{\"a\":2}\r\n\n{\n\"a\":3}"))
	require.NoError(t, err)
	assert.Len(t, got, 3)
	for text, field := range map[string]string{`{"a":1}x`: "records[1]", `{"a":1`: "records[0]", `{"a":1}]`: "records[1]"} {
		_, err := rule.SplitRecords([]byte(text))
		assert.ErrorIs(t, err, rule.Syntax, text)
		assert.ErrorContains(t, err, field, text)
	}
	none, err := rule.SplitRecords(nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestASealShowsWhatBecameOfAList(t *testing.T) {
	var records []json.RawMessage
	for _, c := range []string{"H-1", "H-2", "H-3"} {
		d, err := Relief.Explain(household())
		require.NoError(t, err)
		record, err := d.For(rule.Subject{Case: c}).AppendJSON(nil)
		require.NoError(t, err)
		records = append(records, record)
	}
	seal, err := rule.SealRecords(slices.Values(records))
	require.NoError(t, err)
	assert.Equal(t, 3, seal.Count)
	require.NoError(t, seal.Check(slices.Values(records)))
	a, b, c := records[0], records[1], records[2]
	altered := json.RawMessage(strings.Replace(string(c), `"record":"`, `"record":"0`, 1))
	var indented bytes.Buffer
	require.NoError(t, json.Indent(&indented, c, "", " "))
	require.NoError(t, seal.Check(slices.Values([]json.RawMessage{a, b, indented.Bytes()})), "whatever the blanks")
	for name, list := range map[string][]json.RawMessage{
		"missing": {a, b}, "none": {}, "doubled": {a, b, c, c}, "one for another": {a, b, b}, "another order": {a, c, b}, "altered": {a, b, altered},
		"without a sum": {a, b, []byte(`{}`)}, "no record": {a, b, []byte(`x`)}, "added": {a, b, c, []byte(recordOf(t))},
	} {
		err := seal.Check(slices.Values(list))
		require.Error(t, err, name)
		for _, f := range rule.Faults(err) {
			assertHelpful(t, f)
			assert.True(t, strings.HasPrefix(f.Field, "records"), f.Field)
		}
	}
	_, err = rule.SealRecords(slices.Values([]json.RawMessage{a, b, a}))
	assert.ErrorIs(t, err, rule.Duplicate)
	assert.Equal(t, []string{"records[2]"}, fieldsOf(err))
	empty, err := rule.SealRecords(nil)
	require.NoError(t, err)
	assert.NoError(t, empty.Check(nil))
	raw, err := json.Marshal(seal)
	require.NoError(t, err)
	var back rule.Seal
	require.NoError(t, rule.Unmarshal(raw, &back))
	assert.Equal(t, seal, back)
}

// TestWhatIsWrittenCanBeRead: a record of exactly as many bytes as are read is written and holds, one
// byte more is refused, in words that name the limit.
func TestWhatIsWrittenCanBeRead(t *testing.T) {
	const most = 64 << 20
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	record, err := d.For(rule.Subject{Case: "H"}).AppendJSON(nil)
	require.NoError(t, err)
	long := strings.Repeat("H", most-len(record)+1)
	record, err = d.For(rule.Subject{Case: long}).AppendJSON([]byte("before"))
	require.NoError(t, err)
	record = record[len("before"):]
	require.Len(t, record, most)
	catalog, err := rule.NewCatalog(Relief)
	require.NoError(t, err)
	report, err := catalog.Replay(record)
	require.NoError(t, err)
	assert.True(t, report.Holds())

	d = d.For(rule.Subject{Case: long + "H"})
	kept, err := d.AppendJSON([]byte("before"))
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "before", string(kept))
	assert.Contains(t, rule.Faults(err)[0].Reason.ZH, "67108864")
	assert.Contains(t, rule.Faults(err)[0].Reason.EN, "67108864")
	assert.Equal(t, "record", rule.Faults(err)[0].Field)
	_, err = d.Digests()
	assert.ErrorIs(t, err, rule.Range)
}
