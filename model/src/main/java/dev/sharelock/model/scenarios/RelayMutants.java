package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.allocator.Allocator;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
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

  /** A participant that is none of the processes. */
  private static final int GHOST = 999;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(putThenAcknowledge(), acknowledgeThenPut(), withoutNote(), withoutLook());
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

  /** Whoever recovers takes what the living heir is about to put for what the dead one left. */
  private static Scenario withoutLook() {
    Weakening weakening = Weakening.blindTo(ONE.queue(1).passing(FIRST));
    return ONE.scenario("without-look-at-the-living", "A recovery that overlooks a living relay.")
        .setUp(RelayMutants::dieBeforePassing)
        .process("heir", context -> ONE.place(context).recover(0).passAll(0))
        .process("other", context -> ONE.new Place(context, weakening).recover(1))
        .faults(Faults.NONE)
        .mustFailWith(FailureKind.ASSERTION)
        .exhaustible()
        .build();
  }

  /** A relay has noted what it passes on, and has died before the ticket of it was valid. */
  private static void dieBeforePassing(SharedMemory memory, Environment environment) {
    ONE.fill(memory, environment);
    SharedMemory mortal =
        new MemoryDecorator(memory) {
          private boolean noted;

          @Override
          protected void store(long at, int bytes, AccessMode mode, long value) {
            noted |= at == ONE.queue(1).passing(GHOST % ONE.queue(1).seats());
            super.store(at, bytes, mode, value);
          }

          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            if (noted) {
              throw new Death();
            }
            return super.compareAndExchange(at, bytes, mode, expected, value);
          }
        };
    ParticipantContext ghost = AllocatorWorld.loner(mortal, GHOST);
    Allocator allocator = Allocator.open(ghost, RelayWorld.HEAP);
    BlockQueue from = ONE.open(0, ghost, allocator);
    from.tryDequeue();
    try {
      from.passTo(ONE.open(1, ghost, allocator), 0);
    } catch (Death expected) {
      return;
    }
    throw new IllegalStateException(
        "relay did not die; do: look which access comes after the note");
  }

  private static final class Death extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
