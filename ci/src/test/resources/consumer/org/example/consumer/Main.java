package org.example.consumer;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedRing;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import dev.sharelock.ring.FrameConsumer;
import dev.sharelock.ring.FrameProducer;

/** Sends numbers from one thread to another through a region, as two processes would. */
public final class Main {
  private static final int NUMBERS = 1000;
  private static final long TIMEOUT_NANOS = 20_000_000_000L;

  private Main() {}

  public static void main(String[] arguments) throws InterruptedException {
    String folder = arguments[0];
    try (Region region = Region.create(RegionOptions.of("consumer", 1 << 16).in(folder))) {
      Thread sender = new Thread(() -> send(folder));
      sender.start();
      FrameConsumer consumer = NamedRing.open(region, "numbers", 256).consumer();
      long sum = 0;
      for (int i = 0; i < NUMBERS; i++) {
        require(consumer.peek(TIMEOUT_NANOS));
        sum += consumer.view().getLong(0);
        consumer.release();
      }
      sender.join();
      System.out.println("sum " + sum + ", waits by " + region.memory().waitStrategy());
    }
    Region.unlink(folder, "consumer", UnlinkPolicy.IF_UNUSED);
  }

  private static void send(String folder) {
    try (Region region = Region.attach(AttachOptions.of("consumer").in(folder));
        FrameProducer producer = NamedRing.open(region, "numbers", 256).producer()) {
      for (int i = 1; i <= NUMBERS; i++) {
        require(producer.claim(Long.BYTES, TIMEOUT_NANOS));
        producer.view().putLong(0, i);
        producer.publish();
      }
    }
  }

  private static void require(Outcome outcome) {
    if (outcome != Outcome.DONE) {
      throw new IllegalStateException("unexpected: outcome=" + outcome);
    }
  }
}
