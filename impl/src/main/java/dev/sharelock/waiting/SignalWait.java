package dev.sharelock.waiting;

import dev.sharelock.Outcome;
import dev.sharelock.environment.Cancellation;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.Environment;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.WaitOutcome;

/** Waits for a word that counts changes, where waits are too rare for a {@link WaitList}. */
public final class SignalWait {
  private SignalWait() {}

  /**
   * Sleeps until the word changes, at the most for a slice of {@link WaitPolicy#DEFAULT}, and not
   * at all if the time has passed or the caller is to give up.
   *
   * @param context of the participant
   * @param word the offset of the word, of 32 bits
   * @param signal what was read there before the caller looked for what it waits for
   * @param deadline when to give up
   * @return {@link Outcome#WOULD_BLOCK} if the caller is to look again; {@link Outcome#TIMED_OUT},
   *     {@link Outcome#CANCELLED} or {@link Outcome#INTERRUPTED}
   */
  public static Outcome sleep(ParticipantContext context, long word, int signal, long deadline) {
    Environment environment = context.environment();
    long now = environment.nanoTime();
    if (Deadline.passed(deadline, now)) {
      return Outcome.TIMED_OUT;
    }
    Cancellation cancellation = environment.cancellation();
    if (cancellation.isRequested()) {
      return Outcome.CANCELLED;
    }
    long slice = Deadline.slice(deadline, now, WaitPolicy.DEFAULT.sliceNanos());
    long end = cancellation.slice(slice, environment);
    WaitOutcome reason = context.memory().waitOn(word, signal, end);
    return reason == WaitOutcome.INTERRUPTED ? Outcome.INTERRUPTED : Outcome.WOULD_BLOCK;
  }
}
