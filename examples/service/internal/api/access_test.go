package api_test

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

func api0() api.Options { return api.Options{} }

func TestEveryRouteAsksForATokenOfItsRole(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		all := p.token
		secrets := map[store.Role]string{}
		for _, role := range store.Roles {
			_, secret, err := p.store.NewToken(context.Background(), string(role), []store.Role{role})
			require.NoError(t, err)
			secrets[role] = secret
		}
		for _, c := range []struct {
			method, path string
			role         store.Role
		}{
			{"GET", "/rules", ""}, {"GET", "/rules/" + beds, ""}, {"GET", "/rules/" + beds + "/schema", ""},
			{"POST", "/rules/" + beds + "/eval", store.Decide}, {"POST", "/rules/" + beds + "/explain", store.Decide}, {"POST", "/rules/" + beds + "/decide", store.Decide},
			{"POST", "/decisions", store.Decide}, {"GET", "/decisions", store.Read}, {"GET", "/decisions/1", store.Read}, {"POST", "/bulk/" + beds, store.Decide},
			{"POST", "/replay", store.Read}, {"GET", "/jobs/1", store.Read}, {"GET", "/metrics", store.Read}, {"POST", "/mcp", store.Decide},
			{"PUT", "/books/" + beds, store.Administer}, {"GET", "/books/" + beds, store.Read},
			{"POST", "/tokens", store.Administer}, {"GET", "/tokens", store.Administer}, {"DELETE", "/tokens/1", store.Administer},
		} {
			for _, wrong := range []string{"", "Bearer", "Bearer x", "Basic " + all, "Bearer " + all + "x", "Bearer " + strings.Repeat("x", 300)} {
				if c.path != "/rules" && wrong != "Bearer x" {
					continue // as many as the limit for strangers allows
				}
				w, raw := p.ask(c.method, c.path, "", "Authorization", wrong)
				require.Equal(t, 401, w.StatusCode, "%s %s %q: %s", c.method, c.path, wrong, raw)
				assert.Contains(t, w.Header.Get("WWW-Authenticate"), "Bearer")
				p.problem(w, raw)
			}
			for role, secret := range secrets {
				w, raw := p.ask(c.method, c.path, "", "Authorization", "Bearer "+secret)
				if c.role == "" || role == c.role {
					assert.NotContains(t, []int{401, 403}, w.StatusCode, "%s %s %s: %s", role, c.method, c.path, raw)
				} else {
					assert.Equal(t, 403, w.StatusCode, "%s %s %s: %s", role, c.method, c.path, raw)
				}
			}
		}
		for _, path := range []string{"/healthz", "/readyz", "/openapi.json"} {
			w, _ := p.ask("GET", path, "", "Authorization", "")
			assert.Equal(t, 200, w.StatusCode, path)
		}
	})
}

func TestATokenIsShownOnceAndEndsWhenRevoked(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		_, raw := p.ask("POST", "/tokens", `{"name":"窗口3","roles":["decide"]}`)
		var made struct{ ID, Secret string }
		require.NoError(t, json.Unmarshal(raw, &made))
		require.NotEmpty(t, made.Secret)
		_, raw = p.ask("GET", "/tokens", "")
		assert.Contains(t, string(raw), "窗口3")
		assert.NotContains(t, string(raw), made.Secret)
		w, _ := p.ask("GET", "/rules", "", "Authorization", "Bearer "+made.Secret)
		assert.Equal(t, 200, w.StatusCode)
		w, _ = p.ask("DELETE", "/tokens/"+made.ID, "")
		assert.Equal(t, 204, w.StatusCode)
		p.refused(401, "GET", "/rules", "", "Authorization", "Bearer "+made.Secret)
		p.refused(404, "DELETE", "/tokens/"+made.ID, "")
		for _, bad := range []string{`{"name":"","roles":["read"]}`, `{"name":"x","roles":[]}`, `{"name":"x","roles":["root"]}`, `{"name":"x","roles":["read","read"]}`} {
			p.refused(422, "POST", "/tokens", bad)
		}
	})
}

func TestMalformedAndOversizedRequestsAreRefused(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{MaxBody: 1000})
	path := "/rules/" + beds + "/eval"
	for body, status := range map[string]int{
		`{`: 400, `[]`: 400, `null`: 400, `{"facts":1}`: 422, `{"facts":{}} x`: 400, "{\"facts\":{\"\xff\":1}}": 400, `{"facts":{},"other":1}`: 400,
		`{"facts":` + strings.Repeat("[", 400) + strings.Repeat("]", 400) + `}`: 400, strings.Repeat(" ", 2000): 413,
	} {
		p.refused(status, "POST", path, body)
	}
	p.refused(400, "POST", path, "", "Content-Type", "application/json")
	p.refused(415, "POST", path, `{"facts":{}}`, "Content-Type", "text/plain")
	p.refused(415, "POST", path, `{"facts":{}}`, "Content-Encoding", "gzip")
	p.refused(404, "GET", "/nothing", "")
	p.refused(404, "GET", "/rules/no.such", "")
	p.refused(404, "POST", "/rules/no.such/eval", `{"facts":{}}`)
	x := p.refused(405, "DELETE", "/rules", "")
	assert.Contains(t, x.Detail, "GET")
	p.refused(404, "GET", "/rules//x", "")
}

// raw sends bytes over a connection, in pieces with pauses between, and reads one answer.
func (p *place) raw(pause time.Duration, pieces ...string) (*http.Response, error) {
	c, err := net.Dial("tcp", p.server.Listener.Addr().String())
	require.NoError(p.t, err)
	p.t.Cleanup(func() { _ = c.Close() }) // the service has closed it
	for i, piece := range pieces {
		if i > 0 {
			time.Sleep(pause)
		}
		if _, err := io.WriteString(c, piece); err != nil {
			break
		}
	}
	require.NoError(p.t, c.SetReadDeadline(time.Now().Add(10*time.Second)))
	return http.ReadResponse(bufio.NewReader(c), nil)
}

func TestASlowRequestIsRefused(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{ReadTime: 300 * time.Millisecond})
	head := "POST /rules/" + beds + "/eval HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + p.token + "\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n"
	w, err := p.raw(time.Second, head+`{"facts":`, `{"care"`)
	require.NoError(t, err)
	raw, err := io.ReadAll(w.Body)
	require.NoError(t, err)
	assert.Contains(t, p.problem(w, raw).Type, "too-slow")
	assert.Equal(t, 408, w.StatusCode)
	w, err = p.raw(time.Second, "POST /rules HTTP/1.1\r\nHo", "st: x\r\n\r\n")
	require.NoError(t, err)
	assert.Equal(t, 400, w.StatusCode, "a head that does not come is refused by the server itself")
	w, err = p.raw(0, "GET /rules HTTP/1.1\r\nHost: x\r\nX: "+strings.Repeat("x", 64<<10)+"\r\n\r\n")
	require.NoError(t, err)
	assert.Equal(t, 431, w.StatusCode)
}

func TestTooManyRequestsAreRefused(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{Rate: 1, Burst: 3})
	for range 3 {
		w, _ := p.ask("GET", "/rules", "")
		require.Equal(t, 200, w.StatusCode)
	}
	w, raw := p.ask("GET", "/rules", "")
	assert.Equal(t, 429, w.StatusCode)
	assert.NotEmpty(t, w.Header.Get("Retry-After"))
	assert.Contains(t, p.problem(w, raw).Type, "too-many")
	_, other, err := p.store.NewToken(context.Background(), "other", store.Roles)
	require.NoError(t, err)
	w, _ = p.ask("GET", "/rules", "", "Authorization", "Bearer "+other)
	assert.Equal(t, 200, w.StatusCode, "another token has its own number")
	seen := map[int]int{}
	for range 130 {
		w, _ := p.ask("GET", "/rules", "", "Authorization", "Bearer nobody")
		seen[w.StatusCode]++
	}
	assert.Positive(t, seen[401])
	assert.Positive(t, seen[429], "those without a token are slowed together: %v", seen)
}

func TestLogsAndMetricsTellNothingOfPersons(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	const secret = "张三" + person
	// figures so long that no time, address or size among the logs and metrics holds their digits by chance
	const care, total = "758103942617", "904281635507"
	p.decide(201, order(secret, `{"care":`+care+`,"total":`+total+`}`), "key-of-"+person)
	p.ask("GET", "/decisions?subject="+person, "")
	p.ask("GET", "/decisions/"+person, "")
	p.ask("GET", "/"+person, "")
	p.ask("POST", "/rules/"+person+"/eval", `{"facts":{"`+person+`":"`+person+`"}}`)
	p.ask("POST", "/rules/"+beds+"/eval", `{"facts":{"care":"`+person+`","total":`+total+`}}`)
	p.ask("PUT", "/books/"+beds, `{"areas":{"city":"`+person+`","counties":[]},"entries":[]}`)
	p.ask("POST", "/bulk/"+beds, `{"facts":{"care":"`+person+`"}}`, "Content-Type", "application/x-ndjson")
	p.ask(person, "/rules", "")
	p.ask("POST", "/mcp", `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"eval","arguments":{"rule":"`+person+`","facts":{}}}}`, "Accept", "application/json, text/event-stream")
	_, metrics := p.ask("GET", "/metrics", "")
	assert.Contains(t, string(metrics), `civilaffairs_decisions_stored_total{rule="eldercare.care-beds"} 1`)
	assert.Contains(t, string(metrics), `civilaffairs_http_requests_total{method="GET",route="/decisions/{id}",status="404"} 1`)
	p.server.Close()
	for name, text := range map[string]string{"logs": p.logs.String(), "metrics": string(metrics)} {
		require.NotEmpty(t, text)
		for _, personal := range []string{"张三", person, care, total, p.token} {
			assert.NotContains(t, text, personal, name)
			assert.NotContains(t, strings.ReplaceAll(text, ".", ""), personal, "%s, written as 7.58e+11", name)
		}
	}
	assert.Contains(t, p.logs.String(), `"route":"/decisions/{id}"`)
}

func TestAServiceThatLeavesIsNotReady(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	w, _ := p.ask("GET", "/readyz", "")
	assert.Equal(t, 200, w.StatusCode)
	p.service.Leave()
	p.refused(503, "GET", "/readyz", "")
	w, _ = p.ask("GET", "/healthz", "")
	assert.Equal(t, 200, w.StatusCode)
}

func TestAsManyRequestsAsCanBeAreAnsweredAtOnce(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{InFlight: 1})
	in, out := io.Pipe()
	r, err := http.NewRequest("POST", p.server.URL+"/bulk/"+beds, in)
	require.NoError(t, err)
	r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
	w, err := p.server.Client().Do(r) // the head comes at once, the stream goes on
	require.NoError(t, err)
	x := p.refused(503, "GET", "/rules", "")
	assert.Contains(t, x.Type, "unavailable")
	alive, _ := p.ask("GET", "/healthz", "")
	assert.Equal(t, 200, alive.StatusCode, "it is up all the same")
	require.NoError(t, out.Close())
	_, err = io.ReadAll(w.Body)
	require.NoError(t, err)
	require.NoError(t, w.Body.Close())
	require.Eventually(t, func() bool {
		w, _ := p.ask("GET", "/rules", "")
		return w.StatusCode == 200
	}, 5*time.Second, 10*time.Millisecond)
}

func TestWithoutItsDatabaseTheServiceSaysSo(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	p.ask("GET", "/rules", "")
	require.NoError(t, p.store.Close())
	w, raw := p.ask("POST", "/decisions", order("1", bedFacts), "Idempotency-Key", "1")
	assert.Equal(t, 503, w.StatusCode)
	assert.Equal(t, "1", w.Header.Get("Retry-After"))
	assert.Contains(t, p.problem(w, raw).Type, "unavailable")
	p.refused(503, "GET", "/readyz", "")
	w, _ = p.ask("POST", "/rules/"+beds+"/eval", `{"facts":`+bedFacts+`}`)
	assert.Equal(t, 200, w.StatusCode, "rules need no database, and the token is remembered for a while")
	p.closed = true
}

func TestAPanicIsTheServicesOwnFailureAndTellsNothing(t *testing.T) {
	var broken atomic.Bool
	p := start(t, heatingWith(t, func(heatingFacts) {
		if broken.Load() {
			panic("facts of " + person)
		}
	}), api0())
	p.decide(201, `{"rule":"sample.heating","parameters":{"each":"1.00"},"facts":{"persons":1}}`, "1")
	broken.Store(true)
	j := p.replay(`{}`)
	assert.EqualValues(t, 1, j.NotRecomputed, "a replay survives it too")
	x := p.refused(500, "POST", "/rules/sample.heating/eval", `{"parameters":{"each":"1.00"},"facts":{"persons":1}}`)
	assert.Contains(t, x.Type, "failed")
	w, _ := p.ask("GET", "/healthz", "")
	assert.Equal(t, 200, w.StatusCode, "the service goes on")
	p.server.Close()
	assert.Contains(t, p.logs.String(), `"type":"string"`)
	assert.NotContains(t, p.logs.String(), person)
}
