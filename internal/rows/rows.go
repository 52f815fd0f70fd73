// Package rows makes rows of the plan's Table 2 into checks: title, clause, quotation and
// figure are the table's.
package rows

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Due is the year of the targets of Table 2, and of what the plan asks for by its end.
const Due = 2025

// DueBy is where the plan says so in prose (到2025年); the table has it in a column's
// heading, which is no clause.
func DueBy() rule.Clause { return seeds.MustClause("二(三)2") }

// Share is row n of Table 2 as a share, with the other clauses that give its figure.
func Share[Facts check.Counted](id string, n int, others ...rule.Clause) check.Share[Facts] {
	r := seeds.Row2(n)
	return check.Share[Facts]{
		ID: id, Title: r.Name, Basis: append([]rule.Clause{r.Cited()}, others...), Rate: r.Rate(), Due: Due, DueBy: DueBy(),
	}
}
