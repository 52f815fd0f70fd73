package assistance_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleRecognition has made-up amounts.
var sampleRecognition = assistance.RecognitionPolicy{Standard: unit.Yuan(784), PropertyLimit: unit.Yuan(10_000), Disposable: unit.Yuan(30_000), MinorAge: 18}

func anySupporter(r *rand.Rand) assistance.Supporter {
	return assistance.Supporter{Aid: assistance.SupporterAid(1 + r.IntN(3)), Age: 55 + r.Int64N(20), Disabled: r.IntN(3) == 0,
		State: assistance.SupporterState(1 + r.IntN(4)), YearIncome: near(r, 30_000), PropertyWithin: r.IntN(3) > 0, ByProvince: r.IntN(8) == 0}
}

func anyCandidate(r *rand.Rand) assistance.Candidate {
	c := assistance.Candidate{Age: []int64{10, 15, 16, 17, 18, 40, 59, 60, 61}[r.IntN(9)], OtherInability: r.IntN(5) == 0,
		Income: near(r, 784), Property: near(r, 10_000), Supporters: []assistance.Supporter{}, Insurance: near(r, 100), OldAge: near(r, 50), ChoosesGuarantee: r.IntN(6) == 0}
	if r.IntN(2) == 0 {
		c.Disability, c.Grade = rule.Give(assistance.Disability(1+r.IntN(7))), rule.Give(1+r.Int64N(4))
	}
	if r.IntN(2) == 0 {
		c.Income, c.Property = unit.Yuan(500), unit.Yuan(9_000)
	}
	for range r.IntN(3) {
		c.Supporters = append(c.Supporters, anySupporter(r))
	}
	switch r.IntN(20) {
	case 0:
		c.Grade = rule.Given[int64]{}
	case 1:
		c.Age = 151 - r.Int64N(153)
	case 2:
		c.Supporters = make([]assistance.Supporter, 21)
	}
	return c
}

func TestExtremePoverty(t *testing.T) {
	ruletest.Test(t, assistance.ExtremePoverty, ruletest.Suite[assistance.RecognitionPolicy, assistance.Candidate]{
		Random: anyCandidate, N: 3_000,
		Policy: func(r *rand.Rand) assistance.RecognitionPolicy {
			p := sampleRecognition
			if r.IntN(2) == 0 {
				p.MinorAge, p.ElderAge, p.SupporterElderAge, p.SupporterOldAge = 16, 59+r.Int64N(3), 59+r.Int64N(3), 69+r.Int64N(3)
			}
			return p
		},
		Equivalent: []string{ // kind and grade are given together, and no grade is below 1
			"of_group: {age} ≥ {elder_age} or given({grade}) or {age} < 18",
			"unable_by_grade: given({grade}) and (({disability} = 'intellectual' or {disability} = 'mental') and {grade} ≤ 3 or {disability} = 'limb' and {grade} ≤ 2 or {disability} = 'sight' and {grade} = 1)",
			"unable_by_grade: given({disability}) and (({disability} = 'intellectual' or {disability} = 'mental') and {grade} ≤ 3 or {disability} = 'limb' and {grade} ≤ 2 or {disability} = 'sight' and {grade} ≤ 1)",
		},
	})
}

// The conditions as lists of what article 5 and 8 name, and the first that is not met.
func TestExtremePovertyEqualsTheArticles(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 6))
	unable := map[string]bool{}
	for _, k := range []struct {
		kind assistance.Disability
		most int64
	}{{assistance.IntellectualDisability, 3}, {assistance.MentalDisability, 3}, {assistance.LimbDisability, 2}, {assistance.SightDisability, 1}} {
		for g := int64(1); g <= k.most; g++ {
			unable[fmt.Sprint(k.kind, g)] = true
		}
	}
	seen := map[assistance.Recognition]int{}
	for range tries(40_000) {
		c := anyCandidate(r)
		got, err := assistance.ExtremePoverty.Under(sampleRecognition).Eval(c)
		if err != nil {
			continue
		}
		kind, disabled := c.Disability.Get()
		grade, _ := c.Grade.Get()
		want := assistance.Recognition(0)
		conditions := []bool{
			disabled || c.Age < 18 || c.Age > 59,
			c.Age > 59 || c.Age < 18 || c.OtherInability || disabled && unable[fmt.Sprint(kind, grade)],
			c.Income.Fen() <= 78_399,
			c.Property.Fen() <= 1_000_000,
			!slices.ContainsFunc(c.Supporters, func(s assistance.Supporter) bool {
				low, act := s.YearIncome.Fen() <= 2_999_999, s.State == assistance.SupporterPresent
				excuses := []bool{s.Aid == assistance.SupporterExtremePoverty, s.Aid == assistance.SupporterAllowance && s.Age > 59,
					s.Age > 69 && low && s.PropertyWithin, s.Disabled && low && s.PropertyWithin, !act && s.PropertyWithin, s.ByProvince}
				return !slices.Contains(excuses, true)
			}),
			!c.ChoosesGuarantee,
		}
		if want = assistance.RecognitionMet; slices.Contains(conditions, false) {
			want = assistance.RecognitionGroup + assistance.Recognition(slices.Index(conditions, false))
		}
		require.Equal(t, want, got.Outcome, "%+v", c)
		require.Equal(t, []bool{conditions[0], conditions[1], conditions[2] && conditions[3], conditions[4]},
			[]bool{got.OfGroup, got.NoWorkAbility, got.NoSource, got.NoSupporter})
		seen[got.Outcome]++
	}
	require.Len(t, seen, 7)
}

// More income or property, and one supporter more, never bring a person into extreme poverty.
func TestMoreNeverLeadsIntoExtremePoverty(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 7))
	recognise := assistance.ExtremePoverty.Under(sampleRecognition)
	for range tries(20_000) {
		c := anyCandidate(r)
		before, err := recognise.Eval(c)
		if err != nil || len(c.Supporters) > 18 {
			continue
		}
		c.Income, _ = c.Income.Add(unit.Fen(r.Int32N(30_000)))
		c.Property, _ = c.Property.Add(unit.Fen(r.Int32N(300_000)))
		c.Supporters = append(c.Supporters, anySupporter(r))
		after, err := recognise.Eval(c)
		require.NoError(t, err)
		require.False(t, after.Outcome == assistance.RecognitionMet && before.Outcome != assistance.RecognitionMet)
	}
}

// Classification, told what was found here of work and supporters, agrees for a person alone.
func TestClassificationAgreesOnExtremePoverty(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 16))
	met := 0
	for range tries(20_000) {
		c := anyCandidate(r)
		c.ChoosesGuarantee = false
		got, err := assistance.ExtremePoverty.Under(sampleRecognition).Eval(c)
		if err != nil {
			continue
		}
		class, err := assistance.Classification.Under(sampleClasses).Eval(assistance.Applicant{Members: 1, Income: c.Income, Property: c.Property,
			NoWorkAbility: got.OfGroup && got.NoWorkAbility, NoSupporter: got.NoSupporter})
		require.NoError(t, err)
		require.Equal(t, got.Outcome == assistance.RecognitionMet, class.Class == assistance.ClassExtremePoverty, "%+v", c)
		met += int(count(got.Outcome == assistance.RecognitionMet))
	}
	require.Positive(t, met)
}

// Where the place takes minors below 18 as unable to work, one of 17 is; by the norm's 16 he is not.
func ExampleExtremePoverty() {
	minor := assistance.Candidate{Age: 17, Income: unit.Yuan(500)}
	for _, below := range []int64{18, 16} {
		p := sampleRecognition
		p.MinorAge = below
		r, err := assistance.ExtremePoverty.Under(p).Eval(minor)
		fmt.Println(below, r.Outcome, r.NoSource, r.NoSupporter, err)
	}
	// Output:
	// 18 met true true <nil>
	// 16 work-ability true true <nil>
}

func BenchmarkExtremePoverty(b *testing.B) {
	ruletest.BenchRandom(b, assistance.ExtremePoverty.Under(sampleRecognition), rand.New(rand.NewPCG(11, 8)), anyCandidate)
}
