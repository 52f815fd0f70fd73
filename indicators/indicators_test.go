package indicators_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func num(s string) indicators.Number { return indicators.MustParseNumber(s) }

func value(id string, year int, v string) indicators.Observation {
	return indicators.Observation{Indicator: id, Year: year, Value: rule.Give(num(v))}
}

func load(t *testing.T, name string) indicators.Plan {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	p, err := indicators.ParsePlan(raw)
	require.NoError(t, err)
	return p
}

func find(t *testing.T, p *indicators.Plan, id string) *indicators.Indicator {
	t.Helper()
	in, ok := p.Find(id)
	require.True(t, ok, id)
	return in
}

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
	binding := 0
	for _, in := range p.Indicators {
		if in.Attribute == indicators.Binding {
			binding++
		}
	}
	assert.Equal(t, 9, binding, "T2.1, 2, 3, 5, 7, 9, 16, 17 and 18")
}

func TestMilestonesOnTheWay(t *testing.T) {
	p := indicators.Huainan()
	beds := find(t, &p, "T2.7")
	linear, err := p.Trajectory(beds, indicators.Linear)
	require.NoError(t, err)
	var got []string
	for _, m := range linear {
		got = append(got, m.Show(2))
	}
	assert.Equal(t, []string{"33", "37.4", "41.8", "46.2", "50.6", "55"}, got, "33 + 4.4 a year")
	compound, err := p.Trajectory(beds, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, "33", compound[0].Show(2))
	assert.Equal(t, "55", compound[5].Show(2))
	// 33 × (55/33)^(3/5) = 44.83…: 44.83 is below it, 44.84 above.
	assert.Equal(t, 1, compound[3].Cmp(num("44.83")))
	assert.Equal(t, -1, compound[3].Cmp(num("44.84")))
	assert.Equal(t, 1, compound[3].Cmp(num("-1")))
	from, err := p.FromHere(beds, 2023, num("40"), indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "47.5", from[1].Show(2), "40 + (55 − 40) ÷ 2")
	for _, id := range []string{"T2.1", "T2.2", "T2.5"} {
		_, err := p.Trajectory(find(t, &p, id), indicators.Linear)
		assert.Error(t, err, id)
	}
	_, err = p.FromHere(beds, 2026, num("40"), indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 1, 2, indicators.Compound)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 3, 2, indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	_, err = indicators.NewMilestone(num("0"), num("1"), 1, 2, indicators.Method(9))
	assert.ErrorIs(t, err, rule.Invalid)
}

func TestStatusesOnBothSidesOfEachThreshold(t *testing.T) {
	p := indicators.Huainan()
	for _, c := range []struct {
		id     string
		year   int
		value  string
		status indicators.Status
	}{
		{"T2.7", 2023, "46.2", indicators.OnTrack},
		{"T2.7", 2023, "46.199999999", indicators.Behind},
		{"T2.7", 2023, "55", indicators.Met},
		{"T2.7", 2025, "55", indicators.Met},
		{"T2.7", 2025, "54.999999999", indicators.Missed},
		{"T2.7", 2026, "54", indicators.Missed},
		{"T2.1", 2023, "28", indicators.Met},
		{"T2.1", 2023, "35", indicators.Met},
		{"T2.1", 2023, "35.000000001", indicators.Above},
		{"T2.1", 2025, "27.999999999", indicators.Missed},
		{"T2.5", 2023, "99", indicators.NotDue}, // no base, so nothing is due before the target year
		{"T2.5", 2025, "99", indicators.Missed},
		{"T2.5", 2023, "100", indicators.Met},
		{"T2.9", 2023, "100", indicators.Met},
		{"T2.9", 2023, "99.9", indicators.Behind},
	} {
		o := value(c.id, c.year, c.value)
		a, err := p.Assess(find(t, &p, c.id), c.year, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, c.status, a.Status, "%s %d %s", c.id, c.year, c.value)
	}
	lower := load(t, "city-15.json")
	for v, want := range map[string]indicators.Status{"14": indicators.OnTrack, "14.1": indicators.Behind, "10": indicators.Met, "9": indicators.Met} {
		o := value("A2", 2028, v) // 20 − 10 × 3 ÷ 5 = 14
		a, err := lower.Assess(find(t, &lower, "A2"), 2028, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, want, a.Status, v)
	}
}

func TestDistancesAndProgress(t *testing.T) {
	p := indicators.Huainan()
	o := value("T2.7", 2023, "44")
	a, err := p.Assess(find(t, &p, "T2.7"), 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, big.NewRat(11, 1), a.ToTarget())
	assert.Equal(t, big.NewRat(22, 10), a.ToMilestone(), "46.2 − 44")
	assert.Equal(t, big.NewRat(1, 2), a.Progress(), "(44 − 33) ÷ (55 − 33)")
	band := value("T2.1", 2023, "40")
	b, err := p.Assess(find(t, &p, "T2.1"), 2023, &band, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, big.NewRat(5, 1), b.ToTarget())
	assert.Nil(t, b.ToMilestone())
	assert.Nil(t, b.Progress())
}

func TestAFormulaTakesTheHigherBoundAndNamesWhatItLacks(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.2")
	o := value("T2.2", 2023, "1049.99")
	o.Inputs = []indicators.Input{{Name: "allowance", Value: num("700")}}
	a, err := p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NoData, a.Status)
	assert.Equal(t, []string{"consumption"}, a.Missing)
	o.Inputs = append(o.Inputs, indicators.Input{Name: "consumption", Value: num("21000")})
	a, err = p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NotDue, a.Status, "max(700 × 1.3, 21000 × 0.05) = 1050")
	assert.Equal(t, big.NewRat(1, 100), a.ToTarget())
	o.Value = rule.Give(num("1050"))
	a, err = p.Assess(in, 2023, &o, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, a.Status)
}

func TestAnObservationThatContradictsItselfIsRefused(t *testing.T) {
	p := indicators.Huainan()
	beds, outlets := find(t, &p, "T2.7"), find(t, &p, "T2.14")
	part := func(p, w string) indicators.Observation {
		return indicators.Observation{Indicator: "T2.7", Year: 2023, Part: rule.Give(num(p)), Whole: rule.Give(num(w))}
	}
	ok := part("12650", "23000")
	a, err := p.Assess(beds, 2025, ptr(with(ok, func(o *indicators.Observation) { o.Year = 2025 })), indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, a.Status)
	for name, c := range map[string]struct {
		o    indicators.Observation
		want error
	}{
		"figure and counts": {with(ok, func(o *indicators.Observation) { o.Value = rule.Give(num("55")) }), rule.Invalid},
		"empty whole":       {part("0", "0"), rule.Range},
		"negative part":     {part("-1", "2"), rule.Range},
		"another year":      {with(ok, func(o *indicators.Observation) { o.Year = 2022 }), rule.Invalid},
		"another indicator": {with(ok, func(o *indicators.Observation) { o.Indicator = "T2.8" }), rule.Invalid},
	} {
		_, err := p.Assess(beds, 2023, &c.o, indicators.Linear)
		assert.ErrorIs(t, err, c.want, name)
	}
	counts := part("1", "2")
	counts.Indicator = "T2.14"
	_, err = p.Assess(outlets, 2023, &counts, indicators.Linear)
	assert.ErrorIs(t, err, rule.Invalid, "outlets are no share")
	_, err = p.Assess(beds, 2020, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Range)
	for _, o := range []indicators.Observation{{Indicator: "T2.7", Year: 2023}, {Indicator: "T2.7", Year: 2023, Part: rule.Give(num("1"))}, {Indicator: "T2.7", Year: 2023, Whole: rule.Give(num("1"))}} {
		a, err := p.Assess(beds, 2023, &o, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, indicators.NoData, a.Status)
		assert.NotEmpty(t, a.Missing)
	}
}

func with(o indicators.Observation, change func(*indicators.Observation)) indicators.Observation {
	change(&o)
	return o
}

func ptr[T any](v T) *T { return &v }

// reached is an observation that meets the target of 2025 exactly.
func reached(in indicators.Indicator) indicators.Observation {
	o := indicators.Observation{Indicator: in.ID, Year: 2025, Value: in.Target.Value}
	switch in.Target.Kind {
	case indicators.Band:
		o.Value = in.Target.Low
	case indicators.Formula:
		o.Value = rule.Give(num("1300"))
		for _, t := range in.Target.AtLeast {
			o.Inputs = append(o.Inputs, indicators.Input{Name: t.Of, Value: num("1000")})
		}
	}
	return o
}

func TestAMissedBindingIndicatorFailsThePlanAndAnAnticipatoryOneDoesNot(t *testing.T) {
	p := indicators.Huainan()
	var all []indicators.Observation
	for _, in := range p.Indicators {
		all = append(all, reached(in))
	}
	verdict := func(change map[string]string) indicators.Evaluation {
		obs := append([]indicators.Observation(nil), all...)
		for i := range obs {
			switch v, ok := change[obs[i].Indicator]; {
			case ok && v == "":
				obs[i] = indicators.Observation{Indicator: obs[i].Indicator, Year: 2025}
			case ok:
				obs[i] = value(obs[i].Indicator, 2025, v)
			}
		}
		ev, err := indicators.Evaluate(&p, 2025, obs, indicators.Linear)
		require.NoError(t, err)
		return ev
	}
	ev := verdict(nil)
	assert.Equal(t, indicators.Passes, ev.Verdict)
	assert.Equal(t, indicators.Tally{Met: 20}, ev.All)
	ev = verdict(map[string]string{"T2.20": "89.99", "T2.10": ""})
	assert.Equal(t, indicators.Passes, ev.Verdict, "both are anticipatory")
	assert.Equal(t, indicators.Tally{Met: 9, Missed: 1, NoData: 1}, ev.Anticipatory)
	ev = verdict(map[string]string{"T2.7": "54.99", "T2.16": ""})
	assert.Equal(t, indicators.Fails, ev.Verdict)
	assert.Equal(t, []string{"T2.7"}, ev.Deciding)
	ev = verdict(map[string]string{"T2.16": ""})
	assert.Equal(t, indicators.CannotTell, ev.Verdict)
	assert.Equal(t, []string{"T2.16"}, ev.Deciding)
	obs := append([]indicators.Observation(nil), all...)
	obs[16] = indicators.Observation{Indicator: "T2.17", Year: 2025, Achieved: true}
	declared, err := indicators.Evaluate(&p, 2025, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.CannotTell, declared.Verdict, "a declaration alone proves nothing")
	assert.Equal(t, []string{"T2.17"}, declared.Deciding)
	sum := indicators.Tally{}
	for _, g := range ev.Domains {
		sum.Met += g.Met
		sum.NoData += g.NoData
	}
	assert.Equal(t, indicators.Tally{Met: 19, NoData: 1}, sum)
}

func TestEvaluateRefuses(t *testing.T) {
	p := indicators.Huainan()
	_, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.7", 2023, "40"), value("T2.7", 2023, "41")}, indicators.Linear)
	assert.ErrorIs(t, err, rule.Duplicate)
	_, err = indicators.Evaluate(&p, 2023, []indicators.Observation{value("T9.9", 2023, "40")}, indicators.Linear)
	assert.ErrorIs(t, err, rule.Invalid)
	for _, year := range []int{p.BaseYear, p.TargetYear + 1, 99_999, 0} {
		_, err = indicators.Evaluate(&p, year, nil, indicators.Linear)
		assert.ErrorIs(t, err, rule.Range, year)
	}
	_, err = indicators.Evaluate(nil, 2023, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = indicators.Evaluate(&p, 2023, nil, indicators.Method(77))
	assert.ErrorIs(t, err, rule.Invalid)
	_, err = indicators.Evaluate(&indicators.Plan{}, 2023, nil, indicators.Linear)
	assert.ErrorIs(t, err, rule.Missing)
}

func TestFurthestBehindComesFirst(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{
		value("T2.7", 2023, "44"),  // 2.2 of 22 behind: a tenth of the way
		value("T2.4", 2023, "53"),  // 10.2 of 17 behind: six tenths
		value("T2.5", 2023, "90"),  // no base: not due
		value("T2.8", 2023, "52"),  // at its milestone of 52
		value("T2.20", 2023, "88"), // 1 of 2.5: four tenths
	}, indicators.Linear)
	require.NoError(t, err)
	var ids []string
	for _, a := range ev.FurthestBehind() {
		ids = append(ids, a.Indicator.ID)
	}
	assert.Equal(t, []string{"T2.4", "T2.20", "T2.7"}, ids)
}

// TestTable1sResultsComeOutOfTheEngine: every 实现目标 and every figure of the
// column reaches its target, but for the one whose contradiction is registered.
func TestTable1sResultsComeOutOfTheEngine(t *testing.T) {
	p := indicators.Previous()
	ev, err := indicators.Evaluate(&p, 2020, indicators.PreviousResults(), indicators.Linear)
	require.NoError(t, err)
	registered := map[string]bool{}
	for _, d := range seeds.Discrepancies() {
		for _, r := range d.Readings {
			registered[r.Clause] = true
		}
	}
	for i, row := range ev.Rows {
		printed := seeds.Table1()[i].Result
		if row.Status == indicators.Missed {
			assert.Equal(t, "T1.17", row.Indicator.ID)
			assert.True(t, registered[row.Indicator.ID])
			continue
		}
		assert.Equal(t, printed.Kind == seeds.Achieved, (row.Status == indicators.Declared), row.Indicator.ID)
	}
	assert.Equal(t, indicators.Tally{Met: 6, Declared: 10, Missed: 1}, ev.All)
}

func TestPoolingAddsCountsAndNamesWhoDidNotReport(t *testing.T) {
	p := indicators.Huainan()
	obs := func(county, part, whole string) indicators.Observation {
		return indicators.Observation{Indicator: "T2.7", Year: 2023, County: county, Part: rule.Give(num(part)), Whole: rule.Give(num(whole))}
	}
	outlet := func(county, n string) indicators.Observation {
		return with(value("T2.14", 2023, n), func(o *indicators.Observation) { o.County = county })
	}
	counties := []string{"甲", "乙"}
	// 60 % of 100 and 40 % of 900: the mean is 50 %, the pooled share 42 %.
	pooled, err := indicators.Pool(&p, 2023, counties, []indicators.Observation{obs("甲", "60", "100"), obs("乙", "360", "900"), outlet("甲", "100")})
	require.NoError(t, err)
	require.Len(t, pooled.Observations, 1)
	a, err := p.Assess(find(t, &p, "T2.7"), 2023, &pooled.Observations[0], indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, big.NewRat(42, 1), a.Observed())
	assert.Equal(t, indicators.Behind, a.Status, "the mean of 50 would be on track at 46.2")
	absent := map[string][]string{}
	for _, x := range pooled.Absent {
		absent[x.Indicator] = x.Counties
	}
	assert.Equal(t, []string{"乙"}, absent["T2.14"], "not reported is not zero")
	assert.Equal(t, []string{"乙", "甲"}, absent["T2.20"])
	for name, c := range map[string]struct {
		counties []string
		obs      []indicators.Observation
		want     error
	}{
		"no counties":       {nil, nil, rule.Missing},
		"unknown county":    {counties, []indicators.Observation{obs("丙", "1", "2")}, rule.Invalid},
		"unknown indicator": {counties, []indicators.Observation{with(obs("甲", "1", "2"), func(o *indicators.Observation) { o.Indicator = "x" })}, rule.Invalid},
		"twice":             {counties, []indicators.Observation{obs("甲", "1", "2"), obs("甲", "1", "2")}, rule.Duplicate},
		"a bare percentage": {counties, []indicators.Observation{with(value("T2.7", 2023, "50"), func(o *indicators.Observation) { o.County = "甲" })}, rule.Invalid},
	} {
		_, err := indicators.Pool(&p, 2023, c.counties, c.obs)
		assert.ErrorIs(t, err, c.want, name)
	}
}

func TestGrowthAuditSaysWhichReadingGivesThePrintedFigure(t *testing.T) {
	p := indicators.Huainan()
	got := map[string]indicators.GrowthReading{}
	for _, a := range indicators.AuditGrowth(&p) {
		got[a.Indicator.ID] = a.Reading
	}
	assert.Equal(t, map[string]indicators.GrowthReading{
		"T2.7":  indicators.ByCompound, // (55/33)^(1/5) − 1 = 10.76 %
		"T2.10": indicators.ByAbsolute, // (35 − 30) ÷ 5 = 1
		"T2.11": indicators.ByTotalCut, // 2.8/2.6 − 1 = 7.69 %, cut to 7.6
		"T2.12": indicators.ByNone,     // 13.2 compounded, 17.1 on average, 85.7 in all
		"T2.14": indicators.ByCompound, // (290/276)^(1/5) − 1 = 0.99 %
	}, got)
}

func TestOtherPlansGetAllOfIt(t *testing.T) {
	city := load(t, "city-15.json")
	ev, err := indicators.Evaluate(&city, 2028, []indicators.Observation{value("A1", 2028, "43.9"), value("A2", 2028, "14"), value("A3", 2028, "500000")}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Lags, ev.Verdict, "20 + 40 × 3 ÷ 5 = 44 > 43.9")
	ev, err = indicators.Evaluate(&city, 2028, []indicators.Observation{value("A1", 2028, "43.9")}, indicators.Compound)
	require.NoError(t, err)
	assert.Equal(t, indicators.Passes, ev.Verdict, "20 × 3^(3/5) = 38.66 < 43.9")
	audit := indicators.AuditGrowth(&city)
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

func TestReportsInBothLanguages(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.7", 2023, "44")}, indicators.Linear)
	require.NoError(t, err)
	zh, en := ev.Markdown(rule.Chinese), ev.Markdown(rule.English)
	assert.Contains(t, zh, "**中期评估：有约束性指标滞后于参考进度** (T2.7)")
	assert.Contains(t, en, "**mid-term evaluation: binding indicators are behind the reference** (T2.7)")
	assert.Contains(t, zh, "| T2.7 | 养老机构护理型床位占比 | % | 约束性 | 33 | 55 | 44 | 46.2 | 滞后 | 50% | 2.2 | 11 |")
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.English))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	assert.Len(t, rows, 21)
	assert.Equal(t, "behind", rows[7][8])
	raw, err := json.Marshal(ev)
	require.NoError(t, err)
	var back indicators.Report
	require.NoError(t, json.Unmarshal(raw, &back))
	assert.Equal(t, indicators.Lags, back.Verdict)
	assert.Len(t, back.Rows, 20)
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
		indicators.AuditGrowth(&p)
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

// BenchmarkCounties assesses and pools so many counties × 20 indicators × 5 years.
func BenchmarkCounties(b *testing.B) {
	p := indicators.Huainan()
	for _, n := range []int{1_000, 10_000} {
		counties := make([]string, n)
		var obs []indicators.Observation
		for i := range counties {
			counties[i] = fmt.Sprint(i)
			for j := range p.Indicators {
				in := &p.Indicators[j]
				o := indicators.Observation{Indicator: in.ID, County: counties[i]}
				if _, isShare := in.Scale.Get(); isShare && in.Target.Kind == indicators.Value {
					o.Part, o.Whole = rule.Give(num(fmt.Sprint(40+i%60))), rule.Give(num("100"))
				} else {
					o.Value = rule.Give(num(fmt.Sprint(i % 100)))
				}
				obs = append(obs, o)
			}
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for year := 2021; year <= 2025; year++ {
					for i := range obs {
						obs[i].Year = year
						if _, err := p.Assess(&p.Indicators[i%len(p.Indicators)], year, &obs[i], indicators.Linear); err != nil {
							b.Fatal(err)
						}
					}
					if _, err := indicators.Pool(&p, year, counties, obs); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(5*len(obs)), "ns/assessment")
		})
	}
}
