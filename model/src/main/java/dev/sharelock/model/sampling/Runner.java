package dev.sharelock.model.sampling;

import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.Sites;
import dev.sharelock.model.trace.TraceEvent;
import java.util.List;

/** Runs executions of one scenario, one after the other, on the thread that has made it. */
final class Runner implements AutoCloseable {
  private final Setting setting;
  private final Limits limits;
  private final SamplingOptions options;
  private Workers workers;
  private volatile World world;
  private Problem problem;

  Runner(Setting setting, Limits limits, SamplingOptions options) {
    this.setting = setting;
    this.limits = limits;
    this.options = options;
    prepare();
  }

  private void prepare() {
    workers = Workers.of(options.threads(), options.patience());
    world = new World(setting, limits, workers);
  }

  /**
   * Runs one execution.
   *
   * @param traced whether to keep the events
   * @return whether it came to an end, good or bad; not if the time was over
   */
  boolean run(Chooser chooser, boolean traced) {
    if (workers == null) {
      prepare();
    }
    SimulatedProcess first = world.begin(chooser, traced);
    boolean moved = first == null || workers.run(first.worker);
    problem = moved ? world.problem() : blockedOutside();
    if (!moved) {
      workers = null;
    }
    if (problem == null && !world.incomplete()) {
      problem =
          new End(world, DirectMemory.readOnly(world.store.content(), setting.names())).check();
    }
    return !world.incomplete();
  }

  private Problem blockedOutside() {
    SimulatedProcess process = world.current();
    StackTraceElement[] stack = process.worker.thread().getStackTrace();
    return blocked(process, stack);
  }

  /** A body that waits for something else than the simulated memory, or does not end. */
  static Problem blocked(SimulatedProcess process, StackTraceElement[] stack) {
    BlockedOutside cause = new BlockedOutside(process.name(), stack);
    return new Problem(
        FailureKind.EXCEPTION,
        "body blocks or loops outside of the simulated memory: process="
            + process.name()
            + ", at="
            + Sites.of(cause)
            + "; do: let bodies wait through waitOn and spinHint only, and share nothing but the"
            + " memory",
        cause);
  }

  /** What is wrong before anything has happened; null if nothing is. */
  Problem problemBefore() {
    return new Invariants(
            setting.scenario(), DirectMemory.readOnly(setting.ground().content(), setting.names()))
        .check();
  }

  String nameAt(long offset) {
    return setting.names().at(offset);
  }

  String nameOf(int process) {
    return setting.scenario().processes().get(process).name();
  }

  Problem problem() {
    return problem;
  }

  /** The decisions of the last execution. */
  long[] steps() {
    return world.log.toArray();
  }

  int length() {
    return world.log.size();
  }

  long hash() {
    return world.trace.hash();
  }

  List<TraceEvent> events() {
    return world.trace.events();
  }

  boolean wasKilled(int process) {
    return world.processes[process].killed;
  }

  /** Whether a read has left out newer values. */
  boolean wasStale() {
    return world.wasStale();
  }

  /** Whether the last execution has come to a moment and gone on. */
  boolean hasPassed(Plan.Moment moment) {
    return world.processes[moment.process()].steps > moment.step();
  }

  /** How many steps a process has made. */
  int stepsOf(int process) {
    return world.processes[process].steps;
  }

  /** Whether a process was left that waits, as it may. */
  boolean leftWaiting() {
    return problem == null && world.leftWaiting();
  }

  /** For the thread that watches this one: who should make progress. */
  SimulatedProcess current() {
    return world.current();
  }

  @Override
  public void close() {
    if (workers != null) {
      workers.close();
    }
  }
}
