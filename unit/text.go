package unit

import "strings"

// Language selects which half of a [Text] is shown. The zero value is
// Chinese, the language of the plan.
type Language uint8

// The languages every text of the module is written in.
const (
	Chinese Language = iota // 中文
	English                 // 英文
)

// ParseLanguage reads a language as people and systems name it: "zh" or "en",
// also with a script or a region, "zh-CN", "zh-Hans", "zh_CN", "en-US", in
// either case. Any other language is an [Error] of code [Invalid].
func ParseLanguage(s string) (Language, error) {
	tag, _, _ := strings.Cut(strings.ReplaceAll(s, "_", "-"), "-")
	switch strings.ToLower(tag) {
	case "zh":
		return Chinese, nil
	case "en":
		return English, nil
	}
	return 0, fault("Language", s, Invalid, Text{
		ZH: "应为zh（中文）或en（英文）", EN: "must be zh (Chinese) or en (English)"})
}

// String gives "zh" or "en".
func (l Language) String() string {
	if l == English {
		return "en"
	}
	return "zh"
}

// Text is one phrase in both languages of the module, 中文 and English.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In gives the phrase in one language. A language the text lacks falls back to
// the other, so that a missing translation never prints as nothing.
func (t Text) In(l Language) string {
	if l == English && t.EN != "" || t.ZH == "" {
		return t.EN
	}
	return t.ZH
}

// String gives the phrase in Chinese, as [Text.In] does for [Chinese].
func (t Text) String() string { return t.In(Chinese) }

// IsZero reports whether neither language is present.
func (t Text) IsZero() bool { return t == Text{} }
