package dev.sharelock.model.forked;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.TraceEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The forked JVMs that are stopped since their participant was evicted: a real SIGSTOP with the
 * eviction, a real SIGCONT before their next recorded step, or at the end.
 */
final class StoppedProcesses {
  private static final String EVICTED = ".evicted";

  private final Map<Long, Integer> victims = new HashMap<>();
  private final Map<Integer, ForkedProcess> stopped = new HashMap<>();
  private int count;

  StoppedProcesses(Scenario scenario) {
    List<String> names = scenario.processes().stream().map(Scenario.Process::name).toList();
    scenario.describeFields(
        new FieldNames() {
          @Override
          public void word(long offset, int bytes, String name) {
            String owner = name.endsWith(EVICTED) ? name.replace(EVICTED, "") : "";
            if (names.contains(owner)) {
              victims.put(offset, names.indexOf(owner));
            }
          }

          @Override
          public void data(long offset, long length, String name) {
            // nobody is evicted by data
          }
        });
  }

  /** Who is evicted by an event; -1 if nobody is. */
  int victim(TraceEvent event) {
    return event.kind() == EventKind.UPDATE ? victims.getOrDefault(event.offset(), -1) : -1;
  }

  void stop(int index, ForkedProcess process) throws IOException, InterruptedException {
    if (stopped.put(index, process) == null) {
      process.signal("STOP");
      count++;
    }
  }

  /** Lets a process continue, if it is stopped. */
  void proceed(int index) throws IOException, InterruptedException {
    ForkedProcess process = stopped.remove(index);
    if (process != null) {
      process.signal("CONT");
    }
  }

  void proceedAll() throws IOException, InterruptedException {
    for (int index : new ArrayList<>(stopped.keySet())) {
      proceed(index);
    }
  }

  /** How often a process was stopped. */
  int count() {
    return count;
  }
}
