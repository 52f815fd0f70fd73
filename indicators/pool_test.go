package indicators_test

import (
	"fmt"
	"math/big"
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
