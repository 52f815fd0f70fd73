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

func times(n int64) unit.Rate { return unit.MustParseRate(fmt.Sprint(n) + "×") }

// sampleAid has the degrees and bands of a county of the province of 2022 and Huainan's cap of 2025, the
// rest made up.
var sampleAid = assistance.TemporaryPolicy{
	Standard: unit.Yuan(784),
	Degrees:  []assistance.Degree{{Degree: 1, Least: times(2), Most: times(5)}, {Degree: 2, Least: times(5), Most: times(8)}, {Degree: 3, Least: times(8), Most: times(30)}},
	Bands:    []assistance.SpendingBand{{From: unit.Yuan(20_000), Least: times(4), Most: times(6)}, {From: unit.Fen(4_000_001), Least: times(6), Most: times(10)}},
	Cap:      times(24), Disposable: unit.Yuan(30_000), PropertyLimit: unit.Yuan(20_000), Times: 2, SameCauseOnce: true, TownshipLimit: unit.Yuan(3_136),
}

func anyPlight(r *rand.Rand) assistance.Plight {
	n := int32(1 + r.IntN(3))
	p := assistance.Plight{Kind: assistance.AidKind(1 + r.IntN(2)), Persons: n, Aided: r.Int64N(5) / 2, SameCause: r.IntN(5) == 0,
		Degree: rule.Give(1 + r.Int64N(3)), SelfPaid: rule.Give(near(r, int32(1+r.IntN(2))*20_000)),
		YearIncome: rule.Give(near(r, 30_000*n)), Property: rule.Give(near(r, 20_000*n)), Multiple: maybe(r, times(1+r.Int64N(31)))}
	switch r.IntN(20) {
	case 0:
		p.Degree = rule.Give(r.Int64N(6))
	case 1:
		p.SelfPaid = rule.Given[unit.Money]{}
	case 2:
		p.Persons = int32(r.IntN(140))
	}
	return p
}

func anyAidPolicy(r *rand.Rand) assistance.TemporaryPolicy {
	p := sampleAid
	p.PerPerson, p.SameCauseOnce, p.Times = r.IntN(2) == 0, r.IntN(2) == 0, 1+r.Int64N(2)
	p.Rounding = anyRounding(r)
	p.TownshipLimit = unit.Yuan(int32(784 * (2 + r.IntN(4))))
	p.Standard = [...]unit.Money{unit.Yuan(784), unit.Fen(75_533), unit.Fen(78_450)}[r.IntN(3)]
	p.Cap = [...]unit.Rate{times(24), times(3), unit.MustParseRate("7.7777×")}[r.IntN(3)]
	return p
}

func TestTemporaryAid(t *testing.T) {
	ruletest.Test(t, assistance.TemporaryAid, ruletest.Suite[assistance.TemporaryPolicy, assistance.Plight]{Random: anyPlight, Policy: anyAidPolicy, N: 2_000})
}

// Whatever is proposed and however it is rounded, the aid is within the exact bounds of its multiple, to the
// fen; the cap has the last word.
func TestAidStaysWithinItsBounds(t *testing.T) {
	r := rand.New(rand.NewPCG(10, 9))
	given, refused := 0, 0
	for range tries(20_000) {
		p, in := anyAidPolicy(r), anyPlight(r)
		d, err := assistance.TemporaryAid.Under(p).Explain(in)
		if err != nil {
			if rule.Faults(err)[0].Field == "rounding" {
				refused++
			}
			continue
		}
		aid := d.Answer
		require.Equal(t, aid.Outcome == assistance.AidGiven, aid.Amount.Sign() > 0)
		require.False(t, aid.PayFirst && in.Kind == assistance.Expenditure)
		if aid.Outcome != assistance.AidGiven {
			continue
		}
		given++
		base := fen(p.Standard.Fen())
		if p.PerPerson {
			base.Mul(base, fen(int64(in.Persons)))
		}
		least, most := p.Cap, p.Cap
		for _, step := range d.Steps {
			switch bound := unit.MustParseRate; step.ID {
			case "multiple_least":
				least = bound(step.Value)
			case "multiple_most":
				if m := bound(step.Value); m.Cmp(most) < 0 {
					most = m
				}
			}
		}
		top := rounded(base.Mul(base, most.Rat()), unit.DownToFen)
		floor := rounded(new(big.Rat).Mul(new(big.Rat).Quo(base, most.Rat()), least.Rat()), unit.UpToFen)
		if floor.Cmp(top) > 0 {
			floor = top
		}
		require.LessOrEqual(t, fen(aid.Amount.Fen()).Cmp(top), 0, "%+v %+v", p, in)
		require.GreaterOrEqual(t, fen(aid.Amount.Fen()).Cmp(floor), 0, "%+v %+v", p, in)
	}
	require.Positive(t, given)
	require.Positive(t, refused)
}

// An emergency is paid first, by the township where the amount is within its limit.
func ExampleTemporaryAid() {
	aid, err := assistance.TemporaryAid.Under(sampleAid).Eval(assistance.Plight{Kind: assistance.Emergency, Persons: 3, Degree: rule.Give(int64(1))})
	fmt.Println(aid.Amount, aid.PayFirst, aid.ByTownship, err)
	// Output: 1568.00 true true <nil>
}

func BenchmarkTemporaryAid(b *testing.B) {
	ruletest.BenchRandom(b, assistance.TemporaryAid.Under(sampleAid), rand.New(rand.NewPCG(10, 10)), anyPlight)
}
