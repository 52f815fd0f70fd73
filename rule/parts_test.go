package rule_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// without leaves a top field out of a record.
func without(t *testing.T, record, field string) string {
	t.Helper()
	var all map[string]json.RawMessage
	require.NoError(t, json.Unmarshal([]byte(record), &all))
	require.Contains(t, all, field)
	delete(all, field)
	out, err := json.Marshal(all)
	require.NoError(t, err)
	return string(out)
}

// TestARecordNamesEachPartThatItLacks: one at a time, and all together.
func TestARecordNamesEachPartThatItLacks(t *testing.T) {
	record := recordOf(t)
	for _, field := range []string{"rule", "version", "parameters", "facts"} {
		_, err := both(t).Replay([]byte(without(t, record, field)))
		require.ErrorIs(t, err, rule.Missing, field)
		assert.Equal(t, []string{field}, fieldsOf(err))
	}
	_, err := both(t).Replay([]byte(`{"format":1}`))
	assert.Subset(t, fieldsOf(err), []string{"rule", "parameters", "facts"})
}

// TestARecordWithoutItsStepsIsRecomputedAllTheSame: that they are gone is said, and nothing is
// proved from what is not there.
func TestARecordWithoutItsStepsIsRecomputedAllTheSame(t *testing.T) {
	report := replayed(t, without(t, recordOf(t), "steps"))
	require.False(t, report.Holds())
	for _, d := range report.Differences {
		assert.True(t, strings.HasPrefix(d.Path, "steps") || d.Path == "digests.record", d.Path)
	}
	assert.Contains(t, paths(report.Differences), "steps")
}

// TestADifferenceShowsBothValues: what was recorded, what is recomputed, and why they differ.
func TestADifferenceShowsBothValues(t *testing.T) {
	record := recordOf(t)
	find := func(report rule.Report, path string) rule.Difference {
		t.Helper()
		at := slices.Index(paths(report.Differences), path)
		require.GreaterOrEqual(t, at, 0, "%s is not among %v", path, paths(report.Differences))
		return report.Differences[at]
	}
	require.Contains(t, record, `"each":[{"lack":"476.55"},{"lack":"0.00"}]`)
	altered := strings.Replace(record, `"each":[{"lack":"476.55"},{"lack":"0.00"}]`, `"each":[{"lack":"476.55"},{"lack":"1.00"}]`, 1)
	d := find(replayed(t, altered), "answer.each[1].lack")
	assert.Equal(t, `"1.00"`, d.Recorded)
	assert.Equal(t, `"0.00"`, d.Recomputed)
	assert.Equal(t, "the answer differs from the recomputed one", d.Reason.EN)

	extra := strings.Replace(record, `"format":1`, `"format":1,"note":"x"`, 1)
	d = find(replayed(t, extra), "note")
	assert.Equal(t, `"x"`, d.Recorded)
	assert.Empty(t, d.Recomputed)
	assert.Equal(t, "a field that a record does not have", d.Reason.EN)

	less := without(t, record, "title")
	d = find(replayed(t, less), "title")
	assert.Empty(t, d.Recorded)
	assert.NotEmpty(t, d.Recomputed)
	assert.Equal(t, "a field that the record lacks", d.Reason.EN)
}

func TestAnAnswersListIsHeldAgainstItsSteps(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	require.NoError(t, d.Verify())
	d.Answer.Each = slices.Clone(d.Answer.Each)
	d.Answer.Each[1].Lack = unit.Yuan(1)
	faults := rule.Faults(d.Verify())
	require.Len(t, faults, 1)
	assert.Equal(t, "answer.each[1].lack", faults[0].Field)
	assert.Equal(t, "1.00", faults[0].Value)
	d.Answer.Each[0].Lack = unit.Yuan(2)
	faults = rule.Faults(d.Verify())
	require.Len(t, faults, 2)
	assert.Equal(t, "answer.each[0].lack", faults[0].Field)
}

// TestAReportOfARecordSaysWhoseItIs: the digest of the decision, not one of the others.
func TestAReportOfARecordSaysWhoseItIs(t *testing.T) {
	var parts struct{ Digests map[string]string }
	record := recordOf(t)
	require.NoError(t, json.Unmarshal([]byte(record), &parts))
	require.Greater(t, len(parts.Digests), 1)
	assert.Equal(t, parts.Digests["decision"], replayed(t, record).Decision)
}

func TestAnItemThatCannotBeIsADifference(t *testing.T) {
	record := recordOf(t)
	require.Contains(t, record, `"item":1`)
	for _, item := range []string{`"item":-1`, `"item":99`, `"item":-9223372036854775808`} {
		assert.False(t, replayed(t, strings.Replace(record, `"item":1`, item, 1)).Holds(), item)
	}
}

func TestAWrongValueIsShownWithItsKind(t *testing.T) {
	type kinds struct {
		Small int8   `json:"small"`
		Port  uint16 `json:"port"`
		Big   int64  `json:"big"`
		Whole uint64 `json:"whole"`
	}
	var k kinds
	err := rule.Unmarshal([]byte(`{"small":1.5,"port":"x","big":1e3,"whole":-1}`), &k)
	faults := rule.Faults(err)
	require.Len(t, faults, 4)
	for i, want := range []struct{ field, value, en, zh string }{
		{"small", "1.5", "−2^7 to 2^7 − 1", "−2^7至2^7−1"}, {"port", `"x"`, "0 to 2^16 − 1", "0至2^16−1"},
		{"big", "1e3", "−2^63 to 2^63 − 1", "−2^63至2^63−1"}, {"whole", "-1", "0 to 2^64 − 1", "0至2^64−1"},
	} {
		assert.Equal(t, want.field, faults[i].Field)
		assert.Equal(t, want.value, faults[i].Value)
		assert.Contains(t, faults[i].Reason.EN, want.en)
		assert.Contains(t, faults[i].Reason.ZH, want.zh)
	}
}

// TestATruthValueIsReadFromANumberColumn: SQLite has no other.
func TestATruthValueIsReadFromANumberColumn(t *testing.T) {
	for n, want := range map[int64]bool{0: false, 1: true} {
		var g rule.Given[bool]
		require.NoError(t, g.Scan(n))
		got, given := g.Get()
		assert.True(t, given)
		assert.Equal(t, want, got)
	}
	for _, n := range []int64{-1, 2} {
		var g rule.Given[bool]
		assert.Error(t, g.Scan(n), n)
	}
}

func TestAFormulaIsHeldAgainstItsStep(t *testing.T) {
	info := Relief.Info()
	assert.NoError(t, info.CheckFormula("due", "round({total} × {share}, {rounding})"))
	assert.ErrorIs(t, info.CheckFormula("due", "{amount}"), rule.NotWhole, "it comes after")
	assert.ErrorIs(t, info.CheckFormula("due", "{is_capped}"), rule.NotWhole)
	assert.ErrorIs(t, info.CheckFormula("none", "1"), rule.UnknownField)
	assert.ErrorIs(t, rule.Info{}.CheckFormula("due", "1"), rule.UnknownField)
}

func TestAStepsClauseIsVetted(t *testing.T) {
	term := step("x", "1")
	term.Clause = rule.Clause{ID: "T9.9", Quote: strings.Repeat("引", 41)}
	var fields []string
	for _, f := range refuse(t, term) {
		fields = append(fields, f.Field)
	}
	assert.Contains(t, strings.Join(fields, " "), "Steps[0](x).Clause.Quote")
}

func TestNothingIsTracedOnNoTrace(t *testing.T) {
	var none *rule.Trace
	assert.NotPanics(t, func() {
		none.Value(step("x", "1"), unit.MustParseNumber("1"))
		none.Choice(step("x", "1"), Rural)
	})
}

// TestARuleThatCannotBeAnswersNothing: one error, and no case is read.
func TestARuleThatCannotBeAnswersNothing(t *testing.T) {
	bad := Relief.Under(ReliefPolicy{})
	require.Error(t, bad.Err())
	read := 0
	seq := func(yield func(Household) bool) {
		for read = range 3 {
			if !yield(household()) {
				return
			}
		}
	}
	for _, workers := range []int{1, 3} {
		n := 0
		for _, err := range bad.Each(context.Background(), seq, rule.Batch{Workers: workers}) {
			n++
			assert.EqualError(t, err, bad.Err().Error())
		}
		assert.Equal(t, 1, n)
		assert.Zero(t, read)
	}
}

// TestARangeWithoutItsEndsIsWrittenWithThoseWithin: of whole numbers, the schema says the least and the most.
func TestARangeWithoutItsEndsIsWrittenWithThoseWithin(t *testing.T) {
	type facts struct {
		N int64 `json:"n" zh:"数" en:"number" range:"(0,5)"`
	}
	type answer struct {
		N int64 `json:"m" zh:"数" en:"number"`
	}
	m := step("m", "{n}")
	r := rule.MustNew(rule.Definition[none, facts, answer]{
		ID: "a.b", Version: 1, Title: rule.Text{ZH: "数", EN: "number"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{m},
		Kernel: func(_ *none, in facts, tr *rule.Trace) (answer, error) {
			if in.N < 1 || in.N > 4 {
				return answer{}, rule.Refused
			}
			tr.Count(m, in.N)
			return answer(in), nil
		},
	})
	text := string(r.Info().Schema())
	assert.Contains(t, text, `"minimum":1`)
	assert.Contains(t, text, `"maximum":4`)
}

type throughPointer struct {
	Ref *opt `json:"ref"`
}

// TestParametersBehindAPointerAreARulesOwn: as deep as they go.
func TestParametersBehindAPointerAreARulesOwn(t *testing.T) {
	x := step("n", "1")
	mine := throughPointer{&opt{[]band{{1, unit.Yuan(1)}}}}
	r := rule.MustNew(rule.Definition[throughPointer, none, struct {
		N int64 `json:"m" zh:"数" en:"number" step:"n"`
	}]{
		ID: "a.b", Version: 1, Title: rule.Text{ZH: "数", EN: "number"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{x}, Defaults: &mine,
		Kernel: func(p *throughPointer, _ none, tr *rule.Trace) (out struct {
			N int64 `json:"m" zh:"数" en:"number" step:"n"`
		}, err error) {
			out.N = 1
			tr.Count(x, 1)
			return out, nil
		},
	})
	mine.Ref.List[0].From = 9
	assert.EqualValues(t, 1, r.Parameters().Ref.List[0].From)
	r.Parameters().Ref.List[0].From = 9
	assert.EqualValues(t, 1, r.Parameters().Ref.List[0].From)
	theirs := throughPointer{&opt{[]band{{2, unit.Yuan(1)}}}}
	under := r.Under(theirs)
	theirs.Ref.List[0].From = 9
	assert.EqualValues(t, 2, under.Parameters().Ref.List[0].From)
}

// TestADifferenceIsSaidAsAReaderCallsIt: the field or step by its label beside the path, a yes as a yes, a text without its marks.
func TestADifferenceIsSaidAsAReaderCallsIt(t *testing.T) {
	record := recordOf(t)
	say := func(old, new, path string) (zh, en string) {
		t.Helper()
		require.Contains(t, record, old)
		report := replayed(t, strings.Replace(record, old, new, 1))
		at := slices.Index(paths(report.Differences), path)
		require.GreaterOrEqual(t, at, 0, "%s is not among %v", path, paths(report.Differences))
		d := report.Differences[at]
		return d.In(rule.Chinese), d.In(rule.English)
	}
	for _, c := range [][]string{
		{`"capped":false`, `"capped":true`, "answer.capped", "（answer.capped）：", "（记录 是，重算 否）", " (answer.capped): ", "(recorded yes, recomputed no)"},
		{`"amount":"286.00"`, `"amount":"287.00"`, "answer.amount", "（answer.amount）：", "（记录 287.00，重算 286.00）", " (answer.amount): ", "(recorded 287.00, recomputed 286.00)"},
		{`"value":"286.00"`, `"value":"287.00"`, "steps[4].value", " 值（steps[4].value）：", "（记录 287.00，重算 286.00）", " value (steps[4].value): ", "recorded 287.00"},
		{`"from":"library"`, `"from":"plan"`, "origins[0].from", "参数来源 ", "（记录 规划，重算 ", "(origins[0].from): ", "(recorded the plan, recomputed "},
		{`"format":1`, `"format":1,"note":"x"`, "note", "note：", "（记录 x，重算 –）", "note: ", "(recorded x, recomputed –)"},
		{`"format":1`, `"format":1,"note":[1]`, "note", "note：", "（记录 [1]，重算 –）", "note: ", "recorded [1]"},
	} {
		zh, en := say(c[0], c[1], c[2])
		assert.Contains(t, zh, c[3])
		assert.Contains(t, zh, c[4])
		assert.Contains(t, en, c[5])
		assert.Contains(t, en, c[6])
	}
}
