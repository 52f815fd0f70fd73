package caseload

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Watched 监测家庭 is one household of the register of households in need, as it is known in a month.
type Watched struct {
	ID       string `json:"id" zh:"户编号" en:"id"`
	County   string `json:"county" zh:"县区" en:"county"`
	Township string `json:"township" zh:"乡镇（街道）" en:"township"`
	// Area says whose standards hold for it, urban or rural.
	Area      assistance.Area      `json:"area" zh:"城乡" en:"area"`
	Applicant assistance.Applicant `json:"applicant" zh:"~" en:"~"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (w *Watched) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// placed takes the blanks around the names of its place away, by which a county would be counted as two.
func (w *Watched) placed() {
	w.County, w.Township = strings.TrimSpace(w.County), strings.TrimSpace(w.Township)
}

// ClassStandards 分类标准 is what a county classifies urban and rural households by in a month: the
// entry of a book.
type ClassStandards struct {
	Urban assistance.ClassPolicy `json:"urban" zh:"城市" en:"urban"`
	Rural assistance.ClassPolicy `json:"rural" zh:"农村" en:"rural"`
}

// For gives the parameters of one side; the zero policy for an area that is neither.
func (s ClassStandards) For(a assistance.Area) assistance.ClassPolicy {
	return ofSide(a, s.Urban, s.Rural)
}

// Check refuses standards under which no household could be classified.
func (s ClassStandards) Check() error {
	var f rule.Errors
	wrapSide(&f, assistance.Urban, assistance.Classification.Under(s.Urban).Err())
	wrapSide(&f, assistance.Rural, assistance.Classification.Under(s.Rural).Err())
	return f.Err()
}

// ClassBook 分类标准册 is a book of what counties classify by.
type ClassBook = dated.Book[ClassStandards]

// classRule is [assistance.Classification] under parameters.
type classRule = rule.Rule[assistance.ClassPolicy, assistance.Applicant, assistance.Classified]

// classRules are the rules of one county in one month; err says why there are none.
type classRules struct {
	sides    [4]classRule // by area
	policies [4]assistance.ClassPolicy
	err      error
}

func classesIn(b ClassBook, month unit.Month) names[classRules] {
	return newNames(b.Areas(), func(county string) (c classRules) {
		f, err := b.At(county, month)
		if err != nil {
			c.err = err
			return c
		}
		for _, a := range []assistance.Area{assistance.Urban, assistance.Rural} {
			c.sides[a] = assistance.Classification.Under(f.Parameters.For(a))
			c.policies[a] = c.sides[a].Parameters()
			if err := c.sides[a].Err(); err != nil {
				c.err = err
			}
		}
		return c
	})
}

// classify gives the class of a household in its county's month, and the parameters.
func classify(at *names[classRules], w *Watched) (assistance.Classified, *assistance.ClassPolicy, error) {
	c := at.find(w.County)
	if c == nil {
		return assistance.Classified{}, nil, noCounty(w.County, at.list)
	}
	if c.err != nil {
		return assistance.Classified{}, nil, c.err
	}
	if !w.Area.IsValid() {
		var f rule.Errors
		f.Missing("area")
		return assistance.Classified{}, nil, f
	}
	out, err := c.sides[w.Area&3].EvalRef(&w.Applicant)
	return out, &c.policies[w.Area&3], err
}

// Threshold 临近界限 is the bound of income that a household is nearest to, of those within the amount
// that was asked for.
type Threshold struct {
	// Class is the class that the bound belongs to: extreme poverty, the allowance or its edge.
	Class assistance.Class `json:"class" zh:"界限所属类别" en:"class of the bound"`
	// Bound is in yuan a month for the household, exact.
	Bound unit.Exact `json:"bound" zh:"家庭月收入界限（元）" en:"bound of income (yuan a month)"`
	// Gap is income less bound, in yuan a month: negative below it.
	Gap unit.Exact `json:"gap" zh:"距界限（元，负数为低于）" en:"income less bound (yuan)"`
}

// near finds the nearest bound within an amount, of the classes whose limit of property the household
// keeps; of two as near the class of the greater need. The fourth class goes by spending, and
// has no bound of income a month.
func near(p *assistance.ClassPolicy, a *assistance.Applicant, within unit.Money) (Threshold, bool, error) {
	n := int64(a.Members)
	standard, err := p.Standard.Mul(n)
	if err != nil {
		return Threshold{}, false, err
	}
	counted := a.Income
	if m, given := a.SupportIncome.Get(); given {
		counted = m
	}
	var best Threshold
	found := false
	for _, t := range []struct {
		class  assistance.Class
		bound  unit.Exact
		income unit.Money
		limit  unit.Money
		asked  bool
	}{
		{assistance.ClassExtremePoverty, standard.Exact(), counted, p.SupportLimit, a.NoWorkAbility && a.NoSupporter},
		{assistance.ClassAllowance, standard.Exact(), a.Income, p.AllowanceLimit, true},
		{assistance.ClassEdge, standard.Times(p.EdgeMultiple), a.Income, p.EdgeLimit, true},
	} {
		if !t.asked || a.Property.Fen() > t.limit.Fen()*n {
			continue
		}
		gap, err := t.income.Exact().Sub(t.bound)
		if err != nil {
			return Threshold{}, false, err
		}
		size, err := absolute(gap)
		if err != nil {
			return Threshold{}, false, err
		}
		if size.CmpMoney(within) > 0 {
			continue
		}
		if found {
			had, err := absolute(best.Gap)
			if err != nil {
				return Threshold{}, false, err
			}
			if size.Cmp(had) >= 0 {
				continue
			}
		}
		best, found = Threshold{t.class, t.bound, gap}, true
	}
	return best, found, nil
}

func absolute(e unit.Exact) (unit.Exact, error) {
	if e.Sign() < 0 {
		return unit.Exact{}.Sub(e)
	}
	return e, nil
}
