package main

import (
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// decision is what the tour needs of a rule.Decision of any rule.
type decision interface {
	Text(rule.Language) string
	Summary(rule.Language) string
	AppendJSON([]byte) ([]byte, error)
}

// stop is one calculation of the tour: where its facts come from, and what was
// decided.
type stop struct {
	room      room
	title     rule.Text
	facts     []rule.Text
	decisions []decision
	after     []rule.Text // told behind the decisions
	// more is told after the decisions: what would have changed one, and where its answer changes course.
	more []telling
}

// telling is something that is said in both languages, whole lines.
type telling interface{ Text(rule.Language) string }

func fromPlan(zh, en string, c rule.Clause) rule.Text {
	return rule.Text{
		ZH: "规划数据：" + zh + "  [" + c.ID + "] " + c.In(rule.Chinese),
		EN: "From the plan: " + en + "  [" + c.ID + "] " + c.In(rule.English),
	}
}

func sample(zh, en string) rule.Text {
	return rule.Text{ZH: "样本数据（虚构）：" + zh, EN: "Sample data (made up): " + en}
}

// room is a chapter of the tour: a package of rules.
type room struct {
	name  string
	title rule.Text
	stops []func() (stop, error)
}

// chapters lists the rooms in the plan's order.
func chapters() []room {
	return []room{
		{"assistance", rule.Text{ZH: "社会救助", EN: "Social assistance"}, []func() (stop, error){standards, households, lateNotice, extremePoverty}},
		{"eldercare", rule.Text{ZH: "养老服务", EN: "Eldercare"}, []func() (stop, error){careBeds, elderServices}},
		{"community", rule.Text{ZH: "城乡社区与社会组织", EN: "Communities and social organisations"}, []func() (stop, error){organisations, communities}},
		{"childwelfare", rule.Text{ZH: "儿童福利和未成年人保护", EN: "Child welfare and the protection of minors"}, []func() (stop, error){childProtection, guarantee}},
		{"funeral", rule.Text{ZH: "殡葬服务", EN: "Funeral services"}, []func() (stop, error){cremation, basicServices}},
		{"affairs", rule.Text{ZH: "社会事务", EN: "Social affairs"}, []func() (stop, error){socialAffairs}},
		{"planoffice", rule.Text{ZH: "规划目标分解", EN: "The plan office"}, []func() (stop, error){targetsTakenApart}},
	}
}

func rooms() []string {
	var names []string
	for _, r := range chapters() {
		names = append(names, r.name)
	}
	return names
}

// itinerary carries out the calculations of one chapter, or of all.
func itinerary(only string) ([]stop, error) {
	var stops []stop
	for _, r := range chapters() {
		if only != "" && only != r.name {
			continue
		}
		for _, visit := range r.stops {
			s, err := visit()
			if err != nil {
				return nil, err
			}
			s.room = r
			stops = append(stops, s)
		}
	}
	return stops, nil
}

// explain adds a decision to the stop; the first error wins.
func explain[Policy, Facts, Answer any](s *stop, err *error, r rule.Rule[Policy, Facts, Answer], in Facts) Answer {
	d, e := r.Explain(in)
	if e != nil {
		if *err == nil {
			*err = e
		}
		return d.Answer
	}
	s.decisions = append(s.decisions, d)
	return d.Answer
}

// flips adds the least changes that would have changed the outcome.
func flips[Policy, Facts, Answer any](s *stop, err *error, r rule.Rule[Policy, Facts, Answer], in Facts) {
	f, e := r.Flip(in)
	if e != nil && *err == nil {
		*err = e
	}
	s.more = append(s.more, f)
}

// edges adds where the answer changes its course as one number of the case runs.
func edges[Policy, Facts, Answer any](s *stop, err *error, r rule.Rule[Policy, Facts, Answer], in Facts, path, from, to string) {
	e, why := r.Edges(in, path, from, to)
	if why != nil && *err == nil {
		*err = why
	}
	s.more = append(s.more, e)
}

func standards() (stop, error) {
	allowance := seeds.MustFigure("allowance-2020")
	s := stop{
		title: rule.Text{ZH: "救助标准", EN: "Allowance standards"},
		facts: []rule.Text{
			fromPlan("2020年低保标准637元/月", "the allowance standard of 2020, 637 yuan a month", allowance.Clause),
			sample("上年度人均消费支出：城镇居民24,000元、全体居民21,000元", "consumption a person the year before: urban residents 24,000 yuan, all residents 21,000 yuan"),
		},
	}
	consumption := assistance.Consumption{
		UrbanResidents: rule.Give(unit.Yuan(24_000)),
		AllResidents:   rule.Give(unit.Yuan(21_000)),
	}
	var err error
	explain(&s, &err, assistance.AllowanceBand, consumption)
	explain(&s, &err, assistance.AllowanceStandardCheck, assistance.StandardFacts{Standard: allowance.Money(), Consumption: consumption})
	support := explain(&s, &err, assistance.SupportStandard, assistance.SupportFacts{
		Allowance: allowance.Money(), Consumption: unit.Yuan(24_000), ConsumptionOf: assistance.UrbanResidents})
	explain(&s, &err, assistance.CareStandard, assistance.CareFacts{Support: support.Standard})
	return s, err
}

func careBeds() (stop, error) {
	beds, share := seeds.MustFigure("beds-2020"), seeds.MustFigure("care-beds-2020")
	s := stop{
		title: rule.Text{ZH: "护理型床位占比", EN: "Care-bed ratio"},
		facts: []rule.Text{
			fromPlan("养老机构床位23,000余张（按23,000张计）", "over 23,000 beds in eldercare homes (taken as 23,000)", beds.Clause),
			fromPlan("其中护理型33%，按23,000张折算为7,590张（正文另印32%）", "of which 33 % are care beds, 7,590 of 23,000 (the prose prints 32 %)", share.Clause),
		},
	}
	var err error
	explain(&s, &err, eldercare.CareBeds, eldercare.Beds{Care: 7_590, Total: beds.Count()})
	flips(&s, &err, eldercare.CareBeds, eldercare.Beds{Care: 7_590, Total: beds.Count()})
	explain(&s, &err, eldercare.CareBeds.Under(check.Floor{Floor: unit.Percent(30)}), eldercare.Beds{Care: 7_590, Total: beds.Count()})
	return s, err
}

func childProtection() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "未成年人保护工作站", EN: "Child protection stations"},
		facts: []rule.Text{sample("85个乡镇（办），其中82个设有工作站", "85 townships, 82 of them with a station")},
	}
	var err error
	explain(&s, &err, childwelfare.Stations, childwelfare.Stationed{Stations: 82, Townships: 85})
	return s, err
}

func organisations() (stop, error) {
	villages, urban := seeds.MustFigure("villages-2020"), seeds.MustFigure("urban-communities-2020")
	s := stop{
		title: rule.Text{ZH: "社区社会组织", EN: "Organisations per community"},
		facts: []rule.Text{
			fromPlan("829个村、269个城市社区", "829 villages and 269 urban communities", villages.Clause),
			sample("四个社区：城市20个、7个，农村4个，村1个", "four places: urban with 20 and 7 organisations, rural with 4, a village with 1"),
		},
	}
	var err error
	explain(&s, &err, community.OrganisationsNeeded, community.Counts{Urban: rule.Give(urban.Count()), Village: rule.Give(villages.Count())})
	places := []community.Place{
		{Kind: community.UrbanCommunity, Organisations: 20},
		{Kind: community.UrbanCommunity, Organisations: 7},
		{Kind: community.RuralCommunity, Organisations: 4},
		{Kind: community.Village, Organisations: 1},
	}
	explain(&s, &err, community.Organisations, places[1])
	explain(&s, &err, community.CityOrganisations, community.City{Places: places})
	return s, err
}

func cremation() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "遗体火化率", EN: "Cremation rate"},
		facts: []rule.Text{
			fromPlan("2020年87.5%，2025年90%", "87.5 % in 2020, 90 % in 2025", seeds.MustFigure("cremation-2020").Clause),
			sample("2021年死亡24,000人，火化21,000具（仍为87.5%）", "24,000 deaths in 2021, 21,000 cremations (still 87.5 %)"),
		},
	}
	var err error
	for _, year := range []int{2021, 2025} {
		explain(&s, &err, funeral.YearlyReference, funeral.Year{Year: year})
	}
	explain(&s, &err, funeral.Cremation, funeral.Deaths{Year: 2021, Scope: funeral.Everywhere, Deaths: 24_000, Cremations: 21_000})
	return s, err
}

func households() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "家庭月低保金", EN: "A household's monthly allowance"},
		facts: []rule.Text{
			sample("县标准800元/月，人均财产限定标准30,000元；三户家庭；比较读法时另加第一户迁入城市的情形", "a county's standard of 800 yuan a month and property limit of 30,000 yuan a person; three households, and for the readings the first as if it had moved to town"),
		},
	}
	var err error
	allowance := assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)})
	nobody := assistance.Member{}
	cases := []assistance.Household{
		{Area: assistance.Rural, Property: rule.Give(unit.Yuan(12_000)), Members: []assistance.Member{
			{Income: unit.Yuan(1_500), EmploymentCost: unit.Yuan(500)}, nobody, nobody}},
		{Area: assistance.Urban, Property: rule.Give(unit.Yuan(5_000)), Members: []assistance.Member{
			{Income: unit.Yuan(1_600)}, nobody}},
		{Area: assistance.Rural, Property: rule.Give(unit.MustParseMoney("30000.01")), Members: []assistance.Member{nobody}},
	}
	for _, h := range cases {
		explain(&s, &err, allowance, h)
		if len(s.more) == 0 { // of the first, which is eligible
			edges(&s, &err, allowance, h, "members[0].income", "0", "5000")
		}
	}
	moved := cases[0] // the first household, had it moved to town
	moved.Area = assistance.Urban
	leftOpen(&s, &err, allowance, append(cases, moved)...)
	return s, err
}
