package main

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strconv"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// Sums counts households and what they are paid, exactly. The zero Sums is
// nothing at all.
type Sums struct {
	// Households were answered, Eligible of them receive something.
	Households, Eligible int64
	// BadRows were refused.
	BadRows int64
	// Shards were read to their ends.
	Shards int64
	// Paid is the allowances' sum in a month.
	Paid unit.Total
}

// answer counts one household.
func (s *Sums) answer(a assistance.Award) {
	s.Households++ // one by one: no machine counts to 2^63
	if a.Outcome == assistance.Eligible {
		s.Eligible++
	}
	s.Paid.Add(a.Amount)
}

var errOverflow = errors.New("the sum is too large to be exact")

// plus adds, or refuses: what does not fit must not wrap around.
func (s Sums) plus(o Sums) (Sums, error) {
	for _, f := range []struct{ to, by *int64 }{{&s.Households, &o.Households}, {&s.Eligible, &o.Eligible}, {&s.BadRows, &o.BadRows}, {&s.Shards, &o.Shards}} {
		if *f.by > math.MaxInt64-*f.to { // none is negative
			return Sums{}, errOverflow
		}
		*f.to += *f.by
	}
	s.Paid.Merge(o.Paid)
	if s.Paid.Sign() < 0 { // two sums above zero give one below it only by wrapping
		return Sums{}, errOverflow
	}
	return s, nil
}

// sumFn adds sums on whatever workers and in whatever order the runner likes.
type sumFn struct{}

func (*sumFn) MergeAccumulators(a, b Sums) (Sums, error) { return a.plus(b) }

// encodeSums writes "households eligible bad-rows shards paid", paid in yuan. The same
// sums have the same bytes.
func encodeSums(s Sums) ([]byte, error) {
	if !s.possible() {
		return nil, fmt.Errorf("%+v: %w", s, rule.Invalid)
	}
	b := strconv.AppendInt(nil, s.Households, 10)
	b = strconv.AppendInt(append(b, ' '), s.Eligible, 10)
	b = strconv.AppendInt(append(b, ' '), s.BadRows, 10)
	b = strconv.AppendInt(append(b, ' '), s.Shards, 10)
	b = append(append(b, ' '), s.Paid.String()...)
	return b, nil
}

// decodeSums reads what encodeSums writes, and nothing else.
func decodeSums(data []byte) (Sums, error) {
	bad := func(err error) (Sums, error) { return Sums{}, fmt.Errorf("sums %.200q: %w", data, err) }
	var s Sums
	fields := bytes.Split(data, []byte{' '})
	if len(fields) != 5 {
		return bad(rule.Syntax)
	}
	for i, to := range []*int64{&s.Households, &s.Eligible, &s.BadRows, &s.Shards} {
		var err error
		if *to, err = strconv.ParseInt(string(fields[i]), 10, 64); err != nil {
			return bad(err)
		}
	}
	if err := s.Paid.UnmarshalText(fields[4]); err != nil {
		return bad(err)
	}
	if !s.possible() {
		return bad(rule.Invalid)
	}
	if again, err := encodeSums(s); err != nil || !bytes.Equal(again, data) {
		return bad(rule.Syntax)
	}
	return s, nil
}

func (s Sums) possible() bool {
	return s.Eligible >= 0 && s.Eligible <= s.Households && s.BadRows >= 0 && s.Shards >= 0 && s.Paid.Sign() >= 0
}

// fenOf gives a sum as a whole number of fen.
func fenOf(t unit.Total) string {
	return new(big.Rat).Mul(t.Rat(), big.NewRat(100, 1)).Num().String() // a whole number: a Total holds fen
}

const (
	byCountyHead = "county,households,eligible,paid_fen"
	totalsHead   = "households,eligible,paid_fen,bad_rows"
)

func (s Sums) appendCounts(dst []byte) []byte {
	dst = strconv.AppendInt(dst, s.Households, 10)
	dst = strconv.AppendInt(append(dst, ','), s.Eligible, 10)
	return append(append(dst, ','), fenOf(s.Paid)...)
}
