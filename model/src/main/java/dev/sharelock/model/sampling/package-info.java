/** The sampling engine: one process at a time, chosen by a seed, over simulated memory. */
package dev.sharelock.model.sampling;
