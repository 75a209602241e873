package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Consumer;

/**
 * Executes the operations of one thread against an execution graph. An operation that the graph
 * already has is answered from it; a new one extends the graph, in the way that TruSt calls maximal
 * where it can, and every other way becomes a pending graph.
 */
final class GraphMachine {
  private final Locations locations;
  private final Rules rules;
  private final Consistency consistency;
  private final Clocks clocks;
  private final Consumer<ExecutionGraph> pending;
  private final Revisits revisits;
  private ExecutionGraph graph;
  private int thread;
  private ThreadLog log;
  private int position;

  /** The update at hand: how it computes what it writes, and its mode. */
  private UpdateKind updateKind;

  private int updateBytes;
  private long newValue;
  private int updateMode;

  GraphMachine(int threads, Locations locations, Rules rules, Consumer<ExecutionGraph> pending) {
    this.locations = locations;
    this.rules = rules;
    this.consistency = rules.consistency();
    this.clocks = rules.clocks();
    this.pending = pending;
    this.revisits = new Revisits(threads, rules, pending);
  }

  /** Starts to run a thread against a graph. */
  void start(ExecutionGraph target, int which) {
    graph = target;
    thread = which;
    log = graph.log(which);
    position = 0;
  }

  // ---- operations

  long load(int location, int mode) {
    Event known = next();
    if (known != null) {
      check(known, Event.READ, location, mode);
      return known.value;
    }
    return read(location, mode, Event.LOAD, 0).value;
  }

  void store(int location, int mode, long value) {
    Event known = next();
    if (known != null) {
      check(known, Event.WRITE, location, mode);
      if (known.value != value) {
        throw diverged("value " + known.value, "value " + value);
      }
      return;
    }
    Event write = create(Event.WRITE, location, mode);
    write.value = value;
    addWrite(write);
  }

  long update(int location, int mode, UpdateKind kind, long operand, int bytes) {
    updateKind = kind;
    updateBytes = bytes;
    newValue = operand;
    Event read = readForUpdate(location, mode, Event.UPDATE, operand);
    writeOfUpdate(read, mode, updated(read.value));
    return read.value;
  }

  long compareAndExchange(int location, int mode, long expected, long value) {
    updateKind = null;
    newValue = value;
    Event read = readForUpdate(location, mode, Event.COMPARE, expected);
    if (read.exclusive) {
      writeOfUpdate(read, mode, value);
    }
    return read.value;
  }

  boolean weakCompareAndSet(int location, int mode, long expected, long value) {
    updateKind = null;
    newValue = value;
    Event read = readForUpdate(location, mode, Event.WEAK_COMPARE, expected);
    if (read.exclusive) {
      writeOfUpdate(read, mode, value);
    }
    return read.exclusive;
  }

  void fence(FenceKind kind) {
    Event known = next();
    if (known != null) {
      check(known, Event.FENCE, -1, kind.ordinal());
      return;
    }
    append(create(Event.FENCE, -1, kind.ordinal()));
  }

  int choose(int alternatives) {
    Event known = next();
    if (known != null) {
      check(known, Event.CHOICE, -1, 0);
      return (int) known.value;
    }
    for (int i = alternatives - 1; i >= 0; i--) {
      Event choice = create(Event.CHOICE, -1, 0);
      choice.value = i;
      append(choice);
      if (i > 0) {
        suspend();
        graph.removeLast(thread);
        log = graph.log(thread);
        position--;
      }
    }
    return 0;
  }

  void assume(boolean condition) {
    if (!condition) {
      ownLog().stuck = true;
      throw Halt.BLOCKED;
    }
  }

  /**
   * A turn of a waiting loop. If the last step was a read of the latest write, the thread waits for
   * another write to that location: the read is taken back and done again then. If it was a read of
   * an older write, waiting for a later one leads to graphs that the read of the latest one leads
   * to.
   */
  void spinHint() {
    if (position < log.count || position == 0) {
      return;
    }
    Event last = log.last();
    if (last.kind != Event.READ || last.exclusive) {
      return;
    }
    if (graph.cell(last.location).latest() != last.source) {
      throw Halt.PRUNED;
    }
    graph.removeLast(thread);
    log = graph.log(thread);
    throw block(last.location, last.stamp, last.source);
  }

  private Halt block(int location, int stamp, Event source) {
    Event block = new Event(Event.BLOCK, thread, log.count, stamp, location, 0);
    block.source = source;
    block.seen = graph.nextStamp();
    clocks.set(block, log);
    graph.append(block);
    return Halt.BLOCKED;
  }

  /** The body has ended. */
  void end() {
    if (next() != null) {
      throw diverged(log.events[position - 1].toString(), "the end of the body");
    }
  }

  byte[] readData(long offset, int length) {
    throw new UnsupportedOperationException("data is not modelled yet: offset=" + offset);
  }

  void writeData(long offset, byte[] data) {
    throw new UnsupportedOperationException("data is not modelled yet: offset=" + offset);
  }

  // ---- replay

  /** The next event that the graph has of this thread; null if there is none. */
  private Event next() {
    while (position < log.count) {
      Event event = log.events[position++];
      if (event.kind != Event.BLOCK) {
        return event;
      }
    }
    return null;
  }

  private void check(Event known, byte kind, int location, int mode) {
    if (known.kind != kind || known.location != location || known.mode != mode) {
      throw diverged(known.toString(), "kind " + kind + " loc " + location + " mode " + mode);
    }
  }

  private ExplorationFailure diverged(String expected, String found) {
    return new ExplorationFailure(
        FailureKind.NONDETERMINISM,
        "body did not repeat itself: thread="
            + thread
            + ", step="
            + (position - 1)
            + ", expected="
            + expected
            + ", found="
            + found
            + "; do: keep no state outside of the body and share nothing but the memory",
        null);
  }

  // ---- growth

  private ThreadLog ownLog() {
    log = graph.ownLog(thread);
    return log;
  }

  private Event create(byte kind, int location, int mode) {
    if (log.count >= rules.steps()) {
      throw new ExplorationFailure(
          FailureKind.LIVELOCK,
          "thread does not end: thread="
              + thread
              + ", steps="
              + log.count
              + "; do: call spinHint in loops that wait",
          null);
    }
    Event event = new Event(kind, thread, log.count, graph.nextStamp(), location, mode);
    if (kind != Event.READ && kind != Event.WRITE) {
      clocks.set(event, log);
    }
    return event;
  }

  private void append(Event event) {
    graph.append(event);
    log = graph.log(thread);
    position = log.count;
  }

  /** Keeps the graph as it is now for later. */
  private void suspend() {
    ExecutionGraph copy = graph.copy();
    copy.resume = thread;
    pending.accept(copy);
    log = graph.log(thread);
  }

  private Event readForUpdate(int location, int mode, byte operation, long operand) {
    int readMode = Mode.ofRead(mode);
    Event known = next();
    if (known != null) {
      check(known, Event.READ, location, readMode);
      if (known.operand != operand) {
        throw diverged("operand " + known.operand, "operand " + operand);
      }
      return known;
    }
    updateMode = mode;
    return read(location, readMode, operation, operand);
  }

  /**
   * Adds a read: with the latest write it may read, and with every other one as a pending graph.
   * After a {@link Event#BLOCK} only writes count that were added since.
   */
  private Event read(int location, int mode, byte operation, long operand) {
    Cell cell = graph.cell(location);
    int latest = cell.writeCount - 1;
    boolean mayUpdate = operation != Event.LOAD;
    int bound = consistency.bound(graph, thread, log.count, location, false);
    int fullBound = mayUpdate ? consistency.bound(graph, thread, log.count, location, true) : bound;
    Event blocked = log.last();
    int since = -1;
    if (blocked != null && blocked.kind == Event.BLOCK && blocked.location == location) {
      since = blocked.seen;
    }
    boolean staysBlocked = since >= 0 && cell.writes[latest].stamp <= since;
    int stamp = graph.nextStamp();
    Event first = null;
    for (int i = latest; i >= bound; i--) {
      Event write = cell.writes[i];
      if (since >= 0 && write.stamp <= since) {
        continue;
      }
      Event read = new Event(Event.READ, thread, log.count, stamp, location, mode);
      read.operation = operation;
      read.operand = operand;
      read.readFrom(write);
      if (read.exclusive && i < fullBound) {
        continue;
      }
      if (!tryRead(read)) {
        continue;
      }
      if (read.exclusive && cell.isConsumed(i)) {
        steal(read);
      } else if (first == null && !staysBlocked) {
        first = read;
      } else {
        suspend();
      }
      graph.removeLast(thread);
      log = graph.log(thread);
      if (operation == Event.WEAK_COMPARE && read.exclusive) {
        failSpuriously(read);
      }
      cell = graph.cell(location);
    }
    if (first == null) {
      if (since >= 0) {
        throw block(location, stamp, cell.writes[latest]);
      }
      throw Halt.PRUNED;
    }
    append(first);
    return first;
  }

  /** Appends a read if the model admits it; otherwise leaves the graph as it was. */
  private boolean tryRead(Event read) {
    clocks.set(read, log);
    graph.append(read);
    log = graph.log(thread);
    if (consistency.admits(graph, read)) {
      return true;
    }
    graph.removeLast(thread);
    log = graph.log(thread);
    return false;
  }

  private void failSpuriously(Event read) {
    if (graph.weakFailures() >= rules.faults().weakFailures()) {
      return;
    }
    Event failed = new Event(Event.READ, thread, read.index, read.stamp, read.location, read.mode);
    failed.operation = Event.SPURIOUS;
    failed.operand = read.operand;
    failed.readFrom(read.source);
    if (tryRead(failed)) {
      suspend();
      graph.removeLast(thread);
      log = graph.log(thread);
    }
  }

  /**
   * An update that reads what another one already took. Both cannot be; but its write may revisit
   * the other one, or a read before it.
   */
  private void steal(Event read) {
    Event write = createUpdate(read, updateMode, updated(read.value));
    graph.append(write);
    revisits.revisit(graph, write, read.source);
    graph.removeLast(thread);
    log = graph.log(thread);
  }

  private long updated(long found) {
    if (updateKind == null) {
      return newValue;
    }
    long value = updateKind.apply(found, newValue);
    return updateBytes == 4 ? (int) value : value;
  }

  private Event createUpdate(Event read, int mode, long value) {
    Event write = create(Event.WRITE, read.location, Mode.ofWrite(mode));
    write.exclusive = true;
    write.operation = read.operation;
    write.value = value;
    clocks.set(write, log);
    return write;
  }

  private void writeOfUpdate(Event read, int mode, long value) {
    if (position < log.count) {
      Event known = log.events[position++];
      check(known, Event.WRITE, read.location, Mode.ofWrite(mode));
      if (known.value != value) {
        throw diverged("value " + known.value, "value " + value);
      }
      return;
    }
    Event write = createUpdate(read, mode, value);
    append(write);
    revisits.revisit(graph, write, read.source);
    Cell cell = graph.ownCell(read.location);
    int place = cell.indexOf(read.source);
    if (cell.isConsumed(place)) {
      throw Halt.PRUNED;
    }
    cell.insert(place + 1, write);
    if (!consistency.admits(graph, write)) {
      throw Halt.PRUNED;
    }
  }

  /** Adds a write at the end of modification order, and everywhere else as pending graphs. */
  private void addWrite(Event write) {
    clocks.set(write, log);
    append(write);
    revisits.revisit(graph, write, null);
    int location = write.location;
    int latest = graph.cell(location).writeCount;
    int bound = consistency.bound(graph, thread, write.index, location, true);
    for (int p = latest - 1; p > bound; p--) {
      if (!graph.cell(location).isConsumed(p - 1)) {
        graph.ownCell(location).insert(p, write);
        if (consistency.admits(graph, write)) {
          suspend();
        }
        graph.ownCell(location).removeWrite(write);
      }
    }
    graph.ownCell(location).insert(latest, write);
  }
}
