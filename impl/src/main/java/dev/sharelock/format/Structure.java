package dev.sharelock.format;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.memory.SharedMemory;

/**
 * A structure at a place, for those who create it there or attach to it. Its format word is 0 until
 * it is created; whoever creates it writes the word last, by release, and whoever attaches reads it
 * first, by acquire.
 *
 * @param name what it is called in messages, for example {@code ring}
 * @param base where it starts, in bytes from the start of the memory
 */
public record Structure(String name, long base) {

  /**
   * Makes a format word that also tells the shape, so that a shape of which a number was
   * overwritten is another format: other numbers would be as good, and lead out of the structure.
   *
   * @param magic the name and, in its last 16 bits, the version, which stay as they are
   * @param numbers what the layout depends on
   * @return the word; any change of one number changes it
   */
  public static long format(long magic, int... numbers) {
    long digest = 0;
    for (int number : numbers) {
      digest = (digest ^ number) * 0x9E37_79B9_7F4A_7C15L;
      digest ^= digest >>> 29;
    }
    return magic ^ digest << 16;
  }

  /**
   * Refuses to create it where it does not fit.
   *
   * @param memory where it is to be
   * @param bytes how much it takes
   * @param smaller how to make it smaller, for the message
   * @throws IllegalArgumentException if the memory ends before it does
   */
  public void requireRoom(SharedMemory memory, long bytes, String smaller) {
    if (base > memory.size() - bytes) {
      throw new IllegalArgumentException(
          name
              + " does not fit: base="
              + base
              + ", bytes="
              + bytes
              + ", memory="
              + memory.size()
              + "; do: use a larger memory, or "
              + smaller);
    }
  }

  /**
   * Refuses to create it over something else.
   *
   * @param format what the format word holds
   * @throws IllegalStateException if that is not 0
   */
  public void requireUnused(long format) {
    if (format != 0) {
      throw new IllegalStateException(
          "memory is in use: base="
              + base
              + ", format=0x"
              + Long.toHexString(format)
              + "; do: attach to the "
              + name
              + " that is there, or erase it first");
    }
  }

  /**
   * Refuses to attach before it is created.
   *
   * @param format what the format word holds
   * @throws SharelockException with {@link Outcome#WOULD_BLOCK} if that is 0
   */
  public void requireCreated(long format) {
    if (format == 0) {
      throw new SharelockException(
          Outcome.WOULD_BLOCK,
          name
              + " is not created yet: base="
              + base
              + "; do: attach when the creator has finished");
    }
  }

  /**
   * Says that what is there is something else, or was made by another version.
   *
   * @param format what the format word holds
   * @param values what else was found, such as {@code capacity=3}
   * @return the exception to throw, with {@link Outcome#CORRUPT}
   */
  public SharelockException unknown(long format, String values) {
    return new SharelockException(
        Outcome.CORRUPT,
        "no "
            + name
            + " of this version: base="
            + base
            + ", format=0x"
            + Long.toHexString(format)
            + ", "
            + values
            + "; do: check the offset and that all sides use the same Sharelock");
  }
}
