// Package civilaffairs is the rules SDK for Huainan's civil affairs: the
// calculations of the city's 14th Five-Year civil-affairs plan (2021–2025) as Go
// values that other systems import.
//
// # What is where
//
//	unit         exact amounts, rates, shares and months
//	rule         what a rule is: Eval, Explain, EvalAll, Replay
//	rule/check   kinds of rules: a share, a quota, a level
//	rule/formula the formulas that steps print
//	rule/ruletest  tests a rule in one call
//	seeds        the plan as data: its tables, figures and clauses
//	assistance   social assistance 社会救助: the allowance and its standards
//	eldercare    eldercare services 养老服务: care beds, facilities
//	childwelfare child welfare 儿童福利: protection stations, supervisors, files
//	community    communities 城乡社区: social organisations
//	funeral      funeral services 殡葬: the cremation rate
//	affairs      social affairs 社会事务: marriage registration, place names
//	indicators   any plan's table of indicators 指标: milestones, evaluation, pooling
//	planoffice   a city's targets 目标分解 taken apart for its counties and years
//
// # A calculation
//
// Each rule is a value of a domain package. The plan's parameters are its
// default; those the plan leaves to the county are given with Under:
//
//	county := assistance.AllowancePolicy{Standard: unit.Yuan(800), PropertyLimit: unit.Yuan(30_000)}
//	award, err := assistance.Allowance.Under(county).Eval(household)
//
// Explain gives the same answer with every step and the clause it rests on;
// what it gives marshals to a record that [Catalog] can replay years later:
//
//	d, err := assistance.Allowance.Under(county).Explain(household)
//	fmt.Print(d.Text(rule.Chinese))
//	record, err := json.Marshal(d)
//	report, err := civilaffairs.Catalog().Replay(record)
//
// Any rule is also run by its id, from JSON to JSON:
//
//	answer, err := civilaffairs.Catalog().Eval("eldercare.care-beds", nil, facts)
//
// Nothing in the module reads a clock, a file, the environment or the network,
// and no value of it changes once made: use everything from any goroutine.
package civilaffairs
