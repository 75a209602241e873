package dev.sharelock.bench.pair;

import dev.sharelock.bench.pair.Transport.Publication;
import dev.sharelock.bench.pair.peers.AgronaRing;
import dev.sharelock.bench.pair.peers.BufferQueue;
import dev.sharelock.bench.pair.peers.CacheLines;
import dev.sharelock.bench.pair.peers.InBandFrames;
import dev.sharelock.bench.pair.peers.SharelockFrames;
import dev.sharelock.bench.pair.peers.SharelockQueue;
import dev.sharelock.bench.pair.peers.SharelockRecords;
import dev.sharelock.bench.pair.peers.SharelockRequests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;
import org.jctools.queues.SpscArrayQueue;

/** The transports that can be measured, by name. */
final class Peers {
  private static final Map<String, Supplier<Transport>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("sharelock", () -> new SharelockFrames(Publication.EACH));
    BY_NAME.put("sharelock-batched", () -> new SharelockFrames(Publication.BATCHED));
    BY_NAME.put("agrona", AgronaRing::new);
    BY_NAME.put("in-band", InBandFrames::new);
    BY_NAME.put("jctools-threads", () -> new BufferQueue(SpscArrayQueue::new));
    BY_NAME.put("queue", SharelockQueue::new);
    BY_NAME.put("records", SharelockRecords::new);
    BY_NAME.put("requests", SharelockRequests::new);
    BY_NAME.put(
        "jctools-mpmc-threads",
        () -> new BufferQueue(any -> new MpmcArrayQueue<>(SharelockQueue.CAPACITY)));
    BY_NAME.put(
        "array-blocking-threads",
        () -> new BufferQueue(any -> new ArrayBlockingQueue<>(SharelockQueue.CAPACITY)));
  }

  /** What nothing that moves messages can be faster than. */
  static final String LIMIT = "cache-lines";

  private Peers() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static Transport open(String name) {
    Supplier<Transport> transport = name.equals(LIMIT) ? CacheLines::new : BY_NAME.get(name);
    if (transport == null) {
      throw new IllegalArgumentException(
          "no such peer: name=" + name + "; do: choose one of " + String.join(", ", names()));
    }
    return transport.get();
  }
}
