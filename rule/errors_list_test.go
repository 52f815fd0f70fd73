package rule

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestAHundredFaultsAreListedAndTheRestCounted: in one last entry without a field, which has the code of the first that it stands for.
func TestAHundredFaultsAreListedAndTheRestCounted(t *testing.T) {
	for n, more := range map[int]string{99: "", 100: "", 101: "1", 102: "2", 250: "150"} {
		var es Errors
		for i := range n {
			code := Range
			if i > 100 {
				code = Syntax
			}
			es.Add(code, strconv.Itoa(i), "v", whyNull)
		}
		require.Len(t, es, min(n, 101))
		assert.Equal(t, n >= 100, es.full())
		for i := range min(n, 100) {
			assert.Equal(t, Fault{Code: Range, Field: strconv.Itoa(i), Value: "v", Reason: whyNull}, es[i])
		}
		if more != "" {
			last := es[100]
			assert.Equal(t, []string{"range", "", more, "more faults are not listed: mend those above first"}, []string{string(last.Code), last.Field, last.Value, last.Reason.EN})
		}
	}
	var counts Errors
	counts.put(Fault{Code: Range, more: 3})
	counts.put(Fault{Code: Syntax, more: 2})
	require.Len(t, counts, 1, "what is only counted is counted together, though nothing stands before it")
	assert.Equal(t, []any{Range, "5", 5}, []any{counts[0].Code, counts[0].Value, counts[0].more})
	counts = Errors{{Code: Missing, Field: "a"}}
	counts.put(Fault{Code: Range, more: 3})
	require.Len(t, counts, 2)
	assert.Equal(t, []any{Range, "3", 3}, []any{counts[1].Code, counts[1].Value, counts[1].more})

	var many, both Errors
	for i := range 103 {
		many.Add(Range, strconv.Itoa(i), "", whyNull)
	}
	both.AddTo(OfFacts, Missing, "first", "x", whyMissing)
	both.Wrap("all", many)
	require.Len(t, both, 101)
	assert.Equal(t, Fault{Code: Missing, Part: OfFacts, Field: "first", Value: "x", Reason: whyMissing}, both[0])
	assert.Equal(t, []string{"all.0", "all.98", "", "4"}, []string{both[1].Field, both[99].Field, both[100].Field, both[100].Value}, "99 and what was counted already")
}

// TestAFaultIsASentence of what is there: in either language by its label, for a log by its path.
func TestAFaultIsASentence(t *testing.T) {
	whole := Fault{Rule: "a.b", Code: Range, Part: OfParameters, Field: "bands[2].from", Label: Text{ZH: "档3 起", EN: "band 3 from"}, Value: "7", Reason: Text{ZH: "过大", EN: "too large"}}
	bare, empty, facts := whole, Fault{}, whole
	bare.Label, bare.Part, facts.Part, facts.Rule, facts.Value = Text{}, "", OfFacts, "", ""
	for _, c := range []struct {
		f          Fault
		zh, en, in string
	}{
		{whole, "a.b：政策参数：档3 起：7：过大", "a.b: parameters: band 3 from: 7: too large", "a.b: parameters.bands[2].from: 7: too large"},
		{bare, "a.b：bands[2].from：7：过大", "a.b: bands[2].from: 7: too large", "a.b: bands[2].from: 7: too large"},
		{facts, "申报核对信息：档3 起：过大", "facts: band 3 from: too large", "facts.bands[2].from: too large"},
		{empty, "", "", ""},
	} {
		assert.Equal(t, []string{c.zh, c.en, c.in}, []string{c.f.In(Chinese), c.f.In(English), c.f.String()})
	}
	list := Errors{whole, facts}
	assert.Equal(t, "a.b：政策参数：档3 起：7：过大；申报核对信息：档3 起：过大", list.In(Chinese))
	assert.Equal(t, "a.b: parameters: band 3 from: 7: too large; facts: band 3 from: too large", list.In(English))
	assert.Equal(t, "a.b: parameters.bands[2].from: 7: too large; facts.bands[2].from: too large", list.Error())
	assert.Equal(t, Text{}, Part("other").text())
	assert.NoError(t, Errors{}.Err())
	require.Error(t, list.Err())
	cause := errors.New("cause")
	assert.Equal(t, []error{Range, cause, Syntax}, Errors{{Code: Range, cause: cause}, {Code: Syntax}}.Unwrap())
}

// TestAnErrorOfAnyKindBecomesFaults behind a field: its code, value and words are kept.
func TestAnErrorOfAnyKindBecomesFaults(t *testing.T) {
	own := Errors{{Code: Range, Field: "b", Label: Text{ZH: "乙", EN: "second"}, Reason: whyNull}, {Code: Syntax, more: 4, Value: "4"}}
	disk := errors.New("the disk is full")
	_, long := tree.Put(tree.Object{}, "a]", 1)
	var te *tree.Error
	require.ErrorAs(t, long, &te)
	for name, c := range map[string]struct {
		field string
		err   error
		want  Errors
	}{
		"none":               {"a", nil, nil},
		"of this package":    {"rows[3]", own, Errors{{Code: Range, Field: "rows[3].b", Label: Text{ZH: "rows第4项 乙", EN: "rows[3] second"}, Reason: whyNull, behind: true}, {Code: Syntax, Value: "4", more: 4, Reason: Text{ZH: "另有这么多处差错未列出，请先改正以上各处", EN: "more faults are not listed: mend those above first"}}}},
		"without a field":    {"", own[:1], own[:1]},
		"wrapped":            {"a", fmt.Errorf("x: %w", fmt.Errorf("y: %w", Errors{{Code: Range, Field: "[1]"}})), Errors{{Code: Range, Field: "a[1]"}}},
		"joined":             {"a", errors.Join(Range, Errors{{Code: Syntax, Field: "b"}}, nil), Errors{{Code: Range, Field: "a", Reason: Range.Text(), cause: Range}, {Code: Syntax, Field: "a.b"}}},
		"a code":             {"a", Duplicate, Errors{{Code: Duplicate, Field: "a", Reason: Duplicate.Text(), cause: Duplicate}}},
		"of package unit":    {"a", &unit.Error{Code: Inexact, Value: "1.001", Reason: whyNull}, Errors{{Code: Inexact, Field: "a", Value: "1.001", Reason: whyNull, cause: &unit.Error{Code: Inexact, Value: "1.001", Reason: whyNull}}}},
		"of package tree":    {"a", long, Errors{{Code: te.Code, Field: "a." + te.Path, Reason: te.Reason, cause: long}}},
		"of somebody else's": {"a", disk, Errors{{Code: Invalid, Field: "a", Reason: Text{ZH: "无效的值：the disk is full", EN: "the disk is full"}, cause: disk}}},
	} {
		assert.Equal(t, c.want, wrapped(c.field, c.err), name)
	}
	assert.Equal(t, "b", own[0].Field, "what was wrapped is as it was")
	for path, want := range map[string]string{
		"": "", "a": "a", "households[0]": "households第1项", "a[9].b[10].c": "a第10项.b第11项.c", "[2]": "第3项", "a[x]": "a[x]", "a[99999999999999999999]": "a[99999999999999999999]",
	} {
		assert.Equal(t, want, counted(path), path)
	}
	for _, c := range [][3]string{{"", "", ""}, {"a", "", "a"}, {"", "b", "b"}, {"a", "b", "a.b"}, {"a", "[1].b", "a[1].b"}, {"", "[1]", "[1]"}} {
		assert.Equal(t, c[2], within(c[0], c[1]))
	}
}

type listedLeaf struct {
	N    int64         `json:"n" zh:"数" en:"n"`
	Rows []listedLeaf2 `json:"rows" zh:"行" en:"row"`
	Own  listedLeaf2   `json:"own" zh:"~" en:"~"`
	M    Given[int64]  `json:"m,omitzero" zh:"可缺" en:"maybe"`
	L    []int64       `json:"l" zh:"列" en:"list"`
}

type listedLeaf2 struct {
	B int64 `json:"b" zh:"乙" en:"second"`
}

// TestAPathIsPutInWords: items counted from 1, a group without words left out; what is no path of the type has none.
func TestAPathIsPutInWords(t *testing.T) {
	typ := reflect.TypeFor[listedLeaf]()
	for path, want := range map[string]Text{
		"n": {ZH: "数", EN: "n"}, "rows": {ZH: "行", EN: "row"}, "rows[0]": {ZH: "行1", EN: "row 1"}, "rows[11].b": {ZH: "行12 乙", EN: "row 12 second"}, "own.b": {ZH: "乙", EN: "second"}, "own": {},
		"m": {ZH: "可缺", EN: "maybe"}, "l[2]": {ZH: "列3", EN: "list 3"}, "nosuch": {}, "rows[0].nosuch": {}, "": {}, ".n": {}, "[0]": {},
		"n[0]": {ZH: "数", EN: "n"}, "rows[x].b": {ZH: "行", EN: "row"}, "n.b": {ZH: "数", EN: "n"},
	} {
		assert.Equal(t, want, labelOf(typ, path), path)
	}
	assert.Equal(t, Text{}, labelOf(nil, "n"))
	assert.Equal(t, Text{}, labelOf(reflect.TypeFor[int64](), "n"))
}

// TestFaultsAreCompleted with the rule, the part and the words that they lack, and keep what they have.
func TestFaultsAreCompleted(t *testing.T) {
	s := &scheme{id: "a.b", policyType: reflect.TypeFor[listedLeaf2](), factsType: reflect.TypeFor[listedLeaf]()}
	given := Errors{
		{Code: Range, Field: "b"}, {Rule: "c.d", Code: Range, Part: OfFacts, Field: "n"}, {Code: Range, Part: OfFacts, Field: "rows[1].b", Label: Text{ZH: "自称", EN: "own words"}},
		{Code: Range, Part: OfFacts, Field: "rows[1].b", Label: Text{ZH: "后", EN: "behind"}, behind: true}, {Code: Range, Field: "nosuch"}, {Code: Range, Field: "b", more: 2},
	}
	first := given[0]
	assert.Equal(t, Errors{
		{Rule: "a.b", Code: Range, Part: OfParameters, Field: "b", Label: Text{ZH: "乙", EN: "second"}}, {Rule: "c.d", Code: Range, Part: OfFacts, Field: "n", Label: Text{ZH: "数", EN: "n"}},
		{Rule: "a.b", Code: Range, Part: OfFacts, Field: "rows[1].b", Label: Text{ZH: "自称", EN: "own words"}}, {Rule: "a.b", Code: Range, Part: OfFacts, Field: "rows[1].b", Label: Text{ZH: "行2 乙", EN: "row 2 second"}},
		{Rule: "a.b", Code: Range, Part: OfParameters, Field: "nosuch"},
		{Rule: "a.b", Code: Range, Value: "2", more: 2, Reason: Text{ZH: "另有这么多处差错未列出，请先改正以上各处", EN: "more faults are not listed: mend those above first"}},
	}, s.named(OfParameters, given))
	assert.Equal(t, first, given[0], "what a kernel may give others is as it was")
	assert.Equal(t, Errors{{Rule: "a.b", Code: Range, Field: "b"}}, s.named("", Errors{{Code: Range, Field: "b"}}), "of no part, it has no words")
	for _, more := range []int{1, 2} {
		assert.Equal(t, []any{Part(""), "a.b"}, []any{s.named(OfFacts, Errors{{Code: Range, more: more}})[0].Part, s.named(OfFacts, Errors{{Code: Range, more: more}})[0].Rule}, "a count is of no part")
	}
	for _, none := range []error{nil, Errors{}} {
		out := s.named(OfFacts, none)
		require.Len(t, out, 1)
		assert.Equal(t, []any{"a.b", NotWhole, OfFacts}, []any{out[0].Rule, out[0].Code, out[0].Part})
	}
}
