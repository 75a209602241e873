/** What is to be reached, and whether it is. */
package dev.sharelock.bench.goals;
