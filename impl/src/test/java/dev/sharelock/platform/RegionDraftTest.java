package dev.sharelock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RegionDraftTest {

  private static final int SIZE = 3 << 20;

  @TempDir Path directory;

  private RegionPaths paths() {
    return RegionPaths.of(directory.toString(), "orders");
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void isFilledBeforeItHasAName() throws IOException {
    RegionDraft draft = RegionDraft.create(paths(), 0xAB, SIZE);
    assertThat(files())
        .containsExactly("orders.00000000000000ab.lock", "orders.00000000000000ab.new");
    assertThat(Files.size(directory.resolve("orders.00000000000000ab.new"))).isEqualTo(SIZE);
    assertThat(draft.segment().get(ValueLayout.JAVA_LONG, SIZE - 8)).isZero();
    draft.discard();
    assertThat(files()).isEmpty();
  }

  @Test
  void oneOfTwoIsPublished() throws IOException {
    RegionDraft first = RegionDraft.create(paths(), 1, 4096);
    RegionDraft second = RegionDraft.create(paths(), 2L << 56, 4096);
    first.segment().set(ValueLayout.JAVA_LONG, 0, 42);
    assertThat(first.publish()).isTrue();
    assertThat(second.publish()).isFalse();
    second.discard();
    assertThat(files()).containsExactly("orders", "orders.0000000000000001.lock");
    first.opened().close();
    try (RegionFile file = RegionFile.open(paths(), false)) {
      assertThat(file.read(1)[0]).isEqualTo((byte) 42);
    }
  }

  @Test
  void oneOfTwoIsPublishedAlsoWithoutHardLinks() throws IOException {
    RegionDraft first = RegionDraft.create(paths(), 1, 4096);
    RegionDraft second = RegionDraft.create(paths(), 2L << 56, 4096);
    first.segment().set(ValueLayout.JAVA_LONG, 0, 42);
    assertThat(first.publishByMove()).isTrue();
    assertThatThrownBy(second::publishByMove).isInstanceOf(FileAlreadyExistsException.class);
    second.discard();
    assertThat(files()).containsExactly("orders", "orders.0000000000000001.lock");
    assertThat(first.segment().get(ValueLayout.JAVA_LONG, 0)).isEqualTo(42);
    try (RegionFile file = RegionFile.open(paths(), false)) {
      assertThat(file.read(1)[0]).isEqualTo((byte) 42);
    }
    first.opened().close();
  }
}
