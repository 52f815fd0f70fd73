package rule

import (
	"cmp"
	"slices"
	"strings"
)

// maxNearIDs is how many rules an unknown id is told to be near.
const maxNearIDs = 3

// nearest lists the ids that somebody may have meant: those with the same name in another room, or within a third of the letters
// mistyped; the nearest first.
func (c Catalog) nearest(id string) []string {
	type near struct {
		id  string
		far int
	}
	if len(id) > 100 { // nobody's slip
		return nil
	}
	id = strings.ToLower(strings.TrimSpace(id))
	_, name, _ := strings.Cut(id, ".")
	var all []near
	for own := range c.newest {
		_, ownName, _ := strings.Cut(own, ".")
		far := distance(id, own)
		if name != "" { // another room
			far = min(far, distance(name, ownName)+1)
		} else { // or none
			far = min(far, distance(id, ownName))
		}
		if far <= max(len(id)/3, 1) {
			all = append(all, near{own, far})
		}
	}
	slices.SortFunc(all, func(a, b near) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.id, b.id)) })
	var out []string
	for _, n := range all[:min(len(all), maxNearIDs)] {
		out = append(out, n.id)
	}
	return out
}

// distance is how many letters have to be put in, left out or changed to make one text of another.
func distance(a, b string) int {
	row := []int{0}
	for j := range len(b) {
		row = append(row, j+1)
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := before
			if a[i] != b[j] {
				change++
			}
			before = row[j+1]
			row[j+1] = min(change, row[j]+1, before+1)
		}
	}
	return row[len(b)]
}

// unknown is the reason why an id is none, with what may have been meant, or how to see the list.
func (c Catalog) unknown(id string) Text {
	near := c.nearest(id)
	if len(near) == 0 {
		return Text{ZH: whyRule.ZH + "：请查看规则清单", EN: whyRule.EN + ": see the list of the rules"}
	}
	return Text{ZH: whyRule.ZH + "：是否为" + strings.Join(near, "、") + "？", EN: whyRule.EN + ": did you mean " + strings.Join(near, ", ") + "?"}
}
