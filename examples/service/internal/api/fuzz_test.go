package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"log/slog"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/sample"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

var fuzzed = flag.Int("fuzz.n", 6_000, "bodies that are sent to all routes of rules")

// TestHostileBodiesAreAnsweredOrRefused sends bodies made from the schemas, as they are and spoilt
// in every way, to each route that takes one: each is answered or refused in words, and none is
// the service's own failure.
func TestHostileBodiesAreAnsweredOrRefused(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{Log: slog.New(slog.NewTextHandler(io.Discard, nil)), MaxBody: 64 << 10})
	rnd := rand.New(rand.NewPCG(20251231, 1))
	type subject struct {
		id     string
		schema *sample.Schema
	}
	var rules []subject
	for _, r := range civilaffairs.Catalog().Rules() {
		s, err := sample.Read(r.Info().Schema())
		require.NoError(t, err)
		rules = append(rules, subject{r.ID(), s})
	}
	seen := map[int]int{}
	for i := range *fuzzed {
		x := rules[i%len(rules)]
		parameters, facts := x.schema.Make(rnd, rnd.IntN(3) == 0)
		body := []byte(sample.Envelope(parameters, facts))
		path, media := "/rules/"+x.id+"/"+[]string{"eval", "explain", "decide"}[rnd.IntN(3)], "application/json"
		switch rnd.IntN(12) {
		case 0:
			path, media = "/bulk/"+x.id+[]string{"?as=decision", "?as=record", ""}[rnd.IntN(3)], "application/x-ndjson"
		case 1:
			path, body = "/decisions", slices.Concat([]byte(`{"rule":"`+x.id+`","subject":{"case":"1","month":"2021-07"},`), body[1:])
		case 2:
			path = "/mcp"
			body = slices.Concat([]byte(`{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"explain","arguments":{"rule":"`+x.id+`",`), body[1:], []byte(`}}`))
		}
		if rnd.IntN(3) > 0 {
			body = spoilt(rnd, body)
		}
		r := httptest.NewRequest(http.MethodPost, path, bytes.NewReader(body))
		r.Host = "127.0.0.1"
		r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {media}, "Accept": {"application/json, text/event-stream"}}
		if path == "/decisions" || strings.HasSuffix(path, "?as=decision") {
			r.Header.Set("Idempotency-Key", store.NewID())
		}
		w := httptest.NewRecorder()
		p.service.ServeHTTP(w, r)
		seen[w.Code]++
		if w.Code >= 500 || w.Code != 200 && w.Code != 201 && path != "/mcp" && w.Header().Get("Content-Type") != "application/problem+json" {
			t.Fatalf("%s %s: %d %s", path, body, w.Code, w.Body)
		}
		if path != "/mcp" && !strings.HasPrefix(path, "/bulk") && !json.Valid(w.Body.Bytes()) {
			t.Fatalf("%s %s: no JSON: %s", path, body, w.Body)
		}
		if strings.HasPrefix(path, "/bulk") {
			assert.Contains(t, w.Body.String(), `{"end":{"rows":`)
		}
	}
	t.Log(*fuzzed, "bodies:", seen)
	assert.Greater(t, seen[200], *fuzzed/20, "many are answered")
	assert.Greater(t, seen[422], *fuzzed/20, "many are refused")
	assert.Greater(t, seen[400], *fuzzed/20, "many do not read")
}

// spoilt is a body with something wrong, in its bytes or in its values.
func spoilt(rnd *rand.Rand, body []byte) []byte {
	switch rnd.IntN(8) {
	case 0:
		return body[:rnd.IntN(len(body))]
	case 1:
		out := slices.Clone(body)
		out[rnd.IntN(len(out))] = byte(rnd.IntN(256))
		return out
	case 2:
		i := rnd.IntN(len(body))
		return slices.Concat(body[:i], body[i:], body[rnd.IntN(len(body)):])
	case 3:
		return []byte(strings.Repeat(`{"facts":`, 1+rnd.IntN(3_000)))
	case 4:
		return slices.Concat(body, bytes.Repeat([]byte(" "), rnd.IntN(128<<10)))
	}
	var v any
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if d.Decode(&v) != nil {
		return body
	}
	raw, err := json.Marshal(alter(rnd, v))
	if err != nil {
		return body
	}
	return raw
}

var odd = []any{nil, true, "", "0", "-1", "1e400", "NaN", "99999999999999999999.99", "0.001", "100%%", "２０", "\u0000", "\u202e", strings.Repeat("9", 5_000),
	json.Number("-1"), json.Number("1e5"), json.Number("0.5"), json.Number("9223372036854775808"), json.Number("-0"), []any{}, map[string]any{}, "9999-12", "0000-00", "2021-02-30", "1/0"}

// alter changes one place of a value, or a few.
func alter(rnd *rand.Rand, v any) any {
	if rnd.IntN(6) == 0 {
		return odd[rnd.IntN(len(odd))]
	}
	switch x := v.(type) {
	case map[string]any:
		names := slices.Sorted(maps.Keys(x))
		if len(names) == 0 || rnd.IntN(8) == 0 {
			x["x"+strconv.Itoa(rnd.IntN(3))] = odd[rnd.IntN(len(odd))]
			return x
		}
		name := names[rnd.IntN(len(names))]
		if rnd.IntN(6) == 0 {
			delete(x, name)
		} else {
			x[name] = alter(rnd, x[name])
		}
		return x
	case []any:
		if len(x) > 0 && rnd.IntN(2) == 0 {
			i := rnd.IntN(len(x))
			x[i] = alter(rnd, x[i])
			return x
		}
		for range rnd.IntN(300) {
			if len(x) > 0 {
				x = append(x, x[rnd.IntN(len(x))])
			}
		}
		return x
	}
	return odd[rnd.IntN(len(odd))]
}
