package rule_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

func TestSchemaSaysWhatARuleReads(t *testing.T) {
	assert.JSONEq(t, `{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "urn:civilaffairs:sample.heating:1", "title": "取暖补贴 / Heating subsidy",
		"type": "object", "required": ["facts", "parameters"], "additionalProperties": false,
		"properties": {"parameters": {"$ref": "#/$defs/parameters"}, "facts": {"$ref": "#/$defs/facts"}, "answer": {"$ref": "#/$defs/answer"}},
		"$defs": {
			"parameters": {"type": "object", "required": ["per_person"], "additionalProperties": false, "properties": {"per_person": {
				"type": "string", "pattern": "^(0|[1-9][0-9]*)(\\.[0-9]+)?$", "description": "元，至多两位小数，写作字符串 / yuan, at most two decimals, as a string",
				"title": "每人补贴（元） / subsidy a person (yuan)", "x-range": "[0,)"}}},
			"facts": {"type": "object", "required": ["persons"], "additionalProperties": false, "properties": {"persons": {
				"type": "integer", "minimum": 0, "maximum": 127, "title": "人数 / persons", "x-range": "[0,127]"}}},
			"answer": {"type": "object", "required": ["subsidy"], "additionalProperties": false, "properties": {"subsidy": {
				"type": "string", "pattern": "^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$", "description": "元，至多两位小数，写作字符串 / yuan, at most two decimals, as a string",
				"title": "取暖补贴（元） / heating subsidy (yuan)"}}}
		}}`, string(Heating.Info().Schema()))
	var s struct {
		Required []string                   `json:"required"`
		Defs     map[string]json.RawMessage `json:"$defs"`
	}
	require.NoError(t, json.Unmarshal(Relief.Info().Schema(), &s))
	assert.Equal(t, []string{"facts"}, s.Required, "parameters have defaults")
	assert.Contains(t, string(s.Defs["facts"]), `{"const":"rural","title":"农村 / Rural"}`)
	assert.Contains(t, string(s.Defs["facts"]), `"minItems":1,"maxItems":20000`)
	assert.Contains(t, string(s.Defs["parameters"]), `"enum":["up/fen","up/yuan"]`)
	assert.Contains(t, string(s.Defs["parameters"]), `"default":"up/yuan"`)
	assert.Nil(t, rule.Info{}.Schema())
}

func TestInfoSaysWhatARuleIs(t *testing.T) {
	info := Relief.Info()
	byPath := map[string]rule.Field{}
	for _, f := range append(append(info.Parameters, info.Facts...), info.Answer...) {
		byPath[f.Path] = f
		assert.NotEmpty(t, f.Label.ZH, f.Path)
		assert.NotEmpty(t, f.Label.EN, f.Path)
		assert.NotContains(t, f.Type, "/", f.Path)
		assert.NotContains(t, f.Type, "Given", f.Path)
	}
	assert.Equal(t, rule.Field{Path: "members[].income", Label: rule.Text{ZH: "成员 月收入（元）", EN: "member income a month (yuan)"}, Type: "unit.Money", Kind: "money", Range: "[0,)"}, byPath["members[].income"])
	assert.Equal(t, rule.Field{Path: "members[]", Label: rule.Text{ZH: "成员", EN: "member"}, Type: "[]rule_test.Member", Kind: "list", Range: "[1,20000]"}, byPath["members[]"])
	assert.Equal(t, "农村标准（元）", byPath["standard.rural"].Label.ZH, "a label that is left out")
	assert.True(t, byPath["property"].Optional)
	assert.Equal(t, []string{"up/fen", "up/yuan"}, byPath["rounding"].Texts)
	assert.Equal(t, "up/yuan", byPath["rounding"].Default)
	assert.Equal(t, "is_capped", byPath["capped"].Step)
	assert.Equal(t, "each.lack", byPath["each[].lack"].Step)
	assert.Len(t, byPath["area"].Choices, 2)
	assert.Equal(t, []string{"60%", "80%"}, []string{info.Sources[0].Value, info.Sources[1].Value})
	assert.Equal(t, "members", info.Steps[1].List)
	raw, err := json.Marshal(info)
	require.NoError(t, err)
	assert.Contains(t, string(raw), `"formula":"max({standard_here} − {members.income}, 0)"`)
	assert.Equal(t, info.Facts, rule.FieldsOf[Household]())
	assert.Empty(t, rule.Rule[none, none, none]{}.Info().ID)
}
