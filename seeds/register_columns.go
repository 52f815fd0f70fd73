package seeds

// columnRegister holds the entries of how Table 2 is printed and computed.
var columnRegister = []Discrepancy{
	{
		ID: "growth-column", Class: Ambiguity, Title: text("“年均增长率%”未说是复合还是平均", "The column of yearly growth does not say whether it is compound"),
		Readings: []Reading{
			reading("T2.7", "复合年均增长率：33到55为10.8%，276到290为1%", "compound: 33 to 55 is 10.8 %, 276 to 290 is 1 %"),
			reading("T2.7", "五年增长的平均：33到55为13.3%", "five years' growth divided by five: 33 to 55 is 13.3 %"),
		},
		Figures: []Quantity{q("careBase", "33", "T2.7"), q("careTarget", "55", "T2.7"), q("careGrowth", "10.8", "T2.7"), q("outletBase", "276", "T2.14"), q("outletTarget", "290", "T2.14"), q("outletGrowth", "1", "T2.14")},
		Why:     text("印出的10.8%只合复合增长；不合的行另列（floor-area-growth、staff-growth、worker-growth）", "the printed 10.8 % is compound; the rows that do not fit have entries of their own (floor-area-growth, staff-growth, worker-growth)"),
	},
	{
		ID: "growth-left-out", Class: Omission, Title: text("基值、目标俱全而无增长率", "Base and target without a growth rate"),
		Readings: []Reading{
			reading("T2.8", "“——”“—”“-”和空白都是未印，不作零", "dashes of three lengths and blanks all mean that none is printed, not zero"),
			reading("T2.8", "可由两数算出：5.7%、8.4%、7.2%、0.6%", "it follows from the two: 5.7 %, 8.4 %, 7.2 %, 0.6 %"),
		},
		Figures: []Quantity{q("supportBase", "53", "T2.4"), q("supportTarget", "70", "T2.4"), q("facilityBase", "40", "T2.8"), q("facilityTarget", "60", "T2.8"), q("siteBase", "60", "T2.13"), q("siteTarget", "85", "T2.13"), q("cremationBase", "87.5", "T2.20"), q("cremationTarget", "90", "T2.20")},
		Why:     text("照印记录；增长率可由引擎另算，不补进表中", "recorded as printed; the growth can be computed, and is not filled into the table"),
	},
	{
		ID: "floor-area-growth", Class: Contradiction, Title: text("T2.10的“1”不是百分数", "The “1” of T2.10 is no percentage"),
		Readings: []Reading{
			reading("T2.10", "每年增加1㎡", "1 m² more each year"),
			reading("T2.10", "每年增长1%", "growth of 1 % a year"),
		},
		Figures: []Quantity{q("base", "30", "T2.10"), q("target", "35", "T2.10"), q("growth", "1", "T2.10"), q("years", "5", "T2.10")},
		Why:     text("30加5个1恰为35；按1%只到31.5", "five times 1 on 30 is 35; at 1 % it would be 31.5"),
	},
	{
		ID: "staff-growth", Class: Contradiction, Title: text("T2.11的7.6%是五年合计", "The 7.6 % of T2.11 is five years' growth"),
		Readings: []Reading{
			reading("T2.11", "2.6到2.8五年共增7.69%，印为7.6", "2.6 to 2.8 is 7.69 % in all, printed 7.6"),
			reading("T2.11", "每年增长7.6%", "7.6 % a year"),
		},
		Figures: []Quantity{q("base", "2.6", "T2.11"), q("target", "2.8", "T2.11"), q("growth", "7.6", "T2.11"), q("years", "5", "T2.11")},
		Why:     text("按每年7.6%将达到3.75，不是2.8", "at 7.6 % a year the end would be 3.75, not 2.8"),
	},
	{
		ID: "worker-growth", Class: Contradiction, Title: text("T2.12的11%与基值、目标不符", "The 11 % of T2.12 fits neither base nor target"),
		Readings: []Reading{
			reading("T2.12", "基值0.35、目标0.65，年均13.2%", "0.35 to 0.65: 13.2 % a year"),
			reading("T2.12", "年均11%，则到0.59", "11 % a year, which ends at 0.59"),
		},
		Figures: []Quantity{q("base", "0.35", "T2.12"), q("target", "0.65", "T2.12"), q("growth", "11", "T2.12"), q("years", "5", "T2.12"), q("box", "6500", "B8.2")},
		Why:     text("专栏8的6500人证实目标0.65（万人）", "the 6,500 of box 8 confirm the target of 0.65 (ten thousand)"),
	},
	{
		ID: "workers-2020", Class: Ambiguity, Title: text("2020年社会工作专业人才：超3000人还是3500人", "Social workers in 2020: over 3,000, or 3,500"),
		Readings: []Reading{
			reading("T2.12", "3500人（0.35万人）", "3,500 (0.35 ten thousand)"),
			reading("一(一)6", "略多于3000人", "little more than 3,000"),
		},
		Figures: []Quantity{q("table", "0.35", "T2.12"), q("prose", "3000", "一(一)6"), q("target", "0.65", "T2.12")},
		Why:     text("指标以表为准，“超3000人”也容得下3500人", "indicators are set by the table, and “over 3,000” admits 3,500"),
	},
	{
		ID: "workers-exceed", Class: Contradiction, Title: text("社会工作专业人才：达到还是突破6500人", "Social workers: reach 6,500, or exceed it"),
		Readings: []Reading{
			reading("T2.12", "达到0.65万，6500人即完成", "reach 0.65 ten thousand: 6,500 will do"),
			reading("B8.2", "“突破”6500人，至少6501人", "“exceed” 6,500: at least 6,501"),
		},
		Figures: []Quantity{q("table", "0.65", "T2.12"), q("box", "6500", "B8.2")},
		Why:     text("指标以表为准；“力争突破”是努力方向；答案两项都给", "indicators are set by the table; the box only strives to exceed it; the answer gives both verdicts"),
		Option:  "community.WorkersFinding.Exceeded",
	},
	{
		ID: "person-units", Class: Misprint, Title: text("T2.11、T2.12的单位印为“人”", "T2.11 and T2.12 are printed in persons"),
		Readings: []Reading{
			reading("B8.2", "万人", "ten thousand persons"),
			reading("T2.12", "人", "persons"),
		},
		Figures: []Quantity{q("target", "0.65", "T2.12"), q("box", "6500", "B8.2"), q("staff", "2.8", "T2.11")},
		Why:     text("人数不会是小数；专栏8为6500人", "persons are whole; box 8 has 6,500"),
	},
	{
		ID: "place-name-base", Class: Misprint, Title: text("T2.19的基值印为“%”", "The base of T2.19 is printed “%”"),
		Readings: []Reading{
			reading("T2.19", "缺基值", "there is no base"),
			reading("T2.19", "由年均1.6%倒推约92.4%", "about 92.4 %, from 1.6 % a year backwards"),
		},
		Figures: []Quantity{q("target", "100", "T2.19"), q("growth", "1.6", "T2.19"), q("years", "5", "T2.19")},
		Why:     text("缺就是缺，不倒推", "missing is missing: nothing is derived"),
	},
	{
		ID: "cremation-label", Class: Misprint, Title: text("T2.20印为“年增遗体火化率（较省厅新增）”", "T2.20 is printed “年增遗体火化率”, the rate that a year adds"),
		Readings: []Reading{
			reading("T1.14", "“年增”为“年均”之误：火化率本身，2020年87.5%、2025年90%", "a misprint of 年均, the year's: the rate itself, 87.5 % in 2020 and 90 % in 2025"),
			reading("T2.20", "照字面，每年新增的火化率", "as printed, what each year adds to the rate"),
		},
		Figures: []Quantity{q("reached", "87.5", "T1.14"), q("base", "87.5", "T2.20"), q("target", "90", "T2.20")},
		Why:     text("表2的基值正是表1“年均遗体火化率”的数，每年新增87.5%不可能；“（较省厅新增）”当指省厅指标表之外新增的一项。指标名照印", "the base in Table 2 is the figure of Table 1, and no rate grows by 87.5 points a year; the words in brackets most likely say that the indicator is added to those of the province's table. The name stays as printed"),
	},
	{
		ID: "cremation-steps", Class: Omission, Title: text("火化率的年度进度：规划未定", "The cremation rate between 2020 and 2025: the plan says nothing"),
		Readings: []Reading{
			reading("T2.20", "只有2020年87.5%和2025年90%两端，其间各年没有要求；等差进度（每年0.5个百分点）仅供参考", "only the two ends are set, 87.5 % in 2020 and 90 % in 2025; equal steps of half a point a year are a reference"),
			reading("T2.20", "每年须达到等差进度", "each year must reach its equal step"),
		},
		Figures: []Quantity{q("base", "87.5", "T2.20"), q("target", "90", "T2.20"), q("years", "5", "T2.20")},
		Why:     text("等差是本库的测算，不是规划的要求，不据以判定某年未达标", "the equal steps are the module's, not the plan's demand, and no year is judged by them"),
	},
}
