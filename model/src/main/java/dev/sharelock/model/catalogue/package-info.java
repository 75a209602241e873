/** The scenarios that are there, by name. */
package dev.sharelock.model.catalogue;
