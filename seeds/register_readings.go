package seeds

// readingRegister holds the entries of what a count is of, how far “all” goes, and what a figure bounds, where the
// plan leaves it open and a rule has to choose.
var readingRegister = []Discrepancy{
	{
		ID: "service-lists-general", Class: Ambiguity, Title: text("“普遍建立政府购买社区服务清单”：谁的清单，多少算普遍", "“Generally” a list of community services to buy: whose, and how many are general"),
		Readings: []Reading{
			reading("三(三)4", "每个县（区）都有清单，即100%", "every county and district has one: 100 %"),
			reading("三(三)4", "大多数县（区）有清单即为普遍，规划没有数", "most counties are general enough, and the plan has no figure"),
			reading("三(三)4", "按乡镇（街道）或社区计", "townships or communities are counted"),
		},
		Why:    text("没有数量的“普遍”只有100%可以检查；政府购买以县（区）预算为主，按县（区）计是本库的选择；低于100%的下限由调用者给出", "of a “generally” without a figure only all can be checked; counties hold the budgets that buy, and that they are counted is this module's choice; a lower floor is the caller's"),
		Option: "rule/check.Floor.Floor",
	},
	{
		ID: "marriage-registration-of-what", Class: Omission, Title: text("婚姻登记“跨省通办”实施率：占什么的100%", "Marriage registration across provinces: 100 % of what"),
		Readings: []Reading{
			reading("T2.15", "开展跨省通办的婚姻登记机关，占全部婚姻登记机关", "the registries that serve other provinces, of all registries"),
			reading("T2.15", "开展跨省通办的县（区），占全部县（区）", "the counties that do, of all counties"),
			reading("T2.15", "办成的跨省申请，占全部跨省申请", "the applications from other provinces that were served, of all"),
		},
		Figures: []Quantity{q("target", "100", "T2.15")},
		Why:     text("指标只有名称和100%；实施跨省通办的是登记机关，本库按登记机关计；各县（区）各有一个登记机关时，前两种读法相同", "the row has a name and 100 %; it is registries that do it, so they are counted; where each county has one registry, the first two are the same"),
	},
	{
		ID: "village-assistants-where", Class: Ambiguity, Title: text("“村级设立社会救助协理员”：含不含城市社区", "An assistant at the level of villages: of urban communities too?"),
		Readings: []Reading{
			reading("三(一)6", "村：829个", "villages: 829"),
			reading("三(一)6", "村（社区）：含城市社区，共1098个", "villages and urban communities: 1,098"),
		},
		Figures: []Quantity{q("villages", "829", "一(一)6"), q("communities", "269", "一(一)6")},
		Why:     text("同句的服务站写“村（社区）”，协理员只写“村级”；把社区计入的，两个数都含社区即可", "the same sentence has villages and communities for the service stations, and villages alone for the assistants; who counts communities includes them in both counts"),
	},
	{
		ID: "other-trainings-each", Class: Ambiguity, Title: text("“其他相关人员、养老服务机构负责人800人次”：合计还是各800", "“Other staff, heads of facilities: 800”: together, or each"),
		Readings: []Reading{
			reading("B2.6", "两类合计800人次", "800 for both together"),
			reading("B2.6", "两类各800人次，共1600", "800 for each, 1,600 in all"),
		},
		Figures: []Quantity{q("trainings", "800", "B2.6")},
		Why:     text("两类并列而只有一个数；按各800检查的，以每一类的人次为事实各查一次", "one figure follows the two; for 800 each, check each class by itself with its own count as the fact"),
	},
	{
		ID: "old-quarters-how-many", Class: Contradiction, Title: text("老旧城区和已建成居住（小）区：“基本补齐”还是“完成”", "Old quarters and estates already built: essentially, or completely"),
		Readings: []Reading{
			reading("B2.1", "完成养老服务用房配置，即100%，2023年底", "the premises are completed: 100 % by the end of 2023"),
			reading("三(二)3", "基本补齐社区养老服务设施，规划没有数，也没有年份", "the facilities are essentially made up: neither a figure nor a year"),
		},
		Figures: []Quantity{q("deadline", "2023", "B2.1")},
		Why:     text("写明年份、可以检查的一处为准，且更严；“基本”的下限由调用者给出；一处说用房，一处说设施", "the place with a year, which can be checked, stands, and is the stricter; a floor for “essentially” is the caller's; one speaks of premises, the other of facilities"),
		Option:  "rule/check.Floor.Floor",
	},
	{
		ID: "ranges-of-numbers", Class: Ambiguity, Title: text("“3-5名”“5—10个单位”：上端是不是界限", "“3 to 5 staff”, “5 to 10 units”: is the upper end a bound?"),
		Readings: []Reading{
			reading("B1.1", "两端都是界限：第6名、第11个单位即不符合", "both ends are bounds: a sixth person, or an eleventh unit, does not comply"),
			reading("B1.1", "只是下限：多于上端也达标", "the lower end alone is one: more than the upper end is met as well"),
		},
		Figures: []Quantity{q("staffLeast", "3", "B1.1"), q("staffMost", "5", "B1.1"), q("smartLeast", "5", "B3.3"), q("smartMost", "10", "B3.3"), q("consultationLeast", "3", "B3.2"), q("consultationMost", "6", "B3.2")},
		Why:     text("照字面，区间有两端；答案把缺口和超出分开，超出不会被看作不足；不以上端为限的，另给上限（智慧社区试点、议事协商试点同）", "as printed, a range has two ends; the answer tells what is lacking from what is too many; who takes the upper end for no bound gives a higher one (for the pilots as well)"),
		Option:  "rule/check.Band.Most",
	},
	{
		ID: "business-losses", Class: Omission, Title: text("经营亏损能否抵减其他收入", "Whether a loss from business makes other income less"),
		Readings: []Reading{
			reading("三(一)5", "不能：经营净收入不低于零", "it does not: net income from business is not below zero"),
			reading("三(一)5", "能：亏损从本人其他收入中扣减", "it does: the loss comes off the person's other income"),
		},
		Why:    text("规划把收入认定留给办法，民发〔2021〕57号第十三条也没有说；默认不让亏损换来救助", "the plan leaves it to the norms, and article 13 of Minfa [2021] 57 is silent; by default a loss earns no assistance"),
		Option: "assistance.SourcesPolicy.LossesOffset",
	},
	{
		ID: "net-transfers", Class: Omission, Title: text("转移净收入能否为负", "Whether net transfers may be negative"),
		Readings: []Reading{
			reading("三(一)5", "可以为负：税费、社保缴费和赡养支出多于转移性收入的，抵减其他收入", "they may: what is paid in taxes, contributions and support above what is received comes off other income"),
			reading("三(一)5", "不低于零", "they are not below zero"),
		},
		Why: text("民发〔2021〕57号第十三条只写转移性收入扣减转移性支出；税费和缴费多从工资中支出，记为零等于不扣；全家收入仍不低于零", "article 13 of Minfa [2021] 57 says received less paid; taxes and contributions are mostly paid out of wages, and would not be deducted at all from nothing; the household's income is still not below zero"),
	},
	{
		ID: "ecological-burials-of-what", Class: Omission, Title: text("节地生态安葬率：全部安葬，还是火葬区的", "The share of ecological burials: of all burials, or of the cremation zone's"),
		Readings: []Reading{
			reading("T1.15", "全部安葬数", "of all burials"),
			reading("T1.15", "火葬区的安葬数", "of the burials in the cremation zone"),
		},
		Figures: []Quantity{q("target", "50", "T1.15")},
		Default: NoReading,
		Why:     text("规划没有说明，公布的数两种都有，不可相比；口径是必填的事实，结论照写", "the plan does not say, and both are published, which are not to be compared; the scope is a fact that must be given, and the answer repeats it"),
		Option:  "funeral.Burials.Scope",
	},
	{
		ID: "ecological-forms", Class: Omission, Title: text("节地生态安葬：哪些方式算", "Ecological burials: which forms count"),
		Readings: []Reading{
			reading("T1.15", "格位存放、树葬、海（江）葬、草坪葬、花坛葬、深埋，如年鉴的统计", "niches, trees, sea or river, lawns, flower beds, deep burial, as yearbooks count"),
			reading("T1.15", "格位存放是存放，不算安葬", "ashes in a niche are stored, not buried, and do not count"),
		},
		Figures: []Quantity{q("target", "50", "T1.15")},
		Why:     text("规划没有列举；六种方式只是统计实践，不是规定；不计格位的，该项填0，安葬总数也不含格位", "the plan lists none; the six are a practice of statistics, no norm; who leaves niches out gives 0 for them and leaves them out of the burials too"),
		Option:  "funeral.Burials.Niches",
	},
	{
		ID: "companionship-birthday", Class: Omission, Title: text("“80岁以上”从哪一天起", "From which day a person is 80"),
		Readings: []Reading{
			reading("三(二)3", "80周岁生日当天起；2月29日出生的，当年没有29日的为2月28日（民法典第202条的月末日）", "from the eightieth birthday, that day included; born on 29 February, from 28 February in a year without a 29th (the month's last day, Civil Code, article 202)"),
			reading("三(二)3", "期间末日二十四时届满（民法典第203条），生日次日起；2月29日出生的，当年没有29日的为3月1日", "the period ends with its last day (article 203), so from the day after; born on 29 February, from 1 March in a year without a 29th"),
		},
		Figures: []Quantity{q("age", "80", "三(二)3")},
		Why:     text("年龄通常以生日当天计，第203条说的是期间何时届满；两种读法相差一天；1904年以来2月29日出生的，80周岁之年都有29日，2020年出生的除外", "an age is commonly reached on the birthday, and article 203 is about the end of a period; the two are a day apart; whoever was born on 29 February since 1904 is 80 in a year with a 29th, but for those of 2020"),
	},
}
