package files_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestAnIdThatDoesNotReadSpoilsTheHouseholdThatItMayBe: no household is computed without one of its members, whichever row comes first.
func TestAnIdThatDoesNotReadSpoilsTheHouseholdThatItMayBe(t *testing.T) {
	const rest, other = ",甲县,农村,1,1,0\n", "B,甲县,农村,1,1,0\nC,甲县,农村,1,1,0\n"
	for _, blank := range []string{"\u3000", "\u00a0", "\u2003", "\u200b", "\u2060", "\ufeff", "\u3164"} {
		for _, good := range []string{"A1", "A 1"} {
			wrong := "A" + blank + "1"
			for name, rows := range map[string]string{
				"above":  wrong + rest + good + rest + other,
				"below":  good + rest + wrong + rest + other,
				"within": good + rest + wrong + rest + good + rest + other,
				"around": wrong + rest + good + rest + wrong + rest + other,
				"twice":  wrong + rest + wrong + rest + good + rest + other,
				"apart":  wrong + rest + other + good + rest,
			} {
				table, err := lastError(besideHead+rows, files.Options{})
				require.NoError(t, err, name)
				bad, named := 0, false
				for _, r := range table {
					if r.Err == nil {
						assert.Contains(t, []string{"B", "C"}, r.Case.ID, "%s %q", name, wrong)
						continue
					}
					bad++
					named = named || r.Case.ID == good
				}
				assert.True(t, named, "%s %q: the household is named", name, wrong)
				assert.GreaterOrEqual(t, bad, 2, name)
			}
			_, err := lastError(besideHead+good+rest+other+wrong+rest, files.Options{})
			require.ErrorIs(t, err, rule.Duplicate, "it was given further up")
			assert.Contains(t, households.RowText(0, err, rule.Chinese), "第3行的这一户可能又出现在第6行")
			assert.Contains(t, err.Error(), "correct the id of row 6")
		}
	}
	assert.Equal(t, []string{"3 A1 members列：第4行没有可读的户编号，可能是本户的成员", "4 A1 id列：A1\\u200b：第3个字符不可见（U+200B）", "6 B good 1", "7 C good 1"},
		told(t, besideHead+"A1"+rest+"A1\u200b"+rest+"A1"+rest+other, files.Options{}))
	assert.Equal(t, []string{"3 A 1 good 1", "4 A1 good 1"}, told(t, besideHead+"A 1"+rest+"A1"+rest, files.Options{}), "two that read are two")
}

// TestAnIdInTwoRowsOfHouseholdsIsReadTwice: that it reads as another does is noted of the row, and which households are one is for those to
// say who keep ids.
func TestAnIdInTwoRowsOfHouseholdsIsReadTwice(t *testing.T) {
	const table = households.Heading + "\n1,甲县,rural,1.00,0/0\n１,甲县,rural,1.00,0/0\n"
	r, err := files.Open(strings.NewReader(table), int64(len(table)), files.Options{})
	require.NoError(t, err)
	defer r.Close()
	var ids []string
	for row := range r.Rows() {
		require.NoError(t, row.Err)
		ids = append(ids, row.Case.ID)
	}
	assert.Equal(t, []string{"1", "1"}, ids)
	rep := r.Report()
	assert.Equal(t, 1, rep.Count(households.FullWidth))
}
