package rule

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestARecordIsTakenApart: its parts as they are written, blanks around it and a mark of byte order left out.
func TestARecordIsTakenApart(t *testing.T) {
	sum := strings.Repeat("ab", 32)
	const text = `{"format":1,"rule":"a.b","version":12,"subject":{"case":"H"},"parameters": {"p":1},"notices":[1],"facts":{"f":2},"digests":{"other":"x","decision":"%","record":"y"}}`
	record := strings.Replace(text, "%", sum, 1)
	for _, data := range []string{record, "\uFEFF" + record, " \n" + record + "\n", "\uFEFF " + record} {
		rec, err := recordedIn([]byte(data))
		require.NoError(t, err)
		assert.Equal(t, record, string(rec.raw))
		assert.Equal(t, "a.b", rec.rule)
		assert.Equal(t, 12, rec.version)
		assert.Equal(t, sum, rec.decision)
		assert.Equal(t, []string{`{"p":1}`, `{"f":2}`, `{"case":"H"}`, `[1]`}, []string{strings.TrimSpace(string(rec.parameters)), string(rec.facts), string(rec.subject), string(rec.notices)})
	}
	for digests, want := range map[string]string{
		`{"decision":"` + sum + `"}`: sum, `{"decision":"` + sum + `a"}`: "", `{"decision":"` + sum[1:] + `"}`: "", `{"decision":7}`: "", `{"record":"` + sum + `"}`: "", `{}`: "",
		`[]`: "", `"` + sum + `"`: "", `7`: "",
	} {
		rec, err := recordedIn([]byte(`{"rule":"a.b","version":1,"parameters":{},"facts":{},"digests":` + digests + `}`))
		require.NoError(t, err, digests)
		assert.Equal(t, want, rec.decision, digests)
	}
}

// TestWhatARecordLacksIsNamed in the order in which it is read: once, and not beside another fault of the same part.
func TestWhatARecordLacksIsNamed(t *testing.T) {
	for record, want := range map[string]string{
		`{}`:                         "rule missing; parameters missing; facts missing",
		`{"rule":"a.b"}`:             "version missing; parameters missing; facts missing",
		`{"rule":"a.b","version":1}`: "parameters missing; facts missing",
		`{"rule":"a.b","version":1,"parameters":{}}`:                     "facts missing",
		`{"rule":"a.b","version":1,"facts":{}}`:                          "parameters missing",
		`{"version":1,"parameters":{},"facts":{}}`:                       "rule missing",
		`{"rule":"","version":1,"parameters":{},"facts":{}}`:             "rule missing",
		`{"rule":7,"version":0,"parameters":{},"facts":{}}`:              "rule syntax",
		`{"rule":"a","version":"x","parameters":{},"facts":{}}`:          "version syntax",
		`{"rule":7,"version":"x","parameters":{},"facts":{}}`:            "rule syntax; version syntax",
		`{"rule":"a","version":0,"parameters":{},"facts":{}}`:            "version missing",
		`{"rule":"a","version":1,"parameters":null,"facts":null}`:        "",
		`{"format":0,"rule":"a","version":1,"parameters":1,"facts":1}`:   "",
		`{"format":1,"rule":"a","version":1,"parameters":1,"facts":1}`:   "",
		`{"format":2,"rule":"a","version":1,"parameters":1,"facts":1}`:   "format range",
		`{"format":9,"rule":"a","version":1,"facts":1}`:                  "parameters missing; format range",
		`{"format":"1","rule":"a","version":1,"parameters":1,"facts":1}`: "format syntax",
	} {
		_, err := recordedIn([]byte(record))
		var got []string
		for _, f := range Faults(err) {
			got = append(got, f.Field+" "+string(f.Code))
		}
		assert.Equal(t, want, strings.Join(got, "; "), record)
	}
	_, err := recordedIn([]byte(`{"format":9,"rule":"a","version":1,"parameters":1,"facts":1}`))
	require.Len(t, Faults(err), 1)
	assert.Equal(t, Fault{Code: Range, Field: "format", Value: "9", Reason: Text{ZH: "此记录的格式较新，本库只能读到第1号格式，请升级", EN: "a newer format: this version of the library reads up to 1"}}, Faults(err)[0])
	for _, bad := range []string{"", "[]", "7", "{", `{"a":1}{"a":1}`} {
		_, err := recordedIn([]byte(bad))
		assert.ErrorIs(t, err, Syntax, bad)
		var list Errors
		assert.True(t, errors.As(err, &list), bad)
	}
}

// TestWhatEncodingJSONMendedIsSeen: an escape of six characters that is not one of the text's own backslashes.
func TestWhatEncodingJSONMendedIsSeen(t *testing.T) {
	for text, want := range map[string]bool{
		``: false, `\ufffd`: true, `a\ufffd`: true, `\\ufffd`: false, `\\\ufffd`: true, `\\\\ufffd`: false, `a\\ufffd\ufffd`: true, `\\ufffd\\ufffd`: false, `\ufffe`: false, `ufffd`: false,
		`\\ufffd a \\ufffd b \\\ufffd`: true, `"�"`: false,
	} {
		assert.Equal(t, want, mended([]byte(text)), text)
	}
}
