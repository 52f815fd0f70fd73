package ruletest_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyFactor(r *rand.Rand) factor { return factor{r.Int64N(1 << 40)} }

func TestWhatIsReckonedASecondTimeIsTheSame(t *testing.T) {
	problems, answered, slow, err := ruletest.Second(times(0), suite{Random: random, Policy: anyFactor, N: 500})
	require.NoError(t, err)
	assert.Empty(t, problems)
	assert.Equal(t, 500, answered)
	assert.Zero(t, slow)
}

// TestASecondReckoningNoticesAWrongKernel: one that is always wrong, and one that is wrong only while nobody looks.
func TestASecondReckoningNoticesAWrongKernel(t *testing.T) {
	problems, _, _, err := ruletest.Second(times(1), suite{Random: random, N: 50})
	require.NoError(t, err)
	require.NotEmpty(t, problems)
	assert.Contains(t, problems[0], "reckoned a second time")

	sly := rule.MustNew(rule.Definition[factor, number, answer]{
		ID: "sample.sly", Version: 1, Title: rule.Text{ZH: "乘", EN: "Times"}, Basis: []rule.Clause{clause},
		Defaults: &factor{By: 2}, Steps: []*rule.Term{&product},
		Kernel: func(p *factor, in number, t *rule.Trace) (answer, error) {
			out := in.N * p.By
			t.Count(&product, out)
			if !t.On() && in.N == 7 {
				out++
			}
			return answer{out}, nil
		},
	})
	problems, _, _, err = ruletest.Second(sly, suite{Random: func(r *rand.Rand) number { return number{r.Int64N(100)} }, N: 2_000})
	require.NoError(t, err)
	require.NotEmpty(t, problems)
	assert.Contains(t, problems[0], "explained")
}
