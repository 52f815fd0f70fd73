package assistance_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleSources has made-up parameters: standard and window are the place's.
var sampleSources = assistance.SourcesPolicy{Standard: unit.Yuan(700), Months: 12}

// amounts are the fields of a person's income, each a total over the window.
func amounts(e *assistance.Earner) []*unit.Money {
	return []*unit.Money{&e.Wages, &e.EmploymentCost, &e.Takings, &e.BusinessCosts, &e.PropertyNet, &e.TransfersIn, &e.TransfersOut, &e.OtherIncome, &e.Spending,
		&e.Preferential, &e.FamilyPlanning, &e.Scholarship, &e.Heroism, &e.Relief, &e.BasicPension, &e.OldAge, &e.Disability, &e.Local}
}

func anyEarner(r *rand.Rand) assistance.Earner {
	e := assistance.Earner{Standing: assistance.Standing(1 + r.IntN(11))}
	for _, m := range amounts(&e) {
		if r.IntN(3) == 0 {
			*m = unit.Fen(r.Int32N(400_000))
		}
	}
	return e
}

func anySourcesCase(r *rand.Rand) assistance.SourcesCase {
	c := assistance.SourcesCase{Area: assistance.Area(1 + r.IntN(2)), Month: unit.MustParseMonth("2025-10"), Persons: make([]assistance.Earner, 1+r.IntN(4))}
	c.Month, _ = c.Month.Add(r.IntN(6))
	for i := range c.Persons {
		c.Persons[i] = anyEarner(r)
	}
	if r.IntN(3) > 0 {
		c.Persons[0].Standing = assistance.ApplicantHimself
		for i := range c.Persons[1:] {
			c.Persons[i+1].Standing = assistance.Standing(2 + r.IntN(10))
		}
	}
	switch r.IntN(30) {
	case 0:
		*amounts(&c.Persons[0])[r.IntN(18)] = unit.Fen(-1)
	case 1:
		c.Persons = make([]assistance.Earner, 130)
	case 2:
		c.Persons[0].Standing = assistance.Standing(r.IntN(14))
	case 3, 4, 5: // at the bound of one who has wages only
		c.Persons = []assistance.Earner{{Standing: assistance.ApplicantHimself, Wages: unit.Fen(839_999 + r.Int32N(3))}}
	}
	return c
}

func anySourcesPolicy(r *rand.Rand) assistance.SourcesPolicy {
	p := sampleSources
	p.Months = []int64{1, 6, 12, 12, 36}[r.IntN(5)]
	p.EmploymentCosts = assistance.Deduction(r.IntN(4))
	p.LossesOffset = r.IntN(2) == 0
	some := func() unit.Month { return unit.MustParseMonth([]string{"2025-11", "2025-12", "2026-02"}[r.IntN(3)]) }
	p.LocalSince = maybe(r, some())
	for _, since := range []*unit.Month{&p.OldAgeSince, &p.DisabilitySince} {
		if r.IntN(3) > 0 {
			*since = some()
		}
	}
	return p
}

func TestMeansBySource(t *testing.T) {
	ruletest.Test(t, assistance.MeansBySource, ruletest.Suite[assistance.SourcesPolicy, assistance.SourcesCase]{
		Random: anySourcesCase, Policy: anySourcesPolicy, N: 2_000})
}

// oracleSources counts in rationals, item by item as article 13 lists them; not ok where the facts cannot be.
func oracleSources(p assistance.SourcesPolicy, c assistance.SourcesCase) (income, head *big.Rat, members int64, below, ok bool) {
	income = new(big.Rat)
	add := func(sign int64, m unit.Money) { income.Add(income, fen(sign*m.Fen())) }
	from := func(since unit.Month) bool { return since.IsZero() || since.String() <= c.Month.String() }
	inForce := func(since rule.Given[unit.Month]) bool {
		s, given := since.Get()
		return given && s.String() <= c.Month.String()
	}
	if len(c.Persons) > 127 {
		return nil, nil, 0, false, false
	}
	applicants := 0
	for _, e := range c.Persons {
		if e.Standing == assistance.ApplicantHimself {
			applicants++
		}
		if !e.Standing.IsValid() {
			return nil, nil, 0, false, false
		}
		for _, m := range amounts(&e) {
			if m.Sign() < 0 {
				return nil, nil, 0, false, false
			}
		}
		switch e.Standing {
		case assistance.AwayClergy, assistance.InPrison, assistance.InDetention, assistance.DeclaredMissing, assistance.OtherUncounted:
			continue
		}
		members++
		add(1, e.Wages)
		if p.EmploymentCosts == 0 || p.EmploymentCosts == assistance.Everyone || p.EmploymentCosts == assistance.RuralOnly && c.Area == assistance.Rural {
			if e.EmploymentCost.Less(e.Wages) {
				add(-1, e.EmploymentCost)
			} else {
				add(-1, e.Wages)
			}
		}
		if p.LossesOffset || e.BusinessCosts.Less(e.Takings) {
			add(1, e.Takings)
			add(-1, e.BusinessCosts)
		}
		add(1, e.PropertyNet)
		add(1, e.TransfersIn)
		add(-1, e.TransfersOut)
		add(1, e.OtherIncome)
		add(-1, e.Spending)
		if c.Month.Year() > 2025 {
			add(1, e.BasicPension)
		}
		if !from(p.OldAgeSince) {
			add(1, e.OldAge)
		}
		if !from(p.DisabilitySince) {
			add(1, e.Disability)
		}
		if !inForce(p.LocalSince) {
			add(1, e.Local)
		}
	}
	if members == 0 || applicants > 1 {
		return nil, nil, 0, false, false
	}
	if income.Sign() < 0 {
		income.SetInt64(0)
	}
	head = new(big.Rat).Quo(income, fen(members*p.Months))
	return income, head, members, head.Cmp(fen(p.Standard.Fen())) < 0, true
}

func TestMeansBySourceEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 1))
	answered, under := 0, 0
	for range tries(40_000) {
		p, c := anySourcesPolicy(r), anySourcesCase(r)
		income, head, members, below, ok := oracleSources(p, c)
		got, err := assistance.MeansBySource.Under(p).Eval(c)
		require.Equal(t, ok, err == nil, "%+v: %v", c, err)
		if !ok {
			continue
		}
		answered++
		under += int(count(below))
		require.Zero(t, income.Cmp(fen(got.Income.Fen())), "%+v", c)
		require.Zero(t, head.Cmp(new(big.Rat).Mul(got.PerHead.Rat(), fen(100))))
		lacks := new(big.Rat).Mul(new(big.Rat).Sub(fen(p.Standard.Fen()), head), fen(members))
		if lacks.Sign() < 0 {
			lacks.SetInt64(0)
		}
		require.Zero(t, lacks.Cmp(new(big.Rat).Mul(got.Gap.Rat(), fen(100))))
		require.Equal(t, members, got.Members)
		require.Equal(t, below, got.Below)
	}
	require.Greater(t, answered, tries(20_000))
	require.Greater(t, under, answered/20)
	require.Less(t, under, answered*19/20)
}

func count(yes bool) int64 {
	if yes {
		return 1
	}
	return 0
}

// More of a source never makes a household poorer, and more of what is left out changes nothing.
func TestMoreOfASourceNeverMakesAHouseholdPoorer(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 2))
	for range tries(20_000) {
		p, c := anySourcesPolicy(r), anySourcesCase(r)
		means := assistance.MeansBySource.Under(p)
		before, err := means.Eval(c)
		if err != nil {
			continue
		}
		c.Persons[0] = func(e assistance.Earner) assistance.Earner {
			m := [...]*unit.Money{&e.Wages, &e.Takings, &e.PropertyNet, &e.TransfersIn, &e.OtherIncome, &e.BasicPension, &e.Local}[r.IntN(7)]
			*m, _ = m.Add(unit.Fen(r.Int32N(100_000)))
			return e
		}(c.Persons[0])
		after, err := means.Eval(c)
		require.NoError(t, err)
		require.False(t, after.Income.Less(before.Income))
		require.False(t, after.Below && !before.Below)
		c.Persons[0].Relief, _ = c.Persons[0].Relief.Add(unit.Yuan(100))
		same, err := means.Eval(c)
		require.NoError(t, err)
		require.Equal(t, after.Income, same.Income)
	}
}

// A household has 127 persons at most; so has the one of a refusal.
func TestHouseholdsOf127And128(t *testing.T) {
	one := assistance.Earner{Standing: assistance.SupportedKin, Wages: unit.Yuan(8_400)}
	persons := slices.Repeat([]assistance.Earner{one}, 128)
	in := assistance.SourcesCase{Area: assistance.Urban, Month: unit.MustParseMonth("2025-06"), Persons: persons[:127]}
	got, err := assistance.MeansBySource.Under(sampleSources).Eval(in)
	require.NoError(t, err)
	require.Equal(t, "1066800.00", got.Income.String(), "127 × 8400: exactly the standard")
	require.False(t, got.Below)
	in.Persons[126].Wages = unit.MustParseMoney("8399.99")
	got, err = assistance.MeansBySource.Under(sampleSources).Eval(in)
	require.NoError(t, err)
	require.True(t, got.Below)
	in.Persons = persons
	_, err = assistance.MeansBySource.Under(sampleSources).Eval(in)
	require.ErrorIs(t, err, rule.Range)
	require.Equal(t, "persons", rule.Faults(err)[0].Field)

	members := slices.Repeat([]assistance.WorkRecord{{Own: unit.Yuan(10), CanWork: true, Refused: 3}}, 128)
	cut, err := assistance.WorkRefusals.Under(sampleRefusals).Eval(assistance.RefusalCase{Members: members[:127]})
	require.NoError(t, err)
	require.EqualValues(t, 127, cut.Persons)
	require.Equal(t, "1270.00", cut.Cut.String())
	_, err = assistance.WorkRefusals.Under(sampleRefusals).Eval(assistance.RefusalCase{Members: members})
	require.ErrorIs(t, err, rule.Range)
	require.Equal(t, "members", rule.Faults(err)[0].Field)
}

// Over a window of one month the gap, rounded, is what TopUp pays.
func TestTheGapIsTheTopUp(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 13))
	topUp := assistance.TopUp.Under(assistance.TopUpPolicy{Standard: sampleSources.Standard})
	for range tries(20_000) {
		p, c := anySourcesPolicy(r), anySourcesCase(r)
		p.Months = 1
		got, err := assistance.MeansBySource.Under(p).Eval(c)
		if err != nil {
			continue
		}
		award, err := topUp.Eval(assistance.Means{Income: got.Income, Members: int32(got.Members)})
		require.NoError(t, err)
		amount, err := got.Gap.Round(unit.UpToYuan)
		require.NoError(t, err)
		require.Equal(t, award.Amount, amount)
		require.Equal(t, got.Below, award.Outcome == assistance.Eligible)
	}
}

// A fen a year decides, whatever the average a month would be rounded to.
func ExampleMeansBySource() {
	for _, wages := range []string{"8399.99", "8400.00"} {
		m, err := assistance.MeansBySource.Under(sampleSources).Eval(assistance.SourcesCase{Area: assistance.Urban, Month: unit.MustParseMonth("2025-06"),
			Persons: []assistance.Earner{{Standing: assistance.ApplicantHimself, Wages: unit.MustParseMoney(wages), Relief: unit.Yuan(500)}}})
		fmt.Println(m.Below, m.PerHead, m.Uncounted, err)
	}
	// Output:
	// true 839999/1200 500.00 <nil>
	// false 700 500.00 <nil>
}

func BenchmarkMeansBySource(b *testing.B) {
	ruletest.BenchRandom(b, assistance.MeansBySource.Under(sampleSources), rand.New(rand.NewPCG(11, 3)), anySourcesCase)
}
