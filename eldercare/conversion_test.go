package eldercare_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func anyConversion(r *rand.Rand) eldercare.Conversion {
	c := eldercare.Conversion{Total: r.Int64N(200), Added: max(r.Int64N(60)-20, 0), First: 2019 + r.Int64N(7)}
	c.Care, c.AddedCare = r.Int64N(c.Total+1), r.Int64N(c.Added+1)
	c.Year = c.First + r.Int64N(5)
	switch r.IntN(15) {
	case 0:
		c.Care++
	case 1:
		c.AddedCare++
	}
	return c
}

func anyConversionPolicy(r *rand.Rand) check.Floor {
	p := eldercare.ConversionReference.Parameters()
	if r.IntN(2) == 0 {
		p = check.Floor{Floor: unit.Percent(5 * int32(r.IntN(21))), Due: 2022 + r.IntN(8)}
	}
	return p
}

func TestConversionReference(t *testing.T) {
	ruletest.Test(t, eldercare.ConversionReference, ruletest.Suite[check.Floor, eldercare.Conversion]{
		Random: anyConversion, Policy: anyConversionPolicy, N: 4_000})
}

// TestTheYearsOfConversionAddUp: to all that are to be converted, no year to more than one above
// another; and then the share is met, while with one fewer it is not.
func TestTheYearsOfConversionAddUp(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	answered := 0
	for range 5_000 {
		in, p := anyConversion(r), anyConversionPolicy(r)
		under := eldercare.ConversionReference.Under(p)
		in.Year = in.First
		got, err := under.Eval(in)
		if err != nil {
			continue
		}
		answered++
		sum, least, most := int64(0), got.InYear, got.InYear
		for ; in.Year <= int64(p.Due); in.Year++ {
			got, err = under.Eval(in)
			require.NoError(t, err)
			sum += got.InYear
			least, most = min(least, got.InYear), max(most, got.InYear)
			require.Equal(t, sum, got.ByYear)
		}
		require.Equal(t, got.Convert, sum)
		require.LessOrEqual(t, most-least, int64(1))
		then := eldercare.Beds{Care: in.Care + in.AddedCare + sum, Total: in.Total + in.Added}
		f, err := eldercare.CareBeds.Under(p).Eval(then)
		require.NoError(t, err)
		require.True(t, f.Met)
		if then.Care--; sum > 0 {
			f, err = eldercare.CareBeds.Under(p).Eval(then)
			require.NoError(t, err)
			require.False(t, f.Met)
		}
	}
	require.Greater(t, answered, 1_000)
}

// TestAReferenceIsCalledOne: wherever a year's part is shown, it is said that the plan does not set it.
func TestAReferenceIsCalledOne(t *testing.T) {
	d, err := eldercare.ConversionReference.Explain(eldercare.Conversion{Care: 7_590, Total: 23_000, First: 2021, Year: 2023})
	require.NoError(t, err)
	shown := 0
	for line := range strings.Lines(d.Text(rule.Chinese) + d.Text(rule.English)) {
		if strings.Contains(line, "参考") || strings.Contains(line, "reference ") {
			shown++
			assert.Regexp(t, "规划未定|not set by the plan", line)
		}
	}
	assert.Equal(t, 12, shown, "in each language the title, two fields of the answer and three steps")
}

// TestAllThatIsWrongWithAConversionIsNamed: every bad field, and no good one.
func TestAllThatIsWrongWithAConversionIsNamed(t *testing.T) {
	const most = unit.MaxCount
	for _, c := range []struct {
		facts  eldercare.Conversion
		fields []string
	}{
		{eldercare.Conversion{Care: 2, Total: 1, First: 2021, Year: 2021}, []string{"care"}},
		{eldercare.Conversion{Care: 2, Total: 1, First: 2025, Year: 2025}, []string{"care"}},
		{eldercare.Conversion{Care: 2, Total: 1, Added: 1, AddedCare: 2, First: 2021, Year: 2026}, []string{"care", "added_care", "year"}},
		{eldercare.Conversion{Care: 1, Total: 1, Added: 1, AddedCare: 1, First: 2022, Year: 2021}, []string{"year"}},
		{eldercare.Conversion{First: 2026, Year: 2021}, []string{"total", "first"}},
		{eldercare.Conversion{Care: most, Total: most, Added: 1, AddedCare: 1, First: 2021, Year: 2021}, []string{"added"}},
		{eldercare.Conversion{Care: -1, Total: 1, Added: 1, AddedCare: 2, First: 2021, Year: 2021}, []string{"care", "added_care"}},
		{eldercare.Conversion{Care: 2, Total: -1, First: 21, Year: 2021}, []string{"total", "first"}},
		{eldercare.Conversion{Total: 1, Added: most + 1, First: 2021, Year: 22}, []string{"added", "year"}},
		{eldercare.Conversion{Total: most + 1, Added: -1, AddedCare: -1, First: 2021, Year: 2025}, []string{"total", "added", "added_care"}},
	} {
		_, err := eldercare.ConversionReference.Eval(c.facts)
		var fields []string
		for _, f := range rule.Faults(err) {
			assert.NotEqual(t, rule.NotWhole, f.Code)
			fields = append(fields, f.Field)
		}
		assert.ElementsMatch(t, c.fields, fields, "%+v", c.facts)
	}
}

func BenchmarkConversionReference(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.ConversionReference, rand.New(rand.NewPCG(7, 9)), anyConversion)
}
