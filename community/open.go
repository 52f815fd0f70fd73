package community

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var (
	openPlaceVillages = seeds.MustOpen("villages", rule.Open[QuotaPolicy, Place]{At: []string{"met", "required"}, Readings: villageReadings[Place]()})
	openCityVillages  = seeds.MustOpen("villages", rule.Open[QuotaPolicy, City]{At: []string{"met", "shortfall"}, Readings: villageReadings[City]()})
	openExceed        = seeds.MustOpen("workers-exceed", rule.Open[WorkersPolicy, Workers]{
		Readings: []rule.Reading[WorkersPolicy, Workers]{{At: []string{"met"}}, {At: []string{"exceeded"}}},
	})
	openLists = seeds.MustOpen("service-lists-general", rule.Open[check.Floor, Listed]{
		At:       []string{"met"},
		Readings: check.AllOr[Listed](mostCounties),
	})
	openSmartRange = seeds.MustOpen("ranges-of-numbers", rule.Open[PilotPolicy, Pilots]{
		At: []string{"met"},
		Readings: []rule.Reading[PilotPolicy, Pilots]{
			{Clause: planSmartMost.Clause.ID, Parameters: func(p PilotPolicy) PilotPolicy { p.Most = planSmartMost.Count(); return p }},
			{Clause: planSmartMost.Clause.ID, Parameters: func(p PilotPolicy) PilotPolicy { p.Most = mostPilots; return p }},
		},
	})
	openRoundsRange = seeds.MustOpen("ranges-of-numbers", rule.Open[ConsultationPolicy, Rounds]{
		At: []string{"met"},
		Readings: []rule.Reading[ConsultationPolicy, Rounds]{
			{Clause: planConsMost.Clause.ID, Parameters: func(p ConsultationPolicy) ConsultationPolicy { p.Most = planConsMost.Count(); return p }},
			{Clause: planConsMost.Clause.ID, Parameters: func(p ConsultationPolicy) ConsultationPolicy { p.Most = mostPilots; return p }},
		},
	})
)

// mostCounties is a sample of what 普遍 may be taken for: the plan has no figure.
var mostCounties = unit.MustParseRate("51%")

// mostPilots is the most that a most can be: no bound.
const mostPilots = 1_000_000

func villageReadings[Facts any]() []rule.Reading[QuotaPolicy, Facts] {
	return []rule.Reading[QuotaPolicy, Facts]{
		{Parameters: func(p QuotaPolicy) QuotaPolicy { p.Village = plan.Village; return p }},
		{Parameters: func(p QuotaPolicy) QuotaPolicy { p.Village = otherReading.Village; return p }},
	}
}

// WorkStationsQuestion 社工站全覆盖：2023年还是2025年 tells by [WorkStations] and by [WorkStationsByPlanEnd] whether townships without a
// station at the end of a year have missed it: the register's work-stations-year.
var WorkStationsQuestion = seeds.MustQuestion("work-stations-year", rule.Question[check.InYear[Stationed]]{
	Readings: []rule.Said[check.InYear[Stationed]]{check.SayDue(WorkStations), check.SayDue(WorkStationsByPlanEnd)},
})

// Questions 存疑之处 lists the questions of this package whose readings hold at different times.
func Questions() []rule.AnyQuestion { return []rule.AnyQuestion{WorkStationsQuestion} }
