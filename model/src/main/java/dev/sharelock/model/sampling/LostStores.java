package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The stores of a process that nobody else will ever see, although some that come later are seen:
 * weak cuts at its death. A process that has lost a store dies before its next step that would have
 * brought it out: a volatile write, an atomic update, a wait, a wake-up, a fence that orders
 * stores, or a store that releases; and at the latest when it waits in a loop, or at its end. It
 * sees its own stores.
 */
final class LostStores {
  private record Store(int offset, byte[] bytes) {
    boolean touches(int from, int length) {
      return offset < from + length && from < offset + bytes.length;
    }
  }

  private final List<Store> stores = new ArrayList<>();

  void begin() {
    stores.clear();
  }

  boolean isEmpty() {
    return stores.isEmpty();
  }

  boolean touches(int offset, int length) {
    for (Store store : stores) {
      if (store.touches(offset, length)) {
        return true;
      }
    }
    return false;
  }

  /** Loses the store at hand, and says so. */
  void add(World world, SimulatedProcess process, int offset, byte[] bytes) {
    stores.add(new Store(offset, bytes));
    String what = world.names.at(offset) + " = " + HexFormat.of().formatHex(bytes);
    world.trace.step(process.index, EventKind.CHOICE, null, -1, 0, 0, 0, TraceEvent.LOSES + what);
  }

  /** Puts the stores over what the process has read. */
  void overlay(int offset, byte[] target, int index, int length) {
    for (Store store : stores) {
      int from = Math.max(offset, store.offset);
      int to = Math.min(offset + length, store.offset + store.bytes.length);
      if (from < to) {
        System.arraycopy(
            store.bytes, from - store.offset, target, index + from - offset, to - from);
      }
    }
  }

  /** The same for a word. */
  long overlay(int offset, int bytes, long value) {
    if (!touches(offset, bytes)) {
      return value;
    }
    byte[] word = new byte[Long.BYTES];
    Bytes.put(word, 0, bytes, value);
    overlay(offset, word, 0, bytes);
    return Bytes.get(word, 0, bytes);
  }

  /** Whether a process is about to make a store that may be lost. */
  static boolean mayLose(SimulatedProcess process) {
    boolean store =
        process.pendingKind == EventKind.WRITE && process.pendingMode != AccessMode.VOLATILE
            || process.pendingKind == EventKind.DATA_WRITE;
    return process.state == State.READY && store;
  }

  /** The step, or the death of the process if the step would bring out what it has lost. */
  static long orDeath(World world, long step) {
    if (step < 0) {
      return step;
    }
    SimulatedProcess process = world.processes[Step.processOf(step)];
    StepKind kind = Step.kindOf(step);
    boolean made = kind != StepKind.KILL && kind != StepKind.LOSE;
    return made && !process.lost.isEmpty() && process.lost.wouldComeOut(process)
        ? Step.pack(process.index, StepKind.KILL, 0)
        : step;
  }

  private boolean wouldComeOut(SimulatedProcess process) {
    return switch (process.pendingKind) {
      case UPDATE, WAIT, WAKE, SPIN, END -> true;
      case WRITE ->
          process.pendingMode.releases()
              && !touches((int) process.pendingOffset, (int) process.pendingBytes);
      case FENCE ->
          process.pendingFence != FenceKind.ACQUIRE && process.pendingFence != FenceKind.LOAD_LOAD;
      default -> false;
    };
  }
}
