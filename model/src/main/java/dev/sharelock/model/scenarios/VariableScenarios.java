package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.VariableWorld.DID;
import static dev.sharelock.model.scenarios.VariableWorld.FIRST;
import static dev.sharelock.model.scenarios.VariableWorld.GOT;
import static dev.sharelock.model.scenarios.VariableWorld.requireOneOf;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.VariableWorld.Handle;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.Transaction;
import java.util.List;
import java.util.stream.Stream;

/** Variables while nobody dies: replacing, reading, comparing, transactions and their ends. */
public final class VariableScenarios implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        replaceWhileRead(),
        twoReplacements(),
        compareAndSet(),
        transactions(),
        timedTransaction(),
        brokenTransaction(),
        failedReplacement());
  }

  private static Scenario.Builder quiet(String name, String about) {
    return VariableWorld.variable(name, about)
        .faults(Faults.NONE)
        .atEnd("one tree is left", VariableWorld::requireOneTree);
  }

  private static Scenario replaceWhileRead() {
    return quiet("replace-while-read", "A value is replaced while somebody reads it.")
        .process("writer", context -> VariableWorld.setAndLeave(context, 2))
        .process("reader", VariableWorld::readAndLeave)
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2))
        .exhaustible()
        .build();
  }

  private static Scenario twoReplacements() {
    return quiet("two-replacements", "Two replace the value, and one reads.")
        .process("one", context -> VariableWorld.setAndLeave(context, 2))
        .process("other", context -> VariableWorld.setAndLeave(context, 3))
        .process("reader", VariableWorld::readAndLeave)
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2, 3))
        .build();
  }

  /** Adds one to the value, if nobody else changes it meanwhile. */
  static void tryIncrement(ProcessContext context, Handle handle) {
    try (SharedTree seen = handle.variable().get().orElseThrow()) {
      long next = seen.root().asLong() + 1;
      if (handle.variable().compareAndSet(seen, next, 0) == Outcome.DONE) {
        context.record(DID, next);
      }
    }
  }

  private static void tryIncrementAndLeave(ProcessContext context) {
    Handle handle = VariableWorld.open(context);
    tryIncrement(context, handle);
    handle.close();
  }

  private static Scenario compareAndSet() {
    return quiet("compare-and-set", "Two compare and replace; nothing gets lost.")
        .process("one", VariableScenarios::tryIncrementAndLeave)
        .process("other", VariableScenarios::tryIncrementAndLeave)
        .atEnd(
            "each sum once",
            end -> {
              List<Object> one = end.recorded("one", DID);
              List<Object> other = end.recorded("other", DID);
              boolean fine = !one.equals(other) && !(one.isEmpty() && other.isEmpty());
              end.require(fine, "one=" + one + ", other=" + other);
            })
        .exhaustible()
        .build();
  }

  /** Adds one in a transaction; returns how its beginning ended. */
  static Outcome increment(ProcessContext context, Handle handle, long timeoutNanos) {
    try (Transaction transaction = handle.variable().transaction()) {
      Outcome outcome = transaction.begin(timeoutNanos);
      if (outcome == Outcome.DONE) {
        long next = VariableWorld.read(context, handle.variable()) + 1;
        Outcome end = transaction.commit(next);
        context.require(end == Outcome.DONE, "commit ended with " + end);
        context.record(DID, next);
      }
      return outcome;
    }
  }

  private static void incrementAndLeave(ProcessContext context) {
    Handle handle = VariableWorld.open(context);
    Outcome outcome = increment(context, handle, Deadline.NEVER);
    context.require(outcome == Outcome.DONE, "begin ended with " + outcome);
    handle.close();
  }

  static void requireSums(EndState end, String... processes) {
    List<Object> sums =
        Stream.of(processes).flatMap(p -> end.recorded(p, DID).stream()).sorted().toList();
    for (int i = 0; i < sums.size(); i++) {
      end.require(sums.get(i).equals(FIRST + 1 + i), "sums are " + sums);
    }
  }

  private static Scenario transactions() {
    return quiet("transactions", "Two add one, each in a transaction that waits for the other.")
        .untimed()
        .process("one", VariableScenarios::incrementAndLeave)
        .process("other", VariableScenarios::incrementAndLeave)
        .atEnd("both counted", end -> requireSums(end, "one", "other"))
        .build();
  }

  private static Scenario timedTransaction() {
    return VariableWorld.variable("timed-transaction", "A wait for a transaction may time out.")
        .process("one", VariableScenarios::incrementAndLeave)
        .process(
            "other",
            context -> {
              Handle handle = VariableWorld.open(context);
              context.record(GOT, increment(context, handle, 1_000) == Outcome.DONE ? 0L : 1L);
              handle.close();
            })
        .process("last", VariableScenarios::incrementAndLeave)
        .atEnd("all counted", end -> requireSums(end, "one", "other", "last"))
        .atEnd("one tree is left", VariableWorld::requireOneTree)
        .build();
  }

  private static Scenario brokenTransaction() {
    return quiet("broken-transaction", "A transaction is broken while its owner goes on.")
        .process(
            "owner",
            context -> {
              Handle handle = VariableWorld.open(context);
              Transaction transaction = handle.variable().transaction();
              if (transaction.begin(0) == Outcome.DONE) {
                long seen = VariableWorld.read(context, handle.variable());
                if (transaction.commit(seen + 10) == Outcome.DONE) {
                  context.record(DID, seen);
                }
              }
              handle.close();
            })
        .process(
            "breaker",
            context -> {
              Handle handle = VariableWorld.open(context);
              boolean broken = handle.variable().breakTransaction();
              if (handle.variable().set(2L, 0) == Outcome.DONE) {
                context.record(broken ? DID : GOT, 2L);
              }
              handle.close();
            })
        .atEnd(
            "who was broken has not committed",
            end -> {
              boolean both =
                  end.recorded("owner", DID).equals(List.of(FIRST))
                      && !end.recorded("breaker", DID).isEmpty();
              end.require(!both, "a broken transaction has committed");
            })
        .exhaustible()
        .build();
  }

  private static Scenario failedReplacement() {
    return quiet("failed-replacement", "Nobody sees a value whose replacement was refused.")
        .process(
            "writer",
            context -> {
              Handle handle = VariableWorld.open(context);
              VariableWorld.set(context, handle.variable(), 2);
              Outcome outcome = handle.variable().compareAndSet(null, 66L, 0);
              context.require(outcome == Outcome.STALE, "refused with " + outcome);
              handle.close();
            })
        .process("reader", VariableWorld::readAndLeave)
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2))
        .exhaustible()
        .build();
  }
}
