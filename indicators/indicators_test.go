package indicators_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func num(s string) indicators.Number { return indicators.MustParseNumber(s) }

func value(id string, year int, v string) indicators.Observation {
	return indicators.Observation{Indicator: id, Year: year, Value: rule.Give(num(v))}
}

func load(t *testing.T, name string) indicators.Plan {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	p, err := indicators.ParsePlan(raw)
	require.NoError(t, err)
	return p
}

func find(t *testing.T, p *indicators.Plan, id string) *indicators.Indicator {
	t.Helper()
	in, ok := p.Find(id)
	require.True(t, ok, id)
	return in
}

func with(o indicators.Observation, change func(*indicators.Observation)) indicators.Observation {
	change(&o)
	return o
}

func ptr[T any](v T) *T { return &v }
