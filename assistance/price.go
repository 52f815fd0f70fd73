package assistance

import (
	"encoding/json"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// PriceTrigger 启动条件 is from which rise of prices on supplements are paid, for indices of a month and later.
type PriceTrigger struct {
	// Since is the first month of the index.
	Since unit.Month `json:"since" zh:"指数月份起" en:"for indices since"`
	// CPI 居民消费价格指数同比涨幅 and Food 其中食品价格同比涨幅: supplements are paid from either on, itself included. A place
	// may set less than the national 3.5 % and 6 %, not more.
	CPI  unit.Rate `json:"cpi" zh:"CPI同比涨幅达到" en:"rise of consumer prices" range:"(0,3.5%]"`
	Food unit.Rate `json:"food" zh:"食品价格同比涨幅达到" en:"rise of food prices" range:"(0,6%]"`
}

// PriceGroup 保障对象 says since and until which month a group is paid.
type PriceGroup struct {
	Group PriceRecipient `json:"group" zh:"对象" en:"group"`
	// Since and Until are the first and the last month of the index; Until is not given where there is no
	// end.
	Since unit.Month             `json:"since" zh:"指数月份起" en:"for indices since"`
	Until rule.Given[unit.Month] `json:"until,omitzero" zh:"指数月份止" en:"until"`
}

// PriceTier 涨幅档次 is what share of the standard a rise comes to, where a place pays by tiers.
type PriceTier struct {
	// From is the rise of consumer prices from which it is paid, itself included.
	From  unit.Rate `json:"from" zh:"CPI同比涨幅达到" en:"rise of consumer prices from" range:"[-100%,100%]"`
	Share unit.Rate `json:"share" zh:"占低保标准的比例" en:"share of the standard" range:"(0,100%]"`
}

// PricePolicy holds the parameters of [PriceSupplement]. Triggers and groups are national; how much is
// paid, how it is rounded and the least are local.
type PricePolicy struct {
	// Triggers are 1 to 20 and Groups 1 to 60; triggers stand in the order of their months.
	Triggers []PriceTrigger `json:"triggers" zh:"启动条件" en:"trigger" range:"[1,20]"`
	Groups   []PriceGroup   `json:"groups" zh:"保障对象" en:"group" range:"[1,60]"`
	// Formula says how the amount comes about.
	Formula PriceFormula `json:"formula" zh:"计算方式" en:"formula"`
	// Tiers are for [ByTier], in the order of their rises.
	Tiers []PriceTier `json:"tiers,omitzero" zh:"涨幅档次" en:"tier" range:"[0,20]"`
	// Least 最低补贴 is the least supplement a person, where there is one, in yuan.
	Least rule.Given[unit.Money] `json:"least,omitzero" zh:"最低补贴（元/人）" en:"least supplement (yuan a person)" range:"(0,)"`
	// Rounding rounds the amount, before the least is looked at.
	Rounding unit.Rounding `json:"rounding" zh:"取整方式" en:"rounding"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (t *PriceTrigger) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (g *PriceGroup) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, g) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (t *PriceTier) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (p *PricePolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// NationalTriggers are the national conditions since November 2021, with the lower ones of the indices of
// August 2022 to February 2023.
func NationalTriggers() []PriceTrigger {
	whole := func(since, cpi string) PriceTrigger {
		return PriceTrigger{Since: unit.MustParseMonth(since), CPI: unit.MustParseRate(cpi), Food: unit.Percent(6)}
	}
	return []PriceTrigger{whole("2021-11", "3.5%"), whole("2022-08", "3%"), whole("2023-03", "3.5%")}
}

// NationalGroups are the groups of those conditions: seven that stay, and two for the indices of August
// 2022 to February 2023.
func NationalGroups() []PriceGroup {
	first, stage, last := unit.MustParseMonth("2021-11"), unit.MustParseMonth("2022-08"), unit.MustParseMonth("2023-02")
	var groups []PriceGroup
	for g := PriceAllowance; g <= PriceHIVChild; g++ {
		groups = append(groups, PriceGroup{Group: g, Since: first})
	}
	return append(groups, PriceGroup{Group: PriceUnemploymentAid, Since: stage, Until: rule.Give(last)},
		PriceGroup{Group: PriceEdge, Since: stage, Until: rule.Give(last)})
}

// PriceCase 价格指数与对象 is the index of a month and a person.
type PriceCase struct {
	// IndexMonth is the month of the index.
	IndexMonth unit.Month `json:"index_month" zh:"指数月份" en:"month of the index"`
	// CPI and Food are the rises on the year before. Name the series: prices of food, tobacco and drink (食品烟酒)
	// are another.
	CPI  unit.Rate `json:"cpi_rise" zh:"CPI同比涨幅" en:"rise of consumer prices" range:"[-100%,100%]"`
	Food unit.Rate `json:"food_rise" zh:"食品价格同比涨幅" en:"rise of food prices" range:"[-100%,100%]"`
	// Recipient is the group in which the person is paid.
	Recipient PriceRecipient `json:"recipient" zh:"对象类别" en:"group"`
	// Standard 低保月标准 of the person's area, in yuan; above zero.
	Standard unit.Money `json:"standard" zh:"低保月标准（元）" en:"allowance standard (yuan a month)" range:"(0,)"`
	// PaidOtherwise 已按其他类别发放 says that the person is paid for the month in another group: nobody is paid twice.
	PaidOtherwise bool `json:"paid_otherwise" zh:"当月已按其他类别发放" en:"paid in another group already"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (c *PriceCase) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Supplement 价格临时补贴 is the answer of [PriceSupplement].
type Supplement struct {
	// Amount is in yuan a person for the month: above zero where prices rose enough, the group is paid and the person is
	// not in another; 0.00 where none is paid.
	Amount unit.Money `json:"amount" zh:"补贴（元/人）" en:"supplement (yuan a person)" range:"[0,)"`
	// Triggered reports that prices rose enough; Covered that the group is paid for the month.
	Triggered bool `json:"triggered" zh:"达到启动条件" en:"prices rose enough"`
	Covered   bool `json:"covered" zh:"属于保障对象" en:"the group is paid"`
	// PayMonth 发放月份 is by when it must be paid: the month in which the index is published, the one after its own.
	PayMonth unit.Month `json:"pay_month,omitzero" zh:"发放月份" en:"paid in"`
}

// PriceSupplement 价格临时补贴 gives the supplement by which assistance keeps pace with prices (三(一)4,
// 物价上涨挂钩联动机制). It is paid for a month in which consumer prices rose by 3.5 % or food prices by 6 %, either,
// both bounds included; to the groups of the time; once a person; and within the month in which the index is published. The
// amount is the standard times the rise that triggered it (of two the higher), times the consumer
// index's in any case, or a share of the standard by tiers, as the place has it.
//
// A rise below the first tier, of a month that food prices alone triggered, is paid by that tier.
//
// Errors: [rule.Range] for a month before the first trigger, a rise beyond 100 % or a rounding that leaves nothing of
// a supplement; [rule.Missing] for what is not given, and for a least supplement where the consumer index's rise is
// paid, food prices triggered it and consumer prices did not rise.
var PriceSupplement = rule.MustNew(rule.Definition[PricePolicy, PriceCase, Supplement]{
	ID: "assistance.price-supplement", Version: 1,
	Title: rule.Text{ZH: "价格临时补贴", EN: "Price supplement"},
	Basis: []rule.Clause{clausePrices, clauseTrigger, clausePayMonth},
	Check: checkPrice, SourcesFor: priceSources,
	Never: []string{"{index_month} < smallest({triggers.since})"}, // before the first trigger
	// Nobody eligible is paid nothing.
	Always: []string{"{rounded} > if({triggered} and {covered} and not {paid_otherwise} and not given({least}), 0, round(0 − {standard}, {rounding}) − {standard})"},
	Steps: []*rule.Term{termTriggerSince, termCPIBound, termFoodBound, termByCPI, termByFood, termTriggered, termCovered, termTierFrom, termPriceShare,
		termPriceExact, termPriceRounded, termPriceAmount, termPayMonth},
	KernelByRef: priceSupplement,
})

var (
	norm1553 = rule.Text{
		ZH: "国家发展改革委等关于进一步健全社会救助和保障标准与物价上涨挂钩联动机制的通知（发改价格〔2021〕1553号；据报道和合肥市文件，原文待核）",
		EN: "Notice on Linking Assistance and Benefits to Rising Prices (NDRC Prices [2021] 1553; as reported and as a document of Hefei repeats it, the original not yet read)"}

	clausePrices   = seeds.MustQuote("三(一)4", "健全社会救助和保障标准与物价上涨挂钩联动机制")
	clauseTrigger  = ofNorm(norm1553, "发改价格〔2021〕1553号启动", "启动条件", "conditions", "")
	clausePayMonth = ofNorm(norm1553, "发改价格〔2021〕1553号发放", "发放时间", "time of payment", "在相关价格指数公布当月发放到位")
)

var (
	termTriggerSince = newTerm("trigger_since", "当月启动条件的起始月份", "the conditions are those since",
		"largest(if({triggers.since} ≤ {index_month}, {triggers.since}, smallest({triggers.since})))", clauseTrigger)
	termCPIBound  = newTerm("cpi_bound", "CPI启动条件", "bound of consumer prices", "sum(if({triggers.since} = {trigger_since}, {triggers.cpi}, 0))", rule.Clause{})
	termFoodBound = newTerm("food_bound", "食品价格启动条件", "bound of food prices", "sum(if({triggers.since} = {trigger_since}, {triggers.food}, 0))", rule.Clause{})
	termByCPI     = newTerm("by_cpi", "CPI达到", "consumer prices rose enough", "{cpi_rise} ≥ {cpi_bound}", clauseTrigger)
	termByFood    = newTerm("by_food", "食品价格达到", "food prices rose enough", "{food_rise} ≥ {food_bound}", clauseTrigger)
	termTriggered = newTerm("triggered", "达到启动条件", "prices rose enough", "{by_cpi} or {by_food}", clauseTrigger)
	termCovered   = newTerm("covered", "属于保障对象", "the group is paid",
		"any({groups.group} = {recipient} and {groups.since} ≤ {index_month} and (not given({groups.until}) or {groups.until} ≥ {index_month}))", rule.Clause{})
	termTierFrom = newTerm("tier_from", "涨幅档次起点", "the tier begins at",
		"largest(if({tiers.from} ≤ {cpi_rise}, {tiers.from}, smallest({tiers.from})))", rule.Clause{})
	termPriceShare = newTerm("share", "补贴比例", "share of the standard",
		"if({formula} = 'tier', sum(if({tiers.from} = {tier_from}, {tiers.share}, 0)), if({formula} = 'cpi', max({cpi_rise}, 0), if({by_cpi}, if({by_food}, max({cpi_rise}, {food_rise}), {cpi_rise}), {food_rise})))", rule.Clause{})
	termPriceExact   = newTerm("exact", "补贴（取整前）", "supplement before rounding", "{standard} × {share}", rule.Clause{})
	termPriceRounded = newTerm("rounded", "补贴（取整）", "supplement, rounded", "round({exact}, {rounding})", rule.Clause{})
	termPriceAmount  = newTerm("amount", "补贴", "supplement",
		"if({triggered} and {covered} and not {paid_otherwise}, if(given({least}), max({rounded}, {least}), {rounded}), 0)", rule.Clause{})
	termPayMonth = newTerm("pay_month", "发放月份", "paid in", "{index_month} + 1", clausePayMonth)
)

// nationalInWords says the national conditions, and the lower ones of the time when they were lower.
const nationalInWords = "CPI 3.5%, 食品/food 6% (2022-08—2023-02: CPI 3%)"

// priceSources gives the conditions their clause while they are the national ones: a place may have lower ones, and
// they are its own.
func priceSources(p PricePolicy) []rule.Source {
	src := rule.Source{Path: "triggers", Clause: clauseTrigger, Value: nationalInWords}
	same := func(a, b PriceTrigger) bool {
		return a.Since == b.Since && a.CPI.Cmp(b.CPI) == 0 && a.Food.Cmp(b.Food) == 0
	}
	if slices.EqualFunc(p.Triggers, NationalTriggers(), same) {
		if text, err := json.Marshal(p.Triggers); err == nil {
			src.Value = string(text)
		}
	}
	return []rule.Source{src}
}

// checkPrice wants triggers and tiers in order, each once, and tiers where they are needed.
func checkPrice(p PricePolicy) (PricePolicy, error) {
	var f rule.Errors
	for i := 1; i < len(p.Triggers); i++ {
		if !p.Triggers[i-1].Since.Before(p.Triggers[i].Since) {
			f.Add(rule.Range, "triggers["+strconv.Itoa(i)+"].since", p.Triggers[i].Since.String(), rule.Text{ZH: "各启动条件应按月份先后排列，不得重复", EN: "triggers stand in the order of their months, none twice"})
		}
	}
	for i := 1; i < len(p.Tiers); i++ {
		if p.Tiers[i-1].From.Cmp(p.Tiers[i].From) >= 0 {
			f.Add(rule.Range, "tiers["+strconv.Itoa(i)+"].from", p.Tiers[i].From.String(), rule.Text{ZH: "各档次应按涨幅由低到高排列，不得重复", EN: "tiers stand in the order of their rises, none twice"})
		}
	}
	if p.Formula == ByTier && len(p.Tiers) == 0 {
		f.Missing("tiers")
	}
	return p, f.Err()
}

// priced is what was found for a month and a person.
type priced struct {
	trigger       *PriceTrigger
	byCPI, byFood bool
	tier          *PriceTier
	share         unit.Rate
	exact         unit.Exact
	rounded       unit.Money
}

func priceSupplement(p *PricePolicy, in *PriceCase, t *rule.Trace) (Supplement, error) {
	var out Supplement
	if in.IndexMonth.IsZero() || !in.Recipient.IsValid() || in.Standard.Sign() <= 0 || beyond(in.CPI) || beyond(in.Food) {
		return out, rule.Refused
	}
	f, err := p.find(in)
	if err != nil {
		return out, err
	}
	if out.PayMonth, err = in.IndexMonth.Add(1); err != nil {
		var es rule.Errors
		es.Wrap("index_month", err)
		return out, es
	}
	out.Triggered, out.Covered = f.byCPI || f.byFood, p.covers(in.Recipient, in.IndexMonth)
	if out.Triggered && out.Covered && !in.PaidOtherwise {
		if out.Amount, err = p.pay(&f); err != nil {
			return Supplement{}, err
		}
	}
	if t.On() {
		f.trace(t, &out)
	}
	return out, nil
}

var fallOfAll, riseOfAll = unit.Percent(-100), unit.Percent(100)

// beyond reports a rise that cannot be.
func beyond(r unit.Rate) bool { return r.Cmp(riseOfAll) > 0 || r.Cmp(fallOfAll) < 0 }

func (p *PricePolicy) find(in *PriceCase) (f priced, err error) {
	var es rule.Errors
	at := lastBegun(p.Triggers, func(t *PriceTrigger) bool { return !t.Since.After(in.IndexMonth) })
	if at < 0 {
		es.Add(rule.Range, "index_month", in.IndexMonth.String(), rule.Text{
			ZH: "早于第一个启动条件：请补充当时的条件", EN: "before the first trigger: give that of the time"})
		return f, es
	}
	f.trigger = &p.Triggers[at]
	f.byCPI, f.byFood = in.CPI.Cmp(f.trigger.CPI) >= 0, in.Food.Cmp(f.trigger.Food) >= 0
	switch {
	case p.Formula == ByTier:
		at := lastBegun(p.Tiers, func(t *PriceTier) bool { return t.From.Cmp(in.CPI) <= 0 })
		f.tier = &p.Tiers[max(at, 0)]
		f.share = f.tier.Share
	case p.Formula == ByCPI:
		if f.share = in.CPI; f.share.Sign() < 0 {
			f.share = unit.Rate{}
		}
	case f.byCPI && (!f.byFood || in.CPI.Cmp(in.Food) >= 0):
		f.share = in.CPI
	default:
		f.share = in.Food
	}
	f.exact = in.Standard.Times(f.share)
	if f.rounded, err = f.exact.Round(p.Rounding); err != nil {
		return f, unheld("standard", err)
	}
	return f, nil
}

// pay is what comes of the share: no less than the least, and never nothing.
func (p *PricePolicy) pay(f *priced) (unit.Money, error) {
	least, given := p.Least.Get()
	switch {
	case given && f.rounded.Less(least):
		return least, nil
	case f.rounded.Sign() > 0:
		return f.rounded, nil
	case f.exact.Sign() > 0:
		return f.rounded, roundedAway("rounding", p.Rounding, f.exact.String())
	}
	var es rule.Errors
	es.AddTo(rule.OfParameters, rule.Missing, "least", "", rule.Text{
		ZH: "食品价格已达启动条件，而CPI未上涨，按CPI涨幅计算的补贴为0.00：符合条件的，金额不能为零，请规定最低补贴，或改用其他计算方式",
		EN: "food prices triggered the supplement while consumer prices did not rise, so that by theirs it is 0.00: nobody eligible is paid nothing; set a least supplement, or another formula"})
	return f.rounded, es.Err()
}

// covers reports whether a group is paid for an index.
func (p *PricePolicy) covers(g PriceRecipient, m unit.Month) bool {
	for i := range p.Groups {
		span := &p.Groups[i]
		until, ends := span.Until.Get()
		if span.Group == g && !m.Before(span.Since) && (!ends || !m.After(until)) {
			return true
		}
	}
	return false
}

func (f *priced) trace(t *rule.Trace, out *Supplement) {
	t.Value(termTriggerSince, f.trigger.Since)
	t.Rate(termCPIBound, f.trigger.CPI)
	t.Rate(termFoodBound, f.trigger.Food)
	t.Flag(termByCPI, f.byCPI)
	t.Flag(termByFood, f.byFood)
	t.Flag(termTriggered, out.Triggered)
	t.Flag(termCovered, out.Covered)
	if f.tier != nil {
		t.Rate(termTierFrom, f.tier.From)
	}
	t.Rate(termPriceShare, f.share)
	t.Exact(termPriceExact, f.exact)
	t.Money(termPriceRounded, f.rounded)
	t.Money(termPriceAmount, out.Amount)
	t.Value(termPayMonth, out.PayMonth)
}
