package io.tapline.wire.eve;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.flow.FlowRecord;
import io.tapline.wire.text.JsonLine;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.LocalClock;
import io.tapline.wire.text.TimeField;
import java.io.IOException;
import java.time.ZoneOffset;

/** The member {@code flow} or {@code netflow} of an event: times, counters, why it ended. */
final class EveCounters {
  private static final int IDLE_TIMEOUT = 1;
  private static final int END_DETECTED = 3;
  private static final int FORCED_END = 4;

  private final TimeField time = new TimeField();
  private final LocalClock utc = new LocalClock(ZoneOffset.UTC);
  private final Line scratch = new Line();
  private final FlowRecord record;
  private long start;
  private long end;
  private String reason = "";
  private String state = "";
  private boolean fault;

  EveCounters(FlowRecord record) {
    this.record = record;
  }

  void clear() {
    start = TimeField.NONE;
    end = TimeField.NONE;
    reason = "";
    state = "";
    fault = false;
  }

  void read(JsonParser json) throws IOException {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      field(name, json);
    }
  }

  private void field(String name, JsonParser json) throws IOException {
    switch (name) {
      case "start" -> start = nanos(json);
      case "end" -> end = nanos(json);
      case "pkts_toserver", "pkts" -> record.packets = count(json);
      case "pkts_toclient" -> record.reversePackets = count(json);
      case "bytes_toserver", "bytes" -> record.bytes = count(json);
      case "bytes_toclient" -> record.reverseBytes = count(json);
      case "reason" -> reason = JsonLine.text(json);
      case "state" -> state = JsonLine.text(json);
      default -> json.skipChildren();
    }
  }

  private long nanos(JsonParser json) throws IOException {
    JsonLine.copy(json, scratch);
    long nanos = time.iso(scratch.bytes, 0, scratch.end, utc);
    return time.end == scratch.end ? nanos : TimeField.NONE;
  }

  private long count(JsonParser json) throws IOException {
    long count = JsonLine.unsigned(json);
    fault |= count < 0;
    return Math.max(0, count);
  }

  /** False when the times were not told or a counter was no number. */
  boolean finish() {
    if (fault || start < 0) {
      return false;
    }
    record.startNanos = start;
    record.endNanos = Math.max(start, end);
    record.endReason = endReason();
    return true;
  }

  private int endReason() {
    return switch (reason) {
      case "timeout" -> state.equals("closed") ? END_DETECTED : IDLE_TIMEOUT;
      case "forced", "shutdown" -> FORCED_END;
      default -> 0;
    };
  }
}
