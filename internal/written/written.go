// Package written says of a file that is not text in UTF-8 what it is instead, and how to mend that, in one wording for all that read tables
// or JSON.
package written

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

const (
	mendZH = "：请把表格另存为“CSV UTF-8（逗号分隔）”，JSON文本另存为UTF-8"
	mendEN = ": save a sheet as “CSV UTF-8 (comma delimited)”, JSON as UTF-8"
)

var (
	// NotUTF8 is the reason of bytes that are not UTF-8, to stand behind what they are.
	NotUTF8 = unit.Text{ZH: "不是UTF-8编码（可能是GBK）" + mendZH, EN: "is not UTF-8 (perhaps GBK)" + mendEN}

	workbook = unit.Text{ZH: "这是工作簿（xlsx）或压缩文件" + mendZH, EN: "this is a workbook (xlsx) or another archive" + mendEN}
	utf16    = unit.Text{ZH: "这是UTF-16编码" + mendZH, EN: "this is UTF-16" + mendEN}
)

// Begins 文件开头 tells from how a file begins that it is a workbook, or in UTF-16 with its mark.
func Begins(file string) (why unit.Text, is bool) {
	switch {
	case strings.HasPrefix(file, "PK\x03\x04"):
		return workbook, true
	case strings.HasPrefix(file, "\xff\xfe"), strings.HasPrefix(file, "\xfe\xff"):
		return utf16, true
	}
	return unit.Text{}, false
}

// mostZeros is of how many bytes one at least is zero in UTF-16 without its mark: each separator, digit and line end has one.
const mostZeros = 16

// Otherwise 不是UTF-8文本 tells that a whole file is not text in UTF-8. Zero bytes, which no table has, are those of UTF-16 without its mark,
// but for a few in what is UTF-8 else.
func Otherwise(file []byte) (why unit.Text, is bool) {
	if why, is = Begins(string(file[:min(len(file), 4)])); is {
		return why, true
	}
	switch zero := bytes.IndexByte(file, 0); {
	case zero >= 0 && utf8.Valid(file) && bytes.Count(file, []byte{0})*mostZeros < len(file):
		n := bytes.Count(file[:zero], []byte{'\n'}) + 1
		return unit.Text{ZH: fmt.Sprintf("第%d行有空字节（U+0000），文本中没有这种字符：请删去，或从原处重新导出", n),
			EN: fmt.Sprintf("there is a zero byte (U+0000) in line %d, which no text has: delete it, or export the file again", n)}, true
	case zero >= 0:
		return utf16, true
	case !utf8.Valid(file):
		return unit.Text{ZH: "文件" + NotUTF8.ZH, EN: "the file " + NotUTF8.EN}, true
	}
	return unit.Text{}, false
}
