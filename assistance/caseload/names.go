package caseload

// names finds counties by name: a map's lookup would cost a case as much as deciding it.
// Names are few, and short; the table is at most a quarter full.
type names[V any] struct {
	slots []slot[V]
	mask  uint64
}

type slot[V any] struct {
	name string
	v    V
	used bool
}

func newNames[V any](list []string, value func(name string) V) names[V] {
	size := 8
	for size < 4*len(list) {
		size *= 2
	}
	n := names[V]{slots: make([]slot[V], size), mask: uint64(size - 1)}
	for _, name := range list {
		at := hashOf(name) & n.mask
		for n.slots[at].used {
			at = (at + 1) & n.mask
		}
		n.slots[at] = slot[V]{name, value(name), true}
	}
	return n
}

// get finds a name; nil if there is none.
func (n *names[V]) get(name string) *V {
	if len(n.slots) == 0 {
		return nil
	}
	for at := hashOf(name) & n.mask; n.slots[at].used; at = (at + 1) & n.mask {
		if s := &n.slots[at]; s.name == name {
			return &s.v
		}
	}
	return nil
}

// hashOf mixes the length, the beginning and the end of a name: 区 and 县 stand at the end of nearly
// all, and what tells them apart before that.
func hashOf(s string) uint64 {
	h := uint64(len(s)) * 0x9e3779b97f4a7c15
	if len(s) >= 8 {
		h ^= word(s) ^ word(s[len(s)-8:])*0xff51afd7ed558ccd
	} else {
		for i := range len(s) {
			h = h<<8 ^ h>>56 ^ uint64(s[i])
		}
	}
	h *= 0xc4ceb9fe1a85ec53
	return h ^ h>>32
}

func word(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
