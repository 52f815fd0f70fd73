// Package label holds what is done to the labels of fields.
package label

import (
	"strings"

	"github.com/huainan-minzheng/civilaffairs/unit"
)

// WithoutUnit drops the unit that stands in brackets after a label, 月收入（元）: within a
// formula or another label it would be read as a part of it.
func WithoutUnit(t unit.Text) unit.Text { return unit.Text{ZH: bare(t.ZH), EN: bare(t.EN)} }

func bare(s string) string {
	for _, open := range []string{"（", " ("} {
		if i := strings.LastIndex(s, open); i > 0 && (strings.HasSuffix(s, "）") || strings.HasSuffix(s, ")")) {
			return s[:i]
		}
	}
	return s
}
