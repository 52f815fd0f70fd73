package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// What the plan leaves open and this package's rules can be read by either way: entries of the register, each
// reading as the parameters that make it.
var (
	openAllowanceCosts = seeds.MustOpen("employment-costs", rule.Open[AllowancePolicy, Household]{
		At: []string{"amount", "outcome"}, Money: "amount", PerYear: monthsPerYear,
		Readings: costReadings[AllowancePolicy, Household](func(p *AllowancePolicy, d Deduction) { p.EmploymentCosts = d }),
	})
	openMeansCosts = seeds.MustOpen("employment-costs", rule.Open[MeansPolicy, Household]{
		At:       []string{"income"},
		Readings: costReadings[MeansPolicy, Household](func(p *MeansPolicy, d Deduction) { p.EmploymentCosts = d }),
	})
	openSourceCosts = seeds.MustOpen("employment-costs", rule.Open[SourcesPolicy, SourcesCase]{
		At:       []string{"below", "income"},
		Readings: costReadings[SourcesPolicy, SourcesCase](func(p *SourcesPolicy, d Deduction) { p.EmploymentCosts = d }),
	})
	openLosses = seeds.MustOpen("business-losses", rule.Open[SourcesPolicy, SourcesCase]{
		At: []string{"below", "income"},
		Readings: []rule.Reading[SourcesPolicy, SourcesCase]{
			{Parameters: func(p SourcesPolicy) SourcesPolicy { p.LossesOffset = false; return p }},
			{Parameters: func(p SourcesPolicy) SourcesPolicy { p.LossesOffset = true; return p }},
		},
	})
	openShare = seeds.MustOpen("allowance-share", rule.Open[BandPolicy, StandardFacts]{
		Readings: []rule.Reading[BandPolicy, StandardFacts]{{At: []string{"urban.met"}}, {At: []string{"all_residents.met"}}},
	})
	openAboveBand = seeds.MustOpen("allowance-above-band", rule.Open[BandPolicy, StandardFacts]{
		Readings: []rule.Reading[BandPolicy, StandardFacts]{{At: []string{"urban.excess"}}, {At: []string{"all_residents.excess"}}},
	})
	openNotBelow = seeds.MustOpen("not-below-a-band", rule.Open[BandPolicy, StandardFacts]{
		At: []string{"all_residents.met"},
		Readings: []rule.Reading[BandPolicy, StandardFacts]{
			{Parameters: func(p BandPolicy) BandPolicy { p.AllResidents = Intervals().AllResidents; return p }},
			{Parameters: func(p BandPolicy) BandPolicy { p.AllResidents = NotBelow().AllResidents; return p }},
			{Parameters: func(p BandPolicy) BandPolicy {
				if p.AllResidents.Floor.Equal(NotBelow().AllResidents.Floor) { // the caller has none of its own
					p.AllResidents.Floor = countyFloor
				}
				p.AllResidents.FloorOnly = true
				return p
			}, Remark: func(p BandPolicy) rule.Text { return check.AtFigure(p.AllResidents.Floor) }},
		},
	})
	openCareBase = seeds.MustOpen("care-below-base", rule.Open[CarePolicy, CareFacts]{
		At: []string{"standard", "met"}, Money: "standard", PerYear: monthsPerYear,
		Readings: []rule.Reading[CarePolicy, CareFacts]{
			{Parameters: func(p CarePolicy) CarePolicy { p.Share = figureCare.Rate(); return p }},
			{Parameters: func(p CarePolicy) CarePolicy { p.Share = figureCareBase.Rate(); return p }},
		},
	})
	openStaffRange = seeds.MustOpen("ranges-of-numbers", rule.Open[OfficePolicy, TownshipOffices]{
		At: []string{"met"},
		Readings: []rule.Reading[OfficePolicy, TownshipOffices]{
			{Parameters: func(p OfficePolicy) OfficePolicy { p.Most = mostStaff.Count(); return p }},
			{Parameters: func(p OfficePolicy) OfficePolicy { p.Most = mostOfAnyOffice; return p }},
		},
	})
)

// countyFloor is the sample of a floor of a county's own: the plan has 30 to 35 %, and no county's.
var countyFloor = unit.MustParseRate("33%")

// mostOfAnyOffice is what an office can have at all.
const mostOfAnyOffice = 1000

func costReadings[Policy, Facts any](set func(*Policy, Deduction)) []rule.Reading[Policy, Facts] {
	with := func(d Deduction) rule.Reading[Policy, Facts] {
		return rule.Reading[Policy, Facts]{Parameters: func(p Policy) Policy { set(&p, d); return p }}
	}
	return []rule.Reading[Policy, Facts]{with(RuralOnly), with(Everyone)}
}

// SupportByEither 特困基本生活标准的两种口径 is the facts of [SupportStandard] with both consumptions, for [SupportQuestion].
type SupportByEither struct {
	// Allowance 最低生活保障标准 in yuan a person and month; above zero.
	Allowance unit.Money `json:"allowance" zh:"低保标准（元/月）" en:"allowance standard (yuan a month)" range:"(0,)"`
	// Of says whose standard it is: [UrbanResidents] or [RuralResidents].
	Of Residents `json:"of" zh:"城乡" en:"urban or rural"`
	// Own is last year's consumption of those residents, All that of all residents: in yuan a person and year; above zero.
	Own unit.Money `json:"own" zh:"本地居民上年度人均消费支出（元/年）" en:"their own consumption (yuan a person and year)" range:"(0,)"`
	All unit.Money `json:"all" zh:"全体居民上年度人均消费支出（元/年）" en:"all residents' consumption (yuan a person and year)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *SupportByEither) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// SupportQuestion 特困基本生活标准的60%：谁的消费支出 answers [SupportStandard] by the residents' own consumption (T2.2) and by that of
// all residents (三(一)4): the register's support-consumption. Its money is a person's standard a month, twelve times a year.
//
// Errors, kept with the reading: [rule.Invalid] where Of is [AllResidents], and those of SupportStandard.
var SupportQuestion = seeds.MustQuestion("support-consumption", rule.Question[SupportByEither]{
	Money: "standard", PerYear: monthsPerYear,
	Readings: []rule.Said[SupportByEither]{
		{Rule: SupportStandard.ID(), At: []string{"standard"}, Say: func(in SupportByEither) (any, error) {
			if in.Of == AllResidents {
				var f rule.Errors
				f.Add(rule.Invalid, "of", in.Of.String(), rule.Text{ZH: "应为城镇居民或农村居民", EN: "must be urban or rural residents"})
				return nil, f.Err()
			}
			out, err := SupportStandard.Eval(SupportFacts{Allowance: in.Allowance, Consumption: in.Own, ConsumptionOf: in.Of})
			return out, err
		}},
		{Rule: SupportStandard.ID(), At: []string{"standard"}, Say: func(in SupportByEither) (any, error) {
			out, err := SupportStandard.Eval(SupportFacts{Allowance: in.Allowance, Consumption: in.All, ConsumptionOf: AllResidents})
			return out, err
		}},
	},
})

// Questions 存疑之处 lists the questions of this package whose readings need more than the facts of one rule; those of a rule are
// given by its Questions method.
func Questions() []rule.AnyQuestion { return []rule.AnyQuestion{SupportQuestion} }
