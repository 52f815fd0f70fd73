package indicators_test

import (
	"encoding/csv"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func counts(id string, year int, part, whole string) indicators.Observation {
	return indicators.Observation{Indicator: id, Year: year, Part: rule.Give(num(part)), Whole: rule.Give(num(whole))}
}

// TestAFigureThatMissesIsNotShownAsWhatItMisses: in the table, the reasons and the gaps alike.
func TestAFigureThatMissesIsNotShownAsWhatItMisses(t *testing.T) {
	p := indicators.Huainan()
	for _, c := range []struct {
		o                                  indicators.Observation
		observed, reference, gap, progress string
		reason                             string
	}{
		{value("T2.12", 2025, "0.645"), "0.645", "0.65", "0.005", "≈98.3%", "0.645低于目标0.65，相差0.005"},
		{value("T2.12", 2025, "0.6499"), "0.6499", "0.65", "0.0001", "≈99.97%", "0.6499低于目标0.65，相差0.0001"},
		{value("T2.12", 2025, "0.64999"), "0.64999", "0.65", "0.00001", "≈99.997%", "0.64999低于目标0.65，相差0.00001"},
		{value("T2.12", 2025, "0.649999999"), "0.649999999", "0.65", "0.000000001", "≈99.9999997%", "0.649999999低于目标0.65，相差0.000000001"},
		{value("T2.12", 2023, "0.5299"), "0.5299", "0.53", "0.1201", "≈59.97%", "0.5299低于年度参考进度0.53，相差0.0001"},
		{value("T2.11", 2023, "2.7199"), "2.7199", "2.72", "0.0801", "59.95%", "2.7199低于年度参考进度2.72，相差0.0001"},
		{value("T2.5", 2025, "99.99999"), "99.99999", "—", "0.00001", "—", "99.99999%低于目标100%，相差0.00001个百分点"},
		{value("T2.1", 2025, "27.99999"), "27.99999", "—", "0.00001", "—", "27.99999%低于目标28%—35%，相差0.00001个百分点"},
		{counts("T2.7", 2025, "10000000", "18181819"), "≈54.999998", "55", "≈0.0000025", "≈99.99999%", "≈54.999998%低于目标55%，相差≈0.0000025个百分点"},
		{counts("T2.7", 2025, "9899", "18000"), "≈54.99", "55", "≈0.0056", "≈99.97%", "≈54.99%低于目标55%，相差≈0.0056个百分点"},
	} {
		ev, err := indicators.Evaluate(&p, c.o.Year, []indicators.Observation{c.o}, indicators.Linear)
		require.NoError(t, err)
		for _, r := range ev.Report().Rows {
			if r.ID == c.o.Indicator {
				assert.Equal(t, []string{c.observed, c.reference, c.gap, c.progress}, []string{r.Observed, r.Milestone, r.ToTarget, r.Progress}, c.reason)
				assert.Equal(t, c.reason, r.Reason.ZH)
				assert.Contains(t, ev.Markdown(rule.English), c.observed)
			}
		}
	}
}

// TestWhateverIsShownStandsAsTheFiguresDo: on either way and in each year, a figure next to the target or the reference, reported or
// counted, is shown on the side where it is, its gap near what it is, in the table and in the sheet.
func TestWhateverIsShownStandsAsTheFiguresDo(t *testing.T) {
	p := indicators.Huainan()
	in := find(t, &p, "T2.7")
	r := rand.New(rand.NewPCG(5, 5))
	read := func(s string) *big.Rat {
		x, ok := new(big.Rat).SetString(strings.TrimPrefix(strings.TrimSuffix(s, "%"), "≈"))
		require.True(t, ok, s)
		return x
	}
	for k := range 400 {
		year, method := 2021+r.IntN(5), []indicators.Method{indicators.Linear, indicators.Compound}[k%2]
		way, err := p.Trajectory(in, method)
		require.NoError(t, err)
		near := way[year-2020].Rat(12)
		scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(1+r.IntN(9))), nil)
		near.Add(near, new(big.Rat).SetFrac(big.NewInt(int64(r.IntN(5)-2)), scale))
		o := value("T2.7", year, near.FloatString(9))
		if r.IntN(2) == 0 {
			whole := int64(1 + r.IntN(1_000_000))
			part := new(big.Rat).Mul(near, big.NewRat(whole, 100))
			o = counts("T2.7", year, new(big.Int).Quo(part.Num(), part.Denom()).String(), fmt.Sprint(whole))
		}
		ev, err := indicators.Evaluate(&p, year, []indicators.Observation{o}, method)
		require.NoError(t, err)
		a, row := ev.Rows[6], ev.Report().Rows[6]
		shown, reference := read(row.Observed), read(row.Milestone)
		exact := a.Observed()
		require.Equal(t, exact.Cmp(big.NewRat(55, 1)), shown.Cmp(big.NewRat(55, 1)), row.Observed)
		require.Equal(t, a.Milestone().Rat(40).Cmp(exact), reference.Cmp(shown), "%s beside %s", row.Observed, row.Milestone)
		require.Equal(t, !strings.HasPrefix(row.Observed, "≈"), shown.Cmp(exact) == 0, "marked exactly where it is rounded")
		require.Equal(t, exact.Cmp(big.NewRat(55, 1)), read(row.Progress).Cmp(big.NewRat(100, 1)), row.Progress)
		var b strings.Builder
		require.NoError(t, ev.WriteCSV(&b, rule.English))
		sheet, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
		require.NoError(t, err)
		require.Equal(t, exact.Cmp(big.NewRat(55, 1)), read(sheet[7][6]).Cmp(big.NewRat(55, 1)))
		for text, gap := range map[string]*big.Rat{row.ToTarget: a.ToTarget(), row.ToMilestone: a.ToMilestone(), sheet[7][12]: a.ToTarget()} {
			off := new(big.Rat).Sub(read(text), gap)
			require.LessOrEqual(t, off.Abs(off).Cmp(new(big.Rat).Mul(gap, big.NewRat(1, 20))), 0, "%s for %s", text, gap)
		}
	}
}

func TestAFigureIsShownExactlyWhereItEnds(t *testing.T) {
	for _, c := range []struct {
		figure string
		places int
		beside []*big.Rat
		want   string
	}{
		{"27.99999", 2, nil, "27.99999"}, {"99.9999", 2, nil, "99.9999"}, {"0.645", 0, nil, "0.645"}, {"5", 2, nil, "5"}, {"-0.125", 1, nil, "-0.125"},
		{"1/3", 2, nil, "≈0.33"}, {"1/3", -1, nil, "≈0"}, {"2/3", 0, nil, "≈1"}, {"2/3", 0, []*big.Rat{big.NewRat(1, 1)}, "≈0.7"},
		{"1000/23", 2, nil, "≈43.48"}, {"0.00000000049", 2, nil, "≈0.0000000005"}, {"0.1234567891", 2, nil, "≈0.12"},
		{"164999999/300000000", 2, []*big.Rat{big.NewRat(55, 100)}, "≈0.549999997"}, {"55/3", 2, []*big.Rat{big.NewRat(1833, 100), nil}, "≈18.333"}, {"55/3", 2, []*big.Rat{big.NewRat(55, 3)}, "≈18.33"},
	} {
		var f indicators.Figure
		require.NoError(t, f.UnmarshalText([]byte(c.figure)))
		assert.Equal(t, c.want, f.Show(c.places, c.beside...), c.figure)
	}
	p := indicators.Huainan()
	in := *find(t, &p, "T2.1")
	in.Target.Low = rule.Give(num("28.000000001"))
	o := counts("T2.1", 2025, "280000000009999.999999999", "999999999999999.999999997")
	a, err := p.Assess(&in, 2025, &o, indicators.Linear)
	require.NoError(t, err)
	shown, ok := new(big.Rat).SetString(strings.TrimPrefix(a.Shown(), "≈"))
	require.True(t, ok)
	assert.Equal(t, indicators.Missed, a.Status)
	assert.Negative(t, shown.Cmp(num("28.000000001").Rat()), "as near as figures can be: %s", a.Shown())
	var none indicators.Assessment
	assert.Equal(t, "—", none.Shown())
}

// TestAPercentageSavedAsARawNumberIsWarnedOf, and nothing else: no figure above 1, no share of counts, no other unit.
func TestAPercentageSavedAsARawNumberIsWarnedOf(t *testing.T) {
	p := indicators.Huainan()
	for _, c := range []struct {
		o    indicators.Observation
		want string
	}{
		{value("T2.7", 2023, "0.55"), "T2.7的完成值0.55按0.55%计；若本为55%，应写作55，请核对。"},
		{value("T2.1", 2023, "0.336"), "T2.1的完成值0.336按0.336%计；若本为33.6%，应写作33.6，请核对。"},
		{value("T2.5", 2023, "1"), "T2.5的完成值1按1%计；若本为100%，应写作100，请核对。"},
		{value("T2.7", 2023, "1.01"), ""}, {value("T2.7", 2023, "0"), ""}, {value("T2.12", 2023, "0.55"), ""}, {counts("T2.7", 2023, "1", "200"), ""},
	} {
		ev, err := indicators.Evaluate(&p, 2023, []indicators.Observation{c.o}, indicators.Linear)
		require.NoError(t, err, "a note is no refusal")
		var zh []string
		for _, n := range ev.Notes() {
			zh = append(zh, n.ZH)
		}
		if c.want != "" {
			assert.Contains(t, zh, c.want)
			assert.Contains(t, ev.Markdown(rule.English), "is meant, write ")
		} else {
			assert.NotContains(t, strings.Join(zh, "\n"), "应写作")
		}
	}
}
