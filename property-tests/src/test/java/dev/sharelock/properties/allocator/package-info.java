/** The allocator against a sequential model, and against words that nobody should have written. */
package dev.sharelock.properties.allocator;
