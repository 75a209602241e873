/** Two JVMs with a mapped file between them, compared with the same pair over other libraries. */
package dev.sharelock.bench.pair;
