/** The engine that sees every execution of a small scenario, each once. */
package dev.sharelock.model.exhaustive;
