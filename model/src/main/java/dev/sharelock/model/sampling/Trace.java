package dev.sharelock.model.sampling;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Sites;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * What has happened in an execution. There is always a hash of it; the events themselves are kept
 * only on request, since that is slow.
 */
final class Trace {
  private static final int SET_UP = -1;
  private static final int SHOWN_BYTES = 64;
  private static final EventKind[] WRITES = {
    EventKind.WRITE, EventKind.UPDATE, EventKind.DATA_WRITE
  };

  private record Moment(int process, int time, int step) {}

  private final Store store;
  private final List<Moment> moments = new ArrayList<>();
  private List<TraceEvent> events = List.of();
  private boolean wanted;
  private boolean muted;
  private boolean kept;
  private int[] lastWriter;
  private long hash;

  Trace(Store store) {
    this.store = store;
  }

  void begin(boolean keep) {
    hash = 1;
    wanted = keep;
    kept = keep;
    muted = false;
    if (keep) {
      events = new ArrayList<>();
      moments.clear();
      if (lastWriter == null) {
        lastWriter = new int[(int) store.size()];
      }
      Arrays.fill(lastWriter, SET_UP);
    }
  }

  /** What happens from now on is an experiment and no part of the execution. */
  void mute() {
    muted = true;
    kept = false;
  }

  long hash() {
    return hash;
  }

  List<TraceEvent> events() {
    return wanted ? List.copyOf(events) : List.of();
  }

  /** Something in the life of a process that is no access. */
  void life(int process, EventKind kind, String note) {
    hash(process, kind, 0, 0);
    if (kept) {
      add(new TraceEvent(events.size(), process, kind, null, -1, 0, 0, 0, SET_UP, note));
    }
  }

  /** A step of a process that is no access to data. */
  void step(
      int process,
      EventKind kind,
      AccessMode mode,
      long offset,
      int bytes,
      long read,
      long written,
      String note) {
    hash(process, kind, offset, read + 31 * written);
    if (kept) {
      int step = events.size();
      int source = kind == EventKind.WRITE ? SET_UP : lastWriterOf(offset, bytes);
      add(
          new TraceEvent(step, process, kind, mode, offset, bytes, read, written, source, note)
              .at(Sites.current()));
      noteWrite(kind, offset, bytes, step);
    }
  }

  /** An access to data, whose bytes are in an array. */
  void data(int process, EventKind kind, long offset, byte[] bytes, int index, int length) {
    long head = Bytes.head(bytes, index, length);
    hash(process, kind, offset, head + 31L * length);
    if (kept) {
      boolean read = kind == EventKind.DATA_READ;
      int step = events.size();
      int shown = Math.min(length, SHOWN_BYTES);
      add(
          new TraceEvent(
                  step,
                  process,
                  kind,
                  AccessMode.PLAIN,
                  offset,
                  length,
                  read ? head : 0,
                  read ? 0 : head,
                  read ? lastWriterOf(offset, length) : SET_UP,
                  "")
              .moving(HexFormat.of().formatHex(bytes, index, index + shown))
              .at(Sites.current()));
      noteWrite(kind, offset, length, step);
    }
  }

  /** A read of data from a certain step, which need not be the last write there. */
  void readFrom(int source, int process, long offset, byte[] bytes, int length) {
    data(process, EventKind.DATA_READ, offset, bytes, 0, length);
    lastReadsFrom(source);
  }

  /** The event at the end reads from a certain step, which need not be the last write there. */
  void lastReadsFrom(int source) {
    if (kept) {
      TraceEvent last = events.removeLast();
      events.add(last.from(source));
    }
  }

  private void add(TraceEvent event) {
    events.add(event);
    moments.add(new Moment(event.process(), store.timeOf(event.process()), event.step()));
  }

  /** The step in which a process has made an access; -1 if it is not known. */
  int stepOf(int process, int time) {
    for (int i = moments.size() - 1; kept && i >= 0; i--) {
      Moment moment = moments.get(i);
      if (moment.process() == process && moment.time() == time) {
        return moment.step();
      }
    }
    return -1;
  }

  private int lastWriterOf(long offset, long bytes) {
    int last = SET_UP;
    for (long i = offset; offset >= 0 && i < offset + bytes; i++) {
      last = Math.max(last, lastWriter[(int) i]);
    }
    return last;
  }

  private void noteWrite(EventKind kind, long offset, long bytes, int step) {
    for (EventKind write : WRITES) {
      if (kind == write) {
        Arrays.fill(lastWriter, (int) offset, (int) (offset + bytes), step);
      }
    }
  }

  private void hash(int process, EventKind kind, long offset, long value) {
    if (muted) {
      return;
    }
    hash =
        SplitMix.mix(hash * 31 + (process * 64L + kind.ordinal()) * 0x1_0000_0000L + offset)
            ^ SplitMix.mix(value + hash);
  }
}
