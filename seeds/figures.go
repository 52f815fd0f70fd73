package seeds

import (
	"github.com/shopspring/decimal"

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

// UrbanAllowanceGrowth is by how much the urban allowance standard grew from 2015
// to 2020: 45 % (一(一)3).
func UrbanAllowanceGrowth() Figure[unit.Rate] {
	return figure(unit.Percent(45), "一(一)3", "较“十二五”末分别增长45%、218%")
}

// RuralAllowanceGrowth is by how much the rural allowance standard grew from 2015
// to 2020: 218 % (一(一)3; see the discrepancy allowance-growth).
func RuralAllowanceGrowth() Figure[unit.Rate] {
	return figure(unit.Percent(218), "一(一)3", "较“十二五”末分别增长45%、218%")
}

// CareBedsProse2020 is the share of care beds in 2020 by the prose: 32 %
// (一(一)4). The module follows [CareBeds2020].
func CareBedsProse2020() Figure[unit.Rate] {
	return figure(unit.Percent(32), "一(一)4", "养老机构床位23000余张，护理型床位占比达32%")
}

// OrganisationsPerTenThousand2020 is the number of social organisations per ten
// thousand persons: 5.3 (一(一)6).
func OrganisationsPerTenThousand2020() Figure[decimal.Decimal] {
	return figure(number("5.3"), "一(一)6", "社会组织2205家，每万人拥有社会组织5.3个")
}

// Volunteers2020 is the number of registered volunteers: "over" 500,000
// (一(一)6).
func Volunteers2020() Figure[int64] {
	return figure[int64](500_000, "一(一)6", "注册志愿者总量逾50万人")
}

// SocialWorkersProse2020 is the number of social workers in 2020 by the prose:
// "over" 3,000 (一(一)6). Table 2 has 3,500 (T2.12; see the discrepancy
// workers-2020).
func SocialWorkersProse2020() Figure[int64] {
	return figure[int64](3_000, "一(一)6", "社会工作专业人才超3000人")
}

// SocialWorkers2025 is the number of social workers to be reached by 2025: 6,500
// (B8.2, and T2.12 in ten thousands).
func SocialWorkers2025() Figure[int64] {
	return figure[int64](6_500, "B8.2", "社会工作专业人才总量突破6500人")
}

// HomesAdaptedYearly is the least number of older persons' homes to be adapted
// each year: 324 (B2.3).
func HomesAdaptedYearly() Figure[int64] {
	return figure[int64](324, "B2.3", "每年实施不少于324户")
}

// CareWorkerTrainings2025 is the number of trainings of care workers by 2025:
// 10,000 person-times (三(二)9, again in B2.6; see the discrepancy trainees-twice).
func CareWorkerTrainings2025() Figure[int64] {
	return figure[int64](10_000, "三(二)9", "力争培养培训1万人次养老护理员")
}

// OtherTrainings2025 is the number of trainings of other staff and of heads of
// eldercare facilities by 2025: 800 person-times (B2.6).
func OtherTrainings2025() Figure[int64] {
	return figure[int64](800, "B2.6", "其他相关人员、养老服务机构负责人800人次")
}

// SupportMultiple is the multiple of the allowance standard below which the basic living
// standard of extreme-poverty support may not be: 1.3 times (T2.2).
func SupportMultiple() Figure[unit.Rate] {
	return figure(unit.MustParseRate("1.3×"), "T2.2", "1.3 倍")
}

// SupportShare is the share of last year's consumption below which it may not be: 60 % (T2.2).
func SupportShare() Figure[unit.Rate] { return figure(unit.Percent(60), "T2.2", "60%") }

// CareShare is the share of the basic living standard below which the care standard may not
// be: 10 % (T2.3).
func CareShare() Figure[unit.Rate] {
	return figure(unit.Percent(10), "T2.3", "不低于特困人员基本生活标准的10%")
}
