package main

import (
	"github.com/huainan-minzheng/civilaffairs/affairs"
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func extremePoverty() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "特困人员：自理能力与照料护理标准", EN: "Extreme poverty: self-care and the care standard"},
		facts: []rule.Text{
			sample("六项中会吃饭、室内行走两项；集中供养；上年度最低工资1,500元，比例50%、30%、4%与35%、20%、3%；基本生活标准1,020元",
				"eats and walks, of six abilities; in an institution; last year's minimum wage 1,500 yuan, rates of 50, 30, 4 % and 35, 20, 3 %; basic living standard 1,020 yuan"),
		},
	}
	var err error
	tier := explain(&s, &err, assistance.SelfCare, assistance.Abilities{Eats: true, Walks: true})
	rates := assistance.CareTiersPolicy{
		Institution: assistance.TierRates{Unable: unit.Percent(50), Partly: unit.Percent(30), Able: unit.Percent(4)},
		Dispersed:   assistance.TierRates{Unable: unit.Percent(35), Partly: unit.Percent(20), Able: unit.Percent(3)},
	}
	explain(&s, &err, assistance.CareTiers.Under(rates), assistance.CareCase{
		Form: assistance.InstitutionSupport, Tier: tier.Tier, Wage: unit.Yuan(1_500), Support: unit.Yuan(1_020)})
	return s, err
}

func elderServices() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "探访、社会工作者与入住次序", EN: "Visits, social workers and the order of admission"},
		facts: []rule.Text{
			sample("640名特殊困难老年人本周探访636名；4,001名老年人、180张床位、3名社会工作者；25个空位，10名不能自理、20名其他有意愿的特困人员、30名其他老年人",
				"636 of 640 older persons in hardship visited this week; 4,001 older persons, 180 beds and 3 social workers; 25 free places for 10 who cannot care for themselves, 20 others who wish it, 30 others"),
		},
	}
	var err error
	explain(&s, &err, eldercare.WeeklyVisits, eldercare.Visited{Visited: 636, Persons: 640})
	explain(&s, &err, eldercare.SocialWorkers, eldercare.Workforce{Workers: 3, Persons: 4_001, Beds: 180})
	explain(&s, &err, eldercare.Admission, eldercare.Waiting{Free: 25, Dependent: 10, Willing: 20, Others: 30})
	return s, err
}

func communities() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "社区服务设施与社工站", EN: "Community facilities and social-work stations"},
		facts: []rule.Text{
			sample("1,234户居民的综合服务设施430.5平方米；85个乡镇（街道）中84个有社工站", "430.5 m² of service facilities for 1,234 households; 84 of 85 townships with a station"),
		},
	}
	var err error
	explain(&s, &err, community.ServiceFloorArea, community.Premises{Area: unit.MustParseNumber("430.5"), Households: 1_234})
	explain(&s, &err, community.WorkStations, community.Stationed{Stationed: 84, Townships: 85})
	explain(&s, &err, community.SocialWorkers, community.Workers{Workers: 6_500})
	return s, err
}

func guarantee() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "事实无人抚养儿童基本生活费", EN: "The guarantee of a de-facto-unattended child"},
		facts: []rule.Text{
			sample("父亲死亡、母亲失联6个月；标准1,300元；全家三人低保金900元", "father dead, mother out of contact for 6 months; standard 1,300 yuan; the household of three receives an allowance of 900 yuan"),
		},
	}
	var err error
	group := explain(&s, &err, childwelfare.GuaranteeGroup, childwelfare.Parents{
		Father: childwelfare.Parent{Situation: childwelfare.Dead},
		Mother: childwelfare.Parent{Situation: childwelfare.OutOfContact, Months: rule.Give(int64(6))},
	})
	county := childwelfare.GuaranteePolicy{Standards: []childwelfare.Standard{{
		Since: unit.MustParseMonth("2024-01"), Institution: unit.Yuan(1_700), Dispersed: unit.Yuan(1_300), DeFacto: unit.Yuan(1_300)}}}
	explain(&s, &err, childwelfare.Guarantee.Under(county), childwelfare.Received{Group: group.Group, Living: childwelfare.Dispersed,
		Month: unit.MustParseMonth("2024-03"), HouseholdAllowance: unit.Yuan(900), HouseholdMembers: 3})
	return s, err
}

func basicServices() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "基本殡葬服务减免", EN: "Basic funeral services waived"},
		facts: []rule.Text{
			sample("减免接运、冷藏3天、火化、骨灰存放1年、300元以内骨灰盒；冷藏4天、骨灰盒450元", "transport, three days' storage, cremation, a year's keeping of ashes and an urn up to 300 yuan are waived; storage for four days, an urn of 450 yuan"),
		},
	}
	free, none := funeral.ServiceTerms{Way: funeral.Waived}, funeral.ServiceTerms{Way: funeral.NotProvided}
	threeDays, oneYear, oneUrn := free, free, free
	threeDays.Most, oneYear.Most, oneUrn.Most = rule.Give(int64(3)), rule.Give(int64(1)), rule.Give(int64(1))
	oneUrn.Price = rule.Give(unit.Yuan(300))
	var err error
	explain(&s, &err, funeral.BasicServices.Under(funeral.ServicePolicy{
		Transport: free, Storage: threeDays, Cremation: free, AshStorage: oneYear, Urn: oneUrn, Hall: none,
	}), funeral.Bill{
		Entitled: true, Transport: funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(400)}, Storage: funeral.ServiceUsed{Quantity: 4, Price: unit.Yuan(100)},
		Cremation: funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(380)}, AshStorage: funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(120)},
		Urn: funeral.ServiceUsed{Quantity: 1, Price: unit.Yuan(450)},
	})
	return s, err
}

func socialAffairs() (stop, error) {
	s := stop{
		title: rule.Text{ZH: "婚姻登记与地名标志", EN: "Marriage registration and place-name signs"},
		facts: []rule.Text{
			sample("8个婚姻登记机关中6个实施跨省通办、7个设辅导室；12,000个地名中11,400个设标", "6 of 8 registries register across provinces, 7 have a counselling room; 11,400 of 12,000 names with a sign"),
		},
	}
	var err error
	explain(&s, &err, affairs.MarriageRegistration, affairs.Registries{Offering: 6, Registries: 8})
	explain(&s, &err, affairs.CounsellingRooms, affairs.RegistryRooms{WithRoom: 7, Registries: 8})
	explain(&s, &err, affairs.PlaceNameSigns, affairs.Signs{Signed: 11_400, Names: 12_000})
	return s, err
}

func targetsTakenApart() (stop, error) {
	outlets := seeds.Row2(14)
	s := stop{
		title: rule.Text{ZH: "全市目标分解到县区和年度", EN: "A city's target taken apart for counties and years"},
		facts: []rule.Text{
			fromPlan("福利彩票销售网点290个，2020年276个", "290 lottery outlets, 276 in 2020", outlets.Cited()),
			sample("四个县区的现有网点和人口", "outlets and population of four counties"),
		},
	}
	county := func(name string, order, base, population int64) planoffice.County {
		return planoffice.County{Name: name, Order: order, Base: base, Weight: rule.Give(population)}
	}
	var err error
	explain(&s, &err, planoffice.Parts.Under(planoffice.PartsPolicy{By: planoffice.ByWeight}), planoffice.Total{
		Total: outlets.Count(),
		Counties: []planoffice.County{
			county("甲县", 1, 40, 180_000), county("乙县", 2, 110, 600_000), county("丙县", 3, 60, 630_000), county("丁县", 4, 66, 840_000)}})
	explain(&s, &err, planoffice.Years, planoffice.YearOf{Base: 276, Target: outlets.Count(), Year: 2023})
	return s, err
}
