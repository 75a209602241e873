package dev.sharelock.multiproc;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedSegments;
import dev.sharelock.named.SegmentShape;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.segment.Segment;
import dev.sharelock.segment.SegmentAccess;
import dev.sharelock.segment.SegmentTable;
import dev.sharelock.segment.SegmentView;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A process that sends a segment while another of its threads goes on writing to it, by whatever
 * that thread has kept. It prints how that thread ended.
 */
final class StrictChild {
  static final SegmentShape SHAPE = new SegmentShape(2, 4);
  static final int BYTES = 4 << 20;

  private StrictChild() {}

  /** Arguments: the directory of the region, and how contents are reached. */
  public static void main(String[] arguments) throws Exception {
    SegmentAccess access = SegmentAccess.valueOf(arguments[1]);
    try (Region region = Region.attach(AttachOptions.of("strict").in(arguments[0]));
        SegmentTable table = NamedSegments.open(region, "segments", SHAPE).join(access)) {
      Segment segment = table.allocate(BYTES);
      Writer writer = new Writer(segment, access != SegmentAccess.CHECKED);
      Thread thread = Thread.ofPlatform().start(writer);
      writer.writing.await();
      Outcome outcome = table.send(segment, 0);
      thread.join();
      System.out.println(outcome + " " + writer.end.getClass().getSimpleName());
      System.in.read();
    }
  }

  /** Writes to all of a segment, each time another value, until that is refused. */
  private static final class Writer implements Runnable {
    private final CountDownLatch writing = new CountDownLatch(2);
    private final SegmentView view;
    private final MemorySegment raw;
    private RuntimeException end;

    Writer(Segment segment, boolean strict) {
      this.view = segment.view();
      this.raw = strict ? segment.raw().bytes() : null;
    }

    @Override
    public void run() {
      byte[] bytes = new byte[BYTES];
      try {
        for (byte value = 1; ; value++) {
          Arrays.fill(bytes, value);
          if (raw == null) {
            view.putBytes(0, bytes, 0, BYTES);
          } else {
            MemorySegment.copy(MemorySegment.ofArray(bytes), 0, raw, 0, BYTES);
          }
          writing.countDown();
        }
      } catch (RuntimeException refused) {
        end = refused;
      }
    }
  }
}
