// Generate writes synthetic households in shards:
//
//	go run ./generate -n 1000000 -shards 8 -dir /tmp/households
package main

import (
	"flag"
	"fmt"
	"os"

	"github.com/huainan-minzheng/civilaffairs/examples/households/synthetic"
)

func main() {
	n := flag.Int("n", 100_000, "How many households.")
	shards := flag.Int("shards", 8, "How many files.")
	dir := flag.String("dir", "", "The folder for them (required).")
	seed := flag.Uint64("seed", 1, "The same seed gives the same households.")
	flag.Parse()
	err := fmt.Errorf("-dir: %w", os.ErrInvalid)
	if *dir != "" {
		err = synthetic.Shards(*dir, *n, *shards, *seed)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}
