package written_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/internal/sheet"
	"github.com/huainan-minzheng/civilaffairs/internal/written"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
)

// TestAllDoorsSayTheSameOfAFileThatIsNoText: tables of a plan, of cases and of dated parameters, and JSON. Of a byte that is not UTF-8 within
// JSON it is also said where it stands.
func TestAllDoorsSayTheSameOfAFileThatIsNoText(t *testing.T) {
	doors := map[string]func(string) error{
		"sheet": func(s string) error { _, err := sheet.Text([]byte(s)); return err },
		"cases": func(s string) error { _, err := cases.Read(strings.NewReader(s)); return err },
		"dated": func(s string) error {
			_, err := dated.ReadCSV[struct{}](strings.NewReader(s), dated.Areas{})
			return err
		},
		"JSON": func(s string) error { var v map[string]string; return rule.Unmarshal([]byte(s), &v) },
	}
	for _, c := range []struct{ name, file, zh, en string }{
		{"workbook", "PK\x03\x04\x14\x00\x06\x00\xff", "这是工作簿（xlsx）", "this is a workbook"},
		{"UTF-16, little", "\xff\xfea\x00,\x00", "这是UTF-16编码", "this is UTF-16"},
		{"UTF-16, big", "\xfe\xff\x00a\x00,", "这是UTF-16编码", "this is UTF-16"},
		{"GBK", "\xb1\xe0\xba\xc5,x\n", "不是UTF-8编码（可能是GBK）", "is not UTF-8 (perhaps GBK)"},
	} {
		want, is := written.Otherwise([]byte(c.file))
		require.True(t, is, c.name)
		assert.Contains(t, want.ZH, c.zh)
		assert.Contains(t, want.ZH, "另存为“CSV UTF-8（逗号分隔）”")
		assert.Contains(t, want.EN, c.en)
		assert.Contains(t, want.EN, "as “CSV UTF-8 (comma delimited)”")
		if c.name == "GBK" {
			want = written.NotUTF8
		}
		for door, read := range doors {
			err := read(c.file)
			require.ErrorIs(t, err, rule.Syntax, "%s: %s", c.name, door)
			assert.Contains(t, rule.Faults(err).In(rule.Chinese), want.ZH, "%s: %s", c.name, door)
			assert.Contains(t, rule.Faults(err).In(rule.English), want.EN, "%s: %s", c.name, door)
		}
	}
	_, is := written.Otherwise([]byte("指标,年度\n"))
	assert.False(t, is)
}

// TestAStrayZeroByteIsNotUTF16: the line is named, since nobody sees it. Without its mark UTF-16 is known by how many there are.
func TestAStrayZeroByteIsNotUTF16(t *testing.T) {
	why, is := written.Otherwise([]byte("指标,年度,完成值\nT2.7,2023,4\x006\n"))
	require.True(t, is)
	assert.Contains(t, why.ZH, "第2行有空字节（U+0000）")
	assert.Contains(t, why.EN, "zero byte (U+0000) in line 2")
	for _, file := range []string{"a\x00,\x00b\x00\n\x00", "\x00a\x00,\x00b\x00\n", "-N,\x002\x000\x002\x003\x00\n\x00", "\xb1\x00,"} {
		why, is := written.Otherwise([]byte(file))
		require.True(t, is, "%q", file)
		assert.Contains(t, why.ZH, "UTF-16", "%q", file)
	}
}
