package rule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestErrorsSpeakBothLanguages(t *testing.T) {
	h := household()
	h.Members[1].Income = unit.MustParseMoney("-1.00")
	_, err := Relief.Eval(h)
	var list rule.Errors
	require.ErrorAs(t, err, &list)
	require.Len(t, list, 1)
	assert.Equal(t, rule.Fault{Rule: "sample.relief", Code: rule.Range, Part: rule.OfFacts, Field: "members[1].income",
		Label: rule.Text{ZH: "成员2 月收入（元）", EN: "member 2 income a month (yuan)"}, Value: "-1.00", Reason: rule.Text{ZH: "不得为负", EN: "must not be negative"}}, list[0])
	assert.Equal(t, "sample.relief：申报核对信息：成员2 月收入（元）：-1.00：不得为负", list.In(rule.Chinese))
	assert.Equal(t, "sample.relief: facts: member 2 income a month (yuan): -1.00: must not be negative", list.In(rule.English))
	assert.EqualError(t, err, "sample.relief: facts.members[1].income: -1.00: must not be negative")

	err = Relief.Under(ReliefPolicy{Standard: Standard{Rural: unit.Yuan(1), Urban: unit.Yuan(1)}}).Err()
	assert.Equal(t, "sample.relief：政策参数：保障比例：未提供，或为零：应大于0、不大于100%", rule.Faults(err).In(rule.Chinese))
}

func TestAFaultIsGoodForAProblemDocument(t *testing.T) {
	_, err := Relief.Eval(Household{Area: 7, Members: make([]Member, 1)})
	raw, err := json.Marshal(map[string]any{"type": "about:blank", "errors": rule.Faults(err)})
	require.NoError(t, err)
	assert.JSONEq(t, `{"type":"about:blank","errors":[{"rule":"sample.relief","code":"invalid","part":"facts","field":"area",
		"label":{"zh":"户籍地","en":"area"},"value":"7",
		"reason":{"zh":"没有这个选项，可选：rural（农村）、urban（城市）","en":"no such choice; there are rural, urban"}}]}`, string(raw))
	var back struct{ Errors rule.Errors }
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.ErrorIs(t, back.Errors, rule.Invalid)
}

func TestErrorsKeepCodesAndCauses(t *testing.T) {
	cause := errors.New("the disk is full")
	_, ofUnit := unit.ParseMoney("1.001")
	var f rule.Errors
	f.Wrap("", nil)
	require.NoError(t, f.Err())
	f.Wrap("a", ofUnit)
	f.Wrap("b", fmt.Errorf("deep: %w", rule.Errors{{Code: rule.Missing}, {Code: rule.Range, Field: "[2].income"}, {Code: rule.Range, Field: "area"}}))
	f.Wrap("c", cause)
	f.Wrap("d", fmt.Errorf("deep: %w", rule.Duplicate))
	f.Wrap("e", errors.Join(rule.Errors{{Code: rule.Syntax, Field: "x"}}, rule.Errors{{Code: rule.Syntax, Field: "y"}}))
	f.AddTo(rule.OfParameters, rule.Invalid, "g", "7", rule.Text{ZH: "甲", EN: "a"})
	err := fmt.Errorf("row 3: %w", f.Err())
	assert.Equal(t, []string{"a", "b", "b[2].income", "b.area", "c", "d", "e.x", "e.y", "g"}, fieldsOf(err))
	for _, code := range []rule.Code{rule.Inexact, rule.Missing, rule.Range, rule.Duplicate, rule.Syntax, rule.Invalid} {
		assert.ErrorIs(t, err, code)
	}
	assert.NotErrorIs(t, err, rule.UnknownRule)
	assert.ErrorIs(t, err, cause)
	var ue *unit.Error
	require.ErrorAs(t, err, &ue)
	assert.Equal(t, "Money", ue.Type)
	for _, fault := range rule.Faults(err) {
		if fault.Field != "b" && !strings.HasPrefix(fault.Field, "b") && !strings.HasPrefix(fault.Field, "e") {
			assert.NotEmpty(t, fault.Reason.ZH, fault.Field)
			assert.NotEmpty(t, fault.Reason.EN, fault.Field)
		}
	}
	assert.Empty(t, rule.Faults(nil))
	assert.Equal(t, rule.Text{ZH: "无效的值：the disk is full", EN: "the disk is full"}, rule.Faults(cause)[0].Reason)
	assert.Equal(t, rule.Range.Text(), rule.Faults(&unit.Error{Code: rule.Range})[0].Reason, "an error of package unit without a reason")
}

func TestFaultsOfABulkRunAreAllOfItsRows(t *testing.T) {
	_, err := heating().EvalAll(nil, []HeatingFacts{{1}, {-1}, {-2}})
	var rows rule.RowErrors
	require.ErrorAs(t, err, &rows)
	assert.Len(t, rule.Faults(err), 2)
	assert.ErrorIs(t, err, rule.Range)
	many, err := heating().EvalAll(nil, []HeatingFacts{{-1}, {-1}, {-1}, {-1}, {-1}})
	assert.Len(t, many, 5)
	assert.EqualError(t, err, "5 bad rows; row 0: sample.heating: facts.persons: -1: must be at least 0 and at most 127; "+
		"row 1: sample.heating: facts.persons: -1: must be at least 0 and at most 127; row 2: sample.heating: facts.persons: -1: must be at least 0 and at most 127; …")
}

func TestAListOfErrorsIsCappedAndCounted(t *testing.T) {
	var f rule.Errors
	for i := range 250 {
		f.Add(rule.Range, fmt.Sprint(i), "", rule.Text{ZH: "甲", EN: "a"})
	}
	require.Len(t, f, 101)
	assert.Equal(t, "150", f[100].Value)
	assert.Empty(t, f[100].Field)
	var g rule.Errors
	g.Missing("first")
	g.Wrap("all", f)
	require.Len(t, g, 101)
	assert.Equal(t, "151", g[100].Value, "what was only counted stays counted")
	assert.Empty(t, g[100].Field)
	require.Len(t, rule.Faults(fmt.Errorf("wrapped: %w", g)), 101)
}

// TestManyBadFieldsCostLittle: 0.9 MB of members without any field were 121 MB of errors.
func TestManyBadFieldsCostLittle(t *testing.T) {
	text := []byte(`{"area":"rural","members":[` + strings.Repeat("{},", 299_999) + `{}]}`)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var h Household
	err := rule.Unmarshal(text, &h)
	runtime.ReadMemStats(&after)
	raw, merr := json.Marshal(rule.Faults(err))
	require.NoError(t, merr)
	require.Len(t, rule.Faults(err), 101)
	assert.Equal(t, "299900", rule.Faults(err)[100].Value, "counted to the last")
	assert.Less(t, len(raw), 40_000)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(200<<20))
	unknown := `{"area":"rural","members":[],"` + strings.Repeat("k", 1<<20) + `":1,"` + strings.Repeat("l", 1<<20) + `":[[[]]]}`
	err = rule.Unmarshal([]byte(unknown), &h)
	assert.Len(t, rule.Faults(err), 2)
	assert.Less(t, len(err.Error()), 1000)
}

func TestAnErrorThatAKernelSharesIsCopied(t *testing.T) {
	shared := rule.Errors{{Code: rule.Range, Field: "persons", Reason: rule.Text{ZH: "不得为负", EN: "must not be negative"}}}
	for name, err := range map[string]error{"one": shared, "wrapped": fmt.Errorf("deep: %w", shared), "a code": rule.Inexact, "another's": errors.New("x")} {
		d := heatingDefinition()
		d.Kernel = func(*HeatingPolicy, HeatingFacts, *rule.Trace) (HeatingAnswer, error) {
			return HeatingAnswer{Subsidy: unit.Yuan(7)}, err
		}
		out, got := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Eval(HeatingFacts{1})
		assert.Zero(t, out, name)
		require.Len(t, rule.Faults(got), 1, name)
		assert.Equal(t, "sample.heating", rule.Faults(got)[0].Rule, name)
		assert.Equal(t, rule.OfFacts, rule.Faults(got)[0].Part, name)
	}
	assert.Empty(t, shared[0].Rule)
}

func TestAKernelThatRefusesWithoutAReason(t *testing.T) {
	for name, err := range map[string]error{"an empty list": rule.Errors{}, "refused, though all is in range": rule.Refused} {
		d := heatingDefinition()
		d.Kernel = func(*HeatingPolicy, HeatingFacts, *rule.Trace) (HeatingAnswer, error) { return HeatingAnswer{}, err }
		_, got := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Eval(HeatingFacts{1})
		assert.ErrorIs(t, got, rule.NotWhole, name)
		assert.ErrorContains(t, got, "sample.heating", name)
	}
}

func TestARefusalNamesEveryFactThatIsWrong(t *testing.T) {
	_, err := Relief.Eval(Household{Members: []Member{{Income: unit.MustParseMoney("-1.00")}, {Age: rule.Give[int64](151)}}, Property: rule.Give(unit.MustParseMoney("-2.00"))})
	assert.Equal(t, []string{"area", "members[0].income", "members[1].age", "property"}, fieldsOf(err))
	assert.ErrorIs(t, err, rule.Missing)
	assert.Contains(t, rule.Faults(err)[0].Reason.ZH, "rural（农村）")
	_, err = Relief.Eval(Household{Area: Urban})
	require.Len(t, rule.Faults(err), 1)
	assert.Equal(t, "members", rule.Faults(err)[0].Field)
	assert.Equal(t, rule.Text{ZH: "项数应不小于1、不大于20000", EN: "the number of items must be at least 1 and at most 20000"}, rule.Faults(err)[0].Reason)
}

// TestWhatTheKernelFindsBesideItsTagsIsKept: what a kernel says itself of a field stands for
// what the tags say of it, and what it says of others stands beside.
func TestWhatTheKernelFindsBesideItsTagsIsKept(t *testing.T) {
	d := heatingDefinition()
	d.Kernel = func(_ *HeatingPolicy, in HeatingFacts, _ *rule.Trace) (HeatingAnswer, error) {
		var f rule.Errors
		f.Add(rule.Invalid, "persons", "", rule.Text{ZH: "甲", EN: "more than the tag tells"})
		f.AddTo(rule.OfParameters, rule.Invalid, "per_person", "1.00", rule.Text{ZH: "乙", EN: "does not go with the facts"})
		return HeatingAnswer{}, f.Err()
	}
	_, err := rule.MustNew(d).Under(HeatingPolicy{PerPerson: unit.Yuan(1)}).Eval(HeatingFacts{-1})
	list := rule.Faults(err)
	require.Len(t, list, 2)
	assert.Equal(t, "more than the tag tells", list[0].Reason.EN)
	assert.Equal(t, rule.OfParameters, list[1].Part)
	assert.Equal(t, "每人补贴（元）", list[1].Label.ZH)
}

func TestRangesAreDescribedInBothLanguages(t *testing.T) {
	type facts struct {
		A unit.Rate  `json:"a" range:"(0,100%]"`
		B int64      `json:"b" range:"[,5)"`
		C unit.Money `json:"c" range:"(0,)"`
		D int64      `json:"d" range:"[3,3]"`
		E string     `json:"e" oneof:"x y"`
		F []int64    `json:"f" range:"[,2]"`
	}
	r := rule.MustNew(rule.Definition[none, facts, none]{
		ID: "test.ranges", Version: 1, Title: rule.Text{ZH: "甲", EN: "a"}, Basis: []rule.Clause{notice}, Defaults: &none{},
		Kernel: func(*none, facts, *rule.Trace) (none, error) { return none{}, rule.Refused },
	})
	_, err := r.Eval(facts{A: unit.MustParseRate("101%"), B: 5, D: 4, C: unit.MustParseMoney("-0.01"), E: "z", F: []int64{1, 2, 3}})
	want := map[string]rule.Text{
		"a": {ZH: "应大于0、不大于100%", EN: "must be above 0 and at most 100%"}, "b": {ZH: "应小于5", EN: "must be below 5"},
		"c": {ZH: "必须大于零", EN: "must be above zero"}, "d": {ZH: "应不小于3、不大于3", EN: "must be at least 3 and at most 3"},
		"e": {ZH: "只能是x、y", EN: "must be x, y"}, "f": {ZH: "项数应不大于2", EN: "the number of items must be at most 2"},
	}
	require.Len(t, rule.Faults(err), len(want))
	for _, f := range rule.Faults(err) {
		assert.Equal(t, want[f.Field], f.Reason, f.Field)
	}
	_, err = r.Eval(facts{B: 1, D: 3, E: "x"})
	assert.Equal(t, []string{"a", "c"}, fieldsOf(err), "what is left zero where zero cannot be was not given")
	assert.NotErrorIs(t, err, rule.Range)
}

func TestTextFallsBackToTheOtherLanguage(t *testing.T) {
	assert.Equal(t, "a", rule.Text{EN: "a"}.In(rule.Chinese))
	l, err := rule.ParseLanguage("zh-CN")
	require.NoError(t, err)
	assert.Equal(t, rule.Chinese, l)
	_, err = rule.ParseLanguage("la")
	assert.ErrorIs(t, err, rule.Invalid)
}

func TestAPathIsAPointer(t *testing.T) {
	for field, want := range map[string]string{
		"": "", "floor": "/floor", "members[2].income": "/members/2/income", "grid[0][1]": "/grid/0/1", "a/b~c.d": "/a~1b~0c/d",
	} {
		assert.Equal(t, want, (&rule.Fault{Field: field}).Pointer(), field)
	}
}
