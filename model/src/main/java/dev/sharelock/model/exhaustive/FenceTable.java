package dev.sharelock.model.exhaustive;

import java.util.Arrays;

/**
 * For fences, per location, the first access after it and the last one before it, by
 * happens-before. Accesses of a location are numbered in extended coherence order: 2i for the write
 * at position i of modification order, 2i + 1 for its reads. The rows are found once for each fence
 * of a graph.
 */
final class FenceTable {
  private static final int NEVER = Integer.MAX_VALUE;

  private ExecutionGraph graph;
  private Cell[] cells = new Cell[16];
  private int[][] readPlaces = new int[16][];
  private int cellCount;
  private int[] positionOf = new int[64];
  private int[][] firsts = new int[32][];
  private int[][] lasts = new int[32][];
  private boolean[] knowsFirst = new boolean[32];
  private boolean[] knowsLast = new boolean[32];

  /** Begins with a graph of so many nodes. */
  void begin(ExecutionGraph target, int nodes) {
    graph = target;
    if (nodes > firsts.length) {
      firsts = Arrays.copyOf(firsts, nodes * 2);
      lasts = Arrays.copyOf(lasts, nodes * 2);
      knowsFirst = new boolean[nodes * 2];
      knowsLast = new boolean[nodes * 2];
    }
    Arrays.fill(knowsFirst, 0, nodes, false);
    Arrays.fill(knowsLast, 0, nodes, false);
    cellCount = -1;
  }

  /** Whether an access after fence a comes before an access before fence b. */
  boolean isBefore(int a, Event fenceA, int b, Event fenceB) {
    if (cellCount < 0) {
      collect();
    }
    int[] first = first(a, fenceA);
    int[] last = last(b, fenceB);
    for (int c = 0; c < cellCount; c++) {
      if (last[c] > first[c]) {
        return true;
      }
    }
    return false;
  }

  private void collect() {
    cellCount = 0;
    if (graph.stamp >= positionOf.length) {
      positionOf = new int[graph.stamp * 2];
    }
    for (int location = 0; location < graph.cellCount(); location++) {
      Cell cell = graph.cellOrNull(location);
      if (cell != null && cell.writeCount > 1 && !cell.isRacy()) {
        if (cellCount == cells.length) {
          cells = Arrays.copyOf(cells, cellCount * 2);
          readPlaces = Arrays.copyOf(readPlaces, cellCount * 2);
        }
        cells[cellCount] = cell;
        number(cell, cellCount++);
      }
    }
  }

  private void number(Cell cell, int which) {
    for (int i = 1; i < cell.writeCount; i++) {
      positionOf[cell.writes[i].stamp] = i;
    }
    int[] places = readPlaces[which];
    if (places == null || places.length < cell.readCount) {
      places = new int[cell.readCount * 2];
      readPlaces[which] = places;
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event source = cell.reads[i].source;
      places[i] = source.thread < 0 ? 1 : 2 * positionOf[source.stamp] + 1;
    }
  }

  private int[] first(int index, Event fence) {
    int[] row = rowOf(firsts, index);
    if (!knowsFirst[index]) {
      for (int c = 0; c < cellCount; c++) {
        row[c] = first(cells[c], readPlaces[c], fence);
      }
      knowsFirst[index] = true;
    }
    return row;
  }

  private int[] last(int index, Event fence) {
    int[] row = rowOf(lasts, index);
    if (!knowsLast[index]) {
      for (int c = 0; c < cellCount; c++) {
        row[c] = last(cells[c], readPlaces[c], fence);
      }
      knowsLast[index] = true;
    }
    return row;
  }

  private int[] rowOf(int[][] rows, int index) {
    if (rows[index] == null || rows[index].length < cellCount) {
      rows[index] = new int[cellCount + 4];
    }
    return rows[index];
  }

  private static int first(Cell cell, int[] places, Event fence) {
    int first = NEVER;
    for (int i = 1; i < cell.writeCount; i++) {
      if (fence.happensBefore(cell.writes[i])) {
        first = 2 * i;
        break;
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (places[i] < first && read.kind == Event.READ && fence.happensBefore(read)) {
        first = places[i];
      }
    }
    return first;
  }

  private static int last(Cell cell, int[] places, Event fence) {
    int last = -1;
    for (int i = cell.writeCount - 1; i > 0; i--) {
      if (cell.writes[i].happensBefore(fence)) {
        last = 2 * i;
        break;
      }
    }
    for (int i = 0; i < cell.readCount; i++) {
      Event read = cell.reads[i];
      if (places[i] > last && read.kind == Event.READ && read.happensBefore(fence)) {
        last = places[i];
      }
    }
    return last;
  }
}
