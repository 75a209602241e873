/** Segments as their members see them: one owner after the other. */
package dev.sharelock.linearizability.segment;
