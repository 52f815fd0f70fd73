package rule_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAStoredRecordIsToldAsItsDecision: whatever rule it is of, in both languages, with its subject, and whatever it is worded by.
func TestAStoredRecordIsToldAsItsDecision(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	d = d.For(rule.Subject{Case: "340402-7", Month: unit.MustParseMonth("2024-05")})
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		text, err := both(t).Text(record, l)
		require.NoError(t, err)
		assert.Equal(t, d.Text(l), text)
	}
	_, err = both(t).Text([]byte(strings.Replace(string(record), "救助金额", "救助款", 1)), rule.Chinese)
	assert.ErrorIs(t, err, rule.Invalid, "the sum over the record is of its wording too")
}

// TestARecordWordedByAnEarlierReleaseIsToldInTodaysWords.
func TestARecordWordedByAnEarlierReleaseIsToldInTodaysWords(t *testing.T) {
	d := heatingDefinition()
	named := paid
	named.Label = rule.Text{ZH: "取暖费补助", EN: "heating aid"}
	kernel := d.Kernel
	d.Steps, d.Kernel = []*rule.Term{&named}, func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		out, err := kernel(p, in, nil)
		t.Money(&named, out.Subsidy)
		return out, err
	}
	text, err := catalogOf(t, rule.MustNew(d)).Text([]byte(heatingRecord(t, 1)), rule.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "取暖费补助 = 每人补贴 × 人数")
}

// TestARecordThatDoesNotHoldIsNotTold: each place is named, and no text comes with it.
func TestARecordThatDoesNotHoldIsNotTold(t *testing.T) {
	record := heatingRecord(t, 1)
	for _, c := range []struct{ name, record, field string }{
		{"answer", strings.Replace(record, `"subsidy":"360.00"`, `"subsidy":"361.00"`, 1), "answer.subsidy"},
		{"facts", strings.Replace(record, `"persons":3`, `"persons":4`, 1), "answer.subsidy"},
		{"a step", strings.Replace(record, `"value":"360.00"`, `"value":"36.00"`, 1), "steps[0].value"},
		{"a digest", strings.Replace(record, `"decision":"`, `"decision":"0`, 1), "digests.decision"},
	} {
		text, err := catalogOf(t, Heating).Text([]byte(c.record), rule.Chinese)
		assert.Empty(t, text, c.name)
		require.ErrorIs(t, err, rule.Invalid, c.name)
		named := false
		for _, f := range rule.Faults(err) {
			named = named || f.Field == c.field
			assert.NotEmpty(t, f.Reason.ZH)
			assert.NotEmpty(t, f.Reason.EN)
		}
		assert.True(t, named, "%s: %v", c.name, err)
	}
}

// TestARecordOfAnotherVersionIsToldByItsOwn, or by none.
func TestARecordOfAnotherVersionIsToldByItsOwn(t *testing.T) {
	text, err := versions(t, 1, 2).Text([]byte(heatingRecord(t, 1)), rule.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "第1版")
	_, err = versions(t, 2).Text([]byte(heatingRecord(t, 1)), rule.Chinese)
	require.ErrorIs(t, err, rule.UnknownRule)
	f := rule.Faults(err)[0]
	assert.Equal(t, []string{"version", "1"}, []string{f.Field, f.Value})
	for _, bad := range []struct {
		record string
		code   rule.Code
	}{{``, rule.Syntax}, {`{}`, rule.Missing}, {`{"format":1,"rule":"sample.none","version":1,"parameters":{},"facts":{}}`, rule.UnknownRule},
		{`{"format":1,"rule":"sample.heating","version":1,"parameters":{"per_person":"1.00"},"facts":{"persons":"3"}}`, rule.Syntax},
		{`{"format":1,"rule":"sample.heating","version":1,"parameters":{"per_person":"1"},"facts":{"persons":3},"subject":7}`, rule.Syntax}} {
		text, err := versions(t, 1).Text([]byte(bad.record), rule.English)
		assert.Empty(t, text)
		assert.ErrorIs(t, err, bad.code, bad.record)
	}
}

// Whoever has only the record has the whole explanation.
func ExampleCatalog_Text() {
	catalog, _ := rule.NewCatalog(Heating)
	record, _ := catalog.Explain("sample.heating", []byte(`{"per_person":"120.00"}`), []byte(`{"persons":3}`))
	text, err := catalog.Text(record, rule.English)
	fmt.Print(text)
	_, changed := catalog.Text([]byte(strings.Replace(string(record), "360.00", "370.00", 1)), rule.English)
	fmt.Println(err, rule.Faults(changed)[0].Field)
	// Output:
	// Heating subsidy  sample.heating  version 1
	// Answer
	//   heating subsidy (yuan): 360.00
	// Steps
	//   1. heating subsidy = subsidy a person × persons = 120.00 × 3 = 360.00  [sample-1]
	// Facts
	//   persons: 3
	// Parameters
	//   subsidy a person (yuan): 120.00  the caller's: the plan has no figure
	// Basis
	//   [sample-1] Article 1 Sample notice (outside the plan) “按人发放”
	// Decision  sha256:7879404ba58a0dc5e22a32ff838d0417d098cc512b0da1258195de7e7cc45cbc
	// <nil> answer.subsidy
}

// TestAnAnswerIsToldFieldByField: in the words of the whole text, a share beside a bound in per mille in per mille too.
func TestAnAnswerIsToldFieldByField(t *testing.T) {
	d, err := Relief.Explain(household())
	require.NoError(t, err)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for _, l := range []rule.Language{rule.Chinese, rule.English} {
		told, err := both(t).Told(record, l)
		require.NoError(t, err)
		require.NotEmpty(t, told)
		for _, f := range told {
			assert.Contains(t, d.Text(l), "  "+f.Label+": "+f.Text)
		}
	}
	_, err = both(t).Told([]byte(strings.Replace(string(record), "救助金额", "救助款", 1)), rule.Chinese)
	assert.ErrorIs(t, err, rule.Invalid)
}
