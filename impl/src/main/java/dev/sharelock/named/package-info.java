/** Structures that are found by name in a region: the door for most users. */
package dev.sharelock.named;
