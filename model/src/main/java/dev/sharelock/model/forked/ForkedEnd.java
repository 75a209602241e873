package dev.sharelock.model.forked;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.scenario.EndState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What forked JVMs left behind: their records, who was killed, and the mapped memory. */
final class ForkedEnd implements EndState {
  private record Key(String process, String label) {}

  private final SharedMemory memory;
  private final Map<Key, List<Object>> records = new HashMap<>();
  private final Set<String> killed = new HashSet<>();

  ForkedEnd(SharedMemory memory) {
    this.memory = memory;
  }

  synchronized void record(String process, String label, Object value) {
    records.computeIfAbsent(new Key(process, label), key -> new ArrayList<>()).add(value);
  }

  synchronized void kill(String process) {
    killed.add(process);
  }

  @Override
  public SharedMemory memory() {
    return memory;
  }

  @Override
  public synchronized List<Object> recorded(String process, String label) {
    return List.copyOf(records.getOrDefault(new Key(process, label), List.of()));
  }

  @Override
  public synchronized boolean killed(String process) {
    return killed.contains(process);
  }
}
