package rule_test

import (
	"math/rand/v2"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Ferry is a rule whose facts are of every kind that can run through a range: a count, a month, a rate, an amount, a
// truth value, a choice, and one that need not be given.
type ferryPolicy struct {
	Floor unit.Rate     `json:"floor" zh:"上座率下限" en:"floor of the load" range:"(0,100%]"`
	Base  unit.Money    `json:"base" zh:"票价（元）" en:"fare (yuan)" range:"(0,)"`
	Since unit.Month    `json:"since" zh:"起始月份" en:"since" range:"[2021-01,2030-12]"`
	Round unit.Rounding `json:"round,omitzero" zh:"取整方式" en:"rounding" default:"half-up/jiao"`
}

type ferryFacts struct {
	Seats  int64             `json:"seats" zh:"座位（个）" en:"seats" range:"[1,60]"`
	Taken  int64             `json:"taken" zh:"乘客（人）" en:"passengers" range:"[0,60]"`
	Month  unit.Month        `json:"month" zh:"月份" en:"month" range:"[2020-01,2031-12]"`
	Share  unit.Rate         `json:"share" zh:"优惠比例" en:"share" range:"[0,150%]"`
	Area   Area              `json:"area" zh:"户籍地" en:"area"`
	Night  bool              `json:"night" zh:"夜航" en:"at night"`
	Guests rule.Given[int64] `json:"guests,omitzero" zh:"同行人（人）" en:"guests" range:"[0,9]"`
}

func (f *ferryFacts) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, f) }

type ferryAnswer struct {
	Sails bool       `json:"sails" zh:"是否开航" en:"sails"`
	Lack  int64      `json:"lack" zh:"尚缺乘客（人）" en:"passengers lacking"`
	Fee   unit.Money `json:"fee" zh:"应付（元）" en:"fee (yuan)"`
	Heads int64      `json:"heads" zh:"人数（人）" en:"heads" `
}

var ferrySteps = struct{ sails, lack, heads, fare, fee rule.Term }{
	rule.Term{ID: "sails", Label: rule.Text{ZH: "是否开航", EN: "sails"}, Formula: "{taken} ÷ {seats} ≥ {floor}", Clause: notice},
	rule.Term{ID: "lack", Label: rule.Text{ZH: "尚缺乘客", EN: "passengers lacking"}, Formula: "least n: ({taken} + n) ÷ {seats} ≥ {floor}"},
	rule.Term{ID: "heads", Label: rule.Text{ZH: "人数", EN: "heads"}, Formula: "if(given({guests}), {guests}, 0) + 1"},
	rule.Term{ID: "fare", Label: rule.Text{ZH: "优惠后票价", EN: "fare after the share"}, Formula: "if({month} ≥ {since} and {area} = 'rural' and not {night}, {base} × {share}, {base})"},
	rule.Term{ID: "fee", Label: rule.Text{ZH: "应付", EN: "fee"}, Formula: "round({fare} × {heads}, {round})"},
}

var ferry = rule.MustNew(rule.Definition[ferryPolicy, ferryFacts, ferryAnswer]{
	ID: "sample.ferry", Version: 1, Title: rule.Text{ZH: "渡船", EN: "Ferry"}, Basis: []rule.Clause{notice},
	Steps: []*rule.Term{&ferrySteps.sails, &ferrySteps.lack, &ferrySteps.heads, &ferrySteps.fare, &ferrySteps.fee},
	Kernel: func(p *ferryPolicy, in ferryFacts, t *rule.Trace) (out ferryAnswer, err error) {
		guests, _ := in.Guests.Get()
		if in.Seats < 1 || in.Seats > 60 || in.Taken < 0 || in.Taken > 60 || guests < 0 || guests > 9 || !in.Area.IsValid() ||
			in.Month.Year() < 2020 || in.Month.Year() > 2031 || in.Share.Sign() < 0 || in.Share.Cmp(unit.Percent(150)) > 0 {
			return out, rule.Refused
		}
		load, err := unit.NewShare(min(in.Taken, in.Seats), in.Seats)
		if err != nil {
			return out, err
		}
		out.Sails = load.Meets(p.Floor)
		t.Flag(&ferrySteps.sails, out.Sails)
		need, err := p.Floor.CountOf(in.Seats)
		if err != nil {
			return out, err
		}
		out.Lack = max(need-in.Taken, 0)
		t.Count(&ferrySteps.lack, out.Lack)
		out.Heads = guests + 1
		t.Count(&ferrySteps.heads, out.Heads)
		fare := p.Base.Exact()
		if !in.Month.Before(p.Since) && in.Area == Rural && !in.Night {
			fare = p.Base.Times(in.Share)
		}
		t.Exact(&ferrySteps.fare, fare)
		all := fare
		for range guests {
			if all, err = all.Add(fare); err != nil {
				return out, err
			}
		}
		out.Fee, err = all.Round(p.Round)
		t.Money(&ferrySteps.fee, out.Fee)
		return out, err
	},
}).Under(ferryPolicy{Floor: unit.Percent(55), Base: unit.MustParseMoney("12.50"), Since: unit.MustParseMonth("2023-07")})

func anyFerry(r *rand.Rand) ferryFacts {
	month, _ := unit.MustParseMonth("2021-01").Add(r.IntN(60))
	f := ferryFacts{Seats: r.Int64N(62), Taken: r.Int64N(61), Month: month, Share: unit.Percent(r.Int32N(16) * 10), Area: Area(1 + r.IntN(2)), Night: r.IntN(3) == 0}
	if r.IntN(2) == 0 {
		f.Guests = rule.Give(r.Int64N(10))
	}
	return f
}

func anyFerryPolicy(r *rand.Rand) ferryPolicy {
	p := ferry.Parameters()
	p.Floor = unit.Percent(1 + r.Int32N(100))
	p.Since, _ = p.Since.Add(r.IntN(24) - 12)
	p.Round = [...]unit.Rounding{unit.UpToFen, unit.HalfEvenToJiao, unit.DownToYuan}[r.IntN(3)]
	return p
}

const ferryTable = `zh,en,clause,arithmetic,p.floor,p.base,p.since,in.seats,in.taken,in.month,in.share,in.area,in.night,in.guests,want.sails,want.lack,want.fee,want.heads
恰好达到,exactly,sample-1,20×55%=11,55%,12.50,2023-07,20,11,2023-07,80%,rural,false,1,true,0,20.00,2
差一人,one short,sample-1,11−10=1,55%,12.50,2023-07,20,10,2023-06,80%,rural,false,,false,1,12.50,1
`

var reliefTable = `zh,en,clause,arithmetic,in.area,in.members[0].income,in.members[0].age,want.amount
差额,lack,T9.1,(600−100)×60%=300,rural,100,,300
`

// TestTheKitHoldsWhatHasEveryKind: what package ruletest holds every rule against, edges, flips and partial facts among it, is
// held for rules whose facts are of every kind.
func TestTheKitHoldsWhatHasEveryKind(t *testing.T) {
	tables := fstest.MapFS{"sample.ferry.csv": {Data: []byte(ferryTable)}, "sample.relief.csv": {Data: []byte(reliefTable)}}
	held(t, ferry, tables, ruletest.Suite[ferryPolicy, ferryFacts]{Random: anyFerry, Policy: anyFerryPolicy, N: 400})
	held(t, Relief, tables, ruletest.Suite[ReliefPolicy, Household]{Allocates: true, N: 300, Random: func(r *rand.Rand) Household {
		h := Household{Area: Area(r.IntN(3)), Members: make([]Member, r.IntN(4))}
		for i := range h.Members {
			h.Members[i].Income = unit.Fen(r.Int32N(90_000))
			if r.IntN(2) == 0 {
				h.Members[i].Age = rule.Give(r.Int64N(152))
			}
		}
		if r.IntN(2) == 0 {
			h.Property = rule.Give(unit.Fen(r.Int32N(1_000_000)))
		}
		return h
	}, Policy: func(r *rand.Rand) ReliefPolicy {
		p := Relief.Parameters()
		if r.IntN(2) == 0 {
			p.Cap = rule.Give(unit.Fen(1 + r.Int32N(90_000)))
		}
		p.Share = unit.Percent(1 + r.Int32N(100))
		return p
	}})
}

func held[Policy, Facts, Answer any](t *testing.T, r rule.Rule[Policy, Facts, Answer], tables fstest.MapFS, s ruletest.Suite[Policy, Facts]) {
	t.Helper()
	assert.NoError(t, ruletest.Check(r, tables, s))
	problems, looked, err := ruletest.Partial(r, tables, s)
	require.NoError(t, err)
	assert.Empty(t, problems)
	assert.Greater(t, looked, 10)
	problems, answered, slow, err := ruletest.Second(r, s)
	require.NoError(t, err)
	assert.Empty(t, problems)
	assert.Positive(t, answered)
	assert.Zero(t, slow)
}
