package dev.sharelock.model.exhaustive;

import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.scenario.Faults;
import java.util.Arrays;

/**
 * Waiting with the semantics of futex, as events on ghost locations: one queue of waiters per word,
 * one flag per wait.
 *
 * <p>A wait is a full fence, a coherent read of the word, and an update of the queue that appends
 * the waiter. The last two are atomic: the read must still be up to date once the waiter has the
 * queue (and with it, all that earlier wakers have done). A wake is a full fence, an update of the
 * queue that removes those that have waited longest, and a write to the flag of each.
 */
final class WaitOperations {

  /** The queue is updated under a lock of the kernel. */
  static final int LOCK = Mode.ACQUIRE | Mode.RELEASE;

  private static final int NUMBER_BITS = 20;
  static final int SLEEP = 0;
  private static final int SPURIOUS_WAKE_UP = 1;
  private static final int EARLY_TIME_OUT = 2;
  private static final int TIME_OUT = 3;
  private static final int WAKE_UP = 4;

  private final Growth growth;
  private final Accesses accesses;
  private final Locations locations;

  WaitOperations(Growth growth, Accesses accesses, Locations locations) {
    this.growth = growth;
    this.accesses = accesses;
    this.locations = locations;
  }

  WaitOutcome waitOn(GraphMachine machine, int word, long expected, long deadline) {
    if (machine.load(word, 0) != expected) {
      return WaitOutcome.CHANGED;
    }
    if (Deadline.passed(deadline, growth.time())) {
      return WaitOutcome.TIMED_OUT;
    }
    int queue = queueOf(word);
    int ticket = nextTicket();
    machine.updateQueue(queue, Event.ENQUEUE, ticket);
    int end = choose(machine, deadline);
    if (end == SLEEP) {
      end = sleep(machine, word, ticket, deadline);
    }
    if (end == WAKE_UP) {
      return WaitOutcome.WOKEN;
    }
    Event left = machine.updateQueue(queue, Event.DEQUEUE, ticket);
    boolean wasWaiting = contains((int[]) left.source.payload, ticket);
    boolean timedOut = wasWaiting && end != SPURIOUS_WAKE_UP;
    return timedOut ? WaitOutcome.TIMED_OUT : WaitOutcome.WOKEN;
  }

  private int queueOf(int word) {
    return locations.ghost(Locations.QUEUE, locations.offset(word));
  }

  /** A ticket names the process and counts its waits. */
  private int nextTicket() {
    int waits = 0;
    for (int i = 0; i < growth.position(); i++) {
      Event event = growth.log().events[i];
      waits += event.operation == Event.ENQUEUE && event.kind == Event.WRITE ? 1 : 0;
    }
    return growth.thread() << NUMBER_BITS | waits;
  }

  private int choose(GraphMachine machine, long deadline) {
    if (growth.position() < growth.log().count) {
      Event known = growth.log().events[growth.position()];
      return known.operation == Event.WAIT ? (int) machine.nextPart().value : SLEEP;
    }
    if (growth.guide() != null) {
      growth.next();
      int chosen = growth.guide().take(EARLY_TIME_OUT + 1);
      growth.addChoice(Event.WAIT, chosen, chosen == EARLY_TIME_OUT ? deadline : 0);
      return chosen;
    }
    Faults faults = growth.rules().faults();
    ExecutionGraph graph = growth.graph();
    boolean spurious = graph.count(Event.WAIT, SPURIOUS_WAKE_UP) < faults.spuriousWakeUps();
    boolean early =
        deadline != Deadline.NEVER
            && graph.count(Event.WAIT, EARLY_TIME_OUT) < faults.earlyTimeOuts();
    if (early) {
      growth.addChoice(Event.WAIT, EARLY_TIME_OUT, deadline);
      growth.suspend();
      growth.undo();
    }
    if (spurious) {
      growth.addChoice(Event.WAIT, SPURIOUS_WAKE_UP, 0);
      growth.suspend();
      growth.undo();
    }
    growth.addChoice(Event.WAIT, SLEEP, 0);
    return SLEEP;
  }

  /** Sleeps until woken, or until time passes since nothing else can run; tells which. */
  private int sleep(GraphMachine machine, int word, int ticket, long deadline) {
    int flag = locations.ghost(Locations.WOKEN, ticket);
    Event known = machine.nextPart();
    if (known != null) {
      return switch (known.operation) {
        case Event.TIME_OUT -> TIME_OUT;
        case Event.ROUSE -> SPURIOUS_WAKE_UP;
        default -> WAKE_UP;
      };
    }
    if (growth.guide() != null && growth.guide().takeIf(Guide.TIME_OUT)) {
      growth.pass(Event.TIME_OUT, deadline, growth.guide().take(Integer.MAX_VALUE), 0);
      return TIME_OUT;
    }
    Cell cell = growth.graph().cell(flag);
    if (cell.writeCount == 1) {
      Event block = growth.createBlock(flag, growth.graph().nextStamp(), cell.latest());
      block.operation = Event.WAIT;
      block.operand = deadline;
      block.value = word;
      growth.append(block);
      throw growth.leave(Halt.BLOCKED);
    }
    accesses.readLatest(flag, 0);
    return WAKE_UP;
  }

  int wake(GraphMachine machine, int word, int count) {
    Event read = machine.updateQueue(queueOf(word), Event.WAKE, count);
    int[] waiting = (int[]) read.source.payload;
    int[] woken = Selection.taken(waiting, count, read.way);
    for (int ticket : woken) {
      machine.store(locations.ghost(Locations.WOKEN, ticket), Mode.RELEASE, 1);
    }
    return woken.length;
  }

  /** The kernel takes a killed process out of the queue in which it waits. */
  void leaveQueue(GraphMachine machine) {
    Event enqueued = null;
    for (int i = 0; i < growth.position(); i++) {
      Event event = growth.log().events[i];
      if (event.kind == Event.WRITE && event.operation == Event.ENQUEUE) {
        enqueued = event;
      } else if (isEndOfWait(event)) {
        enqueued = null;
      }
    }
    if (enqueued != null) {
      int[] queue = (int[]) enqueued.payload;
      machine.updateQueue(enqueued.location, Event.DEQUEUE, queue[queue.length - 1]);
    }
  }

  private boolean isEndOfWait(Event event) {
    boolean left = event.kind == Event.WRITE && event.operation == Event.DEQUEUE;
    return left
        || event.kind == Event.READ && locations.entry(event.location).kind() == Locations.WOKEN;
  }

  /** What an update of a queue leaves in it. */
  static int[] apply(Event read, long operand) {
    int[] queue = (int[]) read.source.payload;
    byte operation = read.operation;
    if (operation == Event.ENQUEUE) {
      int[] longer = Arrays.copyOf(queue, queue.length + 1);
      longer[queue.length] = (int) operand;
      return longer;
    }
    if (operation == Event.WAKE) {
      return Selection.left(queue, (int) operand, read.way);
    }
    return Arrays.stream(queue).filter(ticket -> ticket != operand).toArray();
  }

  private static boolean contains(int[] queue, int ticket) {
    return Arrays.stream(queue).anyMatch(other -> other == ticket);
  }

  /**
   * Whether the word that a waiter has looked at, two events before its place in the queue, still
   * holds the value there, as far as the waiter can know with the queue in hand.
   */
  static boolean isUpToDate(Growth growth, Event enqueue) {
    Event look = growth.log().events[enqueue.index - 1];
    for (int i = enqueue.index - 1; look.kind != Event.READ; i--) {
      look = growth.log().events[i];
    }
    ExecutionGraph graph = growth.graph();
    int bound =
        growth
            .rules()
            .consistency()
            .bound(graph, enqueue.thread, enqueue.index + 1, look.location, false);
    return graph.cell(look.location).indexOf(look.source) >= bound;
  }
}
