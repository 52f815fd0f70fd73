package dated_test

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Fuel is what a made-up county gives its households for heating in a winter month.
type Fuel struct {
	Amount unit.Money `json:"amount" zh:"每户补助（元）" en:"subsidy a household (yuan)" range:"(0,)"`
	// Extra is for each person beyond the third, where there is one.
	Extra unit.Money `json:"extra,omitzero" zh:"第4人起每人增加（元）" en:"for each person beyond three (yuan)" range:"[0,)"`
}

type Home struct {
	Persons int64 `json:"persons" zh:"人数" en:"persons" range:"[1,127]"`
}

type Subsidy struct {
	Subsidy unit.Money `json:"subsidy" zh:"补助（元）" en:"subsidy (yuan)"`
}

var (
	fuelNorm = rule.Clause{ID: "sample-9", Place: rule.Text{ZH: "第一条", EN: "Article 1"}, Norm: rule.Text{ZH: "示例办法", EN: "Sample measure"}}
	fuelTerm = rule.Term{ID: "subsidy", Label: rule.Text{ZH: "补助", EN: "subsidy"}, Formula: "{amount} + {extra} × max({persons} − 3, 0)", Clause: fuelNorm}
)

// FuelAid is a rule of a reader's own, whole.
var FuelAid = rule.MustNew(rule.Definition[Fuel, Home, Subsidy]{
	ID: "sample.fuel", Version: 1, Title: rule.Text{ZH: "取暖补助", EN: "Fuel subsidy"},
	Basis: []rule.Clause{fuelNorm}, Steps: []*rule.Term{&fuelTerm},
	Kernel: func(p *Fuel, in Home, t *rule.Trace) (Subsidy, error) {
		if in.Persons < 1 || in.Persons > 127 {
			return Subsidy{}, rule.Refused
		}
		extra, err := p.Extra.Mul(max(in.Persons-3, 0))
		if err != nil {
			return Subsidy{}, err
		}
		sum, err := p.Amount.Add(extra)
		t.Money(&fuelTerm, sum)
		return Subsidy{sum}, err
	},
})
