package dev.sharelock.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.Outcome;
import dev.sharelock.named.NamedRing;
import dev.sharelock.named.NamedValues;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionOptions;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedValuesTest {
  private static final long BYTES = 1 << 20;

  @TempDir Path folder;

  private Region create() {
    return Region.create(RegionOptions.of("values", BYTES + (1 << 20)).in(folder.toString()));
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("values").in(folder.toString()));
  }

  @Test
  void aVariableIsFoundByItsNameThroughAnotherMapping() {
    try (Region region = create();
        Region other = attach();
        NamedValues mine = NamedValues.open(region, "heap", BYTES);
        NamedValues theirs = NamedValues.open(other, "heap", BYTES)) {
      assertThat(mine.variable("config").set(Map.of("port", 80), 0)).isEqualTo(Outcome.DONE);
      try (SharedTree config = theirs.variable("config").get().orElseThrow()) {
        assertThat(config.table().get("port").asInt()).isEqualTo(80);
      }
      assertThat(theirs.variable("other").get()).isEmpty();
      assertThatThrownBy(() -> NamedRing.open(other, "config", 64))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void theValueStaysWhenItsWriterHasLeft() {
    try (Region region = create()) {
      try (Region other = attach();
          NamedValues theirs = NamedValues.open(other, "heap", BYTES)) {
        theirs.variable("v").set("kept", 0);
      }
      try (NamedValues mine = NamedValues.open(region, "heap", BYTES)) {
        mine.recover();
        assertThat(mine.allocator().verify().allocatedBlocks()).isOne();
        try (SharedTree tree = mine.variable("v").get().orElseThrow()) {
          assertThat(tree.toJava()).isEqualTo("kept");
        }
      }
    }
  }
}
