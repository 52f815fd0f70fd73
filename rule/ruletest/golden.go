package ruletest

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

var makeGolden = flag.Bool("ruletest.golden", false, "write the golden records of rules and versions that have none yet")

// maxGolden is how many records of one version are kept.
const maxGolden = 12

// golden holds today's rule against the records that its version made when it was first
// tested: testdata/<id>.v<version>.jsonl. A changed answer needs a new version; what is only
// worded otherwise does not. The file is written once, by -ruletest.golden, and never again:
// it is the promise.
func golden[Policy, Facts, Answer any](t *testing.T, r rule.Rule[Policy, Facts, Answer], s Suite[Policy, Facts]) {
	t.Helper()
	name := filepath.Join("testdata", fmt.Sprintf("%s.v%d.jsonl", r.ID(), r.Version()))
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && *makeGolden {
		s.Random = nil
		decisions, err := decided(r, os.DirFS("testdata"), s)
		if err != nil {
			t.Fatal(err)
		}
		for i, d := range decisions {
			if i == maxGolden {
				break
			}
			if data, err = d.AppendJSON(data); err != nil {
				t.Fatal(err)
			}
			data = append(data, '\n')
		}
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
	} else if err != nil {
		t.Fatalf("%v: golden records of this version are missing: go test -ruletest.golden", err)
	}
	records, err := rule.SplitRecords(data)
	if err != nil || len(records) == 0 {
		t.Fatalf("%s: %d records: %v", name, len(records), err)
	}
	catalog, err := rule.NewCatalog(r)
	if err != nil {
		t.Fatal(err)
	}
	for i, rec := range records {
		report, err := catalog.Replay(rec)
		if err != nil {
			t.Errorf("%s record %d: %v", name, i+1, err)
		}
		for _, d := range report.Differences {
			t.Errorf("%s record %d: an answer changed without a new version: %s", name, i+1, d.In(rule.English))
		}
	}
}
