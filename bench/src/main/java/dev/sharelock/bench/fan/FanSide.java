package dev.sharelock.bench.fan;

import dev.sharelock.bench.pair.PairComparison;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** The main class of the JVM of the publisher, or of a subscriber. */
public final class FanSide {
  private static final long WARM_UP_MILLIS = 1_500;
  private static final long WINDOW_MILLIS = 20;
  private static final int WINDOWS = 45;

  private final boolean lossy;
  private final AtomicLong count = new AtomicLong();
  private final AtomicLong newest = new AtomicLong(-1);

  private FanSide(boolean lossy) {
    this.lossy = lossy;
  }

  /**
   * Publishes, or takes and measures, until the process is ended.
   *
   * @param arguments the name of the peer, the file, how many subscribers there are, and which of
   *     them it is; that many for the publisher
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    Fan fan = Fans.open(arguments[0]);
    Path file = Path.of(arguments[1]);
    int subscribers = Integer.parseInt(arguments[2]);
    int number = Integer.parseInt(arguments[3]);
    if (number == subscribers) {
      publish(fan.publisher(file, subscribers));
    } else {
      FanSide side = new FanSide(fan.isLossy());
      Thread.ofPlatform().start(() -> side.take(fan.subscriber(file, number)));
      side.measure();
    }
  }

  private static void publish(LongConsumer publisher) {
    for (long value = 0; ; value++) {
      publisher.accept(value);
    }
  }

  /** Whoever cannot lose anything gets each number after the one before it. */
  private void take(LongSupplier subscriber) {
    long last = subscriber.getAsLong();
    for (long taken = 1; ; taken++) {
      count.lazySet(taken);
      newest.lazySet(last);
      long value = subscriber.getAsLong();
      if (lossy ? value <= last : value != last + 1) {
        System.err.println("number is out of order: found=" + value + ", last=" + last);
        System.exit(1);
      }
      last = value;
    }
  }

  /** Prints how many numbers come in a second, and which part that is of those published. */
  private void measure() throws InterruptedException {
    while (count.get() == 0) {
      Thread.sleep(1);
    }
    Thread.sleep(WARM_UP_MILLIS);
    List<Double> rates = new ArrayList<>();
    long firstCount = count.get();
    long firstNumber = newest.get();
    for (int window = 0; window < WINDOWS; window++) {
      long before = count.get();
      long start = System.nanoTime();
      Thread.sleep(WINDOW_MILLIS);
      rates.add((count.get() - before) / ((System.nanoTime() - start) / 1e9));
    }
    double part = (double) (count.get() - firstCount) / (newest.get() - firstNumber);
    System.out.println("RATE " + PairComparison.median(rates) + " " + part);
    System.out.println("DONE");
  }
}
