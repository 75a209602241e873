package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.sampling.SimulatedProcess.State;
import dev.sharelock.model.sampling.schedule.Step;
import dev.sharelock.model.sampling.schedule.StepKind;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;

/**
 * One execution: the processes, the clock, and whose turn it is.
 *
 * <p>Exactly one process runs at any time. Before each access it asks the chooser who makes the
 * next step; if that is somebody else it gives the turn away and sleeps until it gets it back. All
 * processes that have begun therefore stand before an access, in a wait, or before their next turn
 * of a spin loop, and nothing happens in between. The fields need no synchronisation: passing the
 * turn orders all accesses to them.
 *
 * <p>When the execution is over, those who are still inside of their bodies get the turn once more,
 * one after the other, and every access throws {@link Abort}.
 */
final class World {
  private static final int MAX_ABORTS = 1_000;

  final Scenario scenario;
  final CellNames names;
  final SimulatedProcess[] processes;
  final Store store;
  final Limits limits;
  final StepLog log = new StepLog();
  final Trace trace;

  final Sleepers sleepers;
  final ReadyProcesses ready;

  private final Idling idling;
  private final Invariants invariants;
  private final Workers workers;
  private Chooser chooser;
  private final Life[] lives;
  private int unstarted;
  private Rescue rescue;
  private boolean over;
  private boolean incomplete;
  private boolean leftWaiting;
  private boolean stale;
  private Problem problem;
  private SimulatedProcess current;

  World(Setting setting, Limits limits, Workers workers) {
    this.scenario = setting.scenario();
    this.names = setting.names();
    Ground ground = setting.ground();
    this.limits = limits;
    this.workers = workers;
    int count = scenario.processes().size();
    processes = new SimulatedProcess[count];
    lives = new Life[count];
    for (int i = 0; i < count; i++) {
      processes[i] = new SimulatedProcess(scenario.processes().get(i), i);
      lives[i] = new Life(this, processes[i]);
    }
    store = new ViewStore(ground.content().clone(), ground.words(), count, new Complaints(this));
    invariants = new Invariants(scenario, DirectMemory.readOnly(store.content(), names));
    trace = new Trace(store);
    sleepers = new Sleepers(processes, setting.anyWaiter());
    ready = new ReadyProcesses(processes, store);
    idling = new Idling(processes, store, scenario.untimed());
  }

  /** Prepares an execution and returns who begins; null if nobody does. */
  SimulatedProcess begin(Chooser decisions, boolean traced) {
    chooser = decisions;
    store.begin(decisions.mayBeStale());
    log.clear();
    trace.begin(traced);
    sleepers.begin();
    idling.begin();
    rescue = null;
    over = false;
    incomplete = false;
    leftWaiting = false;
    stale = false;
    problem = null;
    unstarted = 0;
    for (SimulatedProcess process : processes) {
      process.begin(workers.get(process.index));
      unstarted += process.state == State.NEW ? 1 : 0;
      process.worker.assign(lives[process.index]);
    }
    current = null;
    return next();
  }

  // ------------------------------------------------------------------ the life of a process

  /** The body of a process was left; returns who goes on, null if the execution is over. */
  SimulatedProcess leave(SimulatedProcess process) {
    process.state = State.ENDED;
    if (process.killed) {
      for (SimulatedProcess follower : processes) {
        if (follower.state == State.DORMANT
            && process.name().equals(follower.description.after())) {
          follower.state = State.NEW;
          store.follow(follower.index, process.index);
          unstarted++;
        }
      }
    }
    return next();
  }

  // ------------------------------------------------------------------ turns

  /**
   * Announces the next access of a process and returns when it is its turn.
   *
   * @return how the step goes
   */
  StepKind before(
      SimulatedProcess process, EventKind kind, long offset, long bytes, AccessMode mode) {
    if (process.doomed) {
      throw abort(process);
    }
    process.plan(kind, offset, bytes, mode);
    process.state = State.READY;
    return giveAway(process);
  }

  /** Announces the end of a turn of a spin loop. */
  void beforeSpin(SimulatedProcess process) {
    if (process.doomed) {
      throw abort(process);
    }
    process.plan(EventKind.SPIN, -1, 0, null);
    boolean mayFindNews = process.readStale || process.hasNews(store);
    process.state = mayFindNews ? State.READY : State.SPINNING;
    giveAway(process);
    process.spinMark = store.writes() - process.ownWrites;
    process.beginTurn();
    trace.step(process.index, EventKind.SPIN, null, -1, 0, 0, 0, "");
  }

  /** Falls asleep and returns when it is the turn of the process again. */
  void sleep(SimulatedProcess process, int offset, int expected, long deadline) {
    process.sleepOn(offset, expected, deadline, sleepers.nextTicket());
    giveAway(process);
    process.spinMark = SimulatedProcess.NEVER_SPUN;
  }

  private StepKind giveAway(SimulatedProcess process) {
    SimulatedProcess next = next();
    if (next != process) {
      next.worker.resume();
      process.worker.awaitTurn();
    }
    if (process.doomed) {
      throw abort(process);
    }
    return process.chosenKind;
  }

  private Abort abort(SimulatedProcess process) {
    process.aborts++;
    if (process.aborts > MAX_ABORTS) {
      SimulatedProcess next = leave(process);
      process.worker.abandon(next == null ? null : next.worker);
    }
    return new Abort();
  }

  private SimulatedProcess next() {
    if (over) {
      current = nextToLeave();
    } else if (unstarted > 0) {
      current = start();
    } else {
      current = decide();
    }
    return current;
  }

  private SimulatedProcess start() {
    for (SimulatedProcess process : processes) {
      if (process.state == State.NEW) {
        unstarted--;
        process.state = State.STARTING;
        return process;
      }
    }
    throw new AssertionError("no process is new: unstarted=" + unstarted);
  }

  private SimulatedProcess nextToLeave() {
    for (SimulatedProcess process : processes) {
      if (process.isInside()) {
        process.doomed = true;
        return process;
      }
    }
    return null;
  }

  private SimulatedProcess decide() {
    limits.beat();
    if (limits.expired()) {
      incomplete = true;
      over = true;
      return nextToLeave();
    }
    ready.look();
    if (rescue != null && (ready.none() && !rescue.insists(this) || rescue.isTooLong(this))) {
      endRescue(rescue.result(this));
      return nextToLeave();
    }
    if (ready.none() && !chooser.insists(this) && isAtEnd()) {
      over = true;
      return nextToLeave();
    }
    if (log.size() >= limits.steps() && rescue == null) {
      fail(FailureKind.LIVELOCK, Diagnosis.livelock(this), null);
      return nextToLeave();
    }
    long step = LostStores.orDeath(this, chooser.next(this));
    if (over || step == Chooser.FAILED) {
      over = true;
      return nextToLeave();
    }
    log.add(step);
    return take(step);
  }

  /** Nobody is ready: decides whether that is the end, and whether it is a good one. */
  private boolean isAtEnd() {
    boolean all = true;
    boolean some = false;
    for (SimulatedProcess process : processes) {
      some |= process.isUnfinished();
      all &= !process.isUnfinished() || process.description.daemon();
    }
    if (all) {
      leftWaiting = some;
      return true;
    }
    if (idling.canGoOn()) {
      return false;
    }
    Problem stuck = Diagnosis.stuck(this);
    if (stuck.kind() != FailureKind.DEADLOCK) {
      fail(stuck.kind(), stuck.message(), null);
      return true;
    }
    trace.mute();
    rescue = new Rescue(this, stuck);
    chooser = rescue;
    if (rescue.insists(this)) {
      return false;
    }
    endRescue(stuck);
    return true;
  }

  private void endRescue(Problem shown) {
    log.truncate(rescue.firstStep());
    problem = shown;
    over = true;
  }

  private SimulatedProcess take(long step) {
    SimulatedProcess process = processes[Step.processOf(step)];
    StepKind kind = Step.kindOf(step);
    process.chosenKind = kind;
    process.chosenValue = Step.valueOf(step);
    if (kind == StepKind.KILL) {
      sleepers.died(process);
      process.killed = true;
      process.doomed = true;
      process.state = State.KILLED;
      trace.life(process.index, EventKind.KILL, "");
    } else if (process.state == State.WAITING) {
      if (kind == StepKind.TIME_OUT) {
        timeOut(process);
      }
      process.state = State.READY;
    } else if (process.state == State.SPINNING && !process.hasNews(store)) {
      idling.spin(process);
    } else {
      process.idleSpins = process.state == State.SPINNING ? 0 : process.idleSpins;
    }
    process.steps++;
    return process;
  }

  private void timeOut(SimulatedProcess process) {
    if (ready.none() && rescue == null) {
      idling.timeOut(process);
    } else {
      idling.timeOutEarly(process);
    }
  }

  /**
   * Notes that a process has read an older value than the newest. From now on the execution need
   * not be an interleaving, so invariants are checked at its end only, as in the exhaustive engine.
   */
  void readStale(SimulatedProcess process) {
    stale = true;
    process.readStale = true;
    process.idleRounds = 0;
  }

  /** Notes that the step of a process has written, and looks whether all is well. */
  void wrote(SimulatedProcess process) {
    process.ownWrites++;
    process.idleSpins = 0;
    process.spinMark = SimulatedProcess.NEVER_SPUN;
    Problem broken = stale ? null : invariants.check();
    if (broken != null) {
      throw fail(broken.kind(), broken.message(), broken.cause());
    }
  }

  /** Asks whether a process was killed, and if so sees all that it has done. */
  boolean isAlive(SimulatedProcess process, int other) {
    before(process, EventKind.READ, -1, 0, null);
    SimulatedProcess asked = processes[other];
    if (asked.killed) {
      store.follow(process.index, other);
    }
    String note = asked.name() + (asked.killed ? " is dead" : " is alive");
    trace.step(process.index, EventKind.READ, null, -1, 0, asked.killed ? 0 : 1, 0, note);
    return !asked.killed;
  }

  // ------------------------------------------------------------------ findings

  /** Ends the execution with a problem, unless it has ended before. */
  Abort fail(FailureKind kind, String message, Throwable cause) {
    if (!over && rescue != null) {
      endRescue(rescue.deadlock());
    } else if (!over) {
      problem = new Problem(kind, message, cause);
      over = true;
    }
    for (SimulatedProcess process : processes) {
      process.doomed |= process.isInside();
    }
    return new Abort();
  }

  // ------------------------------------------------------------------ what can be asked

  /** The step that comes when nobody is ready. */
  long idleStep() {
    return idling.next();
  }

  long clock() {
    return idling.clock();
  }

  boolean incomplete() {
    return incomplete;
  }

  Problem problem() {
    return problem;
  }

  /** Whether a process that may be left waiting was left so. */
  boolean leftWaiting() {
    return leftWaiting;
  }

  /** Whether a read of a word has left out newer values. */
  boolean wasStale() {
    return stale;
  }

  /** Who has the turn. */
  SimulatedProcess current() {
    return current;
  }
}
