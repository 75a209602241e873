package dev.sharelock.region;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RegionCheckTest {

  private final Village village = new Village(2, 2, 1024);

  @Test
  void aRegionInUseIsSound() {
    Directory directory = village.directory(village.join(1));
    directory.getOrCreate(new EntryRequest("a", 1, 64), (offset, bytes) -> {}, 0);
    directory.getOrCreate(new EntryRequest("b", 1, 64), (offset, bytes) -> {}, 0);
    assertThat(RegionCheck.problems(village.memory, village.header.layout())).isEmpty();
  }

  @Test
  void whatMustNotBeIsFound() {
    RegionLayout layout = village.header.layout();
    Directory directory = village.directory(village.join(1));
    directory.getOrCreate(new EntryRequest("a", 1, 64), (offset, bytes) -> {}, 0);
    directory.getOrCreate(new EntryRequest("b", 1, 64), (offset, bytes) -> {}, 0);
    village.memory.setLongVolatile(layout.owner(0), OwnerWord.NOBODY);
    long base = directory.slots().find("b");
    village.memory.setLongVolatile(base + DirectoryLayout.OFFSET, layout.heapStart());
    assertThat(RegionCheck.problems(village.memory, layout))
        .hasSize(2)
        .anyMatch(problem -> problem.contains("slot is free but its tenure is open: slot=0"))
        .anyMatch(problem -> problem.contains("range of an entry is not its own"));
    village.memory.setLongVolatile(RegionLayout.HEAP_NEXT, 0);
    assertThat(RegionCheck.problems(village.memory, layout))
        .anyMatch(problem -> problem.contains("heapNext=0"));
  }
}
