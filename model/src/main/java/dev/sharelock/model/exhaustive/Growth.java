package dev.sharelock.model.exhaustive;

import dev.sharelock.model.engine.IdleTime;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Consumer;

/**
 * Adds events to a graph, in the way that TruSt calls maximal where it can: a read reads the latest
 * write, a write becomes the latest one. Every other way becomes a pending graph.
 */
final class Growth {

  /** Is told of each event that a thread repeats, from within the operation. */
  interface Witness {
    void sees(Event event);
  }

  private final Rules rules;
  private final Consistency consistency;
  private final Clocks clocks;
  private final Consumer<ExecutionGraph> pending;
  private final Revisits revisits;
  private final Races races;
  private final Repeated repeated;
  private ExecutionGraph graph;
  private int thread;
  private ThreadLog log;
  private int position;

  /** Whether the thread goes on in a waiting loop because nothing else could run. */
  private boolean givingUp;

  private final IdleTurns idle = new IdleTurns();

  /** Where the turn of a waiting loop began; -1 if that is not known. */
  private int turn;

  /** Whether nothing is added: the thread is run to see whether it would get anywhere. */
  private boolean probing;

  private Witness witness;

  /** Why the body is being left; null while it runs. */
  private Halt left;

  /** What is replayed from a token; null while everything is explored. */
  private Guide guide;

  Growth(int threads, Locations locations, Rules rules, Consumer<ExecutionGraph> pending) {
    this.rules = rules;
    this.consistency = rules.consistency();
    this.clocks = rules.clocks();
    this.pending = pending;
    this.revisits = new Revisits(threads, rules, pending);
    this.races = new Races(locations, rules.names());
    this.repeated = new Repeated(this, locations, rules.names());
  }

  void start(ExecutionGraph target, int which) {
    graph = target;
    thread = which;
    log = graph.log(which);
    position = 0;
    givingUp = false;
    idle.begin();
    turn = -1;
    probing = false;
    left = null;
  }

  void startProbing(ExecutionGraph target, int which) {
    start(target, which);
    probing = true;
  }

  /** Whether the graph has no more events of this thread. */
  boolean atEnd() {
    skipSilent();
    return position == log.count;
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
    return idle.count();
  }

  /**
   * Leaves the body. What it does on its way out, in finally blocks, is no part of the execution: a
   * process that has died, or that waits, does not do it.
   */
  Halt leave(Halt why) {
    left = why;
    return why;
  }

  /** Why the body was left. What it threw may be another one, if it has finally blocks. */
  Halt left() {
    return left;
  }

  // ---- replay

  /** The next event that the graph has of this thread; null if there is none. */
  Event next() {
    Halt.again(left);
    skipSilent();
    if (position == log.count) {
      follow();
      if (guide == null && !probing && rules.symmetry().mustWait(graph, thread)) {
        throw leave(Halt.PAUSED);
      }
      return null;
    }
    Event event = log.events[position++];
    givingUp &= event.isLook();
    if (witness != null) {
      witness.sees(event);
    }
    return event;
  }

  /** While a token is replayed, a thread goes on only if it is its turn. */
  private void follow() {
    if (guide != null) {
      if (!guide.isTurnOf(thread)) {
        if (log.completion != null) {
          throw repeated.goesOn();
        }
        throw leave(Halt.PAUSED);
      }
      if (guide.takeIf(Guide.GIVE_UP)) {
        pass(Event.GIVE_UP, time() + 1, guide.take(Integer.MAX_VALUE), 0);
        givingUp = true;
      }
    }
  }

  Guide guide() {
    return guide;
  }

  void guideBy(Guide other) {
    guide = other;
  }

  void watch(Witness other) {
    witness = other;
  }

  boolean isGivingUp() {
    return givingUp;
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

  /** The event after the one that {@link #next} gave; null if there is none. */
  Event nextHalf() {
    return position < log.count ? log.events[position++] : null;
  }

  /** Compares what is repeated with what is known. */
  Repeated repeated() {
    return repeated;
  }

  /** The simulated time: that of the latest step, and what waiting loops spent since. */
  long time() {
    skipSilent();
    long reached = position == 0 ? 0 : log.events[position - 1].time;
    return Math.max(reached, idle.time());
  }

  // ---- growth

  Event create(byte kind, int location, int mode) {
    if (probing) {
      throw leave(Halt.LEFT);
    }
    if (log.count >= rules.steps()) {
      throw new ExplorationFailure(
          FailureKind.LIVELOCK,
          "process does not end: process="
              + rules.names().process(thread)
              + ", steps="
              + log.count
              + "; do: call spinHint in loops that wait",
          null);
    }
    return createAt(kind, location, mode, graph.nextStamp());
  }

  Event createAt(byte kind, int location, int mode, int stamp) {
    Event event = new Event(kind, thread, log.count, stamp, location, mode);
    event.time = idle.time();
    return event;
  }

  void append(Event event) {
    if (event.hb == null) {
      clocks.set(event, log);
      rules.symmetry().addCauses(graph, event);
    }
    graph.append(event);
    graph.plain |= event.isPlain();
    log = graph.log(thread);
    position = log.count;
    givingUp &= event.isLook();
  }

  /** Looks for a race of an access that is now in the graph. */
  void accessed(Event event) {
    if (graph.plain && rules.stopAtRace()) {
      Event other = races.with(graph, event);
      if (other != null) {
        throw races.failure(other, event);
      }
    }
  }

  /** Looks for a race of the last access of a thread, which was changed in a pending graph. */
  void lookAgain(ExecutionGraph target, int which) {
    start(target, which);
    if (log.count > 0 && (log.last().kind == Event.READ || log.last().isPlain())) {
      accessed(log.last());
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
    if (!probing) {
      takeDefault();
      append(create(Event.FENCE, -1, kind.ordinal()));
    }
  }

  /** Takes the only way there is from a token, if one is replayed. */
  void takeDefault() {
    if (guide != null) {
      guide.take(1);
    }
  }

  /** Chooses 0 here, and every other alternative in a pending graph. */
  int choose(byte operation, int alternatives, long time) {
    if (guide != null) {
      int chosen = guide.take(alternatives);
      addChoice(operation, chosen, time);
      return chosen;
    }
    for (int i = alternatives - 1; i > 0; i--) {
      addChoice(operation, i, time);
      if (rules.symmetry().admits(graph, log.last())) {
        suspend();
      }
      undo();
    }
    addChoice(operation, 0, 0);
    return 0;
  }

  /**
   * Lets time pass for the thread.
   *
   * @param end when its wait ends
   * @param vain how often that was in vain
   * @param content what the memory is like
   */
  void pass(byte operation, long end, int vain, long content) {
    addChoice(operation, vain, IdleTime.afterWait(time(), end, vain));
    log.last().operand = content;
  }

  void addChoice(byte operation, long value, long time) {
    Event choice = create(Event.CHOICE, -1, 0);
    choice.operation = operation;
    choice.value = value;
    choice.time = Math.max(choice.time, time);
    append(choice);
  }

  /**
   * A turn of a waiting loop. If it has read the latest write of the word that it looked at last,
   * the thread waits for another write to that word: the read is taken back and done again then. If
   * it was a read of an older write, nothing is lost by giving up here: when the awaited write
   * comes, it revisits the graph in which the latest one was read.
   */
  void spinHint() {
    Halt.again(left);
    skipSilent();
    if (probing && position == log.count || givingUp) {
      spin();
      return;
    }
    Event awaited = position < log.count ? null : Turns.awaited(log, turn);
    turn = position;
    if (awaited == null) {
      return;
    }
    if (!rules.inPlace()) {
      stick();
      throw leave(Halt.BLOCKED);
    }
    while (log.count > awaited.index) {
      Event last = log.last();
      if (last.kind == Event.READ && graph.cell(last.location).latest() != last.source) {
        throw leave(Halt.PRUNED);
      }
      undo();
    }
    throw block(awaited.location, awaited.stamp, awaited.source);
  }

  private void spin() {
    if (!idle.next(time())) {
      throw leave(Halt.BLOCKED);
    }
  }

  /** Waits here until the location has a write that was not there yet. */
  Halt block(int location, int stamp, Event source) {
    if (!probing) {
      append(createBlock(location, stamp, source));
    }
    return leave(Halt.BLOCKED);
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

  Revisits revisits() {
    return revisits;
  }
}
