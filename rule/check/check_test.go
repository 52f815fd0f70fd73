package check_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/check/checktest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func title(s string) rule.Text { return rule.Text{ZH: "样本：" + s, EN: "Sample: " + s} }

func clause(id, quote string) rule.Clause {
	return rule.Clause{ID: id, Quote: quote, Place: rule.Text{ZH: "样本", EN: "sample"}}
}

// Rooms counts rooms with a ramp.
type Rooms struct {
	Ramp  int64 `json:"ramp" zh:"有坡道的房间（间）" en:"rooms with a ramp" range:"[0,9007199254740991]"`
	Total int64 `json:"total" zh:"房间总数（间）" en:"rooms" range:"[0,9007199254740991]"`
}

func (r Rooms) Counts() (part, whole int64)      { return r.Ramp, r.Total }
func (r *Rooms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// Helpers counts helpers for persons.
type Helpers struct {
	Helpers int64 `json:"helpers" zh:"帮手（名）" en:"helpers" range:"[0,1099511627776]"`
	Persons int64 `json:"persons" zh:"老人（名）" en:"persons" range:"[1,1099511627776]"`
}

func (h Helpers) Counts() (n, of int64)            { return h.Helpers, h.Persons }
func (h *Helpers) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

// Outlets counts outlets.
type Outlets struct {
	Outlets int64 `json:"outlets" zh:"网点（个）" en:"outlets" range:"[0,9007199254740991]"`
}

func (o Outlets) Count() int64                     { return o.Outlets }
func (o *Outlets) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, o) }

// Area is an area.
type Area struct {
	Area unit.Number `json:"area" zh:"面积（㎡）" en:"area (m²)" range:"[0,)"`
}

func (a Area) Measure() unit.Number             { return a.Area }
func (a *Area) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, a) }

// Fund is an amount of money.
type Fund struct {
	Fund unit.Money `json:"fund" zh:"资金（元）" en:"fund (yuan)" range:"[0,)"`
}

func (f Fund) Measure() unit.Money              { return f.Fund }
func (f *Fund) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

// Premises are floor area for households.
type Premises struct {
	Area       unit.Number `json:"area" zh:"用房面积（㎡）" en:"floor area (m²)" range:"[0,)"`
	Households int64       `json:"households" zh:"户数" en:"households" range:"[0,1099511627776]"`
}

func (p Premises) Provided() (unit.Number, int64)   { return p.Area, p.Households }
func (p *Premises) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Green is a part of an area.
type Green struct {
	Green unit.Number `json:"green" zh:"绿地面积（㎡）" en:"green area (m²)" range:"[0,)"`
	Total unit.Number `json:"total" zh:"总面积（㎡）" en:"total area (m²)" range:"[0,)"`
}

func (g Green) Provided() (part, whole unit.Number) { return g.Green, g.Total }
func (g *Green) UnmarshalJSON(data []byte) error    { return rule.Unmarshal(data, g) }

var (
	ramps    = check.Share[Rooms]{ID: "sample.ramps", Title: title("ramps"), Basis: []rule.Clause{clause("S1", "≥55"), clause("S2", "不低于55%")}, Rate: unit.Percent(55), Due: 2025}
	fixed    = ramps.Rule()
	growing  = check.Growing(check.Share[Rooms]{ID: "sample.growing", Title: title("growing"), Basis: ramps.Basis, Rate: unit.Percent(55), Due: 2025, DueBy: clause("S3", "到2025年")})
	vacant   = check.AtMost(check.Share[Rooms]{ID: "sample.vacant", Title: title("vacant"), Basis: []rule.Clause{clause("S4", "≤30")}, Rate: unit.Percent(30)})
	county   = check.Quota[Helpers]{ID: "sample.quota", Title: title("quota"), Basis: []rule.Clause{clause("S5", "每千名1名")}, Least: 1, Per: 1000, Due: 2025}.Rule()
	staff    = check.Quota[Helpers]{ID: "sample.band", Title: title("band"), Basis: []rule.Clause{clause("S6", "3—5名")}, Least: 3, Most: 5}.Band()
	network  = check.Level[Outlets]{ID: "sample.level", Title: title("level"), Basis: []rule.Clause{clause("S7", "290")}, Level: 290, Due: 2025}.Rule()
	surpass  = check.Level[Outlets]{ID: "sample.above", Title: title("above"), Basis: []rule.Clause{clause("S8", "突破6500")}, Level: 6500, Above: true}.Rule()
	area     = check.Amount[Area, unit.Number]{ID: "sample.area", Title: title("area"), Basis: []rule.Clause{clause("S9", "300")}, Level: unit.MustParseNumber("300")}.Rule()
	premises = check.Provision[Premises, int64]{ID: "sample.premises", Title: title("premises"), Basis: []rule.Clause{clause("S11", "每百户35㎡")}, Least: unit.MustParseNumber("35"), Per: 100, Due: 2025}.Rule()
	green    = check.Provision[Green, unit.Number]{ID: "sample.green", Title: title("green"), Basis: []rule.Clause{clause("S12", "12%")}, Least: unit.MustParseNumber("12"), Per: 100, Part: true}.Rule()
	spending = check.Amount[Fund, unit.Money]{ID: "sample.fund", Title: title("fund"), Basis: []rule.Clause{clause("S10", "300元")}, Level: unit.Yuan(300)}.Rule()
)

func TestShare(t *testing.T)   { checktest.Share(t, fixed) }
func TestGrowing(t *testing.T) { checktest.Share(t, growing) }
func TestCeiling(t *testing.T) { checktest.Ceiling(t, vacant) }
func TestQuota(t *testing.T)   { checktest.Quota(t, county) }
func TestBand(t *testing.T)    { checktest.Band(t, staff) }
func TestLevel(t *testing.T)   { checktest.Level(t, network) }
func TestAbove(t *testing.T)   { checktest.Level(t, surpass) }

func TestFigure(t *testing.T) { checktest.Amount(t, area) }
func TestMoney(t *testing.T)  { checktest.Amount(t, spending) }

func TestProvision(t *testing.T)     { checktest.Provision(t, premises) }
func TestPartProvision(t *testing.T) { checktest.Provision(t, green) }

// TestAClauseIsNotCitedForAnotherFigure: the plan's 55 % is not what 30 % rests on.
func TestAClauseIsNotCitedForAnotherFigure(t *testing.T) {
	mine := growing.Under(check.Floor{Floor: unit.Percent(30)})
	d, err := mine.Explain(Rooms{Ramp: 7_590, Total: 23_000})
	require.NoError(t, err)
	assert.True(t, d.Answer.Met)
	require.Len(t, d.Clauses, 1, "the year is still that of its clause")
	assert.Equal(t, "S3", d.Clauses[0].ID)
	record, err := d.AppendJSON(nil)
	require.NoError(t, err)
	for _, id := range []string{"S1", "S2"} {
		assert.NotContains(t, string(record), id)
	}
	assert.Contains(t, d.Text(rule.Chinese), "非规划值（规划为55%）")
	assert.Regexp(t, "not the plan.s value.*55%", d.Text(rule.English))

	d, err = growing.Explain(Rooms{Ramp: 7_590, Total: 23_000})
	require.NoError(t, err)
	assert.Equal(t, []string{"S1", "S2"}, []string{d.Clauses[0].ID, d.Clauses[1].ID})
	assert.Equal(t, []rule.Origin{{Path: "floor", From: rule.FromPlan, Clause: "S1"}, {Path: "due", From: rule.FromPlan, Clause: "S3"}}, d.Origins)
	t.Log(d.Text(rule.Chinese))
	t.Log(d.Text(rule.English))
}

// TestTheYearDueIsAParameter: the decision says it, and keeps it while only the floor is
// another; the verdict does not depend on it.
func TestTheYearDueIsAParameter(t *testing.T) {
	p := fixed.Parameters()
	assert.Equal(t, check.Floor{Floor: unit.Percent(55), Due: 2025}, p)
	d, err := fixed.Explain(Rooms{Ramp: 1, Total: 2})
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "到期年份: 2025  [S1]")
	assert.NotContains(t, d.Text(rule.Chinese), "未完成")
	assert.Contains(t, d.Text(rule.Chinese), "  是否达标: 否  （须于2025年底前达到）\n", "a verdict never stands without the year")
	assert.Contains(t, d.Summary(rule.English), "  met: no  (due by the end of 2025)\n")
	for _, due := range []int{1899, 2200, -1} {
		assert.ErrorIs(t, fixed.Under(check.Floor{Floor: p.Floor, Due: due}).Err(), rule.Range, due)
	}
	assert.Equal(t, 2025, fixed.Under(check.Floor{Floor: unit.Percent(30)}).Parameters().Due, "the row's year")
	assert.Equal(t, 2030, fixed.Under(check.Floor{Floor: unit.Percent(30), Due: 2030}).Parameters().Due)
	assert.Zero(t, vacant.Parameters().Due, "a row that is due in no year")
	none, err := vacant.Explain(Rooms{Ramp: 1, Total: 2})
	require.NoError(t, err)
	assert.NotContains(t, none.Text(rule.Chinese), "年底前")
}

func TestRowsThatCannotBe(t *testing.T) {
	type loose struct{ Rooms }
	type three struct {
		Rooms
		More int64 `json:"more" zh:"又" en:"more" range:"[0,1]"`
	}
	good := ramps
	for name, make := range map[string]func(){
		"no basis":            func() { s := good; s.Basis = nil; s.Rule() },
		"no rate":             func() { s := good; s.Rate = unit.Rate{}; s.Rule() },
		"a rate above 100 %":  func() { s := good; s.Rate = unit.Percent(101); s.Rule() },
		"a year that is none": func() { s := good; s.Due = 25; s.Rule() },
		"three fields":        func() { check.Share[three]{ID: "a.b", Title: good.Title, Basis: good.Basis, Rate: good.Rate}.Rule() },
		"no quota":            func() { check.Quota[Helpers]{ID: "a.b", Title: good.Title, Basis: good.Basis}.Rule() },
		"a band upside down": func() {
			check.Quota[Helpers]{ID: "a.b", Title: good.Title, Basis: good.Basis, Least: 5, Most: 3}.Band()
		},
		"a quota's range": func() { check.Quota[Rooms]{ID: "a.b", Title: good.Title, Basis: good.Basis, Least: 5}.Rule() },
		"no level":        func() { check.Level[Outlets]{ID: "a.b", Title: good.Title, Basis: good.Basis}.Rule() },
		"an amount of no figure": func() {
			check.Amount[unranged, unit.Money]{ID: "a.b", Title: good.Title, Basis: good.Basis, Level: unit.Yuan(1)}.Rule()
		},
		"nothing to provide": func() { check.Provision[Premises, int64]{ID: "a.b", Title: good.Title, Basis: good.Basis}.Rule() },
		"for each thirty": func() {
			check.Provision[Premises, int64]{ID: "a.b", Title: good.Title, Basis: good.Basis, Least: unit.MustParseNumber("35"), Per: 30}.Rule()
		},
		"a provision for no range": func() {
			check.Provision[unrangedFor, unit.Number]{ID: "a.b", Title: good.Title, Basis: good.Basis, Least: unit.MustParseNumber("35")}.Rule()
		},
		"a provision of one field": func() {
			check.Provision[oneField, unit.Number]{ID: "a.b", Title: good.Title, Basis: good.Basis, Least: unit.MustParseNumber("35")}.Rule()
		},
	} {
		assert.Panics(t, make, name)
	}
	assert.NotPanics(t, func() { good.Rule() })
	assert.NotPanics(t, func() { check.Share[loose]{ID: "a.b", Title: good.Title, Basis: good.Basis, Rate: good.Rate}.Rule() }, "fields may be embedded")
}

type unranged struct {
	Fund unit.Money `json:"fund" zh:"资金" en:"fund"`
}

func (u unranged) Measure() unit.Money { return u.Fund }

type unrangedFor struct {
	Area  unit.Number `json:"area" zh:"面积" en:"area" range:"[0,)"`
	Total unit.Number `json:"total" zh:"总面积" en:"total"`
}

func (u unrangedFor) Provided() (unit.Number, unit.Number) { return u.Area, u.Total }

type oneField struct {
	Area unit.Number `json:"area" zh:"面积" en:"area" range:"[0,)"`
}

func (o oneField) Provided() (unit.Number, unit.Number) { return o.Area, o.Area }

// TestOnlyWhatIsWrongIsNamed: every bad count, and no good one.
func TestOnlyWhatIsWrongIsNamed(t *testing.T) {
	for _, c := range []struct {
		facts  Rooms
		fields string
	}{
		{Rooms{0, -1}, "total"}, {Rooms{5, unit.MaxCount + 1}, "total"}, {Rooms{-1, 20}, "ramp"}, {Rooms{21, 20}, "ramp"},
		{Rooms{0, 0}, "total"}, {Rooms{-1, -1}, "ramp total"}, {Rooms{unit.MaxCount + 1, 20}, "ramp"},
		{Rooms{unit.MaxCount, unit.MaxCount - 1}, "ramp"},
	} {
		_, err := fixed.Eval(c.facts)
		var fields []string
		for _, f := range rule.Faults(err) {
			fields = append(fields, f.Field)
		}
		assert.Equal(t, c.fields, strings.Join(fields, " "), "%+v", c.facts)
	}
}

// TestLabelsComeFromTheFacts: steps speak the words of the facts' tags.
func TestLabelsComeFromTheFacts(t *testing.T) {
	var zh, en []string
	for _, s := range growing.Info().Steps {
		zh, en = append(zh, s.Label.ZH), append(en, s.Label.EN)
	}
	assert.Equal(t, "有坡道的房间占房间总数的比例，达标，还差有坡道的房间，若全靠新增，需新增有坡道的房间", strings.Join(zh, "，"))
	assert.Equal(t, "rooms with a ramp as a share of rooms, met, rooms with a ramp lacking, rooms with a ramp to add, if by additions alone", strings.Join(en, ", "))
}

// TestAnswersAreReadInTheUnitOfTheFact: the unit behind a fact's label stands behind what is counted in it.
func TestAnswersAreReadInTheUnitOfTheFact(t *testing.T) {
	d, err := growing.Explain(Rooms{Ramp: 7_590, Total: 23_000})
	require.NoError(t, err)
	for _, text := range []string{d.Text(rule.Chinese), d.Summary(rule.Chinese)} {
		assert.Contains(t, text, "  缺口: 5060（间）\n  若全靠新增，需新增: 11245（间）\n")
		assert.Contains(t, text, "  应达到: 55%\n")
	}
	assert.Contains(t, d.Text(rule.English), "  shortfall: 5060\n")
	p, err := premises.Explain(Premises{Area: unit.MustParseNumber("430"), Households: 1_234})
	require.NoError(t, err)
	assert.Contains(t, p.Text(rule.Chinese), "  实际值: 430（㎡）\n  应达到: 431.9（㎡）\n  缺口: 1.9（㎡）\n")
}

// TestTheSchemaOfWhatItIsForHasNumbers: a count in a list of choices is no string.
func TestTheSchemaOfWhatItIsForHasNumbers(t *testing.T) {
	assert.Contains(t, string(premises.Info().Schema()), `"enum":[1,10,100,1000,10000,100000,1000000]`)
}

// TestTheLargestCountsAreAnswered: where only the number to add passes what can be
// counted, there is a verdict without it.
func TestTheLargestCountsAreAnswered(t *testing.T) {
	f, err := growing.Eval(Rooms{Ramp: 4953959590107545, Total: unit.MaxCount})
	require.NoError(t, err)
	assert.False(t, f.Met)
	assert.EqualValues(t, 1, f.Shortfall)
	assert.True(t, f.ToAdd.IsZero())
}
