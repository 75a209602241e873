package dev.sharelock.named;

import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.MulticastFormat;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.PublisherManner;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Objects;

/**
 * A multicast with a name in a region: one publisher, whose values go to all who subscribe.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own.
 *
 * <p><b>Memory consistency.</b> What the publisher does before it publishes a value is visible to
 * whoever takes it.
 */
public final class NamedMulticast {

  /** What stands in the directory, so that a multicast is not taken for anything else. */
  private static final long KIND = 0x4D_55_4C_54;

  /** How long to wait for another participant that is creating it right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedMulticast(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the multicast of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param shape how large it is: its seats are how many can subscribe at a time, its capacity is
   *     how many values wait for each of them
   * @return the multicast
   * @throws IllegalArgumentException if the shape is impossible, or the name is in use with another
   *     shape or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedMulticast open(Region region, String name, QueueShape shape) {
    return open(
        region, name, new MulticastLayout(0, shape.seats(), shape.capacity(), shape.words()));
  }

  private static NamedMulticast open(Region region, String name, MulticastLayout wanted) {
    Objects.requireNonNull(region, "region");
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                new EntryRequest(name, KIND, wanted.bytes()),
                (offset, bytes) -> MulticastFormat.create(region.memory(), at(wanted, offset)),
                PATIENCE_NANOS);
    MulticastLayout found = MulticastFormat.attach(region.memory(), entry.offset());
    if (!found.equals(at(wanted, entry.offset()))) {
      throw new IllegalArgumentException(
          "multicast has another shape: name="
              + name
              + ", found="
              + found
              + ", wanted="
              + at(wanted, entry.offset())
              + "; do: open it with the shape it was created with");
    }
    return new NamedMulticast(region, entry);
  }

  /**
   * Finds the multicast of blocks of a name, or creates it. Its users are {@link #blockPublisher}
   * and {@link #blockSubscriber}; the region must have a heap of blocks.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param places how many can subscribe at a time
   * @param capacity how many blocks wait for each of them, at most {@link
   *     MulticastLayout#MAX_BLOCKS}
   * @return the multicast
   * @throws IllegalArgumentException if the sizes are impossible, or the name is in use with others
   *     or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedMulticast openOfBlocks(Region region, String name, int places, int capacity) {
    return open(region, name, new MulticastLayout(0, places, capacity, MulticastLayout.BLOCKS));
  }

  private static MulticastLayout at(MulticastLayout layout, long base) {
    return new MulticastLayout(base, layout.places(), layout.capacity(), layout.words());
  }

  /**
   * Becomes the publisher, or the successor of one that is dead.
   *
   * @param policy what to do about subscribers without room
   * @return the handle of the publisher
   * @throws dev.sharelock.SharelockException {@link dev.sharelock.Outcome#REFUSED} if a living
   *     participant is the publisher
   */
  public Publisher publisher(SlowPolicy policy) {
    return Publisher.open(region.context(), entry.offset(), policy, WaitPolicy.DEFAULT);
  }

  /**
   * Subscribes.
   *
   * @return the handle of the subscriber
   * @throws dev.sharelock.SharelockException {@link dev.sharelock.Outcome#NO_MEMORY} if there are
   *     as many subscribers as there can be
   */
  public Subscriber subscriber() {
    return Subscriber.open(region.context(), entry.offset(), WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the publisher of blocks, or the successor of one that is dead.
   *
   * @param policy what to do about subscribers without room
   * @return the handle of the publisher
   * @throws dev.sharelock.SharelockException {@link dev.sharelock.Outcome#REFUSED} if a living
   *     participant is the publisher, or it is no multicast of blocks
   */
  public BlockPublisher blockPublisher(SlowPolicy policy) {
    return BlockPublisher.open(
        region.context(), entry.offset(), region.allocator(), PublisherManner.of(policy));
  }

  /**
   * Subscribes to blocks.
   *
   * @return the handle of the subscriber
   * @throws dev.sharelock.SharelockException {@link dev.sharelock.Outcome#NO_MEMORY} if there are
   *     as many subscribers as there can be, {@link dev.sharelock.Outcome#REFUSED} if it is no
   *     multicast of blocks
   */
  public BlockSubscriber blockSubscriber() {
    return BlockSubscriber.open(
        region.context(), entry.offset(), region.allocator(), WaitPolicy.DEFAULT);
  }

  /**
   * Tells where the multicast is.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
