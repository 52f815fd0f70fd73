package bridge

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// words says the formula of each step of a record in words, in their order.
func words(info rule.Info, record []byte, l rule.Language) ([]string, error) {
	var of struct{ Steps []rule.Step }
	if err := json.Unmarshal(record, &of); err != nil {
		return nil, err
	}
	lists := map[string]rule.Text{} // the label of the list, by the list and by what its items have
	labels, listed, codes := map[string]rule.Text{}, map[string]bool{}, map[string]rule.Text{}
	for _, fields := range [][]rule.Field{info.Parameters, info.Facts, info.Answer} {
		for _, f := range fields {
			for _, c := range f.Choices {
				codes[c.Code] = c.Label
			}
		}
	}
	for _, fields := range [][]rule.Field{info.Parameters, info.Facts} {
		for _, f := range fields {
			name := strings.Replace(f.Path, "[]", "", 1)
			list, _, _ := strings.Cut(f.Path, "[]")
			if f.Kind == "list" && f.Path == list+"[]" {
				lists[list] = f.Label
			}
			labels[name], listed[name] = f.Label, name != f.Path && !strings.HasSuffix(f.Path, "[]")
		}
	}
	for _, s := range info.Steps {
		labels[s.ID], listed[s.ID] = s.Label, s.List != ""
	}
	for _, fields := range [][]rule.Field{info.Parameters, info.Facts} {
		for _, f := range fields {
			if list, _, ok := strings.Cut(f.Path, "[]."); ok {
				lists[strings.Replace(f.Path, "[]", "", 1)] = lists[list]
			}
		}
	}
	say := formula.Words{
		Name: func(path string, item int) string {
			label, ok := labels[path]
			switch {
			case !ok:
				return path
			case item > 0 && listed[path]:
				if rest, ok := strings.CutPrefix(label.In(l), lists[path].In(l)); ok && lists[path].In(l) != "" { // 成员1 月收入
					return lists[path].In(l) + map[rule.Language]string{rule.English: " "}[l] + strconv.Itoa(item) + rest
				}
				return label.In(l) + " " + strconv.Itoa(item)
			}
			return label.In(l)
		},
		Code: func(_, code string) string {
			if label, ok := codes[code]; ok {
				return label.In(l)
			}
			if r, err := unit.ParseRounding(code); err == nil {
				return r.Label().In(l)
			}
			return code
		},
	}
	out := make([]string, len(of.Steps))
	for i, s := range of.Steps {
		f, err := formula.Parse(s.Formula)
		if err != nil {
			return nil, err
		}
		out[i] = f.Show(l, s.Item, say)
	}
	return out, nil
}
