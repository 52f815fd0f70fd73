package course

// MaxWork is what one call may do: so many operators of formulas, or forms that are looked at, each of which takes a tenth of a
// microsecond to half of one.
const MaxWork = 8_000_000

// Budget is what a call has left. Several walkers can share it, one after the other.
type Budget struct{ left, floor int }

// NewBudget is the whole of it.
func NewBudget() *Budget { return &Budget{left: MaxWork} }

// Share begins something of which several are to be looked at: it may have one part in so many of what is left, so that one that
// takes much leaves something for those behind it.
func (b *Budget) Share(parts int) { b.floor = max(b.left, 0) - max(b.left, 0)/parts }

// Spend takes some; false where the share is used up.
func (b *Budget) Spend(n int) bool {
	b.left -= n
	return !b.Over()
}

// Over reports whether the share is used up.
func (b *Budget) Over() bool { return b.left <= b.floor }
