package rule

import (
	"errors"
	"iter"
	"slices"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Weight 存疑之处的分量 is what an open question decides over many cases.
type Weight struct {
	Question string `json:"question"`
	Title    Text   `json:"title"`
	// Cases is how many were looked at; of Decided readings disagree, and Refused some reading refuses, so that nothing is
	// known of them. The rest is the same however the question is read.
	Cases   int64 `json:"cases"`
	Decided int64 `json:"decided"`
	Refused int64 `json:"refused"`
	// Against are the other readings, each held against the first.
	Against []Swing `json:"against"`
}

// Swing 读法之间的差额 is what one reading gives beyond the first, and what less.
type Swing struct {
	Text   Text   `json:"text"`
	Clause string `json:"clause"`
	// Differs is in how many cases it says something else than the first.
	Differs int64 `json:"differs"`
	// More is in how many cases it gives more, and MoreAYear how much more in a year, in yuan; likewise less. All zero
	// where the question has no amount.
	More      int64      `json:"more"`
	MoreAYear unit.Total `json:"more_a_year"`
	Less      int64      `json:"less"`
	LessAYear unit.Total `json:"less_a_year"`
}

// Weigh 存疑之处的分量 answers each case of a sequence under each reading and sums what the readings make of it: how many cases
// they decide, and how much money a year, in both directions. It holds one case at a time. What it gives is the sum of
// what [Question.Of] gives of each; two parts of a population add up by [Weight.Add].
//
// An error is [Range] for a sum beyond 100 bits of fen.
func (q Question[Case]) Weigh(cases iter.Seq[Case]) (Weight, error) {
	w := newWeigher(q)
	if cases != nil {
		for in := range cases {
			w.add(in)
		}
	}
	return w.year()
}

// errNoAmount is why a reading is not weighed whose answer has something else where the amount should be.
var errNoAmount = errors.New("no amount")

// weigher sums what the readings of a question make of cases.
type weigher[Case any] struct {
	q    Question[Case]
	sum  Weight
	says [][]uttered // by reading, of the case at hand; the last is the amount, where the question has one
	fen  []int64
	at   []answerPlaces
	path [][]string
}

func newWeigher[Case any](q Question[Case]) *weigher[Case] {
	w := &weigher[Case]{q: q, sum: Weight{Question: q.ID, Title: q.Title}, says: make([][]uttered, len(q.Readings)), fen: make([]int64, len(q.Readings)),
		at: make([]answerPlaces, len(q.Readings)), path: make([][]string, len(q.Readings))}
	for i, r := range q.Readings {
		if w.path[i] = r.At; q.PerYear != 0 {
			w.path[i] = append(slices.Clone(r.At), q.Money)
		}
		w.says[i] = make([]uttered, len(w.path[i]))
	}
	for _, r := range q.Readings[min(1, len(q.Readings)):] {
		w.sum.Against = append(w.sum.Against, Swing{Text: r.Text, Clause: r.Clause})
	}
	return w
}

func (w *weigher[Case]) add(in Case) {
	w.sum.Cases++
	for i := range w.q.Readings {
		answer, err := w.q.Readings[i].Say(in)
		if err == nil {
			err = w.at[i].read(w.says[i], answer, w.path[i])
		}
		if err == nil && w.q.PerYear != 0 {
			m := w.says[i][len(w.path[i])-1]
			if w.fen[i] = m.n; m.kind != 2 && m.kind != 0 { // an amount that is not given is none
				err = errNoAmount
			}
		}
		if err != nil {
			w.sum.Refused++
			return
		}
	}
	decided := false
	for i := range w.sum.Against {
		differs := !sameSays(w.says[0][:len(w.q.Readings[0].At)], w.says[i+1][:len(w.q.Readings[i+1].At)])
		decided = decided || differs
		w.sum.Against[i].count(differs, w.fen[i+1]-w.fen[0])
	}
	if decided {
		w.sum.Decided++
	}
}

// year gives the sums of a year.
func (w *weigher[Case]) year() (Weight, error) {
	for i := range w.sum.Against {
		for _, sum := range []*unit.Total{&w.sum.Against[i].MoreAYear, &w.sum.Against[i].LessAYear} {
			year, err := sum.Times(int32(w.q.PerYear))
			if err != nil {
				return w.sum, wrapped("against", err)
			}
			*sum = year
		}
	}
	return w.sum, nil
}

// count adds a case in which the reading gives so much more.
func (s *Swing) count(differs bool, more int64) {
	if differs {
		s.Differs++
	}
	switch {
	case more > 0:
		s.More++
		s.MoreAYear.AddFen(more)
	case more < 0:
		s.Less++
		s.LessAYear.AddFen(-more)
	}
}

// Add adds the weight of other cases of the same question, such as that of another county.
func (w *Weight) Add(o Weight) {
	w.Cases += o.Cases
	w.Decided += o.Decided
	w.Refused += o.Refused
	for i := range w.Against {
		if i == len(o.Against) {
			break
		}
		a, b := &w.Against[i], o.Against[i]
		a.Differs += b.Differs
		a.More += b.More
		a.Less += b.Less
		a.MoreAYear.Merge(b.MoreAYear)
		a.LessAYear.Merge(b.LessAYear)
	}
}

// Weigh 存疑之处的分量 is [Question.Weigh] of each open question of the rule, over one pass of the cases.
func (r Rule[Policy, Facts, Answer]) Weigh(cases iter.Seq[Facts]) ([]Weight, error) {
	if err := r.Err(); err != nil {
		return nil, err
	}
	var all []*weigher[Facts]
	for _, q := range r.Questions() {
		all = append(all, newWeigher(q))
	}
	if cases != nil {
		for in := range cases {
			for _, w := range all {
				w.add(in)
			}
		}
	}
	out := make([]Weight, len(all))
	for i, w := range all {
		var err error
		if out[i], err = w.year(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
