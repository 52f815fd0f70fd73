// Package caseload works on many households at once, over the rules of package assistance.
//
//   - [Compare] 影响测算 tells what other parameters would do to the same households, and what
//     it would cost;
//   - [Reconcile] 核对发放 holds a list of what was paid against a recomputation of what is due,
//     and gives every difference its cause.
package caseload
