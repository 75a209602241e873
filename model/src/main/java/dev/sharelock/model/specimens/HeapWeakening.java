package dev.sharelock.model.specimens;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;
import java.util.function.LongPredicate;
import java.util.function.LongUnaryOperator;

/**
 * What can be left out of the protocol of the allocator, seen from the memory: states are {@code
 * generation << 32 | holders}, and everything else is known by the word it goes to.
 */
public final class HeapWeakening {
  private static final long HOLDERS = 0xFFFF_FFFFL;

  private HeapWeakening() {}

  /** Updates of some words are made in a weaker mode. */
  public static Weakening updates(LongPredicate words, AccessMode weaker) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            AccessMode made = words.test(at) ? weaker : mode;
            return super.compareAndExchange(at, bytes, made, expected, value);
          }
        };
  }

  /** Reads of some words are made in a weaker mode. */
  public static Weakening reads(LongPredicate words, AccessMode weaker) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            return super.load(at, bytes, words.test(at) ? weakest(mode, weaker) : mode);
          }
        };
  }

  /** Writes of some words are made in a weaker mode. */
  public static Weakening writes(LongPredicate words, AccessMode weaker) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            super.store(at, bytes, words.test(at) ? weakest(mode, weaker) : mode, value);
          }
        };
  }

  private static AccessMode weakest(AccessMode one, AccessMode other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** Check, then act: an update becomes a read, a comparison and a write. */
  public static Weakening splitUpdates(LongPredicate words) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            if (!words.test(at)) {
              return super.compareAndExchange(at, bytes, mode, expected, value);
            }
            long found = load(at, bytes, AccessMode.VOLATILE);
            if (found == expected) {
              store(at, bytes, AccessMode.VOLATILE, value);
            }
            return found;
          }
        };
  }

  /** Updates of some words seem to succeed whatever is there, and change nothing. */
  public static Weakening ignoredUpdates(LongPredicate words) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            return words.test(at)
                ? expected
                : super.compareAndExchange(at, bytes, mode, expected, value);
          }

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            return words.test(at) ? 0 : super.load(at, bytes, mode);
          }
        };
  }

  /** Updates of some words succeed as they should, and change nothing. */
  public static Weakening lostUpdates(LongPredicate words) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            return words.test(at)
                ? load(at, bytes, AccessMode.VOLATILE)
                : super.compareAndExchange(at, bytes, mode, expected, value);
          }
        };
  }

  /** A loader takes whatever generation it finds for the one that it looks for. */
  public static Weakening withoutGeneration(LongPredicate states, long mail) {
    return memory -> new GenerationBlind(memory, states, mail);
  }

  /**
   * A loader sets its bit first and looks at the generation then.
   *
   * @param holderAt the number of the holder whose participant word is at an offset, or -1
   */
  public static Weakening countFirst(LongPredicate states, LongUnaryOperator holderAt) {
    return memory -> new CountFirst(memory, states, holderAt);
  }

  /** What a recoverer takes away it subtracts, without looking whether it is still there. */
  public static Weakening addingUpdates(LongPredicate states) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            if (!states.test(at)) {
              return super.compareAndExchange(at, bytes, mode, expected, value);
            }
            update(at, bytes, AccessMode.VOLATILE, UpdateKind.ADD, value - expected);
            return expected;
          }
        };
  }

  /** Writes to some words reach the memory only after the next update of another word. */
  public static Weakening lateWrites(LongPredicate late, LongPredicate before) {
    return memory -> new Late(memory, late, before);
  }

  /** Where a bit would move from one holder to another, the first is cleared only. */
  public static Weakening clearedInsteadOfMoved(LongPredicate states) {
    LongUnaryOperator freed =
        state -> (state & HOLDERS) == 0 ? ((state >>> 32 | 1) + 1) << 32 : state;
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            boolean moves =
                states.test(at) && expected >>> 32 == value >>> 32 && (expected & ~value) != 0;
            long to = moves ? freed.applyAsLong(expected & value) : value;
            return super.compareAndExchange(at, bytes, mode, expected, to);
          }
        };
  }

  /**
   * A bit is moved from one holder to another also if the other one has got a bit since its state
   * was looked at.
   */
  public static Weakening movedTooLate(LongPredicate states) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            long found = super.compareAndExchange(at, bytes, mode, expected, value);
            long lost = expected & ~value;
            boolean moves = states.test(at) && lost != 0 && (value & ~expected) != 0;
            boolean late = moves && found == (expected | value) && expected >>> 32 == value >>> 32;
            return late && super.compareAndExchange(at, bytes, mode, found, found & ~lost) == found
                ? expected
                : found;
          }
        };
  }

  /** Keeps the writes to some words back. */
  private static final class Late extends MemoryDecorator {
    private final LongPredicate late;
    private final LongPredicate before;
    private long offset = -1;
    private int length;
    private long kept;

    Late(SharedMemory memory, LongPredicate late, LongPredicate before) {
      super(memory);
      this.late = late;
      this.before = before;
    }

    @Override
    protected void store(long at, int bytes, AccessMode mode, long value) {
      if (late.test(at) && value != 0) {
        offset = at;
        length = bytes;
        kept = value;
      } else {
        super.store(at, bytes, mode, value);
      }
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      long found = super.compareAndExchange(at, bytes, mode, expected, value);
      if (before.test(at)) {
        flush();
      }
      return found;
    }

    private void flush() {
      if (offset >= 0) {
        long to = offset;
        offset = -1;
        super.store(to, length, AccessMode.VOLATILE, kept);
      }
    }
  }

  /** Sets the bit of its holder in a state before it says what was there. */
  private static final class CountFirst extends MemoryDecorator {
    private final LongPredicate states;
    private final LongUnaryOperator holderAt;
    private long bit;

    CountFirst(SharedMemory memory, LongPredicate states, LongUnaryOperator holderAt) {
      super(memory);
      this.states = states;
      this.holderAt = holderAt;
    }

    @Override
    protected long load(long at, int bytes, AccessMode mode) {
      if (!states.test(at) || bit == 0) {
        return super.load(at, bytes, mode);
      }
      long found = update(at, bytes, AccessMode.VOLATILE, UpdateKind.OR, bit);
      if ((found & bit) == 0) {
        update(at, bytes, AccessMode.VOLATILE, UpdateKind.AND, ~bit);
      }
      return found;
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      long found = super.compareAndExchange(at, bytes, mode, expected, value);
      if (found == expected && holderAt.applyAsLong(at) >= 0) {
        bit = 1L << holderAt.applyAsLong(at);
      }
      return found;
    }
  }

  /** Shows the generation of the id in the mail in place of every other. */
  private static final class GenerationBlind extends MemoryDecorator {
    private final LongPredicate states;
    private final long mail;
    private long wanted;
    private long real;

    GenerationBlind(SharedMemory memory, LongPredicate states, long mail) {
      super(memory);
      this.states = states;
      this.mail = mail;
    }

    @Override
    protected long load(long at, int bytes, AccessMode mode) {
      long found = super.load(at, bytes, mode);
      if (at == mail) {
        wanted = found & ~HOLDERS;
      }
      if (!states.test(at) || wanted == 0 || (found & HOLDERS) == 0) {
        return found;
      }
      real = found & ~HOLDERS;
      return wanted | found & HOLDERS;
    }

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      boolean blind = states.test(at) && (expected & ~HOLDERS) == wanted && wanted != 0;
      long shift = blind ? real - wanted : 0;
      return super.compareAndExchange(at, bytes, mode, expected + shift, value + shift) - shift;
    }
  }
}
