/** What carries numbers from one publisher to several subscribers. */
package dev.sharelock.bench.fan.peers;
