/** A run of the checker: its settings, its seed, its engines and its results. */
package dev.sharelock.model.run;
