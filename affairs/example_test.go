package affairs_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/affairs"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	f, err := affairs.MarriageRegistration.Eval(affairs.Registries{Offering: 6, Registries: 8}) // sample counts
	fmt.Println(f.Met, f.Actual.Percent(1), f.Shortfall, err)
	// Output: false 75% 2 <nil>
}

// The plan does not say of what all are to be covered: the same city by both readings.
func ExampleCountyCounsellingRooms() {
	registries, err := affairs.CounsellingRooms.Eval(affairs.RegistryRooms{WithRoom: 7, Registries: 8})
	fmt.Println(registries.Met, registries.Shortfall, err)
	counties, err := affairs.CountyCounsellingRooms.Eval(affairs.CountyRooms{WithRoom: 7, Counties: 7})
	fmt.Println(counties.Met, counties.Shortfall, err)
	// Output:
	// false 1 <nil>
	// true 0 <nil>
}

func ExamplePsychiatricFacility() {
	d, err := affairs.PsychiatricFacility.Explain(affairs.Facilities{Completed: 0})
	fmt.Println(d.Answer.Met, d.Answer.Shortfall, d.Parameters.Due, err)
	// Output: false 1 2025 <nil>
}

// A yearly step of the caller's own is not the plan's 100 %.
func ExamplePlaceNameSigns() {
	step := affairs.PlaceNameSigns.Under(check.Floor{Floor: unit.Percent(95), Due: 2023})
	f, err := step.Eval(affairs.Signs{Signed: 11_400, Names: 12_000})
	fmt.Println(f.Met, f.Required, f.Shortfall, err)
	// Output: true 95% 0 <nil>
}
