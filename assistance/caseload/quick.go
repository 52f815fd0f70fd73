package caseload

import "math/bits"

// quick finds the rule of nearly every case of a run. A map's lookup and a look at each letter of an id would cost a case as
// much as deciding it. Names are few and short, and cases come from all counties in no order, so that whatever
// branches by the name is guessed wrong: a name of up to 16 bytes is two words, which have a slot to themselves, and all that
// may be wrong is looked at in one go. What it does not find may be there still: [Month.award] looks for it.
type quick struct {
	mix   uint64
	slots [1 << quickBits]quickSlot
}

// quickSlot holds a name, all of it, and its rules beside it, so that nothing is waited for on the way to them; of none, the
// length is 0. Its size is a power of two: a slot is found without multiplying.
type quickSlot struct {
	first, last uint64
	length      int
	sides       [4]AllowanceRule
	_           [5]uint64
}

const (
	quickBits = 8
	// quickTries is how many ways of laying names are tried; seven counties meet in none of them as a rule, and
	// a hundred in some slots in all.
	quickTries = 16
)

// newQuick lays the counties that have rules.
func newQuick(at *names[countyRules]) *quick {
	q, most := &quick{}, -1
	for try := range uint64(quickTries) { // how many have a slot, before any is filled
		var taken [len(q.slots)]bool
		mix, laid := 0x9e3779b97f4a7c15*(2*try+1), 0
		for _, name := range at.list {
			if first, last, short := words(name); short {
				if at := &taken[slotOf(first, last, mix)]; !*at {
					*at = true
					laid++
				}
			}
		}
		if laid > most {
			q.mix, most = mix, laid
		}
	}
	for _, name := range at.list {
		first, last, short := words(name)
		if c := at.by[name]; short && c.err == nil {
			if s := q.slot(first, last); s.length == 0 {
				s.first, s.last, s.length, s.sides = first, last, len(name), c.sides
			}
		}
	}
	return q
}

// rule is that of a case whose county is written as it is in the book and whose id is ASCII that shows, without blanks, the county of 4
// to 16 bytes and the id of 1 to 24; nil for any other.
func (q *quick) rule(c *Case) *AllowanceRule {
	name, id := c.County, c.ID
	var first, last, letters uint64
	switch n := len(name); { // as words does, without the call
	case n >= 8 && n <= 16:
		first, last = word(name), word(name[n-8:])
	case n >= 4 && n < 8:
		first, last = half(name), half(name[n-4:])
	default:
		return nil
	}
	const above, aboveBlank, belowDelete = 0x8080808080808080, 0x2121212121212121, 0x0101010101010101
	switch n := len(id); { // a byte up to the blank borrows its highest bit, one from delete on has it or gets it
	case n >= 8 && n <= 16:
		a, b := word(id), word(id[n-8:])
		letters = a | b | (a - aboveBlank) | (b - aboveBlank) | (a + belowDelete) | (b + belowDelete)
	case n >= 4 && n < 8:
		a := half(id) | half(id[n-4:])<<32
		letters = a | (a - aboveBlank) | (a + belowDelete)
	case n > 16 && n <= 24: // as long as a citizen's number, with something about it
		a, b, c := word(id), word(id[8:]), word(id[n-8:])
		letters = a | b | c | (a - aboveBlank) | (b - aboveBlank) | (c - aboveBlank) | (a + belowDelete) | (b + belowDelete) | (c + belowDelete)
	case n >= 1 && n < 4: // letters beside it that show
		a := 0x4848484848<<24 | uint64(id[0]) | uint64(id[n/2])<<8 | uint64(id[n-1])<<16
		letters = a | (a - aboveBlank) | (a + belowDelete)
	default:
		return nil
	}
	s := q.slot(first, last)
	if first^s.first|last^s.last|uint64(len(name)^s.length)|letters&above != 0 {
		return nil
	}
	return &s.sides[c.Household.Area&3]
}

func (q *quick) slot(first, last uint64) *quickSlot {
	return &q.slots[slotOf(first, last, q.mix)]
}

func slotOf(first, last, mix uint64) uint64 {
	return (first ^ bits.RotateLeft64(last, 23)) * mix >> (64 - quickBits)
}

// words are a text of 4 to 16 bytes, which they cover with its length.
func words(s string) (first, last uint64, short bool) {
	switch n := len(s); {
	case n >= 8 && n <= 16:
		return word(s), word(s[n-8:]), true
	case n >= 4 && n < 8:
		return half(s), half(s[n-4:]), true
	}
	return 0, 0, false
}

func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func half(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
