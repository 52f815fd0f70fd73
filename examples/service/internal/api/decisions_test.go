package api_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/service/internal/store"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

type decision struct {
	ID      string          `json:"id"`
	AskedBy string          `json:"asked_by"`
	Subject string          `json:"subject"`
	Month   string          `json:"month"`
	Key     string          `json:"idempotency_key"`
	Record  json.RawMessage `json:"record"`
}

// person is somebody's number, which no log, metric or answer to another may hold: long enough that none does by chance.
const person = "340403199001011234"

func order(subject, facts string) string {
	return fmt.Sprintf(`{"rule":%q,"facts":%s,"subject":{"case":%q,"month":"2021-07"}}`, beds, facts, subject)
}

func (p *place) decide(status int, body, key string) decision {
	p.t.Helper()
	w, raw := p.ask("POST", "/decisions", body, "Idempotency-Key", key)
	require.Equal(p.t, status, w.StatusCode, "%s", raw)
	var d decision
	require.NoError(p.t, json.Unmarshal(raw, &d))
	require.Equal(p.t, "/decisions/"+d.ID, w.Header.Get("Location"))
	return d
}

func TestADecisionIsStoredAsTheCatalogWroteIt(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject := store.NewID()
		d := p.decide(201, order(subject, bedFacts), store.NewID())
		want, err := civilaffairs.Catalog().ExplainFor(rule.Subject{Case: subject, Month: unit.MustParseMonth("2021-07")}, beds, nil, []byte(bedFacts))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(d.Record))
		assert.Equal(t, []string{subject, "2021-07"}, []string{d.Subject, d.Month})
		assert.NotEmpty(t, d.AskedBy)

		w, raw := p.ask("GET", "/decisions/"+d.ID, "")
		assert.Equal(t, 200, w.StatusCode)
		var again decision
		require.NoError(t, json.Unmarshal(raw, &again))
		assert.Equal(t, d, again)
		var page struct {
			Decisions []decision
			Next      string
		}
		for i := range 2 {
			p.decide(201, order(subject, fmt.Sprintf(`{"care":%d,"total":23000}`, i)), store.NewID())
		}
		_, raw = p.ask("GET", "/decisions?limit=2&month=2021-07&subject="+subject, "")
		require.NoError(t, json.Unmarshal(raw, &page))
		require.Len(t, page.Decisions, 2)
		assert.Equal(t, d, page.Decisions[0])
		_, raw = p.ask("GET", "/decisions?limit=2&subject="+subject+"&after="+page.Next, "")
		page.Next = ""
		require.NoError(t, json.Unmarshal(raw, &page))
		assert.Len(t, page.Decisions, 1)
		assert.Empty(t, page.Next)
		_, raw = p.ask("GET", "/decisions?subject="+subject+"&month=2021-08", "")
		assert.JSONEq(t, `{"decisions":[]}`, string(raw))
		p.refused(404, "GET", "/decisions/none", "")
		for _, q := range []string{"month=2021", "limit=0", "limit=x", "after=-1", "subjekt=1", "month=2021-07&month=2021-08", "subject=%ff"} {
			x := p.refused(400, "GET", "/decisions?"+q, "")
			assert.NotEmpty(t, x.Errors, q)
		}
	})
}

func TestARepeatedRequestIsNeitherLostNorDoubled(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		subject, key := store.NewID(), store.NewID()
		first := p.decide(201, order(subject, bedFacts), key)
		assert.Equal(t, first, p.decide(200, order(subject, bedFacts), key))
		assert.Equal(t, first, p.decide(200, strings.ReplaceAll(order(subject, bedFacts), ",", " ,\n"), `"`+key+`"`), "blanks and quotes do not matter")
		x := p.refused(422, "POST", "/decisions", order(subject, `{"care":1,"total":23000}`), "Idempotency-Key", key)
		assert.Contains(t, x.Type, "key-reused")
		for _, bad := range []string{"", "a b", "中", strings.Repeat("x", 201)} {
			p.refused(400, "POST", "/decisions", order(subject, bedFacts), "Idempotency-Key", bad)
		}
		// Twenty at once with one key: one is stored, and all are told of it.
		key = store.NewID()
		var wait sync.WaitGroup
		ids := make([]string, 20)
		for i := range ids {
			wait.Go(func() {
				r, _ := http.NewRequest("POST", p.server.URL+"/decisions", strings.NewReader(order(subject, bedFacts)))
				r.Header = http.Header{"Authorization": {"Bearer " + p.token}, "Content-Type": {"application/json"}, "Idempotency-Key": {key}}
				w, err := p.server.Client().Do(r)
				if assert.NoError(t, err) {
					defer w.Body.Close()
					ids[i] = w.Header.Get("Location")
				}
			})
		}
		wait.Wait()
		for _, id := range ids {
			assert.Equal(t, ids[0], id)
			assert.NotEmpty(t, id)
		}
		n, _, err := p.store.Extent(context.Background(), store.Choice{Subject: subject})
		require.NoError(t, err)
		assert.EqualValues(t, 2, n)
		// Another token's key is another's.
		_, other, err := p.store.NewToken(context.Background(), "other", store.Roles)
		require.NoError(t, err)
		p.token = other
		assert.NotEqual(t, first.ID, p.decide(201, order(subject, bedFacts), key).ID)
	})
}

func TestAWrongOrderIsRefusedAndNotStored(t *testing.T) {
	p := start(t, civilaffairs.Catalog(), api0())
	for body, status := range map[string]int{
		`{"rule":"no.such","facts":{}}`:                                                              404,
		`{"rule":"` + beds + `"}`:                                                                    400,
		order("x", `{"care":2,"total":1}`):                                                           422,
		order(strings.Repeat("x", 201), bedFacts):                                                    422,
		order("\x00", bedFacts):                                                                      400,
		order("ab", bedFacts)[:30]:                                                                   400,
		`{"rule":"` + beds + `","facts":{},"facts":{}}`:                                              400,
		`{"rule":"` + beds + `","facts":{},"Subject":{}}`:                                            400,
		`{"rule":"` + beds + `","facts":` + bedFacts + `,"area":"甲县"}`:                               422,
		`{"rule":"` + beds + `","facts":` + bedFacts + `,"known_on":"2021-07-01"}`:                   422,
		`{"rule":"` + beds + `","facts":` + bedFacts + `,"area":"甲县","subject":{"month":"2021-07"}}`: 422,
		`{"rule":"` + beds + `","facts":` + bedFacts + `,"subject":{"month":"2021-13"}}`:             400,
	} {
		x := p.refused(status, "POST", "/decisions", body, "Idempotency-Key", store.NewID())
		assert.NotEmpty(t, x.Errors, body)
	}
	n, _, err := p.store.Extent(context.Background(), store.Choice{})
	require.NoError(t, err)
	assert.Zero(t, n)
}

func TestABookGivesTheParametersAndIsTheirOrigin(t *testing.T) {
	const id = "assistance.allowance"
	on(t, func(t *testing.T, p *place) {
		area := "县" + store.NewID()
		put := func(status int, entries string) {
			t.Helper()
			w, raw := p.ask("PUT", "/books/"+id, `{"areas":{"city":"样例市","counties":["`+area+`"]},"entries":[`+entries+`]}`)
			require.Equal(t, status, w.StatusCode, "%s", raw)
		}
		entry := func(from, published, document, parameters string) string {
			return fmt.Sprintf(`{"area":"样例市","from":%q,"published":%q,"document":%q,"parameters":%s}`, from, published, document, parameters)
		}
		first := entry("2021-07", "2021-06-20", "样例〔2021〕1号", `{"standard":"784.00"}`)
		put(201, first)
		put(422, entry("2021-07", "2021-06-20", "样例", `{"standard":"-1.00"}`))
		put(422, entry("2021-07", "2021-06-20", "样例", `{"no_such":"1"}`))
		put(422, entry("2021-07", "", "样例", `{}`))

		ask := func(month, more string) (*http.Response, []byte) {
			return p.ask("POST", "/decisions", fmt.Sprintf(`{"rule":%q,"area":%q,"parameters":{"property_limit":"30000.00"},
"facts":{"area":"rural","members":[{"income":"100.00","employment_cost":"0.00"}],"property":"0.00"},"subject":{"case":"1","month":%q}%s}`, id, area, month, more),
				"Idempotency-Key", store.NewID())
		}
		origin := func(raw []byte) (value string, o rule.Origin) {
			var d struct {
				Record struct {
					Parameters map[string]any
					Origins    []rule.Origin
				}
			}
			require.NoError(t, json.Unmarshal(raw, &d))
			for _, x := range d.Record.Origins {
				if x.Path == "standard" {
					o = x
				}
			}
			return fmt.Sprint(d.Record.Parameters["standard"]), o
		}
		w, raw := ask("2021-08", "")
		require.Equal(t, 201, w.StatusCode, "%s", raw)
		value, o := origin(raw)
		assert.Equal(t, "784.00", value)
		assert.Equal(t, "样例〔2021〕1号", o.Notice)
		w, raw = ask("2021-06", "")
		assert.Equal(t, 422, w.StatusCode, "no month before the first: %s", raw)

		put(201, first+","+entry("2021-07", "2021-09-20", "样例〔2021〕2号", `{"standard":"800.00"}`))
		_, raw = ask("2021-08", "")
		value, o = origin(raw)
		assert.Equal(t, []string{"800.00", "样例〔2021〕2号"}, []string{value, o.Notice}, "the edition that was put last")
		_, raw = ask("2021-08", `,"known_on":"2021-08-31"`)
		value, _ = origin(raw)
		assert.Equal(t, "784.00", value, "as known then")

		_, raw = p.ask("GET", "/books/"+id, "")
		assert.Contains(t, string(raw), `"coverage":[{"area":"样例市","first":"2021-07"`)
		j := p.replay(`{"subject":"1","rule":"` + id + `"}`)
		assert.Zero(t, j.Differ, "%s", j.Findings)
		assert.GreaterOrEqual(t, j.Held, int64(3))
		// A book that loses the document no longer confirms the decisions under it.
		put(201, entry("2021-07", "2021-06-20", "样例〔2021〕3号", `{"standard":"784.00"}`))
		assert.GreaterOrEqual(t, p.replay(`{"subject":"1","rule":"`+id+`"}`).Differ, int64(3))
	})
}

type job struct {
	ID, State     string
	Total, Done   int64
	Held, Differ  int64
	NotRecomputed int64 `json:"not_recomputed"`
	Findings      []struct {
		Decision string
		Report   json.RawMessage
	}
}

// began starts a replay and gives its place.
func (p *place) began(choice string) string {
	p.t.Helper()
	w, raw := p.ask("POST", "/replay", choice)
	require.Equal(p.t, 202, w.StatusCode, "%s", raw)
	return w.Header.Get("Location")
}

// await waits for the end of a job.
func (p *place) await(at string, most time.Duration) (j job) {
	p.t.Helper()
	require.Eventually(p.t, func() bool {
		_, raw := p.ask("GET", at, "")
		return json.Unmarshal(raw, &j) == nil && j.State != store.Running
	}, most, 50*time.Millisecond)
	require.Equal(p.t, j.Total, j.Done)
	return j
}

func (p *place) replay(choice string) job {
	p.t.Helper()
	return p.await(p.began(choice), time.Minute)
}

func TestAReplayNamesWhatWasAltered(t *testing.T) {
	on(t, func(t *testing.T, p *place) {
		ctx := context.Background()
		subject := store.NewID()
		var list []store.Decision
		who, err := p.store.TokenOf(ctx, p.token)
		require.NoError(t, err)
		for i := range 1_203 {
			s := rule.Subject{Case: subject, Month: unit.MustParseMonth("2021-07")}
			raw, err := civilaffairs.Catalog().ExplainFor(s, beds, nil, fmt.Appendf(nil, `{"care":%d,"total":23000}`, i))
			require.NoError(t, err)
			d := store.Decision{ID: store.NewID(), Rule: beds, Version: 1, Subject: subject, Month: "2021-07", AskedBy: who.ID, AskedAt: store.Now(), Key: store.NewID(), Record: raw}
			switch i {
			case 700:
				d.Record = []byte(strings.Replace(string(raw), `"met":false`, `"met":true`, 1))
			case 800:
				d.Record = []byte(`{"format":1}`)
			case 900:
				d.Month = "2021-08" // the column alone
			}
			list = append(list, d)
		}
		made, err := p.store.KeepAll(ctx, list)
		require.NoError(t, err)
		require.Len(t, made, len(list))
		j := p.replay(`{"subject":"` + subject + `"}`)
		assert.Equal(t, []int64{1_203, 1_200, 2, 1}, []int64{j.Total, j.Held, j.Differ, j.NotRecomputed})
		require.Len(t, j.Findings, 3)
		assert.Equal(t, []string{list[700].ID, list[800].ID, list[900].ID}, []string{j.Findings[0].Decision, j.Findings[1].Decision, j.Findings[2].Decision})
		assert.Contains(t, string(j.Findings[0].Report), `"answer.met"`)
		p.refused(400, "POST", "/replay", `{"month":"2021"}`)
		p.refused(404, "GET", "/jobs/none", "")
	})
}
