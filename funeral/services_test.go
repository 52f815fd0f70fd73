package funeral_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// maybe gives a value half of the time.
func maybe[T any](r *rand.Rand, v T) rule.Given[T] {
	if r.IntN(2) == 0 {
		return rule.Given[T]{}
	}
	return rule.Give(v)
}

func anyTerms(r *rand.Rand) funeral.ServiceTerms {
	return funeral.ServiceTerms{Way: funeral.Way(1 + r.IntN(3) + r.IntN(200)/199), Price: maybe(r, unit.Yuan(int32(1+r.IntN(6)))),
		Most: maybe(r, int64(1+r.IntN(4))), Cap: maybe(r, unit.Yuan(int32(1+r.IntN(9))))}
}

func anyServicePolicy(r *rand.Rand) funeral.ServicePolicy {
	return funeral.ServicePolicy{Transport: anyTerms(r), Storage: anyTerms(r), Cremation: anyTerms(r), AshStorage: anyTerms(r),
		Urn: anyTerms(r), Hall: anyTerms(r), Cap: maybe(r, unit.Yuan(int32(1+r.IntN(40))))}
}

func anyUsed(r *rand.Rand) funeral.ServiceUsed {
	switch r.IntN(60) {
	case 0:
		return funeral.ServiceUsed{Quantity: -1, Price: unit.Yuan(1)}
	case 1:
		return funeral.ServiceUsed{Quantity: 1, Price: unit.Fen(-1)}
	case 2:
		return funeral.ServiceUsed{Quantity: funeral.MaxQuantity + r.Int64N(2), Price: unit.Yuan(funeral.MaxPrice + int32(r.IntN(2)))}
	}
	return funeral.ServiceUsed{Quantity: r.Int64N(7), Price: unit.Fen(int32(r.IntN(800)))}
}

func anyBill(r *rand.Rand) funeral.FuneralBill {
	return funeral.FuneralBill{Entitled: r.IntN(8) > 0, Transport: anyUsed(r), Storage: anyUsed(r), Cremation: anyUsed(r),
		AshStorage: anyUsed(r), Urn: anyUsed(r), Hall: anyUsed(r), Other: unit.Fen(int32(r.IntN(5_000)))}
}

func TestBasicServices(t *testing.T) {
	ruletest.Test(t, funeral.BasicServices, ruletest.Suite[funeral.ServicePolicy, funeral.FuneralBill]{
		Random: anyBill, Policy: anyServicePolicy, N: 1_500,
	})
}

// TestBenefitsUnitByUnit pays a bill unit by unit: each unit that is free takes off the lower of its price
// and the listed one, as long as the service's cap and then the cap of all have something left.
func TestBenefitsUnitByUnit(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 5))
	for range 5_000 {
		p, b := anyServicePolicy(r), anyBill(r)
		under := funeral.BasicServices.Under(p)
		if under.Err() != nil {
			continue
		}
		got, err := under.Eval(b)
		if err != nil {
			continue
		}
		charged := b.Other.Fen()
		off := map[funeral.Way]int64{}
		for _, s := range []struct {
			terms funeral.ServiceTerms
			used  funeral.ServiceUsed
			got   unit.Money
		}{
			{p.Transport, b.Transport, got.Transport}, {p.Storage, b.Storage, got.Storage}, {p.Cremation, b.Cremation, got.Cremation},
			{p.AshStorage, b.AshStorage, got.AshStorage}, {p.Urn, b.Urn, got.Urn}, {p.Hall, b.Hall, got.Hall},
		} {
			benefit, left := int64(0), int64(1)<<60
			if limit, given := s.terms.Cap.Get(); given {
				left = limit.Fen()
			}
			for n := int64(1); n <= s.used.Quantity; n++ {
				charged += s.used.Price.Fen()
				most, bounded := s.terms.Most.Get()
				if !b.Entitled || s.terms.Way == funeral.NotProvided || bounded && n > most {
					continue
				}
				free := s.used.Price.Fen()
				if listed, given := s.terms.Price.Get(); given && listed.Fen() < free {
					free = listed.Fen()
				}
				free = min(free, left)
				left -= free
				benefit += free
			}
			require.Equal(t, benefit, s.got.Fen())
			off[s.terms.Way] += benefit
		}
		left := int64(1) << 60
		if limit, given := p.Cap.Get(); given {
			left = limit.Fen()
		}
		waived := min(off[funeral.Waived], left)
		subsidised := min(off[funeral.Subsidised], left-waived)
		require.Equal(t, waived, got.Waived.Fen())
		require.Equal(t, subsidised, got.Subsidised.Fen())
		require.Equal(t, charged, got.Charged.Fen())
		require.Equal(t, charged-waived-subsidised, got.FamilyPays.Fen())
		require.GreaterOrEqual(t, got.FamilyPays.Sign(), 0)
	}
}

func BenchmarkBasicServices(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 4))
	cases := make([]funeral.FuneralBill, 100_000)
	for i := range cases {
		u := func() funeral.ServiceUsed {
			return funeral.ServiceUsed{Quantity: r.Int64N(5), Price: unit.Fen(int32(r.IntN(80_000)))}
		}
		cases[i] = funeral.FuneralBill{Entitled: r.IntN(4) > 0, Transport: u(), Storage: u(), Cremation: u(), AshStorage: u(), Urn: u(), Hall: u()}
	}
	terms := funeral.ServiceTerms{Way: funeral.Waived, Most: rule.Give(int64(3))}
	ruletest.Bench(b, funeral.BasicServices.Under(funeral.ServicePolicy{Transport: terms, Storage: terms, Cremation: terms, AshStorage: terms, Urn: terms, Hall: terms}), cases)
}
