package api

import (
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// kind is a kind of refusal: its name, which stands at the end of the problem's type and never
// changes, its status and its title.
type kind struct {
	name   string
	status int
	title  rule.Text
}

const problemType = "urn:civilaffairs:problem:"

// The kinds of refusals. The OpenAPI document lists them.
var (
	badBody     = kind{"malformed", http.StatusBadRequest, rule.Text{ZH: "请求无法读取", EN: "the request cannot be read"}}
	noToken     = kind{"unauthenticated", http.StatusUnauthorized, rule.Text{ZH: "未提供有效令牌", EN: "no valid token was given"}}
	notAllowed  = kind{"forbidden", http.StatusForbidden, rule.Text{ZH: "令牌没有此权限", EN: "the token may not do this"}}
	notThere    = kind{"not-found", http.StatusNotFound, rule.Text{ZH: "没有此资源", EN: "there is no such thing"}}
	badMethod   = kind{"method", http.StatusMethodNotAllowed, rule.Text{ZH: "此路径不支持该方法", EN: "the path does not take this method"}}
	tooSlow     = kind{"too-slow", http.StatusRequestTimeout, rule.Text{ZH: "请求未在规定时间内到达", EN: "the request did not come in time"}}
	tooLarge    = kind{"too-large", http.StatusRequestEntityTooLarge, rule.Text{ZH: "请求过大", EN: "the request is too large"}}
	badType     = kind{"media-type", http.StatusUnsupportedMediaType, rule.Text{ZH: "请求内容类型不支持", EN: "the type of the body is not supported"}}
	refused     = kind{"refused", http.StatusUnprocessableEntity, rule.Text{ZH: "参数或信息有误", EN: "parameters or facts that cannot be"}}
	keyReused   = kind{"key-reused", http.StatusUnprocessableEntity, rule.Text{ZH: "幂等键已用于另一请求", EN: "the idempotency key came before with another request"}}
	tooMany     = kind{"too-many", http.StatusTooManyRequests, rule.Text{ZH: "请求过于频繁", EN: "too many requests"}}
	failed      = kind{"failed", http.StatusInternalServerError, rule.Text{ZH: "服务内部错误", EN: "the service failed"}}
	unavailable = kind{"unavailable", http.StatusServiceUnavailable, rule.Text{ZH: "服务暂不可用，请稍后重试", EN: "not available now: ask again later"}}
	kinds       = []kind{badBody, noToken, notAllowed, notThere, badMethod, tooSlow, tooLarge, badType, refused, keyReused, tooMany, failed, unavailable}
)

// problem is a refusal on its way to the caller.
type problem struct {
	kind
	detail rule.Text
	faults rule.Errors
	header [2]string // one more header, where there is one
	cause  error     // for the log
}

func (p *problem) Error() string { return p.name }
func (p *problem) Unwrap() error { return p.cause }

func refuse(k kind, zh, en string) *problem {
	return &problem{kind: k, detail: rule.Text{ZH: zh, EN: en}}
}

// problemOf makes a refusal of any error.
func problemOf(err error) *problem {
	var p *problem
	var large *http.MaxBytesError
	var faults rule.Errors
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &large):
		n := strconv.FormatInt(large.Limit, 10)
		return refuse(tooLarge, "最多"+n+"字节", "at most "+n+" bytes")
	case errors.Is(err, os.ErrDeadlineExceeded):
		return refuse(tooSlow, "请在时限内发完请求", "send the whole request within the limit")
	case errors.As(err, &faults):
		k := refused
		if errors.Is(err, rule.UnknownRule) {
			k = notThere
		}
		return &problem{kind: k, faults: rule.Faults(err), cause: err}
	case errors.Is(err, store.ErrNone):
		return refuse(notThere, "请核对编号", "check the id")
	case errors.Is(err, store.ErrKeyReused):
		return refuse(keyReused, "新的请求请用新的幂等键；重试须与原请求相同", "give a new request a new key; a retry must be as the request was")
	}
	return &problem{kind: unavailable, cause: err, header: [2]string{"Retry-After", "1"}, detail: rule.Text{
		ZH: "数据库未应答；带幂等键的请求可原样重发，不会丢失或重复", EN: "the database does not answer; a request with an idempotency key can be sent again as it is, and is neither lost nor doubled"}}
}

// faultBody is one fault as RFC 9457 has them in an extension: where in the body, and why.
type faultBody struct {
	Pointer string    `json:"pointer"`
	Code    rule.Code `json:"code"`
	Reason  string    `json:"reason"`
	Rule    string    `json:"rule,omitzero"`
	Part    rule.Part `json:"part,omitzero"`
	Field   string    `json:"field,omitzero"`
	Label   string    `json:"label,omitzero"`
	Value   string    `json:"value,omitzero"`
}

// problemBody is the problem as JSON, application/problem+json.
type problemBody struct {
	Type   string      `json:"type"`
	Title  string      `json:"title"`
	Status int         `json:"status"`
	Detail string      `json:"detail,omitzero"`
	ID     string      `json:"request_id,omitzero"`
	Errors []faultBody `json:"errors,omitzero"`
}

// pointer is the place in the body: what Fault.Pointer says, behind the part that it points into.
func pointer(f *rule.Fault) string {
	if f.Part == "" {
		return f.Pointer()
	}
	return "/" + string(f.Part) + f.Pointer()
}

func (p *problem) in(l rule.Language, id string) problemBody {
	b := problemBody{Type: problemType + p.name, Title: p.title.In(l), Status: p.status, Detail: p.detail.In(l), ID: id}
	for i := range p.faults {
		f := &p.faults[i]
		b.Errors = append(b.Errors, faultBody{pointer(f), f.Code, f.Reason.In(l), f.Rule, f.Part, f.Field, f.Label.In(l), f.Value})
	}
	return b
}

// send writes the refusal in the language that the caller prefers.
func (p *problem) send(w http.ResponseWriter, r *http.Request, id string) error {
	l := languageOf(r)
	raw, err := json.Marshal(p.in(l, id))
	if err != nil {
		return err
	}
	h := w.Header()
	if p.header[0] != "" {
		h.Set(p.header[0], p.header[1])
	}
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", l.String())
	h.Add("Vary", "Accept-Language")
	h.Set("Content-Length", strconv.Itoa(len(raw)))
	w.WriteHeader(p.status)
	_, err = w.Write(raw)
	return err
}

var languages = language.NewMatcher([]language.Tag{language.Chinese, language.English})

// languageOf is the caller's by Accept-Language: Chinese, unless English is preferred.
func languageOf(r *http.Request) rule.Language {
	tags, _, err := language.ParseAcceptLanguage(strings.Join(r.Header.Values("Accept-Language"), ","))
	if err != nil || len(tags) == 0 {
		return rule.Chinese
	}
	if _, i, sure := languages.Match(tags...); i == 1 && sure >= language.High {
		return rule.English
	}
	return rule.Chinese
}
