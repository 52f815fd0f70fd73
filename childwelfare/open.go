package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// ByStationOrStaff 设站与设专干情况 counts the townships both ways, for [StationsQuestion].
type ByStationOrStaff struct {
	ByStation Stationed `json:"by_station" zh:"设站情况" en:"by stations"`
	ByEither  Protected `json:"by_either" zh:"设站或设专干情况" en:"by stations or staff"`
}

// UnmarshalJSON refuses a count that is absent.
func (b *ByStationOrStaff) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// StationsQuestion 未成年人保护：工作站，还是工作站或专干 answers [Stations] (T2.6) beside [StationsOrStaff] (B4.5): the register's
// stations-or-staff.
var StationsQuestion = seeds.MustQuestion("stations-or-staff", rule.Question[ByStationOrStaff]{
	Readings: []rule.Said[ByStationOrStaff]{
		check.SayMet(Stations, func(in ByStationOrStaff) Stationed { return in.ByStation }),
		check.SayMet(StationsOrStaff, func(in ByStationOrStaff) Protected { return in.ByEither }),
	},
})

// ByDirectorOrStaff 儿童主任与专干配备情况 counts the villages with a director and those with staff of their own, for [StaffQuestion].
type ByDirectorOrStaff struct {
	ByDirector Directed `json:"by_director" zh:"儿童主任配备情况" en:"by directors"`
	ByStaff    Staffed  `json:"by_staff" zh:"另设专干情况" en:"by staff of their own"`
}

// UnmarshalJSON refuses a count that is absent.
func (b *ByDirectorOrStaff) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// StaffQuestion 儿童保护专干：就是儿童主任，还是另一种人 answers [Directors], who are the staff by the first reading, beside
// [ProtectionStaff], who are others by the second: the register's child-staff-who.
var StaffQuestion = seeds.MustQuestion("child-staff-who", rule.Question[ByDirectorOrStaff]{
	Readings: []rule.Said[ByDirectorOrStaff]{
		check.SayMet(Directors, func(in ByDirectorOrStaff) Directed { return in.ByDirector }),
		check.SayMet(ProtectionStaff, func(in ByDirectorOrStaff) Staffed { return in.ByStaff }),
	},
})

// Questions 存疑之处 lists the questions of this package whose readings count different things.
func Questions() []rule.AnyQuestion { return []rule.AnyQuestion{StationsQuestion, StaffQuestion} }
