package files

import (
	"bytes"
	"fmt"
	"io"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/examples/households"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Encoding 编码 is how a file of text is encoded. The zero Encoding is to be found
// out.
type Encoding = rule.Enum[encodings]

// The encodings.
const (
	UTF8 Encoding = iota + 1
	GB18030
	UTF16LE
	UTF16BE
)

type encodings struct{}

func (encodings) Choices() rule.Choices { return encodingList }

var encodingList = rule.Choices{
	UTF8:    {Code: "utf-8", Label: rule.Text{ZH: "UTF-8", EN: "UTF-8"}},
	GB18030: {Code: "gb18030", Label: rule.Text{ZH: "GB18030（含GBK、GB2312）", EN: "GB18030, of which GBK and GB2312 are parts"}},
	UTF16LE: {Code: "utf-16le", Label: rule.Text{ZH: "UTF-16（小端）", EN: "UTF-16, little-endian"}},
	UTF16BE: {Code: "utf-16be", Label: rule.Text{ZH: "UTF-16（大端）", EN: "UTF-16, big-endian"}},
}

// notText stands in decoded text for bytes that are none of the encoding: no UTF-8
// has it, so that the cell is a bad one.
const notText = 0xff

// decoder gives the UTF-8 of a file.
func decoder(r io.Reader, e Encoding) io.Reader {
	switch e {
	case GB18030:
		return &decoding{r: r, decode: func(dst, src []byte, final bool) (int, int) { return decodeGB18030(dst, src, final, nil) }}
	case UTF16LE:
		return &decoding{r: r, decode: func(dst, src []byte, final bool) (int, int) { return decodeUTF16(dst, src, final, 0, 1) }}
	case UTF16BE:
		return &decoding{r: r, decode: func(dst, src []byte, final bool) (int, int) { return decodeUTF16(dst, src, final, 1, 0) }}
	}
	return r
}

// marking is [decoder], but that lines of GB18030 which may be UTF-8 end in [doubtMark]: for an encoding that was found out.
func marking(r io.Reader, e Encoding) io.Reader {
	if e != GB18030 {
		return decoder(r, e)
	}
	look := new(lookalikes)
	return &decoding{r: r, decode: func(dst, src []byte, final bool) (int, int) { return decodeGB18030(dst, src, final, look) }}
}

// decoding reads through a function that decodes as much of src as is whole and
// as dst has room for, all of it at the end of the file.
type decoding struct {
	r      io.Reader
	decode func(dst, src []byte, final bool) (written, used int)
	raw    []byte
	from   int
	err    error
	short  []byte // decoded, for a buffer that is too short for a character
}

const rawSize = 1 << 18

func (d *decoding) Read(p []byte) (int, error) {
	if len(d.short) == 0 && len(p) < utf8.UTFMax {
		var room [2 * utf8.UTFMax]byte
		n, err := d.Read(room[:])
		if err != nil {
			return 0, err
		}
		d.short = append(d.short, room[:n]...)
	}
	if len(d.short) > 0 {
		n := copy(p, d.short)
		d.short = d.short[n:]
		return n, nil
	}
	for {
		n, used := d.decode(p, d.raw[d.from:], d.err == io.EOF)
		if d.from += used; n > 0 {
			return n, nil
		}
		if d.err != nil {
			return 0, d.err
		}
		if d.raw == nil {
			d.raw = make([]byte, 0, rawSize)
		}
		kept := copy(d.raw[:cap(d.raw)], d.raw[d.from:])
		var got int
		got, d.err = io.ReadFull(d.r, d.raw[kept:cap(d.raw)])
		if d.err == io.ErrUnexpectedEOF {
			d.err = io.EOF
		}
		d.raw, d.from = d.raw[:kept+got], 0
	}
}

// decodeUTF16 takes the low and the high byte of each unit where they stand.
func decodeUTF16(dst, src []byte, final bool, low, high int) (n, used int) {
	unit := func(at int) rune { return rune(src[at+high])<<8 | rune(src[at+low]) }
	for used+1 < len(src) && n+utf8.UTFMax <= len(dst) {
		c, size := unit(used), 2
		if utf16.IsSurrogate(c) {
			if used+3 >= len(src) && !final {
				return n, used
			}
			c2 := rune(0)
			if used+3 < len(src) {
				c2 = unit(used + 2)
			}
			if c = utf16.DecodeRune(c, c2); c == unicode.ReplacementChar {
				dst[n] = notText
				n, used = n+1, used+2
				continue
			}
			size = 4
		}
		n += utf8.EncodeRune(dst[n:], c)
		used += size
	}
	if final && used == len(src)-1 && n < len(dst) {
		dst[n] = notText
		return n + 1, len(src)
	}
	return n, used
}

// marks are what files begin with.
var marks = []struct {
	bytes    string
	encoding Encoding
}{{"\xef\xbb\xbf", UTF8}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE}}

// zeros says whether text begins as UTF-16 without a mark does: with zero bytes,
// which no text has, at every second place and at no other.
func zeros(begin []byte) (Encoding, bool) {
	var at [2]int
	for i, c := range begin[:min(len(begin), 64)] {
		if c == 0 {
			at[i%2]++
		}
	}
	switch {
	case at[0] == 0 && at[1] > 0:
		return UTF16LE, true
	case at[1] == 0 && at[0] > 0:
		return UTF16BE, true
	}
	return 0, at[0] > 0
}

func fault(code rule.Code, zh, en string) *households.Fault {
	return &households.Fault{Code: code, Reason: rule.Text{ZH: zh, EN: en}}
}

const sayEncoding = "请指明编码（utf-8或gb18030）"
const tellEncoding = "say which encoding it is, utf-8 or gb18030"

// undecided passes ASCII on, which both encodings share, and finds out which of
// them it is at the first line that has more.
type undecided struct {
	r    io.Reader
	rows int // line ends passed on
	tell func(Encoding)
	in   io.Reader // once it is known
}

const (
	evidenceSize = 1 << 19
	mostEvidence = 500 // lines; others that are of another encoding are bad rows
)

func (u *undecided) Read(p []byte) (int, error) {
	if u.in != nil {
		return u.in.Read(p)
	}
	n, err := u.r.Read(p)
	if i := asciiPrefix(p[:n]); i == n {
		u.rows += bytes.Count(p[:n], []byte{'\n'})
		return n, err
	}
	seen := bytes.Clone(p[:n])
	if err == nil {
		more := make([]byte, evidenceSize)
		var got int
		got, err = io.ReadFull(u.r, more)
		seen = append(seen, more[:got]...)
	}
	whole := err == io.EOF || err == io.ErrUnexpectedEOF
	if err != nil && !whole {
		return 0, err
	}
	e, f := decide(seen, u.rows, whole)
	if f != nil {
		return 0, f
	}
	u.tell(e)
	u.in = marking(io.MultiReader(bytes.NewReader(seen), u.r), e)
	return u.in.Read(p)
}

// decide tells UTF-8 from GB18030 by whole lines. A line that can be read as only
// one of them is evidence; one that can be read as both is, if as UTF-8 it is all
// hanzi and as GB18030 it is not all of the hanzi that are in use. Without evidence,
// or with some for both, the file is refused: what is a name must not be guessed.
func decide(text []byte, before int, whole bool) (Encoding, *households.Fault) {
	var only, likely [3]int // the first row that is so, by encoding
	unclear, lines := 0, 0
	row := before
	for rest := text; len(rest) > 0 && lines < mostEvidence; {
		line, next, ended := bytes.Cut(rest, []byte{'\n'})
		rest = next
		row++
		if !ended && !whole || asciiPrefix(line) == len(line) {
			continue
		}
		lines++
		note := func(of *int) {
			if *of == 0 {
				*of = row
			}
		}
		u, g := utf8.Valid(line), validGB18030(line)
		switch {
		case u && !g:
			note(&only[UTF8])
		case g && !u:
			note(&only[GB18030])
		case !u: // neither: a bad row either way
		case isHanzi(line) && !isGB2312(line):
			note(&likely[UTF8])
		default:
			note(&unclear)
		}
	}
	switch {
	case only[UTF8] > 0 && only[GB18030] > 0:
		return 0, fault(rule.Invalid,
			fmt.Sprintf("第%d行只能是UTF-8，第%d行只能是GB18030，编码混杂；请统一编码后另存，或%s", only[UTF8], only[GB18030], sayEncoding),
			fmt.Sprintf("row %d can only be UTF-8, row %d only GB18030; save the file in one encoding, or %s", only[UTF8], only[GB18030], tellEncoding))
	case likely[UTF8] > 0 && only[GB18030] > 0:
		return 0, fault(rule.Invalid,
			fmt.Sprintf("第%d行像是UTF-8，第%d行只能是GB18030，编码混杂；请统一编码后另存，或%s", likely[UTF8], only[GB18030], sayEncoding),
			fmt.Sprintf("row %d looks like UTF-8, row %d can only be GB18030; save the file in one encoding, or %s", likely[UTF8], only[GB18030], tellEncoding))
	case only[GB18030] > 0:
		return GB18030, nil
	case only[UTF8] > 0, likely[UTF8] > 0, unclear == 0:
		return UTF8, nil
	}
	return 0, fault(rule.Invalid,
		fmt.Sprintf("第%d行既可能是UTF-8，也可能是GB18030，无法确定；%s", unclear, sayEncoding),
		fmt.Sprintf("row %d may be UTF-8 and may be GB18030, which cannot be told; %s", unclear, tellEncoding))
}

// isHanzi says whether all that is not ASCII in UTF-8 text is hanzi or what
// stands among them.
func isHanzi(text []byte) bool {
	for _, c := range string(text) {
		if c >= utf8.RuneSelf && !unicode.Is(unicode.Han, c) && (c < '\u3000' || c > '\u303f') && (c < '\uff00' || c > '\uffef') {
			return false
		}
	}
	return true
}
