package files_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/files"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

const oneRowEach = "户编号,县区,城乡,家庭财产,姓名,成员收入,成员就业成本\n"

var withoutNames = files.Options{Ignore: []string{"姓名"}}

// TestRowsOfMembersAreHouseholds of the rows of one id, which follow each other.
func TestRowsOfMembersAreHouseholds(t *testing.T) {
	list := "七月名单\n" + oneRowEach + "1,寿县,农村,100,甲,\"1,500\",500\n1,寿县,农村,100.00,乙,0,0\n2,寿县,城市,,丙,1,0\n3,大通区,城市,5,丁,1,0\n3,大通区,城市,5,戊,2,0\n3,大通区,城市,5,己,3,1\n"
	rows, err := lastError(list, withoutNames)
	require.NoError(t, err)
	var got []string
	for _, r := range rows {
		require.NoError(t, r.Err)
		var members []string
		for _, m := range r.Case.Household.Members {
			members = append(members, m.Income.String()+"/"+m.EmploymentCost.String())
		}
		got = append(got, fmt.Sprint(r.Number, " ", r.Case.ID, " ", r.Case.County, " ", r.Case.Household.Area, " ", r.Case.Household.Property, " ", strings.Join(members, ";")))
	}
	assert.Equal(t, []string{"3 1 寿县 rural 100.00 1500.00/500.00;0.00/0.00", "5 2 寿县 urban not given 1.00/0.00", "6 3 大通区 urban 5.00 1.00/0.00;2.00/0.00;3.00/1.00"}, got)
	r := open(t, []byte(list), withoutNames)
	for range r.Rows() {
	}
	rep := r.Report()
	assert.Equal(t, 1, rep.Count(households.OneRowEach))
	assert.Equal(t, 1, rep.Count(households.Thousands))
	for after := range 5 {
		o := withoutNames
		o.After = after
		rest, err := lastError(list, o)
		require.NoError(t, err)
		require.Len(t, rest, max(3-after, 0))
		for i := range rest {
			assert.Equal(t, rows[after+i], rest[i])
		}
	}
}

// TestAHouseholdOfWhichARowIsWrongIsABadRow, named by that row, or by its own first where the wrong one may be
// another's; the others are right.
func TestAHouseholdOfWhichARowIsWrongIsABadRow(t *testing.T) {
	for name, c := range map[string]struct {
		rows string
		said string
	}{
		"another county":    {"1,寿县,农村,1,甲,1,0\n1,大通区,农村,1,乙,1,0\n", "第3行，county列：与本户第2行不同"},
		"another property":  {"1,寿县,农村,1,甲,1,0\n1,寿县,农村,,乙,1,0\n", "第3行，property列：与本户第2行不同"},
		"an amount":         {"1,寿县,农村,1,甲,1,0\n1,寿县,农村,1,乙,1.2万,0\n1,寿县,农村,1,丙,1,0\n", "第3行，members[1].income列：1.2万：单位不是元"},
		"nobody":            {"1,寿县,农村,1,甲,,\n", "第2行，members[0].income列：未填写"},
		"no id at the end":  {"1,寿县,农村,1,甲,1,0\n,寿县,农村,1,乙,1,0\n", "第2行，members列：第3行没有可读的户编号"},
		"no id at the head": {",寿县,农村,1,甲,1,0\n1,寿县,农村,1,乙,1,0\n", "第3行，members列：第2行没有可读的户编号"},
	} {
		rows, err := lastError(oneRowEach+c.rows+"9,寿县,城市,2,庚,3,0\n8,寿县,城市,2,辛,3,0\n", withoutNames)
		require.NoError(t, err, name)
		first, last := rows[0], rows[len(rows)-1]
		if name == "no id at the head" {
			first = rows[1]
		}
		require.Error(t, first.Err, name)
		assert.Contains(t, households.RowText(first.Number, first.Err, rule.Chinese), c.said, name)
		assert.NotEmpty(t, households.RowText(first.Number, first.Err, rule.English), name)
		assert.Equal(t, "8", last.Case.ID, name)
		assert.NoError(t, last.Err, name)
	}
	rows, err := lastError(oneRowEach+"1,寿县,农村,1,甲,1,0\n,,,,,,\n2,寿县,农村,1,乙,1,0\n", withoutNames)
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.NoError(t, rows[0].Err)
	assert.ErrorIs(t, rows[1].Err, rule.Missing, "a blank row hides nobody")
	assert.NoError(t, rows[2].Err)
}

// TestAHouseholdThatStandsApartEndsTheFile: what was taken for it before was not all of it.
func TestAHouseholdThatStandsApartEndsTheFile(t *testing.T) {
	_, err := lastError(oneRowEach+"1,寿县,农村,1,甲,1,0\n2,寿县,农村,1,乙,1,0\n1,寿县,农村,1,丙,1,0\n", withoutNames)
	require.ErrorIs(t, err, rule.Duplicate)
	f, _ := files.Bad(err)
	assert.Equal(t, "id列：1：第2行的这一户又出现在第4行，中间隔着别的户；请按户编号排序，使同户各行相连", f.In(rule.Chinese))
	for heading, code := range map[string]error{
		"户编号,县区,城乡,家庭财产,成员收入\n":               rule.Missing,
		"户编号,县区,城乡,家庭财产,成员收入,成员就业成本,成员\n":     rule.Duplicate,
		"户编号,县区,城乡,家庭财产,成员收入,成员收入,成员就业成本\n":   rule.Duplicate,
		"户编号,县区,城乡,家庭财产,成员收入,成员1就业成本\n":       rule.Invalid,
		"户编号,县区,城乡,家庭财产,成员收入,成员就业成本,成员2收入\n":  rule.Missing,
		"户编号,县区,城乡,家庭财产,member income,就业成本\n": rule.UnknownField,
	} {
		_, err := lastError(heading, files.Options{})
		assert.ErrorIs(t, err, code, heading)
	}
}

// TestRowsOfMembersComeToTheSameHouseholds as one row a household, whatever the pieces; with months, in a workbook too.
func TestRowsOfMembersComeToTheSameHouseholds(t *testing.T) {
	want, _ := all(t, written(t, forms["strict"].form, 2_000), files.Options{})
	var b strings.Builder
	b.WriteString("id,county,area,property,member income,member employment cost,month\n")
	for _, row := range want {
		property, _ := row.Case.Household.Property.Get()
		for _, m := range row.Case.Household.Members {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s,2023-07\n", row.Case.ID, row.Case.County, row.Case.Household.Area, property, m.Income, m.EmploymentCost)
		}
	}
	got, _ := all(t, []byte(b.String()), files.Options{})
	require.Len(t, got, len(want))
	for i := range got {
		require.NoError(t, got[i].Err)
		require.Equal(t, want[i].Case, got[i].Case)
		require.Equal(t, unit.MustParseMonth("2023-07"), got[i].Month)
	}
	for _, after := range []int{1, 700, 1_999} {
		rest, err := lastError(b.String(), files.Options{After: after})
		require.NoError(t, err)
		require.Equal(t, got[after:], rest)
	}
}

// TestRowsOfMembersInASheet are numbered by its rows, and a wrong one named by its cell.
func TestRowsOfMembersInASheet(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	for i, cells := range [][]any{
		{"七月名单"}, {"户编号", "县区", "城乡", "家庭财产", "成员收入", "成员就业成本"},
		{"1", "寿县", "农村", 100, 1500, 500}, {"1", "寿县", "农村", 100, 0, 0},
		{"2", "寿县", "城市", 0, 1, 0}, {"2", "寿县", "城市", 0, true, 0}, {"3", "寿县", "城市", 0, 2, 0},
	} {
		require.NoError(t, f.SetSheetRow("Sheet1", fmt.Sprint("A", i+1), &cells))
	}
	var b bytes.Buffer
	require.NoError(t, f.Write(&b))
	rows, err := lastError(b.String(), files.Options{})
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, []int{3, 6, 7}, []int{rows[0].Number, rows[1].Number, rows[2].Number})
	assert.Len(t, rows[0].Case.Household.Members, 2)
	assert.NoError(t, rows[0].Err)
	assert.ErrorContains(t, rows[1].Err, "(cell E6)")
	assert.NoError(t, rows[2].Err)
}
