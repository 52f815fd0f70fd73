package seeds

import (
	"slices"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func q(name, value, clause string) Quantity { return Quantity{name, number(value), clause} }

func reading(clause, zh, en string) Reading {
	return Reading{Text: rule.Text{ZH: zh, EN: en}, Clause: clause}
}

func text(zh, en string) rule.Text { return rule.Text{ZH: zh, EN: en} }

// discrepancies is the register behind [Discrepancies], by subject.
var discrepancies = slices.Concat(pastRegister, assistanceRegister, serviceRegister, readingRegister, columnRegister)
