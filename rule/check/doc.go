// Package check makes the checks that plans repeat, so that a rule of such a kind is a
// row of data:
//
//   - [Share]: a part of a whole is at least a rate, 60 % of the townships, or at most
//     one ([AtMost]);
//   - [Quota]: there are at least so many for each of something, one in each county, or
//     from so many to so many ([Quota.Band]), 3 to 5 staff a township;
//   - [Level]: a count reaches a level, 290 outlets, or goes beyond it, more than 6,500
//     social workers; [Amount] is the same of money and of figures with decimals, 300 m²;
//   - [Provision]: a figure with decimals is at least so much for each so many, 35 m² a
//     hundred households, or of a total, 12 m² in each hundred of floor area.
//
// The kind says how the answer is computed, explained and refused, once for all of them;
// the row says what is counted and what the plan asks for:
//
//	// Townships 乡镇（办） counts townships by their eldercare facilities.
//	type Townships struct {
//		Covered int64 `json:"covered" zh:"已覆盖乡镇（办）" en:"townships covered" range:"[0,9007199254740991]"`
//		Total   int64 `json:"total" zh:"乡镇（办）总数" en:"townships" range:"[0,9007199254740991]"`
//	}
//
//	func (t Townships) Counts() (part, whole int64)      { return t.Covered, t.Total }
//	func (t *Townships) UnmarshalJSON(data []byte) error { return rule.Unmarshal(data, t) }
//
//	var TownshipFacilities = check.Share[Townships]{
//		ID: "eldercare.township-facilities", Title: title, Basis: clauses, Rate: unit.Percent(60), Due: 2025,
//	}.Rule()
//
// The facts keep their own names, labels and ranges: those of steps, formulas and errors
// are taken from their tags. The range of a whole begins at 0, so that a whole of 0 is
// called an empty whole, not a number out of range.
//
// # The year due
//
// A row that falls due in a year has it as a parameter (到期年份), so that every decision
// says it. The verdict is about the facts alone: met or not yet, never "missed" before
// that year. A caller's own floor is due in the row's year unless the caller gives another.
//
// # What makes a row
//
// Every clause in Basis is one that gives the row's figure; a clause is cited only while
// the parameter has the value that it gives. A row that cannot be, such as one whose
// facts have no range, panics when it is made, as [rule.MustNew] does.
package check
