package dev.sharelock.model.sampling;

import dev.sharelock.model.scenario.CheckFailed;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Supplier;

/** Runs the body of one process, judges how it ends, and says who goes on. */
final class Life implements Supplier<Worker> {
  private final World world;
  private final SimulatedProcess process;

  Life(World world, SimulatedProcess process) {
    this.world = world;
    this.process = process;
  }

  @Override
  public Worker get() {
    Trace trace = world.trace;
    try {
      trace.life(process.index, EventKind.START, "");
      process.description.body().run(new SimulatedContext(world, process));
      if (!process.doomed) {
        dieOrEnd();
        trace.life(process.index, EventKind.END, "");
      }
    } catch (Abort left) {
      // Killed, or the execution is over: whoever decided that has noted it.
    } catch (CheckFailed failed) {
      fail(FailureKind.ASSERTION, failed.getMessage(), failed);
    } catch (AssertionError failed) {
      fail(FailureKind.ASSERTION, process.name() + ": " + failed, failed);
    } catch (Throwable thrown) {
      fail(FailureKind.EXCEPTION, process.name() + " threw " + thrown, thrown);
    }
    SimulatedProcess next = world.leave(process);
    return next == null ? null : next.worker;
  }

  /** Whoever may be killed may be killed after its last access, too. */
  private void dieOrEnd() {
    Faults faults = world.scenario.faults();
    if (faults.kills() > 0 && faults.victims().contains(process.name())) {
      world.before(process, EventKind.END, -1, 0, null);
    }
  }

  private void fail(FailureKind kind, String message, Throwable cause) {
    if (!process.doomed) {
      world.trace.life(process.index, EventKind.END, cause.getClass().getSimpleName());
      world.fail(kind, message, cause);
    }
  }
}
