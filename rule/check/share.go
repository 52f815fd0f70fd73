package check

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Floor 占比下限 is the parameters of a [Share] that is at least a rate.
type Floor struct {
	Floor unit.Rate `json:"floor" zh:"占比下限" en:"floor" range:"(0,100%]"`
	// Due 到期年份 is the year at whose end the floor is to be reached; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Floor) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// Ceiling 占比上限 is the parameters of a [Share] that is at most a rate.
type Ceiling struct {
	Ceiling unit.Rate `json:"ceiling" zh:"占比上限" en:"ceiling" range:"[0,100%]"`
	// Due 到期年份 is the year from whose end on the ceiling holds; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Ceiling) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// ShareFinding 占比检查结论 is the answer of a [Share] that is at least a rate. The share is
// compared as counted, never rounded.
type ShareFinding struct {
	Met      bool       `json:"met" zh:"是否达标" en:"met" due:"due"`
	Actual   unit.Share `json:"actual,omitzero" zh:"实际值" en:"actual"`
	Required unit.Rate  `json:"required" zh:"应达到" en:"required" step:"floor"`
	// Shortfall 缺口 is how many more of the whole must become part; zero exactly when Met.
	Shortfall int64 `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
}

// GrowingFinding 占比检查结论 is the answer of a [Share] whose whole can grow.
type GrowingFinding struct {
	ShareFinding
	// ToAdd 若全靠新增，需新增 is how many must be newly added instead, which count in the part and in
	// the whole; 0 if met. It is not given where no number suffices, as with a floor of
	// 100 %, or only one that would take the whole beyond [unit.MaxCount].
	ToAdd rule.Given[int64] `json:"to_add,omitzero" zh:"若全靠新增，需新增" en:"to add, if by additions alone" range:"[0,9007199254740991]"`
}

// CeilingFinding 占比检查结论 is the answer of a [Share] that is at most a rate.
type CeilingFinding struct {
	Met     bool       `json:"met" zh:"是否达标" en:"met" due:"due"`
	Actual  unit.Share `json:"actual,omitzero" zh:"实际值" en:"actual"`
	Allowed unit.Rate  `json:"allowed" zh:"不得超过" en:"allowed" step:"ceiling"`
	// Excess 超出 is how many of the part must leave it; zero exactly when Met.
	Excess int64 `json:"excess" zh:"超出" en:"excess" range:"[0,)"`
}

// Share 占比检查 is a row that a part of a whole is at least a rate ([Share.Rule],
// [Growing]) or at most one ([AtMost]).
//
// Errors of its rules: [rule.Range] for a count outside its range and for a part above its
// whole, [rule.EmptyWhole] for a whole of 0.
type Share[Facts Counted] struct {
	ID      string
	Version int // 0 stands for 1
	Title   rule.Text
	Basis   []rule.Clause // those that give Rate
	Rate    unit.Rate
	Due     int         // the year due; 0 for none
	DueBy   rule.Clause // what gives the year; the first of Basis if it is zero
	// Open lists what is left open of a share that is at least a rate; see [rule.Open].
	Open []rule.Open[Floor, Facts]
}

// Leaving gives the row with something that is left open.
func (s Share[Facts]) Leaving(open ...rule.Open[Floor, Facts]) Share[Facts] {
	s.Open = slices.Concat(s.Open, open)
	return s
}

func (s Share[Facts]) row() row {
	return row{s.ID, max(s.Version, 1), s.Title, s.Basis, s.Due, s.DueBy, 1}
}

// shares is what the kernels of a row need.
type shares struct {
	n, of                         fact
	actual, met, shortfall, toAdd rule.Term
	excess                        rule.Term
}

func sharesOf[Facts Counted](r row, bound string) *shares {
	f := ordered[Facts](r.id, unit.MaxCount)
	n, of := f[0], f[1]
	if of.high < n.low || of.high == 0 {
		panic("check: " + r.id + ": " + of.path + ", the whole, can never be at least " + n.path + ", the part: mend their ranges or their order")
	}
	t := &shares{n: n, of: of}
	t.actual = rule.Term{ID: "actual", Formula: n.name + " ÷ " + of.name,
		Label: text(n.label.ZH+"占"+of.label.ZH+"的比例", n.label.EN+" as a share of "+of.label.EN)}
	t.met = met("{actual} "+bound, r.clause())
	t.shortfall = lacking(n, "least n: ("+n.name+" + n) ÷ "+of.name+" "+bound)
	t.excess = beyond(n, "least n: ("+n.name+" − n) ÷ "+of.name+" "+bound)
	t.toAdd = rule.Term{ID: "to_add", Formula: "least n: (" + n.name + " + n) ÷ (" + of.name + " + n) " + bound,
		Label: text("若全靠新增，需新增"+n.label.ZH, n.label.EN+" to add, if by additions alone")}
	return t
}

// share makes the share, or says what is wrong with its counts.
func (s *shares) share(n, of int64) (unit.Share, error) {
	if s.n.holds(n) && s.of.holds(of) && n <= of && of > 0 {
		return unit.NewShare(n, of)
	}
	return unit.Share{}, s.refuse(n, of)
}

func (s *shares) refuse(n, of int64) error {
	var f rule.Errors
	switch {
	case of == 0:
		f.Add(rule.EmptyWhole, s.of.path, "0", text("总数为零，没有占比：请核对", "zero, so that there is no share of it: check it"))
	case s.n.holds(n) && s.of.holds(of):
		whole := strconv.FormatInt(of, 10)
		f.Add(rule.Range, s.n.path, strconv.FormatInt(n, 10), text("不得大于"+s.of.label.ZH+whole, "must not be above "+s.of.label.EN+", "+whole))
	default:
		return rule.Refused
	}
	return f.Err()
}

// Rule makes the rule that the share is at least the rate.
func (s Share[Facts]) Rule() rule.Rule[Floor, Facts, ShareFinding] {
	r := s.row()
	t := sharesOf[Facts](r, "≥ {floor}")
	return rule.MustNew(rule.Definition[Floor, Facts, ShareFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Floor{s.Rate, s.Due}, Sources: r.sources("floor"),
		Check: func(p Floor) (Floor, error) { return Floor{p.Floor, r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&t.actual, &t.met, &t.shortfall}, Units: t.n.units("shortfall"), Open: s.Open,
		Kernel: func(p *Floor, in Facts, trace *rule.Trace) (out ShareFinding, err error) {
			n, of := in.Counts()
			err = t.atLeast(p, n, of, &out, trace)
			return out, err
		},
	})
}

// Growing makes the rule that the share of a row is at least the rate, of a whole that can grow:
// beds can be added, townships cannot. (It is no method: a program would hold what it makes for
// every row of which it holds another rule.)
func Growing[Facts Counted](s Share[Facts]) rule.Rule[Floor, Facts, GrowingFinding] {
	r := s.row()
	t := sharesOf[Facts](r, "≥ {floor}")
	return rule.MustNew(rule.Definition[Floor, Facts, GrowingFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Floor{s.Rate, s.Due}, Sources: r.sources("floor"),
		Check: func(p Floor) (Floor, error) { return Floor{p.Floor, r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&t.actual, &t.met, &t.shortfall, &t.toAdd}, Units: t.n.units("shortfall", "to_add"), Open: s.Open,
		Stands: map[string]string{"to_add": fmt.Sprintf("%s − %s ≤ (100%% − {floor}) × max(%[1]s, %[3]d)", t.of.name, t.n.name, int64(unit.MaxCount))},
		// One fewer would not do, and the whole with them is a count, no more than there can be; the larger of the two is a count, as what is
		// taken from it must be.
		Always: []string{fmt.Sprintf("{to_add} < max({floor} × max(%s, %d) + 1 − %[1]s, 1)", t.n.name, int64(unit.MaxCount)-1)},
		Kernel: func(p *Floor, in Facts, trace *rule.Trace) (out GrowingFinding, err error) {
			n, of := in.Counts()
			if err = t.atLeast(p, n, of, &out.ShareFinding, trace); err != nil {
				return GrowingFinding{}, err
			}
			add, ok := int64(0), true
			if !out.Met {
				add, ok = out.Actual.Additions(p.Floor)
			}
			if ok {
				out.ToAdd = rule.Give(add)
				trace.Count(&t.toAdd, add)
			}
			return out, nil
		},
	})
}

func (s *shares) atLeast(p *Floor, n, of int64, out *ShareFinding, t *rule.Trace) error {
	share, err := s.share(n, of)
	if err != nil {
		return err
	}
	need, err := p.Floor.CountOf(of)
	if err != nil {
		return err
	}
	lack := max(need-n, 0)
	*out = ShareFinding{Actual: share, Required: p.Floor, Met: lack == 0, Shortfall: lack}
	t.Share(&s.actual, share)
	t.Flag(&s.met, out.Met)
	t.Count(&s.shortfall, lack)
	return nil
}

// AtMost makes the rule that the share of a row is at most the rate. It is a function as
// [Growing] is.
func AtMost[Facts Counted](s Share[Facts]) rule.Rule[Ceiling, Facts, CeilingFinding] {
	r := s.row()
	t := sharesOf[Facts](r, "≤ {ceiling}")
	return rule.MustNew(rule.Definition[Ceiling, Facts, CeilingFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Ceiling{s.Rate, s.Due}, Sources: r.sources("ceiling"),
		Check: func(p Ceiling) (Ceiling, error) { return Ceiling{p.Ceiling, r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&t.actual, &t.met, &t.excess}, Units: t.n.units("excess"),
		Kernel: func(p *Ceiling, in Facts, trace *rule.Trace) (CeilingFinding, error) {
			n, of := in.Counts()
			return t.atMost(p, n, of, trace)
		},
	})
}

func (s *shares) atMost(p *Ceiling, n, of int64, t *rule.Trace) (CeilingFinding, error) {
	share, err := s.share(n, of)
	if err != nil {
		return CeilingFinding{}, err
	}
	most, err := p.Ceiling.MostOf(of)
	if err != nil {
		return CeilingFinding{}, err
	}
	out := CeilingFinding{Actual: share, Allowed: p.Ceiling, Met: n <= most, Excess: max(n-most, 0)}
	t.Share(&s.actual, share)
	t.Flag(&s.met, out.Met)
	t.Count(&s.excess, out.Excess)
	return out, nil
}
