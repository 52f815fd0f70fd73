package seeds

// pastRegister holds the entries of what had been reached by 2020: parts one and Table 1.
var pastRegister = []Discrepancy{
	{
		ID: "allowance-growth", Class: Ambiguity, Title: text("低保标准增长45%、218%：增长了还是增长到", "The allowance grew 45 % and 218 %: by, or to"),
		Readings: []Reading{
			reading("一(一)3", "增长了：2015年末城市约439元、农村约200元", "by: about 439 yuan urban and 200 rural at the end of 2015"),
			reading("一(一)3", "农村增长到218%：2015年末约292元", "rural to 218 %: about 292 yuan at the end of 2015"),
		},
		Figures: []Quantity{q("allowance", "637", "一(一)3"), q("urban", "45", "一(一)3"), q("rural", "218", "一(一)3")},
		Why:     text("“增长45%”只能是增长了，两数同一句；但没有一个整元的农村基数四舍五入得218%，200元恰得218.5%", "“grew 45 %” can only be by, and one sentence holds both; yet no rural base in whole yuan rounds to 218 %: 200 yuan gives 218.5 % exactly"),
	},
	{
		ID: "care-beds-2020", Class: Contradiction, Title: text("2020年护理型床位占比：32%还是33%", "Share of care beds in 2020: 32 % or 33 %"),
		Readings: []Reading{
			reading("T1.5", "33%，表1和表2的基值", "33 %, as in Table 1 and the base of Table 2"),
			reading("一(一)4", "32%，正文", "32 %, as in the prose"),
		},
		Figures: []Quantity{q("table1", "33", "T1.5"), q("table2", "33", "T2.7"), q("prose", "32", "一(一)4"), q("target", "55", "T2.7"), q("growth", "10.8", "T2.7")},
		Why:     text("指标以表为准，且两表一致；年均10.8%也只有从33起算才到55", "indicators are set by the tables, and both agree; and 10.8 % a year leads to 55 only from 33"),
	},
	{
		ID: "three-level-centres", Class: Contradiction, Title: text("养老服务中心：三级平均100%，乡镇机构40%", "Eldercare centres: 100 % over three levels, facilities in 40 % of townships"),
		Readings: []Reading{
			reading("T2.8", "乡镇（办）具备综合功能的机构2020年覆盖40%，2025年60%", "full-service facilities cover 40 % of townships in 2020, and 60 % in 2025"),
			reading("一(一)4", "县、乡、村三级中心平均已覆盖100%，乡镇一级不会低于此", "the three levels' centres cover 100 % on average, so townships cannot have less"),
		},
		Figures: []Quantity{q("prose", "100", "一(一)4"), q("base", "40", "T2.8"), q("target", "60", "T2.8")},
		Why:     text("指标以表为准；中心未必具备综合功能", "indicators are set by the table, and a centre need not be a full-service facility"),
	},
	{
		ID: "child-rescue", Class: Contradiction, Title: text("未成年人救助保护机构：已全覆盖，又待转型", "Child rescue institutions: everywhere already, and still to be converted"),
		Readings: []Reading{
			reading("一(一)5", "市、县均已有未成年人救助保护机构", "city and counties all have one"),
			reading("B4.3", "现有的是流浪未成年人救助保护机构，尚待转型", "what there is are institutions for vagrant minors, still to be converted"),
		},
		Figures: []Quantity{q("now", "100", "一(一)5")},
		Why:     text("照印记录为已有；转型没有数量", "recorded as printed; the conversion has no figure"),
	},
	{
		ID: "disability-base", Class: Omission, Title: text("残疾人两项补贴：基值“——”，正文“全面落实”", "The disability subsidies: a base of “——”, and “fully carried out” in the prose"),
		Readings: []Reading{
			reading("T2.17", "T2.17、T2.18没有基值", "T2.17 and T2.18 have no base"),
			reading("一(一)5", "2020年已“全面落实”，即100%", "already “fully carried out” in 2020: 100 %"),
		},
		Figures: []Quantity{q("living", "100", "T2.17"), q("care", "100", "T2.18"), q("persons", "37.7", "一(一)5")},
		Why:     text("缺就是缺，不由文字补数；37.7万人是累计惠及人数，不是覆盖率", "missing is missing: no figure is made of words; the 377,000 are persons reached in five years, not a coverage"),
	},
	{
		ID: "open-beds-unit", Class: Omission, Title: text("T1.6未印单位", "T1.6 prints no unit"),
		Readings: []Reading{
			reading("T1.6", "万张：9300张，在23000余张之内", "ten thousand beds: 9,300, within the 23,000"),
			reading("T1.6", "占全部床位的比例：0.93即93%", "a share of all beds: 0.93 is 93 %"),
		},
		Figures: []Quantity{q("result", "0.93", "T1.6"), q("beds", "23000", "一(一)4")},
		Why:     text("指标名为“床位数”，不是比例", "the indicator is named a number of beds, not a share"),
	},
	{
		ID: "percent-twice", Class: Misprint, Title: text("T1.14的百分号印了两次", "T1.14 prints the percent sign twice"),
		Readings: []Reading{
			reading("T1.14", "84%、87.5%，指标名中的（%）重复", "84 % and 87.5 %; the (%) in the name repeats it"),
			reading("T1.14", "照字面，百分之84%即0.84%", "as printed, 84 % of one per cent: 0.84 %"),
		},
		Figures: []Quantity{q("base", "84", "T1.14"), q("target", "87.5", "T1.14"), q("now", "87.5", "T2.20")},
		Why:     text("表2以同一个87.5为基值，只印一次%；T1.15的50%同此", "Table 2 has the same 87.5 as its base, with one %; the 50% of T1.15 likewise"),
	},
	{
		ID: "spending-scope", Class: Ambiguity, Title: text("民政事业费：职能划转前后口径不同", "Spending on civil affairs: other functions before and after"),
		Readings: []Reading{
			reading("T1.16", "照表：10.5573亿元达到7.3亿元的目标", "as in the table: 10.5573 reached the target of 7.3"),
			reading("T1.n1", "双拥、优抚等职能划出后，5.4与10.5573口径不同，不可相比", "with functions transferred away, 5.4 and 10.5573 do not cover the same"),
		},
		Figures: []Quantity{q("base", "5.4", "T1.16"), q("target", "7.3", "T1.16"), q("result", "10.5573", "T1.16")},
		Why:     text("注1说已达标；职能减少而支出仍超出目标，何以如此规划未说", "note 1 says that it was reached; why spending exceeds the target with fewer functions, the plan does not say"),
	},
	{
		ID: "lottery-five-years", Class: Ambiguity, Title: text("福利彩票：五年10亿元与表1的目标、完成数", "Welfare lottery: 1 billion in five years against Table 1"),
		Readings: []Reading{
			reading("T1.17", "8.957亿元为2020年当年目标，完成1.31亿元，未达到（表1注2）", "8.957 is the year 2020's target; 1.31 missed it, as note 2 says"),
			reading("一(一)5", "8.957亿元为五年累计目标，五年10亿元已达到", "8.957 is a target for five years, and the 10 of the prose reached it"),
		},
		Figures: []Quantity{q("base2015", "1.69", "T1.17"), q("target", "8.957", "T1.17"), q("result", "1.31", "T1.17"), q("fiveYears", "10", "一(一)5")},
		Why:     text("表1注2写明未达到预定销量，只有按当年理解才成立", "note 2 says that the target was missed, which is true only of the year"),
	},
	{
		ID: "lottery-misprint", Class: Misprint, Title: text("福利彩票完成数印为1..31", "Lottery sales are printed 1..31"),
		Readings: []Reading{
			reading("T1.17", "1.31（多印一点）", "1.31, a doubled point"),
			reading("T1.17", "11.31或1.?31（漏印一位）", "a digit lost, such as 11.31"),
		},
		Figures: []Quantity{q("result", "1.31", "T1.17"), q("withDigit", "11.31", "T1.17"), q("target", "8.957", "T1.17"), q("fiveYears", "10", "一(一)5")},
		Why:     text("11.31会达到目标且超过五年合计，与表1注2和正文都不符", "11.31 would reach the target and exceed the five years' sum, against note 2 and the prose"),
	},
	{
		ID: "three-populations", Class: Contradiction, Title: text("三个人均数推出三个不同的人口", "Three ratios imply three populations"),
		Readings: []Reading{
			reading("一(一)6", "人口由社会组织数推算：2205家、每万人5.3个", "population from organisations: 2,205 at 5.3 per ten thousand"),
			reading("T1.12", "由社会工作人才推算：超3000人（表2为3500人）、0.80‰", "from social workers: over 3,000 (3,500 in Table 2) at 0.80 ‰"),
			reading("T1.13", "由注册志愿者推算：逾50万人、15%", "from registered volunteers: over 500,000 at 15 %"),
		},
		Figures: []Quantity{q("organisations", "2205", "一(一)6"), q("perTenThousand", "5.3", "T1.11"), q("volunteers", "500000", "一(一)6"), q("volunteerPercent", "15", "T1.13"), q("workers", "3000", "一(一)6"), q("workersTable", "0.35", "T2.12"), q("workerPermille", "0.80", "T1.12")},
		Default: NoReading,
		Why:     text("都不取：本库不由这些数推算人口，人口由调用者提供", "none is followed: the module derives no population from these; a caller gives it"),
	},
	{
		ID: "rural-stations", Class: Ambiguity, Title: text("农村社区服务站：全部建立还是80%", "Rural community service stations: all, or 80 %"),
		Readings: []Reading{
			reading("T1.7", "目标80%，已实现", "the target of 80 % was reached"),
			reading("一(一)6", "829个村全部建立，即100%", "all 829 villages have one: 100 %"),
		},
		Figures: []Quantity{q("target", "80", "T1.7"), q("prose", "100", "一(一)6")},
		Why:     text("100%也满足80%的目标；表1只记是否实现", "100 % meets 80 %, and Table 1 says only that the target was reached"),
	},
	{
		ID: "rural-platforms", Class: Ambiguity, Title: text("农村社区信息平台：全覆盖还是30%", "Rural community platforms: all, or 30 %"),
		Readings: []Reading{
			reading("T1.10", "目标30%，已实现", "the target of 30 % was reached"),
			reading("一(一)6", "城乡社区平台全覆盖，即100%", "urban and rural alike are covered: 100 %"),
		},
		Figures: []Quantity{q("target", "30", "T1.10"), q("prose", "100", "一(一)6")},
		Why:     text("100%也满足30%的目标；表1只记是否实现", "100 % meets 30 %, and Table 1 says only that the target was reached"),
	},
	{
		ID: "same-base-two-groups", Class: Ambiguity, Title: text("两个不同人群用同一基值53", "One base of 53 for two groups"),
		Readings: []Reading{
			reading("T2.4", "失能半失能特困人员", "persons partly or wholly disabled"),
			reading("T1.3", "不能自理特困人员", "persons unable to care for themselves"),
		},
		Figures: []Quantity{q("unable", "53", "T1.3"), q("disabled", "53", "T2.4"), q("prose", "53", "一(一)3")},
		Why:     text("照表2记基值；两组人数不同，不作比较", "the base stands as Table 2 has it; the groups differ, so the two are not compared"),
	},
}
