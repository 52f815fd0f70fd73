package assistance_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// only wants one fault, of a code and a field.
func only(t *testing.T, err error, code rule.Code, field string) rule.Fault {
	t.Helper()
	require.Error(t, err)
	list := rule.Faults(err)
	require.Len(t, list, 1, "%v", err)
	assert.Equal(t, []any{code, field}, []any{list[0].Code, list[0].Field})
	return list[0]
}

// TestTheSumOfWeightsIsSaidExactly, to the last of its digits.
func TestTheSumOfWeightsIsSaidExactly(t *testing.T) {
	for health, sum := range map[string]string{"0%": "76%", "24.1%": "100.1%", "23.9999999%": "99.9999999%", "25%": "101%", "24.0305%": "100.0305%"} {
		p := assistance.DimensionPolicy{Economy: unit.Percent(36), Health: unit.MustParseRate(health), Education: unit.Percent(10), Housing: unit.Percent(10),
			Employment: unit.Percent(10), Participation: unit.Percent(10), Bands: []assistance.IndexBand{{From: unit.Percent(20)}}}
		f := only(t, assistance.PovertyIndex.Under(p).Err(), rule.Range, "economy_weight")
		assert.Equal(t, "六项权重合计为"+sum+"，应恰为100%：请调整", f.Reason.ZH)
		assert.Equal(t, "the six weights are together "+sum+", and must be exactly 100%", f.Reason.EN)
	}
}

// TestOnlyAScoreThatIsTooFineIsNamed: two decimals are good.
func TestOnlyAScoreThatIsTooFineIsNamed(t *testing.T) {
	n := unit.MustParseNumber
	_, err := assistance.PovertyIndex.Under(sampleDimensions).Eval(assistance.Dimensions{
		Economy: n("50"), Health: n("50.1"), Education: n("50.12"), Housing: n("50.125"), Employment: n("100"), Participation: n("0")})
	f := only(t, err, rule.Inexact, "housing")
	assert.Equal(t, "50.125", f.Value)
}

// TestEitherKindOfPropertyCanBeTooMuchForItsLimit: the product of standard, members and months that no amount can be is refused, of
// financial property and of other.
func TestEitherKindOfPropertyCanBeTooMuchForItsLimit(t *testing.T) {
	huge, times := rule.Give(unit.MustParseMoney("90071992547409.00")), rule.Give(unit.MustParseRate("24×"))
	for _, p := range []assistance.PropertyPolicy{{Standard: huge, FinancialMonths: times}, {Standard: huge, OtherMonths: times}} {
		_, err := assistance.PropertyTest.Under(p).Eval(assistance.Holdings{Members: 3, Financial: rule.Give(unit.Yuan(1)), Other: rule.Give(unit.Yuan(1))})
		require.ErrorIs(t, err, rule.Range)
	}
}

// TestChoicesOfASupporterThatAreNone: what only Go code can give, one by itself.
func TestChoicesOfASupporterThatAreNone(t *testing.T) {
	good := assistance.Supporter{Aid: assistance.SupporterAid(1), Age: 65, State: assistance.SupporterState(1), YearIncome: unit.Yuan(1)}
	for field, spoil := range map[string]func(*assistance.Supporter){
		"supporters[0].aid": func(s *assistance.Supporter) { s.Aid = 0 }, "supporters[0].state": func(s *assistance.Supporter) { s.State = 0 }} {
		s := good
		spoil(&s)
		_, err := assistance.ExtremePoverty.Under(sampleRecognition).Eval(assistance.Candidate{Age: 70, Supporters: []assistance.Supporter{s}})
		only(t, err, rule.Missing, field)
	}
}

// TestANegativeReserveIsNamedOnce, and not for what was spent of it.
func TestANegativeReserveIsNamedOnce(t *testing.T) {
	reserve := assistance.AidReserve.Under(sampleReserve)
	_, err := reserve.Eval(assistance.Reserve{Funded: unit.Fen(-1), Spent: unit.Yuan(1)})
	only(t, err, rule.Range, "funded")
	_, err = reserve.Eval(assistance.Reserve{Funded: unit.Yuan(1), Spent: unit.Fen(-1)})
	only(t, err, rule.Range, "spent")
}

// TestTheLargestHouseholdOfAScheme: 127 members, and one more is refused.
func TestTheLargestHouseholdOfAScheme(t *testing.T) {
	in := assistance.SchemeCase{Members: make([]assistance.Supplemented, 128), Month: unit.MustParseMonth("2024-05")}
	scheme := assistance.Scheme.Under(plainScheme)
	_, err := scheme.Eval(in)
	only(t, err, rule.Range, "members")
	in.Members = in.Members[1:]
	out, err := scheme.Eval(in)
	require.NoError(t, err)
	assert.Equal(t, "99568.00", out.Amount.String(), "784 × 127")
}

// TestTheMostOffices: ten thousand are looked at, and one more is refused.
func TestTheMostOffices(t *testing.T) {
	offices := make([]assistance.TownshipOffice, assistance.MaxOffices+1)
	_, err := assistance.TownshipStaff.Eval(assistance.TownshipOffices{Offices: offices})
	only(t, err, rule.Range, "offices")
	f, err := assistance.TownshipStaff.Eval(assistance.TownshipOffices{Offices: offices[1:]})
	require.NoError(t, err)
	assert.EqualValues(t, 3*assistance.MaxOffices, f.Shortfall)
}

// TestTheFirstAndLastMonthsOfSupport: 1990-01 and 2180-12 are within, the months beside them are not, whichever month it is.
func TestTheFirstAndLastMonthsOfSupport(t *testing.T) {
	month := unit.MustParseMonth
	person := func(confirmed, ended, born string) assistance.SupportedPerson {
		p := assistance.SupportedPerson{Confirmed: month(confirmed), Month: month("2024-05")}
		if ended != "" {
			p.Ended = rule.Give(month(ended))
		}
		if born != "" {
			p.Born = rule.Give(month(born))
		}
		return p
	}
	for _, c := range []struct{ confirmed, ended, born, field string }{
		{"1990-01", "", "", ""}, {"2180-12", "", "", ""}, {"1990-01", "1990-01", "1990-01", ""}, {"2180-12", "2180-12", "", ""}, {"2180-12", "", "2180-12", ""},
		{"1989-12", "", "", "confirmed"}, {"2181-01", "", "", "confirmed"}, {"2024-03", "2181-01", "", "ended"}, {"2024-03", "", "1989-12", "born"},
	} {
		_, err := assistance.SupportTimes.Eval(person(c.confirmed, c.ended, c.born))
		if c.field == "" {
			require.NoError(t, err, "%+v", c)
		} else {
			only(t, err, rule.Range, c.field)
		}
	}
}

// TestASchemeThatPaysMoreThanThereIsIsRefused: an allowance and a supplement that are amounts, and their sum is none.
func TestASchemeThatPaysMoreThanThereIsIsRefused(t *testing.T) {
	p := plainScheme
	p.Standard, p.Elderly = unit.MustParseMoney("90071992547409.00"), unit.Percent(100)
	in := assistance.SchemeCase{Members: []assistance.Supplemented{{}}, Month: unit.MustParseMonth("2024-05")}
	_, err := assistance.Scheme.Under(p).Eval(in)
	require.NoError(t, err)
	in.Members[0].Elderly = true
	_, err = assistance.Scheme.Under(p).Eval(in)
	require.ErrorIs(t, err, rule.Range)
}

// TestWhatIsAboveTheStandardIsSaidOfAnAllowanceAlone, not of an exit or a refusal.
func TestWhatIsAboveTheStandardIsSaidOfAnAllowanceAlone(t *testing.T) {
	in := assistance.SchemeCase{Members: []assistance.Supplemented{{}}, Month: unit.MustParseMonth("2024-05")}
	for income, said := range map[int32]bool{0: true, 784: false} {
		in.Income = unit.Yuan(income)
		d, err := assistance.Scheme.Under(plainScheme).Explain(in)
		require.NoError(t, err)
		has := slices.ContainsFunc(d.Steps, func(s rule.Step) bool { return s.ID == "above_standard" })
		assert.Equal(t, said, has, income)
	}
}

// TestANumberThatNoDayHasIsNamedOnce, by its own range, and not as a day of the calendar too.
func TestANumberThatNoDayHasIsNamedOnce(t *testing.T) {
	for _, c := range []struct {
		month, day    int64
		field, reason string
	}{{0, 1, "month", "应不小于1、不大于12"}, {13, 1, "month", "应不小于1、不大于12"}, {1, 0, "day", "应不小于1、不大于31"}, {1, 32, "day", "应不小于1、不大于31"}} {
		_, err := assistance.AidFrequency.Under(sampleFrequency).Eval(assistance.AidHistory{Year: 2024, Month: c.month, Day: c.day})
		assert.Equal(t, c.reason, only(t, err, rule.Range, c.field).Reason.ZH)
	}
}
