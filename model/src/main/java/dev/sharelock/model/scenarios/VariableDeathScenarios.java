package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.VariableWorld.DID;
import static dev.sharelock.model.scenarios.VariableWorld.FIRST;
import static dev.sharelock.model.scenarios.VariableWorld.requireOneOf;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.scenarios.VariableWorld.Handle;
import java.util.stream.Stream;

/** Variables whose writers and readers die anywhere. */
public final class VariableDeathScenarios implements ScenarioProvider {
  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        writerKilled(),
        readerKilled(),
        ownerKilled(),
        ownerKilledWhileAwaited(),
        placeTakenOver(),
        recoverersCompete());
  }

  private static Scenario.Builder deadly(String name, String about) {
    return VariableWorld.variable(name, about).faults(Faults.NONE.killing(1, "victim"));
  }

  private static void set(ProcessContext context) {
    Handle handle = VariableWorld.open(context);
    VariableWorld.set(context, handle.variable(), 2);
  }

  private static Scenario writerKilled() {
    return deadly("writer-killed", "A writer dies anywhere; a survivor recovers and reads.")
        .process("victim", VariableDeathScenarios::set)
        .afterDeathOf("victim", "survivor", VariableWorld::recover)
        .atEnd("a value", end -> requireOneOf(end, "survivor", FIRST, 2))
        .atEnd(
            "what was done stays",
            end -> {
              if (!end.recorded("victim", DID).isEmpty()) {
                requireOneOf(end, "survivor", 2);
              }
            })
        .atEnd("one tree is left", VariableWorld::requireOneTree)
        .exhaustible()
        .build();
  }

  private static Scenario readerKilled() {
    return deadly("reader-killed", "A reader dies anywhere while the value is replaced.")
        .process("writer", context -> VariableWorld.setAndLeave(context, 2))
        .process(
            "victim",
            context -> VariableWorld.read(context, VariableWorld.open(context).variable()))
        .afterDeathOf("victim", "survivor", VariableWorld::recover)
        .atEnd(
            "one tree is left",
            end -> {
              if (end.killed("victim")) {
                VariableWorld.requireOneTree(end);
              }
            })
        .exhaustible()
        .build();
  }

  private static void incrementAsVictim(ProcessContext context) {
    VariableScenarios.increment(context, VariableWorld.open(context), Deadline.NEVER);
  }

  private static Scenario ownerKilled() {
    return deadly("owner-killed", "The owner of a transaction dies anywhere; another one follows.")
        .process("victim", VariableDeathScenarios::incrementAsVictim)
        .afterDeathOf(
            "victim",
            "successor",
            context -> {
              Handle handle = VariableWorld.open(context);
              Outcome outcome = VariableScenarios.increment(context, handle, 0);
              context.require(outcome == Outcome.DONE, "begin ended with " + outcome);
              handle.variable().recover();
              handle.allocator().recover();
              handle.close();
            })
        .atEnd(
            "one tree is left",
            end -> {
              if (end.killed("victim")) {
                VariableWorld.requireOneTree(end);
              }
            })
        .atEnd(
            "what was done counts",
            end -> {
              if (end.recorded("victim", DID).isEmpty()) {
                requireOneOf(end, "successor", FIRST, 2);
              } else {
                requireOneOf(end, "successor", 2);
              }
            })
        .exhaustible()
        .build();
  }

  private static Scenario ownerKilledWhileAwaited() {
    return deadly("owner-killed-while-awaited", "The owner dies while another one waits for it.")
        .process("victim", VariableDeathScenarios::incrementAsVictim)
        .process(
            "waiter",
            context -> {
              Handle handle = VariableWorld.open(context);
              Outcome outcome = VariableScenarios.increment(context, handle, Deadline.NEVER);
              context.require(outcome == Outcome.DONE, "begin ended with " + outcome);
              handle.close();
            })
        .atEnd(
            "both or one",
            end -> {
              if (!end.killed("victim")) {
                VariableScenarios.requireSums(end, "victim", "waiter");
              }
            })
        .build();
  }

  private static Scenario placeTakenOver() {
    return deadly("place-taken-over", "The place of a dead writer is taken while others read.")
        .process("victim", VariableDeathScenarios::set)
        .process("reader", VariableWorld::readAndLeave)
        .afterDeathOf(
            "victim",
            "successor",
            context -> {
              Handle handle = VariableWorld.open(context);
              VariableWorld.set(context, handle.variable(), 3);
              VariableWorld.set(context, handle.variable(), 4);
              handle.allocator().recover();
              handle.close();
            })
        .atEnd("a value", end -> requireOneOf(end, "reader", FIRST, 2, 3, 4))
        .atEnd(
            "one tree is left",
            end -> {
              if (end.killed("victim")) {
                VariableWorld.requireOneTree(end);
              }
            })
        .exhaustible()
        .build();
  }

  private static Scenario recoverersCompete() {
    return deadly("recoverers-compete", "Two survivors recover from the same dead writer.")
        .process("victim", VariableDeathScenarios::set)
        .afterDeathOf("victim", "one", VariableWorld::recover)
        .afterDeathOf("victim", "other", VariableWorld::recover)
        .atEnd("a value", end -> requireOneOf(end, "one", FIRST, 2))
        .atEnd("a value again", end -> requireOneOf(end, "other", FIRST, 2))
        .atEnd("one tree is left", VariableWorld::requireOneTree)
        .build();
  }
}
