package indicators_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
)

func TestGrowthAuditSaysWhichReadingGivesThePrintedFigure(t *testing.T) {
	p := indicators.Huainan()
	got := map[string]indicators.GrowthReading{}
	audits, err := indicators.AuditGrowth(&p)
	require.NoError(t, err)
	for _, a := range audits {
		got[a.Indicator.ID] = a.Reading
	}
	assert.Equal(t, map[string]indicators.GrowthReading{
		"T2.7":  indicators.ByCompound, // (55/33)^(1/5) − 1 = 10.76 %
		"T2.10": indicators.ByAbsolute, // (35 − 30) ÷ 5 = 1
		"T2.11": indicators.ByTotalCut, // 2.8/2.6 − 1 = 7.69 %, cut to 7.6
		"T2.12": indicators.ByNone,     // 13.2 compounded, 17.1 on average, 85.7 in all
		"T2.14": indicators.ByCompound, // (290/276)^(1/5) − 1 = 0.99 %
	}, got)
}
