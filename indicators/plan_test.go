package indicators_test

import (
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestHuainansTablesArePlans(t *testing.T) {
	for _, p := range []indicators.Plan{indicators.Huainan(), indicators.Previous()} {
		require.NoError(t, p.Check())
		raw, err := json.Marshal(p)
		require.NoError(t, err)
		back, err := indicators.ParsePlan(raw)
		require.NoError(t, err)
		again, err := json.Marshal(back)
		require.NoError(t, err)
		assert.Equal(t, string(raw), string(again))
	}
	p := indicators.Huainan()
	assert.Len(t, p.Indicators, 20)
	assert.Len(t, indicators.Previous().Indicators, 17)
	assert.Equal(t, []int{2020, 2023, 2025}, []int{p.BaseYear, p.MidYear, p.TargetYear})
	assert.Equal(t, p.TargetYear, seeds.MustFigure("final-evaluation").Year(), "the final evaluation is in the year of the targets")
	binding := 0
	for _, in := range p.Indicators {
		if in.Attribute == indicators.Binding {
			binding++
		}
	}
	assert.Equal(t, 9, binding, "T2.1, 2, 3, 5, 7, 9, 16, 17 and 18")
}

func TestOtherPlansGetAllOfIt(t *testing.T) {
	city := load(t, "city-15.json")
	ev, err := indicators.Evaluate(&city, 2028, []indicators.Observation{value("A1", 2028, "43.9"), value("A2", 2028, "14"), value("A3", 2028, "500000")}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Lags, ev.Verdict, "20 + 40 × 3 ÷ 5 = 44 > 43.9")
	ev, err = indicators.Evaluate(&city, 2028, []indicators.Observation{value("A1", 2028, "43.9")}, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, indicators.Passes, ev.Verdict, "20 × 3^(3/5) = 38.66 < 43.9")
	audit, err := indicators.AuditGrowth(&city)
	require.NoError(t, err)
	require.Len(t, audit, 1)
	assert.Equal(t, indicators.ByCompound, audit[0].Reading, "3^(1/5) − 1 = 24.57 %")
	county := load(t, "county-quick.json")
	sub := value("2", 2024, "910")
	sub.Inputs = []indicators.Input{{Name: "allowance", Value: num("700")}, {Name: "consumption", Value: num("18000")}}
	ev, err = indicators.Evaluate(&county, 2024, []indicators.Observation{value("1", 2024, "28.5"), sub, value("3", 2024, "1.5")}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Passes, ev.Verdict)
	assert.Equal(t, indicators.OnTrack, ev.Rows[2].Status, "−1.5 + 4.5 × 2 ÷ 3 = 1.5")
}

func TestParsePlanNamesRowAndField(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join("testdata", "county-quick.json"))
	require.NoError(t, err)
	good := string(raw)
	for _, c := range []struct {
		old, new, field string
		want            error
	}{
		{`"low": "28.5"`, `"low": "36"`, "indicators[0].target.low", rule.Range},
		{`"low": "28.5", `, ``, "indicators[0].target.low", rule.Missing},
		{`"kind": "band"`, `"kind": "bend"`, "indicators[0].target.kind", rule.Invalid},
		{`"kind": "band", `, `"kind": "band", "value": "1", `, "indicators[0].target.value", rule.Invalid},
		{`"attribute": "anticipatory", `, ``, "indicators[2].attribute", rule.Missing},
		{`"id": "3"`, `"id": "1"`, "indicators[2].id", rule.Duplicate},
		{`"id": "3"`, `"id": "1 "`, "indicators[2].id", rule.Invalid},
		{`"id": "3"`, `"id": "1\u200b"`, "indicators[2].id", rule.Invalid},
		{`"id": "3"`, `"id": " "`, "indicators[2].id", rule.Missing},
		{`"of": "consumption"`, `"of": "allowance "`, "indicators[1].target.at_least[1].of", rule.Invalid},
		{`"base": "-1.5"`, `"base": -1.5`, "indicators[2].base", rule.Syntax},
		{`"scale": "10000"`, `"scale": "0"`, "indicators[2].scale", rule.Range},
		{`"of": "consumption"`, `"of": ""`, "indicators[1].target.at_least[1].of", rule.Missing},
		{`"target_year": 2025`, `"target_year": 2022`, "target_year", rule.Range},
		{`"mid_year": 2024`, `"mid_year": 2026`, "mid_year", rule.Range},
		{`"unit": "元/月"`, `"units": "元/月"`, "indicators[1].units", rule.UnknownField},
	} {
		altered := strings.Replace(good, c.old, c.new, 1)
		require.NotEqual(t, good, altered, c.old)
		_, err := indicators.ParsePlan([]byte(altered))
		require.ErrorIs(t, err, c.want, c.new)
		var fields []string
		for _, e := range rule.Faults(err) {
			fields = append(fields, e.Field)
		}
		assert.Contains(t, fields, c.field)
	}
}

// TestAPlanAsksForNothingThatCannotBe: no base or target beyond the range that the row itself gives,
// or beyond all of the things that it counts.
func TestAPlanAsksForNothingThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*indicators.Indicator)
		field  string
	}{
		"above max":        {func(in *indicators.Indicator) { in.Target.Value = rule.Give(num("100.01")) }, "target.value"},
		"below min":        {func(in *indicators.Indicator) { in.Target.Value = rule.Give(num("-1")) }, "target.value"},
		"a base above max": {func(in *indicators.Indicator) { in.Base = rule.Give(num("101")) }, "base"},
		"more than all": {func(in *indicators.Indicator) {
			in.Max = rule.Given[indicators.Number]{}
			in.Target.Value = rule.Give(num("120"))
		}, "target.value"},
		"more than all, range": {func(in *indicators.Indicator) {
			in.Max = rule.Give(num("500"))
			in.Target.Value = rule.Give(num("120"))
		}, "target.value"},
		"less than nothing": {func(in *indicators.Indicator) {
			in.Min = rule.Given[indicators.Number]{}
			in.Target.Value = rule.Give(num("-1"))
		}, "target.value"},
		"a band above all": {func(in *indicators.Indicator) {
			in.Max = rule.Given[indicators.Number]{}
			in.Target = indicators.Target{Kind: indicators.Band, Low: rule.Give(num("90")), High: rule.Give(num("110"))}
		}, "target.high"},
	} {
		p := indicators.Huainan()
		c.change(find(t, &p, "T2.7"))
		err := p.Check()
		require.ErrorIs(t, err, rule.Range, name)
		assert.Equal(t, "indicators[6]."+c.field, rule.Faults(err)[0].Field, name)
		_, err = indicators.AuditGrowth(&p)
		assert.ErrorIs(t, err, rule.Range, name)
	}
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	in.Max, in.Min, in.Target.Value = rule.Given[indicators.Number]{}, rule.Given[indicators.Number]{}, rule.Give(num("100"))
	assert.NoError(t, p.Check(), "all of them can be")
	in.Counted, in.Target.Value = false, rule.Give(num("120"))
	assert.NoError(t, p.Check(), "a rate of growth can be above 100 %")
}

func TestParseNumberRefuses(t *testing.T) {
	for text, want := range map[string]error{
		"": unit.Syntax, "1e3": unit.Syntax, "NaN": unit.Syntax, "５": unit.Syntax, "+1": unit.Syntax, "01": unit.Syntax, ".5": unit.Syntax, "5.": unit.Syntax, "1.2.3": unit.Syntax,
		"1000000000000000": unit.Range, "0.0000000001": unit.Inexact, strings.Repeat("9", 500): unit.Range,
	} {
		_, err := indicators.ParseNumber(text)
		assert.ErrorIs(t, err, want, text)
	}
	n, err := indicators.ParseNumber("-0.500")
	require.NoError(t, err)
	assert.Equal(t, "-0.500", n.String(), "a figure keeps the decimals it was written with")
}

func FuzzParsePlan(f *testing.F) {
	for _, name := range []string{"city-15.json", "county-quick.json"} {
		raw, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(raw)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := indicators.ParsePlan(data)
		if err != nil {
			return
		}
		if _, err := indicators.Evaluate(&p, p.TargetYear, nil, indicators.Linear); err != nil {
			t.Fatalf("a plan that reads does not evaluate: %v", err)
		}
		if _, err := indicators.AuditGrowth(&p); err != nil {
			t.Fatalf("a plan that reads cannot be audited: %v", err)
		}
	})
}

func FuzzParseNumber(f *testing.F) {
	for _, s := range []string{"-1.5", "0", "1e3", "999999999999999.999999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, err := indicators.ParseNumber(s)
		if err != nil {
			return
		}
		want, ok := new(big.Rat).SetString(s)
		if !ok || want.Cmp(n.Rat()) != 0 {
			t.Fatalf("%q read as %v", s, n)
		}
		if back, err := indicators.ParseNumber(n.String()); err != nil || back.Cmp(n) != 0 {
			t.Fatalf("%q: %v does not read back: %v", s, n, err)
		}
	})
}

func TestACheckNamesWhatAPlanCannotHave(t *testing.T) {
	good := func() indicators.Plan { return load(t, "county-quick.json") }
	at := func(n string) rule.Given[indicators.Number] { return rule.Give(num(n)) }
	for _, c := range []struct {
		change func(*indicators.Plan)
		field  string
		want   error
	}{
		{func(p *indicators.Plan) { p.ID = "" }, "id", rule.Missing},
		{func(p *indicators.Plan) { p.BaseYear = 1899 }, "base_year", rule.Range},
		{func(p *indicators.Plan) { p.TargetYear = p.BaseYear }, "target_year", rule.Range},
		{func(p *indicators.Plan) { p.TargetYear = p.BaseYear + 51 }, "target_year", rule.Range},
		{func(p *indicators.Plan) { p.BaseYear, p.MidYear, p.TargetYear = 2198, 2199, 2200 }, "target_year", rule.Range},
		{func(p *indicators.Plan) { p.MidYear = p.BaseYear }, "mid_year", rule.Range},
		{func(p *indicators.Plan) { p.Indicators = nil }, "indicators", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators = make([]indicators.Indicator, 1001) }, "indicators", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[1].ID = "" }, "indicators[1].id", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Name = rule.Text{} }, "indicators[1].name", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Attribute = 3 }, "indicators[1].attribute", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Direction = 0 }, "indicators[1].direction", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Pool = 0 }, "indicators[1].pool", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Pool = indicators.PoolSum }, "indicators[1].pool", rule.Invalid},
		{func(p *indicators.Plan) { p.Indicators[0].Pool = indicators.PoolShare }, "indicators[0].scale", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[2].Scale = at("-1") }, "indicators[2].scale", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[2].Min, p.Indicators[2].Max = at("2"), at("1") }, "indicators[2].min", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[2].Min = at("-1") }, "indicators[2].base", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[2].Max = at("2") }, "indicators[2].target.value", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[0].Min = at("30") }, "indicators[0].target.low", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[0].Max = at("34") }, "indicators[0].target.high", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[0].Target.Kind = 0 }, "indicators[0].target.kind", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[0].Target.High = rule.Given[indicators.Number]{} }, "indicators[0].target.high", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Target.AtLeast = nil }, "indicators[1].target.at_least", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[1].Target.AtLeast = make([]indicators.Term, 101) }, "indicators[1].target.at_least", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[1].Target.AtLeast[1].Of = "allowance" }, "indicators[1].target.at_least[1].of", rule.Duplicate},
		{func(p *indicators.Plan) { p.Indicators[1].Target.AtLeast[0].Factor = num("-1") }, "indicators[1].target.at_least[0].factor", rule.Range},
		{func(p *indicators.Plan) {
			p.Indicators[1].Target.AtLeast[0].Min, p.Indicators[1].Target.AtLeast[0].Max = at("2"), at("1")
		}, "indicators[1].target.at_least[0].min", rule.Range},
		{func(p *indicators.Plan) { p.Indicators[2].Target.Value = rule.Given[indicators.Number]{} }, "indicators[2].target.value", rule.Missing},
		{func(p *indicators.Plan) { p.Indicators[2].Target.Low = at("1") }, "indicators[2].target.low", rule.Invalid},
		{func(p *indicators.Plan) { p.Indicators[2].Target.AtLeast = []indicators.Term{{Of: "x"}} }, "indicators[2].target.at_least", rule.Invalid},
	} {
		p := good()
		c.change(&p)
		err := p.Check()
		require.ErrorIs(t, err, c.want, c.field)
		var fields []string
		for _, f := range rule.Faults(err) {
			fields = append(fields, f.Field)
			assert.NotEmpty(t, f.Reason.ZH)
		}
		assert.Contains(t, fields, c.field)
	}
	for _, change := range []func(*indicators.Plan){
		func(p *indicators.Plan) {},
		func(p *indicators.Plan) { p.TargetYear = p.BaseYear + 50 },
		func(p *indicators.Plan) { p.BaseYear, p.MidYear, p.TargetYear = 1900, 1901, 1901 },
		func(p *indicators.Plan) { p.BaseYear, p.MidYear, p.TargetYear = 2198, 2199, 2199 },
		func(p *indicators.Plan) { p.Indicators[0].Target.Low = at("35") }, // a band of one figure
		func(p *indicators.Plan) { p.Indicators[1].Target.AtLeast[0].Factor = num("0") },
		func(p *indicators.Plan) { p.Indicators[2].Min, p.Indicators[2].Max = at("-1.5"), at("3") },
	} {
		p := good()
		change(&p)
		assert.NoError(t, p.Check())
	}
	many := good()
	one := many.Indicators[2]
	many.Indicators = nil
	for i := range indicators.MaxIndicators {
		one.ID = strconv.Itoa(i)
		many.Indicators = append(many.Indicators, one)
	}
	assert.NoError(t, many.Check())
	terms := good()
	terms.Indicators[1].Target.AtLeast = nil
	for i := range 100 {
		terms.Indicators[1].Target.AtLeast = append(terms.Indicators[1].Target.AtLeast, indicators.Term{Of: strconv.Itoa(i), Factor: num("1")})
	}
	assert.NoError(t, terms.Check())
	var none *indicators.Plan
	_, ok := none.Find("T2.7")
	assert.False(t, ok)
}

// TestTheEngineTakesItsFiguresFromThePlan: the same figures that the rules of the domains stand on.
func TestTheEngineTakesItsFiguresFromThePlan(t *testing.T) {
	p := indicators.Huainan()
	assert.Equal(t, []int{2020, 2023, 2025}, []int{p.BaseYear, p.MidYear, p.TargetYear})
	support := find(t, &p, "T2.2").Target.AtLeast
	assert.Zero(t, seeds.MustFigure("support-multiple").Rate().Rat().Cmp(support[0].Factor.Rat()))
	twelve := new(big.Rat).Mul(support[1].Factor.Rat(), big.NewRat(12, 1))
	assert.Zero(t, seeds.MustFigure("support-share").Rate().Rat().Cmp(twelve))
	assert.Zero(t, seeds.MustFigure("care-share").Rate().Rat().Cmp(find(t, &p, "T2.3").Target.AtLeast[0].Factor.Rat()))
	for _, row := range seeds.Table2() {
		in := find(t, &p, row.Clause().ID)
		assert.Equal(t, row.Attribute, in.Attribute, "one type")
		assert.Equal(t, row.Printed, in.Name.ZH)
		assert.Equal(t, row.Clause().Place, in.Place)
		assert.Equal(t, in.Target.Kind != indicators.Value, in.Pool == indicators.PoolNone, "standards are each county's own: %s", in.ID)
	}
	assert.Contains(t, p.Edition.ZH, seeds.Edition().Status.ZH)
	past := indicators.Previous()
	assert.Equal(t, []int{2015, 2018, 2020}, []int{past.BaseYear, past.MidYear, past.TargetYear})
	assert.NotEmpty(t, find(t, &past, "T1.1").Place.ZH)
}
