package tree_test

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

func parse(t testing.TB, s string) any {
	t.Helper()
	v, err := tree.Parse([]byte(s))
	require.NoError(t, err)
	return v
}

// differences lists what Diff visits, – for a side that has nothing.
func differences(got, want any) []string {
	var list []string
	side := func(v any, has bool) string {
		if !has {
			return "–"
		}
		return tree.String(v)
	}
	tree.Diff(got, want, func(path string, g, w any, gotHas, wantHas bool) {
		list = append(list, fmt.Sprintf("%s %s %s", path, side(g, gotHas), side(w, wantHas)))
	})
	return list
}

func TestDiffVisitsEachPlaceThatDiffers(t *testing.T) {
	for _, c := range []struct {
		got, want string
		list      []string
	}{
		{`{"a":1,"b":[1,2]}`, `{"b":[1,2],"a":1}`, nil},
		{`1`, `2`, []string{" 1 2"}},
		{`5.0`, `5`, []string{" 5.0 5"}},
		{`"5"`, `5`, []string{` "5" 5`}},
		{`null`, `false`, []string{` null false`}},
		{`{}`, `[]`, []string{" {} []"}},
		{`[]`, `{}`, []string{" [] {}"}},
		{`"x"`, `{}`, []string{` "x" {}`}},
		{`{"a":{"b":1,"x":[0]},"y":null}`, `{"a":{"b":2,"c":3}}`, []string{"a.b 1 2", "a.c – 3", "a.x [0] –", "y null –"}},
		{`{"l":[1,2,3]}`, `{"l":[1,9]}`, []string{"l[1] 2 9", "l[2] 3 –"}},
		{`{"l":[1]}`, `{"l":[1,{"a":2}]}`, []string{`l[1] – {"a":2}`}},
		{`[{"a":1},{"a":2}]`, `[{"a":1},{"a":3}]`, []string{"[1].a 2 3"}},
	} {
		assert.Equal(t, c.list, differences(parse(t, c.got), parse(t, c.want)), c.got)
	}
	assert.Len(t, differences(map[string]int{}, map[string]int{}), 1, "what is no tree equals nothing and does no harm")
	assert.Equal(t, []string{strings.Repeat("k", tree.MaxPath-3) + "… 1 2"},
		differences(tree.Object{{Name: strings.Repeat("k", 2000), Value: []any{parse(t, "1")}}}, tree.Object{{Name: strings.Repeat("k", 2000), Value: []any{parse(t, "2")}}}))
}

// random makes a tree; with few names, so that two have names in common, and
// sometimes with more than an object looks through one by one.
func random(r *rand.Rand, depth int) any {
	switch n := r.IntN(5); {
	case n < 2 && depth > 0:
		o := tree.Object{}
		for _, i := range r.Perm(30)[:r.IntN(4)*r.IntN(10)] {
			o = append(o, tree.Member{Name: fmt.Sprint("n", i), Value: random(r, depth-1)})
		}
		return o
	case n == 2 && depth > 0:
		a := []any{}
		for range r.IntN(4) {
			a = append(a, random(r, depth-1))
		}
		return a
	}
	return []any{nil, true, "x", "y"}[r.IntN(4)]
}

// spreadAll is the slow way: all leaves by their paths.
func spreadAll(t *testing.T, v any) map[string]string {
	leaves, err := tree.Spread(v)
	require.NoError(t, err)
	m := map[string]string{}
	for _, l := range leaves {
		m[l.Path] = l.Text
	}
	return m
}

func TestDiffFindsNothingExactlyWhereTheLeavesAreTheSame(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		a, b := random(r, 3), random(r, 3)
		if r.IntN(2) == 0 {
			b = shuffled(r, a)
		}
		assert.Equal(t, reflect.DeepEqual(spreadAll(t, a), spreadAll(t, b)), len(differences(a, b)) == 0, "%s\n%s", tree.String(a), tree.String(b))
		assert.Len(t, differences(b, a), len(differences(a, b)))
	}
}

func shuffled(r *rand.Rand, v any) any {
	switch x := v.(type) {
	case tree.Object:
		o := tree.Object{}
		for _, i := range r.Perm(len(x)) {
			o = append(o, tree.Member{Name: x[i].Name, Value: shuffled(r, x[i].Value)})
		}
		return o
	case []any:
		a := []any{}
		for _, item := range x {
			a = append(a, shuffled(r, item))
		}
		return a
	}
	return v
}

func TestMergeLaysOneTreeOverAnother(t *testing.T) {
	for _, c := range [][3]string{
		{`{"a":1,"b":{"c":2,"d":[1,2]},"e":5}`, `{"b":{"d":[3],"f":4},"g":6,"a":null}`, `{"a":null,"b":{"c":2,"d":[3],"f":4},"e":5,"g":6}`},
		{`{"a":{"b":1}}`, `{"a":[]}`, `{"a":[]}`},
		{`{"a":[]}`, `{"a":{"b":1}}`, `{"a":{"b":1}}`},
		{`{"a":1}`, `{}`, `{"a":1}`},
		{`{}`, `{"a":1}`, `{"a":1}`},
		{`1`, `{"a":1}`, `{"a":1}`},
		{`{"a":1}`, `null`, `null`},
	} {
		base, over := parse(t, c[0]), parse(t, c[1])
		assert.Equal(t, c[2], tree.String(tree.Merge(base, over)))
		assert.Equal(t, c[0], tree.String(base), "neither is changed")
		assert.Equal(t, c[1], tree.String(over))
	}
	assert.Equal(t, `{"a":1}`, tree.String(tree.Merge(nil, parse(t, `{"a":1}`))))
}

func TestMergeIsTheObviousOneOnManyNames(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 3000 {
		a, b := random(r, 3), random(r, 3)
		got := tree.Merge(a, b)
		assert.Equal(t, tree.String(slowMerge(a, b)), tree.String(got))
	}
}

func slowMerge(a, b any) any {
	x, ok := a.(tree.Object)
	y, also := b.(tree.Object)
	if !ok || !also {
		return b
	}
	out := tree.Object{}
	for _, m := range x {
		if v, has := y.Get(m.Name); has {
			m.Value = slowMerge(m.Value, v)
		}
		out = append(out, m)
	}
	for _, m := range y {
		if _, has := x.Get(m.Name); !has {
			out = append(out, m)
		}
	}
	return out
}
