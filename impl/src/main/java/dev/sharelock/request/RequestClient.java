package dev.sharelock.request;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.RingView;
import dev.sharelock.waiting.WaitPolicy;
import java.nio.charset.StandardCharsets;

/**
 * Sends requests and reads replies. Several requests can be on their way; replies carry the ids of
 * their requests and come in any order.
 *
 * <p>It owns no words; see {@link RequestServer} for the protocol. A reply that is not for this
 * client, since it was for a predecessor in its slot (S17), is dropped; so is one that was read
 * already, after a server has died and its successor has answered again, if requests are answered
 * in order by {@link #call}.
 *
 * <p><b>Memory consistency.</b> What a client does before {@link #send} is visible to the handler;
 * what the handler does before it answers is visible after {@link #receive}.
 *
 * <p>Confined to one thread.
 */
public final class RequestClient implements AutoCloseable {
  private final ParticipantContext context;
  private final RequestLayout layout;
  private final DoorbellProducer requests;
  private final FrameConsumer replies;
  private final long self;

  private long lastId;
  private long id;
  private ReplyStatus status;
  private byte[] bytes = {};

  private RequestClient(ParticipantContext context, RequestLayout layout, WaitPolicy policy) {
    this.context = context;
    this.layout = layout;
    this.self = context.participants().self();
    this.requests = Doorbell.attach(context, layout.requests().base()).openProducer(policy);
    try {
      this.replies = FrameConsumer.open(context, layout.replies(requests.slot()), policy);
    } catch (RuntimeException e) {
      requests.close();
      throw e;
    }
  }

  /**
   * Becomes a client: takes a slot that is free, or that of a dead client.
   *
   * @param context for which participant
   * @param base the start of the rendezvous, in bytes from the start of the memory
   * @param policy how to wait
   * @return the handle of the client
   * @throws SharelockException with {@link Outcome#REFUSED} if all slots are taken by clients that
   *     live, or if there is no sound rendezvous, see {@link RequestFormat#attach}
   */
  public static RequestClient open(ParticipantContext context, long base, WaitPolicy policy) {
    return new RequestClient(context, RequestFormat.attach(context.memory(), base), policy);
  }

  /**
   * Sends a request. {@link #lastId} is its id then.
   *
   * @param request its bytes
   * @param timeoutNanos how long to wait for space; 0 to try once
   * @return {@link Outcome#DONE}, {@link Outcome#TOO_LARGE}, {@link Outcome#WOULD_BLOCK}, {@link
   *     Outcome#TIMED_OUT}, {@link Outcome#CLOSED}, {@link Outcome#PEER_DEAD}, {@link
   *     Outcome#PEER_EVICTED}, {@link Outcome#EVICTED}, {@link Outcome#INTERRUPTED}, {@link
   *     Outcome#CANCELLED} or {@link Outcome#CORRUPT}; nothing was sent unless it is DONE
   */
  public Outcome send(byte[] request, long timeoutNanos) {
    if (context.participants().isSelfEvicted()) {
      return Outcome.EVICTED;
    }
    if (request.length > layout.maxRequest()) {
      return Outcome.TOO_LARGE;
    }
    Outcome outcome = requests.claim(RequestLayout.REQUEST_HEADER + request.length, timeoutNanos);
    if (outcome == Outcome.DONE) {
      lastId++;
      requests.view().putLong(0, self);
      requests.view().putLong(Long.BYTES, lastId);
      requests.view().putBytes(RequestLayout.REQUEST_HEADER, request, 0, request.length);
      requests.publish();
    }
    return outcome;
  }

  /**
   * Tells the id of the last request.
   *
   * @return the id, from 1 on; 0 if nothing was sent
   */
  public long lastId() {
    return lastId;
  }

  /**
   * Reads the next reply. {@link #id}, {@link #status} and {@link #reply} describe it then.
   *
   * @param timeoutNanos how long to wait for one; 0 to try once
   * @return {@link Outcome#DONE}, {@link Outcome#WOULD_BLOCK}, {@link Outcome#TIMED_OUT}, {@link
   *     Outcome#CLOSED} if the server has shut down, {@link Outcome#PEER_DEAD} if it has died and
   *     nobody has taken its place yet, {@link Outcome#PEER_EVICTED} if it was evicted, {@link
   *     Outcome#EVICTED} if the caller was, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED}
   *     or {@link Outcome#CORRUPT}
   */
  public Outcome receive(long timeoutNanos) {
    long deadline = Deadline.after(context.environment().nanoTime(), timeoutNanos);
    while (true) {
      Outcome outcome = replies.peek(Deadline.rest(deadline, context.environment()));
      if (outcome != Outcome.DONE) {
        return outcome;
      }
      RingView frame = replies.view();
      boolean whole = frame.length() >= RequestLayout.REPLY_HEADER;
      boolean mine = whole && frame.getLong(0) == self;
      Outcome read = whole ? Outcome.DONE : Outcome.CORRUPT;
      if (mine) {
        read = take(frame);
      }
      replies.release();
      requests.ring(); // the server may wait for the space
      if (mine || !whole) {
        return read;
      }
    }
  }

  private Outcome take(RingView frame) {
    int code = frame.getInt(16);
    if (code < 0 || code >= ReplyStatus.values().length) {
      return Outcome.CORRUPT;
    }
    id = frame.getLong(Long.BYTES);
    status = ReplyStatus.values()[code];
    bytes = new byte[(int) frame.length() - RequestLayout.REPLY_HEADER];
    frame.getBytes(RequestLayout.REPLY_HEADER, bytes, 0, bytes.length);
    return Outcome.DONE;
  }

  /**
   * Sends a request and waits for its reply; replies to earlier requests are dropped.
   *
   * @param request its bytes
   * @param timeoutNanos how long to wait in all
   * @return {@link Outcome#DONE} if {@link #status} and {@link #reply} describe the reply,
   *     otherwise as {@link #send} and {@link #receive}
   */
  public Outcome call(byte[] request, long timeoutNanos) {
    long deadline = Deadline.after(context.environment().nanoTime(), timeoutNanos);
    Outcome outcome = send(request, timeoutNanos);
    while (outcome == Outcome.DONE) {
      outcome = receive(Deadline.rest(deadline, context.environment()));
      if (outcome == Outcome.DONE && id == lastId) {
        return outcome;
      }
    }
    return outcome;
  }

  /**
   * Tells which request was answered.
   *
   * @return the id of the request
   */
  public long id() {
    return id;
  }

  /**
   * Tells what the server says of the request.
   *
   * @return the status, or null before the first reply
   */
  public ReplyStatus status() {
    return status;
  }

  /**
   * Gives the reply.
   *
   * @return its bytes; if the {@link #status} is FAILED, a message
   */
  public byte[] reply() {
    return bytes.clone();
  }

  /**
   * Gives the reply as text.
   *
   * @return the bytes read as UTF-8
   */
  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Gives the slot back. Replies that come later are dropped by the next client in it. */
  @Override
  public void close() {
    replies.close();
    requests.close();
  }
}
