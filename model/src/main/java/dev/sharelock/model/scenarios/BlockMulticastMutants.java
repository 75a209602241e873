package dev.sharelock.model.scenarios;

import static dev.sharelock.model.scenarios.BlockMulticastSmallScenarios.ONE;
import static dev.sharelock.model.scenarios.BlockMulticastSmallScenarios.TAKER;
import static dev.sharelock.model.scenarios.MulticastWorld.AS_IT_IS;
import static dev.sharelock.model.scenarios.MulticastWorld.AT_ONCE;

import dev.sharelock.Outcome;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.pipe.BlockPublisher;
import dev.sharelock.pipe.BlockSubscriber;
import dev.sharelock.pipe.SlowPolicy;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.ConditionQueue;
import dev.sharelock.queue.QueueLayout;
import java.util.stream.Stream;

/** Multicasts of blocks with one thing less. Each must be caught. */
public final class BlockMulticastMutants implements ScenarioProvider {
  private static final QueueLayout LANE = ONE.layout.queue(0);

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
            BlockMulticastSmallScenarios.taking(
                "without-look-into-lanes",
                SlowPolicy.CONFLATE,
                Weakening.blindTo(LANE.slot(0)).and(Weakening.blindTo(LANE.slot(1))),
                TAKER),
            BlockMulticastSmallScenarios.taking(
                "without-loading-first",
                SlowPolicy.CONFLATE,
                AS_IT_IS,
                new BlockMulticastSmallScenarios.Taker(
                    BlockMulticastMutants::takeThenLoad, AS_IT_IS)),
            BlockMulticastSmallScenarios.taking(
                    "without-fence-after-refusal",
                    AT_ONCE,
                    AS_IT_IS,
                    new BlockMulticastSmallScenarios.Taker(
                        BlockMulticastSmallScenarios::take,
                        Weakening.withoutFence(FenceKind.ACQUIRE)))
                .needsReordering(),
            BlockMulticastSmallScenarios.taking(
                    "without-fence-before-looking-again",
                    SlowPolicy.CONFLATE,
                    AS_IT_IS,
                    new BlockMulticastSmallScenarios.Taker(
                        BlockMulticastSmallScenarios::take,
                        Weakening.withoutFence(FenceKind.ACQUIRE)))
                .needsReordering(),
            BlockMulticastSmallScenarios.publisherKilled(
                "without-holding-first", BlockMulticastMutants::nameThenHold),
            BlockMulticastSmallScenarios.publisherKilled(
                "without-putting-first", BlockMulticastMutants::dropThenPut),
            BlockMulticastSmallScenarios.taking(
                "without-release-of-the-dropped",
                AT_ONCE,
                Weakening.firstReadOf(ONE.layout.active(0)),
                TAKER),
            BlockMulticastSmallScenarios.ends(
                "without-release-after-the-end",
                Weakening.blindTo(BlockMulticastSmallScenarios.TWO.layout.ended())),
            BlockMulticastSmallScenarios.endsForTheSlow(
                "without-asking-when-releasing", BlockMulticastMutants::releasesWhateverIsFirst))
        .map(builder -> builder.mustFailWith(FailureKind.ASSERTION).build());
  }

  /** Takes the name from the lane, and then gets hold of the block. */
  private static void takeThenLoad(BlockMulticastWorld.Place place, BlockSubscriber subscriber) {
    try (ConditionQueue lane = ConditionQueue.open(place.participant, LANE.base())) {
      if (lane.tryDequeue() == Outcome.DONE) {
        place.requireDone("load", place.allocator.load(lane.value()));
        place.allocator.release(lane.value());
      }
    }
  }

  /** Names the block in the lane, and then holds it. */
  private static void nameThenHold(
      BlockMulticastWorld.Place place, BlockPublisher publisher, long number) {
    publish(
        place,
        number,
        (lane, held, id) -> {
          place.requireDone("naming", lane.tryEnqueue(id));
          place.requireDone("holding", held.tryEnqueue(id));
        });
  }

  /** Drops the oldest, and then puts the newest. */
  private static void dropThenPut(
      BlockMulticastWorld.Place place, BlockPublisher publisher, long number) {
    publish(
        place,
        number,
        (lane, held, id) -> {
          place.requireDone("holding", held.tryEnqueue(id));
          lane.drop(1);
          place.requireDone("naming", lane.tryEnqueue(id));
        });
    place.context.record(MulticastWorld.PUT, number);
  }

  /** What a publisher does with a block, in some order. */
  private interface Steps {
    void take(ConditionQueue lane, BlockQueue held, long id);
  }

  private static void publish(BlockMulticastWorld.Place place, long number, Steps steps) {
    long id = place.block(number);
    try (ConditionQueue lane = ConditionQueue.open(place.participant, LANE.base());
        BlockQueue held = place.held()) {
      steps.take(lane, held, id);
    }
  }

  private static SharedMemory releasesWhateverIsFirst(SharedMemory memory) {
    return MulticastMutants.takesWhateverIsFirst(
        memory, BlockMulticastSmallScenarios.THREE.layout.held().head());
  }
}
