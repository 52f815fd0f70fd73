package unit

import "fmt"

// Language selects which half of a [Text] is shown. The zero value is
// Chinese, the language of the plan.
type Language uint8

// The languages every text of the module is written in.
const (
	Chinese Language = iota // 中文
	English                 // 英文
)

// ParseLanguage reads "zh" or "en". Anything else is an error that wraps
// [Invalid].
func ParseLanguage(s string) (Language, error) {
	switch s {
	case "zh":
		return Chinese, nil
	case "en":
		return English, nil
	}
	return 0, fmt.Errorf("language %q: must be zh or en: %w", s, Invalid)
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
