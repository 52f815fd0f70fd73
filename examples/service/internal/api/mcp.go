package api

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// tools serves the Model Context Protocol, so that an assistant asks the rules instead of guessing:
// it finds a rule, reads what the rule takes, and has it answered with steps and clauses.
// Nothing is stored through it.
func (v *Service) tools() http.Handler {
	s := mcp.NewServer(&mcp.Implementation{Name: "civilaffairs", Title: "民政规则 / Civil affairs rules", Version: "1"}, &mcp.ServerOptions{
		Logger: nil, // arguments may tell of persons
		Instructions: "Find a rule with list_rules, read rule_schema, then ask it. Never compute an amount yourself: the rules are exact. " +
			"A fact that is not known is left out and asked for with decide; never invent one. Cite the clauses of the record. " +
			"先用list_rules找规则，读rule_schema，再提问。金额一律由规则计算；未知信息不得编造，用decide查明还需什么；引用记录中的条款。"})
	one := object{"type": "object", "required": []string{"rule"}, "additionalProperties": false, "properties": object{"rule": object{"type": "string"}}}
	add := func(name string, title rule.Text, in object, call func(toolInput) (any, error)) {
		s.AddTool(&mcp.Tool{Name: name, Title: both(title), Description: both(title), InputSchema: in, Annotations: &mcp.ToolAnnotations{ReadOnlyHint: true}},
			func(_ context.Context, r *mcp.CallToolRequest) (*mcp.CallToolResult, error) {
				var t toolInput
				raw := r.Params.Arguments
				if len(raw) == 0 {
					raw = []byte(`{}`)
				}
				out, err := func() (out any, err error) {
					defer v.caught(&err) // the library calls on a goroutine of its own: the service would die of it
					if err := readBytes(raw, &t); err != nil {
						return nil, err
					}
					return call(t)
				}()
				v.meters.asked.WithLabelValues("mcp_"+name, v.label(t.Rule), result(err)).Inc()
				if err != nil {
					p := problemOf(err)
					return toolResult(object{"zh": p.in(rule.Chinese, ""), "en": p.in(rule.English, "")}, true)
				}
				return toolResult(out, false)
			})
	}
	add("list_rules", rule.Text{ZH: "列出规则，可按文字筛选", EN: "list the rules, those whose id or title holds a text"},
		object{"type": "object", "additionalProperties": false, "properties": object{"text": object{"type": "string"}}},
		func(t toolInput) (any, error) {
			out := []listed{}
			for _, x := range v.list() {
				if strings.Contains(strings.ToLower(x.ID+"\n"+x.Title.ZH+"\n"+x.Title.EN), strings.ToLower(t.Text)) {
					out = append(out, x)
				}
			}
			return object{"rules": out}, nil
		})
	add("rule_schema", rule.Text{ZH: "规则的JSON Schema", EN: "the JSON Schema of what a rule takes and gives"}, one, func(t toolInput) (any, error) {
		info, err := v.info(t.Rule)
		return info.Schema(), err
	})
	for _, op := range operations {
		add(op.name, op.title, object{"type": "object", "required": []string{"rule", "facts"}, "additionalProperties": false, "properties": object{
			"rule": object{"type": "string"}, "parameters": object{"type": "object"}, "facts": object{"type": "object"}}},
			func(t toolInput) (any, error) {
				out, err := op.ask(v.catalog, t.Rule, t.Parameters, t.Facts)
				return json.RawMessage(out), err
			})
	}
	return mcp.NewStreamableHTTPHandler(func(*http.Request) *mcp.Server { return s },
		&mcp.StreamableHTTPOptions{Stateless: true, JSONResponse: true, MaxRequestBodyBytes: v.o.MaxBody,
			// A page of another origin that had this machine's name has no token; a proxy before the
			// service hands on the name that it was called by.
			DisableLocalhostProtection: true})
}

// serveMCP hands one message to the library. Several in one body would be many requests under the
// limits of one; the protocol no longer has them. An id that is no text or whole number would come
// back as another one.
func (v *Service) serveMCP(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	data, err := body(r)
	if err != nil {
		return err
	}
	if data = bytes.TrimSpace(data); len(data) > 0 && data[0] == '[' {
		return refuse(badBody, "每个请求一条消息", "one message a request")
	}
	var head struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(data, &head) == nil && len(head.ID) > 0 && head.ID[0] != '"' && string(head.ID) != "null" { // what does not read, the library refuses
		if n, err := strconv.ParseInt(string(head.ID), 10, 64); err != nil || n > 1<<53 || n < -1<<53 { // the library reads a double
			return refuse(badBody, "消息的id应为文字或整数（不超过2⁵³）", "the id of a message must be a text or a whole number up to 2⁵³")
		}
	}
	r.Body = io.NopCloser(bytes.NewReader(data))
	v.mcp.ServeHTTP(w, r)
	return nil
}

// toolInput is what any tool takes.
type toolInput struct {
	Rule       string          `json:"rule,omitzero" zh:"规则" en:"rule"`
	Text       string          `json:"text,omitzero" zh:"文字" en:"text"`
	Parameters json.RawMessage `json:"parameters,omitzero" zh:"政策参数" en:"parameters"`
	Facts      json.RawMessage `json:"facts,omitzero" zh:"申报核对信息" en:"facts"`
}

func toolResult(v any, bad bool) (*mcp.CallToolResult, error) {
	raw, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return &mcp.CallToolResult{Content: []mcp.Content{&mcp.TextContent{Text: string(raw)}}, StructuredContent: json.RawMessage(raw), IsError: bad}, nil
}
