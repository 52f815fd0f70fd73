package bridge

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestTheSheetNamesTheRowThatIsWrong: by its line in the file, as the command does.
func TestTheSheetNamesTheRowThatIsWrong(t *testing.T) {
	_, err := evaluate("", "observations.csv", "indicator,year,value\nT2.7,2023,46\nT9.7,2023,46\n", "2023", "linear", "city", "zh")
	f := rule.Faults(err)
	assert.ErrorIs(t, err, rule.Invalid)
	assert.Contains(t, f.In(rule.Chinese), "第3行 指标：T9.7：规划中没有该指标")
}
