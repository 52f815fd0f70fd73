package files_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const zhHead = "户编号,县区,城乡,家庭财产,成员\n"

// TestLinesOfTwoEncodingsAreNotTakenForOne: the file is refused where it begins so, else the line that is of the other.
func TestLinesOfTwoEncodingsAreNotTakenForOne(t *testing.T) {
	utf8, gbk := "U,甲县,rural,1,1/0\n", gb(t, "G,甲县,rural,1,1/0\n")
	for name, data := range map[string]string{
		"UTF-8 first": head + utf8 + gbk, "GB18030 first": head + gbk + utf8, "CR LF": strings.ReplaceAll(head+gbk+utf8, "\n", "\r\n"),
	} {
		_, err := lastError(data, files.Options{})
		require.ErrorIs(t, err, rule.Invalid, name)
		f, _ := files.Bad(err)
		assert.Contains(t, f.In(rule.Chinese), "行像是UTF-8", name)
		assert.Contains(t, f.In(rule.English), "can only be GB18030", name)
	}
	many := strings.Repeat(gbk, 3_000)
	for name, c := range map[string]struct {
		data string
		row  int
	}{
		"behind a heading":      {gb(t, zhHead) + gbk + utf8 + gbk, 3},
		"at once":               {gb(t, zhHead) + utf8 + gbk, 2},
		"late":                  {gb(t, zhHead) + many + utf8 + gbk, 3_002},
		"behind what was seen":  {head + many + utf8 + gbk, 3_002},
		"behind a title":        {gb(t, "名单\n"+zhHead) + many + utf8 + gbk, 3_003},
		"CR LF":                 {strings.ReplaceAll(gb(t, zhHead)+utf8+gbk, "\n", "\r\n"), 2},
		"no bytes of GB18030":   {gb(t, zhHead) + "U,样例市,rural,1,1/0\n" + gbk, 2},
		"at the end":            {gb(t, zhHead) + gbk + strings.TrimSuffix(utf8, "\n"), 3},
		"a cell of the line":    {gb(t, zhHead) + "U,甲县," + gb(t, "农村") + ",1,1/0\n" + gbk, 2},
		"in quotes":             {gb(t, zhHead) + "U,\"甲县\",rural,1,\"1/0\"\n" + gbk, 2},
		"a character in two":    {gb(t, zhHead) + "U,\u00e9,rural,1,1/0\n" + gbk, 2},
		"GB18030 of short runs": {gb(t, zhHead) + gb(t, "U,通,rural,1,1/0\n") + gbk, 2},
		"one row a member":      {gb(t, "户编号,县区,城乡,家庭财产,成员收入,成员就业成本\n") + "U,甲县,rural,1,1,0\n" + gb(t, "G,甲县,rural,1,1,0\n"), 2},
		"semicolons":            {strings.ReplaceAll(gb(t, zhHead)+utf8+gbk, ",", ";"), 2},
	} {
		rows, err := lastError(c.data, files.Options{})
		require.NoError(t, err, name)
		bad := 0
		for _, r := range rows {
			if r.Err == nil {
				require.Equal(t, "甲县", r.Case.County, name)
				continue
			}
			bad++
			require.ErrorIs(t, r.Err, rule.Invalid, name)
			require.Equal(t, "U", r.Case.ID, name)
			require.Equal(t, c.row, r.Number, name)
			require.Contains(t, households.RowText(r.Number, r.Err, rule.Chinese), fmt.Sprintf("第%d行，此行按UTF-8也读得通，而文件按GB18030读取", c.row), name)
			require.Contains(t, households.RowText(r.Number, r.Err, rule.English), fmt.Sprintf("row %d, the line reads as UTF-8 too", c.row), name)
		}
		require.Equal(t, 1, bad, name)
	}
	_, err := lastError(gb(t, "名单\n")+zhHead+gbk, files.Options{})
	f, ok := files.Bad(err)
	require.True(t, ok)
	assert.Contains(t, f.In(rule.Chinese), "第2行按UTF-8也读得通")
	assert.Contains(t, f.In(rule.English), "row 2 reads as UTF-8 too")
}

// TestWhatIsCertainlyGB18030IsRead, though a cell of it could be UTF-8; and what the caller says is.
func TestWhatIsCertainlyGB18030IsRead(t *testing.T) {
	for _, data := range []string{
		zhHead + "a,通,农村,1,1/0\n", zhHead + "通,通县,rural,1,1/0\n", "名单\n" + zhHead + "a,通,城市,1,1/0", zhHead + "a,\u3400通,rural,1,1/0\n",
	} {
		rows, err := lastError(gb(t, data), files.Options{})
		require.NoError(t, err)
		require.NoError(t, rows[0].Err, data)
		assert.Contains(t, rows[0].Case.County, "通")
	}
	rows, err := lastError(gb(t, zhHead+"a,通,rural,1,1/0\nb,寿县,rural,1,1/0\n"), files.Options{Encoding: files.GB18030})
	require.NoError(t, err)
	require.NoError(t, rows[0].Err)
	assert.Equal(t, "通", rows[0].Case.County)
	rows, err = lastError("户编号,县区,城乡,家庭财产,成员\na,寿\xff\xfe,农村,1,1/0\nb,寿县,农村,1,1/0\xfe\n", files.Options{})
	require.NoError(t, err)
	assert.NotContains(t, rows[1].Err.Error(), "GB18030", "a byte of a file in UTF-8 is no mark")
}

// TestLongRunsOfTextAreRead to their end, whatever they are: a run is looked at no further than it must be.
func TestLongRunsOfTextAreRead(t *testing.T) {
	for _, n := range []int{1, 300, 342, 1_000, 100_000, 300_000} {
		text := gb(t, zhHead+"a,"+strings.Repeat("寿", n)+",农村,1,1/0\n") + "b," + strings.Repeat("田", n) + ",rural,1,1/0\n" + gb(t, "c,寿县,农村,1,1/0\n")
		rows, err := lastError(text, files.Options{})
		require.NoError(t, err)
		require.Len(t, rows, 3)
		assert.Equal(t, []int{2, 3, 4}, []int{rows[0].Number, rows[1].Number, rows[2].Number})
		assert.Error(t, rows[1].Err)
		require.NoError(t, rows[2].Err)
		assert.Equal(t, "寿县", rows[2].Case.County)
	}
}
