package dev.sharelock.model.scenarios;

import dev.sharelock.environment.Deadline;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.waiting.WaitPolicy;
import java.util.stream.Stream;

/** Blocks for several subscribers: nothing is lost, nothing is freed early, whoever dies. */
public final class BlockMulticastScenarios implements ScenarioProvider {
  private static final BlockMulticastWorld TWO = new BlockMulticastWorld(2, 1, WaitPolicy.DEFAULT);
  private static final String PUBLISHER = "publisher";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        many("blocked", SlowPolicy.BLOCK),
        many("dropped", SlowPolicy.dropAfter(1_000)),
        many("conflated", SlowPolicy.CONFLATE));
  }

  private static Scenario many(String name, SlowPolicy policy) {
    return TWO.scenario(name, "Publisher and subscribers of blocks die anywhere.")
        .process(PUBLISHER, context -> publishSome(context, policy, 1))
        .afterDeathOf(PUBLISHER, "heir", context -> publishSome(context, policy, 11))
        .process("one", BlockMulticastScenarios::subscribe)
        .process("other", BlockMulticastScenarios::subscribe)
        .afterDeathOf("one", "next", BlockMulticastScenarios::subscribe)
        .faults(Faults.NONE.killing(2, PUBLISHER, "one"))
        .atEnd("in order", end -> QueueWorld.requireRising(end, "one"))
        .atEnd("in order, too", end -> QueueWorld.requireRising(end, "other"))
        .atEnd("in order, next", end -> QueueWorld.requireRising(end, "next"))
        .build();
  }

  private static void publishSome(ProcessContext context, SlowPolicy policy, long first) {
    BlockMulticastWorld.Place place = TWO.place(context);
    try (BlockPublisher publisher = place.publisher(policy)) {
      for (long number = first; number < first + 3 && !TWO.isEnded(context); number++) {
        place.publish(publisher, number, Deadline.NEVER);
      }
      publisher.end();
    }
    place.allocator.close();
  }

  private static void subscribe(ProcessContext context) {
    BlockMulticastWorld.Place place = TWO.place(context);
    try (BlockSubscriber subscriber = place.subscriber()) {
      place.takeAll(subscriber, 1_000_000_000);
    }
    place.allocator.close();
  }
}
