/** Checks scenarios from JUnit tests. */
package dev.sharelock.model.junit;
