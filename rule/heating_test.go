package rule_test

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Heating is the rule that the tests and the longer examples use: a subsidy for
// each person, with a label for every field.
type HeatingPolicy struct {
	PerPerson unit.Money `json:"per_person" zh:"每人补贴（元）"`
}
type HeatingFacts struct {
	Persons int64 `json:"persons" zh:"人数"`
}
type HeatingAnswer struct {
	Subsidy unit.Money `json:"subsidy" zh:"取暖补贴（元）"`
}

var (
	notice  = rule.Clause{ID: "sample-1", Norm: rule.Text{ZH: "示例文件", EN: "Sample notice"}}
	heads   = rule.Term{ID: "persons", Label: rule.Text{ZH: "人数", EN: "persons"}}
	perHead = rule.Term{ID: "amount", Label: rule.Text{ZH: "每人补贴", EN: "subsidy a person"}, Clause: notice}
	paid    = rule.Term{ID: "subsidy", Label: rule.Text{ZH: "补贴", EN: "subsidy"}, Formula: "{amount} × {persons}"}
)

var Heating = rule.MustNew(rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer]{
	ID: "sample.heating", Version: 1, Title: rule.Text{ZH: "取暖补贴", EN: "Heating subsidy"},
	Basis: []rule.Clause{notice},
	Kernel: func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
		var f rule.Faults
		if f.CountUpTo("persons", in.Persons, 127); f.Err() != nil {
			return HeatingAnswer{}, f.Err()
		}
		sum, err := p.PerPerson.Mul(in.Persons)
		t.Count(&heads, in.Persons)
		t.Money(&perHead, p.PerPerson)
		t.Money(&paid, sum)
		return HeatingAnswer{Subsidy: sum}, err
	},
})
