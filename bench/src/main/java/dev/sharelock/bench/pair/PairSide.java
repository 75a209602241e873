package dev.sharelock.bench.pair;

import dev.sharelock.bench.pair.Transport.Receiver;
import dev.sharelock.bench.pair.Transport.Sender;
import dev.sharelock.bench.pair.Transport.Sink;
import org.HdrHistogram.Histogram;

/** The main class of each of the two JVMs of a pair. */
public final class PairSide {
  private static final long WARM_UP_NANOS = 1_200_000_000L;
  private static final long WINDOW_NANOS = 20_000_000L;
  private static final int WINDOWS = 45;
  private static final int POLL_LIMIT = 4096;
  private static final int LOOKS_AT_THE_CLOCK = 1024;
  private static final long LONGEST_NANOS = 10_000_000_000L;

  private PairSide() {}

  /**
   * Runs one side, or both as threads.
   *
   * @param arguments {@code first}, {@code second} or {@code both}, then the options
   */
  public static void main(String[] arguments) {
    PairOptions options = PairOptions.parse(arguments, 1);
    Transport transport = Peers.open(options.peer());
    if (arguments[0].equals("both")) {
      Thread.ofPlatform()
          .daemon()
          .start(() -> run(transport, options, !options.test().roundTrip()));
      run(transport, options, options.test().roundTrip());
    } else {
      run(transport, options, arguments[0].equals("first"));
    }
  }

  private static void run(Transport transport, PairOptions options, boolean first) {
    if (options.test().roundTrip()) {
      if (first) {
        ping(transport, options);
      } else {
        pong(transport, options);
      }
    } else if (first) {
      sendForEver(transport, options);
    } else {
      count(transport, options);
    }
  }

  private static void sendForEver(Transport transport, PairOptions options) {
    System.out.println("READY");
    try (Sender sender = transport.sender(options, 0)) {
      if (options.test().blocking()) {
        for (long sequence = 0; ; sequence++) {
          sender.send(sequence);
        }
      }
      for (long sequence = 0; ; sequence++) {
        while (!sender.offer(sequence)) {
          Thread.onSpinWait();
        }
      }
    }
  }

  /** Counts what arrives and checks that nothing is missing or doubled. */
  private static final class InOrder implements Sink {
    private long expected;

    @Override
    public void accept(long sequence) {
      if (sequence != expected) {
        throw new IllegalStateException(
            "message is out of order: sequence=" + sequence + ", expected=" + expected);
      }
      expected++;
    }
  }

  private static void count(Transport transport, PairOptions options) {
    InOrder sink = new InOrder();
    try (Receiver receiver = transport.receiver(options, 0)) {
      System.out.println("READY");
      receiveFor(receiver, sink, options, WARM_UP_NANOS);
      for (int window = 0; window < WINDOWS; window++) {
        long before = sink.expected;
        long start = System.nanoTime();
        receiveFor(receiver, sink, options, WINDOW_NANOS);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println("RATE " + (sink.expected - before) / seconds);
      }
      System.out.println("DONE");
    }
  }

  private static void receiveFor(Receiver receiver, InOrder sink, PairOptions options, long nanos) {
    long start = System.nanoTime();
    int look = 0;
    while (true) {
      if (options.test().blocking()) {
        receiver.receive(sink);
      } else if (receiver.poll(sink, POLL_LIMIT) == 0) {
        Thread.onSpinWait();
      }
      if (++look % (options.messageBytes() > 4096 ? 1 : LOOKS_AT_THE_CLOCK / 16) == 0
          && System.nanoTime() - start > nanos) {
        return;
      }
    }
  }

  private static void pong(Transport transport, PairOptions options) {
    try (Receiver receiver = transport.receiver(options, 0);
        Sender sender = transport.sender(options, 1)) {
      System.out.println("READY");
      Sink echo =
          sequence -> {
            if (options.test().blocking()) {
              sender.send(sequence);
            } else {
              sender.offer(sequence);
              sender.flush();
            }
          };
      while (true) {
        if (options.test().blocking()) {
          receiver.receive(echo);
        } else {
          receiver.poll(echo, 1);
        }
      }
    }
  }

  private static void ping(Transport transport, PairOptions options) {
    try (Sender sender = transport.sender(options, 0);
        Receiver receiver = transport.receiver(options, 1)) {
      System.out.println("READY");
      InOrder sink = new InOrder();
      Histogram histogram = new Histogram(LONGEST_NANOS, 3);
      long warm = System.nanoTime() + WARM_UP_NANOS;
      long end = warm + WINDOWS * WINDOW_NANOS;
      long sequence = 0;
      for (long now = System.nanoTime(); now - end < 0; ) {
        roundTrip(sender, receiver, sink, sequence++, options.test().blocking());
        long after = System.nanoTime();
        if (now - warm > 0) {
          histogram.recordValue(Math.min(LONGEST_NANOS, after - now));
        }
        now = after;
      }
      System.out.println(
          "LATENCY "
              + histogram.getValueAtPercentile(50)
              + " "
              + histogram.getValueAtPercentile(99));
      System.out.println("DONE");
    }
  }

  private static void roundTrip(
      Sender sender, Receiver receiver, InOrder sink, long sequence, boolean blocking) {
    if (blocking) {
      sender.send(sequence);
    } else {
      while (!sender.offer(sequence)) {
        Thread.onSpinWait();
      }
      sender.flush();
    }
    while (sink.expected == sequence) {
      if (blocking) {
        receiver.receive(sink);
      } else {
        receiver.poll(sink, 1);
      }
    }
  }
}
