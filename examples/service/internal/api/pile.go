package api

import "sync"

// How much a pile holds: rows, and bytes of their records.
const (
	pileRows  = 512
	pileBytes = 4 << 20
)

// pile is where drafts wait for the transaction before theirs: what has come by then is taken
// together, so that a slow client has each line acknowledged at once and a quick one pays for few
// commits.
type pile struct {
	mu      sync.Mutex
	changed sync.Cond
	drafts  []draft
	bytes   int
	ended   bool // nothing more is put
	refused bool // nothing more is taken
}

func newPile() *pile {
	p := &pile{}
	p.changed.L = &p.mu
	return p
}

// put waits for room. It is false where nothing more is taken.
func (p *pile) put(d draft) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for !p.refused && (len(p.drafts) >= pileRows || p.bytes >= pileBytes) {
		p.changed.Wait()
	}
	p.drafts = append(p.drafts, d)
	p.bytes += len(d.decision.Record)
	p.changed.Broadcast()
	return !p.refused
}

// take waits for a draft and takes all that are there; none are left after the end.
func (p *pile) take() []draft {
	p.mu.Lock()
	defer p.mu.Unlock()
	for len(p.drafts) == 0 && !p.ended {
		p.changed.Wait()
	}
	list := p.drafts
	p.drafts, p.bytes = nil, 0
	p.changed.Broadcast()
	return list
}

func (p *pile) end()    { p.set(&p.ended) }
func (p *pile) refuse() { p.set(&p.refused) }

func (p *pile) set(flag *bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	*flag = true
	p.changed.Broadcast()
}
