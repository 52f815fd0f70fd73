package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/pb33f/libopenapi"
	validator "github.com/pb33f/libopenapi-validator"
	"github.com/pb33f/libopenapi-validator/config"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

var every = flag.Bool("examples.all", false, "hold every example against the OpenAPI document")

// described is the OpenAPI document as far as its examples go.
type described struct {
	Paths map[string]map[string]struct {
		OperationID string
		Parameters  []struct {
			Name, In string
			Example  any
		}
		RequestBody struct {
			Content map[string]struct {
				Example  json.RawMessage
				Examples map[string]struct{ Value json.RawMessage }
			}
		}
		Responses map[string]any
	}
}

// example is one request that the document shows.
type example struct {
	name, method, path, media, body string
	header                          http.Header
	statuses                        map[string]any
}

func examplesOf(t *testing.T, raw []byte) (out []example) {
	t.Helper()
	var doc described
	require.NoError(t, json.Unmarshal(raw, &doc))
	for path, methods := range doc.Paths {
		for method, op := range methods {
			e := example{name: op.OperationID, method: strings.ToUpper(method), path: path, header: http.Header{}, statuses: op.Responses}
			query := ""
			for _, p := range op.Parameters {
				text, _ := p.Example.(string)
				switch {
				case p.Example == nil:
				case p.In == "path":
					e.path = strings.ReplaceAll(e.path, "{"+p.Name+"}", text)
				case p.In == "header":
					e.header.Set(p.Name, text)
				case p.In == "query":
					query += "&" + p.Name + "=" + text
				}
			}
			if strings.Contains(e.path, "{") {
				continue // the id of something stored, which no description can know
			}
			if query != "" {
				e.path += "?" + query[1:]
			}
			if len(op.RequestBody.Content) == 0 {
				out = append(out, e)
			}
			for media, content := range op.RequestBody.Content {
				e.media = media
				if content.Example != nil {
					e.body = string(content.Example)
					var text string
					if json.Unmarshal(content.Example, &text) == nil {
						e.body = text
					}
					out = append(out, e)
				}
				for name, x := range content.Examples {
					each := e
					each.body, each.header = string(x.Value), http.Header{"Idempotency-Key": {store.NewID()}}
					each.name += " " + name
					out = append(out, each)
				}
			}
		}
	}
	return out
}

// TestTheOpenAPIDocumentIsValidAndItsExamplesRun: a library says that the document is OpenAPI 3.1;
// every example in it is sent, is answered as the document says, and both request and answer are
// as the document has them.
func TestTheOpenAPIDocumentIsValidAndItsExamplesRun(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	_, raw := p.ask("GET", "/openapi.json", "")
	t.Log(len(raw), "bytes")
	doc, err := libopenapi.NewDocument(raw)
	require.NoError(t, err)
	require.Equal(t, "3.1.0", doc.GetVersion())
	var options []config.Option
	if !*every { // compile the schemas that are asked for, not all in advance
		options = append(options, config.WithSchemaCache(nil))
	}
	v, errs := validator.NewValidator(doc, options...)
	require.Empty(t, errs)
	defer v.Release()
	begun := time.Now()
	ok, wrong := v.ValidateDocument()
	require.True(t, ok, "%v", wrong)
	t.Log("validated in", time.Since(begun))

	list := examplesOf(t, raw)
	slices.SortStableFunc(list, func(a, b example) int { return strings.Compare(b.method, a.method) }) // what is read was put before
	kinds := map[string]int{}
	for _, e := range list {
		r, err := http.NewRequest(e.method, p.server.URL+e.path, strings.NewReader(e.body))
		require.NoError(t, err)
		r.Header = e.header.Clone()
		r.Header.Set("Authorization", "Bearer "+p.token)
		if e.media != "" {
			r.Header.Set("Content-Type", e.media)
		}
		w, err := p.server.Client().Do(r)
		require.NoError(t, err)
		answer, err := io.ReadAll(w.Body)
		require.NoError(t, err)
		require.NoError(t, w.Body.Close())
		require.Less(t, w.StatusCode, 300, "%s: %s %s", e.name, answer, p.logs)
		require.Contains(t, e.statuses, strconv.Itoa(w.StatusCode), e.name)
		kind, _, _ := strings.Cut(e.name, "_")
		kinds[kind]++
		if e.media == "application/x-ndjson" {
			lines := strings.Split(strings.TrimSpace(string(answer)), "\n")
			require.Len(t, lines, 3, e.name)
			require.Equal(t, `{"end":{"rows":2,"refused":0}}`, lines[2], e.name)
			w, raw := p.ask(e.method, e.path+"?as=decision", e.body, "Content-Type", e.media, "Idempotency-Key", store.NewID())
			require.Equal(t, 200, w.StatusCode, e.name)
			require.Contains(t, string(raw), `{"end":{"rows":2,"refused":0,"stored":2,"repeated":0}}`, e.name)
			continue
		}
		if !*every && kinds[kind] > 8 {
			continue // each is sent, some are held against the document: that takes the library long
		}
		r, err = http.NewRequest(e.method, "http://service"+e.path, strings.NewReader(e.body))
		require.NoError(t, err)
		r.Header = e.header.Clone()
		r.Header.Set("Authorization", "Bearer x")
		if e.media != "" {
			r.Header.Set("Content-Type", e.media)
		}
		w.Body = io.NopCloser(bytes.NewReader(answer))
		if ok, wrong := v.ValidateHttpRequestResponse(r, w); !ok {
			for _, x := range wrong {
				assert.Fail(t, e.name, "%s: %s: %s", x.Message, x.Reason, answer)
			}
		}
	}
	rules := len(civilaffairs.Rules())
	for _, kind := range []string{"eval", "explain", "decide", "bulk"} {
		assert.Equal(t, rules, kinds[kind], "every rule has an example of %s", kind)
	}
	assert.GreaterOrEqual(t, kinds["post"], rules+2, "decisions, a replay, a token")
	t.Log(len(list), "examples", kinds, "in", time.Since(begun))
}
