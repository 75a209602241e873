package dev.sharelock.model.exhaustive;

/** The bytes that an execution leaves behind. */
final class FinalMemory {

  private FinalMemory() {}

  static byte[] of(ExecutionGraph graph, Locations locations) {
    byte[] memory = locations.initialMemory().clone();
    DataImage image = new DataImage(memory, 0);
    for (int t = 0; t < graph.threads(); t++) {
      Event last = graph.log(t).last();
      for (Event e = last == null ? null : last.data; e != null; e = e.previousData) {
        if (e.kind == Event.DATA_WRITE) {
          image.add(e);
        }
      }
    }
    image.overlay();
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      if (cell != null && !locations.isGhost(location) && cell.writeCount > 1) {
        Event latest = cell.latest();
        if (latest.operation != Event.DATA) {
          image.put(locations.offset(location), locations.bytes(location), latest.value);
        }
      }
    }
    return memory;
  }
}
