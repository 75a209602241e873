package dev.sharelock.model.report;

import dev.sharelock.model.trace.TraceEvent;
import java.util.Locale;

/** Shows values so that they are short and can be recognised. */
final class Values {
  private static final long SMALL = 10_000_000L;
  private static final int SHOWN_BYTES = 8;

  private Values() {}

  /** A word: decimal where that is short, hexadecimal where it is probably packed. */
  static String word(long value, long bytes) {
    if (value > -SMALL && value < SMALL) {
      return Long.toString(value);
    }
    return "0x" + (bytes == 4 ? Integer.toHexString((int) value) : Long.toHexString(value));
  }

  /** The bytes of a data access: as a number if it was one, otherwise one by one. */
  static String data(TraceEvent event, long value) {
    if (event.content().isEmpty()) {
      return event.bytes() <= 8 ? word(value, event.bytes()) : bytes(little(value, 8), event);
    }
    return bytes(event.content(), event);
  }

  private static String bytes(String hexadecimal, TraceEvent event) {
    StringBuilder text = new StringBuilder();
    int known = hexadecimal.length() / 2;
    int shown = known > SHOWN_BYTES ? SHOWN_BYTES - 2 : known;
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : " ").append(hexadecimal, 2 * i, 2 * i + 2);
    }
    return shown < event.bytes() ? text + " .. (" + event.bytes() + " bytes)" : text.toString();
  }

  /** A number as the bytes it has in memory, in hexadecimal. */
  static String little(long value, int bytes) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < bytes; i++) {
      text.append(String.format(Locale.ROOT, "%02x", (value >>> (8 * i)) & 0xff));
    }
    return text.toString();
  }

  /** Cuts a count into groups of three digits. */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
