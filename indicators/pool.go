package indicators

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Absence names the counties that did not report an indicator.
type Absence struct {
	Indicator string   `json:"indicator"`
	Counties  []string `json:"counties"`
}

// Pooled 汇总 is a city's figures from its counties'.
type Pooled struct {
	// Observations are the city's, for the indicators that every county
	// reported.
	Observations []Observation
	// Absent names, for every other indicator, who did not report. Such an
	// indicator has no observation: a missing county is not zero.
	Absent []Absence
}

// Pool 汇总 makes a city's observations of a year from its counties': shares by
// adding parts and wholes, never by averaging percentages, other figures by
// adding them. Formula and band indicators are each county's own and are not
// pooled.
//
// Errors: [rule.Missing] for an empty list of counties, [rule.Invalid] for
// an observation of an unknown county or indicator or a share without its counts,
// [rule.Duplicate] for two of one county.
func Pool(p *Plan, year int, counties []string, observations []Observation) (Pooled, error) {
	var f rule.Errors
	if len(counties) == 0 {
		f.Missing("counties")
	}
	type key struct{ indicator, county string }
	known := map[string]bool{}
	for _, c := range counties {
		known[c] = true
	}
	given := map[key]*Observation{}
	for i := range observations {
		o := &observations[i]
		if o.Year != year || o.County == "" {
			continue
		}
		at := fmt.Sprintf("observations[%d].", i)
		in, ok := p.Find(o.Indicator)
		switch {
		case !ok:
			f.Add(rule.Invalid, at+"indicator", o.Indicator, rule.Text{ZH: "规划中没有该指标", EN: "the plan has no such indicator"})
			continue
		case !known[o.County]:
			f.Add(rule.Invalid, at+"county", o.County, rule.Text{ZH: "不在县区名单中", EN: "not in the list of counties"})
			continue
		case given[key{o.Indicator, o.County}] != nil:
			f.Add(rule.Duplicate, at+"county", o.County, rule.Text{ZH: "同一年度报送两次", EN: "reported twice for the year"})
		}
		if _, isShare := in.Scale.Get(); isShare && in.Target.Kind == Value && o.Part.IsZero() {
			f.Add(rule.Invalid, at+"part", "", rule.Text{ZH: "占比须报送分子分母，百分比不能汇总", EN: "a share must be reported as counts: percentages do not pool"})
		}
		given[key{o.Indicator, o.County}] = o
	}
	if err := f.Err(); err != nil {
		return Pooled{}, err
	}
	var out Pooled
	for i := range p.Indicators {
		in := &p.Indicators[i]
		if in.Target.Kind != Value {
			continue
		}
		var sums [3]decimal.Decimal // value, part, whole
		var absent []string
		for _, c := range counties {
			o := given[key{in.ID, c}]
			if o == nil || o.Value.IsZero() && (o.Part.IsZero() || o.Whole.IsZero()) {
				absent = append(absent, c)
				continue
			}
			for j, g := range []rule.Given[Number]{o.Value, o.Part, o.Whole} {
				v, _ := g.Get()
				sums[j] = sums[j].Add(v.d)
			}
		}
		if len(absent) > 0 {
			slices.Sort(absent)
			out.Absent = append(out.Absent, Absence{in.ID, absent})
			continue
		}
		o := Observation{Indicator: in.ID, Year: year}
		if _, isShare := in.Scale.Get(); isShare {
			o.Part, o.Whole = rule.Give(Number{sums[1]}), rule.Give(Number{sums[2]})
		} else {
			o.Value = rule.Give(Number{sums[0]})
		}
		out.Observations = append(out.Observations, o)
	}
	return out, nil
}
