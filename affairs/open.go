package affairs

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Rooms 婚姻家庭辅导室 counts the rooms by registry and by county, for [RoomsQuestion].
type Rooms struct {
	ByRegistry RegistryRooms `json:"by_registry" zh:"按婚姻登记机关" en:"by registry"`
	ByCounty   CountyRooms   `json:"by_county" zh:"按县（区）" en:"by county"`
}

// UnmarshalJSON refuses a count that is absent.
func (r *Rooms) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// RoomsQuestion 婚姻家庭辅导室全覆盖：覆盖什么 answers [CounsellingRooms] beside [CountyCounsellingRooms]: the register's
// counselling-rooms-of-what.
var RoomsQuestion = seeds.MustQuestion("counselling-rooms-of-what", rule.Question[Rooms]{
	Readings: []rule.Said[Rooms]{
		check.SayMet(CounsellingRooms, func(in Rooms) RegistryRooms { return in.ByRegistry }),
		check.SayMet(CountyCounsellingRooms, func(in Rooms) CountyRooms { return in.ByCounty }),
	},
})

// Questions 存疑之处 lists the questions of this package whose readings count different things.
func Questions() []rule.AnyQuestion { return []rule.AnyQuestion{RoomsQuestion} }
