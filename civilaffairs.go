package civilaffairs

//go:generate go run ./internal/gen/rulebook
//go:generate go run ./internal/gen/api
//go:generate go run ./internal/gen/schema

import (
	"slices"
	"sync"

	"github.com/huainan-minzheng/civilaffairs/affairs"
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/childwelfare"
	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/indicators"
	"github.com/huainan-minzheng/civilaffairs/planoffice"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Catalog 规则目录 lists every rule of the module, in the order of its packages, to run any
// of them by id from JSON and to replay records. It is made once. For a catalog that holds
// rules of your own beside them, give [Rules] and yours to [rule.NewCatalog].
func Catalog() rule.Catalog { return catalog() }

var catalog = sync.OnceValue(func() rule.Catalog {
	c, err := rule.NewCatalog(Rules()...)
	if err != nil { // the list is the module's own: tests make it
		panic(err)
	}
	return c
})

// Rules lists every rule of the module, for a catalog that holds others too.
func Rules() []rule.Any {
	return slices.Concat(
		assistance.Rules(),
		eldercare.Rules(),
		childwelfare.Rules(),
		community.Rules(),
		funeral.Rules(),
		affairs.Rules(),
		indicators.Rules(),
		planoffice.Rules(),
	)
}

// Questions 存疑之处 lists what the register of the plan's contradictions has an option for and no single rule can answer: the
// readings are rules of their own, which count different things, or hold at different times. What is left open of one rule is
// in its Info, and is answered by [rule.Catalog.Readings].
func Questions() []rule.AnyQuestion {
	return slices.Concat(
		assistance.Questions(),
		eldercare.Questions(),
		childwelfare.Questions(),
		community.Questions(),
		funeral.Questions(),
		affairs.Questions(),
	)
}
