package dev.sharelock.model.strengthening;

import dev.sharelock.memory.SharedMemory;
import dev.sharelock.model.memory.AccessMode;
import dev.sharelock.model.memory.FenceKind;
import dev.sharelock.model.memory.MemoryDecorator;
import dev.sharelock.model.memory.UpdateKind;
import dev.sharelock.model.trace.EventKind;
import dev.sharelock.model.trace.Sites;

/** A memory in which the accesses of one line of code have more order than it asks for. */
final class StrongerMemory extends MemoryDecorator {
  private final Strengthening strengthening;

  StrongerMemory(SharedMemory memory, Strengthening strengthening) {
    super(memory);
    this.strengthening = strengthening;
  }

  private boolean isHere(EventKind kind) {
    return strengthening.kind() == kind && Sites.current().equals(strengthening.site());
  }

  private AccessMode mode(boolean here, AccessMode asked) {
    AccessMode least = strengthening.mode();
    if (!here || least == null || asked.compareTo(least) >= 0) {
      return asked;
    }
    return least;
  }

  private void fenceAfter(boolean here) {
    if (here && strengthening.mode() == null) {
      super.fence(FenceKind.FULL);
    }
  }

  @Override
  protected long load(long offset, int bytes, AccessMode mode) {
    boolean here = isHere(EventKind.READ);
    long value = super.load(offset, bytes, mode(here, mode));
    fenceAfter(here);
    return value;
  }

  @Override
  protected void store(long offset, int bytes, AccessMode mode, long value) {
    boolean here = isHere(EventKind.WRITE);
    super.store(offset, bytes, mode(here, mode), value);
    fenceAfter(here);
  }

  @Override
  protected long update(long offset, int bytes, AccessMode mode, UpdateKind kind, long operand) {
    boolean here = isHere(EventKind.UPDATE);
    long found = super.update(offset, bytes, mode(here, mode), kind, operand);
    fenceAfter(here);
    return found;
  }

  @Override
  protected long compareAndExchange(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    boolean here = isHere(EventKind.UPDATE);
    long found = super.compareAndExchange(offset, bytes, mode(here, mode), expected, value);
    fenceAfter(here);
    return found;
  }

  @Override
  protected boolean weakCompareAndSet(
      long offset, int bytes, AccessMode mode, long expected, long value) {
    boolean here = isHere(EventKind.UPDATE);
    boolean set = super.weakCompareAndSet(offset, bytes, mode(here, mode), expected, value);
    fenceAfter(here);
    return set;
  }

  @Override
  protected void fence(FenceKind kind) {
    boolean here = isHere(EventKind.FENCE);
    super.fence(here ? FenceKind.FULL : kind);
  }

  @Override
  protected void storeData(long offset, int bytes, long value) {
    boolean here = isHere(EventKind.DATA_WRITE);
    super.storeData(offset, bytes, value);
    fenceAfter(here);
  }

  @Override
  public void writeBytes(long offset, byte[] source, int index, int length) {
    boolean here = isHere(EventKind.DATA_WRITE);
    super.writeBytes(offset, source, index, length);
    fenceAfter(here);
  }
}
