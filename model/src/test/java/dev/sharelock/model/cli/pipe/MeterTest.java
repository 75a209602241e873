package dev.sharelock.model.cli.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;

class MeterTest {

  /** Otherwise the bar would stand below the line that says that all is done. */
  @Test
  void nothingIsDrawnAfterTheEnd() {
    List<String> drawn = new ArrayList<>();
    try (Meter meter =
        new Meter(
            new ProgressBarBuilder()
                .setConsumer(new DelegatingProgressBarConsumer(drawn::add))
                .build())) {
      meter.moved(3);
      assertThat(meter.finish()).startsWith("3 bytes in 1 messages, ");
      assertThat(drawn).isNotEmpty();
      drawn.clear();
    }
    assertThat(drawn).isEmpty();
  }
}
