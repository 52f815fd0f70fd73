package indicators_test

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"io"
	"math/big"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestEachFaultOfAnEvaluationIsNamedOnce(t *testing.T) {
	p := indicators.Huainan()
	_, err := indicators.Evaluate(&p, 2023, nil, indicators.Method(77))
	faults := rule.Faults(err)
	require.Len(t, faults, 1)
	assert.Equal(t, "method", faults[0].Field)
	_, err = indicators.Evaluate(&p, 2020, nil, indicators.Compound)
	faults = rule.Faults(err)
	require.Len(t, faults, 1)
	assert.Equal(t, "year", faults[0].Field)
	assert.Contains(t, faults[0].Reason.EN, "must be 2021 to 2025")
	_, err = p.FromHere(find(t, &p, "T2.7"), 2025, num("40"), indicators.Linear)
	assert.ErrorContains(t, err, "must be 2020 to 2024")
}

// TestWhatHasNoWayStandsLastInThePlansOrder: indicators without a base, among some with one.
func TestWhatHasNoWayStandsLastInThePlansOrder(t *testing.T) {
	p := growthPlan("50", "100", "0", 2)
	with := func(id, base string) {
		in := p.Indicators[0]
		if in.ID = id; base == "" {
			in.Base, in.BaseText = rule.Given[indicators.Number]{}, rule.Text{ZH: "无", EN: "none"}
		} else {
			in.Base = rule.Give(num(base))
		}
		p.Indicators = append(p.Indicators, in)
	}
	with("2", "")
	with("3", "0")
	with("4", "")
	with("5", "90")
	var all []indicators.Observation
	for id, v := range map[string]string{"1": "90", "2": "0", "3": "60", "4": "1", "5": "91"} { // 10 of 50, none, 40 of 100, none, 9 of 10
		all = append(all, value(id, 2022, v))
	}
	ev, err := indicators.Evaluate(&p, 2022, all, indicators.Linear)
	require.NoError(t, err)
	var ids []string
	for _, a := range ev.FurthestBehind() {
		ids = append(ids, a.Indicator.ID)
	}
	assert.Equal(t, []string{"5", "3", "1", "2", "4"}, ids)
}

func TestAFigureThatIsNoneIsShownShort(t *testing.T) {
	for _, n := range []int{63, 64, 65, 66, 500} {
		text := strings.Repeat("中", n)
		want := text
		if n > 64 {
			want = strings.Repeat("中", 64) + "…"
		}
		var f indicators.Figure
		faults := rule.Faults(f.UnmarshalText([]byte(text)))
		require.Len(t, faults, 1)
		assert.Equal(t, want, faults[0].Value, n)
	}
}

func TestTheSchemaOfAFigureTakesWhatFiguresWrite(t *testing.T) {
	var schema struct{ Type, Pattern string }
	require.NoError(t, json.Unmarshal(indicators.Figure{}.JSONSchema(), &schema))
	assert.Equal(t, "string", schema.Type)
	pattern := regexp.MustCompile(schema.Pattern)
	for text, ok := range map[string]bool{"46.2": true, "-7/3": true, "0": true, "": false, "1e3": false, ".5": false, "1/": false} {
		assert.Equal(t, ok, pattern.MatchString(text), text)
	}
}

func TestAGrowthOfNothingIsNotAudited(t *testing.T) {
	for _, c := range [][2]string{{"0", "10"}, {"10", "0"}, {"0", "0"}} {
		p := growthPlan(c[0], c[1], "5", 1)
		audits, err := indicators.AuditGrowth(&p)
		require.NoError(t, err)
		assert.Empty(t, audits, c)
	}
	for _, c := range []struct {
		base, target string
		want         indicators.GrowthReading
	}{
		{"100", "110.5", indicators.ByTotalCut}, // half up it would be 11
		{"100", "110.49", indicators.ByCompound},
		{"100", "109.5", indicators.ByCompound},
		{"100", "109.49", indicators.ByNone},
	} {
		p := growthPlan(c.base, c.target, "10", 1)
		audits, err := indicators.AuditGrowth(&p)
		require.NoError(t, err)
		require.Len(t, audits, 1)
		assert.Equal(t, c.want, audits[0].Reading, c.target)
	}
}

func TestAHuainanRowHasABaseOrSaysWhatIsPrinted(t *testing.T) {
	for _, p := range []indicators.Plan{indicators.Huainan(), indicators.Previous()} {
		for _, in := range p.Indicators {
			if !in.Base.IsZero() {
				assert.True(t, in.BaseText.IsZero(), in.ID)
			}
			if in.Pool == indicators.PoolShare {
				assert.Equal(t, in.Unit != "㎡/百户", in.Counted, "%s: things are counted, an area is measured", in.ID)
			}
		}
	}
}

func TestACompoundWayNeedsTwoFiguresAboveZero(t *testing.T) {
	for _, c := range [][2]string{{"0", "10"}, {"10", "0"}} {
		p := growthPlan(c[0], c[1], "5", 2)
		p.Indicators[0].Direction = indicators.Lower
		if c[0] == "0" {
			p.Indicators[0].Direction = indicators.Higher
		}
		r := indicators.Standing.Under(p.Row(&p.Indicators[0], indicators.Compound))
		require.ErrorIs(t, r.Err(), rule.Range, c)
		assert.Equal(t, "method", rule.Faults(r.Err())[0].Field)
		assert.NoError(t, indicators.Standing.Under(p.Row(&p.Indicators[0], indicators.Linear)).Err())
		o := value("1", 2021, "3")
		_, err := p.Assess(&p.Indicators[0], 2021, &o, indicators.Compound)
		require.ErrorIs(t, err, rule.Range)
		assert.Equal(t, "1.method", rule.Faults(err)[0].Field)
	}
}

func TestAPlausibleRangeMayBeOneFigure(t *testing.T) {
	p := growthPlan("7", "7", "0", 1)
	p.Indicators[0].Min, p.Indicators[0].Max = rule.Give(num("7")), rule.Give(num("7"))
	assert.NoError(t, p.Check())
	p.Indicators[0].Max = rule.Give(num("6.9"))
	assert.ErrorIs(t, p.Check(), rule.Range)
}

func TestACountedPartIsNotAboveItsWhole(t *testing.T) {
	row := indicators.Row{Kind: indicators.Value, Direction: indicators.Higher, Method: indicators.Linear, BaseYear: 2020, TargetYear: 2025,
		Base: rule.Give(num("33")), Target: rule.Give(num("55")), Scale: rule.Give(num("100")), Counted: true}
	r := indicators.Standing.Under(row)
	require.NoError(t, r.Err())
	at := func(part, whole string) error {
		_, err := r.Eval(indicators.Observed{Year: 2025, Part: rule.Give(num(part)), Whole: rule.Give(num(whole))})
		return err
	}
	assert.NoError(t, at("10", "10"))
	err := at("11", "10")
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "part", rule.Faults(err)[0].Field)
	assert.Contains(t, err.Error(), "must not be above the whole, 10")
}

func TestATableForAReaderHasItsHeading(t *testing.T) {
	p := indicators.Huainan()
	ev, err := indicators.Evaluate(&p, 2025, []indicators.Observation{
		{Indicator: "T2.7", Year: 2025, Part: rule.Give(num("1")), Whole: rule.Give(num("3"))}}, indicators.Linear)
	require.NoError(t, err)
	cells := ev.Cells(rule.English)
	assert.Equal(t, []string{"id", "indicator", "unit", "attribute"}, cells[0][:4])
	assert.Equal(t, []string{"编号", "指标", "单位", "属性"}, ev.Cells(rule.Chinese)[0][:4])
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.English))
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	for i, row := range rows {
		if row[0] == "T2.7" {
			assert.Equal(t, "≈21.67", cells[i][12])
			assert.Equal(t, []string{"21.666667", "21.666667"}, row[11:13], "a spreadsheet reads numbers")
		}
	}
	var table []string
	for _, line := range strings.Split(ev.Markdown(rule.English), "\n") {
		if strings.HasPrefix(line, "|") {
			table = append(table, line)
		}
	}
	for i, line := range table {
		if strings.HasPrefix(line, "| id |") {
			assert.True(t, strings.HasPrefix(table[i+1], "|---|"), "the rule of a table is below its heading")
		}
	}
}

// full is a writer whose room ends.
type full struct{ left int }

func (w *full) Write(p []byte) (int, error) {
	if w.left -= len(p); w.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

var errFull = errors.New("no room")

// once is a writer that fails at first.
type once struct{ failed bool }

func (w *once) Write(p []byte) (int, error) {
	if !w.failed {
		w.failed = true
		return 0, errFull
	}
	return len(p), nil
}

func TestAReportThatDoesNotFitIsAnError(t *testing.T) {
	p := indicators.Huainan()
	for i := range p.Indicators {
		p.Indicators[i].Name.EN = strings.Repeat("x", 2_000) // more than a buffer
	}
	ev, err := indicators.Evaluate(&p, 2025, nil, indicators.Linear)
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, ev.WriteCSV(&b, rule.English))
	for _, room := range []int{0, 2, 3, 100, 4_100, 10_000, b.Len() - 1} {
		assert.ErrorIs(t, ev.WriteCSV(&full{room}, rule.English), errFull, room)
	}
	assert.NoError(t, ev.WriteCSV(&full{b.Len()}, rule.English))
	assert.ErrorIs(t, ev.WriteCSV(&once{}, rule.English), errFull, "only the first write fails")
	assert.NoError(t, ev.WriteCSV(io.Discard, rule.English))
}

func TestARootIsCutAfterSoManyDecimals(t *testing.T) {
	m, err := indicators.NewMilestone(num("33"), num("55"), 3, 5, indicators.Compound) // 44.83…
	require.NoError(t, err)
	assert.Zero(t, m.Rat(0).Cmp(big.NewRat(44, 1)))
	assert.Zero(t, m.Rat(-1).Cmp(big.NewRat(44, 1)))
	assert.Zero(t, m.Rat(1).Cmp(big.NewRat(448, 10)))
	assert.Zero(t, m.Rat(102).Cmp(m.Rat(103)))
	assert.NotZero(t, m.Rat(102).Cmp(m.Rat(101)))
	assert.Equal(t, m.Show(100), m.Show(101))
	assert.Len(t, m.Show(100), len("≈44.")+100)
	assert.Equal(t, "≈45", m.Show(0))
	assert.Equal(t, "≈45", m.Show(-3))
}

// TestAPartWithoutItsWholeWasNotReported: nor the other way round.
func TestAPartWithoutItsWholeWasNotReported(t *testing.T) {
	p := indicators.Huainan()
	for name, half := range map[string]indicators.Observation{
		"a part":  {Part: rule.Give(num("3"))},
		"a whole": {Whole: rule.Give(num("30"))},
	} {
		half.Indicator, half.Year, half.County = "T2.7", 2025, "凤台县"
		whole := indicators.Observation{Indicator: "T2.7", Year: 2025, County: "寿县", Part: rule.Give(num("3")), Whole: rule.Give(num("10"))}
		pooled, err := indicators.Pool(&p, 2025, []string{"寿县", "凤台县"}, []indicators.Observation{whole, half})
		if err != nil {
			assert.ErrorIs(t, err, rule.Missing, name)
			continue
		}
		for _, o := range pooled.Observations {
			assert.NotEqual(t, "T2.7", o.Indicator, name)
		}
		var absent []string
		for _, a := range pooled.Absent {
			if a.Indicator == "T2.7" {
				absent = a.Counties
			}
		}
		assert.Equal(t, []string{"凤台县"}, absent, name)
	}
}

// TestEncodingJSONRefusesWhatIsNotThere: a bound, a target or a plan, read alone by encoding/json.
func TestEncodingJSONRefusesWhatIsNotThere(t *testing.T) {
	for _, v := range []any{
		new(indicators.Plan), new(indicators.Indicator), new(indicators.Target), new(indicators.Term), new(indicators.Observation), new(indicators.Input), new(indicators.Row), new(indicators.Bound), new(indicators.Observed),
	} {
		assert.Error(t, json.Unmarshal([]byte(`{"no_such_field": 1}`), v), "%T", v)
		assert.Error(t, json.Unmarshal([]byte(`[]`), v), "%T", v)
	}
}

func TestABaseIsItsFigureOrWhatIsPrinted(t *testing.T) {
	p := growthPlan("5", "10", "0", 2)
	base := func() string {
		ev, err := indicators.Evaluate(&p, 2022, []indicators.Observation{value("1", 2022, "4")}, indicators.Linear)
		require.NoError(t, err)
		return ev.Cells(rule.English)[1][4]
	}
	in := &p.Indicators[0]
	assert.Equal(t, "5", base())
	in.Base = rule.Given[indicators.Number]{}
	assert.Equal(t, "—", base())
	in.BaseText = rule.Text{ZH: "无统计", EN: "not counted"}
	assert.Equal(t, "not counted", base())
}

// TestABandThatIsPassedIsMissedInTheEnd: before the target year it is only above.
func TestABandThatIsPassedIsMissedInTheEnd(t *testing.T) {
	p := indicators.Huainan()
	for year, want := range map[int]indicators.Verdict{2023: indicators.Passes, 2024: indicators.Passes, 2025: indicators.Fails} {
		var all []indicators.Observation
		for _, in := range p.Indicators {
			o := reached(in)
			if o.Year = year; in.ID == "T2.1" {
				o = value("T2.1", year, "36")
			}
			all = append(all, o)
		}
		ev, err := indicators.Evaluate(&p, year, all, indicators.Linear)
		require.NoError(t, err)
		assert.Equal(t, want, ev.Verdict, year)
		if want == indicators.Fails {
			assert.Equal(t, []string{"T2.1"}, ev.Deciding)
		}
	}
}

// TestWhoDidNotReportIsSaid: counties that left out the same figures share a line.
func TestWhoDidNotReportIsSaid(t *testing.T) {
	p := indicators.Huainan()
	three := []string{"寿县", "凤台县", "田家庵区"}
	of := func(county, id string) indicators.Observation {
		return indicators.Observation{Indicator: id, Year: 2025, County: county, Part: rule.Give(num("3")), Whole: rule.Give(num("10"))}
	}
	ev, err := indicators.EvaluateCounties(&p, 2025, three, []indicators.Observation{
		of("寿县", "T2.7"), of("寿县", "T2.8"), of("寿县", "T2.4"), of("凤台县", "T2.4"),
	}, indicators.Linear)
	require.NoError(t, err)
	var zh, en []string
	for _, n := range ev.Notes() {
		zh, en = append(zh, n.ZH), append(en, n.EN)
	}
	assert.Contains(t, strings.Join(zh, "\n"), "\n田家庵区未报送：T2.4\n")
	assert.Contains(t, strings.Join(zh, "\n"), "\n凤台县、田家庵区未报送：T2.7、T2.8")
	assert.Contains(t, strings.Join(en, "\n"), "\n凤台县, 田家庵区 did not report T2.7, T2.8")
}
