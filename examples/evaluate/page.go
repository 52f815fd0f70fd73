package main

import (
	_ "embed" // for the page's template
	"fmt"
	"html/template"
	"io"
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

//go:embed page.html
var pageHTML string

// page is what the template shows.
type page struct {
	Lang, Title, Headline, Note string
	Year                        int
	Deciding                    []string
	Heads                       []string
	Rows                        []pageRow
	Charts                      []chart
	Legend                      [4]string
	Notes                       []string
	Domains                     []domain
}

type pageRow struct {
	Cells  []string
	Status string
}

// chart is one indicator's drawing, in a box of 320 × 160 units.
type chart struct {
	Title, Unit, Status, Label string
	Years                      []tick
	Values                     []tick
	Way                        string  // points of the base–target line
	Dots                       []point // observations
	Target                     string  // y of the target line
	HasTarget                  bool
	BandTop, BandHeight        string
	HasBand                    bool
}

// domain is the summary of one field of work.
type domain struct{ Name, Counts string }

// tallies says how many indicators have which status.
func tallies(t indicators.Tally, l rule.Language) string {
	var out []string
	for _, x := range []struct {
		s indicators.Status
		n int
	}{{indicators.Met, t.Met}, {indicators.Declared, t.Declared}, {indicators.OnTrack, t.OnTrack}, {indicators.Behind, t.Behind},
		{indicators.NotDue, t.NotDue}, {indicators.Above, t.Above}, {indicators.Missed, t.Missed}, {indicators.NoData, t.NoData}} {
		if x.n > 0 {
			out = append(out, fmt.Sprintf("%s %d", x.s.Label().In(l), x.n))
		}
	}
	return strings.Join(out, " · ")
}

type tick struct{ At, Text string }

type point struct{ X, Y, Text string }

func writePage(w io.Writer, ev *indicators.Evaluation, j job) error {
	l := j.lang
	p := page{
		Lang: l.String(), Title: ev.Plan.Title.In(l), Headline: ev.Headline().In(l), Year: ev.Year, Deciding: ev.Deciding,
		Legend: [4]string{say(l, "基值至目标", "base to target"), say(l, "完成值", "observed"), say(l, "目标", "target"), say(l, "目标区间", "target band")},
	}
	if j.sample {
		p.Note = say(l, "完成值为样本数据（虚构）。", "The observations are sample data (made up).")
	}
	p.Notes = append(p.Notes, seeds.Edition().Status.In(l),
		say(l, "年度参考进度由本库按基值至目标等分（或等比）测算，规划未定；据此不作“未达”结论。", "The references of a year are computed by this library; the plan sets none, and no verdict “missed” rests on them."))
	if n := ev.Unused; n.OtherYears+n.Counties > 0 {
		p.Notes = append(p.Notes, fmt.Sprintf(say(l, "未用的数据：其他年度%d条，县区%d条（县区数据请先汇总）。", "Not used: %d of other years, %d of counties (pool those first)."), n.OtherYears, n.Counties))
	}
	for _, g := range ev.Domains {
		p.Domains = append(p.Domains, domain{g.Domain.In(l), tallies(g.Tally, l)})
	}
	cells := ev.Cells(l)
	p.Heads = cells[0]
	for i, row := range cells[1:] {
		p.Rows = append(p.Rows, pageRow{row, ev.Rows[i].Status.String()})
	}
	for i := range ev.Rows {
		p.Charts = append(p.Charts, draw(&ev.Rows[i], j))
	}
	t, err := template.New("page").Parse(pageHTML)
	if err != nil {
		return err
	}
	return t.Execute(w, p)
}

const (
	left, right, top, bottom = 44, 306, 14, 132
	decimalsOfAPixel         = 1
)

// scale maps figures to the height of the box. Only drawing rounds.
type scale struct{ low, high *big.Rat }

func (s scale) y(v *big.Rat) string {
	r := new(big.Rat).Sub(s.high, v)
	r.Quo(r, new(big.Rat).Sub(s.high, s.low))
	r.Mul(r, big.NewRat(bottom-top, 1)).Add(r, big.NewRat(top, 1))
	return r.FloatString(decimalsOfAPixel)
}

func draw(a *indicators.Assessment, j job) chart {
	in, l, plan := a.Indicator, j.lang, &j.plan
	c := chart{Title: in.ID + " " + in.Name.In(l), Unit: in.Unit, Status: a.Status.String(), Label: a.Status.Label().In(l)}
	x := func(year int) string {
		r := big.NewRat(int64((year-plan.BaseYear)*(right-left)), int64(plan.TargetYear-plan.BaseYear))
		return r.Add(r, big.NewRat(left, 1)).FloatString(decimalsOfAPixel)
	}
	for y := plan.BaseYear; y <= plan.TargetYear; y++ {
		c.Years = append(c.Years, tick{x(y), strconv.Itoa(y)})
	}
	target, hasTarget := in.Target.Value.Get()
	low, hasLow := in.Target.Low.Get()
	high, _ := in.Target.High.Get()
	seen := observed(in, j)
	var all []*big.Rat
	for _, g := range []rule.Given[indicators.Number]{in.Base, in.Target.Value, in.Target.Low, in.Target.High} {
		if v, ok := g.Get(); ok {
			all = append(all, v.Rat())
		}
	}
	for _, s := range seen {
		all = append(all, s.value)
	}
	line := a.Required() // what a formula asks for is drawn as the target
	if hasTarget {
		line = target.Rat()
	}
	if line != nil {
		all = append(all, line)
	}
	s := span(all, in.Unit == "%")
	for _, v := range []*big.Rat{s.low, s.high} {
		c.Values = append(c.Values, tick{s.y(v), short(v)})
	}
	if milestones, err := plan.Trajectory(in, j.method); err == nil {
		var points []string
		for k, m := range milestones {
			points = append(points, x(plan.BaseYear+k)+","+s.y(m.Rat(6)))
		}
		c.Way = strings.Join(points, " ")
	}
	if c.HasTarget = line != nil; c.HasTarget {
		c.Target = s.y(line)
	}
	if c.HasBand = hasLow; hasLow {
		c.BandTop = s.y(high.Rat())
		height := new(big.Rat).Sub(high.Rat(), low.Rat())
		height.Quo(height, new(big.Rat).Sub(s.high, s.low)).Mul(height, big.NewRat(bottom-top, 1))
		c.BandHeight = height.FloatString(decimalsOfAPixel)
	}
	for _, o := range seen {
		c.Dots = append(c.Dots, point{x(o.year), s.y(o.value), short(o.value)})
	}
	return c
}

type seenValue struct {
	year  int
	value *big.Rat
}

// observed gives the figures of all years up to the evaluated one.
func observed(in *indicators.Indicator, j job) []seenValue {
	var out []seenValue
	for i := range j.observations {
		o := &j.observations[i]
		if o.Indicator != in.ID || o.County != "" || o.Year > j.year || o.Year <= j.plan.BaseYear || o.Year > j.plan.TargetYear {
			continue
		}
		if a, err := j.plan.Assess(in, o.Year, o, j.method); err == nil && a.Observed() != nil {
			out = append(out, seenValue{o.Year, a.Observed()})
		}
	}
	return out
}

// span leaves a tenth of room above and below; a share's axis stays within 0 and 100, and is
// all of it where that does not hide what there is to see.
func span(all []*big.Rat, share bool) scale {
	if len(all) == 0 {
		return scale{new(big.Rat), big.NewRat(1, 1)}
	}
	low, high := all[0], all[0]
	for _, v := range all[1:] {
		if v.Cmp(low) < 0 {
			low = v
		}
		if v.Cmp(high) > 0 {
			high = v
		}
	}
	room := new(big.Rat).Sub(high, low)
	if room.Sign() == 0 {
		room.SetInt64(1)
	}
	room.Quo(room, big.NewRat(10, 1))
	s := scale{new(big.Rat).Sub(low, room), new(big.Rat).Add(high, room)}
	if hundred := big.NewRat(100, 1); share {
		if s.low.Sign() < 0 || new(big.Rat).Sub(high, low).Cmp(big.NewRat(40, 1)) >= 0 {
			s.low = new(big.Rat)
		}
		if s.high.Cmp(hundred) > 0 || s.low.Sign() == 0 && high.Cmp(big.NewRat(60, 1)) >= 0 {
			s.high = hundred
		}
	}
	return s
}

// short writes a figure for an axis.
func short(v *big.Rat) string {
	s := v.FloatString(2)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
