package rule_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// named is the heating subsidy under another id.
func named(t *testing.T, id string) rule.Any {
	d := heatingDefinition()
	d.ID = id
	r, err := rule.New(d)
	require.NoError(t, err)
	return r
}

// TestAtMostThreeIDsAreMeantTheNearestFirst: a slip in the name counts one more in another room, and equals stand by their letters.
func TestAtMostThreeIDsAreMeantTheNearestFirst(t *testing.T) {
	c := catalogOf(t, named(t, "room.beds"), named(t, "room.bedside"), named(t, "hall.beds"), named(t, "yard.beds"), named(t, "attic.beds"), named(t, "room.stairs"))
	for id, want := range map[string]string{
		"room.bed": "room.beds, attic.beds, hall.beds", "beds": "attic.beds, hall.beds, room.beds", "bed": "attic.beds, hall.beds, room.beds",
		"zzz.stairs": "room.stairs", "stair": "room.stairs", "xbed": "", "b": "", "room.stare": "room.stairs", "ROOM.Bedsides": "room.bedside, room.beds", " yard.beds ": "yard.beds, attic.beds, hall.beds",
	} {
		_, err := c.Eval(id, nil, nil)
		require.ErrorIs(t, err, rule.UnknownRule)
		_, near, _ := strings.Cut(rule.Faults(err)[0].Reason.EN, "did you mean ")
		assert.Equal(t, want, strings.TrimSuffix(near, "?"), id)
	}
}

// TestARecordWithoutASumOfItsOwnIsNamed by its place, whatever stands where the sum should be.
func TestARecordWithoutASumOfItsOwnIsNamed(t *testing.T) {
	good := heatingRecord(t, 1)
	for bad, code := range map[string]rule.Code{
		`{}`: rule.Missing, `{"digests":{}}`: rule.Missing, `{"digests":{"record":"00"}}`: rule.Missing, `{"digests":{"record":"zz"}}`: rule.Missing,
		`{"digests":{"record":7}}`: rule.Missing, `{"digests":[]}`: rule.Syntax, `{"digests":7}`: rule.Syntax, `[]`: rule.Syntax, `{`: rule.Syntax,
	} {
		seal, err := rule.SealRecords(slices.Values([]json.RawMessage{json.RawMessage(good), json.RawMessage(bad)}))
		require.ErrorIs(t, err, code, bad)
		require.Len(t, rule.Faults(err), 1)
		assert.Equal(t, 2, seal.Count)
		assert.True(t, strings.HasPrefix(rule.Faults(err)[0].Field, "records[1]"), rule.Faults(err)[0].Field)
	}
}

// TestBadRowsAreCounted: one as one, and three of more.
func TestBadRowsAreCounted(t *testing.T) {
	for n, want := range map[int]string{1: "1 bad row; ", 2: "2 bad rows; ", 3: "3 bad rows; ", 4: "4 bad rows; "} {
		_, err := heating().EvalAll(nil, slices.Repeat([]HeatingFacts{{Persons: -1}}, n))
		require.Error(t, err)
		assert.True(t, strings.HasPrefix(err.Error(), want), err.Error())
		assert.Equal(t, min(n, 3), strings.Count(err.Error(), "must be at least 0"))
		assert.Equal(t, n > 3, strings.HasSuffix(err.Error(), "; …"))
		assert.ErrorIs(t, err, rule.Range)
	}
}

// TestADifferenceSaysInWhichPartItIs.
func TestADifferenceSaysInWhichPartItIs(t *testing.T) {
	why := rule.Text{ZH: "不同", EN: "differs"}
	for path, zh := range map[string]string{"answer.amount": "结论 answer.amount", "steps[0].value": "计算步骤 steps[0].value", "digests": "校验码 digests", "nosuch.x": "nosuch.x", "": ""} {
		assert.Equal(t, zh+"：不同（记录 1，重算 –）", rule.Difference{Path: path, Recorded: "1", Reason: why}.In(rule.Chinese))
		assert.Equal(t, path+": differs (recorded –, recomputed 2)", rule.Difference{Path: path, Recomputed: "2", Reason: why}.In(rule.English))
	}
}

// TestNothingIsAskedOfNoRule: the zero rule and a description that no rule gave answer with an error, or that they know nothing.
func TestNothingIsAskedOfNoRule(t *testing.T) {
	var zero rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer]
	_, explained := zero.Explain(HeatingFacts{})
	_, flipped := zero.FlipParameters(HeatingFacts{})
	_, thresholds := zero.Thresholds(HeatingFacts{})
	_, readings := zero.Readings(HeatingFacts{})
	_, _, row := rule.Info{}.Case(nil, nil)
	for name, err := range map[string]error{"explain": explained, "flip": flipped, "thresholds": thresholds, "readings": readings, "case": row} {
		assert.ErrorIs(t, err, rule.NotWhole, name)
	}
	assert.Empty(t, zero.Questions())
	_, ok := rule.Info{}.Anything().Span("amount", 0)
	assert.False(t, ok)
	_, _, _, ok = rule.Info{}.Anything().Length("members")
	assert.False(t, ok)
}

// TestAnythingHoldsWhatTagsSay of parameters and facts, and of steps what comes of that.
func TestAnythingHoldsWhatTagsSay(t *testing.T) {
	all := Relief.Info().Anything()
	for name, want := range map[string]string{
		"standard.rural": "1/100…", "members.income": "0/1…", "members.age": "0/1…150/1", "share": "1/1000000000…1/1", "each.lack": "0/1…", "total": "0/1…", "due": "…", "nosuch": "no",
	} {
		s, ok := all.Span(name, 1)
		got := "no"
		if ok {
			got = ""
			if s.Low != nil {
				got = s.Low.String()
			}
			if got += "…"; s.High != nil {
				got += s.High.String()
			}
		}
		assert.Equal(t, want, got, name)
	}
	for _, name := range []string{"members", "members.income", "each.lack"} {
		least, most, _, ok := all.Length(name)
		assert.True(t, ok, name)
		assert.Equal(t, []int64{1, 20_000}, []int64{least, most}, name)
	}
	_, _, _, ok := all.Length("share")
	assert.False(t, ok)
}

// TestARateIsAClausesInWhateverNotation: 0.6× and 600‰ are 60 %, which T9.1 gives, 0.8× is T9.2's; 0.61× is the caller's.
func TestARateIsAClausesInWhateverNotation(t *testing.T) {
	for share, clause := range map[string]string{"0.6×": "T9.1", "600‰": "T9.1", "60%": "T9.1", "0.8×": "T9.2", "0.61×": ""} {
		p := Relief.Parameters()
		p.Share = unit.MustParseRate(share)
		d, err := Relief.Under(p).Explain(household())
		require.NoError(t, err)
		got := ""
		for _, o := range d.Origins {
			if o.Path == "share" {
				got = o.Clause
			}
		}
		assert.Equal(t, clause, got, share)
		require.NoError(t, d.Verify())
	}
}

// TestAQuestionWithUnlikeFieldsDoesNotAgree: one reading compares more than another, or a field of another kind.
func TestAQuestionWithUnlikeFieldsDoesNotAgree(t *testing.T) {
	say := func(out any) func(int64) (any, error) { return func(int64) (any, error) { return out, nil } }
	type count struct {
		N int64 `json:"n" zh:"数" en:"n"`
		M int64 `json:"m" zh:"数" en:"m"`
	}
	type text struct {
		N string `json:"n" zh:"文" en:"n"`
	}
	ask := func(a, b rule.Said[int64]) bool {
		return rule.Question[int64]{ID: "q", Readings: []rule.Said[int64]{a, b}}.Of(1).Agree
	}
	one := rule.Said[int64]{At: []string{"n"}, Say: say(count{1, 2})}
	assert.True(t, ask(one, one))
	assert.True(t, ask(one, rule.Said[int64]{At: []string{"m"}, Say: say(count{2, 1})}))
	assert.False(t, ask(one, rule.Said[int64]{At: []string{"n", "m"}, Say: say(count{1, 2})}))
	assert.False(t, ask(one, rule.Said[int64]{At: []string{"n"}, Say: say(text{"1"})}), "a text is no count")
}
