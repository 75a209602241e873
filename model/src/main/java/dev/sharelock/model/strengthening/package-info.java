/** Which single access or fence, made stronger, would make a failing scenario pass. */
package dev.sharelock.model.strengthening;
