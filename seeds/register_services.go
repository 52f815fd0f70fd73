package seeds

// serviceRegister holds the entries of services, of staff and of deadlines.
var serviceRegister = []Discrepancy{
	{
		ID: "residential-support-all", Class: Ambiguity, Title: text("集中供养：70%，还是有意愿的全部", "Residential support: 70 %, or all who wish it"),
		Readings: []Reading{
			reading("T2.4", "失能半失能特困人员的70%", "70 % of extreme-poverty persons who need care"),
			reading("三(二)4", "确保有集中供养意愿的特困人员集中供养，即有意愿者的100%；优先满足不能自理的", "all who wish it: 100 % of those, first those unable to care for themselves"),
		},
		Figures: []Quantity{q("base", "53", "T2.4"), q("target", "70", "T2.4")},
		Why:     text("两者的分母不同，可以同时成立：指标计全部失能半失能人员，正文计有意愿者；不作换算，正文另有规则assistance.residential-wishes", "the two count different persons, and both can hold: the indicator all who need care, the prose those who wish; neither is derived from the other, and the prose has a rule of its own, assistance.residential-wishes"),
	},
	{
		ID: "stations-or-staff", Class: Contradiction, Title: text("未成年人保护：工作站，还是工作站或专干", "Child protection: stations, or stations or staff"),
		Readings: []Reading{
			reading("T2.6", "工作站覆盖率100%", "stations in all townships"),
			reading("B4.5", "工作站或工作专干全覆盖：没有站而有专干也算", "a station or a person in charge in all: staff will do without a station"),
		},
		Figures: []Quantity{q("table", "100", "T2.6"), q("box", "100", "B4.5")},
		Why:     text("指标以表为准；专栏的读法另有规则，可分别检查", "indicators are set by the table; the box has a rule of its own, so that both can be checked"),
		Option:  "childwelfare.StationsOrStaff",
	},
	{
		ID: "urban-facilities-already", Class: Contradiction, Title: text("城市社区养老设施：2020年已100%，还是2023年才补齐", "Urban community eldercare facilities: 100 % in 2020, or complete only in 2023"),
		Readings: []Reading{
			reading("T2.9", "2020年达标率已为100%，五年内保持", "100 % were up to standard in 2020, and stay so"),
			reading("B2.1", "老旧城区和已建成小区到2023年底才配齐；正文以100%为任务", "old quarters and estates already built have theirs only by the end of 2023; the prose has 100 % as a task"),
		},
		Figures: []Quantity{q("base", "100", "T2.9"), q("target", "100", "T2.9"), q("task", "100", "三(二)3"), q("deadline", "2023", "B2.1")},
		Why:     text("指标以表为准；达标率可只计有配建要求的小区，老旧小区按专栏另计；三者各有规则，可分别检查", "indicators are set by the table; its share may count only quarters with a duty to build, the old ones following the box; each has a rule of its own, so that all can be checked"),
		Option:  "eldercare.OldQuarterPremises",
	},
	{
		ID: "adaptation-group", Class: Ambiguity, Title: text("适老化改造：“经济困难高龄老年人”还是“困难老年人”", "Homes adapted: for the very old in hardship, or for older persons in hardship"),
		Readings: []Reading{
			reading("B2.3", "困难老年人，每年不少于324户", "older persons in hardship, at least 324 homes a year"),
			reading("三(二)3", "经济困难高龄老年人", "very old persons in economic hardship"),
		},
		Figures: []Quantity{q("homes", "324", "B2.3")},
		Why:     text("数量在专栏，对象从专栏；正文的对象在其中；计入哪些户由调用方给出的户数决定", "the figure stands in the box, and so does its group; that of the section is part of it; which homes are counted is the caller's count"),
	},
	{
		ID: "workers-per-persons-and-beds", Class: Ambiguity, Title: text("社会工作者：每千名老年人与每百张床位各1名", "Social workers: one per thousand older persons and per hundred beds"),
		Readings: []Reading{
			reading("三(二)9", "两项各自满足，同一名社会工作者可同时计入", "each is to be met, and one worker counts for both"),
			reading("三(二)9", "两项相加：床位上的与社区里的不是同一批人", "the two add up: those at the beds are others than those in the community"),
		},
		Figures: []Quantity{q("perPersons", "1000", "三(二)9"), q("perBeds", "100", "三(二)9"), q("workers", "1", "三(二)9"), q("bedsPerThousand", "45", "T1.4")},
		Why:     text("“均”指两个比例都达到；按每千名老年人45张床位，前者要求更高", "“each” asks that both ratios be met; at 45 beds per thousand older persons the first asks for more"),
		Option:  "eldercare.WorkersAtBedsApart",
	},
	{
		ID: "county-facility-year", Class: Omission, Title: text("每县一所供养设施：2022年还是规划期末", "A support facility in each county: 2022, or the plan's end"),
		Readings: []Reading{
			reading("三(二)5", "2022年底", "by the end of 2022"),
			reading("B2.4", "专栏未写年份，即规划期末2025年", "the box names no year: by the plan's end, 2025"),
		},
		Figures: []Quantity{q("section", "2022", "三(二)5"), q("planEnd", "2025", "二(三)2"), q("sectionFacilities", "1", "三(二)5"), q("boxFacilities", "1", "B2.4")},
		Why:     text("写明年份的一处为准；专栏的读法另有规则，可分别检查", "the place that names a year stands; the box has a rule of its own, so that both can be checked"),
		Option:  "eldercare.CountyFacilitiesByPlanEnd",
	},
	{
		ID: "trainees-twice", Class: Ambiguity, Title: text("培训护理员1万人次：一次还是两次", "10,000 trainings of care workers: once, or twice"),
		Readings: []Reading{
			reading("三(二)9", "正文与专栏同指一个1万人次", "section and box mean the same 10,000"),
			reading("B2.6", "各1万人次，合计2万", "10,000 each, 20,000 in all"),
		},
		Figures: []Quantity{q("section", "10000", "三(二)9"), q("box", "10000", "B2.6"), q("sectionYear", "2025", "三(二)9"), q("boxYear", "2025", "B2.6")},
		Why:     text("数量、对象、期限都相同，专栏是正文的展开；调用方可另给目标2万", "figure, persons and year are the same, and the box spells out the section; who reads it otherwise gives 20,000 as the level"),
	},
	{
		ID: "child-staff-again", Class: Contradiction, Title: text("儿童保护专干：已全覆盖，又列为目标", "Child-protection staff: covered already, and still a goal"),
		Readings: []Reading{
			reading("一(一)5", "已实现全覆盖", "covered already"),
			reading("三(四)2", "今后实现全覆盖", "to be covered"),
		},
		Figures: []Quantity{q("now", "100", "一(一)5"), q("goal", "100", "三(四)2")},
		Why:     text("按已实现、继续保持理解", "taken as reached, and to be kept"),
	},
	{
		ID: "child-staff-who", Class: Ambiguity, Title: text("儿童保护专干：就是儿童主任，还是另一种人", "Child-protection staff: the child-welfare directors, or others"),
		Readings: []Reading{
			reading("三(四)3", "村（居）的儿童保护专干即儿童主任，一村一名，不另计", "the child-protection staff of villages are their child-welfare directors: one in each, counted once"),
			reading("三(四)2", "另设的专干：村（居）要同时有儿童主任和专干", "staff of their own: a village has a director and a person for protection"),
		},
		Figures: []Quantity{q("staff", "100", "三(四)2"), q("now", "100", "一(一)5")},
		Why:     text("一(一)5把督导员和专干并列，三(四)3把督导员和儿童主任并列，所指岗位相同；另设专干的地方另有规则", "一(一)5 names supervisors and staff, 三(四)3 supervisors and directors, for the same posts; where the staff are others, they have a rule of their own"),
		Option:  "childwelfare.ProtectionStaff",
	},
	{
		ID: "cemeteries-premise", Class: Contradiction, Title: text("公益性公墓：已全覆盖，还是目标", "Public cemeteries: everywhere already, or a target"),
		Readings: []Reading{
			reading("T2.16", "县级公益性安葬设施2025年达到100%，基值缺", "public burial facilities are to reach 100 % by 2025, and there is no base"),
			reading("B5.1", "以城乡公益性公墓全覆盖为前提", "public cemeteries cover town and country, as a premise"),
		},
		Figures: []Quantity{q("target", "100", "T2.16"), q("premise", "100", "B5.1")},
		Why:     text("指标以表为准；两处所指设施未必相同", "indicators are set by the table, and the two may mean other facilities"),
	},
	{
		ID: "funeral-policy-for-whom", Class: Ambiguity, Title: text("惠民殡葬政策全覆盖：覆盖谁", "The funeral policy for all: for whom"),
		Readings: []Reading{
			reading("三(五)2", "城乡困难群众的全部：同句写的是对困难群众的兜底保障", "all residents in hardship, of whom the sentence speaks"),
			reading("三(五)2", "全体居民", "all residents"),
		},
		Figures: []Quantity{q("policy", "100", "三(五)2")},
		Default: NoReading,
		Why:     text("规划没有说明，各地政策对象也不同；应享受的人数由调用者按当地政策给出", "the plan does not say, and places differ; how many the policy is for is the caller's, by the policy of the place"),
	},
	{
		ID: "cremation-deaths", Class: Omission, Title: text("遗体火化率：全部死亡人数，还是火葬区的", "The cremation rate: of all deaths, or of those in the cremation zone"),
		Readings: []Reading{
			reading("T2.20", "全部死亡人数", "of all deaths"),
			reading("T2.20", "火葬区的死亡人数", "of the deaths in the cremation zone"),
		},
		Figures: []Quantity{q("base", "87.5", "T2.20"), q("target", "90", "T2.20")},
		Default: NoReading,
		Why:     text("规划没有说明，公布的火化率两种都有，不可相比；口径是必填的事实，结论照写", "the plan does not say, and rates of both kinds are published, which are not to be compared; the scope is a fact that must be given, and the answer repeats it"),
		Option:  "funeral.Deaths.Scope",
	},
	{
		ID: "counselling-rooms-of-what", Class: Omission, Title: text("婚姻家庭辅导室全覆盖：覆盖什么", "Family counselling rooms everywhere: where"),
		Readings: []Reading{
			reading("三(五)3", "每个婚姻登记机关都有辅导室", "every marriage registry has a room"),
			reading("三(五)3", "每个县（区）都有辅导室，多个登记机关可共用", "every county and district has one, which several registries may share"),
		},
		Figures: []Quantity{q("rooms", "100", "三(五)3")},
		Why:     text("规划没有说设在哪里，也没有说按什么计；同段写的是婚姻登记机关，本库按登记机关计，按县（区）的另有规则", "the plan says neither where the rooms are nor what is counted; the paragraph is about registries, and this module counts them; counties have a rule of their own"),
		Option:  "affairs.CountyCounsellingRooms",
	},
	{
		ID: "disability-coverage", Class: Ambiguity, Title: text("残疾人两项补贴的100%：谁的100%", "The 100 % of the disability subsidies: of whom"),
		Readings: []Reading{
			reading("T2.17", "现行政策对象的100%", "100 % of those whom the policy covers now"),
			reading("三(五)4", "逐步扩展后的对象的100%：生活补贴至低保边缘家庭等，护理补贴至三、四级智力和精神残疾人", "100 % of a group that grows step by step: the living subsidy to families on the edge of the allowance, the care subsidy to mental disability of grades three and four"),
		},
		Figures: []Quantity{q("living", "100", "T2.17"), q("care", "100", "T2.18"), q("gradeFirst", "3", "三(五)4"), q("gradeLast", "4", "三(五)4")},
		Why:     text("扩展是“逐步推进”，没有期限，指标不能等它；应享受的人数由调用者按当时的政策给出", "the extension is “step by step” and has no year, which an indicator can not wait for; how many are entitled is the caller's, by the policy of the day"),
	},
	{
		ID: "villages", Class: Ambiguity, Title: text("农村社区与行政村", "Rural communities and administrative villages"),
		Readings: []Reading{
			reading("三(六)4", "两类：农村社区5个，行政村1个", "two kinds of place: 5 in a rural community, 1 in a village"),
			reading("三(六)4", "行政村也是农村社区，同为5个", "a village is a rural community and has 5"),
		},
		Figures: []Quantity{q("urban", "10", "三(六)4"), q("rural", "5", "三(六)4"), q("village", "1", "三(六)4"), q("urbanPlaces", "269", "一(一)6"), q("villages", "829", "一(一)6")},
		Why:     text("条款分别列出两类，各有定额", "the clause names both, each with its own quota"),
		Option:  "community.VillagesAsRuralCommunities",
	},
	{
		ID: "community-organisations-year", Class: Ambiguity, Title: text("社区社会组织：2023年基本满足，还是2025年达到定额", "Community organisations: enough in 2023, or quotas in 2025"),
		Readings: []Reading{
			reading("三(六)4", "定额以2025年为期", "the quotas hold by 2025"),
			reading("B6.2", "2023年数量即基本满足需求", "by 2023 their number already meets the need"),
		},
		Figures: []Quantity{q("section", "2025", "三(六)4"), q("box", "2023", "B6.2")},
		Why:     text("只有2025年的目标有数量", "only the goal of 2025 has figures"),
	},
	{
		ID: "graves-contained", Class: Omission, Title: text("“遏制增量、减少存量”：多少算遏制，多少算减少", "Irregular graves “contained and reduced”: by how many"),
		Readings: []Reading{
			reading("三(五)2", "存量比年初少，哪怕只少一座；新增只是如实列出", "the stock is below that of the year's beginning, if by one; what is added is shown, and no more"),
			reading("三(五)2", "存量不增加即可", "the stock does not grow"),
			reading("三(五)2", "一座也不得新增", "not one is added"),
		},
		Why:    text("规划没有写期间，按一年计是本库的选择；“减少”即少于年初，按座计至少一座；“遏制”没有数，是否有新增另行列出，不作结论；三类分别检查还是合并检查由调用者定", "the plan names no period, and that a year is counted is this module's choice; to be reduced is to be fewer than at the beginning, which is one grave at least; to contain has no figure, so that whether any was added is shown beside and decides nothing; whether the three sorts are checked apart or together is the caller's"),
		Option: "funeral.GravesPolicy.Least",
	},
	{
		ID: "station-conditions", Class: Omission, Title: text("社工站“六有”：怎样算有", "The six conditions of a social-work station: what each takes"),
		Readings: []Reading{
			reading("三(八)2", "由检查的人逐项认定有或没有", "who inspects says of each whether it is met"),
			reading("三(八)2", "按面积、人数等定量认定", "by square metres, persons and the like"),
		},
		Why: text("六项都没有数；是否具备是调用者给出的事实", "none of the six has a figure; whether each is met is a fact that the caller gives"),
	},
	{
		ID: "work-stations-year", Class: Contradiction, Title: text("社工站全覆盖：2023年还是2025年", "Social-work stations everywhere: 2023 or 2025"),
		Readings: []Reading{
			reading("三(八)2", "2023年底", "by the end of 2023"),
			reading("B8.1", "“十四五”末，即2025年", "by the end of the plan, 2025"),
		},
		Figures: []Quantity{q("section", "2023", "三(八)2"), q("box", "2025", "B8.1")},
		Why:     text("正文另写2024—2025年巩固提升，2023年为建成之年", "the section goes on with 2024–2025 for improvement, so 2023 is when they stand"),
		Option:  "community.WorkStationsByPlanEnd",
	},
	{
		ID: "yearly-trainings", Class: Ambiguity, Title: text("社会工作培训：“每年”管一项还是三项", "Trainings in social work: “each year” for one figure, or for all three"),
		Readings: []Reading{
			reading("B8.2", "句首“每年”管三项：每年100名、50名、10名", "“each year” opens the sentence and holds for all three: 100, 50 and 10 a year"),
			reading("B8.2", "只管第一项；50名、10名为五年合计", "for the first alone: 50 and 10 are those of the five years"),
		},
		Figures: []Quantity{q("certified", "100", "B8.2"), q("managers", "50", "B8.2"), q("supervisors", "10", "B8.2")},
		Why:     text("三项同在一句，后两项没有另写期限；按五年合计检查，以五年人数为事实即可", "one sentence holds the three, and the last two have no time of their own; for the five years together, give the five years' count as the fact"),
	},
}
