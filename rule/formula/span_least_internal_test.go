package formula

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever comes with what is looked for, a line, a curve, a stair or nothing, the first number is found; along a line in
// a handful of looks, and never in many more than halving takes.
func TestTheFirstNumberIsFound(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	by := map[string]func(n, at *big.Int) *big.Rat{
		"a line": func(n, at *big.Int) *big.Rat { // crosses somewhere above at − 1 and not above at
			beyond := new(big.Rat).SetInt(new(big.Int).Sub(n, at))
			beyond.Add(beyond, big.NewRat(int64(at.Bit(0))*2, 3))
			return beyond.Mul(beyond, big.NewRat(7, 12345))
		},
		"a curve": func(n, at *big.Int) *big.Rat {
			cube := func(n *big.Int) *big.Int { return new(big.Int).Exp(n, big.NewInt(3), nil) }
			return new(big.Rat).SetInt(new(big.Int).Sub(cube(n), cube(at)))
		},
		"a flat curve": func(n, at *big.Int) *big.Rat { // 1 − (at + 1) ÷ (n + 1)
			up := func(n *big.Int) *big.Int { return new(big.Int).Add(n, big.NewInt(1)) }
			return new(big.Rat).Sub(big.NewRat(1, 1), new(big.Rat).SetFrac(up(at), up(n)))
		},
		"a stair": func(n, at *big.Int) *big.Rat { return big.NewRat(int64(n.Cmp(at))/2, 1) },
		"misled":  func(n, at *big.Int) *big.Rat { return new(big.Rat).SetInt(new(big.Int).Rsh(n, uint(at.Bit(0)))) },
		"nothing": func(*big.Int, *big.Int) *big.Rat { return nil },
	}
	for name, by := range by {
		t.Run(name, func(t *testing.T) {
			for range 2000 {
				at := new(big.Int).Rsh(new(big.Int).SetUint64(rnd.Uint64()), uint(rnd.IntN(65)))
				looks := 0
				n, ok := first(func(n *big.Int) (bool, *big.Rat) {
					looks++
					return n.Cmp(at) >= 0, by(n, at)
				})
				require.True(t, ok)
				require.Zero(t, n.Cmp(at), "%v, not %v", n, at)
				most := 170
				if name == "a line" {
					most = 6
				}
				require.LessOrEqual(t, looks, most, "for %v", at)
			}
		})
	}
	_, ok := first(func(*big.Int) (bool, *big.Rat) { return false, nil })
	assert.False(t, ok, "what never is so has no first number")
}
