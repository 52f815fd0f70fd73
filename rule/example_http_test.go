package rule_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// A service that answers by any rule of a catalog:
//
//	POST /sample.heating {"parameters": {…}, "facts": {…}}
//
// gives the whole record of the decision, or every bad field of the request.
func Example_service() {
	catalog, err := rule.NewCatalog(Heating, Relief)
	if err != nil {
		fmt.Println(err)
		return
	}
	handler := func(w http.ResponseWriter, r *http.Request) {
		var body struct{ Parameters, Facts json.RawMessage }
		err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&body)
		var record []byte
		if err == nil {
			record, err = catalog.Explain(r.PathValue("id"), body.Parameters, body.Facts)
		}
		if err != nil {
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(http.StatusUnprocessableEntity)
			_ = json.NewEncoder(w).Encode(map[string]any{"title": "申报有误", "errors": rule.Faults(err)}) // the client is gone
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(record) // likewise
	}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /{id}", handler)

	ask := func(id, body string) {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/"+id, strings.NewReader(body)))
		answer, _ := io.ReadAll(w.Body)
		fmt.Printf("%d %.120s…\n", w.Code, answer)
	}
	ask("sample.heating", `{"parameters":{"per_person":"120.00"},"facts":{"persons":3}}`)
	ask("sample.heating", `{"parameters":{"per_person":"120.00"},"facts":{"persons":"3"}}`)
	// Output:
	// 200 {"format":1,"rule":"sample.heating","version":1,"title":{"zh":"取暖补贴","en":"Heating subsidy"},"parameters":{"per_person":…
	// 422 {"errors":[{"rule":"sample.heating","code":"syntax","part":"facts","field":"persons","label":{"zh":"人数","en":"persons"},…
}
