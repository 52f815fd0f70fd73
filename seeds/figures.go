package seeds

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Figure is a number that the plan states in prose, with its clause.
type Figure[T any] struct {
	Value  T
	Clause rule.Clause
}

func figure[T any](v T, id, quote string) Figure[T] {
	return Figure[T]{Value: v, Clause: MustQuote(id, quote)}
}

// Allowance2020 is the allowance standard of 2020, urban and rural alike: 637
// yuan a person and month (一(一)3).
func Allowance2020() Figure[unit.Money] {
	return figure(unit.Yuan(637), "一(一)3", "城乡最低生活保障月保障标准达637元/人")
}

// Beds2020 is the number of beds in eldercare homes in 2020: "over" 23,000
// (一(一)4).
func Beds2020() Figure[int64] {
	return figure[int64](23_000, "一(一)4", "养老机构床位23000余张，护理型床位占比达32%")
}

// CareBeds2020 is the share of care beds in 2020 by Table 1, 33 % (T1.5, and the
// base of T2.7). The prose has 32 % (一(一)4).
func CareBeds2020() Figure[unit.Rate] { return figure(unit.Percent(33), "T1.5", "33") }

// Villages2020 is the number of administrative villages: 829 (一(一)6).
func Villages2020() Figure[int64] {
	return figure[int64](829, "一(一)6", "全市829个村、269个城市社区")
}

// UrbanCommunities2020 is the number of urban communities: 269 (一(一)6).
func UrbanCommunities2020() Figure[int64] {
	return figure[int64](269, "一(一)6", "全市829个村、269个城市社区")
}

// Organisations2020 is the number of social organisations: 2,205 (一(一)6).
func Organisations2020() Figure[int64] {
	return figure[int64](2_205, "一(一)6", "社会组织2205家，每万人拥有社会组织5.3个")
}

// Cremation2020 is the cremation rate of 2020: 87.5 % (T2.20).
func Cremation2020() Figure[unit.Rate] {
	return figure(unit.MustParseRate("87.5%"), "T2.20", "87.5")
}
