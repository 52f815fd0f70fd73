package evaluation_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/examples/evaluate/evaluation"
	"github.com/huainan-minzheng/civilaffairs/indicators"
)

// page evaluates Huainan's plan with a table and gives the page.
func page(t *testing.T, year int, table string) string {
	t.Helper()
	j := evaluation.Job{Plan: indicators.Huainan(), Year: year}
	require.NoError(t, j.Read("a.csv", []byte(table)))
	ev, err := j.Evaluate()
	require.NoError(t, err)
	var b strings.Builder
	require.NoError(t, j.WritePage(&b, &ev))
	return b.String()
}

// chartOf cuts an indicator's drawing out of a page.
func chartOf(t *testing.T, page, id string) string {
	t.Helper()
	_, chart, ok := strings.Cut(page, `aria-label="`+id+" ")
	require.True(t, ok, id)
	chart, _, _ = strings.Cut(chart, "</svg>")
	return chart
}

const nearBounds = `indicator,year,value,part,whole,inputs[0].name,inputs[0].value,inputs[1].name,inputs[1].value
T2.12,2025,0.645,,,,,,
T2.12,2024,0.64,,,,,,
T2.11,2024,2.799999998,,,,,,
T2.11,2025,2.799999999,,,,,,
T2.7,2024,,1,3,,,,
T2.7,2025,,10000000,18181819,,,,
T2.9,2025,,999999999999998,999999999999999,,,,
T2.5,2023,99.99997,,,,,,
T2.5,2024,99.99998,,,,,,
T2.5,2025,99.99999,,,,,,
T2.1,2025,27.99999,,,,,,
T2.2,2025,1464.29,,,allowance,637,consumption,29285.82
T2.3,2025,9.999996,,,support,99.99999,,
T2.10,2021,9999.999999998,,,,,,
T2.10,2025,9999.999999999,,,,,,
`

var (
	axisLabel = regexp.MustCompile(`<text x="([0-9.]+)" y="[0-9.]+" dx="-5" dy="3.5" text-anchor="end">([^<]*)</text>`)
	dotLabel  = regexp.MustCompile(`<text class="seen" x="([0-9.]+)" y="([0-9.]+)" text-anchor="middle">([^<]*)</text>`)
)

// TestLabelsOfAChartAreWholeAndDiffer: each within the drawing, no two lines with one label, no label on another.
func TestLabelsOfAChartAreWholeAndDiffer(t *testing.T) {
	html := page(t, 2025, nearBounds)
	width := func(s string) float64 { // a digit's of bold Noto Sans is 0.6 of its size, 10
		return 6*float64(len([]rune(s))) + 4*float64(strings.Count(s, "≈")) - 2.8*float64(strings.Count(s, "."))
	}
	dots := 0
	for i := range indicators.Huainan().Indicators {
		id := fmt.Sprintf("T2.%d", i+1)
		chart := chartOf(t, html, id)
		left, seen := 0.0, map[string]bool{}
		axis := axisLabel.FindAllStringSubmatch(chart, -1)
		require.GreaterOrEqual(t, len(axis), 2, id)
		require.LessOrEqual(t, len(axis), 12, id)
		for _, m := range axis {
			left, _ = strconv.ParseFloat(m[1], 64)
			assert.GreaterOrEqual(t, left-5-width(m[2]), 0.0, "%s: %s is cut at the left", id, m[2])
			assert.False(t, seen[m[2]], "%s: %s stands twice", id, m[2])
			seen[m[2]] = true
		}
		var placed [][3]float64
		for _, m := range dotLabel.FindAllStringSubmatch(chart, -1) {
			x, _ := strconv.ParseFloat(m[1], 64)
			y, _ := strconv.ParseFloat(m[2], 64)
			half := width(m[3]) / 2
			assert.LessOrEqual(t, x+half, 320.0, "%s: %s is cut at the right", id, m[3])
			assert.GreaterOrEqual(t, x-half, left, "%s: %s stands on the axis", id, m[3])
			for _, p := range placed {
				assert.False(t, x-half < p[0]+p[2] && p[0]-p[2] < x+half && y-9 < p[1] && p[1]-9 < y, "%s: %s stands on another label", id, m[3])
			}
			placed = append(placed, [3]float64{x, y, half})
			dots++
		}
	}
	assert.Equal(t, 15, dots)
}

// TestACaptionAndItsDotSayWhatTheTableSays of figures that miss their targets by little.
func TestACaptionAndItsDotSayWhatTheTableSays(t *testing.T) {
	html := page(t, 2025, nearBounds)
	for id, shown := range map[string]string{"T2.12": "0.645", "T2.11": "2.799999999", "T2.7": "≈54.999998", "T2.5": "99.99999", "T2.1": "27.99999", "T2.2": "1464.29",
		"T2.3": "9.999996", "T2.9": "≈99.9999999999999"} {
		assert.Contains(t, chartOf(t, html, id), ">"+shown+"</text>", id)
		assert.Contains(t, html, "2025年完成值 "+shown+"</span>", id)
		assert.Contains(t, html, "<td>"+shown+"</td>", id)
	}
	assert.Contains(t, chartOf(t, html, "T2.7"), ">≈33.33</text>", "of an earlier year")
	assert.Contains(t, chartOf(t, html, "T2.2"), ">1464.291</text>")
	assert.Contains(t, html, "0.645低于目标0.65，相差0.005")
}
