package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var county = assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

// anyMoney favours ordinary amounts, with the edges of the range among them.
func anyMoney(r *rand.Rand) unit.Money {
	fen := r.Int64N(150_000)
	switch r.IntN(60) {
	case 0:
		fen = unit.MaxFen - r.Int64N(2)
	case 1:
		fen = -1
	case 2, 3, 4:
		fen = 80_000
	}
	m, err := unit.MoneyFromFen(fen)
	if err != nil {
		panic(err)
	}
	return m
}

// anyHousehold makes a household that may be refused.
func anyHousehold(r *rand.Rand) assistance.Household {
	h := ordinaryHousehold(r)
	for i := range h.Members {
		h.Members[i].Income = anyMoney(r)
	}
	switch r.IntN(20) {
	case 0:
		h.Members = nil
	case 1:
		h.Members = make([]assistance.Member, 120+r.IntN(16))
	case 2:
		h.Area = assistance.Area(r.IntN(5))
	case 3:
		h.Property = rule.Given[unit.Money]{}
	case 4:
		h.Property = rule.Give(anyMoney(r))
	}
	return h
}

// tries is how many random cases a test takes: fewer with -short.
func tries(n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

// ordinaryHousehold makes a household that is answered.
func ordinaryHousehold(r *rand.Rand) assistance.Household {
	h := assistance.Household{
		Area:     assistance.Area(1 + r.IntN(2)),
		Members:  make([]assistance.Member, 1+r.IntN(6)),
		Property: rule.Give(unit.Fen(int32(r.IntN(20_000_000)))),
	}
	for i := range h.Members {
		h.Members[i] = assistance.Member{Income: unit.Fen(int32(r.IntN(120_000))), EmploymentCost: unit.Fen(int32(r.IntN(20_000)))}
	}
	return h
}

func counties() map[string]assistance.AllowancePolicy {
	other := county
	other.EmploymentCosts, other.Rounding, other.PerHead = assistance.Everyone, unit.HalfEvenToJiao, unit.UpToYuan
	return map[string]assistance.AllowancePolicy{"default": county, "other": other}
}

func TestAllowanceIsMeansThenTopUp(t *testing.T) {
	for name, c := range counties() {
		r := rand.New(rand.NewPCG(4, 2))
		for range tries(20_000) {
			h := anyHousehold(r)
			whole, err := assistance.Allowance.Under(c).Eval(h)
			m, meansErr := assistance.MeansTest.Under(c.Means()).Eval(h)
			require.Equal(t, err == nil, meansErr == nil, name)
			if err != nil {
				continue
			}
			part, err := assistance.TopUp.Under(c.TopUp()).Eval(m)
			require.NoError(t, err)
			require.Equal(t, whole, part, name)
		}
	}
}

func TestMoreIncomeNeverRaisesTheAllowance(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	rule := assistance.Allowance.Under(county)
	for range tries(20_000) {
		h := ordinaryHousehold(r)
		before, err := rule.Eval(h)
		require.NoError(t, err)
		more, err := h.Members[0].Income.Add(unit.Fen(int32(r.IntN(10_000))))
		require.NoError(t, err)
		h.Members[0].Income = more
		after, err := rule.Eval(h)
		require.NoError(t, err)
		require.LessOrEqual(t, after.Amount.Fen(), before.Amount.Fen())
	}
}

// Under any rounding, more income never raises the allowance, and lowers it by no more than itself and a step of the
// roundings; a higher standard never lowers it.
func TestTheAllowanceFollowsIncomeAndStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 14))
	for range tries(30_000) {
		c, h := county, ordinaryHousehold(r)
		c.EmploymentCosts, c.Rounding = assistance.NoDeduction, anyRounding(r)
		step := int64(10_000)
		if r.IntN(3) == 0 {
			c.PerHead = anyRounding(r)
			step += 10_000 * int64(len(h.Members))
		}
		h.Property = rule.Give(unit.Money{})
		before, err := assistance.Allowance.Under(c).Eval(h)
		if err != nil {
			continue
		}
		more := unit.Fen(r.Int32N(20_000))
		richer := h
		richer.Members = slices.Clone(h.Members)
		richer.Members[0].Income, err = h.Members[0].Income.Add(more)
		require.NoError(t, err)
		if after, err := assistance.Allowance.Under(c).Eval(richer); err == nil {
			require.LessOrEqual(t, after.Amount.Fen(), before.Amount.Fen(), "%+v under %+v", h, c)
			require.LessOrEqual(t, before.Amount.Fen()-after.Amount.Fen(), more.Fen()+step, "%+v under %+v", h, c)
		}
		c.Standard, err = c.Standard.Add(more)
		require.NoError(t, err)
		if after, err := assistance.Allowance.Under(c).Eval(h); err == nil {
			require.GreaterOrEqual(t, after.Amount.Fen(), before.Amount.Fen(), "%+v under %+v", h, c)
		}
	}
}

// Under a county's additions too, a higher standard never lowers what is paid, and more income never raises it,
// but for the gradual exit, which pays what was paid before.
func TestASchemeFollowsIncomeAndStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 15))
	for range tries(20_000) {
		p, in := sampleScheme(), anySchemeCase(r)
		p.SupplementOf = assistance.SupplementBase(1 + r.IntN(2))
		in.ExitFrom = rule.Given[unit.Month]{}
		before, err := assistance.Scheme.Under(p).Eval(in)
		if err != nil {
			continue
		}
		more := unit.Fen(r.Int32N(20_000))
		richer := in
		richer.Income, err = in.Income.Add(more)
		require.NoError(t, err)
		after, err := assistance.Scheme.Under(p).Eval(richer)
		require.NoError(t, err)
		require.False(t, before.Amount.Less(after.Amount), "%+v under %+v", in, p)
		p.Standard, err = p.Standard.Add(more)
		require.NoError(t, err)
		after, err = assistance.Scheme.Under(p).Eval(in)
		require.NoError(t, err)
		require.False(t, after.Amount.Less(before.Amount), "%+v under %+v", in, p)
	}
}

// TestAStandardThatDoesNotFitIsNamed as the parameter that it is.
func TestAStandardThatDoesNotFitIsNamed(t *testing.T) {
	huge, err := unit.MoneyFromFen(unit.MaxFen)
	require.NoError(t, err)
	for _, head := range []unit.Rounding{0, unit.UpToYuan} {
		c := county
		c.Standard, c.PerHead = huge, head
		h := assistance.Household{Area: assistance.Urban, Members: make([]assistance.Member, 2), Property: rule.Give(unit.Money{})}
		_, err = assistance.Allowance.Under(c).Eval(h)
		require.ErrorIs(t, err, rule.Range)
		require.ErrorContains(t, err, "assistance.allowance: parameters.standard: ")
		_, err = assistance.TopUp.Under(c.TopUp()).Eval(assistance.Means{Members: 2})
		require.ErrorIs(t, err, rule.Range)
		require.ErrorContains(t, err, "assistance.top-up: parameters.standard: ")
	}
}

// TestAnAmountThatFitsIsGivenWhateverLiesBetween: the sum of the parts is above the largest
// amount, and what is rounded from it is not.
func TestAnAmountThatFitsIsGivenWhateverLiesBetween(t *testing.T) {
	standard, err := unit.MoneyFromFen(unit.MaxFen/2 + 1) // two parts are one fen too many
	require.NoError(t, err)
	award, err := assistance.TopUp.Under(assistance.TopUpPolicy{Standard: standard, PerHead: unit.UpToFen, Rounding: unit.DownToYuan}).Eval(assistance.Means{Members: 2})
	require.NoError(t, err)
	assert.EqualValues(t, unit.MaxFen/100*100, award.Amount.Fen())
}

// TestARoundingThatIsNoneIsRefused: it is not taken for one that was not given.
func TestARoundingThatIsNoneIsRefused(t *testing.T) {
	none := unit.Rounding(99)
	c := county
	c.Rounding, c.PerHead = none, 40
	err := assistance.Allowance.Under(c).Err()
	assert.ErrorIs(t, err, rule.Invalid)
	assert.ErrorContains(t, err, "rounding")
	assert.ErrorContains(t, err, "per_head")
	band := assistance.AllowanceBand.Parameters()
	band.FloorRounding, band.CeilingRounding = none, none
	assert.Len(t, rule.Faults(assistance.AllowanceBand.Under(band).Err()), 2)
	support := assistance.SupportStandard.Parameters()
	support.Rounding = none
	assert.ErrorIs(t, assistance.SupportStandard.Under(support).Err(), rule.Invalid)
	care := assistance.CareStandard.Parameters()
	care.Rounding = none
	assert.ErrorIs(t, assistance.CareStandard.Under(care).Err(), rule.Invalid)
}

// TestTheLargestHousehold has 127 members; one more is refused, as is nobody.
func TestTheLargestHousehold(t *testing.T) {
	for n, want := range map[int]string{127: "101600.00", 128: "", 0: "", 1: "800.00"} {
		h := assistance.Household{Area: assistance.Rural, Members: make([]assistance.Member, n), Property: rule.Give(unit.Money{})}
		award, err := assistance.Allowance.Under(county).Eval(h)
		means, meansErr := assistance.MeansTest.Under(county.Means()).Eval(h)
		if want == "" {
			assert.ErrorIs(t, err, rule.Range, n)
			assert.ErrorContains(t, err, "members")
			assert.ErrorIs(t, meansErr, rule.Range, n)
			continue
		}
		require.NoError(t, err)
		require.NoError(t, meansErr)
		assert.Equal(t, want, award.Amount.String(), "800 × members")
		assert.EqualValues(t, n, means.Members)
	}
}

// TestEligibleNeverComesWithNothing under any rounding: where it would, the rounding is named,
// in both languages, with what the household lacks.
func TestEligibleNeverComesWithNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 11))
	refused := 0
	for range tries(50_000) {
		c := anyCounty(r)
		c.Standard = unit.Yuan(800)
		lack := r.Int32N(200)
		h := assistance.Household{Area: assistance.Urban, Members: []assistance.Member{{Income: unit.Fen(80_000 - lack)}}, Property: rule.Give(unit.Money{})}
		award, err := assistance.Allowance.Under(c).Eval(h)
		if err != nil {
			refused++
			require.ErrorIs(t, err, rule.Range)
			f := rule.Faults(err)[0]
			require.Equal(t, rule.OfParameters, f.Part)
			require.Contains(t, []string{"rounding", "per_head"}, f.Field)
			require.Contains(t, f.Reason.ZH, unit.Fen(lack).String()+"元")
			require.Contains(t, f.Reason.EN, unit.Fen(lack).String()+" yuan")
			continue
		}
		require.Equal(t, award.Outcome == assistance.Eligible, award.Amount.Sign() > 0)
		require.Equal(t, lack > 0, award.Outcome == assistance.Eligible)
	}
	require.Positive(t, refused)
}

// TestNoTwoStepsShareAnID, and what the plan does not say cites no clause of it.
func TestNoTwoStepsShareAnID(t *testing.T) {
	c := county
	c.PerHead = unit.UpToYuan
	h := assistance.Household{Area: assistance.Rural, Members: []assistance.Member{{Income: unit.Yuan(1_000)}, {}, {}}, Property: rule.Give(unit.Money{})}
	d, err := assistance.Allowance.Under(c).Explain(h)
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, s := range d.Steps {
		at := fmt.Sprint(s.ID, s.Item)
		assert.False(t, seen[at], at)
		seen[at] = true
		if !slices.Contains([]string{"deducted", "over_property"}, s.ID) {
			assert.NotContains(t, s.Clause, "三(一)", s.ID)
		}
		assert.NotEmpty(t, s.Formula, s.ID)
	}
	assert.True(t, seen["gap0"] && seen["due0"])

	c.EmploymentCosts = assistance.Everyone
	d, err = assistance.Allowance.Under(c).Explain(h)
	require.NoError(t, err)
	for _, clause := range d.Clauses {
		assert.NotEqual(t, "三(一)2", clause.ID, "the plan deducts for rural recipients only")
	}
}

func TestAChineseReaderSeesFormulasInWords(t *testing.T) {
	h := assistance.Household{Area: assistance.Rural, Members: []assistance.Member{{Income: unit.Yuan(3), EmploymentCost: unit.Yuan(5)}}, Property: rule.Give(unit.Money{})}
	d, err := assistance.Allowance.Under(county).Explain(h)
	require.NoError(t, err)
	zh, en := d.Text(rule.Chinese), d.Text(rule.English)
	assert.Contains(t, zh, "取较大者(3.00 − 5.00, 0)")
	assert.Contains(t, zh, "低保标准 × 共同生活家庭成员人数 − 家庭月收入 = 800.00 × 1 − 0.00 = 800")
	assert.NotRegexp(t, `round|max|count\(`, zh)
	assert.Contains(t, en, "round(")
	assert.Less(t, strings.Index(zh, "结论"), strings.Index(zh, "计算过程"))
}

// TestAllFaultsAreNamedTogether, what tags say and what the rule itself does, in Chinese with the
// label of each.
func TestAllFaultsAreNamedTogether(t *testing.T) {
	h := assistance.Household{Members: []assistance.Member{{}, {Income: unit.Yuan(-1), EmploymentCost: unit.Yuan(-2)}}}
	_, err := assistance.Allowance.Under(county).Eval(h)
	var fields []string
	for _, f := range rule.Faults(err) {
		fields = append(fields, string(f.Code)+" "+f.Field)
		assert.NotEmpty(t, f.Label.ZH)
	}
	assert.Equal(t, []string{"missing area", "range members[1].income", "range members[1].employment_cost", "missing property"}, fields)
	assert.Contains(t, rule.Faults(err).In(rule.Chinese), "成员2 月收入（元）")

	most, err := unit.MoneyFromFen(unit.MaxFen)
	require.NoError(t, err)
	h = assistance.Household{Area: assistance.Urban, Members: make([]assistance.Member, 127)}
	h.Members[0].Income = most
	_, err = assistance.Allowance.Under(county).Eval(h)
	require.Len(t, rule.Faults(err), 1, "the sum still fits")
	assert.Equal(t, "property", rule.Faults(err)[0].Field)
	h.Members[1].Income = unit.Fen(1)
	_, err = assistance.Allowance.Under(county).Eval(h)
	require.Len(t, rule.Faults(err), 2)
	assert.Equal(t, "members", rule.Faults(err)[0].Field)
	h.Members = append(h.Members, assistance.Member{})
	_, err = assistance.Allowance.Under(county).Eval(h)
	require.Len(t, rule.Faults(err), 2)
	assert.Contains(t, rule.Faults(err)[0].Reason.EN, "127", "how many members there may be, not their sum")
}
