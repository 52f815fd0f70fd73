package caseload

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"unsafe"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestEveryNameIsFound with blanks around it or without, and by the quick way only where it is exactly so written: also names
// that meet in a slot, begin and end alike, are shorter or longer than a slot holds, or have no rules.
func TestEveryNameIsFound(t *testing.T) {
	list := []string{"", "县", "甲县", "乙县", "田家庵区", "八公山区", "aaaaaaaaa", "aaaaaaaaaa", "毛集实验区", "无标准县"}
	for i := range 500 {
		list = append(list, fmt.Sprintf("开头八字节%d中间不同结尾八字节", i), fmt.Sprint(i), fmt.Sprint("县", i))
	}
	at := newNames(list, func(name string) (c countyRules) {
		if name == "无标准县" {
			c.err = errors.New("none")
		}
		for a := range c.sides { // each is one of its own
			c.sides[a] = assistance.Allowance.Under(assistance.AllowancePolicy{Standard: unit.Yuan(1), PropertyLimit: unit.Yuan(1)})
		}
		return c
	})
	q, quickly := newQuick(&at), 0
	for _, name := range list {
		want := at.by[name]
		for written, exact := range map[string]bool{name: true, " " + name + "\u3000": false, name + "?": false} {
			wanted := want
			if written == name+"?" {
				wanted = nil
			}
			if at.find(written) != wanted {
				t.Fatal(written)
			}
			for a := range assistance.Area(4) {
				c := &Case{ID: "H0001", County: written, Household: assistance.Household{Area: a}}
				got := q.rule(c)
				if got != nil && (!exact || *got != want.sides[a]) {
					t.Fatal(written, a)
				}
				if got != nil {
					quickly++
				}
				for _, id := range []string{"", "户1", "户0001", "H\xff01", "H00001\xff", "H00000000000\xff001", strings.Repeat("1", 25)} {
					if c.ID = id; q.rule(c) != nil {
						t.Fatal(id)
					}
				}
			}
		}
	}
	if quickly < 4*100 || q.rule(&Case{ID: "H0001", County: "无标准县"}) != nil {
		t.Fatal(quickly)
	}
	var none names[int]
	if none.find("县") != nil {
		t.Fatal("found in nothing")
	}
}

// TestEveryLetterOfAnIDIsLookedAt, in ids of every length that the quick way takes.
func TestEveryLetterOfAnIDIsLookedAt(t *testing.T) {
	at := newNames([]string{"田家庵区"}, func(string) (c countyRules) { return c })
	q := newQuick(&at)
	for n := range 30 {
		id := []byte(strings.Repeat("7~!", 10)[:n])
		if quickly := q.rule(&Case{ID: string(id), County: "田家庵区"}) != nil; quickly != (n >= 1 && n <= 24) {
			t.Fatal(n)
		}
		for i := range id {
			was := id[i]
			for c := range 256 {
				id[i] = byte(c)
				if quickly := q.rule(&Case{ID: string(id), County: "田家庵区"}) != nil; quickly && (c <= ' ' || c >= 0x7f) || !quickly && n <= 24 && c > ' ' && c < 0x7e {
					t.Fatalf("%q", id)
				}
			}
			id[i] = was
		}
	}
}

// TestSevenCountiesHaveASlotEach, of a size that is a power of two, so that it is found without multiplying.
func TestSevenCountiesHaveASlotEach(t *testing.T) {
	if size := unsafe.Sizeof(quickSlot{}); size&(size-1) != 0 {
		t.Fatal(size)
	}
	at := newNames([]string{"田家庵区", "大通区", "谢家集区", "八公山区", "潘集区", "凤台县", "寿县", "毛集实验区", "高新区"}, func(string) (c countyRules) { return c })
	q := newQuick(&at)
	for _, name := range at.list {
		if q.rule(&Case{ID: "1", County: name}) == nil {
			t.Fatal(name)
		}
	}
}
