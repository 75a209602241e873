/** Shared memory of which an engine sees every access. */
package dev.sharelock.model.memory;
