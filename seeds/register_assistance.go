package seeds

// assistanceRegister holds the entries of social assistance: T2.1 to T2.3 and 三(一).
var assistanceRegister = []Discrepancy{
	{
		ID: "employment-costs", Class: Ambiguity, Title: text("就业成本扣减：谁的", "Whose employment costs are deducted"),
		Readings: []Reading{
			reading("三(一)2", "有劳动能力的农村最低生活保障对象", "rural recipients of the allowance who are able to work"),
			reading("三(一)2", "只说“在计算家庭收入时扣减”，可及于全体成员和城市家庭；民发〔2021〕57号第十三条不分城乡", "“in computing a family's income” reaches all its members, and urban families; article 13 of Minfa [2021] 57 knows no rural or urban"),
		},
		Why: text("同一句先说对象，扣减承前；劳动能力由经办认定，未认定者填0。MeansPolicy、AllowancePolicy依规划，默认只扣农村；SourcesPolicy依57号第十三条，默认都扣：同一城市家庭两处结论可不同，须一致时两处填同一值",
			"one sentence names the group and then the deduction; who is able to work is for the county to say: 0 for those who are not. MeansPolicy and AllowancePolicy follow the plan, and deduct in rural areas unless told otherwise; SourcesPolicy follows article 13, and deducts for everyone: of an urban household the two can differ; give both the same value where they must agree"),
		Option: "assistance.SourcesPolicy.EmploymentCosts",
	},
	{
		ID: "allowance-share", Class: Contradiction, Title: text("低保标准占消费支出的比例和对象", "The allowance's share of consumption, and whose"),
		Readings: []Reading{
			reading("T2.1", "城镇居民消费支出的28%—35%（约束性指标）", "28–35 % of urban residents' consumption (the binding indicator)"),
			reading("三(一)4", "全体居民人均消费性支出的30%—35%", "30–35 % of all residents' consumption"),
		},
		Figures: []Quantity{q("tableFloor", "28", "T2.1"), q("tableCeiling", "35", "T2.1"), q("proseFloor", "30", "三(一)4"), q("proseCeiling", "35", "三(一)4")},
		Why:     text("约束性指标以表为准。两条可以同时成立（城镇24000元、全体21000元时为560.00至612.50元），检查对两条分别作结论，是否达标从T2.1", "the binding indicator of the table decides. Both can hold at once (between 560.00 and 612.50 yuan with 24,000 yuan urban and 21,000 of all residents): the check gives the verdict on each, and what is met follows T2.1"),
		Option:  "assistance.AllowanceStandardCheck",
	},
	{
		ID: "not-below-a-band", Class: Ambiguity, Title: text("“按不低于……30%-35%确定”：“不低于”一个区间", "“Not below” an interval"),
		Readings: []Reading{
			reading("三(一)4", "区间，两端都是界：不低于30%，不高于35%", "an interval, bound at both ends: at least 30 %, at most 35 %"),
			reading("三(一)4", "只是下限：不低于30%，没有上限", "a floor only: at least 30 %, without a ceiling"),
			reading("三(一)4", "各县（区）在30%—35%之间自定下限，标准不低于该下限", "each county fixes its own floor between 30 and 35 %, and its standard is not below that"),
		},
		Figures: []Quantity{q("floor", "30", "三(一)4"), q("ceiling", "35", "三(一)4"), q("tableFloor", "28", "T2.1"), q("tableCeiling", "35", "T2.1"), q("pastFloor", "28", "T1.1"), q("pastCeiling", "35", "T1.1")},
		Why:     text("表1、表2均为区间，约束性的T2.1有上限。检查分别给出低于下限、超出上限的金额，三种读法的结论都由此可见；可选不设上限，县（区）自定的下限作为参数给出", "Tables 1 and 2 have intervals, and the binding T2.1 has a ceiling. The check says by how much a standard is below the floor and by how much above the ceiling, which is the verdict on all three; the ceiling can be left out, and a county's own floor be given as the parameter"),
		Option:  "assistance.NotBelow",
	},
	{
		ID: "allowance-base", Class: Ambiguity, Title: text("T2.1的基值印为“35，65”", "The base of T2.1 is printed “35，65”"),
		Readings: []Reading{
			reading("T2.1", "两个数，关系规划未说", "two figures whose relation the plan does not say"),
			reading("一(一)3", "城市35%（同表1）、农村65%，各占本地居民的消费支出：城乡同为637元", "urban 35 %, as in Table 1, and rural 65 %, each of its own residents' consumption: both are of 637 yuan"),
		},
		Figures: []Quantity{q("first", "35", "T2.1"), q("second", "65", "T2.1"), q("table1", "35", "T1.1"), q("targetCeiling", "35", "T2.1")},
		Default: 1,
		Why:     text("第一数与表1城市低保的完成数相同；第二数超出目标区间，同一个637元不能又占同一基数的65%（见allowance-base-residents），只能是农村的。基值只如实记为两个数，没有规则据以计算", "the first is the result of Table 1; the second lies outside the target's interval, and one 637 yuan can not be 65 % of the same base as well (see allowance-base-residents), so that it is the rural one. The base is recorded as the two figures printed, and no rule computes with it"),
	},
	{
		ID: "allowance-base-residents", Class: Contradiction, Title: text("T2.1名为“城镇居民”，基值却有65", "T2.1 is of urban residents, and yet its base has 65"),
		Readings: []Reading{
			reading("T2.1", "两数都占城镇居民消费支出，如指标名", "both are shares of urban residents' consumption, as the name has it"),
			reading("一(一)3", "城乡标准同为637元，两个比例必有两个不同的基数，65应占农村居民消费支出，指标名漏写", "one standard of 637 yuan holds in town and country, so two shares have two bases, and 65 is of rural residents' consumption, which the name leaves out"),
		},
		Figures: []Quantity{q("allowance", "637", "一(一)3"), q("first", "35", "T2.1"), q("second", "65", "T2.1")},
		Default: 1,
		Why:     text("同一个637元不能既占同一基数的35%又占65%：年消费支出一为21840元，一为11760元", "one 637 yuan can not be 35 % and 65 % of one base: a year's consumption would be 21,840 and 11,760 yuan"),
	},
	{
		ID: "allowance-target-pair", Class: Ambiguity, Title: text("T2.1的目标值“28，35”：区间，还是城乡两个数", "The target “28，35” of T2.1: an interval, or one figure each for town and country"),
		Readings: []Reading{
			reading("T1.1", "区间28%—35%，与表1的【28，35】同", "an interval of 28 to 35 %, as the 【28，35】 of Table 1"),
			reading("T2.1", "与同行基值“35，65”同为两个数：城市28%、农村35%", "two figures, as the base “35，65” of the same row: urban 28 %, rural 35 %"),
		},
		Figures: []Quantity{q("targetFirst", "28", "T2.1"), q("targetSecond", "35", "T2.1"), q("pastFirst", "28", "T1.1"), q("pastSecond", "35", "T1.1"), q("baseFirst", "35", "T2.1"), q("baseSecond", "65", "T2.1")},
		Why:     text("与表1同一指标同数，表1印有区间号；按两个数理解，城乡目标都低于基值", "figures and indicator are those of Table 1, which prints the signs of an interval; as two figures both targets would be below their bases"),
	},
	{
		ID: "allowance-target-below-base", Class: Contradiction, Title: text("T2.1的目标下限低于基值，且与上一规划相同", "The floor of T2.1 is below its base, and unchanged from the plan before"),
		Readings: []Reading{
			reading("T2.1", "目标为28%—35%，如表所印", "the target is 28 to 35 %, as printed"),
			reading("T1.1", "不低于2020年已达到的35%", "not below the 35 % that 2020 had reached"),
		},
		Figures: []Quantity{q("targetFloor", "28", "T2.1"), q("base", "35", "T2.1"), q("reached", "35", "T1.1"), q("pastFloor", "28", "T1.1"), q("pastCeiling", "35", "T1.1"), q("targetCeiling", "35", "T2.1")},
		Why:     text("目标值以表为准；2020年的35%在区间上端，仍在其内", "targets are set by the table; the 35 % of 2020 is the interval's upper end, and within it"),
	},
	{
		ID: "allowance-above-band", Class: Contradiction, Title: text("2020年的标准与2025年的上限", "The standard of 2020 and the ceiling of 2025"),
		Readings: []Reading{
			reading("T2.1", "以城镇居民消费支出的35%为上限：2020年的637元恰在其上，无须回落", "35 % of urban residents' consumption is the ceiling: the 637 yuan of 2020 are exactly that, and nothing has to fall"),
			reading("三(一)4", "以全体居民消费支出的35%为上限：2020年的637元已高于它，须回落", "35 % of all residents' consumption is the ceiling: the 637 yuan of 2020 are above it, and would have to fall"),
		},
		Figures: []Quantity{q("allowance", "637", "一(一)3"), q("urbanShare", "35", "T2.1"), q("ruralShare", "65", "T2.1"), q("tableCeiling", "35", "T2.1"), q("ceiling", "35", "三(一)4")},
		Why:     text("约束性指标以表为准。按基值推算，城镇21840元、农村11760元，全体居民在两者之间，637元必超其35%：正文的35%若是上限，规划一开始就要求降低标准；检查另行给出超出的金额，是否达标从T2.1", "the binding indicator of the table decides. By the base, consumption was 21,840 yuan in town and 11,760 in the country, and all residents' lies between, so 637 yuan is above 35 % of it whatever the weights: as a ceiling the prose would begin by asking for a lower standard. The check says by how much it is above, and what is met follows T2.1"),
		Option:  "assistance.AllowanceStandardCheck",
	},
	{
		ID: "support-consumption", Class: Ambiguity, Title: text("特困基本生活标准的60%：谁的消费支出", "The 60 % of extreme-poverty support: whose consumption"),
		Readings: []Reading{
			reading("T2.2", "城、乡各按自己的人均消费支出", "urban and rural by their own consumption"),
			reading("三(一)4", "与低保标准同按全体居民人均消费支出", "by all residents' consumption, as the allowance"),
		},
		Figures: []Quantity{q("share", "60", "T2.2"), q("multiple", "1.3", "T2.2"), q("allowance", "637", "一(一)3"), q("urbanShare", "35", "T2.1"), q("ruralShare", "65", "T2.1")},
		Why:     text("T2.2写“城乡”，指标名亦同；按T2.1的基值，城市由60%决定、农村由1.3倍决定，城乡标准就不同", "T2.2 says urban and rural, as its name does; on the base of T2.1 the 60 % decides in town and the 1.3 times in the country, and the two standards differ"),
		Option:  "assistance.SupportFacts.ConsumptionOf",
	},
	{
		ID: "support-bounds", Class: Contradiction, Title: text("特困基本生活标准：一个下限还是两个", "Extreme-poverty support: one bound or two"),
		Readings: []Reading{
			reading("T2.2", "低保标准的1.3倍和消费支出的60%，就高", "1.3 times the allowance and 60 % of consumption, whichever is higher"),
			reading("三(一)4", "只按低保标准的1.3倍", "1.3 times the allowance only"),
		},
		Figures: []Quantity{q("multiple", "1.3", "T2.2"), q("proseMultiple", "1.3", "三(一)4"), q("share", "60", "T2.2"), q("ceilingShare", "35", "三(一)4")},
		Why:     text("约束性指标更严，就高时也满足正文；基数相同而低保不超过35%时，1.3倍至多为45.5%，总是60%起作用", "the binding indicator is stricter, and the higher bound also satisfies the prose; with one base and an allowance of at most 35 %, 1.3 times is at most 45.5 %, so the 60 % always decides"),
	},
	{
		ID: "missing-low", Class: Misprint, Title: text("T2.2“最生活保障标准”缺“低”字", "T2.2 lacks a character in the allowance standard's name"),
		Readings: []Reading{
			reading("三(一)4", "最低生活保障标准，与正文同为1.3倍", "the minimum living allowance, whose 1.3 times the prose has too"),
			reading("T2.2", "照字面，“最生活保障标准”，没有这一标准", "as printed, a standard that does not exist"),
		},
		Figures: []Quantity{q("table", "1.3", "T2.2"), q("prose", "1.3", "三(一)4")},
		Why:     text("基值、目标值两处同缺，正文写全", "the character is missing in base and target alike, and the prose has it"),
	},
	{
		ID: "month-and-year", Class: Ambiguity, Title: text("月标准与年消费支出相比", "A month's standard against a year's consumption"),
		Readings: []Reading{
			reading("T2.2", "年消费支出的60%按12个月计：每月5%", "60 % of a year's consumption over twelve months: 5 % a month"),
			reading("T2.2", "照字面：月标准不低于年消费支出的60%", "as printed: a month's standard at least 60 % of a year's consumption"),
		},
		Figures: []Quantity{q("share", "60", "T2.2"), q("allowance", "637", "一(一)3"), q("ceilingShare", "35", "三(一)4")},
		Why:     text("照字面，月标准会是全年消费的数倍，637元的标准无从成立；单位印为元/月", "as printed a month would cost many times a month's consumption, and the 637 yuan could not stand; the unit is printed as yuan a month"),
	},
	{
		ID: "care-below-base", Class: Contradiction, Title: text("照料护理标准的目标低于基值", "The care standard's target is below its base"),
		Readings: []Reading{
			reading("T2.3", "下限10%，目标如表所印", "at least 10 %, as the target is printed"),
			reading("T2.3", "不低于2020年已达到的12%", "not below the 12 % that 2020 had reached"),
		},
		Figures: []Quantity{q("base", "12", "T2.3"), q("target", "10", "T2.3")},
		Why:     text("目标是下限，现行标准可以更高", "the target is a floor, and a standard may be higher"),
		Option:  "assistance.CareAtBase",
	},
	{
		ID: "care-by-need", Class: Ambiguity, Title: text("照料护理标准：统一比例，还是依自理能力和服务需求", "The care standard: one share, or by self-care and need"),
		Readings: []Reading{
			reading("T2.3", "不低于基本生活标准的10%，各档都须达到", "at least 10 % of the basic living standard, for every grade"),
			reading("三(一)4", "依特困人员生活自理能力和服务需求分档确定，规划未给数", "set by self-care ability and need; the plan has no figures for the grades"),
		},
		Figures: []Quantity{q("share", "10", "T2.3")},
		Why:     text("约束性指标以表为准；一个不分档的比例只能是各档的下限，分档标准由调用者给出", "the binding indicator of the table decides; one share for all can only be a floor of every grade, and the grades' standards are the caller's"),
	},
	{
		ID: "property-conditions", Class: Ambiguity, Title: text("家庭财产“限定标准或条件”", "Property: a limit, or conditions"),
		Readings: []Reading{
			reading("三(一)5", "金额：人均财产不得超过限定标准", "an amount: property a person not above a limit"),
			reading("三(一)5", "条件：按财产种类限定，如车辆、房屋", "conditions by kind of property, such as cars and homes"),
		},
		Why: text("规划未给数，也未列条件，都是县（区）的参数；低保金按一个人均限额核算，按种类的限额和条件另有规则assistance.property-test", "the plan has neither figure nor list: both are the county's parameters; the allowance takes one amount a person, and limits and conditions by kind have a rule of their own, assistance.property-test"),
	},
}
