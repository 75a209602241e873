/** Benchmarks: JMH for single operations, pairs of JVMs for everything that crosses processes. */
package dev.sharelock.bench;
