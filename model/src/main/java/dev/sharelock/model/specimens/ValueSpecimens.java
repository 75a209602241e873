package dev.sharelock.model.specimens;

import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.Set;
import java.util.stream.Stream;

/** Published defects of shared values and their transactions, each in the smallest scenario. */
public final class ValueSpecimens implements ScenarioProvider {
  private static final long LOCKED = 0;
  private static final long SIGNAL = 8;
  private static final long ROOT = 16;
  private static final long FIRST = 24;
  private static final long COUNT = 0;
  private static final long BODY = 8;
  private static final long SECOND = 40;
  private static final long SOMEBODY_ELSES = 666;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(timedOutTransaction(), lockWithoutOwner(), loadThenCount());
  }

  private static Scenario.Builder specimen(String name, String about) {
    return Scenario.named("specimen." + name)
        .about(about)
        .bytes(64)
        .fields(
            names -> {
              names.word(LOCKED, 4, "lock.locked");
              names.word(SIGNAL, 4, "lock.signal");
              names.word(ROOT, 8, "table.root");
              names.word(FIRST + COUNT, 8, "first.count");
              names.word(FIRST + BODY, 8, "first.body");
              names.word(SECOND + COUNT, 8, "second.count");
              names.word(SECOND + BODY, 8, "second.body");
            })
        .setUp(
            (memory, environment) -> {
              memory.setLongVolatile(ROOT, FIRST);
              memory.setLongVolatile(FIRST + COUNT, 1);
              memory.setLongVolatile(FIRST + BODY, 1);
            });
  }

  /** Waits for the flag, and sets it whatever ended the wait. */
  private static boolean lock(SharedMemory memory, Environment environment, long timeoutNanos) {
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    boolean timedOut = false;
    int seen = memory.getIntVolatile(SIGNAL);
    while (!timedOut && !memory.compareAndSetInt(LOCKED, 0, 1)) {
      timedOut = memory.waitOn(SIGNAL, seen, deadline) == WaitOutcome.TIMED_OUT;
      seen = memory.getIntVolatile(SIGNAL);
    }
    if (timedOut) {
      memory.setIntVolatile(LOCKED, 1);
    }
    return !timedOut;
  }

  private static void unlock(SharedMemory memory) {
    memory.setIntVolatile(LOCKED, 0);
    memory.getAndAddInt(SIGNAL, 1);
    memory.wake(SIGNAL, Integer.MAX_VALUE);
  }

  private static void lockAndUnlock(ProcessContext context, long timeoutNanos) {
    if (lock(context.memory(), context.environment(), timeoutNanos)) {
      unlock(context.memory());
    }
  }

  private static Scenario timedOutTransaction() {
    return specimen("timed-out-transaction", "P1: who times out keeps the lock without having it.")
        .process("owner", context -> lockAndUnlock(context, Deadline.NEVER))
        .process("impatient", context -> lockAndUnlock(context, 1_000))
        .process("last", context -> lockAndUnlock(context, Deadline.NEVER))
        .faults(new Faults(0, Set.of(), 0, 1, 0))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario lockWithoutOwner() {
    return specimen("lock-without-owner", "P3: the lock of a dead process stays locked.")
        .process("victim", context -> lockAndUnlock(context, Deadline.NEVER))
        .process("other", context -> lockAndUnlock(context, Deadline.NEVER))
        .faults(Faults.NONE.killing(1, "victim"))
        .mustFailWith(FailureKind.DEADLOCK, FailureKind.LOST_WAKE_UP)
        .build();
  }

  private static Scenario loadThenCount() {
    return specimen("load-then-count", "P23: a body is freed between its address and its count.")
        .process(
            "reader",
            context -> {
              SharedMemory memory = context.memory();
              long body = memory.getLongVolatile(ROOT);
              memory.getAndAddLong(body + COUNT, 1);
              long found = memory.getLongVolatile(body + BODY);
              context.require(found != SOMEBODY_ELSES, "reads what somebody else has written");
              memory.getAndAddLong(body + COUNT, -1);
            })
        .process(
            "writer",
            context -> {
              SharedMemory memory = context.memory();
              memory.setLongVolatile(SECOND + BODY, 2);
              memory.setLongVolatile(SECOND + COUNT, 1);
              memory.setLongVolatile(ROOT, SECOND);
              if (memory.getAndAddLong(FIRST + COUNT, -1) == 1) {
                memory.setLongVolatile(FIRST + BODY, SOMEBODY_ELSES);
              }
            })
        .faults(Faults.NONE)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
