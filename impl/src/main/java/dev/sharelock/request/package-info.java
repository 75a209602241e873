/** Requests from many clients to one server, and its replies. */
package dev.sharelock.request;
