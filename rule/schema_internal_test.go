package rule

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// saysHow writes itself and gives a schema of its own, saysNot one that is no object, and brokenly none at all.
type (
	saysHow  string
	saysNot  string
	brokenly string
)

func (saysHow) JSONSchema() json.RawMessage {
	return json.RawMessage(`{"type":"string","format":"uuid"}`)
}
func (saysHow) MarshalText() ([]byte, error)      { return nil, nil }
func (*saysHow) UnmarshalText([]byte) error       { return nil }
func (saysNot) JSONSchema() json.RawMessage       { return json.RawMessage(`true`) }
func (saysNot) MarshalText() ([]byte, error)      { return nil, nil }
func (*saysNot) UnmarshalText([]byte) error       { return nil }
func (brokenly) JSONSchema() json.RawMessage      { return json.RawMessage(`{`) }
func (brokenly) MarshalText() ([]byte, error)     { return nil, nil }
func (*brokenly) UnmarshalText(text []byte) error { return nil }

// TestASchemaSaysOfEachTypeHowItIsWritten.
func TestASchemaSaysOfEachTypeHowItIsWritten(t *testing.T) {
	text := func(pattern, zh, en string) string {
		return `{"type":"string","pattern":` + quoted(pattern) + `,"description":"` + zh + ` / ` + en + `"}`
	}
	object := `{"type":"object","properties":{`
	share := `{"type":"integer","minimum":0,"maximum":9007199254740991}`
	for of, want := range map[reflect.Type]string{
		reflect.TypeFor[bool]():              `{"type":"boolean"}`,
		reflect.TypeFor[string]():            `{"type":"string"}`,
		reflect.TypeFor[int]():               `{"type":"integer"}`,
		reflect.TypeFor[uint64]():            `{"type":"integer"}`,
		reflect.TypeFor[int8]():              `{"type":"integer"}`,
		reflect.TypeFor[Given[int64]]():      `{"type":"integer"}`,
		reflect.TypeFor[[]int64]():           `{"type":"array","items":{"type":"integer"}}`,
		reflect.TypeFor[[][]bool]():          `{"type":"array","items":{"type":"array","items":{"type":"boolean"}}}`,
		reflect.TypeFor[map[string]string](): `{}`,
		reflect.TypeFor[[2]int64]():          `{}`,
		reflect.TypeFor[worded]():            object + `},"required":[],"additionalProperties":false}`,
		reflect.TypeFor[saysHow]():           `{"type":"string","format":"uuid"}`,
		reflect.TypeFor[saysNot]():           `{"type":"string"}`,
		reflect.TypeFor[brokenly]():          `{"type":"string"}`,
		reflect.TypeFor[bothWays]():          `{"type":"string"}`,
		reflect.TypeFor[unit.Money]():        text(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`, "元，至多两位小数，写作字符串", "yuan, at most two decimals, as a string"),
		reflect.TypeFor[unit.Month]():        text(`^[0-9]{4}-(0[1-9]|1[0-2])$`, "年月，如2021-07", "year and month, 2021-07"),
		reflect.TypeFor[Given[unit.Rate]]():  text(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?[%‰×x倍]$`, "带%、‰或×的数，写作字符串", "a number with %, ‰ or ×, as a string"),
		reflect.TypeFor[unit.Share]():        object + `"part":` + share + `,"whole":` + share + `},"required":["part","whole"],"additionalProperties":false}`,
		reflect.TypeFor[side](): `{"type":"string","anyOf":[{"const":"left","title":"左 / Left"},{"const":"左"},{"const":"Left"},` +
			`{"const":"right","title":"右 / Right"},{"const":"右"},{"const":"Right"}]}`,
	} {
		assert.Equal(t, want, string(tree.Append(nil, schemaOf(of, false))), of.String())
	}
}

func quoted(s string) string {
	out, _ := json.Marshal(s)
	return string(out)
}

// TestASchemaSaysOfEachFieldWhatItMayBe: ranges as far as a schema can say them, texts, words and defaults; and that all of it is wanted,
// or where there are defaults nothing.
func TestASchemaSaysOfEachFieldWhatItMayBe(t *testing.T) {
	type inner struct {
		A int64 `json:"a"`
		B int64 `json:"b,omitzero"`
	}
	type fields struct {
		Count  int64         `json:"count" zh:"数" en:"count" range:"[1,5]"`
		Open   int64         `json:"open" range:"(1,5)"`
		From   int64         `json:"from" range:"[2,)"`
		To     int64         `json:"to" range:"(,7)"`
		Month  unit.Month    `json:"month" zh:"~" range:"[2021-01,)"`
		Amount unit.Money    `json:"amount" range:"(0,)"`
		Least  unit.Money    `json:"least" range:"[0,)"`
		Debt   unit.Money    `json:"debt" range:"[-5,0]"`
		Under  unit.Money    `json:"under" range:"(,5]"`
		Number unit.Number   `json:"number" range:"[1,)"`
		List   []int64       `json:"list" range:"[1,3)"`
		Inner  inner         `json:"inner"`
		Inners []inner       `json:"inners"`
		Given  Given[int64]  `json:"given,omitzero" range:"(0,9]"`
		Group  Given[inner]  `json:"group,omitzero"`
		Round  unit.Rounding `json:"round,omitzero" default:"up/yuan" oneof:"up/fen up/yuan"`
		Some   int64         `json:"some,omitzero" default:"3" oneof:"3 4"`
		One    int64         `json:"one,omitzero" oneof:"7"`
	}
	money := func(sign string) string {
		return `"type":"string","pattern":"^` + sign + `(0|[1-9][0-9]*)(\\.[0-9]+)?$","description":"元，至多两位小数，写作字符串 / yuan, at most two decimals, as a string"`
	}
	integer := `"a":{"type":"integer","title":"a / a"},"b":{"type":"integer","title":"b / b"}`
	object := func(required string) string {
		return `{"type":"object","properties":{` + integer + `},"required":[` + required + `],"additionalProperties":false`
	}
	for partial, required := range map[bool]string{
		true:  ``,
		false: `"count","open","from","to","month","amount","least","debt","under","number","list","inner","inners"`,
	} {
		inside := `"a"`
		if partial {
			inside = ""
		}
		want := `{"type":"object","properties":{` +
			`"count":{"type":"integer","minimum":1,"maximum":5,"title":"数 / count","x-range":"[1,5]"},` +
			`"open":{"type":"integer","minimum":2,"maximum":4,"title":"open / open","x-range":"(1,5)"},` +
			`"from":{"type":"integer","minimum":2,"title":"from / from","x-range":"[2,)"},` +
			`"to":{"type":"integer","maximum":6,"title":"to / to","x-range":"(,7)"},` +
			`"month":{"type":"string","pattern":"^[0-9]{4}-(0[1-9]|1[0-2])$","description":"年月，如2021-07 / year and month, 2021-07","x-range":"[2021-01,)"},` +
			`"amount":{` + money("") + `,"not":{"pattern":"^0(\\.0+)?[%‰×x]?$"},"title":"amount / amount","x-range":"(0,)"},` +
			`"least":{` + money("") + `,"title":"least / least","x-range":"[0,)"},` +
			`"debt":{` + money("-?") + `,"title":"debt / debt","x-range":"[-5,0]"},` +
			`"under":{` + money("-?") + `,"title":"under / under","x-range":"(,5]"},` +
			`"number":{"type":"string","pattern":"^(0|[1-9][0-9]*)(\\.[0-9]+)?$","description":"数，写作字符串 / a number, as a string","title":"number / number","x-range":"[1,)"},` +
			`"list":{"type":"array","items":{"type":"integer"},"minItems":1,"maxItems":2,"title":"list / list","x-range":"[1,3)"},` +
			`"inner":` + object(inside) + `,"title":"inner / inner"},` +
			`"inners":{"type":"array","items":` + object(`"a"`) + `},"title":"inners / inners"},` +
			`"given":{"type":"integer","minimum":1,"maximum":9,"title":"given / given","x-range":"(0,9]"},` +
			`"group":` + object(inside) + `,"title":"group / group"},` +
			`"round":{"type":"string","pattern":"^(up|down|half-up|half-even)/([1-9][0-9]*)?(fen|jiao|yuan)$","description":"取整方式，如 up/yuan / a rounding, such as up/yuan",` +
			`"enum":["up/fen","up/yuan"],"title":"round / round","default":"up/yuan"},` +
			`"some":{"type":"integer","enum":[3,4],"title":"some / some","default":3},"one":{"type":"integer","enum":[7],"title":"one / one"}` +
			`},"required":[` + required + `],"additionalProperties":false}`
		assert.Equal(t, want, string(tree.Append(nil, schemaOf(reflect.TypeFor[fields](), partial))))
	}
}
