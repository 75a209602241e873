package dev.sharelock.memory;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/**
 * A shared memory over a memory segment, usually a mapped file.
 *
 * <p>Every access is one VarHandle operation on the segment, which checks bounds, alignment and
 * whether the mapping is still open; their exceptions name the values.
 */
public sealed class MappedMemory extends SegmentIntWords implements SharedMemory
    permits FirstMapping {

  private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
  private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  /** How much memory a processor moves at a time. */
  private static final int LINE_BYTES = 64;

  private final MemorySegment segment;
  private final Machine machine;
  private final boolean fencesOthers;
  private final Leases leases;

  /**
   * Wraps a segment, with waiting and fences that need nothing from the operating system.
   *
   * @param segment the bytes; aligned to 8, and writable
   * @throws IllegalArgumentException if the segment is not
   */
  public MappedMemory(MemorySegment segment) {
    this(segment, Machine.PORTABLE);
  }

  /**
   * Wraps a segment.
   *
   * @param segment the bytes; aligned to 8, and writable unless nothing will be written
   * @param machine how to wait and how to fence; the same kind for all participants
   * @throws IllegalArgumentException if the segment is not aligned
   */
  public MappedMemory(MemorySegment segment, Machine machine) {
    this(segment, machine, Leases.NONE);
  }

  /**
   * Wraps a segment of which parts can be leased.
   *
   * @param segment the bytes; aligned to 8, and writable unless nothing will be written
   * @param machine how to wait and how to fence; the same kind for all participants
   * @param leasing gives the parts
   * @throws IllegalArgumentException if the segment is not aligned
   */
  public MappedMemory(MemorySegment segment, Machine machine, Leasing leasing) {
    this(segment, machine, new Leases(Objects.requireNonNull(leasing, "leasing")));
  }

  /**
   * Wraps the segment that a process is likely to use most, if none has been yet; others are
   * wrapped as usual. Accesses to the one cost less, see {@link FirstMapping}.
   *
   * @param segment the bytes; aligned to 8, and writable unless nothing will be written
   * @param machine how to wait and how to fence; the same kind for all participants
   * @param leasing gives the parts
   * @return the memory
   * @throws IllegalArgumentException if the segment is not aligned
   */
  public static MappedMemory first(MemorySegment segment, Machine machine, Leasing leasing) {
    return FirstMapping.isFirst(segment)
        ? new FirstMapping(segment, machine, leasing)
        : new MappedMemory(segment, machine, leasing);
  }

  private MappedMemory(MemorySegment segment, Machine machine, Leases leases) {
    this.segment = Objects.requireNonNull(segment, "segment");
    this.machine = Objects.requireNonNull(machine, "machine");
    this.leases = leases;
    this.fencesOthers = machine.fencesOthers();
    if ((segment.address() & 7) != 0 || segment.maxByteAlignment() < 8) {
      throw new IllegalArgumentException(
          "segment is misaligned: address="
              + Long.toHexString(segment.address())
              + ", alignment="
              + segment.maxByteAlignment()
              + "; do: wrap a segment that is aligned to 8 bytes");
    }
  }

  @Override
  public long size() {
    return segment().byteSize();
  }

  /**
   * Gives the bytes to a {@link Machine}, which needs their address.
   *
   * @return the segment
   */
  public MemorySegment segment() {
    return segment;
  }

  @Override
  public Lease lease(long offset, long length, LeaseScope scope) {
    Objects.checkFromIndexSize(offset, length, size());
    return leases.take(offset, length, scope);
  }

  /**
   * Ends all leases, before the mapping itself is taken away.
   *
   * @throws IllegalStateException if one of them cannot be ended
   */
  public void endLeases() {
    leases.endAll();
  }

  @Override
  public byte readByte(long offset) {
    return segment().get(BYTE, offset);
  }

  @Override
  public short readShort(long offset) {
    return segment().get(SHORT, offset);
  }

  @Override
  public int readInt(long offset) {
    return segment().get(INT, offset);
  }

  @Override
  public long readLong(long offset) {
    return segment().get(LONG, offset);
  }

  @Override
  public void writeByte(long offset, byte value) {
    segment().set(BYTE, offset, value);
  }

  @Override
  public void writeShort(long offset, short value) {
    segment().set(SHORT, offset, value);
  }

  @Override
  public void writeInt(long offset, int value) {
    segment().set(INT, offset, value);
  }

  @Override
  public void writeLong(long offset, long value) {
    segment().set(LONG, offset, value);
  }

  @Override
  public void readBytes(long offset, byte[] target, int index, int length) {
    MemorySegment.copy(segment(), BYTE, offset, target, index, length);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    MemorySegment.copy(source, index, segment(), BYTE, offset, length);
  }

  @Override
  public void copyBytes(long from, long to, long length) {
    MemorySegment.copy(segment(), from, segment(), to, length);
  }

  @Override
  public void fillBytes(long offset, long length, byte value) {
    segment().asSlice(offset, length).fill(value);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The load is not waited for. Its value decides about a hint only, which keeps the compiler
   * from leaving it out.
   */
  @Override
  public void prefetchToRead(long offset) {
    if (segment().get(BYTE, offset) == Byte.MIN_VALUE) {
      Thread.onSpinWait();
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A store to each cache line. Stores wait for their lines in the store buffer, several at a
   * time; but since they leave it in order, and it is small, messages written one after the other
   * get their lines one after the other.
   */
  @Override
  public void prefetchToWrite(long offset, long length) {
    for (long at = offset; at < offset + length; at += LINE_BYTES) {
      segment().set(BYTE, at, (byte) 0);
    }
  }

  @Override
  public void fullFence() {
    VarHandle.fullFence();
  }

  @Override
  public void acquireFence() {
    VarHandle.acquireFence();
  }

  @Override
  public void releaseFence() {
    VarHandle.releaseFence();
  }

  @Override
  public void loadLoadFence() {
    VarHandle.loadLoadFence();
  }

  @Override
  public void storeStoreFence() {
    VarHandle.storeStoreFence();
  }

  /**
   * {@inheritDoc}
   *
   * <p>Where the machine {@linkplain Machine#fencesOthers fences others}, this restrains the
   * compiler only: the pair of a release and an acquire fence keeps it from moving accesses across,
   * and costs no instruction on x86.
   */
  @Override
  public void lightFence() {
    if (fencesOthers) {
      VarHandle.releaseFence();
      VarHandle.acquireFence();
    } else {
      VarHandle.fullFence();
    }
  }

  @Override
  public void heavyFence() {
    machine.heavyFence();
  }

  @Override
  public WaitOutcome waitOn(long offset, int expected, long deadlineNanos) {
    return machine.waitOn(this, offset, expected, deadlineNanos);
  }

  @Override
  public int wake(long offset, int count) {
    return machine.wake(this, offset, count);
  }

  @Override
  public WaitStrategy waitStrategy() {
    return machine.waitStrategy();
  }
}
