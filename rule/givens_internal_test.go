package rule

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestGivensAreWhatFormulasCanName: each by its name, with its place in its list, its kind and what it is where it is left out.
func TestGivensAreWhatFormulasCanName(t *testing.T) {
	type policy struct {
		Floor int64 `json:"floor,omitzero"`
		Bands []struct {
			From unit.Money `json:"from"`
			Deep struct {
				Yes bool `json:"yes,omitzero"`
			} `json:"deep"`
		} `json:"bands"`
	}
	type facts struct {
		Area   side          `json:"area,omitzero"`
		Area2  Given[side]   `json:"area2,omitzero"`
		Yes    bool          `json:"yes,omitzero"`
		Maybe  Given[bool]   `json:"maybe,omitzero"`
		Money  unit.Money    `json:"money,omitzero"`
		Month  unit.Month    `json:"month,omitzero"`
		Text   string        `json:"text,omitzero"`
		Group  Given[person] `json:"group,omitzero"`
		Must   unit.Rate     `json:"must"`
		Names  []side        `json:"names"`
		Grid   [][]int64     `json:"grid,omitzero"`
		People []person      `json:"people"`
	}
	clause := Clause{ID: "1"}
	free, bound := &Term{ID: "free", Label: Text{ZH: "甲", EN: "a"}, Formula: "{floor} + 1"}, &Term{ID: "bound", Label: Text{ZH: "甲", EN: "a"}, Formula: "{floor} + 2", Clause: Clause{ID: "2"}}
	r, err := New(Definition[policy, facts, struct{}]{
		ID: "a.b", Version: 1, Title: Text{ZH: "甲", EN: "a"}, Basis: []Clause{clause, {ID: "2"}, {ID: "2", Quote: "x"}}, Steps: []*Term{free, bound},
		Kernel: func(*policy, facts, *Trace) (struct{}, error) { return struct{}{}, nil },
	})
	require.NoError(t, err)
	s := r.sch
	var got []string
	for i, g := range s.given {
		name := ""
		for n, at := range s.givens {
			if at == i {
				name += n
			}
		}
		line := fmt.Sprintf("%s: %s %s+%q %s of %q", name, g.part, g.leaf.path, g.rest, g.typ.Kind, g.typ.List)
		if g.typ.Optional {
			line += " optional"
		}
		if g.plainZero {
			line += " zero"
		}
		if g.typ.Codes != nil {
			line += fmt.Sprint(" ", g.typ.Codes)
		}
		got = append(got, line)
	}
	assert.Equal(t, []string{
		`floor: parameters floor+"" count of "" optional zero`, `bands: parameters bands+"" list of "bands"`,
		`bands.from: parameters bands[].from+"from" money of "bands"`, `bands.deep.yes: parameters bands[].deep.yes+"deep.yes" flag of "bands" optional zero`,
		`area: facts area+"" choice of "" optional [left right]`, `area2: facts area2+"" choice of "" optional [left right]`,
		`yes: facts yes+"" flag of "" optional zero`, `maybe: facts maybe+"" flag of "" optional`, `money: facts money+"" money of "" optional zero`,
		`month: facts month+"" month of "" optional`, `text: facts text+"" text of "" optional`,
		`group.age: facts group.age+"" count of "" optional`, `group.income: facts group.income+"" money of "" optional`, `must: facts must+"" ratio of ""`,
		`names: facts names+"" list of "names"`, `grid: facts grid+"" list of "grid"`, `people: facts people+"" list of "people"`,
		`people.age: facts people[].age+"age" count of "people"`, `people.income: facts people[].income+"income" money of "people" optional`,
	}, got)
	assert.Equal(t, map[string]Part{"bands": OfParameters, "names": OfFacts, "grid": OfFacts, "people": OfFacts}, s.lists)
	assert.Equal(t, map[string]Text{"left": {ZH: "左", EN: "Left"}, "right": {ZH: "右", EN: "Right"}}, s.codes)
	for name, choices := range s.choices {
		assert.Contains(t, []string{"area", "area2", "names"}, name)
		assert.Equal(t, side(0).Choices(), choices)
	}
	assert.Len(t, s.choices, 3)
	assert.Equal(t, map[string]int{"free": 0, "bound": 1}, s.names)
	assert.Equal(t, []bool{false, true, false}, s.rested, "the clause of a step is cited where that is taken")
	assert.Len(t, s.owned, 2)
	assert.Equal(t, *free, *s.owned[free])
	assert.NotSame(t, free, s.owned[free])
	assert.Same(t, s.owned[bound], s.steps[1].term)
	for name, want := range map[string]string{"free": "count true", "floor": "count true", "people.age": "count true", "people": "list true", "nobody": "none false", "": "none false"} {
		typ, ok := s.scope(name)
		assert.Equal(t, want, fmt.Sprintf("%s %t", typ.Kind, ok), name)
	}
	assert.Empty(t, s.misread)
	type told struct {
		Side Given[side] `json:"side,omitzero" step:"which"`
	}
	which := &Term{ID: "which", Label: Text{ZH: "甲", EN: "a"}, Formula: "'left'"}
	only, err := New(Definition[struct{}, struct{}, told]{
		ID: "a.b", Version: 1, Title: Text{ZH: "甲", EN: "a"}, Basis: []Clause{clause}, Steps: []*Term{which},
		Kernel: func(*struct{}, struct{}, *Trace) (told, error) { return told{}, nil },
	})
	require.NoError(t, err)
	assert.Equal(t, map[string]Choices{"which": side(0).Choices()}, only.sch.choices, "of an answer's too, by the step that shows it")
	assert.Equal(t, s.codes, only.sch.codes)
}
