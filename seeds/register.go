package seeds

import "github.com/huainan-minzheng/civilaffairs/rule"

func q(name, value, clause string) Quantity { return Quantity{name, number(value), clause} }

func reading(clause, zh, en string) Reading {
	return Reading{Text: rule.Text{ZH: zh, EN: en}, Clause: clause}
}

func text(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

// discrepancies is the register behind [Discrepancies], in the plan's order of the
// clauses where each first shows.
var discrepancies = []Discrepancy{
	{
		ID: "allowance-growth", Title: text("低保标准增长45%、218%：增长了还是增长到", "The allowance grew 45 % and 218 %: by, or to"),
		Readings: [2]Reading{
			reading("一(一)3", "增长了：2015年末城市约439元、农村约200元", "by: about 439 yuan urban and 200 rural at the end of 2015"),
			reading("一(一)3", "农村增长到218%：2015年末约292元", "rural to 218 %: about 292 yuan at the end of 2015"),
		},
		Figures: []Quantity{q("allowance", "637", "一(一)3"), q("urban", "45", "一(一)3"), q("rural", "218", "一(一)3")},
		Why:     text("“增长45%”只能是增长了，两数同一句；但没有一个整元的农村基数四舍五入得218%，200元恰得218.5%", "“grew 45 %” can only be by, and one sentence holds both; yet no rural base in whole yuan rounds to 218 %: 200 yuan gives 218.5 % exactly"),
	},
	{
		ID: "care-beds-2020", Title: text("2020年护理型床位占比：32%还是33%", "Share of care beds in 2020: 32 % or 33 %"),
		Readings: [2]Reading{
			reading("T1.5", "33%，表1和表2的基值", "33 %, as in Table 1 and the base of Table 2"),
			reading("一(一)4", "32%，正文", "32 %, as in the prose"),
		},
		Figures: []Quantity{q("table1", "33", "T1.5"), q("table2", "33", "T2.7"), q("prose", "32", "一(一)4"), q("target", "55", "T2.7"), q("growth", "10.8", "T2.7")},
		Why:     text("指标以表为准，且两表一致；年均10.8%也只有从33起算才到55", "indicators are set by the tables, and both agree; and 10.8 % a year leads to 55 only from 33"),
	},
	{
		ID: "three-level-centres", Title: text("养老服务中心：三级平均100%，乡镇机构40%", "Eldercare centres: 100 % over three levels, facilities in 40 % of townships"),
		Readings: [2]Reading{
			reading("T2.8", "乡镇（办）具备综合功能的机构2020年覆盖40%，2025年60%", "full-service facilities cover 40 % of townships in 2020, and 60 % in 2025"),
			reading("一(一)4", "县、乡、村三级中心平均已覆盖100%，乡镇一级不会低于此", "the three levels' centres cover 100 % on average, so townships cannot have less"),
		},
		Figures: []Quantity{q("prose", "100", "一(一)4"), q("base", "40", "T2.8"), q("target", "60", "T2.8")},
		Why:     text("指标以表为准；中心未必具备综合功能", "indicators are set by the table, and a centre need not be a full-service facility"),
	},
	{
		ID: "open-beds-unit", Title: text("T1.6未印单位", "T1.6 prints no unit"),
		Readings: [2]Reading{
			reading("T1.6", "万张：9300张，在23000余张之内", "ten thousand beds: 9,300, within the 23,000"),
			reading("T1.6", "占全部床位的比例：0.93即93%", "a share of all beds: 0.93 is 93 %"),
		},
		Figures: []Quantity{q("result", "0.93", "T1.6"), q("beds", "23000", "一(一)4")},
		Why:     text("指标名为“床位数”，不是比例", "the indicator is named a number of beds, not a share"),
	},
	{
		ID: "percent-twice", Title: text("T1.14的百分号印了两次", "T1.14 prints the percent sign twice"),
		Readings: [2]Reading{
			reading("T1.14", "84%、87.5%，指标名中的（%）重复", "84 % and 87.5 %; the (%) in the name repeats it"),
			reading("T1.14", "照字面，百分之84%即0.84%", "as printed, 84 % of one per cent: 0.84 %"),
		},
		Figures: []Quantity{q("base", "84", "T1.14"), q("target", "87.5", "T1.14"), q("now", "87.5", "T2.20")},
		Why:     text("表2以同一个87.5为基值，只印一次%；T1.15的50%同此", "Table 2 has the same 87.5 as its base, with one %; the 50% of T1.15 likewise"),
	},
	{
		ID: "spending-scope", Title: text("民政事业费：职能划转前后口径不同", "Spending on civil affairs: other functions before and after"),
		Readings: [2]Reading{
			reading("T1.16", "照表：10.5573亿元达到7.3亿元的目标", "as in the table: 10.5573 reached the target of 7.3"),
			reading("T1.n1", "双拥、优抚等职能划出后，5.4与10.5573口径不同，不可相比", "with functions transferred away, 5.4 and 10.5573 do not cover the same"),
		},
		Figures: []Quantity{q("base", "5.4", "T1.16"), q("target", "7.3", "T1.16"), q("result", "10.5573", "T1.16")},
		Why:     text("注1说已达标；职能减少而支出仍超出目标，何以如此规划未说", "note 1 says that it was reached; why spending exceeds the target with fewer functions, the plan does not say"),
	},
	{
		ID: "lottery-five-years", Title: text("福利彩票：五年10亿元与表1的目标、完成数", "Welfare lottery: 1 billion in five years against Table 1"),
		Readings: [2]Reading{
			reading("T1.17", "8.957亿元为2020年当年目标，完成1.31亿元，未达到（表1注2）", "8.957 is the year 2020's target; 1.31 missed it, as note 2 says"),
			reading("一(一)5", "8.957亿元为五年累计目标，五年10亿元已达到", "8.957 is a target for five years, and the 10 of the prose reached it"),
		},
		Figures: []Quantity{q("base2015", "1.69", "T1.17"), q("target", "8.957", "T1.17"), q("result", "1.31", "T1.17"), q("fiveYears", "10", "一(一)5")},
		Why:     text("表1注2写明未达到预定销量，只有按当年理解才成立", "note 2 says that the target was missed, which is true only of the year"),
	},
	{
		ID: "lottery-misprint", Title: text("福利彩票完成数印为1..31", "Lottery sales are printed 1..31"),
		Readings: [2]Reading{
			reading("T1.17", "1.31（多印一点）", "1.31, a doubled point"),
			reading("T1.17", "11.31或1.?31（漏印一位）", "a digit lost, such as 11.31"),
		},
		Figures: []Quantity{q("result", "1.31", "T1.17"), q("withDigit", "11.31", "T1.17"), q("target", "8.957", "T1.17"), q("fiveYears", "10", "一(一)5")},
		Why:     text("11.31会达到目标且超过五年合计，与表1注2和正文都不符", "11.31 would reach the target and exceed the five years' sum, against note 2 and the prose"),
	},
	{
		ID: "three-populations", Title: text("三个人均数推出三个不同的人口", "Three ratios imply three populations"),
		Readings: [2]Reading{
			reading("一(一)6", "人口由社会组织数推算：2205家、每万人5.3个", "population from organisations: 2,205 at 5.3 per ten thousand"),
			reading("T1.12", "人口由社会工作人才推算：超3000人（表2为3500人）、0.80‰；由志愿者推算：逾50万人、15%", "from social workers: over 3,000 (3,500 in Table 2) at 0.80 ‰; from volunteers: over 500,000 at 15 %"),
		},
		Figures: []Quantity{q("organisations", "2205", "一(一)6"), q("perTenThousand", "5.3", "T1.11"), q("volunteers", "500000", "一(一)6"), q("volunteerPercent", "15", "T1.13"), q("workers", "3000", "一(一)6"), q("workersTable", "0.35", "T2.12"), q("workerPermille", "0.80", "T1.12")},
		Why:     text("本库不由这些数推算人口；人口由调用者提供", "the module derives no population from these; a caller gives it"),
	},
	{
		ID: "rural-stations", Title: text("农村社区服务站：全部建立还是80%", "Rural community service stations: all, or 80 %"),
		Readings: [2]Reading{
			reading("T1.7", "目标80%，已实现", "the target of 80 % was reached"),
			reading("一(一)6", "829个村全部建立，即100%", "all 829 villages have one: 100 %"),
		},
		Figures: []Quantity{q("target", "80", "T1.7"), q("prose", "100", "一(一)6")},
		Why:     text("100%也满足80%的目标；表1只记是否实现", "100 % meets 80 %, and Table 1 says only that the target was reached"),
	},
	{
		ID: "rural-platforms", Title: text("农村社区信息平台：全覆盖还是30%", "Rural community platforms: all, or 30 %"),
		Readings: [2]Reading{
			reading("T1.10", "目标30%，已实现", "the target of 30 % was reached"),
			reading("一(一)6", "城乡社区平台全覆盖，即100%", "urban and rural alike are covered: 100 %"),
		},
		Figures: []Quantity{q("target", "30", "T1.10"), q("prose", "100", "一(一)6")},
		Why:     text("100%也满足30%的目标；表1只记是否实现", "100 % meets 30 %, and Table 1 says only that the target was reached"),
	},
	{
		ID: "same-base-two-groups", Title: text("两个不同人群用同一基值53", "One base of 53 for two groups"),
		Readings: [2]Reading{
			reading("T2.4", "失能半失能特困人员", "persons partly or wholly disabled"),
			reading("T1.3", "不能自理特困人员", "persons unable to care for themselves"),
		},
		Figures: []Quantity{q("unable", "53", "T1.3"), q("disabled", "53", "T2.4"), q("prose", "53", "一(一)3")},
		Why:     text("照表2记基值；两组人数不同，不作比较", "the base stands as Table 2 has it; the groups differ, so the two are not compared"),
	},
	{
		ID: "allowance-share", Title: text("低保标准占消费支出的比例和对象", "The allowance's share of consumption, and whose"),
		Readings: [2]Reading{
			reading("三(一)4", "全体居民人均消费支出的30%—35%", "30–35 % of all residents' consumption"),
			reading("T2.1", "城镇居民消费支出的28%—35%", "28–35 % of urban residents' consumption"),
		},
		Figures: []Quantity{q("proseFloor", "30", "三(一)4"), q("proseCeiling", "35", "三(一)4"), q("tableFloor", "28", "T2.1"), q("tableCeiling", "35", "T2.1")},
		Why:     text("正文规定的是“十四五”期末城乡统一的标准，基数只能是全体居民", "the prose sets the one standard, urban and rural, of the plan's end, whose base can only be all residents"),
		Option:  "assistance.OfUrbanResidents",
	},
	{
		ID: "not-below-a-band", Title: text("“不低于”一个区间", "“Not below” an interval"),
		Readings: [2]Reading{
			reading("三(一)4", "区间：不低于30%，不高于35%", "an interval: at least 30 %, at most 35 %"),
			reading("三(一)4", "只是下限：不低于30%，没有上限", "a floor only: at least 30 %, without a ceiling"),
		},
		Figures: []Quantity{q("floor", "30", "三(一)4"), q("ceiling", "35", "三(一)4")},
		Why:     text("与表1、表2同为区间；只作下限则35%没有意义", "Tables 1 and 2 have intervals, and as a floor the 35 % would say nothing"),
		Option:  "assistance.BandPolicy.Ceiling",
	},
	{
		ID: "allowance-base", Title: text("T2.1的基值印为“35，65”", "The base of T2.1 is printed “35，65”"),
		Readings: [2]Reading{
			reading("T2.1", "两个数，城市35%、农村65%", "two figures: urban 35 %, rural 65 %"),
			reading("T1.1", "只有城市一个数35%", "one figure for the city, 35 %"),
		},
		Figures: []Quantity{q("first", "35", "T2.1"), q("second", "65", "T2.1"), q("table1", "35", "T1.1"), q("targetCeiling", "35", "T2.1")},
		Why:     text("如实记为两个数，不作计算；65超出目标区间", "recorded as two figures and not computed with; 65 lies outside the target's interval"),
	},
	{
		ID: "allowance-above-band", Title: text("2020年的标准已高于2025年的上限", "The standard of 2020 is above the ceiling of 2025"),
		Readings: [2]Reading{
			reading("三(一)4", "全体居民消费支出的30%—35%是上下限，2020年的标准须回落", "30–35 % of all residents' consumption are bounds, and the standard of 2020 would have to fall"),
			reading("T2.1", "基值35、65为同一个637元占城镇、农村消费支出的比例，占全体居民的必高于35%，目标只能是下限", "35 and 65 are the one 637 yuan's shares of urban and of rural consumption, so its share of all residents' is above 35 %, and the target can only be a floor"),
		},
		Figures: []Quantity{q("allowance", "637", "一(一)3"), q("urbanShare", "35", "T2.1"), q("ruralShare", "65", "T2.1"), q("ceiling", "35", "三(一)4")},
		Why:     text("基值两数的关系规划未说，不据以取消上限；高出上限时检查给出高出多少", "the plan does not say how the two figures of the base relate, which is too little to drop the ceiling; the check says by how much a standard is above it"),
		Option:  "assistance.BandPolicy.Ceiling",
	},
	{
		ID: "support-consumption", Title: text("特困基本生活标准的60%：谁的消费支出", "The 60 % of extreme-poverty support: whose consumption"),
		Readings: [2]Reading{
			reading("T2.2", "城、乡各按自己的人均消费支出", "urban and rural by their own consumption"),
			reading("三(一)4", "与低保标准同按全体居民人均消费支出", "by all residents' consumption, as the allowance"),
		},
		Figures: []Quantity{q("share", "60", "T2.2"), q("multiple", "1.3", "T2.2"), q("allowance", "637", "一(一)3"), q("urbanShare", "35", "T2.1"), q("ruralShare", "65", "T2.1")},
		Why:     text("T2.2写“城乡”，指标名亦同；按T2.1的基值，城市由60%决定、农村由1.3倍决定，城乡标准就不同", "T2.2 says urban and rural, as its name does; on the base of T2.1 the 60 % decides in town and the 1.3 times in the country, and the two standards differ"),
		Option:  "assistance.SupportFact.Consumption",
	},
	{
		ID: "support-bounds", Title: text("特困基本生活标准：一个下限还是两个", "Extreme-poverty support: one bound or two"),
		Readings: [2]Reading{
			reading("T2.2", "低保标准的1.3倍和消费支出的60%，就高", "1.3 times the allowance and 60 % of consumption, whichever is higher"),
			reading("三(一)4", "只按低保标准的1.3倍", "1.3 times the allowance only"),
		},
		Figures: []Quantity{q("multiple", "1.3", "T2.2"), q("proseMultiple", "1.3", "三(一)4"), q("share", "60", "T2.2"), q("ceilingShare", "35", "三(一)4")},
		Why:     text("约束性指标更严，就高时也满足正文；基数相同而低保不超过35%时，1.3倍至多为45.5%，总是60%起作用", "the binding indicator is stricter, and the higher bound also satisfies the prose; with one base and an allowance of at most 35 %, 1.3 times is at most 45.5 %, so the 60 % always decides"),
	},
	{
		ID: "month-and-year", Title: text("月标准与年消费支出相比", "A month's standard against a year's consumption"),
		Readings: [2]Reading{
			reading("T2.2", "年消费支出的60%按12个月计：每月5%", "60 % of a year's consumption over twelve months: 5 % a month"),
			reading("T2.2", "照字面：月标准不低于年消费支出的60%", "as printed: a month's standard at least 60 % of a year's consumption"),
		},
		Figures: []Quantity{q("share", "60", "T2.2"), q("allowance", "637", "一(一)3"), q("ceilingShare", "35", "三(一)4")},
		Why:     text("照字面，月标准会是全年消费的数倍，637元的标准无从成立；单位印为元/月", "as printed a month would cost many times a month's consumption, and the 637 yuan could not stand; the unit is printed as yuan a month"),
	},
	{
		ID: "care-below-base", Title: text("照料护理标准的目标低于基值", "The care standard's target is below its base"),
		Readings: [2]Reading{
			reading("T2.3", "下限10%，目标如表所印", "at least 10 %, as the target is printed"),
			reading("T2.3", "不低于2020年已达到的12%", "not below the 12 % that 2020 had reached"),
		},
		Figures: []Quantity{q("base", "12", "T2.3"), q("target", "10", "T2.3")},
		Why:     text("目标是下限，现行标准可以更高", "the target is a floor, and a standard may be higher"),
		Option:  "assistance.CareAtBase",
	},
	{
		ID: "child-stations", Title: text("未成年人保护：工作站，还是工作站或专干", "Child protection: stations, or stations or staff"),
		Readings: [2]Reading{
			reading("T2.6", "工作站覆盖率100%", "stations in all townships"),
			reading("B4.5", "工作站或工作专干全覆盖", "a station or a designated person in all"),
		},
		Figures: []Quantity{q("table", "100", "T2.6"), q("box", "100", "B4.5")},
		Why:     text("指标以表为准", "indicators are set by the table"),
	},
	{
		ID: "urban-facilities-already", Title: text("城市社区养老设施：2020年已100%，还是2023年才补齐", "Urban community eldercare facilities: 100 % in 2020, or complete only in 2023"),
		Readings: [2]Reading{
			reading("T2.9", "2020年达标率已为100%，五年内保持", "100 % were up to standard in 2020, and stay so"),
			reading("B2.1", "老旧城区和已建成小区到2023年底才配齐；正文以100%为任务", "old and built-up quarters have theirs only by the end of 2023; the prose has 100 % as a task"),
		},
		Figures: []Quantity{q("base", "100", "T2.9"), q("target", "100", "T2.9"), q("task", "100", "三(二)3"), q("deadline", "2023", "B2.1")},
		Why:     text("指标以表为准；达标率可只计有配建要求的小区，老旧小区按专栏另计", "indicators are set by the table; its share may count only quarters with a duty to build, the old ones following the box"),
	},
	{
		ID: "workers-per-persons-and-beds", Title: text("社会工作者：每千名老年人与每百张床位各1名", "Social workers: one per thousand older persons and per hundred beds"),
		Readings: [2]Reading{
			reading("三(二)9", "两项各自满足，同一名社会工作者可同时计入", "each is to be met, and one worker counts for both"),
			reading("三(二)9", "两项相加：床位上的与社区里的不是同一批人", "the two add up: those at the beds are others than those in the community"),
		},
		Figures: []Quantity{q("perPersons", "1000", "三(二)9"), q("perBeds", "100", "三(二)9"), q("workers", "1", "三(二)9"), q("bedsPerThousand", "45", "T1.4")},
		Why:     text("“均”指两个比例都达到；按每千名老年人45张床位，前者要求更高", "“each” asks that both ratios be met; at 45 beds per thousand older persons the first asks for more"),
	},
	{
		ID: "county-facility-year", Title: text("每县一所供养设施：2022年还是规划期末", "A support facility in each county: 2022, or the plan's end"),
		Readings: [2]Reading{
			reading("三(二)5", "2022年底", "by the end of 2022"),
			reading("B2.4", "专栏未写年份，即规划期末2025年", "the box names no year: by the plan's end, 2025"),
		},
		Figures: []Quantity{q("section", "2022", "三(二)5"), q("planEnd", "2025", "二(三)2"), q("sectionFacilities", "1", "三(二)5"), q("boxFacilities", "1", "B2.4")},
		Why:     text("写明年份的一处为准", "the place that names a year stands"),
	},
	{
		ID: "trainees-twice", Title: text("培训护理员1万人次：一次还是两次", "10,000 trainings of care workers: once, or twice"),
		Readings: [2]Reading{
			reading("三(二)9", "正文与专栏同指一个1万人次", "section and box mean the same 10,000"),
			reading("B2.6", "各1万人次，合计2万", "10,000 each, 20,000 in all"),
		},
		Figures: []Quantity{q("section", "10000", "三(二)9"), q("box", "10000", "B2.6"), q("sectionYear", "2025", "三(二)9"), q("boxYear", "2025", "B2.6")},
		Why:     text("数量、对象、期限都相同，专栏是正文的展开", "figure, persons and year are the same, and the box spells out the section"),
	},
	{
		ID: "growth-column", Title: text("“年均增长率%”一栏不止一种算法", "The column of yearly growth is computed in more than one way"),
		Readings: [2]Reading{
			reading("T2.7", "复合年均增长率：33到55为10.8%，276到290为1%", "compound: 33 to 55 is 10.8 %, 276 to 290 is 1 %"),
			reading("T2.10", "各行自定：T2.10为每年增加量，T2.11为五年合计", "each row its own: an amount a year in T2.10, five years' growth in T2.11"),
		},
		Figures: []Quantity{q("careBase", "33", "T2.7"), q("careTarget", "55", "T2.7"), q("careGrowth", "10.8", "T2.7"), q("outletBase", "276", "T2.14"), q("outletTarget", "290", "T2.14"), q("outletGrowth", "1", "T2.14"), q("areaBase", "30", "T2.10"), q("areaTarget", "35", "T2.10"), q("areaGrowth", "1", "T2.10")},
		Why:     text("栏名如此；不合的行另列", "the column's name says so; the rows that do not fit have entries of their own"),
	},
	{
		ID: "growth-left-out", Title: text("基值、目标俱全而无增长率", "Base and target without a growth rate"),
		Readings: [2]Reading{
			reading("T2.8", "“——”“—”“-”和空白都是未印，不作零", "dashes of three lengths and blanks all mean that none is printed, not zero"),
			reading("T2.8", "可由两数算出：5.7%、8.4%、7.2%、0.6%", "it follows from the two: 5.7 %, 8.4 %, 7.2 %, 0.6 %"),
		},
		Figures: []Quantity{q("supportBase", "53", "T2.4"), q("supportTarget", "70", "T2.4"), q("facilityBase", "40", "T2.8"), q("facilityTarget", "60", "T2.8"), q("siteBase", "60", "T2.13"), q("siteTarget", "85", "T2.13"), q("cremationBase", "87.5", "T2.20"), q("cremationTarget", "90", "T2.20")},
		Why:     text("照印记录；增长率可由引擎另算，不补进表中", "recorded as printed; the growth can be computed, and is not filled into the table"),
	},
	{
		ID: "floor-area-growth", Title: text("T2.10的“1”不是百分数", "The “1” of T2.10 is no percentage"),
		Readings: [2]Reading{
			reading("T2.10", "每年增加1㎡", "1 m² more each year"),
			reading("T2.10", "每年增长1%", "growth of 1 % a year"),
		},
		Figures: []Quantity{q("base", "30", "T2.10"), q("target", "35", "T2.10"), q("growth", "1", "T2.10"), q("years", "5", "T2.10")},
		Why:     text("30加5个1恰为35；按1%只到31.5", "five times 1 on 30 is 35; at 1 % it would be 31.5"),
	},
	{
		ID: "staff-growth", Title: text("T2.11的7.6%是五年合计", "The 7.6 % of T2.11 is five years' growth"),
		Readings: [2]Reading{
			reading("T2.11", "2.6到2.8五年共增7.69%，印为7.6", "2.6 to 2.8 is 7.69 % in all, printed 7.6"),
			reading("T2.11", "每年增长7.6%", "7.6 % a year"),
		},
		Figures: []Quantity{q("base", "2.6", "T2.11"), q("target", "2.8", "T2.11"), q("growth", "7.6", "T2.11"), q("years", "5", "T2.11")},
		Why:     text("按每年7.6%将达到3.75，不是2.8", "at 7.6 % a year the end would be 3.75, not 2.8"),
	},
	{
		ID: "worker-growth", Title: text("T2.12的11%与基值、目标不符", "The 11 % of T2.12 fits neither base nor target"),
		Readings: [2]Reading{
			reading("T2.12", "基值0.35、目标0.65，年均13.2%", "0.35 to 0.65: 13.2 % a year"),
			reading("T2.12", "年均11%，则到0.59", "11 % a year, which ends at 0.59"),
		},
		Figures: []Quantity{q("base", "0.35", "T2.12"), q("target", "0.65", "T2.12"), q("growth", "11", "T2.12"), q("years", "5", "T2.12"), q("box", "6500", "B8.2")},
		Why:     text("专栏8的6500人证实目标0.65（万人）", "the 6,500 of box 8 confirm the target of 0.65 (ten thousand)"),
	},
	{
		ID: "workers-2020", Title: text("2020年社会工作专业人才：超3000人还是3500人", "Social workers in 2020: over 3,000, or 3,500"),
		Readings: [2]Reading{
			reading("T2.12", "3500人（0.35万人）", "3,500 (0.35 ten thousand)"),
			reading("一(一)6", "略多于3000人", "little more than 3,000"),
		},
		Figures: []Quantity{q("table", "0.35", "T2.12"), q("prose", "3000", "一(一)6"), q("target", "0.65", "T2.12")},
		Why:     text("指标以表为准，“超3000人”也容得下3500人", "indicators are set by the table, and “over 3,000” admits 3,500"),
	},
	{
		ID: "workers-exceed", Title: text("社会工作专业人才：达到还是突破6500人", "Social workers: reach 6,500, or exceed it"),
		Readings: [2]Reading{
			reading("T2.12", "达到0.65万，6500人即完成", "reach 0.65 ten thousand: 6,500 will do"),
			reading("B8.2", "“突破”6500人，至少6501人", "“exceed” 6,500: at least 6,501"),
		},
		Figures: []Quantity{q("table", "0.65", "T2.12"), q("box", "6500", "B8.2")},
		Why:     text("指标以表为准；“力争突破”是努力方向", "indicators are set by the table; the box only strives to exceed it"),
	},
	{
		ID: "person-units", Title: text("T2.11、T2.12的单位印为“人”", "T2.11 and T2.12 are printed in persons"),
		Readings: [2]Reading{
			reading("B8.2", "万人", "ten thousand persons"),
			reading("T2.12", "人", "persons"),
		},
		Figures: []Quantity{q("target", "0.65", "T2.12"), q("box", "6500", "B8.2"), q("staff", "2.8", "T2.11")},
		Why:     text("人数不会是小数；专栏8为6500人", "persons are whole; box 8 has 6,500"),
	},
	{
		ID: "place-name-base", Title: text("T2.19的基值印为“%”", "The base of T2.19 is printed “%”"),
		Readings: [2]Reading{
			reading("T2.19", "缺基值", "there is no base"),
			reading("T2.19", "由年均1.6%倒推约92.4%", "about 92.4 %, from 1.6 % a year backwards"),
		},
		Figures: []Quantity{q("target", "100", "T2.19"), q("growth", "1.6", "T2.19"), q("years", "5", "T2.19")},
		Why:     text("缺就是缺，不倒推", "missing is missing: nothing is derived"),
	},
	{
		ID: "cremation-label", Title: text("火化率：年均还是年增", "Cremation rate: the year's, or what the year adds"),
		Readings: [2]Reading{
			reading("T1.14", "火化率本身，2020年87.5%", "the rate itself, 87.5 % in 2020"),
			reading("T2.20", "“年增”，较省厅新增的部分", "“added in the year”, beyond the province's"),
		},
		Figures: []Quantity{q("reached", "87.5", "T1.14"), q("base", "87.5", "T2.20"), q("target", "90", "T2.20")},
		Why:     text("表2的基值正是表1的火化率", "the base in Table 2 is the rate of Table 1"),
	},
	{
		ID: "cemeteries-premise", Title: text("公益性公墓：已全覆盖，还是目标", "Public cemeteries: everywhere already, or a target"),
		Readings: [2]Reading{
			reading("T2.16", "县级公益性安葬设施2025年达到100%，基值缺", "public burial facilities are to reach 100 % by 2025, and there is no base"),
			reading("B5.1", "以城乡公益性公墓全覆盖为前提", "public cemeteries cover town and country, as a premise"),
		},
		Figures: []Quantity{q("target", "100", "T2.16"), q("premise", "100", "B5.1")},
		Why:     text("指标以表为准；两处所指设施未必相同", "indicators are set by the table, and the two may mean other facilities"),
	},
	{
		ID: "villages", Title: text("农村社区与行政村", "Rural communities and administrative villages"),
		Readings: [2]Reading{
			reading("三(六)4", "两类：农村社区5个，行政村1个", "two kinds of place: 5 in a rural community, 1 in a village"),
			reading("三(六)4", "行政村也是农村社区，同为5个", "a village is a rural community and has 5"),
		},
		Figures: []Quantity{q("urban", "10", "三(六)4"), q("rural", "5", "三(六)4"), q("village", "1", "三(六)4"), q("urbanPlaces", "269", "一(一)6"), q("villages", "829", "一(一)6")},
		Why:     text("条款分别列出两类，各有定额", "the clause names both, each with its own quota"),
		Option:  "community.VillagesAsRuralCommunities",
	},
	{
		ID: "community-organisations-year", Title: text("社区社会组织：2023年基本满足，还是2025年达到定额", "Community organisations: enough in 2023, or quotas in 2025"),
		Readings: [2]Reading{
			reading("三(六)4", "定额以2025年为期", "the quotas hold by 2025"),
			reading("B6.2", "2023年数量即基本满足需求", "by 2023 their number already meets the need"),
		},
		Figures: []Quantity{q("section", "2025", "三(六)4"), q("box", "2023", "B6.2")},
		Why:     text("只有2025年的目标有数量", "only the goal of 2025 has figures"),
	},
	{
		ID: "work-stations-year", Title: text("社工站全覆盖：2023年还是2025年", "Social-work stations everywhere: 2023 or 2025"),
		Readings: [2]Reading{
			reading("三(八)2", "2023年底", "by the end of 2023"),
			reading("B8.1", "“十四五”末，即2025年", "by the end of the plan, 2025"),
		},
		Figures: []Quantity{q("section", "2023", "三(八)2"), q("box", "2025", "B8.1")},
		Why:     text("正文另写2024—2025年巩固提升，2023年为建成之年", "the section goes on with 2024–2025 for improvement, so 2023 is when they stand"),
	},
	{
		ID: "child-staff-again", Title: text("儿童保护专干：已全覆盖，又列为目标", "Child-protection staff: covered already, and still a goal"),
		Readings: [2]Reading{
			reading("一(一)5", "已实现全覆盖", "covered already"),
			reading("三(四)2", "今后实现全覆盖", "to be covered"),
		},
		Figures: []Quantity{q("now", "100", "一(一)5"), q("goal", "100", "三(四)2")},
		Why:     text("按已实现、继续保持理解", "taken as reached, and to be kept"),
	},
}
