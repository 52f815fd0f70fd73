package rule_test

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Relief is a rule with everything that a rule can have: choices, a list, facts that need
// not be given, a parameter that clauses give, another where they are silent, a struct
// within a struct, and an answer for each item of a list.
type areas struct{}

func (areas) Choices() rule.Choices { return areaChoices }

var areaChoices = rule.Choices{
	1: {Code: "rural", Label: rule.Text{ZH: "农村", EN: "Rural"}},
	2: {Code: "urban", Label: rule.Text{ZH: "城市", EN: "Urban"}},
}

type Area = rule.Enum[areas]

const (
	Rural Area = iota + 1
	Urban
)

type ReliefPolicy struct {
	Standard Standard      `json:"standard" zh:"~"`
	Share    unit.Rate     `json:"share" zh:"保障比例" en:"share" range:"(0,100%]"`
	Rounding unit.Rounding `json:"rounding,omitzero" zh:"取整方式" en:"rounding" default:"up/yuan" oneof:"up/fen up/yuan"`
	// Cap is what nobody gets more than, where there is one.
	Cap rule.Given[unit.Money] `json:"cap,omitzero" zh:"封顶（元）" en:"cap (yuan)" range:"(0,)"`
}

type Standard struct {
	Rural unit.Money `json:"rural" zh:"农村标准（元）" en:"rural standard (yuan)" range:"(0,)"`
	Urban unit.Money `json:"urban" zh:"城市标准（元）" en:"urban standard (yuan)" range:"(0,)"`
}

type Household struct {
	Area    Area     `json:"area" zh:"户籍地" en:"area"`
	Members []Member `json:"members" zh:"成员" en:"member" range:"[1,20000]"`
	// Property 财产 need not be known.
	Property rule.Given[unit.Money] `json:"property,omitzero" zh:"家庭财产（元）" en:"property (yuan)" range:"[0,)"`
}

type Member struct {
	Income unit.Money        `json:"income" zh:"月收入（元）" en:"income a month (yuan)" range:"[0,)"`
	Age    rule.Given[int64] `json:"age,omitzero" zh:"年龄" en:"age" range:"[0,150]"`
}

func (h *Household) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, h) }

type ReliefAnswer struct {
	Amount unit.Money `json:"amount" zh:"救助金额（元）" en:"relief (yuan)"`
	Capped bool       `json:"capped" zh:"已封顶" en:"capped" step:"is_capped"`
	Area   Area       `json:"area,omitzero" zh:"户籍地" en:"area" step:"area"`
	Each   []Lack     `json:"each" zh:"成员" en:"member"`
}

type Lack struct {
	Lack unit.Money `json:"lack" zh:"差额（元）" en:"lack (yuan)"`
}

var (
	share  = rule.Clause{ID: "T9.1", Quote: "不低于60%", Place: rule.Text{ZH: "表9第1行", EN: "Table 9, row 1"}, Edition: rule.Text{ZH: "征求意见稿", EN: "consultation draft"}}
	other  = rule.Clause{ID: "T9.2", Quote: "达到80%", Place: rule.Text{ZH: "表9第2行", EN: "Table 9, row 2"}}
	asks   = rule.Clause{ID: "三(九)1", Quote: "先行救助", Place: rule.Text{ZH: "第三部分", EN: "Part three"}}
	relief = struct{ standard, lack, total, share, capped, amount, property rule.Term }{
		standard: rule.Term{ID: "standard_here", Label: rule.Text{ZH: "适用标准", EN: "standard here"}, Formula: "if({area} = 'rural', {standard.rural}, {standard.urban})"},
		lack:     rule.Term{ID: "each.lack", Label: rule.Text{ZH: "差额", EN: "lack"}, Formula: "max({standard_here} − {members.income}, 0)"},
		total:    rule.Term{ID: "total", Label: rule.Text{ZH: "差额合计", EN: "lacking in all"}, Formula: "sum({each.lack})"},
		share:    rule.Term{ID: "due", Label: rule.Text{ZH: "应救助", EN: "due"}, Formula: "round({total} × {share}, {rounding})", Clause: share},
		capped:   rule.Term{ID: "is_capped", Label: rule.Text{ZH: "是否封顶", EN: "capped"}, Formula: "if(given({cap}), {due} > {cap}, false)"},
		amount:   rule.Term{ID: "amount", Label: rule.Text{ZH: "救助金额", EN: "relief"}, Formula: "if({is_capped}, {cap}, {due})"},
		property: rule.Term{ID: "property_known", Label: rule.Text{ZH: "财产已核对", EN: "property known"}, Formula: "given({property})", Clause: asks},
	}
)

func reliefDefinition() rule.Definition[ReliefPolicy, Household, ReliefAnswer] {
	return rule.Definition[ReliefPolicy, Household, ReliefAnswer]{
		ID: "sample.relief", Version: 1, Title: rule.Text{ZH: "救助", EN: "Relief"},
		Basis: []rule.Clause{share, asks},
		Defaults: &ReliefPolicy{
			Standard: Standard{Rural: unit.Yuan(600), Urban: unit.Yuan(800)}, Share: unit.MustParseRate("60%"),
		},
		Sources: []rule.Source{{Path: "share", Clause: share}, {Path: "share", Clause: other, Value: "80%"}},
		Steps:   []*rule.Term{&relief.standard, &relief.lack, &relief.total, &relief.share, &relief.capped, &relief.amount, &relief.property},
		KernelByRef: func(p *ReliefPolicy, h *Household, t *rule.Trace) (ReliefAnswer, error) {
			property, known := h.Property.Get()
			if !h.Area.IsValid() || len(h.Members) == 0 || len(h.Members) > 20_000 || property.Fen() < 0 {
				return ReliefAnswer{}, rule.Refused
			}
			out := ReliefAnswer{Area: h.Area, Each: make([]Lack, len(h.Members))}
			standard := p.Standard.Urban
			if h.Area == Rural {
				standard = p.Standard.Rural
			}
			t.Money(&relief.standard, standard)
			var total unit.Money
			for i, m := range h.Members {
				if age, _ := m.Age.Get(); m.Income.Fen() < 0 || age < 0 || age > 150 {
					return ReliefAnswer{}, rule.Refused
				}
				lack, err := unit.MoneyFromFen(max(standard.Fen()-m.Income.Fen(), 0))
				if err != nil {
					return ReliefAnswer{}, err
				}
				if total, err = total.Add(lack); err != nil {
					return ReliefAnswer{}, err
				}
				out.Each[i].Lack = lack
				t.Item(i)
				t.Money(&relief.lack, lack)
			}
			t.Item(-1)
			t.Money(&relief.total, total)
			due, err := total.Times(p.Share).Round(p.Rounding)
			if err != nil {
				return ReliefAnswer{}, err
			}
			t.Money(&relief.share, due)
			out.Amount = due
			if most, ok := p.Cap.Get(); ok && due.Fen() > most.Fen() {
				out.Amount, out.Capped = most, true
			}
			t.Flag(&relief.capped, out.Capped)
			t.Money(&relief.amount, out.Amount)
			t.Flag(&relief.property, known)
			return out, nil
		},
	}
}

var Relief = rule.MustNew(reliefDefinition())

func household() Household {
	return Household{Area: Rural, Members: []Member{{Income: unit.MustParseMoney("123.45")}, {Income: unit.Yuan(700), Age: rule.Give[int64](81)}}, Property: rule.Give(unit.Yuan(1000))}
}
