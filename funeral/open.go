package funeral

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// openNiches: by the second reading ashes in a niche are no burial, so that they leave both counts.
var openNiches = seeds.MustOpen("ecological-forms", rule.Open[check.Floor, Burials]{
	At: []string{"met"},
	Readings: []rule.Reading[check.Floor, Burials]{{}, {Facts: func(b Burials) Burials {
		b.Burials -= b.Niches
		b.Niches = 0
		return b
	}}},
})

// openContained: the stock falls, or does not grow, or nothing is added, which the answer shows beside.
var openContained = seeds.MustOpen("graves-contained", rule.Open[GravesPolicy, GravesOfAYear]{
	At: []string{"met"},
	Readings: []rule.Reading[GravesPolicy, GravesOfAYear]{{Parameters: func(p GravesPolicy) GravesPolicy {
		p.Least = leastFall
		return p
	}}, {Parameters: func(p GravesPolicy) GravesPolicy {
		p.Least = 0
		return p
	}}, {At: []string{"none_added"}}},
})

// DeathsOfEither 两种口径的死亡和火化 counts a year's deaths and cremations everywhere and in the cremation zone, for [DeathsQuestion].
type DeathsOfEither struct {
	// Everywhere and Zone are the facts of [Cremation], of the same year, each of its scope.
	Everywhere Deaths `json:"everywhere" zh:"全部区域" en:"everywhere"`
	Zone       Deaths `json:"zone" zh:"火葬区" en:"the cremation zone"`
}

// UnmarshalJSON refuses a field that is absent.
func (d *DeathsOfEither) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

// DeathsQuestion 遗体火化率：全部死亡人数，还是火葬区的 answers [Cremation] for both scopes: the register's cremation-deaths, of which
// the module follows no reading.
//
// Errors, kept with the reading: [rule.Invalid] for counts of another scope or of two years, and those of Cremation.
var DeathsQuestion = seeds.MustQuestion("cremation-deaths", rule.Question[DeathsOfEither]{
	Readings: []rule.Said[DeathsOfEither]{
		{Rule: Cremation.ID(), At: []string{"status"}, Say: func(in DeathsOfEither) (any, error) {
			if err := ofScope("everywhere", in.Everywhere.Scope, Everywhere); err != nil {
				return nil, err
			}
			out, err := Cremation.Eval(in.Everywhere)
			return out, err
		}},
		{Rule: Cremation.ID(), At: []string{"status"}, Say: func(in DeathsOfEither) (any, error) {
			if err := ofScope("zone", in.Zone.Scope, CremationZone); err != nil {
				return nil, err
			}
			if in.Zone.Year != in.Everywhere.Year {
				var f rule.Errors
				f.Add(rule.Invalid, "zone.year", strconv.Itoa(in.Zone.Year), rule.Text{ZH: "两种口径须为同一年度", EN: "both scopes are of one year"})
				return nil, f.Err()
			}
			out, err := Cremation.Eval(in.Zone)
			return out, err
		}},
	},
})

// BurialsOfEither 两种口径的安葬 counts a year's burials everywhere and in the cremation zone, for [BurialsQuestion].
type BurialsOfEither struct {
	// Everywhere and Zone are the facts of [EcologicalBurials], each of its scope.
	Everywhere Burials `json:"everywhere" zh:"全部区域" en:"everywhere"`
	Zone       Burials `json:"zone" zh:"火葬区" en:"the cremation zone"`
}

// UnmarshalJSON refuses a field that is absent.
func (b *BurialsOfEither) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// BurialsQuestion 节地生态安葬率：全部安葬，还是火葬区的 answers [EcologicalBurials] for both scopes: the register's
// ecological-burials-of-what, of which the module follows no reading.
//
// Errors, kept with the reading: [rule.Invalid] for counts of another scope, and those of EcologicalBurials.
var BurialsQuestion = seeds.MustQuestion("ecological-burials-of-what", rule.Question[BurialsOfEither]{
	Readings: []rule.Said[BurialsOfEither]{
		{Rule: EcologicalBurials.ID(), At: []string{"met"}, Say: func(in BurialsOfEither) (any, error) {
			if err := ofScope("everywhere", in.Everywhere.Scope, Everywhere); err != nil {
				return nil, err
			}
			out, err := EcologicalBurials.Eval(in.Everywhere)
			return out, err
		}},
		{Rule: EcologicalBurials.ID(), At: []string{"met"}, Say: func(in BurialsOfEither) (any, error) {
			if err := ofScope("zone", in.Zone.Scope, CremationZone); err != nil {
				return nil, err
			}
			out, err := EcologicalBurials.Eval(in.Zone)
			return out, err
		}},
	},
})

// ofScope refuses counts of another scope than the place where they stand says.
func ofScope(at string, have, want Scope) error {
	if have == want {
		return nil
	}
	var f rule.Errors
	f.Add(rule.Invalid, at+".scope", have.String(), rule.Text{ZH: "此处应为" + want.Label().ZH + "的数", EN: "here stand the counts of " + want.Label().EN})
	return f.Err()
}

// Questions 存疑之处 lists the questions of this package whose readings count different things.
func Questions() []rule.AnyQuestion { return []rule.AnyQuestion{DeathsQuestion, BurialsQuestion} }
