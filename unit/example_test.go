package unit_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

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
	// Money 637.505: at most 2 decimals: round it first
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
	// Output: 12649/23000 ≈54.996% false
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
	// Output: Rate 55: the unit is missing, write %, ‰ or ×: 55%, 55‰ or 55×
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

func ExampleMoneyFromDecimal() {
	m, err := unit.MoneyFromDecimal(decimal.RequireFromString("637.500"))
	fmt.Println(m, err)
	// A binary fraction that slipped in is refused, not rounded away.
	_, err = unit.MoneyFromDecimal(decimal.RequireFromString("637.4999999999999"))
	fmt.Println(errors.Is(err, unit.Inexact))
	// Output:
	// 637.50 <nil>
	// true
}

func ExampleMoney_MarshalJSON() {
	raw, err := json.Marshal(map[string]unit.Money{"due": unit.Yuan(637)})
	fmt.Println(string(raw), err)
	var m unit.Money
	fmt.Println(json.Unmarshal([]byte("637.5"), &m))
	// Output:
	// {"due":"637.00"} <nil>
	// Money 637.5: must be a JSON string, since programs round JSON numbers: write it in quotes, "637.5"
}

func ExampleMoney_Times() {
	// 30 % of a year's consumption, a month, in one exact step and one rounding.
	month, err := unit.Yuan(21_000).Times(unit.Percent(30)).Div(12)
	if err != nil {
		fmt.Println(err)
		return
	}
	floor, err := month.Round(unit.UpToFen)
	fmt.Println(month, floor, err)
	// Output: 525 525.00 <nil>
}

func ExampleExact_Cmp() {
	third, err := unit.Yuan(1400).Exact().Div(3)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(third.CmpMoney(unit.MustParseMoney("466.66")), third.CmpMoney(unit.MustParseMoney("466.67")))
	// Output: 1 -1
}

func ExampleRate_Equal() {
	a, b := unit.Percent(130), unit.MustParseRate("1.3×")
	fmt.Println(a, b, a.Equal(b), a.In(unit.TimesNotation))
	// Output: 130% 1.3× true 1.3×
}

func ExampleRate_Toward() {
	from, to := unit.MustParseRate("87.5%"), unit.Percent(90)
	third, err := from.Toward(to, 3, 5)
	fmt.Println(third, err)
	// Output: 89% <nil>
}

func ExampleRate_TowardExact() {
	goal, err := unit.Percent(87).TowardExact(unit.Percent(90), 1, 7)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := unit.NewShare(8_742, 10_000)
	if err != nil {
		fmt.Println(err)
		return
	}
	more, err := s.ToConvertExact(goal)
	fmt.Println(goal, goal.Approx(2), s.MeetsExact(goal), more, err)
	// Output: 612/7% ≈87.43% false 1 <nil>
}

func ExampleRate_CountOf() {
	workers, err := unit.Permille(1).CountOf(4_001)
	fmt.Println(workers, err)
	beds, err := unit.Percent(30).MostOf(101)
	fmt.Println(beds, err)
	// Output:
	// 5 <nil>
	// 30 <nil>
}

func ExampleParseRounding() {
	r, err := unit.ParseRounding("up/5jiao")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Direction(), r.Step(), r.Fen(63_711), r.Label().ZH)
	fmt.Println(unit.UpToYuan.Label().ZH, unit.UpToYuan.Label().EN)
	_, err = unit.ParseRounding("up/10jiao")
	fmt.Println(err)
	// Output:
	// up 50 63750 不足5角按5角计
	// 不足1元按1元计 rounded up to the whole yuan
	// Rounding up/10jiao: write it up/yuan
}

func ExampleNumber() {
	days, err := unit.ParseNumber("5.00")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(days, days.Equal(unit.MustParseNumber("5")))
	// Output: 5.00 true
}

func ExampleNewShare() {
	_, err := unit.NewShare(0, 0)
	fmt.Println(errors.Is(err, unit.EmptyWhole))
	// Output: true
}

func ExampleShare_ToAdd() {
	s, err := unit.NewShare(1, 2)
	if err != nil {
		fmt.Println(err)
		return
	}
	add, err := s.ToAdd(unit.Percent(90))
	fmt.Println(add, err)
	_, err = s.ToAdd(unit.Percent(100))
	fmt.Println(errors.Is(err, unit.Unreachable))
	// Output:
	// 8 <nil>
	// true
}

func ExampleShare_UnmarshalJSON() {
	var s unit.Share
	fmt.Println(json.Unmarshal([]byte(`{"part":7590}`), &s) != nil, s.IsValid())
	// Output: true false
}

func ExampleRounding_Fen() {
	fmt.Println(unit.UpToYuan.Fen(139_901), unit.UpToYuan.Fen(-139_901), unit.DownToYuan.Fen(-139_901))
	// Output: 140000 -139900 -140000
}

func ExampleTotal_Times() {
	var month unit.Total
	month.Add(unit.MustParseMoney("90071992547409.91"))
	year, err := month.Times(12)
	fmt.Println(year, err)
	_, err = year.Money()
	fmt.Println(errors.Is(err, unit.Range))
	// Output:
	// 1080863910568918.92 <nil>
	// true
}

func ExampleMonth_Sub() {
	fmt.Println(unit.MustParseMonth("2025-12").Sub(unit.MustParseMonth("2021-01")))
	// Output: 59
}

func ExampleError() {
	_, err := unit.ParseMoney("6３7")
	var e *unit.Error
	if errors.As(err, &e) {
		fmt.Println(e.Code == unit.Syntax, e.Value, e.Reason.EN)
		fmt.Println(e.In(unit.Chinese))
	}
	// Output:
	// true 6３7 full-width digit '３' at character 2: use the ASCII digit 3
	// 金额 6３7：第2个字符是全角数字“３”：请改用半角数字3
}

func ExampleParseDay() {
	d, err := unit.ParseDay("2024-02-29")
	fmt.Println(d, d.Month(), err)
	_, err = unit.ParseDay("2023-02-29")
	fmt.Println(err)
	// Output:
	// 2024-02-29 2024-02 <nil>
	// Day 2023-02-29: no day of the calendar from 1900-01-01 to 2199-12-31
}

func ExampleNumber_Fraction() {
	fmt.Println(unit.MustParseNumber("12.50").Fraction())
	// Output: 125 10 true
}
