package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Leeway;

/**
 * Weak cuts at a death: stores that the process had made by its program, but that nobody else will
 * ever see, although some that came later are seen.
 *
 * <p>A store of a process that may die is either made, or lost for good. Whoever has lost a store
 * has to die before it does anything that would have brought it out: a volatile write, an atomic
 * update, a fence that orders stores, or a store that releases. A later store to the same bytes is
 * lost as well. A store that is lost and after which none is made is not different from an earlier
 * death; so it is the next store made after which the process may die.
 */
final class Losses {
  private final boolean allowed;
  private final Growth growth;
  private final Kills kills;

  /** How many stores the thread has lost in this run. */
  private int count;

  Losses(Growth growth, Kills kills) {
    this.allowed = growth.rules().faults().allows(Leeway.WEAK_CRASH_CUTS);
    this.growth = growth;
    this.kills = kills;
  }

  void begin() {
    count = 0;
  }

  /** The same for a word, or for a granule of racy data. */
  boolean losesWord(Event known, int location, int mode, long value) {
    Locations locations = growth.races().locations();
    boolean exploring = known == null && growth.guide() == null;
    boolean mayLose = exploring ? allowed : known == null || known.operation == Event.LOSS;
    if (!mayLose || locations.isGhost(location)) {
      return false;
    }
    byte[] bytes = new byte[locations.bytes(location)];
    Bytes.set(bytes, 0, bytes.length, value);
    return loses(known, locations.offset(location), bytes, mode);
  }

  /**
   * Decides about a store of the thread.
   *
   * @param known what the graph has in its place; null if the thread is about to make it
   * @return whether it is lost
   */
  boolean loses(Event known, long offset, byte[] bytes, int mode) {
    if (known != null) {
      return isLoss(known, offset, bytes);
    }
    if (growth.guide() != null) {
      if (growth.guide().takeIf(Guide.LOSS)) {
        add(offset, bytes);
        return true;
      }
      return false;
    }
    if (!allowed || growth.isProbing()) {
      return false;
    }
    boolean before = hasLost();
    if ((mode & Mode.SC) != 0) {
      requireNone();
      return false;
    }
    if (before && overlaps(offset, bytes.length)) {
      add(offset, bytes);
      return true;
    }
    if (before || kills.maySpare(growth.graph(), growth.thread())) {
      add(offset, bytes);
      growth.suspend();
      growth.undo();
      count--;
    }
    if ((mode & Mode.RELEASE) != 0) {
      requireNone();
    }
    return false;
  }

  private boolean isLoss(Event known, long offset, byte[] bytes) {
    if (known.operation != Event.LOSS) {
      return false;
    }
    growth.repeated().checkLost(known, offset, bytes);
    count++;
    return true;
  }

  private void add(long offset, byte[] bytes) {
    growth.addChoice(Event.LOSS, 1, 0);
    Event loss = growth.log().last();
    count++;
    loss.operand = offset;
    loss.payload = bytes;
  }

  /** A fence comes next. */
  void beforeFence(FenceKind kind) {
    if (kind != FenceKind.ACQUIRE && kind != FenceKind.LOAD_LOAD) {
      requireNone();
    }
  }

  /** Something comes next that brings out all stores, or the body ends. */
  void requireNone() {
    if (allowed && growth.guide() == null && hasLost()) {
      throw growth.leave(Halt.PRUNED);
    }
  }

  /** Whether a thread lives that has lost a store, so that the graph is none yet. */
  boolean isOpen(ExecutionGraph graph) {
    for (int t = 0; allowed && t < graph.threads(); t++) {
      if (hasLost(graph.log(t)) && !kills.isDead(graph, t)) {
        return true;
      }
    }
    return false;
  }

  private boolean hasLost() {
    return count > 0;
  }

  static boolean hasLost(ThreadLog log) {
    for (int i = log.count - 1; i >= 0; i--) {
      if (log.events[i].operation == Event.LOSS) {
        return true;
      }
    }
    return false;
  }

  // ---- the process itself sees what it has stored

  /** Whether the thread has lost a store to a word or granule. */
  boolean touchesWord(Locations locations, int location) {
    return count > 0
        && !locations.isGhost(location)
        && overlaps(locations.offset(location), locations.bytes(location));
  }

  /** Reads a word or granule to which the thread has lost a store. */
  long load(GraphMachine machine, int location, int mode) {
    Locations locations = machine.locations();
    long offset = locations.offset(location);
    byte[] bytes = new byte[locations.bytes(location)];
    if (!covers(offset, bytes.length)) {
      Bytes.set(bytes, 0, bytes.length, machine.loadShared(location, mode));
    }
    return Bytes.get(overlay(offset, bytes), 0, bytes.length);
  }

  /** Whether stores that the thread has lost up to here touch a range. */
  boolean overlaps(long offset, int length) {
    for (int i = 0; count > 0 && i < growth.position(); i++) {
      Event event = growth.log().events[i];
      if (event.operation == Event.LOSS
          && event.operand < offset + length
          && offset < event.operand + ((byte[]) event.payload).length) {
        return true;
      }
    }
    return false;
  }

  /** Whether a single lost store covers a range. */
  boolean covers(long offset, int length) {
    for (int i = 0; count > 0 && i < growth.position(); i++) {
      Event event = growth.log().events[i];
      if (event.operation == Event.LOSS
          && event.operand <= offset
          && offset + length <= event.operand + ((byte[]) event.payload).length) {
        return true;
      }
    }
    return false;
  }

  /** Puts the lost stores over what was read. */
  byte[] overlay(long offset, byte[] bytes) {
    DataImage image = new DataImage(bytes.clone(), offset);
    for (int i = 0; i < growth.position(); i++) {
      Event event = growth.log().events[i];
      if (event.operation == Event.LOSS) {
        image.add(event);
      }
    }
    return image.overlay();
  }
}
