package check

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Base is what a [Provision] is for: a count, as of households, or a figure with
// decimals, as of floor area.
type Base interface{ int64 | unit.Number }

// Provided is implemented by facts of a figure and of what it is for. They are the type's
// only two fields, in that order: the figure with the range [0,), and a figure with the
// same range or a count with its own, which ends at most at 2^40.
type Provided[W Base] interface {
	Provided() (figure unit.Number, of W)
}

// Provide 配置下限 is the parameters of a [Provision]: at least so much for each so many.
type Provide struct {
	Least unit.Number `json:"least" zh:"至少" en:"at least" range:"(0,1000000]"`
	// Per 每 is for how many there is Least: 100 in "35 m² for a hundred households". It is
	// a power of ten, so that what is required is a decimal; 0 keeps the row's.
	Per int64 `json:"per,omitzero" zh:"每" en:"for each" oneof:"1 10 100 1000 10000 100000 1000000"`
	// Due 到期年份 is the year at whose end it is to be reached; 0 keeps the row's.
	Due int `json:"due,omitzero" zh:"到期年份" en:"due by the end of" range:"[1900,2199]"`
}

// UnmarshalJSON reads as [rule.Unmarshal] does, and refuses a parameter that is absent.
func (p *Provide) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, p) }

// ProvisionFinding 配置检查结论 is the answer of a [Provision]. It holds figures, not figures
// for each so many: those seldom end as decimals, and nothing is rounded unasked.
type ProvisionFinding struct {
	Met    bool        `json:"met" zh:"是否达标" en:"met"`
	Actual unit.Number `json:"actual" zh:"实际值" en:"actual" range:"[0,)"` // as it was given
	// Required 应达到 is exact, with no more decimals than it needs.
	Required unit.Number `json:"required" zh:"应达到" en:"required" range:"[0,)"`
	// Shortfall 缺口 is how much is lacking; zero exactly when Met.
	Shortfall unit.Number `json:"shortfall" zh:"缺口" en:"shortfall" range:"[0,)"`
}

// Provision 配置检查 is a row that a figure with decimals is at least so much for each so many
// of something: 35 m² for each hundred households, 12 m² in each hundred of floor area.
// It is compared as it is, and what is required is exact.
//
// Errors of its rule: [rule.Range] for a figure or count outside its range, and for a part
// above its whole where Part is set; [rule.EmptyWhole] where there is nothing that it is
// for; [rule.Range] or [rule.Inexact] where what is required has more digits or decimals than a
// [unit.Number] holds: of Least, where with the row's own it has not, else of what it is for.
type Provision[Facts Provided[W], W Base] struct {
	ID      string
	Version int // 0 stands for 1
	Title   rule.Text
	Basis   []rule.Clause // those that give Least
	Least   unit.Number
	Per     int64       // 0 stands for 1
	Part    bool        // the figure is a part of what it is for, and not above it
	Due     int         // the year due; 0 for none
	DueBy   rule.Clause // what gives the year; the first of Basis if it is zero
}

// provisions is what the kernel of a row needs.
type provisions struct {
	n, of                    fact
	own                      unit.Number // the row's least
	part                     bool
	required, met, shortfall rule.Term
}

// never are the cases in which there is nothing that it is for, or less than the part of it.
func (t *provisions) never() []string {
	out := []string{"{" + t.of.path + "} = 0"}
	if t.part {
		out = append(out, "{"+t.n.path+"} > {"+t.of.path+"}")
	}
	return out
}

// Rule makes the rule.
func (v Provision[Facts, W]) Rule() rule.Rule[Provide, Facts, ProvisionFinding] {
	r := row{v.ID, max(v.Version, 1), v.Title, v.Basis, v.Due, v.DueBy, max(v.Per, 1)}
	t := provisionsOf[Facts, W](r, v.Part)
	t.own = v.Least
	return rule.MustNew(rule.Definition[Provide, Facts, ProvisionFinding]{
		ID: r.id, Version: r.version, Title: r.title, Basis: r.basis,
		Defaults: &Provide{v.Least, r.per, v.Due}, Sources: r.quotaSources("least"),
		Check: func(p Provide) (Provide, error) { return Provide{p.Least, r.perOf(p.Per), r.dueOf(p.Due)}, nil },
		Steps: []*rule.Term{&t.required, &t.met, &t.shortfall}, Shown: map[string]string{"actual": t.n.path}, Units: t.n.units("actual", "required", "shortfall"),
		Never: t.never(),
		Kernel: func(p *Provide, in Facts, trace *rule.Trace) (ProvisionFinding, error) {
			figure, of := in.Provided()
			switch whole := any(of).(type) {
			case unit.Number:
				if figure.Sign() < 0 || whole.Sign() < 0 {
					return ProvisionFinding{}, rule.Refused
				}
				return t.atLeast(p, figure, whole, trace)
			case int64:
				if figure.Sign() < 0 || !t.of.holds(whole) {
					return ProvisionFinding{}, rule.Refused
				}
				n, err := unit.WholeNumber(whole)
				if err != nil {
					return ProvisionFinding{}, err
				}
				return t.atLeast(p, figure, n, trace)
			}
			return ProvisionFinding{}, rule.Refused
		},
	})
}

func provisionsOf[Facts Provided[W], W Base](r row, part bool) *provisions {
	list := rule.FieldsOf[Facts]()
	if len(list) != 2 {
		panic("check: " + r.id + ": the facts must have 2 field(s)")
	}
	t := &provisions{n: figureOf(r.id, list[0]), part: part}
	if list[1].Kind == "count" {
		t.of = countOf(r.id, list[1], maxFor)
	} else {
		t.of = figureOf(r.id, list[1])
	}
	t.required = rule.Term{ID: "required", Label: text("应有"+t.n.label.ZH, t.n.label.EN+" required"),
		Formula: t.of.name + " × ({least} ÷ {per})", Clause: r.clause()}
	t.met = met(t.n.name+" ≥ {required}", rule.Clause{})
	t.shortfall = lacking(t.n, "max({required} − "+t.n.name+", 0)")
	return t
}

// atLeast computes with a figure and a base that are not negative.
func (v *provisions) atLeast(p *Provide, figure, of unit.Number, t *rule.Trace) (ProvisionFinding, error) {
	if of.IsZero() || v.part && figure.Cmp(of) > 0 {
		return ProvisionFinding{}, v.impossible(figure, of)
	}
	required, err := p.Least.ForEach(p.Per, of)
	if err != nil {
		return ProvisionFinding{}, Unheld("least", p.Least, v.own, p.Per, v.of.path, of)
	}
	out := ProvisionFinding{Actual: figure, Required: required, Met: figure.Cmp(required) >= 0}
	if !out.Met {
		if out.Shortfall, err = required.Sub(figure); err != nil {
			return ProvisionFinding{}, err
		}
	}
	if t.On() {
		t.Value(&v.required, required)
		t.Flag(&v.met, out.Met)
		t.Value(&v.shortfall, out.Shortfall)
	}
	return out, nil
}

// Unheld 数位超限 says which figure is to be mended where so much, named by its path among the parameters, for each per of a base, named by
// its path among the facts, has more digits or decimals than a [unit.Number] holds, as [unit.Number.ForEach] says: the parameter, where
// with the own one, the rule's default, it has not; else the base. It is nil where it is held. It is for rules with a kernel of their own.
func Unheld(path string, least, own unit.Number, per int64, base string, of unit.Number) error {
	var f rule.Errors
	if _, err := own.ForEach(per, of); err == nil {
		_, err = least.ForEach(per, of)
		for _, fault := range rule.Faults(err) {
			f.AddTo(rule.OfParameters, fault.Code, path, least.String(), fault.Reason)
		}
		return f.Err()
	}
	_, err := of.ForEach(per, least) // the same, told of the base
	f.Wrap(base, err)
	return f.Err()
}

func (v *provisions) impossible(figure, of unit.Number) error {
	var f rule.Errors
	if of.IsZero() {
		f.Add(rule.EmptyWhole, v.of.path, of.String(), text("为零，无从检查：请核对", "zero, so that there is nothing to check it against: check it"))
	} else {
		f.Add(rule.Range, v.n.path, figure.String(), text("不得大于"+v.of.label.ZH+of.String(), "must not be above "+v.of.label.EN+", "+of.String()))
	}
	return f.Err()
}
