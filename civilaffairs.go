package civilaffairs

//go:generate go run ./internal/gen/rulebook
//go:generate go run ./internal/gen/api
//go:generate go run ./internal/gen/schema

import (
	"github.com/huainan-minzheng/civilaffairs/assistance"
	"github.com/huainan-minzheng/civilaffairs/community"
	"github.com/huainan-minzheng/civilaffairs/eldercare"
	"github.com/huainan-minzheng/civilaffairs/funeral"
	"github.com/huainan-minzheng/civilaffairs/rule"
)

// Catalog 规则目录 lists every rule of the module, in the order of its packages.
// Use it to replay records of any of them, or, with [rule.NewCatalog], beside
// rules of your own.
func Catalog() rule.Catalog {
	c, err := rule.NewCatalog(Rules()...)
	if err != nil {
		// The list is fixed and its ids are tested to be unique.
		return rule.Catalog{}
	}
	return c
}

// Rules lists every rule of the module, for a catalog that holds others too.
func Rules() []rule.Any {
	return []rule.Any{
		assistance.AllowanceBand,
		assistance.AllowanceStandard,
		assistance.ExtremePovertySupport,
		assistance.CareStandard,
		assistance.CountMeans,
		assistance.TopUp,
		assistance.Benefit,
		eldercare.CareBeds,
		community.Organisations,
		community.CityOrganisations,
		community.OrganisationsNeeded,
		funeral.Milestone,
		funeral.Cremation,
	}
}
