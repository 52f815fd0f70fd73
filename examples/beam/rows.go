package main

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

const resultsHead = "row,id,county,amount,outcome,decision"

// Bad is one thing that is wrong with a row; a row with several is refused once
// and has as many of them.
type Bad struct {
	// File is the shard's path.
	File string
	// Row is the line of the shard, whose heading is line 1.
	Row int64
	// Column is the cell, members[2].income for a part of one; empty for the
	// whole row.
	Column string
	// Reason is for the person who must mend it.
	Reason string
}

// faults names what is wrong with a row, whether it does not read or the rule
// refuses it.
func faults(file string, row int64, err error) []Bad {
	var bad []Bad
	for _, f := range households.Faults(err) {
		reason := f.Reason.In(rule.English)
		if f.Value != "" {
			reason = f.Value + ": " + reason
		}
		bad = append(bad, Bad{file, row, f.Column, reason})
	}
	return bad
}

const badRowsHead = "file,row,column,reason"

func (b Bad) append(dst []byte) []byte {
	dst = append(households.AppendCell(dst, []byte(b.File)), ',')
	dst = append(strconv.AppendInt(dst, b.Row, 10), ',')
	dst = append(households.AppendCell(dst, []byte(b.Column)), ',')
	return append(households.AppendCell(dst, []byte(b.Reason)), '\n')
}

// appendResult writes a row of results. The decision is the identity that the
// decision's record would have: it names rule, version, parameters and facts.
func appendResult(dst []byte, row int64, rec households.Record, a assistance.Award, rules *households.Rules) ([]byte, error) {
	dst = append(strconv.AppendInt(dst, row, 10), ',')
	dst = append(households.AppendCell(dst, rec.ID), ',')
	dst = append(households.AppendCell(dst, rec.County), ',')
	dst, _ = a.Amount.AppendText(dst) // an amount always writes itself
	dst = append(dst, ',')
	dst = append(append(dst, a.Outcome.String()...), ',')
	dst, err := rules.AppendID(dst, rec.County, rec.Household)
	return append(dst, '\n'), err
}
