package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.waiting.WaitPolicy;

/**
 * The producer's side of a ring of frames: messages of any length, each preceded by its length, so
 * that both sides cannot disagree about it. Payloads start at multiples of 8.
 *
 * <p>The head is stored at the end of a frame only, so the consumer never sees part of one, and a
 * frame whose producer dies before it has published it was never there.
 *
 * <p>As with {@link ByteRingProducer}, {@link #commit} and {@link #flush} are the two halves of
 * {@link #publish}. Confined to one thread.
 */
public final class FrameProducer implements AutoCloseable {
  private final ByteRingProducer bytes;
  private final SharedMemory memory;
  private final WritableRingView view;
  private final int maxLength;

  private FrameProducer(ByteRingProducer bytes) {
    this.bytes = bytes;
    this.memory = bytes.memory;
    this.view = bytes.view;
    this.maxLength = (int) Math.min(Integer.MAX_VALUE, bytes.capacity() - FrameHeader.BYTES);
  }

  /**
   * Becomes the producer of a ring, with {@link WaitPolicy#DEFAULT}.
   *
   * @param context for which participant
   * @param base the start of the ring, in bytes from the start of the memory
   * @return the handle
   * @throws IllegalStateException if a live participant is the producer
   * @throws dev.sharelock.SharelockException if there is no sound ring
   */
  public static FrameProducer open(ParticipantContext context, long base) {
    return open(context, base, WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the producer of a ring.
   *
   * @param context for which participant
   * @param base the start of the ring, in bytes from the start of the memory
   * @param policy how to wait
   * @return the handle
   * @throws IllegalStateException if a live participant is the producer
   * @throws dev.sharelock.SharelockException if there is no sound ring
   */
  public static FrameProducer open(ParticipantContext context, long base, WaitPolicy policy) {
    ByteRingProducer bytes = ByteRing.attach(context, base).openProducer(policy);
    long position = bytes.position();
    if (position % FrameHeader.BYTES != 0) {
      bytes.close();
      throw RingArguments.noFrames("head", position);
    }
    return new FrameProducer(bytes);
  }

  /**
   * Claims a frame. Claiming again replaces the claim.
   *
   * @param length of the payload in bytes, at least 0
   * @param timeoutNanos how long to wait for space; 0 to try once
   * @return as {@link ByteRingProducer#claim}
   * @throws IllegalArgumentException if an argument is out of range
   * @throws IllegalStateException if the handle is closed
   */
  public Outcome claim(int length, long timeoutNanos) {
    if (length < 0) {
      throw new IllegalArgumentException(
          "frame length is negative: length=" + length + "; do: pass 0 or more");
    }
    Outcome outcome = bytes.reserve(FrameHeader.total(length), timeoutNanos);
    if (outcome == Outcome.DONE) {
      view.aim(bytes.position() + FrameHeader.BYTES, length);
    }
    return outcome;
  }

  /**
   * Shows the payload of the claimed frame.
   *
   * @return the view, always the same object
   */
  public WritableRingView view() {
    return view;
  }

  /** Makes the claimed frame visible to the consumer, with all that was committed before. */
  public void publish() {
    commit();
    flush();
  }

  /**
   * Makes the claimed frame visible to the consumer, shortened.
   *
   * @param length of the payload, from 0 to what was claimed
   */
  public void publish(int length) {
    commit(length);
    flush();
  }

  /** Ends the claim and keeps the frame for the next {@link #flush}. */
  public void commit() {
    commit((int) view.length);
  }

  /**
   * Ends the claim and keeps the frame, shortened, for the next {@link #flush}.
   *
   * @param length of the payload, from 0 to what was claimed
   * @throws IllegalStateException if there is no claim
   * @throws IllegalArgumentException if the length is out of range
   */
  public void commit(int length) {
    if (length < 0 || length > view.length) {
      throw RingArguments.wrongCount("publish", length, view.length);
    }
    memory.writeLong(view.at(-FrameHeader.BYTES), FrameHeader.encode(length));
    bytes.advance(FrameHeader.total(length));
  }

  /** Makes all committed frames visible to the consumer, and wakes it if it sleeps. */
  public void flush() {
    bytes.flush();
  }

  /** Drops the claim, if there is one. */
  public void drop() {
    bytes.drop();
  }

  /**
   * Claims, copies and publishes.
   *
   * @param source where the payload comes from
   * @param from its first position in {@code source}
   * @param length of the payload in bytes
   * @param timeoutNanos how long to wait for space; 0 to try once
   * @return as {@link #claim}
   */
  public Outcome offer(byte[] source, int from, int length, long timeoutNanos) {
    Outcome outcome = claim(length, timeoutNanos);
    if (outcome == Outcome.DONE) {
      view().putBytes(0, source, from, length);
      publish();
    }
    return outcome;
  }

  /**
   * Tells the limit of the length of a frame.
   *
   * @return the number of bytes that an empty ring can take
   */
  public int maxLength() {
    return maxLength;
  }

  /**
   * Closes the ring, with what was committed in it.
   *
   * @see ByteRing#wakeupAll
   */
  public void wakeupAll() {
    bytes.wakeupAll();
  }

  /** Flushes and gives the role back, so that another producer may follow. The ring stays open. */
  @Override
  public void close() {
    bytes.close();
  }
}
