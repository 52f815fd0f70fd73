package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/dated"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// given are the parameters of a rule as a document gives them, all or some.
type given = json.RawMessage

// bookBody is a book of dated parameters as it is put and stored.
type bookBody struct {
	Areas   dated.Areas          `json:"areas" zh:"地区" en:"areas"`
	Entries []dated.Entry[given] `json:"entries" zh:"标准条目" en:"entries"`
}

// books keeps the books of the database read, until an edition is added.
type books struct {
	store   *store.Store
	catalog rule.Catalog

	mu      sync.Mutex
	edition int64
	bound   map[string]bound
}

type bound struct {
	store.Book
	body bookBody
	book dated.Book[given]
	err  error // the rule has changed since, and its book no longer fits it
}

// make reads a book and holds it against the rule's parameters; what a document does not give is
// the caller's to give.
func (b *books) make(id string, raw []byte) (bookBody, dated.Book[given], error) {
	var body bookBody
	if err := rule.Unmarshal(raw, &body); err != nil {
		return body, dated.Book[given]{}, err
	}
	form, err := b.form(id)
	if err != nil {
		return body, dated.Book[given]{}, err
	}
	book, err := dated.New(body.Areas, body.Entries, func(p given) error {
		_, err := b.catalog.Eval(id, p, []byte(`{}`))
		var bad rule.Errors
		for _, f := range rule.Faults(err) {
			if f.Part == rule.OfParameters && f.Code != rule.Missing {
				f.Part, f.Rule = "", ""
				bad.Wrap("", rule.Errors{f})
			}
		}
		if len(bad) == 0 { // where some are missing, the rule has not looked at the others' ranges
			bad.Wrap("", misfits(form, p))
		}
		return bad.Err()
	})
	return body, book, err
}

// form is the schema of a rule's parameters, of which a document may give some.
func (b *books) form(id string) (*jsonschema.Schema, error) {
	r, ok := b.catalog.Lookup(id)
	if !ok {
		return nil, store.ErrNone
	}
	var s struct {
		Defs map[string]json.RawMessage `json:"$defs"`
	}
	if err := json.Unmarshal(r.Info().Schema(), &s); err != nil {
		return nil, &problem{kind: failed, cause: err}
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("parameters.json", loose(s.Defs["parameters"], false)); err != nil {
		return nil, &problem{kind: failed, cause: err}
	}
	form, err := c.Compile("parameters.json")
	if err != nil {
		return nil, &problem{kind: failed, cause: err}
	}
	return form, nil
}

// misfits names the parameters that are not as the schema has them.
func misfits(form *jsonschema.Schema, p given) error {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(p))
	if err != nil {
		return err
	}
	var bad rule.Errors
	var wrong *jsonschema.ValidationError
	if errors.As(form.Validate(v), &wrong) {
		for _, leaf := range leaves(wrong) {
			bad.Add(rule.Invalid, strings.Join(leaf.InstanceLocation, "."), "", rule.Text{
				ZH: "不是该参数可取的值，见规则的JSON Schema", EN: "is no value that the parameter can have: see the rule's JSON Schema"})
		}
	}
	return bad.Err()
}

func leaves(e *jsonschema.ValidationError) (out []*jsonschema.ValidationError) {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	for _, c := range e.Causes {
		out = append(out, leaves(c)...)
	}
	return out
}

// all gives the newest edition of each book.
func (b *books) all(ctx context.Context) (map[string]bound, error) {
	n, err := b.store.Edition(ctx)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.bound != nil && b.edition == n {
		return b.bound, nil
	}
	list, err := b.store.Books(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string]bound{}
	for _, x := range list {
		body, book, err := b.make(x.Rule, []byte(x.Body))
		out[x.Rule] = bound{x, body, book, err}
	}
	b.bound, b.edition = out, n
	return out, nil
}

// notice finds the document that holds in an area and month, as known on a day where that is not
// zero.
func (b *books) notice(ctx context.Context, id, area string, month unit.Month, known unit.Day) (rule.Notice, error) {
	all, err := b.all(ctx)
	if err != nil {
		return rule.Notice{}, err
	}
	x, ok := all[id]
	if !ok {
		return rule.Notice{}, rule.Errors{{Rule: id, Code: rule.Missing, Field: "area", Value: area, Reason: rule.Text{
			ZH: "此规则没有标准册：请省去地区、自行提供参数，或由管理员录入", EN: "the rule has no book: leave the area out and give the parameters, or have a book put"}}}
	}
	if x.err != nil {
		return rule.Notice{}, x.err
	}
	book := x.book
	if !known.IsZero() {
		book = book.AsKnownOn(known)
	}
	f, err := book.At(area, month)
	if err != nil {
		return rule.Notice{}, err
	}
	return f.Notice(), nil
}

// gazettes are the books that a replay looks documents up in.
func (b *books) gazettes(ctx context.Context) (out []rule.Gazette, err error) {
	all, err := b.all(ctx)
	for _, x := range all {
		if x.err == nil { // one that does not fit confirms nothing: a replay names its documents
			out = append(out, x.book)
		}
	}
	return out, err
}

// shown is a book as the service gives it.
type shown struct {
	store.Book
	Areas    dated.Areas          `json:"areas"`
	Entries  []dated.Entry[given] `json:"entries"`
	Coverage []dated.Coverage     `json:"coverage"`
}

func (x *bound) shown() shown {
	s := shown{Book: x.Book, Areas: x.body.Areas, Entries: x.body.Entries, Coverage: []dated.Coverage{}}
	for _, area := range x.book.Areas() {
		if c, err := x.book.Coverage(area); err == nil { // an area in which nothing holds has none
			s.Coverage = append(s.Coverage, c)
		}
	}
	return s
}

func (v *Service) getBook(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	all, err := v.books.all(r.Context())
	if err != nil {
		return err
	}
	x, ok := all[r.PathValue("id")]
	if !ok {
		return store.ErrNone
	}
	if x.err != nil {
		return x.err
	}
	return sendJSON(w, http.StatusOK, x.shown())
}

func (v *Service) putBook(w http.ResponseWriter, r *http.Request, who store.Token) error {
	id := r.PathValue("id")
	if _, err := v.info(id); err != nil {
		return err
	}
	raw, err := body(r)
	if err != nil {
		return err
	}
	parsed, book, err := v.books.make(id, raw)
	if err != nil {
		return err
	}
	b, err := v.store.PutBook(r.Context(), store.Book{Rule: id, Body: string(raw), AddedBy: who.ID})
	if err != nil {
		return err
	}
	x := bound{b, parsed, book, nil}
	return sendJSON(w, http.StatusCreated, x.shown())
}
