/** The built-in scenarios: what the structures of the library must survive. */
package dev.sharelock.model.scenarios;
