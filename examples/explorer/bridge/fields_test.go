package bridge

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

func listed(t *testing.T) []described {
	t.Helper()
	tables := map[string]string{}
	for _, r := range civilaffairs.Rules() {
		room, _, _ := strings.Cut(r.ID(), ".")
		data, err := os.ReadFile(filepath.Join("..", "..", "..", room, "testdata", r.ID()+".csv"))
		require.NoError(t, err)
		tables[r.ID()] = strings.TrimPrefix(string(data), "\uFEFF")
	}
	list, err := Bridge{Catalog: civilaffairs.Catalog()}.described(tables)
	require.NoError(t, err)
	return list
}

// Of each figure of every rule the form says what it is written with: its label does, or what stands behind it.
func TestEachFigureSaysWhatItIsWrittenWith(t *testing.T) {
	figures := 0
	for _, d := range listed(t) {
		for _, f := range append(d.Facts, d.Parameters...) {
			if _, ok := units[f.Kind]; !ok || len(f.Choices) > 0 {
				continue
			}
			figures++
			at := d.ID + " " + f.Path
			said := f.Label.In(rule.Chinese) + f.Unit.ZH
			inEnglish := f.Label.In(rule.English) + f.Unit.EN
			switch f.Kind {
			case "money":
				assert.Contains(t, said, "元", at)
				assert.Contains(t, inEnglish, "yuan", at)
			case "ratio":
				assert.Contains(t, said, "%", at)
				assert.Contains(t, inEnglish, "%", at)
			case "month":
				assert.Contains(t, said, "2023-07", at)
				assert.Contains(t, inEnglish, "2023-07", at)
			default:
				assert.Regexp(t, `（.+）|整数$|数，可有小数$`, said, at)
				assert.Regexp(t, `\(.+\)|number`, inEnglish, at)
			}
		}
	}
	assert.Greater(t, figures, 500)
}

// A fact that a file may leave out is called optional only where a case is decided without it: the household's property is needed.
func TestAFactWithoutWhichNoCaseIsDecidedIsNeeded(t *testing.T) {
	catalog := civilaffairs.Catalog()
	needed, optional := map[string]bool{}, 0
	for _, d := range listed(t) {
		for _, f := range d.Facts {
			if f.Needed {
				assert.True(t, f.Optional, d.ID+" "+f.Path)
				needed[d.ID+" "+f.Path] = true
			} else if f.Optional {
				optional++
			}
		}
	}
	assert.True(t, needed["assistance.allowance property"])
	assert.True(t, needed["assistance.means-test property"])
	assert.False(t, needed["assistance.allowance-times died"])
	assert.NotZero(t, optional)
	t.Log(needed)
	_, err := catalog.Eval("assistance.allowance", []byte(`{"standard":"700","property_limit":"10000","employment_costs":"none"}`),
		[]byte(`{"area":"urban","members":[{"income":"10","employment_cost":"0"}]}`))
	assert.True(t, errors.Is(err, rule.Missing), err)
}

// A rule without a table, as one may be of somebody's own, is listed as it says of itself.
func TestARuleWithoutATableIsListed(t *testing.T) {
	list, err := Bridge{Catalog: civilaffairs.Catalog()}.described(nil)
	require.NoError(t, err)
	assert.Len(t, list, len(civilaffairs.Rules()))
	_, err = Bridge{Catalog: civilaffairs.Catalog()}.List(map[string]string{"eldercare.care-beds": "x\ny"})
	assert.Error(t, err)
}

// A rounding is chosen by its words: no code is asked for, and each default is among what there is to choose.
func TestARoundingIsChosenInWords(t *testing.T) {
	seen := 0
	for _, d := range listed(t) {
		for _, f := range d.Parameters {
			if f.Kind != "rounding" {
				continue
			}
			seen++
			assert.Len(t, f.Choices, 12, d.ID)
			codes := []string{""}
			for _, c := range f.Choices {
				codes = append(codes, c.Code)
				assert.NotContains(t, c.Label.ZH+c.Label.EN, "/", d.ID)
			}
			assert.Contains(t, codes, f.Default, d.ID)
		}
	}
	assert.NotZero(t, seen)
}
