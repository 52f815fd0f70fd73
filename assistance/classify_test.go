package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleClasses are made-up parameters but for the share, that of a draft of the province of 2025.
var sampleClasses = assistance.ClassPolicy{Standard: unit.Yuan(784), Disposable: unit.Yuan(30_000), SpendingShare: unit.Percent(60),
	SupportLimit: unit.Yuan(10_000), AllowanceLimit: unit.Yuan(20_000), EdgeLimit: unit.Yuan(30_000), RigidLimit: unit.Yuan(40_000)}

// near gives an amount around a bound, often exactly there.
func near(r *rand.Rand, yuan int32) unit.Money {
	switch r.IntN(4) {
	case 0:
		return unit.Yuan(yuan)
	case 1:
		return unit.Fen(yuan*100 - 1 + int32(r.IntN(3)))
	}
	return unit.Fen(int32(r.IntN(int(yuan)*150 + 1)))
}

func anyApplicant(r *rand.Rand) assistance.Applicant {
	n := int32(1 + r.IntN(3))
	year := 12_000 * n * int32(1+r.IntN(3))
	a := assistance.Applicant{
		Members: n, Income: near(r, 784*n*int32(2+r.IntN(2))/2), Property: near(r, int32(1+r.IntN(4))*10_000*n),
		NoWorkAbility: r.IntN(3) > 0, NoSupporter: r.IntN(3) > 0, YearIncome: near(r, year),
		Living: near(r, year*6/10), Medical: near(r, 100), Education: near(r, 100), Rehabilitation: near(r, 100), Other: near(r, 100),
	}
	switch r.IntN(12) {
	case 0:
		a.SupportIncome = rule.Give(near(r, 784*n))
	case 1:
		a.YearIncome = unit.Money{}
	case 2:
		a.Living, a.Medical, a.Education, a.Rehabilitation, a.Other = near(r, year*6/10), unit.Money{}, unit.Money{}, unit.Money{}, unit.Money{}
	case 3:
		a.Members = int32(r.IntN(140))
	case 4:
		a.Medical = unit.Fen(-int32(r.IntN(2)))
	}
	return a
}

func anyClasses(r *rand.Rand) assistance.ClassPolicy {
	p := sampleClasses
	p.EdgeIncluded, p.ShareIncluded = r.IntN(2) == 0, r.IntN(2) == 0
	if r.IntN(4) == 0 {
		p.EdgeMultiple = unit.Percent(200)
	}
	p.Disposable = unit.Yuan(int32(12_000 * (1 + r.IntN(3))))
	return p
}

func TestClassification(t *testing.T) {
	ruletest.Test(t, assistance.Classification, ruletest.Suite[assistance.ClassPolicy, assistance.Applicant]{
		Random: anyApplicant, Policy: anyClasses, N: 2_000,
		Equivalent: []string{"no_income: {year_income} ≤ 0", "no_income: {share_bound} = 0"}, // no income is negative, no share zero
	})
}

// Every household is in one class: that whose tests are met, the earlier ones not, the later ones covered.
func TestClassificationIsTotalAndSingleValued(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 4))
	seen := map[assistance.Class]int{}
	for range tries(20_000) {
		c, err := assistance.Classification.Under(anyClasses(r)).Eval(anyApplicant(r))
		if err != nil {
			continue
		}
		seen[c.Class]++
		require.True(t, c.Class.IsValid())
		for i, why := range []assistance.Reason{c.ExtremePoverty, c.Allowance, c.Edge, c.Rigid} {
			class := assistance.Class(i + 1)
			require.True(t, why.IsValid())
			require.Equal(t, class == c.Class, why == assistance.ReasonMet, "%+v", c)
			require.Equal(t, class > c.Class, why == assistance.ReasonCovered, "%+v", c)
		}
	}
	require.Len(t, seen, 5)
}

// More income or property never leads to an earlier class, where limits of property widen from class to class.
func TestMoreNeverLeadsToAnEarlierClass(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 5))
	for range tries(20_000) {
		p, in := anyClasses(r), anyApplicant(r)
		before, err := assistance.Classification.Under(p).Eval(in)
		if err != nil {
			continue
		}
		more := in
		if more.Income, err = in.Income.Add(unit.Fen(int32(r.IntN(100_000)))); err == nil && r.IntN(2) == 0 {
			more.Property, err = in.Property.Add(unit.Fen(int32(r.IntN(1_000_000))))
		}
		require.NoError(t, err)
		after, err := assistance.Classification.Under(p).Eval(more)
		require.NoError(t, err)
		require.GreaterOrEqual(t, after.Class, before.Class)
	}
}

// A low income passes a share of 60 % by what it needs to live on alone: the answer says so.
func ExampleClassification() {
	low := assistance.Applicant{Members: 3, Income: unit.Yuan(3_900), YearIncome: unit.Yuan(46_800), Living: unit.Yuan(3 * 12 * 784)}
	c, err := assistance.Classification.Under(sampleClasses).Eval(low)
	fmt.Println(c.Class, c.ByLivingAlone, err)
	fmt.Println(c.ExtremePoverty, c.Allowance, c.Edge)
	// Output:
	// rigid-spending true <nil>
	// work-ability income income
}

func BenchmarkClassification(b *testing.B) {
	ruletest.BenchRandom(b, assistance.Classification.Under(sampleClasses), rand.New(rand.NewPCG(10, 6)), anyApplicant)
}
