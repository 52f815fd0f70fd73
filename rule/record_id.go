package rule

import (
	"crypto/sha256"
	"encoding/hex"
)

// Identifier gives the identities of a rule's decisions, the sum that a decision's record
// carries as digests.decision, for bulk runs that keep an id with each row and explain
// only the rows that somebody asks about.
//
// It hashes the parameters once and keeps its buffers, so it is for one goroutine at a
// time; make one for each. Facts that implement [JSONAppender] are written without
// allocating.
type Identifier[Policy, Facts, Answer any] struct {
	rule       string
	version    int
	parameters [sha256.Size]byte
	facts      Facts
	buf        []byte
}

// Identifier prepares the identities of decisions under the rule's parameters. The error
// is that of [Rule.Err], or that the parameters do not marshal.
func (r Rule[Policy, Facts, Answer]) Identifier() (*Identifier[Policy, Facts, Answer], error) {
	if err := r.Err(); err != nil {
		return nil, err
	}
	raw, _, err := r.b.json()
	if err != nil {
		return nil, err
	}
	return &Identifier[Policy, Facts, Answer]{rule: r.def.ID, version: r.def.Version, parameters: sha256.Sum256(raw)}, nil
}

// Append appends the identity of the decision on these facts, without a subject, 64
// hexadecimal digits. The error is that the facts do not marshal to JSON.
func (id *Identifier[Policy, Facts, Answer]) Append(dst []byte, in Facts) ([]byte, error) {
	return id.append(dst, in, nil)
}

// AppendFor is [Identifier.Append] for a decision about a subject.
func (id *Identifier[Policy, Facts, Answer]) AppendFor(dst []byte, in Facts, s Subject) ([]byte, error) {
	subject, err := s.append(nil)
	if err != nil {
		return dst, err
	}
	return id.append(dst, in, subject)
}

func (id *Identifier[Policy, Facts, Answer]) append(dst []byte, in Facts, subject []byte) ([]byte, error) {
	id.facts = in
	var err error
	if a, ok := any(&id.facts).(JSONAppender); ok {
		id.buf, err = a.AppendJSON(id.buf[:0])
	} else {
		id.buf, err = appendJSON(id.buf[:0], input(in))
	}
	if err != nil {
		return dst, err
	}
	sum := identity(id.rule, id.version, id.parameters, sha256.Sum256(id.buf), subject)
	return hex.AppendEncode(dst, sum[:]), nil
}
