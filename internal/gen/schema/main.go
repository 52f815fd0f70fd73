// Schema writes indicators/plan.schema.json, the JSON Schema of a plan table,
// from the Go types that read it.
package main

import (
	"encoding"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
)

func main() {
	s := schema(reflect.TypeFor[indicators.Plan]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "A plan's table of indicators, as indicators.ParsePlan reads it"
	raw, err := json.MarshalIndent(s, "", "  ")
	if err == nil {
		err = os.WriteFile("indicators/plan.schema.json", append(raw, '\n'), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "schema:", err)
		os.Exit(1)
	}
}

type object = map[string]any

func schema(t reflect.Type) object {
	if value, ok := t.MethodByName("Value"); ok && strings.HasPrefix(t.Name(), "Given[") {
		return schema(value.Type.Out(0))
	}
	switch {
	case t == reflect.TypeFor[indicators.Number]():
		return object{"type": "string", "pattern": `^-?(0|[1-9][0-9]{0,14})(\.[0-9]+)?$`}
	case t.Kind() == reflect.Uint8:
		return object{"enum": codes(t)}
	case t.Kind() == reflect.Struct:
		return structure(t)
	case t.Kind() == reflect.Slice:
		return object{"type": "array", "items": schema(t.Elem())}
	case t.Kind() == reflect.Int:
		return object{"type": "integer"}
	}
	return object{"type": t.Kind().String()}
}

func structure(t reflect.Type) object {
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		properties[name] = schema(t.Field(i).Type)
		if options != "omitzero" {
			required = append(required, name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// codes lists what values of a closed list write themselves as.
func codes(t reflect.Type) []string {
	var out []string
	for i := range uint64(256) {
		v := reflect.New(t).Elem()
		v.SetUint(i)
		if text, err := v.Interface().(encoding.TextMarshaler).MarshalText(); err == nil {
			out = append(out, string(text))
		}
	}
	return out
}
