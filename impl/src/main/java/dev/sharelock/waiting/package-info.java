/** Spinning and sleeping until another participant has changed something. */
package dev.sharelock.waiting;
