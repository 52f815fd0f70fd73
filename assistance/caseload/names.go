package caseload

import (
	"math/bits"
	"strings"
)

// names finds counties by name: a map's lookup would cost a case as much as deciding it. Names are few and
// short, and cases come from all counties in no order, so that whatever branches by the name is guessed wrong:
// a name is looked at as words of a fixed number, and laid so that no two meet in one slot where that can be.
type names[V any] struct {
	slots []slot[V]
	mix   uint64
	shift uint8
	list  []string
}

type slot[V any] struct {
	key  key
	name string
	v    V
	used bool
}

// key is all of a name of up to 16 bytes, and the beginning and end of a longer one.
type key struct {
	first, last uint64
	length      int
}

const (
	whole    = 16 // what a key holds of a name
	maxTries = 64
)

func newNames[V any](list []string, value func(name string) V) names[V] {
	width := 3
	for 1<<width < 4*len(list) {
		width++
	}
	n := names[V]{slots: make([]slot[V], 1<<width), shift: uint8(64 - width), list: list}
	fewest := len(list) + 1
	for try := range uint64(maxTries) {
		with := n
		with.mix = 0x9e3779b97f4a7c15 * (2*try + 1)
		met, taken := 0, make([]bool, len(n.slots))
		for _, name := range list {
			at := with.place(keyOf(name))
			if taken[at] {
				met++
			}
			taken[at] = true
		}
		if met < fewest {
			n, fewest = with, met
		}
		if fewest == 0 {
			break
		}
	}
	for _, name := range list {
		k := keyOf(name)
		at := n.place(k)
		for n.slots[at].used {
			at = (at + 1) % len(n.slots)
		}
		n.slots[at] = slot[V]{k, name, value(name), true}
	}
	return n
}

// find finds a name, with blanks around it or without, as tables are read; nil if there is none.
func (n *names[V]) find(name string) *V {
	if v := n.get(name); v != nil {
		return v
	}
	if t := strings.TrimSpace(name); len(t) < len(name) {
		return n.get(t)
	}
	return nil
}

// get finds a name as it is written; nil if there is none.
func (n *names[V]) get(name string) *V {
	if len(n.slots) == 0 {
		return nil
	}
	k := keyOf(name)
	at := n.place(k)
	for {
		s := &n.slots[at]
		if s.key == k && s.used && (k.length <= whole || s.name == name) {
			return &s.v
		}
		if !s.used {
			return nil
		}
		at = (at + 1) & (len(n.slots) - 1)
	}
}

// place is where a name belongs.
func (n *names[V]) place(k key) int {
	return int((k.first ^ bits.RotateLeft64(k.last, 23) ^ uint64(k.length)) * n.mix >> n.shift)
}

// keyOf looks at a name of 4 to 16 bytes four times, wherever the looks overlap: the lengths of names are in no order
// either.
func keyOf(s string) key {
	n := len(s)
	if n < 4 {
		return shortKey(s)
	}
	return key{half(s) | half(s[min(4, n-4):])<<32, half(s[max(n-8, 0):]) | half(s[n-4:])<<32, n}
}

func shortKey(s string) key {
	if s == "" {
		return key{}
	}
	n := len(s)
	return key{uint64(s[0]), uint64(s[n/2])<<8 | uint64(s[n-1]), n}
}

func half(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
