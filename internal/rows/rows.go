// Package rows makes rows and figures of the plan into checks: title, clause, quotation and
// figure are those of package seeds.
package rows

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Share is row n of Table 2 as a share, with the figures that give the same in prose. It is
// due at the end of the plan; the table says so in a column's heading, which is no clause,
// so the prose is cited for the year.
func Share[Facts check.Counted](id string, n int, prose ...string) check.Share[Facts] {
	r, end := seeds.Row2(n), seeds.MustFigure("plan-end")
	s := check.Share[Facts]{ID: id, Title: r.Name, Basis: []rule.Clause{r.Cited()}, Rate: r.Rate(), Due: end.Year(), DueBy: end.Clause}
	for _, name := range prose {
		s.Basis = append(s.Basis, seeds.MustFigure(name).Clause)
	}
	return s
}

// Stated is a figure of the prose as a share, due in the year of another figure, if one is
// named.
func Stated[Facts check.Counted](id string, title rule.Text, figure, year string) check.Share[Facts] {
	f := seeds.MustFigure(figure)
	s := check.Share[Facts]{ID: id, Title: title, Basis: []rule.Clause{f.Clause}, Rate: f.Rate()}
	if year != "" {
		due := seeds.MustFigure(year)
		s.Due, s.DueBy = due.Year(), due.Clause
	}
	return s
}
