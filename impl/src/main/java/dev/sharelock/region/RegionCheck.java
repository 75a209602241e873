package dev.sharelock.region;

import dev.sharelock.memory.SharedMemory;
import java.util.ArrayList;
import java.util.List;

/** Checks what must hold in a region between any two accesses of its participants. */
public final class RegionCheck {

  private RegionCheck() {}

  /**
   * Looks for what must not be. It only reads; the answer is exact if nobody writes meanwhile.
   *
   * @param memory the memory of the region
   * @param layout of the region
   * @return one line for each problem; empty if all is well
   */
  public static List<String> problems(SharedMemory memory, RegionLayout layout) {
    List<String> problems = new ArrayList<>();
    checkSlots(memory, layout, problems);
    if (RegionHeader.isWritten(memory)) {
      checkEntries(memory, layout, problems);
    }
    return problems;
  }

  private static void checkSlots(SharedMemory memory, RegionLayout layout, List<String> problems) {
    for (int slot = 0; slot < layout.slots(); slot++) {
      long owner = memory.getLongOpaque(layout.owner(slot));
      long tenure = memory.getLongOpaque(layout.tenure(slot));
      if (owner == OwnerWord.NOBODY && TenureWord.isOpen(tenure)) {
        problems.add(
            "slot is free but its tenure is open: slot="
                + slot
                + ", tenure="
                + TenureWord.tenure(tenure));
      }
    }
  }

  private static void checkEntries(
      SharedMemory memory, RegionLayout layout, List<String> problems) {
    long next = memory.getLongOpaque(RegionLayout.HEAP_NEXT);
    if (next < layout.heapStart() || next > memory.size()) {
      problems.add("heap pointer is outside: heapNext=" + next);
    }
    long end = layout.heapStart();
    DirectorySlots slots = new DirectorySlots(memory, layout, new RegionHeap(memory, layout));
    List<DirectoryEntry> ready = new ArrayList<>();
    for (int index = 0; index < layout.entries(); index++) {
      long base = layout.entry(index);
      long word = memory.getLongOpaque(base + DirectoryLayout.STATE);
      if (EntryWord.phase(word) == EntryWord.READY) {
        ready.add(slots.read(base, word));
      }
    }
    ready.sort((a, b) -> Long.compare(a.offset(), b.offset()));
    for (DirectoryEntry entry : ready) {
      if (entry.offset() < end || entry.offset() + entry.bytes() > next) {
        problems.add("range of an entry is not its own: entry=" + entry + ", heapNext=" + next);
      }
      end = entry.offset() + entry.bytes();
    }
  }
}
