package sample_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/sample"
)

func TestEveryRuleHasABodyThatIsAnswered(t *testing.T) {
	c := civilaffairs.Catalog()
	for _, r := range c.Rules() {
		body := sample.Body(c, r.Info())
		if !assert.NotNil(t, body, r.ID()) {
			continue
		}
		var b struct{ Parameters, Facts json.RawMessage }
		require.NoError(t, json.Unmarshal(body, &b))
		_, err := c.Eval(r.ID(), b.Parameters, b.Facts)
		assert.NoError(t, err, r.ID())
		assert.Equal(t, body, sample.Body(c, r.Info()), "the same one every time")
	}
}

func TestBodiesAreAsTheSchemaSays(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	for _, r := range civilaffairs.Catalog().Rules() {
		raw, err := jsonschema.UnmarshalJSON(bytesOf(r.Info().Schema()))
		require.NoError(t, err)
		compiler := jsonschema.NewCompiler()
		require.NoError(t, compiler.AddResource("rule.json", raw))
		schema, err := compiler.Compile("rule.json")
		require.NoError(t, err)
		s, err := sample.Read(r.Info().Schema())
		require.NoError(t, err)
		accepted := 0
		for range 50 {
			body, err := jsonschema.UnmarshalJSON(bytesOf(sample.Envelope(s.Make(rnd, true))))
			require.NoError(t, err)
			if schema.Validate(body) == nil {
				accepted++
			}
		}
		assert.Greater(t, accepted, 5, "%s: an open lower end is all that a body may miss", r.ID())
	}
}

func bytesOf(raw json.RawMessage) *bytes.Reader { return bytes.NewReader(raw) }
