package caseload_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/assistance/caseload"
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/unit"
)

// TestACountyIsReadAlikeWhereverItStands: with blanks around it, not given, or none of the book's, in each of the runs.
func TestACountyIsReadAlikeWhereverItStands(t *testing.T) {
	book, err := huainan()
	require.NoError(t, err)
	month := unit.MustParseMonth("2023-07")
	for county, want := range map[string]rule.Code{"寿县": "", " 寿县\u3000": "", "": rule.Missing, " ": rule.Missing, "合肥市": rule.Invalid} {
		c := caseload.Case{ID: "户1", County: county, Household: home(assistance.Urban, 1, 0)}
		var errs []error
		for r, err := range caseload.Run(t.Context(), slices.Values([]caseload.Case{c}), book, month, rule.Batch{}) {
			if errs = append(errs, err); err == nil {
				assert.Equal(t, "寿县", r.County)
			}
		}
		for _, err := range caseload.Due(t.Context(), slices.Values([]caseload.Case{c}), book, month, rule.Batch{}) {
			errs = append(errs, err)
		}
		for r, err := range caseload.Arrears(t.Context(), slices.Values([]caseload.PaidMonth{{Case: c, Month: month}}), book, rule.Batch{}) {
			if errs = append(errs, err); err == nil {
				assert.Equal(t, "寿县", r.County)
			}
		}
		require.Len(t, errs, 3, county)
		for _, err := range errs {
			if want == "" {
				assert.NoError(t, err, county)
				continue
			}
			require.ErrorIs(t, err, want, county)
			assert.Equal(t, "county", rule.Faults(err)[0].Field)
			if want == rule.Invalid {
				assert.Contains(t, rule.Faults(err).In(rule.Chinese), "标准册中没有此县区：请核对名称，应为淮南市、田家庵区")
			}
		}
	}
}
