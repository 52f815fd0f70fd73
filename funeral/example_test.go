package funeral_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := funeral.Cremation.Eval(funeral.Deaths{Year: 2023, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 21_200}) // sample counts
	fmt.Println(f.Status.Label().EN, f.ToTarget, err)
	fmt.Println("reference", f.Reference, f.ReferenceMet, f.ToReference)
	// Output:
	// not yet due 400 <nil>
	// reference 89% false 160
}

func ExampleYearlyReference() {
	for year := 2021; year <= 2025; year++ {
		m, err := funeral.YearlyReference.Eval(funeral.Year{Year: year})
		fmt.Println(year, m.Rate, err)
	}
	// Output:
	// 2021 88% <nil>
	// 2022 88.5% <nil>
	// 2023 89% <nil>
	// 2024 89.5% <nil>
	// 2025 90% <nil>
}

// Any years and rates, exactly.
func ExampleYearlyReference_sevenYears() {
	seven := funeral.YearlyReference.Under(funeral.CremationPolicy{
		BaseYear: 2020, Base: unit.Percent(87), TargetYear: 2027, Target: unit.Percent(90)})
	m, err := seven.Eval(funeral.Year{Year: 2021})
	fmt.Println(m.Rate, m.Rate.Approx(2), err)
	// Output: 612/7% ≈87.43% <nil>
}

// A place that waives four services and an urn of up to 300 yuan, as Hefei did in 2020; the prices are made up.
func ExampleBasicServices() {
	free, none := funeral.ServiceTerms{Way: funeral.Waived}, funeral.ServiceTerms{Way: funeral.NotProvided}
	threeDays, oneYear, oneUrn := free, free, free
	threeDays.Most, oneYear.Most, oneUrn.Most = rule.Give(int64(3)), rule.Give(int64(1)), rule.Give(int64(1))
	oneUrn.Price = rule.Give(unit.Yuan(300))
	place := funeral.BasicServices.Under(funeral.ServicePolicy{
		Transport: free, Storage: threeDays, Cremation: free, AshStorage: oneYear, Urn: oneUrn, Hall: none})

	b, err := place.Eval(funeral.Bill{
		Entitled:   true,
		Transport:  funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(400)},
		Storage:    funeral.ServiceUsed{Quantity: 4, Price: unit.Yuan(100)}, // the fourth day is the family's
		Cremation:  funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(380)},
		AshStorage: funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(120)},
		Urn:        funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(450)}, // of which 300 are waived
	})
	fmt.Println(b.Charged, b.Waived, b.FamilyPays, b.PlanServices, err)
	// Output: 1750.00 1500.00 250.00 true <nil>
}

func ExampleEcologicalBurials() {
	f, err := funeral.EcologicalBurials.Eval(funeral.Burials{Scope: funeral.CremationZone,
		Niches: 1_200, Trees: 10, Lawns: 5, FlowerBeds: 5, Deep: 2, Burials: 3_369}) // sample: as a yearbook has the sums
	fmt.Println(f.Ecological, f.Actual.Percent(1), f.Met, f.Shortfall, f.Scope.Label().EN, err)
	// Output: 1222 ≈36.3% false 463 the cremation zone <nil>
}

// Whether places for ashes last for the years that the caller asks for.
func ExampleAshCapacity() {
	tenYears := funeral.AshCapacity.Under(funeral.CapacityPolicy{Horizon: 10})
	f, err := tenYears.Eval(funeral.AshPlaces{Places: 30_000, Occupied: 21_500, Need: 1_200}) // sample counts
	fmt.Println(f.Met, f.Free, f.Years, f.Shortfall, err)
	// Output: false 8500 7 3500 <nil>
}

// Whether the stock of irregular graves fell in a year: 20 were treated, and as many were added.
func ExampleIrregularGraves() {
	f, err := funeral.IrregularGraves.Eval(funeral.GravesOfAYear{Before: 1_000, Added: 20, Treated: 20}) // sample counts
	fmt.Println(f.Met, f.Stock, f.Allowed, f.Shortfall, err)
	// Output: false 1000 999 1 <nil>
}
