package rule_test

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Heating is a rule of a reader's own, whole: a subsidy for each person of a household, at
// an amount that the caller sets. The examples use it, and most tests.
type HeatingPolicy struct {
	PerPerson unit.Money `json:"per_person" zh:"每人补贴（元）" en:"subsidy a person (yuan)" range:"[0,)"`
}

type HeatingFacts struct {
	Persons int64 `json:"persons" zh:"人数" en:"persons" range:"[0,127]"`
}

type HeatingAnswer struct {
	Subsidy unit.Money `json:"subsidy" zh:"取暖补贴（元）" en:"heating subsidy (yuan)"`
}

var (
	notice = rule.Clause{ID: "sample-1", Quote: "按人发放", Place: rule.Text{ZH: "第一条", EN: "Article 1"}, Norm: rule.Text{ZH: "示例文件", EN: "Sample notice"}}
	paid   = rule.Term{ID: "subsidy", Label: rule.Text{ZH: "取暖补贴", EN: "heating subsidy"}, Formula: "{per_person} × {persons}", Clause: notice}
)

func heatingDefinition() rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	return rule.Definition[HeatingPolicy, HeatingFacts, HeatingAnswer]{
		ID: "sample.heating", Version: 1, Title: rule.Text{ZH: "取暖补贴", EN: "Heating subsidy"},
		Basis: []rule.Clause{notice}, Steps: []*rule.Term{&paid},
		Kernel: func(p *HeatingPolicy, in HeatingFacts, t *rule.Trace) (HeatingAnswer, error) {
			if in.Persons < 0 || in.Persons > 127 {
				return HeatingAnswer{}, rule.Refused
			}
			sum, err := p.PerPerson.Mul(in.Persons)
			t.Money(&paid, sum)
			return HeatingAnswer{Subsidy: sum}, err
		},
	}
}

var Heating = rule.MustNew(heatingDefinition())

func heating() rule.Rule[HeatingPolicy, HeatingFacts, HeatingAnswer] {
	return Heating.Under(HeatingPolicy{PerPerson: unit.Yuan(120)})
}
