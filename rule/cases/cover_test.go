package cases_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// What two rows show of a rule, and what they do not: exactly at the floor.
func ExampleCover() {
	c, err := cases.Cover(eldercare.CareBeds, strings.NewReader("in.care,in.total,want.met\n56,100,是\n54,100,否\n"))
	for _, p := range c.Points {
		if p.Step == "met" {
			fmt.Println(p.Name(), p.Lines, p.Open())
		}
	}
	fmt.Println(err)
	// Output:
	// met: {actual} ≥ {floor}: below [3] false
	// met: {actual} ≥ {floor}: at [] true
	// met: {actual} ≥ {floor}: above [2] false
	// <nil>
}

func TestALedgerExcusesWhatNoRowShows(t *testing.T) {
	const table = "arithmetic,in.care,in.total,want.met,want.error\n,56,100,是,\n待核,54,100,否,\n,101,100,,range\n"
	covered := func() cases.Coverage {
		c, err := cases.Cover(eldercare.CareBeds, strings.NewReader(table))
		require.NoError(t, err)
		return c
	}
	c := covered()
	open := len(c.Open())
	assert.Equal(t, []int{3}, c.Unchecked, "it shows nothing, nor does a refusal")
	require.NoError(t, c.Excuse(strings.NewReader("\uFEFFrule,point,zh,en\neldercare.care-beds,met: {actual} ≥ {floor}: at,不能,can not\n"+
		"eldercare.care-beds,met: {actual} ≥ {floor}: above,不能,can not\neldercare.care-beds,none: at,不能,can not\nsample.other,x,不能,can not\n")))
	assert.Len(t, c.Open(), open-1)
	assert.Equal(t, []string{"met: {actual} ≥ {floor}: above", "none: at"}, c.Stale, "a row shows it; it is not there")
	problems := c.Problems()
	require.Len(t, problems, 1+open-1+2)
	assert.Equal(t, rule.Text{ZH: "第3行待核：请手工算出，并写为该行的算式", EN: "row 3 asks to be checked: work it out by hand, and write that as its arithmetic"}, problems[0])
	assert.Contains(t, problems[1].EN, "no row shows ")
	assert.Contains(t, problems[len(problems)-1].ZH, "uncovered.csv列有 none: at")

	for text, code := range map[string]rule.Code{"a,b\n": rule.Invalid, "rule,point,zh,en\nr,p,不能,\n": rule.Missing, "rule,point,zh,en\n\"\n": rule.Syntax} {
		c := covered()
		assert.ErrorIs(t, c.Excuse(strings.NewReader(text)), code)
	}
}

func TestCoverageOfATableThatCannotBeReadIsAnError(t *testing.T) {
	_, err := cases.Cover(eldercare.CareBeds, strings.NewReader(""))
	assert.ErrorIs(t, err, rule.Missing)
	_, err = cases.Cover(eldercare.CareBeds, strings.NewReader("in.care,in.total,want.met\n56,,是\n"))
	assert.ErrorIs(t, err, rule.Missing)
	assert.ErrorContains(t, err, "row 2")
	_, err = cases.Cover(rule.Rule[struct{}, struct{}, struct{}]{}, strings.NewReader("in.care,want.met\n1,是\n"))
	assert.Error(t, err)
}
