package api

import (
	"encoding/json"
	"net/http"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// operation is what any rule can be asked by its id, from JSON to JSON. Each is a route, an entry
// of the OpenAPI document for each rule, and a tool of the MCP endpoint: what a catalog learns to
// answer besides (what would flip a decision, the edges of a fact) becomes a row here.
type operation struct {
	name    string
	title   rule.Text
	ask     func(c rule.Catalog, id string, parameters, facts []byte) ([]byte, error)
	partial bool                                              // facts that are not known may be left out
	answer  func(d *describer, info rule.Info) map[string]any // the schema of what it gives
}

var operations = []operation{
	{"eval", rule.Text{ZH: "计算", EN: "the answer"}, rule.Catalog.Eval, false, (*describer).answerOf},
	{"explain", rule.Text{ZH: "计算并说明：每步、依据条款、参数来源", EN: "the answer with every step, clause and origin"}, rule.Catalog.Explain, false, (*describer).recordOf},
	{"decide", rule.Text{ZH: "部分信息下的判断：可能的结论、尚需核实的信息", EN: "of facts not all known: what the answer can be, what to ask for"}, rule.Catalog.Decide, true, (*describer).outlookOf},
}

// question is what a rule is asked.
type question struct {
	Parameters json.RawMessage `json:"parameters,omitzero" zh:"政策参数" en:"parameters"`
	Facts      json.RawMessage `json:"facts" zh:"申报核对信息" en:"facts"`
}

// listed is a rule in a list.
type listed struct {
	ID      string        `json:"id"`
	Version int           `json:"version"`
	Title   rule.Text     `json:"title"`
	Basis   []rule.Clause `json:"basis"`
}

// list gives the newest version of each rule, in the catalog's order.
func (v *Service) list() (out []listed) {
	for _, r := range v.newest() {
		i := r.Info()
		out = append(out, listed{i.ID, i.Version, i.Title, i.Basis})
	}
	return out
}

func (v *Service) newest() (out []rule.Any) {
	for _, r := range v.catalog.Rules() {
		if n, ok := v.catalog.Lookup(r.ID()); ok && n.Version() == r.Version() {
			out = append(out, r)
		}
	}
	return out
}

// info finds a rule; one that there is not is the catalog's own error.
func (v *Service) info(id string) (rule.Info, error) {
	r, ok := v.catalog.Lookup(id)
	if !ok {
		_, err := v.catalog.Eval(id, nil, nil)
		return rule.Info{}, err
	}
	return r.Info(), nil
}

func (v *Service) getRules(w http.ResponseWriter, _ *http.Request, _ store.Token) error {
	return sendJSON(w, http.StatusOK, map[string]any{"rules": v.list()})
}

func (v *Service) getRule(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	info, err := v.info(r.PathValue("id"))
	if err != nil {
		return err
	}
	return sendJSON(w, http.StatusOK, info)
}

func (v *Service) getSchema(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	info, err := v.info(r.PathValue("id"))
	if err != nil {
		return err
	}
	return sendRaw(w, http.StatusOK, info.Schema())
}

// asks serves an operation.
func (v *Service) asks(op operation) handler {
	return func(w http.ResponseWriter, r *http.Request, _ store.Token) error {
		id := r.PathValue("id")
		if _, err := v.info(id); err != nil {
			return err
		}
		var q question
		if err := read(r, &q); err != nil {
			return err
		}
		out, err := op.ask(v.catalog, id, q.Parameters, q.Facts)
		v.meters.asked.WithLabelValues(op.name, id, result(err)).Inc()
		if err != nil {
			return err
		}
		return sendRaw(w, http.StatusOK, out)
	}
}
