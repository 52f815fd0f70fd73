package unit

import "math/bits"

// spec says how a type of the package reads a number: as a whole number of
// 10^-scale, at most limit in magnitude. The sign is what follows the number, %,
// for the bounds that an error tells.
type spec struct {
	typ   string
	scale int
	limit uint64
	sign  string
	count bool // of things: the lower bound is 0
}

// digits is what [read] found: a sign, the digits before the point and the first
// nine after it.
type digits struct {
	neg    bool
	over   bool   // whole outgrew 64 bits
	whole  uint64 // before the point
	part   uint64 // after the point, in billionths
	places int    // decimals written, zeros at the end included
	needed int    // decimals up to the last that is not zero
	length int    // digits before the point
}

const maxPlaces = 9 // decimals that any type of the package holds

var tenTo = [...]uint64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// read is the one reader of numbers of the package: an optional minus sign,
// ASCII digits, optionally a point and digits.
func read[T string | []byte](typ string, s T) (digits, error) {
	var d digits
	i := 0
	if len(s) > 0 && s[0] == '-' {
		d.neg, i = true, 1
	}
	start := i
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		d.over = d.over || d.whole > (1<<64-1-9)/10
		d.whole = d.whole*10 + uint64(s[i]-'0')
	}
	d.length = i - start
	if d.length == 0 {
		return d, misread(typ, string(s), i)
	}
	if d.length > 1 && s[start] == '0' {
		return d, fault(typ, string(s), Syntax, leadingZero)
	}
	if i < len(s) && s[i] == '.' {
		i++
		from := i
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if i-from < maxPlaces {
				d.part = d.part*10 + uint64(s[i]-'0')
			}
			if s[i] != '0' {
				d.needed = i - from + 1
			}
		}
		d.places = i - from
		if d.places == 0 {
			return d, misread(typ, string(s), i)
		}
		d.part *= tenTo[maxPlaces-min(d.places, maxPlaces)]
	}
	if i != len(s) {
		return d, misread(typ, string(s), i)
	}
	return d, nil
}

// scan reads a number as a whole number of 10^-scale.
func scan[T string | []byte](of spec, s T) (int64, error) {
	d, err := read(of.typ, s)
	if err != nil {
		return 0, err
	}
	if d.needed > of.scale {
		return 0, fault(of.typ, string(s), Inexact, atMostDecimals(of.scale))
	}
	hi, lo := bits.Mul64(d.whole, tenTo[of.scale])
	n, carry := bits.Add64(lo, d.part/tenTo[maxPlaces-of.scale], 0)
	if d.over || hi+carry != 0 || n > of.limit {
		return 0, fault(of.typ, string(s), Range, of.bounds())
	}
	return signed(n, d.neg), nil
}

// count reads a whole number without a point.
func count[T string | []byte](of spec, s T) (int64, error) {
	d, err := read(of.typ, s)
	if err == nil && d.places > 0 {
		return 0, fault(of.typ, string(s), Syntax, notWhole(string(s)))
	}
	if err != nil {
		return 0, err
	}
	return scan(of, s)
}

// signed makes a number of a magnitude below 2^63.
func signed(n uint64, neg bool) int64 {
	if neg {
		return -int64(n)
	}
	return int64(n)
}
