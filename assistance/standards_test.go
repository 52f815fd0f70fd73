package assistance_test

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// month is a share of a year's amount over twelve months, in rationals of fen.
func month(year unit.Money, share unit.Rate) *big.Rat {
	r := new(big.Rat).Mul(fen(year.Fen()), share.Rat())
	return r.Quo(r, fen(12))
}

// oracleLack is how many whole fen are lacking to a bound.
func oracleLack(bound, have *big.Rat) *big.Rat {
	d := new(big.Rat).Sub(bound, have)
	if d.Sign() <= 0 {
		return new(big.Rat)
	}
	return rounded(d, unit.UpToFen)
}

// oracleVerdict checks one clause; not ok where nothing is left between the bounds, or a
// number leaves the range.
func oracleVerdict(s assistance.Shares, p assistance.BandPolicy, year, standard unit.Money) (floor, ceiling, short, excess *big.Rat, ok bool) {
	up, down := p.FloorRounding, p.CeilingRounding
	if up == 0 {
		up = unit.UpToFen
	}
	if down == 0 {
		down = unit.DownToFen
	}
	exact := month(year, s.Floor)
	floor, short, excess = rounded(exact, up), oracleLack(exact, fen(standard.Fen())), new(big.Rat)
	if s.FloorOnly {
		return floor, nil, short, excess, floor.Cmp(limit) <= 0
	}
	exact = month(year, s.Ceiling)
	ceiling, excess = rounded(exact, down), oracleLack(fen(standard.Fen()), exact)
	return floor, ceiling, short, excess, floor.Cmp(ceiling) <= 0 && ceiling.Cmp(limit) <= 0
}

func TestStandardsEqualRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 6))
	met, refused := 0, 0
	for range tries(*oracleRows) {
		p, in := anyBand(r), anyStandard(r)
		got, err := assistance.AllowanceStandardCheck.Under(p).Eval(in)
		bands, bandErr := assistance.AllowanceBand.Under(p).Eval(in.Consumption)
		urban, hasUrban := in.Consumption.UrbanResidents.Get()
		all, hasAll := in.Consumption.AllResidents.Get()
		wantOK := (hasUrban || hasAll) && (!hasUrban || urban.Sign() > 0) && (!hasAll || all.Sign() > 0)
		bandOK := wantOK
		wantOK = wantOK && in.Standard.Sign() > 0
		for _, c := range []struct {
			shares  assistance.Shares
			year    rule.Given[unit.Money]
			verdict rule.Given[assistance.StandardVerdict]
			band    rule.Given[assistance.Band]
		}{
			{p.Urban, in.Consumption.UrbanResidents, got.Urban, bands.Urban},
			{p.AllResidents, in.Consumption.AllResidents, got.AllResidents, bands.AllResidents},
		} {
			year, given := c.year.Get()
			if !given || year.Sign() <= 0 {
				continue
			}
			floor, ceiling, short, excess, ok := oracleVerdict(c.shares, p, year, in.Standard)
			wantOK, bandOK = wantOK && ok, bandOK && ok
			band, has := c.band.Get()
			require.Equal(t, bandErr == nil, has)
			if has {
				equalFen(t, floor, band.Floor)
				top, hasTop := band.Ceiling.Get()
				require.Equal(t, ceiling != nil, hasTop)
				if hasTop {
					equalFen(t, ceiling, top)
				}
			}
			v, has := c.verdict.Get()
			require.Equal(t, err == nil, has)
			if has {
				require.Equal(t, band, v.Band)
				equalFen(t, short, v.Shortfall)
				equalFen(t, excess, v.Excess)
				require.Equal(t, short.Sign() == 0 && excess.Sign() == 0, v.Met)
			}
		}
		require.Equal(t, bandOK, bandErr == nil, "%+v under %+v: %v", in, p, bandErr)
		require.Equal(t, wantOK, err == nil, "%+v under %+v: %v", in, p, err)
		if err != nil {
			refused++
			continue
		}
		decides, of := got.Urban, assistance.UrbanResidents
		if !hasUrban {
			decides, of = got.AllResidents, assistance.AllResidents
		}
		v, _ := decides.Get()
		require.Equal(t, v.Met, got.Met)
		require.Equal(t, of, got.DecidedBy)
		if got.Met {
			met++
		}
	}
	require.Greater(t, met, tries(*oracleRows)/100)
	require.Greater(t, refused, tries(*oracleRows)/100)
}

func equalFen(t *testing.T, want *big.Rat, got unit.Money) {
	t.Helper()
	if want.Cmp(fen(got.Fen())) != 0 {
		t.Fatalf("%v, want %s fen", got, want)
	}
}

// TestAddingTheShortfallMeetsTheStandard, and taking the excess off does.
func TestAddingTheShortfallMeetsTheStandard(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 9))
	fell := 0
	for range tries(20_000) {
		p, in := anyBand(r), anyStandard(r)
		in.Consumption.UrbanResidents = rule.Given[unit.Money]{}
		check := assistance.AllowanceStandardCheck.Under(p)
		got, err := check.Eval(in)
		if err != nil || got.Met {
			continue
		}
		fell++
		v, _ := got.AllResidents.Get()
		if in.Standard, err = in.Standard.Add(v.Shortfall); err == nil {
			in.Standard, err = in.Standard.Sub(v.Excess)
		}
		require.NoError(t, err)
		got, err = check.Eval(in)
		if err == nil && !got.Met { // a band so narrow that no whole fen lies in it
			then, _ := got.AllResidents.Get()
			require.False(t, v.Shortfall.IsZero() && !then.Excess.IsZero(), "%+v under %+v", in, p)
			continue
		}
		require.NoError(t, err)
	}
	require.Positive(t, fell)
}

func TestSupportAndCareEqualRationals(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 10))
	for range tries(*oracleRows) {
		p, in := anySupportPolicy(r), anySupport(r)
		got, err := assistance.SupportStandard.Under(p).Eval(in)
		if p.Rounding == 0 {
			p.Rounding = unit.UpToFen
		}
		multiple, consumption := new(big.Rat).Mul(fen(in.Allowance.Fen()), p.Multiple.Rat()), month(in.Consumption, p.Share)
		higher, by := multiple, assistance.ByMultiple
		switch c := multiple.Cmp(consumption); {
		case c < 0:
			higher, by = consumption, assistance.ByConsumption
		case c == 0:
			by = assistance.ByBoth
		}
		ok := in.Allowance.Sign() > 0 && in.Consumption.Sign() > 0 && in.ConsumptionOf >= 1 && in.ConsumptionOf <= 3
		if ok {
			higher = rounded(higher, p.Rounding)
			ok = higher.Cmp(limit) <= 0
		}
		require.Equal(t, ok, err == nil, "%+v under %+v: %v", in, p, err)
		if ok {
			equalFen(t, higher, got.Standard)
			require.Equal(t, by, got.DecidedBy)
			require.Equal(t, in.ConsumptionOf, got.ConsumptionOf)
		}

		care, facts := anyCarePolicy(r), anyCare(r)
		answer, err := assistance.CareStandard.Under(care).Eval(facts)
		if care.Rounding == 0 {
			care.Rounding = unit.UpToFen
		}
		paid, given := facts.Paid.Get()
		exact := new(big.Rat).Mul(fen(facts.Support.Fen()), care.Share.Rat())
		ok = facts.Support.Sign() > 0 && paid.Sign() >= 0
		if ok {
			ok = rounded(exact, care.Rounding).Cmp(limit) <= 0
		}
		require.Equal(t, ok, err == nil, "%+v under %+v: %v", facts, care, err)
		if ok {
			equalFen(t, rounded(exact, care.Rounding), answer.Standard)
			require.Equal(t, given, !answer.Met.IsZero())
			if given {
				short, _ := answer.Shortfall.Get()
				met, _ := answer.Met.Get()
				equalFen(t, oracleLack(exact, fen(paid.Fen())), short)
				require.Equal(t, short.IsZero(), met)
			}
		}
	}
}

// TestTheBindingIndicatorDecides on the plan's own figures: 637 yuan, by T1.1 35 % of urban
// consumption, and so met, wherever all residents' consumption lies.
func TestTheBindingIndicatorDecides(t *testing.T) {
	in := assistance.StandardFacts{Standard: seeds.MustFigure("allowance-2020").Money()}
	in.Consumption.UrbanResidents = rule.Give(unit.Yuan(21_840))
	for _, all := range []int32{11_760, 15_000, 16_800, 18_000, 20_000, 21_840} {
		in.Consumption.AllResidents = rule.Give(unit.Yuan(all))
		got, err := assistance.AllowanceStandardCheck.Eval(in)
		require.NoError(t, err)
		assert.True(t, got.Met, all)
		assert.Equal(t, assistance.UrbanResidents, got.DecidedBy)
		v, _ := got.AllResidents.Get()
		assert.Equal(t, all == 21_840, v.Met, all)
		got, err = assistance.AllowanceStandardCheck.Under(assistance.NotBelow()).Eval(in)
		require.NoError(t, err)
		v, _ = got.AllResidents.Get()
		assert.True(t, v.Met, "nothing is above a floor")
		assert.True(t, v.Ceiling.IsZero())
	}
}

// TestDecisionsCiteWhatTheyRestOn: the clause of the consumption that was given, each figure
// only beside its own value, and the plan's edition.
func TestDecisionsCiteWhatTheyRestOn(t *testing.T) {
	quotes := func(clauses []rule.Clause) (out []string) {
		for _, c := range clauses {
			out = append(out, c.ID+" "+c.Quote)
		}
		return out
	}
	const urban, all = "T2.1 28，35", "三(一)4 按不低于上年度全体居民人均消费性支出的30%-35%确定"
	const by = "三(一)4 到“十四五”期末实现全市城乡最低生活保障标准"
	year := rule.Give(unit.Yuan(24_000))
	d, err := assistance.AllowanceBand.Explain(assistance.Consumption{UrbanResidents: year})
	require.NoError(t, err)
	assert.Equal(t, []string{urban, by}, quotes(d.Clauses))
	assert.False(t, d.Edition.IsZero())
	d, err = assistance.AllowanceBand.Explain(assistance.Consumption{AllResidents: year})
	require.NoError(t, err)
	assert.Equal(t, []string{all}, quotes(d.Clauses), "which gives the year too")
	d, err = assistance.AllowanceBand.Explain(assistance.Consumption{AllResidents: year, UrbanResidents: year})
	require.NoError(t, err)
	assert.Equal(t, []string{urban, all}, quotes(d.Clauses), "the binding indicator first")

	p := assistance.Intervals()
	p.Urban.Ceiling = unit.Percent(40)
	d, err = assistance.AllowanceBand.Under(p).Explain(assistance.Consumption{UrbanResidents: year})
	require.NoError(t, err)
	clauses := map[string]string{}
	for _, s := range d.Steps {
		clauses[s.ID] = s.Clause
	}
	assert.Equal(t, "T2.1", clauses["urban.floor_exact"])
	assert.Empty(t, clauses["urban.ceiling_exact"], "40 % is not the plan's")
	for _, o := range d.Origins {
		if o.Path == "urban_share.ceiling" {
			assert.Equal(t, rule.FromCaller, o.From)
			assert.Equal(t, "35%", o.Plan)
		}
	}

	// Of an interval of which only one end is the plan's, the clause is named and its two figures are not
	// quoted; so too where it is read as a floor, which T2.1 is not.
	assert.Equal(t, []string{"T2.1 ", by}, quotes(d.Clauses), "the year, beside")
	p = assistance.Intervals()
	p.Urban.FloorOnly = true
	only, err := assistance.AllowanceStandardCheck.Under(p).Explain(assistance.StandardFacts{
		Standard: unit.Yuan(600), Consumption: assistance.Consumption{UrbanResidents: year, AllResidents: year}})
	require.NoError(t, err)
	assert.Equal(t, []string{"T2.1 ", all}, quotes(only.Clauses))
	assert.NotContains(t, only.Text(rule.Chinese), "28，35")
	p = assistance.NotBelow()
	read, err := assistance.AllowanceBand.Under(p).Explain(assistance.Consumption{AllResidents: year})
	require.NoError(t, err)
	assert.Equal(t, []string{all}, quotes(read.Clauses), "the other reading is the clause's own")

	care := func(p assistance.CarePolicy) []string {
		d, err := assistance.CareStandard.Under(p).Explain(assistance.CareFacts{Support: unit.Yuan(1_000)})
		require.NoError(t, err)
		return quotes(d.Clauses)
	}
	const byNeed = "三(一)4 照料护理标准依据特困人员生活自理能力和服务需求确定"
	assert.Equal(t, []string{"T2.3 不低于特困人员基本生活标准的10%", byNeed}, care(assistance.CareStandard.Parameters()))
	assert.Equal(t, []string{"T2.3 12%", byNeed}, care(assistance.CareAtBase()))
	assert.Equal(t, []string{byNeed}, care(assistance.CarePolicy{Share: unit.Percent(30)}))

	support, err := assistance.SupportStandard.Explain(assistance.SupportFacts{Allowance: unit.Yuan(637), Consumption: unit.Yuan(16_000), ConsumptionOf: assistance.RuralResidents})
	require.NoError(t, err)
	assert.Contains(t, quotes(support.Clauses), "T2.2 就高不就低")
	assert.Contains(t, support.Text(rule.Chinese), "消费支出口径: 农村居民")
}

// TestTheDefaultsAreThePlans: the figures of T2.1 stand in the plan's table.
func TestTheDefaultsAreThePlans(t *testing.T) {
	row := seeds.Row2(1)
	p := assistance.Intervals()
	assert.Equal(t, row.Target.Low.String()+"%", p.Urban.Floor.String())
	assert.Equal(t, row.Target.High.String()+"%", p.Urban.Ceiling.String())
	assert.Equal(t, "28%", p.Urban.Floor.String())
	assert.Equal(t, p, assistance.AllowanceBand.Parameters())
}
