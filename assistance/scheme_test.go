package assistance_test

import (
	"fmt"
	"math/big"
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

func anyScheme(r *rand.Rand) assistance.SchemePolicy {
	p := sampleScheme()
	p.SupplementOf, p.SingleSupplements = assistance.SupplementBase(1+r.IntN(2)), r.IntN(2) == 0
	p.ExitMonths, p.ExitShare, p.SingleShare = r.Int64N(4), unit.Percent(int32(50*r.IntN(3))), unit.Percent(int32(80*r.IntN(2)))
	p.LeastShare = [...]unit.Rate{unit.Percent(0), unit.Percent(20), unit.MustParseRate("20.0001%")}[r.IntN(3)]
	p.Standard = [...]unit.Money{unit.Yuan(784), unit.Fen(78_350)}[r.IntN(2)]
	p.Rounding = anyRounding(r)
	return p
}

func TestScheme(t *testing.T) {
	ruletest.Test(t, assistance.Scheme, ruletest.Suite[assistance.SchemePolicy, assistance.SchemeCase]{
		Random: anySchemeCase, N: 2_000, Policy: anyScheme,
		Equivalent: []string{ // a share is never below nothing
			"exiting: given({exit_from}) and {exit_share} ≠ 0% and {month} ≥ {exit_from} and {month} < {exit_from} + {exit_months}"}})
}

// Without additions the scheme pays what the allowance does, decides as it does and refuses what it refuses,
// under any rounding.
func TestAPlainSchemeIsTheAllowance(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 13))
	refused := 0
	for range tries(20_000) {
		county := plainScheme
		county.Rounding = anyRounding(r)
		in := anySchemeCase(r)
		in.Single, in.ExitFrom = false, rule.Given[unit.Month]{}
		if len(in.Members) == 0 {
			continue
		}
		got, err := assistance.Scheme.Under(county).Eval(in)
		want, wantErr := assistance.TopUp.Under(assistance.TopUpPolicy{Standard: county.Standard, Rounding: county.Rounding}).Eval(
			assistance.Means{Income: in.Income, Members: int32(len(in.Members)), OverProperty: in.OverProperty})
		if require.Equal(t, wantErr == nil, err == nil); err != nil {
			require.Equal(t, "rounding", rule.Faults(wantErr)[0].Field)
			require.Equal(t, "rounding", rule.Faults(err)[0].Field)
			refused++
			continue
		}
		require.Equal(t, want.Amount, got.Amount)
		require.Equal(t, want.Outcome.String(), got.Outcome.String())
	}
	require.Positive(t, refused)
}

// The least a head is a floor under any rounding, and who has a claim is never paid nothing.
func TestTheLeastAHeadIsAFloor(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 16))
	for range tries(20_000) {
		p, in := anyScheme(r), anySchemeCase(r)
		a, err := assistance.Scheme.Under(p).Eval(in)
		if err != nil {
			continue
		}
		paid := a.Outcome == assistance.SchemeEligible || a.Outcome == assistance.SchemeSingle || a.Outcome == assistance.SchemeExiting
		require.Equal(t, paid, a.Amount.Sign() > 0)
		require.Equal(t, paid, a.Allowance.Sign() > 0)
		if a.Outcome == assistance.SchemeEligible {
			floor := new(big.Rat).Mul(fen(p.Standard.Fen()*int64(len(in.Members))), p.LeastShare.Rat())
			require.GreaterOrEqual(t, fen(a.Allowance.Fen()).Cmp(floor), 0, "%+v %+v", p, in)
		}
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
