package dev.sharelock.model.specimens;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;

/** What can be left out of waiting in a queue and of recovering one, seen from the memory. */
public final class QueueWeakening {
  private QueueWeakening() {}

  /** Bits that are cleared in one word stay. */
  public static Weakening keptBits(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long update(
              long at, int bytes, AccessMode mode, UpdateKind kind, long operand) {
            long left = at == offset && kind == UpdateKind.AND ? -1 : operand;
            return super.update(at, bytes, mode, kind, left);
          }
        };
  }

  /** After a time-out, some words are not read again but thought to be as they were before. */
  public static Weakening withoutLookAfterTimeOut(LongPredicate words) {
    return memory ->
        new MemoryDecorator(memory) {
          private final Map<Long, Long> before = new HashMap<>();
          private boolean late;

          @Override
          public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
            WaitOutcome outcome = super.waitOn(offset, expected, deadlineNanos);
            late = outcome == WaitOutcome.TIMED_OUT;
            return outcome;
          }

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            if (!words.test(at)) {
              return super.load(at, bytes, mode);
            }
            if (!late) {
              before.put(at, super.load(at, bytes, mode));
            }
            return before.get(at);
          }
        };
  }

  /** Each wait lasts longer than the one before by some time, as if the time-out began anew. */
  public static Weakening restartedTimeOuts(long nanos) {
    return memory ->
        new MemoryDecorator(memory) {
          private long more;

          @Override
          public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
            WaitOutcome outcome = super.waitOn(offset, expected, deadlineNanos + more);
            more += nanos;
            return outcome;
          }
        };
  }

  /** Some words are read when another one is, and later thought to be as they were then. */
  public static Weakening readTooEarly(Set<Long> words, LongPredicate when) {
    return memory ->
        new MemoryDecorator(memory) {
          private final Map<Long, Long> before = new HashMap<>();

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            if (when.test(at)) {
              for (long word : words) {
                before.put(word, super.load(word, bytes, AccessMode.ACQUIRE));
              }
            }
            Long seen = before.get(at);
            return seen != null ? seen : super.load(at, bytes, mode);
          }
        };
  }

  /** Some words are erased before the update of another one instead of after it. */
  public static Weakening erasedTooEarly(LongPredicate erased, LongPredicate updated) {
    return memory -> new Hasty(memory, erased, updated);
  }

  /** Erases the word that was written last before it makes an update. */
  private static final class Hasty extends MemoryDecorator {
    private final LongPredicate erased;
    private final LongPredicate updated;
    private long offset = -1;
    private int length;

    Hasty(SharedMemory memory, LongPredicate erased, LongPredicate updated) {
      super(memory);
      this.erased = erased;
      this.updated = updated;
    }

    @Override
    protected void store(long at, int bytes, AccessMode mode, long value) {
      super.store(at, bytes, mode, value);
      if (erased.test(at)) {
        offset = value == 0 ? -1 : at;
        length = bytes;
      }
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      if (offset >= 0 && updated.test(at)) {
        store(offset, length, AccessMode.RELEASE, 0);
      }
      return super.compareAndExchange(at, bytes, mode, expected, value);
    }
  }
}
