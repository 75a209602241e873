package dev.sharelock.segment;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.memory.Lease;
import dev.sharelock.memory.LeaseScope;
import dev.sharelock.named.NamedSegments;
import dev.sharelock.named.SegmentShape;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw memory of segments, where each part is a mapping of its own. */
class StrictSegmentTest {
  private static final SegmentShape SHAPE = new SegmentShape(4, 8);

  @TempDir Path folder;
  private Region region;
  private Region other;
  private SegmentTable there;

  @BeforeEach
  void open() {
    region = Region.create(RegionOptions.of("test", 1 << 18).in(folder.toString()).blocks(1 << 18));
    other = Region.attach(AttachOptions.of("test").in(folder.toString()));
    there = NamedSegments.open(other, "segments", SHAPE).join();
  }

  @AfterEach
  void close() {
    other.close();
    region.close();
  }

  private SegmentTable join(SegmentAccess access) {
    return NamedSegments.open(region, "segments", SHAPE).join(access);
  }

  /** A segment of 100 bytes with raw memory in use. */
  private static Segment make(SegmentTable table, long value) {
    Segment segment = table.allocate(100);
    segment.raw().bytes().set(JAVA_LONG, 8, value);
    return segment;
  }

  private static void assertUnreachable(MemorySegment bytes) {
    assertThatIllegalStateException()
        .isThrownBy(() -> bytes.get(JAVA_LONG, 8))
        .withMessageContaining("closed");
    assertThatIllegalStateException().isThrownBy(() -> bytes.fill((byte) 1));
  }

  private static <T> T inAnotherThread(java.util.function.Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, run -> Thread.ofPlatform().start(run)).join();
  }

  @Test
  void rawMemoryIsTheContents() {
    try (SegmentTable here = join(SegmentAccess.STRICT)) {
      Segment mine = here.allocate(100);
      mine.view().putLong(8, 7);
      MemorySegment bytes = mine.raw().bytes();
      assertThat(bytes.byteSize()).isEqualTo(100);
      assertThat(bytes.get(JAVA_LONG, 8)).isEqualTo(7);
      bytes.set(JAVA_LONG, 8, 8);
      assertThat(mine.view(8, 8).getLong(0)).isEqualTo(8);
      assertThat(mine.raw().bytes()).isSameAs(bytes);
      assertThatThrownBy(() -> bytes.get(JAVA_LONG, 96))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  /** The worst that can be kept: the memory, a slice, a buffer. */
  @Test
  void whatSomebodyHasKeptFailsAfterTheTransfer() {
    for (SegmentAccess access :
        new SegmentAccess[] {SegmentAccess.STRICT, SegmentAccess.STRICT_SHARED}) {
      try (SegmentTable here = join(access)) {
        Segment mine = make(here, 5);
        MemorySegment kept = mine.raw().bytes();
        MemorySegment slice = kept.asSlice(0, 64);
        ByteBuffer buffer = kept.asByteBuffer();
        SegmentView view = mine.view();
        assertThat(here.send(mine, there.member())).isEqualTo(Outcome.DONE);
        assertUnreachable(kept);
        assertUnreachable(slice);
        assertThatIllegalStateException().isThrownBy(() -> buffer.get(0));
        assertThatThrownBy(() -> view.putLong(0, 1)).isInstanceOf(IllegalTransitionException.class);
        assertThatThrownBy(mine::raw).isInstanceOf(IllegalTransitionException.class);
        assertThat(there.receive(0)).isEqualTo(Outcome.DONE);
        assertThat(there.received().view().getLong(8)).isEqualTo(5);
        there.deallocate(there.received());
      }
    }
  }

  @Test
  void whatIsTakenBackHasNewRawMemoryOfTheSameContents() {
    try (SegmentTable here = join(SegmentAccess.STRICT)) {
      Segment mine = make(here, 5);
      MemorySegment old = mine.raw().bytes();
      here.send(mine, there.member());
      Segment again = here.takeBack(mine);
      assertThat(again.raw().bytes().get(JAVA_LONG, 8)).isEqualTo(5);
      assertUnreachable(old);
    }
  }

  @Test
  void everyWayOfGivingUpEndsRawMemory() {
    SegmentTable here = join(SegmentAccess.STRICT);
    Segment first = make(here, 1);
    MemorySegment deallocated = first.raw().bytes();
    here.deallocate(first);
    assertUnreachable(deallocated);
    MemorySegment left = make(here, 2).raw().bytes();
    here.close();
    assertUnreachable(left);
    SegmentTable again = join(SegmentAccess.STRICT);
    MemorySegment open = make(again, 3).raw().bytes();
    region.close();
    assertUnreachable(open);
  }

  @Test
  void tearingDownEndsRawMemory() {
    try (SegmentTable here = join(SegmentAccess.STRICT_SHARED)) {
      MemorySegment kept = make(here, 1).raw().bytes();
      here.tearDown();
      assertUnreachable(kept);
    }
    assertThat(region.allocator().verify().allocatedBlocks()).isZero();
  }

  @Test
  void aSendThatFailsLeavesRawMemoryAsItIs() {
    try (SegmentTable here = join(SegmentAccess.STRICT)) {
      Segment mine = make(here, 1);
      int gone = there.member();
      there.close();
      assertThat(here.send(mine, gone)).isEqualTo(Outcome.PEER_DEAD);
      assertThat(mine.raw().bytes().get(JAVA_LONG, 8)).isEqualTo(1);
    }
  }

  @Test
  void aStaleHandleDoesNotEndTheRawMemoryOfItsSuccessor() {
    try (SegmentTable here = join(SegmentAccess.STRICT)) {
      Segment mine = make(here, 1);
      here.send(mine, there.member());
      Segment again = here.takeBack(mine);
      MemorySegment bytes = again.raw().bytes();
      assertThatThrownBy(() -> here.send(mine, there.member()))
          .isInstanceOf(IllegalTransitionException.class);
      assertThatThrownBy(() -> here.deallocate(mine))
          .isInstanceOf(IllegalTransitionException.class);
      assertThat(bytes.get(JAVA_LONG, 8)).isEqualTo(1);
    }
  }

  @Test
  void onlyOneThreadOrAllOfThemCanUseIt() {
    try (SegmentTable confined = join(SegmentAccess.STRICT);
        SegmentTable shared = join(SegmentAccess.STRICT_SHARED)) {
      MemorySegment one = make(confined, 1).raw().bytes();
      MemorySegment all = make(shared, 2).raw().bytes();
      assertThat(inAnotherThread(() -> all.get(JAVA_LONG, 8))).isEqualTo(2);
      assertThatThrownBy(() -> inAnotherThread(() -> one.get(JAVA_LONG, 8)))
          .hasCauseInstanceOf(WrongThreadException.class);
    }
  }

  /** Waits until a thread is in the call of the system that reads. */
  private static void awaitRead(Thread thread) {
    while (Arrays.stream(thread.getStackTrace())
        .noneMatch(f -> f.getMethodName().equals("read0"))) {
      Thread.onSpinWait();
    }
  }

  /** The memory cannot be taken away from a running call: then nothing is given away either. */
  @Test
  void aNativeCallThatUsesItKeepsTheSegmentWhereItIs() throws Exception {
    Pipe pipe = Pipe.open();
    try (SegmentTable here = join(SegmentAccess.STRICT_SHARED)) {
      Segment mine = make(here, 1);
      ByteBuffer buffer = mine.raw().bytes().asByteBuffer();
      Thread reader = Thread.ofPlatform().start(() -> read(pipe, buffer));
      awaitRead(reader);
      assertThatIllegalStateException()
          .isThrownBy(() -> here.send(mine, there.member()))
          .withMessageContaining("lease is in use by a native call: bytes=100");
      assertThatIllegalStateException().isThrownBy(() -> here.deallocate(mine));
      assertThatIllegalStateException().isThrownBy(region::close);
      assertThat(mine.isCurrent()).isTrue();
      assertThat(there.receive(0)).isEqualTo(Outcome.WOULD_BLOCK);
      pipe.sink().write(ByteBuffer.wrap(new byte[] {9}));
      reader.join();
      assertThat(mine.view().getByte(0)).isEqualTo((byte) 9);
      assertThat(here.send(mine, there.member())).isEqualTo(Outcome.DONE);
    } finally {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  private static void read(Pipe pipe, ByteBuffer buffer) {
    try {
      pipe.source().read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoDidNotAskForItHasNoRawMemory() {
    try (SegmentTable here = join(SegmentAccess.STRICT)) {
      Segment unsafe = here.allocateUnsafe(8);
      unsafe.view().putLong(0, 1);
      assertThatIllegalStateException()
          .isThrownBy(unsafe::raw)
          .withMessageContaining("unsafe segment has no raw memory");
      Segment checked = there.allocate(8);
      assertThatIllegalStateException()
          .isThrownBy(checked::raw)
          .withMessageContaining("access=CHECKED; do: open the table with SegmentAccess.STRICT");
    }
    assertThatThrownBy(() -> new HeapMemory(64).lease(0, 64, LeaseScope.THREAD))
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.REFUSED));
  }

  @Test
  void aLeaseStaysWithinTheMemoryAndEndsOnce() {
    assertThatThrownBy(() -> region.memory().lease(8, region.memory().size(), LeaseScope.THREAD))
        .isInstanceOf(IndexOutOfBoundsException.class);
    Lease lease = region.memory().lease(0, 64, LeaseScope.THREAD);
    assertThat(lease.isOpen()).isTrue();
    assertThat(lease.memory().size()).isEqualTo(64);
    lease.end();
    lease.end();
    assertThat(lease.isOpen()).isFalse();
  }
}
