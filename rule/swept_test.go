package rule_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Swept is a family of rules over facts of every kind, whose numbers have few values each, so that every value can be asked. The formulas
// are made by chance and the kernels compute them by package formula, which shares nothing with what follows a number through a range.
type sweptPolicy struct {
	Floor unit.Money `json:"floor" zh:"底数（元）" en:"floor (yuan)" range:"[0,1)"`
	Share unit.Rate  `json:"share" zh:"比例" en:"share" range:"(54%,56%]"`
	Per   int64      `json:"per" zh:"每份（人）" en:"for each" range:"[1,6]"`
	Since unit.Month `json:"since" zh:"起始月份" en:"since" range:"[2023-01,2024-12]"`
}

type sweptFacts struct {
	Income unit.Money             `json:"income" zh:"收入（元）" en:"income (yuan)" range:"(-0.5,1.2]"`
	N      int64                  `json:"n" zh:"人数（人）" en:"persons" range:"[-5,30)"`
	Small  int8                   `json:"small" zh:"小数目" en:"small" range:"(-4,20]"`
	Month  unit.Month             `json:"month" zh:"月份" en:"month" range:"[2023-01,2024-06]"`
	Rate   unit.Rate              `json:"rate" zh:"比率" en:"rate" range:"[0,1.5%)"`
	Figure unit.Number            `json:"figure" zh:"数值" en:"figure" range:"(-2,2.5]"`
	Area   Area                   `json:"area" zh:"户籍地" en:"area"`
	Night  bool                   `json:"night,omitzero" zh:"夜间" en:"at night"`
	Extra  rule.Given[unit.Money] `json:"extra,omitzero" zh:"另付（元）" en:"extra (yuan)" range:"[0,0.6]"`
	Guests rule.Given[int64]      `json:"guests,omitzero" zh:"同行人（人）" en:"guests" range:"[0,9]"`
	Rows   []sweptRow             `json:"rows" zh:"行" en:"row" range:"[1,4]"`
}

type sweptRow struct {
	N    int64      `json:"n" zh:"件数" en:"pieces" range:"[0,12]"`
	Paid unit.Money `json:"paid" zh:"已付（元）" en:"paid (yuan)" range:"[0,0.5]"`
}

type sweptAnswer struct {
	OK     bool                   `json:"ok" zh:"可以" en:"ok"`
	Due    unit.Money             `json:"due" zh:"应付（元）" en:"due (yuan)"`
	Sum    int64                  `json:"sum" zh:"合计" en:"sum"`
	Kind   Area                   `json:"kind" zh:"类别" en:"kind"`
	Until  unit.Month             `json:"until" zh:"截止月份" en:"until"`
	Left   rule.Given[unit.Money] `json:"left,omitzero" zh:"余额（元）" en:"left (yuan)"`
	Figure unit.Number            `json:"figure" zh:"数值" en:"figure"`
	Each   []sweptEach            `json:"each" zh:"行" en:"row"`
}

type sweptEach struct {
	Pay  unit.Money `json:"pay" zh:"付（元）" en:"pay (yuan)"`
	More bool       `json:"more" zh:"较多" en:"more"`
}

// sweptDial is a number of a case that is put through its values, in whole steps.
type sweptDial struct {
	path      string
	low, high int64 // what its tag allows
	perUnit   int64 // steps in a whole unit
	text      func(x int64) string
	set       func(p *sweptPolicy, in *sweptFacts, x int64)
	get       func(p *sweptPolicy, in *sweptFacts) (x int64, given bool)
}

func fenText(x int64) string   { return big.NewRat(x, 100).FloatString(2) }
func countText(x int64) string { return strconv.FormatInt(x, 10) }
func monthText(x int64) string { return fmt.Sprintf("%04d-%02d", x/12, x%12+1) }
func percentText(x int64) string {
	return strings.TrimSuffix(strings.TrimRight(big.NewRat(x, 100).FloatString(2), "0"), ".") + "%"
}
func tenthText(x int64) string { return big.NewRat(x, 10).FloatString(1) }

func percents(r unit.Rate) int64 { return r.Decimal().Mul(decimal.New(1, 4)).IntPart() }
func hundredths(x int64) unit.Rate {
	r, err := unit.RateFromDecimal(decimal.New(x, -4), unit.PercentNotation)
	if err != nil {
		panic(err)
	}
	return r
}

func fenDial(path string, low, high int64, at func(p *sweptPolicy, in *sweptFacts) *unit.Money) sweptDial {
	return sweptDial{path, low, high, 100, fenText, func(p *sweptPolicy, in *sweptFacts, x int64) { *at(p, in) = unit.Fen(int32(x)) },
		func(p *sweptPolicy, in *sweptFacts) (int64, bool) { return at(p, in).Fen(), true }}
}

func countDial(path string, low, high int64, at func(p *sweptPolicy, in *sweptFacts) *int64) sweptDial {
	return sweptDial{path, low, high, 1, countText, func(p *sweptPolicy, in *sweptFacts, x int64) { *at(p, in) = x },
		func(p *sweptPolicy, in *sweptFacts) (int64, bool) { return *at(p, in), true }}
}

func monthDial(path string, low, high string, at func(p *sweptPolicy, in *sweptFacts) *unit.Month) sweptDial {
	of := func(m unit.Month) int64 { return int64(m.Year())*12 + int64(m.Month()) - 1 }
	return sweptDial{path, of(unit.MustParseMonth(low)), of(unit.MustParseMonth(high)), 1, monthText,
		func(p *sweptPolicy, in *sweptFacts, x int64) { *at(p, in) = unit.MustParseMonth(monthText(x)) },
		func(p *sweptPolicy, in *sweptFacts) (int64, bool) { return of(*at(p, in)), true }}
}

func rateDial(path string, low, high int64, at func(p *sweptPolicy, in *sweptFacts) *unit.Rate) sweptDial {
	return sweptDial{path, low, high, 10_000, percentText, func(p *sweptPolicy, in *sweptFacts, x int64) { *at(p, in) = hundredths(x) },
		func(p *sweptPolicy, in *sweptFacts) (int64, bool) { return percents(*at(p, in)), true }}
}

// sweptDials are the numbers of a case with so many rows, parameters first.
func sweptDials(rows int) []sweptDial {
	type P = *sweptPolicy
	type F = *sweptFacts
	out := []sweptDial{
		fenDial("floor", 0, 99, func(p P, _ F) *unit.Money { return &p.Floor }),
		rateDial("share", 5401, 5600, func(p P, _ F) *unit.Rate { return &p.Share }),
		countDial("per", 1, 6, func(p P, _ F) *int64 { return &p.Per }),
		monthDial("since", "2023-01", "2024-12", func(p P, _ F) *unit.Month { return &p.Since }),
		fenDial("income", -49, 120, func(_ P, in F) *unit.Money { return &in.Income }),
		countDial("n", -5, 29, func(_ P, in F) *int64 { return &in.N }),
		{"small", -3, 20, 1, countText, func(_ P, in F, x int64) { in.Small = int8(x) }, func(_ P, in F) (int64, bool) { return int64(in.Small), true }},
		monthDial("month", "2023-01", "2024-06", func(_ P, in F) *unit.Month { return &in.Month }),
		rateDial("rate", 0, 149, func(_ P, in F) *unit.Rate { return &in.Rate }),
		{"figure", -19, 25, 10, tenthText, func(_ P, in F, x int64) { in.Figure = unit.MustParseNumber(tenthText(x)) },
			func(_ P, in F) (int64, bool) { return in.Figure.Decimal().Mul(decimal.New(1, 1)).IntPart(), true }},
		{"extra", 0, 60, 100, fenText, func(_ P, in F, x int64) { in.Extra = rule.Give(unit.Fen(int32(x))) }, func(_ P, in F) (int64, bool) {
			m, ok := in.Extra.Get()
			return m.Fen(), ok
		}},
		{"guests", 0, 9, 1, countText, func(_ P, in F, x int64) { in.Guests = rule.Give(x) }, func(_ P, in F) (int64, bool) { return in.Guests.Get() }},
	}
	for i := range rows {
		out = append(out, countDial(fmt.Sprintf("rows[%d].n", i), 0, 12, func(_ P, in F) *int64 { return &in.Rows[i].N }),
			fenDial(fmt.Sprintf("rows[%d].paid", i), 0, 50, func(_ P, in F) *unit.Money { return &in.Rows[i].Paid }))
	}
	return out
}

// sweptEnv gives a formula its values: of the case, and of the steps before it.
type sweptEnv struct {
	values map[string][]formula.Value // by item, 0 outside lists
	rows   int
}

func (e sweptEnv) Value(name string, item int) (formula.Value, bool) {
	list, ok := e.values[name]
	if len(list) == 1 {
		item = 0
	}
	if !ok || item >= len(list) {
		return formula.Value{}, false
	}
	return list[item], true
}

func (e sweptEnv) Len(name string) int {
	if strings.HasPrefix(name, "rows") || strings.HasPrefix(name, "each") {
		return e.rows
	}
	return -1
}

func sweptCase(p *sweptPolicy, in *sweptFacts) sweptEnv {
	e := sweptEnv{map[string][]formula.Value{}, len(in.Rows)}
	for _, d := range sweptDials(len(in.Rows)) {
		kind := map[int64]formula.Kind{100: formula.Money, 10_000: formula.Ratio, 10: formula.Number, 1: formula.Count}[d.perUnit]
		if d.path == "month" || d.path == "since" {
			kind = formula.Month
		}
		x, given := d.get(p, in)
		v := formula.Value{Kind: kind, Rat: big.NewRat(x, d.perUnit), Absent: !given}
		name, rest, inList := strings.Cut(d.path, "[")
		if inList {
			_, field, _ := strings.Cut(rest, "]")
			if name += field; len(e.values[name]) == 0 {
				e.values[name] = []formula.Value{{}}
			}
		}
		e.values[name] = append(e.values[name], v)
	}
	e.values["area"] = []formula.Value{{Kind: formula.Choice, Text: in.Area.String()}}
	e.values["night"] = []formula.Value{{Kind: formula.Flag, Flag: in.Night}}
	return e
}

// sweptRule makes a rule of formulas, by the ids of its steps in their order; what refuses tells, beside the tags, which case the kernel refuses.
func sweptRule(ids []string, formulas map[string]string, refuses func(p *sweptPolicy, in *sweptFacts) bool) (rule.Rule[sweptPolicy, sweptFacts, sweptAnswer], error) {
	var steps []*rule.Term
	parsed := map[string]*formula.Formula{}
	for i, id := range ids {
		steps = append(steps, &rule.Term{ID: id, Label: rule.Text{ZH: "步骤" + strconv.Itoa(i), EN: "step " + strconv.Itoa(i)}, Formula: formulas[id]})
		if i%2 == 0 {
			steps[i].Clause = notice
		}
		f, err := formula.Parse(formulas[id])
		if err != nil {
			return rule.Rule[sweptPolicy, sweptFacts, sweptAnswer]{}, err
		}
		parsed[id] = f
	}
	return rule.New(rule.Definition[sweptPolicy, sweptFacts, sweptAnswer]{
		ID: "sample.swept", Version: 1, Title: rule.Text{ZH: "遍历", EN: "Swept"}, Basis: []rule.Clause{notice}, Steps: steps,
		KernelByRef: func(p *sweptPolicy, in *sweptFacts, _ *rule.Trace) (out sweptAnswer, err error) {
			if !in.Area.IsValid() || len(in.Rows) == 0 || len(in.Rows) > 4 {
				return out, rule.Refused
			}
			for _, d := range sweptDials(len(in.Rows)) {
				if x, given := d.get(p, in); given && (x < d.low || x > d.high) {
					return out, rule.Refused
				}
			}
			if refuses != nil && refuses(p, in) {
				return out, rule.Errors{{Code: rule.Invalid, Part: rule.OfFacts, Field: "n", Reason: rule.Text{ZH: "此数不收", EN: "not this one"}}}
			}
			e := sweptCase(p, in)
			for _, id := range ids {
				list := []formula.Value{{}}
				if strings.HasPrefix(id, "each.") {
					for i := range in.Rows {
						v, err := parsed[id].Eval(e, i+1)
						if err != nil {
							return out, tooFar()
						}
						list = append(list, v)
					}
				} else if list[0], err = parsed[id].Eval(e, 0); err != nil {
					return out, tooFar()
				}
				e.values[id] = list
			}
			return sweptAnswered(e, in)
		},
	})
}

func sweptAnswered(e sweptEnv, in *sweptFacts) (out sweptAnswer, err error) {
	money := func(v formula.Value) (m unit.Money) {
		if fen := new(big.Rat).Mul(v.Rat, big.NewRat(100, 1)); fen.IsInt() && err == nil {
			m, err = unit.MoneyFromFen(fen.Num().Int64())
		}
		return m
	}
	one := func(id string) formula.Value { return e.values[id][0] }
	out.OK, out.Due, out.Sum, out.Figure = one("ok").Flag, money(one("due")), one("sum").Rat.Num().Int64(), in.Figure
	if err := out.Kind.UnmarshalText([]byte(one("kind").Text)); err != nil {
		return out, err
	}
	out.Until = unit.MustParseMonth(monthText(one("until").Rat.Num().Int64()))
	if out.OK {
		out.Left = rule.Give(money(one("left")))
	}
	for i := range in.Rows {
		out.Each = append(out.Each, sweptEach{money(e.values["each.pay"][i+1]), e.values["each.more"][i+1].Flag})
	}
	return out, err
}

// sweptFormulas makes formulas by chance.
type sweptFormulas struct{ *rand.Rand }

func (g sweptFormulas) of(list ...string) string { return list[g.IntN(len(list))] }

func (g sweptFormulas) money(depth int) string {
	if depth == 0 {
		return g.of("{income}", "{income}", "{floor}", "{floor}", "if(given({extra}), {extra}, {floor})", "sum({rows.paid})", "largest({rows.paid})")
	}
	a, b := g.money(depth-1), g.money(depth-1)
	switch g.IntN(10) {
	case 0, 1:
		return "(" + a + g.of(" + ", " − ") + b + ")"
	case 2, 3:
		return g.of("max(", "min(") + a + ", " + b + ")"
	case 4:
		return "if(" + g.cond(depth-1) + ", " + a + ", " + b + ")"
	case 5:
		return "(" + a + " × " + g.ratio(depth-1) + ")"
	case 6:
		return "(" + a + " × " + g.of("2", "{per}", "{n}", "{small}") + ")"
	case 7:
		return "round(" + a + ", '" + g.rounding() + "')"
	case 8:
		return "(" + a + " ÷ " + g.of("3", "{per}", "max({small}, 1)", "2") + ")"
	}
	return "max(" + a + ", 0)"
}

func (g sweptFormulas) rounding() string {
	return g.of("up", "down", "half-up", "half-even") + "/" + g.of("fen", "fen", "jiao", "yuan")
}

func (g sweptFormulas) count(depth int) string {
	if depth == 0 {
		return g.of("{n}", "{n}", "{small}", "{small}", "{per}", "3", "count({rows})", "if(given({guests}), {guests}, 2)", "sum({rows.n})", "({month} − {since})", "smallest({rows.n})")
	}
	a, b := g.count(depth-1), g.count(depth-1)
	switch g.IntN(6) {
	case 0, 1:
		return "(" + a + g.of(" + ", " − ") + b + ")"
	case 2:
		return g.of("max(", "min(") + a + ", " + b + ")"
	case 3:
		return "if(" + g.cond(depth-1) + ", " + a + ", " + b + ")"
	case 4:
		return "(" + a + " × " + g.of("2", "{per}", "(0 − 1)", "{small}") + ")"
	}
	return "max(" + a + ", 0)"
}

func (g sweptFormulas) ratio(depth int) string {
	if depth == 0 {
		return g.of("{rate}", "{share}", "1.05%", "55%", "({small} ÷ {per})")
	}
	a, b := g.ratio(0), g.ratio(depth-1)
	return g.of("("+a+" + "+b+")", "("+a+" − "+b+")", "max("+a+", "+b+")", a, "min("+a+", "+b+")")
}

func (g sweptFormulas) cond(depth int) string {
	op := g.of(" = ", " ≠ ", " < ", " ≤ ", " > ", " ≥ ")
	if depth > 0 && g.IntN(3) == 0 {
		return "(" + g.of("not ", "") + g.cond(depth-1) + g.of(" and ", " or ") + g.of("not ", "") + g.cond(depth-1) + ")"
	}
	depth = max(depth-1, 0)
	switch g.IntN(10) {
	case 0, 1, 2:
		return g.money(depth) + op + g.money(depth)
	case 3, 4:
		return g.count(depth) + op + g.count(depth)
	case 5:
		return g.ratio(depth) + op + g.ratio(depth)
	case 6:
		return "{figure}" + op + g.of("1", "0.5", "(0 − 0.75)")
	case 7:
		return "{month}" + op + "{since}" + g.of("", " + 3")
	case 8:
		return g.of("{area} = 'urban'", "{night}", "given({extra})", "given({guests})")
	}
	return g.of("any(", "all(") + g.of("{rows.paid}"+op+g.money(0), "{rows.n}"+op+g.of("{n}", "{small}", "5")) + ")"
}

var sweptIDs = []string{"each.more", "each.pay", "part", "due", "sum", "kind", "until", "ok", "left"}

// anySwept makes a rule by chance.
func anySwept(rnd *rand.Rand) (rule.Rule[sweptPolicy, sweptFacts, sweptAnswer], map[string]string) {
	g := sweptFormulas{rnd}
	for {
		formulas := map[string]string{
			"each.more": "{rows.n}" + g.of(" > ", " ≤ ", " = ") + g.count(0),
			"each.pay":  g.of("max({rows.paid} − {floor}, 0)", "round({rows.paid} × {share}, 'up/fen')", "if({each.more}, {rows.paid}, {income})", "round({rows.paid} ÷ {per}, 'half-even/fen')"),
			"part":      g.money(2), "due": "round(" + g.of("{part}", "{part} + {income}", g.money(2)) + ", '" + g.rounding() + "')", "sum": g.count(2),
			"kind": "if(" + g.cond(1) + ", 'urban', 'rural')", "until": "{month} + " + g.of("{small}", "max({n}, 0)", "if("+g.cond(1)+", 1, {per})"),
			"ok": g.of(g.cond(2), "{part}"+g.of(" > ", " ≥ ", " = ")+g.money(1)), "left": g.of("{floor} − {income}", "{due} × 2", "round({part} ÷ 2, 'half-up/jiao')"),
		}
		hole := rnd.Int64N(40) - 6
		r, err := sweptRule(sweptIDs, formulas, func(_ *sweptPolicy, in *sweptFacts) bool { return in.N == hole && in.Area == Rural })
		if err == nil {
			return r, formulas
		}
	}
}

// anySweptCase makes a case by chance that the tags allow.
func anySweptCase(r *rand.Rand) (p sweptPolicy, in sweptFacts) {
	in.Rows = make([]sweptRow, 1+r.IntN(2))
	for _, d := range sweptDials(len(in.Rows)) {
		if (d.path != "extra" && d.path != "guests") || r.IntN(3) > 0 {
			d.set(&p, &in, d.low+r.Int64N(d.high-d.low+1))
		}
	}
	in.Area, in.Night = Area(1+r.IntN(2)), r.IntN(3) == 0
	return p, in
}
