package indicators

import (
	"fmt"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Absence names the counties that did not report an indicator or, in a field None, those that
// reported 0 of 0 of it: that there is nothing of the kind.
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
	// None names, in the order of the counties, who has nothing of the kind (辖区内没有): a part of 0
	// and a whole of 0, both given. They add nothing to the city's counts, and are no absence.
	None []Absence
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
// lack of another, and so is what they come to. A county that reports 0 of 0 has nothing of the kind:
// it adds nothing, and is named.
//
// Errors: [rule.Missing] for no plan, no counties or a nameless one; [rule.Duplicate] for a
// county that stands twice, or reports twice; [rule.Invalid] for an unknown county or
// indicator, a county's name with blanks around it or a character that does not show, a figure where counts are needed or
// counts where a figure is, and a figure of the city's own that its counties' contradict;
// [rule.Range] for a year outside the plan, for an observation of what is no year, and for figures that cannot be, the city's sum included.
func Pool(p *Plan, year int, counties []string, observations []Observation) (Pooled, error) {
	if _, err := evaluation(p, year, Linear); err != nil {
		return Pooled{}, err
	}
	var f rule.Errors
	known := namedOnce(&f, counties)
	var out Pooled
	rows := p.pooledRows()
	reported, own := rows.reported(&f, &out, year, known, observations)
	if err := f.Err(); err != nil {
		return Pooled{}, err
	}
	for i := range p.Indicators {
		in := &p.Indicators[i]
		if in.Pool == PoolNone {
			out.NotPooled = append(out.NotPooled, in.ID)
			continue
		}
		var sum totals
		var absent, none []string
		for _, c := range counties {
			switch o := reported[key{in.ID, c}]; {
			case o == nil || o.Value.IsZero() && (o.Part.IsZero() || o.Whole.IsZero()):
				absent = append(absent, c)
			case in.hasNone(o):
				none = append(none, c)
			default:
				sum.add(o)
			}
		}
		if len(none) > 0 {
			out.None = append(out.None, Absence{in.ID, none})
		}
		f.Wrap(in.ID, sum.contradicts(in, own[in.ID], len(absent) == 0))
		if len(absent) > 0 {
			out.Absent = append(out.Absent, Absence{in.ID, absent})
			continue
		}
		o, err := sum.observation(in, year)
		if err == nil {
			err = rows[in.ID].fits(&o)
		}
		f.Wrap(in.ID, err)
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
		named(f, at, c)
		if known[c] {
			f.Add(rule.Duplicate, at, c, label("县区重复，会被计两次", "the county stands twice and would count twice"))
		}
		known[c] = true
	}
	return known
}

type key struct{ indicator, county string }

// pooledRows are a plan's indicators with their rules, made once for all counties.
type pooledRows map[string]*pooledRow

func (p *Plan) pooledRows() pooledRows {
	rows := pooledRows{}
	for i := range p.Indicators {
		in := &p.Indicators[i]
		rows[in.ID] = &pooledRow{in, Standing.Under(p.Row(in, Linear))}
	}
	return rows
}

// reported finds what each county reported for the year, and the city's own figures, and names
// what cannot be.
func (rows pooledRows) reported(f *rule.Errors, out *Pooled, year int, known map[string]bool, observations []Observation) (found map[key]*Observation, own map[string]*Observation) {
	found, own = map[key]*Observation{}, map[string]*Observation{}
	for i := range observations {
		o := &observations[i]
		at := fmt.Sprintf("observations[%d]", i)
		row, ok := rows[o.Indicator]
		switch {
		case !ok:
			f.Add(rule.Invalid, at+".indicator", o.Indicator, noSuchIndicator)
			continue
		case o.Year < FirstYear || o.Year > LastYear:
			f.Add(rule.Range, at+".year", strconv.Itoa(o.Year), noYear())
			continue
		case o.Year != year:
			out.OtherYears++
			continue
		case o.County == "":
			if out.CityOwn++; own[o.Indicator] != nil {
				f.Add(rule.Duplicate, at+".indicator", o.Indicator, givenTwice)
			}
			own[o.Indicator] = o
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
	return found, own
}

// pooledRow is an indicator with its rule.
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
		if err == nil && !row.in.hasNone(o) {
			_, err = row.r.Eval(facts)
			f.Wrap("", err)
		}
	}
	return f.Err()
}
