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

// plainScheme adds nothing; sampleScheme has rates that counties of the province published, mixed.
var plainScheme = assistance.SchemePolicy{Standard: unit.Yuan(784), LeastShare: unit.Percent(0), Elderly: unit.Percent(0), Minor: unit.Percent(0),
	Disabled: unit.Percent(0), Ill: unit.Percent(0), SupplementOf: assistance.OfStandard, SingleShare: unit.Percent(80), ExitMonths: 6, ExitShare: unit.Percent(100)}

func sampleScheme() assistance.SchemePolicy {
	p := plainScheme
	p.LeastShare, p.Elderly, p.Minor, p.Disabled, p.Ill = unit.Percent(20), unit.Percent(10), unit.Percent(15), unit.Percent(30), unit.Percent(20)
	return p
}

func anySchemeCase(r *rand.Rand) assistance.SchemeCase {
	members := make([]assistance.Supplemented, 1+r.IntN(4))
	for i := range members {
		members[i] = assistance.Supplemented{Elderly: r.IntN(3) == 0, Minor: r.IntN(4) == 0, Disabled: r.IntN(4) == 0, Ill: r.IntN(4) == 0}
	}
	c := assistance.SchemeCase{Income: near(r, int32(784*len(members))), OverProperty: r.IntN(6) == 0, Members: members, Single: r.IntN(5) == 0,
		Month: anyMonth(r), ExitFrom: maybe(r, anyMonth(r)), PaidBefore: unit.Fen(int32(r.IntN(100_000)))}
	if c.Single && r.IntN(10) > 0 {
		c.Members = c.Members[:1]
	}
	if r.IntN(40) == 0 {
		c.Members = nil
	}
	return c
}

func TestScheme(t *testing.T) {
	ruletest.Test(t, assistance.Scheme, ruletest.Suite[assistance.SchemePolicy, assistance.SchemeCase]{
		Random: anySchemeCase, N: 2_000,
		Policy: func(r *rand.Rand) assistance.SchemePolicy {
			p := sampleScheme()
			p.SupplementOf, p.SingleSupplements = assistance.SupplementBase(1+r.IntN(2)), r.IntN(2) == 0
			p.ExitMonths, p.ExitShare = r.Int64N(4), unit.Percent(int32(50+50*r.IntN(2)))
			p.Rounding = [...]unit.Rounding{0, unit.UpToFen, unit.HalfUpToJiao}[r.IntN(3)]
			return p
		},
	})
}

// Without additions the scheme pays what the allowance does, and decides as it does.
func TestAPlainSchemeIsTheAllowance(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 13))
	plain, topUp := assistance.Scheme.Under(plainScheme), assistance.TopUp.Under(assistance.TopUpPolicy{Standard: plainScheme.Standard})
	for range tries(20_000) {
		in := anySchemeCase(r)
		in.Single, in.ExitFrom = false, rule.Given[unit.Month]{}
		got, err := plain.Eval(in)
		if err != nil {
			continue
		}
		want, err := topUp.Eval(assistance.Means{Income: in.Income, Members: int32(len(in.Members)), OverProperty: in.OverProperty})
		require.NoError(t, err)
		require.Equal(t, want.Amount, got.Amount)
		require.Equal(t, want.Outcome.String(), got.Outcome.String())
	}
}

// Additions never take anything, and their parts are the whole.
func TestAdditionsOnlyAdd(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 14))
	plain, sample := assistance.Scheme.Under(plainScheme), assistance.Scheme.Under(sampleScheme())
	for range tries(20_000) {
		in := anySchemeCase(r)
		before, err := plain.Eval(in)
		if err != nil {
			continue
		}
		after, err := sample.Eval(in)
		require.NoError(t, err)
		require.False(t, after.Amount.Less(before.Amount))
		require.Equal(t, after.Amount.Fen(), after.Allowance.Fen()+after.Supplements.Fen())
	}
}

// The same 30 % is 236 yuan of the standard and 86 of a person's part of the allowance.
func ExampleScheme() {
	household := assistance.SchemeCase{Income: unit.Yuan(1_500), Members: []assistance.Supplemented{{Disabled: true}, {}, {}}, Month: unit.MustParseMonth("2025-03")}
	for _, of := range []assistance.SupplementBase{assistance.OfStandard, assistance.OfOwnAllowance} {
		county := sampleScheme()
		county.SupplementOf = of
		a, err := assistance.Scheme.Under(county).Eval(household)
		fmt.Println(of, a.Allowance, a.Supplements, a.Amount, err)
	}
	// Output:
	// standard 852.00 236.00 1088.00 <nil>
	// own 852.00 86.00 938.00 <nil>
}

func BenchmarkScheme(b *testing.B) {
	ruletest.BenchRandom(b, assistance.Scheme.Under(sampleScheme()), rand.New(rand.NewPCG(10, 15)), anySchemeCase)
}
