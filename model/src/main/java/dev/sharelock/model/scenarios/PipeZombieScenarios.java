package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.pipe.PipeClient;
import dev.sharelock.pipe.PipeServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.Optional;
import java.util.stream.Stream;

/** Servers and relays that are evicted anywhere, and go on. */
public final class PipeZombieScenarios implements ScenarioProvider {
  private static final String SURVIVOR = "survivor";
  private static final String SERVES = "serves";
  private static final WaitPolicy POLICY = WaitPolicy.DEFAULT;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(serves(), succeeded(), passes(), passesBeforeConsumer(), holds());
  }

  private static Scenario.Builder evicting(Scenario.Builder scenario) {
    return scenario.faults(Faults.NONE).evictions(1, Zombies.ZOMBIE);
  }

  /** Z4: nobody waits for it. */
  private static Scenario serves() {
    return evicting(PipeScenarios.pipe("zombie-serves", "A server is evicted; clients are told."))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(context -> PipeServer.open(context.participant(), 0, POLICY)))
        .process(
            "client",
            context -> {
              PipeClient client = PipeClient.open(context.participant(), 0, POLICY);
              if (client.knownServer() != Participants.NOBODY) {
                Outcome outcome = client.values().dequeue();
                context.require(outcome == Outcome.PEER_EVICTED, "dequeue ended with " + outcome);
              }
            })
        .exhaustible()
        .build();
  }

  /** Z3: the role is taken over by a change of the word which the zombie would have to change. */
  private static Scenario succeeded() {
    return evicting(PipeScenarios.pipe("zombie-leaves", "A server is evicted, and succeeded."))
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(context -> serveUnlessServed(context).ifPresent(PipeServer::close)))
        .process(
            SURVIVOR,
            context -> {
              if (serveUnlessServed(context).isPresent()) {
                context.record(SERVES, context.participants().self());
              }
            })
        .atEnd("S1", PipeZombieScenarios::requireSuccessor)
        .exhaustible()
        .build();
  }

  private static Optional<PipeServer> serveUnlessServed(ProcessContext context) {
    try {
      return Optional.of(PipeServer.open(context.participant(), 0, POLICY));
    } catch (SharelockException e) {
      if (e.outcome() != Outcome.REFUSED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void requireSuccessor(EndState end) {
    PipeClient last = PipeClient.open(AllocatorWorld.lastOf(end.memory()), 0, POLICY);
    for (Object server : end.recorded(SURVIVOR, SERVES)) {
      end.require(server.equals(last.knownServer()), "server is " + last.knownServer());
    }
  }

  private static Body passing() {
    return Zombies.leaving(
        context -> {
          RelayWorld.Place place = RelayScenarios.ONE.place(context);
          try {
            place.passAll(0);
          } finally {
            place.leave();
          }
        });
  }

  private static Scenario passes() {
    return evicting(
            RelayScenarios.ONE.scenario(
                "zombie-passes", "A relay is evicted, and another one goes on.", SURVIVOR))
        .process(Zombies.ZOMBIE, passing())
        .process(SURVIVOR, RelayScenarios.succeed(RelayScenarios.ONE))
        .large()
        .build();
  }

  /** Z4: the end of the stream cannot come before its block, but nobody waits for that. */
  private static Scenario holds() {
    RelayWorld world = RelayScenarios.ONE;
    return evicting(world.scenario("zombie-holds", "A relay is evicted with a block in hand."))
        .setUp(world::fillAndEnd)
        .process(
            Zombies.ZOMBIE,
            Zombies.leaving(
                context -> {
                  RelayWorld.Place place = world.place(context);
                  place.hold(0, () -> Zombies.awaitSignal(context));
                  place.leave();
                }))
        .process(
            SURVIVOR,
            context -> {
              Outcome outcome = world.runRelay(context, 0);
              boolean told = outcome == Outcome.CLOSED || outcome == Outcome.PEER_EVICTED;
              context.require(told, "relay ended with " + outcome);
              context.memory().setLongRelease(AllocatorWorld.SIGNAL, 1);
            })
        .exhaustible()
        .build();
  }

  private static Scenario passesBeforeConsumer() {
    return evicting(
            RelayScenarios.ONE.scenario(
                "zombie-passes-before-consumer", "A relay is evicted; others take.", "consumer"))
        .process(Zombies.ZOMBIE, passing())
        .process("consumer", context -> RelayScenarios.ONE.place(context).takeAll())
        .build();
  }
}
