// Package rows makes rows and figures of the plan into checks: title, clause, quotation and
// figure are those of package seeds.
package rows

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Share is row n of Table 2 as a share, with the figures that give the same in prose. It is
// due in the year that the head of the table's column gives.
func Share[Facts check.Counted](id string, n int, prose ...string) check.Share[Facts] {
	r := seeds.Row2(n)
	s := check.Share[Facts]{ID: id, Title: r.Name, Basis: and(r.Cited(), prose), Rate: r.Rate()}
	s.Due, s.DueBy = due("table-target")
	return s
}

// Stated is a figure of the prose as a share, due in the year of another figure, if one is
// named.
func Stated[Facts check.Counted](id string, title rule.Text, figure, year string) check.Share[Facts] {
	f := seeds.MustFigure(figure)
	s := check.Share[Facts]{ID: id, Title: title, Basis: []rule.Clause{f.Clause}, Rate: f.Rate()}
	s.Due, s.DueBy = due(year)
	return s
}

// Whole is what clauses say in words (每个, 全部, 完成, 配足配齐, 一人一档) as a share of 100 %, due
// in the year of a figure, if one is named.
func Whole[Facts check.Counted](id string, title rule.Text, year string, basis ...rule.Clause) check.Share[Facts] {
	s := check.Share[Facts]{ID: id, Title: title, Basis: basis, Rate: unit.Percent(100)}
	s.Due, s.DueBy = due(year)
	return s
}

// Level is a count of the prose that is to be reached, due in the year of another figure,
// if one is named, with the figures that say the same elsewhere.
func Level[Facts check.Counting](id string, title rule.Text, figure, year string, again ...string) check.Level[Facts] {
	f := seeds.MustFigure(figure)
	l := check.Level[Facts]{ID: id, Title: title, Basis: and(f.Clause, again), Level: f.Count()}
	l.Due, l.DueBy = due(year)
	return l
}

// RowLevel is row n of Table 2 as a count that is to be reached in the year of the table's column.
func RowLevel[Facts check.Counting](id string, n int, prose ...string) check.Level[Facts] {
	r := seeds.Row2(n)
	l := check.Level[Facts]{ID: id, Title: r.Name, Basis: and(r.Cited(), prose), Level: r.Count()}
	l.Due, l.DueBy = due("table-target")
	return l
}

// and is a clause with those of further figures.
func and(c rule.Clause, figures []string) []rule.Clause {
	basis := []rule.Clause{c}
	for _, name := range figures {
		basis = append(basis, seeds.MustFigure(name).Clause)
	}
	return basis
}

// due is a year and what gives it.
func due(figure string) (int, rule.Clause) {
	if figure == "" {
		return 0, rule.Clause{}
	}
	f := seeds.MustFigure(figure)
	return f.Year(), f.Clause
}
