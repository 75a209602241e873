package dev.sharelock.named;

import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeFormat;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.pipe.PipeStatus;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A pipe with a name in a region: a queue that belongs to a server, and that clients use.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own.
 *
 * <p><b>Memory consistency.</b> What a participant does before it puts a value is visible to
 * whoever takes it.
 */
public final class NamedPipe {

  /** What stands in the directory, so that a pipe is not taken for anything else. */
  public static final long KIND = 0x50_49_50_45;

  /** How long to wait for another participant that is creating the pipe right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedPipe(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the pipe of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param shape how large it is
   * @return the pipe
   * @throws IllegalArgumentException if the shape is impossible, or the name is in use with another
   *     shape or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedPipe open(Region region, String name, QueueShape shape) {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(shape, "shape");
    Predicate<DirectoryEntry> same = there -> there.kind() == KIND;
    region.directory().find(name).filter(same).ifPresent(e -> requireShape(region, e, shape));
    EntryRequest request = new EntryRequest(name, KIND, layout(shape, 0).bytes());
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                request,
                (offset, bytes) -> PipeFormat.create(region.memory(), layout(shape, offset)),
                PATIENCE_NANOS);
    requireShape(region, entry, shape);
    return new NamedPipe(region, entry);
  }

  private static void requireShape(Region region, DirectoryEntry entry, QueueShape shape) {
    PipeLayout found = PipeFormat.attach(region.memory(), entry.offset());
    if (!found.equals(layout(shape, entry.offset()))) {
      throw new IllegalArgumentException(
          "pipe has another shape: name="
              + entry.name()
              + ", found="
              + found.queue()
              + ", wanted="
              + shape
              + "; do: open it with the shape it was created with, or wait for it");
    }
  }

  private static PipeLayout layout(QueueShape shape, long base) {
    return PipeLayout.of(base, shape.capacity(), shape.seats(), shape.words());
  }

  /**
   * Waits until there is a pipe of a name.
   *
   * @param region where
   * @param name of the pipe
   * @param timeoutNanos how long to wait at the most
   * @return the pipe, in whatever shape it was created
   * @throws IllegalArgumentException if the name is in use for something else
   * @throws dev.sharelock.SharelockException see {@link
   *     dev.sharelock.region.Directory#await(String, long)}
   */
  public static NamedPipe await(Region region, String name, long timeoutNanos) {
    DirectoryEntry entry = region.directory().await(name, timeoutNanos);
    if (entry.kind() != KIND) {
      throw new IllegalArgumentException(
          "name is in use for something else: name="
              + name
              + ", kind=0x"
              + Long.toHexString(entry.kind())
              + "; do: use the name of a pipe");
    }
    return new NamedPipe(region, entry);
  }

  /**
   * Becomes the server, or the successor of one that is dead.
   *
   * @return the handle of the server
   * @throws dev.sharelock.SharelockException {@link dev.sharelock.Outcome#REFUSED} if a living
   *     participant is the server
   */
  public PipeServer server() {
    return PipeServer.open(region.context(), entry.offset(), WaitPolicy.DEFAULT);
  }

  /**
   * Becomes a client.
   *
   * @return the handle of the client
   */
  public PipeClient client() {
    return PipeClient.open(region.context(), entry.offset(), WaitPolicy.DEFAULT);
  }

  /**
   * Looks at the pipe.
   *
   * @return what is in it, who waits, who serves
   */
  public PipeStatus status() {
    return PipeStatus.of(region.context(), entry.offset());
  }

  /**
   * Tells where the pipe is.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
