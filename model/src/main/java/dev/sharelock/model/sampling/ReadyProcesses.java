package dev.sharelock.model.sampling;

import dev.sharelock.model.sampling.SimulatedProcess.State;

/** The processes that can make the next step by themselves, as they were when last looked for. */
final class ReadyProcesses {
  private final SimulatedProcess[] processes;
  private final Store store;
  private final int[] indices;
  private int count;

  ReadyProcesses(SimulatedProcess[] processes, Store store) {
    this.processes = processes;
    this.store = store;
    this.indices = new int[processes.length];
  }

  /** Looks who is ready. */
  void look() {
    count = 0;
    for (SimulatedProcess process : processes) {
      if (process.state == State.READY
          || process.state == State.SPINNING && process.hasNews(store)) {
        indices[count++] = process.index;
      }
    }
  }

  /** Leaves a process out, unless it is the only one. */
  void leaveOut(int index) {
    int left = 0;
    for (int i = 0; count > 1 && i < count; i++) {
      if (indices[i] != index) {
        indices[left++] = indices[i];
      }
    }
    count = left == 0 ? count : left;
  }

  int count() {
    return count;
  }

  boolean none() {
    return count == 0;
  }

  /** The index of one of them. */
  int at(int place) {
    return indices[place];
  }

  int first() {
    return indices[0];
  }

  boolean has(int index) {
    for (int i = 0; i < count; i++) {
      if (indices[i] == index) {
        return true;
      }
    }
    return false;
  }
}
