// Api writes api/next.txt: every exported declaration of the module's packages,
// sorted, so that a change of the public API shows as a diff.
package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	lines, err := list(".")
	if err == nil {
		err = os.WriteFile("api/next.txt", []byte(strings.Join(lines, "\n")+"\n"), 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "api:", err)
		os.Exit(1)
	}
}

// list walks the packages of this module; nested modules, examples, commands
// and internal packages are not part of its API.
func list(root string) ([]string, error) {
	var lines []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		name := d.Name()
		if path != root && (strings.HasPrefix(name, ".") || slices.Contains([]string{"internal", "examples", "testdata"}, name) || isModule(path)) {
			return filepath.SkipDir
		}
		found, err := exported(path)
		lines = append(lines, found...)
		return err
	})
	slices.Sort(lines)
	return slices.Compact(lines), err
}

func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func exported(dir string) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	var lines []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(fset, name, nil, 0)
		if err != nil {
			return nil, err
		}
		if f.Name.Name == "main" {
			return nil, nil
		}
		ast.FileExports(f)
		pkg := filepath.ToSlash(filepath.Clean(dir))
		for _, decl := range f.Decls {
			for _, text := range declarations(fset, decl) {
				lines = append(lines, "pkg "+pkg+", "+text)
			}
		}
	}
	return lines, nil
}

func declarations(fset *token.FileSet, decl ast.Decl) []string {
	switch d := decl.(type) {
	case *ast.FuncDecl:
		d.Body = nil
		return []string{line(fset, d)}
	case *ast.GenDecl:
		var out []string
		for _, s := range d.Specs {
			if v, ok := s.(*ast.ValueSpec); ok {
				v.Values = nil // what a variable holds is not its API
				for _, n := range v.Names {
					out = append(out, d.Tok.String()+" "+n.Name)
				}
				continue
			}
			if _, ok := s.(*ast.TypeSpec); ok {
				out = append(out, "type "+line(fset, s))
			}
		}
		return out
	}
	return nil
}

// line prints a node on one line.
func line(fset *token.FileSet, node any) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, fset, node); err != nil {
		return err.Error()
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
