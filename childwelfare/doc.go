// Package childwelfare holds the rules on the welfare and protection of children 儿童福利和未成年人保护:
// whether every township has a station for the protection of minors, or at least a person
// for it, whether townships and villages have those who look after children, whether
// these are trained, whether each child in difficulty has a file, whether the disabled children of
// institutions are at school, and whether adoptions are assessed.
//
//	f, err := childwelfare.Stations.Eval(childwelfare.Stationed{Stations: 61, Townships: 85})
//	// f.Met is false: f.Shortfall is 24, so many townships lack a station
//
// And what a child is paid: who is guaranteed a living as an orphan or as a de-facto-unattended child
// ([GuaranteeGroup]), how much beside what the child already receives ([Guarantee]), from which month to which
// ([GuaranteeMonths]), and how the standards grow ([StandardAdjustment]).
//
// What must be everywhere is counted by place, not by person: two supervisors in one
// township do not make up for the township that has none.
package childwelfare
