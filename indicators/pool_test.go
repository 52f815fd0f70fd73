package indicators_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

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
	assert.Equal(t, []string{"甲", "乙"}, absent["T2.20"])
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
					o.Value = rule.Give(num(fmt.Sprint(min(i/50, 1) ^ 1))) // what is summed stays a city's
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

func TestPoolingRefusesWhatWouldCountWrongly(t *testing.T) {
	p := indicators.Huainan()
	of := func(county, id, v, part, whole string) indicators.Observation {
		o := indicators.Observation{Indicator: id, Year: 2025, County: county}
		for text, into := range map[string]*rule.Given[indicators.Number]{v: &o.Value, part: &o.Part, whole: &o.Whole} {
			if text != "" {
				*into = rule.Give(num(text))
			}
		}
		return o
	}
	two := []string{"寿县", "凤台县"}
	for name, c := range map[string]struct {
		counties []string
		obs      []indicators.Observation
		want     error
		field    string
	}{
		"a county twice":              {[]string{"寿县", "寿县"}, nil, rule.Duplicate, "counties[1]"},
		"a nameless county":           {[]string{"寿县", ""}, nil, rule.Missing, "counties[1]"},
		"a county of blanks":          {[]string{" "}, nil, rule.Missing, "counties[0]"},
		"blanks around a name":        {[]string{"寿县", "寿县 "}, nil, rule.Invalid, "counties[1]"},
		"a name that looks the same":  {[]string{"寿县", "寿县\u200b"}, nil, rule.Invalid, "counties[1]"},
		"a name that does not show":   {[]string{"寿县", "\u200b"}, nil, rule.Invalid, "counties[1]"},
		"a year of two digits":        {two, []indicators.Observation{with(of("寿县", "T2.7", "", "5", "10"), func(o *indicators.Observation) { o.Year = 25 })}, rule.Range, "observations[0].year"},
		"a date's serial number":      {two, []indicators.Observation{with(of("", "T2.7", "", "5", "10"), func(o *indicators.Observation) { o.Year = 45_291 })}, rule.Range, "observations[0].year"},
		"a part above its whole":      {two, []indicators.Observation{of("寿县", "T2.7", "", "20", "10"), of("凤台县", "T2.7", "", "0", "10")}, rule.Range, "observations[0].part"},
		"half a bed":                  {two, []indicators.Observation{of("寿县", "T2.7", "", "1.5", "10")}, rule.Range, "observations[0].part"},
		"a negative part":             {two, []indicators.Observation{of("寿县", "T2.7", "", "-20", "10")}, rule.Range, "observations[0].part"},
		"a whole of nothing":          {two, []indicators.Observation{of("寿县", "T2.7", "", "0", "0")}, rule.Range, "observations[0].whole"},
		"counts for a sum":            {two, []indicators.Observation{of("寿县", "T2.12", "0.3", "", ""), of("凤台县", "T2.12", "", "1", "2")}, rule.Invalid, "observations[1].part"},
		"a whole for a sum":           {two, []indicators.Observation{of("凤台县", "T2.12", "", "", "2")}, rule.Invalid, "observations[0].part"},
		"a figure for a share":        {two, []indicators.Observation{of("寿县", "T2.7", "50", "", "")}, rule.Invalid, "observations[0].value"},
		"a figure and a part":         {two, []indicators.Observation{of("寿县", "T2.7", "50", "60", "")}, rule.Invalid, "observations[0].value"},
		"3,500 for ten thousands":     {two, []indicators.Observation{of("寿县", "T2.12", "3500", "", "")}, rule.Range, "observations[0].value"},
		"a standard that cannot be":   {two, []indicators.Observation{of("寿县", "T2.2", "-1", "", "")}, rule.Range, "observations[0].value"},
		"an input nobody asks for":    {two, []indicators.Observation{with(of("寿县", "T2.14", "5", "", ""), func(o *indicators.Observation) { o.Inputs = []indicators.Input{{Name: "x"}} })}, rule.UnknownField, "observations[0].inputs[0].name"},
		"half an outlet":              {two, []indicators.Observation{of("寿县", "T2.14", "100.5", "", "")}, rule.Range, "observations[0].value"},
		"the city itself, twice":      {two, []indicators.Observation{of("", "T2.14", "290", "", ""), of("", "T2.14", "291", "", "")}, rule.Duplicate, "observations[1].indicator"},
		"an unknown indicator, later": {two, []indicators.Observation{with(of("寿县", "T9.9", "5", "", ""), func(o *indicators.Observation) { o.Year = 2024 })}, rule.Invalid, "observations[0].indicator"},
	} {
		got, err := indicators.Pool(&p, 2025, c.counties, c.obs)
		require.ErrorIs(t, err, c.want, name)
		assert.Equal(t, c.field, rule.Faults(err)[0].Field, name)
		assert.Zero(t, got, name)
	}
	for _, year := range []int{2020, 2026} {
		_, err := indicators.Pool(&p, year, two, nil)
		assert.ErrorIs(t, err, rule.Range, year)
	}
	_, err := indicators.Pool(nil, 2025, two, nil)
	assert.ErrorIs(t, err, rule.Missing)
	_, err = indicators.Pool(&indicators.Plan{}, 2025, two, nil)
	assert.ErrorIs(t, err, rule.Missing)
}

func TestPoolingSumsOnlyWhatSaysSo(t *testing.T) {
	p := load(t, "city-15.json")
	of := func(county, id, v string) indicators.Observation {
		return with(value(id, 2028, v), func(o *indicators.Observation) { o.County = county })
	}
	obs := []indicators.Observation{
		of("甲", "A2", "20"), of("乙", "A2", "22"), // days: an average is nobody's sum
		of("甲", "A3", "100.50"), of("乙", "A3", "200"), value("A3", 2027, "1"), of("", "A2", "21"),
	}
	got, err := indicators.Pool(&p, 2028, []string{"甲", "乙"}, obs)
	require.NoError(t, err)
	require.Len(t, got.Observations, 1)
	sum, _ := got.Observations[0].Value.Get()
	assert.Equal(t, "300.50", sum.String())
	assert.Equal(t, []string{"A2"}, got.NotPooled)
	assert.Equal(t, 2, got.Unpooled)
	assert.Equal(t, 1, got.OtherYears)
	assert.Equal(t, 1, got.CityOwn)
	assert.Equal(t, []indicators.Absence{{Indicator: "A1", Counties: []string{"甲", "乙"}}}, got.Absent)

	ev, err := indicators.EvaluateCounties(&p, 2028, []string{"甲", "乙"}, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Unused{OtherYears: 1, Counties: 2}, ev.Unused)
	assert.Equal(t, "缺甲、乙的数据", ev.Rows[0].Reason().ZH)
	assert.Equal(t, "lacks the figures of 甲, 乙", ev.Rows[0].Reason().EN)
	assert.Equal(t, "21", ev.Rows[1].Observed().RatString(), "the city's own")
	assert.Empty(t, ev.Rows[1].Absent)
	assert.Equal(t, "300.5", ev.Rows[2].Stand.Figure.String())
	assert.Equal(t, got.Absent, ev.Report().Absent)
	ev, err = indicators.EvaluateCounties(&p, 2028, []string{"甲", "乙"}, append(obs, value("A1", 2028, "30")), indicators.Linear)
	require.NoError(t, err)
	assert.Empty(t, ev.Rows[0].Absent, "the city has a figure of its own")
	_, err = indicators.EvaluateCounties(&p, 2028, []string{"甲", "乙"}, append(obs, value("A3", 2028, "300.5")), indicators.Linear)
	assert.ErrorIs(t, err, rule.Duplicate, "the same figure twice")
	for _, bad := range []func() error{
		func() error { _, err := indicators.EvaluateCounties(nil, 2028, []string{"甲"}, nil, 0); return err },
		func() error { _, err := indicators.EvaluateCounties(&p, 2028, nil, nil, 0); return err },
		func() error {
			_, err := indicators.EvaluateCounties(&p, 2028, []string{"甲"}, []indicators.Observation{value("A2", 2028, "1"), value("A2", 2028, "1")}, 0)
			return err
		},
	} {
		assert.Error(t, bad())
	}
}

func TestASumThatNobodyCanHoldIsRefused(t *testing.T) {
	p := load(t, "city-15.json")
	most := "999999999999999"
	_, err := indicators.Pool(&p, 2028, []string{"甲", "乙"}, []indicators.Observation{
		with(value("A3", 2028, most), func(o *indicators.Observation) { o.County = "甲" }), with(value("A3", 2028, most), func(o *indicators.Observation) { o.County = "乙" })})
	assert.ErrorIs(t, err, rule.Range)
	assert.Contains(t, err.Error(), "A3.value")
}

// TestACountyThatHasNoneIsNamedAndAddsNothing: 0 of 0 is a report, no share and no absence.
func TestACountyThatHasNoneIsNamedAndAddsNothing(t *testing.T) {
	p := indicators.Huainan()
	of := func(county, id, part, whole string) indicators.Observation {
		return indicators.Observation{Indicator: id, Year: 2025, County: county, Part: rule.Give(num(part)), Whole: rule.Give(num(whole))}
	}
	two := []string{"田家庵区", "寿县"}
	obs := []indicators.Observation{of("田家庵区", "T2.9", "12", "12"), of("寿县", "T2.9", "0", "0"), of("田家庵区", "T2.16", "0", "0"), of("寿县", "T2.16", "0", "0")}
	pooled, err := indicators.Pool(&p, 2025, two, obs)
	require.NoError(t, err)
	assert.Equal(t, []indicators.Absence{{Indicator: "T2.9", Counties: []string{"寿县"}}, {Indicator: "T2.16", Counties: two}}, pooled.None)
	for _, a := range pooled.Absent {
		assert.NotContains(t, []string{"T2.9", "T2.16"}, a.Indicator, "who has none did report")
	}
	ev, err := indicators.EvaluateCounties(&p, 2025, two, obs, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.Met, ev.Rows[8].Status)
	assert.Equal(t, "100", ev.Rows[8].Observed().RatString(), "12 of 12")
	assert.Equal(t, indicators.NoData, ev.Rows[15].Status, "nobody has one: there is no share")
	assert.True(t, ev.Rows[15].None)
	assert.Empty(t, ev.Rows[15].Missing)
	assert.Contains(t, ev.Rows[15].Reason().ZH, "辖区内没有")
	assert.Contains(t, ev.Rows[15].Reason().EN, "nothing of the kind")
	var zh []string
	for _, n := range ev.Notes() {
		zh = append(zh, n.ZH)
	}
	assert.Contains(t, zh, "寿县报送为0/0（辖区内没有），不增减全市数：T2.9")
	assert.Contains(t, zh, "田家庵区、寿县报送为0/0（辖区内没有），不增减全市数：T2.16")
	assert.Equal(t, pooled.None, ev.Report().None)
	d, err := ev.Explain("T2.16")
	require.NoError(t, err)
	assert.Equal(t, indicators.NoData, d.Answer.Status)
	require.NoError(t, d.Verify())

	figure, err := find(t, &p, "T2.9").Figure(&obs[1])
	require.NoError(t, err)
	assert.True(t, figure.IsZero())
	for name, o := range map[string]indicators.Observation{
		"one of none": of("寿县", "T2.9", "1", "0"),
		"no part":     with(of("寿县", "T2.9", "0", "0"), func(o *indicators.Observation) { o.Part = rule.Given[indicators.Number]{} }),
		"of a band":   of("寿县", "T2.1", "0", "0"),
	} {
		_, err := indicators.Pool(&p, 2025, two, []indicators.Observation{o})
		assert.ErrorIs(t, err, rule.Range, name)
	}
}

// TestACitysSumThatCannotBeIsRefused: what no county's figure shows by itself.
func TestACitysSumThatCannotBeIsRefused(t *testing.T) {
	p := indicators.Huainan()
	of := func(county, id, v, part, whole string) indicators.Observation {
		o := indicators.Observation{Indicator: id, Year: 2025, County: county}
		for _, c := range []struct {
			text string
			into *rule.Given[indicators.Number]
		}{{v, &o.Value}, {part, &o.Part}, {whole, &o.Whole}} {
			if c.text != "" {
				*c.into = rule.Give(num(c.text))
			}
		}
		return o
	}
	two := []string{"寿县", "凤台县"}
	sums := []indicators.Observation{of("寿县", "T2.14", "150", "", ""), of("凤台县", "T2.14", "140", "", "")}
	shares := []indicators.Observation{of("寿县", "T2.7", "", "60", "100"), of("凤台县", "T2.7", "", "360", "900")} // 42 %
	for name, c := range map[string]struct {
		obs   []indicators.Observation
		want  error
		field string
	}{
		"more than can be":             {[]indicators.Observation{of("寿县", "T2.12", "60", "", ""), of("凤台县", "T2.12", "60", "", "")}, rule.Range, "T2.12.value"},
		"another sum":                  {append(sums[:2:2], of("", "T2.14", "291", "", "")), rule.Invalid, "T2.14.value"},
		"less than one county has":     {append(sums[:1:1], of("", "T2.14", "149", "", "")), rule.Invalid, "T2.14.value"},
		"another part":                 {append(shares[:2:2], of("", "T2.7", "", "421", "1000")), rule.Invalid, "T2.7.part"},
		"another whole":                {append(shares[:2:2], of("", "T2.7", "", "420", "1001")), rule.Invalid, "T2.7.whole"},
		"another share":                {append(shares[:2:2], of("", "T2.7", "43", "", "")), rule.Invalid, "T2.7.value"},
		"another share, to a decimal":  {append(shares[:2:2], of("", "T2.7", "42.1", "", "")), rule.Invalid, "T2.7.value"},
		"a whole below a county's":     {append(shares[:1:1], of("", "T2.7", "", "60", "99")), rule.Invalid, "T2.7.whole"},
		"a rest below a county's rest": {append(shares[:1:1], of("", "T2.7", "", "80", "110")), rule.Invalid, "T2.7.part"}, // 30 left, where one county has 40
		"a part below a county's":      {append(shares[:1:1], of("", "T2.7", "", "59", "200")), rule.Invalid, "T2.7.part"},
	} {
		for _, run := range []func() error{
			func() error { _, err := indicators.Pool(&p, 2025, two, c.obs); return err },
			func() error {
				_, err := indicators.EvaluateCounties(&p, 2025, two, c.obs, indicators.Linear)
				return err
			},
		} {
			err := run()
			require.ErrorIs(t, err, c.want, name)
			assert.Equal(t, c.field, rule.Faults(err)[0].Field, name)
		}
	}
	for name, obs := range map[string][]indicators.Observation{
		"the same sum":               append(sums[:2:2], of("", "T2.14", "290", "", "")),
		"more than one county has":   append(sums[:1:1], of("", "T2.14", "150", "", "")),
		"the same share":             append(shares[:2:2], of("", "T2.7", "42", "", "")),
		"the same share, rounded":    {of("寿县", "T2.7", "", "1", "3"), of("凤台县", "T2.7", "", "1", "3"), of("", "T2.7", "33.3", "", "")},
		"a share, one county's only": append(shares[:1:1], of("", "T2.7", "10", "", "")), // who knows the others'
		"the same counts":            append(shares[:2:2], of("", "T2.7", "", "420", "1000.0")),
		"the same rest":              append(shares[:1:1], of("", "T2.7", "", "60", "100")),
		"declared":                   append(sums[:2:2], with(of("", "T2.14", "", "", ""), func(o *indicators.Observation) { o.Achieved = true })),
	} {
		got, err := indicators.Pool(&p, 2025, two, obs)
		require.NoError(t, err, name)
		assert.Equal(t, 1, got.CityOwn, name)
	}
}

// TestAPooledFigureCanBe: whatever counties report, what comes out of pooling is refused or is a figure that its row
// takes; and a place that has none is evaluated by itself too.
func TestAPooledFigureCanBe(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 28))
	p, city := indicators.Huainan(), load(t, "city-15.json")
	counties := []string{"甲", "乙", "丙"}
	texts := []string{"0", "0", "1", "2", "33.5", "99", "100", "290", "-1", "99999", "999999999999999", "0.000000001"}
	figure := func() rule.Given[indicators.Number] {
		if r.IntN(3) == 0 {
			return rule.Given[indicators.Number]{}
		}
		return rule.Give(num(texts[r.IntN(len(texts))]))
	}
	pooled := 0
	for range 4_000 {
		plan := []*indicators.Plan{&p, &city}[r.IntN(2)]
		in := &plan.Indicators[r.IntN(len(plan.Indicators))]
		var obs []indicators.Observation
		for _, c := range append(counties, "")[:3+r.IntN(2)] {
			o := indicators.Observation{Indicator: in.ID, Year: plan.TargetYear, County: c, Achieved: r.IntN(9) == 0}
			if in.Pool == indicators.PoolShare {
				o.Part, o.Whole = figure(), figure()
			} else {
				o.Value = figure()
			}
			obs = append(obs, o)
		}
		out, err := indicators.Pool(plan, plan.TargetYear, counties, obs)
		if err != nil {
			continue
		}
		for i := range out.Observations {
			pooled++
			_, err := plan.Assess(in, plan.TargetYear, &out.Observations[i], indicators.Linear)
			require.NoError(t, err, "%+v", obs)
		}
	}
	require.Positive(t, pooled)

	none := indicators.Observation{Indicator: "T2.9", Year: 2025, Part: rule.Give(num("0")), Whole: rule.Give(num("0"))}
	ev, err := indicators.Evaluate(&p, 2025, []indicators.Observation{none}, indicators.Linear)
	require.NoError(t, err)
	assert.Equal(t, indicators.NoData, ev.Rows[8].Status)
	assert.True(t, ev.Report().Rows[8].None)
}
