package dev.sharelock.named;

import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestFormat;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Objects;

/**
 * A rendezvous of clients and a server with a name in a region. Whoever opens it first creates it;
 * requests and replies are one entry of the directory, so both sides always mean the same.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out.
 *
 * <p><b>Memory consistency.</b> See {@link RequestClient}.
 */
public final class NamedRequests {

  /** What stands in the directory, so that a rendezvous is not taken for anything else. */
  private static final long KIND = 0x52_50_43;

  /** How long to wait for another participant that is creating it right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedRequests(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the rendezvous of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param clients how many there can be at a time, from 1 to 64
   * @param minCapacity how many bytes of requests, and of replies, must fit for each client; the
   *     same for all who open it, like the number of clients
   * @return the rendezvous
   * @throws IllegalArgumentException if an argument is impossible, or the name is in use with other
   *     ones or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedRequests open(Region region, String name, int clients, long minCapacity) {
    Objects.requireNonNull(region, "region");
    long bytes = RequestLayout.bytes(clients, minCapacity);
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                new EntryRequest(name, KIND, bytes),
                (offset, size) ->
                    RequestFormat.create(
                        region.memory(), RequestLayout.of(offset, clients, minCapacity)),
                PATIENCE_NANOS);
    return new NamedRequests(region, entry);
  }

  /**
   * Becomes a client.
   *
   * @return the handle of the client
   * @throws dev.sharelock.SharelockException if there are as many clients as there can be
   */
  public RequestClient client() {
    return RequestClient.open(region.context(), entry.offset(), WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the server, or its successor if it has died.
   *
   * @return the handle of the server
   * @throws IllegalStateException if a live participant is the server
   */
  public RequestServer server() {
    return RequestServer.open(region.context(), entry.offset(), WaitPolicy.DEFAULT);
  }

  /**
   * Tells where the rendezvous is.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
