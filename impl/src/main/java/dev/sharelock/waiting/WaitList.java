package dev.sharelock.waiting;

import dev.sharelock.memory.SharedMemory;

/**
 * Those who wait for one condition, of whom one is woken at a time. The {@link Waiter} puts its
 * participant on the list before it sleeps and takes it off afterwards.
 *
 * <p><b>Layout.</b> One 64-bit word for the list; every participant has a <i>seat</i>, with a
 * waiting word as {@link Waiter} describes it.
 *
 * <pre>
 *   list     63      40 39    32 31             0
 *            +---------+--------+----------------+
 *            |    -    | cursor |   who sleeps   |   bit s: seat s is about to sleep
 *            +---------+--------+----------------+
 * </pre>
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   V3  whoever sleeps has its bit set, or somebody has cleared it and is about to wake it
 *   V4  whoever leaves and finds its bit cleared was chosen: a wake-up was spent on it. It looks
 *       whether the condition still holds and, if so, wakes the next one, so no wake-up is
 *       swallowed, however the wait ended
 *   V5  wake-ups go round: a sleeper is passed over at most once by every other seat
 *   V6  whoever is chosen, finds less than it waits for, and sleeps on, has woken all others since
 *       what is there came, so no wake-up is swallowed by it either
 * </pre>
 *
 * <p><b>Not invariants.</b> A set bit does not mean that somebody sleeps: it may be about to, or be
 * dead. Who does not sleep may take what a sleeper was woken for; V5 is about wake-ups only.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   N1 getAndBitwiseOr(list, bit); heavyFence (W1 of Waiter); look    pairs with
 *   N2 store of the condition; lightFence; getOpaque(list)
 *   gives: the sleeper sees the condition, or the waker sees its bit
 *   N5 a load that sees the condition, not enough of it; lightFence; getOpaque(list)
 *      pairs with N1 of another, as N2 does
 *   N3 compareAndSet(list) without the bit   pairs with   N4 getAndBitwiseAnd(list, ~bit)
 *   gives: who was chosen sees for what
 * </pre>
 *
 * <p><b>Crash.</b> A sleeper that dies leaves its bit; one wake-up goes astray, and the others end
 * their slices. A waker that dies between N3 and the wake-up leaves its choice asleep to the end of
 * its slice. A seat that is taken over is cleaned by {@link #enter}.
 *
 * <p><b>Progress.</b> {@link #wakeOne} is lock-free, and two loads when nobody sleeps.
 */
public final class WaitList {
  /** How many seats a list can have. */
  public static final int MAX_SEATS = Integer.SIZE;

  private static final int CURSOR = 32;
  private static final long CURSOR_MASK = 0xFFL << CURSOR;

  private final SharedMemory memory;
  private final Words words;
  private final long self;
  private final long bit;
  private final long sleepers;
  private boolean chosen;

  /**
   * Where the words are.
   *
   * @param list the word of the list, in bytes from the start of the memory
   * @param waiting the waiting word of seat 0
   * @param stride how far the waiting words of two seats are apart
   * @param seats how many there are; bits of others are ignored
   */
  public record Words(long list, long waiting, long stride, int seats) {}

  /**
   * Creates a handle for one seat.
   *
   * @param memory where the words are
   * @param words where in it
   * @param seat whose handle, below {@link #MAX_SEATS}
   */
  public WaitList(SharedMemory memory, Words words, int seat) {
    this.memory = memory;
    this.words = words;
    this.self = words.waiting() + words.stride() * seat;
    this.bit = 1L << seat;
    this.sleepers = (1L << words.seats()) - 1;
  }

  /** Takes what a dead owner of the seat has left off the list. */
  public void enter() {
    memory.getAndBitwiseAndLong(words.list(), ~bit); // N4 <- N3
    memory.setIntOpaque(self, Waiter.AWAKE);
  }

  /** Wakes one of the sleepers, if there are any. Call it after the store they wait for. */
  public void wakeOne() {
    memory.lightFence(); // N2 -> N1: the store before, or the bit, is seen
    long list = memory.getLongOpaque(words.list());
    if ((list & sleepers) != 0) {
      choose(list);
    }
  }

  private void choose(long seen) {
    long list = seen;
    while ((list & sleepers) != 0) {
      int seat = after((int) (list & sleepers), (int) ((list & CURSOR_MASK) >>> CURSOR));
      long next = list & sleepers & ~(1L << seat) | (long) (seat + 1) << CURSOR;
      long found = memory.compareAndExchangeLong(words.list(), list, next); // N3 -> N4
      if (found == list) {
        wake(seat);
        return;
      }
      list = found;
    }
  }

  /** The first sleeper from a seat on, going round. */
  private static int after(int asleep, int cursor) {
    int ahead = cursor < MAX_SEATS ? asleep & -1 << cursor : 0;
    return Integer.numberOfTrailingZeros(ahead != 0 ? ahead : asleep);
  }

  /** Wakes all sleepers. Call it after the store that concerns all of them. */
  public void wakeAll() {
    memory.fullFence(); // N2 -> N1: as for one, where it is no matter of speed
    wakeAll(sleepers);
  }

  private void wakeAll(long seats) {
    long list = memory.getAndBitwiseAndLong(words.list(), ~seats); // N3 -> N4
    for (int seat = 0; seat < MAX_SEATS; seat++) {
      if ((list & seats & 1L << seat) != 0) {
        wake(seat);
      }
    }
  }

  /**
   * Tells whether anybody else sleeps, or is about to.
   *
   * @return false only if whoever is not on the list yet will see what the caller has seen
   */
  public boolean hasOthers() {
    memory.lightFence(); // N5 -> N1: what the caller has read is seen, or the bit
    return (memory.getLongOpaque(words.list()) & others()) != 0;
  }

  /** Wakes all sleepers but this seat, when there is something for them and not for the caller. */
  public void wakeOthers() {
    wakeAll(others());
  }

  private long others() {
    return sleepers & ~bit;
  }

  private void wake(int seat) {
    long word = words.waiting() + words.stride() * seat;
    memory.setIntOpaque(word, Waiter.AWAKE);
    memory.wake(word, 1);
  }

  /**
   * Tells whether a wake-up was spent on this seat since the last call. The caller then owes
   * another one to the rest, if what they wait for is still there.
   *
   * @return whether it was chosen
   */
  public boolean takeChoice() {
    boolean was = chosen;
    chosen = false;
    return was;
  }

  long word() {
    return self;
  }

  void announce() {
    memory.getAndBitwiseOrLong(words.list(), bit); // N1 -> N2: before the last look
  }

  void withdraw() {
    long list = memory.getAndBitwiseAndLong(words.list(), ~bit); // N4 <- N3
    chosen |= (list & bit) == 0;
  }
}
