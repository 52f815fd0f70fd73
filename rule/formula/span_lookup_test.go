package formula_test

import (
	"math/rand/v2"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
)

// table is a SpanEnv of rows with a key and a value, and of a key that is looked up.
type table struct {
	keys   []string
	values [][]string // what each can be
	sought []string
	kind   formula.Kind // of keys
}

func (b *table) Span(name string, item int) (s formula.Span, ok bool) {
	of, kind, texts := int32(item), formula.Money, []string(nil)
	switch name {
	case "rows.key":
		kind, texts = b.kind, b.keys[item-1:item]
	case "rows.value":
		texts = b.values[item-1]
	case "sought":
		of, kind, texts = 100, b.kind, b.sought
	}
	for _, text := range texts {
		v, _ := formula.ParseValue(kind, text)
		one := formula.Certain(v)
		one.Needs = []int32{of}
		s = s.Union(one)
	}
	return s, true
}

func (b *table) Length(name string) (least, most int64, needs []int32, ok bool) {
	return int64(len(b.keys)), int64(len(b.keys)), nil, name != "sought"
}

// TestAtMostOneRowIsLookedUp: where keys differ no two rows count, and where the key is among them one does; of keys that are the same all count.
func TestAtMostOneRowIsLookedUp(t *testing.T) {
	f, err := formula.Parse("sum(if({rows.key} = {sought}, {rows.value}, 0))")
	require.NoError(t, err)
	turned, err := formula.Parse("sum(if({sought} = {rows.key}, {rows.value}, 0))")
	require.NoError(t, err)
	values := [][]string{{"2.00"}, {"5.00", "6.00"}, {"8.00"}}
	for _, c := range []struct {
		keys, sought []string
		kind         formula.Kind
		want         string
	}{
		{[]string{"1", "2", "3"}, []string{"1", "9"}, formula.Count, "money 0 to 8, false/false, "},
		{[]string{"1", "2", "3"}, []string{"3"}, formula.Count, "money 8 to 8, false/false, "},
		{[]string{"1", "2", "3"}, []string{"4"}, formula.Count, "number 0 to 0, false/false, "},
		{[]string{"1", "2", "1"}, []string{"1", "9"}, formula.Count, "money 0 to 16, false/false, "},
		{[]string{"a", "b", "c"}, []string{"b", "c"}, formula.Choice, "money 5 to 8, false/false, "},
		{[]string{"a", "b", "c"}, []string{"b", "x"}, formula.Choice, "money 0 to 6, false/false, "},
	} {
		b := &table{c.keys, values, c.sought, c.kind}
		assert.Equal(t, c.want, show(f.Span(b, 0)), "%v in %v", c.sought, c.keys)
		assert.Equal(t, c.want, show(turned.Span(b, 0)), "%v in %v", c.sought, c.keys)
	}
}

// TestALookupHoldsEveryRow compares with each row and key that there can be.
func TestALookupHoldsEveryRow(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 4))
	f, err := formula.Parse("sum(if({rows.key} = {sought}, {rows.value} × 2, 0))")
	require.NoError(t, err)
	for range 2_000 {
		b := &table{kind: formula.Count}
		draw := func(n int) (out []string) {
			for range 1 + rnd.IntN(n) {
				out = append(out, strconv.Itoa(rnd.IntN(6)))
			}
			return out
		}
		b.keys, b.sought = draw(4), draw(3)
		for range b.keys {
			b.values = append(b.values, draw(2))
		}
		s := f.Span(b, 0)
		for _, sought := range b.sought {
			for k := range 1 << len(b.keys) {
				var values []string
				for i := range b.keys {
					values = append(values, b.values[i][(k>>i)%len(b.values[i])])
				}
				w := world{"sought": one(formula.Count, sought), "rows.key": each("rows", formula.Count, b.keys...), "rows.value": each("rows", formula.Money, values...)}
				v, err := f.Eval(w, 0)
				require.NoError(t, err)
				require.True(t, s.Contains(v), "%s in %v of %v is %s, not within %s", sought, b.keys, values, v, show(s))
			}
		}
	}
}
