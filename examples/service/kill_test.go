package main

import (
	"bytes"
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
	long    = flag.Duration("long", 0, "how long clients ask while services are killed, ten times; short and twice by default")
	clients = flag.Int("clients", 0, "how many; 64 with -long, else 16")
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
	refused  map[int]int
	failures atomic.Int64
	strange  []string
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
			c.mu.Lock()
			c.strange = append(c.strange, fmt.Sprint(a.key, " ", status))
			c.mu.Unlock()
			return
		}
		c.mu.Lock()
		if a.id == "" {
			a.id = id
			c.acked = append(c.acked, a)
			c.took, c.waited = append(c.took, time.Since(start)), append(c.waited, time.Since(first))
		} else if a.id != id {
			c.strange = append(c.strange, a.key+" has two decisions")
		}
		c.mu.Unlock()
		if !again {
			return
		}
		again = false
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
	if *long > 0 {
		last, n, rounds = *long, 64, 10
	}
	if *clients > 0 {
		n = *clients
	}
	p := begin(t, "-db", where, "-rate", "1000000", "-burst", "1000000", "-silence", "3s")
	c := &crowd{p: p, client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: n}}, refused: map[int]int{}}
	var wait sync.WaitGroup
	start := time.Now()
	for who := range n {
		wait.Go(func() {
			rnd := rand.New(rand.NewPCG(uint64(who), 7))
			for i := 0; !c.stop.Load(); i++ {
				c.one(who, i, rnd)
			}
		})
	}
	var job string
	for round := range rounds {
		time.Sleep(last / time.Duration(rounds+1))
		if round == rounds-1 { // a replay is under way when the service is killed
			job = startReplay(t, p)
		}
		disrupt(p, round)
	}
	time.Sleep(max(last/time.Duration(rounds+1), time.Until(start.Add(last))))
	c.stop.Store(true)
	wait.Wait()
	took := time.Since(start)
	require.Empty(t, c.strange)

	assert.Equal(t, "ended", awaitJob(t, p, job).State, "the replay that was under way came to its end")
	after := awaitJob(t, p, startReplay(t, p))
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
	assert.Zero(t, lost, "acknowledged and not there")
	assert.Zero(t, doubled, "stored twice")
	assert.Len(t, byKey, len(c.acked), "every request was acknowledged in the end")
	assert.Equal(t, []int64{int64(len(byKey)), int64(len(byKey)), 0, 0}, []int64{after.Total, after.Held, after.Differ, after.NotRecomputed})
	assert.Greater(t, len(c.acked), 100)
	t.Logf("%d clients, %v, killed %d times: %d decisions acknowledged (%.0f a second), %d attempts failed and were repeated; 0 lost, 0 doubled, all replay",
		n, took.Round(time.Second), rounds, len(c.acked), float64(len(c.acked))/took.Seconds(), c.failures.Load())
	t.Logf("an attempt: p50 %v, p99 %v; with what was repeated over outages: p50 %v, p99 %v, most %v",
		percentile(c.took, .5), percentile(c.took, .99), percentile(c.waited, .5), percentile(c.waited, .99), percentile(c.waited, 1))
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
	require.Eventually(t, func() bool { return call(p, http.MethodGet, "/jobs/"+id, "", &j) == nil && j.State != "running" }, 5*time.Minute, 50*time.Millisecond)
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
