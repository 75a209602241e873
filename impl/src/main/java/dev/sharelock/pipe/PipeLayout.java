package dev.sharelock.pipe;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.queue.QueueLayout;

/**
 * Where the words of a pipe are.
 *
 * <pre>
 *   base + 0x000  format   u64  magic, version; written last when created
 *          0x008  server   u64  number of the participant that is the server; 0 for none
 *          0x010  signal   i32  grows when somebody becomes the server
 *          0x080  queue         see QueueLayout
 * </pre>
 *
 * @param base the start of the pipe, in bytes from the start of the memory; a multiple of {@link
 *     QueueLayout#ALIGNMENT}
 * @param queue where its queue is
 */
public record PipeLayout(long base, QueueLayout queue) {
  private static final long SERVER = 0x008;
  private static final long SIGNAL = 0x010;
  private static final long QUEUE = 0x080;

  /**
   * Places a pipe.
   *
   * @param base the start of the pipe
   * @param capacity how many values fit
   * @param seats how many handles can be open at a time
   * @param words how many words of 64 bits a value has
   * @return the layout
   */
  public static PipeLayout of(long base, int capacity, int seats, int words) {
    return new PipeLayout(base, new QueueLayout(queueAt(base), capacity, seats, words));
  }

  static long queueAt(long base) {
    return base + QUEUE;
  }

  /**
   * Tells how much memory the pipe takes.
   *
   * @return its size in bytes
   */
  public long bytes() {
    return QUEUE + queue.bytes();
  }

  long format() {
    return base;
  }

  /**
   * Tells where the number of the server is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long server() {
    return base + SERVER;
  }

  long signal() {
    return base + SIGNAL;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code pipe}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(server(), Long.BYTES, prefix + ".server");
    names.word(signal(), Integer.BYTES, prefix + ".signal");
    queue.describe(prefix + ".queue", names);
  }
}
