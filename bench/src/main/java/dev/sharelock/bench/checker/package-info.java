/** How fast the exhaustive engine is on programs whose numbers of executions are published. */
package dev.sharelock.bench.checker;
