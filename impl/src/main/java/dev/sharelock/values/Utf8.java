package dev.sharelock.values;

/** Strict UTF-8: what is no sequence of Unicode scalar values is refused in both directions. */
final class Utf8 {
  private Utf8() {}

  /** The position of the first unpaired surrogate; -1 if there is none. */
  static int unpaired(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  /** The bytes of a text without unpaired surrogates. */
  static byte[] encode(String text) {
    int length = text.length();
    int bytes = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    byte[] target = new byte[bytes];
    int at = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        target[at++] = (byte) c;
      } else if (c < 0x800) {
        target[at++] = (byte) (0xC0 | c >> 6);
        target[at++] = continuation(c);
      } else if (Character.isHighSurrogate(c)) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        target[at++] = (byte) (0xF0 | point >> 18);
        target[at++] = continuation(point >> 12);
        target[at++] = continuation(point >> 6);
        target[at++] = continuation(point);
      } else {
        target[at++] = (byte) (0xE0 | c >> 12);
        target[at++] = continuation(c >> 6);
        target[at++] = continuation(c);
      }
    }
    return target;
  }

  private static byte continuation(int bits) {
    return (byte) (0x80 | bits & 0x3F);
  }

  /** The text of some bytes; null if they are not UTF-8. */
  static String decode(byte[] bytes, int from, int length) {
    char[] chars = new char[length];
    int count = 0;
    int end = from + length;
    int at = from;
    while (at < end) {
      int first = bytes[at];
      if (first >= 0) {
        chars[count++] = (char) first;
        at++;
        continue;
      }
      int more = following(first);
      int point = more < 0 || at + more >= end ? -1 : point(bytes, at, more);
      if (point < 0) {
        return null;
      }
      count += Character.toChars(point, chars, count);
      at += more + 1;
    }
    return new String(chars, 0, count);
  }

  /** How many bytes follow a first byte; -1 if it cannot be one. */
  private static int following(int first) {
    int b = first & 0xFF;
    if (b >= 0xC2 && b <= 0xDF) {
      return 1;
    }
    if (b >= 0xE0 && b <= 0xEF) {
      return 2;
    }
    return b >= 0xF0 && b <= 0xF4 ? 3 : -1;
  }

  /** The scalar value at a position; -1 if it is cut off, too long, a surrogate or too large. */
  private static int point(byte[] bytes, int at, int more) {
    int point = bytes[at] & 0x3F >> more;
    for (int i = 1; i <= more; i++) {
      int b = bytes[at + i];
      if ((b & 0xC0) != 0x80) {
        return -1;
      }
      point = point << 6 | b & 0x3F;
    }
    boolean tooLong = point < (more == 1 ? 0x80 : more == 2 ? 0x800 : 0x1_0000);
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    return tooLong || surrogate || point > Character.MAX_CODE_POINT ? -1 : point;
  }
}
