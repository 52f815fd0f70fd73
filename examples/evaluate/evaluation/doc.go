// Package evaluation 规划评估 is what the command evaluate and the page of examples/explorer share: it reads observations
// from files as people have them, carries out an evaluation of the city, of one county or of what counties report together, and
// writes it as a page.
//
//	j := evaluation.Job{Plan: indicators.Huainan(), Year: 2023}
//	err := j.Read("observations.csv", data)
//	ev, err := j.Evaluate()
//	err = j.WritePage(w, &ev)
//
// Errors are [rule.Errors], in both languages, and name the line and the column.
package evaluation
