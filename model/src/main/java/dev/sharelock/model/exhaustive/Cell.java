package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * The accesses of one location: its writes in modification order, starting with the initial one,
 * and its reads in no particular order. Graphs share a cell until one of them changes it.
 */
final class Cell {
  Event[] writes;
  int writeCount;
  Event[] reads;
  int readCount;

  /** Whether data was ever written over the word. */
  boolean hasData;

  final Object owner;

  Cell(Event initial, Object owner) {
    this.owner = owner;
    this.writes = new Event[4];
    this.reads = new Event[4];
    writes[0] = initial;
    writeCount = 1;
  }

  Cell(Cell other, Object owner) {
    this.owner = owner;
    this.writes = Arrays.copyOf(other.writes, other.writeCount + 2);
    this.writeCount = other.writeCount;
    this.reads = Arrays.copyOf(other.reads, other.readCount + 2);
    this.readCount = other.readCount;
    this.hasData = other.hasData;
  }

  /** The position of a write in modification order; -1 if it is not there. */
  int indexOf(Event write) {
    for (int i = writeCount - 1; i >= 0; i--) {
      if (writes[i] == write) {
        return i;
      }
    }
    return -1;
  }

  /** Whether it is a granule of data that is racy by design. */
  boolean isRacy() {
    return (writes[0].mode & Mode.RACY) != 0;
  }

  /** Whether a write replaced another one before something with these clocks. */
  boolean isReplaced(int position, int[] hb) {
    Event write = writes[position];
    for (int i = 1; i < writeCount; i++) {
      Event other = writes[i];
      boolean known = hb[other.thread] > other.index;
      if (known && write.happensBefore(other)) {
        return true;
      }
    }
    return false;
  }

  Event latest() {
    return writes[writeCount - 1];
  }

  /** Whether an atomic update already took the write at a position. */
  boolean isConsumed(int position) {
    return position + 1 < writeCount && writes[position + 1].exclusive;
  }

  void insert(int position, Event write) {
    if (writeCount == writes.length) {
      writes = Arrays.copyOf(writes, writeCount * 2);
    }
    System.arraycopy(writes, position, writes, position + 1, writeCount - position);
    writes[position] = write;
    writeCount++;
  }

  void removeWrite(Event write) {
    int position = indexOf(write);
    if (position >= 0) {
      System.arraycopy(writes, position + 1, writes, position, writeCount - position - 1);
      writes[--writeCount] = null;
    }
  }

  void addRead(Event read) {
    if (readCount == reads.length) {
      reads = Arrays.copyOf(reads, readCount * 2);
    }
    reads[readCount++] = read;
  }

  void removeRead(Event read) {
    for (int i = readCount - 1; i >= 0; i--) {
      if (reads[i] == read) {
        reads[i] = reads[--readCount];
        reads[readCount] = null;
        return;
      }
    }
  }

  /** Removes the part of a data write that falls on this word. */
  void removeData(Event data) {
    for (int i = writeCount - 1; i > 0; i--) {
      Event write = writes[i];
      if (write.operation == Event.DATA && write.stamp == data.stamp) {
        removeWrite(write);
      }
    }
  }
}
