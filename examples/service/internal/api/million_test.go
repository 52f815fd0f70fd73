package api_test

import (
	"context"
	"flag"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

var many = flag.Int("replay.n", 5_000, "decisions that are stored and replayed")

// TestAMillionDecisionsAreReplayed stores decisions on a household's allowance, each of another
// household, and replays them all by one job. By default it takes fewer.
func TestAMillionDecisionsAreReplayed(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		ctx := context.Background()
		who, err := p.store.TokenOf(ctx, p.token)
		require.NoError(t, err)
		catalog, subject := civilaffairs.Catalog(), store.NewID()
		month := unit.MustParseMonth("2021-07")
		start := time.Now()
		var list []store.Decision
		for i := range *many {
			facts := fmt.Appendf(nil, `{"area":"rural","members":[{"income":"%d.%02d","employment_cost":"0.00"},{"income":"0.00","employment_cost":"0.00"}],"property":"0.00"}`, i%1_000, i/1_000%100)
			raw, err := catalog.ExplainFor(rule.Subject{Case: subject, Month: month}, "assistance.allowance", []byte(`{"standard":"784.00","property_limit":"30000.00"}`), facts)
			require.NoError(t, err)
			list = append(list, store.Decision{ID: store.NewID(), Rule: "assistance.allowance", Version: 1, Subject: subject, Month: "2021-07",
				AskedBy: who.ID, AskedAt: store.Now(), Key: fmt.Sprint(subject, i), Record: raw})
			if len(list) == 2_000 || i == *many-1 {
				made, err := p.store.KeepAll(ctx, list)
				require.NoError(t, err)
				require.Len(t, made, len(list))
				list = list[:0]
			}
		}
		stored := time.Since(start)
		start = time.Now()
		j := p.await(p.began(`{"subject":"`+subject+`"}`), 25*time.Minute)
		took := time.Since(start)
		assert.EqualValues(t, *many, j.Total)
		assert.EqualValues(t, *many, j.Held)
		t.Logf("%d decisions stored in %v, replayed in %v (%.0f a second)", *many, stored.Round(time.Millisecond), took.Round(time.Millisecond), float64(*many)/took.Seconds())
	})
}
