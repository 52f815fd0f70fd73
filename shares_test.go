package civilaffairs_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/check"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAShareIsToldApartFromTheFloorItMisses: whatever decimals the floor has, the percentage beside the verdict stands to it as
// the share does, in the whole text and in the summary.
func TestAShareIsToldApartFromTheFloorItMisses(t *testing.T) {
	for _, c := range []struct {
		floor       string
		care, total int64
		shown       string
	}{
		{"55%", 12_649, 23_000, "12649/23000 (≈54.996%)"},
		{"55%", 12_650, 23_000, "12650/23000 (55%)"},
		{"55%", 12_651, 23_000, "12651/23000 (≈55.004%)"},
		{"55%", 10_000, 23_000, "10000/23000 (≈43.5%)"},
		{"88.5%", 8_846, 10_001, "8846/10001 (≈88.45%)"},
		{"88.5%", 88_499, 100_000, "88499/100000 (≈88.499%)"},
		{"885‰", 88_499, 100_000, "88499/100000 (≈884.99‰)"},
		{"12.34%", 12_339, 100_001, "12339/100001 (≈12.339%)"},
		{"0.5×", 49_999, 100_000, "49999/100000 (≈49.999%)"},
	} {
		d, err := eldercare.CareBeds.Under(check.Floor{Floor: unit.MustParseRate(c.floor)}).Explain(eldercare.Beds{Care: c.care, Total: c.total})
		require.NoError(t, err)
		for _, text := range []string{d.Text(rule.Chinese), d.Text(rule.English), d.Summary(rule.Chinese), d.Summary(rule.English)} {
			assert.Contains(t, text, c.shown, c.floor)
		}
	}
}
