package households

import "bytes"

// AppendCell writes a cell of a CSV file, quoted if it must be. A cell that a
// spreadsheet would take for a formula gets an apostrophe in front: ids and
// counties come from outside.
func AppendCell(b, s []byte) []byte {
	if isFormula(s) {
		s = append([]byte{'\''}, s...)
	}
	for _, c := range s {
		if quoted[c] {
			b = append(b, '"')
			b = append(b, bytes.ReplaceAll(s, []byte{'"'}, []byte(`""`))...)
			return append(b, '"')
		}
	}
	return append(b, s...)
}

var quoted = [256]bool{',': true, '"': true, '\r': true, '\n': true}

func isFormula(s []byte) bool {
	if len(s) == 0 {
		return false
	}
	switch s[0] {
	case '=', '+', '-', '@', '\t', '\r', '\n':
		return true
	case 0xEF: // full-width, which some input methods and programs take for the same
		for _, wide := range []string{"＝", "＋", "－", "＠"} {
			if bytes.HasPrefix(s, []byte(wide)) {
				return true
			}
		}
	}
	return false
}
