package dev.sharelock.request;

import dev.sharelock.ring.RingView;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One request, and how to answer it. Valid while its {@link RequestHandler} runs.
 *
 * <p>Confined to the thread of the server.
 */
public final class Exchange {
  private final RingView frame;
  private final Address address;
  private ReplyStatus status;
  private byte[] answer = {};
  private boolean deferred;
  private boolean last;

  Exchange(RingView frame, Address address) {
    this.frame = frame;
    this.address = address;
  }

  /**
   * Tells how long the request is.
   *
   * @return the number of bytes
   */
  public int length() {
    return (int) frame.length() - RequestLayout.REQUEST_HEADER;
  }

  /**
   * Copies the request.
   *
   * @return its bytes
   */
  public byte[] request() {
    byte[] bytes = new byte[length()];
    frame.getBytes(RequestLayout.REQUEST_HEADER, bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * Copies a part of the request.
   *
   * @param from its first byte
   * @param target where to
   * @param at the first position in {@code target}
   * @param count how many bytes
   * @throws IndexOutOfBoundsException if that is not inside of the request or the target
   */
  public void copy(int from, byte[] target, int at, int count) {
    Objects.checkFromIndexSize(from, count, length());
    frame.getBytes(RequestLayout.REQUEST_HEADER + (long) from, target, at, count);
  }

  /**
   * Tells who asks and where to answer.
   *
   * @return the address, which stays valid after the handler has returned
   */
  public Address address() {
    return address;
  }

  /**
   * Answers.
   *
   * @param bytes the reply
   */
  public void reply(byte[] bytes) {
    status = ReplyStatus.OK;
    answer = bytes.clone();
  }

  /**
   * Tells the client that the request has failed.
   *
   * @param reason why
   */
  public void fail(String reason) {
    status = ReplyStatus.FAILED;
    answer = reason.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Answers later, by {@link RequestServer#reply} with the {@link #address}. The request is taken
   * away then; if the server dies before it has answered, the client is told of the death only.
   */
  public void defer() {
    deferred = true;
  }

  /** Closes the rendezvous after this answer: it is the last one. */
  public void thenShutDown() {
    last = true;
  }

  boolean isDeferred() {
    return deferred && status == null;
  }

  boolean isLast() {
    return last;
  }

  Reply outcome() {
    if (status == null) {
      fail("handler gave no answer: request=" + address.id() + "; do: reply, fail or defer");
    }
    return new Reply(address, status, answer);
  }
}
