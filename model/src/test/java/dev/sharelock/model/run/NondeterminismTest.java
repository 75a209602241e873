package dev.sharelock.model.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sharelock.model.engine.Budget;
import dev.sharelock.model.engine.Progress;
import dev.sharelock.model.exhaustive.MemoryModel;
import dev.sharelock.model.scenario.Body;
import dev.sharelock.model.scenario.Scenario;
import dev.sharelock.model.trace.Failure;
import dev.sharelock.model.trace.FailureKind;
import dev.sharelock.model.trace.ReplayToken;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Scenarios that do not repeat themselves, and what both engines say about them. */
class NondeterminismTest {
  private static final Budget BUDGET = new Budget(Duration.ofSeconds(20), 200, 2_000);
  private static final AtomicLong CALLS = new AtomicLong();

  private static Scenario scenario(String name, Body body) {
    return Scenario.named("nondeterministic." + name)
        .fields(names -> names.word(0, Long.BYTES, "word"))
        .fields(names -> names.word(64, Long.BYTES, "other"))
        .process("culprit", body)
        .process("reader", context -> context.memory().getLongVolatile(0))
        .build();
  }

  private static Scenario byTime() {
    return scenario("time", c -> c.memory().setLongVolatile(0, System.nanoTime()));
  }

  private static Scenario byIdentity() {
    return scenario(
        "identity",
        c -> c.memory().setLongVolatile(0, System.identityHashCode(new Object()) | 1L << 32));
  }

  /** The access itself is another one. */
  private static Scenario byState() {
    return scenario(
        "state",
        c -> {
          if (CALLS.incrementAndGet() % 2 == 0) {
            c.memory().setLongVolatile(0, 1);
          } else {
            c.memory().getLongAcquire(64);
          }
        });
  }

  /** The order of a set of objects without a hash of their own is another one in each run. */
  private static Scenario byOrder() {
    return scenario(
        "order",
        c -> {
          Set<Object> keys = new HashSet<>();
          Map<Object, Long> numbers = new HashMap<>();
          for (long i = 0; i < 12; i++) {
            Object key = new Object();
            keys.add(key);
            numbers.put(key, i);
          }
          for (Object key : keys) {
            c.memory().setLongVolatile(0, numbers.get(key));
          }
        });
  }

  private static Scenario byRecord() {
    return scenario("record", c -> c.record("time", System.nanoTime()));
  }

  static Stream<Arguments> everything() {
    return Stream.of(byTime(), byIdentity(), byState(), byOrder())
        .flatMap(
            scenario ->
                Engines.standard().names().stream().map(engine -> Arguments.of(scenario, engine)));
  }

  private static Failure check(Scenario scenario, String engine) {
    return Engines.standard()
        .named(engine)
        .create(EngineSettings.of(Seed.parse("1"), MemoryModel.RC11))
        .check(scenario, BUDGET, Progress.NONE)
        .failure()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("everything")
  void isDetectedAndSaysWhatIsDifferentAndWhere(Scenario scenario, String engine) {
    Failure failure = check(scenario, engine);
    assertThat(failure.kind()).as(failure.message()).isEqualTo(FailureKind.NONDETERMINISM);
    assertThat(failure.message())
        .startsWith("the scenario does not repeat itself: ")
        .contains("culprit")
        .containsPattern("expected=.*word.*actual=")
        .contains("NondeterminismTest.by")
        .contains("; do: ");
  }

  @Test
  void whatIsRecordedIsCompared() {
    Failure failure = check(byRecord(), "exhaustive");
    assertThat(failure.kind()).isEqualTo(FailureKind.NONDETERMINISM);
    assertThat(failure.message()).contains("expected=the records [", "actual=the records [");
  }

  @Test
  void setUpsAreCompared() {
    Scenario scenario =
        Scenario.named("nondeterministic.set-up")
            .setUp((memory, environment) -> memory.setLongVolatile(0, System.nanoTime()))
            .process("reader", context -> context.memory().getLongVolatile(0))
            .build();
    assertThat(check(scenario, "exhaustive").message()).contains("set-up has left another memory");
  }

  /** A token holds who runs, not the values, so a replay compares two runs. */
  @ParameterizedTest
  @MethodSource("everything")
  void isDetectedAtReplay(Scenario scenario, String engine) {
    String payload = engine.equals("sampling") ? "schedule:a12b" : "rc11:A*12*B0";
    boolean twelve = scenario.name().endsWith("order");
    String shown = twelve ? payload : payload.replace("*12*", "0").replace("a12", "a");
    ReplayToken token = ReplayToken.parse("v1:" + scenario.name() + ":" + shown);
    Failure failure =
        Engines.standard()
            .writerOf(token)
            .forReplay(token)
            .replay(scenario, token)
            .failure()
            .orElseThrow();
    assertThat(failure.kind()).as(failure.message()).isEqualTo(FailureKind.NONDETERMINISM);
    assertThat(failure.token()).isEqualTo(token);
  }
}
