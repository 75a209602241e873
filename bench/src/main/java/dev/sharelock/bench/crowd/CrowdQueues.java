package dev.sharelock.bench.crowd;

import dev.sharelock.bench.crowd.queues.BoostQueue;
import dev.sharelock.bench.crowd.queues.Locked;
import dev.sharelock.bench.crowd.queues.Objects;
import dev.sharelock.bench.crowd.queues.Records;
import dev.sharelock.bench.crowd.queues.References;
import dev.sharelock.bench.crowd.queues.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Supplier;
import org.jctools.queues.MpmcArrayQueue;

/** The queues that can be measured, by name. */
final class CrowdQueues {
  static final String OURS = "values";
  static final String LOCKED = "mutex-broadcast";
  static final String JDK = "array-blocking-threads";

  private static final Map<String, Supplier<CrowdQueue>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put(OURS, Values::new);
    BY_NAME.put("blocks", References::new);
    BY_NAME.put("records", Records::new);
    BY_NAME.put(LOCKED, Locked::new);
    BY_NAME.put(JDK, () -> new Objects(new ArrayBlockingQueue<>(CrowdQueue.CAPACITY)));
    BY_NAME.put(
        "jctools-mpmc-threads", () -> new Objects(new MpmcArrayQueue<>(CrowdQueue.CAPACITY)));
  }

  /** Not everywhere: it needs a compiler and the headers of Boost. */
  private static final String BOOST = "boost";

  private CrowdQueues() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static CrowdQueue open(String name) {
    Supplier<CrowdQueue> queue = name.equals(BOOST) ? BoostQueue::new : BY_NAME.get(name);
    if (queue == null) {
      throw new IllegalArgumentException(
          "no such queue: name=" + name + "; do: choose one of " + String.join(", ", names()));
    }
    return queue.get();
  }
}
