package dev.sharelock.model.report;

import dev.sharelock.memory.HeapMemory;
import dev.sharelock.model.report.FieldMap.Field;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.scenario.SetUpWorld;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the memory holds after each step, cell by cell, with the writes in the order of the trace.
 * What is neither written nor read in the trace is what the set-up leaves, if that can be run
 * again.
 */
final class MemoryFilm {
  private static final int ROW = 8;
  private static final int MOST_BYTES = 4096;

  /**
   * A word, or a row of data.
   *
   * @param name what it is called
   * @param offset its first byte
   * @param bytes how long it is
   * @param isWord whether it is shown as a number
   * @param touched whether a step of the trace accesses it
   */
  record Cell(String name, long offset, int bytes, boolean isWord, boolean touched) {}

  /** A cell and what it holds from now on. */
  record Change(int cell, String value) {}

  private final List<Cell> cells;
  private final List<String> initial = new ArrayList<>();
  private final List<List<Change>> changes = new ArrayList<>();
  private final Map<Long, Byte> memory = new HashMap<>();

  MemoryFilm(Scenario scenario, Failure failure, FieldMap fields) {
    this.cells = cells(failure.events(), fields);
    setUp(scenario);
    firstReads(failure.events());
    cells.forEach(cell -> initial.add(show(cell)));
    failure.events().forEach(event -> changes.add(apply(event)));
  }

  List<Cell> cells() {
    return cells;
  }

  /** What each cell holds before the first step; {@code ?} if that is unknown. */
  List<String> initial() {
    return initial;
  }

  /** By position: what the step writes, even if the value stays the same. */
  List<List<Change>> changes() {
    return changes;
  }

  private static List<Cell> cells(List<TraceEvent> events, FieldMap fields) {
    Map<List<Object>, Cell> found = new LinkedHashMap<>();
    for (Field word : fields.words()) {
      boolean touched = events.stream().anyMatch(e -> overlaps(e, word.offset(), word.bytes()));
      put(found, new Cell(word.name(), word.offset(), (int) word.bytes(), true, touched));
    }
    for (TraceEvent event : events) {
      if (event.offset() < 0 || event.bytes() <= 0) {
        continue;
      }
      if (!Analysis.isData(event) && event.bytes() <= ROW) {
        String name = fields.name(event.offset(), event.bytes());
        put(found, new Cell(name, event.offset(), (int) event.bytes(), true, true));
      } else {
        rows(event, fields).forEach(row -> put(found, row));
      }
    }
    TreeMap<Long, List<Cell>> ordered = new TreeMap<>();
    found
        .values()
        .forEach(c -> ordered.computeIfAbsent(c.offset(), at -> new ArrayList<>()).add(c));
    return ordered.values().stream().flatMap(List::stream).toList();
  }

  private static void put(Map<List<Object>, Cell> found, Cell cell) {
    found.putIfAbsent(List.of(cell.offset(), cell.bytes(), cell.isWord()), cell);
  }

  private static boolean overlaps(TraceEvent event, long offset, long bytes) {
    return event.offset() >= 0
        && event.offset() < offset + bytes
        && offset < event.offset() + event.bytes();
  }

  /** The rows of data that an access touches, aligned so that all accesses agree on them. */
  private static List<Cell> rows(TraceEvent event, FieldMap fields) {
    List<Cell> rows = new ArrayList<>();
    long end = event.offset() + Math.min(event.bytes(), MOST_BYTES);
    for (long at = event.offset() & -ROW; at < end; at += ROW) {
      rows.add(new Cell(fields.name(at, ROW), at, ROW, false, true));
    }
    return rows;
  }

  private void setUp(Scenario scenario) {
    try {
      HeapMemory heap = new HeapMemory((scenario.bytes() + 7) & -8);
      scenario.setUp().run(heap, SetUpWorld.of(scenario));
      for (Cell cell : cells) {
        for (long at = cell.offset(); at < cell.offset() + cell.bytes(); at++) {
          memory.put(at, heap.readByte(at));
        }
      }
    } catch (Exception | LinkageError e) {
      memory.clear();
    }
  }

  /** What a step read from the set-up is certain. */
  private void firstReads(List<TraceEvent> events) {
    Map<Long, Boolean> written = new HashMap<>();
    for (TraceEvent event : events) {
      long end = event.offset() + Math.min(event.bytes(), ROW);
      boolean known = Analysis.reads(event) && !Analysis.isRaceOnly(event);
      boolean isFirst = known && event.offset() >= 0 && event.bytes() <= ROW;
      for (long at = event.offset(); isFirst && at < end; at++) {
        isFirst = !written.containsKey(at);
      }
      if (isFirst && event.content().isEmpty()) {
        poke(event, event.read());
      }
      for (long at = event.offset(); Analysis.writes(event) && at < end; at++) {
        written.put(at, true);
      }
    }
  }

  private void poke(TraceEvent event, long value) {
    for (int i = 0; i < Math.min(event.bytes(), ROW); i++) {
      memory.put(event.offset() + i, (byte) (value >>> (8 * i)));
    }
  }

  private List<Change> apply(TraceEvent event) {
    List<Change> changed = new ArrayList<>();
    if (!Analysis.writes(event) || Analysis.isRaceOnly(event) || event.offset() < 0) {
      return changed;
    }
    if (event.content().isEmpty()) {
      poke(event, event.written());
    } else {
      byte[] content = HexFormat.of().parseHex(event.content());
      for (int i = 0; i < Math.min(content.length, event.bytes()); i++) {
        memory.put(event.offset() + i, content[i]);
      }
    }
    for (int i = 0; i < cells.size(); i++) {
      Cell cell = cells.get(i);
      if (overlaps(event, cell.offset(), cell.bytes())) {
        changed.add(new Change(i, show(cell)));
      }
    }
    return changed;
  }

  private String show(Cell cell) {
    long value = 0;
    StringBuilder bytes = new StringBuilder();
    boolean known = true;
    for (int i = 0; i < cell.bytes(); i++) {
      Byte at = memory.get(cell.offset() + i);
      known &= at != null;
      value |= at == null ? 0 : (at & 0xffL) << (8 * i);
      bytes
          .append(i == 0 ? "" : " ")
          .append(at == null ? "??" : String.format(Locale.ROOT, "%02x", at));
    }
    if (!cell.isWord()) {
      return bytes.toString();
    }
    long signed = cell.bytes() == 4 ? (int) value : value;
    return known ? Values.word(signed, cell.bytes()) : "?";
  }
}
