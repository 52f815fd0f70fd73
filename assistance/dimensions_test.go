package assistance_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleDimensions has made-up weights and bands: the plan gives none.
var sampleDimensions = assistance.DimensionPolicy{
	Economy: unit.Percent(30), Health: unit.Percent(20), Education: unit.Percent(15), Housing: unit.Percent(15), Employment: unit.Percent(10), Participation: unit.Percent(10),
	Bands: []assistance.IndexBand{{From: unit.Percent(40)}, {From: unit.Percent(60)}, {From: unit.Percent(80)}}}

func anyScore(r *rand.Rand) unit.Number {
	switch r.IntN(40) {
	case 0:
		return unit.MustParseNumber("-1")
	case 1:
		return unit.MustParseNumber("100.01")
	case 2:
		return unit.MustParseNumber("50.125")
	}
	switch n := r.IntN(10_001); r.IntN(4) {
	case 0:
		return unit.MustParseNumber(fmt.Sprint(n / 100))
	case 1:
		return unit.MustParseNumber("60")
	case 2:
		return unit.MustParseNumber(fmt.Sprintf("%d.%d", n/100*99/100, n%10))
	default:
		return unit.MustParseNumber(fmt.Sprintf("%d.%02d", n/100*99/100, n%100))
	}
}

func anyDimensions(r *rand.Rand) assistance.Dimensions {
	return assistance.Dimensions{Economy: anyScore(r), Health: anyScore(r), Education: anyScore(r), Housing: anyScore(r), Employment: anyScore(r), Participation: anyScore(r)}
}

// anyDimensionPolicy shares a thousand per mille out to the dimensions.
func anyDimensionPolicy(r *rand.Rand) assistance.DimensionPolicy {
	p := sampleDimensions
	left := int32(1_000)
	for _, w := range []*unit.Rate{&p.Economy, &p.Health, &p.Education, &p.Housing, &p.Employment} {
		n := r.Int32N(left/2 + 1)
		*w, left = unit.Permille(n), left-n
	}
	p.Participation = unit.Permille(left)
	return p
}

func TestPovertyIndex(t *testing.T) {
	ruletest.Test(t, assistance.PovertyIndex, ruletest.Suite[assistance.DimensionPolicy, assistance.Dimensions]{
		Random: anyDimensions, Policy: anyDimensionPolicy, N: 2_000})
}

func TestPovertyIndexEqualsRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 11))
	answered := 0
	for range tries(20_000) {
		p, d := anyDimensionPolicy(r), anyDimensions(r)
		got, err := assistance.PovertyIndex.Under(p).Eval(d)
		if err != nil {
			continue
		}
		answered++
		want := new(big.Rat)
		for i, w := range []unit.Rate{p.Economy, p.Health, p.Education, p.Housing, p.Employment, p.Participation} {
			n := []unit.Number{d.Economy, d.Health, d.Education, d.Housing, d.Employment, d.Participation}[i]
			want.Add(want, new(big.Rat).Mul(w.Rat(), n.Rat()))
		}
		want.Quo(want, fen(100))
		require.Zero(t, want.Cmp(got.Index.Rat()), "%+v", d)
		band := int64(0)
		for _, from := range []*big.Rat{big.NewRat(2, 5), big.NewRat(3, 5), big.NewRat(4, 5)} {
			band += count(want.Cmp(from) >= 0)
		}
		require.Equal(t, band, got.Band)
	}
	require.Greater(t, answered, tries(5_000))
}

func ExamplePovertyIndex() {
	score := unit.MustParseNumber
	f, err := assistance.PovertyIndex.Under(sampleDimensions).Eval(assistance.Dimensions{Economy: score("90"), Health: score("80"),
		Education: score("70"), Housing: score("60"), Employment: score("50"), Participation: score("40")})
	fmt.Println(f.Index.Percent(1), f.Band, err)
	// Output: 71.5% 2 <nil>
}

func BenchmarkPovertyIndex(b *testing.B) {
	ruletest.BenchRandom(b, assistance.PovertyIndex.Under(sampleDimensions), rand.New(rand.NewPCG(11, 12)), anyDimensions)
}
