package dev.sharelock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every example, started as its header says, prints what it is about and leaves nothing behind. */
class ExamplesTest {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  @Test
  void hashServer() throws Exception {
    assertThat(run(HashServer.class))
        .isEqualTo(
            """
            one: DONE OK 7692c3ad
            answer to request 1 of 3: DONE OK b1f51a51
            answer to request 2 of 3: DONE OK ba4788b2
            answer to request 3 of 3: DONE OK 16477688
            no text: DONE FAILED nothing to hash: length=0; do: send some text
            hard: PEER_DEAD, server ended with 1
            hard, second server: DONE OK ed5465b9
            quit: DONE OK 8577da2e
            then: CLOSED
            """);
  }

  @Test
  void liveTable() throws Exception {
    assertThat(run(LiveTable.class))
        .isEqualTo(
            """
            order 1: 10 pears
            order 2: 20 apples
            the relay has died: PEER_DEAD
            order 3: 30 pears
            order 4: 40 apples
            order 5: 50 pears
            totals: {apples=60, pears=90, last=5}
            """);
  }

  @Test
  void recordPipeline() throws Exception {
    assertThat(run(RecordPipeline.class))
        .isEqualTo(
            """
            record of 4 bytes: sum of squares 0
            record of 8 bytes: sum of squares 1
            record of 12 bytes: sum of squares 5
            record of 16 bytes: sum of squares 14
            record of 20 bytes: sum of squares 30
            record of 24 bytes: sum of squares 55
            end of the stream, after deaths of a source: 1
            the buffer is gone: true
            """);
  }

  @Test
  void tensorWorker() throws Exception {
    assertThat(run(TensorWorker.class))
        .isEqualTo(
            """
            tensor 0: sum 0.0
            tensor 1: sum 500.0
            the worker has died: BlockRecovered[seats=1, released=0, returned=1, pending=0]
            tensor 2: sum 1000.0
            tensor 3: sum 1500.0
            tensor 4: sum 2000.0
            all memory is back: true
            """);
  }

  @Test
  void videoFrames() throws Exception {
    assertThat(run(VideoFrames.class))
        .isEqualTo(
            """
            frame 0: DONE, sum of pixels 3072
            frame 1: DONE, sum of pixels 6144
            frame 2: PEER_DEAD, and it is here again
            frame 2: DONE, sum of pixels 9216
            frame 3: DONE, sum of pixels 12288
            """);
  }

  private static String run(Class<?> example) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--illegal-native-access=deny",
                "--class-path",
                System.getProperty("java.class.path"),
                example.getName())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    assertNothingIsLeft(process.pid());
    return text;
  }

  /** The names of the regions end with the process id. */
  private static void assertNothingIsLeft(long pid) throws Exception {
    if (Files.isDirectory(SHARED_MEMORY)) {
      try (Stream<Path> files = Files.list(SHARED_MEMORY)) {
        assertThat(files.filter(file -> file.toString().matches(".*-" + pid + "\\b.*"))).isEmpty();
      }
    }
  }
}
