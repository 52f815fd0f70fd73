package rule

import (
	"github.com/huainan-minzheng/civilaffairs/rule/formula"
	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// Parameter 参数说明 finds a parameter by its path, that of an item of a list among them: bands[2].from as bands[].from. ok is false
// where there is none.
func (i Info) Parameter(path string) (f Field, ok bool) { return fieldIn(i.Parameters, path) }

// Fact 信息说明 finds a fact by its path, as [Info.Parameter] does.
func (i Info) Fact(path string) (f Field, ok bool) { return fieldIn(i.Facts, path) }

// Answered 结论项说明 finds a field of the answer by its path, as [Info.Parameter] does.
func (i Info) Answered(path string) (f Field, ok bool) { return fieldIn(i.Answer, path) }

// Step 步骤说明 finds a step by its id, with or without the item at which it stands: lack, lack[2].
func (i Info) Step(id string) (s StepInfo, ok bool) {
	id = tree.Name(id)
	for k := range i.Steps {
		if i.Steps[k].ID == id {
			return i.Steps[k], true
		}
	}
	return StepInfo{}, false
}

func fieldIn(list []Field, path string) (Field, bool) {
	path = tree.Every(path)
	for k := range list {
		if list[k].Path == path {
			return list[k], true
		}
	}
	return Field{}, false
}

// Word says a code of the field in words: of a choice its label, of a yes or no that; any other text as it is.
func (f Field) Word(code string, l Language) string {
	if f.Kind == formula.Flag.String() && (code == "true" || code == "false") {
		return yesNo(code == "true").In(l)
	}
	for _, c := range f.Choices {
		if c.Code == code {
			return c.Label.In(l)
		}
	}
	return code
}
