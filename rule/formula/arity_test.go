package formula_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// TestEachFunctionTakesSoManyArguments: one fewer and one more are refused.
func TestEachFunctionTakesSoManyArguments(t *testing.T) {
	for name, takes := range map[string]struct{ from, to int }{
		"max": {2, 9}, "min": {2, 9}, "round": {2, 2}, "if": {3, 3}, "sum": {1, 1}, "all": {1, 1}, "any": {1, 1},
		"largest": {1, 1}, "smallest": {1, 1}, "power": {2, 2}, "count": {1, 1}, "given": {1, 1},
	} {
		for n := range 10 {
			text := name + "(" + strings.Repeat("{x}, ", max(n-1, 0)) + strings.Repeat("{x}", min(n, 1)) + ")"
			_, err := formula.Parse(text)
			assert.Equal(t, n >= takes.from && n <= takes.to, err == nil, "%s: %v", text, err)
		}
	}
}

func TestAnOperatorThatIsNoneIsCalledInvalid(t *testing.T) {
	valid := 0
	for o := formula.Op(0); o < 100; o++ {
		if o.String() != "invalid" {
			valid++
		}
		assert.Equal(t, o >= formula.OpEq && o <= formula.OpGe, o.IsComparison(), o)
	}
	assert.Equal(t, int(formula.OpLeast), valid)
	assert.False(t, formula.OpAnd.IsComparison())
	assert.True(t, formula.OpGe.IsComparison())
}

func TestAPathHasEveryLetter(t *testing.T) {
	for text, ok := range map[string]bool{"{az}": true, "{zig.zag_9}": true, "{z}": true, "{`}": false, "{{}": false, "{A}": false, "{9}": false, "{a.}": false, "{_a}": false} {
		_, err := formula.Parse(text)
		assert.Equal(t, ok, err == nil, "%s: %v", text, err)
	}
}
