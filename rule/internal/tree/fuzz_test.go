package tree_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

var texts = []string{
	`{"a":1,"b":{"c":[true,false,null,-0.5e+3,"x\n\u00e9\ud83d\ude00"]}}`, `[]`, `{}`, ` 1 `, `""`, "\uFEFF{}", "\uFEFF\uFEFF{}",
	`{"a":1,"a":2}`, `{"a":1,"\u0061":2}`, `"\ud800"`, `"\ud800\u0041"`, `"\udc00"`, `"\uD83D\uDE0"`, "\"\x80\"", "{\"\xff\":1}", "\"\\\x80\"",
	`01`, `-`, `1.`, `.5`, `1e`, `+1`, `0x1`, `1 2`, `[1,]`, `{"a":1,}`, `{,}`, `[1 2]`, `{"a" 1}`, `"a`, `"\`, `"\x"`, `nul`, `nullx`, `truE`,
	"\"\n\"", "\x00", "\"\u2028<>&\x7f\"", `{"1":1,"2":1,"3":1,"4":1,"5":1,"6":1,"7":1,"8":1,"9":1,"10":1,"11":1,"12":1,"13":1,"14":1,"15":1,"16":1,"17":1,"18":1,"1":1}`,
	"\xff\xfe{\x00", "{“a”：1}", `{'a':1}`, `[[[[[[[[[[]]]]]]]]]]`, `{"":0}`, `{"a":{"b":[1,{"c":"d"}]}}`, "",
	`[1 2`, `[1 `, `[1`, `[1,`, `[1,2 `, `{"a":1 2`, `{"a":1`, `"\uABCD\uFFFF\u00AF\u00af\u09Ff"`, `"\udbff\udfff"`, `"\uD800\uDC00"`, `"\ud800\udbff"`, `"\ud800\ue000"`,
	`"\ue000\ud7ff"`, `"\udfff"`, `"\udbff"`, `"\u000g"`, `"\u000G"`, `"\u00@0"`, "\"\\u00`0\"", `"\u00:0"`, `"\u00/0"`, `"\u00f`, `"\u00fF`, `"\b\f\r\t\/"`,
}

// FuzzParse holds Parse against encoding/json: the same texts but for the
// documented refusals, the same values in the same order, never a panic.
func FuzzParse(f *testing.F) {
	for _, s := range texts {
		f.Add([]byte(s))
	}
	f.Fuzz(checkParse)
}

func checkParse(t *testing.T, data []byte) {
	want, refused, errWant := slow(data)
	got, err := tree.Parse(data)
	if (err == nil) != (errWant == nil && !refused) {
		t.Fatalf("%q: %v; encoding/json: %v, refused by the documentation: %v", data, err, errWant, refused)
	}
	raws, errMembers := tree.Members(data)
	split, errSplit := tree.Split(data)
	if err != nil {
		checkError(t, err)
		checkError(t, errMembers)
		return
	}
	if !reflect.DeepEqual(want, got) {
		t.Fatalf("%q: %v, want %v", data, got, want)
	}
	if errSplit != nil || len(split) != 1 || !same(t, split[0], got) {
		t.Fatalf("%q: Split: %q, %v", data, split, errSplit)
	}
	o, ok := got.(tree.Object)
	if ok != (errMembers == nil) || len(raws) != len(o) {
		t.Fatalf("%q: Members: %d, %v", data, len(raws), errMembers)
	}
	for i, r := range raws {
		if r.Name != o[i].Name || !same(t, r.Value, o[i].Value) {
			t.Fatalf("%q: member %d: %q", data, i, r)
		}
	}
	out := tree.String(got)
	again, err := tree.Parse([]byte(out))
	if err != nil || tree.String(again) != out || !reflect.DeepEqual(got, again) {
		t.Fatalf("%q: written %q, read again %v, %v", data, out, again, err)
	}
	tree.Diff(got, again, func(path string, _, _ any, _, _ bool) { t.Fatalf("%q differs from itself at %s", data, path) })
}

func same(t *testing.T, raw []byte, want any) bool {
	v, err := tree.Parse(raw)
	if err != nil {
		t.Fatalf("%q: %v", raw, err)
	}
	return reflect.DeepEqual(v, want)
}

// FuzzAppendString holds the one writer of strings against encoding/json, byte
// for byte.
func FuzzAppendString(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		if got := tree.AppendString([]byte("x"), s); string(got) != "x"+string(want) {
			t.Fatalf("%q: %s, want %s", s, got[1:], want)
		}
	})
}

// FuzzPut: a path is refused or found again where it was put.
func FuzzPut(f *testing.F) {
	f.Add("members[0].income", "members[0].name")
	f.Add("a.b", "a")
	f.Add("a", "a.b")
	f.Add("[0]", "a")
	f.Add("a..b", "a[01]")
	f.Fuzz(func(t *testing.T, a, b string) {
		v, err := tree.Put(nil, a, "x")
		if err != nil {
			checkError(t, err)
			return
		}
		leaves, err := tree.Spread(v)
		if err != nil || !reflect.DeepEqual([]tree.Leaf{{Path: a, Text: "x"}}, leaves) {
			t.Fatalf("%q: %v %v", a, leaves, err)
		}
		before := tree.String(v)
		w, err := tree.Put(v, b, "y")
		if err != nil {
			checkError(t, err)
			if tree.String(v) != before {
				t.Fatalf("an error changed %s to %s", before, tree.String(v))
			}
			return
		}
		leaves, err = tree.Spread(w)
		if err != nil || len(leaves) != 2 {
			t.Fatalf("%q %q: %v %v", a, b, leaves, err)
		}
		for _, l := range leaves {
			if l != (tree.Leaf{Path: a, Text: "x"}) && l != (tree.Leaf{Path: b, Text: "y"}) {
				t.Fatalf("%q %q: %v", a, b, l)
			}
		}
	})
}
