package caseload

import (
	"math"
	"math/bits"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Split 平均分配到人 divides a household's award over so many members for payment, to the fen, and appends what each
// gets to dst: the parts add up to the award. They are equal but for the odd fen, which the first members
// get, one each: 100.00 for three is 33.34, 33.33 and 33.33. Who is first is the caller's order; keep it from month to
// month (申请人 first), and the same members get the same.
//
// How an award is divided is no clause's: neither the plan nor the norms that the module cites say it. It does
// not allocate when dst has room. Errors: [rule.Range] for a negative amount, and for a number of members that is not 1
// to [assistance.MaxMembers].
func Split(dst []unit.Money, amount unit.Money, members int) ([]unit.Money, error) {
	var f rule.Errors
	checkAmount(&f, amount)
	checkMembers(&f, "members", members)
	if len(f) > 0 {
		return dst, f
	}
	each, odd := amount.Fen()/int64(members), int(amount.Fen()%int64(members))
	was := len(dst)
	for i := range members {
		fen := each
		if i < odd {
			fen++
		}
		m, err := unit.MoneyFromFen(fen)
		if err != nil {
			return dst[:was], err
		}
		dst = append(dst, m)
	}
	return dst, nil
}

// SplitBy 按权数分配到人 is [Split] by weights, which are the caller's: what each member's part in the award is, such
// as 2 and 1 and 1, or what each lacks to the standard in fen. A member of weight 0 gets 0.00. Each gets its
// exact part cut to the fen, and the fen that are left go, one each, to those of whom most was cut (最大余数法), of
// two alike to the one who stands first. Nobody is off the exact part by a fen or more.
//
// It does not allocate when dst has room. Errors: [rule.Range] for a negative amount or weight, for weights that are all
// 0 or come to more than 2^63 − 1, and for a number of weights that is not 1 to [assistance.MaxMembers].
func SplitBy(dst []unit.Money, amount unit.Money, weights []int64) ([]unit.Money, error) {
	var f rule.Errors
	checkAmount(&f, amount)
	checkMembers(&f, "weights", len(weights))
	var all int64
	for i, w := range weights {
		at := func() string { return "weights[" + strconv.Itoa(i) + "]" }
		switch {
		case w < 0:
			f.Add(rule.Range, at(), strconv.FormatInt(w, 10), rule.Text{ZH: "不得为负", EN: "must not be negative"})
		case w > math.MaxInt64-all:
			f.Add(rule.Range, at(), strconv.FormatInt(w, 10), rule.Text{ZH: "权数合计超过2的63次方减1：请同除以一个数", EN: "the weights come to more than 2^63 − 1: divide all of them by a number"})
			return dst, f
		default:
			all += w
		}
	}
	if len(f) == 0 && all == 0 {
		f.Add(rule.Range, "weights", "0", rule.Text{ZH: "权数全为0，无从分配：至少一人应大于0", EN: "all are 0, and nothing can be divided by them: one at least must be above 0"})
	}
	if len(f) > 0 {
		return dst, f
	}
	was := len(dst)
	var cut [assistance.MaxMembers]share
	left := amount.Fen()
	for i, w := range weights {
		hi, lo := bits.Mul64(uint64(amount.Fen()), uint64(w))
		fen, rest := bits.Div64(hi, lo, uint64(all)) // w is at most all, so fen at most the amount
		m, err := unit.MoneyFromFen(int64(fen))
		if err != nil {
			return dst[:was], err
		}
		dst = append(dst, m)
		cut[i] = share{rest, i}
		left -= int64(fen)
	}
	most := cut[:len(weights)]
	slices.SortFunc(most, share.compare)
	for _, s := range most[:left] { // fewer are left than were cut
		m, err := dst[was+s.member].Add(unit.Fen(1))
		if err != nil {
			return dst[:was], err
		}
		dst[was+s.member] = m
	}
	return dst, nil
}

// share is what was cut from the part of a member.
type share struct {
	rest   uint64
	member int
}

// compare puts first the one of whom most was cut, of two alike the one who stands first.
func (s share) compare(o share) int {
	switch {
	case s.rest > o.rest:
		return -1
	case s.rest < o.rest:
		return 1
	}
	return s.member - o.member
}

func checkAmount(f *rule.Errors, amount unit.Money) {
	if amount.Sign() < 0 {
		f.Add(rule.Range, "amount", amount.String(), rule.Text{ZH: "不得为负", EN: "must not be negative"})
	}
}

func checkMembers(f *rule.Errors, field string, n int) {
	if n < 1 || n > assistance.MaxMembers {
		most := strconv.Itoa(assistance.MaxMembers)
		f.Add(rule.Range, field, strconv.Itoa(n), rule.Text{ZH: "人数应为1至" + most, EN: "there must be 1 to " + most + " members"})
	}
}
