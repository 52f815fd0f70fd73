package api

import (
	"encoding/json"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

// plain is the shape of a route that takes nothing and gives one of the shared schemas.
func plain(name string) func(*describer) operationObject {
	return func(*describer) operationObject { return operationObject{"responses": ok(anyObject(name))} }
}

func anyObject(name string) object {
	if name == "" {
		return object{"type": "object"}
	}
	return ref(name)
}

// ofRule is the shape of a route whose id is a rule's.
func ofRule(name string) func(*describer) operationObject {
	return func(d *describer) operationObject {
		return operationObject{"parameters": []any{d.ruleParameter()}, "responses": ok(anyObject(name))}
	}
}

func (d *describer) ruleParameter() object {
	var ids []string
	for _, info := range d.rules {
		ids = append(ids, info.ID)
	}
	return object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string", "enum": ids}, "example": d.first()}
}

var idParameter = object{"name": "id", "in": "path", "required": true, "schema": object{"type": "string"}}

func ofID(name string) func(*describer) operationObject {
	return func(*describer) operationObject {
		return operationObject{"parameters": []any{idParameter}, "responses": ok(ref(name))}
	}
}

func metricsShape(*describer) operationObject {
	return operationObject{"responses": object{"200": response("OK", "text/plain", object{"type": "string"})}}
}

func mcpShape(*describer) operationObject {
	return operationObject{
		"description": "JSON-RPC，由MCP客户端调用 / JSON-RPC, for clients of the protocol",
		"requestBody": object{"required": true, "content": object{"application/json": object{"schema": object{"type": "object"}}}},
		"responses":   object{"200": response("OK", "application/json", object{"type": "object"})},
	}
}

func deletedShape(*describer) operationObject {
	return operationObject{"parameters": []any{idParameter}, "responses": object{"204": object{"description": "已吊销 / revoked"}}}
}

func created(schema object) object {
	return object{"201": response("Created", "application/json", schema)}
}

func decisionShape(d *describer) operationObject {
	var oneOf []any
	mapping, examples := object{}, object{}
	for _, info := range d.rules {
		oneOf = append(oneOf, ref(info.ID+".order"))
		mapping[info.ID] = "#/components/schemas/" + info.ID + ".order"
		var b question
		if json.Unmarshal(d.bodies[info.ID], &b) != nil {
			continue // no example was found
		}
		value := object{"rule": info.ID, "facts": b.Facts, "subject": object{"case": "样例-" + info.ID, "month": "2021-07"}}
		if b.Parameters != nil {
			value["parameters"] = b.Parameters
		}
		examples[info.ID] = object{"summary": both(info.Title), "value": value}
	}
	responses := created(ref("Decision"))
	responses["200"] = response("此键已有决定 / the key's decision, stored before", "application/json", ref("Decision"))
	return operationObject{
		"parameters": []any{object{"name": "Idempotency-Key", "in": "header", "required": true, "schema": object{"type": "string", "minLength": 1, "maxLength": maxKey}, "example": "example-1"}},
		"requestBody": object{"required": true, "content": object{"application/json": object{
			"schema": object{"oneOf": oneOf, "discriminator": object{"propertyName": "rule", "mapping": mapping}}, "examples": examples}}},
		"responses": responses,
	}
}

func decisionsShape(d *describer) operationObject {
	text := func(name, example string) object {
		return object{"name": name, "in": "query", "schema": object{"type": "string"}, "example": example}
	}
	return operationObject{
		"parameters": []any{text("subject", "样例-"+d.first()), text("month", "2021-07"), text("rule", d.first()),
			object{"name": "after", "in": "query", "schema": object{"type": "string"}, "description": "上一页的next / the next of the page before"},
			object{"name": "limit", "in": "query", "schema": object{"type": "integer", "minimum": 1, "maximum": 200, "default": 50}}},
		"responses": ok(object{"type": "object", "required": []string{"decisions"}, "properties": object{
			"decisions": object{"type": "array", "items": ref("Decision")}, "next": object{"type": "string"}}}),
	}
}

func replayShape(*describer) operationObject {
	return operationObject{
		"requestBody": object{"required": true, "content": object{"application/json": object{"schema": ref("Choice"), "example": object{"month": "2021-07"}}}},
		"responses":   object{"202": response("Accepted", "application/json", ref("Job"))},
	}
}

func tokenShape(*describer) operationObject {
	return operationObject{
		"requestBody": object{"required": true, "content": object{"application/json": object{"schema": ref("TokenOrder"), "example": object{"name": "window 3", "roles": []string{"decide"}}}}},
		"responses":   created(object{"allOf": []any{ref("Token"), object{"required": []string{"secret"}, "properties": object{"secret": object{"type": "string"}}}}}),
	}
}

// bookShape has for its example the first rule that has parameters of its own, given by a document.
func bookShape(d *describer) operationObject {
	p := d.ruleParameter()
	body := object{"schema": ref("BookOrder")}
	for _, info := range d.rules {
		if info.Defaults != nil {
			p["example"] = info.ID
			body["example"] = object{"areas": object{"city": "样例市", "counties": []string{"甲县"}}, "entries": []any{object{
				"area": "样例市", "from": "2021-07", "published": "2021-06-20", "document": "样例〔2021〕1号", "parameters": info.Defaults}}}
			break
		}
	}
	return operationObject{
		"parameters":  []any{p},
		"requestBody": object{"required": true, "content": object{"application/json": body}},
		"responses":   created(ref("Book")),
	}
}

// sharedSchemas are those that belong to no rule.
func sharedSchemas() object {
	str, num, list := object{"type": "string"}, object{"type": "integer"}, func(items any) object { return object{"type": "array", "items": items} }
	of := func(required []string, properties object) object {
		return object{"type": "object", "required": required, "properties": properties}
	}
	closed := func(required []string, properties object) object {
		o := of(required, properties)
		o["additionalProperties"] = false
		return o
	}
	month := object{"type": "string", "pattern": `^[0-9]{4}-(0[1-9]|1[0-2])$`}
	day := object{"type": "string", "format": "date"}
	var problems []string
	for _, k := range kinds {
		problems = append(problems, problemType+k.name)
	}
	fault := of([]string{"pointer", "code", "reason"}, object{"pointer": object{"type": "string", "description": "RFC 6901"}, "code": str, "reason": str, "rule": str, "part": str, "field": str, "label": str, "value": str})
	token := object{"id": str, "name": str, "roles": list(object{"enum": store.Roles}), "created": str, "revoked": str}
	return object{
		"Problem":    of([]string{"type", "title", "status"}, object{"type": object{"enum": problems}, "title": str, "status": num, "detail": str, "request_id": str, "errors": list(fault)}),
		"Status":     of([]string{"status"}, object{"status": str}),
		"Text":       of([]string{"zh", "en"}, object{"zh": str, "en": str}),
		"Rules":      of([]string{"rules"}, object{"rules": list(of([]string{"id", "version", "title", "basis"}, object{"id": str, "version": num, "title": ref("Text"), "basis": list(object{"type": "object"})}))}),
		"Info":       of([]string{"id", "version", "title", "parameters", "facts", "answer", "steps"}, object{"id": str, "version": num, "title": ref("Text")}),
		"Subject":    closed([]string{}, object{"case": object{"type": "string", "maxLength": maxCase}, "month": month}),
		"Record":     of([]string{"format", "rule", "version", "title", "parameters", "facts", "answer", "steps", "clauses", "digests"}, object{"format": num, "rule": str, "version": num, "title": ref("Text")}),
		"Outlook":    of([]string{"rule", "version", "determined", "answer"}, object{"rule": str, "version": num, "determined": object{"type": "boolean"}, "answer": list(object{"type": "object"}), "needs": list(object{"type": "object"}), "unneeded": list(str)}),
		"Decision":   of([]string{"id", "rule", "version", "asked_by", "asked_at", "idempotency_key", "record"}, object{"id": str, "rule": str, "version": num, "subject": str, "month": month, "asked_by": str, "asked_at": str, "idempotency_key": str, "record": ref("Record")}),
		"BulkRow":    of([]string{"row"}, object{"row": num, "answer": object{"type": "object"}, "decision": ref("Decision"), "repeated": object{"type": "boolean", "description": "此键已有决定 / the key had its decision"}, "problem": ref("Problem")}),
		"BulkEnd":    of([]string{"end"}, object{"end": of([]string{"rows", "refused"}, object{"rows": num, "refused": num, "stored": num, "repeated": num, "problem": ref("Problem")})}),
		"Choice":     closed([]string{}, object{"rule": str, "subject": str, "month": month}),
		"Job":        of([]string{"id", "kind", "state", "total", "done", "held", "differ", "not_recomputed", "findings"}, object{"id": str, "kind": str, "state": object{"enum": []string{store.Running, store.Ended}}, "total": num, "done": num, "held": num, "differ": num, "not_recomputed": num, "findings": list(object{"type": "object"})}),
		"Token":      of([]string{"id", "name", "roles", "created"}, token),
		"TokenOrder": closed([]string{"name", "roles"}, object{"name": str, "roles": token["roles"]}),
		"Tokens":     of([]string{"tokens"}, object{"tokens": list(ref("Token"))}),
		"Entry":      closed([]string{"area", "from", "published", "document", "parameters"}, object{"area": str, "from": month, "until": month, "published": day, "document": str, "source": str, "parameters": object{"type": "object"}}),
		"BookOrder":  closed([]string{"areas", "entries"}, object{"areas": closed([]string{"counties"}, object{"city": str, "counties": list(str)}), "entries": list(ref("Entry"))}),
		"Book":       of([]string{"rule", "edition", "areas", "entries", "coverage"}, object{"rule": str, "edition": num, "entries": list(ref("Entry"))}),
	}
}
