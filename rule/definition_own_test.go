package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestADefinitionIsTheRulesOwn: whoever writes over its lists and maps afterwards does not change the rule.
func TestADefinitionIsTheRulesOwn(t *testing.T) {
	d := heatingDefinition()
	other := step("subsidy2", "{per_person} × {persons}")
	first := step("subsidy1", "{per_person} × {persons}")
	d.Steps, d.Shown, d.Units = []*rule.Term{first, other}, map[string]string{"subsidy": "subsidy1"}, map[string]rule.Text{"subsidy": {ZH: "元整", EN: "yuan in all"}}
	d.Defaults = &HeatingPolicy{unit.Yuan(2)}
	d.Basis, d.Sources = []rule.Clause{notice}, []rule.Source{{Path: "per_person", Clause: notice}}
	d.Kernel = func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		sum, err := p.PerPerson.Mul(in.Persons)
		t.Money(first, sum)
		t.Money(other, sum)
		return HeatingAnswer{sum}, err
	}
	r, err := rule.New(d)
	require.NoError(t, err)
	told := func() []string {
		got, err := r.Explain(HeatingFacts{3})
		require.NoError(t, err)
		require.NoError(t, got.Verify())
		record, err := got.AppendJSON(nil)
		require.NoError(t, err)
		info, err := json.Marshal(r.Info())
		require.NoError(t, err)
		return []string{got.Text(rule.English), got.Text(rule.Chinese), string(record), string(info)}
	}
	before := told()
	assert.Contains(t, before[0], "6.00 (yuan in all)")
	d.Basis[0], d.Sources[0], d.Steps[0], d.Steps[1] = rule.Clause{ID: "y"}, rule.Source{Path: "y"}, nil, nil
	d.Shown["subsidy"], d.Units["subsidy"] = "subsidy2", rule.Text{ZH: "角", EN: "jiao"}
	first.Label, first.Formula = rule.Text{EN: "y"}, "y"
	assert.Equal(t, before, told())
	d.Defaults.PerPerson = unit.Yuan(9)
	assert.Equal(t, unit.Yuan(2), r.Parameters().PerPerson)
}

// TestAnOpenQuestionIsLookedAtWhereTheRestIsWhole.
func TestAnOpenQuestionIsLookedAtWhereTheRestIsWhole(t *testing.T) {
	d := openHeating()
	d.Open[0].ID = ""
	_, err := rule.New(d)
	assert.Equal(t, []string{"Open[0].ID"}, fieldsOf(err))
	d.Version = 0
	_, err = rule.New(d)
	assert.Equal(t, []string{"Version"}, fieldsOf(err))
	assert.Panics(t, func() { rule.MustNew(d) })
	d = openHeating()
	assert.NotPanics(t, func() { rule.MustNew(d) })
}

// TestADefaultThatIsRefusedMakesNoRule, nor one that cannot be written.
func TestADefaultThatIsRefusedMakesNoRule(t *testing.T) {
	d := heatingDefinition()
	d.Defaults = &HeatingPolicy{unit.Yuan(-1)}
	r, err := rule.New(d)
	assert.EqualError(t, err, "sample.heating: parameters.per_person: -1.00: must not be negative")
	assert.Zero(t, r.ID())
	d.Defaults = &HeatingPolicy{}
	r, err = rule.New(d)
	require.NoError(t, err)
	assert.NoError(t, r.Err())
	d.ID = ""
	r, err = rule.New(d)
	assert.EqualError(t, err, "ID: not given")
	assert.Zero(t, r.ID())
}
