/**
 * A slow reference for the exhaustive engine: it grows execution graphs step by step in every order
 * and judges each by the axioms as they are written in the literature. It shares no code with the
 * engine.
 */
package dev.sharelock.model.litmus.reference;
