package dev.sharelock.bench.pair.peers;

import dev.sharelock.Outcome;
import dev.sharelock.bench.pair.MappedFile;
import dev.sharelock.bench.pair.PairOptions;
import dev.sharelock.bench.pair.Transport;
import dev.sharelock.environment.Deadline;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.request.Address;
import dev.sharelock.request.ReplyStatus;
import dev.sharelock.request.RequestClient;
import dev.sharelock.request.RequestFormat;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.request.RequestServer;
import dev.sharelock.waiting.WaitPolicy;
import java.nio.ByteBuffer;

/**
 * Requests of this project: way 0 are the requests of a client, way 1 the replies of the server to
 * the request that it has taken last. Made for round trips.
 */
public final class SharelockRequests implements Transport {
  private RequestClient client;
  private Serving serving;

  /** A server, and whom it has to answer. */
  private static final class Serving {
    private final RequestServer server;
    private Address last;

    Serving(RequestServer server) {
      this.server = server;
    }
  }

  private static long capacity(PairOptions options) {
    return Math.max(1 << 12, 4L * options.messageBytes());
  }

  @Override
  public long bytes(PairOptions options) {
    return RequestLayout.bytes(1, capacity(options));
  }

  @Override
  public void format(PairOptions options) {
    RequestFormat.create(
        MappedFile.memory(options.file()), RequestLayout.of(0, 1, capacity(options)));
  }

  private static ParticipantContext participant(PairOptions options, int number) {
    return MappedFile.participant(MappedFile.memory(options.file()), number);
  }

  private RequestClient client(PairOptions options) {
    if (client == null) {
      client = RequestClient.open(participant(options, 1), 0, WaitPolicy.DEFAULT);
    }
    return client;
  }

  private Serving serving(PairOptions options) {
    if (serving == null) {
      serving = new Serving(RequestServer.open(participant(options, 2), 0, WaitPolicy.DEFAULT));
    }
    return serving;
  }

  @Override
  public Sender sender(PairOptions options, int way) {
    byte[] content = new byte[options.messageBytes()];
    return way == 0
        ? new Asking(client(options), content)
        : new Answering(serving(options), content);
  }

  @Override
  public Receiver receiver(PairOptions options, int way) {
    return way == 0 ? new Asked(serving(options)) : new Answered(client(options));
  }

  private static byte[] filled(byte[] content, long sequence) {
    ByteBuffer.wrap(content).putLong(sequence);
    return content;
  }

  private static long sequence(byte[] content) {
    return ByteBuffer.wrap(content).getLong();
  }

  private record Asking(RequestClient client, byte[] content) implements Sender {
    @Override
    public boolean offer(long sequence) {
      return client.send(filled(content, sequence), 0) == Outcome.DONE;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      client.send(filled(content, sequence), Deadline.NEVER);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record Answered(RequestClient client) implements Receiver {
    private int take(Sink sink, long timeoutNanos) {
      if (client.receive(timeoutNanos) != Outcome.DONE) {
        return 0;
      }
      sink.accept(sequence(client.reply()));
      return 1;
    }

    @Override
    public int poll(Sink sink, int limit) {
      return take(sink, 0);
    }

    @Override
    public void receive(Sink sink) {
      take(sink, Deadline.NEVER);
    }

    @Override
    public void close() {
      client.close();
    }
  }

  private record Asked(Serving serving) implements Receiver {
    private int take(Sink sink, long timeoutNanos) {
      long[] sequence = new long[1];
      Outcome outcome =
          serving.server.serve(
              exchange -> {
                sequence[0] = sequence(exchange.request());
                serving.last = exchange.address();
                exchange.defer();
              },
              timeoutNanos);
      if (outcome != Outcome.DONE) {
        return 0;
      }
      sink.accept(sequence[0]);
      return 1;
    }

    @Override
    public int poll(Sink sink, int limit) {
      return take(sink, 0);
    }

    @Override
    public void receive(Sink sink) {
      take(sink, Deadline.NEVER);
    }

    @Override
    public void close() {
      serving.server.close();
    }
  }

  private record Answering(Serving serving, byte[] content) implements Sender {
    @Override
    public boolean offer(long sequence) {
      serving.server.reply(serving.last, ReplyStatus.OK, filled(content, sequence));
      return true;
    }

    @Override
    public void flush() {}

    @Override
    public void send(long sequence) {
      offer(sequence);
    }

    @Override
    public void close() {
      serving.server.close();
    }
  }
}
