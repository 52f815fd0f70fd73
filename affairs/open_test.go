package affairs_test

import (
	"testing"

	"github.com/huainan-minzheng/civilaffairs/affairs"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

// TestRoomsByRegistryOrByCounty: seven counties have a room each, for eight registries; then the eighth registry has one too.
func TestRoomsByRegistryOrByCounty(t *testing.T) {
	in := func(withRoom int64) affairs.Rooms {
		return affairs.Rooms{ByRegistry: affairs.RegistryRooms{WithRoom: withRoom, Registries: 8}, ByCounty: affairs.CountyRooms{WithRoom: 7, Counties: 7}}
	}
	ruletest.Readings(t, affairs.RoomsQuestion, in(7), in(8))
}
