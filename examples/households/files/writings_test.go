package files_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// idsWritten are ids as people write them, and what each reads as; empty for one that is refused.
var idsWritten = []struct{ written, read string }{
	{"1", "1"}, {"Ａ１", "A1"}, {"A1", "A1"}, {" 户２\u3000", "户2"}, {"\u2003户3\u00a0", "户3"}, {"007", "007"}, {"7", "7"}, {"００7", "007"},
	{"户\u200b4", ""}, {"户5\ufeff", ""}, {"户\u20036", ""}, {"户 6", "户 6"}, {"３.4E+17", ""}, {"（一）－２", "(一)-2"},
}

// TestIdsWrittenInTwoWaysReadAsOne in every format, and are told with how many and where; what is not certain is refused by its row.
func TestIdsWrittenInTwoWaysReadAsOne(t *testing.T) {
	for name, data := range map[string][]byte{"csv": idsAsCSV(), "xlsx": idsAsWorkbook(t), "parquet": idsAsParquet(t)} {
		r := open(t, data, files.Options{})
		var read []string
		first := 0
		for row := range r.Rows() {
			id := row.Case.ID
			if first == 0 {
				first = row.Number
			}
			if row.Err != nil {
				id = ""
				assert.Contains(t, row.Err.Error(), "column id", name)
			}
			read = append(read, id)
		}
		var want []string
		for _, x := range idsWritten {
			want = append(want, x.read)
		}
		assert.Equal(t, want, read, name)
		notes := r.Report().Notes()
		for _, n := range []households.Note{
			{Kind: households.FullWidth, Column: "id", Count: 4, First: first + 1}, {Kind: households.Blanks, Column: "id", Count: 2, First: first + 3},
		} {
			assert.Contains(t, notes, n, name)
		}
	}
}

func idsAsCSV() []byte {
	text := "户编号,县区,城乡,家庭财产,成员\n"
	for _, x := range idsWritten {
		text += x.written + ",寿县,农村,1,0/0\n"
	}
	return []byte(text)
}

func idsAsWorkbook(t *testing.T) []byte {
	f := excelize.NewFile()
	defer f.Close()
	require.NoError(t, f.SetSheetRow("Sheet1", "A1", &[]any{"户编号", "县区", "城乡", "家庭财产", "成员"}))
	for i, x := range idsWritten {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprint("A", i+2), &[]any{x.written, "寿县", "农村", 1, "0/0"}))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	return b.Bytes()
}

func idsAsParquet(t *testing.T) []byte {
	type member struct {
		Income int64 `parquet:"income,decimal(2:18)"`
		Cost   int64 `parquet:"employment_cost,decimal(2:18)"`
	}
	type household struct {
		ID       string   `parquet:"id"`
		County   string   `parquet:"county"`
		Area     string   `parquet:"area"`
		Property *int64   `parquet:"property,optional,decimal(2:18)"`
		Members  []member `parquet:"members,list"`
	}
	var b bytes.Buffer
	w := parquet.NewGenericWriter[household](&b)
	property := int64(100)
	for _, x := range idsWritten {
		_, err := w.Write([]household{{x.written, " 寿县", "rural", &property, []member{{0, 0}}}})
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return b.Bytes()
}

// TestAHouseholdWhoseIdIsWrittenInTwoWays among rows of members is neither put together nor taken apart: the two writings and
// their rows are told.
func TestAHouseholdWhoseIdIsWrittenInTwoWays(t *testing.T) {
	row := func(id string) string { return id + ",寿县,农村,1,甲,1,0\n" }
	rows, err := lastError(oneRowEach+row("A1")+row("Ａ１")+row("2")+row(" 2")+row("Ｂ３")+row("Ｂ３"), withoutNames)
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, "第3行，id列：Ａ１：与第2行的户编号读来相同，写法不同（A1、Ａ１）；请核对是否同一户：是的请统一写法，不是的请改正编号",
		households.RowText(rows[0].Number, rows[0].Err, rule.Chinese))
	assert.Equal(t, "row 3, column id: Ａ１: reads as the id of row 2, written in another way (A1, Ａ１); see whether they are one household: if so write it in one way, if not correct the id",
		households.RowText(rows[0].Number, rows[0].Err, rule.English))
	assert.NoError(t, rows[1].Err, "blanks around an id are told, and make no other")
	assert.Len(t, rows[1].Case.Household.Members, 2)
	assert.NoError(t, rows[2].Err)
	assert.Equal(t, "B3", rows[2].Case.ID)
	_, err = lastError(oneRowEach+row("A1")+row("2")+row("Ａ１"), withoutNames)
	assert.ErrorIs(t, err, rule.Duplicate)
	assert.ErrorContains(t, err, "the household of row 2 comes again in row 4, written in another way (A1, Ａ１), behind others")
	assert.True(t, strings.HasPrefix(households.RowText(0, err, rule.Chinese), "id列：A1：第2行的这一户又出现在第4行，写法不同（A1、Ａ１），中间隔着别的户"))
}
