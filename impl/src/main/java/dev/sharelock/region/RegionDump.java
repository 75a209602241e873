package dev.sharelock.region;

import dev.sharelock.SharelockException;
import dev.sharelock.allocator.HeapStatistics;
import dev.sharelock.environment.Environment;
import dev.sharelock.memory.SharedMemory;
import java.time.Instant;
import java.util.Locale;

/** Describes a region in text. It only reads, and believes nothing it reads. */
final class RegionDump {

  private RegionDump() {}

  static String describe(SharedMemory memory, Environment environment, RegionHeader header) {
    StringBuilder text = new StringBuilder();
    long state = memory.getLongOpaque(RegionLayout.STATE);
    text.append(
        String.format(
            Locale.ROOT,
            "region: generation=%016x, bytes=%d, phase=%s, registrations=%d%n",
            header.generation(),
            header.size(),
            RegionStateWord.name(RegionStateWord.phase(state)),
            RegionStateWord.registrations(state)));
    text.append(
        String.format(
            Locale.ROOT,
            "  created=%s, boot=%016x, features=%s%n",
            Instant.ofEpochMilli(header.createdMillis()),
            header.bootId(),
            RegionFeatures.text(header.features())));
    text.append(
        String.format(
            Locale.ROOT,
            "  heap: start=%d, next=%d%n",
            header.layout().heapStart(),
            memory.getLongOpaque(RegionLayout.HEAP_NEXT)));
    appendParticipants(text, memory, environment, header);
    appendDirectory(text, memory, header.layout());
    appendBlocks(text, memory, header.layout());
    return text.toString();
  }

  private static void appendParticipants(
      StringBuilder text, SharedMemory memory, Environment environment, RegionHeader header) {
    ParticipantTable table =
        new ParticipantTable(memory, environment, header.layout(), header.bootId());
    boolean used = false;
    for (int slot = 0; slot < header.layout().slots(); slot++) {
      Attached attached = table.look(slot);
      if (attached != null) {
        used |= attached.alive();
        text.append("  participant ").append(attached).append('\n');
      }
    }
    if (!used) {
      text.append(
          "  nobody uses it; do: Region.unlink(name), or leave it to those who come next\n");
    }
  }

  private static void appendBlocks(StringBuilder text, SharedMemory memory, RegionLayout layout) {
    long base = RegionBlocks.find(memory, layout);
    if (base >= 0) {
      try {
        for (String line : HeapStatistics.of(memory, base).lines(ParticipantNumber::text)) {
          text.append("  blocks: ").append(line).append('\n');
        }
      } catch (IllegalArgumentException | SharelockException e) {
        text.append("  blocks: ").append(e.getMessage()).append('\n');
      }
    }
  }

  private static void appendDirectory(
      StringBuilder text, SharedMemory memory, RegionLayout layout) {
    DirectorySlots slots = new DirectorySlots(memory, layout, null);
    for (int index = 0; index < layout.entries(); index++) {
      if (memory.getLongOpaque(slots.base(index) + DirectoryLayout.KEY) != 0) {
        text.append("  entry ").append(slots.describe(slots.base(index))).append('\n');
      }
    }
  }
}
