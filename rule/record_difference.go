package rule

import (
	"fmt"
	"strings"
)

// Difference 差异 is one thing in a record that does not hold. The last of a list of a thousand
// may have no path and count the rest.
type Difference struct {
	// Path is the place in the record: answer.amount, steps[3].value, version.
	Path string `json:"path"`
	// Recorded and Recomputed are the two values as JSON; empty where one side
	// has no such field.
	Recorded   string `json:"recorded,omitzero"`
	Recomputed string `json:"recomputed,omitzero"`
	// Label is what a reader calls the place, the field or the step, and RecordedText and RecomputedText are the two values in
	// words, a yes or a choice. Each is empty where there are none: of a list, of what was cut short.
	Label          Text `json:"label,omitzero"`
	RecordedText   Text `json:"recorded_text,omitzero"`
	RecomputedText Text `json:"recomputed_text,omitzero"`
	// Reason says what it means.
	Reason Text `json:"reason"`

	more int // in the last of a full list: how many it stands for
}

// In gives the difference as a line in one language: the place as a reader calls it and by its path, and both values in words.
func (d Difference) In(l Language) string {
	side := func(raw string, words Text) string {
		switch {
		case !words.IsZero():
			return words.In(l)
		case raw == "":
			return "–"
		}
		return raw
	}
	recorded, recomputed := side(d.Recorded, d.RecordedText), side(d.Recomputed, d.RecomputedText)
	zh := fmt.Sprintf("（记录 %s，重算 %s）", recorded, recomputed)
	en := fmt.Sprintf(" (recorded %s, recomputed %s)", recorded, recomputed)
	switch {
	case d.Reason == whyWording: // words are not computed
		zh, en = fmt.Sprintf("（记录 %s，今为 %s）", recorded, recomputed), fmt.Sprintf(" (recorded %s, today %s)", recorded, recomputed)
	case strings.HasPrefix(d.Reason.ZH, whyFormula.ZH): // the reason says both values, and from what the other is
		zh, en = "", ""
	}
	if l == Chinese {
		return placed(d.Path, d.Label.ZH) + "：" + d.Reason.ZH + zh
	}
	place := d.Path
	if d.Label.EN != "" {
		place = fmt.Sprintf("%s (%s)", d.Label.EN, d.Path)
	}
	return place + ": " + d.Reason.EN + en
}

// parts are those of a record in Chinese.
var parts = map[string]string{
	"answer": "结论", "steps": "计算步骤", "clauses": "政策依据", "parameters": "政策参数", "facts": "申报核对信息", "origins": "参数来源", "notices": "标准文件",
	"digests": "校验码", "title": "名称", "version": "版本", "edition": "所据文本", "subject": "决定对象", "rule": "规则", "format": "格式",
}

// placed says in Chinese which part of a record a path is in, what it is called, and the path.
func placed(path, label string) string {
	top, _, _ := strings.Cut(path, ".")
	top, _, _ = strings.Cut(top, "[")
	part := parts[top]
	switch {
	case label != "":
		return fmt.Sprintf("%s %s（%s）", part, label, path)
	case part != "":
		return part + " " + path
	}
	return path
}
