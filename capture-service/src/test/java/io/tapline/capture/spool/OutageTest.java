package io.tapline.capture.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OutageTest {
  private final List<String> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger(Outage.class.getName());
  private final Handler handler = new Recorder();
  private final Outage outage = new Outage("The spool");

  @BeforeEach
  void listen() {
    logger.addHandler(handler);
  }

  @AfterEach
  void leave() {
    logger.removeHandler(handler);
  }

  @Test
  void its_beginning_and_its_end_are_logged_and_no_attempt_between_them() {
    outage.over();
    assertThat(logged).isEmpty();
    for (int i = 0; i < 3; i++) {
      outage.failed(new IOException("No space left on device"));
      assertThat(outage.reason()).isEqualTo("The spool cannot be written: No space left on device");
    }
    assertThat(logged).containsExactly("WARN");
    outage.over();
    outage.over();
    assertThat(outage.reason()).isEmpty();
    assertThat(logged).containsExactly("WARN", "INFO");
    outage.failed(new IOException("Input/output error"));
    assertThat(logged).hasSize(3);
  }

  private final class Recorder extends Handler {
    @Override
    public void publish(LogRecord record) {
      logged.add(record.getLevel().getName().replace("WARNING", "WARN"));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
