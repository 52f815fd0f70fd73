package planoffice

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// ConversionsPolicy holds the parameters of [Conversions]; both are the caller's, the rate being that of the
// indicator that is taken apart.
type ConversionsPolicy struct {
	// Floor 占比目标 is what the city is to reach: 55 % of beds.
	Floor unit.Rate `json:"floor" zh:"占比目标" en:"share to reach" range:"(0,100%]"`
	By    Reaching  `json:"by" zh:"达标方式" en:"reached by"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *ConversionsPolicy) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// CountyShare 县区占比 is what a county has of what a share counts.
type CountyShare struct {
	// Name 县区名称 tells it from the others.
	Name string `json:"name" zh:"名称" en:"name"`
	// Order 次序 decides between equal remainders: 1 comes first. Each county has its own.
	Order int64 `json:"order" zh:"次序（余数相同时，先者先得）" en:"place in the order that decides ties" range:"[1,200]"`
	// Part 分子, such as care beds, is not above Whole 分母, all beds. A county that has none has 0 of 0.
	Part  int64 `json:"part" zh:"分子" en:"part" range:"[0,10000000]"`
	Whole int64 `json:"whole" zh:"分母" en:"whole" range:"[0,10000000]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a fact that is absent.
func (c *CountyShare) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// CityShare 全市占比 is the counties that make a city's share.
type CityShare struct {
	Counties []CountyShare `json:"counties" zh:"县区" en:"county" range:"[1,200]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a fact that is absent.
func (c *CityShare) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, c) }

// Conversion 县区任务 is what a county must convert (提升改造): so many of its whole must become part.
type Conversion struct {
	Name    string `json:"name" zh:"名称" en:"name" step:"counties.name"`
	Convert int64  `json:"convert" zh:"应改造数" en:"to convert" range:"[0,)"`
}

// Converted 分解结果 is the answer of [Conversions].
type Converted struct {
	// Need 全市应改造数 is what the counties convert together; Least 全市至少应改造数 is what the city lacks to the rate, below Need where
	// every county is to reach it by itself.
	Need  int64 `json:"need" zh:"应改造合计" en:"to convert in all" range:"[0,)"`
	Least int64 `json:"least" zh:"全市至少应改造" en:"the city lacks" range:"[0,)"`
	// After 改造后全市占比 is the city's share then.
	After unit.Share `json:"after,omitzero" zh:"改造后全市占比" en:"the city's share then"`
	// Counties are in the order of the facts.
	Counties []Conversion `json:"counties" zh:"县区" en:"county"`
}

// Conversions 占比任务分解 says what each county must convert for the city's pooled share (分子分母分别相加) to reach a rate: either
// every county reaches it by itself, or what the city as a whole lacks is shared out among the counties that are
// below it, in proportion to what each lacks, rounded by largest remainders. No county is asked for more than it lacks
// itself, and one at or above the rate for nothing. The wholes stay as they are.
//
// Errors: [rule.Range] for a count outside its range and a part above its whole; [rule.EmptyWhole] where no county has
// any; [rule.Missing] for a name; [rule.Invalid] for one with blanks around it or a
// character that does not show; [rule.Duplicate] for a county or a place in the order that stands twice.
var Conversions = rule.MustNew(rule.Definition[ConversionsPolicy, CityShare, Converted]{
	Never: []string{"any({counties.part} > {counties.whole})", "sum({counties.whole}) = 0"},
	Always: []string{
		"{counties.convert} ≤ {lack}", "{counties.convert} ≤ if({by} = 'each', {lack}, {least})", "{need} = if({by} = 'each', sum({lack}), {least})",
		"{after} ≥ {floor} + if({by} = 'each', sum(max({counties.part} − {floor} × {counties.whole}, 0)), 0) ÷ sum({counties.whole})",
		"{after} ≤ if({by} = 'each', 1, max(sum({counties.part}) ÷ sum({counties.whole}), {floor} + 1 ÷ sum({counties.whole})))",
		"{after} = 1 − sum(max({counties.whole} − {counties.part} − {counties.convert}, 0)) ÷ sum({counties.whole})",
	},
	ID: "planoffice.conversions", Version: 1, Title: rule.Text{ZH: "占比目标按县区分解", EN: "A target share taken apart for counties"},
	Basis: basis(), KernelByRef: conversions,
	Steps: []*rule.Term{&termLack, &termLacks, &termLeast, &termOwed, &shareTerms.floor, &shareTerms.rest, &shareTerms.left, &shareTerms.key, &shareTerms.cut,
		&termConvert, &termNeed, &termAfter},
})

var (
	termLack = rule.Term{ID: "lack", Label: rule.Text{ZH: "本县区尚缺", EN: "the county lacks"},
		Formula: "least n: {counties.part} + n ≥ {floor} × {counties.whole}"}
	termLacks = rule.Term{ID: "lacks", Label: rule.Text{ZH: "各县区尚缺合计", EN: "what the counties lack"}, Formula: "max(sum({lack}), 1)"}
	termLeast = rule.Term{ID: "least", Label: rule.Text{ZH: "全市至少应改造", EN: "the city lacks"},
		Formula: "least n: sum({counties.part}) + n ≥ {floor} × sum({counties.whole})"}
	termOwed = rule.Term{ID: "exact", Label: rule.Text{ZH: "准确份额（×各县区尚缺合计）", EN: "exact part (× what the counties lack)"},
		Formula: "{least} × {lack}"}
	shareTerms  = termsOf("whole_part", "exact", "lacks", "{least} − sum({whole_part})")
	termConvert = rule.Term{ID: "counties.convert", Label: rule.Text{ZH: "应改造数", EN: "to convert"},
		Formula: "if({by} = 'each', {lack}, {whole_part} + if({key} > {cut}, 1, 0))"}
	termNeed  = rule.Term{ID: "need", Label: rule.Text{ZH: "应改造合计", EN: "to convert in all"}, Formula: "sum({counties.convert})"}
	termAfter = rule.Term{ID: "after", Label: rule.Text{ZH: "改造后全市占比", EN: "the city's share then"},
		Formula: "(sum({counties.part}) + {need}) ÷ sum({counties.whole})"}
)

func conversions(p *ConversionsPolicy, in *CityShare, t *rule.Trace) (Converted, error) {
	lack, part, whole, err := in.lacking(p.Floor)
	if err != nil {
		return Converted{}, err
	}
	city, err := p.Floor.CountOf(whole)
	if err != nil {
		return Converted{}, err
	}
	out := Converted{Least: max(city-part, 0), Counties: make([]Conversion, len(lack))}
	lacks := int64(0)
	for _, n := range lack {
		lacks += n
	}
	lacks = max(lacks, 1)
	exacts := make([]exact, len(lack))
	for i := range exacts {
		exacts[i].of = out.Least * lack[i]
	}
	left, cut := shareOut(exacts, lacks, out.Least, func(i int) int64 { return in.Counties[i].Order })
	for i := range lack {
		n := lack[i]
		if p.By == CityWide {
			n = exacts[i].gets
		}
		out.Counties[i] = Conversion{Name: in.Counties[i].Name, Convert: n}
		out.Need += n
	}
	if out.After, err = unit.NewShare(part+out.Need, whole); err != nil {
		return Converted{}, err
	}
	if t.On() {
		for i, n := range lack {
			t.Item(i)
			t.Count(&termLack, n)
		}
		t.Item(-1)
		t.Count(&termLacks, lacks)
		t.Count(&termLeast, out.Least)
		if p.By == CityWide {
			for i := range exacts {
				t.Item(i)
				t.Count(&termOwed, exacts[i].of)
			}
			shareTerms.trace(t, exacts, left, cut)
		}
		for i := range lack {
			t.Item(i)
			t.Count(&termConvert, out.Counties[i].Convert)
		}
		t.Item(-1)
		t.Count(&termNeed, out.Need)
		t.Share(&termAfter, out.After)
	}
	return out, nil
}

// lacking gives what each county lacks to the rate, and the city's counts, or says what is wrong with them.
func (in *CityShare) lacking(floor unit.Rate) (lack []int64, part, whole int64, err error) {
	if len(in.Counties) < 1 || len(in.Counties) > MaxCounties {
		return nil, 0, 0, rule.Refused
	}
	var f rule.Errors
	lack = make([]int64, len(in.Counties))
	for i := range in.Counties {
		c := &in.Counties[i]
		if min(c.Part, c.Whole) < 0 || max(c.Part, c.Whole) > MaxThings {
			return nil, 0, 0, rule.Refused
		}
		if c.Part > c.Whole {
			whole := strconv.FormatInt(c.Whole, 10)
			f.Add(rule.Range, "counties["+itoa(i)+"].part", strconv.FormatInt(c.Part, 10), rule.Text{ZH: "不得大于分母" + whole, EN: "must not be above the whole, " + whole})
		}
		need, err := floor.CountOf(c.Whole)
		if err != nil {
			return nil, 0, 0, err
		}
		lack[i] = max(need-c.Part, 0)
		part, whole = part+c.Part, whole+c.Whole
	}
	err = named(len(in.Counties), func(i int) string { return in.Counties[i].Name }, func(i int) int64 { return in.Counties[i].Order })
	if err == rule.Refused {
		return nil, 0, 0, err
	}
	f.Wrap("", err)
	if whole == 0 && len(f) == 0 {
		f.Add(rule.EmptyWhole, "counties", "", rule.Text{ZH: "各县区的分母合计为零，没有占比", EN: "the counties' wholes come to 0: there is no share"})
	}
	return lack, part, whole, f.Err()
}
