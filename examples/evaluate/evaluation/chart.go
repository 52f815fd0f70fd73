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
	Left, Width                    string // where the box begins, and how wide it is
}

type tick struct{ At, Text string }

type point struct{ X, Y, LabelX, LabelY, Text string }

type line struct{ From, To, Y string }

type band struct{ Y, Height string }

// The box that figures are drawn in, which begins where the labels of its axis leave room; all in tenths of a unit, so that what is drawn is
// compared in whole numbers.
const (
	leastLeft, right, top, bottom = 460, 3060, 260, 1440
	edge                          = 3180 // beyond which no label goes
	labelHeight                   = 90
)

// wide is the width of a label, at least: bold digits of the page's fonts, and the mark of rounding, which is as wide as a Chinese character.
func wide(label string) int {
	n := 0
	for _, r := range label {
		switch r {
		case '.':
			n += 32
		case '≈':
			n += 102
		default:
			n += 61
		}
	}
	return n
}

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

// dated is a figure of a year, and how it is written.
type dated struct {
	year  int
	value *big.Rat
	text  string
}

// draw draws an assessment, and the earlier years among the observations of its indicator.
func draw(a *indicators.Assessment, j *Job, observations []*indicators.Observation) (chart, error) {
	in, l, plan := a.Indicator, j.Language, &j.Plan
	c := chart{ID: in.ID, Title: in.Name.In(l), Unit: in.Unit, Status: a.Status.String(), Label: a.Status.Label().In(l)}
	c.Figures = say(l, "目标值 ", "target ") + in.Target.Show(l)
	if a.Observed() != nil {
		c.Figures += " · " + strconv.Itoa(a.Year) + say(l, "年完成值 ", " observed ") + a.Shown()
	}
	seen, err := history(a, j.Plan.BaseYear, observations)
	all := asked(in)
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
	labels := s.labels()
	left := leastLeft
	for _, v := range labels {
		left = max(left, wide(v.text)+70)
	}
	c.Left, c.Width = tenths(left), tenths(right-left)
	x := func(year int) int { return left + (year-plan.BaseYear)*(right-left)/(plan.TargetYear-plan.BaseYear) }
	every := 1 + (plan.TargetYear-plan.BaseYear)/8 // long plans have no room for every year
	for y := plan.BaseYear; y <= plan.TargetYear; y += every {
		c.Years = append(c.Years, tick{tenths(x(y)), strconv.Itoa(y)})
	}
	for _, v := range labels {
		c.Values = append(c.Values, tick{tenths(s.y(v.value)), v.text})
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
		lines = func(at int) []int { return []int{between(heights, left, at)} }
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
	var placed []label
	for _, o := range seen {
		at, y := x(o.year), s.y(o.value)
		half := wide(o.text) / 2
		d := label{at: max(min(at, edge-half), left+half), half: half}
		d.base = d.free(y, across, lines, placed)
		placed = append(placed, d)
		c.Dots = append(c.Dots, point{tenths(at), tenths(y), tenths(d.at), tenths(d.base), o.text})
	}
	return c, err
}

// between gives the height of a line through points in equal distances, at a place from left
// to right.
func between(heights []int, left, at int) int {
	n := len(heights) - 1
	at = min(max(at, left), right) - left
	k := min(at*n/(right-left), n-1)
	from, to := left+k*(right-left)/n, left+(k+1)*(right-left)/n
	return heights[k] + (heights[k+1]-heights[k])*(at+left-from)/(to-from)
}

// label is where a dot's label stands: its middle, half its width and its base line.
type label struct{ at, half, base int }

// free gives the base line of a dot's label: above the dot, below it, or further off, the
// first of them where no line runs through and no other label stands.
func (d label) free(y int, across []int, lines func(int) []int, placed []label) int {
	bases := []int{y - 70, y + 150, y - 170, y + 250, y - 270, y + 350, y - 370, y + 450}
	apart := func(base int) bool {
		for _, p := range placed {
			if abs(p.at-d.at) < p.half+d.half+20 && abs(p.base-base) < labelHeight+20 {
				return false
			}
		}
		return base-labelHeight >= 100 && base <= bottom-20
	}
	for _, base := range bases {
		free := apart(base)
		for k := -2; k <= 2; k++ {
			for _, height := range append(lines(d.at+k*d.half/2), across...) {
				free = free && (height > base+25 || height < base-labelHeight-15)
			}
		}
		if free {
			return base
		}
	}
	for _, base := range bases { // on a line sooner than on another label
		if apart(base) {
			return base
		}
	}
	return y - 70
}

func abs(n int) int { return max(n, -n) }

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
			out = append(out, dated{o.Year, v.Rat(), v.Show(2, asked(a.Indicator)...)})
		}
	}
	if v := a.Observed(); v != nil {
		out = append(out, dated{a.Year, v, a.Shown()})
	}
	return out, f.Err()
}

// asked are the figures that a plan gives of an indicator.
func asked(in *indicators.Indicator) (out []*big.Rat) {
	for _, g := range []rule.Given[indicators.Number]{in.Base, in.Target.Value, in.Target.Low, in.Target.High} {
		if v, ok := g.Get(); ok {
			out = append(out, v.Rat())
		}
	}
	return out
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
	if finest := big.NewRat(1, 1_000_000_000); step.Cmp(finest) < 0 { // as figures are reported; beyond, labels would fill the box
		step = finest
	}
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

// labelled is a figure of the axis with its label.
type labelled struct {
	value *big.Rat
	text  string
}

// labels are the figures that lines stand at, exactly: with the decimals of the step, less the zeros behind.
func (s axis) labels() (out []labelled) {
	for v := new(big.Rat).Set(s.low); v.Cmp(s.high) <= 0; v = new(big.Rat).Add(v, s.step) {
		n, _ := v.FloatPrec()
		out = append(out, labelled{v, v.FloatString(n)})
	}
	return out
}
