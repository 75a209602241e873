package dev.sharelock.ci;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.memory.FieldNames;
import dev.sharelock.pipe.MulticastLayout;
import dev.sharelock.pipe.PipeLayout;
import dev.sharelock.queue.QueueLayout;
import dev.sharelock.record.TableLayout;
import dev.sharelock.region.RegionLayout;
import dev.sharelock.request.RequestLayout;
import dev.sharelock.ring.RingLayout;
import dev.sharelock.segment.SegmentLayout;
import dev.sharelock.values.VariableLayout;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * The tables of fields in the documents are those of the code. The first line of a block names the
 * structure.
 */
class LayoutDocumentTest {

  private static final Map<String, Consumer<FieldNames>> STRUCTURES =
      Map.of(
          "region for 2 participants and 1 name",
          new RegionLayout(2, 1)::describe,
          "rendezvous of 1 client, 64 bytes",
          names -> RequestLayout.of(0, 1, 64).describe("requests", names),
          "heap of 2 chunks of 2 units for 2 holders",
          names -> HeapFormat.describe(0, new HeapGeometry(64, 2, 2, 2, 1), names),
          "multicast of 1 value to 1 subscriber",
          names -> new MulticastLayout(0, 1, 1, 1).describe("multicast", names),
          "pipe of 1 value for 1 seat",
          names -> PipeLayout.of(0, 1, 1, 1).describe("pipe", names),
          "queue of 2 values for 2 seats",
          names -> new QueueLayout(0, 2, 2, 1).describe("queue", names),
          "ring of 64 bytes",
          names -> new RingLayout(0, 64).describe("ring", names),
          "table of 2 channels",
          names -> new TableLayout(0, 2).describe("table", names),
          "segments: 2 for 2 members",
          names -> new SegmentLayout(0, 2, 2).describe("table", names),
          "variable for 2 writers",
          names -> new VariableLayout(0, 2).describe("variable", names));

  @Test
  void everyTableIsThatOfTheCode() throws IOException {
    Set<String> shown = new TreeSet<>();
    for (Fence fence : Fence.all("layout")) {
      String name = fence.lines().getFirst();
      assertThat(STRUCTURES).as(fence.place()).containsKey(name);
      Documents.check(fence, table(name));
      shown.add(name);
    }
    assertThat(shown).containsExactlyInAnyOrderElementsOf(STRUCTURES.keySet());
  }

  private static List<String> table(String name) {
    Fields fields = new Fields();
    STRUCTURES.get(name).accept(fields);
    List<String> lines = new ArrayList<>(List.of(name));
    fields.rows.stream()
        .sorted(Comparator.comparingLong(Row::offset))
        .map(Row::toString)
        .forEach(lines::add);
    return lines;
  }

  /**
   * One field.
   *
   * @param offset where it starts
   * @param bytes how long it is
   * @param kind word or data
   * @param name its name
   */
  private record Row(long offset, long bytes, String kind, String name) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "  0x%04x  %6d  %s  %s", offset, bytes, kind, name);
    }
  }

  /** Collects the fields of a structure. */
  private static final class Fields implements FieldNames {
    private final List<Row> rows = new ArrayList<>();

    @Override
    public void word(long offset, int bytes, String name) {
      rows.add(new Row(offset, bytes, "word", name));
    }

    @Override
    public void data(long offset, long length, String name) {
      rows.add(new Row(offset, length, "data", name));
    }
  }
}
