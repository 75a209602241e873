package dev.sharelock.bench.crowd;

import dev.sharelock.bench.crowd.CrowdQueue.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** The main class of a JVM whose threads put or take, or of one that does both. */
public final class CrowdSide {
  private static final long WARM_UP_MILLIS = 1_200;
  private static final long WINDOW_MILLIS = 20;
  private static final int WINDOWS = 45;
  private static final int COLD_WAKE_UPS = 500;
  private static final int WAKE_UPS = 2_000;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final int NUMBER_BITS = 48;

  private final CrowdOptions options;
  private final CrowdQueue queue;
  private final List<Taking> takers = new ArrayList<>();

  private CrowdSide(CrowdOptions options) {
    this.options = options;
    this.queue = CrowdQueues.open(options.queue());
  }

  /**
   * Runs one side, or both.
   *
   * @param arguments {@code producers}, {@code consumers} or {@code both}, then the options
   * @throws InterruptedException never
   */
  public static void main(String[] arguments) throws InterruptedException {
    CrowdSide side = new CrowdSide(CrowdOptions.parse(arguments));
    boolean consumes = !arguments[0].equals("producers");
    if (consumes) {
      side.consume();
    }
    if (!arguments[0].equals("consumers")) {
      side.produce();
    }
    if (consumes) {
      side.measure();
      System.exit(0);
    }
    Thread.sleep(Long.MAX_VALUE);
  }

  private void consume() {
    for (int i = 0; i < options.consumers(); i++) {
      int number = options.producers() + i + 1;
      Taking taking = new Taking(options.producers());
      takers.add(taking);
      daemon(() -> taking.run(queue.open(options.file(), number), options.test()));
    }
  }

  private void produce() {
    for (int i = 0; i < options.producers(); i++) {
      int producer = i;
      daemon(() -> put(queue.open(options.file(), producer + 1), producer));
    }
  }

  private static void daemon(Runnable body) {
    Thread.ofPlatform().daemon().start(body);
  }

  private void put(Handle handle, int producer) {
    long first = (long) producer << NUMBER_BITS;
    switch (options.test()) {
      case BLOCKING -> {
        for (long value = first; ; value++) {
          handle.put(value);
        }
      }
      case SPINNING -> {
        for (long value = first; ; value++) {
          while (!handle.offer(value)) {
            Thread.onSpinWait();
          }
        }
      }
      case WAKE_UP -> {
        while (true) {
          LockSupport.parkNanos(PAUSE_NANOS);
          handle.put(System.nanoTime());
        }
      }
    }
  }

  private void measure() throws InterruptedException {
    Thread.sleep(WARM_UP_MILLIS);
    if (options.test() == CrowdTest.WAKE_UP) {
      Taking first = takers.getFirst();
      first.asleepOften.await();
      System.out.println(
          "LATENCY "
              + first.way.getValueAtPercentile(50)
              + " "
              + first.way.getValueAtPercentile(99));
    } else {
      for (int window = 0; window < WINDOWS; window++) {
        long before = taken();
        long start = System.nanoTime();
        Thread.sleep(WINDOW_MILLIS);
        long count = taken() - before;
        System.out.println("RATE " + count / ((System.nanoTime() - start) / 1e9));
      }
    }
    System.out.println("DONE");
  }

  private long taken() {
    return takers.stream().mapToLong(taking -> taking.count.get()).sum();
  }

  /** What one consumer has taken. The numbers of each producer must reach it in order. */
  private static final class Taking {
    private static final long LONGEST_NANOS = 10_000_000_000L;

    private final long[] next;
    private final AtomicLong count = new AtomicLong();
    private final Histogram way = new Histogram(LONGEST_NANOS, 3);
    private final CountDownLatch asleepOften = new CountDownLatch(1);

    Taking(int producers) {
      this.next = new long[producers];
    }

    void run(Handle handle, CrowdTest test) {
      if (test == CrowdTest.WAKE_UP) {
        sleepOften(handle);
        return;
      }
      long done = 0;
      while (true) {
        long value = test == CrowdTest.BLOCKING ? handle.take() : handle.poll();
        if (value == Long.MIN_VALUE) {
          Thread.onSpinWait();
        } else {
          check((int) (value >>> NUMBER_BITS), value & (1L << NUMBER_BITS) - 1);
          done++;
          count.lazySet(done);
        }
      }
    }

    private void sleepOften(Handle handle) {
      for (int i = 0; i < COLD_WAKE_UPS + WAKE_UPS; i++) {
        long sent = handle.take();
        if (i >= COLD_WAKE_UPS) {
          way.recordValue(Math.clamp(System.nanoTime() - sent, 0, LONGEST_NANOS));
        }
      }
      asleepOften.countDown();
    }

    private void check(int producer, long number) {
      if (number < next[producer]) {
        System.err.println("numbers are out of order: found=" + number);
        System.exit(1);
      }
      next[producer] = number + 1;
    }
  }
}
