package columns

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"math/big"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var policy = households.Policy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}

func file[T any](t testing.TB, rows []T, options ...parquet.WriterOption) []byte {
	t.Helper()
	var b bytes.Buffer
	w := parquet.NewGenericWriter[T](&b, options...)
	_, err := w.Write(rows)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// answers gives a line for each row after done: id, county, amount or reason.
func answers(t testing.TB, data []byte, done int) (all []string, err error) {
	t.Helper()
	r, err := Open(bytes.NewReader(data), int64(len(data)), done)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	under, err := households.Under(policy)
	require.NoError(t, err)
	var b households.Batch
	for {
		first, err := r.Next(&b)
		if err == io.EOF {
			return all, nil
		}
		if err != nil {
			return all, err
		}
		require.Equal(t, done+len(all), first)
		bad, err := b.Compute(under)
		require.NoError(t, err)
		for i := range b.Households {
			id, county := b.Texts(i)
			said := b.Awards[i].Amount.String()
			if len(bad) > 0 && bad[0].Row == i {
				said, bad = households.RowText(first+i+1, bad[0].Err, rule.English), bad[1:]
			}
			all = append(all, string(id)+"|"+string(county)+"|"+said)
		}
		require.Empty(t, bad)
	}
}

// otherRow is a household as other writers lay it out: everything may be null,
// whatever repeats stands in a dictionary, and plain integers count fen.
type otherRow struct {
	ID       *string       `parquet:"id,optional,dict"`
	County   *string       `parquet:"county,optional,dict,snappy"`
	Area     *string       `parquet:"area,optional,dict"`
	Property *int64        `parquet:"property,optional,dict"`
	Members  []otherMember `parquet:"members,optional,list"`
	More     string        `parquet:"more"`
}

type otherMember struct {
	Income         *int64 `parquet:"income,optional,dict,zstd"`
	EmploymentCost *int64 `parquet:"employment_cost,optional"`
}

func TestFilesOfAnotherWriter(t *testing.T) {
	household := func(id string, members ...otherMember) otherRow {
		return otherRow{ID: &id, County: new("c"), Area: new("rural"), Property: new(int64(100)), Members: members}
	}
	member := func(income, cost int64) otherMember { return otherMember{&income, &cost} }
	long := make([]otherMember, 128)
	for i := range long {
		long[i] = member(0, 0)
	}
	rows := []otherRow{
		household("paid", member(100_000, 40_000), member(0, 0), member(0, 0)),
		household("nobody"),
		household("unknown income", member(1, 1), otherMember{nil, new(int64(0))}),
		household("unknown cost", otherMember{new(int64(0)), nil}),
		household("below zero", member(1, 1), member(-1, 0)),
		household("beyond", member(1<<60, 0)),
		{ID: new("no property"), Area: new("urban"), Members: []otherMember{member(0, 0)}},
		{ID: new("no area"), Property: new(int64(0)), Members: []otherMember{member(0, 0)}},
		{ID: new("hamlet"), Area: new("hamlet"), Property: new(int64(-1)), Members: []otherMember{member(0, 0)}},
		{County: new("no id"), Area: new("urban"), Property: new(int64(0)), Members: []otherMember{member(0, 0)}},
		household("bad id \xff", member(0, 0)),
		household("two\nlines", member(0, 0)),
		household("too many", long...),
		household("last", member(0, 0)),
	}
	got, err := answers(t, file(t, rows, parquet.PageBufferSize(16), parquet.DataPageVersion(1)), 0)
	require.NoError(t, err)
	require.Len(t, got, len(rows))
	for i, want := range []string{
		"paid|c|1800.00", "nobody|c|row 2, column members: 0: ", "column members[1].income: not given", "column members[0].employment_cost: not given",
		"column members[1].income: -0.01: must not be negative", "column members[0].income: 11529215046068469.76: ", "no property||row 7, column property: not given",
		"column area: not given", "column area: hamlet: ", "|no id|row 10, column id: not given", "||row 11, column id: ", "two\nlines|c|800.00", "127", "last|c|800.00",
	} {
		assert.Contains(t, got[i], want, "row %d", i+1)
	}
}

// TestPagesAndGroupsDoNotMatter cuts the file into pieces of every size, so that
// a household's columns end on other pages, and goes on in the middle.
func TestPagesAndGroupsDoNotMatter(t *testing.T) {
	var whole bytes.Buffer
	require.NoError(t, Write(&whole, synthetic.New(17, 0, 1), 9_000))
	rows, err := parquet.Read[Row](bytes.NewReader(whole.Bytes()), int64(whole.Len()))
	require.NoError(t, err)
	want, err := answers(t, whole.Bytes(), 0)
	require.NoError(t, err)
	require.Len(t, want, 9_000)
	for _, options := range [][]parquet.WriterOption{
		{parquet.PageBufferSize(100)},
		{parquet.PageBufferSize(3_001), parquet.DataPageVersion(1)},
		{parquet.MaxRowsPerRowGroup(997), parquet.Compression(&parquet.Zstd)},
	} {
		data := file(t, rows, options...)
		for _, done := range []int{0, 1, 300, 4_095, 4_096, 6_001, 8_999, 9_000} {
			got, err := answers(t, data, done)
			require.NoError(t, err)
			require.Equal(t, len(want[done:]), len(got))
			for i := range got {
				require.Equal(t, want[done+i], got[i])
			}
		}
	}
}

// build makes a file of one household whose amounts are of any type.
func build(t *testing.T, amount parquet.Node, property, income, cost parquet.Value) []byte {
	t.Helper()
	text := func() parquet.Node { return parquet.String() }
	schema := parquet.NewSchema("households", parquet.Group{
		"id": text(), "county": text(), "area": text(), "property": parquet.Optional(amount),
		"members": parquet.List(parquet.Group{"income": amount, "employment_cost": amount}),
	})
	var b bytes.Buffer
	w := parquet.NewWriter(&b, schema)
	// Columns stand in the order of their names.
	row := parquet.Row{
		parquet.ValueOf("rural").Level(0, 0, 0), parquet.ValueOf("c").Level(0, 0, 1), parquet.ValueOf("h").Level(0, 0, 2),
		cost.Level(0, 1, 3), income.Level(0, 1, 4), property.Level(0, 1, 5),
	}
	_, err := w.WriteRows([]parquet.Row{row})
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Bytes()
}

// bytesOf is an integer as a decimal column holds it: big-endian, two's
// complement, of some length.
func bytesOf(n *big.Int, size int) []byte {
	if n.Sign() < 0 {
		n = new(big.Int).Add(n, new(big.Int).Lsh(big.NewInt(1), uint(8*size)))
	}
	return n.FillBytes(make([]byte, size))
}

// TestADecimalCountsByItsScale: an income of 500 yuan is 500 yuan, whatever scale
// and integers the file has.
func TestADecimalCountsByItsScale(t *testing.T) {
	for scale := range 19 {
		n := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil)
		n.Mul(n, big.NewInt(500))
		kinds := map[string]struct {
			node  parquet.Node
			value func(*big.Int) parquet.Value
		}{
			"16 bytes": {parquet.Decimal(scale, 38, parquet.FixedLenByteArrayType(16)), func(n *big.Int) parquet.Value { return parquet.FixedLenByteArrayValue(bytesOf(n, 16)) }},
			"bytes":    {parquet.Decimal(scale, 38, parquet.ByteArrayType), func(n *big.Int) parquet.Value { return parquet.ByteArrayValue(bytesOf(n, 11)) }},
		}
		if scale <= 15 {
			kinds["int64"] = struct {
				node  parquet.Node
				value func(*big.Int) parquet.Value
			}{parquet.Decimal(scale, 18, parquet.Int64Type), func(n *big.Int) parquet.Value { return parquet.Int64Value(n.Int64()) }}
		}
		if scale <= 6 {
			kinds["int32"] = struct {
				node  parquet.Node
				value func(*big.Int) parquet.Value
			}{parquet.Decimal(scale, 9, parquet.Int32Type), func(n *big.Int) parquet.Value { return parquet.Int32Value(int32(n.Int64())) }}
		}
		for name, k := range kinds {
			zero := k.value(new(big.Int))
			got, err := answers(t, build(t, k.node, zero, k.value(n), zero), 0)
			require.NoError(t, err, name)
			assert.Equal(t, []string{"h|c|300.00"}, got, "scale %d of %s: 800 − 500", scale, name)

			got, err = answers(t, build(t, k.node, zero, k.value(new(big.Int).Neg(n)), zero), 0)
			require.NoError(t, err, name)
			assert.Contains(t, got[0], "column members[0].income: -500.00: must not be negative", "scale %d of %s", scale, name)
			if scale > 2 {
				off := new(big.Int).Add(n, big.NewInt(1))
				got, err = answers(t, build(t, k.node, zero, zero, k.value(off)), 0)
				require.NoError(t, err, name)
				assert.Contains(t, got[0], fmt.Sprintf("row 1, column members[0].employment_cost: 500.%0*d: ", scale, 1), name)
				assert.Contains(t, got[0], "whole fen", name)
			}
		}
	}
	eight := func(n int64) parquet.Value { return parquet.FixedLenByteArrayValue(bytesOf(big.NewInt(n), 9)) }
	wide := parquet.Decimal(0, 20, parquet.FixedLenByteArrayType(9))
	got, err := answers(t, build(t, wide, eight(math.MaxInt64), eight(0), eight(0)), 0)
	require.NoError(t, err)
	assert.Contains(t, got[0], "column property: 9223372036854775807: ")
}

// TestAmountsAreExact compares random decimals with big rationals.
func TestAmountsAreExact(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 200_000 {
		n, scale := r.Int64()>>r.IntN(63), r.IntN(mostScale+1)
		if r.IntN(2) == 0 {
			n = -n
		}
		if r.IntN(2) == 0 && scale > 2 {
			n -= n % int64(math.Pow10(min(scale-2, 15)))
		}
		want := new(big.Rat).SetFrac(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(scale)), nil))
		fen := new(big.Rat).Mul(want, big.NewRat(100, 1))
		m, fault := amount(n, scale)
		fits := fen.IsInt() && new(big.Rat).Abs(fen).Cmp(big.NewRat(unit.MaxFen, 1)) <= 0
		require.Equal(t, fits, fault == nil, "%d × 10^-%d: %v", n, scale, fault)
		if fits {
			require.Equal(t, fen.Num().Int64(), m.Fen(), "%d × 10^-%d", n, scale)
		} else if said, ok := new(big.Rat).SetString(strings.TrimSuffix(fault.Value, "…")); assert.True(t, ok, fault.Value) && !strings.HasSuffix(fault.Value, "…") {
			require.Zero(t, said.Cmp(want), fault.Value)
		}
	}
}

func TestColumnsAreCheckedByName(t *testing.T) {
	type lacks struct {
		ID string `parquet:"id"`
	}
	type textProperty struct {
		ID       string   `parquet:"id"`
		County   string   `parquet:"county"`
		Area     string   `parquet:"area"`
		Property string   `parquet:"property"`
		Members  []Member `parquet:"members,list"`
	}
	type numberID struct {
		ID       int64    `parquet:"id"`
		County   string   `parquet:"county"`
		Area     string   `parquet:"area"`
		Property int64    `parquet:"property"`
		Members  []Member `parquet:"members,list"`
	}
	type repeated struct {
		ID       []string `parquet:"id"`
		County   string   `parquet:"county"`
		Area     string   `parquet:"area"`
		Property int64    `parquet:"property"`
		Members  []Member `parquet:"members,list"`
	}
	one := func(node parquet.Node, v parquet.Value) []byte { return build(t, node, v, v, v) }
	for name, c := range map[string]struct {
		data   []byte
		zh, en string
	}{
		"absent":      {file(t, []lacks{{"a"}}), "county列：文件没有此列", "column county: is not in the file"},
		"text amount": {file(t, []textProperty{{ID: "a"}}), "property列：类型是STRING，应为DECIMAL", "column property: is STRING, want DECIMAL"},
		"number id":   {file(t, []numberID{{ID: 1}}), "id列：类型是INT(64,true)，应为字符串", "column id: is INT(64,true), want a string"},
		"repeated id": {file(t, []repeated{{}}), "id列：结构不对", "column id: has another structure"},
		"double":      {one(parquet.Leaf(parquet.DoubleType), parquet.DoubleValue(5)), "property列：类型是DOUBLE", "column property: is DOUBLE, want DECIMAL"},
		"float":       {one(parquet.Leaf(parquet.FloatType), parquet.FloatValue(5)), "FLOAT", "column property: is FLOAT"},
		"date":        {one(parquet.Date(), parquet.Int32Value(5)), "DATE", "column property: is DATE"},
		"timestamp":   {one(parquet.Timestamp(parquet.Millisecond), parquet.Int64Value(5)), "TIMESTAMP", "column property: is TIMESTAMP"},
		"unsigned":    {one(parquet.Uint(64), parquet.Int64Value(5)), "INT(64,false)", "column property: is INT(64,false)"},
		"bytes":       {one(parquet.Leaf(parquet.ByteArrayType), parquet.ByteArrayValue([]byte("5"))), "BYTE_ARRAY", "column property: is BYTE_ARRAY"},
		"scale 39":    {one(parquet.Decimal(39, 40, parquet.ByteArrayType), parquet.ByteArrayValue([]byte{5})), "DECIMAL(40,39)", "scale 0 to 38"},
	} {
		_, err := answers(t, c.data, 0)
		if !assert.Error(t, err, name) {
			continue
		}
		f := households.Faults(err)[0]
		assert.Contains(t, f.In(rule.Chinese), c.zh, name)
		assert.Contains(t, f.In(rule.English), c.en, name)
	}
	got, err := answers(t, one(parquet.Int(32), parquet.Int32Value(5)), 0)
	require.NoError(t, err)
	assert.Equal(t, []string{"h|c|800.00"}, got, "a signed integer counts fen")
}

// TestDamagedFilesAreErrors alters a file at random places: it is read, refused or
// named as damaged, and the decoder's panics go nowhere.
func TestDamagedFilesAreErrors(t *testing.T) {
	var whole bytes.Buffer
	require.NoError(t, Write(&whole, synthetic.New(1, 0, 1), 300))
	r := rand.New(rand.NewPCG(5, 6))
	refused := 0
	for range 3_000 {
		data := bytes.Clone(whole.Bytes())
		switch r.IntN(3) {
		case 0:
			data = data[:r.IntN(len(data))]
		default:
			for range 1 + r.IntN(4) {
				data[r.IntN(len(data))] ^= byte(1 + r.IntN(255))
			}
		}
		if _, err := answers(t, data, 0); err != nil {
			refused++
			for _, f := range households.Faults(err) {
				require.Less(t, len(f.In(rule.Chinese)), 500)
			}
		}
	}
	assert.Greater(t, refused, 1_000)
	t.Logf("%d of 3000 refused", refused)
}

// TestAFooterThatIsLongerThanTheFileIsRefused before room is made for it.
func TestAFooterThatIsLongerThanTheFileIsRefused(t *testing.T) {
	for _, text := range []string{"PAR1\xff\xff\xff\xffPAR1", "PAR1xxxxxxxx\x09\x00\x00\x00PAR1", "PAR1PAR1", "PAR1", ""} {
		before := new(runtime.MemStats)
		runtime.ReadMemStats(before)
		_, err := Open(strings.NewReader(text), int64(len(text)), 0)
		after := new(runtime.MemStats)
		runtime.ReadMemStats(after)
		require.ErrorIs(t, err, rule.Syntax, "%q", text)
		require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(1<<20))
	}
}
