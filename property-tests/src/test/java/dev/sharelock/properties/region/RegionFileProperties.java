package dev.sharelock.properties.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sharelock.Outcome;
import dev.sharelock.SharelockException;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.MachineUse;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionInspector;
import dev.sharelock.region.RegionLayout;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.UnlinkPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Regions as files: any name, any size, any corrupt byte. */
final class RegionFileProperties {
  private Path directory;

  @BeforeProperty
  void createDirectory() throws IOException {
    directory = Files.createTempDirectory("sharelock-properties-");
  }

  @AfterProperty
  void deleteDirectory() {
    files().forEach(RegionFileProperties::delete);
    delete(directory);
  }

  @Property(tries = 100)
  void anyNameIsUsableOrRefusedAndNothingIsLeft(
      @ForAll("names") String name, @ForAll @IntRange(min = 1, max = 20_000) int bytes) {
    boolean usable =
        name.matches("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}")
            && !name.endsWith(".lock")
            && !name.endsWith(".new");
    Throwable thrown =
        catchThrowable(
            () -> {
              try (Region region = Region.create(options(name, bytes))) {
                assertThat(region.name()).isEqualTo(name);
                assertThat(region.memory().size()).isGreaterThanOrEqualTo(bytes);
                assertThat(region.directory().freeBytes()).isGreaterThanOrEqualTo(bytes);
              }
              Region.unlink(directory.toString(), name, UnlinkPolicy.IF_UNUSED);
            });
    if (usable) {
      assertThat(thrown).isNull();
    } else {
      assertThat(thrown)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("(?s).+: .*name=.*; do: .+");
    }
    assertThat(files()).isEmpty();
  }

  @Property(tries = 100)
  void aTruncatedOrExtendedFileIsRefused(@ForAll @IntRange(max = 20_000) int length)
      throws IOException {
    Path file = directory.resolve("r");
    Region.create(options("r", 1024)).close();
    byte[] sound = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(sound, length));
    Throwable thrown = catchThrowable(() -> Region.attach(attachOptions()).close());
    if (length == sound.length) {
      assertThat(thrown).isNull();
    } else {
      assertThat(thrown).isInstanceOf(SharelockException.class);
      assertThat(((SharelockException) thrown).outcome())
          .isIn(
              length < RegionLayout.HEADER_BYTES
                  ? List.of(Outcome.CORRUPT, Outcome.WOULD_BLOCK) // may be about to be created
                  : List.of(Outcome.CORRUPT));
    }
    files().forEach(RegionFileProperties::delete);
  }

  @Example
  void everySingleCorruptByteIsRefusedOrHarmless() throws IOException {
    Path file = directory.resolve("r");
    Region.create(options("r", 1024)).close();
    byte[] sound = Files.readAllBytes(file);
    int end = (int) new RegionLayout(2, 2).heapStart();
    for (int index = 0; index < end; index++) {
      for (byte value : new byte[] {(byte) ~sound[index], (byte) (sound[index] ^ 1)}) {
        byte[] corrupt = sound.clone();
        corrupt[index] = value;
        Files.write(file, corrupt);
        attempt(index, () -> useAll(Region.attach(attachOptions())));
        attempt(index, () -> RegionInspector.describe(directory.toString(), "r"));
      }
    }
  }

  private static void useAll(Region region) {
    try (region) {
      assertThat(region.describe()).isNotEmpty();
      region.directory().entries();
      region.directory().find("x");
      region.directory().freeBytes();
    }
  }

  private static void attempt(int index, ThrowingCallable operation) {
    Throwable thrown = catchThrowable(operation);
    if (thrown != null) {
      assertThat(thrown).as("byte %s", index).isInstanceOf(SharelockException.class);
      assertThat(thrown).as("byte %s", index).hasMessageMatching("(?s).+: .*\\w+=.*; do: .+");
    }
  }

  private RegionOptions options(String name, long bytes) {
    return RegionOptions.of(name, bytes)
        .in(directory.toString())
        .participants(2)
        .entries(2)
        .machine(MachineUse.PORTABLE);
  }

  private AttachOptions attachOptions() {
    return AttachOptions.of("r").in(directory.toString()).within(0);
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars("abz019._-AZ").ofMaxLength(12),
        Arbitraries.strings().withChars("a").ofMinLength(95).ofMaxLength(105),
        Arbitraries.strings().ofMaxLength(5),
        Arbitraries.of("", ".", "..", "a/b", "/x", "../x", "a.lock", "a.new", "a\u0000b", "é"));
  }
}
