package files_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// FuzzOpen: whatever the bytes, a reader gives every row a number in turn, or says
// why not, in both languages; it does not panic, and what the strict core reads, it
// reads to the same.
func FuzzOpen(f *testing.F) {
	for _, name := range []string{"strict", "loose", "GB18030, Chinese", "UTF-16, big", "semicolons, apart", "workbook", "Parquet, months"} {
		f.Add(written(f, forms[name].form, 3))
	}
	f.Add([]byte(head + "a," + gb(f, "通") + ",rural,1,0/0\n"))
	f.Add([]byte(head + "\n,,,,\na,b,rural,\"1,2\",0/0\n\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		rows, err := lastError(string(data), files.Options{})
		if err != nil {
			if bad, ok := files.Bad(err); ok {
				require.NotEmpty(t, bad.In(rule.Chinese))
			}
			return
		}
		for i, row := range rows {
			require.Equal(t, i+rows[0].Number, row.Number)
			if row.Err != nil {
				require.NotEmpty(t, households.RowText(row.Number, row.Err, rule.English))
			}
		}
		blocks, err := households.NewBlocks(strings.NewReader(string(data)))
		if err != nil {
			return
		}
		at := 0
		for block, err := blocks.Next(nil); err == nil; block, err = blocks.Next(nil) {
			for rest := block.Lines; len(rest) > 0; at++ {
				var line []byte
				line, rest = households.NextLine(rest)
				rec, _, strict := households.Parse(line, nil)
				if strict != nil || rows[at].Err != nil {
					continue
				}
				require.Equal(t, len(rec.Household.Members), len(rows[at].Case.Household.Members))
				require.Equal(t, rec.Household.Property, rows[at].Case.Household.Property)
			}
		}
		require.Len(t, rows, at)
	})
}
