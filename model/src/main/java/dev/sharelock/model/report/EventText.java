package dev.sharelock.model.report;

import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says in a few words what a step did. */
final class EventText {
  private final Analysis analysis;
  private final FieldMap fields;

  EventText(Analysis analysis, FieldMap fields) {
    this.analysis = analysis;
    this.fields = fields;
  }

  /**
   * The parts of the text, of which a line is only broken between.
   *
   * @param access what was accessed and the values
   * @param mode how it was ordered; empty where that means nothing
   * @param source where a read value comes from unless it is obvious; otherwise empty
   */
  record Parts(String access, String mode, String source) {
    List<String> pieces() {
      List<String> pieces = new ArrayList<>();
      for (String piece : new String[] {access, mode, source}) {
        if (!piece.isEmpty()) {
          pieces.add(piece);
        }
      }
      return pieces;
    }
  }

  Parts parts(int position) {
    TraceEvent event = analysis.events().get(position);
    String note = event.note();
    String mode = mode(event);
    if (!note.isEmpty() && event.offset() >= 0 && event.kind() != EventKind.WAIT) {
      mode = mode.isEmpty() ? note : mode + ", " + note;
    }
    return new Parts(access(event), mode, source(position));
  }

  private String access(TraceEvent event) {
    if (Analysis.isRaceOnly(event)) {
      return Analysis.writes(event) ? "writes " + name(event) : "reads " + name(event);
    }
    if (event.kind() == EventKind.READ && event.offset() < 0) {
      return event.note().isEmpty() ? "looks who lives" : "sees: " + event.note();
    }
    return switch (event.kind()) {
      case READ ->
          event.offset() < 0 ? event.note() : name(event) + " -> " + word(event, event.read());
      case WRITE -> name(event) + " = " + word(event, event.written());
      case UPDATE ->
          name(event) + " " + word(event, event.read()) + " => " + word(event, event.written());
      case FAILED_UPDATE -> failedUpdate(event);
      case DATA_READ -> name(event) + " -> " + Values.data(event, event.read());
      case DATA_WRITE -> name(event) + " = " + Values.data(event, event.written());
      case FENCE -> event.note().isEmpty() ? "fence" : event.note();
      case WAIT -> wait(event);
      case WAKE -> "wake " + name(event) + wakeCount(event);
      case TIME_OUT -> event.offset() < 0 ? note(event, "time-out") : "time-out of " + name(event);
      case CHOICE -> choice(event);
      case SPIN -> note(event, "spin");
      case KILL -> note(event, "KILLED");
      case START -> note(event, "starts");
      case END -> note(event, "ends");
    };
  }

  private String wait(TraceEvent event) {
    if (Analysis.sleeps(event)) {
      return "sleeps while " + name(event) + " is " + word(event, valueSlept(event));
    }
    return event.note().startsWith("wakes")
        ? event.note() + " on " + name(event)
        : "does not wait, "
            + name(event)
            + " is "
            + word(event, event.read())
            + ", not "
            + word(event, event.written());
  }

  /** The value for which a process sleeps; engines may record its look at the word as a step. */
  private long valueSlept(TraceEvent wait) {
    for (int i = analysis.positionOf(wait) - 1; i >= 0; i--) {
      TraceEvent before = analysis.events().get(i);
      if (before.process() == wait.process()) {
        boolean look = before.kind() == EventKind.READ && before.offset() == wait.offset();
        return look ? before.read() : wait.read();
      }
    }
    return wait.read();
  }

  private String failedUpdate(TraceEvent event) {
    String expected =
        event.read() == event.written() ? "" : ", not " + word(event, event.written());
    return name(event) + " is " + word(event, event.read()) + expected + ": no update";
  }

  private static String wakeCount(TraceEvent event) {
    return event.read() > 0 ? ": woke " + event.read() : ": woke nobody";
  }

  private static String choice(TraceEvent event) {
    if (event.isLoss()) {
      return event.note();
    }
    String of = event.written() > 0 ? " of 0.." + (event.written() - 1) : "";
    return "chooses "
        + event.read()
        + of
        + (event.note().isEmpty() ? "" : " (" + event.note() + ")");
  }

  private static String note(TraceEvent event, String what) {
    return event.note().isEmpty() || event.note().equalsIgnoreCase(what)
        ? what
        : what + " (" + event.note() + ")";
  }

  private String mode(TraceEvent event) {
    boolean shown =
        switch (event.kind()) {
          case READ, WRITE, UPDATE, FAILED_UPDATE -> true;
          case DATA_READ, DATA_WRITE -> false;
          default -> false;
        };
    return shown && event.mode() != null ? mode(event.mode()) : "";
  }

  static String mode(AccessMode mode) {
    return mode.name().toLowerCase(Locale.ROOT);
  }

  private String source(int position) {
    TraceEvent event = analysis.events().get(position);
    if (!Analysis.reads(event)) {
      return "";
    }
    if (analysis.stale(position)) {
      return "<- " + origin(event) + ", stale";
    }
    int source = analysis.source(event);
    boolean obvious = source == analysis.previousWrite(position) || source == Analysis.NONE;
    return obvious ? "" : "<- " + origin(event);
  }

  /** Where the value of a read comes from. */
  String origin(TraceEvent event) {
    int source = analysis.source(event);
    return source == Analysis.NONE ? "set-up" : "step " + analysis.events().get(source).step();
  }

  String name(TraceEvent event) {
    return fields.name(event.offset(), event.bytes());
  }

  private static String word(TraceEvent event, long value) {
    return Values.word(value, event.bytes());
  }

  /** For sentences: {@code step 40 (consumer reads ring.tail plain)}. */
  String cite(int position) {
    TraceEvent event = analysis.events().get(position);
    return "step " + event.step() + " (" + analysis.process(event) + " " + deed(event) + ")";
  }

  private String deed(TraceEvent event) {
    String mode = mode(event);
    String how = mode.isEmpty() ? "" : " " + mode;
    return switch (event.kind()) {
      case READ, DATA_READ -> "reads " + name(event) + how;
      case WRITE, DATA_WRITE -> "writes " + name(event) + how;
      case UPDATE -> "updates " + name(event) + how;
      case FAILED_UPDATE -> "fails to update " + name(event) + how;
      default -> access(event);
    };
  }
}
