package households

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// longestAmount is how many characters an amount may have, far above what one
// needs.
const longestAmount = 64

// amount reads an amount as people write it. It is added to fen exactly, by its
// digits. The fault has no column yet.
func (r *reading) amount(cell []byte, kind CellKind, column int) (unit.Money, *Fault) {
	if fen, size := quickFen(cell); kind <= Number && size == len(cell) && size > 0 {
		if m, err := unit.MoneyFromFen(fen); err == nil {
			return m, nil
		}
	}
	if fault := kind.fault(amountWanted); fault != nil {
		fault.Value = Shown(string(cell))
		return unit.Money{}, fault
	}
	var buf [longestAmount]byte
	text, notes, fault := plainAmount(buf[:0], cell, r.sep)
	var m unit.Money
	if fault == nil && (kind == Number || kind == Padded) {
		var k Kind
		if text, k, fault = number(text); k != 0 {
			notes |= 1 << k
		}
	}
	if fault == nil {
		if err := m.UnmarshalText(text); err != nil {
			fault = Faults(err)[0]
			fault.Reason = inexactHint(fault.Reason, kind)
		}
	}
	if fault != nil {
		fault.Column, fault.Value = "", Shown(string(cell))
		if len(bytes.TrimSpace(cell)) == 0 {
			fault.Code, fault.Reason, fault.Value = rule.Missing, rule.Missing.Text(), ""
		}
		return unit.Money{}, fault
	}
	for _, k := range []Kind{Thousands, FullWidth, YuanSign, Blanks, Exponent, BinaryImage} {
		if notes&(1<<k) != 0 {
			r.note(k, column)
		}
	}
	return m, nil
}

func inexactHint(t rule.Text, kind CellKind) rule.Text {
	if kind == Number {
		t.ZH += "；单元格里存的就是此数，请用ROUND取整到分"
		t.EN += "; that is what the cell holds, round it to fen with ROUND"
	}
	return t
}

// plainAmount writes an amount with ASCII digits and a point alone, and says in
// notes by which kinds that differs from the cell.
func plainAmount(dst, cell []byte, sep byte) (text []byte, notes uint32, fault *Fault) {
	cell, blanks := trimBlanks(cell)
	if blanks {
		notes |= 1 << Blanks
	}
	for len(cell) > 0 {
		c, size := utf8.DecodeRune(cell)
		if c == utf8.RuneError && size == 1 {
			return nil, 0, &Fault{Code: rule.Syntax, Reason: badBytes}
		}
		cell = cell[size:]
		switch half := halfWidth(c); {
		case c == '¥' || c == '￥':
			if len(dst) > 0 {
				return nil, 0, &Fault{Code: rule.Syntax, Reason: rule.Text{ZH: "“¥”应在金额之前", EN: "¥ stands before the amount"}}
			}
			notes |= 1 << YuanSign
			cell, _ = trimBlanks(cell)
			continue
		case c == '元' && len(cell) == 0 && len(dst) > 0:
			notes |= 1 << YuanSign
			dst = bytes.TrimRight(dst, " ")
			continue
		case c == '万' || c == '亿' || c == '千':
			return nil, 0, &Fault{Code: rule.Syntax, Reason: rule.Text{ZH: "单位不是元；请换算为元", EN: "in another unit than yuan; write it in yuan"}}
		case half != c:
			notes |= 1 << FullWidth
			fallthrough
		default:
			dst = utf8.AppendRune(dst, half)
		}
		if len(dst) > longestAmount-utf8.UTFMax {
			return nil, 0, &Fault{Code: rule.Syntax, Reason: rule.Text{ZH: "不像金额：太长", EN: "too long for an amount"}}
		}
	}
	if bytes.IndexByte(dst, ',') >= 0 {
		if fault := checkGroups(dst, sep); fault != nil {
			return nil, 0, fault
		}
		notes |= 1 << Thousands
		dst = dropCommas(dst)
	} else if sep == ';' && thirdDecimal(dst) {
		return nil, 0, &Fault{Code: rule.Invalid, Reason: rule.Text{
			ZH: "以分号分隔的文件里，点可能是千分位，也可能是小数点；请写成不带千分位、两位小数", EN: "in a file separated by semicolons the point may separate thousands or decimals; write it without thousands separators, with two decimals"}}
	}
	return dst, notes, nil
}

func dropCommas(b []byte) []byte {
	out := b[:0]
	for _, c := range b {
		if c != ',' {
			out = append(out, c)
		}
	}
	return out
}

// thirdDecimal says whether exactly three digits stand behind the only point.
func thirdDecimal(b []byte) bool {
	i := bytes.IndexByte(b, '.')
	return i >= 0 && len(b)-i == 4
}

// checkGroups refuses commas that are not all between groups of three digits: they
// may be decimals, or a slip.
func checkGroups(b []byte, sep byte) *Fault {
	whole, decimals, point := bytes.Cut(bytes.TrimPrefix(b, []byte{'-'}), []byte{'.'})
	groups := bytes.Split(whole, []byte{','})
	right := bytes.IndexByte(decimals, ',') < 0 && len(groups[0]) >= 1 && len(groups[0]) <= 3
	for _, g := range groups[1:] {
		right = right && len(g) == 3
	}
	switch {
	case !right:
		return &Fault{Code: rule.Invalid, Reason: rule.Text{
			ZH: "逗号的位置不是千分位，可能是小数点，也可能是笔误；请写成不带逗号、以点为小数点", EN: "a comma that separates no thousands may be a decimal point or a slip; write it without commas, with a decimal point"}}
	case sep == ';' && len(groups) == 2 && !point:
		return &Fault{Code: rule.Invalid, Reason: rule.Text{
			ZH: "以分号分隔的文件里，逗号可能是千分位，也可能是小数点；请写成不带逗号、以点为小数点", EN: "in a file separated by semicolons the comma may separate thousands or decimals; write it without commas, with a decimal point"}}
	}
	return nil
}

// number reads what a workbook stores for a number: digits, a point, an exponent.
// No binary number stands between them and the amount. The kind is of how that was
// normalised, if it was.
func number(text []byte) ([]byte, Kind, *Fault) {
	mantissa, exponent, has := strings.Cut(strings.ToUpper(string(text)), "E")
	places := 0
	if has {
		n, err := strconv.Atoi(exponent)
		if err != nil || n > 30 || n < -30 {
			return nil, 0, &Fault{Code: rule.Range, Reason: wholeFen}
		}
		places = n
	}
	sign := ""
	if rest, negative := strings.CutPrefix(mantissa, "-"); negative {
		sign, mantissa = "-", rest
	}
	whole, decimals, _ := strings.Cut(mantissa, ".")
	digits := whole + decimals
	if digits == "" || len(digits) > 40 || strings.Trim(digits, "0123456789") != "" {
		return nil, 0, &Fault{Code: rule.Syntax, Reason: rule.Text{ZH: "不是数字", EN: "is no number"}}
	}
	point := len(whole) + places
	if point <= 0 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	if point > len(digits) {
		digits += strings.Repeat("0", point-len(digits))
	}
	plain := digits[:point]
	if plain = strings.TrimLeft(plain, "0"); plain == "" {
		plain = "0"
	}
	if rest := strings.TrimRight(digits[point:], "0"); rest != "" {
		plain += "." + rest
	}
	plain = sign + plain
	if fen, ok := imageOf(plain); ok {
		return []byte(fen), BinaryImage, nil
	}
	if has {
		return []byte(plain), Exponent, nil
	}
	return []byte(plain), 0, nil
}

// imageOf gives the amount of whole fen of which a number with 16 or 17 digits is
// the image: spreadsheets keep a binary number of 53 bits, and some write that of
// 1.1 as 1.1000000000000001. Only the very digits of that image are taken for it:
// 700.0000000001, or what a sum of cells has left over, is no amount.
func imageOf(plain string) (amount string, ok bool) {
	_, decimals, _ := strings.Cut(plain, ".")
	digits := strings.TrimLeft(strings.NewReplacer(".", "", "-", "").Replace(plain), "0")
	if len(decimals) <= 2 || len(digits) < 15 || len(digits) > 17 {
		return "", false
	}
	given, ok := new(big.Rat).SetString(plain)
	if !ok {
		return "", false
	}
	amount = given.FloatString(2)
	binary, _, err := big.ParseFloat(amount, 10, 53, big.ToNearestEven)
	if err != nil {
		return "", false
	}
	for _, significant := range []int{15, 16} { // beside the first
		image, ok := new(big.Rat).SetString(binary.Text('e', significant))
		if ok && image.Cmp(given) == 0 {
			return amount, true
		}
	}
	return "", false
}

// trimBlanks takes blanks off both ends: spaces, tabs, and those of other widths.
func trimBlanks(s []byte) (_ []byte, some bool) {
	t := bytes.TrimFunc(s, func(r rune) bool {
		return r == ' ' || r == '\t' || r == '\u00a0' || r == '\u3000' || r == '\r' || r == '\n'
	})
	return t, len(t) < len(s)
}

var badBytes = rule.Text{ZH: "有不属于文件编码的字节；请核对文件的编码", EN: "has bytes that are none of the file's encoding; check how the file is encoded"}
