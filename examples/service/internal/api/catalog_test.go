package api_test

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// heating is a rule that no other package knows: a subsidy for each person.
type heatingPolicy struct {
	Each unit.Money `json:"each" zh:"每人补贴（元）" en:"subsidy a person (yuan)" range:"[0,)"`
}

type heatingFacts struct {
	Persons int64 `json:"persons" zh:"人数" en:"persons" range:"[0,127]"`
}

type heatingAnswer struct {
	Subsidy unit.Money `json:"subsidy" zh:"取暖补贴（元）" en:"heating subsidy (yuan)"`
}

var paid = rule.Term{ID: "subsidy", Label: rule.Text{ZH: "取暖补贴", EN: "heating subsidy"}, Formula: "{each} × {persons}"}

func heating(t *testing.T) rule.Catalog {
	t.Helper()
	return heatingWith(t, func(heatingFacts) {})
}

// heatingWith has the rule do something more whenever it is asked.
func heatingWith(t *testing.T, more func(heatingFacts)) rule.Catalog {
	t.Helper()
	r, err := rule.New(rule.Definition[heatingPolicy, heatingFacts, heatingAnswer]{
		ID: "sample.heating", Version: 1, Title: rule.Text{ZH: "取暖补贴", EN: "Heating subsidy"},
		Basis: []rule.Clause{{ID: "sample-1", Place: rule.Text{ZH: "第一条", EN: "Article 1"}, Norm: rule.Text{ZH: "示例文件", EN: "Sample notice"}}},
		Steps: []*rule.Term{&paid},
		Kernel: func(p *heatingPolicy, in heatingFacts, tr *rule.Trace) (heatingAnswer, error) {
			more(in)
			if in.Persons < 0 || in.Persons > 127 {
				return heatingAnswer{}, rule.Refused
			}
			sum, err := p.Each.Mul(in.Persons)
			tr.Money(&paid, sum)
			return heatingAnswer{sum}, err
		},
	})
	require.NoError(t, err)
	c, err := rule.NewCatalog(append(civilaffairs.Rules(), r)...)
	require.NoError(t, err)
	return c
}

func TestANewRuleIsServedEverywhereByItself(t *testing.T) {
	p := start(t, heating(t), api0())
	const id = "sample.heating"
	_, raw := p.ask("GET", "/rules", "")
	assert.Contains(t, string(raw), id)
	body := `{"parameters":{"each":"120.00"},"facts":{"persons":3}}`
	_, raw = p.ask("POST", "/rules/"+id+"/eval", body)
	assert.JSONEq(t, `{"subsidy":"360.00"}`, string(raw))
	_, raw = p.ask("POST", "/rules/"+id+"/decide", `{"parameters":{"each":"120.00"},"facts":{}}`)
	assert.Contains(t, string(raw), `"high":"15240.00"`)
	p.decide(201, `{"rule":"`+id+`",`+body[1:], "1")
	assert.EqualValues(t, 1, p.replay(`{"rule":"`+id+`"}`).Held)
	_, raw = p.ask("POST", "/bulk/"+id, body, "Content-Type", "application/x-ndjson")
	assert.Contains(t, string(raw), `"subsidy":"360.00"`)
	w, _ := p.ask("PUT", "/books/"+id, `{"areas":{"city":"样例市","counties":[]},"entries":[{"area":"样例市","from":"2021-07","published":"2021-06-20","document":"样例〔2021〕1号","parameters":{"each":"130.00"}}]}`)
	assert.Equal(t, 201, w.StatusCode)
	_, raw = p.ask("POST", "/decisions", `{"rule":"`+id+`","facts":{"persons":3},"area":"样例市","subject":{"month":"2021-08"}}`, "Idempotency-Key", "2")
	assert.Contains(t, string(raw), `"from":"notice"`)
	assert.Contains(t, string(raw), `"subsidy":"390.00"`)

	_, raw = p.ask("GET", "/openapi.json", "")
	shown := map[string]bool{}
	for _, e := range examplesOf(t, raw) {
		if strings.Contains(e.name, id) {
			shown[e.path] = e.body != ""
		}
	}
	assert.Equal(t, map[string]bool{"/rules/" + id + "/eval": true, "/rules/" + id + "/explain": true, "/rules/" + id + "/decide": true, "/bulk/" + id: true, "/decisions": true}, shown)
	assert.Contains(t, string(p.tool(t, "list_rules", map[string]any{"text": "取暖补贴"})), id)
	assert.Contains(t, string(p.tool(t, "explain", map[string]any{"rule": id, "parameters": map[string]any{"each": "120.00"}, "facts": map[string]any{"persons": 3}})), `"360.00"`)
}

type bearer struct{ token string }

func (b bearer) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("Authorization", "Bearer "+b.token)
	return http.DefaultTransport.RoundTrip(r)
}

// assistant connects as an assistant does, by the SDK's own client.
func (p *place) assistant(t *testing.T) *mcp.ClientSession {
	t.Helper()
	c := mcp.NewClient(&mcp.Implementation{Name: "test", Version: "1"}, nil)
	s, err := c.Connect(context.Background(), &mcp.StreamableClientTransport{Endpoint: p.server.URL + "/mcp", HTTPClient: &http.Client{Transport: bearer{p.token}}}, nil)
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

func (p *place) tool(t *testing.T, name string, arguments any) []byte {
	t.Helper()
	r, err := p.assistant(t).CallTool(context.Background(), &mcp.CallToolParams{Name: name, Arguments: arguments})
	require.NoError(t, err)
	require.False(t, r.IsError, "%v", r.Content)
	return []byte(r.Content[0].(*mcp.TextContent).Text)
}

func TestAnAssistantAsksTheRules(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	s := p.assistant(t)
	ctx := context.Background()
	tools, err := s.ListTools(ctx, nil)
	require.NoError(t, err)
	var names []string
	for _, x := range tools.Tools {
		names = append(names, x.Name)
	}
	assert.ElementsMatch(t, []string{"list_rules", "rule_schema", "eval", "explain", "decide"}, names)

	var list struct{ Rules []struct{ ID string } }
	require.NoError(t, json.Unmarshal(p.tool(t, "list_rules", map[string]any{"text": "Share of Care Beds"}), &list))
	require.Len(t, list.Rules, 1)
	assert.Equal(t, beds, list.Rules[0].ID)
	r, _ := civilaffairs.Catalog().Lookup(beds)
	assert.JSONEq(t, string(r.Info().Schema()), string(p.tool(t, "rule_schema", map[string]any{"rule": beds})))
	want, err := civilaffairs.Catalog().Explain(beds, nil, []byte(bedFacts))
	require.NoError(t, err)
	arguments := map[string]any{"rule": beds, "facts": json.RawMessage(bedFacts)}
	assert.JSONEq(t, string(want), string(p.tool(t, "explain", arguments)))
	assert.Contains(t, string(p.tool(t, "decide", map[string]any{"rule": beds, "facts": map[string]any{"total": 23000}})), `"needs"`)

	for _, bad := range []map[string]any{{"rule": "no.such", "facts": map[string]any{}}, {"rule": beds, "facts": map[string]any{"care": 2, "total": 1}}, {"rule": beds, "other": 1}, {"rule": beds}} {
		r, err := s.CallTool(ctx, &mcp.CallToolParams{Name: "eval", Arguments: bad})
		require.NoError(t, err)
		assert.True(t, r.IsError, "%v", bad)
		text := r.Content[0].(*mcp.TextContent).Text
		assert.Contains(t, text, `"zh"`)
		assert.Contains(t, text, `"pointer"`)
	}
}
