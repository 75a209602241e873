package dev.sharelock.ring;

/**
 * The 8 bytes before each frame: its length, and the complement of its length so that other data is
 * not taken for a header.
 */
final class FrameHeader {
  /** Its size in bytes, which is also the alignment of frames. */
  static final int BYTES = 8;

  private FrameHeader() {}

  static long encode(int length) {
    return (length & 0xffff_ffffL) | (long) ~length << 32;
  }

  /** Returns the length, or -1 if this is no header. */
  static int decode(long header) {
    int length = (int) header;
    return length >= 0 && (int) (header >>> 32) == ~length ? length : -1;
  }

  /** How many bytes of the ring a frame takes. */
  static long total(int length) {
    return ((long) length + BYTES + BYTES - 1) & -BYTES;
  }
}
