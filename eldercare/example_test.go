package eldercare_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := eldercare.CareBeds.Eval(eldercare.Beds{Care: 7_590, Total: 23_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	add, _ := f.ToAdd.Get()
	fmt.Println(f.Met, f.Actual.Percent(1), f.Shortfall, "to convert, or", add, "to add")
	// Output: false 33% 5060 to convert, or 11245 to add
}

func ExampleCareBeds_stricter() {
	strict := eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(60)})
	f, err := strict.Eval(eldercare.Beds{Care: 12_650, Total: 23_000})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1150 <nil>
}

func ExampleCareBeds_noBeds() {
	_, err := eldercare.CareBeds.Eval(eldercare.Beds{})
	fmt.Println(err)
	// Output: eldercare.care-beds: facts.total: 0: zero, so that there is no share of it: check it
}

// 40 % of 85 townships, as in 2020: 17 more are needed by 2025.
func ExampleTownshipFacilities() {
	f, err := eldercare.TownshipFacilities.Eval(eldercare.Townships{Covered: 34, Total: 85})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: false 60% 17 <nil>
}

func ExampleUrbanFacilities() {
	f, err := eldercare.UrbanFacilities.Eval(eldercare.Communities{UpToStandard: 268, Total: 269})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1 <nil>
}

// Two facilities in one county do not make up for the county that has none.
func ExampleCountyFacilities() {
	f, err := eldercare.CountyFacilities.Eval(eldercare.Counties{Covered: 6, Total: 7})
	fmt.Println(f.Met, f.Shortfall, eldercare.CountyFacilities.Parameters().Due, err)
	fmt.Println(eldercare.CountyFacilitiesByPlanEnd.Parameters().Due)
	// Output:
	// false 1 2022 <nil>
	// 2025
}

func ExampleOldQuarterPremises() {
	f, err := eldercare.OldQuarterPremises.Eval(eldercare.Quarters{Equipped: 119, Total: 120})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 1 <nil>
}

// Persons are counted: who is visited three times is visited once.
func ExampleWeeklyVisits() {
	f, err := eldercare.WeeklyVisits.Eval(eldercare.Visited{Visited: 636, Persons: 640})
	fmt.Println(f.Met, f.Actual.Percent(1), f.Shortfall, err)
	// Output: false ≈99.4% 4 <nil>
}

func ExampleHomesAdapted() {
	f, err := eldercare.HomesAdapted.Eval(eldercare.Adapted{Homes: 300})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output: false 24 <nil>
}

// Section and box are one figure; who reads them as two gives 20,000.
func ExampleCareWorkerTrainings() {
	f, err := eldercare.CareWorkerTrainings.Eval(eldercare.Trainings{Trainings: 10_000})
	fmt.Println(f.Met, err)
	twice := eldercare.CareWorkerTrainings.Under(check.Target[int64]{Level: 20_000})
	f, err = twice.Eval(eldercare.Trainings{Trainings: 10_000})
	fmt.Println(f.Met, f.Shortfall, err)
	// Output:
	// true <nil>
	// false 10000 <nil>
}

// 4,001 older persons need five social workers, 180 beds two: one worker counts for both.
func ExampleSocialWorkers() {
	area := eldercare.Workforce{Workers: 3, Persons: 4_001, Beds: 180}
	f, err := eldercare.SocialWorkers.Eval(area)
	fmt.Println(f.ByPersons, f.ByBeds, f.Decides, f.Required, f.Met, f.Shortfall, err)
	f, err = eldercare.SocialWorkers.Under(eldercare.WorkersAtBedsApart()).Eval(area)
	fmt.Println(f.Decides, f.Required, f.Shortfall, err)
	// Output:
	// 5 2 persons 5 false 2 <nil>
	// sum 7 4 <nil>
}

// Born on 29 February: eighty on that day of 2024, and a year older on 28 February 2025.
func ExampleCompanionship() {
	elder := eldercare.Elder{Born: eldercare.Date{Year: 1944, Month: 2, Day: 29}, Alone: true}
	for _, on := range []eldercare.Date{{Year: 2024, Month: 2, Day: 28}, {Year: 2024, Month: 2, Day: 29}, {Year: 2025, Month: 2, Day: 28}} {
		elder.On = on
		c, err := eldercare.Companionship.Eval(elder)
		fmt.Println(c.Age, c.Eligible, err)
	}
	// Output:
	// 79 false <nil>
	// 80 true <nil>
	// 81 true <nil>
}

// Which beds are counted must be said: here those of institutions alone.
func ExampleBedsPerThousand() {
	f, err := eldercare.BedsPerThousand.Eval(eldercare.Capacity{Counted: eldercare.InstitutionBeds, Beds: 23_000, Persons: 600_000})
	fmt.Println(f.Counted, f.Met, f.Required, f.Shortfall, err)
	// Output: institutions false 27000 4000 <nil>
}

// 25 places: first those unable to care for themselves, then the other willing, of whom five wait on.
func ExampleAdmission() {
	a, err := eldercare.Admission.Eval(eldercare.Waiting{Free: 25, Dependent: 10, Willing: 20, Others: 30})
	fmt.Println(a.Dependent, a.Willing, a.Others, a.Ensured, a.Lacking, err)
	// Output: 10 15 0 false 5 <nil>
}

// 5,061 beds to convert from 2021 to 2025: no year has more than one above another.
func ExampleConversionReference() {
	city := eldercare.Conversion{Care: 7_589, Total: 23_000, First: 2021}
	for city.Year = 2021; city.Year <= 2025; city.Year++ {
		c, err := eldercare.ConversionReference.Eval(city)
		fmt.Println(city.Year, c.InYear, c.ByYear, c.Convert, err)
	}
	// Output:
	// 2021 1013 1013 5061 <nil>
	// 2022 1012 2025 5061 <nil>
	// 2023 1012 3037 5061 <nil>
	// 2024 1012 4049 5061 <nil>
	// 2025 1012 5061 5061 <nil>
}

// 1,166 households need 349.8 m², but no facility of a new estate may be below 350 m².
func ExampleEstateFloorArea() {
	area := unit.MustParseNumber("349.8")
	f, err := eldercare.EstateFloorArea.Eval(eldercare.Estate{Kind: eldercare.NewEstate, Households: 1_166, Area: area, Single: rule.Give(area)})
	fmt.Println(f.Met, f.AreaMet, f.SingleMet, f.SingleShortfall, err)
	// Output: false true false 0.2 <nil>
}
