package api_test

import (
	"bufio"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store/storetest"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// keptLine is a line of the answer to a stream that is stored.
type keptLine struct {
	Row      int64
	Decision *decision
	Repeated bool
	Problem  *trouble
	End      *struct {
		Rows, Refused, Stored, Repeated int64
		Problem                         *trouble
	}
}

// bulkOf is a stream's body, a line each.
func bulkOf(lines ...string) string { return strings.Join(lines, "\n") + "\n" }

func line(key, subject string, care int) string {
	return fmt.Sprintf(`{"key":%q,"facts":{"care":%d,"total":23000},"subject":{"case":%q,"month":"2021-07"}}`, key, care, subject)
}

func keptLines(t testing.TB, raw []byte) (out []keptLine) {
	t.Helper()
	for text := range strings.Lines(string(raw)) {
		var k keptLine
		require.NoError(t, json.Unmarshal([]byte(text), &k), text)
		out = append(out, k)
	}
	return out
}

// keep sends a stream that is stored; of its answer the last line is the end.
func (p *place) keep(body string, headers ...string) []keptLine {
	p.t.Helper()
	w, raw := p.ask("POST", "/bulk/"+beds+"?as=decision", body, append([]string{"Content-Type", "application/x-ndjson"}, headers...)...)
	require.Equal(p.t, 200, w.StatusCode, "%s", raw)
	out := keptLines(p.t, raw)
	require.NotNil(p.t, out[len(out)-1].End, "%s", raw)
	return out
}

func (p *place) stored(subject string) int64 {
	p.t.Helper()
	n, _, err := p.store.Extent(context.Background(), store.Choice{Subject: subject})
	require.NoError(p.t, err)
	return n
}

func TestAStreamIsStoredOnceHoweverOftenItIsSent(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject, key := store.NewID(), store.NewID()
		body := bulkOf(line(key+"a", subject, 7590), line(key+"b", subject, 23_001), line(key+"c", subject, 1), "{", line(key+"a", subject, 7590), line(key+"a", subject, 3),
			`{"key":"a b","facts":`+bedFacts+`}`, `{"facts":`+bedFacts+`}`, line(key+"d", strings.Repeat("x", 201), 1))
		got := p.keep(body)
		require.Len(t, got, 10)
		require.NotNil(t, got[0].Decision)
		want, err := civilaffairs.Catalog().ExplainFor(rule.Subject{Case: subject, Month: unit.MustParseMonth("2021-07")}, beds, nil, []byte(bedFacts))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got[0].Decision.Record))
		assert.Equal(t, []string{subject, "2021-07", key + "a"}, []string{got[0].Decision.Subject, got[0].Decision.Month, got[0].Decision.Key})
		assert.NotEmpty(t, got[0].Decision.AskedBy)
		assert.Equal(t, "/facts/care", got[1].Problem.Errors[0].Pointer)
		require.NotNil(t, got[2].Decision, "a bad line costs none of the others")
		assert.Contains(t, got[3].Problem.Type, "malformed")
		assert.True(t, got[4].Repeated)
		assert.Equal(t, got[0].Decision, got[4].Decision, "the same line twice is one decision")
		assert.Contains(t, got[5].Problem.Type, "key-reused")
		assert.Equal(t, "/key", got[6].Problem.Errors[0].Pointer)
		assert.Equal(t, "/key", got[7].Problem.Errors[0].Pointer)
		assert.Equal(t, "missing", got[7].Problem.Errors[0].Code)
		assert.Equal(t, "/subject/case", got[8].Problem.Errors[0].Pointer)
		end := got[9].End
		assert.Equal(t, []int64{9, 6, 2, 1}, []int64{end.Rows, end.Refused, end.Stored, end.Repeated})
		assert.EqualValues(t, 2, p.stored(subject))

		again := p.keep(body)
		for i := range 9 {
			assert.Equal(t, got[i].Decision, again[i].Decision, i)
		}
		end = again[9].End
		assert.Equal(t, []int64{9, 6, 0, 3}, []int64{end.Rows, end.Refused, end.Stored, end.Repeated})
		assert.EqualValues(t, 2, p.stored(subject))

		// A decision is the same one whichever way it was asked for, and is read and replayed as any other.
		assert.Equal(t, *got[0].Decision, p.decide(200, order(subject, bedFacts), key+"a"))
		_, raw := p.ask("GET", "/decisions/"+got[2].Decision.ID, "")
		var read decision
		require.NoError(t, json.Unmarshal(raw, &read))
		assert.Equal(t, *got[2].Decision, read)
		j := p.replay(`{"subject":"` + subject + `"}`)
		assert.Equal(t, []int64{2, 2}, []int64{j.Total, j.Held})
	})
}

func TestAKeyOfTheWholeStreamKeepsEachLineApart(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject, key := store.NewID(), store.NewID()
		one := fmt.Sprintf(`{"facts":%s,"subject":{"case":%q}}`, bedFacts, subject)
		got := p.keep(bulkOf(one, one, line(key, subject, 5)), "Idempotency-Key", `"`+key+`"`)
		assert.Equal(t, []string{key + "/0", key + "/1", key}, []string{got[0].Decision.Key, got[1].Decision.Key, got[2].Decision.Key})
		assert.EqualValues(t, 3, p.stored(subject))
		got = p.keep(bulkOf(one, line(key+"/1", subject, 5), line(key, subject, 5), one), "Idempotency-Key", key)
		assert.Equal(t, []bool{true, false, true, false}, []bool{got[0].Repeated, got[1].Repeated, got[2].Repeated, got[3].Repeated})
		assert.Contains(t, got[1].Problem.Type, "key-reused", "another line in the place of one is not taken for it")
		assert.EqualValues(t, 4, p.stored(subject), "what was added at the end is stored")

		for _, bad := range []string{"", "a b", strings.Repeat("x", 181)} {
			p.refused(400, "POST", "/bulk/"+beds+"?as=decision", one, "Content-Type", "application/x-ndjson", "Idempotency-Key", bad)
		}
		for _, query := range []string{"?as=decisions", "?as=decision&as=answer", "?as=decision&store=1", "?As=decision", "?as=%zz", "?as=decision;x"} {
			p.refused(400, "POST", "/bulk/"+beds+query, one, "Content-Type", "application/x-ndjson")
		}
		x := p.refused(400, "POST", "/bulk/"+beds, one, "Content-Type", "application/x-ndjson", "Idempotency-Key", key)
		assert.Contains(t, x.Detail, "as=decision", "who sends a key means to store")
		assert.EqualValues(t, 4, p.stored(subject))
	})
}

// TestALineIsAcknowledgedBeforeTheNext: a client that asks and waits is answered at once, and what
// is acknowledged is stored, though the client goes away then.
func TestALineIsAcknowledgedBeforeTheNext(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject := store.NewID()
		in, out := io.Pipe()
		ctx, stop := context.WithCancel(context.Background())
		defer stop()
		r, err := http.NewRequestWithContext(ctx, "POST", p.server.URL+"/bulk/"+beds+"?as=decision", in)
		require.NoError(t, err)
		r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
		w, err := p.server.Client().Do(r)
		require.NoError(t, err)
		defer w.Body.Close()
		lines := bufio.NewScanner(w.Body)
		for i := range 5 {
			_, err = fmt.Fprintln(out, line(fmt.Sprint(subject, i), subject, i))
			require.NoError(t, err)
			require.True(t, lines.Scan())
			require.Contains(t, lines.Text(), fmt.Sprintf(`"part":%d`, i))
			require.EqualValues(t, i+1, p.stored(subject))
		}
		stop()
		assert.EqualValues(t, 5, p.stored(subject))
	})
}

func TestTwoStreamsOfTheSameLinesStoreEachOnce(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject := store.NewID()
		const rows = 600
		var lists [6][]string
		for i := range rows {
			for n := range lists {
				at := i
				if n%2 == 1 { // the other way round: neither waits for the other for good
					at = rows - 1 - i
				}
				lists[n] = append(lists[n], line(fmt.Sprint(subject, at), subject, at))
			}
		}
		var wait sync.WaitGroup
		var ids [len(lists)]map[string]string
		var stored int64
		var mu sync.Mutex
		for n := range lists {
			wait.Go(func() {
				ids[n] = map[string]string{}
				got := p.keep(bulkOf(lists[n]...))
				for _, k := range got[:rows] {
					if assert.Nil(t, k.Problem) {
						ids[n][k.Decision.Key] = k.Decision.ID
					}
				}
				mu.Lock()
				defer mu.Unlock()
				stored += got[rows].End.Stored
			})
		}
		wait.Wait()
		assert.EqualValues(t, rows, p.stored(subject))
		assert.EqualValues(t, rows, stored, "each was new to one of them")
		for n := range ids {
			assert.Equal(t, ids[0], ids[n])
		}
	})
}

// TestALineThatTheDatabaseWillNotHaveCostsNoOther has the database itself refuse a subject.
func TestALineThatTheDatabaseWillNotHaveCostsNoOther(t *testing.T) {
	storetest.Each(t, func(t *testing.T, where string) {
		p := startOn(t, where, civilaffairs.Catalog(), api.Options{})
		driver, refuse := "sqlite", `CREATE TRIGGER refuse BEFORE INSERT ON decisions WHEN NEW.subject = 'refused' BEGIN SELECT RAISE(ABORT, 'no'); END`
		if strings.HasPrefix(where, "postgres") {
			driver, refuse = "pgx", `ALTER TABLE decisions ADD CONSTRAINT refuse CHECK (subject <> 'refused')`
		}
		db, err := sql.Open(driver, where)
		require.NoError(t, err)
		_, err = db.Exec(refuse)
		require.NoError(t, err)
		require.NoError(t, db.Close())
		subject := store.NewID()
		var lines []string
		for i := range 300 {
			name := subject
			if i == 150 {
				name = "refused"
			}
			lines = append(lines, line(fmt.Sprint(subject, i), name, i))
		}
		for round := range 2 {
			got := p.keep(bulkOf(lines...))
			require.Len(t, got, 301)
			assert.Contains(t, got[150].Problem.Type, "failed")
			assert.EqualValues(t, 1, got[300].End.Refused)
			assert.EqualValues(t, 299, p.stored(subject))
			assert.EqualValues(t, 299*round, got[300].End.Repeated)
		}
	})
}

func TestWithoutItsDatabaseAStreamIsEndedAndAcknowledgesNothing(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	p.ask("GET", "/rules", "")
	require.NoError(t, p.store.Close())
	p.closed = true
	begun := time.Now()
	got := p.keep(bulkOf(line("a", "s", 1), "{", line("b", "s", 2)))
	end := got[len(got)-1].End
	assert.Contains(t, end.Problem.Type, "unavailable")
	assert.Zero(t, end.Stored)
	for _, k := range got[:len(got)-1] {
		assert.Nil(t, k.Decision)
	}
	assert.Less(t, time.Since(begun), 10*time.Second)
}

func TestAStreamIsEndedWhenTheServiceLeaves(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject := store.NewID()
		in, out := io.Pipe()
		r, err := http.NewRequest("POST", p.server.URL+"/bulk/"+beds+"?as=decision", in)
		require.NoError(t, err)
		r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
		w, err := p.server.Client().Do(r)
		require.NoError(t, err)
		defer w.Body.Close()
		go func() {
			for i := 0; ; i++ {
				if _, err := fmt.Fprintln(out, line(fmt.Sprint(subject, i), subject, i%23_000)); err != nil {
					return
				}
			}
		}()
		lines := bufio.NewScanner(w.Body)
		lines.Buffer(nil, 1<<20)
		acknowledged := int64(0)
		for lines.Scan() {
			k := keptLines(t, lines.Bytes())[0]
			if k.End != nil {
				assert.Contains(t, k.End.Problem.Type, "unavailable")
				assert.Equal(t, acknowledged, k.End.Stored)
				assert.Equal(t, acknowledged, p.stored(subject))
				return
			}
			require.NotNil(t, k.Decision)
			if acknowledged++; acknowledged == 200 {
				p.service.Leave()
			}
		}
		t.Fatal("the end is missing")
	})
}

// TestARuleThatPanicsCostsItsLineAlone: the service goes on, and so does the stream.
func TestARuleThatPanicsCostsItsLineAlone(t *testing.T) {
	p := start(t, heatingWith(t, func(f heatingFacts) {
		if f.Persons == 77 {
			panic("facts of 340403")
		}
	}), api0())
	body := `{"parameters":{"each":"1.00"},"facts":{"persons":1}}` + "\n" + `{"parameters":{"each":"1.00"},"facts":{"persons":77}}` + "\n" + `{"parameters":{"each":"1.00"},"facts":{"persons":2}}` + "\n"
	for _, as := range []string{"answer", "record", "decision"} {
		headers := []string{"Content-Type", "application/x-ndjson"}
		if as == "decision" {
			headers = append(headers, "Idempotency-Key", "k")
		}
		_, raw := p.ask("POST", "/bulk/sample.heating?as="+as, body, headers...)
		got := keptLines(t, raw)
		require.Len(t, got, 4, as)
		assert.Contains(t, got[1].Problem.Type, "failed")
		assert.EqualValues(t, 1, got[3].End.Refused)
	}
	n, _, err := p.store.Extent(context.Background(), store.Choice{})
	require.NoError(t, err)
	assert.EqualValues(t, 2, n)
}

// BenchmarkStoring compares decisions that are stored one request each with those of a stream,
// by one client: what a commit costs is shared by the lines that came while the one before was
// written.
func BenchmarkStoring(b *testing.B) {
	storetest.Bench(b, func(b *testing.B, where string) {
		p := startOn(b, where, civilaffairs.Catalog(), api.Options{})
		b.Run("alone", func(b *testing.B) {
			for b.Loop() {
				key := store.NewID()
				w, raw := p.ask("POST", "/decisions", order(key, bedFacts), "Idempotency-Key", key)
				require.Equal(b, 201, w.StatusCode, "%s", raw)
			}
		})
		b.Run("stream", func(b *testing.B) {
			const rows = 1_000
			for b.Loop() {
				var lines []string
				for range rows {
					key := store.NewID()
					lines = append(lines, line(key, key, 7590))
				}
				require.EqualValues(b, rows, p.keep(bulkOf(lines...))[rows].End.Stored)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/decision")
		})
	})
}
