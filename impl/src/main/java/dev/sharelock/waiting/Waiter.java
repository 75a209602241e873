package dev.sharelock.waiting;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.memory.WaitOutcome;

/**
 * Waits for one participant until an {@link Awaited} condition holds: spins while that pays, then
 * sleeps on a <i>waiting word</i>.
 *
 * <p><b>Layout.</b> One 32-bit word per waiting participant, on a cache line that is written only
 * around a sleep: {@link #AWAKE} or {@link #ASLEEP}.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   V1  a participant sleeps only after the word was ASLEEP and the condition was looked at later
 *   V2  whoever makes the condition true and finds ASLEEP sets AWAKE before it wakes, so the
 *       word changes and the wake-up cannot fall between the test and the sleep
 * </pre>
 *
 * <p><b>Not invariants.</b> ASLEEP does not mean that somebody sleeps: the participant may be about
 * to, have timed out, or be dead. All that this costs is one superfluous wake-up. AWAKE does not
 * mean that nobody sleeps: a waker may have died between its store and its wake-up; the sleeper
 * then ends its slice.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   W1 setOpaque(word, ASLEEP); heavyFence; look     pairs with
 *   W2 store of the condition; lightFence; getOpaque(word)
 *   gives: the sleeper sees the condition, or the waker sees ASLEEP (each has one store and one
 *   load of the other's; without the fences both may miss)
 * </pre>
 *
 * <p><b>Crash.</b> The sleeper dies: the word stays ASLEEP until the next waker resets it. The
 * waker dies before W2: the sleeper looks around after its slice.
 *
 * <p><b>Progress.</b> {@link #wake} is wait-free but for the system call. {@link #await} returns
 * within the time-out and one slice, whatever others do or die, as long as the look of its
 * condition does.
 */
public final class Waiter {
  /** Nobody sleeps on the word, as far as its owner knows. */
  public static final int AWAKE = 0;

  /** The owner of the word sleeps or is about to. */
  public static final int ASLEEP = 1;

  /** How often the clock is read while spinning, in turns. */
  private static final int CLOCK_TURNS = 256;

  /** Every how many waits a waiter that has given up spinning tries it again. */
  private static final int RETRY_WAITS = 16;

  private final SharedMemory memory;
  private final Environment environment;
  private final WaitPolicy policy;
  private final int spinLimit;

  /** How many turns to spin next time: grows when spinning paid, shrinks when it did not. */
  private int turns;

  private int waitsWithoutSpin;

  /**
   * Creates a waiter.
   *
   * @param memory where the waiting words are
   * @param environment the clock and the advice on spinning
   * @param policy how long to sleep
   */
  public Waiter(SharedMemory memory, Environment environment, WaitPolicy policy) {
    this.memory = memory;
    this.environment = environment;
    this.policy = policy;
    this.spinLimit = Math.max(0, environment.spinLimit());
    this.turns = spinLimit;
  }

  /**
   * Waits until a condition holds.
   *
   * @param awaited the condition
   * @param word the waiting word of the caller, in bytes from the start of the memory
   * @param timeoutNanos how long to wait at the most; 0 to look once, {@link Deadline#NEVER} for no
   *     limit
   * @return what ended the wait; {@link Outcome#WOULD_BLOCK} only if {@code timeoutNanos} is 0,
   *     {@link Outcome#TIMED_OUT} only if the condition was looked at after the time had passed;
   *     {@link Outcome#CANCELLED} only if it was looked at before the {@link
   *     Environment#cancellation hook} was asked
   * @throws IllegalArgumentException if the time-out is negative
   */
  public Outcome await(Awaited awaited, long word, long timeoutNanos) {
    return await(awaited, word, null, timeoutNanos);
  }

  /**
   * Waits until a condition holds for which others may wait as well.
   *
   * @param awaited the condition
   * @param list those who wait for it; afterwards {@link WaitList#takeChoice} tells whether a
   *     wake-up is owed to them
   * @param timeoutNanos how long to wait at the most; 0 to look once, {@link Deadline#NEVER} for no
   *     limit
   * @return as for one participant
   * @throws IllegalArgumentException if the time-out is negative
   */
  public Outcome await(Awaited awaited, WaitList list, long timeoutNanos) {
    return await(awaited, list.word(), list, timeoutNanos);
  }

  private Outcome await(Awaited awaited, long word, WaitList list, long timeoutNanos) {
    Outcome outcome = awaited.look();
    if (outcome != Outcome.WOULD_BLOCK) {
      return outcome;
    }
    if (timeoutNanos == 0) {
      return awaited.lookAround();
    }
    long deadline = Deadline.after(environment.nanoTime(), timeoutNanos);
    int budget = nextBudget();
    if (budget > 0) {
      outcome = spin(awaited, deadline, budget);
      if (outcome != Outcome.WOULD_BLOCK) {
        return outcome;
      }
    }
    return list == null ? sleep(awaited, word, deadline) : sleep(awaited, list, deadline);
  }

  /**
   * Wakes the participant that sleeps on a waiting word, if there is one. Call it after the store
   * that makes its condition true.
   *
   * @param word the waiting word, in bytes from the start of the memory
   */
  public void wake(long word) {
    memory.lightFence(); // W2 -> W1: the store before, or ASLEEP below, is seen
    if (memory.getIntOpaque(word) != AWAKE) {
      wakeSleeper(word);
    }
  }

  private void wakeSleeper(long word) {
    memory.setIntOpaque(word, AWAKE); // V2: before the wake-up, whose fence orders the two
    memory.wake(word, 1);
  }

  private int nextBudget() {
    if (turns > 0 || spinLimit == 0) {
      return turns;
    }
    waitsWithoutSpin++;
    return waitsWithoutSpin % RETRY_WAITS == 0 ? spinLimit : 0;
  }

  private Outcome spin(Awaited awaited, long deadline, int budget) {
    for (int turn = 1; turn <= budget; turn++) {
      environment.spinHint();
      Outcome outcome = awaited.look();
      if (outcome != Outcome.WOULD_BLOCK) {
        turns = spinLimit;
        return outcome;
      }
      if (turn % CLOCK_TURNS == 0 && Deadline.passed(deadline, environment.nanoTime())) {
        break;
      }
    }
    turns = budget / 4;
    return Outcome.WOULD_BLOCK;
  }

  private Outcome sleep(Awaited awaited, long word, long deadline) {
    while (true) {
      memory.setIntOpaque(word, ASLEEP); // W1 -> W2: announced before the last look
      memory.heavyFence(); // W1: before the look
      Outcome outcome = awaited.lookAround();
      if (outcome == Outcome.WOULD_BLOCK) {
        outcome = doze(awaited, word, deadline);
      }
      if (outcome != Outcome.WOULD_BLOCK) {
        memory.setIntOpaque(word, AWAKE); // saves others a superfluous wake-up
        return outcome;
      }
    }
  }

  private Outcome sleep(Awaited awaited, WaitList list, long deadline) {
    long word = list.word();
    try {
      Outcome outcome = Outcome.WOULD_BLOCK;
      while (outcome == Outcome.WOULD_BLOCK) {
        memory.setIntOpaque(word, ASLEEP);
        list.announce();
        memory.heavyFence(); // W1: announced before the look
        outcome = awaited.lookAround();
        if (outcome == Outcome.WOULD_BLOCK) {
          outcome = doze(awaited, word, deadline);
        }
      }
      return outcome;
    } finally { // a hook may throw, and then nobody is to be woken here either
      list.withdraw();
      memory.setIntOpaque(word, AWAKE);
    }
  }

  private Outcome doze(Awaited awaited, long word, long deadline) {
    Cancellation cancellation = environment.cancellation();
    if (cancellation.isRequested()) {
      return Outcome.CANCELLED;
    }
    long end = deadline;
    if (policy.sliceNanos() != Deadline.NEVER) {
      end = Deadline.slice(deadline, environment.nanoTime(), policy.sliceNanos());
    }
    WaitOutcome reason = memory.waitOn(word, ASLEEP, cancellation.slice(end, environment));
    boolean over = Deadline.rest(deadline, environment) == 0; // before the last look
    boolean whole = reason == WaitOutcome.TIMED_OUT;
    Outcome outcome = whole ? awaited.lookForPeer() : awaited.lookAround();
    if (outcome == Outcome.WOULD_BLOCK && reason == WaitOutcome.INTERRUPTED) {
      return Outcome.INTERRUPTED;
    }
    return outcome == Outcome.WOULD_BLOCK && over ? Outcome.TIMED_OUT : outcome;
  }
}
