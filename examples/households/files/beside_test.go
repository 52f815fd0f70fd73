package files_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// told is what a reader is told of each row, shortly.
func told(t *testing.T, list string, o files.Options) (said []string) {
	t.Helper()
	rows, err := lastError(list, o)
	require.NoError(t, err)
	for _, r := range rows {
		if r.Err == nil {
			said = append(said, fmt.Sprint(r.Number, " ", r.Case.ID, " good ", len(r.Case.Household.Members)))
			continue
		}
		zh, en := households.RowText(r.Number, r.Err, rule.Chinese), households.RowText(r.Number, r.Err, rule.English)
		require.Contains(t, zh, fmt.Sprintf("第%d行，", r.Number))
		require.Contains(t, en, fmt.Sprintf("row %d, ", r.Number))
		f, _ := files.Bad(r.Err)
		zh, _, _ = strings.Cut(f.In(rule.Chinese), "；")
		said = append(said, fmt.Sprint(r.Number, " ", r.Case.ID, " ", zh))
	}
	return said
}

const besideHead = "标题\n户编号,县区,城乡,家庭财产（元）,成员收入,成员就业成本\n"

// TestAWrongRowIsNamedAndSpoilsNoOther, but those that may be its household's are told so.
func TestAWrongRowIsNamedAndSpoilsNoOther(t *testing.T) {
	const above, below = "H1,甲县,农村,1,1,0\n", "H2,甲县,农村,1,5,0\nH2,甲县,农村,1,6,0\n"
	const quotes = "引号不成对，或单元格内有换行"
	for name, c := range map[string]struct {
		rows string
		want []string
	}{
		"no id": {above + ",甲县,农村,1,2,0\n" + below + "H3,甲县,农村,1,5,0\n", []string{
			"3 H1 members列：第4行没有可读的户编号，可能是本户的成员", "4  id列：第4行没有户编号，可能是上面第3行起那一户或下面第5行起那一户的成员，故两户也未核算", "5 H2 members列：第4行没有可读的户编号，可能是本户的成员", "7 H3 good 1"}},
		"no id, a wrong cell below": {above + ",甲县,农村,1,2,0\nH2,甲县,农村,1,5,0\nH2,甲县,农村,1,q,0\n", []string{
			"3 H1 members列：第4行没有可读的户编号，可能是本户的成员", "4  id列：第4行没有户编号，可能是上面第3行起那一户或下面第5行起那一户的成员，故两户也未核算", "6 H2 members[1].income列：q：第1个字符“q”不是数字：只写数字和小数点"}},
		"no id within a household": {above + ",甲县,农村,1,2,0\n" + above + below, []string{
			"3 H1 members列：第4行没有可读的户编号，可能是本户的成员", "4  id列：第4行没有户编号，可能是上面第3行起那一户的成员，故该户也未核算", "6 H2 good 2"}},
		"a blank row within a household": {above + ",,,,,\n" + above + below, []string{"3 H1 good 2", "4  空行", "6 H2 good 2"}},
		"a line break":                   {above + "H8,\"甲\n县\",农村,1,2,0\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5  " + quotes, "6 H2 good 2"}},
		"a line break, CR LF":            {above + "H8,甲县,农村,1,2,\"0\r\n\"\r\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5  " + quotes, "6 H2 good 2"}},
		"all in quotes":                  {above + "\"H8\",\"甲\n县\",\"农村\",\"1\",\"2\",\"0\"\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5  " + quotes, "6 H2 good 2"}},
		"line breaks":                    {above + "H8,\"甲\n\n乙\n县\",农村,1,2,0\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5  空行", "6  有1列，表头有6列", "7  " + quotes, "8 H2 good 2"}},
		"a line break, a wrong cell":     {above + "H8,\"甲\n县\",农村,1,2,0\nH2,甲县,乡下,1,5,0\n", []string{"3 H1 good 1", "4 H8 " + quotes, "5  " + quotes, "6 H2 area列：乡下：没有这个选项，可选：rural（农村）、urban（城市）"}},
		"a quote, and another behind good rows": {above + "H8,\"甲县,农村,1,2,0\n" + below + "县\",农村,1,2,0\nH3,甲县,农村,1,5,0\n", []string{
			"3 H1 good 1", "4 H8 " + quotes, "5 H2 members列：第7行没有可读的户编号，可能是本户的成员", "7  " + quotes, "8 H3 members列：第7行没有可读的户编号，可能是本户的成员"}},
		"a line break in a household": {above + "H1,\"甲\n县\",农村,1,2,0\n" + above + below, []string{"4 H1 " + quotes, "5  " + quotes, "7 H2 good 2"}},
		"a quote, and no line break":  {above + "H8,甲\"县,农村,1,2,0\n,甲县,农村,1,2,0\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5  id列：第5行没有户编号，可能是上面第4行起那一户或下面第6行起那一户的成员，故两户也未核算", "6 H2 members列：第5行没有可读的户编号，可能是本户的成员"}},
		"two quotes":                  {above + "H8,甲\"县,农村,1,2,0\nH9,甲\"县,农村,1,2,0\n" + below, []string{"3 H1 good 1", "4 H8 " + quotes, "5 H9 " + quotes, "6 H2 good 2"}},
		"an id that does not show":    {above + "H8\u2028,甲县,农村,1,1,0\n" + below, []string{"3 H1 members列：第4行没有可读的户编号，可能是本户的成员", "4 H8 id列：H8\\u2028：第3个字符不可见（U+2028）", "5 H2 members列：第4行没有可读的户编号，可能是本户的成员"}},
		"an id that was cut":          {above + "3.40402E+17,甲县,农村,1,1,0\n" + below, []string{"3 H1 members列：第4行没有可读的户编号，可能是本户的成员", "4  id列：3.40402E+17：像是被电子表格改成科学记数的长编号，末几位已丢失", "5 H2 members列：第4行没有可读的户编号，可能是本户的成员"}},
		"too few columns":             {above + "H8,甲县,农村,1,2\n" + below, []string{"3 H1 good 1", "4 H8 有5列，表头有6列", "5 H2 good 2"}},
		"too many columns":            {above + "H8,甲县,农村,1,2,0,9\n" + below, []string{"3 H1 good 1", "4 H8 9：第7列没有表头", "5 H2 good 2"}},
		"the third member":            {above + above + "H1,甲县,农村,1,zz,0\n" + above + below, []string{"5 H1 members[2].income列：zz：第1个字符“z”不是数字：只写数字和小数点", "7 H2 good 2"}},
		"the second of two":           {above + "H1,甲县,农村,1,1,b\nH1,甲县,农村,1,zz,0\n" + below, []string{"4 H1 members[1].employment_cost列：b：第1个字符“b”不是数字：只写数字和小数点", "6 H2 good 2"}},
	} {
		assert.Equal(t, c.want, told(t, besideHead+c.rows, files.Options{}), name)
		assert.Equal(t, c.want, told(t, gb(t, besideHead)+gb(t, c.rows), files.Options{}), name)
		for after := range c.want {
			assert.Equal(t, c.want[after:], told(t, besideHead+c.rows, files.Options{After: after}), name)
		}
	}
}

// TestALineBreakIsSeenWhereverPiecesEnd: a row of two lines on every line of a long file.
func TestALineBreakIsSeenWhereverPiecesEnd(t *testing.T) {
	var b strings.Builder
	b.WriteString(besideHead)
	const n = 9_000 // several batches and blocks
	for i := range n {
		fmt.Fprintf(&b, "G%d,甲县,农村,1,1,0\nB%d,\"甲\n县\",农村,1,2,0\n", i, i)
	}
	rows, err := lastError(b.String(), files.Options{})
	require.NoError(t, err)
	good := 0
	for _, r := range rows {
		if r.Err == nil {
			require.Equal(t, fmt.Sprint("G", good), r.Case.ID)
			require.Equal(t, 3+3*good, r.Number)
			good++
		}
	}
	assert.Equal(t, n, good)
	assert.Len(t, rows, 3*n)
}

// TestRowsWithoutAnIdAreOneBadRow where they follow each other, as where an id stands in the first row of a household alone: it names
// them, and the households that are not computed for it, which say why and which rows to mend.
func TestRowsWithoutAnIdAreOneBadRow(t *testing.T) {
	const none = ",甲县,农村,1,2,0\n"
	const h1, h2, h3 = "H1,甲县,农村,1,1,0\n", "H2,甲县,农村,1,1,0\n", "H3,甲县,农村,1,1,0\n"
	for name, c := range map[string]struct {
		rows string
		want []string
	}{
		"between": {h1 + none + none + none + h2 + h3, []string{
			"第3行，members列：第4至6行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第4至6行",
			"第4行，id列：第4至6行没有户编号，可能是上面第3行起那一户或下面第7行起那一户的成员，故两户也未核算；请补填户编号",
			"第7行，members列：第4至6行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第4至6行",
			"8"}},
		"at the head": {none + none + h1 + h2, []string{
			"第3行，id列：第3至4行没有户编号，可能是下面第5行起那一户的成员，故该户也未核算；请补填户编号",
			"第5行，members列：第3至4行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第3至4行", "6"}},
		"at the end": {h1 + h2 + none, []string{"3",
			"第4行，members列：第5行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第5行",
			"第5行，id列：第5行没有户编号，可能是上面第4行起那一户的成员，故该户也未核算；请补填户编号"}},
		"apart": {h1 + none + h1 + none + none + h1 + none + h1 + none + h2, []string{
			"第3行，members列：第4行、第6至7行、第9行等没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第4行、第6至7行、第9行等",
			"第4行，id列：第4行没有户编号，可能是上面第3行起那一户的成员，故该户也未核算；请补填户编号",
			"第6行，id列：第6至7行没有户编号，可能是上面第3行起那一户的成员，故该户也未核算；请补填户编号",
			"第9行，id列：第9行没有户编号，可能是上面第3行起那一户的成员，故该户也未核算；请补填户编号",
			"第11行，id列：第11行没有户编号，可能是上面第3行起那一户或下面第12行起那一户的成员，故两户也未核算；请补填户编号",
			"第12行，members列：第11行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第11行"}},
		"all of them": {none + none, []string{"第3行，id列：第3至4行没有户编号；请补填户编号"}},
		"another fault at the head": {none + "1.2E+5,甲县,农村,1,2,0\n" + none + h1, []string{
			"第3行，id列：第3行没有户编号，可能是下面第6行起那一户的成员，故该户也未核算；请补填户编号",
			"第4行，id列：1.2E+5：像是被电子表格改成科学记数的长编号，末几位已丢失；请从原始数据取回",
			"第5行，id列：第5行没有户编号，可能是下面第6行起那一户的成员，故该户也未核算；请补填户编号",
			"第6行，members列：第3至5行没有可读的户编号，可能是本户的成员；少算一名成员金额就会错，故本户未核算；请改正第3至5行"}},
	} {
		for after := range c.want {
			rows, err := lastError(besideHead+c.rows, files.Options{After: after})
			require.NoError(t, err)
			var said []string
			for _, r := range rows {
				if r.Err == nil {
					said = append(said, fmt.Sprint(r.Number))
				} else {
					said = append(said, households.RowText(r.Number, r.Err, rule.Chinese))
				}
			}
			assert.Equal(t, c.want[after:], said, name)
		}
	}
	rows, err := lastError(besideHead+h1+none+none+h2, files.Options{})
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, "row 3, column members: rows 4–5: no id that reads, and may be of members of this household; without one of them its amount would be wrong, so it is not computed; mend rows 4–5",
		households.RowText(rows[0].Number, rows[0].Err, rule.English))
	assert.Equal(t, "row 4, column id: rows 4–5: no id; may be of members of the household of row 3 above or of row 6 below, so neither is computed; write the household's id in each",
		households.RowText(rows[1].Number, rows[1].Err, rule.English))
}

// TestWhatARuleRefusesOfAMemberIsToldWithItsRow, for a batch and one by one.
func TestWhatARuleRefusesOfAMemberIsToldWithItsRow(t *testing.T) {
	list := besideHead + "H1,甲县,农村,1,1,0\nH2,甲县,农村,1,1,0\nH2,甲县,农村,1,1,0\n,,,,,\nH2,甲县,农村,1,1,-3\nH3,甲县,农村,-5,1,0\nH3,甲县,农村,-5,1,0\nH4,甲县,农村,1,1,0\n"
	policy := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}
	const third, property = "第7行，members[2].employment_cost列：-3.00：不得为负", "第8行，property列：-5.00：不得为负"
	var said []string
	for row := range open(t, []byte(list), files.Options{}).Rows() {
		if row.Err == nil {
			if _, err := assistance.Allowance.Under(policy).Eval(row.Case.Household); err != nil {
				said = append(said, households.RowText(row.At(err), err, rule.Chinese))
			}
		}
	}
	assert.Equal(t, []string{third, property}, said)
	rules, err := households.Under(households.Policy{Standard: policy.Standard, PropertyLimit: policy.PropertyLimit})
	require.NoError(t, err)
	byBook, err := households.Terms{Policy: households.Policy{PropertyLimit: policy.PropertyLimit}, Areas: dated.Areas{City: "某市", Counties: []string{"甲县"}},
		Month: unit.MustParseMonth("2023-07"), Book: "适用地区,起始月份,公布日期,文号,urban,rural\n某市,2022-07,2022-06-30,样例1号,800,800\n"}.Rules()
	require.NoError(t, err)
	for after := range 3 {
		r := open(t, []byte(list), files.Options{After: after})
		var batch households.Batch
		first, err := r.Next(&batch)
		require.NoError(t, err)
		for range 2 { // as often as it is computed
			want := []string{third, "第6行，空行；请删除", property}
			if after == 2 {
				want = want[1:]
			}
			for name, compute := range map[string]func() (rule.RowErrors, error){
				"one policy": func() (rule.RowErrors, error) { return batch.Compute(rules) },
				"a book":     func() (rule.RowErrors, error) { return batch.ComputeBy(byBook) },
			} {
				said = nil
				bad, err := compute()
				require.NoError(t, err)
				for _, e := range bad {
					said = append(said, households.RowText(batch.Number(e.Row, first+1), e.Err, rule.Chinese))
				}
				assert.Equal(t, want, said, name)
			}
		}
	}
}

// TestAWrongRowOfASheetSpoilsNoOther either; a cell with a line break reads, and an id is in its own column.
func TestAWrongRowOfASheetSpoilsNoOther(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, cells := range [][]any{
		{"七月名单"}, {"县区", "户编号", "城乡", "家庭财产", "成员收入", "成员就业成本"},
		{"寿县", "1", "农村", 100, 1500, 500}, {"寿县", "2", "农村", 100, 0, 0, "备注"}, {}, {"寿县", "2", "农村", 100, 0, 0},
		{"寿县", "3", "城市", 0, 1, 0}, {"寿县", "", "城市", 0, 1, 0}, {"寿县", "4\u200b", "城市", 0, 2, 0}, {"寿县", "5", "城市", 0, 2, 0},
		{"寿县", "5", "城市", 0, "两", 0},
	} {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &cells))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	assert.Equal(t, []string{"3 1 good 1", "4 2 （单元格G4）：备注：第7列没有表头", "5  （单元格5）：空行", "7 3 members列：第8至9行没有可读的户编号，可能是本户的成员",
		"8  id列（单元格B8）：第8行没有户编号，可能是上面第7行起那一户或下面第10行起那一户的成员，故两户也未核算", "9 4 id列（单元格B9）：4\\u200b：第2个字符不可见（U+200B）", "11 5 members[1].income列（单元格E11）：两：第1个字符是中文数字“两”：请改用数字0至9"}, told(t, b.String(), files.Options{}))
}

// TestAnErrorOfTheFileIsToldWithoutARow, which is 0.
func TestAnErrorOfTheFileIsToldWithoutARow(t *testing.T) {
	for row := range open(t, []byte(besideHead+"H1,甲县,农村,1,1,0\nH2,甲县,农村,1,1,0\nH1,甲县,农村,1,1,0\n"), files.Options{}).Rows() {
		zh, en := households.RowText(row.Number, row.Err, rule.Chinese), households.RowText(row.Number, row.Err, rule.English)
		assert.True(t, strings.HasPrefix(zh, "id列：H1：第3行的这一户又出现在第5行"), zh)
		assert.True(t, strings.HasPrefix(en, "column id: H1: the household of row 3"), en)
	}
}
