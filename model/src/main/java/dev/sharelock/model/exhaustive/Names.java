package dev.sharelock.model.exhaustive;

import dev.sharelock.memory.FieldNames;
import dev.sharelock.model.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** The names of processes and fields in messages. */
final class Names implements FieldNames {
  private final List<String> processes;
  private final TreeMap<Long, Field> fields = new TreeMap<>();

  private record Field(long offset, long bytes, String name) {}

  private Names(List<String> processes) {
    this.processes = processes;
  }

  static Names of(Scenario scenario) {
    Names names = new Names(scenario.processes().stream().map(Scenario.Process::name).toList());
    scenario.describeFields(names);
    return names;
  }

  static Names ofThreads(int threads) {
    return new Names(IntStream.range(0, threads).mapToObj(t -> "T" + t).toList());
  }

  List<String> processes() {
    return processes;
  }

  String process(int index) {
    return processes.get(index);
  }

  @Override
  public void word(long offset, int bytes, String name) {
    fields.put(offset, new Field(offset, bytes, name));
  }

  @Override
  public void data(long offset, long length, String name) {
    fields.put(offset, new Field(offset, length, name));
  }

  /** What is at an offset, for example {@code ring.data[17]}. */
  String at(long offset) {
    Map.Entry<Long, Field> entry = fields.floorEntry(offset);
    if (entry == null || offset >= entry.getValue().offset + entry.getValue().bytes) {
      return "@0x" + Long.toHexString(offset);
    }
    Field field = entry.getValue();
    return offset == field.offset ? field.name : field.name + "[" + (offset - field.offset) + "]";
  }
}
