package tree_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

func TestOnlyNumbersInBracketsAreItems(t *testing.T) {
	for path, want := range map[string]string{
		"": "", "a": "a", "members[0].income": "members<0>.income", "a[12][3]": "a<12><3>", "[7]": "<7>",
		"a[]": "a[]", "a[x]": "a[x]", "a[1": "a[1", "a[[1]": "a[<1>", "a[1x]": "a[1x]", "a[12[3]": "a[12<3>", "a]1[": "a]1[",
	} {
		assert.Equal(t, want, tree.Items(path, func(n string) string { return "<" + n + ">" }), path)
	}
}
