package eldercare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var (
	openWorkers = seeds.MustOpen("workers-per-persons-and-beds", rule.Open[WorkersPolicy, Workforce]{
		At: []string{"met"},
		Readings: []rule.Reading[WorkersPolicy, Workforce]{
			{Parameters: func(p WorkersPolicy) WorkersPolicy { p.Added = false; return p }},
			{Parameters: func(p WorkersPolicy) WorkersPolicy { p.Added = true; return p }},
		},
	})
	openOldQuarters = seeds.MustOpen("old-quarters-how-many", rule.Open[check.Floor, Quarters]{
		At:       []string{"met"},
		Readings: check.AllOr[Quarters](essentially),
	})
)

// essentially is a sample of what 基本补齐 may be taken for: the plan has no figure.
var essentially = unit.MustParseRate("90%")

// CountyFacilitiesQuestion 每县一所供养设施：2022年还是规划期末 tells by [CountyFacilities] and by [CountyFacilitiesByPlanEnd] whether a
// county without a facility at the end of a year has missed it: the register's county-facility-year.
var CountyFacilitiesQuestion = seeds.MustQuestion("county-facility-year", rule.Question[check.InYear[Counties]]{
	Readings: []rule.Said[check.InYear[Counties]]{check.SayDue(CountyFacilities), check.SayDue(CountyFacilitiesByPlanEnd)},
})

// QuartersOfEither 城市社区与老旧小区 counts urban communities and, of old quarters and estates, those with premises, for [UrbanQuestion].
type QuartersOfEither struct {
	Urban Communities `json:"urban" zh:"城市社区养老服务设施" en:"urban communities"`
	Old   Quarters    `json:"old" zh:"老旧城区和已建成居住（小）区" en:"old quarters and estates already built"`
}

// UnmarshalJSON refuses a count that is absent.
func (q *QuartersOfEither) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, q) }

// UrbanQuestion 城市社区养老设施：2020年已100%，还是2023年才补齐 answers [UrbanFacilities] (T2.9) beside [OldQuarterPremises] (B2.1): the
// register's urban-facilities-already.
var UrbanQuestion = seeds.MustQuestion("urban-facilities-already", rule.Question[QuartersOfEither]{
	Readings: []rule.Said[QuartersOfEither]{
		check.SayMet(UrbanFacilities, func(in QuartersOfEither) Communities { return in.Urban }),
		check.SayMet(OldQuarterPremises, func(in QuartersOfEither) Quarters { return in.Old }),
	},
})

// Questions 存疑之处 lists the questions of this package whose readings count different things, or at different times.
func Questions() []rule.AnyQuestion {
	return []rule.AnyQuestion{CountyFacilitiesQuestion, UrbanQuestion}
}
