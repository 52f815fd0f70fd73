package rule

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule/internal/tree"
)

// TestAThousandDifferencesAreListedAndTheRestCounted, in a last one that has no path.
func TestAThousandDifferencesAreListedAndTheRestCounted(t *testing.T) {
	for n, more := range map[int]string{999: "", 1000: "", 1001: "1", 1002: "2", 1013: "13"} {
		var r Report
		for i := range n {
			r.add(Difference{Path: strconv.Itoa(i), Reason: whyDiffers})
		}
		listed := r.Differences[:min(n, 1000)]
		for i := range listed {
			assert.Equal(t, strconv.Itoa(i), listed[i].Path)
		}
		rest := r.Differences[len(listed):]
		if more == "" {
			assert.Empty(t, rest, n)
			continue
		}
		require.Len(t, rest, 1, n)
		assert.Equal(t, []string{"", more, ""}, []string{rest[0].Path, rest[0].Recorded, rest[0].Recomputed}, n)
		assert.Equal(t, "more differences are not listed", rest[0].Reason.EN)
	}
	var r Report
	r.add(Difference{Path: "a"}, Difference{Path: "b"})
	assert.Equal(t, []Difference{{Path: "a"}, {Path: "b"}}, r.Differences)
}

// TestALongValueOfADifferenceIsCut at a thousand bytes, and never within a character.
func TestALongValueOfADifferenceIsCut(t *testing.T) {
	for n, want := range map[int]string{999: strings.Repeat("a", 999), 1000: strings.Repeat("a", 1000), 1001: strings.Repeat("a", 1000) + "…", 5000: strings.Repeat("a", 1000) + "…"} {
		assert.Equal(t, want, shorten(strings.Repeat("a", n)), n)
		list := limited(nil, Difference{Recorded: strings.Repeat("a", n), Recomputed: strings.Repeat("b", n)})
		assert.Equal(t, []string{want, strings.ReplaceAll(want, "a", "b")}, []string{list[0].Recorded, list[0].Recomputed})
	}
	assert.Equal(t, strings.Repeat("村", 333)+"…", shorten(strings.Repeat("村", 334)), "334 characters have 1002 bytes, and the 334th begins within the first thousand")
	assert.Equal(t, "a"+strings.Repeat("村", 333)+"…", shorten("a"+strings.Repeat("村", 334)))
}

// besidesSlow lays out steps of a record that lacks some the slow way: among all ways to leave some of the fresh ones out, the first, counted from
// the front, that leaves just those recorded.
func besidesSlow(mine, fresh []string) (at []int, ok bool) {
	if len(mine) == 0 || len(mine) >= len(fresh) {
		return nil, false
	}
	var best []int
	for set := range 1 << len(fresh) {
		var at []int
		for i := range fresh {
			if set>>i&1 == 1 {
				at = append(at, i)
			}
		}
		if len(at) != len(mine) {
			continue
		}
		fits := true
		for k, i := range at {
			fits = fits && fresh[i] == mine[k]
		}
		if fits && (best == nil || slices.Compare(at, best) < 0) {
			best = at
		}
	}
	return best, best != nil
}

// TestARecordThatLacksStepsIsLaidBesideTheWhole: each that it has stands where it belongs, null where one is lacking; a record whose steps are not
// some of the others in their order stays as it is.
func TestARecordThatLacksStepsIsLaidBesideTheWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	record := func(keys []string) tree.Object {
		var steps []any
		for n, key := range keys {
			id, item, _ := strings.Cut(key, " ")
			steps = append(steps, tree.Object{{Name: "id", Value: id}, {Name: "item", Value: item}, {Name: "n", Value: n}})
		}
		return tree.Object{{Name: "rule", Value: "a.b"}, {Name: "steps", Value: steps}, {Name: "answer", Value: true}}
	}
	laid, left := 0, 0
	for range 600 {
		fresh := make([]string, r.IntN(6))
		for i := range fresh {
			fresh[i] = string(rune('a'+r.IntN(2))) + " " + strconv.Itoa(r.IntN(3))
		}
		var mine []string
		for _, key := range fresh {
			if r.IntN(3) > 0 {
				mine = append(mine, key)
			}
		}
		if len(mine) > 0 && r.IntN(4) == 0 {
			mine[r.IntN(len(mine))] = "b 2"
		}
		if r.IntN(6) == 0 {
			mine = append(mine, "a 0")
		}
		got, want := record(mine), record(fresh)
		beside, lacking := besideEachOther(got, want)
		at, ok := besidesSlow(mine, fresh)
		name := fmt.Sprint(mine, " of ", fresh)
		if !ok {
			assert.Equal(t, any(got), beside, name)
			assert.Empty(t, lacking, name)
			left++
			continue
		}
		laid++
		wanted := record(mine)
		steps := make([]any, len(fresh))
		wantLacking := map[string]bool{}
		for i := range fresh {
			if k := slices.Index(at, i); k >= 0 {
				steps[i] = wanted[1].Value.([]any)[k]
			} else {
				wantLacking[fmt.Sprintf("steps[%d]", i)] = true
			}
		}
		wanted[1].Value = steps
		assert.Equal(t, any(wanted), beside, name)
		assert.Equal(t, wantLacking, lacking, name)
		assert.Equal(t, record(mine), got, "what was given is left as it was")
		for k, i := range at {
			assert.Equal(t, fmt.Sprintf("steps[%d].value", i), amongAll(fmt.Sprintf("steps[%d].value", k), lacking), name)
		}
	}
	assert.Greater(t, laid, 100)
	assert.Greater(t, left, 100)
	for _, other := range []any{nil, "text", []any{"text"}, tree.Object{{Name: "steps", Value: "text"}}, tree.Object{{Name: "other", Value: []any{"a"}}}} {
		beside, lacking := besideEachOther(other, record([]string{"a 1", "a 2"}))
		assert.Equal(t, other, beside)
		assert.Empty(t, lacking)
	}
}

// TestAPlaceAmongStepsIsCountedWithThoseThatAreLacking, and any other place stays as it is.
func TestAPlaceAmongStepsIsCountedWithThoseThatAreLacking(t *testing.T) {
	lacking := map[string]bool{"steps[0]": true, "steps[2]": true, "steps[3]": true}
	for path, want := range map[string]string{
		"steps[0].value": "steps[1].value", "steps[1].value": "steps[4].value", "steps[2].value": "steps[5].value", "steps[0]": "steps[1]",
		"answer.each[0].lack": "answer.each[0].lack", "answer.amount": "answer.amount", "steps": "steps", "steps[x].value": "steps[x].value",
	} {
		assert.Equal(t, want, amongAll(path, lacking), path)
		assert.Equal(t, path, amongAll(path, nil), path)
	}
}

// TestWhatDecidesNothingIsWording, and all else is of substance.
func TestWhatDecidesNothingIsWording(t *testing.T) {
	for path, want := range map[string]bool{
		"title": true, "title.zh": true, "edition": true, "edition.en": true, "steps[3].label": true, "steps[0].label.en": true, "clauses[1].place": true, "clauses[12].place.zh": true,
		"": false, "steps": false, "steps[3]": false, "steps[3].value": false, "steps[3].shown.zh": false, "steps[3].place": false, "clauses[1].id": false, "clauses[1].label": false, "clauses": false,
		"answer.label": false, "answer.title": false, "facts.place": false, "rule": false, "origins[0].label": false,
	} {
		assert.Equal(t, want, isWording(path), path)
	}
}

// TestADifferenceHasTheReasonOfItsPart.
func TestADifferenceHasTheReasonOfItsPart(t *testing.T) {
	for path, want := range map[string]Text{
		"answer": whyAnswer, "answer.amount": whyAnswer, "parameters.share": whyNotation, "facts.area": whyNotation, "format": whyNotation, "subject.case": whySubject, "subject": whySubject,
		"digests.parameters": whyParameters, "digests.facts": whyFacts, "digests.decision": whyDigest, "digests.record": whyDigest, "digests": whyDigest, "digests.other": whyDigest,
		"steps[0].value": whyDiffers, "version": whyDiffers, "note": whyDiffers, "": whyDiffers, "answers": whyDiffers,
	} {
		assert.Equal(t, want, reasonFor(path), path)
	}
}

// TestAFormulaIsTheSameHoweverItIsSpaced, where formulas stand, and nothing else is.
func TestAFormulaIsTheSameHoweverItIsSpaced(t *testing.T) {
	var s *scheme
	for _, c := range []struct {
		path      string
		got, want any
		same      bool
	}{
		{"steps[0].formula", "{a}*{b}", "{a} × {b}", true}, {"steps[12].formula", "({a})  × {b}", "{a} × {b}", true}, {"steps[0].formula", "{b} × {a}", "{a} × {b}", false},
		{"steps[0].formula", "{a} ×", "{a} × {b}", false}, {"steps[0].formula", "{a} × {b}", "{a} ×", false}, {"steps[0].formula", "{a} ×", "{a} ×", false},
		{"steps[0].formula", true, "{a}", false}, {"steps[0].formula", "{a}", nil, false}, {"steps[0].formula", nil, nil, false},
		{"steps[0].value", "1 ", "1", false}, {"answer.formula", "1 ", "1", false}, {"steps[0].formula.zh", "1 ", "1", false}, {"step[0].formula", "1 ", "1", false},
		{"steps[0].formula", "1 ", "1", true},
	} {
		assert.Equal(t, c.same, s.sameFormula(c.path, c.got, c.want), "%s: %v, %v", c.path, c.got, c.want)
	}
}

// TestWhatADatabaseReorderedIsPutInOrderAgain: names as they are in the like, at every depth; what the like does not have follows as it stood.
func TestWhatADatabaseReorderedIsPutInOrderAgain(t *testing.T) {
	for _, c := range [][3]string{
		{`{"b":1,"a":2}`, `{"a":0,"b":0}`, `{"a":2,"b":1}`},
		{`{"z":1,"b":2,"y":3,"a":4}`, `{"a":0,"b":0}`, `{"a":4,"b":2,"z":1,"y":3}`},
		{`{"b":1}`, `{"a":0,"b":0}`, `{"b":1}`},
		{`{"b":{"d":1,"c":2},"a":1}`, `{"a":0,"b":{"c":0,"d":0}}`, `{"a":1,"b":{"c":2,"d":1}}`},
		{`[{"b":1,"a":2},{"b":3,"a":4},{"b":5,"a":6}]`, `[{"a":0,"b":0},{"a":0,"b":0}]`, `[{"a":2,"b":1},{"a":4,"b":3},{"b":5,"a":6}]`},
		{`[{"b":1,"a":2}]`, `[{"a":0,"b":0},{"a":0,"b":0}]`, `[{"a":2,"b":1}]`},
		{`{"b":1,"a":2}`, `[1]`, `{"b":1,"a":2}`}, {`[{"b":1,"a":2}]`, `{"a":0}`, `[{"b":1,"a":2}]`}, {`"x"`, `{"a":0}`, `"x"`}, {`5.0`, `1`, `5.0`},
		{`{"b":{"d":1,"c":2}}`, `{"b":"text"}`, `{"b":{"d":1,"c":2}}`},
	} {
		node, err := tree.Parse([]byte(c[0]))
		require.NoError(t, err)
		like, err := tree.Parse([]byte(c[1]))
		require.NoError(t, err)
		assert.Equal(t, c[2], tree.String(arrange(node, like)), "%s like %s", c[0], c[1])
		assert.Equal(t, c[0], tree.String(node), "what was given is left as it was")
	}
}
