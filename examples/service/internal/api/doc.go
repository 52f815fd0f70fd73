// Package api serves the rules of a catalog over HTTP. Everything is made from the catalog alone:
// routes, the OpenAPI document with its examples, the tools of the MCP endpoint. A rule that is
// added to the catalog is served with no line changed here; so is a new way to ask a rule, by a
// row of operations.
package api
