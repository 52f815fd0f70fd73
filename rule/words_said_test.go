package rule

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// TestADifferenceIsALine: the part, what the place is called, the path, the reason and both values.
func TestADifferenceIsALine(t *testing.T) {
	called := Text{ZH: "应付", EN: "to pay"}
	for _, c := range []struct {
		d      Difference
		zh, en string
	}{
		{Difference{Path: "answer.pay", Recorded: "1", Recomputed: "2", Label: called, Reason: whyAnswer},
			"结论 应付（answer.pay）：结论与重算不符（记录 1，重算 2）", "to pay (answer.pay): the answer differs from the recomputed one (recorded 1, recomputed 2)"},
		{Difference{Path: "answer.pay", Recorded: "1", Reason: whyExtra}, "结论 answer.pay：记录中多出的字段（记录 1，重算 –）", "answer.pay: a field that a record does not have (recorded 1, recomputed –)"},
		{Difference{Path: "steps[3].value", Recomputed: "2", Reason: whyAbsent}, "计算步骤 steps[3].value：记录中缺少的字段（记录 –，重算 2）", "steps[3].value: a field that the record lacks (recorded –, recomputed 2)"},
		{Difference{Path: "note", Recorded: "true", RecordedText: yesNo(true), Reason: whyExtra}, "note：记录中多出的字段（记录 是，重算 –）", "note: a field that a record does not have (recorded yes, recomputed –)"},
		{Difference{Path: "title.zh", Recorded: "1", Recomputed: "2", RecordedText: Text{ZH: "甲", EN: "a"}, RecomputedText: Text{ZH: "乙", EN: "b"}, Reason: whyWording},
			"名称 title.zh：措辞与今不同（记录 甲，今为 乙）", "title.zh: wording differs (recorded a, today b)"},
		{Difference{Path: "steps[0].value", Recorded: "1", Recomputed: "2", Reason: Text{ZH: whyFormula.ZH + "：甲", EN: whyFormula.EN + ": a"}}, "计算步骤 steps[0].value：公式不成立：甲", "steps[0].value: the formula does not hold: a"},
		{Difference{Recorded: "7", Reason: Text{ZH: "另有", EN: "more"}}, "：另有（记录 7，重算 –）", ": more (recorded 7, recomputed –)"},
	} {
		assert.Equal(t, []string{c.zh, c.en}, []string{c.d.In(Chinese), c.d.In(English)})
	}
	for path, want := range map[string]string{"facts.a[0].b": "申报核对信息 facts.a[0].b", "clauses[0]": "政策依据 clauses[0]", "version": "版本 version", "nosuch[0].a": "nosuch[0].a", "": ""} {
		assert.Equal(t, want, placed(path, ""), path)
	}
	assert.Equal(t, "版本 号（version）", placed("version", "号"))
	assert.Equal(t, " 号（nosuch）", placed("nosuch", "号"))
}

// TestAnItemOfARecordIsFoundByItsPlace, and none where there is none.
func TestAnItemOfARecordIsFoundByItsPlace(t *testing.T) {
	rec := tree.Object{{Name: "steps", Value: []any{
		tree.Object{{Name: "id", Value: "a"}, {Name: "label", Value: tree.Object{{Name: "zh", Value: "甲"}, {Name: "en", Value: "first"}}}, {Name: "formula", Value: "1"}, {Name: "value", Value: "1"}}, "text",
		tree.Object{{Name: "id", Value: "b"}, {Name: "item", Value: json.Number("2")}, {Name: "label", Value: tree.Object{{Name: "zh", Value: "乙"}, {Name: "en", Value: "second"}}}, {Name: "formula", Value: "1"}, {Name: "value", Value: "1"}},
	}}, {Name: "rule", Value: "x"}}
	assert.Equal(t, "text", itemAt(rec, "steps[1]"))
	for _, place := range []string{"steps[3]", "steps[-1]", "steps[x]", "steps", "rule[0]", "nosuch[0]", ""} {
		assert.Nil(t, itemAt(rec, place), place)
	}
	assert.Nil(t, itemAt("text", "steps[0]"))
	for place, want := range map[string][3]string{"steps[0]": {"a", "甲", "first"}, "steps[2]": {"b", "乙 2", "second 2"}, "steps[1]": {}, "steps[9]": {}} {
		id, label := stepAt(rec, place)
		assert.Equal(t, want, [3]string{id, label.ZH, label.EN}, place)
	}
}

// TestAValueIsPutInWords, where it has others than its own.
func TestAValueIsPutInWords(t *testing.T) {
	loud := func(text string, l Language) string { return Text{ZH: "中" + text, EN: "en " + text}.In(l) }
	for raw, want := range map[string]Text{
		`"a"`: {ZH: "中a", EN: "en a"}, `true`: {ZH: "是", EN: "yes"}, `false`: {ZH: "否", EN: "no"}, `7`: {}, `null`: {}, `[1]`: {}, `{"a":1}`: {}, `urban`: {ZH: "中urban", EN: "en urban"},
	} {
		assert.Equal(t, want, inText(raw, loud), raw)
	}
	for raw, want := range map[string]Text{`"a"`: {ZH: "a", EN: "a"}, `""`: {}, `urban`: {}, ``: {}, `{"a…`: {}} {
		assert.Equal(t, want, inText(raw, asItIs), raw)
	}
	half := func(text string, l Language) string { return Text{ZH: text, EN: "en " + text}.In(l) }
	assert.Equal(t, Text{ZH: "urban", EN: "en urban"}, inText("urban", half), "other words in one language are other words")
}

// TestACodeIsSaidInWords: of a truth value, of a choice by its own list first, of a rounding; anything else as it is.
func TestACodeIsSaidInWords(t *testing.T) {
	s := &scheme{
		choices: map[string]Choices{"a": {1: {Code: "x", Label: Text{ZH: "一", EN: "one"}}, 2: {Code: "y", Label: Text{ZH: "二", EN: "two"}}}},
		codes:   map[string]Text{"x": {ZH: "任", EN: "any"}, "z": {ZH: "末", EN: "last"}},
	}
	for _, c := range []struct {
		kind         formula.Kind
		name, text   string
		zh, en, says string
	}{
		{formula.Flag, "a", "true", "是", "yes", ""}, {formula.Flag, "a", "false", "否", "no", ""}, {formula.Flag, "a", "x", "x", "x", "no truth value"}, {formula.Flag, "a", "", "", "", ""},
		{formula.Choice, "a", "x", "一", "one", ""}, {formula.Choice, "a", "y", "二", "two", ""}, {formula.Choice, "a", "z", "末", "last", "of another list"}, {formula.Choice, "b", "x", "任", "any", ""},
		{formula.Choice, "a", "true", "true", "true", ""}, {formula.Rounding, "b", "up/yuan", "不足1元按1元计", "rounded up to the whole yuan", ""}, {formula.Choice, "b", "up/yuan", "不足1元按1元计", "rounded up to the whole yuan", ""},
		{formula.Count, "a", "x", "x", "x", "a number has no words"}, {formula.Money, "a", "true", "true", "true", ""}, {formula.Rounding, "b", "sideways", "sideways", "sideways", ""},
	} {
		assert.Equal(t, []string{c.zh, c.en}, []string{s.inWords(c.kind, c.name, c.text, Chinese), s.inWords(c.kind, c.name, c.text, English)}, "%v %s %s %s", c.kind, c.name, c.text, c.says)
	}
	shown, plainly := Step{Value: "x", Shown: Text{ZH: "一", EN: "one"}}, Step{Value: "x"}
	assert.Equal(t, []string{"一", "one", "x"}, []string{shown.shown(Chinese), shown.shown(English), plainly.shown(English)})
}

// TestAPathWithoutALabelIsCalledAsWhatHoldsIt.
func TestAPathWithoutALabelIsCalledAsWhatHoldsIt(t *testing.T) {
	var s *scheme
	typ := reflect.TypeFor[listedLeaf]()
	for path, want := range map[string]string{"n": "n", "rows[1].b": "row 2 second", "n.part": "n", "n.part.of": "n", "nosuch": "", "nosuch.n": "", "rows[1].nosuch": "row 2", "": "", "rows[0].nosuch.deep": "row 1"} {
		assert.Equal(t, want, s.labelNear(typ, path).EN, path)
	}
}
