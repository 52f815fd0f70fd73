package rule_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Town is a rule whose parameters, facts and answer are of every kind that a text has words of its own for: a verdict that is due by a year, shares
// beside a floor, a multiple, bands, a way of rounding, a group with words, plain texts in a list, what is left out, and steps of every kind.
type townPolicy struct {
	Due   int64                 `json:"due" zh:"到期年份" en:"year due" range:"[0,2199]"`
	Floor unit.Rate             `json:"floor" zh:"下限" en:"floor" range:"(0,100%]"`
	Times unit.Rate             `json:"times" zh:"倍数" en:"multiple" range:"(0,)"`
	Bands []townBand            `json:"bands" zh:"档" en:"band" range:"[1,9]"`
	Way   unit.Rounding         `json:"way" zh:"取整方式" en:"rounding"`
	Extra townExtra             `json:"extra" zh:"附加" en:"extra"`
	Free  rule.Given[unit.Rate] `json:"free,omitzero" zh:"免除比例" en:"share free"`
}

type townBand struct {
	From   int64      `json:"from" zh:"起" en:"from"`
	Amount unit.Money `json:"amount" zh:"金额（元）" en:"amount (yuan)"`
}

type townExtra struct {
	Months int64 `json:"months" zh:"月数" en:"months"`
	Strict bool  `json:"strict" zh:"从严" en:"strict"`
}

type townFacts struct {
	Area  Area       `json:"area" zh:"户籍地" en:"area"`
	Since unit.Month `json:"since" zh:"起始月份" en:"since"`
	Towns []town     `json:"towns" zh:"乡镇" en:"town" range:"[1,20]"`
	Notes []string   `json:"notes" zh:"备注" en:"note"`
}

type town struct {
	Covered int64             `json:"covered" zh:"已覆盖（个）" en:"covered"`
	Total   int64             `json:"total" zh:"总数（个）" en:"in all" range:"[1,)"`
	Open    bool              `json:"open" zh:"已开放" en:"open"`
	Left    rule.Given[int64] `json:"left,omitzero" zh:"空余（个）" en:"left"`
}

type townAnswer struct {
	Met   bool          `json:"met" zh:"达标" en:"met" due:"due"`
	Pay   unit.Money    `json:"pay" zh:"应付（元）" en:"to pay (yuan)"`
	Until unit.Month    `json:"until,omitzero" zh:"截止月份" en:"until"`
	Area  Area          `json:"where,omitzero" zh:"地区" en:"where" step:"where"`
	Way   unit.Rounding `json:"how,omitzero" zh:"所用取整" en:"rounding used" step:"how"`
	Each  []townShare   `json:"each" zh:"乡镇" en:"town"`
}

type townShare struct {
	Share unit.Share `json:"share,omitzero" zh:"覆盖率" en:"share covered"`
	Met   bool       `json:"met" zh:"达标" en:"met"`
}

var (
	townClause = rule.Clause{ID: "T8.1", Quote: "不低于55.5%", Place: rule.Text{ZH: "表8第1行", EN: "Table 8, row 1"}, Of: rule.Text{ZH: "覆盖率", EN: "share covered"}}
	townSteps  = struct{ share, each, met, raw, pay, until, where, how rule.Term }{
		rule.Term{ID: "each.share", Label: rule.Text{ZH: "覆盖率", EN: "share covered"}, Formula: "{towns.covered} ÷ {towns.total}"},
		rule.Term{ID: "each.met", Label: rule.Text{ZH: "该乡镇达标", EN: "town met"}, Formula: "{each.share} ≥ {floor}", Clause: townClause},
		rule.Term{ID: "met", Label: rule.Text{ZH: "全部达标", EN: "all met"}, Formula: "all({each.met})"},
		rule.Term{ID: "raw", Label: rule.Text{ZH: "未取整", EN: "before rounding"}, Formula: "sum({bands.amount}) × {times}"},
		rule.Term{ID: "pay", Label: rule.Text{ZH: "应付", EN: "to pay"}, Formula: "round({raw}, {way})"},
		rule.Term{ID: "until", Label: rule.Text{ZH: "截止月份", EN: "until"}, Formula: "{since} + {extra.months}"},
		rule.Term{ID: "where", Label: rule.Text{ZH: "地区", EN: "where"}, Formula: "if({extra.strict}, 'urban', {area})"},
		rule.Term{ID: "how", Label: rule.Text{ZH: "所用取整", EN: "rounding used"}, Formula: "if({met}, {way}, {way})"},
	}
)

func townDefinition() rule.Definition[townPolicy, townFacts, townAnswer] {
	return rule.Definition[townPolicy, townFacts, townAnswer]{
		ID: "sample.town", Version: 3, Title: rule.Text{ZH: "乡镇覆盖", EN: "Towns covered"}, Basis: []rule.Clause{notice, townClause},
		Units:   map[string]rule.Text{"pay": {ZH: "元每月", EN: "yuan a month"}, "each.share": {ZH: "按个数"}},
		Sources: []rule.Source{{Path: "floor", Clause: townClause, Value: "55.5%"}, {Path: "due", Clause: notice, Value: "2025"}},
		Steps:   []*rule.Term{&townSteps.share, &townSteps.each, &townSteps.met, &townSteps.raw, &townSteps.pay, &townSteps.until, &townSteps.where, &townSteps.how},
		KernelByRef: func(p *townPolicy, in *townFacts, t *rule.Trace) (out townAnswer, err error) {
			if !in.Area.IsValid() || len(in.Towns) < 1 || len(in.Towns) > 20 {
				return out, rule.Refused
			}
			out.Met = true
			for i, at := range in.Towns {
				share, err := unit.NewShare(at.Covered, at.Total)
				if err != nil {
					return townAnswer{}, rule.Refused
				}
				t.Item(i)
				t.Share(&townSteps.share, share)
				t.Flag(&townSteps.each, share.Meets(p.Floor))
				out.Each = append(out.Each, townShare{share, share.Meets(p.Floor)})
				out.Met = out.Met && share.Meets(p.Floor)
			}
			t.Item(-1)
			t.Flag(&townSteps.met, out.Met)
			var sum unit.Money
			for _, b := range p.Bands {
				if sum, err = sum.Add(b.Amount); err != nil {
					return townAnswer{}, err
				}
			}
			t.Exact(&townSteps.raw, sum.Times(p.Times))
			if out.Pay, err = sum.Times(p.Times).Round(p.Way); err != nil {
				return townAnswer{}, err
			}
			t.Money(&townSteps.pay, out.Pay)
			if out.Until, err = in.Since.Add(int(p.Extra.Months)); err != nil {
				return townAnswer{}, err
			}
			t.Value(&townSteps.until, out.Until)
			out.Area, out.Way = in.Area, p.Way
			if p.Extra.Strict {
				out.Area = Urban
			}
			t.Choice(&townSteps.where, out.Area)
			t.Value(&townSteps.how, out.Way)
			return out, nil
		},
	}
}

func townParameters() townPolicy {
	return townPolicy{Due: 2025, Floor: unit.MustParseRate("55.5%"), Times: unit.MustParseRate("1.25×"), Bands: []townBand{{1, unit.Yuan(10)}, {5, unit.MustParseMoney("20.50")}},
		Way: unit.MustParseRounding("half-up/jiao"), Extra: townExtra{3, true}}
}

func towns() townFacts {
	return townFacts{Area: Rural, Since: unit.MustParseMonth("2021-11"), Towns: []town{{5, 9, true, rule.Give[int64](2)}, {8, 9, false, rule.Given[int64]{}}}, Notes: []string{"甲", "乙×丙"}}
}

// townRule is the rule of the towns under parameters that a test may change.
func townRule(t testing.TB, change func(p *townPolicy)) rule.Rule[townPolicy, townFacts, townAnswer] {
	t.Helper()
	r, err := rule.New(townDefinition())
	require.NoError(t, err)
	p := townParameters()
	if change != nil {
		change(&p)
	}
	r = r.Under(p)
	require.NoError(t, r.Err())
	return r
}
