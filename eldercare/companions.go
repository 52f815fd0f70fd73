package eldercare

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// Date 日期 is a day of the calendar.
type Date struct {
	Year  int64 `json:"year" zh:"年" en:"year" range:"[1850,2199]"`
	Month int64 `json:"month" zh:"月" en:"month" range:"[1,12]"`
	// Day is one that the month has.
	Day int64 `json:"day" zh:"日" en:"day" range:"[1,31]"`
}

// UnmarshalJSON refuses a field that is absent.
func (d *Date) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

func (d *Date) inRange() bool {
	return d.Year >= 1850 && d.Year <= 2199 && d.Month >= 1 && d.Month <= 12 && d.Day >= 1 && d.Day <= 31
}

func (d *Date) before(o *Date) bool {
	if d.Year != o.Year {
		return d.Year < o.Year
	}
	return d.Month*100+d.Day < o.Month*100+o.Day
}

func leap(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysIn is how many days a month has.
func daysIn(year, month int64) int64 {
	switch {
	case month == 2 && leap(year):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// CompanionPolicy holds the parameter of [Companionship].
type CompanionPolicy struct {
	// From 起始年龄 is the age from which companionship is for, itself included: 80 by the plan.
	From int64 `json:"from" zh:"结伴养老起始年龄（周岁，含本数）" en:"from the age of" range:"[1,150]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *CompanionPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Elder 老年人情况 is a person on a day.
type Elder struct {
	// Born 出生日期 is not after On.
	Born Date `json:"born" zh:"出生日期" en:"born"`
	// On 查询日期 is the day asked for.
	On Date `json:"on" zh:"查询日期" en:"on"`
	// Alone 独居 says that the person lives alone on that day.
	Alone bool `json:"alone" zh:"独居" en:"lives alone"`
}

// UnmarshalJSON refuses a field that is absent.
func (e *Elder) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, e) }

// Companion 结伴养老资格 is the answer of [Companionship].
type Companion struct {
	// Eligible reports that the person is old enough and lives alone.
	Eligible bool `json:"eligible" zh:"属于结伴养老对象" en:"eligible"`
	// Age 周岁 is how many birthdays there were up to the day, itself included.
	Age int64 `json:"age" zh:"周岁" en:"age" range:"[0,)"`
	// OldEnough reports that the age is the one required or above.
	OldEnough bool `json:"old_enough" zh:"达到年龄" en:"old enough"`
}

// Companionship 结伴养老 tells who is to have the companionship of a younger volunteer: who is 80 or older
// and lives alone (三(二)3, 80岁以上高龄独居老人). The plan does not define 以上, and is read as the
// Civil Code is: the figure itself is included (article 1259), so that a person is old enough from
// the eightieth birthday on, that day included. Who was born on 29 February has the birthday on 28
// February in a year without a 29th: of periods of years, a month that lacks the corresponding
// day has its last day for it (article 202). The birthday thus stays in its month, as the months
// of package childwelfare have it (discrepancy companionship-birthday).
//
// Errors: [rule.Range] for a day that its month does not have, or a birth after the day asked
// for.
var Companionship = rule.MustNew(rule.Definition[CompanionPolicy, Elder, Companion]{
	ID: "eldercare.companionship", Version: 1,
	Title: rule.Text{ZH: "高龄独居老人结伴养老对象", EN: "Companionship of the very old who live alone"},
	Basis: []rule.Clause{planCompanions.Clause, clauseIncluded, clauseMonthEnd}, Defaults: &CompanionPolicy{From: planCompanions.Count()},
	Sources:     []rule.Source{{Path: "from", Clause: planCompanions.Clause}},
	Steps:       []*rule.Term{&companionFourths, &companionBirthday, &companionAge, &companionOld, &companionEligible},
	KernelByRef: companionship,
})

var (
	planCompanions = seeds.MustFigure("companionship-age")

	normCivilCode = rule.Text{
		ZH: "中华人民共和国民法典（2021年1月1日起施行）",
		EN: "Civil Code of the People's Republic of China (in force since 1 January 2021)"}
	clauseIncluded = rule.Clause{ID: "民法典1259", Quote: "“以上”、“以下”、“以内”、“届满”，包括本数",
		Place: rule.Text{ZH: "第一千二百五十九条", EN: "article 1259"}, Norm: normCivilCode}
	clauseMonthEnd = rule.Clause{ID: "民法典202", Quote: "没有对应日的，月末日为期间的最后一日",
		Place: rule.Text{ZH: "第二百零二条", EN: "article 202"}, Norm: normCivilCode}
)

var (
	// A year is a leap year where it is four times a whole number, but for 1900 and 2100.
	companionFourths = rule.Term{ID: "fourths", Label: rule.Text{ZH: "年份的四分之一（向上取整）", EN: "a fourth of the year, rounded up"},
		Formula: "least n: n × 4 ≥ {on.year}"}
	companionBirthday = rule.Term{ID: "birthday", Label: rule.Text{ZH: "当年生日在该月的日", EN: "the birthday's day of its month in that year"},
		Formula: "if({born.month} = 2 and {born.day} = 29 and ({fourths} × 4 ≠ {on.year} or {on.year} = 1900 or {on.year} = 2100), 28, {born.day})",
		Clause:  clauseMonthEnd}
	companionAge = rule.Term{ID: "age", Label: rule.Text{ZH: "周岁", EN: "age"},
		Formula: "{on.year} − {born.year} − if({on.month} < {born.month} or {on.month} = {born.month} and {on.day} < {birthday}, 1, 0)"}
	companionOld = rule.Term{ID: "old_enough", Label: rule.Text{ZH: "达到年龄", EN: "old enough"},
		Formula: "{age} ≥ {from}", Clause: clauseIncluded}
	companionEligible = rule.Term{ID: "eligible", Label: rule.Text{ZH: "属于结伴养老对象", EN: "eligible"},
		Formula: "{old_enough} and {alone}", Clause: planCompanions.Clause}
)

func companionship(p *CompanionPolicy, in *Elder, t *rule.Trace) (Companion, error) {
	if err := in.fault(); err != nil {
		return Companion{}, err
	}
	birthday := min(in.Born.Day, daysIn(in.On.Year, in.Born.Month))
	age := in.On.Year - in.Born.Year
	if in.On.Month < in.Born.Month || in.On.Month == in.Born.Month && in.On.Day < birthday {
		age--
	}
	out := Companion{Age: age, OldEnough: age >= p.From}
	out.Eligible = out.OldEnough && in.Alone
	if t.On() {
		t.Count(&companionFourths, (in.On.Year+3)/4)
		t.Count(&companionBirthday, birthday)
		t.Count(&companionAge, age)
		t.Flag(&companionOld, out.OldEnough)
		t.Flag(&companionEligible, out.Eligible)
	}
	return out, nil
}

// fault says which day there is not.
func (e *Elder) fault() error {
	if !e.Born.inRange() || !e.On.inRange() {
		return rule.Refused
	}
	if e.Born.Day <= daysIn(e.Born.Year, e.Born.Month) && e.On.Day <= daysIn(e.On.Year, e.On.Month) && !e.On.before(&e.Born) {
		return nil
	}
	var f rule.Errors
	for _, at := range []struct {
		field, year string
		d           Date
	}{{"born.day", "born.year", e.Born}, {"on.day", "on.year", e.On}} {
		if has := daysIn(at.d.Year, at.d.Month); at.d.Day > has {
			year, month, last := strconv.FormatInt(at.d.Year, 10), strconv.FormatInt(at.d.Month, 10), strconv.FormatInt(has, 10)
			if at.d.Month == 2 && at.d.Day == 29 { // there is the day, and not in that year
				f.Add(rule.Range, at.year, year, rule.Text{
					ZH: year + "年不是闰年，2月没有29日：请核对日期", EN: year + " is no leap year, and its February has no 29th: check the date"})
				continue
			}
			f.Add(rule.Range, at.field, strconv.FormatInt(at.d.Day, 10), rule.Text{
				ZH: year + "年" + month + "月只有" + last + "日：请核对日期", EN: "month " + month + " of " + year + " has " + last + " days: check the date"})
		}
	}
	if len(f) == 0 {
		f.Add(rule.Range, "on.year", strconv.FormatInt(e.On.Year, 10), rule.Text{
			ZH: "查询日期早于出生日期：请核对", EN: "the day asked for is before the birth: check the dates"})
	}
	return f.Err()
}
