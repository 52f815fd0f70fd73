package names_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/huainan-minzheng/civilaffairs/internal/names"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestANameThatLooksLikeAnotherIsRefused: nobody sees the difference, so that it is no name of its own.
func TestANameThatLooksLikeAnotherIsRefused(t *testing.T) {
	for _, good := range []string{"寿县", "Shou County", "八公山区", "T2.7", "A 1"} {
		code, why := names.Fault(good)
		assert.Empty(t, code, good)
		assert.Zero(t, why)
		assert.Equal(t, good, names.Shown(good))
	}
	for bad, want := range map[string]rule.Code{
		"": rule.Missing, " ": rule.Missing, "　": rule.Missing, "\u00a0\t": rule.Missing,
		" 寿县": rule.Invalid, "寿县　": rule.Invalid, "寿县\u00a0": rule.Invalid, "寿县\n": rule.Invalid,
		"寿\u200b县": rule.Invalid, "\ufeff寿县": rule.Invalid, "寿县\u3164": rule.Invalid, "寿县\ufe00": rule.Invalid, "寿\x00县": rule.Invalid, "寿\u00ad县": rule.Invalid,
		"\u200b": rule.Invalid,
	} {
		code, why := names.Fault(bad)
		assert.Equal(t, want, code, "%q", bad)
		if bad != "" {
			assert.NotEmpty(t, why.ZH, "%q", bad)
			assert.NotEmpty(t, why.EN, "%q", bad)
		}
	}
	assert.Equal(t, "寿?县", names.Shown("寿\u200b县"))
	_, why := names.Fault("寿\u200b县")
	assert.Equal(t, rule.Text{ZH: "第2个字符是不可见的控制或格式字符（U+200B），请删去", EN: "an invisible control or format character (U+200B) at character 2: delete it"}, why)
}
