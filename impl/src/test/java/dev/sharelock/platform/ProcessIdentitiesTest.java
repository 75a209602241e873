package dev.sharelock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.platform.ProcessIdentities.Stat;
import dev.sharelock.platform.ProcessIdentities.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ProcessIdentitiesTest {

  private static final String TAIL =
      " 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4294967301 99 100";

  @Test
  void parsesTheStatusOfAProcess() throws IOException {
    Stat stat = Stat.parse("17 (java) S" + TAIL);
    assertThat(stat.state()).isEqualTo('S');
    assertThat(stat.startTime()).as("cut to 32 bits").isEqualTo(5);
    assertThat(stat.ended()).isFalse();
    assertThat(Stat.parse("17 (java) Z" + TAIL).ended()).isTrue();
  }

  @Test
  void aProgramMayHaveAnyName() throws IOException {
    assertThat(Stat.parse("17 (a) Z (b)) R" + TAIL).state()).isEqualTo('R');
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "17", "17 (java)", "17 (java) S 1 2", "17 (java) SS 1"})
  void malformedStatusIsRefused(String line) {
    assertThatThrownBy(() -> Stat.parse(line))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("stat=");
  }

  @Test
  void knowsItself() {
    ParticipantIdentity self = ProcessIdentities.self();
    assertThat(self.pid()).isEqualTo(ProcessHandle.current().pid());
    assertThat(self.startTime()).isBetween(0L, 0xFFFF_FFFFL);
    assertThat(ProcessIdentities.verdict(self)).isEqualTo(Verdict.RUNS);
  }

  @Test
  void anotherStartTimeIsAnotherProcess() {
    ParticipantIdentity self = ProcessIdentities.self();
    ParticipantIdentity earlier =
        new ParticipantIdentity(self.pid(), self.startTime() ^ 1, self.bootId());
    assertThat(ProcessIdentities.verdict(earlier)).isEqualTo(Verdict.ENDED);
  }

  @Test
  void ofAnotherBootNothingIsKnown() {
    ParticipantIdentity self = ProcessIdentities.self();
    ParticipantIdentity foreign =
        new ParticipantIdentity(self.pid(), self.startTime(), self.bootId() + 1);
    assertThat(ProcessIdentities.verdict(foreign)).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void aProcessThatEndedHasEndedAlsoAsAZombie() throws Exception {
    Assumptions.assumeTrue(Files.isReadable(Path.of("/proc/self/stat")));
    Process child = ChildJvm.start(ChildJvm.Mode.PLAIN, "wait");
    ParticipantIdentity identity =
        new ParticipantIdentity(
            child.pid(), Stat.read(child.pid()).startTime(), ProcessIdentities.self().bootId());
    assertThat(ProcessIdentities.verdict(identity)).isEqualTo(Verdict.RUNS);
    child.destroyForcibly().waitFor();
    assertThat(ProcessIdentities.verdict(identity)).isEqualTo(Verdict.ENDED);
  }
}
