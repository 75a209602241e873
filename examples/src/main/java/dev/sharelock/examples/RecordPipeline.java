package dev.sharelock.examples;

import dev.sharelock.Outcome;
import dev.sharelock.record.Channel;
import dev.sharelock.record.ChannelKind;
import dev.sharelock.record.ChannelRole;
import dev.sharelock.record.ChannelShape;
import dev.sharelock.record.Record;
import dev.sharelock.record.RecordBuffer;
import dev.sharelock.record.RecordBufferOptions;
import dev.sharelock.record.SharedSegment;
import dev.sharelock.record.ThreadContext;

/**
 * Records flow from a source through a filter to a sink, each a process of its own, as in RaftLib.
 * Records of any size are allocated, sent and freed; the filter changes them in place. After {@code
 * mvn package -DskipTests}:
 *
 * <pre>
 *   java -cp impl/target/classes:examples/target/classes dev.sharelock.examples.RecordPipeline
 * </pre>
 *
 * <p>The first source dies before it sends its fourth record. What it had sent arrives, the record
 * in its hands is freed, and the next source goes on where it was: that stands in a shared segment.
 */
public final class RecordPipeline {
  private static final ChannelShape ONE_TO_ONE = ChannelShape.of(ChannelKind.SPSC);
  private static final int RAW = 1;
  private static final int FILTERED = 2;
  private static final int PROGRESS = 3;
  private static final int RECORDS = 6;
  private static final int FATAL = 3;
  private static final long SECOND = 1_000_000_000L;

  private RecordPipeline() {}

  public static void main(String[] arguments) throws Exception {
    boolean first = arguments.length == 0;
    String name = first ? "pipeline-" + ProcessHandle.current().pid() : arguments[0];
    RecordBuffer buffer = RecordBuffer.open(RecordBufferOptions.of(name).heap(1 << 20));
    try (ThreadContext context = buffer.thread()) {
      switch (first ? "sink" : arguments[1]) {
        case "fragile source" -> source(context, true);
        case "source" -> source(context, false);
        case "filter" -> filter(context);
        default -> sink(context, name);
      }
    }
    if (first) {
      System.out.println("the buffer is gone: " + buffer.destroy());
    }
  }

  private static void source(ThreadContext context, boolean fragile) {
    SharedSegment progress = context.addSegment(PROGRESS, Long.BYTES, offset -> {});
    Channel out = context.addChannel(RAW, ONE_TO_ONE, ChannelRole.PRODUCER);
    for (int number = (int) context.memory().getLongAcquire(progress.offset());
        number < RECORDS;
        number++) {
      Record record = context.allocateRecord((number + 1) * (long) Integer.BYTES);
      for (int i = 0; i <= number; i++) {
        record.putInt(i * (long) Integer.BYTES, i);
      }
      if (fragile && number == FATAL) {
        Jvm.crash();
      }
      out.send(record, 60 * SECOND); // it belongs to the channel now
      context.memory().setLongRelease(progress.offset(), number + 1L);
    }
    out.end();
  }

  private static void filter(ThreadContext context) {
    Channel in = context.addChannel(RAW, ONE_TO_ONE, ChannelRole.CONSUMER);
    in.outlastProducers(); // a source that has died is started again
    Channel out = context.addChannel(FILTERED, ONE_TO_ONE, ChannelRole.PRODUCER);
    while (in.receive(60 * SECOND) == Outcome.DONE) {
      Record record = in.record();
      for (long at = 0; at < record.size(); at += Integer.BYTES) {
        record.putInt(at, record.getInt(at) * record.getInt(at));
      }
      out.send(record, 60 * SECOND);
    }
    out.end();
  }

  private static void sink(ThreadContext context, String name) throws Exception {
    Channel in = context.addChannel(FILTERED, ONE_TO_ONE, ChannelRole.CONSUMER);
    context.addSegment(PROGRESS, Long.BYTES, offset -> {}); // it outlives the source
    Process filter = Jvm.start(RecordPipeline.class, name, "filter");
    while (context.channels().stream().noneMatch(channel -> channel.number() == RAW)) {
      Thread.sleep(1); // a channel lives as long as somebody has it: the filter comes first
    }
    Process source = Jvm.start(RecordPipeline.class, name, "fragile source");
    int deaths = 0;
    Outcome outcome = Outcome.TIMED_OUT;
    while (outcome != Outcome.CLOSED) {
      outcome = in.receive(SECOND / 10);
      if (outcome == Outcome.DONE) {
        print(in.record());
        context.free(in.record());
      } else if (!source.isAlive() && source.exitValue() != 0) {
        deaths++;
        context.recover();
        source = Jvm.start(RecordPipeline.class, name, "source");
      }
    }
    System.out.println("end of the stream, after deaths of a source: " + deaths);
    filter.waitFor();
    source.waitFor();
  }

  private static void print(Record record) {
    long sum = 0;
    for (long at = 0; at < record.size(); at += Integer.BYTES) {
      sum += record.getInt(at);
    }
    System.out.println("record of " + record.size() + " bytes: sum of squares " + sum);
  }
}
