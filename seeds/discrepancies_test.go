package seeds_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// figures gives a discrepancy's figures as rationals by name.
type figures map[string]*big.Rat

func (f figures) over(a, b string) *big.Rat { return new(big.Rat).Quo(f[a], f[b]) }

// grown compounds a base by so many percent for so many years.
func grown(base, percent *big.Rat, years int) *big.Rat {
	factor := new(big.Rat).Add(big.NewRat(1, 1), new(big.Rat).Quo(percent, big.NewRat(100, 1)))
	out := new(big.Rat).Set(base)
	for range years {
		out.Mul(out, factor)
	}
	return out
}

func r(s string) *big.Rat {
	v, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return v
}

// between reports low <= v <= high.
func between(v *big.Rat, low, high string) bool { return v.Cmp(r(low)) >= 0 && v.Cmp(r(high)) <= 0 }

// compoundRounds reports whether base reaches target in five years at a rate
// that rounds to percent, in steps such as 0.1.
func compoundRounds(base, target, percent *big.Rat, step string) bool {
	half := new(big.Rat).Quo(r(step), r("2"))
	low, high := new(big.Rat).Sub(percent, half), new(big.Rat).Add(percent, half)
	return grown(base, low, 5).Cmp(target) <= 0 && grown(base, high, 5).Cmp(target) > 0
}

// share is percent of v.
func share(v, percent *big.Rat) *big.Rat {
	return new(big.Rat).Quo(new(big.Rat).Mul(v, percent), r("100"))
}

// wholeOf gives the whole of which part is so many percent.
func wholeOf(part, percent *big.Rat) *big.Rat {
	return new(big.Rat).Quo(new(big.Rat).Mul(part, r("100")), percent)
}

// shown tells for each discrepancy whether its figures really contradict each
// other, and whether they say what its words say.
var shown = map[string]func(f figures) bool{
	"allowance-growth": func(f figures) bool {
		// By: 637 is 145 % and 318 % of about 439 and 200. To: 218 % of about 292.
		hundred := r("100")
		urban, rural := new(big.Rat).Add(hundred, f["urban"]), new(big.Rat).Add(hundred, f["rural"])
		if !between(wholeOf(f["allowance"], urban), "439", "440") || !between(wholeOf(f["allowance"], rural), "200", "201") ||
			!between(wholeOf(f["allowance"], f["rural"]), "292", "293") {
			return false
		}
		// No base in whole yuan rounds half up to 218 %; some do to 45 %.
		growth := func(base int64) *big.Rat {
			return new(big.Rat).Sub(new(big.Rat).Quo(new(big.Rat).Mul(f["allowance"], hundred), big.NewRat(base, 1)), hundred)
		}
		rounds := func(to *big.Rat) (n int) {
			for base := int64(1); base <= 637; base++ {
				off := new(big.Rat).Sub(growth(base), to)
				if off.Cmp(r("-0.5")) >= 0 && off.Cmp(r("0.5")) < 0 {
					n++
				}
			}
			return n
		}
		return rounds(f["rural"]) == 0 && rounds(f["urban"]) > 0 && growth(200).Cmp(r("218.5")) == 0
	},
	"three-level-centres": func(f figures) bool {
		return f["base"].Cmp(f["target"]) < 0 && f["target"].Cmp(f["prose"]) < 0
	},
	"spending-scope": func(f figures) bool {
		return f["base"].Cmp(f["target"]) < 0 && f["target"].Cmp(f["result"]) < 0
	},
	"allowance-above-band": func(f figures) bool {
		// 7,644 yuan a year is 35 % of 21,840 and 65 % of 11,760. All residents'
		// consumption lies between, so the share of it is above 35 % whatever the
		// weights: here, one in ten rural, and nine in ten.
		year := new(big.Rat).Mul(f["allowance"], r("12"))
		urban, rural := wholeOf(year, f["urbanShare"]), wholeOf(year, f["ruralShare"])
		above := func(weight string) bool {
			w := r(weight)
			all := new(big.Rat).Add(new(big.Rat).Mul(rural, w), new(big.Rat).Mul(urban, new(big.Rat).Sub(r("1"), w)))
			return year.Cmp(share(all, f["ceiling"])) > 0
		}
		return urban.Cmp(r("21840")) == 0 && rural.Cmp(r("11760")) == 0 && above("0.1") && above("0.9") &&
			year.Cmp(share(urban, f["tableCeiling"])) == 0
	},
	"support-consumption": func(f figures) bool { // urban 1,092 by consumption, rural 588, so 828.10 by the multiple
		year := new(big.Rat).Mul(f["allowance"], r("12"))
		month := func(of string) *big.Rat {
			return new(big.Rat).Quo(share(wholeOf(year, f[of]), f["share"]), r("12"))
		}
		multiple := new(big.Rat).Mul(f["allowance"], f["multiple"])
		return month("urbanShare").Cmp(r("1092")) == 0 && month("ruralShare").Cmp(r("588")) == 0 && multiple.Cmp(r("828.1")) == 0
	},
	"county-facility-year": func(f figures) bool {
		return f["section"].Cmp(f["planEnd"]) < 0 && f["sectionFacilities"].Cmp(f["boxFacilities"]) == 0
	},
	"trainees-twice": func(f figures) bool {
		return f["section"].Cmp(f["box"]) == 0 && f["sectionYear"].Cmp(f["boxYear"]) == 0
	},
	"growth-column": func(f figures) bool {
		// Compound fits T2.7 and T2.14. Divided by five, T2.7 would be 13.3 %; the 1 % of
		// T2.14 fits both.
		divided := func(base, target string) *big.Rat {
			return new(big.Rat).Quo(new(big.Rat).Sub(f.over(target, base), r("1")), r("0.05"))
		}
		return compoundRounds(f["careBase"], f["careTarget"], f["careGrowth"], "0.1") &&
			compoundRounds(f["outletBase"], f["outletTarget"], f["outletGrowth"], "1") &&
			between(divided("careBase", "careTarget"), "13.3", "13.4") &&
			between(divided("outletBase", "outletTarget"), "0.5", "1.5")
	},
	"growth-left-out": func(f figures) bool {
		return compoundRounds(f["supportBase"], f["supportTarget"], r("5.7"), "0.1") &&
			compoundRounds(f["facilityBase"], f["facilityTarget"], r("8.4"), "0.1") &&
			compoundRounds(f["siteBase"], f["siteTarget"], r("7.2"), "0.1") &&
			compoundRounds(f["cremationBase"], f["cremationTarget"], r("0.6"), "0.1")
	},
	"workers-exceed": func(f figures) bool {
		return new(big.Rat).Mul(f["table"], r("10000")).Cmp(f["box"]) == 0
	},
	"community-organisations-year": func(f figures) bool { return f["box"].Cmp(f["section"]) < 0 },
	"care-beds-2020": func(f figures) bool {
		return f["table1"].Cmp(f["table2"]) == 0 && f["prose"].Cmp(f["table1"]) != 0 &&
			compoundRounds(f["table1"], f["target"], f["growth"], "0.1") && !compoundRounds(f["prose"], f["target"], f["growth"], "0.1")
	},
	"lottery-five-years": func(f figures) bool { // missed as a year's target, reached as five years'
		return f["result"].Cmp(f["target"]) < 0 && f["fiveYears"].Cmp(f["target"]) > 0
	},
	"lottery-misprint": func(f figures) bool {
		return f["withDigit"].Cmp(f["target"]) > 0 && f["withDigit"].Cmp(f["fiveYears"]) > 0 && f["result"].Cmp(f["target"]) < 0
	},
	"three-populations": func(f figures) bool { // 4.16, 3.33 and 3.75 million, or 4.375 with the table's workers
		a := new(big.Rat).Mul(f.over("organisations", "perTenThousand"), r("10000"))
		b := new(big.Rat).Mul(f.over("volunteers", "volunteerPercent"), r("100"))
		c := new(big.Rat).Mul(f.over("workers", "workerPermille"), r("1000"))
		d := new(big.Rat).Mul(f.over("workersTable", "workerPermille"), r("10000000"))
		return d.Cmp(r("4375000")) == 0 && between(a, "4160377", "4160378") && between(b, "3333333", "3333334") && c.Cmp(r("3750000")) == 0
	},
	"rural-stations":  func(f figures) bool { return f["prose"].Cmp(f["target"]) > 0 },
	"rural-platforms": func(f figures) bool { return f["prose"].Cmp(f["target"]) > 0 },
	"same-base-two-groups": func(f figures) bool {
		return f["unable"].Cmp(f["disabled"]) == 0 && f["prose"].Cmp(f["unable"]) == 0
	},
	"allowance-share": func(f figures) bool {
		// With 24,000 yuan urban and 21,000 of all residents both bands hold from
		// 560.00 to 612.50: the higher floor and the lower ceiling.
		month := func(year, percent string) *big.Rat { return new(big.Rat).Quo(share(r(year), f[percent]), r("12")) }
		tableFloor, proseFloor := month("24000", "tableFloor"), month("21000", "proseFloor")
		tableCeiling, proseCeiling := month("24000", "tableCeiling"), month("21000", "proseCeiling")
		return f["proseFloor"].Cmp(f["tableFloor"]) != 0 && f["proseCeiling"].Cmp(f["tableCeiling"]) == 0 &&
			tableFloor.Cmp(r("560")) == 0 && proseFloor.Cmp(tableFloor) < 0 &&
			proseCeiling.Cmp(r("612.5")) == 0 && tableCeiling.Cmp(proseCeiling) > 0
	},
	"not-below-a-band": func(f figures) bool {
		return f["floor"].Cmp(f["ceiling"]) < 0 && f["tableFloor"].Cmp(f["tableCeiling"]) < 0 &&
			f["tableFloor"].Cmp(f["pastFloor"]) == 0 && f["tableCeiling"].Cmp(f["pastCeiling"]) == 0
	},
	"allowance-base-residents": func(f figures) bool { // 21,840 and 11,760
		year := new(big.Rat).Mul(f["allowance"], r("12"))
		return wholeOf(year, f["first"]).Cmp(r("21840")) == 0 && wholeOf(year, f["second"]).Cmp(r("11760")) == 0
	},
	"allowance-target-pair": func(f figures) bool { // as a pair both targets would lie below their bases
		return f["targetFirst"].Cmp(f["pastFirst"]) == 0 && f["targetSecond"].Cmp(f["pastSecond"]) == 0 &&
			f["targetFirst"].Cmp(f["baseFirst"]) < 0 && f["targetSecond"].Cmp(f["baseSecond"]) < 0
	},
	"allowance-target-below-base": func(f figures) bool {
		return f["targetFloor"].Cmp(f["base"]) < 0 && f["base"].Cmp(f["reached"]) == 0 && f["base"].Cmp(f["targetCeiling"]) == 0 &&
			f["targetFloor"].Cmp(f["pastFloor"]) == 0 && f["targetCeiling"].Cmp(f["pastCeiling"]) == 0
	},
	"missing-low": func(f figures) bool {
		printed := seeds.Row2(2)
		return f["table"].Cmp(f["prose"]) == 0 && strings.Contains(printed.Base.Printed, "于最生活保障标准") &&
			strings.Contains(printed.Target.Printed, "于最生活保障标准")
	},
	"care-by-need": func(f figures) bool { // one share, and a clause without any figure
		need := seeds.MustQuote("三(一)4", "照料护理标准依据特困人员生活自理能力和服务需求确定")
		return f["share"].Cmp(r("10")) == 0 && !strings.ContainsAny(need.Quote, "0123456789")
	},
	"residential-support-all": func(f figures) bool { return f["target"].Cmp(r("100")) < 0 && f["base"].Cmp(f["target"]) < 0 },
	"cremation-steps": func(f figures) bool { // 2.5 points over five years: half a point a year, 88 % in 2021
		step := new(big.Rat).Quo(new(big.Rat).Sub(f["target"], f["base"]), f["years"])
		return step.Cmp(r("0.5")) == 0 && new(big.Rat).Add(f["base"], step).Cmp(r("88")) == 0
	},
	"disability-base": func(f figures) bool {
		return f["living"].Cmp(f["care"]) == 0 && f["persons"].Sign() > 0 &&
			seeds.Row2(17).Base.Kind == seeds.NoFigure && seeds.Row2(18).Base.Kind == seeds.NoFigure
	},
	"disability-coverage": func(f figures) bool {
		return f["living"].Cmp(f["care"]) == 0 && f["gradeFirst"].Cmp(f["gradeLast"]) < 0 && seeds.Row2(17).Attribute == seeds.Binding
	},
	"child-rescue":     func(f figures) bool { return f["now"].Cmp(r("100")) == 0 },
	"adaptation-group": func(f figures) bool { return f["homes"].Cmp(r("324")) == 0 },
	// In words alone: the phrases stand in one clause each, as quoted.
	"employment-costs": func(f figures) bool {
		whole := seeds.MustQuote("三(一)2", "鼓励有劳动能力的农村最低生活保障对象参与就业，在计算家庭收入时扣减必要的就业成本")
		return len(f) == 0 && strings.HasSuffix(whole.Quote, "在计算家庭收入时扣减必要的就业成本")
	},
	"graves-contained": func(f figures) bool {
		whole := seeds.MustQuote("三(五)2", "积极稳妥推进活人墓、豪华墓、乱埋乱葬治理，遏制增量、减少存量").Quote
		return len(f) == 0 && strings.HasSuffix(whole, "遏制增量、减少存量") && !strings.ContainsAny(whole, "0123456789%")
	},
	"station-conditions": func(f figures) bool { // six that one has, twice, and of none how much
		six := "有场地、有设备、有人员、有服务功能、有工作流程、有规章制度"
		return len(f) == 0 && strings.Count(six, "有") == 6 && seeds.MustQuote("三(八)2", six).Quote == seeds.MustQuote("B8.1", six).Quote
	},
	"property-conditions": func(f figures) bool {
		return len(f) == 0 && strings.Contains(seeds.MustQuote("三(一)5", "家庭财产限定标准或条件").Quote, "标准或条件")
	},
	"allowance-base": func(f figures) bool {
		return f["first"].Cmp(f["table1"]) == 0 && f["second"].Cmp(f["targetCeiling"]) > 0
	},
	"support-bounds": func(f figures) bool { // 1.3 × 35 % = 45.5 %, below 60 %
		most := new(big.Rat).Mul(f["multiple"], f["ceilingShare"])
		return f["multiple"].Cmp(f["proseMultiple"]) == 0 && most.Cmp(r("45.5")) == 0 && most.Cmp(f["share"]) < 0
	},
	"open-beds-unit": func(f figures) bool { // 9,300 beds or 93 %: both are possible
		beds := new(big.Rat).Mul(f["result"], r("10000"))
		return beds.Cmp(r("9300")) == 0 && beds.Cmp(f["beds"]) < 0 && f["result"].Cmp(r("1")) < 0
	},
	"percent-twice": func(f figures) bool { // 84 % of 1 % is 0.84 %, far from the next plan's base
		return new(big.Rat).Quo(f["base"], r("100")).Cmp(r("0.84")) == 0 && f["target"].Cmp(f["now"]) == 0
	},
	"urban-facilities-already": func(f figures) bool {
		return f["base"].Cmp(f["target"]) == 0 && f["task"].Cmp(f["base"]) == 0 && f["deadline"].Cmp(r("2020")) > 0
	},
	"workers-per-persons-and-beds": func(f figures) bool { // per thousand older persons: 1, and 45/100 of one; 1.45 if added
		persons, beds := f.over("workers", "perPersons"), f.over("workers", "perBeds")
		perThousand := new(big.Rat).Mul(persons, r("1000"))
		atBeds := new(big.Rat).Mul(beds, f["bedsPerThousand"])
		return perThousand.Cmp(r("1")) == 0 && atBeds.Cmp(r("0.45")) == 0 && atBeds.Cmp(perThousand) < 0
	},
	"workers-2020": func(f figures) bool { // 3,500 is 500 more; to 6,500 it is 3,000 or 3,500
		table := new(big.Rat).Mul(f["table"], r("10000"))
		return table.Cmp(r("3500")) == 0 && table.Cmp(f["prose"]) > 0
	},
	"month-and-year": func(f figures) bool {
		// 637 yuan at 35 % of a year's consumption over 12 months means 21,840 a
		// year; 60 % of that is 13,104, over twelve months 1,092, and 1.3 × 637 is
		// 828.1, of the same size only by the month.
		year := new(big.Rat).Mul(new(big.Rat).Quo(f["allowance"], f["ceilingShare"]), r("1200"))
		literal := new(big.Rat).Quo(new(big.Rat).Mul(year, f["share"]), r("100"))
		return year.Cmp(r("21840")) == 0 && literal.Cmp(r("13104")) == 0 && literal.Cmp(new(big.Rat).Mul(f["allowance"], r("12"))) > 0
	},
	"cemeteries-premise": func(f figures) bool { return f["target"].Cmp(f["premise"]) == 0 },
	"care-below-base":    func(f figures) bool { return f["target"].Cmp(f["base"]) < 0 },
	"stations-or-staff":  func(f figures) bool { return f["table"].Cmp(f["box"]) == 0 },
	"floor-area-growth": func(f figures) bool { // 30 + 5 × 1 = 35; 30 × 1.01⁵ = 31.53
		linear := new(big.Rat).Add(f["base"], new(big.Rat).Mul(f["growth"], f["years"]))
		return linear.Cmp(f["target"]) == 0 && between(grown(f["base"], f["growth"], 5), "31.53", "31.54")
	},
	"staff-growth": func(f figures) bool { // 7.69 % in all; 2.6 × 1.076⁵ = 3.75
		total := new(big.Rat).Sub(f.over("target", "base"), r("1"))
		return between(total, "0.0769", "0.077") && between(grown(f["base"], f["growth"], 5), "3.74", "3.76")
	},
	"worker-growth": func(f figures) bool { // 0.35 × 1.11⁵ = 0.59; 13.1 % falls short of 0.65, 13.2 % does not
		return between(grown(f["base"], f["growth"], 5), "0.589", "0.59") &&
			grown(f["base"], r("13.1"), 5).Cmp(f["target"]) < 0 && grown(f["base"], r("13.2"), 5).Cmp(f["target"]) >= 0 &&
			new(big.Rat).Mul(f["target"], r("10000")).Cmp(f["box"]) == 0
	},
	"person-units": func(f figures) bool {
		return !f["target"].IsInt() && !f["staff"].IsInt() && new(big.Rat).Mul(f["target"], r("10000")).Cmp(f["box"]) == 0
	},
	"place-name-base": func(f figures) bool { // 92.3 % grows to less than 100 %, 92.4 % to more
		return grown(r("92.3"), f["growth"], 5).Cmp(f["target"]) < 0 && grown(r("92.4"), f["growth"], 5).Cmp(f["target"]) > 0
	},
	"cremation-label": func(f figures) bool {
		return f["reached"].Cmp(f["base"]) == 0 && f["target"].Cmp(f["base"]) > 0
	},
	"villages": func(f figures) bool { // 3,519 organisations or 6,835
		urban := new(big.Rat).Mul(f["urban"], f["urbanPlaces"])
		a := new(big.Rat).Add(urban, new(big.Rat).Mul(f["village"], f["villages"]))
		b := new(big.Rat).Add(urban, new(big.Rat).Mul(f["rural"], f["villages"]))
		return a.Cmp(r("3519")) == 0 && b.Cmp(r("6835")) == 0
	},
	"work-stations-year": func(f figures) bool { return f["section"].Cmp(f["box"]) < 0 },
	"yearly-trainings": func(f figures) bool {
		// Over five years the two readings are 200 managers and 40 supervisors apart.
		apart := func(name string) *big.Rat { return new(big.Rat).Sub(new(big.Rat).Mul(f[name], r("5")), f[name]) }
		return apart("managers").Cmp(r("200")) == 0 && apart("supervisors").Cmp(r("40")) == 0 && f["certified"].Cmp(f["managers"]) > 0
	},
	"child-staff-again":         func(f figures) bool { return f["now"].Cmp(f["goal"]) == 0 },
	"funeral-policy-for-whom":   func(f figures) bool { return f["policy"].Cmp(r("100")) == 0 }, // of all: but of whom
	"child-staff-who":           func(f figures) bool { return f["staff"].Cmp(f["now"]) == 0 },  // the same again: but of whom
	"cremation-deaths":          func(f figures) bool { return f["base"].Cmp(f["target"]) < 0 }, // a rate: but of which deaths
	"counselling-rooms-of-what": func(f figures) bool { return f["rooms"].Cmp(r("100")) == 0 },  // of all: but of which
}

func TestEachDiscrepancyIsRecomputedFromItsFigures(t *testing.T) {
	seen := map[string]bool{}
	for _, d := range seeds.Discrepancies() {
		require.False(t, seen[d.ID], "%s stands twice", d.ID)
		seen[d.ID] = true
		recompute, ok := shown[d.ID]
		require.True(t, ok, "%s has no test", d.ID)
		f := figures{}
		for _, q := range d.Figures {
			f[q.Name] = q.Value.Rat()
			_, inPlan := seeds.Clause(q.Clause)
			assert.True(t, inPlan, "%s rests on %s", d.ID, q.Clause)
		}
		assert.True(t, recompute(f), d.ID)
		assert.True(t, d.Class.IsValid(), d.ID)
		assert.Contains(t, []int{2, 3}, len(d.Readings), d.ID)
		assert.True(t, d.Default == seeds.NoReading || d.Default >= 0 && d.Default < len(d.Readings), d.ID)
		for _, text := range []rule.Text{d.Title, d.Why} {
			assert.NotEmpty(t, text.ZH, d.ID)
			assert.NotEmpty(t, text.EN, d.ID)
		}
		for _, reading := range d.Readings {
			assert.NotEmpty(t, reading.Text.ZH, d.ID)
			assert.NotEmpty(t, reading.Text.EN, d.ID)
			_, inPlan := seeds.Clause(reading.Clause)
			assert.True(t, inPlan, "%s reads %s", d.ID, reading.Clause)
		}
	}
	assert.Len(t, shown, len(seen), "a test without its discrepancy")
}

// TestDiscrepanciesRestOnTheTables takes the tables' figures from the tables.
func TestDiscrepanciesRestOnTheTables(t *testing.T) {
	cells := map[string][]seeds.Cell{}
	for _, row := range seeds.Table1() {
		cells[row.Clause().ID] = []seeds.Cell{row.Base, row.Target, row.Result}
	}
	for _, row := range seeds.Table2() {
		cells[row.Clause().ID] = []seeds.Cell{row.Base, row.Target, row.Growth}
	}
	for _, d := range seeds.Discrepancies() {
		for _, q := range d.Figures {
			row, isRow := cells[q.Clause]
			if !isRow || q.Name == "years" || q.Name == "withDigit" || row[0].Kind == seeds.Formula {
				continue
			}
			found := false
			for _, c := range row {
				found = found || c.Low.Equal(q.Value) && !c.Low.IsZero() || c.High.Equal(q.Value) && !c.High.IsZero()
			}
			assert.True(t, found, "%s: %s is not in row %s", d.ID, q.Value, q.Clause)
		}
	}
}

// TestTheBindingIndicatorDecides: where a reading follows a binding row of Table 2 and
// another does not, the row's is the default.
func TestTheBindingIndicatorDecides(t *testing.T) {
	binding := map[string]bool{}
	for _, row := range seeds.Table2() {
		binding[row.Clause().ID] = row.Attribute == seeds.Binding
	}
	// Where the row itself is what is unclear, another place of the plan explains it.
	explained := map[string]bool{"care-beds-2020": true, "allowance-base": true, "allowance-base-residents": true, "allowance-target-pair": true, "missing-low": true}
	for _, d := range seeds.Discrepancies() {
		rows := 0
		for _, r := range d.Readings {
			if binding[r.Clause] {
				rows++
			}
		}
		if rows == 0 || rows == len(d.Readings) || explained[d.ID] {
			continue
		}
		require.NotEqual(t, seeds.NoReading, d.Default, d.ID)
		assert.True(t, binding[d.Readings[d.Default].Clause], "%s follows %s against a binding indicator", d.ID, d.Readings[d.Default].Clause)
	}
}

func TestWhatACallerDoesToTheRegisterChangesNothing(t *testing.T) {
	d := seeds.Discrepancies()
	d[0].Readings[0].Clause, d[0].Figures[0].Name = "x", "x"
	assert.NotEqual(t, "x", seeds.Discrepancies()[0].Readings[0].Clause)
	assert.NotEqual(t, "x", seeds.Discrepancies()[0].Figures[0].Name)
}
