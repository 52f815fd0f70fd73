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
	length int    // digits before the point
	whole  uint64 // their value; not to be used above 19 of them
	places int    // decimals written, zeros at the end included
	part   uint64 // the value of the first nine
	point  int    // where they begin
}

const maxPlaces = 9 // decimals that any type of the package holds

var tenTo = [...]uint64{1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// read is the one reader of numbers of the package: an optional minus sign,
// ASCII digits, optionally a point and digits. It counts in variables and fills d
// once, which keeps them in registers.
func read[T string | []byte](d *digits, typ string, s T) error {
	i := 0
	if len(s) > 0 && s[0] == '-' {
		d.neg, i = true, 1
	}
	start, n := i, uint64(0)
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
		n = n*10 + uint64(s[i]-'0')
	}
	d.length, d.whole = i-start, n
	if i == start {
		return misread(typ, string(s), i)
	}
	if s[start] == '0' && i-start > 1 {
		return fault(typ, string(s), Syntax, leadingZero)
	}
	if i < len(s) && s[i] == '.' {
		i++
		start, n = i, 0
		for ; i < len(s) && s[i] >= '0' && s[i] <= '9'; i++ {
			if i-start < maxPlaces {
				n = n*10 + uint64(s[i]-'0')
			}
		}
		d.point, d.places, d.part = start, i-start, n
		if i == start {
			return misread(typ, string(s), i)
		}
	}
	if i != len(s) {
		return misread(typ, string(s), i)
	}
	return nil
}

// scan reads a number as a whole number of 10^-scale.
func scan[T string | []byte](of spec, s T) (int64, error) {
	var d digits
	if err := read(&d, of.typ, s); err != nil {
		return 0, err
	}
	if d.places > of.scale { // zeros may stand there
		for i := d.point + of.scale; i < len(s); i++ {
			if s[i] != '0' {
				return 0, fault(of.typ, string(s), Inexact, atMostDecimals(of.scale))
			}
		}
		d.part /= tenTo[min(d.places, maxPlaces)-of.scale]
		d.places = of.scale
	}
	hi, lo := bits.Mul64(d.whole, tenTo[of.scale])
	n, carry := bits.Add64(lo, d.part*tenTo[of.scale-d.places], 0)
	if d.length > 19 || hi+carry != 0 || n > of.limit { // 10^19 is above every limit
		return 0, fault(of.typ, string(s), Range, of.bounds())
	}
	return signed(n, d.neg), nil
}

// count reads a whole number without a point.
func count[T string | []byte](of spec, s T) (int64, error) {
	var d digits
	if err := read(&d, of.typ, s); err != nil {
		return 0, err
	}
	if d.places > 0 {
		return 0, fault(of.typ, string(s), Syntax, notWhole(string(s)))
	}
	return scan(of, s)
}

// ParseCount 读取计数 reads a count, 0 to [MaxCount], from its digits. Another text is [Syntax], whose reason names the
// character that is wrong, a separator, a point or a full-width digit; a count below zero or above is [Range].
func ParseCount(text string) (int64, error) {
	of := spec{typ: "Count", limit: MaxCount, count: true}
	n, err := count(of, text)
	if err == nil && n < 0 {
		return 0, fault(of.typ, text, Range, of.bounds())
	}
	return n, err
}

// signed makes a number of a magnitude below 2^63.
func signed(n uint64, neg bool) int64 {
	if neg {
		return -int64(n)
	}
	return int64(n)
}
