package dev.sharelock.named;

import dev.sharelock.allocator.Allocator;
import dev.sharelock.allocator.HeapFormat;
import dev.sharelock.allocator.HeapGeometry;
import dev.sharelock.region.DirectoryEntry;
import dev.sharelock.region.EntryInitializer;
import dev.sharelock.region.EntryRequest;
import dev.sharelock.region.Region;
import dev.sharelock.values.SharedValues;
import dev.sharelock.values.SharedVariable;
import dev.sharelock.values.VariableLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A heap with a name in a region for shared values, and variables with names that hold them.
 * Whoever opens it first creates it.
 *
 * <p>Confined to the thread of the {@link Region} handle, like all that it gives out. It owns no
 * words of its own: names are the region's, the heap is {@link Allocator}, variables are {@link
 * SharedVariable}.
 *
 * <p><b>Memory consistency.</b> What a writer does before it replaces the value of a variable is
 * visible to whoever gets that value.
 */
public final class NamedValues implements AutoCloseable {

  /** What stands in the directory, so that a heap is not taken for anything else. */
  private static final long HEAP = 0x48_45_41_50;

  /** The same for variables. */
  private static final long VARIABLE = 0x56_41_52;

  /** How long to wait for another participant that is creating the same right now. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private final Region region;
  private final Allocator allocator;
  private final SharedValues values;
  private final List<SharedVariable> variables = new ArrayList<>();

  private NamedValues(Region region, Allocator allocator) {
    this.region = region;
    this.allocator = allocator;
    this.values = new SharedValues(region.context(), allocator);
  }

  /**
   * Finds the heap of a name, or creates it.
   *
   * @param region where
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @param bytes how much room for values there is at least; the same for all who open it
   * @return the heap
   * @throws IllegalArgumentException if the size is impossible, or the name is in use with another
   *     size or for something else
   * @throws dev.sharelock.SharelockException if there is no space for it, all places are taken, or
   *     the participant that creates it does not come to an end
   */
  public static NamedValues open(Region region, String name, long bytes) {
    Objects.requireNonNull(region, "region");
    HeapGeometry geometry = HeapGeometry.forBytes(bytes);
    DirectoryEntry entry =
        entry(
            region,
            new EntryRequest(name, HEAP, geometry.bytes()),
            (offset, length) ->
                HeapFormat.create(
                    region.memory(), offset, geometry, region.environment().nextGeneration()));
    return new NamedValues(region, Allocator.open(region.context(), entry.offset()));
  }

  private static DirectoryEntry entry(
      Region region, EntryRequest request, EntryInitializer initializer) {
    return region.directory().getOrCreate(request, initializer, PATIENCE_NANOS);
  }

  /**
   * Finds the variable of a name, or creates it without a value.
   *
   * @param name 1 to 72 letters, digits and {@code . _ / -}
   * @return a handle, which is closed together with this one
   * @throws IllegalArgumentException if the name is in use for something else
   * @throws dev.sharelock.SharelockException if there is no space for it
   */
  public SharedVariable variable(String name) {
    int places = SharedVariable.DEFAULT_PLACES;
    DirectoryEntry entry =
        entry(
            region,
            new EntryRequest(name, VARIABLE, VariableLayout.bytes(places)),
            (offset, length) ->
                SharedVariable.create(region.memory(), new VariableLayout(offset, places)));
    SharedVariable variable = SharedVariable.open(values, entry.offset());
    variables.add(variable);
    return variable;
  }

  /**
   * Gives the values of the heap, to copy some in or to find those of others.
   *
   * @return the values
   */
  public SharedValues values() {
    return values;
  }

  /**
   * Gives the heap itself.
   *
   * @return the allocator
   */
  public Allocator allocator() {
    return allocator;
  }

  /** Gives back what dead participants have held here, in the heap and in open variables. */
  public void recover() {
    variables.forEach(SharedVariable::recover);
    allocator.recover();
  }

  /** Closes all variables that this handle has opened, and returns all references. */
  @Override
  public void close() {
    variables.forEach(SharedVariable::close);
    allocator.close();
  }
}
