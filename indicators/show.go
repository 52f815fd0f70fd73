package indicators

import (
	"math/big"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// places is how many decimals a rounded figure has in a report, where they tell it from what it is compared with.
const places = 2

// mostDecimals is how many more decimals a figure has at most: a share of two figures of 24 digits does not come nearer than that to a target
// of nine decimals.
const mostDecimals = 40

// rootDecimals is after how many decimals a root is cut before it is shown.
const rootDecimals = 35

// Show 显示 writes the figure for a reader. One whose decimals end within those of a [Number], which is as a figure can be reported,
// is written exactly: 0.645. Another is rounded to so many places, 0 at least, and marked: ≈43.48. It has more of them where a rounding
// would end in a 0, or would stand otherwise to one of the figures that it is read beside than the figure itself does: what
// misses 55 by little is ≈54.996 and never ≈55. It is for display: what is compared is the figure.
func (f Figure) Show(places int, beside ...*big.Rat) string {
	return write(f.rat(), min(max(places, 0), 100), beside...)
}

// write is [Figure.Show].
func write(r *big.Rat, places int, beside ...*big.Rat) string {
	if n, ends := r.FloatPrec(); ends && n <= unit.MaxDecimals {
		return r.FloatString(n)
	}
	n := places
	for n < places+mostDecimals && !tells(r, n, beside) {
		n++
	}
	return marked(r, n)
}

// marked writes a figure with n decimals, marked where that is not all of it.
func marked(r *big.Rat, n int) string {
	text := r.FloatString(n)
	if all, ends := r.FloatPrec(); ends && all <= n {
		return text
	}
	return "≈" + text
}

// tells reports whether n decimals of a figure say how it stands to the others, as they are and as so many decimals show them, and
// do not end in a 0.
func tells(r *big.Rat, n int, beside []*big.Rat) bool {
	text := r.FloatString(n)
	if n > 0 && text[len(text)-1] == '0' {
		return false
	}
	shown := rounded(r, n)
	for _, b := range beside {
		if b == nil {
			continue
		}
		if c := r.Cmp(b); c != 0 && (shown.Cmp(b) != c || shown.Cmp(rounded(b, n)) != c) {
			return false
		}
	}
	return true
}

// rounded is a figure as n decimals show it: itself, where its decimals end within those of a [Number].
func rounded(r *big.Rat, n int) *big.Rat {
	if all, ends := r.FloatPrec(); ends && all <= unit.MaxDecimals {
		return r
	}
	out, _ := new(big.Rat).SetString(r.FloatString(n))
	return out
}

// writeGap writes how far two figures are apart: a rounded one has two digits at least, so that what is left is neither shown as
// nothing nor as twice as much.
func writeGap(r *big.Rat, places int) string {
	n := places
	for limit := big.NewRat(1, 1); n < places+mostDecimals && r.Sign() != 0; n++ {
		limit.SetFrac(big.NewInt(10), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n)), nil))
		if new(big.Rat).Abs(r).Cmp(limit) >= 0 {
			break
		}
	}
	return write(r, n)
}

// display writes an assessment's figures. It is made once for a row, since a root is costly.
type display struct {
	a         *Assessment
	reference *big.Rat   // the year's, as it is shown from; nil without one
	beside    []*big.Rat // what a reader compares: what was found and asked for, where it began, what is plausible
}

func (a *Assessment) display() display {
	d := display{a: a}
	in := a.Indicator
	if in == nil {
		return d
	}
	if a.milestone != nil {
		d.reference = a.milestone.Rat(rootDecimals)
	}
	d.beside = []*big.Rat{ratOf(a.Figure), ratOf(a.Stand.Required), d.reference}
	for _, g := range []rule.Given[Number]{in.Target.Value, in.Target.Low, in.Target.High, in.Base, in.Min, in.Max} {
		if v, ok := g.Get(); ok {
			d.beside = append(d.beside, v.Rat())
		}
	}
	return d
}

// Shown 完成值（显示） writes the observed figure as a report does: exactly, or rounded with a mark and so many decimals that it does not stand on
// a target, a reference or a bound that it misses; see [Figure.Show]. Without a figure it is “—”.
func (a *Assessment) Shown() string {
	d := a.display()
	return d.figure(a.Figure, places)
}

func (d *display) figure(g rule.Given[Figure], places int) string {
	f, ok := g.Get()
	if !ok {
		return noFigure
	}
	return write(f.rat(), places, d.beside...)
}

func (d *display) way() string {
	r := d.reference
	if r == nil {
		return noFigure
	}
	text := write(r, places, d.beside...)
	if text[0] <= '9' && d.a.milestone.cmp(r) != 0 { // a root that only seems to end here
		return "≈" + text
	}
	return text
}

func showGap(g rule.Given[Figure], places int) string {
	f, ok := g.Get()
	if !ok {
		return noFigure
	}
	return writeGap(f.rat(), places)
}

// percent is the progress in per cent, which is at 100 exactly where the target is reached.
func (a *Assessment) percent(places int) string {
	done := a.Progress()
	if done == nil {
		return noFigure
	}
	return write(done.Mul(done, big.NewRat(100, 1)), places, big.NewRat(100, 1), new(big.Rat)) + "%"
}

func givenText(g rule.Given[Number]) string {
	v, ok := g.Get()
	if !ok {
		return noFigure
	}
	return v.String()
}

// rawShares warns of figures in % that look like a spreadsheet's raw number of a percentage: 0.55, at most 1, where the plan asks for more
// than 1 %. They are taken as they stand.
func (ev *Evaluation) rawShares() (out []rule.Text) {
	one := big.NewRat(1, 1)
	for i := range ev.Rows {
		in := ev.Rows[i].Indicator
		o := ev.observations[in.ID]
		if in.Unit != "%" || o == nil {
			continue
		}
		v, ok := o.Value.Get()
		asked, single := in.Target.Value.Get()
		if !single {
			asked, single = in.Target.Low.Get()
		}
		if !ok || !single || v.Sign() <= 0 || v.Rat().Cmp(one) > 0 || asked.Rat().Cmp(one) <= 0 {
			continue
		}
		percent := v.Rat()
		meant := write(percent.Mul(percent, big.NewRat(100, 1)), unit.MaxDecimals)
		out = append(out, label(in.ID+"的完成值"+v.String()+"按"+v.String()+"%计；若本为"+meant+"%，应写作"+meant+"，请核对。",
			"The figure of "+in.ID+", "+v.String()+", is taken as "+v.String()+"%; if "+meant+"% is meant, write "+meant+"."))
	}
	return out
}
