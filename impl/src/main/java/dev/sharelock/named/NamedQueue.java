package dev.sharelock.named;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.Delivery;
import dev.sharelock.queue.QueueFormat;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * A condition queue with a name in a region. Whoever opens it first creates it; any number of
 * participants put and take, up to its seats.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own: the name is the region's, the queue is {@link ConditionQueue} or {@link
 * BlockQueue}.
 *
 * <p><b>Memory consistency.</b> What a participant does before it puts a value is visible to
 * whoever takes it.
 */
public final class NamedQueue {

  /** What stands in the directory, so that a queue is not taken for anything else. */
  private static final long KIND = 0x51_55_45_55;

  /** How long to wait for another participant that is creating the queue right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedQueue(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the queue of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param shape how large it is
   * @return the queue
   * @throws IllegalArgumentException if the shape is impossible, or the name is in use with another
   *     shape or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedQueue open(Region region, String name, QueueShape shape) {
    Objects.requireNonNull(region, "region");
    Objects.requireNonNull(shape, "shape");
    Predicate<DirectoryEntry> same = there -> there.kind() == KIND;
    region.directory().find(name).filter(same).ifPresent(e -> requireShape(region, e, shape));
    EntryRequest request = new EntryRequest(name, KIND, shape.at(0).bytes());
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                request,
                (offset, bytes) -> QueueFormat.create(region.memory(), shape.at(offset)),
                PATIENCE_NANOS);
    requireShape(region, entry, shape);
    return new NamedQueue(region, entry);
  }

  private static void requireShape(Region region, DirectoryEntry entry, QueueShape shape) {
    QueueLayout found = QueueFormat.attach(region.memory(), entry.offset());
    if (!found.equals(shape.at(entry.offset()))) {
      throw new IllegalArgumentException(
          "queue has another shape: name="
              + entry.name()
              + ", found="
              + found
              + ", wanted="
              + shape
              + "; do: open it with the shape it was created with");
    }
  }

  /**
   * Opens the queue as one of values.
   *
   * @return a handle
   * @throws dev.sharelock.SharelockException if no seat is left, or the queue is corrupt
   */
  public ConditionQueue values() {
    return ConditionQueue.open(region.context(), entry.offset());
  }

  /**
   * Opens the queue as one of references to blocks.
   *
   * @param allocator of this participant, for the heap that all users of the queue share
   * @param delivery what becomes of a block if this participant dies after it has taken it
   * @return a handle
   * @throws dev.sharelock.SharelockException if no seat is left, or it is no queue of blocks
   */
  public BlockQueue blocks(Allocator allocator, Delivery delivery) {
    return BlockQueue.open(region.context(), entry.offset(), allocator, delivery);
  }

  /**
   * Tells where the queue is.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
