package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/api"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
)

// head is a request as it goes over the wire, but for its body; headers may come twice.
func (p *place) head(method, path string, headers ...string) string {
	return method + " " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n" + strings.Join(headers, "\r\n") + "\r\n\r\n"
}

func (p *place) bearer() string { return "Authorization: Bearer " + p.token }

// sent gives status and problem of what was sent over a connection.
func (p *place) sent(pieces ...string) (int, trouble) {
	p.t.Helper()
	w, err := p.raw(10*time.Millisecond, pieces...)
	require.NoError(p.t, err)
	raw, err := io.ReadAll(w.Body)
	require.NoError(p.t, err)
	if w.StatusCode < 300 {
		return w.StatusCode, trouble{}
	}
	return w.StatusCode, p.problem(w, raw)
}

func TestABodyThatIsCutWronglyIsTheClientsFault(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	for _, path := range []string{"/rules/" + beds + "/eval", "/decisions", "/mcp", "/replay"} {
		status, x := p.sent(p.head("POST", path, p.bearer(), "Idempotency-Key: k", "Content-Type: application/json", "Transfer-Encoding: chunked"), "zz\r\n\r\n")
		assert.Equal(t, 400, status, path)
		assert.Contains(t, x.Type, "malformed", path)
	}
}

func TestABodyThatWillBeTooLargeIsRefusedBeforeItIsSent(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{ReadTime: time.Minute})
	status, x := p.sent(p.head("POST", "/rules/"+beds+"/eval", p.bearer(), "Content-Type: application/json", "Content-Length: 999999999999"))
	assert.Equal(t, 413, status)
	assert.Contains(t, x.Type, "too-large")
}

func TestAHeaderThatComesTwiceIsNotChosenFrom(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	body := `{"facts":` + bedFacts + `}`
	length := fmt.Sprint("Content-Length: ", len(body))
	path := "/rules/" + beds + "/eval"
	status, _ := p.sent(p.head("POST", path, p.bearer(), "Authorization: Bearer x", "Content-Type: application/json", length) + body)
	assert.Equal(t, 401, status)
	status, _ = p.sent(p.head("POST", path, p.bearer(), "Content-Type: application/json", "Content-Type: text/plain", length) + body)
	assert.Equal(t, 415, status)
	for media, want := range map[string]int{"application/json; charset=gbk": 415, "application/json; charset=UTF-8": 200, "application/json;": 200, "application/json, text/plain": 415} {
		status, _ = p.sent(p.head("POST", path, p.bearer(), "Content-Type: "+media, length) + body)
		assert.Equal(t, want, status, media)
	}
	// Of languages, which may come in several lines, all count.
	status, x := p.sent(p.head("GET", "/nothing", p.bearer(), "Accept-Language: zh;q=0.1", "Accept-Language: en"))
	assert.Equal(t, 404, status)
	assert.Equal(t, "there is no such thing", x.Title)
}

func TestAParameterThatNobodyTakesIsRefused(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	for _, path := range []string{"/rules?x=1", "/rules?", "/decisions?limit=1;after=2", "/decisions?limit=1&%zz=1", "/decisions?limit=1&limit=1", "/decisions?Limit=1", "/jobs/1?x"} {
		if path == "/rules?" {
			w, _ := p.ask("GET", path, "")
			assert.Equal(t, 200, w.StatusCode)
			continue
		}
		p.refused(400, "GET", path, "")
	}
	x := p.refused(400, "POST", "/rules/"+beds+"/eval?as=record", `{"facts":`+bedFacts+`}`)
	assert.Equal(t, "/as", x.Errors[0].Pointer)
	p.refused(400, "POST", "/decisions?dry_run=1", order("1", bedFacts), "Idempotency-Key", "1")
	n, _, err := p.store.Extent(context.Background(), store.Choice{})
	require.NoError(t, err)
	assert.Zero(t, n)
}

func TestAPathIsTakenAsItIsWritten(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	for _, path := range []string{"/rules/../healthz", "//rules", "/./rules", "/jobs/../tokens", "/rules/%2e%2e/healthz", "/decisions/..", "/RULES", "/rules/", "/rules/%00"} {
		w, err := p.raw(0, p.head("GET", path, p.bearer()))
		require.NoError(t, err)
		assert.Equal(t, 404, w.StatusCode, path)
		assert.Empty(t, w.Header.Get("Location"), path)
	}
}

func TestNamesAndCaseNumbersAreOfCharactersThatCanBeSeen(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	for _, name := range []string{`\u202e`, `\n`, ` `, `\u0000`, `窗口\u200b3`} {
		p.refused(422, "POST", "/tokens", `{"name":"`+name+`","roles":["read"]}`)
	}
	for _, subject := range []string{`\u0007`, `1\n2`, `\u0000`, `\u0085`} {
		p.refused(422, "POST", "/decisions", `{"rule":"`+beds+`","facts":`+bedFacts+`,"subject":{"case":"`+subject+`"}}`, "Idempotency-Key", store.NewID())
	}
}

// TestOneTokenDoesNotTakeTheOthersPlaces: streams that say nothing hold places.
func TestOneTokenDoesNotTakeTheOthersPlaces(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api.Options{InFlight: 4})
	hold := func() *io.PipeWriter {
		in, out := io.Pipe()
		r, err := http.NewRequest("POST", p.server.URL+"/bulk/"+beds, in)
		require.NoError(t, err)
		r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/x-ndjson"}}
		w, err := p.server.Client().Do(r)
		require.NoError(t, err)
		t.Cleanup(func() { _ = w.Body.Close() }) // the stream is ended before
		return out
	}
	first, second := hold(), hold()
	x := p.refused(429, "GET", "/rules", "")
	assert.Contains(t, x.Type, "too-many")
	_, other, err := p.store.NewToken(context.Background(), "other", store.Roles)
	require.NoError(t, err)
	w, _ := p.ask("GET", "/rules", "", "Authorization", "Bearer "+other)
	assert.Equal(t, 200, w.StatusCode)
	require.NoError(t, first.Close())
	require.NoError(t, second.Close())
	require.Eventually(t, func() bool {
		w, _ := p.ask("GET", "/rules", "")
		return w.StatusCode == 200
	}, 5*time.Second, 10*time.Millisecond)
}

const toolCall = `{"jsonrpc":"2.0","id":%s,"method":"tools/call","params":{"name":"eval","arguments":{"rule":%q,"parameters":%s,"facts":%s}}}`

func (p *place) message(body string, headers ...string) (*http.Response, []byte) {
	p.t.Helper()
	return p.ask("POST", "/mcp", body, append([]string{"Accept", "application/json, text/event-stream"}, headers...)...)
}

func TestARuleThatPanicsUnderAToolLeavesTheServiceUp(t *testing.T) {
	p := start(t, heatingWith(t, func(f heatingFacts) {
		if f.Persons == 77 {
			panic("facts of " + person)
		}
	}), api0())
	w, raw := p.message(fmt.Sprintf(toolCall, "1", "sample.heating", `{"each":"1.00"}`, `{"persons":77}`))
	assert.Equal(t, 200, w.StatusCode)
	assert.Contains(t, string(raw), "urn:civilaffairs:problem:failed")
	assert.NotContains(t, string(raw), person)
	w, _ = p.ask("GET", "/healthz", "")
	assert.Equal(t, 200, w.StatusCode)
	p.server.Close()
	assert.Contains(t, p.logs.String(), `"msg":"panic"`)
	assert.NotContains(t, p.logs.String(), person)
}

func TestAToolIsAskedOneMessageAtATime(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	one := fmt.Sprintf(toolCall, "1", beds, `{}`, bedFacts)
	w, raw := p.message(one)
	require.Equal(t, 200, w.StatusCode, "%s", raw)
	w, raw = p.message(" [" + one + "," + one + "]")
	assert.Equal(t, 400, w.StatusCode)
	assert.Contains(t, p.problem(w, raw).Type, "malformed")
	for _, id := range []string{"1.5", "1e30", "1000000000000000000000000000000", "9007199254740993", "9223372036854775807", "[1]", "{}", "true"} { // what would come back as another id
		w, raw = p.message(fmt.Sprintf(toolCall, id, beds, `{}`, bedFacts))
		assert.Equal(t, 400, w.StatusCode, id)
		p.problem(w, raw)
	}
	for _, id := range []string{"0", "-7", "9007199254740992", `"a"`} {
		w, raw = p.message(fmt.Sprintf(toolCall, id, beds, `{}`, bedFacts))
		require.Equal(t, 200, w.StatusCode, id)
		var back struct{ ID json.RawMessage }
		require.NoError(t, json.Unmarshal(raw, &back))
		assert.Equal(t, id, string(back.ID))
	}
	p.refused(415, "POST", "/mcp", one, "Accept", "application/json, text/event-stream", "Content-Encoding", "gzip")
	p.refused(413, "POST", "/mcp", strings.Repeat(" ", 2<<20), "Accept", "application/json, text/event-stream")
}

// TestAToolIsReachedThroughAProxy, which hands on the name that it was called by.
func TestAToolIsReachedThroughAProxy(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	body := fmt.Sprintf(toolCall, "1", beds, `{}`, bedFacts)
	w, err := p.raw(0, strings.Replace(p.head("POST", "/mcp", p.bearer(), "Accept: application/json, text/event-stream", "Content-Type: application/json", fmt.Sprint("Content-Length: ", len(body))), "Host: x", "Host: rules.example.org", 1)+body)
	require.NoError(t, err)
	assert.Equal(t, 200, w.StatusCode)
}

// TestAReplayDuringWritesHoldsAndMissesNothingBeforeIt: streams store while replays are asked for.
func TestAReplayDuringWritesHoldsAndMissesNothingBeforeIt(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject := store.NewID()
		var lines []string
		for i := range 1_500 {
			lines = append(lines, line(fmt.Sprint(subject, i), subject, i))
		}
		for n := 0; n < len(lines); n += 500 {
			ended := make(chan struct{})
			go func() {
				defer close(ended)
				assert.EqualValues(t, 500, p.keep(bulkOf(lines[n : n+500]...))[500].End.Stored)
			}()
			j := p.replay(`{"subject":"` + subject + `"}`)
			assert.GreaterOrEqual(t, j.Total, int64(n))
			assert.Equal(t, j.Total, j.Held, "%s", j.Findings)
			<-ended
		}
		j := p.replay(`{"subject":"` + subject + `"}`)
		assert.Equal(t, []int64{1_500, 1_500}, []int64{j.Total, j.Held})
	})
}
