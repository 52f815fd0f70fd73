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
	assert.Equal(t, rule.Text{ZH: "应为月份，如2021-07", EN: "must be a month, such as 2021-07"}, rule.Faults(err)[0].Reason)
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
