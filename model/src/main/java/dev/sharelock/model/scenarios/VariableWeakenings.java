package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.VariableWorld.HEAP;
import static dev.sharelock.model.scenarios.VariableWorld.LAYOUT;

import dev.sharelock.memory.MachineOrder;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.specimens.Weakening;
import java.util.Arrays;

/** What can be left out of a variable, besides the order of an access. */
final class VariableWeakenings {
  /** The holder that stands for structures: the last one. */
  private static final long ANCHOR = 1L << VariableWorld.GEOMETRY.holders() - 1;

  private VariableWeakenings() {}

  /** The second look at the root gives what the first one gave. */
  static Weakening withoutSecondLook() {
    return memory ->
        new MemoryDecorator(memory) {
          private long seen;

          @Override
          protected long load(long at, int bytes, AccessMode mode) {
            if (at == LAYOUT.root() && mode == AccessMode.OPAQUE) {
              return seen;
            }
            long found = super.load(at, bytes, mode);
            seen = at == LAYOUT.root() ? found : seen;
            return found;
          }
        };
  }

  /** References to blocks that somebody has are taken without telling. */
  static Weakening withoutCount() {
    return memory ->
        new Updates(memory) {
          @Override
          boolean isLeftOut(long expected, long value) {
            return (int) expected != 0 && Long.bitCount(value ^ expected) == 1 && value > expected;
          }
        };
  }

  /** Structures have no reference of their own. */
  static Weakening withoutAnchor() {
    return memory ->
        new Updates(memory) {
          @Override
          boolean isLeftOut(long expected, long value) {
            return (value ^ expected) == ANCHOR && value > expected;
          }
        };
  }

  /** The contents of a tree are written only when the root has changed. */
  static Weakening contentsLast() {
    return memory ->
        new MemoryDecorator(memory) {
          private byte[] contents = {};
          private long place;

          @Override
          public void writeBytes(long offset, byte[] source, int index, int length) {
            contents = Arrays.copyOfRange(source, index, index + length);
            place = offset;
          }

          @Override
          protected long loadData(long at, int bytes) {
            boolean own = at >= place && at + bytes <= place + contents.length;
            return own ? pending((int) (at - place), bytes) : super.loadData(at, bytes);
          }

          private long pending(int index, int bytes) {
            long value = 0;
            for (int i = 0; i < bytes; i++) {
              value |= (contents[index + i] & 0xFFL) << MachineOrder.shift(i, bytes);
            }
            return value;
          }

          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            long found = super.compareAndExchange(at, bytes, mode, expected, value);
            if (at == LAYOUT.root()) {
              memory.writeBytes(place, contents, 0, contents.length);
            }
            return found;
          }
        };
  }

  /** Leaves some updates of words of the heap out, and says that they were made. */
  private abstract static class Updates extends MemoryDecorator {
    Updates(SharedMemory memory) {
      super(memory);
    }

    abstract boolean isLeftOut(long expected, long value);

    @Override
    protected long compareAndExchange(
        long at, int bytes, AccessMode mode, long expected, long value) {
      return at >= HEAP && isLeftOut(expected, value)
          ? expected
          : super.compareAndExchange(at, bytes, mode, expected, value);
    }
  }
}
