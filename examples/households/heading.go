package households

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// longestHeading is how much of a file is looked at for its first line.
const longestHeading = 1 << 16

const mark = "\uFEFF"

func fileFault(code rule.Code, zh, en string) *Fault {
	return &Fault{Code: code, Reason: rule.Text{ZH: zh, EN: en}}
}

// checkHeading looks at the beginning of a file, as much of it as there is up to
// [longestHeading], and gives how many bytes its first line takes. A file of
// another kind is no bad row: every row of it would be wrong.
func checkHeading(begin []byte, whole bool) (size int, fault *Fault) {
	if fault := otherKind(begin); fault != nil {
		return 0, fault
	}
	line, _, found := bytes.Cut(begin, []byte{'\n'})
	size = len(line) + 1
	if !found {
		size = len(begin)
	}
	line = bytes.TrimSuffix(bytes.TrimPrefix(line, []byte(mark)), []byte{'\r'})
	switch {
	case blank(line, ',') && (whole || found):
		return 0, fileFault(rule.Missing, "没有表头；首行应为"+Heading, "there is no heading; the first line must be "+Heading)
	case bytes.IndexByte(line, '\r') >= 0:
		return 0, fileFault(rule.Syntax, "行尾只有回车符（CR）；请以LF或CR LF换行另存", "lines end in CR alone; save the file with line ends LF or CR LF")
	case !found && !whole:
		return 0, fileFault(rule.Range, fmt.Sprintf("首行超过%d字节；首行应为%s", longestHeading, Heading),
			fmt.Sprintf("the first line has more than %d bytes; it must be %s", longestHeading, Heading))
	case !utf8.Valid(line):
		return 0, &Fault{Code: rule.Syntax, Reason: rule.Text{
			ZH: "文件不是UTF-8编码（可能是GB18030）；请另存为“CSV UTF-8”", EN: "this file is not UTF-8 (perhaps GB18030): save as CSV UTF-8"}}
	}
	return size, columnFault(line)
}

// otherKind knows files that are no UTF-8 text by their first bytes.
func otherKind(begin []byte) *Fault {
	switch {
	case len(begin) == 0 || string(begin) == mark:
		return fileFault(rule.Missing, "文件为空；首行应为"+Heading, "the file is empty; its first line must be "+Heading)
	case bytes.HasPrefix(begin, []byte("\xff\xfe")), bytes.HasPrefix(begin, []byte("\xfe\xff")), bytes.IndexByte(begin[:min(len(begin), 64)], 0) >= 0:
		return fileFault(rule.Syntax, "文件是UTF-16编码，不是UTF-8；请另存为“CSV UTF-8”", "this file is UTF-16, not UTF-8: save as CSV UTF-8")
	case bytes.HasPrefix(begin, []byte("PK\x03\x04")):
		return fileFault(rule.Syntax, "文件是工作簿或压缩包；请另存为“CSV UTF-8”", "this file is a workbook or an archive: save as CSV UTF-8")
	case bytes.HasPrefix(begin, []byte("PAR1")):
		return fileFault(rule.Syntax, "文件是Parquet；请把扩展名改为.parquet", "this file is Parquet: let its name end in .parquet")
	}
	return nil
}

// columnFault compares the first line, quoted or not, with [Heading].
func columnFault(line []byte) *Fault {
	want := strings.Split(Heading, ",")
	got, err := csv.NewReader(bytes.NewReader(line)).Read()
	if err != nil {
		return fileFault(rule.Syntax, "首行的引号不成对；首行应为"+Heading, "quotes of the first line do not pair; it must be "+Heading)
	}
	if slices.Equal(got, want) {
		return nil
	}
	if len(got) == 1 {
		for _, sep := range []struct {
			char   string
			zh, en string
		}{{";", "分号", "semicolons"}, {"\t", "制表符", "tabs"}, {"，", "全角逗号", "full-width commas"}, {"、", "顿号", "enumeration commas (、)"}} {
			if strings.Contains(got[0], sep.char) {
				return fileFault(rule.Syntax, "各列以"+sep.zh+"分隔；请以半角逗号分隔另存", "columns are separated by "+sep.en+"; save the file with commas")
			}
		}
	}
	seen := map[string]bool{}
	for _, name := range got {
		if seen[name] {
			return &Fault{Column: Shown(name), Code: rule.Duplicate, Reason: rule.Text{ZH: "出现两次；请删除一列", EN: "stands twice; remove one of them"}}
		}
		seen[name] = true
	}
	for _, name := range want {
		if !seen[name] {
			return &Fault{Column: name, Code: rule.Missing, Reason: rule.Text{
				ZH: "首行没有此列；首行应为" + Heading, EN: "is not in the first line, which must be " + Heading}}
		}
	}
	for _, name := range got {
		if !slices.Contains(want, name) {
			return &Fault{Column: Shown(name), Code: rule.UnknownField, Reason: rule.Text{
				ZH: "没有此列；首行应为" + Heading, EN: "is none of the columns; the first line must be " + Heading}}
		}
	}
	return fileFault(rule.Syntax, "各列顺序不对；首行应为"+Heading, "the columns stand in another order; the first line must be "+Heading)
}
