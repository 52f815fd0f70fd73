package eldercare_test

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/rule/ruletest"
)

func anyWaiting(r *rand.Rand) eldercare.Waiting {
	return eldercare.Waiting{Free: r.Int64N(16), Dependent: r.Int64N(6), Willing: r.Int64N(6), Others: r.Int64N(8) - r.Int64N(30)/29}
}

func TestAdmission(t *testing.T) {
	ruletest.Test(t, eldercare.Admission, ruletest.Suite[eldercare.AdmissionPolicy, eldercare.Waiting]{
		Random: anyWaiting, Equivalent: []string{"ensured: {lacking} ≤ 0"}, // nothing lacking is negative
	})
}

// TestAdmissionPersonByPerson: giving places away one by one, to the first class of which
// somebody waits, comes to the same; and nobody and no place is lost.
func TestAdmissionPersonByPerson(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 6))
	for range 5_000 {
		in := anyWaiting(r)
		got, err := eldercare.Admission.Eval(in)
		if err != nil {
			continue
		}
		var want eldercare.Admitted
		wait := in
		for range in.Free {
			switch {
			case wait.Dependent > 0:
				wait.Dependent, want.Dependent = wait.Dependent-1, want.Dependent+1
			case wait.Willing > 0:
				wait.Willing, want.Willing = wait.Willing-1, want.Willing+1
			case wait.Others > 0:
				wait.Others, want.Others = wait.Others-1, want.Others+1
			default:
				want.FreeLeft++
			}
		}
		want.DependentLeft, want.WillingLeft, want.OthersLeft = wait.Dependent, wait.Willing, wait.Others
		want.Lacking = wait.Dependent + wait.Willing
		want.Ensured = want.Lacking == 0
		require.Equal(t, want, got, "%+v", in)
		require.Equal(t, in.Free, got.Dependent+got.Willing+got.Others+got.FreeLeft)
		require.Equal(t, in.Dependent+in.Willing+in.Others,
			got.Dependent+got.Willing+got.Others+got.DependentLeft+got.WillingLeft+got.OthersLeft)
	}
}

func BenchmarkAdmission(b *testing.B) {
	ruletest.BenchRandom(b, eldercare.Admission, rand.New(rand.NewPCG(7, 7)), anyWaiting)
}
