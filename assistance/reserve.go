package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ReservePolicy holds the parameter of [AidReserve].
type ReservePolicy struct {
	// Least 备用金下限 is what each township is given at least a year, in yuan; above zero. The plan has no figure: it is the county's.
	Least unit.Money `json:"least" zh:"备用金下限（元/乡镇·年）" en:"least reserve (yuan a township and year)" range:"(0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *ReservePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Reserve 临时救助备用金 is that of one township in a year, in yuan.
type Reserve struct {
	// Funded 到位备用金, what was added in the year included; Spent 已支出 is at most that.
	Funded unit.Money `json:"funded" zh:"到位备用金（元）" en:"reserve funded (yuan)" range:"[0,)"`
	Spent  unit.Money `json:"spent" zh:"已支出（元）" en:"spent (yuan)" range:"[0,)"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (r *Reserve) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, r) }

// ReserveFinding 备用金检查结论 is the answer of [AidReserve].
type ReserveFinding struct {
	// Met says that the reserve is at least the county's figure; Lack is what it is short of it, zero exactly when Met.
	Met  bool       `json:"met" zh:"是否达标" en:"met"`
	Lack unit.Money `json:"lack" zh:"缺口（元）" en:"lacking (yuan)" range:"[0,)"`
	// Left 结余 is what can still be paid from it.
	Left unit.Money `json:"left" zh:"结余（元）" en:"left (yuan)" range:"[0,)"`
}

// AidReserve 乡镇（街道）临时救助备用金 holds a township's reserve for temporary aid against what its county orders (三(一)4), and says what is left of
// it: small sums are paid from it first and papered after, by [TemporaryAid].
//
// Errors: [rule.Range] for a negative amount and for more spent than was funded.
var AidReserve = rule.MustNew(rule.Definition[ReservePolicy, Reserve, ReserveFinding]{
	ID: "assistance.aid-reserve", Version: 1,
	Title: rule.Text{ZH: "乡镇（街道）临时救助备用金", EN: "A township's reserve for temporary aid"},
	Basis: []rule.Clause{clauseReserve},
	Steps: []*rule.Term{termReserveMet, termReserveLack, termReserveLeft}, Kernel: aidReserve,
})

var (
	termReserveMet  = newTerm("met", "是否达标", "met", "{funded} ≥ {least}", clauseReserve)
	termReserveLack = newTerm("lack", "缺口", "lacking", "max({least} − {funded}, 0)", rule.Clause{})
	termReserveLeft = newTerm("left", "结余", "left", "{funded} − {spent}", rule.Clause{})
)

func aidReserve(p *ReservePolicy, in Reserve, t *rule.Trace) (out ReserveFinding, err error) {
	if in.Funded.Sign() < 0 || in.Spent.Sign() < 0 {
		return out, rule.Refused
	}
	if in.Funded.Less(in.Spent) {
		var f rule.Errors
		f.Add(rule.Range, "spent", in.Spent.String(), rule.Text{
			ZH: "已支出不得多于到位备用金" + in.Funded.String() + "元：年中追加的应计入到位额",
			EN: "more than the " + in.Funded.String() + " yuan funded: what was added in the year is funded too"})
		return out, f
	}
	if out.Left, err = in.Funded.Sub(in.Spent); err != nil {
		return out, err
	}
	if out.Met = !in.Funded.Less(p.Least); !out.Met {
		if out.Lack, err = p.Least.Sub(in.Funded); err != nil {
			return ReserveFinding{}, err
		}
	}
	if t.On() {
		t.Flag(termReserveMet, out.Met)
		t.Money(termReserveLack, out.Lack)
		t.Money(termReserveLeft, out.Left)
	}
	return out, nil
}
