package main

import (
	"context"
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	beamregister "github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// register makes the pipeline's functions and types known by name, with typed
// calls in place of reflection. It runs in the program that submits and in every
// worker.
func register() {
	beam.RegisterType(reflect.TypeFor[Shard]())
	beam.RegisterType(reflect.TypeFor[Bad]())
	beam.RegisterCoder(reflect.TypeFor[Sums](), encodeSums, decodeSums)

	beamregister.DoFn5x1[context.Context, Shard, func(string, Sums), func(Sums), func(string, Bad), error](&computeFn{})
	beamregister.DoFn4x1[context.Context, string, func(*Bad) bool, func(Sums), error](&badRowsFn{})
	beamregister.DoFn5x1[context.Context, []byte, func(*string, *Sums) bool, func(*Sums) bool, func(*Sums) bool, error](&reportFn{})
	beamregister.Combiner1[Sums](&sumFn{})

	beamregister.Emitter2[string, Sums]()
	beamregister.Emitter1[Sums]()
	beamregister.Emitter2[string, Bad]()
	beamregister.Iter1[Bad]()
	beamregister.Iter1[Sums]()
	beamregister.Iter2[string, Sums]()
}
