package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.trace.FailureKind;

/**
 * Executes the operations of one thread against an execution graph. An operation that the graph
 * already has is answered from it; a new one extends the graph by {@link Growth}.
 */
final class GraphMachine {
  private final Locations locations;
  private final Growth growth;
  private final Accesses accesses;
  private final DataOperations data;
  private final WaitOperations waits;
  private final Kills kills;
  private final Losses losses;

  GraphMachine(Locations locations, Growth growth, Kills kills) {
    this.locations = locations;
    this.growth = growth;
    this.accesses = new Accesses(growth, locations);
    this.kills = kills;
    this.losses = new Losses(growth, kills);
    this.data = new DataOperations(growth, locations);
    this.waits = new WaitOperations(growth, accesses, locations);
  }

  Growth growth() {
    return growth;
  }

  Locations locations() {
    return locations;
  }

  /** Starts to run a thread against a graph. */
  void start(ExecutionGraph graph, int thread) {
    growth.start(graph, thread);
    losses.begin();
  }

  /** Starts to run a thread to see whether it would get anywhere. */
  void startProbing(ExecutionGraph graph, int thread) {
    growth.startProbing(graph, thread);
    losses.begin();
  }

  /** The body has ended. */
  void end() {
    Event known = growth.atEnd() ? null : next();
    growth.repeated().checkEnd(known);
    kills.offer();
    losses.requireNone();
  }

  Losses losses() {
    return losses;
  }

  /** The next event that the graph has of this operation; null if it is a new one. */
  private Event next() {
    Event known = growth.next();
    if (known == null) {
      kills.offer();
    } else if (known.operation == Event.KILL) {
      waits.leaveQueue(this);
      throw growth.leave(Halt.KILLED);
    }
    return known;
  }

  long load(int location, int mode) {
    if (losses.touchesWord(locations, location)) {
      return losses.load(this, location, mode);
    }
    return loadShared(location, mode);
  }

  /** Reads what the memory holds, without the stores that the thread has lost. */
  long loadShared(int location, int mode) {
    Event known = next();
    if (known != null) {
      growth.repeated().check(known, Event.READ, location, mode);
      return known.value;
    }
    return accesses.read(location, mode, Event.LOAD, 0).value;
  }

  void store(int location, int mode, long value) {
    Event known = next();
    if (losses.losesWord(known, location, mode, value)) {
      return;
    }
    if (known != null) {
      growth.repeated().check(known, Event.WRITE, location, mode);
      growth.repeated().checkValue(known, known.value, value);
      return;
    }
    accesses.write(location, mode, value);
  }

  long update(int location, int mode, UpdateKind kind, long operand, int bytes) {
    accesses.prepare(new Accesses.Update(mode, kind, operand, bytes));
    Event read = readForUpdate(location, Event.UPDATE, operand);
    accesses.writeOfUpdate(read);
    return read.value;
  }

  long compareAndExchange(int location, int mode, long expected, long value) {
    accesses.prepare(new Accesses.Update(mode, UpdateKind.SET, value, 8));
    Event read = readForUpdate(location, Event.COMPARE, expected);
    if (read.exclusive) {
      accesses.writeOfUpdate(read);
    }
    return read.value;
  }

  boolean weakCompareAndSet(int location, int mode, long expected, long value) {
    accesses.prepare(new Accesses.Update(mode, UpdateKind.SET, value, 8));
    Event read = readForUpdate(location, Event.WEAK_COMPARE, expected);
    if (read.exclusive) {
      accesses.writeOfUpdate(read);
    }
    return read.exclusive;
  }

  private Event readForUpdate(int location, byte operation, long operand) {
    Event known = next();
    if (known == null) {
      losses.requireNone();
    }
    return accesses.readForUpdate(known, location, operation, operand);
  }

  void fence(FenceKind kind) {
    Event known = next();
    if (known != null) {
      growth.repeated().check(known, Event.FENCE, -1, kind.ordinal());
    } else {
      losses.beforeFence(kind);
      growth.fence(kind);
    }
  }

  int choose(int alternatives) {
    Event known = next();
    if (known != null) {
      growth.repeated().check(known, Event.CHOICE, -1, 0);
      return (int) known.value;
    }
    return growth.choose(Event.LOAD, alternatives, 0);
  }

  void assume(boolean condition) {
    if (!condition) {
      growth.stick();
      throw growth.leave(Halt.BLOCKED);
    }
  }

  void spinHint() {
    growth.spinHint();
  }

  byte[] readData(long offset, int length) {
    if (locations.racyData().touches(offset, length)) {
      return RacyOperations.read(this, offset, length);
    }
    return readQuietData(offset, length);
  }

  /** Reads data that is not racy by design. */
  byte[] readQuietData(long offset, int length) {
    if (losses.covers(offset, length)) {
      return losses.overlay(offset, new byte[length]);
    }
    boolean touched = losses.overlaps(offset, length);
    byte[] bytes = data.read(next(), offset, length);
    return touched ? losses.overlay(offset, bytes) : bytes;
  }

  void writeData(long offset, byte[] bytes) {
    if (locations.racyData().touches(offset, bytes.length)) {
      RacyOperations.write(this, offset, bytes);
    } else {
      writeQuietData(offset, bytes);
    }
  }

  /** Writes data that is not racy by design. */
  void writeQuietData(long offset, byte[] bytes) {
    Event known = next();
    if (!losses.loses(known, offset, bytes, Mode.PLAIN)) {
      data.write(known, offset, bytes);
    }
  }

  /** Waits like a futex; the deadline is on the clock of {@link #time}. */
  WaitOutcome waitOn(int word, long expected, long deadline) {
    fence(FenceKind.FULL);
    return waits.waitOn(this, word, expected, deadline);
  }

  /** Lets a thread that sleeps at the end of a graph wake up without a reason. */
  void rouse(ExecutionGraph graph, int sleeper) {
    start(graph, sleeper);
    growth.toEnd();
    growth.addChoice(Event.ROUSE, 0, 0);
  }

  int wake(int word, int count) {
    fence(FenceKind.FULL);
    return waits.wake(this, word, count);
  }

  /** An update of a queue of waiters, which stays within the operation at hand. */
  Event updateQueue(int queue, byte operation, long operand) {
    accesses.prepare(new Accesses.Update(WaitOperations.LOCK, null, operand, 0));
    Event read = readForUpdate(queue, operation, operand);
    accesses.writeOfUpdate(read);
    return read;
  }

  /** The next event of the operation at hand, or null. */
  Event nextPart() {
    return next();
  }

  boolean isAlive(int other) {
    if (!kills.isVictim(other)) {
      return true;
    }
    return load(kills.location(other), Mode.ACQUIRE) == 0;
  }

  /** Begins a process that starts when another one was killed. */
  void startAfterDeathOf(int victim) {
    int location = kills.location(victim);
    Event known = growth.next();
    if (known != null) {
      growth.repeated().check(known, Event.READ, location, Mode.ACQUIRE);
      return;
    }
    accesses.readLatest(location, Mode.ACQUIRE).operation = Event.BEGIN;
  }

  long time() {
    return growth.time();
  }

  ExplorationFailure misaligned(long offset, int bytes) {
    Names names = growth.rules().names();
    return new ExplorationFailure(
        FailureKind.MIXED_SIZE,
        "word is misaligned: process="
            + names.process(growth.thread())
            + ", field="
            + names.at(offset)
            + ", offset="
            + offset
            + ", bytes="
            + bytes
            + "; do: put words at multiples of their size",
        null);
  }
}
