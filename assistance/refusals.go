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
	// Own 本人月低保金 in yuan is the member's own part of the allowance before any cut: of [Scheme] where it is paid by classes
	// (分档). Where it is paid as the difference (差额) the county says how the household's is divided, to the fen.
	Own unit.Money `json:"own" zh:"本人月低保金（元）" en:"own allowance a month (yuan)" range:"[0,)"`
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
	// Members are those the allowance is for, 1 to [MaxMembers]; what they have together is the household's.
	Members []WorkRecord `json:"members" zh:"成员" en:"member" range:"[1,127]"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *RefusalCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// RefusalFinding 减发停发结论 is the answer of [WorkRefusals].
type RefusalFinding struct {
	// Amount is what the household is still paid, in yuan, and Cut what it is not.
	Amount unit.Money `json:"amount" zh:"减发后月低保金（元）" en:"allowance after the cut (yuan)" range:"[0,)"`
	Cut    unit.Money `json:"cut_amount" zh:"减发金额（元）" en:"cut (yuan)" range:"[0,)"`
	// Persons is whose part is cut: how many members.
	Persons int64 `json:"persons_cut" zh:"减发或停发本人低保金的成员（人）" en:"members whose part is cut" range:"[0,)"`
}

// WorkRefusals 拒绝就业减发低保金 cuts or stops the own part of the allowance of members who can work, do not, and refused
// suitable work three times in a row (art. 34). The parts of the others are never touched, and a part is what
// the facts say it is: under classes (分档) members have different ones. [AllowanceTimes] says for one member whether it is so.
//
// Errors: [rule.Range] for a negative amount, for members not 1 to [MaxMembers], for refusals not 0 to 1,000, and for
// parts that together are more than [unit.MaxFen].
var WorkRefusals = rule.MustNew(rule.Definition[RefusalPolicy, RefusalCase, RefusalFinding]{
	ID: "assistance.work-refusals", Version: 1,
	Title:       rule.Text{ZH: "拒绝就业减发低保金", EN: "Refusals of work"},
	Basis:       []rule.Clause{clauseEmploymentCost, clauseRefusals},
	Sources:     []rule.Source{{Path: "most_refusals", Clause: clauseRefusals, Value: "3"}},
	Steps:       []*rule.Term{termHadBefore, termRefuses, termOwnCut, termLeft, termAfterCut, termCutAmount, termPersonsCut},
	KernelByRef: workRefusals,
})

var (
	termHadBefore = newTerm("allowance", "减发前家庭月低保金", "the household's allowance before the cut", "sum({members.own})", rule.Clause{})
	termRefuses   = newTerm("refuses", "减发或停发本人低保金", "the own part is cut",
		"{members.can_work} and not {members.employed} and {members.refused} ≥ {most_refusals}", clauseRefusals)
	termOwnCut     = newTerm("own_cut", "本人减发金额（取整前）", "cut of the own part", "if({refuses}, {members.own} × {cut}, 0)", clauseRefusals)
	termLeft       = newTerm("left", "减发后低保金（取整前）", "allowance after the cut, before rounding", "{allowance} − sum({own_cut})", rule.Clause{})
	termAfterCut   = newTerm("amount", "减发后月低保金", "allowance after the cut", "min(round({left}, {rounding}), {allowance})", clauseRefusals)
	termCutAmount  = newTerm("cut_amount", "减发金额", "cut", "{allowance} − {amount}", rule.Clause{})
	termPersonsCut = newTerm("persons_cut", "减发或停发本人低保金的成员", "members whose part is cut", "sum(if({refuses}, 1, 0))", rule.Clause{})
)

func workRefusals(p *RefusalPolicy, in *RefusalCase, t *rule.Trace) (out RefusalFinding, err error) {
	if len(in.Members) < 1 || len(in.Members) > MaxMembers {
		return out, rule.Refused
	}
	var all unit.Total
	for i := range in.Members {
		m := &in.Members[i]
		if m.Own.Sign() < 0 || m.Refused < 0 || m.Refused > 1000 {
			return RefusalFinding{}, rule.Refused
		}
		all.AddFen(m.Own.Fen())
		out.Persons += bit(m.refuses(p))
	}
	allowance, err := all.Money()
	if err != nil {
		return RefusalFinding{}, unheld("members", err)
	}
	left := allowance.Exact()
	for i := range in.Members {
		if m := &in.Members[i]; m.refuses(p) {
			if left, err = left.Sub(m.Own.Times(p.Cut)); err != nil {
				return RefusalFinding{}, err
			}
		}
	}
	if out.Amount, err = left.Round(p.Rounding); err != nil {
		return RefusalFinding{}, unheld("members", err)
	}
	if allowance.Less(out.Amount) { // where nothing is cut, rounding adds nothing
		out.Amount = allowance
	}
	if out.Cut, err = allowance.Sub(out.Amount); err != nil {
		return RefusalFinding{}, err
	}
	if t.On() {
		t.Money(termHadBefore, allowance)
		for i := range in.Members {
			t.Item(i)
			refuses := in.Members[i].refuses(p)
			t.Flag(termRefuses, refuses)
			if refuses {
				t.Exact(termOwnCut, in.Members[i].Own.Times(p.Cut))
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
