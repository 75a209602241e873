package dev.sharelock.named;

import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingFormat;
import dev.sharelock.ring.RingLayout;
import java.util.Objects;

/**
 * A ring with a name in a region. Whoever opens it first creates it; at most one participant is its
 * producer and at most one its consumer at a time.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own: the name is the region's, the ring is {@link ByteRing}.
 *
 * <p><b>Memory consistency.</b> What a producer does before it publishes a frame is visible to the
 * consumer when it sees the frame.
 */
public final class NamedRing {

  /** What stands in the directory, so that a ring is not taken for anything else. */
  private static final long KIND = 0x52_49_4e_47;

  /** How long to wait for another participant that is creating the ring right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final DirectoryEntry entry;

  private NamedRing(Region region, DirectoryEntry entry) {
    this.region = region;
    this.entry = entry;
  }

  /**
   * Finds the ring of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param minCapacity how many bytes must fit, frames with their headers; rounded up to a power of
   *     two, and the same for all who open the ring
   * @return the ring
   * @throws IllegalArgumentException if the capacity is impossible, or the name is in use with
   *     another capacity or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, or the participant that
   *     creates it does not come to an end
   */
  public static NamedRing open(Region region, String name, long minCapacity) {
    Objects.requireNonNull(region, "region");
    long capacity = RingLayout.roundedCapacity(minCapacity);
    EntryRequest request = new EntryRequest(name, KIND, RingLayout.bytes(capacity));
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                request,
                (offset, bytes) -> RingFormat.create(region.memory(), offset, capacity),
                PATIENCE_NANOS);
    return new NamedRing(region, entry);
  }

  /**
   * Becomes the producer of frames.
   *
   * @return the handle of the producer
   * @throws IllegalStateException if a live participant is the producer
   * @throws dev.sharelock.SharelockException if the ring is corrupt
   */
  public FrameProducer producer() {
    return FrameProducer.open(region.context(), entry.offset());
  }

  /**
   * Becomes the consumer of frames.
   *
   * @return the handle of the consumer
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException if the ring is corrupt
   */
  public FrameConsumer consumer() {
    return FrameConsumer.open(region.context(), entry.offset());
  }

  /**
   * Gives the ring itself: to observe it, to close it, or to use it for bytes without frames.
   *
   * @return a handle of the ring
   * @throws dev.sharelock.SharelockException if the ring is corrupt
   */
  public ByteRing bytes() {
    return ByteRing.attach(region.context(), entry.offset());
  }

  /**
   * Tells where the ring is.
   *
   * @return the entry of the directory of the region
   */
  public DirectoryEntry entry() {
    return entry;
  }
}
