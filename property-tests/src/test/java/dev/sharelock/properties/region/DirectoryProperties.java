package dev.sharelock.properties.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.properties.FieldList;
import dev.sharelock.region.Directory;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.RegionHeader;
import dev.sharelock.region.RegionLayout;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** The directory of a region against a map, and with overwritten words. */
final class DirectoryProperties {
  private static final int ENTRIES = 4;
  private static final RegionLayout LAYOUT = new RegionLayout(2, ENTRIES);
  private static final long HEAP_BYTES = 2048;
  private static final long STEP_LIMIT = 20_000;

  /** What can be done to a directory. */
  enum Kind {
    CREATE,
    CREATE_IN_VAIN,
    FIND,
    REMOVE,
    REMOVE_STALE
  }

  /** One operation. */
  record Step(Kind kind, String name, long type, int bytes) {}

  @Property
  void behavesAsAMapWhoseNamesAreNeverForgotten(@ForAll("steps") List<Step> steps) {
    SoloWorld world = world();
    Directory directory = new Directory(world.participant(5), LAYOUT);
    Map<String, DirectoryEntry> model = new TreeMap<>();
    Set<String> names = new LinkedHashSet<>();
    List<DirectoryEntry> handedOut = new ArrayList<>();
    for (Step step : steps) {
      world.boundedMemory().restartSteps();
      DirectoryEntry known = model.get(step.name());
      switch (step.kind()) {
        case CREATE, CREATE_IN_VAIN -> {
          create(directory, step, known, names)
              .ifPresent(
                  entry -> {
                    handedOut.add(entry);
                    model.put(step.name(), entry);
                  });
        }
        case FIND -> assertThat(directory.find(step.name()).orElse(null)).isEqualTo(known);
        case REMOVE -> {
          if (known != null) {
            assertThat(directory.remove(known)).isTrue();
            model.remove(step.name());
          }
        }
        case REMOVE_STALE -> {
          for (DirectoryEntry entry : handedOut) {
            boolean current = entry.equals(model.get(entry.name()));
            assertThat(directory.isCurrent(entry)).isEqualTo(current);
            if (!current) {
              assertThat(directory.remove(entry)).isFalse();
            }
          }
        }
      }
      assertThat(directory.entries()).containsExactlyInAnyOrderElementsOf(model.values());
      rangesAreApart(handedOut);
    }
  }

  /** Creates an entry if that is possible; checks why not if it is not. */
  private static Optional<DirectoryEntry> create(
      Directory directory, Step step, DirectoryEntry known, Set<String> names) {
    boolean inVain = step.kind() == Kind.CREATE_IN_VAIN;
    long free = directory.freeBytes();
    DirectoryEntry[] created = {null};
    EntryRequest request = new EntryRequest(step.name(), step.type(), step.bytes());
    Throwable thrown =
        catchThrowable(
            () ->
                created[0] =
                    directory.getOrCreate(
                        request,
                        (offset, bytes) -> {
                          if (inVain) {
                            throw new UnsupportedOperationException("in vain");
                          }
                        },
                        0));
    boolean room = names.contains(step.name()) || names.size() < ENTRIES;
    if (room) {
      names.add(step.name());
    }
    if (known != null) {
      boolean same = known.kind() == step.type() && known.bytes() == step.bytes();
      assertThat(created[0]).isEqualTo(same ? known : null);
      if (!same) {
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class);
      }
      return Optional.empty();
    }
    if (!room || free < (step.bytes() + 127) / 128 * 128) {
      assertThat(thrown).isInstanceOf(SharelockException.class);
      assertThat(((SharelockException) thrown).outcome())
          .isIn(Outcome.NO_MEMORY, Outcome.TOO_LARGE);
      return Optional.empty();
    }
    if (inVain) {
      assertThat(thrown).hasMessage("in vain");
      assertThat(directory.find(step.name())).isEmpty();
      return Optional.empty();
    }
    assertThat(thrown).isNull();
    assertThat(created[0].bytes()).isEqualTo(step.bytes());
    return Optional.of(created[0]);
  }

  private static void rangesAreApart(List<DirectoryEntry> entries) {
    for (DirectoryEntry one : entries) {
      assertThat(one.offset() % 128).isZero();
      assertThat(one.offset()).isGreaterThanOrEqualTo(LAYOUT.heapStart());
      assertThat(one.offset() + one.bytes()).isLessThanOrEqualTo(LAYOUT.heapStart() + HEAP_BYTES);
      for (DirectoryEntry other : entries) {
        boolean apart =
            one == other
                || one.offset() + one.bytes() <= other.offset()
                || other.offset() + other.bytes() <= one.offset();
        assertThat(apart).as("%s, %s", one, other).isTrue();
      }
    }
  }

  @Property
  void anyCorruptWordsLeadToDocumentedResults(
      @ForAll("steps") List<Step> steps,
      @ForAll @IntRange(max = 10_000) int word,
      @ForAll("values") long value) {
    SoloWorld world = world();
    Directory directory = new Directory(world.participant(5), LAYOUT);
    attemptAll(world, directory, steps);
    FieldList fields = new FieldList();
    LAYOUT.describe(fields);
    List<String> words = fields.words();
    String name = words.get(word % words.size());
    HeapMemory heap = world.boundedMemory().heap();
    if (fields.length(name) == Long.BYTES) {
      heap.setLongVolatile(fields.offset(name), value);
    } else {
      heap.setIntVolatile(fields.offset(name), (int) value);
    }
    attemptAll(world, directory, steps);
  }

  private static void attemptAll(SoloWorld world, Directory directory, List<Step> steps) {
    EntryRequest request = new EntryRequest("fresh", 1, 8);
    for (Step step : steps) {
      EntryRequest asked = new EntryRequest(step.name(), step.type(), step.bytes());
      attempt(world, () -> directory.getOrCreate(asked, (offset, bytes) -> {}, 1_000));
      attempt(world, () -> directory.find(step.name()).map(directory::remove));
      attempt(world, directory::entries);
      attempt(world, directory::freeBytes);
    }
    attempt(world, () -> directory.getOrCreate(request, (offset, bytes) -> {}, 1_000));
  }

  /** An operation must end, and may refuse, but only in the documented ways. */
  private static void attempt(SoloWorld world, ThrowingCallable operation) {
    world.boundedMemory().restartSteps();
    Throwable thrown = catchThrowable(operation);
    if (thrown != null) {
      assertThat(thrown).isInstanceOfAny(SharelockException.class, IllegalArgumentException.class);
      assertThat(thrown).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    }
  }

  private static SoloWorld world() {
    long size = LAYOUT.heapStart() + HEAP_BYTES;
    SoloWorld world = SoloWorld.bounded(size, STEP_LIMIT);
    new RegionHeader(size, 7, 17, 23, 0, LAYOUT).write(world.memory());
    return world;
  }

  @Provide
  Arbitrary<Long> values() {
    return Arbitraries.oneOf(
        Arbitraries.longs(),
        Arbitraries.longs().between(-10, 4096),
        Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 127));
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.of(Kind.class),
            Arbitraries.of("a", "b", "orders", "x/y.z-1", "e", "f"),
            Arbitraries.longs().between(1, 2),
            Arbitraries.integers().between(1, 600))
        .as(Step::new)
        .list()
        .ofMaxSize(25);
  }
}
