package io.tapline.wire.firewall;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tapline.wire.text.JsonLine;
import io.tapline.wire.text.Line;
import io.tapline.wire.text.Numbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A line of {@code journalctl -o json}: the time is {@code __REALTIME_TIMESTAMP} (microseconds as
 * text), {@code MESSAGE} a text or an array of its bytes. A struct filled by {@link #read}.
 */
final class JournalLine {
  /** The message; empty where there is none. */
  final Line message = new Line();

  /** Nanoseconds since the epoch; negative where it is not told. */
  long timeNanos;

  /** Whether the kernel or ulogd wrote it, or nobody is named. */
  boolean fromKernel;

  void read(Line line) throws IOException {
    message.start = 0;
    message.end = 0;
    timeNanos = Numbers.NONE;
    fromKernel = true;
    try (JsonParser json = JsonLine.parser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("not an object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        field(name, json);
      }
    }
  }

  private void field(String name, JsonParser json) throws IOException {
    switch (name) {
      case "__REALTIME_TIMESTAMP" -> time(JsonLine.unsigned(json));
      case "MESSAGE" -> message(json);
      case "SYSLOG_IDENTIFIER" -> fromKernel &= isKernel(JsonLine.text(json));
      default -> json.skipChildren();
    }
  }

  private void time(long micros) {
    timeNanos = micros < 0 || micros > Long.MAX_VALUE / 1000 ? Numbers.NONE : micros * 1000;
  }

  private static boolean isKernel(String identifier) {
    return identifier.isEmpty() || identifier.equals("kernel") || identifier.equals("ulogd");
  }

  private void message(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.START_ARRAY) {
      bytes(json);
    } else {
      byte[] text = JsonLine.text(json).getBytes(StandardCharsets.UTF_8);
      message.reserve(text.length);
      System.arraycopy(text, 0, message.bytes, 0, text.length);
      message.end = text.length;
    }
  }

  /** An array of bytes; of an array of texts (a field told twice) nothing is taken. */
  private void bytes(JsonParser json) throws IOException {
    message.reserve(Line.MAX_BYTES / 4);
    while (json.nextToken() != JsonToken.END_ARRAY) {
      int value = JsonLine.upTo(255, json);
      if (value >= 0 && message.end < message.bytes.length) {
        message.bytes[message.end++] = (byte) value;
      }
    }
  }
}
