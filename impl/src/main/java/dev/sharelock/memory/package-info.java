/** Shared memory as the algorithms see it, and its implementations. */
package dev.sharelock.memory;
