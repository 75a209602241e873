/** Segments against a model of who owns them, step by step. */
package dev.sharelock.properties.segment;
