package api_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
)

type bulkLine struct {
	Row     int64
	Answer  json.RawMessage
	Problem *struct{ Errors []struct{ Pointer string } }
	End     *struct {
		Rows, Refused int64
		Problem       *struct{ Type string }
	}
}

func bulkLines(t *testing.T, raw []byte) (out []bulkLine) {
	t.Helper()
	for line := range strings.Lines(string(raw)) {
		var b bulkLine
		require.NoError(t, json.Unmarshal([]byte(line), &b))
		out = append(out, b)
	}
	return out
}

func TestAStreamIsAnsweredLineByLine(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{MaxBody: 1000})
	send := func(body, query string) []bulkLine {
		w, raw := p.ask("POST", "/bulk/"+beds+query, body, "Content-Type", "application/x-ndjson")
		require.Equal(t, 200, w.StatusCode, "%s", raw)
		return bulkLines(t, raw)
	}
	got := send(`{"facts":`+bedFacts+`}`+"\n"+`{"facts":{"care":2,"total":1}}`+"\n\n"+`{`+"\n"+`{"parameters":{"floor":"10%"},"facts":`+bedFacts+`}`, "")
	require.Len(t, got, 6)
	for i := range 5 {
		assert.EqualValues(t, i, got[i].Row)
	}
	assert.Contains(t, string(got[0].Answer), `"met":false`)
	assert.Equal(t, "/facts/care", got[1].Problem.Errors[0].Pointer)
	assert.NotNil(t, got[2].Problem, "a blank line is a line")
	assert.NotNil(t, got[3].Problem)
	assert.Contains(t, string(got[4].Answer), `"met":true`)
	assert.Equal(t, []int64{5, 3}, []int64{got[5].End.Rows, got[5].End.Refused})

	want, err := civilaffairs.Catalog().Explain(beds, nil, []byte(bedFacts))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(send(`{"facts":`+bedFacts+`}`, "?as=record")[0].Answer))
	p.refused(400, "POST", "/bulk/"+beds+"?as=other", "x", "Content-Type", "application/x-ndjson")
	p.refused(415, "POST", "/bulk/"+beds, "x")
	p.refused(404, "POST", "/bulk/no.such", "x", "Content-Type", "application/x-ndjson")

	got = send(`{"facts":`+bedFacts+"}\n"+strings.Repeat(" ", 2000)+"\n"+`{"facts":`+bedFacts+"}\n", "")
	require.Len(t, got, 2, "a line that is too long ends the stream, and is said to")
	assert.Contains(t, got[1].End.Problem.Type, "too-large")
	assert.Empty(t, len(send("", ""))-1)
}

// TestAnAnswerComesBeforeTheNextQuestion: a client may ask, wait, and ask again on one stream.
func TestAnAnswerComesBeforeTheNextQuestion(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{ReadTime: time.Second})
	in, out := io.Pipe()
	r, err := http.NewRequest("POST", p.server.URL+"/bulk/"+beds, in)
	require.NoError(t, err)
	r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
	ask := func(i int) { _, _ = fmt.Fprintf(out, `{"facts":{"care":%d,"total":23000}}`+"\n", i) } // a failed write is an answer that lacks
	go ask(0)
	w, err := p.server.Client().Do(r)
	require.NoError(t, err)
	defer w.Body.Close()
	lines := bufio.NewScanner(w.Body)
	for i := range 5 {
		require.True(t, lines.Scan())
		assert.Contains(t, lines.Text(), fmt.Sprintf(`"part":%d`, i))
		time.Sleep(300 * time.Millisecond) // in all longer than a request may take
		go ask(i + 1)
	}
	require.True(t, lines.Scan())
	require.True(t, lines.Scan(), "no line for a second: the stream is ended")
	assert.Contains(t, lines.Text(), "too-slow")
}

// TestAStreamTakesTheSameMemoryHoweverLong sends a stream of many megabytes and looks at the heap.
func TestAStreamTakesTheSameMemoryHoweverLong(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	const rows = 30_000
	pad := strings.Repeat(" ", 1_000)
	in, out := io.Pipe()
	go func() {
		for i := range rows {
			if _, err := fmt.Fprintf(out, `{"facts":{"care":%d,"total":23000}%s}`+"\n", i%23_000, pad); err != nil {
				return
			}
		}
		_ = out.Close() // a pipe closes without an error
	}()
	r, err := http.NewRequest("POST", p.server.URL+"/bulk/"+beds+"?as=record", in)
	require.NoError(t, err)
	r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
	var before runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	w, err := p.server.Client().Do(r)
	require.NoError(t, err)
	defer w.Body.Close()
	lines := bufio.NewScanner(w.Body)
	lines.Buffer(nil, 1<<20)
	n, bytes, last := 0, 0, ""
	var most atomic.Int64
	for lines.Scan() {
		if n++; n%5_000 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most.Store(max(most.Load(), int64(m.HeapAlloc)-int64(before.HeapAlloc)))
		}
		bytes += len(lines.Bytes())
		last = lines.Text()
	}
	require.NoError(t, lines.Err())
	assert.Equal(t, fmt.Sprintf(`{"end":{"rows":%d,"refused":0}}`, rows), last)
	assert.Less(t, most.Load(), int64(8<<20), "%d MB went in and %d MB came out", rows>>10, bytes>>20)
	t.Logf("%d rows, %d MB in, %d MB out, at most %d KB more on the heap", rows, rows>>10, bytes>>20, most.Load()>>10)
}
