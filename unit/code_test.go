package unit_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

var allCodes = []unit.Code{
	unit.Invalid, unit.Range, unit.Missing, unit.Syntax, unit.Inexact, unit.NoParameters,
	unit.Unreachable, unit.EmptyWhole, unit.UnknownRule, unit.UnknownField, unit.Duplicate, unit.Definition,
}

func TestACodeIsItsOwnSentinel(t *testing.T) {
	seen := map[unit.Text]unit.Code{}
	for _, c := range allCodes {
		err := fmt.Errorf("row 3: %w", &unit.Error{Type: "Money", Code: c})
		for _, other := range allCodes {
			assert.Equal(t, c == other, errors.Is(err, other), "%s is %s", c, other)
		}
		text := c.Text()
		assert.NotEmpty(t, text.ZH, c)
		assert.NotEmpty(t, text.EN, c)
		assert.Equal(t, text.EN, c.Error())
		assert.Empty(t, seen[text], "two codes say the same")
		seen[text] = c
	}
	assert.Equal(t, unit.Invalid.Text(), unit.Code("no such code").Text())
}

func TestAnErrorSpeaksBothLanguages(t *testing.T) {
	e := &unit.Error{Type: "Money", Value: "-1.00", Code: unit.Range, Reason: unit.Text{ZH: "不得为负", EN: "must not be negative"}}
	assert.Equal(t, "Money -1.00: must not be negative", e.Error())
	assert.Equal(t, "金额 -1.00：不得为负", e.In(unit.Chinese))
	bare := &unit.Error{Type: "Wage", Code: unit.Range}
	assert.Equal(t, "Wage: out of range", bare.Error())
	assert.Equal(t, "Wage：超出允许范围", bare.In(unit.Chinese))
}

func TestParseLanguageReadsWhatSystemsWrite(t *testing.T) {
	for s, want := range map[string]unit.Language{
		"zh": unit.Chinese, "zh-CN": unit.Chinese, "zh-Hans": unit.Chinese, "zh_CN": unit.Chinese, "ZH-cn": unit.Chinese, "zh-Hans-CN": unit.Chinese,
		"en": unit.English, "en-US": unit.English, "en_GB": unit.English, "EN": unit.English,
	} {
		got, err := unit.ParseLanguage(s)
		assert.NoError(t, err, s)
		assert.Equal(t, want, got, s)
	}
	for _, s := range []string{"", "fr", "zho", "eng", "-zh", "中文", "zh CN"} {
		_, err := unit.ParseLanguage(s)
		var e *unit.Error
		assert.ErrorAs(t, err, &e, s)
		assert.ErrorIs(t, err, unit.Invalid, s)
	}
	assert.Equal(t, "zh", unit.Chinese.String())
	assert.Equal(t, "en", unit.English.String())
}

func TestATextFallsBackRatherThanSayingNothing(t *testing.T) {
	full := unit.Text{ZH: "金额", EN: "amount"}
	assert.Equal(t, "金额", full.In(unit.Chinese))
	assert.Equal(t, "amount", full.In(unit.English))
	assert.Equal(t, "金额", full.String())
	assert.Equal(t, "金额", unit.Text{ZH: "金额"}.In(unit.English))
	assert.Equal(t, "amount", unit.Text{EN: "amount"}.In(unit.Chinese))
	assert.True(t, unit.Text{}.IsZero())
	assert.False(t, unit.Text{EN: "amount"}.IsZero())
}
