package files

import (
	"bytes"
	"encoding/xml"
	"strconv"
	"strings"
	"time"
)

// contents reads what is in a cell: its value, and whether it has one and a
// formula.
func (s *sheet) contents() (value []byte, formula, has bool, _ error) {
	for {
		token, err := s.xml.Token()
		if err != nil {
			return nil, false, false, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "v":
				has = true
				if value, err = textOf(s.xml); err != nil {
					return nil, false, false, err
				}
			case "is":
				has = true
				if value, err = richText(s.xml); err != nil {
					return nil, false, false, err
				}
			default:
				formula = formula || t.Name.Local == "f"
				if err := s.xml.Skip(); err != nil {
					return nil, false, false, err
				}
			}
		case xml.EndElement:
			return value, formula, has, nil
		}
	}
}

// textOf reads the text of an element to its end.
func textOf(d *xml.Decoder) (text []byte, _ error) {
	for {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.CharData:
			text = append(text, t...)
		case xml.StartElement:
			if err := d.Skip(); err != nil {
				return nil, err
			}
		case xml.EndElement:
			return text, nil
		}
	}
}

// richText reads a string with or without formats of its parts, without the
// phonetic guide that may stand beside it.
func richText(d *xml.Decoder) (text []byte, _ error) {
	for depth := 0; depth >= 0; {
		token, err := d.Token()
		if err != nil {
			return nil, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			switch t.Name.Local {
			case "t":
				part, err := textOf(d)
				if err != nil {
					return nil, err
				}
				text = append(text, part...)
			case "r":
				depth++
			default:
				if err := d.Skip(); err != nil {
					return nil, err
				}
			}
		case xml.EndElement:
			depth--
		}
	}
	return unescaped(text), nil
}

// unescaped reads _x000D_, by which workbooks write characters that XML has not.
func unescaped(text []byte) []byte {
	if !bytes.Contains(text, []byte("_x")) {
		return text
	}
	var out []byte
	for len(text) > 0 {
		i := bytes.Index(text, []byte("_x"))
		if i < 0 || i+7 > len(text) {
			break
		}
		n, err := strconv.ParseUint(string(text[i+2:i+6]), 16, 16)
		if err != nil || text[i+6] != '_' {
			out, text = append(out, text[:i+2]...), text[i+2:]
			continue
		}
		out, text = append(append(out, text[:i]...), string(rune(n))...), text[i+7:]
	}
	return append(out, text...)
}

// columnOf reads the column of D4, from 0, which must be of the row.
func columnOf(name string, row int) (int, error) {
	digits := strings.TrimLeft(name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	letters := name[:len(name)-len(digits)]
	if n, err := strconv.Atoi(digits); err != nil || n != row || letters == "" || len(letters) > 3 {
		return 0, errOrder
	}
	n := 0
	for _, c := range letters {
		n = 26*n + int(c-'A') + 1
	}
	return n - 1, nil
}

// day writes the day that a workbook counts, 2023-07-01, if it is a whole one.
func day(serial []byte, since1904 bool) ([]byte, bool) {
	n, err := strconv.Atoi(string(serial))
	if err != nil || n < 61 || n > 2_958_465 { // the days before 1900-03-01 are counted in two ways
		return serial, false
	}
	from := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if since1904 {
		from = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return from.AddDate(0, 0, n).AppendFormat(nil, time.DateOnly), true
}
