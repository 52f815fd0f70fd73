package tree_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// record is a text as decisions write them, with n household members.
func record(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"record":1,"rule":"assistance.allowance","version":2,"parameters":{"standard":"700.00","rounding":"up","unit":"yuan"},"facts":{"area":"urban","members":[`)
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"name":"成员%d","income":"%d.50","employed":%t,"employment_cost":"120.00","age":%d}`, i, 300+i, i%2 == 0, i%100)
	}
	b.WriteString(`]},"steps":[`)
	for i := range 3 * n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id":"members[%d].counted","label":{"zh":"计入收入","en":"counted income"},"formula":"max(0, {members.income} − {members.employment_cost})","value":"%d.50","clause":"三(一)4"}`, i, i)
	}
	b.WriteString(`],"answer":{"eligible":true,"amount":"1400.00"}}`)
	return b.Bytes()
}

var sizes = []struct {
	name string
	make func(size int) []byte
}{
	{"long name over many items", func(n int) []byte {
		return []byte(`{"` + strings.Repeat("k", n/2) + `":[` + strings.Repeat("0,", n/4) + `0]}`)
	}},
	{"long names over deep lists", func(n int) []byte {
		name := `{"` + strings.Repeat("k", n/2/32) + `":[`
		return []byte(strings.Repeat(name, 32) + strings.Repeat("0,", n/4) + `0` + strings.Repeat("]}", 32))
	}},
	{"deep over and over", func(n int) []byte {
		deep := strings.Repeat("[", 60) + strings.Repeat("]", 60)
		return []byte("[" + strings.Repeat(deep+",", n/121) + "0]")
	}},
	{"depth refused", func(n int) []byte { return bytes.Repeat([]byte("["), n) }},
	{"many names", func(n int) []byte {
		var b bytes.Buffer
		b.WriteByte('{')
		for i := 0; b.Len() < n; i++ {
			fmt.Fprintf(&b, `"%06d":0,`, i)
		}
		b.WriteString(`"x":0}`)
		return b.Bytes()
	}},
	{"many objects of 17 names", func(n int) []byte {
		var o bytes.Buffer
		for i := range 17 {
			fmt.Fprintf(&o, `"%d":0,`, i)
		}
		return []byte("[" + strings.Repeat("{"+strings.TrimSuffix(o.String(), ",")+"},", n/o.Len()) + "0]")
	}},
	{"one long string", func(n int) []byte { return []byte(`"` + strings.Repeat("x", n) + `"`) }},
	{"one long string of escapes", func(n int) []byte { return []byte(`"` + strings.Repeat(`\u6DEE`, n/6) + `"`) }},
	{"a string not closed", func(n int) []byte { return []byte(`["` + strings.Repeat(`\n`, n/2)) }},
	{"one long number", func(n int) []byte { return []byte(strings.Repeat("9", n)) }},
	{"not UTF-8 at the end", func(n int) []byte { return []byte(`["` + strings.Repeat("淮", n/3) + "\x80\"]") }},
	{"white space", func(n int) []byte { return []byte(strings.Repeat(" ", n) + "0") }},
	{"record", func(n int) []byte { return record(n / 600) }},
}

// BenchmarkSizes doubles the size of texts that are hard on a reader; ns/byte
// must not grow. Below 256 KB the collector does not run, which would show as growth.
func BenchmarkSizes(b *testing.B) {
	for _, s := range sizes {
		for size := 256 << 10; size <= 4<<20; size *= 2 {
			data := s.make(size)
			b.Run(fmt.Sprintf("%s/%dK", s.name, size>>10), func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(len(data)))
				for b.Loop() {
					v, err := tree.Parse(data)
					if err == nil {
						tree.Diff(v, v, nil)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(data)), "ns/byte")
			})
		}
	}
}

// allocated is how many bytes a call allocates.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// A quadratic reader allocated 3,000 times the text at 234 KB: each path on the
// way. Bytes are counted instead of time, which a busy machine decides.
func TestMemoryIsInProportionToTheText(t *testing.T) {
	const small, factor = 64 << 10, 16
	for _, s := range sizes {
		per := func(size int) float64 {
			data := s.make(size)
			n := allocated(func() {
				_, _ = tree.Parse(data)
				_, _ = tree.Members(data)
				_, _ = tree.Split(data)
			})
			return float64(n) / float64(len(data))
		}
		a, b := per(small), per(factor*small)
		assert.Less(t, b, 2*a+8, "%s: %.1f bytes a byte of text, then %.1f", s.name, a, b)
		assert.Less(t, b, 150.0, s.name)
	}
}

func TestPathsOfHostileTreesStayBounded(t *testing.T) {
	data := sizes[0].make(256 << 10)
	v := parse(t, string(data))
	other := parse(t, strings.ReplaceAll(string(data), "0", "1"))
	n := 0
	bytes := allocated(func() { tree.Diff(v, other, func(string, any, any, bool, bool) { n++ }) })
	assert.Equal(t, 64<<10+1, n)
	assert.Less(t, bytes, uint64(n*4*tree.MaxPath))
	assert.Less(t, allocated(func() {
		_, err := tree.Spread(v)
		require.Error(t, err)
	}), uint64(1<<20))
}

func BenchmarkRecord(b *testing.B) {
	data := record(5)
	if name := os.Getenv("TREE_RECORD"); name != "" {
		var err error
		data, err = os.ReadFile(name)
		require.NoError(b, err)
	}
	v, err := tree.Parse(data)
	require.NoError(b, err)
	var dst []byte
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"encoding-json-any", func() error { var v any; return json.Unmarshal(data, &v) }},
		{"encoding-json-valid", func() error { json.Valid(data); return nil }},
		{"Parse", func() error { _, err := tree.Parse(data); return err }},
		{"Members", func() error { _, err := tree.Members(data); return err }},
		{"Append", func() error { dst = tree.Append(dst[:0], v); return nil }},
		{"Diff", func() error { tree.Diff(v, v, nil); return nil }},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if err := c.run(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
