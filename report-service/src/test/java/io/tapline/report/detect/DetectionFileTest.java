package io.tapline.report.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tapline.report.log.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectionFileTest {
  private static final Instant START = Instant.parse("2026-03-02T10:00:00Z");
  private static final DetectionState STATE =
      new DetectionState(
          "window=PT5M host-scan=15/1",
          "c1z",
          Map.of(
              Duration.ofMinutes(5),
              List.of(
                  new Span(START, START.plusSeconds(300)),
                  new Span(START.plusSeconds(900), START.plusSeconds(1_200))),
              Duration.ofHours(1),
              List.of(new Span(START, START.plusSeconds(3_600)))));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  @TempDir Path directory;

  private Path path() {
    return directory.resolve("report/detections");
  }

  private DetectionFile file() {
    return new DetectionFile(path(), new DetectionMetrics(registry));
  }

  private double failures() {
    return registry.counter("tapline.report.state.failures").count();
  }

  @Test
  void what_was_saved_last_is_loaded_by_the_next_process() {
    DetectionFile first = file();
    assertThat(first.load()).isEmpty();
    first.save(new DetectionState(STATE.rules(), "", Map.of()));
    first.save(STATE);
    assertThat(file().load()).contains(STATE);
    assertThat(failures()).isZero();
  }

  @Test
  void a_file_that_was_cut_off_anywhere_is_no_state() throws IOException {
    String whole = DetectionStateText.write(STATE);
    for (int length = 0; length < whole.length() - 1; length++) {
      assertThat(DetectionStateText.read(whole.substring(0, length))).isEmpty();
    }
    file().save(STATE);
    Files.writeString(path(), whole.substring(0, 40));
    assertThat(file().load()).isEmpty();
    assertThat(failures()).isEqualTo(1);
  }

  @Test
  void a_file_of_something_else_is_no_state() {
    String whole = DetectionStateText.write(STATE);
    assertThat(DetectionStateText.read("end\nend\nend\nend\n")).isEmpty();
    assertThat(DetectionStateText.read(whole.replace("10:05", "25:05"))).isEmpty();
    assertThat(DetectionStateText.read(whole.replace("10:05", "09:05"))).isEmpty();
  }

  @Test
  void the_same_state_is_not_written_again() throws IOException {
    DetectionFile file = file();
    file.save(STATE);
    Files.delete(path());
    file.save(STATE);
    assertThat(path()).doesNotExist();
  }

  @Test
  void a_place_that_cannot_be_written_is_counted_and_written_when_it_can_be() throws IOException {
    Files.writeString(directory.resolve("report"), "in the way");
    DetectionFile file = file();
    file.save(STATE);
    assertThat(failures()).isEqualTo(1);
    Files.delete(directory.resolve("report"));
    file.save(STATE);
    assertThat(file().load()).contains(STATE);
  }
}
