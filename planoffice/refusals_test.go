package planoffice_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestARefusalIsSaidOnceInFull: each fault by itself, with the figures that were given and those that they are held against.
func TestARefusalIsSaidOnceInFull(t *testing.T) {
	parts := func(by planoffice.Sharing, total int64, counties ...planoffice.County) error {
		_, err := planoffice.Parts.Under(planoffice.PartsPolicy{By: by}).Eval(planoffice.Total{Total: total, Counties: counties})
		return err
	}
	share := func(counties ...planoffice.CountyShare) error {
		_, err := planoffice.Conversions.Under(planoffice.ConversionsPolicy{Floor: unit.Percent(55), By: planoffice.CityWide}).Eval(planoffice.CityShare{Counties: counties})
		return err
	}
	year := func(n int) error {
		_, err := planoffice.Years.Under(planoffice.YearsPolicy{BaseYear: 2020, TargetYear: 2025}).Eval(planoffice.YearOf{Base: 1, Target: 6, Year: n})
		return err
	}
	give := rule.Give[int64]
	for _, c := range []struct {
		name         string
		err          error
		code         rule.Code
		field, value string
		zh, en       string
	}{
		{"no counties", parts(planoffice.ByWeight, 10), rule.Range, "counties", "0", "", ""},
		{"no counties to share", share(), rule.Range, "counties", "0", "", ""},
		{"a place of none", parts(planoffice.ByWeight, 10, planoffice.County{Name: "甲", Weight: give(1)}), rule.Range, "counties[0].order", "0", "", ""},
		{"a place of none, shares", share(planoffice.CountyShare{Name: "甲", Part: 1, Whole: 2}), rule.Range, "counties[0].order", "0", "", ""},
		{"a place beyond the last", share(planoffice.CountyShare{Name: "甲", Order: 201, Part: 1, Whole: 2}), rule.Range, "counties[0].order", "201", "", ""},
		{"a part above its whole", share(planoffice.CountyShare{Name: "甲", Order: 1, Part: 123, Whole: 110}), rule.Range, "counties[0].part", "123", "不得大于分母110", "must not be above the whole, 110"},
		{"a base above its bound", parts(planoffice.ByWeight, 10, planoffice.County{Name: "甲", Order: 1, Weight: give(1), Base: 123, Most: give(110)}),
			rule.Range, "counties[0].base", "123", "现有数已大于上限110，请核对", "is above the most that it can have, 110: look into both"},
		{"a weight by room", parts(planoffice.ByRoom, 10, planoffice.County{Name: "甲", Order: 1, Weight: give(110), Base: 1, Most: give(110)}),
			rule.Invalid, "counties[0].weight", "110", "按余地分解不用权重，请去掉，或改为按权重", ""},
		{"no room", parts(planoffice.ByWeight, 1234, planoffice.County{Name: "甲", Order: 1, Weight: give(1), Base: 1, Most: give(110)}),
			rule.Range, "total", "1234", "各县区至多合计110，还有1124无处安排：请提高上限，或给无权重的县区以权重",
			"the counties can have 110 together, and 1124 cannot be placed: raise a bound, or give a county without weight some"},
		{"one place twice", share(planoffice.CountyShare{Name: "甲", Order: 12, Part: 1, Whole: 2}, planoffice.CountyShare{Name: "乙", Order: 12, Part: 1, Whole: 2}),
			rule.Duplicate, "counties[1].order", "12", "次序重复，请各县区各给一个", ""},
		{"one county twice", share(planoffice.CountyShare{Name: "甲", Order: 1, Part: 1, Whole: 2}, planoffice.CountyShare{Name: "甲", Order: 2, Part: 1, Whole: 2}),
			rule.Duplicate, "counties[1].name", "甲", "县区重复，请只保留一条", ""},
		{"one county twice, parts", parts(planoffice.ByWeight, 10, planoffice.County{Name: "甲", Order: 1, Weight: give(1)}, planoffice.County{Name: "甲", Order: 2, Weight: give(1)}),
			rule.Duplicate, "counties[1].name", "甲", "县区重复，请只保留一条", ""},
		{"a name of blanks", share(planoffice.CountyShare{Name: "　", Order: 1, Part: 1, Whole: 2}), rule.Missing, "counties[0].name", "　", "只有空格，请填写名称", "is nothing but blanks: write the name"},
		{"one county twice, with a blank", share(planoffice.CountyShare{Name: "甲", Order: 1, Part: 1, Whole: 2}, planoffice.CountyShare{Name: "甲 ", Order: 2, Part: 1, Whole: 2}),
			rule.Invalid, "counties[1].name", "甲 ", "名称前后有空格，请去掉", "has blanks around its name: leave them out"},
		{"one county twice, as nobody sees", parts(planoffice.ByWeight, 10, planoffice.County{Name: "甲", Order: 1, Weight: give(1)}, planoffice.County{Name: "甲\u200b", Order: 2, Weight: give(1)}),
			rule.Invalid, "counties[1].name", "甲?", "第2个字符是不可见的控制或格式字符（U+200B），请删去", "an invisible control or format character (U+200B) at character 2: delete it"},
		{"no name", share(planoffice.CountyShare{Order: 1, Part: 1, Whole: 2}), rule.Missing, "counties[0].name", "", "", ""},
		{"by room without a bound", parts(planoffice.ByRoom, 10, planoffice.County{Name: "甲", Order: 1}), rule.Missing, "counties[0].most", "",
			"未提供：按余地分解，须知各县区的上限", ""},
		{"by weights without one", parts(planoffice.ByWeight, 10, planoffice.County{Name: "甲", Order: 1}), rule.Missing, "counties[0].weight", "",
			"未提供：按权重分解，须给出各县区的权重", ""},
		{"a county without weight has room for what it has", parts(planoffice.ByWeight, 113, planoffice.County{Name: "甲", Order: 1, Weight: give(1), Most: give(100)},
			planoffice.County{Name: "乙", Order: 2, Weight: give(0), Base: 12}), rule.Range, "total", "113",
			"各县区至多合计112，还有1无处安排：请提高上限，或给无权重的县区以权重", ""},
		{"a year before years", year(1899), rule.Range, "year", "1899", "应不小于1900、不大于2199", ""},
		{"a year after years", year(2200), rule.Range, "year", "2200", "应不小于1900、不大于2199", ""},
		{"the base year", year(2020), rule.Range, "year", "2020", "应在2021年至2025年之间", "must be 2021 to 2025"},
		{"a year after the target", year(2026), rule.Range, "year", "2026", "应在2021年至2025年之间", "must be 2021 to 2025"},
		{"nothing to share", share(planoffice.CountyShare{Name: "甲", Order: 1}), rule.EmptyWhole, "counties", "", "各县区的分母合计为零，没有占比", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			require.Error(t, c.err)
			list := rule.Faults(c.err)
			require.Len(t, list, 1, "%v", c.err)
			assert.Equal(t, []any{c.code, c.field, c.value}, []any{list[0].Code, list[0].Field, list[0].Value})
			if c.zh != "" {
				assert.Equal(t, c.zh, list[0].Reason.ZH)
			}
			if c.en != "" {
				assert.Equal(t, c.en, list[0].Reason.EN)
			}
		})
	}
}

// TestTheMostCounties: two hundred share, one more is refused.
func TestTheMostCounties(t *testing.T) {
	conversions := planoffice.Conversions.Under(planoffice.ConversionsPolicy{Floor: unit.Percent(55), By: planoffice.CityWide})
	in := planoffice.CityShare{Counties: make([]planoffice.CountyShare, planoffice.MaxCounties)}
	for i := range in.Counties {
		in.Counties[i] = planoffice.CountyShare{Name: fmt.Sprint("县", i), Order: int64(i + 1), Part: 1, Whole: 2}
	}
	out, err := conversions.Eval(in)
	require.NoError(t, err)
	assert.EqualValues(t, 20, out.Need, "220 of 400")
	in.Counties = append(in.Counties, planoffice.CountyShare{Name: "又一县", Order: 1, Part: 1, Whole: 2})
	_, err = conversions.Eval(in)
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "counties", rule.Faults(err)[0].Field)
}

// TestATotalThatJustFitsIsShared: as much as the counties have room for, of which one without weight keeps what it has; by room each
// county is filled to the same part of its room.
func TestATotalThatJustFitsIsShared(t *testing.T) {
	give := rule.Give[int64]
	parts := func(by planoffice.Sharing, total int64, counties ...planoffice.County) (got []int64) {
		out, err := planoffice.Parts.Under(planoffice.PartsPolicy{By: by}).Eval(planoffice.Total{Total: total, Counties: counties})
		require.NoError(t, err)
		for _, c := range out.Counties {
			got = append(got, c.Part)
		}
		return got
	}
	assert.Equal(t, []int64{100, 12}, parts(planoffice.ByWeight, 112, planoffice.County{Name: "甲", Order: 1, Weight: give(1), Most: give(100)},
		planoffice.County{Name: "乙", Order: 2, Weight: give(0), Base: 12}))
	assert.Equal(t, []int64{20, 30}, parts(planoffice.ByRoom, 50, planoffice.County{Name: "甲", Order: 1, Base: 10, Most: give(30)},
		planoffice.County{Name: "乙", Order: 2, Base: 10, Most: give(50)}), "half of 20 and half of 40")
}
