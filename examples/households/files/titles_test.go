package files_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestTitlesAboveTheHeadingAreTold, and households are numbered as an editor shows them.
func TestTitlesAboveTheHeadingAreTold(t *testing.T) {
	const list = "户编号,县区,城乡,家庭财产（元）,成员\r\n甲1,寿县,农村,0,0/0\r\n甲2,寿县,城市,1.2万,0/0\r\n"
	for name, c := range map[string]struct {
		data   string
		titles int
		first  int
	}{
		"title":             {"淮南市低保家庭名单,,,,\r\n" + list, 1, 3},
		"blank and unit":    {"\r\n淮南市低保家庭名单\r\n单位：元,,制表：2023年7月\r\n" + list, 3, 5},
		"title, GB18030":    {gb(t, "淮南市低保家庭名单\n"+list), 1, 3},
		"ASCII, GB18030":    {gb(t, "list 7\n"+list), 1, 3},
		"hanzi or hanzi":    {gb(t, "通") + "\n" + gb(t, list), 1, 3},
		"with a mark":       {"\uFEFF名单\n" + list, 1, 3},
		"in quotes":         {"\"名单\n（七月）\",,,,\n" + list, 2, 4},
		"none":              {list, 0, 2},
		"nineteen, no more": {string(bytes.Repeat([]byte("名单\n"), 19)) + list, 19, 21},
	} {
		r := open(t, []byte(c.data), files.Options{})
		var numbers []int
		for row := range r.Rows() {
			if numbers = append(numbers, row.Number); len(numbers) == 2 {
				assert.Contains(t, households.RowText(row.Number, row.Err, rule.Chinese), "property列：1.2万")
			}
		}
		assert.Equal(t, []int{c.first, c.first + 1}, numbers, name)
		rep := r.Report()
		assert.Equal(t, c.titles, rep.Count(households.Titles), name)
		for _, after := range []int{0, 1, 2} { // what is left out is counted below the heading
			r := open(t, []byte(c.data), files.Options{After: after})
			n := 0
			for row := range r.Rows() {
				require.Equal(t, c.first+after+n, row.Number, name)
				n++
			}
			assert.Equal(t, 2-after, n, name)
		}
	}
	_, err := lastError(string(bytes.Repeat([]byte("名单\n"), 20))+list, files.Options{})
	assert.ErrorIs(t, err, rule.UnknownField, "the heading is too far down")
}

// TestTitlesOfASheet may be merged, as they mostly are; what is below may not.
func TestTitlesOfASheet(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	set := func(at string, cells ...any) { require.NoError(t, f.SetSheetRow("Sheet1", at, &cells)) }
	set("A1", "淮南市低保家庭名单")
	set("A2", "单位：元", nil, 45_000)
	set("A4", "户编号", "县区", "城乡", "家庭财产", "成员")
	set("A5", "甲1", "寿县", "农村", 0, "0/0")
	set("A6", "甲2", "寿县", "城市", true, "0/0")
	require.NoError(t, f.MergeCell("Sheet1", "A1", "E1"))
	written := func() string {
		var b bytes.Buffer
		require.NoError(t, f.Write(&b))
		return b.String()
	}
	rows, err := lastError(written(), files.Options{})
	require.NoError(t, err)
	require.Len(t, rows, 2)
	assert.NoError(t, rows[0].Err)
	assert.Equal(t, []int{5, 6}, []int{rows[0].Number, rows[1].Number})
	assert.ErrorContains(t, rows[1].Err, "(cell D6)")
	r := open(t, []byte(written()), files.Options{After: 1})
	rep := r.Report()
	assert.Equal(t, []households.Note{{Kind: households.Titles, Count: 2, First: 1}}, onlyTitles(rep))
	for row := range r.Rows() {
		assert.Equal(t, 6, row.Number)
	}
	require.NoError(t, f.MergeCell("Sheet1", "B5", "B6"))
	_, err = lastError(written(), files.Options{})
	assert.ErrorContains(t, err, "cell B5:B6: is merged")
	require.NoError(t, f.UnmergeCell("Sheet1", "B5", "B6"))
	set("A3", "甲0", "寿县", "农村", 0, "0/0")
	_, err = lastError(written(), files.Options{})
	assert.ErrorContains(t, err, "row 3 stands above the heading and has 5 filled cells")
}

func onlyTitles(rep households.Report) (list []households.Note) {
	for _, n := range rep.Notes() {
		if n.Kind == households.Titles {
			list = append(list, n)
		}
	}
	return list
}
