package unit_test

import (
	"fmt"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

func Example() {
	standard := unit.Yuan(637)
	support := standard.Times(unit.MustParseRate("1.3×"))
	paid, err := support.Round(unit.UpToYuan)
	fmt.Println(support, paid, err)
	// Output: 828.1 829.00 <nil>
}

func ExampleParseMoney() {
	m, err := unit.ParseMoney("637.50")
	fmt.Println(m.Fen(), err)
	_, err = unit.ParseMoney("637.505")
	fmt.Println(err)
	// Output:
	// 63750 <nil>
	// Money 637.505: more decimals than can be held exactly: at most 2 decimals
}

func ExampleExact_Round() {
	// Divide last: a third of 1,400, rounded and multiplied back, is 1,401.
	third, err := unit.Yuan(1400).Exact().Div(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	up, err := third.Round(unit.UpToYuan)
	fmt.Println(third, up, err)
	// Output: 1400/3 467.00 <nil>
}

func ExampleShare_Meets() {
	s, err := unit.NewShare(12_649, 23_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s, s.Percent(1), s.Meets(unit.Percent(55)))
	// Output: 12649/23000 ≈55.0% false
}

func ExampleShare_ToConvert() {
	s, err := unit.NewShare(7_590, 23_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	convert, _ := s.ToConvert(unit.Percent(55))
	add, _ := s.ToAdd(unit.Percent(55))
	fmt.Println(convert, "to convert, or", add, "to add")
	// Output: 5060 to convert, or 11245 to add
}

func ExampleParseRate() {
	_, err := unit.ParseRate("55")
	fmt.Println(err)
	// Output: Rate 55: not written as it must be: the unit is missing: write %, ‰ or ×
}

func ExamplePool() {
	a, _ := unit.NewShare(1, 2)
	b, _ := unit.NewShare(0, 98)
	city, err := unit.Pool(a, b)
	fmt.Println(city, city.Percent(0), err)
	// Output: 1/100 1% <nil>
}

func ExampleTotal() {
	var city unit.Total
	for range 3 {
		city.Add(unit.MustParseMoney("90071992547409.91"))
	}
	fmt.Println(city)
	// Output: 270215977642229.73
}

func ExampleMonth_Add() {
	m, err := unit.MustParseMonth("2021-12").Add(1)
	fmt.Println(m, err)
	// Output: 2022-01 <nil>
}
