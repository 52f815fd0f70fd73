package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func tour(args ...string) (code int, stdout, stderr string) {
	var out, err strings.Builder
	code = run(args, &out, &err)
	return code, out.String(), err.String()
}

func TestTourShowsEveryStopInBothLanguages(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"1. 救助标准", "2. 护理型床位占比", "3. 未成年人保护工作站", "4. 社区社会组织", "5. 遗体火化率", "6. 家庭月低保金", "非规划值（规划为55%）", "[T2.6]", "样本数据（虚构）", "[T2.7]", "[三(六)4]", "[T2.20]", "[三(一)2]", "[T2.2]", "= 5060", "= 11245", "= 3519", "1400.00"},
		"en": {"1. Allowance standards", "2. Care-bed ratio", "3. Child protection stations", "4. Organisations per community", "5. Cremation rate", "6. A household's monthly allowance", "Sample data (made up)", "[T2.7]", "89.5%", "= 5060", "= 11245", "= 3519", "1400.00"},
	} {
		code, out, errs := tour("-lang", lang)
		assert.Zero(t, code)
		assert.Empty(t, errs)
		for _, w := range want {
			assert.Contains(t, out, w)
		}
	}
}

func TestRecordsReplayAndAnAlteredDigitIsNamed(t *testing.T) {
	code, records, _ := tour("-json")
	require.Zero(t, code)
	file := filepath.Join(t.TempDir(), "records.jsonl")
	require.NoError(t, os.WriteFile(file, []byte(records), 0o600))
	code, out, _ := tour("-replay", file)
	assert.Zero(t, code)
	assert.Contains(t, out, "全部22条记录经重算相符。")

	altered := strings.Replace(records, `"amount":"1400.00"`, `"amount":"1401.00"`, 1)
	require.NotEqual(t, records, altered)
	require.NoError(t, os.WriteFile(file, []byte(altered), 0o600))
	code, out, _ = tour("-replay", file, "-lang", "en")
	assert.Equal(t, 1, code)
	assert.Contains(t, out, "record 20 assistance.allowance: answer.amount")
	assert.Contains(t, out, "1 of 22 records do not hold.")
}

func TestTourRefuses(t *testing.T) {
	file := filepath.Join(t.TempDir(), "bad.jsonl")
	for content, want := range map[string]int{"": 1, "{": 1, "{}": 1, `{"rule":"x.y"}`: 1} {
		require.NoError(t, os.WriteFile(file, []byte(content), 0o600))
		code, out, errs := tour("-replay", file)
		assert.Equal(t, want, code, content)
		assert.NotEmpty(t, out+errs, content)
	}
	for _, args := range [][]string{{"-lang", "fr"}, {"-nosuch"}, {"extra"}, {"-replay", file + ".absent"}} {
		code, _, errs := tour(args...)
		assert.Equal(t, 2, code, args)
		assert.NotEmpty(t, errs, args)
	}
}
