package api

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/sample"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

type (
	object          = map[string]any
	operationObject = map[string]any
)

// describer writes the OpenAPI document of a catalog.
type describer struct {
	v       *Service
	rules   []rule.Info
	bodies  map[string]json.RawMessage // by rule, a body that is answered
	schemas object
}

// document is the whole description, OpenAPI 3.1: the routes of the table, and for each rule each
// operation with its own types and an example that was answered when the document was made.
func (v *Service) document() []byte {
	d := &describer{v: v, bodies: map[string]json.RawMessage{}, schemas: sharedSchemas()}
	for _, r := range v.newest() {
		info := r.Info()
		d.rules = append(d.rules, info)
		d.bodies[info.ID] = sample.Body(v.catalog, info)
		d.addRule(info)
	}
	paths := map[string]object{}
	add := func(path, method string, op operationObject) {
		if paths[path] == nil {
			paths[path] = object{}
		}
		paths[path][strings.ToLower(method)] = op
	}
	for _, rt := range v.routes {
		if rt.shape == nil {
			continue // described for each rule, below
		}
		add(rt.path, rt.method, d.operation(rt, rt.shape(d), strings.ToLower(rt.method)+strings.NewReplacer("/", "_", "{", "", "}", "", ".", "_").Replace(rt.path)))
	}
	for _, info := range d.rules {
		for _, rt := range v.routes {
			if rt.shape != nil {
				continue
			}
			last := rt.path[strings.LastIndex(rt.path, "/")+1:]
			shape, name := d.bulk(info), "bulk"
			if i := slices.IndexFunc(operations, func(op operation) bool { return op.name == last }); i >= 0 {
				shape, name = d.asked(info, operations[i]), last
			}
			op := d.operation(rt, shape, name+"_"+info.ID)
			op["summary"] = both(info.Title) + ": " + both(rt.summary)
			op["tags"] = []string{strings.SplitN(info.ID, ".", 2)[0]}
			add(strings.ReplaceAll(rt.path, "{id}", info.ID), rt.method, op)
		}
	}
	raw, err := json.Marshal(object{
		"openapi": "3.1.0",
		"info": object{"title": "民政规则服务 / Civil affairs rules", "version": "1", "description": "每条规则均由目录生成。差错为RFC 9457格式，语言按Accept-Language。" +
			" / Every rule is from the catalog. Refusals are problem details (RFC 9457), in Chinese or English by Accept-Language."},
		"servers":  []any{object{"url": "/"}},
		"security": []any{object{"token": []string{}}},
		"paths":    paths,
		"components": object{
			"schemas":         d.schemas,
			"securitySchemes": object{"token": object{"type": "http", "scheme": "bearer"}},
			"responses":       object{"Problem": response("差错 / a refusal", "application/problem+json", ref("Problem"))},
		},
	})
	if err != nil {
		v.log.Error("the description was not written", "cause", err.Error())
	}
	return raw
}

func (d *describer) operation(rt route, shape operationObject, id string) operationObject {
	op := operationObject{"operationId": id, "summary": both(rt.summary), "tags": []string{"service"}}
	maps.Copy(op, shape)
	if rt.open {
		op["security"] = []any{}
	} else if rt.role != "" {
		op["x-role"] = string(rt.role)
	}
	responses, _ := op["responses"].(object)
	responses["default"] = object{"$ref": "#/components/responses/Problem"}
	return op
}

func both(t rule.Text) string { return t.ZH + " / " + t.EN }

func ref(name string) object { return object{"$ref": "#/components/schemas/" + name} }

func response(what, media string, schema object) object {
	content := object{}
	if schema != nil {
		content["schema"] = schema
	}
	return object{"description": what, "content": object{media: content}}
}

func ok(schema object) object {
	return object{"200": response("OK", "application/json", schema)}
}

// addRule takes a rule's schema apart into components: its definitions refer to nothing.
func (d *describer) addRule(info rule.Info) {
	var s struct {
		Required []string                   `json:"required"`
		Defs     map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(info.Schema(), &s); err != nil {
		d.v.log.Error("a schema does not read", "rule", info.ID)
		return
	}
	for name, def := range s.Defs {
		d.schemas[info.ID+"."+name] = def
	}
	d.schemas[info.ID+".partial"] = loose(s.Defs["facts"], true)
	question := func(facts string) object {
		return object{"type": "object", "required": s.Required, "additionalProperties": false,
			"properties": object{"parameters": ref(info.ID + ".parameters"), "facts": ref(info.ID + "." + facts)}}
	}
	d.schemas[info.ID+".question"] = question("facts")
	d.schemas[info.ID+".partial-question"] = question("partial")
	d.schemas[info.ID+".order"] = object{"type": "object", "required": []string{"rule", "facts"}, "additionalProperties": false, "properties": object{
		"rule": object{"const": info.ID}, "facts": ref(info.ID + ".facts"), "subject": ref("Subject"),
		"parameters": object{"type": "object", "description": "指定地区时可省去文件已给的 / of an area, those that its document gives may be left out"},
		"area":       object{"type": "string", "description": "按标准册取参数 / take parameters from the rule's book"},
		"known_on":   object{"type": "string", "format": "date"}}}
	line := maps.Clone(d.schemas[info.ID+".order"].(object))
	properties := maps.Clone(line["properties"].(object))
	delete(properties, "rule")
	properties["key"] = object{"type": "string", "minLength": 1, "maxLength": maxKey, "description": "该行的幂等键；未给时用请求的幂等键加行号 / the line's idempotency key; without one, the request's and the line's number"}
	line["required"], line["properties"] = []string{"facts"}, properties
	d.schemas[info.ID+".bulk-order"] = line
}

// loose is a schema of which nothing must be given; with null, what need not be given may also be
// null.
func loose(raw json.RawMessage, null bool) any {
	var node any
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	if dec.Decode(&node) != nil {
		return object{"type": "object"}
	}
	loosen(node, null)
	return node
}

func loosen(node any, null bool) {
	o, is := node.(object)
	if !is {
		return
	}
	required, _ := o["required"].([]any)
	delete(o, "required")
	props, _ := o["properties"].(object)
	for name, p := range props {
		loosen(p, null)
		if null && !slices.Contains(required, any(name)) {
			props[name] = object{"anyOf": []any{p, object{"type": "null"}}}
		}
	}
	loosen(o["items"], null)
}

// asked describes an operation of a rule.
func (d *describer) asked(info rule.Info, op operation) operationObject {
	body := object{"schema": ref(info.ID + ".question")}
	if op.partial {
		body = object{"schema": ref(info.ID + ".partial-question")}
	}
	if example := d.bodies[info.ID]; example != nil {
		body["example"] = example
	}
	return operationObject{
		"requestBody": object{"required": true, "content": object{"application/json": body}},
		"responses":   ok(op.answer(d, info)),
	}
}

func (d *describer) answerOf(info rule.Info) object { return ref(info.ID + ".answer") }

func (d *describer) recordOf(info rule.Info) object {
	return object{"allOf": []any{ref("Record"), object{"properties": object{"rule": object{"const": info.ID}, "version": object{"const": info.Version}, "answer": ref(info.ID + ".answer")}}}}
}

func (d *describer) outlookOf(rule.Info) object { return ref("Outlook") }

func (d *describer) bulk(info rule.Info) operationObject {
	body := object{"schema": object{"type": "string", "description": "每行一个 " + info.ID + ".question，保存时为 " + info.ID + ".bulk-order / one " + info.ID + ".question a line, to store one " + info.ID + ".bulk-order"}}
	if example := d.bodies[info.ID]; example != nil {
		body["example"] = string(example) + "\n" + string(example) + "\n"
	}
	return operationObject{
		"parameters": []any{
			object{"name": "as", "in": "query", "schema": object{"enum": []string{"answer", "record", "decision"}, "default": "answer"},
				"description": "decision保存每行的决定，落盘后逐行应答，每行需有幂等键 / decision stores the decision of each line, which has an idempotency key, and acknowledges it once it is on the disk"},
			object{"name": "Idempotency-Key", "in": "header", "schema": object{"type": "string", "minLength": 1, "maxLength": maxRunKey},
				"description": "仅用于as=decision：未给key的行以此加行号为键，重发须逐行相同 / for as=decision alone: the key of lines without one is this and the line's number; a retry sends the same lines"}},
		"requestBody": object{"required": true, "content": object{ndjson: body}},
		"responses": object{"200": response(
			`每行一个BulkRow，末行为BulkEnd；没有末行的即中断 / a BulkRow for each line, a BulkEnd as the last: a stream without it was cut off`, ndjson, object{"type": "string"})},
	}
}

// first is the rule that examples of routes with an id use.
func (d *describer) first() string {
	if len(d.rules) == 0 {
		return ""
	}
	return d.rules[0].ID
}
