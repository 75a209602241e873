package dev.sharelock.queue;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.waiting.WaitList;

/**
 * Where the words of a queue are.
 *
 * <pre>
 *   base + 0x000  format      u64  magic, version, digest of the shape; written last
 *          0x008  capacity    i32  how many elements fit
 *          0x00c  seats       i32  how many handles can be open at a time
 *          0x010  words       i32  how many 64-bit words an element has
 *          0x018  recoverer   u64  number of the participant that recovers; see BlockRecovery
 *          0x080  head        u64  see HeadWord; changed by whoever takes or returns
 *          0x100  tail        u64  not behind the last element; a hint for whoever puts
 *          0x180  notEmpty    u64  see WaitList: those who wait for an element
 *          0x200  notFull     u64  see WaitList: those who wait for room
 *          0x280  seat 0, 1, ...   one line of 128 bytes for each handle:
 *                   0x00 owner     u64  number of the participant
 *                   0x08 waiting   i32  see Waiter
 *                   0x10 next      u64  the element returned before this one: 0, or 1 + seat
 *                   0x18 returned  u64[4]  the element that this seat has returned
 *                   0x38 putting   u64  see BlockRecovery
 *                   0x40 taking    u64  see BlockRecovery
 *                   0x48 again     u64  see BlockRecovery
 *                   0x50 passing   u64  see BlockRecovery
 *                   0x58 passed    u64  see BlockRecovery
 *          slots               lines of 64 bytes: u64[7]  see SlotWord, and
 *                                                 u64     spare; n slots in all, n is the
 *                              capacity, rounded to a power of two
 *          lanes               u64[seats][n][words]  the elements that each seat has put
 * </pre>
 *
 * <p>Each seat has a lane of its own with room for every slot, so what a producer writes before it
 * publishes nobody else writes, and a producer that dies on the way leaves nothing to repair.
 *
 * <p>The spare words have no meaning. A producer fetches several lines of slots at a time by
 * storing to them, which the compare-and-set of a slot could not do: it waits for its line.
 *
 * @param base the start of the queue, in bytes from the start of the memory; a multiple of {@link
 *     #ALIGNMENT}
 * @param capacity how many elements fit, 1 to {@link #MAX_CAPACITY}
 * @param seats how many handles can be open at a time, 1 to {@link #MAX_SEATS}
 * @param words how many 64-bit words an element has, 1 to {@link #MAX_WORDS}
 */
public record QueueLayout(long base, int capacity, int seats, int words) {

  /** What the start of a queue must be a multiple of. */
  public static final long ALIGNMENT = 128;

  /** The greatest capacity. */
  public static final int MAX_CAPACITY = 1 << 20;

  /** The greatest number of handles at a time. */
  public static final int MAX_SEATS = WaitList.MAX_SEATS;

  /** The greatest size of an element in 64-bit words. */
  public static final int MAX_WORDS = 4;

  private static final long CAPACITY = 0x008;
  private static final long SEATS = 0x00c;
  private static final long WORDS = 0x010;
  private static final long RECOVERER = 0x018;
  private static final long HEAD = 0x080;
  private static final long TAIL = 0x100;
  private static final long NOT_EMPTY = 0x180;
  private static final long NOT_FULL = 0x200;
  private static final long FIRST_SEAT = 0x280;
  private static final long SEAT_BYTES = 0x80;

  private static final int LINE_BYTES = 64;
  private static final int SLOTS_PER_LINE = LINE_BYTES / Long.BYTES - 1;

  private static final long WAITING = 0x08;
  private static final long NEXT = 0x10;
  private static final long RETURNED = 0x18;
  private static final long PUTTING = 0x38;
  private static final long TAKING = 0x40;
  private static final long AGAIN = 0x48;
  private static final long PASSING = 0x50;
  private static final long PASSED = 0x58;

  /**
   * Checks the values.
   *
   * @param base as above
   * @param capacity as above
   * @param seats as above
   * @param words as above
   */
  public QueueLayout {
    if (base < 0 || base % ALIGNMENT != 0) {
      throw new IllegalArgumentException(
          "queue is misplaced: base="
              + base
              + ", alignment="
              + ALIGNMENT
              + "; do: place it at a multiple of the alignment");
    }
    requireRange("capacity", capacity, MAX_CAPACITY);
    requireRange("seats", seats, MAX_SEATS);
    requireRange("words", words, MAX_WORDS);
  }

  private static void requireRange(String name, int value, int max) {
    if (!fits(value, max)) {
      throw new IllegalArgumentException(
          "queue size is out of range: "
              + name
              + "="
              + value
              + ", min=1, max="
              + max
              + "; do: choose one in the range");
    }
  }

  private static boolean fits(int value, int max) {
    return value >= 1 && value <= max;
  }

  static boolean fits(int capacity, int seats, int words) {
    return fits(capacity, MAX_CAPACITY) && fits(seats, MAX_SEATS) && fits(words, MAX_WORDS);
  }

  /**
   * Tells how many slots there are.
   *
   * @return the capacity, rounded up to a power of two
   */
  public int slots() {
    return capacity == 1 ? 1 : Integer.highestOneBit(capacity - 1) << 1;
  }

  /**
   * Tells how much memory the queue takes.
   *
   * @return its size in bytes
   */
  public long bytes() {
    return lane(seats) - base;
  }

  /**
   * Tells where the word that says that there is a queue is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long format() {
    return base;
  }

  static long capacityAt(long base) {
    return base + CAPACITY;
  }

  static long seatsAt(long base) {
    return base + SEATS;
  }

  static long wordsAt(long base) {
    return base + WORDS;
  }

  long recoverer() {
    return base + RECOVERER;
  }

  /**
   * Tells where the word at the front is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long head() {
    return base + HEAD;
  }

  /**
   * Tells where the hint to the end is.
   *
   * @return the word, in bytes from the start of the memory
   */
  public long tail() {
    return base + TAIL;
  }

  /**
   * Tells where those are who wait for an element.
   *
   * @return the words of the list
   */
  public WaitList.Words notEmpty() {
    return new WaitList.Words(base + NOT_EMPTY, waiting(0), SEAT_BYTES, seats);
  }

  /**
   * Tells where those are who wait for room.
   *
   * @return the words of the list
   */
  public WaitList.Words notFull() {
    return new WaitList.Words(base + NOT_FULL, waiting(0), SEAT_BYTES, seats);
  }

  private long seat(int seat) {
    return base + FIRST_SEAT + SEAT_BYTES * seat;
  }

  /**
   * Tells where the number of the participant on a seat is.
   *
   * @param seat which
   * @return the word, in bytes from the start of the memory
   */
  public long owner(int seat) {
    return seat(seat);
  }

  /**
   * Tells where the waiting word of a seat is.
   *
   * @param seat which
   * @return the word, in bytes from the start of the memory
   */
  public long waiting(int seat) {
    return seat(seat) + WAITING;
  }

  long next(int seat) {
    return seat(seat) + NEXT;
  }

  long returned(int seat) {
    return seat(seat) + RETURNED;
  }

  long putting(int seat) {
    return seat(seat) + PUTTING;
  }

  /**
   * Tells where the note of a seat is of what it takes, or has taken and may have to deliver again.
   *
   * @param seat which
   * @return the word, in bytes from the start of the memory
   */
  public long taking(int seat) {
    return seat(seat) + TAKING;
  }

  long again(int seat) {
    return seat(seat) + AGAIN;
  }

  /**
   * Tells where the note of a seat is of what it passes on to this queue.
   *
   * @param seat which
   * @return the word, in bytes from the start of the memory
   */
  public long passing(int seat) {
    return seat(seat) + PASSING;
  }

  long passed(int seat) {
    return seat(seat) + PASSED;
  }

  /**
   * Tells where the word of a slot is.
   *
   * @param index which, from 0
   * @return the word, in bytes from the start of the memory
   */
  public long slot(long index) {
    return line(0) + fromFirst(index);
  }

  /** How far a slot is from the first one; each line has a spare word, hence one more for each. */
  static long fromFirst(long index) {
    return Long.BYTES * (index + lineOf(index));
  }

  private long line(long number) {
    return seat(seats) + LINE_BYTES * number;
  }

  /** The number of the line that a slot is on. */
  static long lineOf(long index) {
    return index / SLOTS_PER_LINE;
  }

  /** The word without meaning on a line of slots. */
  long spare(long line) {
    return line(line) + (long) Long.BYTES * SLOTS_PER_LINE;
  }

  private long lane(int seat) {
    return line(lineOf(slots() - 1) + 1) + (long) Long.BYTES * words * slots() * seat;
  }

  /**
   * Tells where the element is that a seat has put into a slot.
   *
   * @param seat who has put it
   * @param index the slot, from 0
   * @return its first word, in bytes from the start of the memory
   */
  public long element(int seat, long index) {
    return lane(seat) + Long.BYTES * words * index;
  }

  /**
   * Names all fields.
   *
   * @param prefix what each name begins with, for example {@code queue}
   * @param names who is told
   */
  public void describe(String prefix, FieldNames names) {
    names.word(format(), Long.BYTES, prefix + ".format");
    names.word(capacityAt(base), Integer.BYTES, prefix + ".capacity");
    names.word(seatsAt(base), Integer.BYTES, prefix + ".seats");
    names.word(wordsAt(base), Integer.BYTES, prefix + ".words");
    names.word(recoverer(), Long.BYTES, prefix + ".recoverer");
    names.word(head(), Long.BYTES, prefix + ".head");
    names.word(tail(), Long.BYTES, prefix + ".tail");
    names.word(notEmpty().list(), Long.BYTES, prefix + ".notEmpty");
    names.word(notFull().list(), Long.BYTES, prefix + ".notFull");
    for (int s = 0; s < seats; s++) {
      describeSeat(prefix + ".seat[" + s + "]", s, names);
    }
    for (int i = 0; i < slots(); i++) {
      names.word(slot(i), Long.BYTES, prefix + ".slot[" + i + "]");
    }
    for (long line = 0; line <= lineOf(slots() - 1); line++) {
      names.word(spare(line), Long.BYTES, prefix + ".spare[" + line + "]");
    }
    for (int s = 0; s < seats; s++) {
      for (int i = 0; i < slots(); i++) {
        String element = prefix + ".lane[" + s + "][" + i + "]";
        describeElement(element, element(s, i), names);
      }
    }
  }

  private void describeSeat(String seat, int index, FieldNames names) {
    names.word(owner(index), Long.BYTES, seat + ".owner");
    names.word(waiting(index), Integer.BYTES, seat + ".waiting");
    names.word(next(index), Long.BYTES, seat + ".next");
    describeElement(seat + ".returned", returned(index), names);
    names.word(putting(index), Long.BYTES, seat + ".putting");
    names.word(taking(index), Long.BYTES, seat + ".taking");
    names.word(again(index), Long.BYTES, seat + ".again");
    names.word(passing(index), Long.BYTES, seat + ".passing");
    names.word(passed(index), Long.BYTES, seat + ".passed");
  }

  private void describeElement(String element, long at, FieldNames names) {
    for (int w = 0; w < words; w++) {
      String suffix = words == 1 ? "" : "." + w;
      names.word(at + (long) Long.BYTES * w, Long.BYTES, element + suffix);
    }
  }
}
