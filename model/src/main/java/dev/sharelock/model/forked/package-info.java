/** The engine of real processes: forked JVMs over a real file, step by step or racing. */
package dev.sharelock.model.forked;
