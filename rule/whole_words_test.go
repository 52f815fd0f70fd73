package rule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestACountSaysHowItIsWritten: what keeps a text from being one is named first, then how one is written, its range last.
func TestACountSaysHowItIsWritten(t *testing.T) {
	c, err := rule.NewCatalog(ferry)
	require.NoError(t, err)
	_, err = c.Eval(ferry.ID(), nil, []byte(`{"seats":"7,590","taken":1,"month":"2023-05","share":"80%","area":"rural","guests":0}`))
	require.ErrorIs(t, err, rule.Syntax)
	reason := rule.Faults(err)[0].Reason
	assert.Regexp(t, "; it must be a whole number without point or exponent, 1 to 60$", reason.EN)
	assert.Regexp(t, "；应为整数，1至60$", reason.ZH)
}
