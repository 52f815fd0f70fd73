// Schema writes indicators/plan.schema.json, the JSON Schema of a plan table,
// from the Go types that read it.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func main() {
	s := schema(reflect.TypeFor[indicators.Plan]())
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "一份规划的指标表 / A plan's table of indicators, as indicators.ParsePlan reads it"
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

// bounds are what [indicators.Plan.Check] holds of a field, as far as a schema can say it.
var bounds = map[string]object{
	"Plan.ID": {"minLength": 1}, "Plan.Indicators": {"minItems": 1, "maxItems": indicators.MaxIndicators},
	"Plan.BaseYear":   {"minimum": indicators.FirstYear, "maximum": indicators.LastYear},
	"Plan.MidYear":    {"minimum": indicators.FirstYear, "maximum": indicators.LastYear},
	"Plan.TargetYear": {"minimum": indicators.FirstYear, "maximum": indicators.LastYear},
	"Indicator.ID":    {"minLength": 1}, "Term.Of": {"minLength": 1},
	"Target.AtLeast": {"minItems": 1, "maxItems": 100},
}

// described says in words what the field's name does not.
var described = map[string]string{
	"Indicator.Scale":    "分子÷分母×此数＝指标值：%为100，‰为1000；不是占比的指标不填 / part ÷ whole × this is the figure: 100 for %, 1000 for ‰; left out for what is no share",
	"Indicator.Min":      "低于此数的数据不可能，拒收 / a figure below it cannot be and is refused",
	"Indicator.Max":      "高于此数的数据不可能，拒收 / a figure above it cannot be and is refused",
	"Indicator.Counted":  "分子分母均为整数，分子不大于分母 / part and whole are whole numbers, the part within the whole",
	"Indicator.Pool":     "share：分子、分母分别相加；sum：数值相加；none：不汇总（平均数、标准） / share: parts and wholes are added; sum: figures are added; none: each county's own, such as averages",
	"Indicator.Base":     "规划未给出的不填，该指标便没有年度参考进度 / left out where the plan has none: then there is no reference on the way",
	"Indicator.BaseText": "基值不是单一数值时，规划的原文 / what the plan prints where the base is no single figure",
	"Target.Kind":        "value用value；band用low、high；formula用at_least / value needs value, band low and high, formula at_least",
	"Term.Factor":        "下限＝系数×同名数据 / the bound is the factor times the figure of that name",
}

func schema(t reflect.Type) object {
	switch zero := reflect.Zero(t).Interface().(type) {
	case indicators.Number:
		return object{"type": "string", "pattern": `^-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?$`}
	case interface{ Choices() rule.Choices }:
		return object{"enum": codes(zero.Choices())}
	}
	if get, ok := t.MethodByName("Get"); ok && strings.HasPrefix(t.Name(), "Given[") {
		return schema(get.Type.Out(0))
	}
	switch t.Kind() {
	case reflect.Struct:
		return structure(t)
	case reflect.Slice:
		return object{"type": "array", "items": schema(t.Elem())}
	case reflect.Int:
		return object{"type": "integer"}
	case reflect.Bool:
		return object{"type": "boolean"}
	case reflect.String:
		return object{"type": "string"}
	}
	panic("schema: no schema of " + t.String())
}

func structure(t reflect.Type) object {
	properties, required := object{}, []string{}
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		p := schema(f.Type)
		for k, v := range bounds[t.Name()+"."+f.Name] {
			p[k] = v
		}
		if zh := f.Tag.Get("zh"); zh != "" {
			p["title"] = zh + " / " + f.Tag.Get("en")
		}
		if text := described[t.Name()+"."+f.Name]; text != "" {
			p["description"] = text
		}
		properties[name] = p
		if options != "omitzero" {
			required = append(required, name)
		}
	}
	return object{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

// codes lists what a closed list reads: its codes, and its words in both languages.
func codes(list rule.Choices) []string {
	var out, words []string
	for _, c := range list {
		if c.Code != "" {
			out, words = append(out, c.Code), append(words, c.Label.ZH, c.Label.EN)
		}
	}
	for _, w := range words {
		known := false
		for _, had := range out {
			known = known || had == w
		}
		if !known {
			out = append(out, w)
		}
	}
	return out
}
