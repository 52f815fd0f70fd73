// Package formula is the arithmetic that a rule prints: read, checked, computed
// exactly with math/big, and said in words. It computes by itself: nothing of the
// kernels of rules, or of the arithmetic of package unit, is used, so that a printed
// formula can be held against what a kernel gave.
//
//	f, err := formula.Parse("round(max({standard} × {members} − {income}, 0), {rounding})")
//	t, err := f.Check(scope)             // refuses what means nothing
//	err = f.Proves(env, 0, recorded)     // the recorded value is exactly the formula's
//	line := f.Show(unit.Chinese, 0, words)
//
// # Grammar
//
//	formula = "least n: " or | or
//	or      = and {"or" and}
//	and     = not {"and" not}
//	not     = ["not"] compare
//	compare = sum [("=" | "≠" | "<" | "≤" | ">" | "≥") sum]
//	sum     = product {("+" | "−") product}
//	product = value {("×" | "÷") value}
//	value   = number | "{" path "}" | "'" code "'" | "n" | "true" | "false" | "(" or ")" | function
//	function = "max(" or "," or {"," or} ")" | "min(" … ")" the largest, the smallest
//	         | "round(" amount "," rounding ")"             to whole steps of a rounding
//	         | "if(" condition "," or "," or ")"            the first where the condition holds
//	         | "sum(" or ")" | "all(" or ")" | "any(" or ")" over the items of a list
//	         | "largest(" or ")" | "smallest(" or ")"       over the items of a list, of which there is one
//	         | "power(" or "," or ")"                       multiplied by itself 0 to 100 times
//	         | "count({" list "})"                          the number of its items
//	         | "given({" path "})"                          whether an optional value is present
//	number  = 12 | 1.5 | 55% | 1‰
//	path    = name {"." name}                               lower-case letters, digits, underscores
//
// Typed may also be - * / >= <= !=; [Formula.String] writes the signs of the grammar.
// A formula has at most [MaxLength] bytes, parentheses and functions go [MaxDepth]
// deep.
//
// {floor} is a value, {members.income} the income of an item of the list members.
// sum, all and any go over the items of the one list that their argument mentions, a
// value of no list staying the same at each item: sum({members.income} × {share}).
//
// "least n: ({care} + n) ÷ {total} ≥ {floor}" is the least whole number n ≥ 0 for which
// the condition holds. It is not solved for: [Formula.Proves] looks whether the
// condition holds for the recorded n and fails for n − 1.
//
// # Kinds
//
//   - − and compared   money with money, counts with counts, ratios with ratios;
//     numbers with counts and ratios; 0 with money
//     ×                  money with anything but money; what is multiplied by a ratio or
//     number stays what it is
//     ÷                  money by money is a ratio, money by another is money;
//     count by count is a ratio, count by ratio a count
//
// A month plus or minus a count or number is another month, a month less another a count;
// months are compared with months only.
//
// A plain literal is a number; with % or ‰ it is a ratio. These rules are held by
// [Formula.Check]; while a formula is being computed, zero goes with every kind, since
// the sum of no items cannot know what it would have been a sum of.
package formula
