package dev.sharelock.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sharelock.SharelockException;
import dev.sharelock.environment.ParticipantIdentity;
import dev.sharelock.region.AttachOptions;
import dev.sharelock.region.MachineUse;
import dev.sharelock.region.Region;
import dev.sharelock.region.RegionInspector;
import dev.sharelock.region.RegionOptions;
import dev.sharelock.region.StalePolicy;
import dev.sharelock.region.UnlinkPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What needs a second process: native access by flags, and death. */
final class ChildProcessTest {

  @TempDir Path directory;
  private final List<Process> children = new ArrayList<>();

  private Process start(ChildJvm.Mode mode, String command) throws IOException {
    Process child = ChildJvm.start(mode, command, directory.toString());
    children.add(child);
    return child;
  }

  private static BufferedReader output(Process child) {
    return new BufferedReader(
        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8));
  }

  @AfterEach
  void endChildren() throws InterruptedException {
    for (Process child : children) {
      child.destroyForcibly().waitFor();
    }
  }

  private Region attach() {
    return Region.attach(AttachOptions.of("child").in(directory.toString()));
  }

  @Test
  void withoutPermissionNothingNativeIsTriedAndNothingIsPrinted() throws Exception {
    for (ChildJvm.Mode mode : List.of(ChildJvm.Mode.PLAIN, ChildJvm.Mode.DENIED)) {
      assertThat(ChildJvm.run(mode, "use", directory.toString()).lines())
          .as("%s", mode)
          .containsExactly("TIMED_OUT", "POLLING");
    }
  }

  @Test
  void withPermissionTheKernelIsUsed() throws Exception {
    List<String> expected =
        NativeAccess.isLinux() && (NativeAccess.isX86() || NativeAccess.isArm())
            ? List.of("TIMED_OUT", "FUTEX")
            : List.of("TIMED_OUT", "POLLING");
    assertThat(ChildJvm.run(ChildJvm.Mode.ENABLED, "use", directory.toString()).lines())
        .containsExactlyElementsOf(expected);
  }

  @Test
  void whoMayNotCallTheKernelIsRefusedWhereOthersRelyOnIt() throws Exception {
    Process holder = start(ChildJvm.Mode.ENABLED, "hold");
    output(holder).readLine();
    boolean futex = RegionInspector.describe(directory.toString(), "child").contains("futex");
    Assumptions.assumeTrue(futex, "no futex on this machine");
    Assumptions.assumeFalse(Machines.hasFutex(), "this process may call the kernel");
    assertThatThrownBy(this::attach)
        .isInstanceOf(SharelockException.class)
        .hasMessageContaining("--enable-native-access");
  }

  @Test
  void aKilledProcessIsDeadAndItsRegionCanBeReplaced() throws Exception {
    Process holder = start(ChildJvm.Mode.PLAIN, "hold");
    long number = Long.parseLong(output(holder).readLine());
    RegionOptions replace =
        RegionOptions.of("child", 64)
            .in(directory.toString())
            .machine(MachineUse.PORTABLE)
            .stale(StalePolicy.REPLACE_IF_DEAD);
    try (Region region = attach()) {
      assertThat(region.participants().isAlive(number)).isTrue();
      assertThat(RegionInspector.describe(directory.toString(), "child"))
          .contains("pid=" + holder.pid());
      holder.destroyForcibly().waitFor();
      assertThat(region.participants().isAlive(number)).isFalse();
      assertThat(region.describe()).contains("dead");
      assertThatThrownBy(() -> Region.create(replace)).hasMessageContaining("in use");
    }
    try (Region fresh = Region.create(replace)) {
      assertThat(fresh.isRetired()).isFalse();
      Process joiner = start(ChildJvm.Mode.PLAIN, "join");
      assertThat(Long.parseLong(output(joiner).readLine())).isPositive();
    }
    endChildren();
    Region.unlink(directory.toString(), "child", UnlinkPolicy.IF_UNUSED);
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aStoppedProcessIsAlive() throws Exception {
    Process holder = start(ChildJvm.Mode.PLAIN, "hold");
    long number = Long.parseLong(output(holder).readLine());
    Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(holder.pid())).start();
    assertThat(stop.waitFor()).isZero();
    try (Region region = attach()) {
      assertThat(region.participants().isAlive(number)).isTrue();
    }
  }

  @Test
  void processesThatReplaceOneDeadRegionMeetInOneWorld() throws Exception {
    Process holder = start(ChildJvm.Mode.PLAIN, "hold");
    output(holder).readLine();
    holder.destroyForcibly().waitFor();
    List<Process> rivals = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      rivals.add(start(ChildJvm.Mode.PLAIN, "replace"));
    }
    List<String> said = new ArrayList<>();
    for (Process rival : rivals) {
      said.add(output(rival).readLine());
    }
    assertThat(said).filteredOn(line -> line.startsWith("created ")).hasSize(1);
    assertThat(said).as(said.toString()).filteredOn(line -> line.equals("EXISTS")).hasSize(2);
    try (Region region = attach()) {
      assertThat(said).contains("created " + region.generation());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRegionThatCannotBeFilledIsRefusedAndLeavesNothing() throws Exception {
    List<String> limited = List.of("bash", "-c", "ulimit -f 512; exec \"$0\" \"$@\"");
    Process child = ChildJvm.start(limited, ChildJvm.Mode.PLAIN, "large", directory.toString());
    children.add(child);
    assertThat(output(child).readLine())
        .startsWith("NO_MEMORY region does not fit: name=child")
        .contains("bytes=4", "freeBytes=", "; do: free space, or ask for less");
    assertThat(child.waitFor()).isZero();
    try (var files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  /** Death is final: that others ask at the same moment does not make a dead process live. */
  @Test
  void whoIsAskedForByManyIsDeadToAllOfThem() throws Exception {
    Process holder = start(ChildJvm.Mode.PLAIN, "hold");
    output(holder).readLine();
    ParticipantIdentity identity = identity(holder);
    Path file = lockFile();
    LivenessLocks locks = LivenessLocks.join(file, false);
    holder.destroyForcibly().waitFor();
    Process other = start(ChildJvm.Mode.PLAIN, "probe");
    long position = identity.pid() << 32 | identity.startTime();
    other.getOutputStream().write((file + "\n" + position + "\n").getBytes());
    other.getOutputStream().flush();
    assertThat(output(other).readLine()).isEqualTo("asking");
    assertThat(locks.isHeld(identity)).isFalse();
    locks.leave();
  }

  @Test
  void theLockIsTheProcess() throws Exception {
    Process holder = start(ChildJvm.Mode.PLAIN, "hold");
    output(holder).readLine();
    Path file = lockFile();
    ParticipantIdentity identity = identity(holder);
    LivenessLocks locks = LivenessLocks.join(file, false);
    LivenessLocks again = LivenessLocks.join(file, false);
    assertThat(again).isSameAs(locks);
    assertThat(locks.isHeld(identity)).isTrue();
    again.leave();
    assertThat(locks.isHeld(identity)).as("one user less changes nothing").isTrue();
    assertThat(LivenessLocks.deleteIfUnused(file, file)).isFalse();
    holder.destroyForcibly().waitFor();
    assertThat(locks.isHeld(identity)).isFalse();
    assertThat(locks.isHeld(ProcessIdentities.self())).isTrue();
    assertThat(locks.isHeld(new ParticipantIdentity(1L << 31, 0, 0))).isFalse();
    locks.leave();
    assertThat(LivenessLocks.deleteIfUnused(file, file)).isTrue();
    assertThat(file).doesNotExist();
    assertThat(LivenessLocks.join(file, false)).isNull();
  }

  private Path lockFile() {
    String text = RegionInspector.describe(directory.toString(), "child");
    long generation =
        Long.parseUnsignedLong(text.replaceAll("(?s).*generation=(\\w+).*", "$1"), 16);
    return directory.resolve(String.format(Locale.ROOT, "child.%016x.lock", generation));
  }

  private static ParticipantIdentity identity(Process process) throws IOException {
    return new ParticipantIdentity(
        process.pid(),
        ProcessIdentities.Stat.read(process.pid()).startTime(),
        ProcessIdentities.self().bootId());
  }
}
