package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.scenario.Leeway;
import dev.sharelock.model.trace.FailureKind;

/**
 * Adds reads and writes to a graph: the maximal way to the graph at hand, and every other way to a
 * pending one.
 */
final class Accesses {

  /** The update at hand: how it computes what it writes. The kind is null for queues of waiters. */
  record Update(int mode, UpdateKind kind, long operand, int bytes) {
    long apply(long found) {
      long value = kind.apply(found, operand);
      return bytes == 4 ? (int) value : value;
    }
  }

  private final Growth growth;
  private final Locations locations;
  private final Rules rules;
  private final Consistency consistency;
  private final Revisits revisits;
  private Update update;

  Accesses(Growth growth, Locations locations) {
    this.growth = growth;
    this.locations = locations;
    this.rules = growth.rules();
    this.consistency = rules.consistency();
    this.revisits = growth.revisits();
  }

  /** Says which update comes next. */
  void prepare(Update next) {
    update = next;
  }

  /** Adds a read that can only read the latest write. */
  Event readLatest(int location, int mode) {
    growth.takeDefault();
    Event read = growth.create(Event.READ, location, mode);
    read.readFrom(growth.graph().cell(location).latest());
    growth.append(read);
    return read;
  }

  Event readForUpdate(Event known, int location, byte operation, long operand) {
    int mode = Mode.ofRead(update.mode);
    if (known != null) {
      growth.repeated().check(known, Event.READ, location, mode);
      growth.repeated().checkValue(known, known.operand, operand);
      return known;
    }
    return read(location, mode, operation, operand);
  }

  /**
   * Adds a read: of the latest write it may read, and of every other one in a pending graph. After
   * a {@link Event#BLOCK} only writes count that were added since.
   */
  Event read(int location, int mode, byte operation, long operand) {
    Cell cell = growth.graph().cell(location);
    int latest = cell.writeCount - 1;
    if (growth.isProbing()) {
      Event read = growth.createAt(Event.READ, location, mode, 0);
      read.operation = operation;
      read.operand = operand;
      read.readFrom(cell.latest());
      return read;
    }
    checkSize(location);
    Event read = growth.create(Event.READ, location, mode);
    read.operation = operation;
    read.operand = operand;
    if (growth.guide() != null) {
      return readAsGuided(read, cell);
    }
    Awaiting waiting =
        growth.isGivingUp() ? null : Awaiting.at(growth.graph(), growth.thread(), location);
    boolean stays = waiting != null && !waiting.mayRead(cell.latest());
    Event first = readAny(read, waiting, stays);
    if (first == null) {
      throw waiting == null
          ? growth.leave(Halt.PRUNED)
          : growth.block(location, read.stamp, waiting.source());
    }
    if (growth.log().last() != first) {
      growth.append(first);
    }
    growth.accessed(first);
    return first;
  }

  private Event readAsGuided(Event read, Cell cell) {
    boolean spurious = growth.guide().takeIf(Guide.SPURIOUS);
    int latest = cell.writeCount - 1;
    read.operation = spurious ? Event.SPURIOUS : read.operation;
    read.readFrom(cell.writes[latest - growth.guide().take(latest + 1)]);
    read.way = read.ways() > 1 ? growth.guide().take(read.ways()) : 0;
    growth.append(read);
    growth.accessed(read);
    return read;
  }

  /**
   * Tries all writes for a read, the latest one first.
   *
   * @param waiting where the thread waits for the location, so that not all writes count; or null
   * @param staysBlocked whether the graph at hand stays as it is
   * @return the read for the graph at hand, perhaps added already; null if there is none
   */
  private Event readAny(Event template, Awaiting waiting, boolean staysBlocked) {
    ExecutionGraph graph = growth.graph();
    int location = template.location;
    int latest = graph.cell(location).writeCount - 1;
    int bound = bound(location, false);
    int fullBound = template.operation == Event.LOAD || latest == 0 ? 0 : bound(location, true);
    Event first = null;
    for (int i = latest; i >= bound; i--) {
      Event write = graph.cell(location).writes[i];
      if (waiting != null && !waiting.mayRead(write) || isHidden(location, i)) {
        continue;
      }
      Event read = copy(template, write);
      boolean admitted = (!read.exclusive || i >= fullBound) && tryAdd(read);
      if (admitted) {
        boolean taken = read.exclusive && graph.cell(location).isConsumed(i);
        if (taken) {
          if (!rules.symmetry().isTakenByTwin(graph, read)) {
            steal(read);
          }
        } else if (first == null && !staysBlocked) {
          first = read;
          if (i == bound && hasOneWay(template)) {
            return first;
          }
        } else {
          growth.suspend();
        }
        growth.undo();
        wakeOthers(read, taken);
      }
      if (template.operation == Event.WEAK_COMPARE && read.exclusive) {
        failSpuriously(read);
      }
    }
    return first;
  }

  /** Whether a read is determined by the write that it reads. */
  private static boolean hasOneWay(Event read) {
    return read.operation == Event.LOAD
        || read.operation == Event.UPDATE
        || read.operation == Event.COMPARE;
  }

  private boolean isHidden(int location, int write) {
    return consistency.hides(growth.graph(), growth.thread(), growth.log().count, location, write);
  }

  private int bound(int location, boolean fullyOrdered) {
    ExecutionGraph graph = growth.graph();
    int thread = growth.thread();
    int position = growth.log().count;
    return Math.max(
        consistency.bound(graph, thread, position, location, fullyOrdered),
        Leap.visible(graph, thread, position, location));
  }

  private Event copy(Event template, Event write) {
    Event read = growth.createAt(Event.READ, template.location, template.mode, template.stamp);
    read.operation = template.operation;
    read.operand = template.operand;
    read.readFrom(write);
    return read;
  }

  /** Appends a read if the model admits it; otherwise leaves the graph as it was. */
  private boolean tryAdd(Event read) {
    growth.append(read);
    boolean admitted =
        consistency.admits(growth.graph(), read)
            && rules.symmetry().admits(growth.graph(), read)
            && (read.operation != Event.ENQUEUE || WaitOperations.isUpToDate(growth, read));
    if (!admitted) {
      growth.undo();
    }
    return admitted;
  }

  /** A wake-up that may choose takes others than those that have slept longest. */
  private void wakeOthers(Event read, boolean taken) {
    int ways = rules.faults().allows(Leeway.ANY_SLEEPER) ? read.ways() : 1;
    for (int way = 1; way < ways; way++) {
      Event other = copy(read, read.source);
      other.way = way;
      if (tryAdd(other)) {
        if (taken) {
          steal(other);
        } else {
          growth.suspend();
        }
        growth.undo();
      }
    }
  }

  private void failSpuriously(Event read) {
    if (growth.graph().count(Event.SPURIOUS) >= rules.faults().weakFailures()) {
      return;
    }
    Event failed = copy(read, read.source);
    failed.operation = Event.SPURIOUS;
    failed.readFrom(read.source);
    if (tryAdd(failed)) {
      growth.suspend();
      growth.undo();
    }
  }

  /**
   * An update that reads what another one already took. Both cannot be; but its write may revisit
   * the other one, or a read before it.
   */
  private void steal(Event read) {
    Event write = createUpdate(read);
    growth.append(write);
    revisits.revisit(growth.graph(), write, read.source);
    growth.undo();
  }

  private Event createUpdate(Event read) {
    Event write = growth.create(Event.WRITE, read.location, Mode.ofWrite(update.mode));
    write.exclusive = true;
    write.operation = read.operation;
    if (update.kind == null) {
      write.payload = WaitOperations.apply(read, update.operand);
    } else {
      write.value = update.apply(read.value);
    }
    return write;
  }

  /** The write half of an update, right after the read half. */
  void writeOfUpdate(Event read) {
    Event known = growth.nextHalf();
    if (known != null) {
      growth.repeated().check(known, Event.WRITE, read.location, Mode.ofWrite(update.mode));
      if (update.kind != null) {
        growth.repeated().checkValue(known, known.value, update.apply(read.value));
      }
      return;
    }
    if (read.operation == Event.ENQUEUE && !WaitOperations.isUpToDate(growth, read)) {
      throw growth.leave(Halt.PRUNED);
    }
    ExecutionGraph graph = growth.graph();
    Event write = createUpdate(read);
    growth.append(write);
    if (growth.guide() == null) {
      revisits.revisit(graph, write, read.source);
    }
    Cell cell = graph.ownCell(read.location);
    int place = cell.indexOf(read.source);
    if (cell.isConsumed(place)) {
      throw growth.leave(Halt.PRUNED);
    }
    cell.insert(place + 1, write);
    if (!consistency.admits(graph, write)) {
      throw growth.leave(Halt.PRUNED);
    }
    growth.accessed(write);
  }

  /** Adds a write at the end of modification order, and everywhere else in pending graphs. */
  void write(int location, int mode, long value) {
    checkSize(location);
    ExecutionGraph graph = growth.graph();
    Event write = growth.create(Event.WRITE, location, mode);
    write.value = value;
    growth.append(write);
    int latest = graph.cell(location).writeCount;
    if (growth.guide() != null) {
      graph.ownCell(location).insert(latest - growth.guide().take(latest), write);
      growth.accessed(write);
      return;
    }
    revisits.revisit(graph, write, null);
    int bound =
        Math.max(
            consistency.bound(graph, write.thread, write.index, location, true),
            Leap.visible(graph, write.thread, write.index, location));
    for (int p = latest - 1; p > bound; p--) {
      if (!graph.cell(location).isConsumed(p - 1)) {
        graph.ownCell(location).insert(p, write);
        if (consistency.admits(graph, write) && rules.symmetry().admits(graph, write)) {
          growth.suspend();
        }
        graph.ownCell(location).removeWrite(write);
      }
    }
    graph.ownCell(location).insert(latest, write);
    if (!rules.symmetry().admits(graph, write)) {
      throw Halt.PRUNED;
    }
    growth.accessed(write);
  }

  private void checkSize(int location) {
    if (!locations.isWord(location)) {
      return;
    }
    for (int which = 0; which < 2; which++) {
      int other = locations.overlapping(location, which);
      Cell cell = other < 0 ? null : growth.graph().cellOrNull(other);
      boolean used = cell != null && (cell.writeCount > 1 || cell.readCount > 0);
      if (used && cell.latest().operation != Event.DATA) {
        throw new ExplorationFailure(
            FailureKind.MIXED_SIZE,
            "word is accessed in two sizes: process="
                + rules.names().process(growth.thread())
                + ", field="
                + rules.names().at(locations.offset(location))
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
