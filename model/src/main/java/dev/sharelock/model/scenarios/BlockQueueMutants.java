package dev.sharelock.model.scenarios;

import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.QueueWeakening;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.specimens.Weakening;
import dev.sharelock.model.trace.FailureKind;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** Our queue of blocks with one thing weakened about its notes or its recovery. */
public final class BlockQueueMutants implements ScenarioProvider {
  private static final String NOTE_OF_PUTTING = "queue[.]seat.*[.]putting";
  private static final String NOTE_OF_TAKING = "queue[.]seat.*[.]taking";
  private static final String OUTBOX = "heap[.]holder.*[.]outbox.*";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        mutant(
            "note-before-ticket",
            "producer-killed",
            words -> HeapWeakening.lateWrites(in(words, NOTE_OF_PUTTING), in(words, OUTBOX)),
            "producer"),
        mutant(
            "note-before-taking",
            "consumer-killed-small",
            words -> HeapWeakening.lateWrites(in(words, NOTE_OF_TAKING), in(words, "queue[.]head")),
            "consumer"),
        mutant(
            "accepting-before-erasing",
            "consumer-killed-small",
            words -> QueueWeakening.erasedTooEarly(in(words, NOTE_OF_TAKING), in(words, OUTBOX)),
            "consumer"),
        mutant(
            "looking-before-asking",
            "noted-by-the-dead",
            words ->
                QueueWeakening.readTooEarly(
                    words.apply(NOTE_OF_TAKING), in(words, "queue[.]recoverer")),
            "survivor"));
  }

  private static LongPredicate in(Function<String, SortedSet<Long>> words, String names) {
    return words.apply(names)::contains;
  }

  private static Scenario mutant(
      String name,
      String base,
      Function<Function<String, SortedSet<Long>>, Weakening> weakening,
      String... processes) {
    Scenario sound =
        Stream.of(new BlockQueueScenarios(), new BlockQueueSmallScenarios())
            .flatMap(ScenarioProvider::scenarios)
            .filter(scenario -> scenario.name().equals("queue.blocks-" + base))
            .findFirst()
            .orElseThrow();
    Weakening weaker =
        weakening.apply(names -> Weakened.offsets(sound, word -> word.matches(names)));
    return Weakened.of(sound, "queue.blocks-without-" + name, weaker, processes)
        .exhaustible()
        .mustFailWith(FailureKind.ASSERTION)
        .build();
  }
}
