package community_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/community"
)

// TestANumberIsCompleteOnlyWithEveryKindOfPlace: each kind that is not known alone makes it a part.
func TestANumberIsCompleteOnlyWithEveryKindOfPlace(t *testing.T) {
	assert.True(t, community.Needed{Organisations: 7}.Complete())
	assert.False(t, community.Needed{UrbanUnknown: true}.Complete())
	assert.False(t, community.Needed{RuralUnknown: true}.Complete())
	assert.False(t, community.Needed{VillageUnknown: true}.Complete())
}
