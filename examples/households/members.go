package households

import (
	"bytes"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func (r *reading) property(h *assistance.Household, cell []byte, kind CellKind) *Fault {
	if t, blanks := trimBlanks(cell); len(t) == 0 && kind != NoValue {
		if blanks {
			r.note(Blanks, ofProperty)
		}
		return nil // not given, and for the rule to refuse
	}
	m, fault := r.amount(cell, kind, ofProperty)
	if fault != nil {
		fault.Column = "property"
		return fault
	}
	h.Property = rule.Give(m)
	return nil
}

// members reads income/employment cost of each, separated by semicolons.
func (r *reading) members(b *Batch, cell []byte, kind CellKind) *Fault {
	if kind != Plain {
		fault := kind.fault(perMember)
		if fault == nil {
			fault = &Fault{Code: rule.Syntax, Reason: perMember}
		}
		fault.Column, fault.Value = "members", Shown(string(cell))
		return fault
	}
	from := len(b.members)
	for rest, more := cell, len(cell) > 0; more; {
		n := len(b.members) - from
		if n > assistance.MaxMembers {
			return nil // one too many is enough for the rule to refuse it
		}
		var m assistance.Member
		if size := quickMember(&m, rest); size > 0 {
			if more = size < len(rest); more {
				rest = rest[size+1:]
			}
			b.members = append(b.members, m)
			continue
		}
		var one []byte
		one, rest, more = r.cutWide(rest, ';', "；")
		income, cost, _ := r.cutWide(one, '/', "／")
		var fault *Fault
		if m.Income, fault = r.amount(income, Plain, ofIncome); fault != nil {
			return memberFault(fault, n, "income")
		}
		if m.EmploymentCost, fault = r.amount(cost, Plain, ofCost); fault != nil {
			return memberFault(fault, n, "employment_cost")
		}
		b.members = append(b.members, m)
	}
	return nil
}

// cutWide cuts at a separator or its full-width form.
func (r *reading) cutWide(s []byte, sep byte, wide string) (before, after []byte, found bool) {
	i := bytes.IndexByte(s, sep)
	if j := bytes.Index(s, []byte(wide)); j >= 0 && (i < 0 || j < i) {
		r.note(FullWidth, ofMembers)
		return s[:j], s[j+len(wide):], true
	}
	if i < 0 {
		return s, nil, false
	}
	return s[:i], s[i+1:], true
}

func memberFault(f *Fault, n int, part string) *Fault {
	f.Column = member(n, part)
	f.Reason = rule.Text{ZH: f.Reason.ZH + "；" + perMember.ZH, EN: f.Reason.EN + "; " + perMember.EN}
	return f
}

// numbered reads members from columns of their own. Those behind the last are
// empty.
func (r *reading) numbered(b *Batch, text [][]byte, c *Cells) *Fault {
	ended := -1
	for n := range r.incomes {
		var m assistance.Member
		empty := 0
		for k, part := range []struct {
			at, of int
			name   string
			to     *unit.Money
		}{{r.incomes[n], ofIncome, "income", &m.Income}, {r.costs[n], ofCost, "employment_cost", &m.EmploymentCost}} {
			var cell []byte
			kind := Plain
			if part.at < len(text) {
				cell = text[part.at]
				if c.Kind != nil {
					kind = c.Kind[part.at]
					if c.Cached[part.at] {
						r.note(CachedFormula, part.of)
					}
				}
			}
			if t, _ := trimBlanks(cell); len(t) == 0 && kind == Plain {
				empty++
				if k == 0 || empty == 2 {
					continue
				}
			} else if ended >= 0 || empty > 0 {
				at := n
				if ended >= 0 {
					at = ended
				}
				return place(&Fault{Column: member(at, "income"), Code: rule.Missing, Reason: rule.Text{
					ZH: "未填写，而其后的单元格有内容；没有收入请写0，没有此人请把其后的成员移上来", EN: "is empty, but cells behind it are not; write 0 for no income, or move the members behind up"}}, c, r.incomes[at])
			}
			var fault *Fault
			if *part.to, fault = r.amount(cell, kind, part.of); fault != nil {
				fault.Column = member(n, part.name)
				return place(fault, c, part.at)
			}
		}
		if empty == 2 {
			if ended < 0 {
				ended = n
			}
			continue
		}
		b.members = append(b.members, m)
	}
	return nil
}
