package planoffice

import (
	"cmp"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/internal/names"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// MaxCounties is how many counties, or townships, a target is taken apart for at once; MaxThings is how
// many things, and how large a weight, can be meant.
const (
	MaxCounties = 200
	MaxThings   = 10_000_000
)

func basis() []rule.Clause {
	return []rule.Clause{
		seeds.MustQuote("四(二)2", "逐级细化分解规划目标、任务、工程和指标"),
		seeds.MustQuote("四(一)3", "强化对规划主要指标、主要任务、重大工程的分解"),
	}
}

// exact is a county's exact part, in parts of one: of so many in all.
type exact struct {
	of          int64 // in parts of one
	floor, rest int64
	key         int64 // remainders in order, and then the order given: all differ
	gets        int64 // one more than the floor, or not
}

// step is how far remainders stand apart in a key: further than any two places in the order.
const step = 1000

// shareOut rounds exact parts, in n-ths, to whole ones that add up to total, by largest remainders. It
// gives what is left after rounding down, and the key above which a county gets one more. What the exact
// parts come to must be at least the total, and less than one more.
func shareOut(parts []exact, n, total int64, order func(i int) int64) (left, cut int64) {
	keys := make([]int64, len(parts))
	left = total
	for i := range parts {
		p := &parts[i]
		p.floor, p.rest = p.of/n, p.of%n
		p.key = p.rest*step - order(i)
		keys[i] = p.key
		left -= p.floor
	}
	left = max(left, 0)
	slices.SortFunc(keys, func(a, b int64) int { return cmp.Compare(b, a) })
	if left < int64(len(keys)) {
		cut = max(keys[left], 0)
	}
	for i := range parts {
		if parts[i].gets = parts[i].floor; parts[i].key > cut {
			parts[i].gets++
		}
	}
	return left, cut
}

// named refuses a county without a name or with one that looks like another, and names or places in the order that stand twice.
func named(n int, name func(i int) string, order func(i int) int64) error {
	var f rule.Errors
	seen, places := make(map[string]bool, n), [MaxCounties + 1]bool{}
	for i := range n {
		at := "counties[" + itoa(i) + "]."
		s := name(i)
		switch code, why := names.Fault(s); {
		case code == rule.Missing && why.IsZero():
			f.Missing(at + "name")
		case code != "":
			f.Add(code, at+"name", names.Shown(s), why)
		case seen[s]:
			f.Add(rule.Duplicate, at+"name", s, rule.Text{ZH: "县区重复，请只保留一条", EN: "the county stands twice: keep one"})
		default:
			seen[s] = true
		}
		if o := order(i); o < 1 || o > MaxCounties {
			return rule.Refused
		} else if places[o] {
			f.Add(rule.Duplicate, at+"order", itoa(int(o)), rule.Text{ZH: "次序重复，请各县区各给一个", EN: "another county has the same place: give each its own"})
		} else {
			places[o] = true
		}
	}
	return f.Err()
}

// remainderTerms are the steps of sharing out, from exact parts in parts of one.
type remainderTerms struct{ floor, rest, left, key, cut rule.Term }

// termsOf names them: the whole part, the exact part, how many parts are one; left is what is left to give.
func termsOf(floor, of, n, left string) remainderTerms {
	return remainderTerms{
		floor: rule.Term{ID: floor, Label: rule.Text{ZH: "整数部分", EN: "whole part"}, Formula: "least n: (n + 1) × {" + n + "} > {" + of + "}"},
		rest:  rule.Term{ID: "remainder", Label: rule.Text{ZH: "余数", EN: "remainder"}, Formula: "{" + of + "} − {" + floor + "} × {" + n + "}"},
		left:  rule.Term{ID: "left", Label: rule.Text{ZH: "余额", EN: "left to give, one each"}, Formula: left},
		key: rule.Term{ID: "key", Label: rule.Text{ZH: "排序值（先比余数，再比次序）", EN: "rank (by the remainder, then by the order)"},
			Formula: "{remainder} × 1000 − {counties.order}"},
		cut: rule.Term{ID: "cut", Label: rule.Text{ZH: "入围线", EN: "what a rank must be above"}, Formula: "least n: sum(if({key} > n, 1, 0)) ≤ {left}"},
	}
}

func (k *remainderTerms) trace(t *rule.Trace, parts []exact, left, cut int64) {
	for i := range parts {
		t.Item(i)
		t.Count(&k.floor, parts[i].floor)
		t.Count(&k.rest, parts[i].rest)
		t.Count(&k.key, parts[i].key)
	}
	t.Item(-1)
	t.Count(&k.left, left)
	t.Count(&k.cut, cut)
}
