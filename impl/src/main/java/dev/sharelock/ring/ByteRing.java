package dev.sharelock.ring;

import dev.sharelock.Outcome;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.waiting.WaitPolicy;

/**
 * A bounded stream of bytes from one producer to one consumer, in shared memory.
 *
 * <p>This handle belongs to whoever attached, a third party perhaps: it observes and closes, and
 * opens the two sides. Handles are confined to one thread.
 *
 * <p><b>Layout</b>: {@link RingLayout}.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   R1  0 &lt;= head - tail &lt;= capacity, for whoever reads tail before head and clamps
 *   R2  the bytes consumed are a prefix of the bytes published, in order, each exactly once as
 *       long as the consumer lives; what a dead consumer had not released is delivered again
 *   R3  nobody writes a byte in [tail, head)
 *   R5  an empty ring meets every claim up to its capacity
 * </pre>
 *
 * <p>There is no R4 (one unreleased wrap): frames are not kept contiguous, so nothing is skipped at
 * the end of the data and there is no wrap to remember; {@link RingView} hides the seam.
 *
 * <p><b>Not invariants.</b> The bounds that a handle keeps in private memory lag behind; {@link
 * #available} is stale at once; a waiting word may say that a dead participant sleeps.
 *
 * <p><b>Ordering</b>
 *
 * <pre>
 *   P1 setRelease(head)  pairs with  C1 getAcquire(head)   gives R2: the bytes are there
 *   C2 setRelease(tail)  pairs with  P2 getAcquire(tail)   gives R3: the bytes were read
 *   W1, W2 of Waiter: P1 then consumerWaiting, C2 then producerWaiting; no lost wake-up
 *   F1, A1 of RingFormat; K1..K3, L1, L2 of RingControl
 *   T1 getAcquire(tail) before T2 getAcquire(head) in available(), pairs with C2, P1
 * </pre>
 *
 * <p><b>Crash.</b> A death between any two accesses leaves one of these:
 *
 * <pre>
 *   producer before P1       claimed bytes vanish; its successor writes over them
 *   producer between P1, W2  published; the consumer notices after its slice at the latest, or
 *                            at once when a successor opens
 *   consumer before C2       its successor reads the same bytes again
 *   consumer between C2, W2  as for the producer
 *   while asleep             one superfluous wake-up by the peer
 *   while opening, closing   see RingControl
 * </pre>
 *
 * <p><b>Progress.</b> With a time-out of 0 all operations are wait-free. Others return after the
 * time-out and one slice of the {@link WaitPolicy} at the latest, whatever the peer does.
 *
 * <p><b>What is known to go wrong in rings of this kind</b>, and what prevents it here:
 *
 * <pre>
 *   S1  wake-up lost by store buffering       W1/W2: light and heavy fence
 *   S2  wake only when it was full            wake whenever somebody has announced to sleep
 *   S3  claim that can never be met           no dead space: views may wrap around
 *   S4  claim larger than the ring waits      TOO_LARGE at once
 *   S5  sides disagree about the wrap         no wrap rule; frames carry their length
 *   S6  short or excessive publish, release   the handle remembers the claim; an exception
 *   S7  death between two commit stores       one counter is the only commit of its side
 *   S8  attach before creation has ended      the format word is stored last, by release
 *   S9  attach across a restart               the generation of the region's directory entry
 *   S10 empty message looks like a time-out   outcomes are distinct; empty frames are legal
 *   S11 time-out truncated                    64-bit nanoseconds, saturating
 *   S12 premature time-out                    one deadline; every wait loops until it
 *   S13 close lost, or not told apart         CLOSED is a state; K1/K2; a distinct outcome
 *   S14 arithmetic at the edges               capacity limits; differences of 64-bit counters; the
 *                                             waiting word is no part of a counter
 *   S15 corrupt length trusted                checked against what is available: CORRUPT
 *   S16 available() of a third party          tail first, then clamped
 *   S17 reuse of process ids                  roles hold numbers that are never given again
 *   S18 padding marker found in a payload     no padding
 *   S19 two producers, two consumers          a role word for each side, taken by CAS
 *   S20 unaligned payloads                    frames start at multiples of 8
 *   S21 waiting flag on weak memory           as S1
 *   S22 death of the peer goes unnoticed      PEER_DEAD after each slice without a wake-up
 * </pre>
 */
public final class ByteRing {
  private final ParticipantContext context;
  private final RingControl control;
  private final RingLayout layout;

  private ByteRing(ParticipantContext context, RingLayout layout) {
    this.context = context;
    this.control = new RingControl(context, layout);
    this.layout = layout;
  }

  /**
   * Attaches to a ring that {@link RingFormat#create} has made. Writes nothing.
   *
   * @param context for which participant
   * @param base the start of the ring, in bytes from the start of the memory
   * @return a handle
   * @throws dev.sharelock.SharelockException if there is no ring of this version, see {@link
   *     RingFormat#attach}
   */
  public static ByteRing attach(ParticipantContext context, long base) {
    return new ByteRing(context, RingFormat.attach(context.memory(), base));
  }

  /**
   * Becomes the producer, with {@link WaitPolicy#DEFAULT}.
   *
   * @return the handle of the producer
   * @throws IllegalStateException if a live participant is the producer
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} if the counters
   *     contradict each other
   */
  public ByteRingProducer openProducer() {
    return openProducer(WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the producer. The role of a dead producer is taken over: what it had published stays,
   * what it had claimed vanishes.
   *
   * @param policy how to wait
   * @return the handle of the producer
   * @throws IllegalStateException if a live participant is the producer
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} if the counters
   *     contradict each other
   */
  public ByteRingProducer openProducer(WaitPolicy policy) {
    return new ByteRingProducer(context, layout, policy);
  }

  /**
   * Becomes the consumer, with {@link WaitPolicy#DEFAULT}.
   *
   * @return the handle of the consumer
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} if the counters
   *     contradict each other
   */
  public ByteRingConsumer openConsumer() {
    return openConsumer(WaitPolicy.DEFAULT);
  }

  /**
   * Becomes the consumer. The role of a dead consumer is taken over: what it had not released is
   * read again.
   *
   * @param policy how to wait
   * @return the handle of the consumer
   * @throws IllegalStateException if a live participant is the consumer
   * @throws dev.sharelock.SharelockException with {@link Outcome#CORRUPT} if the counters
   *     contradict each other
   */
  public ByteRingConsumer openConsumer(WaitPolicy policy) {
    return new ByteRingConsumer(context, layout, policy);
  }

  /**
   * Tells how many bytes are published and not released. Anyone may ask.
   *
   * @return a number from 0 to the capacity, stale at once
   */
  public long available() {
    long tail = control.memory.getLongAcquire(layout.tail()); // T1 <- C2: head is not older
    long head = control.memory.getLongAcquire(layout.head()); // T2 <- P1
    return Math.clamp(head - tail, 0, layout.capacity());
  }

  /**
   * Tells the capacity.
   *
   * @return the capacity in bytes
   */
  public long capacity() {
    return layout.capacity();
  }

  /**
   * Closes the ring for good and wakes both sides. A claim that begins later gets {@link
   * Outcome#CLOSED}; the consumer gets it when it has taken what was published. What the producer
   * publishes while the ring is being closed may be left behind. Closing again changes nothing.
   */
  public void wakeupAll() {
    control.closeRing();
  }

  /**
   * Asks for the state.
   *
   * @return {@link Outcome#DONE} while it is open, {@link Outcome#CLOSED}, or {@link
   *     Outcome#CORRUPT}
   */
  public Outcome state() {
    return control.state();
  }

  /**
   * Describes all words, for people. It reads them one after the other, so they need not fit.
   *
   * @param prefix what each line begins with
   * @return some lines of text
   */
  public String debugDump(String prefix) {
    return RingDump.of(control.memory, layout, prefix);
  }
}
