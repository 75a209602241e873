package dev.sharelock.request;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.environment.Participants;
import dev.sharelock.ring.ByteRing;
import dev.sharelock.ring.FrameProducer;
import dev.sharelock.ring.RingView;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/**
 * Takes requests from many clients in turns and answers them.
 *
 * <p><b>Layout</b>: {@link RequestLayout}. It owns no words but those of the doorbell and of the
 * rings of replies, whose producer it is.
 *
 * <p><b>Invariants</b>
 *
 * <pre>
 *   Q1  a request is released after its reply was published, or was kept for a client whose ring
 *       is full, or its handler has deferred it
 *   Q2  a client whose ring of replies is full is masked: it waits, and nobody else
 *   Q3  a reply carries the number and the request id of its client
 * </pre>
 *
 * <p><b>Not invariants.</b> Replies come in the order in which the handler gives them, not that of
 * the requests. A request may be handled twice if the server dies in between: its successor finds
 * it where it was.
 *
 * <p><b>Ordering.</b> That of the doorbell and of the rings. A client that has released replies
 * rings the doorbell, W2 -&gt; W1 of Waiter, after it has given space back; the server looks for
 * space, as {@code alsoReady}, after W1.
 *
 * <p><b>Crash.</b>
 *
 * <pre>
 *   before the reply is published   the successor handles the request again
 *   before the request is released  the same; the client drops the second reply
 *   with replies kept or deferred   they are lost; the clients are told that the server is dead
 *   client                          its replies are dropped, its slot is for the next one
 * </pre>
 *
 * <p><b>Zombies.</b> A server that was evicted keeps its role until it has ended, and begins no
 * request any more; its clients are told {@link Outcome#PEER_EVICTED}. Replies that do not fit into
 * the ring of a client that was evicted are dropped, so nobody waits for that one.
 *
 * <p><b>Progress.</b> As of the doorbell, if the handler returns. Confined to one thread.
 */
public final class RequestServer implements AutoCloseable {
  private final ParticipantContext context;
  private final RequestLayout layout;
  private final DoorbellConsumer requests;
  private final FrameProducer[] replies;
  private final List<Queue<Reply>> kept = new ArrayList<>();

  private RequestServer(ParticipantContext context, RequestLayout layout, WaitPolicy policy) {
    this.context = context;
    this.layout = layout;
    this.requests = Doorbell.attach(context, layout.requests().base()).openConsumer(policy);
    this.replies = new FrameProducer[layout.requests().slots()];
    try {
      for (int slot = 0; slot < replies.length; slot++) {
        replies[slot] = FrameProducer.open(context, layout.replies(slot), policy);
        kept.add(new ArrayDeque<>());
      }
    } catch (RuntimeException e) {
      closeRings();
      throw e;
    }
  }

  /**
   * Becomes the server. The role of a dead server is taken over, with the requests that it had not
   * answered.
   *
   * @param context for which participant
   * @param base the start of the rendezvous, in bytes from the start of the memory
   * @param policy how to wait
   * @return the handle of the server
   * @throws IllegalStateException if a live participant is the server
   * @throws SharelockException if there is no sound rendezvous, see {@link RequestFormat#attach}
   */
  public static RequestServer open(ParticipantContext context, long base, WaitPolicy policy) {
    return new RequestServer(context, RequestFormat.attach(context.memory(), base), policy);
  }

  /**
   * Handles one request.
   *
   * @param handler what answers it
   * @param timeoutNanos how long to wait for one; 0 to try once, {@link Deadline#NEVER} for no
   *     limit
   * @return {@link Outcome#DONE} if a request was handled; {@link Outcome#CLOSED} if the rendezvous
   *     is closed and all requests are answered; {@link Outcome#CORRUPT} if a client has sent
   *     something that is no request, which was thrown away, or if its ring is corrupt, which is
   *     passed over from now on; {@link Outcome#EVICTED} if the caller was evicted; otherwise as
   *     {@link DoorbellConsumer#peek(long)}
   */
  public Outcome serve(RequestHandler handler, long timeoutNanos) {
    long deadline = Deadline.after(context.environment().nanoTime(), timeoutNanos);
    while (true) {
      if (context.participants().isSelfEvicted()) {
        return Outcome.EVICTED;
      }
      deliverKept();
      Outcome outcome =
          requests.peek(Deadline.rest(deadline, context.environment()), this::hasSpaceForKept);
      int slot = requests.slot();
      if (outcome == Outcome.DONE && slot != DoorbellConsumer.NONE) {
        return handle(handler, slot);
      }
      if (outcome == Outcome.CORRUPT && slot != DoorbellConsumer.NONE) {
        requests.mask(slot);
        requests.skip();
      }
      if (outcome != Outcome.DONE) {
        return outcome;
      }
    }
  }

  /**
   * Handles requests until the rendezvous is closed.
   *
   * @param handler what answers them
   * @return {@link Outcome#CLOSED}, {@link Outcome#INTERRUPTED}, {@link Outcome#CANCELLED} or
   *     {@link Outcome#EVICTED}
   */
  public Outcome run(RequestHandler handler) {
    while (true) {
      Outcome outcome = serve(handler, Deadline.NEVER);
      boolean over =
          outcome == Outcome.CLOSED
              || outcome == Outcome.INTERRUPTED
              || outcome == Outcome.CANCELLED
              || outcome == Outcome.EVICTED;
      if (over) {
        return outcome;
      }
    }
  }

  private Outcome handle(RequestHandler handler, int slot) {
    RingView frame = requests.view();
    if (frame.length() < RequestLayout.REQUEST_HEADER) {
      requests.release();
      return Outcome.CORRUPT;
    }
    Exchange exchange =
        new Exchange(frame, new Address(slot, frame.getLong(0), frame.getLong(Long.BYTES)));
    try {
      handler.handle(exchange);
    } catch (Exception e) {
      exchange.fail(reason(e));
    }
    if (!exchange.isDeferred()) {
      send(exchange.outcome());
    }
    requests.release();
    if (exchange.isLast()) {
      shutDown();
    }
    return Outcome.DONE;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getName() : e.getMessage();
  }

  /**
   * Answers a request that its handler has deferred.
   *
   * @param address of the request
   * @param status what to say of it
   * @param bytes the reply
   * @throws IllegalArgumentException if the address is none of this rendezvous
   */
  public void reply(Address address, ReplyStatus status, byte[] bytes) {
    if (address.slot() < 0 || address.slot() >= replies.length) {
      throw new IllegalArgumentException(
          "no such client: slot="
              + address.slot()
              + ", slots="
              + replies.length
              + "; do: use the address of an exchange of this server");
    }
    send(new Reply(address, status, bytes.clone()));
  }

  /** Publishes a reply, or keeps it and holds its client back. */
  private void send(Reply reply) {
    Queue<Reply> queue = kept.get(reply.address().slot());
    if (!queue.isEmpty() || !publish(reply)) {
      queue.add(reply);
      requests.mask(reply.address().slot());
    }
  }

  /** Whether that is done with: published, or dropped because nobody is there to read it. */
  private boolean publish(Reply reply) {
    Reply fitting = reply.bytes().length <= layout.maxReply() ? reply : tooLong(reply);
    FrameProducer ring = replies[fitting.address().slot()];
    byte[] bytes = fitting.bytes();
    Outcome outcome = ring.claim(RequestLayout.REPLY_HEADER + bytes.length, 0);
    if (outcome == Outcome.WOULD_BLOCK && isWanted(fitting.address())) {
      return false;
    }
    if (outcome == Outcome.DONE) {
      ring.view().putLong(0, fitting.address().client());
      ring.view().putLong(8, fitting.address().id());
      ring.view().putInt(16, fitting.status().ordinal());
      ring.view().putInt(20, 0);
      ring.view().putBytes(RequestLayout.REPLY_HEADER, bytes, 0, bytes.length);
      ring.publish();
    }
    return true;
  }

  private Reply tooLong(Reply reply) {
    String text = "reply is too long: bytes=" + reply.bytes().length + ", max=" + layout.maxReply();
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    int length = (int) Math.min(bytes.length, layout.maxReply());
    byte[] fitting = java.util.Arrays.copyOf(bytes, length);
    return new Reply(reply.address(), ReplyStatus.FAILED, fitting);
  }

  /** Whether the client that asked still owns its slot and is worth waiting for. */
  private boolean isWanted(Address address) {
    long owner = requests.owner(address.slot());
    return owner == address.client()
        && owner != Participants.NOBODY
        && context.participants().takesPart(owner);
  }

  private boolean hasSpaceForKept() {
    for (int slot = 0; slot < replies.length; slot++) {
      Reply first = kept.get(slot).peek();
      if (first != null && (hasSpace(slot, first) || !isWanted(first.address()))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasSpace(int slot, Reply reply) {
    Outcome outcome = replies[slot].claim(RequestLayout.REPLY_HEADER + reply.bytes().length, 0);
    replies[slot].drop();
    return outcome != Outcome.WOULD_BLOCK;
  }

  private void deliverKept() {
    for (int slot = 0; slot < replies.length; slot++) {
      Queue<Reply> queue = kept.get(slot);
      if (!queue.isEmpty()) {
        while (!queue.isEmpty() && publish(queue.peek())) {
          queue.remove();
        }
        if (queue.isEmpty()) {
          requests.unmask(slot);
        }
      }
    }
  }

  /** Closes the rendezvous for good: clients read what was answered, and then hear of it. */
  public void shutDown() {
    requests.closeDoorbell();
    closeReplies();
  }

  private void closeReplies() {
    for (int slot = 0; slot < replies.length; slot++) {
      ByteRing ring = ByteRing.attach(context, layout.replies(slot));
      if (ring.state() == Outcome.DONE) {
        ring.wakeupAll();
      }
    }
  }

  /** Gives the role back, so that another server may follow. The rendezvous stays open. */
  @Override
  public void close() {
    closeRings();
  }

  private void closeRings() {
    for (FrameProducer ring : replies) {
      if (ring != null) {
        ring.close();
      }
    }
    requests.close();
  }
}
