package rule

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// ExplainNotice 按文件计算并说明 is [Catalog.ExplainFor] under the parameters that published documents
// give, such as those that a book of package dated finds for an area and month. The record then
// names a document as the origin of each parameter that has its value; see [Rule.UnderNotice].
//
// parameters, which may be nil, are the caller's and lie over those of the documents. What
// neither gives stays as the rule stands. Of two documents that give one parameter, the first
// counts. A document that is not whole, or gives what is no parameter of the rule or no value that
// the parameter can have, is an error, and so is a month of the subject in which a document does not
// hold ([Range] at "subject.month").
func (c Catalog) ExplainNotice(s Subject, id string, notices []Notice, parameters, facts []byte) (record []byte, err error) {
	r, err := c.rule(id)
	if err != nil {
		return nil, err
	}
	return explainNotice(r, notices, parameters, facts, s)
}

func explainNotice(r Any, notices []Notice, parameters, facts []byte, s Subject) ([]byte, error) {
	if len(notices) == 0 {
		return explainJSON(r, parameters, nil, facts, s)
	}
	var bad Errors
	for i := range notices {
		if n := &notices[i]; !s.Month.IsZero() && !n.holds(s.Month) {
			bad.Add(Range, "subject.month", s.Month.String(), Text{
				ZH: "不在" + n.Document + "的执行月份之内：请用该月份适用的文件", EN: "is not a month of " + n.Document + ": give the document that holds in it"})
		}
	}
	if len(bad) > 0 {
		return nil, r.scheme().named("", bad)
	}
	var over any = tree.Object{}
	for i := len(notices) - 1; i >= 0; i-- { // the first lies on top
		node, err := tree.Parse(notices[i].Gives)
		bad.Wrap(tree.Index("notices", i)+".gives", err)
		over = tree.Merge(over, node)
	}
	if len(parameters) > 0 {
		node, err := tree.Parse(parameters)
		bad.Wrap("", err)
		over = tree.Merge(over, node)
	}
	if len(bad) > 0 {
		return nil, r.scheme().named(OfParameters, bad)
	}
	documents, err := appendJSON(nil, notices)
	if err != nil {
		return nil, r.scheme().named(OfParameters, wrapped("notices", err))
	}
	record, err := explainJSON(r, tree.Append(nil, over), documents, facts, s)
	if err != nil {
		return nil, blameNotices(err, notices, parameters)
	}
	return record, nil
}

// blameNotices names the document by which a bad parameter was given, where the caller did not give it.
func blameNotices(err error, notices []Notice, parameters []byte) error {
	own, _ := tree.Parse(parameters) // what does not parse was refused
	list := Faults(err)
	for k := range list {
		f := &list[k]
		if f.Part != OfParameters || f.Field == "" || strings.HasPrefix(f.Field, "notices[") {
			continue
		}
		path, _, _ := strings.Cut(f.Field, "[")
		if _, callers := find(own, path); callers {
			continue
		}
		for i := range notices {
			node, _ := tree.Parse(notices[i].Gives)
			if _, ok := find(node, path); !ok {
				continue
			}
			label := f.Label
			if label.IsZero() {
				label = Text{ZH: f.Field, EN: f.Field}
			}
			f.Label = Text{ZH: clip(notices[i].Document) + "规定的参数 " + label.ZH, EN: "parameter given by " + clip(notices[i].Document) + ": " + label.EN}
			f.Field = within(tree.Index("notices", i)+".gives", f.Field)
			break
		}
	}
	return list
}
