/** What every engine that explores executions has in common. */
package dev.sharelock.model.engine;
