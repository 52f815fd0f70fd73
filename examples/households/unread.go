package households

import (
	"cmp"
	"fmt"
	"strings"
	"unicode"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// bareID is an id without blanks and characters that do not show, by which two are told apart that a reader cannot tell apart.
func bareID(id string) string {
	return strings.Map(func(c rune) rune {
		if c > ' ' && c < 0x7f {
			return c
		}
		if isBlank(c) || unicode.IsControl(c) || unicode.In(c, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return -1
		}
		return shows(c)
	}, id)
}

// unreadID notes a row whose id does not read, for the household that may be its own: one that comes yet, or the one that is open, is told so. The
// amount of one further up has been given without it, so that the whole file is at fault.
func (m *MemberRows) unreadID(id string, number int, fault *Fault) error {
	bare := bareID(id)
	if bare == "" {
		return nil
	}
	m.unread[bare] = number
	for _, ids := range []map[string]began{m.seen, m.loose} {
		at, again := ids[bare]
		if !again || m.open && at.row == m.first {
			continue
		}
		zh, en := twoWritings(bare, at.written, cmp.Or(fault.Value, id))
		return &Fault{Column: "id", Code: rule.Duplicate, Value: fault.Value, Reason: rule.Text{
			ZH: fmt.Sprintf("第%d行的这一户可能又出现在第%d行%s，中间隔着别的户；请改正第%d行的编号，并按户编号排序，使同户各行相连", at.row, number, zh, number),
			EN: fmt.Sprintf("the household of row %d may come again in row %d%s, behind others; correct the id of row %d, and sort by id, so that the rows of a household follow each other", at.row, number, en, number)}}
	}
	return nil
}
