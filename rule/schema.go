package rule

import (
	"encoding/json"
	"math/big"
	"reflect"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Schema 数据格式 gives a JSON Schema (2020-12) of an object with the members parameters,
// facts and answer, and under $defs each of them by itself: what is required, the codes
// and labels of choices, how amounts are written, ranges as far as a schema can say them,
// titles in both languages. It accepts what [Catalog.Eval] reads, but for what no schema
// can tell: a part above its whole, an amount beyond its range. Parameters that have
// defaults need not be given.
//
// It is nil for the zero Info and for an Info that was not given by a rule.
func (i Info) Schema() json.RawMessage {
	if i.sch == nil {
		return nil
	}
	s := i.sch
	defs := tree.Object{
		{Name: "parameters", Value: schemaOf(s.policyType, s.defaults != nil)},
		{Name: "facts", Value: schemaOf(s.factsType, false)},
		{Name: "answer", Value: schemaOf(s.answerType, false)},
	}
	props, required := tree.Object{}, []any{"facts"}
	if s.defaults == nil {
		required = append(required, "parameters")
	}
	for _, d := range defs {
		props = append(props, tree.Member{Name: d.Name, Value: tree.Object{{Name: "$ref", Value: "#/$defs/" + d.Name}}})
	}
	return tree.Append(nil, tree.Object{
		{Name: "$schema", Value: "https://json-schema.org/draft/2020-12/schema"},
		{Name: "$id", Value: "urn:civilaffairs:" + s.id + ":" + strconv.Itoa(s.version)},
		{Name: "title", Value: s.title.ZH + " / " + s.title.EN},
		{Name: "type", Value: "object"},
		{Name: "properties", Value: props},
		{Name: "required", Value: required},
		{Name: "additionalProperties", Value: false},
		{Name: "$defs", Value: defs},
	})
}

// Schemer is implemented by a type that reads and writes itself and says how, as a JSON
// Schema.
type Schemer interface{ JSONSchema() json.RawMessage }

// schemaOf describes a struct, or anything below it. partial means that nothing is
// required, since what is left out has a default.
func schemaOf(t reflect.Type, partial bool) tree.Object {
	t, _ = held(t)
	switch {
	case readsItself(t): // a leaf
	case t.Kind() == reflect.Struct:
		props, required := tree.Object{}, []any{}
		for _, fd := range fieldsOf(t) {
			p := fieldSchema(&fd, partial)
			props = append(props, tree.Member{Name: fd.name, Value: p})
			if !fd.optional && !partial {
				required = append(required, fd.name)
			}
		}
		return tree.Object{
			{Name: "type", Value: "object"}, {Name: "properties", Value: props},
			{Name: "required", Value: required}, {Name: "additionalProperties", Value: false},
		}
	case t.Kind() == reflect.Slice:
		return tree.Object{{Name: "type", Value: "array"}, {Name: "items", Value: schemaOf(t.Elem(), false)}}
	}
	return leafSchema(t)
}

func fieldSchema(fd *fieldInfo, partial bool) tree.Object {
	inner, _ := held(fd.typ)
	p := schemaOf(fd.typ, partial && inner.Kind() == reflect.Struct)
	var l limit
	var ignored Errors
	l.readRange(&ignored, fd.name, fd.tag.Get("range"), inner)
	p = restrict(p, inner, &l)
	if texts := strings.Fields(fd.tag.Get("oneof")); len(texts) > 0 {
		var list []any
		for _, x := range texts {
			list = append(list, asJSON(inner, x))
		}
		p = append(p, tree.Member{Name: "enum", Value: list})
	}
	if fd.label.ZH != "" && fd.label.ZH != "~" {
		p = append(p, tree.Member{Name: "title", Value: fd.label.ZH + " / " + fd.label.EN})
	}
	if tag := fd.tag.Get("range"); tag != "" {
		p = append(p, tree.Member{Name: "x-range", Value: tag})
	}
	if text := fd.tag.Get("default"); text != "" {
		p = append(p, tree.Member{Name: "default", Value: asJSON(inner, text)})
	}
	return p
}

// asJSON is the text of a tag as JSON has it: counts are numbers there, and flags true or false.
func asJSON(t reflect.Type, text string) any {
	switch kind := kindOf(t); {
	case readsItself(t):
	case kind == formula.Count:
		return json.Number(text)
	case kind == formula.Flag:
		return text == "true"
	}
	return text
}

// restrict adds the bounds that a schema can say: of whole numbers and of lists.
func restrict(p tree.Object, t reflect.Type, l *limit) tree.Object {
	low, high := "minimum", "maximum"
	switch {
	case t.Kind() == reflect.Slice && !readsItself(t):
		low, high = "minItems", "maxItems"
	case readsItself(t):
		if texts[t].pattern == "" || l.low.v == nil || l.low.v.Sign() < 0 {
			return p
		}
		for i := range p {
			if p[i].Name == "pattern" {
				p[i].Value = strings.Replace(texts[t].pattern, "^-?", "^", 1)
			}
		}
		if l.low.open {
			p = append(p, tree.Member{Name: "not", Value: tree.Object{{Name: "pattern", Value: `^0(\.0+)?[%‰×x]?$`}}})
		}
		return p
	}
	for _, end := range []struct {
		b    bound1
		name string
		step int64
	}{{l.low, low, 1}, {l.high, high, -1}} {
		if end.b.v == nil || !end.b.v.IsInt() {
			continue
		}
		n := new(big.Rat).Set(end.b.v)
		if end.b.open {
			n.Add(n, big.NewRat(end.step, 1))
		}
		p = append(p, tree.Member{Name: end.name, Value: json.Number(n.RatString())})
	}
	return p
}

// texts says how the types of package unit are written. Zeros at the end of decimals
// are read, however many.
var texts = map[reflect.Type]struct{ pattern, zh, en string }{
	reflect.TypeFor[unit.Money]():     {`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`, "元，至多两位小数，写作字符串", "yuan, at most two decimals, as a string"},
	reflect.TypeFor[unit.Exact]():     {`^-?(0|[1-9][0-9]*)(\.[0-9]+)?(/[1-9][0-9]*)?$`, "元，小数或分数，写作字符串", "yuan, a decimal or fraction, as a string"},
	reflect.TypeFor[unit.Rate]():      {`^-?(0|[1-9][0-9]*)(\.[0-9]+)?[%‰×x倍]$`, "带%、‰或×的数，写作字符串", "a number with %, ‰ or ×, as a string"},
	reflect.TypeFor[unit.ExactRate](): {`^-?(0|[1-9][0-9]*)(\.[0-9]+)?(/[1-9][0-9]*)?[%‰×]$`, "带%、‰或×的小数或分数，写作字符串", "a decimal or fraction with %, ‰ or ×, as a string"},
	reflect.TypeFor[unit.Number]():    {`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`, "数，写作字符串", "a number, as a string"},
	reflect.TypeFor[unit.Month]():     {`^[0-9]{4}-(0[1-9]|1[0-2])$`, "年月，如2021-07", "year and month, 2021-07"},
	reflect.TypeFor[unit.Day]():       {`^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$`, "日期，如2021-07-01", "a day, 2021-07-01"},
	reflect.TypeFor[unit.Rounding]():  {`^(up|down|half-up|half-even)/([1-9][0-9]*)?(fen|jiao|yuan)$`, "取整方式，如 up/yuan", "a rounding, such as up/yuan"},
	reflect.TypeFor[unit.Total]():     {`^-?(0|[1-9][0-9]*)\.[0-9]{2}$`, "元，两位小数，写作字符串", "yuan, two decimals, as a string"},
}

func leafSchema(t reflect.Type) tree.Object {
	zero := reflect.Zero(t).Interface()
	if c, ok := zero.(chosen); ok {
		var list []any
		for _, choice := range c.Choices() {
			if choice.Code != "" {
				list = append(list, tree.Object{{Name: "const", Value: choice.Code}, {Name: "title", Value: choice.Label.ZH + " / " + choice.Label.EN}})
				list = append(list, tree.Object{{Name: "const", Value: choice.Label.ZH}}, tree.Object{{Name: "const", Value: choice.Label.EN}})
			}
		}
		return tree.Object{{Name: "type", Value: "string"}, {Name: "anyOf", Value: list}}
	}
	if s, ok := zero.(Schemer); ok {
		node, _ := tree.Parse(s.JSONSchema()) // what is no schema says nothing
		if o, ok := node.(tree.Object); ok {
			return o
		}
	}
	if x, ok := texts[t]; ok {
		return tree.Object{{Name: "type", Value: "string"}, {Name: "pattern", Value: x.pattern}, {Name: "description", Value: x.zh + " / " + x.en}}
	}
	if t == reflect.TypeFor[unit.Share]() {
		count := tree.Object{{Name: "type", Value: "integer"}, {Name: "minimum", Value: json.Number("0")}, {Name: "maximum", Value: json.Number("9007199254740991")}}
		return tree.Object{
			{Name: "type", Value: "object"}, {Name: "properties", Value: tree.Object{{Name: "part", Value: count}, {Name: "whole", Value: count}}},
			{Name: "required", Value: []any{"part", "whole"}}, {Name: "additionalProperties", Value: false},
		}
	}
	switch t.Kind() {
	case reflect.Bool:
		return tree.Object{{Name: "type", Value: "boolean"}}
	case reflect.String:
		return tree.Object{{Name: "type", Value: "string"}}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return tree.Object{{Name: "type", Value: "integer"}}
	}
	if writesItself(t) {
		return tree.Object{{Name: "type", Value: "string"}}
	}
	return tree.Object{}
}
