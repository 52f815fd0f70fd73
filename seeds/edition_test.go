package seeds_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func TestTheEditionIsTheDraftAndNotTheAdoptedPlan(t *testing.T) {
	e := seeds.Edition()
	_, err := unit.ParseMonth(e.Issued)
	require.NoError(t, err)
	assert.Equal(t, "2021-12", e.Issued)
	for _, s := range []string{"2021年12月", "征求意见稿", "不是2022年3月"} {
		assert.Contains(t, e.Status.ZH, s)
	}
	for _, s := range []string{"consultation draft", "December 2021", "not the plan adopted in March 2022"} {
		assert.Contains(t, e.Status.EN, s)
	}
	assert.NotEmpty(t, e.Title.ZH)
	assert.NotEmpty(t, e.Title.EN)
}
