package civilaffairs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/rule/cases"
)

// TestAnOutlookSaysWhenAVerdictIsDue: in the words of the whole answer, of every rule, and before the verdict is known.
func TestAnOutlookSaysWhenAVerdictIsDue(t *testing.T) {
	catalog, due := civilaffairs.Catalog(), 0
	for _, r := range catalog.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		f, err := os.Open(filepath.Join(room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		rows, err := cases.Read(f)
		_ = f.Close()
		require.NoError(t, err)
		told := 0
		for _, c := range rows {
			p, in, err := catalog.FromCells(r.ID(), c.Parameters, c.Facts)
			require.NoError(t, err)
			record, err := catalog.Explain(r.ID(), p, in)
			if err != nil {
				continue
			}
			raw, err := catalog.Decide(r.ID(), p, in)
			if err != nil { // lists within lists
				require.ErrorIs(t, err, rule.NotWhole)
				break
			}
			var o rule.Outlook
			require.NoError(t, json.Unmarshal(raw, &o))
			for _, l := range []rule.Language{rule.Chinese, rule.English} {
				want, got := map[string]string{}, map[string]string{}
				lines, err := catalog.Told(record, l)
				require.NoError(t, err)
				for _, line := range lines {
					if line.Remark != "" {
						want[line.Path] = line.Remark
					}
				}
				for _, a := range o.Answer {
					if there := slices.ContainsFunc(lines, func(t rule.Told) bool { return t.Path == a.Path }); !there && a.Absent && !a.Determined {
						continue // it turns on an optional fact, which is not known
					}
					if a.Remark.In(l) != "" {
						got[a.Path] = a.Remark.In(l)
					}
				}
				require.Equal(t, want, got, "%s row %d", r.ID(), c.Row)
				due += len(got)
			}
			if told++; told == 3 {
				break
			}
		}
	}
	assert.NotZero(t, due)
	for parameters, want := range map[string]rule.Text{"": {ZH: "（须于2025年底前达到）", EN: "(due by the end of 2025)"}, `{"due":2030}`: {ZH: "（须于2030年底前达到）", EN: "(due by the end of 2030)"}} {
		raw, err := catalog.Decide("eldercare.care-beds", []byte(parameters), []byte(`{"care":12649}`))
		require.NoError(t, err)
		var o rule.Outlook
		require.NoError(t, json.Unmarshal(raw, &o))
		for _, a := range o.Answer {
			if a.Path == "met" {
				assert.False(t, a.Determined)
				assert.Equal(t, want, a.Remark, parameters)
			} else {
				assert.Empty(t, a.Remark, a.Path)
			}
		}
	}
}
