package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

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

func TestEveryRowOfAnEvaluationIsExplained(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{value("T2.7", 2023, "44"), {Indicator: "T2.17", Year: 2023, Achieved: true}}, 0)
	require.NoError(t, err)
	assert.Equal(t, indicators.Linear, ev.Method)
	catalog, err := rule.NewCatalog(indicators.Rules()...)
	require.NoError(t, err)
	for _, row := range ev.Rows {
		d, err := ev.Explain(row.Indicator.ID)
		require.NoError(t, err)
		assert.Equal(t, row.Stand, d.Answer, row.Indicator.ID)
		assert.NoError(t, d.Verify())
		record, err := d.AppendJSON(nil)
		require.NoError(t, err)
		report, err := catalog.Replay(record)
		require.NoError(t, err)
		assert.True(t, report.Holds(), row.Indicator.ID)
		var cited []string
		for _, c := range d.Clauses {
			cited = append(cited, c.ID)
		}
		assert.Contains(t, cited, row.Indicator.ID)
		for _, o := range d.Origins {
			want := map[string]rule.From{"min": rule.FromLibrary, "max": rule.FromLibrary, "counted": rule.FromLibrary, "method": rule.FromLibrary}[o.Path]
			if want == "" {
				want = rule.FromPlan
			}
			assert.Equal(t, want, o.From, "%s %s", row.Indicator.ID, o.Path)
		}
	}
	d, err := ev.Explain("T2.7") // due in the year of the table's column
	require.NoError(t, err)
	assert.Contains(t, d.Text(rule.Chinese), "“2025年目标值”")
	_, err = ev.Explain("T9.9")
	assert.ErrorIs(t, err, rule.Invalid)
	var none indicators.Evaluation
	_, err = none.Explain("T2.7")
	assert.ErrorIs(t, err, rule.Missing)
	assert.NotPanics(t, func() { none.Markdown(rule.Chinese); none.Report(); none.Decided(); none.FurthestBehind() })
}

// TestAnotherPlansRowCitesNothingOfHuainan: neither its clauses nor its edition.
func TestAnotherPlansRowCitesNothingOfHuainan(t *testing.T) {
	city := load(t, "city-15.json")
	ev, err := indicators.Evaluate(&city, 2028, []indicators.Observation{value("A1", 2028, "43.9")}, indicators.Linear)
	require.NoError(t, err)
	d, err := ev.Explain("A1")
	require.NoError(t, err)
	assert.Empty(t, d.Clauses)
	assert.Zero(t, d.Edition)
	for _, n := range ev.Notes() {
		assert.NotContains(t, n.ZH, "淮南")
	}
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	in.Target.Value = rule.Give(num("50"))
	o := value("T2.7", 2025, "50")
	changed, err := p.Explain(in, 2025, &o, indicators.Linear)
	require.NoError(t, err)
	for _, o := range changed.Origins {
		if o.Path == "target" {
			assert.Equal(t, rule.FromCaller, o.From)
			assert.Equal(t, "55", o.Plan)
		}
	}
}

func TestObservationsThatAreNotUsedAreCounted(t *testing.T) {
	p := indicators.Huainan()
	own := value("T2.7", 2023, "44")
	county := with(own, func(o *indicators.Observation) { o.County = "寿县" })
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{own, county, county, value("T2.7", 2022, "30"), value("T2.7", 2032, "30"), value("T2.8", 2021, "1")}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Unused{OtherYears: 3, Counties: 2}, ev.Unused)
	assert.Equal(t, indicators.Tally{Behind: 1, NoData: 19}, ev.All)
	var notes string
	for _, n := range ev.Notes() {
		notes += n.ZH + n.EN
	}
	assert.Contains(t, notes, "其他年度的数据3条")
	assert.Contains(t, notes, "2 observations of counties")
	assert.Equal(t, ev.Unused, ev.Report().Unused)
	ev, err = indicators.Evaluate(&p, 2023, []indicators.Observation{county, value("T2.7", 2022, "30")}, indicators.Linear)
	require.NoError(t, err)
	assert.Len(t, ev.Notes(), 4, "one of each is said too")
	ev, err = indicators.Evaluate(&p, 2023, []indicators.Observation{own}, indicators.Compound)
	require.NoError(t, err)
	assert.Len(t, ev.Notes(), 2)
	assert.Contains(t, ev.Notes()[1].ZH, "等比测算")
}

func TestTheVerdictCountsBindingIndicators(t *testing.T) {
	p := indicators.Huainan()
	all := func(year int) (out []indicators.Observation) {
		for _, in := range p.Indicators {
			o := reached(in)
			o.Year = year
			out = append(out, o)
		}
		return out
	}
	for _, c := range []struct {
		year   int
		change map[string]indicators.Observation
		want   indicators.Verdict
		says   string
		tally  indicators.Tally
	}{
		{2023, nil, indicators.Passes, "中期评估：约束性指标9项均已达目标", indicators.Tally{Met: 9}},
		{2022, nil, indicators.Passes, "年度评估：约束性指标9项均已达目标", indicators.Tally{Met: 9}},
		{2025, nil, indicators.Passes, "终期评估：约束性指标9项均已达目标", indicators.Tally{Met: 9}},
		{2023, map[string]indicators.Observation{"T2.16": value("T2.16", 2023, "99.9"), "T2.1": value("T2.1", 2023, "36"), "T2.7": value("T2.7", 2023, "50")}, indicators.Passes,
			"中期评估：约束性指标9项中1项高于区间、1项未到期、1项符合参考进度、6项已达目标", indicators.Tally{Met: 6, NotDue: 1, Above: 1, OnTrack: 1}},
		{2023, map[string]indicators.Observation{"T2.7": value("T2.7", 2023, "40"), "T2.5": {Indicator: "T2.5", Year: 2023}}, indicators.Lags,
			"中期评估：约束性指标9项中1项滞后于参考进度、1项未填报、7项已达目标", indicators.Tally{Met: 7, Behind: 1, NoData: 1}},
		{2025, map[string]indicators.Observation{"T2.7": value("T2.7", 2025, "40"), "T2.5": {Indicator: "T2.5", Year: 2025, Achieved: true}}, indicators.Fails,
			"终期评估：约束性指标9项中1项未达目标、1项仅申报、7项已达目标", indicators.Tally{Met: 7, Missed: 1, Declared: 1}},
		{2025, map[string]indicators.Observation{"T2.5": {Indicator: "T2.5", Year: 2025, Achieved: true}}, indicators.CannotTell,
			"终期评估：约束性指标9项中1项仅申报、8项已达目标，尚不能判断", indicators.Tally{Met: 8, Declared: 1}},
	} {
		obs := all(c.year)
		for i := range obs {
			if o, ok := c.change[obs[i].Indicator]; ok {
				obs[i] = o
			}
		}
		ev, err := indicators.Evaluate(&p, c.year, obs, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, c.want, ev.Verdict, c.says)
		assert.Equal(t, c.says, ev.Headline().ZH)
		assert.NotEmpty(t, ev.Headline().EN)
		assert.Equal(t, c.tally, ev.Binding, c.says)
	}
	past := indicators.Previous()
	ev, err := indicators.Evaluate(&past, 2018, nil, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, "中期评估：没有约束性指标", ev.Headline().ZH)
}

// TestAllDeclaredIsNotPassed: nine declarations without a figure once passed the final evaluation.
func TestAllDeclaredIsNotPassed(t *testing.T) {
	p := indicators.Huainan()
	var obs []indicators.Observation
	for _, in := range p.Indicators {
		obs = append(obs, indicators.Observation{Indicator: in.ID, Year: 2025, Achieved: true})
	}
	ev, err := indicators.Evaluate(&p, 2025, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.CannotTell, ev.Verdict)
	assert.Equal(t, indicators.Tally{Declared: 20}, ev.All)
	assert.Len(t, ev.Deciding, 9)
	for _, row := range ev.Report().Rows {
		assert.Equal(t, indicators.Declared, row.Status)
		assert.Equal(t, "仅申报实现目标，没有数据可核", row.Reason.ZH)
	}
}

func TestImpossibleFiguresGiveNoVerdict(t *testing.T) {
	p := indicators.Huainan()
	counts := func(id, part, whole string) indicators.Observation {
		return indicators.Observation{Indicator: id, Year: 2025, Part: rule.Give(num(part)), Whole: rule.Give(num(whole))}
	}
	ev, err := indicators.Evaluate(&p, 2025, []indicators.Observation{
		counts("T2.7", "23001", "23000"), counts("T2.5", "1.5", "2"), value("T2.20", 2025, "-5"), value("T2.8", 2025, "150"), value("T2.12", 2025, "3500"),
		counts("T2.14", "1", "2"), with(counts("T2.9", "1", "2"), func(o *indicators.Observation) { o.Value = rule.Give(num("50")) }),
	}, indicators.Linear)
	var fields []string
	for _, f := range rule.Faults(err) {
		fields = append(fields, f.Field)
	}
	assert.Equal(t, []string{"T2.5.part", "T2.7.part", "T2.8.value", "T2.9.value", "T2.12.value", "T2.14.part", "T2.20.value"}, fields, "each named, in the plan's order")
	assert.Zero(t, ev.Verdict)
	assert.Empty(t, ev.Rows)
	twice := value("T2.3", 2025, "120")
	twice.Inputs = []indicators.Input{{Name: "support", Value: num("1000")}, {Name: "support", Value: num("2000")}, {Name: "consumption", Value: num("9000")}}
	_, err = indicators.Evaluate(&p, 2025, []indicators.Observation{twice}, indicators.Linear)
	assert.ErrorIs(t, err, rule.Duplicate)
	assert.ErrorIs(t, err, rule.UnknownField)
	assert.Contains(t, err.Error(), "T2.3.inputs[1].name")
}

func TestTheFurthestBehindIsMeasuredByItsWay(t *testing.T) {
	p := load(t, "city-15.json")
	ev, err := indicators.Evaluate(&p, 2030, []indicators.Observation{
		value("A3", 2030, "1"),  // no base: its way cannot be measured, so it stands last
		value("A1", 2030, "50"), // 10 of 40
		value("A2", 2030, "13"), // 3 of 10, lower is better
	}, indicators.Linear)
	require.NoError(t, err)
	var ids []string
	for _, a := range ev.FurthestBehind() {
		ids = append(ids, a.Indicator.ID)
	}
	assert.Equal(t, []string{"A2", "A1", "A3"}, ids)
	same := growthPlan("5", "5", "0", 2)
	second := same.Indicators[0]
	second.ID = "2"
	same.Indicators = append(same.Indicators, second)
	ev, err = indicators.Evaluate(&same, 2022, []indicators.Observation{value("1", 2022, "4"), value("2", 2022, "3")}, indicators.Linear)
	require.NoError(t, err)
	require.Len(t, ev.FurthestBehind(), 2)
	assert.Equal(t, "1", ev.FurthestBehind()[0].Indicator.ID, "no way between equal figures: in the plan's order")
}

// TestAnObservationIsOfAYear: what is no year is a slip of the hand, and not an observation of some other year.
func TestAnObservationIsOfAYear(t *testing.T) {
	p := indicators.Huainan()
	for _, year := range []int{0, -2023, 23, 1899, 2200, 20_223, 45_291} {
		obs := []indicators.Observation{{Indicator: "T2.7", Year: year, Value: rule.Give(num("46"))}}
		_, err := indicators.Evaluate(&p, 2023, obs, indicators.Linear)
		require.ErrorIs(t, err, rule.Range, year)
		f := rule.Faults(err)[0]
		assert.Equal(t, "observations[0].year", f.Field)
		assert.Equal(t, rule.Text{ZH: "应为年份，即1900至2199之间的四位数字，如2020", EN: "must be a year: four digits from 1900 to 2199, as 2020"}, f.Reason)
		_, err = indicators.EvaluateCounties(&p, 2023, []string{"寿县"}, obs, indicators.Linear)
		assert.ErrorIs(t, err, rule.Range, year)
	}
	ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{{Indicator: "T2.7", Year: 1900, Value: rule.Give(num("46"))}, {Indicator: "T2.7", Year: 2199, Value: rule.Give(num("46"))}}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Unused{OtherYears: 2}, ev.Unused)
}
