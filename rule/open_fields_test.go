package rule_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// fielded is an answer with a field of every kind that readings are compared at.
type fielded struct {
	Count int32                   `json:"count" zh:"数" en:"count"`
	Bits  uint8                   `json:"bits" zh:"位" en:"bits"`
	Left  rule.Given[unit.Money]  `json:"left,omitzero" zh:"余额" en:"left"`
	Over  bool                    `json:"over" zh:"超出" en:"over"`
	Rate  unit.Rate               `json:"rate" zh:"比率" en:"rate"`
	Since unit.Month              `json:"since" zh:"月份" en:"since"`
	Kind  Area                    `json:"kind" zh:"类别" en:"kind"`
	Inner rule.Given[fieldedPart] `json:"inner,omitzero" zh:"内" en:"inner"`
	Plain fieldedPart             `json:"plain" zh:"部分" en:"part"`
	List  []fieldedPart           `json:"list" zh:"表" en:"list"`
}

type fieldedPart struct {
	N int64 `json:"n" zh:"数" en:"n"`
}

var fieldedAt = []string{"count", "bits", "left", "over", "rate", "since", "kind", "inner.n", "plain.n"}

func fieldedOf() fielded {
	return fielded{Count: -3, Bits: 7, Left: rule.Give(unit.Yuan(-2)), Over: true, Rate: unit.MustParseRate("55.5%"), Since: unit.MustParseMonth("2023-07"), Kind: Urban, Inner: rule.Give(fieldedPart{4}), Plain: fieldedPart{5}}
}

func fieldedQuestion(answers ...any) rule.Question[int] {
	q := rule.Question[int]{ID: "which", Title: rule.Text{ZH: "哪一种", EN: "which"}}
	for i, a := range answers {
		said := rule.Said[int]{Text: rule.Text{ZH: "读法", EN: "reading"}, Clause: "c" + string(rune('0'+i)), Remark: rule.Text{EN: "remark " + string(rune('0'+i))}, At: fieldedAt, Say: func(int) (any, error) { return a, nil }}
		if err, ok := a.(error); ok {
			said.Say = func(int) (any, error) { return nil, err }
		}
		q.Readings = append(q.Readings, said)
	}
	return q
}

// TestEachKindOfFieldIsReadAsJSONHasIt, and one that is not given is empty.
func TestEachKindOfFieldIsReadAsJSONHasIt(t *testing.T) {
	bare := fieldedOf()
	bare.Left, bare.Inner, bare.Over, bare.Kind = rule.Given[unit.Money]{}, rule.Given[fieldedPart]{}, false, Rural
	c := fieldedQuestion(fieldedOf(), bare).Of(0)
	assert.Equal(t, []any{"which", rule.Text{ZH: "哪一种", EN: "which"}, false, false}, []any{c.Question, c.Title, c.Agree, c.Refused})
	for i, want := range [][]string{{"-3", "7", "-2.00", "true", "55.5%", "2023-07", "urban", "4", "5"}, {"-3", "7", "", "false", "55.5%", "2023-07", "rural", "", "5"}} {
		var values, labels []string
		for k, s := range c.Readings[i].Says {
			assert.Equal(t, fieldedAt[k], s.Path)
			values, labels = append(values, s.Value), append(labels, s.Label.EN)
		}
		assert.Equal(t, want, values)
		assert.Equal(t, []string{"count", "bits", "left", "over", "rate", "since", "kind", "inner n", "part n"}, labels)
		assert.Equal(t, "remark "+string(rune('0'+i)), c.Readings[i].Remark.EN)
		assert.Equal(t, "c"+string(rune('0'+i)), c.Readings[i].Clause)
		assert.Empty(t, c.Readings[i].Refusal)
	}
	raw, err := json.Marshal(c)
	require.NoError(t, err)
	assert.Contains(t, string(raw), `{"path":"since","label":{"zh":"月份","en":"since"},"value":"2023-07"}`)
	assert.True(t, fieldedQuestion(fieldedOf(), fieldedOf(), fieldedOf()).Of(0).Agree)
}

// TestADifferenceAtAnyFieldIsOne, and readings that say more or fewer fields, or refuse, do not agree.
func TestADifferenceAtAnyFieldIsOne(t *testing.T) {
	for i, change := range []func(*fielded){
		func(f *fielded) { f.Count++ }, func(f *fielded) { f.Bits++ }, func(f *fielded) { f.Left = rule.Give(unit.Money{}) }, func(f *fielded) { f.Over = false }, func(f *fielded) { f.Rate = unit.Percent(1) },
		func(f *fielded) { f.Since = unit.MustParseMonth("2023-08") }, func(f *fielded) { f.Kind = Rural }, func(f *fielded) { f.Inner = rule.Give(fieldedPart{5}) }, func(f *fielded) { f.Plain.N = 4 },
		func(f *fielded) { f.Inner = rule.Given[fieldedPart]{} },
	} {
		other := fieldedOf()
		change(&other)
		assert.False(t, fieldedQuestion(fieldedOf(), other).Of(0).Agree, i)
		assert.False(t, fieldedQuestion(fieldedOf(), fieldedOf(), other).Of(0).Agree, i)
		w, err := fieldedQuestion(fieldedOf(), fieldedOf(), other).Weigh(slices.Values([]int{1, 2, 3}))
		require.NoError(t, err)
		assert.Equal(t, []int64{3, 3, 0, 0, 3}, []int64{w.Cases, w.Decided, w.Refused, w.Against[0].Differs, w.Against[1].Differs}, i)
	}
	q := fieldedQuestion(fieldedOf(), fieldedOf())
	q.Readings[1].At = fieldedAt[:5]
	assert.False(t, q.Of(0).Agree)
	w, err := q.Weigh(slices.Values([]int{1}))
	require.NoError(t, err)
	assert.EqualValues(t, 1, w.Decided)
	for name, change := range map[string]func(*rule.Said[int]){
		"no such field":     func(s *rule.Said[int]) { s.At = append(slices.Clone(fieldedAt[1:]), "nothing") },
		"a field of a list": func(s *rule.Said[int]) { s.At = append(slices.Clone(fieldedAt[1:]), "list.n") },
		"a struct":          func(s *rule.Said[int]) { s.At = append(slices.Clone(fieldedAt[1:]), "plain") },
		"a list":            func(s *rule.Said[int]) { s.At = append(slices.Clone(fieldedAt[1:]), "list") },
		"below a number":    func(s *rule.Said[int]) { s.At = append(slices.Clone(fieldedAt[1:]), "count.n") },
		"no answer":         func(s *rule.Said[int]) { s.Say = func(int) (any, error) { return nil, nil } },
		"no struct":         func(s *rule.Said[int]) { s.Say = func(int) (any, error) { return 3, nil } },
		"an error":          func(s *rule.Said[int]) { s.Say = func(int) (any, error) { return fieldedOf(), rule.Refused } },
	} {
		q := fieldedQuestion(fieldedOf(), fieldedOf())
		change(&q.Readings[0])
		c := q.Of(0)
		assert.Equal(t, []bool{false, true}, []bool{c.Agree, c.Refused}, name)
		assert.NotEmpty(t, c.Readings[0].Refusal, name)
		assert.Nil(t, c.Readings[0].Answer, name)
		assert.Empty(t, c.Readings[0].Says, name)
		assert.NotNil(t, c.Readings[1].Answer, name)
		if name != "an error" {
			assert.Equal(t, rule.Text{ZH: "此读法的结论没有用来比较的项", EN: "the answer of the reading has no such field to compare"}, c.Readings[0].Refusal[0].Reason, name)
		}
		w, err := q.Weigh(slices.Values([]int{1, 2}))
		require.NoError(t, err)
		assert.Equal(t, []int64{2, 0, 2, 0}, []int64{w.Cases, w.Decided, w.Refused, w.Against[0].Differs}, name)
	}
}

// TestAmountsAreWeighedByTheYear: more, less and as much, of which one that is not given is none; what is no amount is not weighed.
func TestAmountsAreWeighedByTheYear(t *testing.T) {
	with := func(fen int32) fielded {
		f := fieldedOf()
		f.Left = rule.Give(unit.Fen(fen))
		return f
	}
	gone := fieldedOf()
	gone.Left = rule.Given[unit.Money]{}
	q := fieldedQuestion(with(100), with(101), with(40), gone, with(100))
	q.Money, q.PerYear = "left", 12
	w, err := q.Weigh(slices.Values([]int{1, 2, 3}))
	require.NoError(t, err)
	var got []string
	for _, s := range w.Against {
		got = append(got, swung(s))
	}
	assert.Equal(t, []string{"[c1] 3 differ, 3 more 0.36, 0 less 0.00", "[c2] 3 differ, 0 more 0.00, 3 less 21.60", "[c3] 3 differ, 0 more 0.00, 3 less 36.00", "[c4] 0 differ, 0 more 0.00, 0 less 0.00"}, got)
	sum := w
	sum.Against = slices.Clone(w.Against)
	sum.Add(w)
	assert.Equal(t, []int64{6, 6, 0}, []int64{sum.Cases, sum.Decided, sum.Refused})
	assert.Equal(t, []string{"[c1] 6 differ, 6 more 0.72, 0 less 0.00", "[c2] 6 differ, 0 more 0.00, 6 less 43.20"}, []string{swung(sum.Against[0]), swung(sum.Against[1])})
	q.Money = "count"
	w, err = q.Weigh(slices.Values([]int{1}))
	require.NoError(t, err)
	assert.EqualValues(t, []int64{1, 0, 1}, []int64{w.Cases, w.Decided, w.Refused})
	none, err := rule.Question[int]{ID: "none"}.Weigh(slices.Values([]int{1}))
	require.NoError(t, err)
	assert.Equal(t, []any{int64(1), int64(0), 0}, []any{none.Cases, none.Decided, len(none.Against)})
	assert.True(t, rule.Question[int]{ID: "none"}.Of(1).Agree)
}

// TestAQuestionSaysWhoseReadingsItHas.
func TestAQuestionSaysWhoseReadingsItHas(t *testing.T) {
	q := fieldedQuestion(fieldedOf(), fieldedOf())
	q.Readings[1].Rule, q.Money, q.PerYear = "sample.other", "left", 12
	info := q.Info()
	assert.True(t, info.Asks("sample.other"))
	assert.False(t, info.Asks("sample.none"))
	assert.Equal(t, rule.QuestionInfo{ID: "which", Title: q.Title, Money: "left", PerYear: 12, Readings: []rule.ReadingInfo{
		{Text: q.Readings[0].Text, Clause: "c0", At: fieldedAt}, {Text: q.Readings[1].Text, Clause: "c1", At: fieldedAt, Rule: "sample.other"}}}, info)
	info.Readings[0].At[0] = "other"
	assert.Equal(t, "count", fieldedAt[0], "the list is the caller's own")
	assert.Empty(t, rule.Rule[none, none, none]{}.Questions())
}
