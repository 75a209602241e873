/** How structures refuse memory that is too small, in use, or not theirs; for who writes them. */
package dev.sharelock.format;
