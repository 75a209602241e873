/** What the seam costs. */
package dev.sharelock.bench.seam;
