package io.tapline.capture.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapline.capture.FakeLog;
import io.tapline.capture.Reason;
import io.tapline.rpc.Refusal;
import io.tapline.testing.Await;
import java.util.List;
import org.junit.jupiter.api.Test;

class CancelledImportsTest extends OnSensor {
  /** More bytes than a sensor sends without an acknowledgement. */
  private static final int FRAMES = 200_000;

  @Test
  void what_was_delivered_stays_and_the_log_is_told_that_more_is_missing() throws Exception {
    ImportJob job = halfDelivered();
    sensor.imports().cancel("a.pcap");
    assertThat(job.record().totals()).isNull();
    sensor.log.committing(true);
    assertCutOff(Sensor.ended(job));
  }

  @Test
  void a_cancelled_import_does_not_count_as_imported() throws Exception {
    ImportJob job = halfDelivered();
    sensor.imports().cancel("a.pcap");
    sensor.log.committing(true);
    Sensor.ended(job);
    Imports.Accepted again = sensor.inPlace(directory.toRealPath().resolve("a.pcap"));
    assertThat(again.already()).isFalse();
    assertThat(Sensor.done(again.job()).source()).isEqualTo("a.pcap#2");
    assertThat(sensor.log.source("a.pcap#2").frames()).isEqualTo(Captures.frames(FRAMES));
  }

  @Test
  void an_import_that_is_cancelled_while_the_log_is_away_is_ended_after_a_restart()
      throws Exception {
    halfDelivered();
    sensor.log.die();
    sensor.imports().cancel("a.pcap");
    Imports imports = sensor.restarted();
    sensor.log.committing(true);
    sensor.log.comeBack();
    assertCutOff(Sensor.ended(imports.get("a.pcap")));
  }

  @Test
  void one_that_the_log_was_never_told_of_leaves_nothing_there() throws Exception {
    sensor.log.die();
    sensor.inPlace(sensor.write("a.pcap", Captures.pcap(9)));
    sensor.imports().cancel("a.pcap");
    ImportJob job = sensor.restarted().get("a.pcap");
    assertThat(Sensor.ended(job).failure()).contains("nothing of it");
    sensor.log.comeBack();
    assertThat(sensor.log.source("a.pcap").finished()).isFalse();
  }

  @Test
  void cancelling_twice_is_the_same_and_cancelling_what_has_ended_is_refused() throws Exception {
    ImportJob job = halfDelivered();
    assertThat(sensor.imports().cancel("a.pcap")).isSameAs(job);
    assertThat(sensor.imports().cancel("a.pcap")).isSameAs(job);
    sensor.log.committing(true);
    ImportRecord record = Sensor.ended(job);
    assertThat(sensor.imports().cancel("a.pcap").record()).isEqualTo(record);
    Sensor.done(sensor.inPlace(sensor.write("b.pcap", Captures.pcap(9))).job());
    assertRefused("b.pcap", Reason.IMPORT_ENDED);
    assertRefused("c.pcap", Reason.IMPORT_NOT_FOUND);
  }

  private void assertRefused(String source, Reason reason) {
    assertThatThrownBy(() -> sensor.imports().cancel(source))
        .isInstanceOfSatisfying(Refusal.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  /** The log takes frames and acknowledges none: the delivery waits in the middle of the file. */
  private ImportJob halfDelivered() throws Exception {
    sensor.log.committing(false);
    ImportJob job = sensor.inPlace(sensor.write("a.pcap", Captures.pcap(FRAMES))).job();
    Await.until(() -> job.readBytes() > 0);
    return job;
  }

  private void assertCutOff(ImportRecord record) {
    FakeLog.SourceState source = sensor.log.source("a.pcap");
    List<String> frames = source.frames();
    assertThat(frames).hasSizeLessThan(FRAMES).isEqualTo(Captures.frames(frames.size()));
    assertThat(source.finished()).isTrue();
    assertThat(source.losses())
        .singleElement()
        .matches(loss -> loss.getDescription().equals("The import was cancelled."))
        .matches(loss -> loss.getBeforePosition() == frames.size());
    assertThat(record.cancelled()).isTrue();
    assertThat(record.losses()).hasSize(1);
    assertThat(record.failure()).contains("%,d frames of it".formatted(frames.size()));
  }
}
