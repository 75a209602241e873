package dev.sharelock.model.specimens;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;

/**
 * One thing about an algorithm made weaker, without touching its code: what it does to one field,
 * or with one kind of fence, is done with less order, or not at all.
 */
@FunctionalInterface
public interface Weakening {

  /** The memory as the weakened algorithm uses it. */
  SharedMemory of(SharedMemory memory);

  /** Both weakenings at once. */
  default Weakening and(Weakening other) {
    return memory -> of(other.of(memory));
  }

  /** Writes to one word become opaque. */
  static Weakening opaqueWrites(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            super.store(at, bytes, at == offset ? AccessMode.OPAQUE : mode, value);
          }
        };
  }

  /** Reads of one word become opaque. */
  static Weakening opaqueReads(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            return super.load(at, bytes, at == offset ? AccessMode.OPAQUE : mode);
          }
        };
  }

  /** One word seems to be zero. */
  static Weakening blindTo(long offset) {
    return constant(offset, 0);
  }

  /** One word seems to have a certain value all the time. */
  static Weakening constant(long offset, long value) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            long found = super.load(at, bytes, mode);
            return at == offset ? value : found;
          }
        };
  }

  /** One word seems to stay as it was when it was read first. */
  static Weakening firstReadOf(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          private long first;
          private boolean read;

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            long found = super.load(at, bytes, mode);
            if (at != offset) {
              return found;
            }
            first = read ? first : found;
            read = true;
            return first;
          }
        };
  }

  /** Fences of one kind are left out. */
  static Weakening withoutFence(FenceKind kind) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected void fence(FenceKind made) {
            if (made != kind) {
              super.fence(made);
            }
          }
        };
  }

  /** Nobody is woken. */
  static Weakening withoutWakes() {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          public int wake(long offset, int count) {
            return 0;
          }
        };
  }

  /** Writes to one word are left out. */
  static Weakening withoutWrites(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            if (at != offset) {
              super.store(at, bytes, mode, value);
            }
          }
        };
  }

  /** A compare-and-set of one word becomes a read, a comparison and a write. */
  static Weakening splitUpdates(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            if (at != offset) {
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

  /** After one word was written, the next read of another gives what was read of it before. */
  static Weakening withoutSecondLook(long written, long read) {
    return memory ->
        new MemoryDecorator(memory) {
          private long remembered;
          private boolean due;

          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            due |= at == written && value != 0;
            super.store(at, bytes, mode, value);
          }

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            if (at != read) {
              return super.load(at, bytes, mode);
            }
            if (!due) {
              remembered = super.load(at, bytes, mode);
            }
            due = false;
            return remembered;
          }
        };
  }

  /** Compare-and-sets of one word are made in another mode. */
  static Weakening updates(long offset, AccessMode weaker) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            AccessMode used = at == offset ? weaker : mode;
            return super.compareAndExchange(at, bytes, used, expected, value);
          }
        };
  }

  /** Reads of one word acquire and its updates release, and nothing more. */
  static Weakening acquireAndRelease(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            return super.load(at, bytes, at == offset ? AccessMode.ACQUIRE : mode);
          }

          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            AccessMode used = at == offset ? AccessMode.RELEASE : mode;
            return super.compareAndExchange(at, bytes, used, expected, value);
          }
        };
  }

  /** Updates of one word by arithmetic are left out. */
  static Weakening withoutUpdates(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long update(
              long at, int bytes, AccessMode mode, UpdateKind kind, long operand) {
            return at == offset
                ? load(at, bytes, AccessMode.VOLATILE)
                : super.update(at, bytes, mode, kind, operand);
          }
        };
  }

  /** Bits that are cleared in one word seem to have been set until then. */
  static Weakening unchosen(long offset) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long update(
              long at, int bytes, AccessMode mode, UpdateKind kind, long operand) {
            long found = super.update(at, bytes, mode, kind, operand);
            return at == offset && kind == UpdateKind.AND ? found | ~operand : found;
          }
        };
  }
}
