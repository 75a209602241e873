package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.segment.IllegalTransitionException;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.segment.SegmentTable;
import dev.sharelock.segment.SegmentView;

/**
 * A player lends frames to a decoder in a process of its own, which fills them and gives them back,
 * as browsers do with IPDL's Shmem. At any time one process has a frame, and nobody else can touch
 * it. Run {@code mvn -q -pl examples -am package -DskipTests}, then
 *
 * <pre>
 *   java -cp impl/target/classes:examples/target/classes dev.sharelock.examples.VideoFrames
 * </pre>
 *
 * <p>The first decoder dies with a frame that it has half filled. The player gets the frame back
 * and lends it to the next decoder.
 */
public final class VideoFrames {
  private static final int FRAMES = 4;
  private static final int PIXELS = 64 * 48;
  private static final int FATAL = 2;
  private static final long SECOND = 1_000_000_000L;

  /** The first member of the table, since its process makes it. */
  private static final int PLAYER = 0;

  private final SegmentTable frames;
  private final String name;
  private Process decoder;
  private int member;

  private VideoFrames(SegmentTable frames, String name) {
    this.frames = frames;
    this.name = name;
  }

  public static void main(String[] arguments) throws Exception {
    if (arguments.length == 0) {
      String name = "video-" + ProcessHandle.current().pid();
      RegionOptions options = RegionOptions.of(name, 1 << 16).blocks(1 << 20);
      try (Region region = Region.create(options);
          SegmentTable frames = open(region)) {
        new VideoFrames(frames, name).play();
      }
      Region.unlink(name);
    } else {
      try (Region region = Region.attach(arguments[0]);
          SegmentTable frames = open(region)) {
        decode(frames, arguments[1].equals("fragile"));
      }
    }
  }

  private static SegmentTable open(Region region) {
    SegmentLayout size = new SegmentLayout(0, 8, 8);
    DirectoryEntry entry =
        region
            .directory()
            .getOrCreate(
                new EntryRequest("frames", 0x46_52_41_4d, size.bytes()),
                (at, bytes) -> SegmentTable.create(region.memory(), new SegmentLayout(at, 8, 8)),
                SECOND);
    return SegmentTable.open(region.context(), region.allocator(), entry.offset());
  }

  private void play() throws Exception {
    startDecoder("fragile");
    Segment frame = frames.allocate(Long.BYTES + PIXELS);
    for (int number = 0; number < FRAMES; number++) {
      frame.view().putLong(0, number);
      SegmentView early = frame.view();
      Outcome outcome = frames.lend(frame, member, 60 * SECOND);
      frame = frames.received();
      if (outcome == Outcome.PEER_DEAD) {
        System.out.println("frame " + number + ": PEER_DEAD, and it is here again");
        startDecoder("steady");
        outcome = frames.lend(frame, member, 60 * SECOND);
        frame = frames.received();
      }
      System.out.println("frame " + number + ": " + outcome + ", sum of pixels " + sum(frame));
      useTooLate(early);
    }
    frames.tearDown();
    decoder.waitFor();
  }

  /** Starts a decoder, which says which member it is. */
  private void startDecoder(String how) throws Exception {
    decoder = Jvm.start(VideoFrames.class, name, how);
    frames.receive(60 * SECOND);
    member = frames.received().view().getInt(0);
    frames.deallocate(frames.received());
  }

  /** What came from the handle before the frame was lent is of no use afterwards. */
  private static void useTooLate(SegmentView early) {
    try {
      early.putByte(Long.BYTES, (byte) 0);
      throw new AssertionError("a frame was changed by somebody who had lent it");
    } catch (IllegalTransitionException expected) {
      // the frame is as the decoder has left it
    }
  }

  private static void decode(SegmentTable frames, boolean fragile) {
    Segment hello = frames.allocate(Integer.BYTES);
    hello.view().putInt(0, frames.member());
    frames.send(hello, PLAYER);
    while (frames.receive(60 * SECOND) == Outcome.DONE) {
      Segment frame = frames.received();
      SegmentView view = frame.view();
      long number = view.getLong(0);
      for (int i = 0; i < PIXELS; i++) {
        if (fragile && number == FATAL && i == PIXELS / 2) {
          Jvm.crash();
        }
        view.putByte(Long.BYTES + i, (byte) (number + i % 3));
      }
      frames.send(frame, PLAYER);
    }
  }

  private static long sum(Segment frame) {
    SegmentView view = frame.view();
    long sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      sum += view.getByte(Long.BYTES + i);
    }
    return sum;
  }
}
