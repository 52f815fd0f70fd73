//go:build js && wasm

// Wasm is the module in a browser: one function, civilaffairs(call, …texts), that gives JSON.
package main

import (
	"runtime"
	"runtime/debug"
	"syscall/js"

	"github.com/huainan-minzheng/civilaffairs"
	"github.com/huainan-minzheng/civilaffairs/examples/explorer/bridge"
)

func main() {
	b := bridge.Bridge{Catalog: civilaffairs.Catalog()}
	js.Global().Set("civilaffairs", js.FuncOf(func(_ js.Value, args []js.Value) any {
		texts := make([]string, len(args))
		for i, a := range args {
			texts[i] = a.String()
		}
		if len(texts) == 0 {
			return b.Call("")
		}
		return b.Call(texts[0], texts[1:]...)
	}))
	runtime.GC()
	debug.SetGCPercent(100) // snapshot.mjs has it made in as little memory as can be
	select {}
}
