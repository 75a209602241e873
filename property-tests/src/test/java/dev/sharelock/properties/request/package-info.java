/** Clients and servers against a model of what they ask and answer. */
package dev.sharelock.properties.request;
