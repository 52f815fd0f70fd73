package rule_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// A rule of your own is its types, its steps with their formulas, and one function: see the
// file heating_test.go. Every step is proved from its formula.
func Example() {
	r := Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
	d, err := r.Explain(HeatingFacts{Persons: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.Answer.Subsidy)
	for _, s := range d.Steps {
		fmt.Println(s.Label.EN, "=", s.Formula, "=", s.Value)
	}
	fmt.Println(d.Verify())
	_, err = r.Eval(HeatingFacts{Persons: -1})
	fmt.Println(err)
	// Output:
	// 360.00
	// heating subsidy = {per_person} × {persons} = 360.00
	// <nil>
	// sample.heating: facts.persons: -1: must be at least 0 and at most 127
}

func ExampleNew() {
	d := heatingDefinition()
	d.Steps = []*rule.Term{{ID: "subsidy", Label: rule.Text{ZH: "补贴", EN: "subsidy"}, Formula: "{per_person} + {persons}"}}
	_, err := rule.New(d)
	fmt.Println(err)
	// Output:
	// sample.heating: Steps[0](subsidy).Formula: {per_person} + {persons}: formula "{per_person} + {persons}", at character 14: an amount of money and a count do not go together in "+"
}

func ExampleRule_Eval() {
	_, err := Heating.Eval(HeatingFacts{Persons: 3})
	fmt.Println(errors.Is(err, rule.NoParameters))
	out, err := heating().Eval(HeatingFacts{Persons: 3})
	fmt.Println(out.Subsidy, err)
	// Output:
	// true
	// 360.00 <nil>
}

func ExampleRule_EvalAll() {
	out, err := heating().EvalAll(nil, []HeatingFacts{{Persons: 1}, {Persons: -1}, {Persons: 2}})
	fmt.Println(out[0].Subsidy, out[2].Subsidy)
	fmt.Println(err)
	// Output:
	// 120.00 240.00
	// 1 bad row; row 1: sample.heating: facts.persons: -1: must be at least 0 and at most 127
}

func ExampleRule_Each() {
	cases := slices.Values([]HeatingFacts{{Persons: 1}, {Persons: 2}})
	for out, err := range heating().Each(context.Background(), cases, rule.Batch{Workers: 2}) {
		fmt.Println(out.Subsidy, err)
	}
	// Output:
	// 120.00 <nil>
	// 240.00 <nil>
}

// Any rule of a catalog answers by its id, from JSON to JSON.
func ExampleCatalog_Eval() {
	catalog, err := rule.NewCatalog(Heating, Relief)
	if err != nil {
		fmt.Println(err)
		return
	}
	answer, err := catalog.Eval("sample.heating", []byte(`{"per_person":"120.00"}`), []byte(`{"persons":3}`))
	fmt.Println(string(answer), err)
	_, err = catalog.Eval("sample.relief", nil, []byte(`{"area":"城市","members":[{"income":"１２"}]}`))
	fmt.Println(rule.Faults(err).In(rule.Chinese))
	// Output:
	// {"subsidy":"360.00"} <nil>
	// sample.relief：申报核对信息：成员1 月收入（元）：１２：第1个字符是全角数字“１”：请改用半角数字1
}

func ExampleCatalog_Replay() {
	catalog, err := rule.NewCatalog(Heating)
	if err != nil {
		fmt.Println(err)
		return
	}
	d, _ := heating().Explain(HeatingFacts{Persons: 3})
	record, _ := json.Marshal(d)
	report, err := catalog.Replay(record)
	fmt.Println(report.Holds(), err)
	// Output: true <nil>
}

// A list of records is sealed, so that one that is missing shows.
func ExampleSealRecords() {
	var records []json.RawMessage
	for i, facts := range []HeatingFacts{{Persons: 3}, {Persons: 3}, {Persons: 1}} {
		d, err := heating().Explain(facts)
		if err != nil {
			fmt.Println(err)
			return
		}
		record, _ := d.For(rule.Subject{Case: fmt.Sprintf("H-%d", i+1)}).AppendJSON(nil)
		records = append(records, record)
	}
	seal, err := rule.SealRecords(slices.Values(records))
	fmt.Println(seal.Count, err)
	fmt.Println(seal.Check(slices.Values(records[:2])))
	// Output:
	// 3 <nil>
	// records: 2: 3 were sealed: some are missing, or too many
}

func ExampleErrors() {
	check := func(p HeatingPolicy) error {
		var f rule.Errors
		if p.PerPerson.IsZero() {
			f.Missing("per_person")
		}
		return f.Err()
	}
	err := check(HeatingPolicy{})
	fmt.Println(errors.Is(err, rule.Missing), err)
	// Output: true per_person: not given
}

func ExampleGiven() {
	h := Household{Property: rule.Give(unit.Yuan(12_000))}
	property, known := h.Property.Get()
	fmt.Println(property, known)
	column, _ := h.Property.Value() // as database/sql asks
	fmt.Println(column)
	column, _ = rule.Given[unit.Money]{}.Value()
	fmt.Println(column)
	// Output:
	// 12000.00 true
	// 12000.00
	// <nil>
}

func ExampleEnum() {
	var a Area
	fmt.Println(a.UnmarshalText([]byte("农村")), a, a.Label().EN)
	fmt.Println(a.UnmarshalText([]byte("desert")))
	// Output:
	// <nil> rural Rural
	// desert: no such choice; there are rural, urban
}

func ExampleCells_Bind() {
	var in HeatingFacts
	err := rule.Cells{{Path: "persons", Text: "3"}}.Bind(&in, nil)
	fmt.Println(in.Persons, err)
	// Output: 3 <nil>
}
