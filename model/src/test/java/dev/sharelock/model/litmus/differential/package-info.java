/** Random litmus tests on which the exhaustive engine and the reference must agree. */
package dev.sharelock.model.litmus.differential;
