package dev.sharelock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTagsTest {
  private static final int REGIONS = 60;

  @TempDir Path directory;

  private RegionPaths paths(String name) {
    return RegionPaths.of(directory.toString(), name);
  }

  @Test
  void regionsOfOneDirectoryDifferInTheirFirstBits() {
    Set<Long> tags = new HashSet<>();
    List<Region> regions = new ArrayList<>();
    for (int i = 0; i < REGIONS; i++) {
      Region region = Region.create(RegionOptions.of("r" + i, 4096).in(directory.toString()));
      regions.add(region);
      tags.add(region.generation() >>> 56);
    }
    regions.forEach(Region::close);
    assertThat(tags).hasSize(REGIONS);
  }

  @Test
  void whoFindsTheSameBitsAfterAnnouncingDrawsAgain() throws IOException {
    Files.createFile(directory.resolve("other.ab00000000000001.lock"));
    assertThatThrownBy(() -> RegionDraft.create(paths("mine"), 0xAB00_0000_0000_0002L, 4096))
        .isInstanceOf(SharelockException.class)
        .hasMessageContaining("generation is like that of another region")
        .extracting(e -> ((SharelockException) e).outcome())
        .isEqualTo(Outcome.WOULD_BLOCK);
    try (var files = Files.list(directory)) {
      assertThat(files).hasSize(1);
    }
    RegionDraft.create(paths("mine"), 0xAC00_0000_0000_0002L, 4096).discard();
  }

  @Test
  void otherFilesAndTooManyRegionsDoNotHinder() throws IOException {
    Files.createFile(directory.resolve("no.region.lock"));
    Files.createFile(directory.resolve("no-hex-digits-at-all.lock"));
    Files.createFile(directory.resolve("a.zzzzzzzzzzzzzzzz.lock"));
    for (int tag = 0; tag < 256; tag++) {
      Files.createFile(
          directory.resolve(String.format(Locale.ROOT, "r.%02x00000000000000.lock", tag)));
    }
    RegionDraft.create(paths("mine"), 0xAB00_0000_0000_0002L, 4096).discard();
  }
}
