package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.WaitPolicy;

/**
 * The consumer's side of a ring of frames.
 *
 * <p>Every length found in shared memory is checked against what is available. A frame that cannot
 * be right is {@link Outcome#CORRUPT}, again and again: nothing is skipped.
 *
 * <p>As with {@link ByteRingConsumer}, {@link #consume} and {@link #giveBack} are the two halves of
 * {@link #release}. Confined to one thread.
 */
public final class FrameConsumer implements AutoCloseable {
  private final ByteRingConsumer bytes;
  private final SharedMemory memory;
  private final RingView view;

  /** How many bytes of the ring the frame takes that was peeked at; 0 if none was. */
  private long total;

  private FrameConsumer(ByteRingConsumer bytes) {
    this.bytes = bytes;
    this.memory = bytes.memory;
    this.view = bytes.view;
  }

  /**
   * Becomes the consumer of a ring, with {@link WaitPolicy#DEFAULT}.
   *
   * @param context for which participant
   * @param base the start of the ring, in bytes from the start of the memory
   * @return the handle
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException if there is no sound ring
   */
  public static FrameConsumer open(ParticipantContext context, long base) {
    return open(context, base, WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the consumer of a ring.
   *
   * @param context for which participant
   * @param base the start of the ring, in bytes from the start of the memory
   * @param policy how to wait
   * @return the handle
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException if there is no sound ring
   */
  public static FrameConsumer open(ParticipantContext context, long base, WaitPolicy policy) {
    RingLayout layout = RingFormat.attach(context.memory(), base);
    ByteRingConsumer bytes = new ByteRingConsumer(context, layout, policy, FrameHeader.BYTES - 1);
    long position = bytes.view().position();
    if (position % FrameHeader.BYTES != 0) {
      bytes.close();
      throw RingArguments.noFrames("tail", position);
    }
    return new FrameConsumer(bytes);
  }

  /**
   * Looks at the next frame. It stays in the ring; peeking again shows the same frame.
   *
   * @param timeoutNanos how long to wait for one; 0 to try once, {@link
   *     dev.sharelock.environment.Deadline#NEVER} for no limit
   * @return {@link Outcome#DONE} if the {@link #view} shows its payload, which may be empty;
   *     otherwise as {@link ByteRingConsumer#peek}
   * @throws IllegalArgumentException if the time-out is negative
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome peek(long timeoutNanos) {
    if (bytes.buffered() < FrameHeader.BYTES || timeoutNanos < 0) {
      Outcome outcome = bytes.waitForData(FrameHeader.BYTES, timeoutNanos);
      if (outcome != Outcome.DONE) {
        total = 0;
        return outcome;
      }
    }
    return enter();
  }

  private Outcome enter() {
    long position = bytes.position();
    int length = FrameHeader.decode(memory.readLong(view.place(position)));
    long size = FrameHeader.total(length);
    if (length < 0 || size > bytes.buffered()) {
      view.length = 0;
      return Outcome.CORRUPT;
    }
    total = size;
    view.aim(position + FrameHeader.BYTES, length);
    return Outcome.DONE;
  }

  /**
   * Shows the payload of the frame peeked at.
   *
   * @return the view, always the same object
   */
  public RingView view() {
    return view;
  }

  /**
   * Gives the frame back to the producer, with all that was consumed before.
   *
   * @throws IllegalStateException if no frame was peeked at
   */
  public void release() {
    consume();
    giveBack();
  }

  /**
   * Goes on behind the frame. Until {@link #giveBack} the producer cannot use its space.
   *
   * @throws IllegalStateException if no frame was peeked at
   */
  public void consume() {
    if (total == 0) {
      throw RingArguments.wrongCount("release", 1, -1);
    }
    bytes.advance(total);
    total = 0;
  }

  /** Gives all consumed frames back to the producer, and wakes it if it sleeps. */
  public void giveBack() {
    bytes.giveBack();
  }

  /**
   * Handles the frames that are there, and gives them back together at the end. It does not wait;
   * {@link #peek} says why there is none. A frame whose handler throws an exception stays in the
   * ring.
   *
   * @param handler called for each frame
   * @param limit how many at the most
   * @return how many were handled
   */
  public int drain(FrameHandler handler, int limit) {
    int count = 0;
    try {
      while (count < limit && peek(0) == Outcome.DONE) {
        handler.onFrame(view);
        consume();
        count++;
      }
    } finally {
      giveBack();
    }
    return count;
  }

  /**
   * Closes the ring. What is in it can still be consumed.
   *
   * @see ByteRing#wakeupAll
   */
  public void wakeupAll() {
    bytes.wakeupAll();
  }

  /** Gives back what was consumed, and the role, so that another consumer may follow. */
  @Override
  public void close() {
    total = 0;
    bytes.close();
  }
}
