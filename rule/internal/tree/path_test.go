package tree_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

func put(t *testing.T, v any, paths ...string) any {
	t.Helper()
	for _, p := range paths {
		var err error
		v, err = tree.Put(v, p, "x")
		require.NoError(t, err)
	}
	return v
}

func TestPutMakesWhatStandsOnTheWay(t *testing.T) {
	v := put(t, nil, "area", "members[0].income", "members[0].name", "members[1].income", "m[0][0]", "m[0][1]", "m[1]")
	assert.Equal(t, `{"area":"x","members":[{"income":"x","name":"x"},{"income":"x"}],"m":[["x","x"],"x"]}`, tree.String(v))
	assert.Equal(t, `["x",{"a":"x"}]`, tree.String(put(t, nil, "[0]", "[1].a")))
	v, err := tree.Put(tree.Object{{Name: "a", Value: json.Number("1")}}, "b", nil)
	require.NoError(t, err)
	assert.Equal(t, `{"a":1,"b":null}`, tree.String(v))
}

func TestPutOverwritesNothing(t *testing.T) {
	for _, c := range []struct {
		there []string
		path  string
		code  unit.Code
		en    string
	}{
		{[]string{"a"}, "a", unit.Duplicate, "is given already"},
		{[]string{"a.b"}, "a", unit.Duplicate, "is given already, here or by parts"},
		{[]string{"a[0]"}, "a", unit.Duplicate, "is given already"},
		{[]string{"a[0]", "a[1]"}, "a[0]", unit.Duplicate, "is given already"},
		{[]string{"a"}, "a.b", unit.Syntax, "is no object"},
		{[]string{"a"}, "a[0]", unit.Syntax, "is no list"},
		{[]string{"a[0]"}, "a.b", unit.Syntax, "is no object"},
		{[]string{"a.b"}, "a[0]", unit.Syntax, "is no list"},
		{[]string{"a"}, "[0]", unit.Syntax, "is no list"},
		{nil, "a[1]", unit.Missing, "[0] before it is not given"},
		{[]string{"a[0]"}, "a[2].b", unit.Missing, "[1] before it is not given"},
		{nil, "a[65536]", unit.Range, "at most 65536 items"},
		{nil, "", unit.Syntax, "no path"},
		{nil, ".a", unit.Syntax, "no path"},
		{nil, "a.", unit.Syntax, "no path"},
		{nil, "a..b", unit.Syntax, "no path"},
		{nil, "a.[0]", unit.Syntax, "no path"},
		{nil, "a[0]b", unit.Syntax, "no path"},
		{nil, "a]", unit.Syntax, "no path"},
		{nil, "a[", unit.Syntax, "no path"},
		{nil, "a[]", unit.Syntax, "no path"},
		{nil, "a[+0]", unit.Syntax, "no path"},
		{nil, "a[-1]", unit.Syntax, "no path"},
		{nil, "a[00]", unit.Syntax, "no path"},
		{nil, "a[x]", unit.Syntax, "no path"},
		{nil, "a[99999999999999999999]", unit.Syntax, "no path"},
		{nil, strings.Repeat("a.", 64) + "a", unit.Range, "more than 64 deep"},
		{nil, strings.Repeat("a", 1025), unit.Range, "has 1025 bytes, at most 1024"},
	} {
		v := put(t, nil, c.there...)
		before := tree.String(v)
		_, err := tree.Put(v, c.path, "y")
		require.ErrorIs(t, err, c.code, c.path)
		checkError(t, err)
		assert.ErrorContains(t, err, c.en)
		assert.Equal(t, before, tree.String(v), "an error changes nothing")
	}
	_, err := tree.Put(put(t, nil, "a"), "a", nil)
	require.ErrorIs(t, err, unit.Duplicate)
	v, err := tree.Put(nil, "a", nil)
	require.NoError(t, err)
	_, err = tree.Put(v, "a", nil)
	require.ErrorIs(t, err, unit.Duplicate, "null is a value too")
	_, err = tree.Put(v, "a.b", nil)
	require.ErrorIs(t, err, unit.Syntax)
}

func TestPutTakesAHeadingOfMegabytes(t *testing.T) {
	_, err := tree.Put(nil, strings.Repeat("a.", 4<<20)+"a", "x")
	require.ErrorIs(t, err, unit.Range)
	assert.Less(t, len(err.Error()), 300)
}

func TestPutBoundsTheNamesAndItemsOfOneParent(t *testing.T) {
	var o, l any
	for i := range tree.MaxNames {
		o = put(t, o, fmt.Sprintf("n%d", i))
	}
	_, err := tree.Put(o, "one", "x")
	require.ErrorIs(t, err, unit.Range)
	assert.ErrorContains(t, err, "1024")
	for i := range tree.MaxItems {
		l = put(t, l, tree.Index("", i))
	}
	_, err = tree.Put(l, tree.Index("", tree.MaxItems), "x")
	require.ErrorIs(t, err, unit.Range)
	assert.ErrorContains(t, err, "65536")
}

func TestSpreadAndPutAreCounterparts(t *testing.T) {
	const text = `{"a":"x","b":{"c":[1,{"d":true,"e":[]}],"f":{}},"g":null,"h":[["é"]]}`
	v, err := tree.Parse([]byte(text))
	require.NoError(t, err)
	leaves, err := tree.Spread(v)
	require.NoError(t, err)
	assert.Equal(t, []tree.Leaf{{"a", "x"}, {"b.c[0]", "1"}, {"b.c[1].d", "true"}, {"b.c[1].e", "[]"}, {"b.f", "{}"}, {"g", "null"}, {"h[0][0]", "é"}}, leaves)
	var again any
	for _, l := range leaves {
		leaf, err := tree.Parse([]byte(l.Text))
		if err != nil {
			leaf = l.Text
		}
		again, err = tree.Put(again, l.Path, leaf)
		require.NoError(t, err)
	}
	assert.Equal(t, text, tree.String(again))
	leaves, err = tree.Spread(json.Number("5.00"))
	require.NoError(t, err)
	assert.Equal(t, []tree.Leaf{{"", "5.00"}}, leaves)
}

func TestSpreadRefusesNamesThatNoPathHolds(t *testing.T) {
	for _, name := range []string{"", "a.b", "a[0]", "]"} {
		_, err := tree.Spread(tree.Object{{Name: "o", Value: tree.Object{{Name: name, Value: "x"}}}})
		require.ErrorIs(t, err, unit.Syntax, name)
		checkError(t, err)
		assert.ErrorContains(t, err, "o: ")
	}
	_, err := tree.Spread(tree.Object{{Name: strings.Repeat("k", tree.MaxPath), Value: "x"}})
	require.NoError(t, err)
	_, err = tree.Spread(tree.Object{{Name: strings.Repeat("k", tree.MaxPath+1), Value: []any{"x"}}})
	require.ErrorIs(t, err, unit.Range)
}
