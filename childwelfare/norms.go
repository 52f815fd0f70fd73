package childwelfare

import (
	"github.com/huainan-minzheng/civilaffairs/rule"
	"github.com/huainan-minzheng/civilaffairs/seeds"
)

// The norms outside the plan that the guarantee rests on: the plan asks for the guarantee and leaves
// its how to them. What of a norm was not read in the original is said in its name (待核): its id then
// has no number that was not seen, and its clause no quotation.
var (
	normUnattended = rule.Text{
		ZH: "民政部等关于进一步加强事实无人抚养儿童保障工作的意见（民发〔2019〕62号）",
		EN: "Opinions on Strengthening the Protection of De-facto-unattended Children (Minfa [2019] 62)"}
	normWidened = rule.Text{
		ZH: "民政部等关于事实无人抚养儿童保障的通知（民发〔2020〕125号；据闽民童〔2021〕31号转述，原文和标题待核）",
		EN: "Notice on the Protection of De-facto-unattended Children (Minfa [2020] 125; as Fujian's Minmintong [2021] 31 reports it, the original not yet read)"}
	normOrphans = rule.Text{
		ZH: "国务院办公厅关于加强孤儿保障工作的意见（文号待核）",
		EN: "Opinions of the General Office of the State Council on the Protection of Orphans (number not yet verified)"}

	clauseUnattended = rule.Clause{ID: "民发〔2019〕62号一1", Place: rule.Text{ZH: "一、第1段", EN: "part 1, paragraph 1"}, Norm: normUnattended}
	clauseSixMonths  = rule.Clause{ID: "民发〔2019〕62号一2", Quote: "失联是指失去联系且未履行监护抚养责任6个月以上",
		Place: rule.Text{ZH: "一、第2段", EN: "part 1, paragraph 2"}, Norm: normUnattended}
	clauseConfirmed = rule.Clause{ID: "民发〔2019〕62号二(三)", Quote: "从确认的次月起纳入保障范围",
		Place: rule.Text{ZH: "二、（三）", EN: "part 2 (3)"}, Norm: normUnattended}
	clauseDifference = rule.Clause{ID: "民发〔2019〕62号三(一)", Quote: "根据人均救助水平进行重新计算，补差发放",
		Place: rule.Text{ZH: "三、（一）", EN: "part 3 (1)"}, Norm: normUnattended}
	clauseNursing = rule.Clause{ID: "民发〔2019〕62号三(二)", Quote: "可同时享受重度残疾人护理补贴及康复救助等相关政策",
		Place: rule.Text{ZH: "三、（二）", EN: "part 3 (2)"}, Norm: normUnattended}
	clauseParity = rule.Clause{ID: "民发〔2019〕62号三(一)衔接", Quote: "按照与当地孤儿保障标准相衔接的原则确定补贴标准",
		Place: rule.Text{ZH: "三、（一）", EN: "part 3 (1)"}, Norm: normUnattended}
	clauseRevoked = rule.Clause{ID: "民发〔2020〕125号", Place: rule.Text{ZH: "保障对象", EN: "whom it is for"}, Norm: normWidened}
	clauseOrphan  = rule.Clause{ID: "孤儿保障意见", Place: rule.Text{ZH: "保障对象", EN: "whom it is for"}, Norm: normOrphans}

	clausePlanGroups = seeds.MustQuote("三(四)2", "规范落实事实无人抚养儿童认定标准和程序")
	clauseGrowth     = seeds.MustQuote("三(四)2", "落实孤儿和事实无人抚养儿童保障标准自然增长机制")
	clauseMechanism  = seeds.MustQuote("三(四)2", "孤儿和事实无人抚养儿童基本生活保障标准动态调整机制")
)
