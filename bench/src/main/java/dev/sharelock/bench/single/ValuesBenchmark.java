package dev.sharelock.bench.single;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.environment.ParticipantContext;
import dev.sharelock.memory.SharedMemory;
import dev.sharelock.values.SharedTree;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.VariableLayout;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A table of 24 parts in three levels: copied in, read in place, copied out, replaced in a
 * variable; and the same by Java serialisation and in a plain map.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
public class ValuesBenchmark {
  private static final HeapGeometry GEOMETRY = HeapGeometry.forBytes(1 << 20);
  private static final long HEAP = VariableLayout.bytes(2) + 127 & -128;

  private final SharedMemory memory = OneThread.memory(HEAP + GEOMETRY.bytes());
  private final SharedValues values;
  private final SharedVariable variable;
  private final SharedTree tree;
  private final Map<String, Object> plain = order();
  private final byte[] serialised;

  /** Copies the table in. */
  public ValuesBenchmark() {
    HeapFormat.create(memory, HEAP, GEOMETRY, 1);
    SharedVariable.create(memory, new VariableLayout(0, 2));
    ParticipantContext context = OneThread.participant(memory, 1);
    values = new SharedValues(context, Allocator.open(context, HEAP));
    variable = SharedVariable.open(values, 0);
    variable.set(plain, 0);
    tree = values.copyIn(plain);
    serialised = write(plain);
  }

  private static Map<String, Object> order() {
    List<Object> lines = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("article", "number " + i);
      line.put("price", 1.5 * i);
      line.put("count", i);
      lines.add(line);
    }
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("id", 4711L);
    order.put("lines", lines);
    order.put("signature", new byte[32]);
    return order;
  }

  private static byte[] write(Object value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }

  /** Copy in and let go. */
  @Benchmark
  public long copyIn() {
    try (SharedTree copy = values.copyIn(plain)) {
      return copy.id();
    }
  }

  /** The same by Java serialisation, into private memory. */
  @Benchmark
  public byte[] serialise() {
    return write(plain);
  }

  /** Copy out, with all checks. */
  @Benchmark
  public Object toJava() {
    return tree.toJava();
  }

  /** The same by Java serialisation. */
  @Benchmark
  public Object deserialise() throws Exception {
    try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(serialised))) {
      return in.readObject();
    }
  }

  /** Look one number up, three levels deep, in place. */
  @Benchmark
  public double readOne() {
    return tree.table().get("lines").asList().get(3).asTable().get("price").asDouble();
  }

  /** The same in a plain map. */
  @Benchmark
  public double readOnePlain() {
    Map<?, ?> line = (Map<?, ?>) ((List<?>) plain.get("lines")).get(3);
    return (double) line.get("price");
  }

  /** Get a snapshot of a variable, read one number, let go. */
  @Benchmark
  public long snapshot() {
    try (SharedTree now = variable.get().orElseThrow()) {
      return now.table().get("id").asLong();
    }
  }

  /** Replace the value of a variable. */
  @Benchmark
  public Object replace() {
    return variable.set(plain, 0);
  }
}
