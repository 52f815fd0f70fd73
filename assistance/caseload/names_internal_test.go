package caseload

import (
	"errors"
	"fmt"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/assistance"
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
				if got != nil && (!exact || got != &want.sides[a]) {
					t.Fatal(written, a)
				}
				if got != nil {
					quickly++
				}
				for _, id := range []string{"", "H1", "户1", "户0001", "H\xff01", "H00001\xff", "H00000000000\xff001", "H0000000000000001"} {
					if c.ID = id; q.rule(c) != nil {
						t.Fatal(id)
					}
				}
			}
		}
	}
	if quickly < 4*100 || q.rule(&Case{ID: "H0001", County: "无标准县"}) != nil || q.rule(&Case{ID: "H000000000000001", County: "田家庵区"}) == nil {
		t.Fatal(quickly)
	}
	var none names[int]
	if none.find("县") != nil {
		t.Fatal("found in nothing")
	}
}
