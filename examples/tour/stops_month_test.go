package main

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestTheTourTellsWhatALateNoticeOwes: three times 852 − 675 and 810 − 716, that is 531 + 282 = 813.
func TestTheTourTellsWhatALateNoticeOwes(t *testing.T) {
	for lang, want := range map[string][]string{
		"zh": {"应补发合计813.00元：两户3个月应发4986.00元，已发4173.00元", "寿县：2023-07 94.00, 2023-08 94.00, 2023-09 94.00", "田家庵区：2023-07 177.00", "675.00", "852.00"},
		"en": {"Arrears of 813.00 yuan in all: over 3 months two households were due 4986.00 and were paid 4173.00", "寿县: 2023-07 94.00", "675.00", "852.00"},
	} {
		_, out, errs := tour("-only", "assistance", "-lang", lang)
		require.Empty(t, errs)
		for _, w := range want {
			assert.Contains(t, out, w)
		}
	}
	_, full, _ := tour("-only", "assistance", "-full")
	assert.Contains(t, full, "样例〔2022〕1号 自2022-07")
	assert.Contains(t, full, "样例〔2023〕1号 自2023-07")
}

// TestTheSampleBookIsThatOfCaseload without the rows before 2022 and the column of sources.
func TestTheSampleBookIsThatOfCaseload(t *testing.T) {
	data, err := os.ReadFile("../../assistance/caseload/testdata/huainan-sample.csv")
	require.NoError(t, err)
	var rows []string
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSpace(line), ",")
		if len(rows) == 0 || cells[1] >= "2022" {
			rows = append(rows, strings.Join(append(cells[:4:4], cells[5:]...), ","))
		}
	}
	assert.Equal(t, sampleBook, strings.Join(rows, "\n")+"\n")
}
