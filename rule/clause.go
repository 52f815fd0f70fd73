package rule

// Clause 条款 is a place that a number rests on: a clause of the plan, by the
// stable id of the index in package seeds ("T2.7" is row 7 of Table 2, "T1.5"
// row 5 of Table 1, "B3.1" item 1 of box 专栏3, "三(二)4" paragraph 4 of part
// three, section two), or, with Norm set, a national or provincial norm outside
// the plan.
//
// Clause is comparable with ==.
type Clause struct {
	// ID names the place. Never empty in a rule's basis.
	ID string `json:"id"`
	// Quote is the phrase that holds the figure, verbatim, at most 40
	// characters; it may be empty.
	Quote string `json:"quote,omitzero"`
	// Place says where the clause stands, for a reader: 表2第7行.
	Place Text `json:"place"`
	// Norm is the name of the norm when the clause lies outside the plan, and
	// zero for a clause of the plan itself.
	Norm Text `json:"norm,omitzero"`
	// Edition says which text of the plan was read: a draft, or the one adopted.
	Edition Text `json:"edition,omitzero"`
	// Of 指标名称 is what the quotation is the figure of, where its words do not say it themselves, as in a cell of a table:
	// 养老机构护理型床位占比 of “≥55”. It is for a reader alone, and no record has it.
	Of Text `json:"-"`
}

// OutsidePlan reports whether the clause belongs to a norm other than the plan.
func (c Clause) OutsidePlan() bool { return !c.Norm.IsZero() }

// Unquoted is the clause without its quotation, for a parameter that the quoted figure is
// not: a year due beside a quota.
func (c Clause) Unquoted() Clause {
	c.Quote = ""
	return c
}
