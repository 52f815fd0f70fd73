package caseload

import (
	"fmt"
	"testing"
)

// TestEveryNameIsFound: also names that the hash does not tell apart.
func TestEveryNameIsFound(t *testing.T) {
	list := []string{"", "县", "甲县", "乙县", "田家庵区", "八公山区"}
	for i := range 500 {
		list = append(list, fmt.Sprintf("开头八字节%d中间不同结尾八字节", i), fmt.Sprint(i))
	}
	n := newNames(list, func(name string) string { return name })
	for _, name := range list {
		if got := n.get(name); got == nil || *got != name {
			t.Fatal(name, got)
		}
		if n.get(name+"?") != nil {
			t.Fatal(name)
		}
	}
	var none names[int]
	if none.get("县") != nil || newNamesOf().get("县") != nil {
		t.Fatal("found in nothing")
	}
}

func newNamesOf() *names[int] {
	n := newNames(nil, func(string) int { return 0 })
	return &n
}
