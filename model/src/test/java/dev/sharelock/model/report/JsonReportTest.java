package dev.sharelock.model.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonReportTest {

  @Test
  void holdsVerdictsAndFailures() throws IOException {
    String json = JsonReport.render(List.of(HandMade.passed(true), HandMade.dataRace()));
    List<?> results = (List<?>) JSON.std.mapFrom(json).get("results");
    Map<?, ?> missed = (Map<?, ?>) results.get(0);
    assertThat(missed.get("standing")).isEqualTo("NOT_CAUGHT");
    assertThat(missed.get("mustFailWith")).isEqualTo(List.of("DATA_RACE"));
    assertThat(missed.get("executions")).isEqualTo(5000);
    assertThat(missed.containsKey("failure")).isFalse();
    Map<?, ?> failed = (Map<?, ?>) ((Map<?, ?>) results.get(1)).get("failure");
    assertThat(failed.get("kind")).isEqualTo("DATA_RACE");
    assertThat(failed.get("token")).isEqualTo("v1:ring.data-race:pct3:7f3a9c0012ab44e1");
    assertThat((List<?>) failed.get("why")).hasSize(2);
    Map<?, ?> read = (Map<?, ?>) ((List<?>) failed.get("events")).get(5);
    assertThat(read.get("field")).isEqualTo("ring.tail");
    assertThat(read.get("mode")).isEqualTo("OPAQUE");
    assertThat(read.get("read")).isEqualTo(8);
    assertThat(read.get("readFrom")).isEqualTo(4);
    assertThat(read.get("site")).isEqualTo("SpscRing.peek:140");
  }
}
