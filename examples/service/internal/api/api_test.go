package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store/storetest"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// place is a service over a database of its own, and a token of every role.
type place struct {
	t       testing.TB
	store   *store.Store
	service *api.Service
	server  *httptest.Server
	token   string
	logs    *bytes.Buffer
	closed  bool // the test has closed the database
}

// start serves a catalog from SQLite, over real connections.
func start(t testing.TB, c rule.Catalog, o api.Options) *place {
	t.Helper()
	return startOn(t, filepath.Join(t.TempDir(), "test.db"), c, o)
}

func startOn(t testing.TB, where string, c rule.Catalog, o api.Options) *place {
	t.Helper()
	s, err := store.Open(context.Background(), where)
	require.NoError(t, err)
	p := &place{t: t, store: s, logs: &bytes.Buffer{}}
	if o.Log == nil {
		o.Log = slog.New(slog.NewJSONHandler(p.logs, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	if o.Rate == 0 {
		o.Rate, o.Burst = 1e9, 1<<30
	}
	_, p.token, err = s.NewToken(context.Background(), "test", store.Roles)
	require.NoError(t, err)
	p.service = api.New(c, s, o)
	p.server = httptest.NewUnstartedServer(nil)
	p.server.Config = p.service.Server("")
	p.server.Start()
	t.Cleanup(func() {
		p.server.Close()
		err := p.service.Close(context.Background())
		if p.closed {
			assert.Error(t, err, "the replays could not be handed over")
			return
		}
		assert.NoError(t, err)
		assert.NoError(t, s.Close())
	})
	return p
}

// on runs a test on each kind of database.
func on(t *testing.T, test func(t *testing.T, p *place)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, where string) { test(t, startOn(t, where, civilaffairs.Catalog(), api.Options{})) })
}

// ask sends a request with the place's token, and headers in pairs.
func (p *place) ask(method, path, body string, headers ...string) (*http.Response, []byte) {
	p.t.Helper()
	r, err := http.NewRequest(method, p.server.URL+path, bytes.NewReader([]byte(body)))
	require.NoError(p.t, err)
	if body != "" {
		r.Header.Set("Content-Type", "application/json")
	}
	r.Header.Set("Authorization", "Bearer "+p.token)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w, err := p.server.Client().Do(r)
	require.NoError(p.t, err)
	defer w.Body.Close()
	raw, err := io.ReadAll(w.Body)
	require.NoError(p.t, err)
	return w, raw
}

type trouble struct {
	Type, Title, Detail string
	Status              int
	Errors              []struct{ Pointer, Code, Reason, Part, Label string }
}

// refused sends a request that must be refused, and gives the problem.
func (p *place) refused(status int, method, path, body string, headers ...string) trouble {
	p.t.Helper()
	w, raw := p.ask(method, path, body, headers...)
	require.Equal(p.t, status, w.StatusCode, "%s %s: %s", method, path, raw)
	return p.problem(w, raw)
}

func (p *place) problem(w *http.Response, raw []byte) trouble {
	p.t.Helper()
	require.Equal(p.t, "application/problem+json", w.Header.Get("Content-Type"), "%s", raw)
	var x trouble
	require.NoError(p.t, json.Unmarshal(raw, &x))
	require.Equal(p.t, w.StatusCode, x.Status)
	require.NotEmpty(p.t, x.Title)
	require.Contains(p.t, x.Type, "urn:civilaffairs:problem:")
	return x
}

const (
	beds     = "eldercare.care-beds"
	bedFacts = `{"care":7590,"total":23000}`
)

func TestARuleIsAskedByItsID(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{})
	want, err := civilaffairs.Catalog().Eval(beds, nil, []byte(bedFacts))
	require.NoError(t, err)
	w, got := p.ask("POST", "/rules/"+beds+"/eval", `{"facts":`+bedFacts+`}`)
	assert.Equal(t, 200, w.StatusCode)
	assert.Equal(t, string(want), string(got))

	want, err = civilaffairs.Catalog().Explain(beds, []byte(`{"floor":"60%"}`), []byte(bedFacts))
	require.NoError(t, err)
	_, got = p.ask("POST", "/rules/"+beds+"/explain", `{"parameters":{"floor":"60%"},"facts":`+bedFacts+`}`)
	assert.Equal(t, string(want), string(got))

	want, err = civilaffairs.Catalog().Decide(beds, nil, []byte(`{"total":23000}`))
	require.NoError(t, err)
	_, got = p.ask("POST", "/rules/"+beds+"/decide", `{"facts":{"total":23000}}`)
	assert.Equal(t, string(want), string(got))

	_, got = p.ask("GET", "/rules/"+beds+"/schema", "")
	r, _ := civilaffairs.Catalog().Lookup(beds)
	assert.Equal(t, string(r.Info().Schema()), string(got))
	_, got = p.ask("GET", "/rules/"+beds, "")
	assert.Contains(t, string(got), `"T2.7"`)
	var list struct{ Rules []struct{ ID string } }
	_, got = p.ask("GET", "/rules", "")
	require.NoError(t, json.Unmarshal(got, &list))
	assert.Len(t, list.Rules, len(civilaffairs.Rules()))
}

func TestAProblemNamesEveryFaultInTheCallersLanguage(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{})
	x := p.refused(422, "POST", "/rules/"+beds+"/eval", `{"parameters":{"floor":"0%"},"facts":{"care":"1"}}`)
	assert.Equal(t, "参数或信息有误", x.Title)
	require.Len(t, x.Errors, 3)
	assert.Equal(t, []string{"/parameters/floor", "/facts/care", "/facts/total"}, []string{x.Errors[0].Pointer, x.Errors[1].Pointer, x.Errors[2].Pointer})
	assert.Equal(t, []string{"missing", "syntax", "missing"}, []string{x.Errors[0].Code, x.Errors[1].Code, x.Errors[2].Code})
	assert.Equal(t, "床位总数（张）", x.Errors[2].Label)

	for header, title := range map[string]string{
		"en": "parameters or facts that cannot be", "en-GB,en;q=0.9,zh;q=0.1": "parameters or facts that cannot be",
		"zh-CN,en;q=0.5": "参数或信息有误", "fr": "参数或信息有误", "zh;q=0.2,en;q=0.8": "parameters or facts that cannot be",
	} {
		x := p.refused(422, "POST", "/rules/"+beds+"/eval", `{"facts":{"care":2,"total":1}}`, "Accept-Language", header)
		assert.Equal(t, title, x.Title, header)
	}
}
