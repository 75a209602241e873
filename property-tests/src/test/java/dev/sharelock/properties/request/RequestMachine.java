package dev.sharelock.properties.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.request.Address;
import dev.sharelock.request.ReplyStatus;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestFormat;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.request.RequestServer;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A rendezvous, and what must be in it. */
final class RequestMachine {
  static final int MAX_CLIENTS = 3;

  /** How many requests of a byte fit into a ring, and how many replies. */
  private static final int REQUESTS = 2;

  private static final int NONE = -1;

  private final SoloWorld world;
  private final List<Slot> slots = new ArrayList<>();

  /** What was deferred by the server that lives: what the answer is to be, and to whom. */
  private final Deque<Message> deferred = new ArrayDeque<>();

  private final Deque<Address> addresses = new ArrayDeque<>();
  private RequestServer server;
  private long serverNumber;
  private long participants;
  private int next;
  private int served;
  private boolean closed;

  /** A request, or the reply to it. */
  private record Message(int slot, long client, long id, ReplyStatus status, byte value) {
    Message answered(ReplyStatus with) {
      return new Message(slot, client, id, with, value);
    }
  }

  /** A slot with what is on its way, and its client, if that lives. */
  private static final class Slot {
    private final Deque<Message> requests = new ArrayDeque<>();
    private final Deque<Message> kept = new ArrayDeque<>();
    private Message reply;
    private RequestClient client;
    private long number;
    private long lastId;
  }

  RequestMachine(int clients) {
    long bytes = RequestLayout.bytes(clients, RingLayout.MIN_CAPACITY);
    world = SoloWorld.bounded(bytes, 100_000);
    RequestFormat.create(world.memory(), RequestLayout.of(0, clients, RingLayout.MIN_CAPACITY));
    for (int i = 0; i < clients; i++) {
      slots.add(new Slot());
    }
    follow();
  }

  private void follow() {
    serverNumber = ++participants;
    server = RequestServer.open(world.participant(serverNumber), 0, WaitPolicy.DEFAULT);
    served = slots.size() - 1;
    slots.forEach(slot -> slot.kept.clear());
    deferred.clear();
    addresses.clear();
  }

  void run(RequestStep step) {
    world.boundedMemory().restartSteps();
    Slot slot = slots.get(step.slot() % slots.size());
    switch (step.kind()) {
      case JOIN -> join();
      case SEND -> send(slot);
      case RECEIVE -> receive(slot);
      case SERVE -> serve(ReplyStatus.OK);
      case FAIL -> serve(ReplyStatus.FAILED);
      case DEFER -> serve(null);
      case REPLY -> reply();
      case DIE -> end(slot, true);
      case LEAVE -> end(slot, false);
      case SUCCEED -> {
        world.kill(serverNumber);
        follow();
      }
      case SHUT_DOWN -> {
        server.shutDown();
        closed = true;
      }
    }
  }

  private void join() {
    if (closed) {
      return;
    }
    long number = ++participants;
    Slot free = slots.stream().filter(slot -> slot.client == null).findFirst().orElse(null);
    if (free == null) {
      assertThatThrownBy(() -> RequestClient.open(world.participant(number), 0, WaitPolicy.DEFAULT))
          .isInstanceOfSatisfying(
              SharelockException.class,
              refused -> assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED));
      return;
    }
    free.client = RequestClient.open(world.participant(number), 0, WaitPolicy.DEFAULT);
    free.number = number;
    free.lastId = 0;
  }

  private void send(Slot slot) {
    if (slot.client == null) {
      return;
    }
    byte value = (byte) next++;
    Outcome room = slot.requests.size() == REQUESTS ? Outcome.WOULD_BLOCK : Outcome.DONE;
    Outcome expected = closed ? Outcome.CLOSED : room;
    assertThat(slot.client.send(new byte[] {value}, 0)).isEqualTo(expected);
    if (expected == Outcome.DONE) {
      slot.lastId++;
      slot.requests.add(
          new Message(slots.indexOf(slot), slot.number, slot.lastId, ReplyStatus.OK, value));
    }
    assertThat(slot.client.lastId()).isEqualTo(slot.lastId);
  }

  /** A reply to a predecessor in the slot is dropped on the way. */
  private Outcome receive(Slot slot) {
    if (slot.client == null) {
      return Outcome.PEER_DEAD;
    }
    Message reply = slot.reply;
    slot.reply = null;
    boolean mine = reply != null && reply.client() == slot.number;
    Outcome none = closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    Outcome outcome = slot.client.receive(0);
    assertThat(outcome).isEqualTo(mine ? Outcome.DONE : none);
    if (mine) {
      assertThat(slot.client.id()).isEqualTo(reply.id());
      assertThat(slot.client.status()).isEqualTo(reply.status());
      if (reply.status() == ReplyStatus.OK) {
        assertThat(slot.client.reply()).containsExactly(reply.value());
      } else {
        assertThat(slot.client.text()).isEqualTo("no");
      }
    }
    return outcome;
  }

  /** Handles the request whose turn it is; without a status its answer comes later. */
  private Outcome serve(ReplyStatus status) {
    slots.forEach(this::deliverKept);
    int turn = turn();
    boolean masked = slots.stream().anyMatch(slot -> !slot.kept.isEmpty());
    Outcome none = closed && !masked ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
    Outcome outcome =
        server.serve(
            exchange -> {
              byte[] request = exchange.request();
              assertThat(request).containsExactly(slots.get(turn).requests.getFirst().value());
              if (status == ReplyStatus.OK) {
                exchange.reply(request);
              } else if (status == ReplyStatus.FAILED) {
                throw new IllegalStateException("no");
              } else {
                exchange.defer();
                addresses.add(exchange.address());
              }
            },
            0);
    assertThat(outcome).isEqualTo(turn == NONE ? none : Outcome.DONE);
    if (turn != NONE) {
      served = turn;
      Message request = slots.get(turn).requests.remove();
      if (status == null) {
        deferred.add(request);
      } else {
        publishOrKeep(request.answered(status));
      }
    }
    return outcome;
  }

  private int turn() {
    for (int i = 1; i <= slots.size(); i++) {
      int index = (served + i) % slots.size();
      Slot slot = slots.get(index);
      if (slot.kept.isEmpty() && !slot.requests.isEmpty()) {
        return index;
      }
    }
    return NONE;
  }

  private void reply() {
    if (!deferred.isEmpty()) {
      Message message = deferred.remove();
      server.reply(addresses.remove(), ReplyStatus.OK, new byte[] {message.value()});
      publishOrKeep(message);
    }
  }

  private void publishOrKeep(Message reply) {
    Slot slot = slots.get(reply.slot());
    if (!slot.kept.isEmpty() || !publish(slot, reply)) {
      slot.kept.add(reply);
    }
  }

  private void deliverKept(Slot slot) {
    while (!slot.kept.isEmpty() && publish(slot, slot.kept.getFirst())) {
      slot.kept.remove();
    }
  }

  /** Whether a reply is in the ring, or nobody is there to read it. */
  private boolean publish(Slot slot, Message reply) {
    boolean wanted = slot.client != null && slot.number == reply.client();
    if (!closed && slot.reply == null) {
      slot.reply = reply;
      return true;
    }
    return closed || !wanted;
  }

  private void end(Slot slot, boolean killed) {
    if (slot.client != null) {
      if (killed) {
        world.kill(slot.number);
      } else {
        slot.client.close();
      }
      slot.client = null;
    }
  }

  /** Whoever is left gets all its answers, as soon as it reads. */
  void answerAll() {
    Outcome outcome = Outcome.DONE;
    while (outcome == Outcome.DONE) {
      world.boundedMemory().restartSteps();
      outcome = serve(ReplyStatus.OK);
      for (Slot slot : slots) {
        boolean makesRoom = slot.client != null && slot.reply != null;
        receive(slot);
        outcome = makesRoom ? Outcome.DONE : outcome;
      }
    }
    slots.forEach(slot -> assertThat(slot.requests).isEmpty());
    slots.forEach(slot -> assertThat(slot.kept).isEmpty());
  }
}
