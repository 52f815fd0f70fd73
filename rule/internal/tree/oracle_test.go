package tree_test

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// slow reads JSON in the obvious way, with the decoder of encoding/json. Its
// second result says whether Parse documents that it refuses the text.
func slow(data []byte) (v any, refused bool, err error) {
	refused = !utf8.Valid(data) || halfSurrogate(data) || len(data) > tree.MaxSize
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	if err := json.Unmarshal(data, new(any)); err != nil && !strings.Contains(err.Error(), "into Go value") {
		return nil, refused, err
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v, twiceOrDeep, err := slowValue(d, 0)
	if err == nil {
		if _, end := d.Token(); end != io.EOF {
			err = io.ErrNoProgress
		}
	}
	return v, refused || twiceOrDeep, err
}

func slowValue(d *json.Decoder, depth int) (any, bool, error) {
	tok, err := d.Token()
	if err != nil {
		return nil, false, err
	}
	refused := false
	switch tok {
	case json.Delim('{'):
		refused = depth >= tree.MaxDepth
		o, seen := tree.Object{}, map[string]bool{}
		for d.More() {
			key, err := d.Token()
			if err != nil {
				return nil, false, err
			}
			name := key.(string)
			v, r, err := slowValue(d, depth+1)
			if err != nil {
				return nil, false, err
			}
			refused = refused || r || seen[name]
			seen[name] = true
			o = append(o, tree.Member{Name: name, Value: v})
		}
		_, err := d.Token()
		return o, refused, err
	case json.Delim('['):
		refused = depth >= tree.MaxDepth
		a := []any{}
		for d.More() {
			v, r, err := slowValue(d, depth+1)
			if err != nil {
				return nil, false, err
			}
			refused = refused || r
			a = append(a, v)
		}
		_, err := d.Token()
		return a, refused, err
	}
	return tok, false, nil
}

// halfSurrogate looks for a \u escape of half a pair in text that is JSON.
func halfSurrogate(data []byte) bool {
	half := func(i int) int {
		if i+6 > len(data) || data[i] != '\\' || data[i+1] != 'u' {
			return -1
		}
		n, err := strconv.ParseUint(string(data[i+2:i+6]), 16, 16)
		switch {
		case err == nil && 0xD800 <= n && n < 0xDC00:
			return 1 // high
		case err == nil && 0xDC00 <= n && n < 0xE000:
			return 2 // low
		}
		return 0
	}
	for i := 0; i < len(data); i++ {
		if data[i] != '\\' {
			continue
		}
		switch half(i) {
		case 1:
			if half(i+6) != 2 {
				return true
			}
			i += 11
		case 2:
			return true
		default:
			i++ // the escaped character is no escape's beginning
		}
	}
	return false
}
