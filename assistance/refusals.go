package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// RefusalPolicy holds the parameters of [WorkRefusals].
type RefusalPolicy struct {
	// Refusals is after how many refusals of suitable work in a row a person's own part is cut; unset means the
	// norm's 3.
	Refusals int64 `json:"most_refusals,omitzero" zh:"连续拒绝介绍工作的次数" en:"refusals of work in a row" range:"[1,36]" default:"3"`
	// Cut 减发比例 is how much of that part is cut; 100 % stops it (停发). The norm leaves it to the county.
	Cut unit.Rate `json:"cut" zh:"本人低保金减发比例（100%为停发）" en:"how much of the own part is cut (100 % stops it)" range:"(0,100%]"`
	// Rounding rounds what is still paid; unset means [unit.UpToYuan], so that the others lose nothing.
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *RefusalPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// WorkRecord 就业情况 is a member's.
type WorkRecord struct {
	// CanWork 有就业能力 and Employed 已就业: only who can and does not must take the work that is offered.
	CanWork  bool `json:"can_work" zh:"有就业能力" en:"able to work"`
	Employed bool `json:"employed" zh:"已就业" en:"in work"`
	// Refused 连续拒绝次数 is how often in a row the member refused, without good reason, work that suits health and ability; an
	// offer accepted, or refused with good reason, begins the row anew.
	Refused int64 `json:"refused" zh:"无正当理由连续拒绝介绍工作（次）" en:"refusals in a row without good reason" range:"[0,1000]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (w *WorkRecord) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, w) }

// RefusalCase 低保家庭就业情况 is a household that has the allowance.
type RefusalCase struct {
	// Allowance 家庭月低保金 in yuan, before any cut: of [Allowance] or [Scheme].
	Allowance unit.Money `json:"allowance" zh:"家庭月低保金（元）" en:"allowance a month (yuan)" range:"[0,)"`
	// Members are those the allowance is for, 1 to [MaxMembers].
	Members []WorkRecord `json:"members" zh:"成员" en:"member" range:"[1,127]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *RefusalCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// RefusalFinding 减发停发结论 is the answer of [WorkRefusals].
type RefusalFinding struct {
	// Amount is what the household is still paid, in yuan, and Cut what it is not.
	Amount unit.Money `json:"amount" zh:"减发后月低保金（元）" en:"allowance after the cut (yuan)"`
	Cut    unit.Money `json:"cut_amount" zh:"减发金额（元）" en:"cut (yuan)"`
	// Persons is whose part is cut: how many members.
	Persons int64 `json:"persons_cut" zh:"减发或停发本人低保金的成员（人）" en:"members whose part is cut"`
}

// WorkRefusals 拒绝就业减发低保金 cuts or stops the own part of the allowance of members who can work, do not, and refused
// suitable work three times in a row (art. 34). A member's part is an equal one; the parts of the others are never
// touched. [AllowanceTimes] says for one member whether it is so.
//
// Errors: [rule.Range] for a negative amount, for members not 1 to [MaxMembers] and for refusals not 0 to 1,000.
var WorkRefusals = rule.MustNew(rule.Definition[RefusalPolicy, RefusalCase, RefusalFinding]{
	ID: "assistance.work-refusals", Version: 1,
	Title:       rule.Text{ZH: "拒绝就业减发低保金", EN: "Refusals of work"},
	Basis:       []rule.Clause{clauseEmploymentCost, clauseRefusals},
	Sources:     []rule.Source{{Path: "most_refusals", Clause: clauseRefusals, Value: "3"}},
	Steps:       []*rule.Term{&termPersons, termRefuses, termOwnCut, termLeft, termAfterCut, termCutAmount, termPersonsCut},
	KernelByRef: workRefusals,
})

var (
	termRefuses = newTerm("refuses", "减发或停发本人低保金", "the own part is cut",
		"{members.can_work} and not {members.employed} and {members.refused} ≥ {most_refusals}", clauseRefusals)
	termOwnCut     = newTerm("own_cut", "本人减发金额（取整前）", "cut of the own part", "if({refuses}, {allowance} × {cut} ÷ {persons}, 0)", clauseRefusals)
	termLeft       = newTerm("left", "减发后低保金（取整前）", "allowance after the cut, before rounding", "{allowance} − sum({own_cut})", rule.Clause{})
	termAfterCut   = newTerm("amount", "减发后月低保金", "allowance after the cut", "min(round({left}, {rounding}), {allowance})", clauseRefusals)
	termCutAmount  = newTerm("cut_amount", "减发金额", "cut", "{allowance} − {amount}", rule.Clause{})
	termPersonsCut = newTerm("persons_cut", "减发或停发本人低保金的成员", "members whose part is cut", "sum(if({refuses}, 1, 0))", rule.Clause{})
)

func workRefusals(p *RefusalPolicy, in *RefusalCase, t *rule.Trace) (out RefusalFinding, err error) {
	if in.Allowance.Sign() < 0 || len(in.Members) < 1 || len(in.Members) > MaxMembers {
		return out, rule.Refused
	}
	own, err := in.Allowance.Times(p.Cut).Div(int32(len(in.Members)))
	if err != nil {
		return out, err
	}
	left := in.Allowance.Exact()
	for i := range in.Members {
		m := &in.Members[i]
		if m.Refused < 0 || m.Refused > 1000 {
			return RefusalFinding{}, rule.Refused
		}
		if m.refuses(p) {
			out.Persons++
			if left, err = left.Sub(own); err != nil {
				return RefusalFinding{}, err
			}
		}
	}
	if out.Amount, err = left.Round(p.Rounding); err != nil {
		var f rule.Errors
		f.Wrap("allowance", err)
		return RefusalFinding{}, f
	}
	if in.Allowance.Less(out.Amount) { // where nothing is cut, rounding adds nothing
		out.Amount = in.Allowance
	}
	if out.Cut, err = in.Allowance.Sub(out.Amount); err != nil {
		return RefusalFinding{}, err
	}
	if t.On() {
		t.Count(&termPersons, int64(len(in.Members)))
		for i := range in.Members {
			t.Item(i)
			refuses := in.Members[i].refuses(p)
			t.Flag(termRefuses, refuses)
			if refuses {
				t.Exact(termOwnCut, own)
			} else {
				t.Exact(termOwnCut, unit.Exact{})
			}
		}
		t.Item(-1)
		t.Exact(termLeft, left)
		t.Money(termAfterCut, out.Amount)
		t.Money(termCutAmount, out.Cut)
		t.Count(termPersonsCut, out.Persons)
	}
	return out, nil
}

func (w *WorkRecord) refuses(p *RefusalPolicy) bool {
	return w.CanWork && !w.Employed && w.Refused >= p.Refusals
}
