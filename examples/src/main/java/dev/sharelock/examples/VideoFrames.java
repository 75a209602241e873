package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedSegments;
import dev.sharelock.named.SegmentShape;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentTable;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A player lends frames to a decoder in a process of its own, which fills them and gives them back,
 * as browsers do with IPDL's Shmem. At any time one process has a frame, and raw memory of it that
 * somebody else still has cannot be used. After {@code mvn package -DskipTests}:
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
      try (Region region = Jvm.attach(arguments[0]);
          SegmentTable frames = open(region)) {
        decode(frames, arguments[1].equals("fragile"));
      }
    }
  }

  private static SegmentTable open(Region region) {
    return NamedSegments.open(region, "frames", SegmentShape.of(8)).join(SegmentAccess.STRICT);
  }

  private void play() throws Exception {
    startDecoder("fragile");
    Segment frame = frames.allocate(Long.BYTES + PIXELS);
    for (int number = 0; number < FRAMES; number++) {
      MemorySegment early = frame.raw().bytes();
      early.set(ValueLayout.JAVA_LONG, 0, number);
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

  /** Starts a decoder, which sends something to say which member it is. */
  private void startDecoder(String how) throws Exception {
    decoder = Jvm.start(VideoFrames.class, name, how);
    frames.receive(60 * SECOND);
    member = frames.received().from();
    frames.deallocate(frames.received());
  }

  /** The memory of a frame goes when the frame is lent, and does not come back with it. */
  private static void useTooLate(MemorySegment early) {
    try {
      early.set(ValueLayout.JAVA_BYTE, Long.BYTES, (byte) 0);
      throw new AssertionError("a frame was changed by memory from before it was lent");
    } catch (IllegalStateException expected) {
      // the frame is as the decoder has left it
    }
  }

  private static void decode(SegmentTable frames, boolean fragile) {
    frames.send(frames.allocate(1), PLAYER);
    while (frames.receive(60 * SECOND) == Outcome.DONE) {
      Segment frame = frames.received();
      MemorySegment bytes = frame.raw().bytes();
      long number = bytes.get(ValueLayout.JAVA_LONG, 0);
      for (int i = 0; i < PIXELS; i++) {
        if (fragile && number == FATAL && i == PIXELS / 2) {
          Jvm.crash();
        }
        bytes.set(ValueLayout.JAVA_BYTE, Long.BYTES + i, (byte) (number + i % 3));
      }
      frames.send(frame, PLAYER);
    }
  }

  private static long sum(Segment frame) {
    MemorySegment bytes = frame.raw().bytes();
    long sum = 0;
    for (int i = 0; i < PIXELS; i++) {
      sum += bytes.get(ValueLayout.JAVA_BYTE, Long.BYTES + i);
    }
    return sum;
  }
}
