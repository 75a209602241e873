package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.MulticastWorld.AS_IT_IS;
import static dev.sharelock.model.scenarios.MulticastWorld.multicast;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.pipe.Publisher;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.pipe.Subscriber;
import dev.sharelock.waiting.WaitPolicy;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Publishers and subscribers are evicted anywhere, and run on as zombies. */
public final class MulticastZombieScenarios implements ScenarioProvider {
  private static final String REFUSED = "refused";
  private static final long A_WHILE = 1_000_000_000L;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        subscribes("zombie-subscribes", UnaryOperator.identity()).build(),
        subscribes("without-look-for-the-evicted", BlindToEvictions::new)
            .mustFailWith(FailureKind.DEADLOCK, FailureKind.LIVELOCK)
            .build(),
        publishes());
  }

  private static Scenario.Builder evicting(String name, String about) {
    return multicast(name, about).faults(Faults.NONE).evictions(1, Zombies.ZOMBIE).exhaustible();
  }

  /** Z4: nobody waits for it, although it lives. */
  private static Scenario.Builder subscribes(String name, UnaryOperator<Participants> eyes) {
    return evicting(name, "A subscriber that takes nothing is evicted; the publisher goes on.")
        .process(
            Zombies.ZOMBIE,
            context -> {
              try {
                MulticastWorld.subscriber(context, AS_IT_IS);
              } catch (SharelockException refused) {
                boolean evicted = refused.outcome() == Outcome.EVICTED;
                context.require(evicted, "subscribing ended with " + refused.outcome());
              }
              MulticastWorld.pass(context);
            })
        .process(
            "publisher",
            context -> {
              MulticastWorld.await(context);
              ParticipantContext own =
                  new ParticipantContext(
                      context.memory(), context.environment(), eyes.apply(context.participants()));
              Publisher publisher = Publisher.open(own, 0, SlowPolicy.BLOCK, WaitPolicy.DEFAULT);
              MulticastWorld.publish(context, publisher, 1, 2, Deadline.NEVER);
            });
  }

  /** Z5: what it begins after that is refused; its role stays its own, and subscribers are told. */
  private static Scenario publishes() {
    return evicting("zombie-publishes", "The publisher is evicted, and nobody takes its role.")
        .process(
            "subscriber",
            context -> {
              Subscriber subscriber = Subscriber.open(context.participant(), 0, WaitPolicy.DEFAULT);
              MulticastWorld.pass(context);
              MulticastWorld.awaitTurn(context, 2);
              MulticastWorld.takeAll(context, subscriber, A_WHILE);
            })
        .process(
            Zombies.ZOMBIE,
            context -> {
              MulticastWorld.await(context);
              try {
                publishUntilRefused(context);
              } catch (SharelockException refused) {
                boolean evicted = refused.outcome() == Outcome.EVICTED;
                context.require(evicted, "publishing ended with " + refused.outcome());
                context.record(REFUSED, evicted);
                MulticastWorld.pass(context);
              }
            })
        .atEnd("told", MulticastZombieScenarios::requireTold)
        .atEnd("newest", end -> MulticastWorld.requireNewest(end, "subscriber", Zombies.ZOMBIE))
        .build();
  }

  private static void requireTold(EndState end) {
    boolean began = end.recorded(Zombies.ZOMBIE, REFUSED).isEmpty();
    Outcome last = began ? Outcome.PEER_EVICTED : Outcome.TIMED_OUT;
    List<Object> told = end.recorded("subscriber", MulticastWorld.ENDED);
    end.require(told.equals(List.of(last)), "publisher began: " + began + ", told: " + told);
  }

  private static void publishUntilRefused(ProcessContext context) {
    Publisher publisher = MulticastWorld.publisher(context, SlowPolicy.CONFLATE, AS_IT_IS);
    MulticastWorld.pass(context);
    for (long value = 1; value <= 2; value++) {
      boolean evicted = context.participants().isSelfEvicted();
      Outcome outcome = publisher.publish(value, 0);
      boolean fits = outcome == Outcome.EVICTED || outcome == Outcome.DONE && !evicted;
      context.require(fits, "evicted: " + evicted + ", publish ended with " + outcome);
      if (outcome == Outcome.DONE) {
        context.record(MulticastWorld.PUT, value);
      }
    }
  }

  /** Takes those for good who were evicted. */
  private record BlindToEvictions(Participants participants) implements Participants {
    @Override
    public long self() {
      return participants.self();
    }

    @Override
    public boolean isAlive(long participant) {
      return participants.isAlive(participant);
    }
  }
}
