package dated_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestTheCitysDocumentIsNotCalledTheCountys: where a county follows the city and the city's document ends, it is the city's
// that is named.
func TestTheCitysDocumentIsNotCalledTheCountys(t *testing.T) {
	b := book(t, until(on("样例市", "2021-11", "2021-10-20", "市1号", 200), "2022-03"))
	_, err := b.At("乙县", unit.MustParseMonth("2022-05"))
	require.ErrorIs(t, err, rule.Range)
	said := rule.Faults(err)[0].Reason
	assert.Contains(t, said.ZH, "乙县适用的样例市的市1号止于2022-03")
	assert.Contains(t, said.EN, "乙县 follows 样例市, and 市1号 of 样例市 ends in 2022-03")
	_, err = b.At("样例市", unit.MustParseMonth("2022-05"))
	require.ErrorIs(t, err, rule.Range)
	assert.Equal(t, "样例市的市1号止于2022-03：请补上其后的条目，或核对月份", rule.Faults(err)[0].Reason.ZH)
}
