package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Consumer;

/**
 * Adds events to a graph, in the way that TruSt calls maximal where it can: a read reads the latest
 * write, a write becomes the latest one. Every other way becomes a pending graph.
 */
final class Growth {

  /** The update at hand: how it computes what it writes. The kind is null for queues of waiters. */
  record Update(int mode, UpdateKind kind, long operand, int bytes) {
    long apply(long found) {
      long value = kind.apply(found, operand);
      return bytes == 4 ? (int) value : value;
    }
  }

  private final Locations locations;
  private final Rules rules;
  private final Consistency consistency;
  private final Clocks clocks;
  private final Consumer<ExecutionGraph> pending;
  private final Revisits revisits;
  private final Races races;
  private ExecutionGraph graph;
  private int thread;
  private ThreadLog log;
  private int position;
  private boolean plainSeen;

  /** Whether the thread goes on in a waiting loop because nothing else could run. */
  private boolean givingUp;

  private int spins;
  private long idleTime;

  /** Whether nothing is added: the thread is run to see whether it would get anywhere. */
  private boolean probing;

  Update update;

  Growth(int threads, Locations locations, Rules rules, Consumer<ExecutionGraph> pending) {
    this.locations = locations;
    this.rules = rules;
    this.consistency = rules.consistency();
    this.clocks = rules.clocks();
    this.pending = pending;
    this.revisits = new Revisits(threads, rules, pending);
    this.races = new Races(locations);
  }

  void start(ExecutionGraph target, int which) {
    graph = target;
    thread = which;
    log = graph.log(which);
    position = 0;
    givingUp = false;
    spins = 0;
    idleTime = 0;
    probing = false;
  }

  void startProbing(ExecutionGraph target, int which) {
    start(target, which);
    probing = true;
  }

  /** Goes to the end of the log. */
  void toEnd() {
    position = log.count;
  }

  ExecutionGraph graph() {
    return graph;
  }

  int thread() {
    return thread;
  }

  ThreadLog log() {
    return log;
  }

  int position() {
    return position;
  }

  Rules rules() {
    return rules;
  }

  int spins() {
    return spins;
  }

  boolean plainSeen() {
    return plainSeen;
  }

  // ---- replay

  /** The next event that the graph has of this thread; null if there is none. */
  Event next() {
    skipSilent();
    if (position == log.count) {
      return null;
    }
    Event event = log.events[position++];
    if (event.kind != Event.READ) {
      givingUp = false;
    }
    return event;
  }

  private void skipSilent() {
    while (position < log.count) {
      Event event = log.events[position];
      if (event.operation == Event.GIVE_UP) {
        givingUp = true;
      } else if (event.kind != Event.BLOCK) {
        return;
      }
      position++;
    }
  }

  void check(Event known, byte kind, int location, int mode) {
    if (known.kind != kind || known.location != location || known.mode != mode) {
      throw diverged(known.toString(), "kind " + kind + " loc " + location + " mode " + mode);
    }
  }

  void checkValue(long expected, long found) {
    if (expected != found) {
      throw diverged("value " + expected, "value " + found);
    }
  }

  ExplorationFailure diverged(String expected, String found) {
    return new ExplorationFailure(
        FailureKind.NONDETERMINISM,
        "body did not repeat itself: process="
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

  /** The simulated time: that of the latest step, and what waiting loops spent since. */
  long time() {
    skipSilent();
    long reached = position == 0 ? 0 : log.events[position - 1].time;
    return Math.max(reached, idleTime);
  }

  // ---- growth

  Event create(byte kind, int location, int mode) {
    if (probing) {
      throw Halt.LEFT;
    }
    if (log.count >= rules.steps()) {
      throw new ExplorationFailure(
          FailureKind.LIVELOCK,
          "process does not end: process="
              + thread
              + ", steps="
              + log.count
              + "; do: call spinHint in loops that wait",
          null);
    }
    return createAt(kind, location, mode, graph.nextStamp());
  }

  private Event createAt(byte kind, int location, int mode, int stamp) {
    Event event = new Event(kind, thread, log.count, stamp, location, mode);
    event.time = idleTime;
    return event;
  }

  void append(Event event) {
    if (event.hb == null) {
      clocks.set(event, log);
    }
    graph.append(event);
    log = graph.log(thread);
    position = log.count;
    givingUp &= event.kind == Event.READ;
  }

  /** Notes an access that is now in the graph, and looks for a race. */
  void accessed(Event event) {
    boolean data = event.kind == Event.DATA_READ || event.kind == Event.DATA_WRITE;
    plainSeen |= data || (event.mode & Mode.PLAIN) != 0;
    if (plainSeen && rules.stopAtRace()) {
      Event other = races.with(graph, event);
      if (other != null) {
        throw races.failure(other, event);
      }
    }
  }

  Races races() {
    return races;
  }

  /** Keeps the graph as it is now for later. */
  void suspend() {
    ExecutionGraph copy = graph.copy();
    copy.resume = thread;
    pending.accept(copy);
  }

  void undo() {
    graph.removeLast(thread);
    log = graph.log(thread);
    position = log.count;
  }

  void stick() {
    graph.ownLog(thread).stuck = true;
  }

  void fence(FenceKind kind) {
    append(create(Event.FENCE, -1, kind.ordinal()));
  }

  /** Chooses 0 here, and every other alternative in a pending graph. */
  int choose(byte operation, int alternatives, long time) {
    for (int i = alternatives - 1; i > 0; i--) {
      addChoice(operation, i, time);
      suspend();
      undo();
    }
    addChoice(operation, 0, 0);
    return 0;
  }

  void addChoice(byte operation, long value, long time) {
    Event choice = create(Event.CHOICE, -1, 0);
    choice.operation = operation;
    choice.value = value;
    choice.time = Math.max(choice.time, time);
    append(choice);
  }

  /**
   * A turn of a waiting loop. If the last step was a read of the latest write, the thread waits for
   * another write to that location: the read is taken back and done again then. If it was a read of
   * an older write, nothing is lost by giving up here: when the awaited write comes, it revisits
   * the graph in which the latest one was read.
   */
  void spinHint() {
    skipSilent();
    if (probing && position == log.count || givingUp) {
      spin();
      return;
    }
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
    undo();
    throw block(last.location, last.stamp, last.source);
  }

  private void spin() {
    if (spins > 0) {
      idleTime = time() + (long) Math.pow(10, Math.min(spins, 15));
    }
    spins++;
    if (spins > rules.idleSpins()) {
      throw Halt.BLOCKED;
    }
  }

  /** Waits here until the location has a write that was not there yet. */
  Halt block(int location, int stamp, Event source) {
    if (!probing) {
      append(createBlock(location, stamp, source));
    }
    return Halt.BLOCKED;
  }

  Event createBlock(int location, int stamp, Event source) {
    Event block = createAt(Event.BLOCK, location, 0, stamp);
    block.source = source;
    block.seen = graph.nextStamp();
    return block;
  }

  boolean isProbing() {
    return probing;
  }

  // ---- reads

  /** Adds a read that can only read the latest write. */
  Event readLatest(int location, int mode) {
    Event read = create(Event.READ, location, mode);
    read.readFrom(graph.cell(location).latest());
    append(read);
    return read;
  }

  Event readForUpdate(Event known, int location, int mode, byte operation, long operand) {
    int readMode = Mode.ofRead(mode);
    if (known != null) {
      check(known, Event.READ, location, readMode);
      checkValue(known.operand, operand);
      return known;
    }
    if (probing) {
      Event read = createAt(Event.READ, location, readMode, 0);
      read.operation = operation;
      read.operand = operand;
      read.readFrom(graph.cell(location).latest());
      return read;
    }
    return read(location, readMode, operation, operand);
  }

  /**
   * Adds a read: of the latest write it may read, and of every other one in a pending graph. After
   * a {@link Event#BLOCK} only writes count that were added since.
   */
  Event read(int location, int mode, byte operation, long operand) {
    if (probing) {
      Event read = createAt(Event.READ, location, mode, 0);
      read.readFrom(graph.cell(location).latest());
      return read;
    }
    checkSize(location);
    Cell cell = graph.cell(location);
    int latest = cell.writeCount - 1;
    int bound = givingUp ? latest : consistency.bound(graph, thread, log.count, location, false);
    int fullBound = bound;
    if (operation != Event.LOAD && latest > 0) {
      fullBound = consistency.bound(graph, thread, log.count, location, true);
    }
    int since = seenBefore(location);
    boolean staysBlocked = since >= 0 && cell.writes[latest].stamp <= since;
    int stamp = create(Event.READ, location, mode).stamp;
    Event first = null;
    for (int i = latest; i >= bound; i--) {
      Event write = graph.cell(location).writes[i];
      if (since >= 0 && write.stamp <= since) {
        continue;
      }
      Event read = createAt(Event.READ, location, mode, stamp);
      read.operation = operation;
      read.operand = operand;
      read.readFrom(write);
      if (read.exclusive && i < fullBound || !tryAdd(read)) {
        continue;
      }
      if (read.exclusive && graph.cell(location).isConsumed(i)) {
        steal(read);
      } else if (first == null && !staysBlocked) {
        first = read;
      } else {
        suspend();
      }
      undo();
      if (operation == Event.WEAK_COMPARE && read.exclusive) {
        failSpuriously(read);
      }
    }
    if (first == null) {
      throw since < 0 ? Halt.PRUNED : block(location, stamp, graph.cell(location).latest());
    }
    append(first);
    accessed(first);
    return first;
  }

  /** Up to which stamp the waiting loop at hand has seen writes; -1 if it is not waiting. */
  private int seenBefore(int location) {
    Event last = log.last();
    boolean waiting =
        last != null && last.kind == Event.BLOCK && last.location == location && !givingUp;
    return waiting ? last.seen : -1;
  }

  /** Appends a read if the model admits it; otherwise leaves the graph as it was. */
  private boolean tryAdd(Event read) {
    append(read);
    boolean admitted = consistency.admits(graph, read);
    if (admitted && read.operation == Event.ENQUEUE) {
      admitted = WaitOperations.isUpToDate(this, read);
    }
    if (!admitted) {
      undo();
    }
    return admitted;
  }

  private void failSpuriously(Event read) {
    if (graph.count(Event.SPURIOUS) >= rules.faults().weakFailures()) {
      return;
    }
    Event failed = createAt(Event.READ, read.location, read.mode, read.stamp);
    failed.operation = Event.SPURIOUS;
    failed.operand = read.operand;
    failed.readFrom(read.source);
    if (tryAdd(failed)) {
      suspend();
      undo();
    }
  }

  /**
   * An update that reads what another one already took. Both cannot be; but its write may revisit
   * the other one, or a read before it.
   */
  private void steal(Event read) {
    Event write = createUpdate(read);
    append(write);
    revisits.revisit(graph, write, read.source);
    undo();
  }

  // ---- writes

  private Event createUpdate(Event read) {
    Event write = create(Event.WRITE, read.location, Mode.ofWrite(update.mode));
    write.exclusive = true;
    write.operation = read.operation;
    if (update.kind == null) {
      write.payload =
          WaitOperations.apply(read.operation, (int[]) read.source.payload, update.operand);
    } else {
      write.value = update.apply(read.value);
    }
    return write;
  }

  /** The write half of an update, right after the read half. */
  void writeOfUpdate(Event read) {
    if (position < log.count) {
      Event known = log.events[position++];
      check(known, Event.WRITE, read.location, Mode.ofWrite(update.mode));
      if (update.kind != null) {
        checkValue(known.value, update.apply(read.value));
      }
      return;
    }
    if (read.operation == Event.ENQUEUE && !WaitOperations.isUpToDate(this, read)) {
      throw Halt.PRUNED;
    }
    Event write = createUpdate(read);
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
    accessed(write);
  }

  /** Adds a write at the end of modification order, and everywhere else in pending graphs. */
  void write(int location, int mode, long value) {
    checkSize(location);
    Event write = create(Event.WRITE, location, mode);
    write.value = value;
    append(write);
    revisits.revisit(graph, write, null);
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
    accessed(write);
  }

  Revisits revisits() {
    return revisits;
  }

  private void checkSize(int location) {
    if (locations.isGhost(location)) {
      return;
    }
    for (int which = 0; which < 2; which++) {
      int other = locations.overlapping(location, which);
      Cell cell = other < 0 ? null : graph.cellOrNull(other);
      boolean used = cell != null && (cell.writeCount > 1 || cell.readCount > 0);
      if (used && cell.latest().operation != Event.DATA) {
        throw new ExplorationFailure(
            FailureKind.MIXED_SIZE,
            "word is accessed in two sizes: process="
                + thread
                + ", offset="
                + locations.offset(location)
                + ", bytes="
                + locations.bytes(location)
                + ", before="
                + locations.bytes(other)
                + "; do: access each word in one size only",
            null);
      }
    }
  }
}
