// Package store keeps what the service must not lose: decisions with who asked for them, tokens
// (their sums alone), books of dated parameters in all their editions, and jobs with how far they
// came. It does so in PostgreSQL, or in an embedded SQLite file, by the same statements.
//
// What a method has returned without an error is durable: it outlives a kill of the service or
// of the database. What returned an error may or may not have been done; a decision is asked for
// again with the same idempotency key, and is then found or made, never doubled.
package store
