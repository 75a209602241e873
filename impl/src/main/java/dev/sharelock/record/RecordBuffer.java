package dev.sharelock.record;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.StalePolicy;
import dev.sharelock.region.UnlinkPolicy;

/**
 * Channels of records, and shared segments, for many threads of many processes: one region with a
 * heap and a table of channels ({@code ChannelTable}).
 *
 * <p>A thread uses the buffer through a {@link ThreadContext} of its own. Records can be as large
 * as the largest free run of the heap, whose blocks are all those of this buffer.
 *
 * <p>This object only knows how to find the region; it may be shared between threads.
 */
public final class RecordBuffer {
  private static final String TABLE = "records";
  private static final long KIND = 0x52_45_43_4f_52_44_53L;

  /** How long to wait for a buffer that another participant is creating right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final RecordBufferOptions options;

  private RecordBuffer(RecordBufferOptions options) {
    this.options = options;
  }

  /**
   * Finds a buffer, or creates it. One whose participants are all dead is used as it is.
   *
   * @param options how it is to be
   * @return the buffer
   * @throws IllegalArgumentException if there is one that is different
   * @throws SharelockException if it can be neither found nor created
   */
  public static RecordBuffer open(RecordBufferOptions options) {
    RecordBuffer buffer = new RecordBuffer(options);
    buffer.thread().close();
    return buffer;
  }

  /**
   * Finds a buffer of the usual size, or creates it.
   *
   * @param name of the buffer
   * @return the buffer
   * @throws IllegalArgumentException if there is one that is different
   * @throws SharelockException if it can be neither found nor created
   */
  public static RecordBuffer open(String name) {
    return open(RecordBufferOptions.of(name));
  }

  /**
   * Opens the buffer for the calling thread.
   *
   * @return what this thread has of it
   * @throws SharelockException if there is no room for another participant
   */
  public ThreadContext thread() {
    return thread(Cancellation.NEVER);
  }

  /**
   * Opens the buffer for the calling thread, whose waits a hook can end.
   *
   * @param cancellation ends every wait of this thread, here and at what it opens
   * @return what this thread has of it
   * @throws SharelockException if there is no room for another participant
   */
  public ThreadContext thread(Cancellation cancellation) {
    Region region = findOrCreate(cancellation);
    try {
      TableLayout layout = table(region);
      return new ThreadContext(
          region.context(), region.allocator(), layout, () -> leave(region, layout));
    } catch (RuntimeException e) {
      region.close();
      throw e;
    }
  }

  private TableLayout table(Region region) {
    SharedMemory memory = region.memory();
    int count = options.channels();
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                new EntryRequest(TABLE, KIND, TableLayout.bytes(count)),
                (offset, bytes) ->
                    memory.setLongOpaque(new TableLayout(offset, count).count(), count),
                PATIENCE_NANOS);
    return new TableLayout(entry.offset(), count);
  }

  private Region findOrCreate(Cancellation cancellation) {
    try {
      return attach(0, cancellation);
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.MISSING) {
        throw e;
      }
    }
    try {
      return Region.create(
          RegionOptions.of(options.name(), TableLayout.bytes(options.channels()) + 4096)
              .in(options.directory())
              .stale(StalePolicy.FAIL)
              .cancelledBy(cancellation)
              .blocks(options.heapBytes()));
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.EXISTS) {
        throw e;
      }
    }
    return attach(PATIENCE_NANOS, cancellation);
  }

  private Region attach(long nanos, Cancellation cancellation) {
    return Region.attach(
        AttachOptions.of(options.name())
            .in(options.directory())
            .within(nanos)
            .cancelledBy(cancellation));
  }

  /**
   * Lets the buffer go as soon as no thread uses it: at once if there is none, otherwise when the
   * last one closes its context. Threads that come in between still find it. If the last one dies
   * instead, whoever calls this again removes the buffer.
   *
   * @return whether it is gone already
   */
  public boolean destroy() {
    try (Region region = attach(0, Cancellation.NEVER)) {
      region.memory().setIntVolatile(table(region).destroyed(), 1); // D1 -> D2
      region.memory().fullFence(); // before the look who is left
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.MISSING) {
        throw e;
      }
      return true;
    }
    return unlinkIfUnused();
  }

  private void leave(Region region, TableLayout layout) {
    boolean destroyed =
        region.closeAsking(memory -> memory.getIntVolatile(layout.destroyed()) != 0); // D2 <- D1
    if (destroyed) {
      unlinkIfUnused();
    }
  }

  /** Several may be the last ones; whoever comes first removes the name. */
  private boolean unlinkIfUnused() {
    try {
      Region.unlink(options.directory(), options.name(), UnlinkPolicy.IF_UNUSED);
      return true;
    } catch (SharelockException e) {
      boolean othersUseIt = e.outcome() == Outcome.EXISTS;
      boolean gone = e.outcome() == Outcome.MISSING;
      if (!othersUseIt && !gone) {
        throw e;
      }
      return gone;
    }
  }
}
