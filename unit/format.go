package unit

import "strconv"

// appendFixed writes n as a decimal with places decimals.
func appendFixed(b []byte, n int64, places int) []byte {
	u := uint64(n)
	if n < 0 {
		b = append(b, '-')
		u = -u
	}
	if places == 2 { // an amount of money: bulk runs write millions
		rest := u % 100
		b = strconv.AppendUint(b, u/100, 10)
		return append(b, '.', byte('0'+rest/10), byte('0'+rest%10))
	}
	return appendPoint(b, u, places)
}

// appendPoint writes a magnitude with places decimals.
func appendPoint(b []byte, u uint64, places int) []byte {
	var buf [24]byte
	digits := strconv.AppendUint(buf[:0], u, 10)
	if missing := places + 1 - len(digits); missing > 0 {
		b = append(b, "0."...)
		for ; missing > 1; missing-- {
			b = append(b, '0')
		}
		return append(b, digits...)
	}
	cut := len(digits) - places
	b = append(b, digits[:cut]...)
	if places > 0 {
		b = append(b, '.')
		b = append(b, digits[cut:]...)
	}
	return b
}

// trimZeros drops zeros after the point, and the point with them.
func trimZeros(b []byte, from int) []byte {
	point := false
	for _, c := range b[from:] {
		point = point || c == '.'
	}
	if !point {
		return b
	}
	for b[len(b)-1] == '0' {
		b = b[:len(b)-1]
	}
	if b[len(b)-1] == '.' {
		b = b[:len(b)-1]
	}
	return b
}
