package rule_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestADocumentByTheDoorIsTheDocumentOfTheRule(t *testing.T) {
	catalog, err := rule.NewCatalog(Heating, Relief)
	require.NoError(t, err)
	facts, err := json.Marshal(household())
	require.NoError(t, err)
	policy, err := json.Marshal(noticedPolicy())
	require.NoError(t, err)
	of := rule.Subject{Case: "1", Month: unit.MustParseMonth("2023-08")}
	d, err := Relief.UnderNotice(noticedPolicy(), cityNotice()).Explain(household())
	require.NoError(t, err)
	want, err := d.For(of).AppendJSON(nil)
	require.NoError(t, err)

	got, err := catalog.ExplainNotice(of, Relief.ID(), []rule.Notice{cityNotice()}, policy, facts)
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
	report, err := catalog.Replay(got)
	require.NoError(t, err)
	assert.True(t, report.Holds())
	assert.Equal(t, []string{cityNotice().Document}, report.Unconfirmed)
}

func TestTheCallersParametersLieOverTheDocuments(t *testing.T) {
	catalog, err := rule.NewCatalog(Heating)
	require.NoError(t, err)
	n := cityNotice()
	n.Gives = json.RawMessage(`{"per_person":"120.00"}`)
	older := n
	older.Document, older.Gives = "样例〔2020〕1号", json.RawMessage(`{"per_person":"100.00"}`)

	from := func(parameters string, notices ...rule.Notice) (string, string) {
		record, err := catalog.ExplainNotice(rule.Subject{}, Heating.ID(), notices, []byte(parameters), []byte(`{"persons":3}`))
		require.NoError(t, err)
		var r struct {
			Parameters struct {
				Each string `json:"per_person"`
			} `json:"parameters"`
			Origins []rule.Origin `json:"origins"`
		}
		require.NoError(t, json.Unmarshal(record, &r))
		return r.Parameters.Each, string(r.Origins[0].From)
	}
	each, origin := from("", n)
	assert.Equal(t, [2]string{"120.00", "notice"}, [2]string{each, origin})
	each, origin = from(`{"per_person":"90.00"}`, n)
	assert.Equal(t, [2]string{"90.00", "caller"}, [2]string{each, origin})
	each, _ = from("", n, older)
	assert.Equal(t, "120.00", each, "the first document counts")
	each, _ = from(`{"per_person":"80.00"}`)
	assert.Equal(t, "80.00", each, "no document")
}

func TestABadDocumentByTheDoorIsNamed(t *testing.T) {
	catalog, err := rule.NewCatalog(Heating)
	require.NoError(t, err)
	for _, c := range []struct {
		gives string
		code  rule.Code
		field string
	}{
		{`{`, rule.Syntax, "notices[0].gives"},
		{`{"per_person":"1.00","wrong":"1"}`, rule.UnknownField, "notices[0].gives.wrong"},
		{`{"per_person":"-1.00"}`, rule.Range, "notices[0].gives.per_person"},
	} {
		n := cityNotice()
		n.Gives = json.RawMessage(c.gives)
		_, err := catalog.ExplainNotice(rule.Subject{}, Heating.ID(), []rule.Notice{n}, nil, []byte(`{"persons":3}`))
		faults := rule.Faults(err)
		require.NotEmpty(t, faults, c.gives)
		assert.Equal(t, rule.OfParameters, faults[0].Part, c.gives)
		assert.Equal(t, c.code, faults[0].Code, c.gives)
		assert.Equal(t, c.field, faults[0].Field, c.gives)
	}
	n := cityNotice()
	n.Gives = json.RawMessage(`{"per_person":"-1.00"}`)
	_, err = catalog.ExplainNotice(rule.Subject{}, Heating.ID(), []rule.Notice{n}, nil, []byte(`{"persons":3}`))
	assert.Contains(t, rule.Faults(err)[0].In(rule.Chinese), n.Document+"规定的参数 ")
	assert.Contains(t, rule.Faults(err)[0].In(rule.English), "parameter given by "+n.Document)
	n.Gives = json.RawMessage(`{"per_person":"120.00"}`)
	_, err = catalog.ExplainNotice(rule.Subject{}, Heating.ID(), []rule.Notice{n}, []byte(`{"per_person":"-2.00"}`), []byte(`{"persons":3}`))
	assert.Equal(t, "per_person", rule.Faults(err)[0].Field, "what the caller gave is the caller's")
	_, err = catalog.ExplainNotice(rule.Subject{}, Heating.ID(), []rule.Notice{cityNotice()}, []byte(`[`), []byte(`{"persons":3}`))
	assert.ErrorIs(t, err, rule.Syntax)
	_, err = catalog.ExplainNotice(rule.Subject{}, "no.such", nil, nil, nil)
	assert.ErrorIs(t, err, rule.UnknownRule)
}

// A service finds the document that holds in the case's area and month, in a book of package dated,
// and has any rule answer under it.
func ExampleCatalog_ExplainNotice() {
	catalog, err := rule.NewCatalog(Heating)
	if err != nil {
		fmt.Println(err)
		return
	}
	notice := rule.Notice{
		Document: "样例〔2023〕1号", Area: "样例市", Since: unit.MustParseMonth("2023-11"), Published: unit.MustParseDay("2023-10-20"),
		Gives: json.RawMessage(`{"per_person":"120.00"}`),
	}
	record, err := catalog.ExplainNotice(rule.Subject{Case: "0001", Month: unit.MustParseMonth("2023-12")},
		"sample.heating", []rule.Notice{notice}, nil, []byte(`{"persons":3}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	var d struct {
		Origins []rule.Origin
		Answer  HeatingAnswer
	}
	if err := json.Unmarshal(record, &d); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Answer.Subsidy, d.Origins[0].Path, d.Origins[0].From, d.Origins[0].Notice)
	// Output: 360.00 per_person notice 样例〔2023〕1号
}
