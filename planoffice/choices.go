package planoffice

import "github.com/huainan-minzheng/civilaffairs/rule"

// Sharing 分解依据 says what of a total is shared out, and by what. The plan leaves it to those who take it apart; the
// zero Sharing is not given, and refused.
type Sharing = rule.Enum[sharings]

// The ways of sharing a total out.
const (
	// ByWeight 按权重分解全部目标: the whole total by weights, such as population. What a county has counts towards its
	// part; one that has more keeps it, and the others' parts are the smaller.
	ByWeight Sharing = iota + 1
	// ByGrowth 按权重分解新增部分: what the city lacks by weights, on top of what each county has.
	ByGrowth
	// ByRoom 按余地分解新增部分: what the city lacks by how much more each county can have.
	ByRoom
)

type sharings struct{}

func (sharings) Choices() rule.Choices { return sharingList }

var sharingList = rule.Choices{
	ByWeight: {Code: "weight", Label: rule.Text{ZH: "按权重分解全部目标", EN: "the whole by weights"}},
	ByGrowth: {Code: "growth", Label: rule.Text{ZH: "按权重分解新增部分", EN: "the addition by weights"}},
	ByRoom:   {Code: "room", Label: rule.Text{ZH: "按余地分解新增部分", EN: "the addition by what each can still have"}},
}

// Reaching 达标方式 says how a city comes to a share. The zero Reaching is not given, and refused.
type Reaching = rule.Enum[reachings]

// The ways of coming to a share.
const (
	EachCounty Reaching = iota + 1 // 县县达标：every county reaches the rate by itself
	CityWide                       // 全市达标：the city's need is shared out among those that are short of it
)

type reachings struct{}

func (reachings) Choices() rule.Choices { return reachingList }

var reachingList = rule.Choices{
	EachCounty: {Code: "each", Label: rule.Text{ZH: "各县区分别达标", EN: "every county by itself"}},
	CityWide:   {Code: "city", Label: rule.Text{ZH: "全市合并达标", EN: "the city as a whole"}},
}
