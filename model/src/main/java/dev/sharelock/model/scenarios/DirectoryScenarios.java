package dev.sharelock.model.scenarios;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import dev.sharelock.model.scenario.Faults;
import dev.sharelock.model.scenario.ProcessContext;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.ScenarioProvider;
import dev.sharelock.model.specimens.HeapWeakening;
import dev.sharelock.model.specimens.Weakened;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.region.Directory;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.RegionLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/** The directory of a region: get-or-create, removal, and an initialiser that dies anywhere. */
public final class DirectoryScenarios implements ScenarioProvider {

  static final RegionLayout LAYOUT = new RegionLayout(1, 2);
  private static final long RANGE = 128;
  private static final int RANGES = 4;
  static final EntryRequest REQUEST = new EntryRequest("a", 1, 16);
  private static final EntryRequest OTHER = new EntryRequest("b", 2, 16);
  private static final long A_SLICE = 50_000_000;
  static final String ENTRY = "entry";
  private static final String BUILT = "built";

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        getOrCreateRace(),
        waiterIsWoken(),
        twoNames(),
        initialiserKilled(),
        initialiserKilledUnderRivals(),
        initialiserFails(),
        removedAndCreatedUnderAReader(),
        rangesAreUsedAgain());
  }

  static Scenario.Builder directory(String name, String about) {
    return bare(name, about)
        .invariant("region", memory -> RegionScenarios.requireSound(memory, LAYOUT));
  }

  private static Scenario.Builder bare(String name, String about) {
    return Scenario.named("directory." + name)
        .about(about)
        .bytes(LAYOUT.heapStart() + RANGES * RANGE)
        .fields(DirectoryScenarios::describe)
        .setUp(
            (memory, environment) ->
                RegionScenarios.header(LAYOUT, RANGES * RANGE, environment).write(memory));
  }

  private static void describe(FieldNames names) {
    LAYOUT.describe(names);
    for (int i = 0; i < RANGES; i++) {
      names.word(LAYOUT.heapStart() + i * RANGE, 8, "range" + i + ".first");
      names.word(LAYOUT.heapStart() + i * RANGE + 8, 8, "range" + i + ".second");
    }
  }

  private static Directory open(ProcessContext context) {
    ParticipantContext participant = context.participant();
    return new Directory(participant, LAYOUT);
  }

  /** Two plain words: a reader that sees the entry too early races, or sees zeros. */
  private static void fill(ProcessContext context, long offset, long kind) {
    context.record(BUILT, offset);
    context.memory().setLongPlain(offset, kind);
    context.memory().setLongPlain(offset + 8, -kind);
  }

  private static void requireFilled(ProcessContext context, DirectoryEntry entry) {
    SharedMemory memory = context.memory();
    long first = memory.getLongPlain(entry.offset());
    long second = memory.getLongPlain(entry.offset() + 8);
    context.require(
        first == entry.kind() && second == -entry.kind(),
        entry + " holds " + first + ", " + second);
  }

  static void getOrCreate(ProcessContext context, EntryRequest request) {
    DirectoryEntry entry =
        open(context)
            .getOrCreate(
                request, (offset, bytes) -> fill(context, offset, request.kind()), Deadline.NEVER);
    requireFilled(context, entry);
    context.record(ENTRY, entry.toString());
  }

  private static List<Object> all(EndState end, String label, String... processes) {
    List<Object> all = new ArrayList<>();
    for (String process : processes) {
      all.addAll(end.recorded(process, label));
    }
    return all;
  }

  private static Scenario getOrCreateRace() {
    return directory("get-or-create-race", "Two who want one entry get one, built once.")
        .process("one", context -> getOrCreate(context, REQUEST))
        .process("two", context -> getOrCreate(context, REQUEST))
        .atEnd(
            "one entry",
            end -> {
              List<Object> entries = all(end, ENTRY, "one", "two");
              end.require(new HashSet<>(entries).size() == 1, "entries: " + entries);
              List<Object> built = all(end, BUILT, "one", "two");
              end.require(built.size() == 1, "built: " + built);
            })
        .exhaustible()
        .build();
  }

  private static Scenario waiterIsWoken() {
    return directory("waiter-is-woken", "Nobody waits for time to pass if nobody dies.")
        .process("one", DirectoryScenarios::getOrCreateInTime)
        .process("two", DirectoryScenarios::getOrCreateInTime)
        .faults(Faults.NONE)
        .exhaustible()
        .build();
  }

  private static void getOrCreateInTime(ProcessContext context) {
    getOrCreate(context, REQUEST);
    long now = context.environment().nanoTime();
    context.require(now < A_SLICE, "time has passed: nanoTime=" + now);
  }

  private static Scenario twoNames() {
    return directory("two-names", "Two names get two entries, whose ranges do not overlap.")
        .process("one", context -> getOrCreate(context, REQUEST))
        .process("two", context -> getOrCreate(context, OTHER))
        .atEnd(
            "two ranges",
            end -> {
              List<Object> built = all(end, BUILT, "one", "two");
              end.require(new HashSet<>(built).size() == 2, "built: " + built);
            })
        .exhaustible()
        .build();
  }

  private static Scenario initialiserKilled() {
    return directory(
            "initialiser-killed", "Whoever comes after a dead initialiser gets a whole entry.")
        .process("victim", context -> getOrCreate(context, REQUEST))
        .process("survivor", context -> getOrCreate(context, REQUEST))
        .faults(Faults.DEFAULT.killing(1, "victim"))
        .atEnd(
            "the survivor has it",
            end -> {
              List<Object> entries = end.recorded("survivor", ENTRY);
              end.require(entries.size() == 1, "entries: " + entries);
              List<Object> others = end.recorded("victim", ENTRY);
              boolean same = others.isEmpty() || others.equals(entries);
              end.require(same, "two entries: " + others + ", " + entries);
            })
        .exhaustible()
        .build();
  }

  private static Scenario initialiserKilledUnderRivals() {
    return directory(
            "initialiser-killed-under-rivals", "One of two survivors takes the entry over.")
        .process("victim", context -> getOrCreate(context, REQUEST))
        .process("one", context -> getOrCreate(context, REQUEST))
        .process("two", context -> getOrCreate(context, REQUEST))
        .faults(Faults.NONE.killing(1, "victim"))
        .atEnd(
            "one entry",
            end -> {
              List<Object> entries = all(end, ENTRY, "one", "two");
              end.require(new HashSet<>(entries).size() == 1, "entries: " + entries);
              List<Object> built = all(end, BUILT, "one", "two");
              end.require(built.size() <= 1, "built by survivors: " + built);
            })
        .build();
  }

  private static Scenario initialiserFails() {
    return directory("initialiser-fails", "An initialiser that fails leaves the entry to others.")
        .process(
            "one",
            context -> {
              try {
                open(context)
                    .getOrCreate(
                        REQUEST,
                        (offset, bytes) -> {
                          throw new SharelockException(Outcome.NO_MEMORY, "as intended");
                        },
                        Deadline.NEVER);
              } catch (SharelockException e) {
                context.require(e.outcome() == Outcome.NO_MEMORY, e.getMessage());
              }
            })
        .process("two", context -> getOrCreate(context, REQUEST))
        .exhaustible()
        .build();
  }

  private static Scenario removedAndCreatedUnderAReader() {
    return underAReader(
            directory(
                "removed-and-created-under-a-reader",
                "A reader sees one generation, never a mixture."))
        .exhaustible()
        .build();
  }

  /**
   * What removed entries had is handed out again: whoever has found one uses the memory of another.
   */
  private static Scenario rangesAreUsedAgain() {
    Scenario sound =
        underAReader(bare("ranges-are-used-again", "A removed entry's range is handed out again."))
            .build();
    LongPredicate pointer = Weakened.words(sound, name -> name.equals("region.heapNext"));
    return Weakened.of(
            sound, "directory.without-fresh-ranges", HeapWeakening.lostUpdates(pointer), "changer")
        .exhaustible()
        .mustFailWith(FailureKind.DATA_RACE)
        .build();
  }

  private static Scenario.Builder underAReader(Scenario.Builder scenario) {
    EntryRequest next = new EntryRequest("a", 3, 16);
    return scenario
        .process(
            "changer",
            context -> {
              getOrCreate(context, REQUEST);
              Directory directory = open(context);
              context.require(
                  directory.remove(directory.find("a").orElseThrow()), "was not removed");
              getOrCreate(context, next);
            })
        .process(
            "reader",
            context -> {
              Optional<DirectoryEntry> entry = open(context).find("a");
              if (entry.isPresent()) {
                requireFilled(context, entry.get());
              }
            });
  }
}
