package rule_test

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestOneFaultMoreThanAListNamesIsOfNoPart: the last entry is of no part, since what it counts may lie in any.
func TestOneFaultMoreThanAListNamesIsOfNoPart(t *testing.T) {
	for _, n := range []int{100, 101, 102} {
		d := heatingDefinition()
		d.Kernel = func(*HeatingPolicy, HeatingFacts, *rule.Trace) (HeatingAnswer, error) {
			var f rule.Errors
			for i := range n {
				f.Add(rule.Range, "persons."+strconv.Itoa(i), "", rule.Range.Text())
			}
			return HeatingAnswer{}, f.Err()
		}
		r, err := rule.New(d)
		require.NoError(t, err)
		_, err = r.Under(HeatingPolicy{}).Eval(HeatingFacts{})
		list := rule.Faults(err)
		require.Len(t, list, min(n, 101))
		assert.Equal(t, rule.OfFacts, list[99].Part)
		if n > 100 {
			assert.Equal(t, []string{"", "", strconv.Itoa(n - 100)}, []string{string(list[100].Part), list[100].Field, list[100].Value})
		}
	}
}

// TestAGroupOfFactsIsWantedWholeByTheSchema, as its flags are flags; a group of parameters need not be, where there are defaults.
func TestAGroupOfFactsIsWantedWholeByTheSchema(t *testing.T) {
	type group struct {
		On bool  `json:"on" zh:"是" en:"on"`
		N  int64 `json:"n" zh:"数" en:"n"`
	}
	type holder struct {
		Home group `json:"home" zh:"家" en:"home"`
	}
	type policy struct {
		Own group `json:"own" zh:"自" en:"own"`
	}
	r, err := rule.New(rule.Definition[policy, holder, saysOK]{
		ID: "sample.group", Version: 1, Title: rule.Text{ZH: "组", EN: "Group"}, Basis: []rule.Clause{notice}, Defaults: &policy{}, Steps: []*rule.Term{step("ok", "1 > 0")},
		Kernel: func(*policy, holder, *rule.Trace) (saysOK, error) { return saysOK{true}, nil },
	})
	require.NoError(t, err)
	type node struct {
		Type       string
		Required   []string
		Properties map[string]node
	}
	var s struct {
		Defs map[string]node `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(r.Info().Schema(), &s))
	home := s.Defs["facts"].Properties["home"]
	assert.Equal(t, []string{"on", "n"}, home.Required)
	assert.Equal(t, []string{"boolean", "integer"}, []string{home.Properties["on"].Type, home.Properties["n"].Type})
	assert.Empty(t, s.Defs["parameters"].Properties["own"].Required)
}

// TestARuleOfTwoLettersIsFoundWithoutItsRoom.
func TestARuleOfTwoLettersIsFoundWithoutItsRoom(t *testing.T) {
	d := heatingDefinition()
	d.ID = "sample.tx"
	r, err := rule.New(d)
	require.NoError(t, err)
	_, err = catalogOf(t, r).Eval("tx", nil, []byte(`{}`))
	assert.Equal(t, "no such rule in the catalog: did you mean sample.tx?", rule.Faults(err)[0].Reason.EN)
}

// TestAnEndThatIsNoMonthIsToldWhatAMonthLooksLike.
func TestAnEndThatIsNoMonthIsToldWhatAMonthLooksLike(t *testing.T) {
	type facts struct {
		Since unit.Month `json:"since" zh:"起" en:"since"`
		Until unit.Month `json:"until" zh:"止" en:"until"`
	}
	_, err := judged[facts](t, "{since} > {until}").Edges(facts{unit.MustParseMonth("2021-01"), unit.MustParseMonth("2021-07")}, "since", "2021-13", "2022-01")
	require.ErrorIs(t, err, rule.Syntax)
	_, own := unit.ParseMonth("2021-13")
	assert.Equal(t, rule.Faults(own)[0].Reason, rule.Faults(err)[0].Reason, "as of a field")
}

// TestAWayOfRoundingThatIsNoneIsNotCalledMissing.
func TestAWayOfRoundingThatIsNoneIsNotCalledMissing(t *testing.T) {
	type policy struct {
		Way unit.Rounding `json:"way" zh:"取整" en:"rounding"`
	}
	r, err := rule.New(rule.Definition[policy, none, saysOK]{
		ID: "sample.way", Version: 1, Title: rule.Text{ZH: "取整", EN: "Rounding"}, Basis: []rule.Clause{notice}, Steps: []*rule.Term{step("ok", "1 > 0")},
		Kernel: func(*policy, none, *rule.Trace) (saysOK, error) { return saysOK{true}, nil },
	})
	require.NoError(t, err)
	for way, code := range map[unit.Rounding]rule.Code{0: rule.Missing, 99999: rule.Invalid} {
		err := r.Under(policy{way}).Err()
		require.Error(t, err)
		assert.Equal(t, []any{code, "way"}, []any{rule.Faults(err)[0].Code, rule.Faults(err)[0].Field})
	}
}

// TestAValueOfSixtyFourLettersIsToldWhole, and one of more is cut there.
func TestAValueOfSixtyFourLettersIsToldWhole(t *testing.T) {
	for n, want := range map[int]string{64: strings.Repeat("村", 64), 65: strings.Repeat("村", 64) + "…"} {
		var a Area
		err := a.UnmarshalText([]byte(strings.Repeat("村", n)))
		require.ErrorIs(t, err, rule.Invalid)
		assert.Equal(t, want, rule.Faults(err)[0].Value)
	}
}

// TestADecisionOfNoParametersHasNoHeadingForThem.
func TestADecisionOfNoParametersHasNoHeadingForThem(t *testing.T) {
	type facts struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	d, err := judged[facts](t, "{n} > 3").Explain(facts{4})
	require.NoError(t, err)
	text := d.Text(rule.English)
	assert.Contains(t, text, "Facts\n  n: 4\n")
	assert.NotContains(t, text, "Parameters")
	assert.NotContains(t, d.Text(rule.Chinese), "政策参数\n")
}

// TestADocumentThatEndsIsToldWithItsLastMonth, and in both languages.
func TestADocumentThatEndsIsToldWithItsLastMonth(t *testing.T) {
	n := cityNotice()
	n.Until = unit.MustParseMonth("2024-06")
	d, err := Relief.UnderNotice(noticedPolicy(), n).Explain(household())
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "标准文件\n  样例〔2023〕1号 自2023-07至2024-06  淮南市  2023-06-20公布")
	assert.Contains(t, d.Text(rule.English), "样例〔2023〕1号 from 2023-07 to 2024-06  淮南市  2023-06-20 published")
}

// TestAClauseOfAnotherDocumentIsToldInItsLanguage.
func TestAClauseOfAnotherDocumentIsToldInItsLanguage(t *testing.T) {
	assert.Equal(t, "Article 1 Sample notice (outside the plan) “按人发放”", notice.In(rule.English))
	assert.Equal(t, "第一条 示例文件（规划之外） “按人发放”", notice.In(rule.Chinese))
}

// TestAnAnswerIsToldWithItsUnit, and a sign of multiplication that stands behind no number is left as it is.
func TestAnAnswerIsToldWithItsUnit(t *testing.T) {
	d := heatingDefinition()
	d.Title = rule.Text{ZH: "××补贴", EN: "×× subsidy"}
	d.Units = map[string]rule.Text{"subsidy": {ZH: "元每季", EN: "yuan a quarter"}}
	r, err := rule.New(d)
	require.NoError(t, err)
	got, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Explain(HeatingFacts{Persons: 2})
	require.NoError(t, err)
	assert.Contains(t, got.Text(rule.English), "heating subsidy (yuan): 240.00 (yuan a quarter)\n")
	assert.Contains(t, got.Text(rule.Chinese), "取暖补贴（元）: 240.00（元每季）\n")
	assert.Contains(t, got.Summary(rule.Chinese), "××补贴")
}

// TestOpenQuestionsThatAreWrittenOverStay: open questions that the caller writes over afterwards stay.
func TestOpenQuestionsThatAreWrittenOverStay(t *testing.T) {
	d := openHeating()
	r, err := rule.New(d)
	require.NoError(t, err)
	d.Open[0] = rule.Open[HeatingPolicy, HeatingFacts]{}
	all, err := r.Under(HeatingPolicy{PerPerson: unit.Yuan(120)}).Readings(HeatingFacts{Persons: 5})
	require.NoError(t, err)
	require.Len(t, all, 1)
	assert.Equal(t, "how-many", all[0].Question)
	assert.Len(t, all[0].Readings, 3)
}

// TestNoRowIsAnsweredWithoutParameters, not even as zero.
func TestNoRowIsAnsweredWithoutParameters(t *testing.T) {
	had := []HeatingAnswer{{unit.Yuan(1)}}
	out, err := Heating.EvalAll(had, []HeatingFacts{{1}, {2}})
	require.ErrorIs(t, err, rule.NoParameters)
	assert.Equal(t, had, out)
}

type (
	deepest struct {
		N int64 `json:"n" zh:"数" en:"n"`
	}
	deeper struct{ deepest }
	deep   struct{ *deeper }
)

// TestAPointerThatIsEmbeddedIsNamedAtAnyDepth.
func TestAPointerThatIsEmbeddedIsNamedAtAnyDepth(t *testing.T) {
	_, err := rule.New(rule.Definition[none, deep, saysOK]{
		ID: "sample.deep", Version: 1, Title: rule.Text{ZH: "深", EN: "Deep"}, Basis: []rule.Clause{notice}, Defaults: &none{}, Steps: []*rule.Term{step("ok", "1 > 0")},
		Kernel: func(*none, deep, *rule.Trace) (saysOK, error) { return saysOK{true}, nil },
	})
	require.ErrorIs(t, err, rule.NotWhole)
	assert.Equal(t, "*rule_test.deeper", rule.Faults(err)[0].Value)
}

// TestClausesOfOneDocumentAreEachInTheBasis, those without words among them.
func TestClausesOfOneDocumentAreEachInTheBasis(t *testing.T) {
	other, elsewhere := notice, notice
	other.ID, other.Quote = "sample-2", ""
	elsewhere.Norm, elsewhere.Quote = rule.Text{ZH: "另一文件", EN: "Another notice"}, ""
	d := heatingDefinition()
	d.Basis = []rule.Clause{notice, other, elsewhere}
	r, err := rule.New(d)
	require.NoError(t, err)
	assert.Equal(t, []rule.Clause{notice, other, elsewhere}, r.Info().Basis)
}

// TestADescriptionThatIsNoneKnowsNoName.
func TestADescriptionThatIsNoneKnowsNoName(t *testing.T) {
	_, ok := rule.Info{}.Scope("persons")
	assert.False(t, ok)
	_, ok = Heating.Info().Scope("persons")
	assert.True(t, ok)
}
