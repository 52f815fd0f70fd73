package evaluation_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestTheSampleIsReadAlikeInBothLanguages: Chinese headings stand over the same observations.
func TestTheSampleIsReadAlikeInBothLanguages(t *testing.T) {
	zh, en := evaluation.SampleIn(rule.Chinese), evaluation.SampleIn(rule.English)
	head, _, _ := strings.Cut(string(zh), "\n")
	assert.Equal(t, "\uFEFF指标,年度,完成值,分子,分母,分项1名称,分项1数值,分项2名称,分项2数值", head)
	assert.Equal(t, evaluation.Sample, en)
	want, err := evaluation.ReadCSV(en)
	require.NoError(t, err)
	got, err := evaluation.ReadCSV(zh)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	_, err = evaluation.ReadCSV([]byte("指标,年度,分项0名称\nT2.1,2021,a\n"))
	assert.Error(t, err, "items count from 1")
	_, err = evaluation.ReadCSV([]byte("指标,年度,inputs[0].name,分项1名称\nT2.1,2021,a,b\n"))
	assert.Error(t, err, "one column twice")
}
