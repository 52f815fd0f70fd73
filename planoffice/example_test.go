package planoffice_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// The 290 outlets of T2.14, by population (sample figures).
func ExampleParts() {
	county := func(name string, order, base, population int64) planoffice.County {
		return planoffice.County{Name: name, Order: order, Base: base, Weight: rule.Give(population)}
	}
	out, err := planoffice.Parts.Under(planoffice.PartsPolicy{By: planoffice.ByWeight}).Eval(planoffice.Total{
		Total: seeds.Row2(14).Count(),
		Counties: []planoffice.County{
			county("大通区", 1, 40, 180_000), county("田家庵区", 2, 110, 600_000), county("凤台县", 3, 60, 630_000), county("寿县", 4, 66, 840_000)}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range out.Counties {
		fmt.Println(c.Name, c.Part, "of which new", c.More)
	}
	fmt.Println(out.Sum, "in all, of which new", out.Added)
	// Output:
	// 大通区 40 of which new 0
	// 田家庵区 110 of which new 0
	// 凤台县 60 of which new 0
	// 寿县 80 of which new 14
	// 290 in all, of which new 14
}

// The 55 % care beds of T2.7 (sample figures): every county by itself needs more than the city as a whole.
func ExampleConversions() {
	beds := planoffice.CityShare{Counties: []planoffice.CountyShare{
		{Name: "田家庵区", Order: 1, Part: 2_700, Whole: 4_500}, {Name: "寿县", Order: 2, Part: 2_000, Whole: 6_000}, {Name: "凤台县", Order: 3, Part: 1_500, Whole: 3_001}}}
	for _, by := range []planoffice.Reaching{planoffice.EachCounty, planoffice.CityWide} {
		out, err := planoffice.Conversions.Under(planoffice.ConversionsPolicy{Floor: unit.Percent(55), By: by}).Eval(beds)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(by, out.Counties, out.Need, out.After)
	}
	// Output:
	// each [{田家庵区 0} {寿县 1300} {凤台县 151}] 1451 7651/13501
	// city [{田家庵区 0} {寿县 1098} {凤台县 128}] 1226 7426/13501
}

// A reference for the end of each year, from 276 outlets to 290, in steps as equal as can be.
func ExampleYears() {
	for year := 2021; year <= 2025; year++ {
		out, err := planoffice.Years.Eval(planoffice.YearOf{Base: 276, Target: 290, Year: year})
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Print(year, ": ", out.Reached, "; ")
	}
	// Output:
	// 2021: 279; 2022: 282; 2023: 285; 2024: 288; 2025: 290;
}
