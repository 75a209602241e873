package dev.sharelock.model.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.catalogue.Catalogue;
import dev.sharelock.model.engine.Verdict;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.segment.SegmentEvent;
import dev.sharelock.segment.SegmentPhase;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Segments and their mutants on the exhaustive engine. */
class SegmentScenariosTest {
  private static Scenario scenario(String name) {
    return Catalogue.installed().get("segment." + name);
  }

  /** A number that changes says that segments, allocator or engine have changed: find out which. */
  @ParameterizedTest
  @CsvSource({
    "send-and-receive, 15616",
    "take-back-against-receive, 4800",
    "sender-killed, 48576",
    "receiver-killed, 47764",
    "lend-and-return, 117120",
    "borrower-killed-small, 388",
    "sender-leaves, 42944",
    "unsafe-given-up-by-both, 3904",
    "created-while-opened, 2",
    "every-transition, 68"
  })
  void smallScenariosHaveNoFailingExecution(String name, long executions) {
    EveryExecution.requireSound(scenario(name).name(), executions);
  }

  static Stream<Scenario> mutants() {
    return new SegmentMutants().scenarios();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void everyMutantIsCaughtAndItsTokenRepeatsIt(Scenario scenario) {
    EveryExecution.requireCaught(scenario);
  }

  /**
   * Every ordered access is needed: without its order, this scenario fails. Accesses that are not
   * here are opaque already.
   */
  @ParameterizedTest
  @CsvSource({
    "segment.*state, UPDATE, ACQUIRE, send-and-receive",
    "segment.*state, READ, OPAQUE, take-back-against-receive",
    "format, WRITE, OPAQUE, created-while-opened",
    "format, READ, OPAQUE, created-while-opened"
  })
  void everyOrderIsNecessary(String words, String access, AccessMode weaker, String caughtBy) {
    Scenario sound = scenario(caughtBy);
    LongPredicate sites = Weakened.words(sound, name -> name.matches("table[.]" + words));
    Weakening weakening = EveryExecution.weaker(access, sites, weaker);
    Scenario mutant = Weakened.of(sound, sound.name() + ".weakened", weakening).untimed().build();
    assertThat(EveryExecution.explore(mutant).failure()).isPresent();
  }

  /** The phases and events of the library, as the words of a table show them. */
  private static String transition(long before, long after) {
    SegmentPhase phase = phase(before);
    SegmentEvent event =
        switch (phase(after)) {
          case RESERVED -> SegmentEvent.RESERVE;
          case IN_FLIGHT -> SegmentEvent.SEND;
          case FREE -> SegmentEvent.FORGET;
          case DYING ->
              phase == SegmentPhase.OWNED && owner(before) == owner(after)
                  ? SegmentEvent.DEALLOCATE
                  : SegmentEvent.BURY;
          case OWNED -> becomingOwner(phase, before, after);
        };
    return phase + " " + event + " " + phase(after);
  }

  private static SegmentEvent becomingOwner(SegmentPhase phase, long before, long after) {
    if (phase == SegmentPhase.RESERVED) {
      return SegmentEvent.PUBLISH;
    }
    boolean flies = phase == SegmentPhase.IN_FLIGHT;
    if (flies && owner(after) == (before & 0xfff)) {
      return SegmentEvent.RECEIVE;
    }
    return flies && owner(after) == owner(before) ? SegmentEvent.TAKE_BACK : SegmentEvent.RECLAIM;
  }

  private static SegmentPhase phase(long word) {
    return SegmentPhase.values()[(int) (word >>> 24) & 7];
  }

  private static long owner(long word) {
    return word >>> 12 & 0xfff;
  }

  /** Notes every change of a state that succeeds. */
  private static Weakening watching(LongPredicate states, Set<String> seen) {
    return memory ->
        new MemoryDecorator(memory) {
          @Override
          protected long compareAndExchange(
              long at, int bytes, AccessMode mode, long expected, long value) {
            long found = super.compareAndExchange(at, bytes, mode, expected, value);
            if (states.test(at) && found == expected) {
              seen.add(transition(expected, value));
            }
            return found;
          }
        };
  }

  /** The engine reaches all that the diagram has, by each of its arrows, and nothing else. */
  @Test
  void whatHappensIsWhatTheDiagramSays() {
    Scenario scenario = scenario("every-transition");
    LongPredicate states = Weakened.words(scenario, name -> name.matches("table.*state"));
    Set<String> seen = new TreeSet<>();
    Verdict verdict =
        EveryExecution.explore(
            Weakened.of(scenario, "segment.watched", watching(states, seen)).build());
    assertThat(verdict.failure()).isEmpty();
    assertThat(verdict.exhausted()).isTrue();
    Set<String> declared = new TreeSet<>();
    for (SegmentPhase phase : SegmentPhase.values()) {
      for (SegmentEvent event : SegmentEvent.values()) {
        if (phase.after(event) != null) {
          declared.add(phase + " " + event + " " + phase.after(event));
        }
      }
    }
    assertThat(seen).isEqualTo(declared);
  }
}
