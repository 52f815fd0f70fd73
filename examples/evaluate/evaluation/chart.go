package evaluation

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// chart is one indicator's drawing, in a box of 320 × 168 units.
type chart struct {
	ID, Title, Unit, Status, Label string
	Figures                        string // target and figure, in words
	Years                          []tick
	Values                         []tick
	Way                            string // points of the line from base to target
	Dots                           []point
	Target                         *line
	Band                           *band
	Empty                          bool
}

type tick struct{ At, Text string }

type point struct{ X, Y, LabelY, Text string }

type line struct{ From, To, Y string }

type band struct{ Y, Height string }

// The box that figures are drawn in; all in tenths of a unit, so that what is drawn is
// compared in whole numbers.
const (
	left, right, top, bottom = 460, 3060, 260, 1440
	labelWidth, labelHeight  = 400, 90
)

func tenths(n int) string { return strconv.Itoa(n/10) + "." + strconv.Itoa(n%10) }

// axis maps figures to the height of the box. Only drawing rounds.
type axis struct{ low, high, step *big.Rat }

func (s axis) y(v *big.Rat) int {
	r := new(big.Rat).Sub(s.high, v)
	r.Quo(r, new(big.Rat).Sub(s.high, s.low))
	r.Mul(r, big.NewRat(bottom-top, 1)).Add(r, big.NewRat(top, 1))
	n, _ := strconv.Atoi(r.FloatString(0)) // a figure lies within the axis
	return n
}

// dated is a figure of a year.
type dated struct {
	year  int
	value *big.Rat
}

// draw draws an assessment, and the earlier years among the observations of its indicator.
func draw(a *indicators.Assessment, j *Job, observations []*indicators.Observation) (chart, error) {
	in, l, plan := a.Indicator, j.Language, &j.Plan
	c := chart{ID: in.ID, Title: in.Name.In(l), Unit: in.Unit, Status: a.Status.String(), Label: a.Status.Label().In(l)}
	c.Figures = say(l, "目标值 ", "target ") + in.Target.Show(l)
	if v := a.Observed(); v != nil {
		c.Figures += " · " + strconv.Itoa(a.Year) + say(l, "年完成值 ", " observed ") + short(v)
	}
	x := func(year int) int { return left + (year-plan.BaseYear)*(right-left)/(plan.TargetYear-plan.BaseYear) }
	seen, err := history(a, j.Plan.BaseYear, observations)
	var all []*big.Rat
	for _, g := range []rule.Given[indicators.Number]{in.Base, in.Target.Value, in.Target.Low, in.Target.High} {
		if v, ok := g.Get(); ok {
			all = append(all, v.Rat())
		}
	}
	for _, s := range seen {
		all = append(all, s.value)
	}
	if required := a.Required(); required != nil {
		all = append(all, required)
	}
	if c.Empty = len(all) == 0; c.Empty {
		return c, err
	}
	s := span(all, in.Unit == "%")
	every := 1 + (plan.TargetYear-plan.BaseYear)/8 // long plans have no room for every year
	for y := plan.BaseYear; y <= plan.TargetYear; y += every {
		c.Years = append(c.Years, tick{tenths(x(y)), strconv.Itoa(y)})
	}
	for v := new(big.Rat).Set(s.low); v.Cmp(s.high) <= 0; v = new(big.Rat).Add(v, s.step) {
		c.Values = append(c.Values, tick{tenths(s.y(v)), short(v)})
	}
	lines := func(int) []int { return nil } // at which heights something is drawn, left to right
	if milestones, err := plan.Trajectory(in, j.Method); err == nil {
		var points []string
		heights := make([]int, len(milestones))
		for k, m := range milestones {
			heights[k] = s.y(m.Rat(6))
			points = append(points, tenths(x(plan.BaseYear+k))+","+tenths(heights[k]))
		}
		c.Way = strings.Join(points, " ")
		lines = func(at int) []int { return []int{between(heights, at)} }
	}
	var across []int
	if target, ok := in.Target.Value.Get(); ok {
		across = append(across, s.y(target.Rat()))
		c.Target = &line{tenths(left), tenths(right), tenths(across[0])}
	}
	if required := a.Required(); required != nil { // what a formula asks for is the year's own
		across = append(across, s.y(required))
		c.Target = &line{tenths(max(x(a.Year)-300, left)), tenths(min(x(a.Year)+300, right)), tenths(across[0])}
	}
	if low, ok := in.Target.Low.Get(); ok {
		high, _ := in.Target.High.Get()
		across = append(across, s.y(low.Rat()), s.y(high.Rat()))
		c.Band = &band{tenths(across[1]), tenths(across[0] - across[1])}
	}
	for _, o := range seen {
		at, y := x(o.year), s.y(o.value)
		c.Dots = append(c.Dots, point{tenths(at), tenths(y), tenths(labelAt(at, y, across, lines)), short(o.value)})
	}
	return c, err
}

// between gives the height of a line through points in equal distances, at a place from left
// to right.
func between(heights []int, at int) int {
	n := len(heights) - 1
	at = min(max(at, left), right) - left
	k := min(at*n/(right-left), n-1)
	from, to := left+k*(right-left)/n, left+(k+1)*(right-left)/n
	return heights[k] + (heights[k+1]-heights[k])*(at+left-from)/(to-from)
}

// labelAt gives the base line of a dot's label: above the dot, below it, or further off, the
// first of them where no line runs through.
func labelAt(x, y int, across []int, lines func(int) []int) int {
	for _, base := range []int{y - 70, y + 150, y - 170, y + 250} {
		free := base-labelHeight >= 100 && base <= bottom-20
		for _, at := range []int{x - labelWidth/2, x - labelWidth/4, x, x + labelWidth/4, x + labelWidth/2} {
			for _, height := range append(lines(at), across...) {
				free = free && (height > base+25 || height < base-labelHeight-15)
			}
		}
		if free {
			return base
		}
	}
	return y - 70
}

// history gives the figures of earlier years and of the evaluated one, and names those that
// cannot be.
func history(a *indicators.Assessment, baseYear int, observations []*indicators.Observation) ([]dated, error) {
	var out []dated
	var f rule.Errors
	for _, o := range observations {
		if o.County != "" || o.Year >= a.Year || o.Year <= baseYear {
			continue
		}
		figure, err := a.Indicator.Figure(o)
		f.Wrap(o.Indicator+"["+strconv.Itoa(o.Year)+"]", err)
		if v, ok := figure.Get(); ok {
			out = append(out, dated{o.Year, v.Rat()})
		}
	}
	if v := a.Observed(); v != nil {
		out = append(out, dated{a.Year, v})
	}
	return out, f.Err()
}

// span finds an axis of round steps around the figures. A share's is 0 to 100, unless the
// figures lie so close together that one could not tell them apart on it.
func span(all []*big.Rat, share bool) axis {
	low, high := all[0], all[0]
	for _, v := range all[1:] {
		if v.Cmp(low) < 0 {
			low = v
		}
		if v.Cmp(high) > 0 {
			high = v
		}
	}
	hundred := big.NewRat(100, 1)
	room := new(big.Rat).Sub(high, low)
	if inside := low.Sign() >= 0 && high.Cmp(hundred) <= 0; share && inside && (room.Sign() == 0 || room.Cmp(big.NewRat(12, 1)) >= 0) {
		return axis{new(big.Rat), hundred, big.NewRat(20, 1)}
	}
	if room.Sign() == 0 {
		if room.Quo(room.Abs(high), big.NewRat(10, 1)); room.Sign() == 0 {
			room.SetInt64(1)
		}
	}
	step := round125(new(big.Rat).Quo(room, big.NewRat(4, 1)))
	s := axis{step: step, low: multiple(low, step, false), high: multiple(high, step, true)}
	for s.low.Cmp(low) == 0 && low.Sign() != 0 || s.low.Cmp(s.high) == 0 { // no dot on the frame
		s.low = new(big.Rat).Sub(s.low, step)
	}
	if s.high.Cmp(high) == 0 && !(share && high.Cmp(hundred) == 0) {
		s.high = new(big.Rat).Add(s.high, step)
	}
	if low.Sign() >= 0 && s.low.Sign() < 0 {
		s.low = new(big.Rat)
	}
	return s
}

// round125 gives the least of 1, 2 and 5 times a power of ten that is not below v, above zero.
func round125(v *big.Rat) *big.Rat {
	power := big.NewRat(1, 1)
	ten := big.NewRat(10, 1)
	for power.Cmp(v) > 0 {
		power.Quo(power, ten)
	}
	for new(big.Rat).Mul(power, ten).Cmp(v) <= 0 {
		power.Mul(power, ten)
	}
	for _, k := range []int64{1, 2, 5} {
		if step := new(big.Rat).Mul(power, big.NewRat(k, 1)); step.Cmp(v) >= 0 {
			return step
		}
	}
	return power.Mul(power, ten)
}

// multiple gives the multiple of step next to v, above or below it.
func multiple(v, step *big.Rat, up bool) *big.Rat {
	q := new(big.Rat).Quo(v, step)
	n := new(big.Int).Div(q.Num(), q.Denom()) // Euclidean: rounds down
	if up && new(big.Rat).SetInt(n).Cmp(q) < 0 {
		n.Add(n, big.NewInt(1))
	}
	return new(big.Rat).Mul(new(big.Rat).SetInt(n), step)
}

// short writes a figure for a drawing, with at most two decimals where they say enough: not where the last is rounded to 0, since
// what misses a bound by little would look like it.
func short(v *big.Rat) string {
	places := 2
	for small := new(big.Rat).Abs(v); small.Sign() != 0 && places < 9 && small.Cmp(big.NewRat(1, 10)) < 0; places++ {
		small.Mul(small, big.NewRat(10, 1))
	}
	s := v.FloatString(places)
	for n, ends := v.FloatPrec(); (!ends || n > places) && places < 24 && strings.HasSuffix(s, "0"); {
		places++
		s = v.FloatString(places)
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}
