package dev.sharelock.model.scenarios;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import java.util.List;
import java.util.stream.Stream;

/** Servers, relays and clients of one stream that all die, and are succeeded. */
public final class PipeDeathScenarios implements ScenarioProvider {
  private static final PipeRow CHAIN = new PipeRow(4);
  private static final PipeRow WORLD = new PipeRow(8);

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(all(), oneAfterTheOther(), clientKilled(), acknowledgedFirst());
  }

  private static void pass(ProcessContext context) {
    PipeRow.requireEnd(context, WORLD.relay(context, Deadline.NEVER));
  }

  private static void take(ProcessContext context) {
    PipeRow.requireEnd(context, WORLD.take(context, Deadline.NEVER));
  }

  private static Scenario all() {
    return WORLD
        .scenario(
            "all-die",
            "Server, relay and client die anywhere, and come again.",
            List.of("server", "server-2"),
            List.of("client", "client-2", "client-3"))
        .restarting("server", 1, context -> WORLD.serve(context, 2))
        .restarting("relay", 2, PipeDeathScenarios::pass)
        .restarting("client", 2, PipeDeathScenarios::take)
        .faults(Faults.NONE.killing(4, "server", "relay", "client"))
        .build();
  }

  /** The same in a row: each begins with the death of the one before. */
  private static Scenario oneAfterTheOther() {
    Body survivor =
        context -> {
          CHAIN.relay(context, 0);
          CHAIN.take(context, 0);
        };
    return CHAIN
        .scenario(
            "all-die-in-turn",
            "A server dies anywhere, then a relay, then a client.",
            List.of("server"),
            List.of("client", "survivor"))
        .process("server", context -> CHAIN.serve(context, 1))
        .afterDeathOf("server", "relay", context -> CHAIN.relay(context, 0))
        .afterDeathOf("relay", "client", context -> CHAIN.take(context, 0))
        .afterDeathOf("client", "survivor", survivor)
        .faults(Faults.NONE.killing(3, "server", "relay", "client"))
        .exhaustible()
        .build();
  }

  private static Scenario clientKilled() {
    return clientKilled("client-killed", context -> CHAIN.take(context, 0)).build();
  }

  private static Scenario acknowledgedFirst() {
    Body hasty = context -> CHAIN.take(context, 0, PipeRow::acknowledgeFirst);
    return clientKilled("acknowledge-then-work", hasty).mustFailWith(FailureKind.ASSERTION).build();
  }

  /** The next client goes on where it was. */
  private static Scenario.Builder clientKilled(String name, Body client) {
    return CHAIN
        .scenario(
            name,
            "A client dies anywhere, and another one goes on.",
            List.of(PipeRow.SENDER),
            List.of("client", "client-2"))
        .setUp(CHAIN::createWithBlock)
        .restarting("client", 1, client)
        .faults(Faults.NONE.killing(1, "client"))
        .exhaustible();
  }
}
