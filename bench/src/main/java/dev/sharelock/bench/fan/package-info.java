/** One publisher and several subscribers, each in a JVM of its own, compared with others. */
package dev.sharelock.bench.fan;
