package caseload

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Gap 贫困缺口 is how many of the households are below their line with what they receive, and by how much.
type Gap struct {
	// Households is how many are counted, and Below how many of them are below: what is at the line is not.
	Households int64 `json:"households"`
	Below      int64 `json:"below"`
	// Total is what they lack to their lines, in yuan.
	Total unit.Total `json:"total"`
}

// Mean 平均缺口 is what a household that is below lacks, in yuan and exact; nil where none is.
func (g Gap) Mean() *big.Rat { return over(g.Total, g.Below) }

// MeanOfAll 户均缺口 is what lacks for each household that is counted, those above their line with nothing; nil
// where none is counted.
func (g Gap) MeanOfAll() *big.Rat { return over(g.Total, g.Households) }

func over(t unit.Total, n int64) *big.Rat {
	if n == 0 {
		return nil
	}
	r := t.Rat()
	return r.Quo(r, new(big.Rat).SetInt64(n))
}

// Share 贫困发生率 is the part that is below. The error is that of [unit.NewShare], of nothing and of more than
// [unit.MaxCount].
func (g Gap) Share() (unit.Share, error) { return unit.NewShare(g.Below, g.Households) }

func (g *Gap) add(lack, weight int64) {
	g.Households += weight
	if lack > 0 {
		g.Below += weight
		addTimes(&g.Total, lack, weight)
	}
}

func (g *Gap) join(o *Gap) {
	g.Households, g.Below = g.Households+o.Households, g.Below+o.Below
	g.Total.Merge(o.Total)
}

// weighed is one case as it is added.
type weighed struct {
	before, after unit.Money
	weight        int64 // below 2^31
	need          Need
	needs         bool
}

func (p *Part) add(c *weighed) {
	was, is := c.before.Fen(), c.after.Fen()
	addTimes(&p.Before, was, c.weight)
	addTimes(&p.After, is, c.weight)
	*p.of(was > 0, is > 0, is-was) += c.weight
	if c.needs {
		income := c.need.Income.Fen()
		p.GapBefore.add(c.need.Before.Fen()-income-was, c.weight)
		p.GapAfter.add(c.need.After.Fen()-income-is, c.weight)
	}
}

func (p *Part) join(o *Part) {
	p.Gain, p.Lose, p.Enter, p.Leave, p.Unchanged = p.Gain+o.Gain, p.Lose+o.Lose, p.Enter+o.Enter, p.Leave+o.Leave, p.Unchanged+o.Unchanged
	p.Before.Merge(o.Before)
	p.After.Merge(o.After)
	p.GapBefore.join(&o.GapBefore)
	p.GapAfter.join(&o.GapAfter)
}

// addTimes adds an amount as often as its weight says. With 55 bits of a lack and 31 of a weight, no number of cases
// overflows the 127 of a total.
func addTimes(t *unit.Total, fen, weight int64) {
	const half = 1 << 31
	if fen < half && fen > -half {
		t.AddFen(fen * weight)
		return
	}
	var high, low unit.Total
	low.AddFen(fen & (half - 1) * weight)
	high.AddFen(fen >> 31 * weight)
	for range 31 {
		high.Merge(high)
	}
	t.Merge(low)
	t.Merge(high)
}
