package dev.sharelock.model.exhaustive;

/**
 * Plain data. A read does not branch: without races, the writes that happen before it are in one
 * order, and each byte has the value of the last of them.
 */
final class DataOperations {
  private final Growth growth;
  private final Locations locations;

  DataOperations(Growth growth, Locations locations) {
    this.growth = growth;
    this.locations = locations;
  }

  byte[] read(Event known, long offset, int length) {
    if (known != null) {
      growth.repeated().checkRead(known, offset, length);
      return (byte[]) known.payload;
    }
    boolean kept = !growth.isProbing();
    Event read =
        kept ? growth.create(Event.DATA_READ, -1, 0) : growth.createAt(Event.DATA_READ, -1, 0, 0);
    read.operand = offset;
    read.payload = new byte[length];
    if (kept) {
      growth.takeDefault();
      growth.append(read);
      growth.accessed(read);
    } else {
      growth.rules().clocks().set(read, growth.log());
    }
    fill(read);
    return (byte[]) read.payload;
  }

  void write(Event known, long offset, byte[] bytes) {
    if (known != null) {
      growth.repeated().checkWrite(known, offset, bytes);
      return;
    }
    growth.takeDefault();
    Event write = growth.create(Event.DATA_WRITE, -1, 0);
    write.operand = offset;
    write.payload = bytes;
    growth.append(write);
    growth.accessed(write);
    DataCells.add(growth.graph(), locations, write);
  }

  private void fill(Event read) {
    byte[] bytes = (byte[]) read.payload;
    ExecutionGraph graph = growth.graph();
    System.arraycopy(locations.initialMemory(), (int) read.operand, bytes, 0, bytes.length);
    DataImage image = new DataImage(bytes, read.operand);
    for (int t = 0; t < graph.threads(); t++) {
      Event last = graph.log(t).last();
      for (Event e = last == null ? null : last.data; e != null; e = e.previousData) {
        if (e.kind == Event.DATA_WRITE && read.hb[t] > e.index) {
          image.add(e);
        }
      }
    }
    image.overlay();
    locations.forEachIn(
        read.operand, bytes.length, location -> overlayWord(graph, read, image, location));
  }

  /** Puts the last value of a word that happens before the read into its bytes. */
  private void overlayWord(ExecutionGraph graph, Event read, DataImage image, int location) {
    Cell cell = graph.cellOrNull(location);
    for (int i = cell == null ? 0 : cell.writeCount - 1; i > 0; i--) {
      Event write = cell.writes[i];
      if (read.hb[write.thread] > write.index) {
        if (write.operation != Event.DATA) {
          image.put(locations.offset(location), locations.bytes(location), write.value);
        }
        return;
      }
    }
  }
}
