/** The allocator as its participants see it: one block after the other, in some order. */
package dev.sharelock.linearizability.allocator;
