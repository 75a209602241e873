package dev.sharelock.properties.ring;

import dev.sharelock.ring.RingView;
import dev.sharelock.ring.WritableRingView;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Random;

/** Writes and reads whole views, by a random mix of all widths at all alignments. */
final class ViewAccess {
  private ViewAccess() {}

  static void write(WritableRingView view, byte[] content, Random random) {
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      int index = bytes.position();
      switch (width(bytes.remaining(), random)) {
        case 8 -> view.putLong(index, bytes.getLong());
        case 4 -> view.putInt(index, bytes.getInt());
        case 1 -> view.putByte(index, bytes.get());
        default -> {
          int count = 1 + random.nextInt(bytes.remaining());
          view.putBytes(index, content, index, count);
          bytes.position(index + count);
        }
      }
    }
  }

  static byte[] read(RingView view, Random random) {
    byte[] content = new byte[(int) view.length()];
    ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.nativeOrder());
    while (bytes.hasRemaining()) {
      int index = bytes.position();
      switch (width(bytes.remaining(), random)) {
        case 8 -> bytes.putLong(view.getLong(index));
        case 4 -> bytes.putInt(view.getInt(index));
        case 1 -> bytes.put(view.getByte(index));
        default -> {
          int count = 1 + random.nextInt(bytes.remaining());
          view.getBytes(index, content, index, count);
          bytes.position(index + count);
        }
      }
    }
    return content;
  }

  /** 8, 4, 1, or 0 for a copy in bulk. */
  private static int width(int remaining, Random random) {
    int width = new int[] {8, 4, 1, 0}[random.nextInt(4)];
    return width > remaining ? 1 : width;
  }
}
