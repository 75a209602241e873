package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.queue.BlockQueue;
import dev.sharelock.queue.QueueLayout;
import java.util.stream.Stream;

/** Relays that do one thing less. Each must be caught, or that thing is not needed. */
public final class RelayMutants implements ScenarioProvider {
  private static final RelayWorld ONE = RelayScenarios.ONE;

  /** The seat of the first process. */
  private static final int FIRST = 1;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(putThenAcknowledge(), acknowledgeThenPut(), withoutNote());
  }

  private static Scenario.Builder mutant(String name, String about, String... takers) {
    return ONE.scenario(name, about, takers)
        .faults(Faults.NONE.killing(1, "relay"))
        .mustFailWith(FailureKind.ASSERTION);
  }

  /** What a relay does that knows of nothing better: two steps, between which it can die. */
  private static Scenario putThenAcknowledge() {
    return mutant("put-then-acknowledge", "A relay that may pass on a block twice.", "survivor")
        .process("relay", context -> copy(context, true))
        .afterDeathOf("relay", "survivor", RelayScenarios.succeed(ONE))
        .exhaustible()
        .build();
  }

  private static Scenario acknowledgeThenPut() {
    return mutant("acknowledge-then-put", "A relay that may lose a block.", "survivor")
        .process("relay", context -> copy(context, false))
        .afterDeathOf("relay", "survivor", RelayScenarios.succeed(ONE))
        .exhaustible()
        .build();
  }

  private static void copy(ProcessContext context, boolean putFirst) {
    RelayWorld.Place place = ONE.place(context);
    BlockQueue from = place.rows.getFirst();
    if (from.tryDequeue() == Outcome.DONE) {
      long id = from.block();
      if (!putFirst) {
        from.acknowledge();
      }
      context.require(place.rows.getLast().tryEnqueue(id) == Outcome.DONE, "cannot put");
      from.acknowledge();
    }
  }

  /** Between the ticket and the queue, nobody knows of the block. */
  private static Scenario withoutNote() {
    QueueLayout next = ONE.queue(1);
    Weakening weakening = Weakening.withoutWrites(next.passing(FIRST));
    return mutant("without-note", "A relay that does not note what it passes on.", "survivor")
        .process("relay", context -> ONE.new Place(context, weakening).passAll(0))
        .afterDeathOf("relay", "survivor", RelayScenarios.succeed(ONE))
        .exhaustible()
        .build();
  }
}
