// Package schemacheck holds the JSON Schema of plan tables against the Go types
// that read them, with a schema validator. It is a module of its own, so that
// users of the rules don't inherit the validator.
package schemacheck

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
)

const dir = "../../indicators/"

func valid(t *testing.T, schema *jsonschema.Schema, data string) error {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(data))
	require.NoError(t, err)
	return schema.Validate(v)
}

func TestSchemaAndTypesAgree(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(dir + "plan.schema.json")
	require.NoError(t, err)
	var good []string
	for _, p := range []indicators.Plan{indicators.Huainan(), indicators.Previous()} {
		raw, err := json.Marshal(p)
		require.NoError(t, err)
		good = append(good, string(raw))
	}
	for _, name := range []string{"city-15.json", "county-quick.json"} {
		raw, err := os.ReadFile(dir + "testdata/" + name)
		require.NoError(t, err)
		good = append(good, string(raw))
	}
	for _, text := range good {
		assert.NoError(t, valid(t, schema, text))
		_, err := indicators.ParsePlan([]byte(text))
		assert.NoError(t, err)
	}
	city := good[2]
	for _, c := range [][2]string{
		{`"scale": "100"`, `"scale": 100`},
		{`"unit": "%", `, ``},
		{`"unit": "%"`, `"units": "%"`},
		{`"attribute": "binding"`, `"attribute": "bound"`},
		{`"kind": "value"`, `"kind": "floor"`},
		{`"base": "20"`, `"base": "2O"`},
		{`"base_year": 2025`, `"base_year": "2025"`},
		{`"direction": "higher"`, `"direction": null`},
		{`{"zh": "养老", "en": "Eldercare"}`, `{"zh": "养老"}`},
	} {
		altered := strings.Replace(city, c[0], c[1], 1)
		require.NotEqual(t, city, altered, c[0])
		assert.Error(t, valid(t, schema, altered), "the schema takes %s", c[1])
		_, err := indicators.ParsePlan([]byte(altered))
		assert.Error(t, err, "ParsePlan takes %s", c[1])
	}
}
