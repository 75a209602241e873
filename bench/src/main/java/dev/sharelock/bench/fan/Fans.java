package dev.sharelock.bench.fan;

import dev.sharelock.bench.fan.peers.BlockFan;
import dev.sharelock.bench.fan.peers.BroadcastFan;
import dev.sharelock.bench.fan.peers.RingFan;
import dev.sharelock.bench.fan.peers.ValueFan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What can be measured, by name. */
final class Fans {
  private static final Map<String, Supplier<Fan>> BY_NAME = new LinkedHashMap<>();

  static {
    BY_NAME.put("values", ValueFan::new);
    BY_NAME.put("blocks", BlockFan::new);
    BY_NAME.put("agrona-rings", RingFan::new);
    BY_NAME.put("agrona-broadcast", BroadcastFan::new);
  }

  private Fans() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static Fan open(String name) {
    Supplier<Fan> fan = BY_NAME.get(name);
    if (fan == null) {
      throw new IllegalArgumentException(
          "no such peer: name=" + name + "; do: choose one of " + String.join(", ", names()));
    }
    return fan.get();
  }
}
