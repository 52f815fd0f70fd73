package api

import (
	"net/http"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// table lists the ways in.
func (v *Service) table() []route {
	out := []route{
		{method: http.MethodGet, path: "/healthz", open: true, serve: v.getHealth, shape: plain("Status"), summary: rule.Text{ZH: "进程存活", EN: "the process is up"}},
		{method: http.MethodGet, path: "/readyz", open: true, serve: v.getReady, shape: plain("Status"), summary: rule.Text{ZH: "可以接受请求", EN: "requests can be sent here"}},
		{method: http.MethodGet, path: "/openapi.json", open: true, serve: v.getOpenAPI, shape: plain(""), summary: rule.Text{ZH: "本接口说明", EN: "this description"}},
		{method: http.MethodGet, path: "/metrics", role: store.Read, serve: v.getMetrics, shape: metricsShape, summary: rule.Text{ZH: "Prometheus指标", EN: "metrics for Prometheus"}},
		{method: http.MethodGet, path: "/rules", serve: v.getRules, shape: plain("Rules"), summary: rule.Text{ZH: "列出规则", EN: "list the rules"}},
		{method: http.MethodGet, path: "/rules/{id}", serve: v.getRule, shape: ofRule("Info"), summary: rule.Text{ZH: "规则说明：参数、信息、步骤、公式、条款", EN: "a rule: its parameters, facts, steps, formulas, clauses"}},
		{method: http.MethodGet, path: "/rules/{id}/schema", serve: v.getSchema, shape: ofRule(""), summary: rule.Text{ZH: "规则的JSON Schema", EN: "the rule's JSON Schema"}},
		{method: http.MethodPost, path: "/bulk/{id}", role: store.Decide, stream: true, query: []string{"as"}, serve: v.postBulk, summary: rule.Text{ZH: "批量：每行一件，逐行应答", EN: "many cases, a line each, answered line by line"}},
		{method: http.MethodPost, path: "/decisions", role: store.Decide, serve: v.postDecision, shape: decisionShape, summary: rule.Text{ZH: "计算并保存决定；相同幂等键只保存一次", EN: "decide and store, once for each idempotency key"}},
		{method: http.MethodGet, path: "/decisions", role: store.Read, query: []string{"subject", "month", "rule", "after", "limit"}, serve: v.getDecisions, shape: decisionsShape, summary: rule.Text{ZH: "按对象、月份、规则查询决定", EN: "stored decisions by subject, month and rule"}},
		{method: http.MethodGet, path: "/decisions/{id}", role: store.Read, serve: v.getDecision, shape: ofID("Decision"), summary: rule.Text{ZH: "查看决定", EN: "a stored decision"}},
		{method: http.MethodPost, path: "/replay", role: store.Read, serve: v.postReplay, shape: replayShape, summary: rule.Text{ZH: "复核已保存的决定（任务）", EN: "replay stored decisions, as a job"}},
		{method: http.MethodGet, path: "/jobs/{id}", role: store.Read, serve: v.getJob, shape: ofID("Job"), summary: rule.Text{ZH: "任务进度与发现", EN: "how far a job came and what it found"}},
		{method: http.MethodPut, path: "/books/{id}", role: store.Administer, serve: v.putBook, shape: bookShape, summary: rule.Text{ZH: "录入某规则的标准册（新版）", EN: "put an edition of a rule's book of dated parameters"}},
		{method: http.MethodGet, path: "/books/{id}", role: store.Read, serve: v.getBook, shape: ofRule("Book"), summary: rule.Text{ZH: "查看标准册", EN: "a rule's book, with the months it covers"}},
		{method: http.MethodPost, path: "/tokens", role: store.Administer, serve: v.postToken, shape: tokenShape, summary: rule.Text{ZH: "新建令牌", EN: "make a token"}},
		{method: http.MethodGet, path: "/tokens", role: store.Administer, serve: v.getTokens, shape: plain("Tokens"), summary: rule.Text{ZH: "列出令牌", EN: "list the tokens"}},
		{method: http.MethodDelete, path: "/tokens/{id}", role: store.Administer, serve: v.deleteToken, shape: deletedShape, summary: rule.Text{ZH: "吊销令牌", EN: "revoke a token"}},
		{method: http.MethodPost, path: "/mcp", role: store.Decide, serve: v.serveMCP, shape: mcpShape, summary: rule.Text{ZH: "供智能助手调用规则（MCP）", EN: "rules for assistants, by the Model Context Protocol"}},
	}
	for _, op := range operations {
		out = append(out, route{method: http.MethodPost, path: "/rules/{id}/" + op.name, role: store.Decide, serve: v.asks(op), summary: op.title})
	}
	return out
}
