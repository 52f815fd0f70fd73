package files

import (
	"bytes"
	"encoding/binary"
	"math/bits"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// pair is the UTF-8 of a character of two bytes, the first byte lowest, and above them how many they are; 0 if there is no
// such character.
type pair uint32

const (
	leads  = 0xfe - 0x81 + 1
	trails = 0xfe - 0x40 + 1
)

// pairs has the characters of two bytes, as golang.org/x/text has them: looked up,
// they cost a tenth.
var pairs = sync.OnceValue(func() *[leads * trails]pair {
	var all []byte
	for i := range leads * trails {
		all = append(all, byte(0x81+i/trails), byte(0x40+i%trails), ',')
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(all)
	var table [leads * trails]pair
	if err != nil {
		return &table // every character of two bytes is then a bad one
	}
	for i := range table {
		var one []byte
		one, text, _ = bytes.Cut(text, []byte{','})
		if c, size := utf8.DecodeRune(one); size == len(one) && size > 1 && size <= 3 && c != utf8.RuneError {
			for k, b := range one {
				table[i] |= pair(b) << (8 * k)
			}
			table[i] |= pair(size) << 24
		}
	}
	return &table
})

// asciiPrefix gives how many bytes at the beginning are ASCII.
func asciiPrefix(b []byte) (n int) {
	for ; n+32 <= len(b); n += 32 {
		four := b[n : n+32]
		if (binary.LittleEndian.Uint64(four)|binary.LittleEndian.Uint64(four[8:])|binary.LittleEndian.Uint64(four[16:])|binary.LittleEndian.Uint64(four[24:]))&0x8080808080808080 != 0 {
			break
		}
	}
	for ; n+8 <= len(b); n += 8 {
		if binary.LittleEndian.Uint64(b[n:])&0x8080808080808080 != 0 {
			break
		}
	}
	for n < len(b) && b[n] < utf8.RuneSelf {
		n++
	}
	return n
}

// copyASCII copies the ASCII at the beginning of src, as much as dst has room for, and gives how many bytes that is. What lies
// behind them in dst it may write over.
func copyASCII(dst, src []byte) (n int) {
	const high = 0x8080808080808080
	end := min(len(dst), len(src))
	dst, src = dst[:end], src[:end]
	for ; n+16 <= end; n += 16 {
		a, b := binary.LittleEndian.Uint64(src[n:]), binary.LittleEndian.Uint64(src[n+8:])
		binary.LittleEndian.PutUint64(dst[n:], a)
		binary.LittleEndian.PutUint64(dst[n+8:], b)
		if (a|b)&high != 0 {
			if a&high != 0 {
				return n + bits.TrailingZeros64(a&high)/8
			}
			return n + 8 + bits.TrailingZeros64(b&high)/8
		}
	}
	for ; n < end && src[n] < utf8.RuneSelf; n++ {
		dst[n] = src[n]
	}
	return n
}

// decodeGB18030 marks the lines that look finds doubtful, unless that is nil.
func decodeGB18030(dst, src []byte, final bool, look *lookalikes) (n, used int) {
	table := pairs()
	pending, sureAt := false, -1
	if look != nil {
		if pending = look.pending(); !look.within && len(src) > 0 && src[0] >= utf8.RuneSelf {
			if sureAt, look.within = look.begins(src, 0, final, sureAt, pending); !look.within {
				return 0, 0
			}
			pending = look.pending()
		}
	}
	for used < len(src) && n+utf8.UTFMax <= len(dst) {
		c := src[used]
		if c < utf8.RuneSelf {
			if !pending {
				size := copyASCII(dst[n:], src[used:])
				n, used = n+size, used+size
			} else {
				run := src[used:min(len(src), used+len(dst)-n)]
				run = run[:asciiPrefix(run)]
				if end := bytes.IndexByte(run, '\n'); end > 0 {
					run = run[:end]
				} else if end == 0 {
					if look.doubtful() {
						dst[n] = doubtMark
						n++
						run = run[:min(len(run), len(dst)-n)]
					}
					*look, pending, sureAt = lookalikes{}, false, -1
				}
				n += copy(dst[n:], run)
				used += len(run)
			}
			if look == nil {
				continue
			}
			if look.within = used < len(src) && src[used] >= utf8.RuneSelf; !look.within { // a run begins, mostly not of UTF-8
				continue
			}
			if c := src[used]; !pending && (c < 0xc2 || used+2 < len(src) && (src[used+1]&0xc0 != 0x80 || c < 0xe0 && src[used+2]-0x80 < 0xc2-0x80)) {
				sureAt = used
				continue
			}
			if sureAt, look.within = look.begins(src, used, final, sureAt, pending); !look.within {
				return n, used
			}
			pending = look.pending()
			continue
		}
		if used+1 >= len(src) {
			if !final {
				break
			}
			dst[n] = notText
			n, used = n+1, used+1
			continue
		}
		if d := src[used+1]; c > 0x80 && c < 0xff && d >= 0x40 && d < 0xff && d != 0x7f {
			if p := table[int(c-0x81)*trails+int(d-0x40)]; p > 0 {
				binary.LittleEndian.PutUint32(dst[n:], uint32(p))
				n, used = n+int(p>>24), used+2
				continue
			}
		} else if c > 0x80 && c < 0xff && d >= '0' && d <= '9' {
			if used+4 > len(src) && !final {
				break
			}
			if text, ok := four(src[used:]); ok {
				n += copy(dst[n:], text)
				used += 4
				continue
			}
		}
		dst[n] = notText
		n, used = n+1, used+1
	}
	if look == nil {
		return n, used
	}
	if look.sure = look.sureOn(src[:used], sureAt, pending); final && used == len(src) && look.doubtful() && n < len(dst) {
		dst[n] = doubtMark
		n, *look = n+1, lookalikes{}
	}
	return n, used
}

// four reads a character of four bytes, which are rare.
func four(src []byte) ([]byte, bool) {
	if len(src) < 4 || src[2] < 0x81 || src[2] == 0xff || src[3] < '0' || src[3] > '9' {
		return nil, false
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src[:4])
	c, size := utf8.DecodeRune(text)
	ok := err == nil && size == len(text) && (c != utf8.RuneError || string(src[:4]) == "\x84\x31\xa4\x37")
	return text, ok
}

func validGB18030(text []byte) bool {
	var buf [1 << 10]byte
	for len(text) > 0 {
		n, used := decodeGB18030(buf[:], text, true, nil)
		if bytes.IndexByte(buf[:n], notText) >= 0 {
			return false
		}
		text = text[used:]
	}
	return true
}

// isGB2312 says whether all characters of GB18030 text are of GB2312: the hanzi in
// use and their punctuation.
func isGB2312(text []byte) bool {
	for len(text) > 0 {
		if text = text[asciiPrefix(text):]; len(text) == 0 {
			return true
		}
		if len(text) < 2 || text[0] < 0xa1 || text[0] > 0xf7 || text[0] > 0xa9 && text[0] < 0xb0 || text[1] < 0xa1 {
			return false
		}
		text = text[2:]
	}
	return true
}
