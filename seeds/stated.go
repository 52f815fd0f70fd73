package seeds

// stated is a row of the table behind [Figures].
type stated struct {
	name  string
	kind  FigureKind
	value string // as the kind's type reads it
	over  bool
	id    string
	quote string
	zh    string // what it is, with its unit
	en    string
}

const exact, over = false, true // whether the plan says "over" (余, 逾, 超)

// figures has a row for each, in the plan's order of clauses. A bound or deadline of
// a rule stands here once and is nowhere typed again.
var figures = []stated{
	{"allowance-2020", Amount, "637.00", exact, "一(一)3", "城乡最低生活保障月保障标准达637元/人", "2020年城乡低保标准（元/人、月）", "allowance standard of 2020, urban and rural, yuan a person and month"},
	{"urban-allowance-growth", Ratio, "45%", exact, "一(一)3", "较“十二五”末分别增长45%、218%", "城市低保标准较2015年末增长", "growth of the urban allowance standard since the end of 2015"},
	{"rural-allowance-growth", Ratio, "218%", exact, "一(一)3", "较“十二五”末分别增长45%、218%", "农村低保标准较2015年末增长（allowance-growth）", "growth of the rural allowance standard since the end of 2015 (allowance-growth)"},
	{"beds-2020", Count, "23000", over, "一(一)4", "养老机构床位23000余张，护理型床位占比达32%", "2020年养老机构床位（张）", "beds in eldercare homes in 2020"},
	{"care-beds-prose-2020", Ratio, "32%", exact, "一(一)4", "养老机构床位23000余张，护理型床位占比达32%", "2020年护理型床位占比，正文；本库从表（care-beds-2020）", "share of care beds in 2020 by the prose; the module follows the table (care-beds-2020)"},
	{"villages-2020", Count, "829", exact, "一(一)6", "全市829个村、269个城市社区", "2020年村（个）", "villages in 2020"},
	{"urban-communities-2020", Count, "269", exact, "一(一)6", "全市829个村、269个城市社区", "2020年城市社区（个）", "urban communities in 2020"},
	{"volunteers-2020", Count, "500000", over, "一(一)6", "注册志愿者总量逾50万人", "2020年注册志愿者（人）", "registered volunteers in 2020"},
	{"social-workers-prose-2020", Count, "3000", over, "一(一)6", "社会工作专业人才超3000人", "2020年社会工作专业人才，正文；表2为3500人（workers-2020）", "social workers in 2020 by the prose; Table 2 has 3,500 (workers-2020)"},
	{"organisations-2020", Count, "2205", exact, "一(一)6", "社会组织2205家，每万人拥有社会组织5.3个", "2020年社会组织（家）", "social organisations in 2020"},
	{"organisations-per-ten-thousand-2020", Number, "5.3", exact, "一(一)6", "社会组织2205家，每万人拥有社会组织5.3个", "2020年每万人社会组织（个）", "social organisations per ten thousand persons in 2020"},
	{"care-beds-2020", Ratio, "33%", exact, "T1.5", "33", "2020年护理型床位占比", "share of care beds in 2020"},
	{"plan-end", Year, "2025", exact, "二(三)2", "到2025年：促进和推动共同富裕的兜底保障基础作用明显增强", "规划目标年", "the year of the plan's targets"},
	{"table-base", Year, "2020", exact, "表2", "2020年基值", "表2基值的年份", "the year of the bases of Table 2"},
	{"table-target", Year, "2025", exact, "表2", "2025年目标值", "表2目标值的年份", "the year of the targets of Table 2"},
	{"support-share", Ratio, "60%", exact, "T2.2", "60%", "特困基本生活标准占上年度城乡人均消费支出的下限", "floor of the basic living standard as a share of last year's consumption"},
	{"support-multiple", Ratio, "1.3×", exact, "T2.2", "1.3 倍", "特困基本生活标准为低保标准的倍数下限", "floor of the basic living standard as a multiple of the allowance standard"},
	{"care-share-2020", Ratio, "12%", exact, "T2.3", "12%", "2020年照料护理标准占基本生活标准", "care standard of 2020 as a share of the basic living standard"},
	{"care-share", Ratio, "10%", exact, "T2.3", "不低于特困人员基本生活标准的10%", "照料护理标准占基本生活标准的下限", "floor of the care standard as a share of the basic living standard"},
	{"cremation-2020", Ratio, "87.5%", exact, "T2.20", "87.5", "2020年遗体火化率", "cremation rate of 2020"},
	{"allowance-floor", Ratio, "30%", exact, "三(一)4", "按不低于上年度全体居民人均消费性支出的30%-35%确定", "低保标准占上年度全体居民人均消费性支出，区间低端", "the allowance as a share of all residents' consumption, lower end"},
	{"allowance-ceiling", Ratio, "35%", exact, "三(一)4", "按不低于上年度全体居民人均消费性支出的30%-35%确定", "低保标准占上年度全体居民人均消费性支出，区间高端（not-below-a-band）", "the allowance as a share of all residents' consumption, upper end (not-below-a-band)"},
	{"allowance-year", Year, "2025", exact, "三(一)4", "到“十四五”期末实现全市城乡最低生活保障标准", "低保标准区间的期限：“十四五”期末", "deadline of the allowance's band: the end of the 14th plan"},
	{"support-multiple-prose", Ratio, "1.3×", exact, "三(一)4", "不低于当地最低生活保障标准的1.3倍", "特困基本生活标准的倍数，正文", "multiple for the basic living standard in the prose"},
	{"township-staff-least", Count, "3", exact, "B1.1", "在每个乡镇（街道）民政所配备3-5名专职民政工作人员", "每个乡镇（街道）民政所专职人员下限（名）", "least full-time staff of each township office"},
	{"township-staff-most", Count, "5", exact, "B1.1", "在每个乡镇（街道）民政所配备3-5名专职民政工作人员", "每个乡镇（街道）民政所专职人员上限（名）", "most full-time staff of each township office"},
	{"facilities-built", Ratio, "100%", exact, "三(二)3", "大力推进城市社区按标准配套建设社区养老服务设施，配建设施达标率达到100%", "城市社区养老服务设施配建达标率", "urban community eldercare facilities built up to standard"},
	{"weekly-visits", Ratio, "100%", exact, "三(二)3", "通过电话问候、视频探访、上门巡访等多种形式，实现周探访率100%", "特殊困难老年人周探访率", "older persons in hardship visited every week"},
	{"companionship-age", Count, "80", exact, "三(二)3", "社区低龄老年志愿者与80岁以上高龄独居老人结伴养老", "结伴养老的年龄，含本数（岁）", "the age from which companionship is for, inclusive, years"},
	{"care-beds-prose", Ratio, "55%", exact, "三(二)4", "推动护理型床位占比不低于55%", "护理型床位占比下限，正文", "floor of the share of care beds in the prose"},
	{"county-facilities-year", Year, "2022", exact, "三(二)5", "2022年底，每个县（区）至少建有1所", "每县一所供养设施的期限", "deadline for a support facility in each county"},
	{"county-facilities", Count, "1", exact, "三(二)5", "2022年底，每个县（区）至少建有1所", "每县（区）供养服务设施下限（所）", "least support facilities of each county"},
	{"care-worker-trainings", Count, "10000", exact, "三(二)9", "到2025年底，力争培养培训1万人次养老护理员", "培训养老护理员（人次）（trainees-twice）", "trainings of care workers, person-times (trainees-twice)"},
	{"trainings-year", Year, "2025", exact, "三(二)9", "到2025年底，力争培养培训1万人次养老护理员", "培训的期限", "deadline for the trainings"},
	{"social-workers-per-thousand-elderly", Ratio, "1‰", exact, "三(二)9", "每千名老年人、每百张养老机构床位均拥有1名社会工作者", "每千名老年人社会工作者下限", "least social workers for each thousand older persons"},
	{"social-workers-per-hundred-beds", Ratio, "1%", exact, "三(二)9", "每千名老年人、每百张养老机构床位均拥有1名社会工作者", "每百张养老机构床位社会工作者下限", "least social workers for each hundred beds"},
	{"premises-year", Year, "2023", exact, "B2.1", "于2023年底通过改造、购置、置换、租赁等方式完成", "老旧城区养老服务用房的期限", "deadline for eldercare premises in old quarters"},
	{"homes-adapted-yearly", Count, "324", exact, "B2.3", "每年实施不少于324户困难老年人居家适老化改造", "每年适老化改造下限（户）", "least homes adapted each year"},
	{"county-facilities-box", Count, "1", exact, "B2.4", "每个县（区）至少建有（含新建和改建、扩建）1所", "每县（区）供养服务设施下限，专栏（所）", "least support facilities of each county, in the box"},
	{"care-worker-trainings-box", Count, "10000", exact, "B2.6", "到2025年，培训养老护理员1万人次，其他相关人员、养老服务机构负责人800人次", "培训养老护理员，专栏（人次）（trainees-twice）", "trainings of care workers in the box, person-times (trainees-twice)"},
	{"trainings-year-box", Year, "2025", exact, "B2.6", "到2025年，培训养老护理员1万人次，其他相关人员、养老服务机构负责人800人次", "培训的期限，专栏", "deadline for the trainings, in the box"},
	{"other-trainings", Count, "800", exact, "B2.6", "到2025年，培训养老护理员1万人次，其他相关人员、养老服务机构负责人800人次", "培训其他相关人员和机构负责人（人次）", "trainings of other staff and of heads of facilities, person-times"},
	{"service-floor-area", Ratio, "12%", exact, "B3.1", "确保新建社区商业和综合服务设施面积不低于社区总建筑面积的12%", "新建社区商业和综合服务设施面积占总建筑面积下限", "least share of shops and service facilities in a new community's floor area"},
	{"service-centre-area", Number, "300", exact, "B3.1", "城乡社区服务中心最低面积达到300平方米以上", "城乡社区服务中心面积下限，含本数（平方米）", "least area of a community service centre, inclusive, m²"},
	{"consultation-pilots-least", Count, "3", exact, "B3.2", "选择3-6个村（社区）分两批开展村级议事协商创新实验", "议事协商实验村（社区）下限（个）", "least villages and communities of the consultation pilot"},
	{"consultation-pilots-most", Count, "6", exact, "B3.2", "选择3-6个村（社区）分两批开展村级议事协商创新实验", "议事协商实验村（社区）上限（个）", "most villages and communities of the consultation pilot"},
	{"consultation-rounds", Count, "2", exact, "B3.2", "选择3-6个村（社区）分两批开展村级议事协商创新实验", "议事协商实验批次", "rounds of the consultation pilot"},
	{"smart-pilots-least", Count, "5", exact, "B3.3", "选择5—10个单位进行智慧社区建设试点", "智慧社区试点下限（个）", "least units of the smart-community pilot"},
	{"smart-pilots-most", Count, "10", exact, "B3.3", "选择5—10个单位进行智慧社区建设试点", "智慧社区试点上限（个）", "most units of the smart-community pilot"},
	{"child-staff", Ratio, "100%", exact, "三(四)2", "实现儿童保护专干的全覆盖", "儿童保护专干覆盖率（child-staff-again）", "coverage of child-protection staff (child-staff-again)"},
	{"stations-or-staff-year", Year, "2025", exact, "B4.5", "到2025年底，乡镇（街道）未成年人保护工作站或工作专干实现全覆盖", "工作站或工作专干的期限", "deadline for stations or staff"},
	{"stations-or-staff", Ratio, "100%", exact, "B4.5", "到2025年底，乡镇（街道）未成年人保护工作站或工作专干实现全覆盖", "乡镇（街道）未成年人保护工作站或工作专干覆盖率（stations-or-staff）", "townships with a child-protection station or a person in charge (stations-or-staff)"},
	{"directors-trained", Ratio, "100%", exact, "B4.5", "加大村（居）儿童主任培训力度，参训率达到100%", "村（居）儿童主任参训率", "village child directors who were trained"},
	{"funeral-policy", Ratio, "100%", exact, "三(五)2", "推进惠民殡葬政策全覆盖", "惠民殡葬政策覆盖率", "coverage of the funeral policy"},
	{"counselling-rooms", Ratio, "100%", exact, "三(五)3", "实现婚姻家庭辅导室全覆盖", "婚姻家庭辅导室覆盖率", "coverage of family counselling rooms"},
	{"care-subsidy-grade-first", Count, "3", exact, "三(五)4", "重度残疾人护理补贴覆盖至三、四级智力和精神残疾人", "护理补贴扩展至的残疾等级，三级", "disability grade that the care subsidy is extended to, three"},
	{"care-subsidy-grade-last", Count, "4", exact, "三(五)4", "重度残疾人护理补贴覆盖至三、四级智力和精神残疾人", "护理补贴扩展至的残疾等级，四级", "disability grade that the care subsidy is extended to, four"},
	{"psychiatric-facility-year", Year, "2025", exact, "三(五)4", "到2025年，完成市级精神病人卫生福利机构建设", "市级精神病人卫生福利机构的期限", "deadline for the city's psychiatric facility"},
	{"psychiatric-facility-year-box", Year, "2025", exact, "B5.2", "2025年，完成市级精神病人卫生福利机构建设", "市级精神病人卫生福利机构的期限，专栏", "deadline for the city's psychiatric facility, in the box"},
	{"community-organisations-year", Year, "2025", exact, "三(六)4", "到2025年，每个城市社区不少于10个社区社会组织", "社区社会组织定额的目标年（community-organisations-year）", "the year by which the quotas of organisations hold (community-organisations-year)"},
	{"urban-organisations", Count, "10", exact, "三(六)4", "每个城市社区不少于10个社区社会组织", "每个城市社区社会组织下限（个）", "least organisations of each urban community"},
	{"rural-organisations", Count, "5", exact, "三(六)4", "农村每个社区不少于5个社区社会组织", "农村每个社区社会组织下限（个）", "least organisations of each rural community"},
	{"village-organisations", Count, "1", exact, "三(六)4", "每个行政村至少有1个社区社会组织", "每个行政村社区社会组织下限（个）", "least organisations of each administrative village"},
	{"place-name-signs-prose", Ratio, "100%", exact, "三(七)3", "努力实现城乡地名设标全覆盖", "城乡地名设标覆盖率，正文", "coverage of place-name signs in the prose"},
	{"place-name-signs-box", Ratio, "100%", exact, "B7.1", "力争“十四五”末，地名标志设置覆盖率达到100%", "地名标志设置覆盖率，专栏", "coverage of place-name signs in the box"},
	{"place-name-signs-year", Year, "2025", exact, "B7.1", "力争“十四五”末，地名标志设置覆盖率达到100%", "地名标志设置覆盖率的期限：“十四五”末", "deadline for place-name signs: the end of the 14th plan"},
	{"work-stations-year", Year, "2023", exact, "三(八)2", "实现2023年底乡镇（街道）社工站建设全覆盖", "社工站全覆盖的期限（work-stations-year）", "deadline for social-work stations everywhere (work-stations-year)"},
	{"work-stations", Ratio, "100%", exact, "三(八)2", "实现2023年底乡镇（街道）社工站建设全覆盖", "乡镇（街道）社工站覆盖率", "coverage of social-work stations in townships"},
	{"work-stations-box", Ratio, "100%", exact, "B8.1", "到“十四五”末实现乡镇（街道）社会工作站建设全覆盖", "乡镇（街道）社会工作站覆盖率，专栏", "coverage of social-work stations in townships, in the box"},
	{"work-stations-year-box", Year, "2025", exact, "B8.1", "到“十四五”末实现乡镇（街道）社会工作站建设全覆盖", "社工站全覆盖的期限，专栏：“十四五”末（work-stations-year）", "deadline for social-work stations in the box: the end of the 14th plan (work-stations-year)"},
	{"social-workers-exceed", Count, "6500", exact, "B8.2", "力争“十四五”末社会工作专业人才总量突破6500人", "社会工作专业人才总量，应突破此数（人）（workers-exceed）", "social workers to be exceeded (workers-exceed)"},
	{"social-workers-year", Year, "2025", exact, "B8.2", "力争“十四五”末社会工作专业人才总量突破6500人", "社会工作专业人才总量的期限：“十四五”末", "deadline for the number of social workers: the end of the 14th plan"},
	{"certified-workers-trained-yearly", Count, "100", exact, "B8.2", "每年培训不少于100名取得社会工作者职业水平证书人员", "每年培训持证人员下限（名）", "least certified social workers trained each year"},
	{"agency-managers-trained-yearly", Count, "50", exact, "B8.2", "培训不少于50名社会工作机构管理人才", "每年培训机构管理人才下限（名）", "least agency managers trained each year"},
	{"supervisors-trained-yearly", Count, "10", exact, "B8.2", "不少于10名社会工作专业督导人才", "每年培训专业督导人才下限（名）", "least professional supervisors trained each year"},
	{"mid-term", Year, "2023", exact, "四(二)2", "2023 年对本规划的执行情况进行中期评估", "中期评估年", "the year of the mid-term evaluation"},
	{"final-evaluation", Year, "2025", exact, "四(二)2", "2025 年对规划执行情况进行终期评估", "终期评估年", "the year of the final evaluation"},
}
