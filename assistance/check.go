package assistance

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// StandardFacts 待检查的标准 is a monthly standard to check, with the consumption to hold it
// against.
type StandardFacts struct {
	// Standard 最低生活保障标准 in yuan a person and month; above zero.
	Standard unit.Money `json:"standard" zh:"低保标准（元/月）" en:"allowance standard (yuan a month)" range:"(0,)"`
	// Consumption is last year's.
	Consumption Consumption `json:"consumption" zh:"~" en:"~"`
}

// UnmarshalJSON is [rule.Unmarshal], so that encoding/json refuses a field left out.
func (s *StandardFacts) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, s) }

// StandardVerdict 单项结论 is how a standard stands to the band of one clause, before any
// rounding of its bounds.
type StandardVerdict struct {
	// Met reports whether the standard lies within the exact bounds, both included.
	Met bool `json:"met" zh:"达标" en:"met" due:"due"`
	Band
	// Shortfall 低于下限的金额 is by how many yuan a month, in whole fen, the standard
	// must rise to meet the floor; 0.00 exactly when it does.
	Shortfall unit.Money `json:"shortfall" zh:"低于下限的金额（元/月）" en:"below the floor by (yuan a month)" range:"[0,)"`
	// Excess 超出上限的金额 is by how many yuan a month, in whole fen, it must fall to
	// meet the ceiling; 0.00 exactly when it does, or there is none.
	Excess unit.Money `json:"excess" zh:"超出上限的金额（元/月）" en:"above the ceiling by (yuan a month)" range:"[0,)"`
}

// StandardFinding 检查结论 is the answer of [AllowanceStandardCheck]: the verdict on each
// clause whose consumption was given, and the one that decides.
type StandardFinding struct {
	// Met is the verdict of the clause that decides. Where BindingChecked is false it says nothing of the binding
	// indicator.
	Met bool `json:"met" zh:"达标（按决定口径）" en:"met, by the clause that decides" due:"due"`
	// DecidedBy says which clause that is: [UrbanResidents], the binding indicator
	// T2.1, where its consumption was given, else [AllResidents], 三(一)4.
	DecidedBy Residents `json:"decided_by,omitzero" zh:"决定口径" en:"decided by"`
	// BindingChecked 约束性指标已核对 reports that urban residents' consumption was given, so that T2.1 was
	// checked. Where it is false, whether the standard meets the binding indicator is not known.
	BindingChecked bool `json:"binding_checked" zh:"约束性指标T2.1已核对（未核对即不知是否达标）" en:"the binding indicator T2.1 was checked (if not, it is not known to be met)"`
	// Urban is the verdict on T2.1, 28 % to 35 % of urban residents' consumption.
	Urban rule.Given[StandardVerdict] `json:"urban,omitzero" zh:"按城镇居民消费支出（约束性指标）" en:"by urban residents' consumption (binding)"`
	// AllResidents is the verdict on 三(一)4, 30 % to 35 % of all residents'.
	AllResidents rule.Given[StandardVerdict] `json:"all_residents,omitzero" zh:"按全体居民消费支出" en:"by all residents' consumption"`
}

// AllowanceStandardCheck 低保标准检查 checks a monthly standard against both bands of
// [AllowanceBand], each where its consumption is given. It is compared with the exact bounds,
// before any rounding; the binding indicator decides where its figure is given, and else the answer says that it was
// not checked. Parameters and errors are those of
// AllowanceBand, and [rule.Range] for a standard that is not above zero.
var AllowanceStandardCheck = rule.MustNew(rule.Definition[BandPolicy, StandardFacts, StandardFinding]{
	ID: "assistance.allowance-standard", Version: 1,
	Title: rule.Text{ZH: "最低生活保障标准检查", EN: "Check of the allowance standard"},
	Basis: bandBasis, Defaults: new(Intervals()), Sources: bandSources, Check: checkBand,
	Steps:  append(append(checkTerms[0].list(), checkTerms[1].list()...), &termDecidedFor, &termBindingChecked, &termMet),
	Never:  neverBand("consumption.urban_residents", "consumption.all_residents"),
	Stands: standBands("consumption.urban_residents", "consumption.all_residents"),
	Kernel: allowanceStandardCheck,
	Open:   []rule.Open[BandPolicy, StandardFacts]{openShare, openNotBelow, openAboveBand},
})

// verdictTerms are the steps to the verdict on one clause.
type verdictTerms struct {
	*boundTerms
	shortfall, excess, met rule.Term
}

var checkTerms = [2]*verdictTerms{
	newVerdictTerms("urban", "{consumption.urban_residents}", ofUrban, clauseUrban),
	newVerdictTerms("all_residents", "{consumption.all_residents}", ofAll, clauseAllResidents),
}

var (
	termDecidedFor = rule.Term{ID: "decided_by", Label: rule.Text{ZH: "决定口径（约束性指标优先）", EN: "which clause decides (the binding indicator first)"},
		Formula: "if(given({consumption.urban_residents}), 'urban-residents', 'all-residents')"}
	termBindingChecked = rule.Term{ID: "binding_checked", Label: rule.Text{ZH: "约束性指标T2.1已核对", EN: "the binding indicator T2.1 was checked"},
		Formula: "given({consumption.urban_residents})"}
	termMet = rule.Term{ID: "met", Label: rule.Text{ZH: "达标（按决定口径）", EN: "met, by the clause that decides"},
		Formula: "if({decided_by} = 'urban-residents', {urban.met}, {all_residents.met})"}
)

func newVerdictTerms(at, consumption string, of rule.Text, c rule.Clause) *verdictTerms {
	label := func(zh, en string) rule.Text { return rule.Text{ZH: of.ZH + zh, EN: of.EN + en} }
	return &verdictTerms{
		boundTerms: newBoundTerms(at, consumption, of, c),
		shortfall: rule.Term{ID: at + ".shortfall", Label: label("低于下限的金额", "below the floor by"),
			Formula: "round(max({" + at + ".floor_exact} − {standard}, 0), 'up/fen')"},
		excess: rule.Term{ID: at + ".excess", Label: label("超出上限的金额", "above the ceiling by"),
			Formula: "if({" + at + "_share.floor_only}, 0, round(max({standard} − {" + at + ".ceiling_exact}, 0), 'up/fen'))"},
		met: rule.Term{ID: at + ".met", Label: label("达标", "met"),
			Formula: "{standard} ≥ {" + at + ".floor_exact} and ({" + at + "_share.floor_only} or {standard} ≤ {" + at + ".ceiling_exact})"},
	}
}

func (k *verdictTerms) list() []*rule.Term {
	return append(k.boundTerms.list(), &k.shortfall, &k.excess, &k.met)
}

func allowanceStandardCheck(p *BandPolicy, in StandardFacts, t *rule.Trace) (StandardFinding, error) {
	var out StandardFinding
	years, err := in.Consumption.years("consumption.")
	if err == nil && in.Standard.Sign() <= 0 {
		err = rule.Refused
	}
	if err != nil {
		return out, err
	}
	var verdicts [2]rule.Given[StandardVerdict]
	for i, given := range years {
		year, ok := given.Get()
		if !ok {
			continue
		}
		b, err := bandOf(p.shares(i), p, year, checkTerms[i].boundTerms, t)
		if err != nil {
			return out, err
		}
		v, err := b.verdict(in.Standard, !p.shares(i).FloorOnly)
		if err != nil {
			return out, err
		}
		verdicts[i] = rule.Give(v)
		k := checkTerms[i]
		t.Money(&k.shortfall, v.Shortfall)
		t.Money(&k.excess, v.Excess)
		t.Flag(&k.met, v.Met)
	}
	out = StandardFinding{DecidedBy: UrbanResidents, BindingChecked: true, Urban: verdicts[0], AllResidents: verdicts[1]}
	decides, ok := out.Urban.Get()
	if !ok {
		out.DecidedBy, out.BindingChecked = AllResidents, false
		decides, _ = out.AllResidents.Get() // years has seen to it that one is given
	}
	out.Met = decides.Met
	if t.On() {
		t.Choice(&termDecidedFor, out.DecidedBy)
		t.Flag(&termBindingChecked, out.BindingChecked)
		t.Flag(&termMet, out.Met)
	}
	return out, nil
}

// verdict holds a standard against the exact bounds.
func (b *exactBand) verdict(standard unit.Money, ceiling bool) (v StandardVerdict, err error) {
	v.Band = b.Band
	if v.Shortfall, err = lack(b.floor, standard.Exact()); err != nil {
		return v, err
	}
	if ceiling {
		if v.Excess, err = lack(standard.Exact(), b.ceiling); err != nil {
			return v, err
		}
	}
	v.Met = v.Shortfall.IsZero() && v.Excess.IsZero()
	return v, nil
}

// lack is how many whole fen are lacking to a bound, so that adding them meets it; 0 exactly
// when it is met.
func lack(bound, have unit.Exact) (unit.Money, error) {
	if have.Cmp(bound) >= 0 {
		return unit.Money{}, nil
	}
	by, err := bound.Sub(have)
	if err != nil {
		return unit.Money{}, err
	}
	return by.Round(unit.UpToFen)
}
