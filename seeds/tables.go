package seeds

import (
	"github.com/huainan-minzheng/civilaffairs/internal/attribute"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Unit 单位 of an indicator, as far as the plan prints or implies one.
type Unit uint8

// The units.
const (
	Percent      Unit = iota + 1 // %
	Permille                     // ‰
	YuanMonth                    // 元/月
	SquareMetres                 // ㎡
	Persons                      // 人
	Outlets                      // 个
	PerThousand                  // per thousand (每千名)
	PerTenK                      // per ten thousand (每万人)
	TenKBeds                     // 万张, implied for T1.6
	HundredMYuan                 // 亿元
)

// Attribute 指标属性 says whether missing the target fails the plan; see [rule.Enum]. It is the
// type of package indicators too.
type Attribute = attribute.Attribute

// The attributes.
const (
	Binding      = attribute.Binding      // 约束性
	Anticipatory = attribute.Anticipatory // 预期性
)

// PastRow is a row of Table 1, the previous plan's indicators (2015–2020).
type PastRow struct {
	Number  int
	Printed string    // 规划指标, as printed
	Name    rule.Text // the indicator, without its unit
	Unit    Unit
	Base    Cell // 2015年基数
	Target  Cell // 2020年目标
	Result  Cell // 2020年完成情况
}

// Row is a row of Table 2, this plan's indicators (2020–2025).
type Row struct {
	Number      int
	Printed     string    // 规划指标, as printed
	Name        rule.Text // the indicator
	Unit        Unit
	PrintedUnit string // 单位, as printed
	Base        Cell   // 2020年基值
	Target      Cell   // 2025年目标值
	Growth      Cell   // 年均增长率%
	Attribute   Attribute
	// Domain is the field of work, from the section of part three that works on
	// the indicator.
	Domain rule.Text
}

func name(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

var table1 = []PastRow{
	{1, "城市最低生活保障标准占当地城镇居民上年度人均消费支出比率（%）", name("城市最低生活保障标准占当地城镇居民上年度人均消费支出比率", "Urban allowance standard as a share of urban residents' consumption the year before"), Percent, longDash, band("【28，35】", "28", "35"), at("35")},
	{2, "特困人员救助供养服务机构集中供养能力(%)", name("特困人员救助供养服务机构集中供养能力", "Capacity of extreme-poverty support facilities"), Percent, at("70"), at("71"), achieved},
	{3, "特困人员中不能自理人员集中供养率（%）", name("特困人员中不能自理人员集中供养率", "Residential support of extreme-poverty persons unable to care for themselves"), Percent, longDash, at("50"), at("53")},
	{4, "每千名老年人拥有床位数", name("每千名老年人拥有床位数", "Beds per thousand older persons"), PerThousand, at("40"), at("45"), at("45")},
	{5, "护理型床位比例(%)", name("护理型床位比例", "Share of care beds"), Percent, at("25"), at("30"), at("33")},
	{6, "面向社会开放的床位数", name("面向社会开放的床位数", "Beds open to the public"), TenKBeds, at("0.2").noted("未印单位，按万张理解", "no unit printed; taken as ten thousand beds"), at("0.9"), at("0.93")},
	{7, "农村社区服务站覆盖率(%)", name("农村社区服务站覆盖率", "Coverage of rural community service stations"), Percent, at("62"), at("80"), achieved},
	{8, "城市社区服务站覆盖率(%)", name("城市社区服务站覆盖率", "Coverage of urban community service stations"), Percent, at("98"), at("100"), achieved},
	{9, "城市社区公共服务综合信息平台覆盖率(%)", name("城市社区公共服务综合信息平台覆盖率", "Coverage of urban community service platforms"), Percent, at("3"), at("100"), achieved},
	{10, "农村社区公共服务综合信息平台覆盖率(%)", name("农村社区公共服务综合信息平台覆盖率", "Coverage of rural community service platforms"), Percent, at("0"), at("30"), achieved},
	{11, "每万人拥有社会组织数（个）", name("每万人拥有社会组织数", "Social organisations per ten thousand persons"), PerTenK, at("4.9"), at("5.3"), achieved},
	{12, "社会工作专业人才占总人口比例(‰)", name("社会工作专业人才占总人口比例", "Social workers per thousand of the population"), Permille, at("0.53"), at("0.80"), achieved},
	{13, "注册志愿者人数占居民人口的比例(%)", name("注册志愿者人数占居民人口的比例", "Registered volunteers as a share of residents"), Percent, at("8"), at("15"), achieved},
	{14, "年均遗体火化率(%)", name("年均遗体火化率", "Cremation rate"), Percent, of("84%", "84").noted("单位已在指标名中，又印在数后", "the unit, in the indicator's name already, is printed again"), of("87.5%", "87.5").noted("单位已在指标名中，又印在数后", "the unit, in the indicator's name already, is printed again"), achieved},
	{15, "节地生态安葬率(%)", name("节地生态安葬率", "Share of land-saving ecological burials"), Percent, longDash, of("50%", "50").noted("单位已在指标名中，又印在数后", "the unit, in the indicator's name already, is printed again"), achieved},
	{16, "民政事业费支出金额（亿元）", name("民政事业费支出金额", "Spending on civil affairs"), HundredMYuan, at("5.4"), at("7.3"), at("10.5573")},
	{17, "福利彩票销售量（亿元）", name("福利彩票销售量", "Welfare lottery sales"), HundredMYuan, at("1.69"), at("8.957"), of("1..31", "1.31").noted("印为1..31，按1.31理解", "printed 1..31; read as 1.31")},
}

// The domains of Table 2, from the sections of part three.
var (
	assistanceWork  = name("社会救助", "Social assistance")
	childProtection = name("未成年人保护", "Child protection")
	eldercareWork   = name("养老服务", "Eldercare")
	communities     = name("社区治理", "Communities")
	organisations   = name("社会组织", "Social organisations")
	charity         = name("慈善和社会工作", "Charity and social work")
	placeNames      = name("区划地名", "Place names")
	affairs         = name("社会事务", "Social affairs")
)

var table2 = []Row{
	{1, "城乡低保标准占上年度当地城镇居民消费支出比例", name("城乡低保标准占上年度当地城镇居民消费支出比例", "Allowance standard as a share of urban residents' consumption the year before"), Percent, "%",
		pair("35，65", "35", "65").noted("印为两个数，未说明关系", "two figures whose relation is not said"), band("28，35", "28", "35").noted("与T1.1同为区间", "a band, as in T1.1"), longDash, Binding, assistanceWork},
	{2, "城乡特困人员基本生活标准", name("城乡特困人员基本生活标准", "Basic living standard of extreme-poverty support"), YuanMonth, "元/月",
		formula("不低于上年度城乡人均消费支出的 60%，且 不低于最生活保障标准的 1.3 倍", "两个下限；“最生活保障标准”缺“低”字", "two lower bounds; a character is missing in the name of the allowance standard"),
		formula("不低于当地上年度城乡 人均消费支 出的 60%，且 不低于最生活保障标准的 1.3 倍，就高不就低", "两个下限，取较高者；“最生活保障标准”缺“低”字", "two lower bounds, the higher one; a character is missing in the name of the allowance standard"), longDash, Binding, assistanceWork},
	{3, "特困人员照料护理标准", name("特困人员照料护理标准", "Care standard of extreme-poverty support"), YuanMonth, "元/月",
		formula("达到特困人员基本生活标准的 12%", "基本生活标准的12%", "12 % of the basic living standard"),
		formula("不低于特困人员基本生活标准的10%", "不低于基本生活标准的10%", "at least 10 % of the basic living standard"), longDash, Binding, assistanceWork},
	{4, "失能半失能特困人员集中供养率", name("失能半失能特困人员集中供养率", "Residential support of extreme-poverty persons who need care"), Percent, "%", at("53"), at("70"), longDash, Anticipatory, assistanceWork},
	{5, "查明身份信息流浪乞讨受助人员接送返回率", name("查明身份信息流浪乞讨受助人员接送返回率", "Return of identified vagrants"), Percent, "%", longDash, at("100"), longDash, Binding, assistanceWork},
	{6, "乡镇（办）未成年人保护工作站覆盖率", name("乡镇（办）未成年人保护工作站覆盖率", "Coverage of child protection stations in townships"), Percent, "%", longDash, at("100"), longDash, Anticipatory, childProtection},
	{7, "养老机构护理型床位占比", name("养老机构护理型床位占比", "Share of care beds in eldercare homes"), Percent, "%", at("33"), atLeast("≥55", "55"), at("10.8"), Binding, eldercareWork},
	{8, "乡镇（办）范围具备综合功能的养老服务机构覆盖率", name("乡镇（办）范围具备综合功能的养老服务机构覆盖率", "Coverage of full-service eldercare facilities in townships"), Percent, "%", at("40"), at("60"), shortDash, Anticipatory, eldercareWork},
	{9, "城市社区养老服务设施达标率", name("城市社区养老服务设施达标率", "Urban community eldercare facilities up to standard"), Percent, "%", at("100"), at("100"), midDash, Binding, eldercareWork},
	{10, "每百户居民拥有的城乡社区综合服务设施建筑面积", name("每百户居民拥有的城乡社区综合服务设施建筑面积", "Community service floor area per hundred households"), SquareMetres, "㎡", at("30"), at("35"), at("1"), Anticipatory, communities},
	{11, "社会组织专职工作人员数量", name("社会组织专职工作人员数量", "Full-time staff of social organisations"), Persons, "人",
		at("2.6").noted("单位印为人，按万人理解", "the unit is printed as persons; taken as ten thousand persons"), at("2.8"), at("7.6"), Anticipatory, organisations},
	{12, "社会工作专业人才总量", name("社会工作专业人才总量", "Social workers"), Persons, "人",
		at("0.35").noted("单位印为人，按万人理解（专栏8：6500人）", "the unit is printed as persons; taken as ten thousand persons (box 8: 6,500)"), at("0.65"), at("11"), Anticipatory, charity},
	{13, "志愿服务站点在社区综合服务设施中的覆盖率", name("志愿服务站点在社区综合服务设施中的覆盖率", "Coverage of volunteer sites in community facilities"), Percent, "%", at("60"), at("85"), shortDash, Anticipatory, communities},
	{14, "福利彩票销售网点数", name("福利彩票销售网点数", "Welfare lottery outlets"), Outlets, "个", at("276"), at("290"), at("1"), Anticipatory, charity},
	{15, "婚姻登记“跨省通办”实施率", name("婚姻登记“跨省通办”实施率", "Marriage registration across provinces"), Percent, "%", longDash, at("100"), empty, Anticipatory, affairs},
	{16, "县级公益性安葬（放）设施覆盖率", name("县级公益性安葬（放）设施覆盖率", "Coverage of public burial facilities in counties"), Percent, "%", longDash, at("100"), empty, Binding, affairs},
	{17, "困难残疾人生活补贴覆盖率", name("困难残疾人生活补贴覆盖率", "Coverage of the living subsidy for disabled persons in hardship"), Percent, "%", longDash, at("100"), empty, Binding, affairs},
	{18, "重度残疾人护理补贴覆盖率", name("重度残疾人护理补贴覆盖率", "Coverage of the care subsidy for severely disabled persons"), Percent, "%", longDash, at("100"), empty, Binding, affairs},
	{19, "地名标志设置率", name("地名标志设置率", "Coverage of place-name signs"), Percent, "%",
		Cell{Printed: "%", Kind: Misprinted}.noted("基值处印为单位，缺数", "the unit is printed where the base should be"), at("100"), at("1.6"), Anticipatory, placeNames},
	{20, "年增遗体火化率（较省厅新增）", name("年增遗体火化率（较省厅新增）", "Cremation rate (printed as the year's increase)"), Percent, "%", at("87.5"), at("90"), empty, Anticipatory, affairs},
}
