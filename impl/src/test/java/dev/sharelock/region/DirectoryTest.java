package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DirectoryTest {

  private static final EntryInitializer NOTHING = (offset, bytes) -> {};
  private final Village village = new Village(8, 4, 4096);
  private final ParticipantContext one = village.join(1);
  private final Directory directory = village.directory(one);

  private static void requireOutcome(Runnable action, Outcome outcome) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(outcome));
  }

  @Test
  void anEntryIsBuiltOnceAndFoundByAll() {
    List<Long> built = new ArrayList<>();
    EntryRequest request = new EntryRequest("orders/ring.1", 5, 100);
    DirectoryEntry entry = directory.getOrCreate(request, (offset, bytes) -> built.add(offset), 0);
    assertThat(built).containsExactly(entry.offset());
    assertThat(entry.offset() % 128).isZero();
    Directory other = village.directory(village.join(2));
    assertThat(other.getOrCreate(request, (offset, bytes) -> built.add(-1L), 0)).isEqualTo(entry);
    assertThat(other.find("orders/ring.1")).contains(entry);
    assertThat(other.entries()).containsExactly(entry);
    assertThat(built).hasSize(1);
  }

  @Test
  void rangesDoNotOverlap() {
    DirectoryEntry a = directory.getOrCreate(new EntryRequest("a", 1, 1), NOTHING, 0);
    DirectoryEntry b = directory.getOrCreate(new EntryRequest("b", 1, 129), NOTHING, 0);
    DirectoryEntry c = directory.getOrCreate(new EntryRequest("c", 1, 1), NOTHING, 0);
    assertThat(a.offset()).isEqualTo(village.header.layout().heapStart());
    assertThat(b.offset()).isEqualTo(a.offset() + 128);
    assertThat(c.offset()).isEqualTo(b.offset() + 256);
    assertThat(directory.freeBytes()).isEqualTo(4096 - 512);
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(directory.find("a")).isEmpty();
    assertThat(directory.entries()).isEmpty();
  }

  @Test
  void removedEntriesAreStaleAndTheirSpaceIsNotUsedAgain() {
    EntryRequest request = new EntryRequest("a", 1, 64);
    DirectoryEntry old = directory.getOrCreate(request, NOTHING, 0);
    assertThat(directory.isCurrent(old)).isTrue();
    assertThat(directory.remove(old)).isTrue();
    assertThat(directory.remove(old)).isFalse();
    assertThat(directory.find("a")).isEmpty();
    DirectoryEntry next = directory.getOrCreate(request, NOTHING, 0);
    assertThat(next.generation()).isGreaterThan(old.generation());
    assertThat(next.offset()).isNotEqualTo(old.offset());
    assertThat(directory.isCurrent(old)).isFalse();
    assertThat(directory.remove(old)).isFalse();
    assertThat(directory.isCurrent(next)).isTrue();
  }

  @Test
  void anInitialiserThatThrowsLeavesNoEntry() {
    EntryRequest request = new EntryRequest("a", 1, 64);
    IllegalStateException failure = new IllegalStateException("no");
    assertThatThrownBy(
            () ->
                directory.getOrCreate(
                    request,
                    (offset, bytes) -> {
                      throw failure;
                    },
                    0))
        .isSameAs(failure);
    assertThat(directory.find("a")).isEmpty();
    assertThat(village.directory(village.join(2)).getOrCreate(request, NOTHING, 0)).isNotNull();
  }

  @Test
  void aDeadBuilderIsReplaced() {
    EntryRequest request = new EntryRequest("a", 1, 64);
    Directory other = village.directory(village.join(2));
    List<Long> built = new ArrayList<>();
    EntryInitializer dies =
        (offset, bytes) -> {
          requireOutcome(() -> other.getOrCreate(request, NOTHING, 5_000_000), Outcome.TIMED_OUT);
          assertThat(other.find("a")).isEmpty();
          village.kill(1);
          built.add(offset);
          DirectoryEntry entry = other.getOrCreate(request, (start, length) -> built.add(start), 0);
          assertThat(built).containsExactly(offset, entry.offset());
          assertThat(other.find("a")).contains(entry);
          other.remove(entry);
          throw new Ended();
        };
    assertThatThrownBy(() -> directory.getOrCreate(request, dies, 0)).isInstanceOf(Ended.class);
    assertThat(other.find("a")).isEmpty();
  }

  /** Stands for the death of a process: nothing of it runs any more. */
  private static final class Ended extends Error {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void anInitialiserThatAsksForItsOwnEntryIsTold() {
    EntryRequest request = new EntryRequest("a", 1, 64);
    assertThatThrownBy(
            () ->
                directory.getOrCreate(
                    request, (offset, bytes) -> directory.getOrCreate(request, NOTHING, 0), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its own initialiser");
  }

  @Test
  void anotherKindOrLengthIsRefused() {
    directory.getOrCreate(new EntryRequest("a", 1, 64), NOTHING, 0);
    assertThatThrownBy(() -> directory.getOrCreate(new EntryRequest("a", 2, 64), NOTHING, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("kind=1")
        .hasMessageContaining("wantedKind=2");
    assertThatThrownBy(() -> directory.getOrCreate(new EntryRequest("a", 1, 65), NOTHING, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("wantedBytes=65");
  }

  @Test
  void aFullDirectoryAndAFullHeapAreReported() {
    for (String name : List.of("a", "b", "c", "d")) {
      directory.getOrCreate(new EntryRequest(name, 1, 1), NOTHING, 0);
    }
    requireOutcome(
        () -> directory.getOrCreate(new EntryRequest("e", 1, 1), NOTHING, 0), Outcome.NO_MEMORY);
    assertThat(directory.find("e")).isEmpty();
    Village small = new Village(2, 4, 256);
    Directory tight = small.directory(small.join(1));
    requireOutcome(
        () -> tight.getOrCreate(new EntryRequest("a", 1, 257), NOTHING, 0), Outcome.TOO_LARGE);
    tight.getOrCreate(new EntryRequest("b", 1, 200), NOTHING, 0);
    requireOutcome(
        () -> tight.getOrCreate(new EntryRequest("c", 1, 1), NOTHING, 0), Outcome.NO_MEMORY);
    requireOutcome(
        () -> tight.getOrCreate(new EntryRequest("d", 1, Long.MAX_VALUE), NOTHING, 0),
        Outcome.TOO_LARGE);
    assertThat(tight.find("a")).as("what failed can be tried again").isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "ä",
        "0123456789012345678901234567890123456789012345678901234567890123456789012"
      })
  void malformedNamesAreRefused(String name) {
    assertThatThrownBy(() -> directory.find(name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new EntryRequest(name, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theLongestNameIsKept() {
    String name = "x".repeat(71) + "y";
    directory.getOrCreate(new EntryRequest(name, 1, 1), NOTHING, 0);
    assertThat(village.directory(village.join(2)).entries())
        .extracting(DirectoryEntry::name)
        .containsExactly(name);
  }

  @Test
  void impossibleLengthsAreRefused() {
    assertThatThrownBy(() -> new EntryRequest("a", 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bytes=0");
  }

  @Test
  void corruptEntriesAreReported() {
    DirectoryEntry entry = directory.getOrCreate(new EntryRequest("a", 1, 64), NOTHING, 0);
    long base = directory.slots().find("a");
    village.memory.setLongVolatile(base + DirectoryLayout.OFFSET, entry.offset() + 1);
    requireOutcome(() -> directory.find("a"), Outcome.CORRUPT);
    village.memory.setLongVolatile(base + DirectoryLayout.OFFSET, entry.offset());
    village.memory.setLongVolatile(base + DirectoryLayout.LENGTH, Long.MAX_VALUE);
    requireOutcome(() -> directory.find("a"), Outcome.CORRUPT);
    village.memory.setLongVolatile(base + DirectoryLayout.LENGTH, 64);
    village.memory.setLongVolatile(base + DirectoryLayout.NAME_LENGTH, -1);
    requireOutcome(() -> directory.entries(), Outcome.CORRUPT);
    village.memory.setLongVolatile(base + DirectoryLayout.STATE, 15);
    requireOutcome(
        () -> directory.getOrCreate(new EntryRequest("a", 1, 64), NOTHING, 0), Outcome.CORRUPT);
    village.memory.setLongVolatile(RegionLayout.HEAP_NEXT, -5);
    requireOutcome(
        () -> directory.getOrCreate(new EntryRequest("b", 1, 64), NOTHING, 0), Outcome.CORRUPT);
  }

  @Test
  void threadsThatRaceForOneNameBuildItOnce() throws Exception {
    for (int round = 0; round < 50; round++) {
      Village fresh = new Village(8, 4, 4096);
      ConcurrentLinkedQueue<Long> built = new ConcurrentLinkedQueue<>();
      CountDownLatch start = new CountDownLatch(1);
      EntryRequest request = new EntryRequest("a", 1, 64);
      List<Future<DirectoryEntry>> all = new ArrayList<>();
      try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
        for (int i = 1; i <= 3; i++) {
          Directory mine = fresh.directory(fresh.join(i));
          all.add(
              pool.submit(
                  () -> {
                    start.await();
                    return mine.getOrCreate(
                        request,
                        (offset, bytes) -> {
                          fresh.memory.setLongPlain(offset, 42);
                          built.add(offset);
                        },
                        Deadline.NEVER);
                  }));
        }
        start.countDown();
        for (Future<DirectoryEntry> entry : all) {
          assertThat(fresh.memory.getLongPlain(entry.get().offset())).isEqualTo(42);
        }
      }
      assertThat(built).hasSize(1);
    }
  }
}
