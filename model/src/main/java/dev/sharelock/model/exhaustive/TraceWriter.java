package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Sites;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes an execution graph down as the steps of a trace. */
final class TraceWriter {
  private static final int SET_UP = -1;
  private static final int SHOWN_BYTES = 64;

  private final Locations locations;
  private final Names names;
  private final Map<Event, String> sites = new IdentityHashMap<>();
  private final List<TraceEvent> trace = new ArrayList<>();
  private ExecutionGraph graph;
  private int[][] steps;
  private int[] written;

  TraceWriter(Locations locations, Names names) {
    this.locations = locations;
    this.names = names;
  }

  /**
   * The trace of the graph at which an explorer stands.
   *
   * @param failing the thread that fails after it; {@link World#NOBODY} if the graph itself does
   */
  List<TraceEvent> write(Explorer explorer, int failing) {
    explorer.repeat(event -> sites.put(event, Sites.current()));
    graph = explorer.current();
    steps = new int[graph.threads()][];
    written = new int[graph.threads()];
    for (int t = 0; t < steps.length; t++) {
      steps[t] = new int[graph.log(t).count];
    }
    for (Event event : LeastOrder.of(graph, failing).events()) {
      int next = trace.size();
      add(event);
      written[event.thread] = event.index + 1;
      steps[event.thread][event.index] = Math.min(next, trace.size() - 1);
    }
    return trace;
  }

  private void add(Event event) {
    switch (event.kind) {
      case Event.READ -> addRead(event);
      case Event.WRITE -> addWrite(event);
      case Event.FENCE -> {
        String note = FenceKind.values()[event.mode].name().toLowerCase(Locale.ROOT);
        put(event, EventKind.FENCE, null, 0, 0, note.replace('_', '-') + " fence");
      }
      case Event.CHOICE -> addChoice(event);
      case Event.DATA_READ -> addData(event, EventKind.DATA_READ);
      case Event.DATA_WRITE -> addData(event, EventKind.DATA_WRITE);
      default -> {}
    }
  }

  private void addRead(Event read) {
    Locations.Entry entry = locations.entry(read.location);
    if (entry.kind() == Locations.DEATH) {
      String other = names.process((int) entry.which());
      String note = other + (read.value == 0 ? " is alive" : " is dead");
      put(read, EventKind.READ, null, 1 - read.value, 0, note);
    } else if (entry.kind() == Locations.WOKEN) {
      put(read, EventKind.WAIT, null, 0, 0, "wakes");
    } else if (entry.kind() == Locations.RACY) {
      addGranule(read, EventKind.DATA_READ, entry);
    } else if (entry.kind() == 0 && !read.exclusive) {
      boolean failed = read.operation != Event.LOAD && read.operation != Event.UPDATE;
      String note = read.operation == Event.SPURIOUS ? "fails spuriously" : "";
      AccessMode mode = Mode.toAccessMode(read.mode);
      EventKind kind = failed ? EventKind.FAILED_UPDATE : EventKind.READ;
      put(read, kind, mode, read.value, failed ? read.operand : 0, note);
    }
  }

  private void addWrite(Event write) {
    if (write.operation == Event.KILL) {
      put(write, EventKind.KILL, null, 0, 0, "");
      return;
    }
    Locations.Entry entry = locations.entry(write.location);
    Event before = write.index == 0 ? null : graph.log(write.thread).events[write.index - 1];
    if (entry.kind() == Locations.RACY) {
      addGranule(write, EventKind.DATA_WRITE, entry);
    } else if (entry.kind() == Locations.QUEUE) {
      addQueueUpdate(write, before);
    } else if (entry.kind() == 0 && write.exclusive) {
      AccessMode mode = Mode.toAccessMode(write.mode | before.mode);
      put(write, EventKind.UPDATE, mode, before.value, write.value, late(write));
    } else if (entry.kind() == 0) {
      AccessMode mode = Mode.toAccessMode(write.mode);
      put(write, EventKind.WRITE, mode, 0, write.value, late(write));
    }
  }

  /** Whether a write that is older than this one has come before it. */
  private String late(Event write) {
    Cell cell = graph.cell(write.location);
    for (int i = cell.writeCount - 1; i > 0 && cell.writes[i] != write; i--) {
      Event newer = cell.writes[i];
      if (written[newer.thread] > newer.index) {
        return TraceEvent.LATE + ", before step " + stepOf(newer);
      }
    }
    return "";
  }

  private void addQueueUpdate(Event write, Event read) {
    int waiting = ((int[]) read.source.payload).length;
    if (write.operation == Event.ENQUEUE) {
      put(write, EventKind.WAIT, null, 0, 0, "sleeps");
    } else if (write.operation == Event.WAKE) {
      put(write, EventKind.WAKE, null, Math.min(waiting, read.operand), read.operand, "");
    }
  }

  private void addChoice(Event choice) {
    if (choice.operation == Event.TIME_OUT || choice.operation == Event.WAIT && choice.value == 2) {
      put(choice, EventKind.TIME_OUT, null, 0, 0, "");
    } else if (choice.operation == Event.GIVE_UP) {
      put(choice, EventKind.SPIN, null, 0, 0, "gives up");
    } else if (choice.operation == Event.WAIT && choice.value == 1) {
      put(choice, EventKind.WAIT, null, 0, 0, "wakes without a reason");
    } else if (choice.operation == Event.LOSS) {
      byte[] lost = (byte[]) choice.payload;
      String what = names.at(choice.operand) + " = " + HexFormat.of().formatHex(lost);
      put(choice, EventKind.CHOICE, null, 0, 0, TraceEvent.LOSES + what);
    } else if (choice.operation == Event.LOAD) {
      put(choice, EventKind.CHOICE, null, choice.value, 0, "");
    }
  }

  private void put(
      Event event, EventKind kind, AccessMode mode, long read, long written, String note) {
    Locations.Entry entry = event.location < 0 ? null : locations.entry(event.location);
    long offset = -1;
    int bytes = 0;
    if (entry != null && entry.kind() == 0) {
      offset = entry.offset();
      bytes = entry.bytes();
    } else if (entry != null && entry.kind() == Locations.QUEUE) {
      offset = entry.which();
      bytes = 4;
    } else if (entry != null && entry.kind() == Locations.WOKEN) {
      offset = wordOfLastWait(event);
      bytes = 4;
    }
    boolean queue = entry != null && entry.kind() == Locations.QUEUE;
    Event access = event.exclusive && event.index > 0 ? readHalfOf(event) : event;
    String site = sites.getOrDefault(access, "");
    trace.add(
        new TraceEvent(
                trace.size(),
                event.thread,
                kind,
                mode,
                offset,
                bytes,
                read,
                written,
                queue ? SET_UP : stepOf(access.source),
                note)
            .at(site));
  }

  private long wordOfLastWait(Event woken) {
    for (int i = woken.index; i >= 0; i--) {
      Event event = graph.log(woken.thread).events[i];
      if (event.operation == Event.ENQUEUE) {
        return locations.entry(event.location).which();
      }
    }
    return -1;
  }

  private Event readHalfOf(Event write) {
    return graph.log(write.thread).events[write.index - 1];
  }

  private int stepOf(Event event) {
    return event == null || event.thread < 0 ? SET_UP : steps[event.thread][event.index];
  }

  private void addData(Event event, EventKind kind) {
    byte[] content = (byte[]) event.payload;
    boolean read = kind == EventKind.DATA_READ;
    byte[] head = new byte[8];
    System.arraycopy(content, 0, head, 0, Math.min(8, content.length));
    long value = Bytes.get(head, 0, 8);
    trace.add(
        new TraceEvent(
                trace.size(),
                event.thread,
                kind,
                AccessMode.PLAIN,
                event.operand,
                content.length,
                read ? value : 0,
                read ? 0 : value,
                read ? lastWriteTo(event) : SET_UP,
                "")
            .moving(HexFormat.of().formatHex(content, 0, Math.min(SHOWN_BYTES, content.length)))
            .at(sites.getOrDefault(event, "")));
  }

  private void addGranule(Event event, EventKind kind, Locations.Entry entry) {
    boolean read = kind == EventKind.DATA_READ;
    byte[] content = new byte[entry.bytes()];
    Bytes.set(content, 0, content.length, event.value);
    long value = read ? event.value : 0;
    long written = read ? 0 : event.value;
    int source = read ? stepOf(event.source) : SET_UP;
    trace.add(
        new TraceEvent(
                trace.size(),
                event.thread,
                kind,
                AccessMode.PLAIN,
                entry.offset(),
                entry.bytes(),
                value,
                written,
                source,
                "")
            .moving(HexFormat.of().formatHex(content))
            .at(sites.getOrDefault(event, "")));
  }

  private int lastWriteTo(Event read) {
    int last = SET_UP;
    for (int t = 0; t < graph.threads(); t++) {
      Event latest = graph.log(t).last();
      for (Event e = latest == null ? null : latest.data; e != null; e = e.previousData) {
        long end = e.operand + ((byte[]) e.payload).length;
        boolean overlap =
            e.operand < read.operand + ((byte[]) read.payload).length && read.operand < end;
        if (e.kind == Event.DATA_WRITE && overlap && e.happensBefore(read)) {
          last = Math.max(last, stepOf(e));
        }
      }
    }
    return last;
  }
}
