/** What is known of a failing execution, and the token that replays it. */
package dev.sharelock.model.trace;
