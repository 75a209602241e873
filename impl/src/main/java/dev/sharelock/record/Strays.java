package dev.sharelock.record;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.BlockId;
import dev.sharelock.allocator.Tickets;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;

/**
 * Frees records that were sent into a channel which is gone: all who had it have died, and their
 * recovery has freed its block, but not what was in it.
 *
 * <p><b>Layout.</b> Each record begins with a word, the id of the channel that it was sent into
 * last; its data follow.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   S1  the word names the channel before there is a ticket for the record
 *   S2  whoever sends has the channel, and its id is never given again; so if the channel that is
 *       named is gone, nobody can receive the record
 * </pre>
 *
 * <p><b>Ordering.</b> The word is opaque: it is written before the ticket, and read after it, which
 * orders both. If somebody receives the record meanwhile and sends it elsewhere, the word may be
 * the new one; the ticket is another one then, and cannot be accepted.
 *
 * <p><b>Crash.</b> A record that was accepted and not released is that of a dead participant. What
 * was not looked at is for the next one who recovers.
 *
 * <p><b>Progress.</b> Lock-free: it looks at each ticket once.
 */
final class Strays {
  /** How many bytes of a block come before the data of the record. */
  static final int HEADER = Long.BYTES;

  private final SharedMemory memory;
  private final Allocator allocator;
  private final ChannelBlocks channels;

  Strays(ParticipantContext context, Allocator allocator, ChannelBlocks channels) {
    this.memory = context.memory();
    this.allocator = allocator;
    this.channels = channels;
  }

  /** Says where a record goes, before it is sent. */
  static void address(SharedMemory memory, long offset, long channel) {
    memory.setLongOpaque(offset, channel);
  }

  /** Frees them; whether there were any. Their senders can be recovered then, if they are dead. */
  boolean free() {
    boolean found = false;
    for (long ticket : Tickets.offered(allocator)) {
      long record = Tickets.look(allocator, ticket);
      if (record != BlockId.NONE) {
        boolean stray = !channels.exists(memory.getLongOpaque(allocator.offset(record)));
        if (stray && allocator.accept(ticket) != BlockId.NONE) {
          allocator.release(record);
          found = true;
        }
        allocator.release(record);
      }
    }
    return found;
  }
}
