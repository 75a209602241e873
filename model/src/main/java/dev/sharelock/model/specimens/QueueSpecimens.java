package dev.sharelock.model.specimens;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.stream.Stream;

/** Published defects of queues under a lock, each in the smallest scenario that shows it. */
public final class QueueSpecimens implements ScenarioProvider {
  private static final long SHORT = 1_000;

  /** A word that nobody wakes, to sleep on. */
  private static final long IDLE = LockedQueue.FLAG;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(timedOutLock(), lockWithoutOwner(), timeOutWithoutLook(), restartedTimeOut());
  }

  private static Scenario.Builder specimen(String name, String about) {
    return Scenario.named("queue.published-" + name)
        .about(about)
        .bytes(LockedQueue.BYTES)
        .fields(LockedQueue::describe);
  }

  private static LockedQueue queue(ProcessContext context) {
    return new LockedQueue(context.memory(), context.environment());
  }

  private static Scenario timedOutLock() {
    return specimen("timed-out-lock", "P1: whoever gives up waiting for a lock leaves it locked.")
        .process(
            "holder",
            context -> {
              LockedQueue queue = queue(context);
              if (queue.begin(Deadline.NEVER)) {
                queue.end();
              }
            })
        .process(
            "impatient",
            context -> {
              LockedQueue queue = queue(context);
              if (queue.begin(SHORT)) {
                queue.end();
              }
            })
        .atEnd(
            "nobody is in a transaction",
            end ->
                end.require(
                    end.memory().getIntVolatile(LockedQueue.FLAG) == 0,
                    "the lock is held for ever, and by nobody"))
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario lockWithoutOwner() {
    return specimen("lock-without-owner", "P3: a death under the lock is the end for everybody.")
        .process("victim", context -> queue(context).put(1))
        .afterDeathOf("victim", "survivor", context -> queue(context).take(SHORT))
        .faults(Faults.NONE.killing(1, "victim"))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario timeOutWithoutLook() {
    return specimen("time-out-without-look", "P6: whoever gives up does not look whether it must.")
        .process(
            "impatient",
            context -> {
              LockedQueue queue = queue(context);
              boolean done = queue.take(SHORT);
              context.require(done || queue.left() == 0, "gave up although there was a value");
            })
        .process("producer", context -> queue(context).put(1))
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario restartedTimeOut() {
    return specimen("restarted-time-out", "P4: every wake-up gives the time-out a new start.")
        .process(
            "patient",
            context -> {
              long start = context.environment().nanoTime();
              boolean done = queue(context).take(SHORT);
              long passed = context.environment().nanoTime() - start;
              context.require(done || passed < 2 * SHORT, "time-out after " + passed + " ns");
            })
        .process(
            "busy",
            context -> {
              LockedQueue queue = queue(context);
              for (int i = 0; i < 3; i++) {
                context.memory().waitOn(IDLE, 0, context.environment().nanoTime() + 900);
                queue.put(Integer.MAX_VALUE);
                queue.take(SHORT);
              }
            })
        .faults(Faults.NONE)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
