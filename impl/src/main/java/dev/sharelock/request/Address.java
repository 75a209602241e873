package dev.sharelock.request;

/**
 * Who has asked, and which of its requests it was.
 *
 * @param slot where the client is
 * @param client the number of the participant; a reply to another one in the same slot is dropped
 * @param id of the request, unique for the client
 */
public record Address(int slot, long client, long id) {}
