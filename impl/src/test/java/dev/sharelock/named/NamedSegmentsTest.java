package dev.sharelock.named;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentTable;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedSegmentsTest {
  private static final SegmentShape SHAPE = new SegmentShape(4, 3);
  private static final long PATIENCE = 10_000_000_000L;

  @TempDir Path folder;
  private Region region;

  @BeforeEach
  void create() {
    region = Region.create(RegionOptions.of("test", 1 << 18).in(folder.toString()).blocks(1 << 18));
  }

  @AfterEach
  void close() {
    region.close();
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("test").in(folder.toString()));
  }

  @Test
  void aSegmentMovesToAnotherParticipant() {
    try (Region other = attach();
        SegmentTable here = NamedSegments.open(region, "frames", SHAPE).join();
        SegmentTable there = NamedSegments.open(other, "frames", SHAPE).join()) {
      Segment frame = here.allocate(12_345);
      frame.view().putLong(12_337, 42);
      assertThat(here.send(frame, there.member())).isEqualTo(Outcome.DONE);
      assertThat(there.receive(0)).isEqualTo(Outcome.DONE);
      assertThat(there.received().size()).isEqualTo(12_345);
      assertThat(there.received().view().getLong(12_337)).isEqualTo(42);
    }
    assertThat(region.allocator().verify().allocatedBlocks()).isZero();
  }

  /** Give and get back, between two threads by the real clock and real wake-ups. */
  @Test
  void aSegmentIsLentToAnotherThreadThatWaits() throws Exception {
    CompletableFuture<Integer> member = new CompletableFuture<>();
    CompletableFuture<Outcome> worker =
        CompletableFuture.supplyAsync(
            () -> {
              try (Region other = attach();
                  SegmentTable there = NamedSegments.open(other, "frames", SHAPE).join()) {
                member.complete(there.member());
                Outcome outcome = there.receive(PATIENCE);
                Segment lent = there.received();
                lent.view().putLong(0, lent.view().getLong(0) + 1);
                return there.send(lent, lent.from()) == Outcome.DONE ? outcome : null;
              }
            },
            work -> Thread.ofPlatform().start(work));
    try (SegmentTable here = NamedSegments.open(region, "frames", SHAPE).join()) {
      Segment mine = here.allocate(8);
      mine.view().putLong(0, 6);
      assertThat(here.lend(mine, member.get(), PATIENCE)).isEqualTo(Outcome.DONE);
      assertThat(here.received().from()).isEqualTo(member.get());
      assertThat(here.received().view().getLong(0)).isEqualTo(7);
    }
    assertThat(worker.get()).isEqualTo(Outcome.DONE);
  }

  @Test
  void membersComeAndGoAsOftenAsTheShapeSays() {
    NamedSegments segments = NamedSegments.open(region, "frames", SHAPE);
    for (int member = 0; member < SHAPE.members(); member++) {
      try (SegmentTable table = segments.join()) {
        assertThat(table.member()).isEqualTo(member);
      }
    }
    assertThatThrownBy(segments::join)
        .isInstanceOfSatisfying(
            SharelockException.class, e -> assertThat(e.outcome()).isEqualTo(Outcome.NO_MEMORY))
        .hasMessageContaining("members=3; do: create it for more members");
  }

  @Test
  void aNameIsOneTableOfOneShape() {
    NamedSegments.open(region, "frames", SHAPE);
    assertThat(NamedSegments.open(region, "frames", SHAPE).entry())
        .isEqualTo(NamedSegments.open(region, "frames", SHAPE).entry());
    SegmentShape swapped = new SegmentShape(SHAPE.members(), SHAPE.segments());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedSegments.open(region, "frames", swapped))
        .withMessageContaining("another shape: name=frames");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedSegments.open(region, "frames", SegmentShape.of(9)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NamedSegments.open(region, "other", new SegmentShape(1, 4097)))
        .withMessageContaining("1 to 4096 members");
  }

  @Test
  void aRegionWithoutBlocksHasNoContents() {
    try (Region bare = Region.create(RegionOptions.of("bare", 4096).in(folder.toString()))) {
      NamedSegments segments = NamedSegments.open(bare, "frames", SHAPE);
      assertThatIllegalStateException()
          .isThrownBy(() -> segments.join(SegmentAccess.STRICT))
          .withMessageContaining("RegionOptions.blocks()");
    }
  }
}
