// Package conformance writes a rule's cases 一致性用例 as JSON, so that another implementation, or a program that calls this one
// from another language, can be held against every one of them: the text to give, and the record or the refusal that comes of
// it, byte for byte.
//
//	file, err := conformance.Of(catalog, "eldercare.care-beds", table, golden)
//	text, err := file.JSON()
//
// A file is made from the catalog, the rule's table of cases and the golden records kept beside it. Nothing is made of a
// table whose rows do not hold, or of golden records that the rule contradicts: what is expected is then not known.
//
// The form of a file is told in docs/conformance.md, well enough to write a runner from it alone, and by [Schema].
package conformance
