// Package ruletest tests a rule, of this module or of anybody's, in one call: a table of
// cases that opens in a spreadsheet, and everything that must hold for every case.
//
//	func TestCareBeds(t *testing.T) {
//		ruletest.Test(t, eldercare.CareBeds, ruletest.Suite[check.Floor, eldercare.Beds]{Random: randomBeds})
//	}
//
// [Test] reads testdata/<rule-id>.csv. [Check] does the same outside a test and gives an
// error. Both hold, for each row and each random case:
//
//   - Eval, EvalAll, Explain and the JSON door ([rule.Catalog.Explain]) agree, byte for
//     byte where there is a record, and refuse alike;
//   - every printed formula is proved, exactly, by code that shares nothing with the
//     kernel ([rule.Decision.Verify]), and every field of the answer is a step's;
//   - the record replays;
//   - what Eval answers is the printed formulas' value, computed a second time from them in another arithmetic, in
//     as many cases as -ruletest.second says ([Second]);
//   - each formula, changed in any one place, is noticed by some case ([Test]; see [Mutants]);
//   - the table shows each clause, each outcome and each comparison of a formula, below, at and above, and of each open question a
//     case whose readings agree and one whose do not; what no case can show is proved, or named with the reason in
//     uncovered.csv ([Test]; see [Cover], [Uncovered]), and every bound drawn a step wrongly is noticed by a row ([Bounds]);
//   - what an open question decides over many cases is the sum of single ones ([Test]; see [Weighs]);
//   - facts and parameters read back from their JSON, and encoding/json, which takes what is
//     absent for zero, refuses facts with a field left out as rule.Unmarshal does;
//   - a fact that has a range is answered at the ends of it and refused one step beyond, all else
//     as in good cases;
//   - the kernel leaves the parameters as they were, and Eval does not allocate.
//
// # Columns
//
// Those of package [cases]; zh, en and clause must be filled in in each row.
//
// go test -run NAME -ruletest.propose prints rows for what no row shows ([Propose]). Their arithmetic begins with 待核: such a
// row fails until somebody has worked it out by hand.
//
// [cases]: https://pkg.go.dev/github.com/huainan-minzheng/civilaffairs/rule/cases
package ruletest
