/**
 * What all parts of Sharelock share: {@link dev.sharelock.Outcome} tells how an operation has
 * ended, and {@link dev.sharelock.SharelockException} carries one where there is nothing to return.
 *
 * <p>Begin with {@link dev.sharelock.region.Region} and the package {@link dev.sharelock.named}.
 */
package dev.sharelock;
