module github.com/huainan-minzheng/civilaffairs/internal/schemacheck

go 1.26.0

require (
	github.com/huainan-minzheng/civilaffairs v0.0.0
	github.com/santhosh-tekuri/jsonschema/v6 v6.0.3
	github.com/stretchr/testify v1.12.1
)

require (
	github.com/shopspring/decimal v1.6.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/text v0.14.0 // indirect
)

replace github.com/huainan-minzheng/civilaffairs => ../..
