package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// order is a decision to be made and stored.
type order struct {
	Rule string `json:"rule" zh:"规则" en:"rule"`
	wanted
}

// wanted is what is to be decided, by a rule that stands elsewhere.
type wanted struct {
	Parameters json.RawMessage `json:"parameters,omitzero" zh:"政策参数" en:"parameters"`
	Facts      json.RawMessage `json:"facts" zh:"申报核对信息" en:"facts"`
	Subject    rule.Subject    `json:"subject,omitzero" zh:"决定对象" en:"subject"`
	// Area 地区 has the parameters taken from the rule's book, as it holds there in the subject's month.
	Area string `json:"area,omitzero" zh:"地区" en:"area"`
	// KnownOn 截至 takes the book as it was known at the end of that day.
	KnownOn unit.Day `json:"known_on,omitzero" zh:"截至日期" en:"as known on"`
}

// maxCase is how long a case number may be, in bytes; maxKey an idempotency key.
const (
	maxCase = 200
	maxKey  = 200
)

func (o *order) check() error {
	var f rule.Errors
	if len(o.Subject.Case) > maxCase {
		f.Add(rule.Range, "subject.case", "", rule.Text{ZH: "不得超过200字节", EN: "at most 200 bytes"})
	}
	if strings.ContainsFunc(o.Subject.Case, unicode.IsControl) {
		f.Add(rule.Invalid, "subject.case", "", rule.Text{ZH: "不得含控制字符", EN: "must not hold control characters"})
	}
	if o.Area != "" && o.Subject.Month.IsZero() {
		f.Add(rule.Missing, "subject.month", "", rule.Text{ZH: "指定地区时须提供月份：按该月的标准计算", EN: "an area needs a month, whose standard holds"})
	}
	if o.Area == "" && !o.KnownOn.IsZero() {
		f.Add(rule.Missing, "area", "", rule.Text{ZH: "指定截至日期时须提供地区", EN: "a day needs an area, whose book is meant"})
	}
	return f.Err()
}

// digest tells whether a request that comes again is the same one; blanks do not matter.
func (o *order) digest() string {
	h := sha256.New()
	for _, part := range [][]byte{[]byte(o.Rule), compact(o.Parameters), compact(o.Facts), []byte(o.Subject.Case), []byte(o.Subject.Month.String()), []byte(o.Area), []byte(o.KnownOn.String())} {
		h.Write([]byte(strconv.Itoa(len(part)) + ":"))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func compact(raw []byte) []byte {
	var b bytes.Buffer
	if json.Compact(&b, raw) != nil {
		return raw
	}
	return b.Bytes()
}

// keyOf reads the Idempotency-Key, with or without the quotes of a structured header.
func keyOf(r *http.Request) (string, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 1 {
		key := strings.TrimSpace(values[0])
		if n := len(key); n >= 2 && key[0] == '"' && key[n-1] == '"' {
			key = key[1 : n-1]
		}
		if isKey(key) {
			return key, nil
		}
	}
	return "", refuse(badBody, "须有一个Idempotency-Key头：1至200个可见ASCII字符，每个新请求一个，重试时不变",
		"one Idempotency-Key header is needed: 1 to 200 visible ASCII characters, a new one for each new request, the same for a retry")
}

func isKey(key string) bool {
	return key != "" && len(key) <= maxKey && strings.IndexFunc(key, func(c rune) bool { return c < '!' || c > '~' }) < 0
}

// postDecision makes a decision and stores it, once for each key.
func (v *Service) postDecision(w http.ResponseWriter, r *http.Request, who store.Token) error {
	key, err := keyOf(r)
	if err != nil {
		return err
	}
	var o order
	if err := read(r, &o); err != nil {
		return err
	}
	kept, made, err := v.keep(r.Context(), &o, who, key)
	if err != nil {
		return err
	}
	w.Header().Set("Location", "/decisions/"+kept.ID)
	if !made {
		v.meters.repeated.Inc()
		return sendJSON(w, http.StatusOK, kept)
	}
	v.meters.stored.WithLabelValues(o.Rule).Inc()
	return sendJSON(w, http.StatusCreated, kept)
}

func (v *Service) keep(ctx context.Context, o *order, who store.Token, key string) (d store.Decision, made bool, err error) {
	d = v.blank(o, who, key)
	// What was stored is given again as it was, whatever rules and books say by now.
	before, err := v.store.ByKey(ctx, who.ID, key)
	switch {
	case err == nil && before.Request != d.Request:
		return before, false, store.ErrKeyReused
	case err == nil:
		return before, false, nil
	case !errors.Is(err, store.ErrNone):
		return d, false, err
	}
	if err := o.check(); err != nil {
		return d, false, err
	}
	if err := v.fill(ctx, o, &d); err != nil {
		return d, false, err
	}
	return v.store.Keep(ctx, d)
}

// blank is the decision that is asked for, before it is made.
func (v *Service) blank(o *order, who store.Token, key string) store.Decision {
	return store.Decision{
		ID: store.NewID(), Rule: o.Rule, Subject: o.Subject.Case, Month: o.Subject.Month.String(),
		AskedBy: who.ID, AskedAt: store.Now(), Key: key, Request: o.digest(),
	}
}

// fill makes the decision.
func (v *Service) fill(ctx context.Context, o *order, d *store.Decision) error {
	record, err := v.decide(ctx, o)
	v.meters.asked.WithLabelValues("decision", v.label(o.Rule), result(err)).Inc()
	if err != nil {
		return err
	}
	var head struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(record, &head); err != nil {
		return &problem{kind: failed, cause: err}
	}
	d.Version, d.Record = head.Version, record
	return nil
}

// label is a rule's id for a metric; what a client only says is none.
func (v *Service) label(id string) string {
	if _, ok := v.catalog.Lookup(id); ok {
		return id
	}
	return "unknown"
}

func (v *Service) decide(ctx context.Context, o *order) ([]byte, error) {
	if o.Area == "" {
		return v.catalog.ExplainFor(o.Subject, o.Rule, o.Parameters, o.Facts)
	}
	if _, err := v.info(o.Rule); err != nil {
		return nil, err
	}
	n, err := v.books.notice(ctx, o.Rule, o.Area, o.Subject.Month, o.KnownOn)
	if err != nil {
		return nil, err
	}
	return v.catalog.ExplainNotice(o.Subject, o.Rule, []rule.Notice{n}, o.Parameters, o.Facts)
}

func (v *Service) getDecision(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	d, err := v.store.Decision(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	return sendJSON(w, http.StatusOK, d)
}

// getDecisions lists decisions by subject, month and rule, a page at a time.
func (v *Service) getDecisions(w http.ResponseWriter, r *http.Request, _ store.Token) error {
	q := r.URL.Query()
	after, limit := int64(0), 50
	var f rule.Errors
	for name, values := range q {
		switch name {
		case "after":
			n, err := strconv.ParseInt(values[0], 10, 64)
			if err != nil || n < 0 {
				f.Add(rule.Syntax, name, "", rule.Text{ZH: "应为上一页给出的next", EN: "must be the next of the page before"})
			}
			after = n
		case "limit":
			n, err := strconv.Atoi(values[0])
			if err != nil || n < 1 || n > 200 {
				f.Add(rule.Range, name, "", rule.Text{ZH: "应为1至200", EN: "must be 1 to 200"})
			}
			limit = n
		}
	}
	c := store.Choice{Rule: q.Get("rule"), Subject: q.Get("subject"), Month: q.Get("month")}
	f.Wrap("", checkChoice(c))
	if err := f.Err(); err != nil {
		return &problem{kind: badBody, faults: f}
	}
	list, err := v.store.Decisions(r.Context(), c, after, 1<<62, limit)
	if err != nil {
		return err
	}
	page := struct {
		Decisions []store.Decision `json:"decisions"`
		Next      string           `json:"next,omitzero"`
	}{Decisions: list}
	if list == nil {
		page.Decisions = []store.Decision{}
	}
	if len(list) == limit {
		page.Next = strconv.FormatInt(list[limit-1].Seq, 10)
	}
	return sendJSON(w, http.StatusOK, page)
}

func checkChoice(c store.Choice) error {
	var f rule.Errors
	if c.Month != "" {
		_, err := unit.ParseMonth(c.Month)
		f.Wrap("month", err)
	}
	for _, s := range []struct{ name, text string }{{"rule", c.Rule}, {"subject", c.Subject}} {
		if len(s.text) > maxCase || strings.ToValidUTF8(s.text, "") != s.text || strings.ContainsRune(s.text, 0) {
			f.Add(rule.Invalid, s.name, "", rule.Invalid.Text())
		}
	}
	return f.Err()
}
