package indicators_test

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func given(n int64) rule.Given[indicators.Number] {
	return rule.Give(indicators.MustParseNumber(strconv.FormatInt(n, 10)))
}

func randomRow(r *rand.Rand) indicators.Row {
	row := indicators.Row{
		Plan: "random", Indicator: "R", Kind: indicators.TargetKind(1 + r.IntN(3)), Direction: indicators.Direction(1 + r.IntN(2)),
		BaseYear: 2020, TargetYear: 2021 + r.IntN(6), Method: indicators.Method(1 + r.IntN(2)),
	}
	switch row.Kind {
	case indicators.Value:
		row.Target = given(1 + r.Int64N(30))
		if r.IntN(4) > 0 {
			row.Base = given(1 + r.Int64N(30))
		}
	case indicators.Band:
		low := r.Int64N(20)
		row.Low, row.High = given(low), given(low+r.Int64N(10))
	case indicators.Formula:
		for _, of := range []string{"a", "b", "c"}[:1+r.IntN(3)] {
			row.AtLeast = append(row.AtLeast, indicators.Term{Factor: indicators.MustParseNumber("0." + strconv.Itoa(1+r.IntN(9))), Of: of})
		}
	}
	if r.IntN(2) == 0 {
		row.Scale = given(10)
	}
	return row
}

func randomObserved(r *rand.Rand) indicators.Observed {
	o := indicators.Observed{Year: 2020 + r.IntN(8), Achieved: r.IntN(4) == 0}
	switch r.IntN(6) {
	case 0:
	case 1:
		o.Part, o.Whole = given(r.Int64N(40)), given(1+r.Int64N(40))
	case 2:
		o.Part = given(r.Int64N(40))
	default:
		o.Value = given(r.Int64N(45) - 5)
	}
	return o
}

// wrong is a formula of Standing with one thing changed.
func wrong(step, from, to string) string {
	for _, st := range indicators.Standing.Info().Steps {
		if st.ID == step {
			return step + ": " + strings.Replace(st.Formula, from, to, 1)
		}
	}
	return step + ": no such step"
}

func TestStanding(t *testing.T) {
	ruletest.Test(t, indicators.Standing, ruletest.Suite[indicators.Row, indicators.Observed]{
		Random: randomObserved, Policy: randomRow, N: 3_000, Allocates: true,
		Equivalent: []string{
			wrong("ready", "= count", "≥ count"), // more bounds than the row has are refused
			// A figure of 0 is behind every compound way upwards, whose powers are above zero, and
			// beyond every one downwards.
			wrong("on_reference", "{figure} > 0", "{figure} ≥ 0"),
			wrong("on_reference", "{figure} ≤ 0", "{figure} < 0"),
			// The target is not reached here, so that the figure is not in the band, nor at its end.
			wrong("status", "{figure} > {high}", "{figure} ≥ {high}"),
			wrong("status", "{figure} > {high}", "{figure} > {low}"),
		},
	})
}
