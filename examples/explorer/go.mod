module github.com/huainan-minzheng/civilaffairs/examples/explorer

go 1.26.0

require (
	github.com/huainan-minzheng/civilaffairs v0.0.0
	github.com/ulikunitz/xz v0.5.15
)

require github.com/shopspring/decimal v1.6.0 // indirect

replace github.com/huainan-minzheng/civilaffairs => ../..
