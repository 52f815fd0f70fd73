package seeds_test

import (
	"maps"
	"math/big"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/seeds"
)

func init() { maps.Copy(shown, shownReadings) }

// shownReadings tells the same of what a count is of, how far “all” goes, and what a figure bounds.
var shownReadings = map[string]func(f figures) bool{
	"service-lists-general": func(f figures) bool { // general, and no figure
		list := seeds.MustQuote("三(三)4", "普遍建立政府购买社区服务清单").Quote
		return len(f) == 0 && strings.HasPrefix(list, "普遍") && !strings.ContainsAny(list, "0123456789%县")
	},
	"marriage-registration-of-what": func(f figures) bool { // of all, and the row has no more than a name
		return f["target"].Cmp(r("100")) == 0 && !strings.Contains(seeds.Row2(15).Name.ZH, "机关")
	},
	"village-assistants-where": func(f figures) bool { // 829 or 1,098; the stations' words name communities
		both := new(big.Rat).Add(f["villages"], f["communities"])
		return both.Cmp(r("1098")) == 0 && !strings.Contains(seeds.MustQuote("三(一)6", "村级设立社会救助协理员").Quote, "社区") &&
			strings.Contains(seeds.MustQuote("三(一)6", "困难群众较多的村（社区）建立社会救助服务站").Quote, "村（社区）")
	},
	"other-trainings-each": func(f figures) bool { // 800 or 1,600
		return new(big.Rat).Mul(f["trainings"], r("2")).Cmp(r("1600")) == 0
	},
	"old-quarters-how-many": func(f figures) bool {
		all := seeds.MustQuote("B2.1", "完成老旧城区和已建成居住（小）区养老服务用房配置").Quote
		most := seeds.MustQuote("三(二)3", "基本补齐社区养老服务设施").Quote
		return f["deadline"].Cmp(r("2023")) == 0 && strings.HasPrefix(all, "完成") && strings.HasPrefix(most, "基本")
	},
	"ranges-of-numbers": func(f figures) bool { // a sixth person and an eleventh unit are above the upper end
		above := func(name, n string) bool {
			return r(n).Cmp(f[name]) > 0 && new(big.Rat).Sub(r(n), f[name]).Cmp(r("1")) == 0
		}
		return f["staffLeast"].Cmp(f["staffMost"]) < 0 && f["smartLeast"].Cmp(f["smartMost"]) < 0 && f["consultationLeast"].Cmp(f["consultationMost"]) < 0 &&
			above("staffMost", "6") && above("smartMost", "11") && above("consultationMost", "7")
	},
	"business-losses": silentOnIncome,
	"net-transfers":   silentOnIncome,
	"ecological-burials-of-what": func(f figures) bool { // a share of half: but of which burials
		return f["target"].Cmp(r("50")) == 0
	},
	"ecological-forms": func(f figures) bool { // the row names no form
		return f["target"].Cmp(r("50")) == 0 && !strings.ContainsAny(seeds.Row1(15).Name.ZH, "格树海草花")
	},
	"companionship-birthday": func(f figures) bool { // born 29 February 1904 to 2016: 80 in a leap year; born in 2020, not
		leap := func(year int64) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }
		age := f["age"].Num().Int64()
		for born := int64(1904); born <= 2016; born += 4 {
			if !leap(born) || !leap(born+age) {
				return false
			}
		}
		return age == 80 && leap(2020) && !leap(2020+age)
	},
}

// silentOnIncome: the plan asks for better ways to count income, and says nothing of them.
func silentOnIncome(f figures) bool {
	methods := seeds.MustQuote("三(一)5", "优化最低生活保障和特困人员救助供养等低收入家庭收入和财产认定办法").Quote
	return len(f) == 0 && !strings.Contains(methods, "亏损") && !strings.Contains(methods, "转移")
}
