package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Record channels, doorbells and requests, and their mutants, on the exhaustive engine. */
class RecordScenariosTest {
  /** A number that changes says that the structure or the engine has changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "record.one-record, 4",
    "record.last-record-and-end, 14",
    "record.until-the-end, 769",
    "record.two-producers, 10",
    "record.two-consumers, 2048",
    "record.sides-are-limited, 1088",
    "record.late-joiner, 52",
    "record.removal-and-join, 27",
    "record.snapshot, 200",
    "record.segment, 4992",
    "record.recovery-leaves-the-living, 23",
    "record.sender-killed, 36",
    "record.receiver-killed, 22",
    "record.all-killed, 35",
    "record.producer-leaves, 4465",
    "record.producer-evicted, 24",
    "doorbell.one-producer, 111",
    "doorbell.scarce-slots, 16",
    "doorbell.close-wakes, 243",
    "doorbell.close-against-frame, 318",
    "doorbell.masked-ring-keeps, 111",
    "doorbell.slot-inherits-frames, 9",
    "doorbell.sleeper-loses-producer, 4767",
    "doorbell.consumer-succeeds, 23",
    "request.one-call, 1221",
    "request.failure, 1221",
    "request.last-response, 13952",
    "request.server-follows, 65",
    "request.client-follows, 10"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(name, executions);
  }

  static Stream<Scenario> mutants() {
    return Stream.concat(new RecordMutants().scenarios(), new DoorbellMutants().scenarios());
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario mutant) {
    EveryExecution.requireCaught(mutant);
  }

  /**
   * Ordered accesses without whose order a scenario fails. The others are compare-and-sets, which
   * there are in one mode only, and the signal of the table, without which a wait ends by its
   * slice.
   */
  @ParameterizedTest
  @CsvSource({
    "table.block, UPDATE, ACQUIRE, record.sides-are-limited",
    "table.block, READ, OPAQUE, record.sides-are-limited",
    "table.filler, UPDATE, RELEASE, record.segment",
    "table.filler, UPDATE, ACQUIRE, record.segment",
    "bell.state, UPDATE, ACQUIRE, doorbell.close-against-frame",
    "bell.owner, UPDATE, ACQUIRE, doorbell.scarce-slots",
    "bell.owner, UPDATE, RELEASE, doorbell.scarce-slots"
  })
  void everyOrderIsNecessary(String words, String access, AccessMode weaker, String caughtBy) {
    Scenario sound = Catalogue.installed().get(caughtBy);
    LongPredicate sites = Weakened.words(sound, name -> name.startsWith(words));
    Weakening weakening = EveryExecution.weaker(access, sites, weaker);
    Scenario mutant = Weakened.of(sound, sound.name() + ".weakened", weakening).build();
    assertThat(EveryExecution.explore(mutant).failure()).isPresent();
  }
}
