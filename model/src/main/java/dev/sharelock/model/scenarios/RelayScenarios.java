package dev.sharelock.model.scenarios;

import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import java.util.stream.Stream;

/** Blocks that are passed from queue to queue by processes that die. */
public final class RelayScenarios implements ScenarioProvider {
  static final RelayWorld ONE = new RelayWorld(1, 1);
  private static final RelayWorld TWO = new RelayWorld(2, 2);
  private static final RelayWorld FULL = new RelayWorld(2, 1);
  private static final RelayWorld CROWDED = new RelayWorld(2, 1, 1);
  private static final RelayWorld STAGES = new RelayWorld(1, 1, 1);
  private static final RelayWorld LONG = new RelayWorld(2, 2, 2);

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        passed(),
        rivals(),
        killed(),
        killedBeforeConsumer(),
        killedWhenFull(),
        recoverersCompete(),
        recovererKilled(),
        successors(),
        recoverersMeet(),
        stages(),
        stagesOfOne(),
        roomForTheDead(),
        stream());
  }

  static Body pass(RelayWorld world) {
    return context -> world.place(context).passAll(0);
  }

  private static Body take(RelayWorld world) {
    return context -> world.place(context).takeAll();
  }

  static Body succeed(RelayWorld world) {
    return context -> world.place(context).recover().passAll(0).takeAll();
  }

  private static Scenario passed() {
    return ONE.scenario(
            "passed", "A block is passed on while somebody waits for it at the end.", "consumer")
        .process("relay", pass(ONE))
        .process("consumer", take(ONE))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario rivals() {
    return TWO.scenario("rivals", "Two relays pass on what there is.")
        .process("relay", pass(TWO))
        .process("other-relay", pass(TWO))
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static Scenario killed() {
    return ONE.scenario("killed", "A relay dies anywhere; a survivor goes on.", "survivor")
        .process("relay", pass(ONE))
        .afterDeathOf("relay", "survivor", succeed(ONE))
        .faults(Faults.NONE.killing(1, "relay"))
        .exhaustible()
        .build();
  }

  private static Scenario killedBeforeConsumer() {
    return ONE.scenario(
            "killed-before-consumer",
            "A relay dies while its block is taken.",
            "consumer",
            "survivor")
        .process("relay", pass(ONE))
        .process("consumer", ONE::takeOne)
        .afterDeathOf("relay", "survivor", succeed(ONE))
        .faults(Faults.NONE.killing(1, "relay"))
        .large()
        .build();
  }

  private static Scenario killedWhenFull() {
    return FULL.scenario(
            "killed-when-full", "A relay dies that cannot pass on everything.", "survivor")
        .process("relay", pass(FULL))
        .afterDeathOf("relay", "survivor", succeed(FULL))
        .faults(Faults.NONE.killing(1, "relay"))
        .exhaustible()
        .build();
  }

  private static Scenario recoverersCompete() {
    return ONE.scenario(
            "recoverers-compete",
            "Two survivors recover both queues and go on.",
            "survivor",
            "other")
        .process("relay", pass(ONE))
        .afterDeathOf("relay", "survivor", succeed(ONE))
        .afterDeathOf("relay", "other", succeed(ONE))
        .faults(Faults.NONE.killing(1, "relay"))
        .build();
  }

  private static Scenario recoverersMeet() {
    Body recover = context -> ONE.recoverLast(context);
    return ONE.scenario("recoverers-meet", "Two survivors recover the queue of the dead relay.")
        .process("relay", pass(ONE))
        .afterDeathOf("relay", "survivor", recover)
        .afterDeathOf("relay", "other", recover)
        .faults(Faults.NONE.killing(1, "relay"))
        .large()
        .build();
  }

  private static Scenario recovererKilled() {
    return ONE.scenario(
            "recoverer-killed", "Whoever goes on for a dead relay dies as well.", "survivor")
        .process("relay", pass(ONE))
        .afterDeathOf("relay", "heir", context -> ONE.place(context).recover().passAll(0))
        .afterDeathOf("heir", "survivor", succeed(ONE))
        .faults(Faults.NONE.killing(2, "relay", "heir"))
        .exhaustible()
        .build();
  }

  private static Scenario successors() {
    return TWO.scenario(
            "successors", "Relays and the consumer die, others go on.", "consumer", "survivor")
        .process("relay", pass(TWO))
        .process("rival", pass(TWO))
        .process("consumer", take(TWO))
        .afterDeathOf("relay", "survivor", succeed(TWO))
        .faults(Faults.NONE.killing(2, "relay", "rival"))
        .build();
  }

  private static Scenario stages() {
    return LONG.scenario(
            "stages", "Two stages; the first relay dies, and so may the second.", "consumer")
        .process("first", pass(LONG))
        .process("second", context -> LONG.place(context).passAll(1))
        .process("consumer", take(LONG))
        .afterDeathOf(
            "first", "survivor", context -> LONG.place(context).recover().passAll(0).passAll(1))
        .faults(Faults.NONE.killing(2, "first", "second"))
        .build();
  }

  /** What the dead one was passing on has no room until its consumer, a relay, takes something. */
  private static Scenario roomForTheDead() {
    return CROWDED
        .scenario(
            "room-for-the-dead",
            "A relay begins behind a full pipe into which a dead one was putting.")
        .process("first", pass(CROWDED))
        .afterDeathOf("first", "second", context -> CROWDED.relayOne(context, 1))
        .faults(Faults.NONE.killing(1, "first"))
        .exhaustible()
        .build();
  }

  private static Scenario stagesOfOne() {
    return STAGES
        .scenario("stages-of-one", "A block goes through two stages, and both may die.")
        .process("first", pass(STAGES))
        .process("second", context -> STAGES.place(context).passAll(1))
        .faults(Faults.NONE.killing(2, "first", "second"))
        .large()
        .build();
  }

  /** The end comes after everything, whoever passes it on. */
  private static Scenario stream() {
    return LONG.scenario("stream", "A stream runs through two stages to its end.", "consumer")
        .setUp(LONG::fillAndEnd)
        .process("first", context -> LONG.relay(context, 0))
        .process("second", context -> LONG.relay(context, 1))
        .process("consumer", LONG::take)
        .afterDeathOf("first", "heir", context -> LONG.relay(context, 0))
        .afterDeathOf("second", "other-heir", context -> LONG.relay(context, 1))
        .faults(Faults.NONE.killing(2, "first", "second"))
        .atEnd("in order", end -> QueueWorld.requireRising(end, "consumer"))
        .build();
  }
}
