package rule_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/huainan-minzheng/civilaffairs/rule"
)

// TestNoMessageNamesAnOperationOfOneDoor: the words of this package are read on the command line, on the page, in a service and in Go alike,
// where the operations have other names, so that no text in Chinese and English names a method of a rule or catalog.
func TestNoMessageNamesAnOperationOfOneDoor(t *testing.T) {
	names := map[string]bool{}
	for _, typ := range []reflect.Type{reflect.TypeFor[rule.Any](), reflect.TypeFor[rule.Catalog](), reflect.TypeFor[rule.Rule[ReliefPolicy, Household, ReliefAnswer]]()} {
		for i := range typ.NumMethod() {
			names[typ.Method(i).Name] = true
		}
	}
	require.True(t, names["Edges"] && names["Flip"] && names["Decide"])
	han, word := regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`[A-Za-z]+`)
	texts := 0
	require.NoError(t, fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "ruletest/") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			lit, ok := n.(*ast.BasicLit)
			if !ok || lit.Kind != token.STRING {
				return true
			}
			text, err := strconv.Unquote(lit.Value)
			if err != nil {
				return true
			}
			if han.MatchString(text) {
				texts++
			}
			for _, w := range word.FindAllStringIndex(text, -1) {
				name := text[w[0]:w[1]]
				// of an English sentence the first word is none of these by its capital
				if names[name] && (w[0] > 0 || han.MatchString(text)) && strings.ContainsAny(text, " ：，") {
					assert.Fail(t, "names an operation of Go", "%s: %s in %q", path, name, text)
				}
			}
			return true
		})
		return nil
	}))
	assert.Greater(t, texts, 300)
}
