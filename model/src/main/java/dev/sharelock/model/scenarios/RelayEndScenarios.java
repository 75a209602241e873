package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The end of a stream, which must not overtake a block that somebody has in hand. Each process
 * tries once what it does; the streams of {@link RelayScenarios} wait.
 */
public final class RelayEndScenarios implements ScenarioProvider {
  private static final RelayWorld ONE = RelayScenarios.ONE;
  private static final RelayWorld FULL = new RelayWorld(2, 1);
  private static final Weakening NONE = memory -> memory;

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        passed(),
        comesBack(),
        givenBack(),
        killed(),
        recovered(),
        recoveredByTwo(),
        withoutLook(),
        withoutFront());
  }

  private static Scenario.Builder scenario(
      RelayWorld world, String name, String about, String... enders) {
    return world
        .scenario("end-" + name, about)
        .setUp(world::fillAndEnd)
        .faults(Faults.NONE)
        .atEnd("ended", end -> world.requireEnd(end, enders))
        .exhaustible();
  }

  private static Body holding(RelayWorld world, Consumer<RelayWorld.Place> then) {
    return context -> world.holdInTurn(context, then);
  }

  private static Body ending(RelayWorld world, Weakening weakening) {
    return context -> world.placeInTurn(context, weakening).passEnd();
  }

  private static Scenario.Builder heldByOther(String name, String about, Weakening weakening) {
    return scenario(ONE, name, about, "ender")
        .process("holder", holding(ONE, RelayWorld.Place::passHeld))
        .process("ender", ending(ONE, weakening));
  }

  private static Scenario passed() {
    String about = "The last block is passed on while somebody finds the end.";
    return heldByOther("passed", about, NONE).build();
  }

  private static Scenario killed() {
    String about = "Whoever has the last block dies while somebody finds the end.";
    return scenario(ONE, "killed", about, "ender")
        .process("holder", context -> ONE.place(context).passAll(0))
        .process("ender", context -> ONE.place(context).passEnd())
        .faults(Faults.NONE.killing(1, "holder"))
        .build();
  }

  private static Scenario withoutLook() {
    Weakening weakening = Weakening.blindTo(ONE.queue(0).taking(1));
    return heldByOther("without-look", "The end is passed on whoever has what.", weakening)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  /** Its notes are in one pipe, then in the other, and then in the first one again. */
  private static Scenario comesBack() {
    return scenario(FULL, "comes-back", "The last block finds no room, and is kept.", "ender")
        .setUp(FULL::fillAndEndFull)
        .process("holder", holding(FULL, RelayEndScenarios::keep))
        .process("ender", ending(FULL, NONE))
        .build();
  }

  private static void keep(RelayWorld.Place place) {
    Outcome outcome = place.rows.getFirst().passTo(place.rows.getLast(), 0);
    place.context.require(outcome == Outcome.WOULD_BLOCK, "pass ended with " + outcome);
    place.giveBack(0);
  }

  private static Scenario.Builder givenBack(String name, String about, Weakening weakening) {
    return scenario(ONE, name, about, "ender")
        .process("other", context -> ONE.placeInTurn(context, NONE).passAll(0))
        .process("holder", holding(ONE, place -> place.giveBack(0)))
        .process("ender", ending(ONE, weakening));
  }

  private static Scenario givenBack() {
    String about = "The last block is given back, and taken by another.";
    return givenBack("given-back", about, NONE).build();
  }

  private static Scenario withoutFront() {
    Weakening weakening = Weakening.firstReadOf(ONE.queue(0).head());
    return givenBack("without-front", "It is not seen that a block has changed hands.", weakening)
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }

  private static Scenario.Builder leftByTheDead(String name, String about, String... enders) {
    return scenario(ONE, name, about, enders)
        .process("holder", context -> ONE.place(context).passAll(0))
        .afterDeathOf("holder", "ender", context -> ONE.place(context).passEnd())
        .faults(Faults.NONE.killing(1, "holder"));
  }

  private static Scenario recovered() {
    return leftByTheDead("recovered", "Somebody finds what a dead one has left.", "ender").build();
  }

  private static Scenario recoveredByTwo() {
    String about = "Two find what a dead one has left, or the end.";
    return leftByTheDead("recovered-by-two", about, "ender", "other")
        .afterDeathOf("holder", "other", context -> ONE.place(context).passEnd())
        .large()
        .build();
  }
}
