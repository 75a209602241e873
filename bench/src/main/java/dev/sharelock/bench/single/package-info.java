/** Single operations, measured by JMH in one thread. */
package dev.sharelock.bench.single;
