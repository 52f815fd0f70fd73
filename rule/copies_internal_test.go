package rule

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

type (
	// sharing8 has every way in which two values can share memory.
	sharing8 struct {
		List    []int64             `json:"list"`
		Rows    [][]int64           `json:"rows"`
		ByName  map[string][]int64  `json:"by_name"`
		Far     *[]int64            `json:"far"`
		Two     [2][]int64          `json:"two"`
		Within  struct{ L []int64 } `json:"within"`
		Given   Given[listed8]      `json:"given,omitzero"`
		Left    []int64             `json:"left,omitzero"`
		Raw     json.RawMessage     `json:"raw"`
		Listed  []listed8           `json:"listed"`
		Missing Given[listed8]      `json:"missing,omitzero"`
		Money   unit.Money          `json:"money"`
		NoMap   map[string]int64    `json:"no_map"`
		NoFar   *int64              `json:"no_far"`
		Embed8                      // exported
		embed8                      // unexported, whose fields are not
		own     []int64
		Deep    map[string]*sharing8 `json:"deep"`
	}
	listed8 struct {
		L []int64 `json:"l"`
	}
	Embed8 struct{ E []int64 }
	embed8 struct{ F []int64 }
)

func whole9() sharing8 {
	far := []int64{4}
	return sharing8{
		List: []int64{1}, Rows: [][]int64{{2}, nil}, ByName: map[string][]int64{"a": {3}, "b": nil}, Far: &far, Two: [2][]int64{{5}, nil}, Within: struct{ L []int64 }{[]int64{6}},
		Given: Give(listed8{[]int64{7}}), Raw: json.RawMessage("8"), Listed: []listed8{{[]int64{9}}, {}}, Embed8: Embed8{[]int64{10}}, embed8: embed8{[]int64{11}}, own: []int64{12},
		Deep: map[string]*sharing8{"x": {List: []int64{13}}, "none": nil},
	}
}

// spoil writes over all that a copy could share.
func (s *sharing8) spoil() {
	s.List[0], s.Rows[0][0], s.ByName["a"][0], (*s.Far)[0], s.Two[0][0], s.Within.L[0] = 99, 99, 99, 99, 99, 99
	s.Given.value.L[0], s.Raw[0], s.Listed[0].L[0], s.E[0], s.F[0], s.Deep["x"].List[0] = 99, '9', 99, 99, 99, 99
	s.ByName["c"], s.Rows[1] = []int64{99}, []int64{99}
}

// TestACopySharesNothing: whoever writes over the one does not change the other.
func TestACopySharesNothing(t *testing.T) {
	one := whole9()
	two := Clone(one)
	assert.Equal(t, whole9(), two, "nil stays nil")
	one.spoil()
	assert.Equal(t, whole9(), two)
	two.spoil()
	assert.Equal(t, one, two)

	one = whole9()
	two = input(one)
	want := whole9() // and a list or map that is nil is an empty one, but where it may be left out or writes itself
	want.Rows[1], want.ByName["b"], want.Two[1], want.Listed[1].L, want.NoMap, want.Deep["x"].Rows = []int64{}, []int64{}, []int64{}, []int64{}, map[string]int64{}, [][]int64{}
	x := want.Deep["x"]
	x.ByName, x.Two, x.Within.L, x.Listed, x.NoMap, x.E, x.F, x.Deep = map[string][]int64{}, [2][]int64{{}, {}}, []int64{}, []listed8{}, map[string]int64{}, []int64{}, []int64{}, map[string]*sharing8{}
	assert.Equal(t, want, two)
	one.spoil()
	assert.Equal(t, want, two)

	_, ok := two.Missing.Get()
	assert.False(t, ok)
	assert.Zero(t, two.Missing, "what is not given is no empty list")
	assert.Zero(t, input(struct{ G Given[listed8] }{}), "whatever its tag")
	list := []int64{1, 2}
	bare := Clone(list)
	list[0] = 9
	assert.Equal(t, []int64{1, 2}, bare)
	assert.Equal(t, 7, Clone(7))
	assert.Nil(t, Clone([]int64(nil)))
	assert.NotNil(t, input([]int64(nil)))
}

// TestATypeSharesByWhatItHolds.
func TestATypeSharesByWhatItHolds(t *testing.T) {
	for of, want := range map[reflect.Type]bool{
		reflect.TypeFor[int64](): false, reflect.TypeFor[string](): false, reflect.TypeFor[unit.Money](): false, reflect.TypeFor[[2]int64](): false, reflect.TypeFor[person](): false,
		reflect.TypeFor[Given[int64]](): false, reflect.TypeFor[Given[listed8]](): true, reflect.TypeFor[[]int64](): true, reflect.TypeFor[map[string]int64](): true,
		reflect.TypeFor[*int64](): true, reflect.TypeFor[[2][]int64](): true, reflect.TypeFor[listed8](): true, reflect.TypeFor[struct{ hidden []int64 }](): false,
		reflect.TypeFor[struct{ embed8 }](): true, reflect.TypeFor[struct {
			L []int64
			N int64
		}](): true, reflect.TypeFor[struct{ N int64 }](): false, reflect.TypeFor[any](): false,
	} {
		assert.Equal(t, want, shares(of), of.String())
		assert.Equal(t, want, shares(of), "%s again", of)
	}
}

// chain goes on for as long as it is made.
type chain struct {
	Next *chain  `json:"next"`
	List []int64 `json:"list"`
}

// TestACopyHasAnEnd: 32 steps down, a pointer and a struct being one each.
func TestACopyHasAnEnd(t *testing.T) {
	all := make([]chain, 40)
	for i := range all {
		all[i].List = []int64{int64(i)}
		if i > 0 {
			all[i-1].Next = &all[i]
		}
	}
	own := 0
	copied := Clone(all[0])
	for at, had := &copied, &all[0]; at != nil; at, had = at.Next, had.Next {
		require.Equal(t, had.List, at.List)
		if &had.List[0] != &at.List[0] {
			own++
		}
	}
	assert.Equal(t, 16, own)
	own = 0
	deeper := Clone(struct{ C chain }{all[0]})
	for at, had := &deeper.C, &all[0]; at != nil; at, had = at.Next, had.Next {
		if &had.List[0] != &at.List[0] {
			own++
		}
	}
	assert.Equal(t, 16, own, "the last at the very end")
}
