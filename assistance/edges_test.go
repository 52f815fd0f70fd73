package assistance_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sameAsEdges holds an answer of the allowance against what edges say at a fen.
func sameAsEdges(t *testing.T, e rule.Edges, fen int64, a assistance.Award, err error) {
	t.Helper()
	at := fmt.Sprintf("%d.%02d", fen/100, fen%100)
	said, why := e.At(at)
	if (err == nil) != (why == nil) {
		t.Fatalf("at %s: edges say %v, the rule %v", at, why, err)
	}
	if err != nil {
		return
	}
	amount, bad := unit.ParseMoney(said[0].Text)
	if bad != nil || len(said) != 2 || amount != a.Amount || said[1].Text != a.Outcome.String() {
		t.Fatalf("at %s: edges say %v, the rule %v", at, said, a)
	}
}

// households are of all kinds of course: with costs, with a rounding a person, beside a limit.
func coursed() []assistance.Household {
	own := assistance.Member{Income: unit.Yuan(1_500), EmploymentCost: unit.MustParseMoney("500.37")}
	return []assistance.Household{
		{Area: assistance.Rural, Members: []assistance.Member{own, {}, {}}, Property: rule.Give(unit.Yuan(12_000))},
		{Area: assistance.Urban, Members: []assistance.Member{own, {Income: unit.MustParseMoney("333.33")}}, Property: rule.Give(unit.Yuan(60_000))},
	}
}

func TestEdgesOfAnIncomeAreWhatEveryFenGives(t *testing.T) {
	stride := int64(1)
	if testing.Short() {
		stride = 37
	}
	for _, perHead := range []string{"", "up/yuan"} {
		county := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}
		if perHead != "" {
			county.PerHead = unit.MustParseRounding(perHead)
			stride = 41
		}
		r := assistance.Allowance.Under(county)
		for _, h := range coursed() {
			e, err := r.Edges(h, "members[0].income", "0", "5000")
			require.NoError(t, err)
			require.LessOrEqual(t, len(e.Segments), 4, "what rounding does is no edge")
			for fen := int64(0); fen <= 500_000; fen += stride {
				h.Members[0].Income = unit.Fen(int32(fen))
				a, err := r.Eval(h)
				sameAsEdges(t, e, fen, a, err)
			}
			for i, s := range e.Segments { // whatever the stride, both sides of each edge
				for _, end := range []string{s.From, s.To} {
					m := unit.MustParseMoney(end)
					h.Members[0].Income = m
					a, err := r.Eval(h)
					sameAsEdges(t, e, m.Fen(), a, err)
				}
				require.True(t, i == 0 || len(s.Because) > 0, "an edge says what turned: %+v", s)
			}
		}
	}
}

// Under half-up a household that lacks less than half a yuan is refused: a range between two that
// are answered, which no formula tells of.
func TestARefusalBetweenTwoAnswersIsSeen(t *testing.T) {
	r := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000), Rounding: unit.MustParseRounding("half-up/yuan")})
	h := assistance.Household{Area: assistance.Urban, Members: []assistance.Member{{Income: unit.Yuan(100)}}, Property: rule.Give(unit.Yuan(0))}
	e, err := r.Edges(h, "members[0].income", "0", "1000")
	require.NoError(t, err)
	require.Len(t, e.Segments, 3)
	refused := e.Segments[1]
	require.Equal(t, []string{"799.51", "799.99"}, []string{refused.From, refused.To})
	require.True(t, errors.Is(refused.Refused, rule.Range))
	f, err := r.Flip(h)
	require.NoError(t, err)
	change := f.Flips[1].Changes[0]
	require.Equal(t, "800.00", change.Value)
	require.True(t, change.AfterRefused)
	require.Contains(t, f.Text(rule.English), "(the values before are refused)")
}

// smallCounty and smallHousehold have amounts of a few fen, over which every value can be tried.
func smallCounty(r *rand.Rand) assistance.AllowancePolicy {
	roundings := []string{"up/fen", "up/jiao", "down/fen", "half-up/jiao", "half-even/fen", "half-even/jiao", "up/yuan"}
	p := assistance.AllowancePolicy{
		Standard: unit.Fen(1 + r.Int32N(60)), PropertyLimit: unit.Fen(1 + r.Int32N(60)),
		EmploymentCosts: assistance.Deduction(1 + r.IntN(3)), Rounding: unit.MustParseRounding(roundings[r.IntN(len(roundings))]),
	}
	if r.IntN(3) == 0 {
		p.PerHead = unit.MustParseRounding(roundings[r.IntN(3)])
	}
	return p
}

func smallHousehold(r *rand.Rand) assistance.Household {
	h := assistance.Household{Area: assistance.Area(1 + r.IntN(2)), Property: rule.Give(unit.Fen(r.Int32N(120)))}
	for range 1 + r.IntN(4) {
		h.Members = append(h.Members, assistance.Member{Income: unit.Fen(r.Int32N(100)), EmploymentCost: unit.Fen(r.Int32N(50))})
	}
	return h
}

func TestAFlipIsTheLeastChange(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 14))
	n, flips := 400, 0
	if testing.Short() {
		n = 60
	}
	const most = 300 // fen, beyond every threshold of these
	for range n {
		r, h := assistance.Allowance.Under(smallCounty(rnd)), smallHousehold(rnd)
		now, err := r.Eval(h)
		if err != nil {
			continue
		}
		found, err := r.Flip(h)
		require.NoError(t, err)
		for _, f := range found.Flips {
			var set func(fen int32)
			var own int64
			member := 0
			switch fmt.Sscanf(f.Path, "members[%d]", &member); { //nolint:errcheck // other paths have none
			case f.Path == "property":
				set = func(fen int32) { h.Property = rule.Give(unit.Fen(fen)) }
				had, _ := h.Property.Get()
				own = had.Fen()
			case f.Path == fmt.Sprintf("members[%d].income", member):
				set = func(fen int32) { h.Members[member].Income = unit.Fen(fen) }
				own = h.Members[member].Income.Fen()
			case f.Path == fmt.Sprintf("members[%d].employment_cost", member):
				set = func(fen int32) { h.Members[member].EmploymentCost = unit.Fen(fen) }
				own = h.Members[member].EmploymentCost.Fen()
			default:
				continue
			}
			var want []string
			for _, by := range []int64{1, -1} {
				for fen := own + by; fen >= 0 && fen <= most; fen += by {
					set(int32(fen))
					if a, err := r.Eval(h); err == nil && a.Outcome != now.Outcome {
						want = append(want, unit.Fen(int32(fen)).String()+" "+a.Outcome.String())
						break
					}
				}
			}
			set(int32(own))
			var got []string
			for _, c := range f.Changes {
				got = append(got, c.Value+" "+c.Outcome)
			}
			require.Equal(t, want, got, "%s of %+v under %+v", f.Path, h, r.Parameters())
			flips += len(got)
		}
	}
	require.Greater(t, flips, n)
}

func TestEdgesOfSmallHouseholdsAreWhatEveryFenGives(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 71))
	n := 300
	if testing.Short() {
		n = 30
	}
	for range n {
		r, h := assistance.Allowance.Under(smallCounty(rnd)), smallHousehold(rnd)
		member := rnd.IntN(len(h.Members))
		e, err := r.Edges(h, fmt.Sprintf("members[%d].income", member), "0", "1.50")
		require.NoError(t, err)
		for fen := range int64(151) {
			h.Members[member].Income = unit.Fen(int32(fen))
			a, err := r.Eval(h)
			sameAsEdges(t, e, fen, a, err)
		}
	}
}

// The cliffs of a whole scheme come from one call: at the end of eligibility the allowance, of which
// there is a least amount, and the supplements fall away together.
func TestTheCliffOfAWholeScheme(t *testing.T) {
	policy := assistance.SchemePolicy{
		Standard: unit.Yuan(800), LeastShare: unit.Percent(10), Elderly: unit.Percent(20), Minor: unit.Percent(15), Disabled: unit.Percent(30), Ill: unit.Percent(30),
		SupplementOf: assistance.OfStandard, SingleShare: unit.Percent(100), Rounding: unit.UpToYuan,
	}
	r := assistance.Scheme.Under(policy)
	require.NoError(t, r.Err())
	in := assistance.SchemeCase{Income: unit.Yuan(1_000), Members: []assistance.Supplemented{{Elderly: true}, {Minor: true}, {}}, Month: unit.MustParseMonth("2023-05")}
	_, err := r.Eval(in)
	require.NoError(t, err)
	e, err := r.Edges(in, "income", "0", "3000")
	require.NoError(t, err)
	last := e.Segments[len(e.Segments)-1]
	require.Equal(t, "2400.00", last.From)
	jumps := map[string]string{}
	for _, c := range last.Answer {
		jumps[c.Path] = c.Jump
	}
	require.Equal(t, "-520.00", jumps["amount"], "240 of the allowance and 280 of supplements: %s", e.Text(rule.English))
	require.Equal(t, "-240.00", jumps["allowance"])
	require.Equal(t, "-280.00", jumps["supplements"])
	for fen := int64(0); fen <= 300_000; fen += 97 {
		in.Income = unit.Fen(int32(fen))
		a, err := r.Eval(in)
		require.NoError(t, err)
		said, err := e.At(in.Income.String())
		require.NoError(t, err)
		amount, err := unit.ParseMoney(said[0].Text)
		require.NoError(t, err)
		require.Equal(t, a.Amount, amount)
		require.Equal(t, a.Outcome.String(), said[3].Text)
	}
}

func BenchmarkFlip(b *testing.B) {
	r := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	h := coursed()[0]
	b.ReportAllocs()
	facts := 0
	for b.Loop() {
		f, err := r.Flip(h)
		if err != nil {
			b.Fatal(err)
		}
		facts = len(f.Flips)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*facts), "ns/fact")
}

func BenchmarkEdges(b *testing.B) {
	r := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	h := coursed()[0]
	b.ReportAllocs()
	for b.Loop() {
		if _, err := r.Edges(h, "members[0].income", "0", "5000"); err != nil {
			b.Fatal(err)
		}
	}
}
