package check

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Counting is implemented by facts of one count, their only field, with its range. Their UnmarshalJSON is best
// [rule.Unmarshal]; see [Counted].
type Counting interface{ Count() int64 }

// Measuring is implemented by facts of one figure, their only field, with the range
// [0,).
type Measuring[V any] interface{ Measure() V }

// Figure is what an [Amount] measures: money, or a figure in a unit of its own.
type Figure[V any] interface {
	unit.Money | unit.Number
	Cmp(V) int
	Sub(V) (V, error)
	Sign() int
	String() string
}

// Target 目标值 is the parameters of a [Level] or an [Amount].
type Target[V any] struct {
	Level V `json:"level" zh:"目标值" en:"level" range:"(0,9007199254740991]"`
	// Due 到期年份 is the year at whose end the level is to be reached; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Target[V]) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// LevelFinding 目标检查结论 is the answer of a [Level] or an [Amount].
type LevelFinding[V any] struct {
	Met      bool `json:"met" zh:"是否达标" en:"met" due:"due"`
	Actual   V    `json:"actual" zh:"实际值" en:"actual" range:"[0,)"`
	Required V    `json:"required" zh:"应达到" en:"required" range:"[0,)" step:"level"`
	// Shortfall 缺口 is how much is lacking; zero exactly when Met.
	Shortfall V `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
}

// Level 目标检查 is a row that a count reaches a level, or, with Above, goes beyond it
// (突破6500人).
//
// Errors of its rule: [rule.Range] for a count outside its range.
type Level[Facts Counting] struct {
	ID      string
	Version int // 0 stands for 1
	Title   rule.Text
	Basis   []rule.Clause // those that give Level
	Level   int64
	Above   bool        // the level itself does not suffice
	Due     int         // the year due; 0 for none
	DueBy   rule.Clause // what gives the year; the first of Basis if it is zero
}

// Rule makes the rule.
func (l Level[Facts]) Rule() rule.Rule[Target[int64], Facts, LevelFinding[int64]] {
	r := row{l.ID, max(l.Version, 1), l.Title, l.Basis, l.Due, l.DueBy, 1}
	n := factsOf[Facts](r.id, 1, unit.MaxCount)[0]
	reached, lack, more := met(n.name+" ≥ {level}", r.clause()), lacking(n, "max({level} − "+n.name+", 0)"), int64(0)
	if l.Above {
		reached, lack, more = met(n.name+" > {level}", r.clause()), lacking(n, "max({level} + 1 − "+n.name+", 0)"), 1
	}
	return rule.MustNew(rule.Definition[Target[int64], Facts, LevelFinding[int64]]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Target[int64]{l.Level, l.Due}, Sources: r.sources("level"),
		Check: func(p Target[int64]) (Target[int64], error) { return Target[int64]{p.Level, r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&reached, &lack}, Shown: map[string]string{"actual": n.path}, Units: n.units("actual", "required", "shortfall"),
		Kernel: func(p *Target[int64], in Facts, t *rule.Trace) (LevelFinding[int64], error) {
			count := in.Count()
			if !n.holds(count) {
				return LevelFinding[int64]{}, rule.Refused
			}
			missing := max(p.Level+more-count, 0)
			t.Flag(&reached, missing == 0)
			t.Count(&lack, missing)
			return LevelFinding[int64]{Actual: count, Required: p.Level, Met: missing == 0, Shortfall: missing}, nil
		},
	})
}

// Amount 目标检查 is a row that an amount of money, or a figure with decimals, reaches a
// level: 300 m². V is [unit.Money] or [unit.Number].
//
// Errors of its rule: [rule.Range] for a negative figure.
type Amount[Facts Measuring[V], V Figure[V]] struct {
	ID      string
	Version int // 0 stands for 1
	Title   rule.Text
	Basis   []rule.Clause // those that give Level
	Level   V
	Due     int         // the year due; 0 for none
	DueBy   rule.Clause // what gives the year; the first of Basis if it is zero
}

// Rule makes the rule.
func (a Amount[Facts, V]) Rule() rule.Rule[Target[V], Facts, LevelFinding[V]] {
	r := row{a.ID, max(a.Version, 1), a.Title, a.Basis, a.Due, a.DueBy, 1}
	list := rule.FieldsOf[Facts]()
	if len(list) != 1 {
		panic("check: " + r.id + ": the facts must have one field")
	}
	n := figureOf(r.id, list[0])
	reached, lack := met(n.name+" ≥ {level}", r.clause()), lacking(n, "max({level} − "+n.name+", 0)")
	return rule.MustNew(rule.Definition[Target[V], Facts, LevelFinding[V]]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Target[V]{a.Level, a.Due}, Sources: r.sources("level"),
		Check: func(p Target[V]) (Target[V], error) { return Target[V]{p.Level, r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&reached, &lack}, Shown: map[string]string{"actual": n.path}, Units: n.units("actual", "required", "shortfall"),
		Kernel: func(p *Target[V], in Facts, t *rule.Trace) (LevelFinding[V], error) {
			value := in.Measure()
			if value.Sign() < 0 {
				return LevelFinding[V]{}, rule.Refused
			}
			out := LevelFinding[V]{Actual: value, Required: p.Level, Met: value.Cmp(p.Level) >= 0}
			if !out.Met {
				var err error
				if out.Shortfall, err = p.Level.Sub(value); err != nil {
					return LevelFinding[V]{}, err
				}
			}
			if t.On() {
				t.Flag(&reached, out.Met)
				t.Value(&lack, out.Shortfall)
			}
			return out, nil
		},
	})
}
