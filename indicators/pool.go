package indicators

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
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
	// Absent names, for every other indicator that is pooled, who did not report, in the order
	// of the counties. Such an
	// indicator has no observation: a missing county is not zero.
	Absent []Absence
	// NotPooled names the indicators that are each county's own, and Unpooled counts the
	// counties' observations of them. OtherYears counts observations of other years, CityOwn
	// those of the year without a county.
	NotPooled                     []string
	Unpooled, OtherYears, CityOwn int
}

// Pool 汇总 makes a city's observations of a year from its counties', as each indicator says:
// shares by adding parts and wholes, never by averaging percentages, sums by adding figures;
// what is each county's own (an average, a standard) is not pooled. Each county's observation
// is held against its row as [Plan.Assess] does, so that no impossible count of one hides the
// lack of another.
//
// Errors: [rule.Missing] for no plan, no counties or a nameless one; [rule.Duplicate] for a
// county that stands twice, or reports twice; [rule.Invalid] for an unknown county or
// indicator, a county's name with blanks around it, a figure where counts are needed or
// counts where a figure is; [rule.Range] for a year outside the plan, and for figures that
// cannot be.
func Pool(p *Plan, year int, counties []string, observations []Observation) (Pooled, error) {
	if _, err := evaluation(p, year, Linear); err != nil {
		return Pooled{}, err
	}
	var f rule.Errors
	known := namedOnce(&f, counties)
	var out Pooled
	reported := p.reported(&f, &out, year, known, observations)
	if err := f.Err(); err != nil {
		return Pooled{}, err
	}
	for i := range p.Indicators {
		in := &p.Indicators[i]
		if in.Pool == PoolNone {
			out.NotPooled = append(out.NotPooled, in.ID)
			continue
		}
		var value, part, whole decimal.Decimal
		var absent []string
		for _, c := range counties {
			o := reported[key{in.ID, c}]
			if o == nil || o.Value.IsZero() && (o.Part.IsZero() || o.Whole.IsZero()) {
				absent = append(absent, c)
				continue
			}
			value, part, whole = value.Add(decimalOf(o.Value)), part.Add(decimalOf(o.Part)), whole.Add(decimalOf(o.Whole))
		}
		if len(absent) > 0 {
			out.Absent = append(out.Absent, Absence{in.ID, absent})
			continue
		}
		o := Observation{Indicator: in.ID, Year: year}
		sum := func(field string, d decimal.Decimal) rule.Given[Number] {
			n, err := unit.NumberFromDecimal(d)
			f.Wrap(in.ID+"."+field, err)
			return rule.Give(n)
		}
		if in.Pool == PoolShare {
			o.Part, o.Whole = sum("part", part), sum("whole", whole)
		} else {
			o.Value = sum("value", value)
		}
		out.Observations = append(out.Observations, o)
	}
	if err := f.Err(); err != nil {
		return Pooled{}, err
	}
	return out, nil
}

// namedOnce refuses a list of counties in which one has no name or stands twice.
func namedOnce(f *rule.Errors, counties []string) map[string]bool {
	known := map[string]bool{}
	if len(counties) == 0 {
		f.Missing("counties")
	}
	for i, c := range counties {
		at := fmt.Sprintf("counties[%d]", i)
		switch bare := strings.TrimSpace(c); {
		case bare == "":
			f.Missing(at)
		case bare != c:
			f.Add(rule.Invalid, at, c, label("名称前后有空格，请去掉", "has blanks around its name: leave them out"))
		case known[c]:
			f.Add(rule.Duplicate, at, c, label("县区重复，会被计两次", "the county stands twice and would count twice"))
		}
		known[c] = true
	}
	return known
}

type key struct{ indicator, county string }

// reported finds what each county reported for the year, and names what cannot be.
func (p *Plan) reported(f *rule.Errors, out *Pooled, year int, known map[string]bool, observations []Observation) map[key]*Observation {
	found := map[key]*Observation{}
	rows := map[string]*pooledRow{}
	for i := range p.Indicators {
		in := &p.Indicators[i]
		rows[in.ID] = &pooledRow{in, Standing.Under(p.Row(in, Linear))}
	}
	for i := range observations {
		o := &observations[i]
		at := fmt.Sprintf("observations[%d]", i)
		row, ok := rows[o.Indicator]
		switch {
		case !ok:
			f.Add(rule.Invalid, at+".indicator", o.Indicator, noSuchIndicator)
			continue
		case o.Year != year:
			out.OtherYears++
			continue
		case o.County == "":
			out.CityOwn++
			continue
		case !known[o.County]:
			f.Add(rule.Invalid, at+".county", o.County, label("不在县区名单中", "not in the list of counties"))
			continue
		case found[key{o.Indicator, o.County}] != nil:
			f.Add(rule.Duplicate, at+".county", o.County, label("同一年度报送两次", "reported twice for the year"))
		}
		found[key{o.Indicator, o.County}] = o
		f.Wrap(at, row.fits(o))
		if row.in.Pool == PoolNone {
			out.Unpooled++
		}
	}
	return found
}

// pooledRow is an indicator with its rule, made once for all counties.
type pooledRow struct {
	in *Indicator
	r  rule.Rule[Row, Observed, Stand]
}

// fits refuses what cannot be, or does not pool.
func (row *pooledRow) fits(o *Observation) error {
	var f rule.Errors
	switch hasCounts := !o.Part.IsZero() || !o.Whole.IsZero(); {
	case row.in.Pool == PoolShare && !o.Value.IsZero():
		f.Add(rule.Invalid, "value", "", label("占比须报送分子分母，百分比不能汇总", "a share must be reported as counts: percentages do not pool"))
	case row.in.Pool == PoolSum && hasCounts:
		f.Add(rule.Invalid, "part", "", label("该指标按数值相加，不能报送分子分母", "this indicator is summed: report a figure, not counts"))
	default:
		facts, _, err := row.in.Facts(o)
		f.Wrap("", err)
		if err == nil {
			_, err = row.r.Eval(facts)
			f.Wrap("", err)
		}
	}
	return f.Err()
}

func decimalOf(g rule.Given[Number]) decimal.Decimal {
	n, _ := g.Get()
	return n.Decimal()
}
