package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.environment.Deadline;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.platform.Machines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegionTest {

  @TempDir Path directory;

  private RegionOptions options() {
    return RegionOptions.of("orders", 4096).in(directory.toString());
  }

  private AttachOptions attach() {
    return AttachOptions.of("orders").in(directory.toString());
  }

  private void unlink() {
    Region.unlink(directory.toString(), "orders", UnlinkPolicy.IF_UNUSED);
  }

  private Path data() {
    return directory.resolve("orders");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void requireOutcome(Outcome outcome, ThrowingCallable action, String... parts) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(outcome))
        .hasMessageContaining("; do: ")
        .satisfies(e -> assertThat(List.of(parts)).allMatch(e.getMessage()::contains));
  }

  @AfterEach
  void nothingUnexpectedIsLeftBehind() throws IOException {
    assertThat(files())
        .allMatch(file -> file.startsWith("orders"))
        .noneMatch(f -> f.endsWith("new"));
  }

  @Test
  void whatOneHandleWritesAnotherReads() {
    try (Region one = Region.create(options());
        Region other = Region.attach(attach())) {
      EntryRequest request = new EntryRequest("a", 3, 64);
      DirectoryEntry entry =
          one.directory()
              .getOrCreate(request, (offset, b) -> one.memory().setLongPlain(offset, 42), 0);
      assertThat(other.directory().find("a")).contains(entry);
      assertThat(other.memory().getLongAcquire(entry.offset())).isEqualTo(42);
      assertThat(one.participants().self()).isNotEqualTo(other.participants().self());
      assertThat(one.participants().isAlive(other.participants().self())).isTrue();
      assertThat(one.generation()).isEqualTo(other.generation());
    }
  }

  @Test
  void closingEndsOneParticipantOnly() {
    try (Region one = Region.create(options())) {
      Region other = Region.attach(attach());
      long number = other.participants().self();
      SharedMemory memory = other.memory();
      other.close();
      other.close();
      assertThat(one.participants().isAlive(number)).isFalse();
      assertThatThrownBy(other::memory)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("closed");
      assertThatThrownBy(() -> memory.getLongAcquire(0)).isInstanceOf(IllegalStateException.class);
      assertThat(one.memory().getLongAcquire(0)).isEqualTo(RegionHeader.MAGIC);
    }
  }

  @Test
  void aRegionOutlivesItsHandlesAndIsRemovedByUnlink() throws IOException {
    Region.create(options()).close();
    Region.attach(attach()).close();
    unlink();
    assertThat(files()).isEmpty();
    requireOutcome(Outcome.MISSING, this::unlink, "name=orders", directory.toString());
    requireOutcome(Outcome.MISSING, () -> Region.attach(attach()), "name=orders");
  }

  @Test
  void aNameIsTakenOnce() throws IOException {
    try (Region one = Region.create(options())) {
      requireOutcome(
          Outcome.EXISTS,
          () -> Region.create(options()),
          "name=orders",
          "livePids=[" + ProcessHandle.current().pid() + "]");
      requireOutcome(
          Outcome.EXISTS, () -> Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD)));
      requireOutcome(Outcome.EXISTS, this::unlink, "livePids=");
      assertThat(one.isRetired()).isFalse();
      assertThat(files()).hasSize(2);
    }
    requireOutcome(
        Outcome.EXISTS, () -> Region.create(options()), "livePids=[]", "REPLACE_IF_DEAD");
  }

  @Test
  void aRegionThatNobodyUsesIsReplacedIfThatIsWanted() throws IOException {
    Region first = Region.create(options());
    long old = first.generation();
    first.close();
    try (Region second = Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD))) {
      assertThat(second.generation()).isNotEqualTo(old);
      try (Region third = Region.attach(attach())) {
        assertThat(third.generation()).isEqualTo(second.generation());
      }
      assertThat(files())
          .containsExactly(
              "orders", String.format(Locale.ROOT, "orders.%016x.lock", second.generation()));
    }
  }

  @Test
  void unlinkByForceLeavesThoseInsideTheirRegion() throws IOException {
    try (Region one = Region.create(options());
        Region two = Region.attach(attach())) {
      Region.unlink(directory.toString(), "orders", UnlinkPolicy.ALWAYS);
      assertThat(files()).isEmpty();
      assertThat(one.isRetired()).isTrue();
      one.memory().setLongRelease(4096, 5);
      assertThat(two.memory().getLongAcquire(4096)).isEqualTo(5);
      assertThat(two.participants().isAlive(one.participants().self())).isTrue();
      try (Region fresh = Region.create(options())) {
        assertThat(fresh.generation()).isNotEqualTo(one.generation());
      }
    }
    unlink();
  }

  @Test
  void threadsThatReplaceOneDeadRegionMeetInOneWorld() throws Exception {
    for (int round = 0; round < 20; round++) {
      Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD)).close();
      AtomicInteger created = new AtomicInteger();
      CountDownLatch done = new CountDownLatch(2);
      Runnable replace =
          () -> {
            try (Region region = Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD))) {
              created.incrementAndGet();
              done.countDown();
              done.await();
              assertThat(region.isRetired()).isFalse();
            } catch (SharelockException e) {
              done.countDown();
              assertThat(e.outcome()).isEqualTo(Outcome.EXISTS);
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          };
      try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
        List<Future<?>> both = List.of(pool.submit(replace), pool.submit(replace));
        for (Future<?> one : both) {
          one.get();
        }
      }
      assertThat(created).hasValue(1);
    }
    unlink();
    assertThat(files()).isEmpty();
  }

  @Test
  void attachWaitsUntilTheRegionExists() throws Exception {
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      AtomicInteger asked = new AtomicInteger();
      CountDownLatch waiting = new CountDownLatch(1);
      AttachOptions patient =
          attach()
              .within(Deadline.NEVER)
              .cancelledBy(
                  () -> {
                    asked.incrementAndGet();
                    waiting.countDown();
                    return false;
                  });
      Future<Long> generation =
          pool.submit(
              () -> {
                try (Region region = Region.attach(patient)) {
                  return region.generation();
                }
              });
      waiting.await();
      try (Region region = Region.create(options())) {
        assertThat(generation.get()).isEqualTo(region.generation());
      }
      assertThat(asked).hasPositiveValue();
    }
    unlink();
  }

  @Test
  void attachGivesUpAtItsDeadlineWhenCancelledAndWhenInterrupted() throws Exception {
    requireOutcome(
        Outcome.TIMED_OUT, () -> Region.attach(attach().within(2_000_000)), "does not exist");
    requireOutcome(
        Outcome.CANCELLED,
        () -> Region.attach(attach().within(Deadline.NEVER).cancelledBy(() -> true)));
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                Region.attach(attach().within(Deadline.NEVER));
              } catch (SharelockException e) {
                thrown.set(e);
              }
            });
    waiter.start();
    waiter.interrupt();
    waiter.join();
    assertThat(thrown.get())
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.INTERRUPTED));
    assertThat(files()).isEmpty();
  }

  @Test
  void aHandleBelongsToItsThread() throws Exception {
    try (Region region = Region.create(options());
        ExecutorService pool = Executors.newSingleThreadExecutor()) {
      List<ThrowingCallable> uses =
          List.of(
              region::memory,
              region::directory,
              region::participants,
              region::context,
              region::describe,
              region::close);
      pool.submit(
              () ->
                  uses.forEach(
                      use ->
                          assertThatThrownBy(use)
                              .isInstanceOf(IllegalStateException.class)
                              .hasMessageContaining("another thread")
                              .hasMessageContaining("attach in each thread")))
          .get();
      assertThat(region.memory()).isNotNull();
    }
  }

  @Test
  void placesAreLimitedAndFreedByClosing() {
    try (Region one = Region.create(options().participants(2))) {
      Region two = Region.attach(attach());
      requireOutcome(Outcome.NO_MEMORY, () -> Region.attach(attach()), "full");
      two.close();
      Region.attach(attach()).close();
      assertThat(one.isRetired()).isFalse();
    }
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", ".", "..", "a/b", "/etc", ".hidden", "-x", "a b", "ä", "x.lock", "x.new"})
  void malformedNamesAreRefused(String name) {
    assertThatThrownBy(() -> Region.create(RegionOptions.of(name, 64).in(directory.toString())))
        .isInstanceOfAny(IllegalArgumentException.class, NullPointerException.class);
    assertThatThrownBy(() -> Region.unlink(directory.toString(), name, UnlinkPolicy.ALWAYS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("name=" + name);
  }

  @Test
  void impossibleOptionsAreRefused() {
    for (long bytes : new long[] {0, -1, Long.MAX_VALUE}) {
      assertThatThrownBy(() -> RegionOptions.of("orders", bytes))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("bytes=" + bytes);
    }
    assertThatThrownBy(() -> options().participants(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options().entries(1 << 20))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> attach().within(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Region.create(options().in(directory + "/none")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void aRegionThatDoesNotFitIsRefusedAndLeavesNothing() throws IOException {
    requireOutcome(
        Outcome.NO_MEMORY,
        () -> Region.create(RegionOptions.of("orders", 1L << 50).in(directory.toString())),
        "bytes=1125899906",
        "freeBytes=");
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileThatIsNoRegionIsNeitherAttachedNorReplacedNorRemoved() throws IOException {
    byte[] text = "x".repeat(10_000).getBytes();
    Files.write(data(), text);
    requireOutcome(Outcome.CORRUPT, () -> Region.attach(attach()), "not a region", "magic=");
    requireOutcome(Outcome.EXISTS, () -> Region.create(options()), "taken", "not a region");
    requireOutcome(
        Outcome.CORRUPT, () -> Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD)));
    requireOutcome(
        Outcome.CORRUPT, () -> Region.unlink(directory.toString(), "orders", UnlinkPolicy.ALWAYS));
    assertThat(Files.readAllBytes(data())).isEqualTo(text);
    assertThat(files()).containsExactly("orders");
  }

  @Test
  void directoriesAndLinksAreNoRegions() throws IOException {
    Files.createDirectory(data());
    requireOutcome(Outcome.CORRUPT, () -> Region.attach(attach()), "regular file");
    Files.delete(data());
    Path elsewhere = directory.resolve("orders-real");
    Files.write(elsewhere, new byte[10_000]);
    Files.createSymbolicLink(data(), elsewhere);
    requireOutcome(Outcome.CORRUPT, () -> Region.attach(attach()), "regular file");
  }

  @Test
  void aTruncatedRegionIsRefused() throws IOException {
    Region.create(options()).close();
    for (int size : new int[] {8192, 384, 383, 8, 1}) {
      try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
        file.truncate(size);
      }
      requireOutcome(
          Outcome.CORRUPT, () -> Region.attach(attach()), "truncated", "bytes=" + size, "orders");
    }
    try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      file.truncate(0);
    }
    requireOutcome(Outcome.WOULD_BLOCK, () -> Region.attach(attach()), "empty");
    requireOutcome(Outcome.TIMED_OUT, () -> Region.attach(attach().within(1_000_000)), "empty");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 6001118325076935499, byte order",
    "0, 4096, not a region",
    "8, 3, another format",
    "16, 1, another layout",
    "24, 999, truncated",
    "32, 0, impossible",
    "64, 0, impossible",
    "64, 4294967297, impossible",
    "72, -1, impossible",
    "72, 65536, impossible"
  })
  void aDamagedHeaderIsRefusedAndNotWrittenTo(long offset, long value, String message)
      throws IOException {
    Region.create(options()).close();
    poke(offset, value);
    byte[] before = Files.readAllBytes(data());
    requireOutcome(Outcome.CORRUPT, () -> Region.attach(attach()), message, "orders");
    assertThat(Files.readAllBytes(data())).isEqualTo(before);
  }

  @Test
  void aRegionOfAnotherBootOrWithUnknownFeaturesIsRefused() throws IOException {
    Region.create(options()).close();
    poke(RegionLayout.FEATURES, 1L << 40 | RegionFeatures.LOCKS);
    requireOutcome(Outcome.REFUSED, () -> Region.attach(attach()), "does not know");
    poke(RegionLayout.FEATURES, RegionFeatures.LOCKS);
    poke(RegionLayout.BOOT, 12345);
    requireOutcome(Outcome.STALE, () -> Region.attach(attach()), "another boot");
    Region.create(options().stale(StalePolicy.REPLACE_IF_DEAD)).close();
    Region.attach(attach()).close();
  }

  @Test
  void aRegionThatNeedsKernelCallsRefusesThoseWhoMayNotMakeThem() throws IOException {
    Assumptions.assumeFalse(Machines.hasFutex(), "this process may call the kernel");
    Region.create(options()).close();
    poke(
        RegionLayout.FEATURES,
        RegionFeatures.FUTEX | RegionFeatures.MEMBARRIER | RegionFeatures.LOCKS);
    requireOutcome(
        Outcome.REFUSED,
        () -> Region.attach(attach()),
        "futex+membarrier",
        "--enable-native-access",
        "PORTABLE");
    requireOutcome(
        Outcome.REFUSED,
        () -> Region.create(options().machine(MachineUse.NATIVE)),
        "--enable-native-access");
  }

  @Test
  void aRegionWhoseLockFileIsGoneIsRefused() throws IOException {
    Region region = Region.create(options());
    long generation = region.generation();
    region.close();
    Files.delete(directory.resolve(String.format(Locale.ROOT, "orders.%016x.lock", generation)));
    requireOutcome(Outcome.CORRUPT, () -> Region.attach(attach()), "lock file");
  }

  @Test
  void permissionsAreThoseOfTheOwner() throws IOException {
    Assumptions.assumeTrue(data().getFileSystem().supportedFileAttributeViews().contains("posix"));
    try (Region region = Region.create(options())) {
      for (String file : files()) {
        assertThat(
                PosixFilePermissions.toString(
                    Files.getPosixFilePermissions(directory.resolve(file))))
            .as(file)
            .isEqualTo("rw-------");
      }
      assertThat(region.name()).isEqualTo("orders");
    }
  }

  @Test
  void filesThatMayNotBeReadAreReported() throws IOException {
    Region.create(options()).close();
    Files.setPosixFilePermissions(data(), PosixFilePermissions.fromString("---------"));
    Assumptions.assumeFalse(Files.isReadable(data()), "this user may read everything");
    requireOutcome(Outcome.REFUSED, () -> Region.attach(attach()), "may not be opened");
  }

  @Test
  void leftoversOfACreatorThatDiedAreRemovedByTheNext() throws IOException {
    Files.write(directory.resolve("orders.00000000000000aa.lock"), new byte[0]);
    Files.write(directory.resolve("orders.00000000000000aa.new"), new byte[64]);
    Files.write(directory.resolve("orders.backup.lock"), new byte[0]);
    try (Region region = Region.create(options())) {
      assertThat(files())
          .containsExactlyInAnyOrder(
              "orders",
              "orders.backup.lock",
              String.format(Locale.ROOT, "orders.%016x.lock", region.generation()));
    }
  }

  @Test
  void describesItselfAndIsInspectedWithoutAttaching() throws IOException {
    try (Region region = Region.create(options())) {
      region.directory().getOrCreate(new EntryRequest("a/b", 9, 64), (offset, bytes) -> {}, 0);
      byte[] before = Files.readAllBytes(data());
      String text = RegionInspector.describe(directory.toString(), "orders");
      assertThat(text)
          .contains("phase=READY", "pid=" + ProcessHandle.current().pid(), "alive", "a/b", "kind=9")
          .isEqualTo(region.describe());
      assertThat(Files.readAllBytes(data())).isEqualTo(before);
    }
    assertThat(RegionInspector.describe(directory.toString(), "orders")).doesNotContain("alive");
    poke(24, 5);
    requireOutcome(Outcome.CORRUPT, () -> RegionInspector.describe(directory.toString(), "orders"));
  }

  private void poke(long offset, long value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.nativeOrder());
    bytes.putLong(0, value);
    try (FileChannel file = FileChannel.open(data(), StandardOpenOption.WRITE)) {
      file.write(bytes, offset);
    }
  }
}
