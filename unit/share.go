package unit

import (
	"bytes"
	"database/sql/driver"
	"encoding/json"
	"io"
	"math/big"
	"math/bits"
	"strconv"
	"strings"
)

// MaxCount is the largest count of a [Share]: 2^53 − 1.
const MaxCount = 1<<53 - 1

// Share 占比 is a part of a whole, both counted. It keeps its counts: it is
// compared with a [Rate] exactly, never rounded first, and pools with others by
// adding parts and wholes. == compares the counts. The zero Share has no whole;
// it is not valid and meets nothing.
type Share struct{ part, whole int64 }

// NewShare makes a share: whole is 1 to [MaxCount], part is 0 to whole. A whole
// of 0 is [EmptyWhole], neither 0 % nor 100 %; any other count is [Range].
func NewShare(part, whole int64) (Share, error) {
	if whole == 0 {
		return Share{}, fault("Share", countText(part, whole), EmptyWhole, emptyWhole)
	}
	if whole < 1 || whole > MaxCount {
		return Share{}, fault("Share", countText(part, whole), Range,
			say("总数是%d：应在1至%d之间", "the whole is %d: it must be 1 to %d", whole, int64(MaxCount)))
	}
	if part < 0 || part > whole {
		return Share{}, fault("Share", countText(part, whole), Range,
			say("部分是%d：应在0至总数%d之间", "the part is %d: it must be 0 to the whole, %d", part, whole))
	}
	return Share{part, whole}, nil
}

var (
	emptyWhole = Text{"总数为零，没有占比：请核对总数", "share of an empty whole: check the whole, which is zero"}
	tooMany    = say("加上新增后总数超过%d：请核对目标", "the whole with the additions is beyond %d: check the target", int64(MaxCount))
	countSpec  = spec{typ: "Share", limit: MaxCount, count: true}
)

func above100(target string) Text {
	return say("目标%s高于%d%%，占比最多%[2]d%%：请降低目标", "the target %s is above %d%%, and a share is at most %[2]d%%: lower the target", target, 100)
}

// shareReason says what is wrong with a share without its slash.
func shareReason(text string) Text {
	if text == "" {
		return emptyText
	}
	return say("应写成“部分/总数”，如%d/%d", "must be written part/whole, such as %d/%d", 7590, 23000)
}

func countText(part, whole int64) string {
	b := strconv.AppendInt(make([]byte, 0, 40), part, 10)
	return string(strconv.AppendInt(append(b, '/'), whole, 10))
}

// Part gives the part.
func (s Share) Part() int64 { return s.part }

// Whole gives the whole; 0 only for the zero Share.
func (s Share) Whole() int64 { return s.whole }

// IsValid reports whether the share has a whole.
func (s Share) IsValid() bool { return s.whole > 0 }

// Meets reports whether the share is at least r, exactly. The zero Share meets
// nothing.
func (s Share) Meets(r Rate) bool { return s.whole > 0 && s.cmp(r) >= 0 }

// Cmp gives -1, 0 or 1 as the share is below, equal to or above r. For the zero
// Share the error wraps [EmptyWhole].
func (s Share) Cmp(r Rate) (int, error) {
	if s.whole == 0 {
		return 0, fault("Share", s.String(), EmptyWhole, emptyWhole)
	}
	return s.cmp(r), nil
}

func (s Share) cmp(r Rate) int {
	if r.n < 0 {
		return 1
	}
	a1, a0 := bits.Mul64(uint64(s.part), rateOne)
	b1, b0 := bits.Mul64(uint64(s.whole), uint64(r.n))
	return cmp192(0, a1, a0, 0, b1, b0)
}

// ToConvert tells how many more of the whole must become part to reach r: 0 if
// it is met. Above 100 % the error wraps [Unreachable].
func (s Share) ToConvert(r Rate) (int64, error) {
	if s.whole == 0 {
		return 0, fault("Share", s.String(), EmptyWhole, emptyWhole)
	}
	if s.cmp(r) >= 0 {
		return 0, nil
	}
	if r.n > rateOne {
		return 0, fault("Share", s.String(), Unreachable, above100(r.String()))
	}
	// part + x ≥ whole × r; the product is below 2^53 × 10^9.
	hi, lo := bits.Mul64(uint64(s.whole), uint64(r.n))
	return int64(ceilDiv(hi, lo, rateOne)) - s.part, nil
}

// ToAdd tells how many must be newly added, counted in part and whole, to reach
// r: 0 if it is met. At 100 % and above, unless met, the error wraps
// [Unreachable]; if the whole would pass [MaxCount], [Range].
func (s Share) ToAdd(r Rate) (int64, error) {
	if s.whole == 0 {
		return 0, fault("Share", s.String(), EmptyWhole, emptyWhole)
	}
	if s.cmp(r) >= 0 {
		return 0, nil
	}
	if r.n >= rateOne {
		return 0, fault("Share", s.String(), Unreachable,
			say("只靠新增达不到%s：请改为改造，或降低目标", "additions alone stay below %s: convert instead, or lower the target", r))
	}
	x, ok := s.Additions(r)
	if !ok {
		return 0, fault("Share", s.String(), Range, tooMany)
	}
	return x, nil
}

// Additions is [Share.ToAdd] for a caller who only wants the number: false where
// there is none, because the share is zero, no addition reaches r or the whole would
// pass [MaxCount].
func (s Share) Additions(r Rate) (int64, bool) {
	switch {
	case s.whole == 0:
		return 0, false
	case s.cmp(r) >= 0:
		return 0, true
	case r.n >= rateOne:
		return 0, false
	}
	// (part + x) ≥ (whole + x) × r, so x ≥ (whole × r − part) ÷ (1 − r).
	h1, l1 := bits.Mul64(uint64(s.whole), uint64(r.n))
	h2, l2 := bits.Mul64(uint64(s.part), rateOne)
	lo, borrow := bits.Sub64(l1, l2, 0)
	hi, _ := bits.Sub64(h1, h2, borrow)
	rest := uint64(rateOne - r.n)
	lo, carry := bits.Add64(lo, rest-1, 0)
	hi += carry
	if hi >= rest {
		return 0, false
	}
	x, _ := bits.Div64(hi, lo, rest)
	if x > MaxCount-uint64(s.whole) {
		return 0, false
	}
	return int64(x), true
}

// Add pools two shares by adding parts and wholes. Either being the zero Share
// is [EmptyWhole]; a whole beyond [MaxCount] is [Range].
func (s Share) Add(o Share) (Share, error) {
	if !s.IsValid() || !o.IsValid() {
		return Share{}, fault("Share", "", EmptyWhole, emptyWhole)
	}
	return NewShare(s.part+o.part, s.whole+o.whole)
}

// Pool adds parts and wholes of all the shares. The mean of their percentages
// would be another figure. No shares at all are [EmptyWhole].
func Pool(shares ...Share) (Share, error) {
	if len(shares) == 0 {
		return Share{}, fault("Share", "", EmptyWhole, Text{"没有可以合并的占比：请至少给出一个", "no shares to pool: give at least one"})
	}
	sum := shares[0]
	for _, o := range shares[1:] {
		var err error
		if sum, err = sum.Add(o); err != nil {
			return Share{}, err
		}
	}
	return NewShare(sum.part, sum.whole)
}

// Rat gives the exact ratio; 0 for the zero Share.
func (s Share) Rat() *big.Rat {
	if s.whole == 0 {
		return new(big.Rat)
	}
	return big.NewRat(s.part, s.whole)
}

// Percent shows the share as a percentage with at most places decimals, a
// negative number of them meaning none: "55%" if that is exact, else rounded and
// marked, "≈43.8%"; "–" for the zero Share. A rounding never ends in a 0: it has as many decimals more as it takes, so
// that what misses 55% by little is "≈54.996%" and not "≈55.0%". It is for display: the share itself
// is what is compared.
func (s Share) Percent(places int) string { return s.Approx(PercentNotation, places) }

// Approx shows the share in a notation, as [Share.Percent] does in per cent: "≈0.7997‰", where the bound that it is held
// against is in per mille.
func (s Share) Approx(n Notation, places int) string {
	if s.whole == 0 {
		return "–"
	}
	if int(n) >= len(notations) {
		n = PercentNotation
	}
	r := s.Rat()
	return approx(r.Mul(r, big.NewRat(rateOne/notations[n].factor, 1)), places) + notations[n].sign
}

// String gives the counts: "7590/23000". The zero Share gives "0/0", which does
// not read back.
func (s Share) String() string { return countText(s.part, s.whole) }

// MarshalText writes as [Share.String]. It never fails.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "7590/23000". Errors are those of [NewShare], or
// [Syntax]. On an error s is unchanged.
func (s *Share) UnmarshalText(text []byte) error {
	p, w, ok := strings.Cut(string(text), "/")
	if !ok {
		return fault("Share", string(text), Syntax, shareReason(string(text)))
	}
	part, err := count(countSpec, p)
	if err != nil {
		return given(err, string(text))
	}
	whole, err := count(countSpec, w)
	if err != nil {
		return given(err, string(text))
	}
	return s.set(part, whole)
}

func (s *Share) set(part, whole int64) error {
	v, err := NewShare(part, whole)
	if err == nil {
		*s = v
	}
	return err
}

// MarshalJSON writes {"part":7590,"whole":23000}.
func (s Share) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, 48), `{"part":`...)
	b = strconv.AppendInt(b, s.part, 10)
	b = append(b, `,"whole":`...)
	b = strconv.AppendInt(b, s.whole, 10)
	return append(b, '}'), nil
}

// UnmarshalJSON reads the object that [Share.MarshalJSON] writes, both counts
// and nothing else. On an error s is unchanged.
func (s *Share) UnmarshalJSON(data []byte) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	wrong := func() error {
		if string(data) == "null" {
			code, reason := notText(data)
			return fault("Share", "null", code, reason)
		}
		return fault("Share", string(data), Syntax, Text{
			`应写成{"part":部分,"whole":总数}，两项都是整数，各写一次`, `must be {"part":…,"whole":…}, two whole numbers, each given once`})
	}
	if tok, err := d.Token(); err != nil || tok != json.Delim('{') {
		return wrong()
	}
	counts := map[string]int64{}
	for d.More() {
		key, err := d.Token()
		name, _ := key.(string)
		if _, twice := counts[name]; err != nil || twice || name != "part" && name != "whole" {
			return wrong()
		}
		val, err := d.Token()
		number, ok := val.(json.Number)
		if err != nil || !ok {
			return wrong()
		}
		if counts[name], err = count(countSpec, string(number)); err != nil {
			return given(err, string(data))
		}
	}
	if _, err := d.Token(); err != nil || len(counts) != 2 {
		return wrong()
	}
	if _, err := d.Token(); err != io.EOF {
		return wrong()
	}
	return s.set(counts["part"], counts["whole"])
}

// Scan reads a text column as [Share.UnmarshalText] does; NULL is [Missing]. On an
// error s is unchanged.
func (s *Share) Scan(src any) error { return scanText("Share", src, s) }

// Value gives the text for a database column.
func (s Share) Value() (driver.Value, error) { return s.String(), nil }
