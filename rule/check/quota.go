package check

import (
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// The bounds of a quota's figures and of what it is for.
const (
	MaxQuota = 1_000_000
	maxFor   = 1 << 40 // times MaxQuota it still fits in 63 bits
)

// Least 定额下限 is the parameters of a [Quota]: at least so many for each so many.
type Least struct {
	Least int64 `json:"least" zh:"至少" en:"at least" range:"[1,1000000]"`
	// Per 每 is for how many there are Least: 1000 in "one for a
	// thousand"; 0 keeps the row's.
	Per int64 `json:"per,omitzero" zh:"每" en:"for each" range:"[1,1000000]"`
	// Due 到期年份 is the year at whose end the quota is to be met; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Least) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Band 定额区间 is the parameters of a [Quota] from so many to so many for each so many.
type Band struct {
	// Least is 0 where there is only a most. It is not above Most.
	Least int64 `json:"least" zh:"至少" en:"at least" range:"[0,1000000]"`
	Most  int64 `json:"most" zh:"至多" en:"at most" range:"[0,1000000]"`
	// Per 每 is for how many there are Least to Most; 0 keeps the row's.
	Per int64 `json:"per,omitzero" zh:"每" en:"for each" range:"[1,1000000]"`
	// Due 到期年份 is the year at whose end the quota is to be met; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Band) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// QuotaFinding 定额检查结论 is the answer of a check of a count against a least number.
type QuotaFinding struct {
	Met      bool  `json:"met" zh:"是否达标" en:"met" due:"due"`
	Actual   int64 `json:"actual" zh:"现有数" en:"actual" range:"[0,)"`
	Required int64 `json:"required" zh:"应达到" en:"required" range:"[0,)"`
	// Shortfall 缺口 is how many are lacking; zero exactly when Met.
	Shortfall int64 `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
}

// BandFinding 定额检查结论 is the answer of a check of a count against a least and a most
// number. It is met when neither Shortfall nor Excess is above zero.
type BandFinding struct {
	QuotaFinding
	Allowed int64 `json:"allowed" zh:"不得超过" en:"allowed" range:"[0,)"`
	Excess  int64 `json:"excess" zh:"超出" en:"excess" range:"[0,)"`
}

// Quota 定额检查 is a row that there are at least so many for each of something
// ([Quota.Rule]): one in each county, one for a thousand persons; or from so many to so
// many ([Quota.Band]). A least number is rounded up to whole ones, a most number down.
//
// Errors of its rules: [rule.Range] for a count outside its range.
type Quota[Facts Counted] struct {
	ID      string
	Version int // 0 stands for 1
	Title   rule.Text
	Basis   []rule.Clause // those that give Least and Most
	Least   int64
	Most    int64       // for Band
	Per     int64       // 0 stands for 1
	Due     int         // the year due; 0 for none
	DueBy   rule.Clause // what gives the year; the first of Basis if it is zero
}

func (q Quota[Facts]) row() row {
	return row{q.ID, max(q.Version, 1), q.Title, q.Basis, q.Due, q.DueBy, max(q.Per, 1)}
}

// quotas is what the kernels of a row need.
type quotas struct {
	n, of                    fact
	required, met, shortfall rule.Term
	allowed, excess          rule.Term
}

func quotasOf[Facts Counted](r row) *quotas {
	f := ordered[Facts](r.id, maxFor)
	n, of := f[0], f[1]
	t := &quotas{n: n, of: of}
	t.required = rule.Term{ID: "required", Label: text("应有"+n.label.ZH, n.label.EN+" required"),
		Formula: "least n: n ≥ " + of.name + " × ({least} ÷ {per})", Clause: r.clause()}
	t.allowed = rule.Term{ID: "allowed", Label: text("至多可有"+n.label.ZH, n.label.EN+" allowed"),
		Formula: "least n: n + 1 > " + of.name + " × ({most} ÷ {per})", Clause: r.clause()}
	t.met = met(n.name+" ≥ {required}", rule.Clause{})
	t.shortfall = lacking(n, "max({required} − "+n.name+", 0)")
	t.excess = beyond(n, "max("+n.name+" − {allowed}, 0)")
	return t
}

// sources of a quota: the figures with the quoted clauses, what they are for with the
// bare one.
func (r row) quotaSources(paths ...string) []rule.Source {
	return append(r.sources(paths...), rule.Source{Path: "per", Clause: r.bare(rule.Clause{})})
}

// Rule makes the rule that there are at least Least for each Per.
func (q Quota[Facts]) Rule() rule.Rule[Least, Facts, QuotaFinding] {
	r := q.row()
	t := quotasOf[Facts](r)
	return rule.MustNew(rule.Definition[Least, Facts, QuotaFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Least{q.Least, r.per, q.Due}, Sources: r.quotaSources("least"),
		Check: func(p Least) (Least, error) { return Least{p.Least, r.perOf(p.Per), r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&t.required, &t.met, &t.shortfall}, Shown: map[string]string{"actual": t.n.path}, Units: t.n.units("actual", "required", "shortfall"),
		Kernel: func(p *Least, in Facts, trace *rule.Trace) (out QuotaFinding, err error) {
			n, of := in.Counts()
			if !t.n.holds(n) || !t.of.holds(of) {
				return out, rule.Refused
			}
			out = OfQuota(n, (of*p.Least+p.Per-1)/p.Per)
			t.least(&out, trace)
			return out, nil
		},
	})
}

// OfQuota holds a count against a least number, for rules with a kernel of their own.
func OfQuota(actual, required int64) QuotaFinding {
	lack := max(required-actual, 0)
	return QuotaFinding{Actual: actual, Required: required, Met: lack == 0, Shortfall: lack}
}

func (q *quotas) least(f *QuotaFinding, t *rule.Trace) {
	t.Count(&q.required, f.Required)
	t.Flag(&q.met, f.Met)
	t.Count(&q.shortfall, f.Shortfall)
}

// Band makes the rule that there are from Least to Most for each Per.
func (q Quota[Facts]) Band() rule.Rule[Band, Facts, BandFinding] {
	r := q.row()
	t := quotasOf[Facts](r)
	t.met.Formula += " and " + t.n.name + " ≤ {allowed}"
	return rule.MustNew(rule.Definition[Band, Facts, BandFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Band{q.Least, q.Most, r.per, q.Due}, Sources: r.quotaSources("least", "most"),
		Check: func(p Band) (Band, error) {
			p.Per, p.Due = r.perOf(p.Per), r.dueOf(p.Due)
			return p, p.check()
		},
		Steps: []*rule.Term{&t.required, &t.allowed, &t.met, &t.shortfall, &t.excess}, Shown: map[string]string{"actual": t.n.path},
		Units: t.n.units("actual", "required", "shortfall", "allowed", "excess"),
		Kernel: func(p *Band, in Facts, trace *rule.Trace) (out BandFinding, err error) {
			n, of := in.Counts()
			if !t.n.holds(n) || !t.of.holds(of) {
				return out, rule.Refused
			}
			out.QuotaFinding, out.Allowed = OfQuota(n, (of*p.Least+p.Per-1)/p.Per), of*p.Most/p.Per
			out.Excess = max(n-out.Allowed, 0)
			out.Met = out.Met && out.Excess == 0
			trace.Count(&t.allowed, out.Allowed)
			t.least(&out.QuotaFinding, trace)
			trace.Count(&t.excess, out.Excess)
			return out, nil
		},
	})
}

func (p *Band) check() error {
	var f rule.Errors
	if p.Least > p.Most {
		f.Add(rule.Range, "most", strconv.FormatInt(p.Most, 10), text("不得小于“至少”的数", "must not be below the least number"))
	}
	return f.Err()
}
