package rule_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAPathOfAnItemFindsItsField: wherever the item stands, by its own path or by that of all, and nothing else does.
func TestAPathOfAnItemFindsItsField(t *testing.T) {
	info := Relief.Info()
	for _, path := range []string{"members[0].income", "members[12].income", "members[].income"} {
		f, ok := info.Fact(path)
		assert.True(t, ok, path)
		assert.Equal(t, "members[].income", f.Path)
	}
	for _, path := range []string{"", "members.income", "members[x].income", "members[0", "members[0].incomes", "each[0].lack", "area[0]"} {
		f, ok := info.Fact(path)
		assert.False(t, ok, path)
		assert.Zero(t, f, path)
	}
	f, ok := info.Answered("each[3].lack")
	assert.True(t, ok)
	assert.Equal(t, "money", f.Kind)
	p, ok := info.Parameter("standard.rural")
	assert.True(t, ok)
	assert.Equal(t, "standard.rural", p.Path)
	s, ok := info.Step("each.lack")
	assert.True(t, ok)
	at, ok := info.Step("each[7].lack")
	assert.True(t, ok)
	assert.Equal(t, s, at)
	_, ok = info.Step("nosuch")
	assert.False(t, ok)
	_, ok = rule.Info{}.Fact("income")
	assert.False(t, ok)
}

func TestAFieldSaysItsCodesInWords(t *testing.T) {
	area, _ := Relief.Info().Answered("area")
	assert.Equal(t, "农村", area.Word("rural", rule.Chinese))
	assert.Equal(t, "nosuch", area.Word("nosuch", rule.Chinese))
	capped, _ := Relief.Info().Answered("capped")
	assert.Equal(t, "否", capped.Word("false", rule.Chinese))
}

func ExampleInfo_Fact() {
	f, ok := Relief.Info().Fact("members[1].income")
	fmt.Println(f.Label.EN, f.Kind, ok)
	// Output: member income a month (yuan) money true
}
