package dev.sharelock.linearizability.record;

import dev.sharelock.Outcome;
import dev.sharelock.doorbell.Doorbell;
import dev.sharelock.linearizability.Budget;
import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.solo.SoloWorld;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestFormat;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.util.ArrayDeque;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A rendezvous without waiting is a queue of requests and a queue of replies, between which the
 * server moves one at a time. Not single steps, and so not done here: that a request makes room
 * again, which comes after its reply; and the end that the server makes, since a request that was
 * claimed before that may be published after it.
 */
final class RequestLincheckTest {
  private static final int CAPACITY = 512;

  @Test
  void requestsAreAnsweredInOrderUnderModelChecking() {
    Budget.modelChecking(4).sequentialSpecification(Answers.class).check(Rendezvous.class);
  }

  @Test
  void requestsAreAnsweredInOrderUnderStress() {
    Budget.stress().sequentialSpecification(Answers.class).check(Rendezvous.class);
  }

  /** The rendezvous itself: a client and its server. */
  @Param(name = "value", gen = IntGen.class, conf = "1:9")
  public static final class Rendezvous {
    private final Doorbell closer;
    private final RequestClient client;
    private final RequestServer server;

    public Rendezvous() {
      SoloWorld world = SoloWorld.over(new HeapMemory(RequestLayout.bytes(1, CAPACITY)));
      RequestLayout layout = RequestLayout.of(0, 1, CAPACITY);
      RequestFormat.create(world.memory(), layout);
      closer = Doorbell.attach(world.participant(1), layout.requests().base());
      client = RequestClient.open(world.participant(1), 0, WaitPolicy.DEFAULT);
      server = RequestServer.open(world.participant(2), 0, WaitPolicy.DEFAULT);
    }

    @Operation(nonParallelGroup = "client")
    public Outcome send(@Param(name = "value") int value) {
      return client.send(new byte[] {(byte) value}, 0);
    }

    @Operation(nonParallelGroup = "client")
    public long receive() {
      boolean got = client.receive(0) == Outcome.DONE;
      return got ? client.id() * 100 + client.reply()[0] : 0;
    }

    @Operation(nonParallelGroup = "server")
    public Outcome serve() {
      return server.serve(exchange -> exchange.reply(exchange.request()), 0);
    }

    @Operation(nonParallelGroup = "client")
    public void end() {
      closer.close();
    }
  }

  /** The same, sequentially. */
  public static final class Answers {
    private final ArrayDeque<Long> requests = new ArrayDeque<>();
    private final ArrayDeque<Long> replies = new ArrayDeque<>();
    private long lastId;
    private boolean closed;

    public Outcome send(int value) {
      if (closed) {
        return Outcome.CLOSED;
      }
      requests.add(++lastId * 100 + value);
      return Outcome.DONE;
    }

    public long receive() {
      return replies.isEmpty() ? 0 : replies.remove();
    }

    public Outcome serve() {
      if (requests.isEmpty()) {
        return closed ? Outcome.CLOSED : Outcome.WOULD_BLOCK;
      }
      replies.add(requests.remove());
      return Outcome.DONE;
    }

    public void end() {
      closed = true;
    }
  }
}
