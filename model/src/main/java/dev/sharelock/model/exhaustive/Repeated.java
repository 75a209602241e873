package dev.sharelock.model.exhaustive;

import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.trace.Sites;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Compares what a body does with what it did when it was run with the same decisions before, and
 * says what is different: the access, the values, and the line of code.
 */
final class Repeated {
  private static final int SHOWN_BYTES = 16;

  private final Growth growth;
  private final Locations locations;
  private final Names names;

  Repeated(Growth growth, Locations locations, Names names) {
    this.growth = growth;
    this.locations = locations;
    this.names = names;
  }

  void check(Event known, byte kind, int location, int mode) {
    if (known.kind != kind || known.location != location || known.mode != mode) {
      throw differs(deed(known), name(kind, location, mode));
    }
  }

  /** Compares what an access writes, or expects. */
  void checkValue(Event known, long expected, long actual) {
    if (expected != actual) {
      String access = name(known.kind, known.location, known.mode);
      throw differs(access + " with " + expected, access + " with " + actual);
    }
  }

  void checkRead(Event known, long offset, int length) {
    if (!isData(known, Event.DATA_READ, offset, length)) {
      throw differs(deed(known), data(Event.DATA_READ, offset, new byte[length]));
    }
  }

  void checkWrite(Event known, long offset, byte[] bytes) {
    boolean same = isData(known, Event.DATA_WRITE, offset, bytes.length);
    if (!same || !Arrays.equals((byte[]) known.payload, bytes)) {
      throw differs(deed(known), data(Event.DATA_WRITE, offset, bytes));
    }
  }

  /** Compares a write that is lost, since the process dies before anybody else sees it. */
  void checkLost(Event known, long offset, byte[] bytes) {
    if (known.operand != offset || !Arrays.equals((byte[]) known.payload, bytes)) {
      String before = data(Event.DATA_WRITE, known.operand, (byte[]) known.payload);
      throw differs(before, data(Event.DATA_WRITE, offset, bytes));
    }
  }

  private static boolean isData(Event known, byte kind, long offset, int length) {
    return known.kind == kind
        && known.operand == offset
        && ((byte[]) known.payload).length == length;
  }

  /** The body has ended although it went on before. */
  void checkEnd(Event known) {
    if (known != null) {
      throw differs(deed(known), "the end of the process");
    }
  }

  /** The body goes on although it ended before. */
  ExplorationFailure goesOn() {
    return differs("the end of the process", "another access");
  }

  /** The body has recorded something else. */
  ExplorationFailure recorded(Object expected, Object actual) {
    return differs("the records " + expected, "the records " + actual);
  }

  private ExplorationFailure differs(String expected, String actual) {
    String site = Sites.current();
    return ExplorationFailure.unrepeated(
        "process="
            + names.process(growth.thread())
            + ", step="
            + Math.max(0, growth.position() - 1)
            + ", expected="
            + expected
            + ", actual="
            + actual
            + (site.isEmpty() ? "" : " at " + site));
  }

  private String deed(Event event) {
    if (event.kind == Event.DATA_READ || event.kind == Event.DATA_WRITE) {
      return data(event.kind, event.operand, (byte[]) event.payload);
    }
    boolean valued = event.kind == Event.WRITE && !locations.isGhost(event.location);
    return name(event.kind, event.location, event.mode) + (valued ? " with " + event.value : "");
  }

  private String data(byte kind, long offset, byte[] bytes) {
    String content = HexFormat.of().formatHex(bytes, 0, Math.min(SHOWN_BYTES, bytes.length));
    return (kind == Event.DATA_READ ? "data read of " : "data write of ")
        + bytes.length
        + " bytes at "
        + names.at(offset)
        + (kind == Event.DATA_READ ? "" : " with " + content);
  }

  private String name(byte kind, int location, int mode) {
    String ordered = Mode.toAccessMode(mode).name().toLowerCase(Locale.ROOT);
    return switch (kind) {
      case Event.READ -> "read of " + at(location) + " " + ordered;
      case Event.WRITE -> "write of " + at(location) + " " + ordered;
      case Event.FENCE ->
          FenceKind.values()[mode].name().toLowerCase(Locale.ROOT).replace('_', '-') + " fence";
      case Event.CHOICE -> "choice";
      case Event.DATA_READ -> "data read";
      default -> "data write";
    };
  }

  private String at(int location) {
    return locations.isGhost(location) ? "a wait or a life" : names.at(locations.offset(location));
  }
}
