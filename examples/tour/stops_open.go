package main

import (
	"fmt"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// leftOpen tells in a line what each open question of a rule decides over some cases.
func leftOpen[Policy, Facts, Answer any](s *stop, err *error, r rule.Rule[Policy, Facts, Answer], cases ...Facts) {
	weights, e := r.Weigh(slices.Values(cases))
	if e != nil && *err == nil {
		*err = e
	}
	for _, w := range weights {
		for _, other := range w.Against {
			s.after = append(s.after, rule.Text{
				ZH: fmt.Sprintf("规划未决：%s。%d户中决定%d户。另一读法：%s。按此读法一年多发%s元、少发%s元",
					w.Title.ZH, w.Cases, w.Decided, other.Text.ZH, other.MoreAYear, other.LessAYear),
				EN: fmt.Sprintf("Left open: %s. It decides %d of %d households. Another reading: %s. By it the sum is %s yuan a year more and %s less",
					w.Title.EN, w.Decided, w.Cases, other.Text.EN, other.MoreAYear, other.LessAYear),
			})
		}
	}
}
