/**
 * Requests from many clients to one server, and its replies: {@link
 * dev.sharelock.request.RequestClient}, {@link dev.sharelock.request.RequestServer}. {@link
 * dev.sharelock.named.NamedRequests} opens both.
 */
package dev.sharelock.request;
