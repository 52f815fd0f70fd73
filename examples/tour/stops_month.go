package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// sampleBook 样例标准册 is what the city published; the numbers of the documents and their days are made up.
const sampleBook = `适用地区,起始月份,公布日期,文号,urban,rural
淮南市,2022-07,2022-06-30,样例〔2022〕1号,725,708
淮南市,2023-07,2023-10-08,样例〔2023〕1号,784,755
`

// bookOfStandards reads it, with a limit of property, which the documents do not give.
func bookOfStandards() (caseload.Book, error) {
	type published struct {
		Urban unit.Money `json:"urban" zh:"城市低保标准（元/人·月）" en:"urban standard"`
		Rural unit.Money `json:"rural" zh:"农村低保标准（元/人·月）" en:"rural standard"`
	}
	notices, err := dated.ReadCSV[published](strings.NewReader(sampleBook), dated.Areas{City: "淮南市", Counties: []string{"田家庵区", "寿县"}})
	if err != nil {
		return caseload.Book{}, err
	}
	return dated.Map(notices, func(p published) (caseload.Standards, error) {
		of := func(standard unit.Money) assistance.AllowancePolicy {
			return assistance.AllowancePolicy{Standard: standard, PropertyLimit: unit.Yuan(30_000)}
		}
		s := caseload.Standards{Urban: of(p.Urban), Rural: of(p.Rural)}
		return s, s.Check()
	}, "urban.standard", "rural.standard")
}

// lateNotice is a month in which the standard changes, by a notice that comes three months late.
func lateNotice() (stop, error) {
	s := stop{title: rule.Text{ZH: "标准调整的月份与补发", EN: "A month in which the standard changes, and arrears"}}
	book, err := bookOfStandards()
	if err != nil {
		return s, err
	}
	cases := []caseload.Case{
		{ID: "户1", County: "田家庵区", Household: assistance.Household{Area: assistance.Urban, Property: rule.Give(unit.Yuan(0)),
			Members: []assistance.Member{{Income: unit.Yuan(1_500)}, {}, {}}}},
		{ID: "户2", County: "寿县", Household: assistance.Household{Area: assistance.Rural, Property: rule.Give(unit.Yuan(0)),
			Members: []assistance.Member{{Income: unit.Yuan(700)}, {}}}},
	}
	var paid []caseload.PaidMonth
	for _, text := range []string{"2023-07", "2023-08", "2023-09"} {
		payday, err := unit.ParseDay(text + "-10")
		if err != nil {
			return s, err
		}
		i := 0
		for r, err := range caseload.Run(context.Background(), slices.Values(cases), book.AsKnownOn(payday), payday.Month(), rule.Batch{}) {
			if err != nil {
				return s, err
			}
			paid = append(paid, caseload.PaidMonth{Case: cases[i], Month: payday.Month(), Paid: r.Award.Amount})
			i++
		}
	}
	sum, err := caseload.SumArrears(caseload.Arrears(context.Background(), slices.Values(paid), book, rule.Batch{}))
	if err != nil {
		return s, err
	}
	s.facts = append(s.facts, rule.Text{
		ZH: fmt.Sprintf("应补发合计%s元：两户%d个月应发%s元，已发%s元", sum.All.Arrears, len(sum.ByMonth), sum.All.Due, sum.All.Paid),
		EN: fmt.Sprintf("Arrears of %s yuan in all: over %d months two households were due %s and were paid %s", sum.All.Arrears, len(sum.ByMonth), sum.All.Due, sum.All.Paid)})
	for _, c := range sum.ByCounty {
		var months []string
		for _, m := range c.ByMonth {
			months = append(months, m.Month.String()+" "+m.Arrears.String())
		}
		list := strings.Join(months, ", ")
		s.facts = append(s.facts, rule.Text{ZH: "  " + c.County + "：" + list, EN: "  " + c.County + ": " + list})
	}
	s.facts = append(s.facts, rule.Text{
		ZH: "样本数据（标准为公布的数字，文号、公布日期和家庭为虚构）：城市725元、农村708元，自2023年7月起784元、755元；文件10月8日才公布，7至9月已按旧标准发放。以下为户1的7月：发放时和补发时",
		EN: "Sample data (the standards are published ones, the documents' numbers and days and the households are made up): 725 yuan in towns and 708 in the country, 784 and 755 from July 2023 on; the document came out on 8 October, when July to September had been paid. Below, July of the first household: as it was paid, and as it is owed"})
	july := paid[0].Month
	for _, known := range []caseload.Book{book.AsKnownOn(unit.MustParseDay("2023-07-10")), book} {
		m, err := caseload.InMonth(known, july)
		if err != nil {
			return s, err
		}
		r, err := m.Rule(cases[0].County, cases[0].Household.Area)
		if err != nil {
			return s, err
		}
		d, err := r.Explain(cases[0].Household)
		if err != nil {
			return s, err
		}
		s.decisions = append(s.decisions, d.For(rule.Subject{Case: cases[0].ID, Month: july}))
	}
	return s, nil
}
