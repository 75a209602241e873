package dev.sharelock.properties.doorbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.doorbell.DoorbellConsumer;
import dev.sharelock.doorbell.DoorbellFormat;
import dev.sharelock.doorbell.DoorbellLayout;
import dev.sharelock.doorbell.DoorbellProducer;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A doorbell, and what must be in it. */
final class DoorbellMachine {
  static final int MAX_SLOTS = 3;

  /** How many frames of 8 bytes fit into a ring. */
  private static final int FRAMES = 4;

  private static final int NONE = -1;

  private final SoloWorld world;
  private final List<Slot> slots = new ArrayList<>();
  private DoorbellConsumer consumer;
  private long consumerNumber;
  private long participants;
  private long next = 1;
  private int served;
  private boolean closed;

  /** A slot with its frames and its owner, if that lives. */
  private static final class Slot {
    private final Deque<Long> frames = new ArrayDeque<>();
    private DoorbellProducer producer;
    private long number;
    private boolean masked;
  }

  DoorbellMachine(int count) {
    DoorbellLayout layout = new DoorbellLayout(0, count, RingLayout.MIN_CAPACITY);
    world = SoloWorld.bounded(DoorbellLayout.bytes(count, RingLayout.MIN_CAPACITY), 100_000);
    DoorbellFormat.create(world.memory(), layout);
    for (int i = 0; i < count; i++) {
      slots.add(new Slot());
    }
    follow();
  }

  private Doorbell attach(long number) {
    return Doorbell.attach(world.participant(number), 0);
  }

  private void follow() {
    consumerNumber = ++participants;
    consumer = attach(consumerNumber).openConsumer(WaitPolicy.DEFAULT);
    served = slots.size() - 1;
    slots.forEach(slot -> slot.masked = false);
  }

  void run(DoorbellStep step) {
    world.boundedMemory().restartSteps();
    int index = step.slot() % slots.size();
    Slot slot = slots.get(index);
    switch (step.kind()) {
      case JOIN -> join();
      case OFFER -> offer(slot);
      case TAKE -> take(true);
      case SKIP -> take(false);
      case MASK -> mask(index, true);
      case UNMASK -> mask(index, false);
      case DIE -> die(slot);
      case LEAVE -> leave(slot);
      case SUCCEED -> {
        world.kill(consumerNumber);
        follow();
      }
      case CLOSE -> {
        consumer.closeDoorbell();
        closed = true;
      }
    }
    boolean some = slots.stream().anyMatch(one -> one.producer != null);
    assertThat(consumer.hasProducers()).isEqualTo(some);
  }

  private void join() {
    if (closed) {
      return;
    }
    long number = ++participants;
    int free = firstFree();
    if (free == NONE) {
      assertThatThrownBy(() -> attach(number).openProducer(WaitPolicy.DEFAULT))
          .isInstanceOfSatisfying(
              SharelockException.class,
              refused -> assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED));
      return;
    }
    Slot slot = slots.get(free);
    slot.producer = attach(number).openProducer(WaitPolicy.DEFAULT);
    slot.number = number;
    assertThat(slot.producer.slot()).isEqualTo(free);
    assertThat(consumer.owner(free)).isEqualTo(number);
  }

  private int firstFree() {
    for (int i = 0; i < slots.size(); i++) {
      if (slots.get(i).producer == null) {
        return i;
      }
    }
    return NONE;
  }

  private void offer(Slot slot) {
    if (slot.producer == null) {
      return;
    }
    long value = next++;
    byte[] frame =
        ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    Outcome outcome = slot.producer.offer(frame, 0, frame.length, 0);
    if (closed) {
      assertThat(outcome).isEqualTo(Outcome.CLOSED);
    } else if (slot.frames.size() == FRAMES) {
      assertThat(outcome).isEqualTo(Outcome.WOULD_BLOCK);
    } else {
      assertThat(outcome).isEqualTo(Outcome.DONE);
      slot.frames.addLast(value);
    }
  }

  /** Takes the frame whose turn it is, or leaves it for later. */
  private boolean take(boolean whole) {
    int turn = turn();
    Outcome outcome = consumer.peek(0);
    if (turn == NONE) {
      boolean masked = slots.stream().anyMatch(slot -> slot.masked);
      assertThat(outcome).isEqualTo(closed && !masked ? Outcome.CLOSED : Outcome.WOULD_BLOCK);
      return false;
    }
    assertThat(outcome).isEqualTo(Outcome.DONE);
    assertThat(consumer.slot()).isEqualTo(turn);
    assertThat(consumer.view().length()).isEqualTo(Long.BYTES);
    assertThat(consumer.view().getLong(0)).isEqualTo(slots.get(turn).frames.getFirst());
    if (whole) {
      consumer.release();
      slots.get(turn).frames.removeFirst();
    } else {
      consumer.skip();
    }
    served = turn;
    return true;
  }

  private int turn() {
    for (int i = 1; i <= slots.size(); i++) {
      int index = (served + i) % slots.size();
      if (!slots.get(index).masked && !slots.get(index).frames.isEmpty()) {
        return index;
      }
    }
    return NONE;
  }

  private void mask(int slot, boolean masked) {
    if (masked) {
      consumer.mask(slot);
    } else {
      consumer.unmask(slot);
    }
    slots.get(slot).masked = masked;
  }

  private void die(Slot slot) {
    if (slot.producer != null) {
      world.kill(slot.number);
      slot.producer = null;
    }
  }

  private void leave(Slot slot) {
    if (slot.producer != null) {
      slot.producer.close();
      slot.producer = null;
    }
  }

  /** Nothing is left behind, whoever died. */
  void takeAll() {
    world.boundedMemory().restartSteps();
    for (int slot = 0; slot < slots.size(); slot++) {
      mask(slot, false);
    }
    while (take(true)) {
      // the next one
    }
    slots.forEach(slot -> assertThat(slot.frames).isEmpty());
  }
}
