package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

var (
	duration = flag.Duration("duration", 0, "how long clients ask while services are killed; 6s by default")
	kills    = flag.Int("kills", 0, "how often they are killed; 10 with -duration, else 2")
	clients  = flag.Int("clients", 0, "how many; 64 with -duration, else 16")
	lines    = flag.Int("lines", 20, "lines of a stream that is stored; every fourth client sends streams, 0 for none")
)

// asked is a decision that a client was told is stored.
type asked struct {
	key, subject, id string
}

// crowd asks for decisions until it is told to stop, each until it is acknowledged, some again after
// that.
type crowd struct {
	p        *process
	client   *http.Client
	stop     atomic.Bool
	mu       sync.Mutex
	acked    []asked
	took     []time.Duration // of the attempts that were acknowledged
	waited   []time.Duration // from the first attempt to the acknowledgement
	failures atomic.Int64
	strange  []string
	singles  atomic.Int64 // decisions that were asked for alone
	streamed atomic.Int64 // lines
}

// tell notes a decision that was acknowledged; one that has two ids is strange.
func (c *crowd) tell(a *asked, id string, start, first time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if a.id == "" {
		a.id = id
		c.acked = append(c.acked, *a)
		c.took, c.waited = append(c.took, time.Since(start)), append(c.waited, time.Since(first))
	} else if a.id != id {
		c.strange = append(c.strange, a.key+" has two decisions")
	}
}

func (c *crowd) odd(what ...any) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.strange = append(c.strange, fmt.Sprint(what...))
}

func (c *crowd) one(who, n int, rnd *rand.Rand) {
	a := asked{key: fmt.Sprintf("k-%d-%d", who, n), subject: fmt.Sprintf("s-%d-%d", who, n)}
	body := fmt.Appendf(nil, `{"rule":"eldercare.care-beds","facts":{"care":%d,"total":23000},"subject":{"case":%q,"month":"2021-07"}}`, rnd.IntN(23_000), a.subject)
	first := time.Now()
	again := rnd.IntN(10) == 0
	for {
		start := time.Now()
		id, status, err := c.send(a.key, body)
		switch {
		case err != nil:
			c.failures.Add(1)
			time.Sleep(20 * time.Millisecond)
			continue
		case status == 503:
			c.failures.Add(1)
			time.Sleep(50 * time.Millisecond)
			continue
		case status != 200 && status != 201:
			c.odd(a.key, " ", status)
			return
		}
		c.tell(&a, id, start, first)
		if !again {
			c.singles.Add(1)
			return
		}
		again = false
	}
}

// stream asks for many decisions on one stream, and sends the whole stream again until each line
// was acknowledged.
func (c *crowd) stream(who, n int, rnd *rand.Rand) {
	list := make([]asked, *lines)
	var body bytes.Buffer
	for i := range list {
		a := asked{key: fmt.Sprintf("b-%d-%d/%d", who, n, i), subject: fmt.Sprintf("t-%d-%d-%d", who, n, i)}
		list[i] = a
		fmt.Fprintf(&body, `{"facts":{"care":%d,"total":23000},"subject":{"case":%q,"month":"2021-07"}}`+"\n", rnd.IntN(23_000), a.subject)
	}
	first := time.Now()
	again := rnd.IntN(10) == 0
	for {
		whole, err := c.sendStream(fmt.Sprintf("b-%d-%d", who, n), body.Bytes(), list, first)
		switch {
		case err != nil || !whole:
			c.failures.Add(1)
			time.Sleep(50 * time.Millisecond)
			continue
		case !again:
			c.streamed.Add(int64(len(list)))
			return
		}
		again = false
	}
}

// sendStream sends a stream once, and tells whether each of its lines was acknowledged.
func (c *crowd) sendStream(key string, body []byte, list []asked, first time.Time) (whole bool, err error) {
	start := time.Now()
	r, err := http.NewRequest(http.MethodPost, "http://"+c.p.address+"/bulk/eldercare.care-beds?as=decision", bytes.NewReader(body))
	if err != nil {
		return false, err
	}
	r.Header = http.Header{"Authorization": {"Bearer " + c.p.token}, "Content-Type": {"application/x-ndjson"}, "Idempotency-Key": {key}}
	w, err := c.client.Do(r)
	if err != nil {
		return false, err
	}
	defer w.Body.Close()
	if w.StatusCode != 200 {
		if w.StatusCode != 503 {
			c.odd(key, " ", w.StatusCode)
		}
		return false, nil
	}
	in := bufio.NewReader(w.Body)
	for done := 0; ; {
		text, err := in.ReadBytes('\n')
		if err != nil { // an answer that is cut off; what came before it is acknowledged
			return false, err
		}
		var line struct {
			Row      int
			Decision *struct {
				ID  string
				Key string `json:"idempotency_key"`
			}
			Problem *struct{ Status int }
			End     *struct{}
		}
		if err := json.Unmarshal(text, &line); err != nil {
			return false, err
		}
		switch {
		case line.End != nil:
			return done == len(list), nil
		case line.Problem != nil:
			if line.Problem.Status != 503 {
				c.odd(key, " ", string(text))
			}
		case line.Decision == nil || line.Row >= len(list) || line.Decision.Key != list[line.Row].key:
			c.odd(key, " ", string(text))
		default:
			c.tell(&list[line.Row], line.Decision.ID, start, first)
			done++
		}
	}
}

func (c *crowd) send(key string, body []byte) (id string, status int, err error) {
	r, err := http.NewRequest(http.MethodPost, "http://"+c.p.address+"/decisions", bytes.NewReader(body))
	if err != nil {
		return "", 0, err
	}
	r.Header = http.Header{"Authorization": {"Bearer " + c.p.token}, "Content-Type": {"application/json"}, "Idempotency-Key": {key}}
	w, err := c.client.Do(r)
	if err != nil {
		return "", 0, err
	}
	defer w.Body.Close()
	raw, err := io.ReadAll(w.Body) // an answer that is cut off is none
	if err != nil {
		return "", 0, err
	}
	var d struct{ ID string }
	if w.StatusCode < 300 {
		err = json.Unmarshal(raw, &d)
	}
	return d.ID, w.StatusCode, err
}

func percentile(list []time.Duration, p float64) time.Duration {
	if len(list) == 0 {
		return 0
	}
	slices.Sort(list)
	return list[min(len(list)-1, int(float64(len(list))*p))].Round(100 * time.Microsecond)
}

// killed lets clients ask while all that is given is killed in turn, and looks that every decision
// that was acknowledged is there, once, and replays.
func killed(t *testing.T, where string, disrupt func(p *process, round int)) {
	last, n, rounds := 6*time.Second, 16, 2
	if *duration > 0 {
		last, n, rounds = *duration, 64, 10
	}
	n, rounds = cmp.Or(*clients, n), cmp.Or(*kills, rounds)
	p := begin(t, "-db", where, "-rate", "1000000", "-burst", "1000000", "-silence", "3s")
	c := &crowd{p: p, client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: n}}}
	var wait sync.WaitGroup
	start := time.Now()
	for who := range n {
		ask := c.one
		if *lines > 0 && who%4 == 3 {
			ask = c.stream
		}
		wait.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(who), 7))
			for i := 0; !c.stop.Load(); i++ {
				ask(who, i, rnd)
			}
		})
	}
	var job string
	for round := range rounds {
		time.Sleep(time.Until(start.Add(last * time.Duration(round+1) / time.Duration(rounds+1))))
		if round == rounds-1 { // a replay is under way when the service is killed
			job = startReplay(t, p)
		}
		disrupt(p, round)
	}
	time.Sleep(time.Until(start.Add(last)))
	c.stop.Store(true)
	wait.Wait()
	took := time.Since(start)
	require.Empty(t, c.strange)

	assert.Equal(t, "ended", awaitJob(t, p, job).State, "the replay that was under way came to its end")
	begun := time.Now()
	after := awaitJob(t, p, startReplay(t, p))
	replayed := time.Since(begun)
	s, err := store.Open(context.Background(), where)
	require.NoError(t, err)
	defer s.Close()
	byKey, bySubject := map[string]string{}, map[string]int{}
	for at := int64(0); ; {
		list, err := s.Decisions(context.Background(), store.Choice{}, at, 1<<62, 5_000)
		require.NoError(t, err)
		if len(list) == 0 {
			break
		}
		for _, d := range list {
			byKey[d.Key] = d.ID
			bySubject[d.Subject]++
		}
		at = list[len(list)-1].Seq
	}
	lost, doubled := 0, 0
	for _, a := range c.acked {
		if byKey[a.key] != a.id {
			lost++
		}
	}
	for _, n := range bySubject {
		if n > 1 {
			doubled++
		}
	}
	t.Logf("%d clients, %v, killed %d times", n, took.Round(time.Second), rounds)
	t.Logf("acknowledged %d (alone %d, on streams %d), lost %d, doubled %d, replayed %d of %d in %v: held %d, differ %d, not recomputed %d", len(c.acked),
		c.singles.Load(), c.streamed.Load(), lost, doubled, after.Held+after.Differ+after.NotRecomputed, len(byKey), replayed.Round(time.Millisecond), after.Held, after.Differ, after.NotRecomputed)
	t.Logf("throughput %.0f a second; attempts that failed and were repeated %d", float64(len(c.acked))/took.Seconds(), c.failures.Load())
	t.Logf("from an attempt to its acknowledgement: p50 %v, p99 %v; from the first attempt, over outages: p50 %v, p99 %v, most %v",
		percentile(c.took, .5), percentile(c.took, .99), percentile(c.waited, .5), percentile(c.waited, .99), percentile(c.waited, 1))
	assert.Zero(t, lost, "acknowledged and not there")
	assert.Zero(t, doubled, "stored twice")
	assert.Len(t, byKey, len(c.acked), "every request was acknowledged in the end")
	assert.Equal(t, []int64{int64(len(byKey)), int64(len(byKey)), 0, 0}, []int64{after.Total, after.Held, after.Differ, after.NotRecomputed})
	assert.Greater(t, len(c.acked), 100)
	assert.True(t, *lines == 0 || c.streamed.Load() > 0, "streams were stored")
}

type jobState struct {
	State               string
	Total, Held, Differ int64
	NotRecomputed       int64 `json:"not_recomputed"`
}

func call(p *process, method, path, body string, into any) error {
	r, err := http.NewRequest(method, "http://"+p.address+path, bytes.NewReader([]byte(body)))
	if err != nil {
		return err
	}
	r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/json"}}
	w, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer w.Body.Close()
	if w.StatusCode >= 300 {
		return fmt.Errorf("%s", w.Status)
	}
	return json.NewDecoder(w.Body).Decode(into)
}

func startReplay(t *testing.T, p *process) string {
	t.Helper()
	var j struct{ ID string }
	require.Eventually(t, func() bool { return call(p, http.MethodPost, "/replay", `{}`, &j) == nil }, 30*time.Second, 100*time.Millisecond)
	return j.ID
}

func awaitJob(t *testing.T, p *process, id string) (j jobState) {
	t.Helper()
	require.Eventually(t, func() bool { return call(p, http.MethodGet, "/jobs/"+id, "", &j) == nil && j.State != "running" }, time.Hour, 50*time.Millisecond)
	return j
}

func TestNoDecisionIsLostOrDoubledWhenTheServiceIsKilled(t *testing.T) {
	killed(t, filepath.Join(t.TempDir(), "a.db"), func(p *process, _ int) {
		p.kill()
		p.start()
	})
}

func TestNoDecisionIsLostOrDoubledWhenServiceAndPostgreSQLAreKilled(t *testing.T) {
	c := newCluster(t)
	killed(t, c.url(), func(p *process, round int) {
		if round%3 == 2 { // both at once
			c.kill()
			p.kill()
			c.start()
			p.start()
			return
		}
		p.kill()
		p.start()
		time.Sleep(200 * time.Millisecond)
		c.kill()
		time.Sleep(200 * time.Millisecond)
		c.start()
		p.ready()
	})
}
