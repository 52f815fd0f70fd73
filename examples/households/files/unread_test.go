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

// TestATableSeparatedByWhatIsNotReadIsNoTitle: it is refused with how to save it, whether it is the heading or a household above one. A title
// with such characters is passed over as before.
func TestATableSeparatedByWhatIsNotReadIsNoTitle(t *testing.T) {
	const list = "户编号,县区,城乡,家庭财产（元）,成员\n甲1,寿县,农村,0,0/0\n"
	for name, c := range map[string]struct{ data, zh, en string }{
		"heading":             {"户编号|县区|城乡|家庭财产|成员\n甲1|寿县|农村|0|0/0\n", "第1行像是表头，而各格以“|”分隔", "row 1 looks like the heading, and its cells are separated by “|”"},
		"below a title":       {"名单\n\"户编号\"｜\"县区\"｜\"城乡\"\n甲1｜寿县｜农村\n", "第2行像是表头，而各格以“｜”分隔", "row 2 looks like the heading"},
		"above another":       {"id，county，area，property，members\n" + list, "第1行像是表头，而各格以全角逗号分隔", "separated by full-width commas"},
		"enumeration":         {"户编号、县区、城乡、家庭财产、成员\n甲1、寿县、农村、0、0/0\n", "第1行像是表头，而各格以顿号分隔", "separated by enumeration commas (、)"},
		"semicolons":          {"户编号；县区；城乡\n" + list, "全角分号", "full-width semicolons"},
		"blanks":              {"户编号 县区 城乡 家庭财产 成员\n甲1 寿县 农村 0 0/0\n", "第1行像是表头，而各格以空格分隔", "separated by blanks"},
		"household":           {"甲0|寿县||0|0/0\n" + list, "第1行在表头应在之处或其上，像是一户，而各格以“|”分隔", "row 1 stands where the heading should or above it and looks like a household"},
		"household, commas":   {"名单\n甲0，寿县，农村，0，0/0\n" + list, "第2行在表头应在之处或其上，像是一户，而各格以全角逗号分隔", "row 2 stands"},
		"household, GB18030":  {gb(t, "名单\n甲0，寿县，，1，0/0\n"+list), "第2行在表头应在之处或其上", "row 2 stands"},
		"no heading anywhere": {"甲0|寿县|农村|0|0/0\n甲1|寿县|农村|0|0/0\n", "第1行", "row 1"},
	} {
		_, err := lastError(c.data, files.Options{})
		require.ErrorIs(t, err, rule.Syntax, name)
		assert.Contains(t, households.RowText(0, err, rule.Chinese), c.zh, name)
		assert.Contains(t, households.RowText(0, err, rule.Chinese), "另存为", name)
		assert.Contains(t, err.Error(), c.en, name)
		assert.Contains(t, err.Error(), "save the table as CSV with commas or as XLSX", name)
	}
	for _, title := range []string{
		"淮南市民政局|低保名单", "民政局｜社会救助科｜名单", "说明：一、单位为元，二、按月，三、含临时救助，四、不含特困", "单位：元；制表：2023年7月；审核：张；复核：李",
		"寿县 2023年7月 低保 名单 共3户", "县区：寿县　月份：2023-07",
	} {
		r := open(t, []byte(title+"\n"+list), files.Options{})
		n := 0
		for row := range r.Rows() {
			require.NoError(t, row.Err, title)
			n++
		}
		rep := r.Report()
		assert.Equal(t, []int{1, 1}, []int{n, rep.Count(households.Titles)}, title)
	}
	_, err := lastError("编号,区县,类别,财产,人口\n甲1,寿县,农村,0,1/0；2/0；3/0；4/0\n", files.Options{})
	assert.ErrorIs(t, err, rule.UnknownField, "the heading's own names are what is wrong")
}

// TestATableInOneColumnOfASheetIsNoTitle.
func TestATableInOneColumnOfASheetIsNoTitle(t *testing.T) {
	for cell, said := range map[string]string{
		"户编号,县区,城乡,家庭财产,成员": "第2行像是表头，而各格以“,”分隔", "甲0|寿县|农村|0|0/0": "第2行在表头应在之处或其上，像是一户，而各格以“|”分隔", "户编号\t县区\t城乡": "制表符",
		"单位：元,制表：民政局": "", "淮南市|名单": "",
	} {
		for _, headed := range []bool{true, false} {
			f := excelize.NewFile()
			require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"名单"}))
			require.NoError(t, f.SetSheetRow("Sheet1", "A2", &[]any{cell}))
			if headed {
				require.NoError(t, f.SetSheetRow("Sheet1", "A3", &[]any{"户编号", "县区", "城乡", "家庭财产", "成员"}))
			}
			require.NoError(t, f.SetSheetRow("Sheet1", "A4", &[]any{"甲1", "寿县", "农村", 0, "0/0"}))
			var b bytes.Buffer
			require.NoError(t, f.Write(&b))
			require.NoError(t, f.Close())
			_, err := lastError(b.String(), files.Options{})
			switch {
			case said != "":
				assert.Contains(t, households.RowText(0, err, rule.Chinese), said, cell)
			case headed:
				assert.NoError(t, err, cell)
			default:
				assert.ErrorIs(t, err, rule.UnknownField, cell)
			}
		}
	}
}

// TestARowSeparatedOtherwiseThanItsHeadingSaysHowToSaveIt.
func TestARowSeparatedOtherwiseThanItsHeadingSaysHowToSaveIt(t *testing.T) {
	for row, want := range map[string][2]string{
		"甲1|寿县|农村|0|0/0": {"有1列，表头有5列；此行像是以“|”分隔，与表头不同；请在Excel或WPS表格中用“数据—分列”", "looks separated by “|”, unlike the heading; split it"},
		"甲1、寿县、农村、0、0/0": {"此行像是以“、”分隔", "looks separated by “、”"},
		"甲1,寿县":          {"有2列，表头有5列；请补齐各格", "an empty cell has its separator too"},
	} {
		rows, err := lastError("户编号,县区,城乡,家庭财产,成员\n"+row+"\n甲2,寿县,农村,0,0/0\n", files.Options{})
		require.NoError(t, err)
		require.Len(t, rows, 2)
		assert.Contains(t, households.RowText(2, rows[0].Err, rule.Chinese), want[0])
		assert.Contains(t, households.RowText(2, rows[0].Err, rule.English), want[1])
		assert.NoError(t, rows[1].Err)
	}
}
