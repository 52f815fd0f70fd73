package assistance

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Degree 困难程度档次 is what a degree of an emergency is worth, in months of the standard.
type Degree struct {
	// Degree is its number, from 1.
	Degree int64 `json:"degree" zh:"困难程度" en:"degree" range:"[1,20]"`
	// Least and Most bound the multiple; above zero.
	Least unit.Rate `json:"least" zh:"最低倍数" en:"least multiple" range:"(0,1000×]"`
	Most  unit.Rate `json:"most" zh:"最高倍数" en:"most" range:"(0,1000×]"`
}

// SpendingBand 自负支出档次 is what spending of one's own is worth, in months of the standard.
type SpendingBand struct {
	// From 自负支出下限 is where the band begins, itself included; where one band's words and the next one's
	// both name an amount, the caller says here whose it is.
	From  unit.Money `json:"from" zh:"自负支出（元）起" en:"spending from (yuan)" range:"[0,)"`
	Least unit.Rate  `json:"least" zh:"最低倍数" en:"least multiple" range:"(0,1000×]"`
	Most  unit.Rate  `json:"most" zh:"最高倍数" en:"most" range:"(0,1000×]"`
}

// TemporaryPolicy holds the parameters of [TemporaryAid]. All are the county's: plan and norms leave
// standards, caps and limits to it. A county with other bands for recipients of the allowance has
// two sets of parameters.
type TemporaryPolicy struct {
	// Standard 低保月标准 in yuan; above zero.
	Standard unit.Money `json:"standard" zh:"低保月标准（元）" en:"allowance standard a month (yuan)" range:"(0,)"`
	// PerPerson 按人计算 multiplies by the persons in need; else the aid is the household's.
	PerPerson bool `json:"per_person" zh:"按人数计算" en:"counted by persons"`
	// Degrees are for emergencies, 1 to 20, and Bands for spending, 1 to 20 in the order of their
	// amounts.
	Degrees []Degree       `json:"degrees" zh:"急难档次" en:"degree" range:"[1,20]"`
	Bands   []SpendingBand `json:"bands" zh:"支出档次" en:"band" range:"[1,20]"`
	// Cap 最高倍数 bounds every multiple.
	Cap unit.Rate `json:"cap" zh:"最高倍数（上限）" en:"cap, as a multiple" range:"(0,1000×]"`
	// Disposable 上年度人均可支配收入 a year, and PropertyLimit, a person: for spending only.
	Disposable    unit.Money `json:"disposable" zh:"上年度人均可支配收入（元/年）" en:"last year's disposable income (yuan a person and year)" range:"(0,)"`
	PropertyLimit unit.Money `json:"property_limit" zh:"人均财产限定标准（元）" en:"property limit a person (yuan)" range:"(0,)"`
	// Times 年度次数上限 is how often in the county's window a household is aided; SameCauseOnce says that one
	// cause is aided once.
	Times         int64 `json:"most_times" zh:"期限内次数上限" en:"times within the window" range:"[1,100]"`
	SameCauseOnce bool  `json:"same_cause_once" zh:"同一事由只救助一次" en:"one cause is aided once"`
	// TownshipLimit 乡镇（街道）审批额度 is up to which amount, itself included, a township decides.
	TownshipLimit unit.Money `json:"township_limit" zh:"乡镇（街道）审批额度（元）" en:"township's limit (yuan)" range:"[0,)"`
	// Rounding rounds the amount, which it takes neither below the least multiple nor above the most and the cap;
	// unset means [unit.UpToYuan].
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (d *Degree) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, d) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (b *SpendingBand) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, b) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *TemporaryPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Plight 临时困难 is what is known of a household in a temporary plight.
type Plight struct {
	// Kind is of the aid.
	Kind AidKind `json:"kind" zh:"救助类型" en:"kind"`
	// Persons 需救助人数 is 1 to [MaxMembers].
	Persons int32 `json:"persons" zh:"人数" en:"persons" range:"[1,127]"`
	// Degree 困难程度 is one of the county's; needed for an emergency.
	Degree rule.Given[int64] `json:"degree_found,omitzero" zh:"困难程度" en:"degree" range:"[1,20]"`
	// SelfPaid 自负支出, YearIncome 家庭年收入 and Property 家庭财产 in yuan; needed for spending. An emergency has no
	// test of means.
	SelfPaid   rule.Given[unit.Money] `json:"self_paid,omitzero" zh:"自负支出（元）" en:"spending of one's own (yuan)" range:"[0,)"`
	YearIncome rule.Given[unit.Money] `json:"year_income,omitzero" zh:"家庭年收入（元）" en:"income a year (yuan)" range:"[0,)"`
	Property   rule.Given[unit.Money] `json:"property,omitzero" zh:"家庭财产（元）" en:"property (yuan)" range:"[0,)"`
	// Multiple 拟定倍数 is what the officer proposes; outside the degree's or band's bounds it is taken to the
	// bound. Not given, it is the least.
	Multiple rule.Given[unit.Rate] `json:"multiple,omitzero" zh:"拟定倍数" en:"multiple proposed" range:"(0,1000×]"`
	// Aided 期限内已救助次数 is how often the household was aided in the window, and SameCause whether for
	// the same cause.
	Aided     int64 `json:"aided" zh:"期限内已救助次数" en:"times aided within the window" range:"[0,1000]"`
	SameCause bool  `json:"same_cause" zh:"同一事由已救助" en:"aided for the same cause"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *Plight) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Aid 临时救助 is the answer of [TemporaryAid].
type Aid struct {
	// Amount is in yuan, above zero where aid is given, and never above the cap; 0.00 where none is.
	Amount unit.Money `json:"amount" zh:"救助金额（元）" en:"aid (yuan)" range:"[0,)"`
	// Outcome says why.
	Outcome AidOutcome `json:"outcome,omitzero" zh:"结论" en:"outcome"`
	// PayFirst 先行救助 says that it is paid at once, and that the papers follow (事后补充说明).
	PayFirst bool `json:"pay_first" zh:"先行救助，事后补充说明" en:"paid first, papers after"`
	// ByTownship says that the township decides: the amount is within its limit.
	ByTownship bool `json:"by_township" zh:"乡镇（街道）审批" en:"the township decides"`
}

// TemporaryAid 临时救助金核算 gives temporary aid, as a multiple of the monthly allowance standard:
//
//   - in an emergency (急难型) by the degree of the plight, without a test of means, paid first and
//     papered after (小额先行救助, 三(一)4);
//   - for spending (支出型) by what the household paid itself, if its income a person is below last year's
//     disposable income and its property within the limit, in the full procedure.
//
// The multiple lies within the degree's or the band's bounds and never passes the cap; nor does the amount, however
// it is rounded: up to the yuan, 3 × 784.50 under a cap of 3 × is 2353.50. A household is
// aided so often in the county's window, and, where the county has it so, once for one cause. Up to
// its limit the township decides.
//
// Errors: [rule.Missing] for what the kind needs, [rule.Range] for a negative amount, persons not 1 to
// [MaxMembers], a degree that the county does not have or a rounding that leaves nothing of the aid.
var TemporaryAid = rule.MustNew(rule.Definition[TemporaryPolicy, Plight, Aid]{
	ID: "assistance.temporary-aid", Version: 1,
	Title: rule.Text{ZH: "临时救助金核算", EN: "Temporary aid"},
	Basis: []rule.Clause{clausePayFirst, clauseStrictly, clauseReserve, clauseAidWho, clauseAidFirst, clauseAidTied},
	Never: []string{
		"{kind} = 'emergency' and not given({degree_found})", "{kind} = 'emergency' and not any({degrees.degree} = {degree_found})",
		"{kind} = 'expenditure' and not given({self_paid})", "{kind} = 'expenditure' and not given({year_income})",
		"{kind} = 'expenditure' and not given({property})",
	},
	Check: checkTemporary, Steps: temporaryTerms, KernelByRef: temporaryAid,
})

var (
	clausePayFirst = seeds.MustQuote("三(一)4", "对急难型临时救助，乡镇（街道）、县级民政部门可“小额先行救助”，事后补充说明")
	clauseStrictly = seeds.MustQuote("三(一)4", "对支出型临时救助，严格按照审核审批程序办理")
	clauseReserve  = seeds.MustQuote("三(一)4", "继续实施乡镇（街道）临时救助备用金制度，合理提高审批额度")
	clauseAidWho   = ofNorm(normTemporary, "临时救助意见二(一)", "二、（一）", "part 2 (1)", "人均可支配收入应低于当地上年度人均可支配收入")
	clauseAidFirst = ofNorm(normTemporary, "临时救助意见二(二)", "二、（二）", "part 2 (2)", "直接予以救助，并在急难情况缓解后")
	clauseAidTied  = ofNorm(normTemporary, "临时救助意见二(三)", "二、（三）", "part 2 (3)", "临时救助标准可与当地最低生活保障标准挂钩")
)

var (
	termAidPoor = newTerm("aid_poor", "人均收入低于上年度人均可支配收入", "income a person below the disposable income",
		"{year_income} < {disposable} × {persons}", clauseAidWho)
	termAidOwns = newTerm("aid_owns", "家庭财产超过限定标准", "property above the limit",
		"{property} > {property_limit} × {persons}", clauseAidWho)
	termBand = newTerm("band_from", "支出档次起点", "the band begins at",
		"largest(if({bands.from} ≤ {self_paid}, {bands.from}, smallest({bands.from})))", rule.Clause{})
	termBelowBands = newTerm("below_bands", "自负支出未达最低档次", "spending below the first band",
		"{self_paid} < smallest({bands.from})", rule.Clause{})
	termLeast = newTerm("multiple_least", "最低倍数", "least multiple",
		"if({kind} = 'emergency', sum(if({degrees.degree} = {degree_found}, {degrees.least}, 0)), sum(if({bands.from} = {band_from}, {bands.least}, 0)))", rule.Clause{})
	termMost = newTerm("multiple_most", "最高倍数", "most",
		"if({kind} = 'emergency', sum(if({degrees.degree} = {degree_found}, {degrees.most}, 0)), sum(if({bands.from} = {band_from}, {bands.most}, 0)))", rule.Clause{})
	termMultiple = newTerm("multiple_used", "执行倍数", "multiple",
		"min(max(if(given({multiple}), {multiple}, {multiple_least}), {multiple_least}), {multiple_most}, {cap})", clauseAidTied)
	termAidExact = newTerm("amount_exact", "救助金额（取整前）", "aid before rounding",
		"{standard} × if({per_person}, {persons}, 1) × {multiple_used}", clauseAidTied)
	termAidFloor = newTerm("floor", "按最低倍数的金额（取整后不得低于）", "by the least multiple: not less, however rounded",
		"{standard} × if({per_person}, {persons}, 1) × {multiple_least}", rule.Clause{})
	termAidTop = newTerm("ceiling", "按最高倍数和上限的金额（取整后不得超过）", "by the most and the cap: not more, however rounded",
		"{standard} × if({per_person}, {persons}, 1) × min({multiple_most}, {cap})", rule.Clause{})
	termAidOutcome = newTerm("outcome", "结论", "outcome",
		"if({same_cause} and {same_cause_once}, 'same-cause', if({aided} ≥ {most_times}, 'too-often', if({kind} = 'emergency', 'aided', if({aid_poor}, if({aid_owns}, 'property', if({below_bands}, 'spending', 'aided')), if({aid_owns}, 'income-and-property', 'income')))))", rule.Clause{})
	termAidAmount = newTerm("amount", "救助金额", "aid",
		"if({outcome} = 'aided', min(max(round({amount_exact}, {rounding}), round({floor}, 'up/fen')), round({ceiling}, 'down/fen')), 0)", rule.Clause{})
	termPayFirst = newTerm("pay_first", "先行救助，事后补充说明", "paid first, papers after",
		"{outcome} = 'aided' and {kind} = 'emergency'", clausePayFirst)
	termByTownship = newTerm("by_township", "乡镇（街道）审批", "the township decides",
		"{outcome} = 'aided' and {amount} ≤ {township_limit}", clauseReserve)

	temporaryTerms = []*rule.Term{termAidPoor, termAidOwns, termBand, termBelowBands, termLeast, termMost, termMultiple, termAidExact,
		termAidFloor, termAidTop, termAidOutcome, termAidAmount, termPayFirst, termByTownship}
)

// checkTemporary wants degrees that stand once, bands in order and no least above its most.
func checkTemporary(p TemporaryPolicy) (TemporaryPolicy, error) {
	var f rule.Errors
	order := func(field string, least, most unit.Rate) {
		if least.Cmp(most) > 0 {
			f.Add(rule.Range, field, least.String(), rule.Text{ZH: "最低倍数不得高于最高倍数" + most.String(), EN: "the least must not be above the most, " + most.String()})
		}
	}
	for i, d := range p.Degrees {
		at := "degrees[" + strconv.Itoa(i) + "]."
		order(at+"least", d.Least, d.Most)
		for _, before := range p.Degrees[:i] {
			if before.Degree == d.Degree {
				f.Add(rule.Duplicate, at+"degree", strconv.FormatInt(d.Degree, 10), rule.Text{ZH: "困难程度重复", EN: "a degree stands twice"})
			}
		}
	}
	for i, b := range p.Bands {
		at := "bands[" + strconv.Itoa(i) + "]."
		order(at+"least", b.Least, b.Most)
		if i > 0 && !p.Bands[i-1].From.Less(b.From) {
			f.Add(rule.Range, at+"from", b.From.String(), rule.Text{ZH: "各档次应按金额由低到高排列", EN: "bands stand in the order of their amounts"})
		}
	}
	return p, f.Err()
}

// plight is what was found of a household, before the outcome.
type plight struct {
	poor, owns, below  bool
	bandFrom           unit.Money
	least, most, times unit.Rate
	exact, floor, top  unit.Exact
	at                 int // of the degree or band
}

func temporaryAid(p *TemporaryPolicy, in *Plight, t *rule.Trace) (Aid, error) {
	if err := in.fault(); err != nil {
		return Aid{}, err
	}
	f, err := p.find(in)
	if err != nil {
		return Aid{}, err
	}
	out := Aid{Outcome: AidGiven}
	switch tests := tested(f.poor, f.owns); {
	case in.SameCause && p.SameCauseOnce:
		out.Outcome = AidSameCause
	case in.Aided >= p.Times:
		out.Outcome = AidTooOften
	case in.Kind == Emergency:
	case tests == ReasonProperty:
		out.Outcome = AidProperty
	case tests == ReasonIncome:
		out.Outcome = AidIncome
	case tests == ReasonIncomeAndProperty:
		out.Outcome = AidIncomeAndProperty
	case f.below:
		out.Outcome = AidSpending
	}
	if out.Outcome == AidGiven {
		if out.Amount, err = p.paid(in, &f); err != nil {
			return Aid{}, err
		}
		out.PayFirst = in.Kind == Emergency
		out.ByTownship = !p.TownshipLimit.Less(out.Amount)
	}
	if t.On() {
		f.trace(t, in.Kind, &out)
	}
	return out, nil
}

// fault says what the kind of aid needs and was not given.
func (in *Plight) fault() error {
	degree, hasDegree := in.Degree.Get()
	paid, hasPaid := in.SelfPaid.Get()
	income, hasIncome := in.YearIncome.Get()
	property, hasProperty := in.Property.Get()
	multiple, hasMultiple := in.Multiple.Get()
	if !in.Kind.IsValid() || in.Persons < 1 || in.Persons > MaxMembers || in.Aided < 0 || in.Aided > 1000 ||
		hasDegree && (degree < 1 || degree > 20) || paid.Sign() < 0 || income.Sign() < 0 || property.Sign() < 0 ||
		hasMultiple && (multiple.Sign() <= 0 || multiple.Cmp(mostMultiple) > 0) {
		return rule.Refused
	}
	var f rule.Errors
	need := func(given bool, field string) {
		if !given {
			f.Missing(field)
		}
	}
	if in.Kind == Emergency {
		need(hasDegree, "degree_found")
	} else {
		need(hasPaid, "self_paid")
		need(hasIncome, "year_income")
		need(hasProperty, "property")
	}
	return f.Err()
}

var mostMultiple = unit.MustParseRate("1000×")

func (p *TemporaryPolicy) find(in *Plight) (f plight, err error) {
	n := int64(in.Persons)
	if in.Kind == Emergency {
		at, err := p.degree(in)
		if err != nil {
			return f, err
		}
		f.least, f.most, f.at = p.Degrees[at].Least, p.Degrees[at].Most, at
	} else {
		income, _ := in.YearIncome.Get()
		property, _ := in.Property.Get()
		paid, _ := in.SelfPaid.Get()
		// Amounts are below 2^53 fen and persons at most 127: these products cannot overflow.
		f.poor, f.owns = income.Fen() < p.Disposable.Fen()*n, property.Fen() > p.PropertyLimit.Fen()*n
		at := lastBegun(p.Bands, func(b *SpendingBand) bool { return !paid.Less(b.From) })
		band := &p.Bands[max(at, 0)]
		f.below, f.at = at < 0, max(at, 0)
		f.bandFrom, f.least, f.most = band.From, band.Least, band.Most
	}
	f.times = f.least
	if m, given := in.Multiple.Get(); given && m.Cmp(f.least) > 0 {
		f.times = m
	}
	f.times = lower(lower(f.times, f.most), p.Cap)
	base := p.Standard
	if p.PerPerson {
		if base, err = base.Mul(n); err != nil {
			return f, tooLarge(err)
		}
	}
	f.exact, f.floor, f.top = base.Times(f.times), base.Times(f.least), base.Times(lower(f.most, p.Cap))
	return f, nil
}

// paid rounds the aid, and keeps it within the bounds of its multiple: the cap is the last word.
func (p *TemporaryPolicy) paid(in *Plight, f *plight) (unit.Money, error) {
	amount, err := paid(f.exact, p.Rounding)
	if err != nil {
		return amount, err
	}
	if amount, err = atLeast(amount, f.floor); err != nil {
		return amount, tooLarge(err)
	}
	if amount, err = atMost(amount, f.top); err == nil && amount.IsZero() {
		return amount, p.nothing(in, f)
	}
	return amount, err
}

// nothing refuses a greatest multiple, that of the degree or band or the cap, which leaves nothing of what is due.
func (p *TemporaryPolicy) nothing(in *Plight, f *plight) error {
	path, most := "cap", p.Cap
	if f.most.Cmp(p.Cap) < 0 {
		if path, most = "bands[", f.most; in.Kind == Emergency {
			path = "degrees["
		}
		path += strconv.Itoa(f.at) + "].most"
	}
	var es rule.Errors
	es.AddTo(rule.OfParameters, rule.Range, path, most.String(), rule.Text{
		ZH: "符合条件，按此最高倍数至多" + f.top.String() + "元，不足一分：符合条件的，金额不能为零，请核对倍数和低保标准",
		EN: "eligible, and by it at most " + f.top.String() + " yuan are due, less than a fen: nobody eligible is paid nothing; check the multiple and the allowance standard"})
	return es.Err()
}

func lower(a, b unit.Rate) unit.Rate {
	if b.Cmp(a) < 0 {
		return b
	}
	return a
}

// degree finds the degree of an emergency among the county's.
func (p *TemporaryPolicy) degree(in *Plight) (at int, err error) {
	found, _ := in.Degree.Get()
	for i := range p.Degrees {
		if p.Degrees[i].Degree == found {
			return i, nil
		}
	}
	var f rule.Errors
	f.Add(rule.Range, "degree_found", strconv.FormatInt(found, 10), rule.Text{ZH: "县区没有这一困难程度档次", EN: "the county has no such degree"})
	return 0, f.Err()
}

func (f *plight) trace(t *rule.Trace, kind AidKind, out *Aid) {
	if kind == Expenditure {
		t.Flag(termAidPoor, f.poor)
		t.Flag(termAidOwns, f.owns)
		t.Money(termBand, f.bandFrom)
		t.Flag(termBelowBands, f.below)
	}
	t.Rate(termLeast, f.least)
	t.Rate(termMost, f.most)
	t.Rate(termMultiple, f.times)
	t.Exact(termAidExact, f.exact)
	t.Exact(termAidFloor, f.floor)
	t.Exact(termAidTop, f.top)
	t.Choice(termAidOutcome, out.Outcome)
	t.Money(termAidAmount, out.Amount)
	t.Flag(termPayFirst, out.PayFirst)
	t.Flag(termByTownship, out.ByTownship)
}
